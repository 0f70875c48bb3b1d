"""What programs write: a newsletter, an order, an invitation, Lotus Notes, a rich editor, a signed mail."""

import base64
import struct
import subprocess
import tempfile
from pathlib import Path

from tests.gallery.build import PIXEL, Mail, Thread, alternative, attached, inline_image, multi, part, picture, word

BUTTON = ('<table border="0" cellpadding="0" cellspacing="0" role="presentation" align="center" style="border-collapse:separate;"><tr><td align="center" '
          'bgcolor="#414141" role="presentation" style="border:none;border-radius:3px;cursor:auto;" valign="middle"><a href="{1}" style="display:inline-block;'
          'background:#414141;color:#ffffff;padding:10px 25px;" target="_blank">{0}</a></td></tr></table>')
SOCIAL = ('<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="float:none;display:inline-table;"><tr><td style="padding:4px;">'
          '<a href="https://social.example/{0}" target="_blank"><img alt="{0}" height="20" src="https://cdn.news.example/icons/{0}.png" width="20"></a></td></tr></table>')

NEWSLETTER = Mail("""
    Received: from mta41.news.example (mta41.news.example [192.0.2.41]) by mx.example.com with ESMTPS; Fri, 20 Nov 2026 06:00:00 +0000
    From: "Garden & Pots" <hello@news.example>
    To: support@example.com
    Subject: Autumn sale: 30% off all pots
    Date: Fri, 20 Nov 2026 06:00:00 +0000
    Message-ID: <0100018c1a2b-news@news.example>
    List-Unsubscribe: <https://news.example/unsubscribe/abc123>
    List-Unsubscribe-Post: List-Unsubscribe=One-Click
    """, alternative("_----------=_MCPart_1", "Autumn sale: 30% off all pots\n\nShop now: https://news.example/c/abc/shop\n",
    """<!doctype html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>Autumn sale</title><!--[if !mso]><!--><meta http-equiv="X-UA-Compatible" content="IE=edge"><!--<![endif]--><style type="text/css">#outlook a { padding:0; } body { margin:0; } @media only screen and (min-width:480px) { .mj-column-per-50 { width:50% !important; } }</style><!--[if mso]><noscript><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml></noscript><![endif]--></head>
<body style="word-spacing:normal;background-color:#f4f4f4;"><div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">Only until Sunday: our pots, 30% off.&#847; &zwnj; &nbsp; &#847; &zwnj; &nbsp; &#847; &zwnj; &nbsp; </div><div style="background-color:#f4f4f4;"><!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" style="width:600px;" width="600"><tr><td><![endif]-->
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"><tbody><tr><td style="padding:20px 0;text-align:center;"><table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"><tbody><tr><td align="right" style="font-size:11px;"><a href="https://news.example/view/abc123">View in browser</a></td></tr><tr><td align="center"><img alt="Garden &amp; Pots" height="60" src="https://cdn.news.example/logo.png" width="200"></td></tr><tr><td align="center"><h1 style="font-size:28px;">Autumn sale</h1></td></tr><tr><td align="center" style="font-size:16px;">Dear friend of gardens,<br>until <strong>Sunday</strong> all our pots are <span style="color:#c0392b;font-weight:bold">30% off</span>.</td></tr><tr><td align="center">"""
    + BUTTON.format("Shop now", "https://news.example/c/abc/shop?utm_source=newsletter&utm_medium=email&utm_campaign=autumn")
    + """</td></tr></tbody></table></td></tr></tbody></table>
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"><tbody><tr><td><!--[if mso | IE]><table><tr><td style="width:300px;"><![endif]--><div class="mj-column-per-50" style="display:inline-block;width:100%;"><table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"><tbody><tr><td><img alt="Clay pot" src="https://cdn.news.example/p/1.jpg" width="260" height="180"></td></tr><tr><td><h3>Clay pot, 30 cm</h3><p>From the kiln in Tuscany.<br><s>29.00</s> <b>20.30 EUR</b></p></td></tr></tbody></table></div><!--[if mso | IE]></td><td style="width:300px;"><![endif]--><div class="mj-column-per-50" style="display:inline-block;width:100%;"><table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"><tbody><tr><td><img alt="Zinc tub" src="https://cdn.news.example/p/2.jpg" width="260" height="180"></td></tr><tr><td><h3>Zinc tub</h3><p>For herbs on the balcony.<br><s>49.00</s> <b>34.30 EUR</b></p></td></tr></tbody></table></div><!--[if mso | IE]></td></tr></table><![endif]--></td></tr></tbody></table>
<div style="text-align:center">"""
    + SOCIAL.format("facebook") + SOCIAL.format("instagram") + """</div><p style="font-size:11px;color:#999999;text-align:center">You get this mail because you bought at Garden &amp; Pots. <a href="https://news.example/unsubscribe/abc123">Unsubscribe</a></p></div><img src="https://news.example/o/abc123.gif" width="1" height="1" alt="" style="display:block"></body></html>
"""), shows=("Autumn sale", "30% off", "Shop now", "Clay pot, 30 cm", "Zinc tub"), hides=("Only until Sunday", "@media", "PixelsPerInch", "abc123.gif"))

CELL = '<td style="padding:8px;border-bottom:1px solid #dddddd;text-align:{1};">{0}</td>'


def order_row(*cells):
    return "<tr>" + "".join(CELL.format(text, "left" if at < 2 else "right") for at, text in enumerate(cells)) + "</tr>"


ORDER = Mail("""
    From: "Paper & Desk" <orders@depot.example>
    To: support@example.com
    Subject: Order confirmation 4711-0815
    Date: Fri, 20 Nov 2026 08:20:00 +0000
    Message-ID: <order-4711-0815@depot.example>
    Auto-Submitted: auto-generated
    """, multi('related; type="text/html"', "depot-1", [part("text/html; charset=utf-8", """<!DOCTYPE html><html><body><table width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center"><table width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><img src="cid:logo@depot" width="160" height="50" alt="Paper &amp; Desk"></td><td align="right">Order <b>4711-0815</b></td></tr><tr><td colspan="2"><h2>Thank you for your order</h2><p>Hello Ms Okonkwo,</p><p>we have received your order of 20 November 2026:</p>
<table class="items" width="100%" cellspacing="0" style="border-collapse:collapse"><thead><tr><th align="left">Item</th><th align="left">Description</th><th align="right">Qty</th><th align="right">Price</th></tr></thead><tbody>"""
    + order_row("A-100", "Paper A4, 80 g<br><small>500 sheets | white</small>", "10", "44.90") + order_row("B-220", "Toner, black", "2", "129.00")
    + order_row("C-9", "Stapler &quot;Max&quot;", "1", "12.50")
    + """</tbody><tfoot><tr><td colspan="3" align="right"><b>Total</b></td><td align="right"><b>186.40</b></td></tr></tfoot></table>
<table width="100%"><tr><td valign="top" width="50%"><h3>Delivery address</h3>Harbour Instruments Ltd<br>Dock Road 5<br>Cardiff CF10 4GA</td><td valign="top" width="50%"><h3>Payment</h3>Invoice, 30 days</td></tr></table>
<p><a href="https://depot.example/track/4711-0815">Track your order</a></p></td></tr></table></td></tr></table></body></html>
"""), inline_image("logo.png", "logo@depot", picture(160, 50, "B", (150, 20, 20)))]),
    shows=("Thank you for your order", "Toner, black", "129.00", "Dock Road 5", "Track your order"))

EVENT = """BEGIN:VCALENDAR
PRODID:-//Example//Calendar 1.0//EN
VERSION:2.0
METHOD:REQUEST
BEGIN:VEVENT
DTSTART:20261124T130000Z
DTEND:20261124T140000Z
DTSTAMP:20261120T100000Z
ORGANIZER;CN=Tom Becker:mailto:tom.becker@partner.example
UID:77aa@partner.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TR
 UE;CN=Support:mailto:support@example.com
DESCRIPTION:We hand over the 24 new phones\\, with their chargers.\\nPlease bri
 ng the old ones.
LOCATION:Meeting room Ararat
SUMMARY:Handover of the new phones
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()

INVITATION = Mail("""
    From: Tom Becker <tom.becker@partner.example>
    To: support@example.com
    Subject: Invitation: Handover of the new phones @ Tue Nov 24, 2026 2pm - 3pm (CET)
    Date: Fri, 20 Nov 2026 10:00:00 +0000
    Message-ID: <calendar-77aa@partner.example>
    """, multi("mixed", "cal-outer", [
        multi("alternative", "cal-inner", [
            part('text/plain; charset="UTF-8"', "Handover of the new phones\nTuesday Nov 24, 2026, 2pm - 3pm\nMeeting room Ararat\n"),
            part('text/html; charset="UTF-8"', '<div><h3>Handover of the new phones</h3><p><b>When</b> Tuesday Nov 24, 2026, 2pm &ndash; 3pm (CET)<br>'
                 '<b>Where</b> Meeting room Ararat</p><p>Going? <a href="https://calendar.example/r?y=1">Yes</a> &ndash; <a href="https://calendar.example/r?y=0">No</a></p></div>'),
            part('text/calendar; charset="UTF-8"; method=REQUEST', EVENT, "base64"),
        ]),
        attached("invite.ics", "application/ics", EVENT),
    ]), shows=("Handover of the new phones", "Ararat"))

ONLY_CALENDAR = Mail("""
    From: Tom Becker <tom.becker@partner.example>
    To: support@example.com
    Subject: Accepted: Handover of the new phones
    Date: Fri, 20 Nov 2026 10:40:00 +0000
    In-Reply-To: <calendar-77aa@partner.example>
    Message-ID: <calendar-77ab@partner.example>
    """, part('text/calendar; charset="UTF-8"; method=REPLY', """BEGIN:VCALENDAR
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
DTSTART;TZID=W. Europe Standard Time:20261124T140000
DTEND;TZID=W. Europe Standard Time:20261124T150000
ORGANIZER:mailto:tom.becker@partner.example
ATTENDEE;PARTSTAT=ACCEPTED;CN=Nina Holt:mailto:nina.holt@partner.example
SUMMARY:Accepted: Handover of the new phones
UID:77aa@partner.example
END:VEVENT
END:VCALENDAR
""", "7bit"), shows=("Handover of the new phones",))

NOTES = Mail("""
    To: support@example.com
    Subject: Report "Turnover" is empty
    X-Mailer: IBM Notes Release 9.0.1FP8 February 23, 2017
    Message-ID: <OF1A2B3C4D.5E6F7081-ON41258CF3.002E1F2A-41258CF3.002E5B11@bank.example>
    From: Anna.Kowalska@bank.example
    Date: Fri, 20 Nov 2026 09:26:10 +0100
    X-MIMETrack: Serialize by Router on MAIL01/BANK(Release 9.0.1FP8|February 23, 2017) at 20.11.2026 09:26:11
    """, multi("related", "0__=4EBB0B1ADFEE2C4E8f9e8a93df9386909", [
        alternative("1__=4EBB0B1ADFEE2C4E8f9e8a93df938690918c4EBB0B1A", """
Hello,

the report "Turnover" is empty since yesterday.

Regards,  Anna Kowalska


""", """<html><body><p><font size="2" face="sans-serif">Hello,</font><br><br><font size="2" face="sans-serif">the report "Turnover" is </font><b><font size="2" color="#FF0000" face="sans-serif">empty</font></b><font size="2" face="sans-serif"> since yesterday:</font><br><br><img width="16" height="16" src="cid:1__=4EBB0B1ADFEE2C4E8f9e8a93df938690918c4EB@" border="0" alt="Inactive hide details"><img src="cid:2__=4EBB0B1ADFEE2C4E8f9e8a93df938690918c4EB@" width="240" height="90"><br><br><font size="2" face="sans-serif">Regards,  Anna Kowalska</font><br><font size="1" color="#5F5F5F" face="sans-serif">Bank Example, Controlling</font><BR>
</body></html>
""", "iso-8859-2"),
        attached("graycol.gif", "image/gif", PIXEL, "inline", "Content-ID: <1__=4EBB0B1ADFEE2C4E8f9e8a93df938690918c4EB@>"),
        attached("18412345.gif.png", "image/png", picture(240, 90, "B", (90, 90, 90)), "inline", "Content-ID: <2__=4EBB0B1ADFEE2C4E8f9e8a93df938690918c4EB@>"),
    ]), shows=('the report "Turnover" is', "empty", "Regards,"))

NOTES_REPLY = Mail("""
    To: "Support" <support@example.com>
    Subject: Antwort: Report "Turnover" is empty
    X-Mailer: IBM Notes Release 9.0.1FP8 February 23, 2017
    In-Reply-To: <OF1A2B3C4D.5E6F7081-ON41258CF3.002E1F2A-41258CF3.002E5B11@bank.example>
    References: <OF1A2B3C4D.5E6F7081-ON41258CF3.002E1F2A-41258CF3.002E5B11@bank.example>
    Message-ID: <OF99999999.5E6F7081-ON41258CF3.004E1F2A-41258CF3.004E5B11@bank.example>
    From: Anna.Kowalska@bank.example
    Date: Fri, 20 Nov 2026 15:06:10 +0100
    """, part("text/html; charset=ISO-8859-2", """<html><body><p><font size="2" face="sans-serif">It is there again, thank you.</font><br><br><font size="2" face="sans-serif">Anna</font><br><br><br><br><font size="1" color="#5F5F5F" face="sans-serif">Von:        </font><font size="1" face="sans-serif">"Support" &lt;support@example.com&gt;</font><br><font size="1" color="#5F5F5F" face="sans-serif">An:        </font><font size="1" face="sans-serif">Anna.Kowalska@bank.example</font><br><font size="1" color="#5F5F5F" face="sans-serif">Datum:        </font><font size="1" face="sans-serif">20.11.2026 14:30</font><br><font size="1" color="#5F5F5F" face="sans-serif">Betreff:        </font><font size="1" face="sans-serif">Re: Report "Turnover" is empty</font><hr width="100%" size="2" align="left" noshade style="color:#8091A5; "><br><br><br><tt><font size="2">We have filled the cube again, please look.<br></font></tt><BR>
</body></html>
"""), shows=("It is there again, thank you.",), hides=("We have filled the cube again",))

EDITOR = Mail("""
    From: Gus Pell <gus@helpdesk.example>
    To: support@example.com
    Subject: How we would like the new form
    Date: Fri, 20 Nov 2026 11:11:11 +0000
    Message-ID: <roundcube-5f5f@helpdesk.example>
    User-Agent: Roundcube Webmail/1.6.1
    """, part("text/html; charset=UTF-8", """<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /></head><body style='font-size: 10pt; font-family: Verdana,Geneva,sans-serif'>
<h1>The new form</h1>
<p>What we need, <strong>in this <em>order</em></strong>:</p>
<ol>
<li>Contact
<ul>
<li>name</li>
<li>telephone
<ul>
<li>office</li>
<li>mobile, <u>optional</u></li>
</ul>
</li>
</ul>
</li>
<li>Problem
<p>with a second paragraph in the same item</p>
</li>
<li>Picture</li>
</ol>
<h2>Rules</h2>
<ul style="list-style-type: square;">
<li>H<sub>2</sub>O and m<sup>2</sup> must be possible</li>
<li><span style="text-decoration: line-through;">No</span> umlauts: &auml;&ouml;&uuml;</li>
<li><span style="color: #e03e2d;">Red means: must be there.</span> <span style="color: #000000;">Black is nothing special.</span></li>
</ul>
<blockquote>
<p>A form is a conversation.</p>
<blockquote>
<p>Says who?</p>
</blockquote>
</blockquote>
<hr />
<h3>Example</h3>
<pre>{
  "name": "Ann",
  "tags": ["*new*", "-old-"]
}</pre>
<p>The field is called <code>customer_name</code>, see <a href="https://docs.example/forms?a=1&amp;b=2#top">the manual</a> or https://docs.example/forms_(old).</p>
<table border="1" style="border-collapse: collapse;">
<tbody>
<tr><td><strong>Field</strong></td><td><strong>Length</strong></td><td><strong>Note</strong></td></tr>
<tr><td>name</td><td>40</td><td>a | b</td></tr>
<tr><td>text</td><td>2000</td><td><ul><li>many lines</li><li>no HTML</li></ul></td></tr>
<tr><td></td><td>&nbsp;</td><td>empty cells</td></tr>
</tbody>
</table>
<p>And this is how it looks now: <img src="data:image/png;base64,@PICTURE@" width="200" height="80" alt="form" /></p>
</body></html>
""".replace("@PICTURE@", base64.b64encode(picture(200, 80, "X", (0, 110, 110))).decode())),
    shows=("The new form", "mobile, optional", "with a second paragraph in the same item", '"tags": ["*new*", "-old-"]', "customer_name", "2000", "many lines"))


def signed() -> Mail:
    """Opaque S/MIME: the whole text is inside a signature that openssl makes, with a key that lives for this run."""
    inner = multi("mixed", "inside", [
        part("text/plain; charset=utf-8", "The contract may be prolonged by one year.\n\nSigned: Dr. Ute Söllner\n"),
        attached("contract.txt", "text/plain", b"Contract 17, prolonged until 2027-12-31.\n")])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "inner").write_bytes(inner)
        run = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Ute", "-keyout", "key", "-out", "cert"]
        subprocess.run(run, cwd=folder, check=True, capture_output=True)
        run = ["openssl", "smime", "-sign", "-nodetach", "-signer", "cert", "-inkey", "key", "-outform", "DER", "-in", "inner"]
        data = subprocess.run(run, cwd=folder, check=True, capture_output=True).stdout
    return Mail(f"""
        From: {word("Dr. Ute Söllner")} <ute@kanzlei.example>
        To: support@example.com
        Subject: Contract 17
        Date: Fri, 20 Nov 2026 12:12:12 +0100
        Message-ID: <smime-17@kanzlei.example>
        """, attached("smime.p7m", "application/pkcs7-mime; smime-type=signed-data", data),
        shows=("The contract may be prolonged by one year", "Ute Söllner"))


def tnef(attributes: list[tuple[int, int, bytes]]) -> bytes:
    """winmail.dat: level, id and data of each attribute, and the sum of its bytes."""
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(struct.pack("<BII", level, ident, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
                                                       for level, ident, data in attributes)


WINMAIL = Mail("""
    From: "Brandt, Eva" <eva.brandt@werk.example>
    To: support@example.com
    Subject: Drawing of the bracket
    Date: Fri, 20 Nov 2026 13:13:13 +0000
    Message-ID: <tnef-1@werk.example>
    X-MS-TNEF-Correlator: <tnef-1@werk.example>
    X-Mailer: Microsoft Office Outlook 12.0
    """, multi("mixed", "----_=_NextPart_TNEF", [
        part("text/plain;\n\tcharset=us-ascii", "The drawing is attached, please print it twice.\n\nEva Brandt\n", "7bit"),
        attached("winmail.dat", "application/ms-tnef", tnef([
            (1, 0x00089006, struct.pack("<I", 0x00010000)),
            (2, 0x00069002, struct.pack("<HIHHI", 1, 0xFFFFFFFF, 32, 32, 0)),
            (2, 0x00018010, b"bracket.png\0"), (2, 0x0006800F, picture(200, 100, "B", (40, 90, 140))),
            (2, 0x00069002, struct.pack("<HIHHI", 1, 0xFFFFFFFF, 32, 32, 0)),
            (2, 0x00018010, b"sizes.txt\0"), (2, 0x0006800F, b"40 x 20 x 3 mm\r\n")]))]),
    shows=("The drawing is attached", "bracket.png", "sizes.txt"), hides=("winmail.dat",))

ENRICHED = Mail("""
    From: Old Hand <old@hand.example>
    To: support@example.com
    Subject: Re: Drawing of the bracket
    Date: Fri, 20 Nov 2026 13:30:00 +0000
    In-Reply-To: <tnef-1@werk.example>
    Message-ID: <enriched-1@hand.example>
    """, part("text/enriched; charset=us-ascii", """<bold>Printed</bold> twice, as
asked. 1 << 2.

<color><param>red</param>Paper is running low.</color>
""", "7bit"), shows=("Printed", "as asked. 1 < 2.", "Paper is running low."), hides=("<bold>", "param"))

PGP = Mail("""
    From: Old Hand <old@hand.example>
    To: support@example.com
    Subject: Re: Drawing of the bracket
    Date: Fri, 20 Nov 2026 13:40:00 +0000
    In-Reply-To: <tnef-1@werk.example>
    Message-ID: <pgp-1@hand.example>
    """, part("text/plain; charset=us-ascii", """-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

And signed, because the paper costs money:
- - 2 sheets
-----BEGIN PGP SIGNATURE-----

iHUEARYIAB0WIQRabcdefghijklmnopqrstuvwxyz0123FiEE=
=AbCd
-----END PGP SIGNATURE-----
""", "7bit"), shows=("And signed, because the paper costs money",))

BOUNCE = Mail("""
    Return-Path: <>
    From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
    To: support@example.com
    Subject: Undelivered Mail Returned to Sender
    Date: Fri, 20 Nov 2026 14:00:00 +0000
    Auto-Submitted: auto-replied
    Message-ID: <20261120140000.ABCDEF@mx.example.com>
    """, multi("report; report-type=delivery-status", "ABCDEF.1763647200/mx.example.com", [
        part("text/plain; charset=us-ascii", """This is the mail system at host mx.example.com.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

<eva@werk.example>: host mail.werk.example[192.0.2.7] said: 550 5.1.1
    <eva@werk.example>: Recipient address rejected (in reply to RCPT TO command)
""", "7bit", "Content-Description: Notification"),
        part("message/delivery-status", "Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; eva@werk.example\nAction: failed\n"
             "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 Recipient address rejected\n", "7bit"),
        part("text/rfc822-headers", "From: support@example.com\nTo: eva@werk.example\nSubject: Your drawing\n", "7bit")]),
    shows=("could not be delivered to one or more recipients", "550 5.1.1"))

THREADS = [
    Thread("newsletter", "A newsletter: nested tables, hidden preheader, buttons, social icons, tracking pixel", [NEWSLETTER]),
    Thread("order", "An order confirmation: layout tables around a table of data", [ORDER]),
    Thread("invitation", "An invitation with text, HTML and calendar; then an acceptance that is only a calendar", [INVITATION, ONLY_CALENDAR]),
    Thread("notes", "Lotus Notes: font elements, a picture; then an answer with German headings", [NOTES, NOTES_REPLY]),
    Thread("rich-editor", "A web mail editor: headings, nested lists, quotes, code, colours, a table, a data URI", [EDITOR]),
    Thread("signed", "Opaque S/MIME: text and file are inside the signature", [signed()]),
    Thread("rare-forms", "winmail.dat; then answers as enriched text, and with PGP armour", [WINMAIL, ENRICHED, PGP]),
    Thread("bounce", "A delivery report", [BOUNCE]),
]
