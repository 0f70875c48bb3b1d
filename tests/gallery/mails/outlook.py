"""Outlook for Windows (Word writes its HTML), on the web, on the phone, and in German."""

from tests.gallery.build import Mail, Thread, alternative, inline_image, multi, part, picture, word

WORD_HEAD = r"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml" xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv=Content-Type content="text/html; charset=%s"><meta name=Generator content="Microsoft Word 15 (filtered medium)"><!--[if !mso]><style>v\:* {behavior:url(#default#VML);}
o\:* {behavior:url(#default#VML);}
w\:* {behavior:url(#default#VML);}
.shape {behavior:url(#default#VML);}
</style><![endif]--><style><!--
/* Font Definitions */
@font-face
	{font-family:"Cambria Math";
	panose-1:2 4 5 3 5 4 6 3 2 4;}
@font-face
	{font-family:Calibri;
	panose-1:2 15 5 2 2 2 4 3 2 4;}
/* Style Definitions */
p.MsoNormal, li.MsoNormal, div.MsoNormal
	{margin:0cm;
	font-size:11.0pt;
	font-family:"Calibri",sans-serif;}
a:link, span.MsoHyperlink
	{mso-style-priority:99;
	color:#0563C1;
	text-decoration:underline;}
p.MsoListParagraph, li.MsoListParagraph, div.MsoListParagraph
	{mso-style-priority:34;
	margin-left:36.0pt;}
span.EmailStyle20
	{mso-style-type:personal-compose;}
@page WordSection1
	{size:612.0pt 792.0pt;
	margin:70.85pt 70.85pt 2.0cm 70.85pt;}
div.WordSection1
	{page:WordSection1;}
/* List Definitions */
@list l0
	{mso-list-id:1218784315;
	mso-list-type:hybrid;}
--></style><!--[if gte mso 9]><xml>
<o:shapedefaults v:ext="edit" spidmax="1026" />
</xml><![endif]--><!--[if gte mso 9]><xml>
<o:shapelayout v:ext="edit">
<o:idmap v:ext="edit" data="1" />
</o:shapelayout></xml><![endif]--></head><body lang=%s link="#0563C1" vlink="#954F72" style='word-wrap:break-word'><div class=WordSection1>"""
WORD_FOOT = "</div></body></html>\n"


def word_html(body, language="EN-GB", charset="utf-8"):
    return WORD_HEAD % (charset, language) + body + WORD_FOOT


def paragraph(text="&nbsp;"):
    return f"<p class=MsoNormal><span style='mso-fareast-language:EN-US'>{text}<o:p></o:p></span></p>"


def bullet(text, sign="·"):
    return ("<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:"
            f"Symbol;mso-fareast-language:EN-US'><span style='mso-list:Ignore'>{sign}<span style='font:7.0pt \"Times New Roman\"'>"
            "&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span style='mso-fareast-language:EN-US'>"
            f"{text}<o:p></o:p></span></p>")


SIGNATURE = """<p class=MsoNormal><o:p>&nbsp;</o:p></p><table class=MsoNormalTable border=0 cellspacing=0 cellpadding=0 style='border-collapse:collapse'><tr style='height:42.0pt'><td width=130 valign=top style='width:97.5pt;border:none;border-right:solid #BFBFBF 1.0pt;padding:0cm 5.4pt 0cm 5.4pt;height:42.0pt'><p class=MsoNormal><img width=120 height=48 style='width:1.25in;height:.5in' id="Picture_x0020_1" src="cid:image002.png@01DA5F11.7C3A9E40" alt="Harbour Instruments"><o:p></o:p></p></td><td width=340 valign=top style='width:255.0pt;padding:0cm 5.4pt 0cm 5.4pt;height:42.0pt'><p class=MsoNormal><b><span style='font-size:10.0pt;color:#1F3864'>Priya Raman</span></b><span style='font-size:10.0pt'><br>Facilities Coordinator<br>Harbour Instruments Ltd<br>T +44 20 7946 0958 | <a href="mailto:priya.raman@harbour.example">priya.raman@harbour.example</a> | <a href="https://www.harbour.example/">www.harbour.example</a><o:p></o:p></span></p></td></tr></table><p class=MsoNormal><span style='font-size:8.0pt;color:gray'>This e-mail is confidential. Please consider the environment before printing it.<o:p></o:p></span></p>"""

DESKTOP = Mail("""
    Received: from AM9PR07MB7001.eurprd07.prod.outlook.example ([fe80::1])
     by AM9PR07MB7001.eurprd07.prod.outlook.example with mapi id 15.20.7202.027; Fri, 20 Nov 2026 08:02:11 +0000
    From: "Raman, Priya" <priya.raman@harbour.example>
    To: Support <support@example.com>
    Subject: Badge reader at door 4 rejects everyone
    Thread-Topic: Badge reader at door 4 rejects everyone
    Thread-Index: AdpfEXw6nkAbcDefSk2gR2cNQ0lUdw==
    Date: Fri, 20 Nov 2026 08:02:09 +0000
    Message-ID: <AM9PR07MB7001A1B2C3D4E5F60718@AM9PR07MB7001.eurprd07.prod.outlook.example>
    Accept-Language: en-GB, en-US
    Content-Language: en-US
    X-MS-Has-Attach: yes
    X-MS-TNEF-Correlator:
    """, multi('related;\n\ttype="multipart/alternative"', "_006_AM9PR07MB7001A1B2C3D4_", [
        multi("alternative", "_000_AM9PR07MB7001A1B2C3D4_", [
            part('text/plain; charset="utf-8"', """Hello,

Since the power cut last night the badge reader at door 4 rejects everyone. The display says:

[cid:image001.png@01DA5F11.7C3A9E40]

What we tried:

  *   holding the badge for 10 seconds
  *   another badge, that works at door 3

Could somebody come today?

Kind regards,
Priya

[Harbour Instruments]
Priya Raman
Facilities Coordinator
Harbour Instruments Ltd
T +44 20 7946 0958 | priya.raman@harbour.example<mailto:priya.raman@harbour.example> | www.harbour.example<https://www.harbour.example/>

This e-mail is confidential. Please consider the environment before printing it.
""", "base64"),
            part('text/html; charset="utf-8"', word_html(
                paragraph("Hello,") + paragraph()
                + paragraph("Since the power cut last night the <b>badge reader at door 4</b> rejects everyone. The display says:")
                + paragraph() + "<p class=MsoNormal><img width=320 height=120 style='width:3.3333in;height:1.25in' id=\"Picture_x0020_2\" "
                "src=\"cid:image001.png@01DA5F11.7C3A9E40\" alt=\"A blue screen of a device&#10;&#10;Description automatically generated\">"
                "<span style='mso-fareast-language:EN-US'><o:p></o:p></span></p>"
                + paragraph() + paragraph("What we tried:") + bullet("holding the badge for 10 seconds")
                + bullet("another badge, that works at <i>door 3</i>") + paragraph()
                + paragraph("Could somebody come <span style='color:red'>today</span>?") + paragraph()
                + paragraph("Kind regards,") + paragraph("Priya") + SIGNATURE)),
        ]),
        inline_image("image001.png", "image001.png@01DA5F11.7C3A9E40", picture(320, 120, "S", (20, 70, 160))),
        inline_image("image002.png", "image002.png@01DA5F11.7C3A9E40", picture(120, 48, "L", (31, 56, 100))),
    ]), shows=("badge reader at door 4", "holding the badge for 10 seconds", "today"), hides=("mso-", "supportLists", "Symbol"))

DESKTOP_REPLY = Mail("""
    From: "Raman, Priya" <priya.raman@harbour.example>
    To: Support <support@example.com>
    Subject: RE: Badge reader at door 4 rejects everyone
    Thread-Topic: Badge reader at door 4 rejects everyone
    Date: Fri, 20 Nov 2026 10:44:51 +0000
    Message-ID: <AM9PR07MB7001FFEE00112233@AM9PR07MB7001.eurprd07.prod.outlook.example>
    References: <AM9PR07MB7001A1B2C3D4E5F60718@AM9PR07MB7001.eurprd07.prod.outlook.example>
     <answer-1@example.com>
    In-Reply-To: <answer-1@example.com>
    X-MS-Has-Attach: yes
    """, multi('related;\n\ttype="multipart/alternative"', "_004_AM9PR07MB7001FFEE_", [
        alternative("_000_AM9PR07MB7001FFEE_", """Hi Tom,

Friday at 2 pm suits us. The reader has the serial number HB-4471.

Priya

[Harbour Instruments]
Priya Raman
Facilities Coordinator

From: Support <support@example.com>
Sent: Friday, November 20, 2026 9:30 AM
To: Raman, Priya <priya.raman@harbour.example>
Subject: RE: Badge reader at door 4 rejects everyone

Dear Ms Raman, when can our technician come? What is the serial number?
Tom, Support
""", word_html(
            paragraph("Hi Tom,") + paragraph() + paragraph("Friday at 2 pm suits us. The reader has the serial number <b>HB-4471</b>.")
            + paragraph() + paragraph("Priya") + SIGNATURE + paragraph()
            + "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b><span lang=EN-US>"
            "From:</span></b><span lang=EN-US> Support &lt;support@example.com&gt; <br><b>Sent:</b> Friday, November 20, 2026 9:30 AM<br>"
            "<b>To:</b> Raman, Priya &lt;priya.raman@harbour.example&gt;<br><b>Subject:</b> RE: Badge reader at door 4 rejects everyone"
            "<o:p></o:p></span></p></div></div><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
            + paragraph("Dear Ms Raman, when can our technician come? What is the serial number?") + paragraph("Tom, Support"))),
        inline_image("image001.png", "image002.png@01DA5F11.7C3A9E40", picture(120, 48, "L", (31, 56, 100))),
    ]), shows=("Friday at 2 pm suits us", "HB-4471"), hides=("when can our technician come",))

GERMAN = Mail(f"""
    From: {word("Jürgen Weiß")} <juergen.weiss@muster.example>
    To: support@example.com
    Subject: {word("Drucker im 2. OG druckt nur weiße Seiten", "iso-8859-1")}
    Date: Fri, 20 Nov 2026 09:12:40 +0100
    Message-ID: <000001da1b9c$5f0a3c20$1d1eb460$@muster.example>
    X-Mailer: Microsoft Outlook 16.0
    """, part('text/plain;\n\tcharset="iso-8859-1"', """Guten Morgen,

der Drucker im 2. OG (Raum 217, Gerät "DRK-217") druckt seit heute früh nur noch weiße Seiten.
Toner ist voll. Können Sie bitte nachschauen?

Mit freundlichen Grüßen
Jürgen Weiß
"""), shows=("druckt seit heute früh nur noch weiße Seiten", "Grüßen"))

GERMAN_REPLY = Mail(f"""
    From: {word("Jürgen Weiß")} <juergen.weiss@muster.example>
    To: "'Support'" <support@example.com>
    References: <000001da1b9c$5f0a3c20$1d1eb460$@muster.example>
    In-Reply-To: <000001da1b9c$5f0a3c20$1d1eb460$@muster.example>
    Subject: {word("AW: Drucker im 2. OG druckt nur weiße Seiten", "iso-8859-1")}
    Date: Fri, 20 Nov 2026 13:20:02 +0100
    Message-ID: <001401da1bbe$0fd0a8e0$2f71faa0$@muster.example>
    X-Mailer: Microsoft Outlook 16.0
    """, alternative("----=_NextPart_000_0015_01DA1BC6.71951E40", """Hallo Frau Öztürk,

vielen Dank, nach dem Tausch der Trommel geht es wieder. Eine Frage noch: Wer bestellt die nächste?

Mit freundlichen Grüßen

Jürgen Weiß

Muster & Söhne GmbH
Lindenstraße 12 · 20095 Hamburg · Amtsgericht Hamburg HRB 00000
Tel. +49 40 000000

Von: Support <support@example.com>
Gesendet: Freitag, 20. November 2026 11:05
An: Weiß, Jürgen <juergen.weiss@muster.example>
Betreff: AW: Drucker im 2. OG druckt nur weiße Seiten

Sehr geehrter Herr Weiß, bitte tauschen Sie die Trommel. Ayşe Öztürk
""", word_html(
        paragraph("Hallo Frau Öztürk,") + paragraph()
        + paragraph("vielen Dank, nach dem Tausch der Trommel geht es wieder. Eine Frage noch: Wer bestellt die nächste?") + paragraph()
        + paragraph("Mit freundlichen Grüßen") + paragraph() + paragraph("Jürgen Weiß") + paragraph()
        + paragraph("<b>Muster &amp; Söhne GmbH</b>") + paragraph("Lindenstraße 12 · 20095 Hamburg · Amtsgericht Hamburg HRB 00000")
        + paragraph("Tel. +49 40 000000") + paragraph()
        + "<div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>Von:</b> Support "
        "&lt;support@example.com&gt; <br><b>Gesendet:</b> Freitag, 20. November 2026 11:05<br><b>An:</b> Weiß, Jürgen "
        "&lt;juergen.weiss@muster.example&gt;<br><b>Betreff:</b> AW: Drucker im 2. OG druckt nur weiße Seiten<o:p></o:p></p></div>"
        + paragraph() + paragraph("Sehr geehrter Herr Weiß, bitte tauschen Sie die Trommel. Ayşe Öztürk"), "DE")),
    shows=("nach dem Tausch der Trommel geht es wieder", "Wer bestellt die nächste?"), hides=("bitte tauschen Sie",))

WEB = Mail("""
    From: Marco Rossi <marco.rossi@uni.example>
    To: support@example.com <support@example.com>
    Subject: VPN asks for a code that never arrives
    Date: Fri, 20 Nov 2026 07:15:00 +0000
    Message-ID: <DB8PR01MB5944D6E7F8@DB8PR01MB5944.eurprd01.prod.exchange.example>
    Content-Language: it-IT
    """, alternative("_000_DB8PR01MB5944D6E7F8_", """Hello, since Monday the VPN asks me for a code that never arrives.

Marco
""", """<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>
</head>
<body dir="ltr">
<div class="elementToProof" style="font-family: Aptos, Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);">
Hello, since Monday the VPN asks me for a code that never arrives.</div>
<div class="elementToProof" style="font-family: Aptos, Calibri; font-size: 12pt; color: rgb(0, 0, 0);"><br></div>
<div class="elementToProof" style="font-family: Aptos, Calibri; font-size: 12pt; color: rgb(0, 0, 0);">Marco</div>
</body>
</html>
"""), shows=("a code that never arrives",), hides=("margin-top",))

WEB_REPLY = Mail("""
    From: Marco Rossi <marco.rossi@uni.example>
    To: Support <support@example.com>
    Subject: Re: VPN asks for a code that never arrives
    Date: Fri, 20 Nov 2026 11:01:00 +0000
    Message-ID: <DB8PR01MB5944AAAA@DB8PR01MB5944.eurprd01.prod.exchange.example>
    References: <DB8PR01MB5944D6E7F8@DB8PR01MB5944.eurprd01.prod.exchange.example>
    In-Reply-To: <DB8PR01MB5944D6E7F8@DB8PR01MB5944.eurprd01.prod.exchange.example>
    """, alternative("_000_DB8PR01MB5944AAAA_", """My phone number has changed, the new one is +39 055 0123456.
________________________________
From: Support <support@example.com>
Sent: Friday, November 20, 2026 9:00 AM
To: Marco Rossi <marco.rossi@uni.example>
Subject: Re: VPN asks for a code that never arrives

Which phone number is on file?
""", """<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>
</head>
<body dir="ltr">
<div style="font-family: Aptos, Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);" class="elementToProof">
My phone number has changed, the new one is <span style="background-color: rgb(255, 255, 0);">+39 055 0123456</span>.</div>
<div id="appendonsend"></div>
<hr style="display:inline-block;width:98%" tabindex="-1">
<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000"><b>From:</b> Support &lt;support@example.com&gt;<br>
<b>Sent:</b> Friday, November 20, 2026 9:00 AM<br>
<b>To:</b> Marco Rossi &lt;marco.rossi@uni.example&gt;<br>
<b>Subject:</b> Re: VPN asks for a code that never arrives</font>
<div>&nbsp;</div>
</div>
<div class="BodyFragment"><font size="2"><span style="font-size:11pt;"><div class="PlainText">Which phone number is on file?</div></span></font></div>
</body>
</html>
"""), shows=("My phone number has changed",), hides=("Which phone number is on file",))

MOBILE = Mail("""
    From: Lena Fischer <lena@atelier.example>
    To: Support <support@example.com>
    Subject: Re: VPN asks for a code that never arrives
    Date: Fri, 20 Nov 2026 12:30:00 +0000
    Message-ID: <PAXPR09MB1111@PAXPR09MB1111.eurprd09.prod.exchange.example>
    References: <DB8PR01MB5944D6E7F8@DB8PR01MB5944.eurprd01.prod.exchange.example>
    In-Reply-To: <DB8PR01MB5944D6E7F8@DB8PR01MB5944.eurprd01.prod.exchange.example>
    """, part('text/html; charset="utf-8"', """<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
</head>
<body>
<div dir="auto" style="font-family: Aptos, Calibri, sans-serif; font-size: 12pt;">Same here. On the phone it works, on the laptop it does not.</div>
<div id="ms-outlook-mobile-body-separator-line" dir="auto" style="font-family: Aptos;"><br></div>
<div id="ms-outlook-mobile-signature" style="color: inherit;">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div>
<hr style="display:inline-block;width:98%" tabindex="-1">
<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000"><b>From:</b> Marco Rossi &lt;marco.rossi@uni.example&gt;<br>
<b>Sent:</b> Friday, November 20, 2026 8:15:00 AM<br>
<b>To:</b> support@example.com &lt;support@example.com&gt;<br>
<b>Subject:</b> VPN asks for a code that never arrives</font>
<div>&nbsp;</div>
</div>
<div dir="ltr">Hello, since Monday the VPN asks me for a code that never arrives.</div>
</body>
</html>
""", "base64"), shows=("On the phone it works",), hides=("since Monday the VPN",))

THREADS = [
    Thread("outlook-desktop", "Outlook for Windows: Word's HTML, a list, a screenshot, a signature in a table; then an answer", [DESKTOP, DESKTOP_REPLY]),
    Thread("outlook-german", "Outlook in German: plain text in ISO-8859-1, then an HTML answer", [GERMAN, GERMAN_REPLY]),
    Thread("outlook-web", "Outlook on the web, an answer from there, and one from Outlook on a phone", [WEB, WEB_REPLY, MOBILE]),
]
