"""Apple Mail on the Mac and on the phone, and an Android phone."""

from tests.gallery.build import Mail, Thread, alternative, attached, inline_image, multi, part, picture

BETWEEN = Mail("""
    From: Noor Haddad <noor@studio.example>
    Subject: Two defects on the poster
    Message-Id: <5B3C1D2E-0F4A-4E6B-9C1D-77AA11BB22CC@studio.example>
    Date: Fri, 20 Nov 2026 09:40:12 +0100
    To: support@example.com
    X-Mailer: Apple Mail (2.3774.600.62)
    """, multi("alternative", "Apple-Mail=_0D0B5C3E-1111", [
        part("text/plain;\n\tcharset=us-ascii", """Good morning,

the first defect is at the upper edge:


and the second one in the logo:


Can these be printed again by Monday?

Noor
""", "7bit"),
        multi('related;\n\ttype="text/html"', "Apple-Mail=_0D0B5C3E-2222", [
            part("text/html;\n\tcharset=us-ascii", '<html><head><meta http-equiv="content-type" content="text/html; charset=us-ascii"></head>'
                 '<body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">Good morning,'
                 '<div><br></div><div>the first defect is at the upper edge:</div><div><br></div><div><img alt="edge.png" '
                 'src="cid:AA11@studio.example"></div><div><br></div><div>and the second one in the logo:</div><div><br></div>'
                 '<div><img apple-inline="yes" id="9C1D" src="cid:BB22@studio.example" alt="logo.png"></div><div><br></div>'
                 "<div>Can these be printed again <b>by Monday</b>?</div><div><br></div><div>Noor</div></body></html>", "7bit"),
            attached("edge.png", "image/png", picture(260, 130, "1", (30, 120, 60)), "inline", "Content-Id: <AA11@studio.example>"),
            attached("logo.png", "image/png", picture(180, 120, "2", (120, 30, 110)), "inline", "Content-Id: <BB22@studio.example>"),
        ])]), shows=("the first defect is at the upper edge", "and the second one in the logo", "by Monday"))

MIXED = Mail("""
    From: Noor Haddad <noor@studio.example>
    Subject: Re: Two defects on the poster
    Message-Id: <5B3C1D2E-MIXED@studio.example>
    In-Reply-To: <5B3C1D2E-0F4A-4E6B-9C1D-77AA11BB22CC@studio.example>
    References: <5B3C1D2E-0F4A-4E6B-9C1D-77AA11BB22CC@studio.example>
    Date: Fri, 20 Nov 2026 12:05:00 +0100
    To: Support <support@example.com>
    X-Mailer: Apple Mail (2.3774.600.62)
    """, multi("alternative", "Apple-Mail=_MIXED-1", [
        part("text/plain;\n\tcharset=utf-8", "Here is the file for the printer:\n\n\n\nand a photo of the sheet:\n\n\n\nThat is all. – Noor\n\n"
             "> On 20. Nov 2026, at 11:30, Support <support@example.com> wrote:\n> \n> Please send us the file once more.\n> \n"),
        multi("mixed", "Apple-Mail=_MIXED-2", [
            part("text/html;\n\tcharset=us-ascii", '<html><head><meta http-equiv="content-type" content="text/html; charset=us-ascii"></head>'
                 '<body style="line-break: after-white-space;">Here is the file for the printer:<div><br></div><div></div></body></html>', "7bit"),
            attached("poster.pdf", "application/pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", "inline"),
            part("text/html;\n\tcharset=us-ascii", '<html><head></head><body style="line-break: after-white-space;"><div></div><div><br></div>'
                 "<div>and a photo of the sheet:</div><div><br></div><div></div></body></html>", "7bit"),
            attached("sheet.png", "image/png", picture(220, 140, "C", (200, 120, 0)), "inline"),
            part("text/html;\n\tcharset=utf-8", '<html><head></head><body style="line-break: after-white-space;"><div></div><div><br></div>'
                 '<div>That is all. – Noor<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>On 20. Nov 2026, at 11:30, '
                 "Support &lt;support@example.com&gt; wrote:</div><br class=\"Apple-interchange-newline\"><div><div>Please send us the file once "
                 "more.<br></div></div></blockquote></div><br></div></body></html>"),
        ])]), shows=("Here is the file for the printer", "and a photo of the sheet", "That is all. – Noor"),
    hides=("Please send us the file once more",))

PHONE = Mail("""
    From: Sam Byrne <sam.byrne@mobile.example>
    Mime-Version: 1.0 (1.0)
    Subject: Lift stuck again
    Message-Id: <8E1D2C3B-PHONE@mobile.example>
    Date: Fri, 20 Nov 2026 18:22:10 +0000
    To: support@example.com
    X-Mailer: iPhone Mail (22B91)
    """, part("text/plain;\n\tcharset=us-ascii", "The left lift is stuck between 3 and 4, nobody inside.\n\nSent from my iPhone\n", "7bit"),
    shows=("The left lift is stuck between 3 and 4",))

PHONE_REPLY = Mail("""
    From: Sam Byrne <sam.byrne@mobile.example>
    Subject: Re: Lift stuck again
    Message-Id: <8E1D2C3B-PHONE2@mobile.example>
    In-Reply-To: <8E1D2C3B-PHONE@mobile.example>
    References: <8E1D2C3B-PHONE@mobile.example>
    Date: Fri, 20 Nov 2026 18:40:00 +0000
    To: Support <support@example.com>
    X-Mailer: iPhone Mail (22B91)
    """, alternative("Apple-Mail-ABC123", "It moves again. Thanks for the quick help!\n\nSent from my iPhone\n\n"
                     "> On 20 Nov 2026, at 18:31, Support <support@example.com> wrote:\n> \n> ﻿The technician has restarted it.\n",
                     '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">It moves again. '
                     'Thanks for the quick help!<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br>'
                     '<blockquote type="cite">On 20 Nov 2026, at 18:31, Support &lt;support@example.com&gt; wrote:<br><br></blockquote></div>'
                     '<blockquote type="cite"><div dir="ltr">﻿The technician has restarted it.<br></div></blockquote></body></html>'),
    shows=("It moves again",), hides=("The technician has restarted it",))

ANDROID_REPLY = Mail("""
    Date: Fri, 20 Nov 2026 19:05:00 +0000
    Subject: Re: Lift stuck again
    Message-ID: <kx0d9tjq4v2y.1763665500000@email.android.example>
    In-Reply-To: <8E1D2C3B-PHONE@mobile.example>
    From: "j.park" <j.park@mobile.example>
    To: Support <support@example.com>
    """, alternative("--_com.samsung.android.email_1", "Right lift makes a noise too.\n\nSent from my Galaxy\n\n\n"
                     "-------- Original message --------\nFrom: Support <support@example.com>\nDate: 20/11/2026 18:50 (GMT+00:00)\n"
                     "To: tenants@example.com\nSubject: Re: Lift stuck again\n\nThe left lift is back in service.\n",
                     '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body dir="auto"><div dir="auto">Right '
                     'lift makes a noise too.</div><div dir="auto"><br></div><div dir="auto"><br></div><div id="composer_signature" dir="auto">'
                     '<div style="font-size:12px;color:#575757" dir="auto">Sent from my Galaxy</div></div><div dir="auto"><br></div><div><br></div>'
                     '<div align="left" dir="auto" style="font-size:100%;color:#000000"><div>-------- Original message --------</div><div>From: '
                     "Support &lt;support@example.com&gt; </div><div>Date: 20/11/2026  18:50  (GMT+00:00) </div><div>To: tenants@example.com </div>"
                     "<div>Subject: Re: Lift stuck again </div><div><br></div></div><div>The left lift is back in service.</div></body></html>", encoding="base64"),
    shows=("Right lift makes a noise too",), hides=("The left lift is back in service",))

THREADS = [
    Thread("apple-images", "Apple Mail: pictures between the paragraphs; then text, a PDF and a picture in turn", [BETWEEN, MIXED]),
    Thread("phones", "iPhone: plain text, then an answer with a quote; then an answer from an Android phone", [PHONE, PHONE_REPLY, ANDROID_REPLY]),
]
