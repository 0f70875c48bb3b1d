"""Gmail: a new mail, an answer, an answer in French, inline answers, a forwarded mail; and Yahoo."""

from tests.gallery.build import Mail, Thread, alternative, inline_image, multi, picture, word

OPENER = Mail("""
    From: Dana Whitfield <dana.whitfield@mail.example>
    Date: Fri, 20 Nov 2026 09:00:00 +0100
    Message-ID: <CAKx1y2z3=AbCdEf_Gh1jK2lMnOp@mail.mail.example>
    Subject: Invoice 2026-118 shows the wrong address
    To: support@example.com
    """, multi("related", "000000000000a1b2c305", [
        alternative("000000000000a1b2c304", """Hi there,

our address on invoice *2026-118* is the old one, see here:

[image: Screenshot 2026-11-20 at 08.58.11.png]

It should be:
Whitfield & Daughters
7 Quay Street
Bristol BS1 0AA

Thanks!
Dana
""", """<div dir="ltr">Hi there,<div><br></div><div>our address on invoice <b>2026-118</b> is the old one, see here:</div><div><br></div><div><div><img src="cid:ii_mabc12x30" alt="Screenshot 2026-11-20 at 08.58.11.png" width="300" height="112"><br></div></div><div><br></div><div>It should be:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>Whitfield &amp; Daughters</div><div>7 Quay Street</div><div>Bristol BS1 0AA</div></blockquote><div><br></div><div>Thanks!</div><div>Dana</div></div>
"""),
        inline_image("Screenshot 2026-11-20 at 08.58.11.png", "ii_mabc12x30", picture(600, 224, "A", (190, 60, 40)))]),
    shows=("our address on invoice", "7 Quay Street"), hides=("dir=",))

REPLY = Mail("""
    From: Dana Whitfield <dana.whitfield@mail.example>
    Date: Fri, 20 Nov 2026 11:10:00 +0100
    Message-ID: <CAKx1y2z3=ReplyReply@mail.mail.example>
    In-Reply-To: <answer-2@example.com>
    References: <CAKx1y2z3=AbCdEf_Gh1jK2lMnOp@mail.mail.example> <answer-2@example.com>
    Subject: Re: Invoice 2026-118 shows the wrong address
    To: Support <support@example.com>
    """, alternative("000000000000ffee01", """Yes, please also change it for the delivery. And could you send the corrected
invoice to accounts@whitfield.example?

Dana

On Fri, Nov 20, 2026 at 10:02 AM Support <support@example.com> wrote:

> Hello Dana, shall we change it for deliveries as well?
>
> Tom
>
""", """<div dir="ltr">Yes, please also change it for the delivery. And could you send the <i>corrected</i> invoice to <a href="mailto:accounts@whitfield.example">accounts@whitfield.example</a>?<div><br></div><div>Dana</div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Fri, Nov 20, 2026 at 10:02 AM Support &lt;<a href="mailto:support@example.com">support@example.com</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">Hello Dana, shall we change it for deliveries as well?<br><br>Tom<br></blockquote></div>
"""), shows=("please also change it for the delivery", "accounts@whitfield.example"), hides=("shall we change it",))

FRENCH = Mail(f"""
    From: {word("Hélène Lefèvre")} <helene@atelier-lefevre.example>
    Date: Fri, 20 Nov 2026 14:20:00 +0100
    Message-ID: <CAFr0mParis@mail.mail.example>
    Subject: {word("Réservation de la salle n° 3")}
    To: support@example.com
    """, alternative("000000000000fr01", """Bonjour,

la salle n° 3 est-elle libre mercredi après-midi ? Nous serons 8.

Cordialement,
Hélène
""", """<div dir="ltr"><div>Bonjour,</div><div><br></div><div>la salle n° 3 est-elle libre mercredi après-midi&nbsp;? Nous serons 8.</div><div><br></div><div>Cordialement,</div><div>Hélène</div></div>
"""), shows=("la salle n° 3 est-elle libre",))

FRENCH_REPLY = Mail(f"""
    From: {word("Hélène Lefèvre")} <helene@atelier-lefevre.example>
    Date: Fri, 20 Nov 2026 16:45:00 +0100
    Message-ID: <CAFr0mParis2@mail.mail.example>
    In-Reply-To: <CAFr0mParis@mail.mail.example>
    References: <CAFr0mParis@mail.mail.example>
    Subject: {word("Re: Réservation de la salle n° 3")}
    To: Support <support@example.com>
    """, alternative("000000000000fr02", """C'est parfait, merci ! Pourriez-vous ajouter un vidéoprojecteur ?

-- 
Hélène Lefèvre
Atelier Lefèvre, 12 rue des Lilas, 75020 Paris
01 99 00 00 00


Le ven. 20 nov. 2026 à 15:01, Support <support@example.com> a écrit :

> Bonjour, la salle est libre à partir de 14 h.
""", """<div dir="ltr"><div>C&#39;est parfait, merci&nbsp;! Pourriez-vous ajouter un vidéoprojecteur&nbsp;?<br clear="all"></div><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr"><b>Hélène Lefèvre</b><div>Atelier Lefèvre, 12 rue des Lilas, 75020 Paris</div><div>01 99 00 00 00</div></div></div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Le ven. 20 nov. 2026 à 15:01, Support &lt;<a href="mailto:support@example.com">support@example.com</a>&gt; a écrit&nbsp;:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">Bonjour, la salle est libre à partir de 14 h.<br></blockquote></div>
"""), shows=("Pourriez-vous ajouter un vidéoprojecteur",), hides=("la salle est libre", "rue des Lilas"))

INLINE = Mail("""
    From: Dana Whitfield <dana.whitfield@mail.example>
    Date: Fri, 20 Nov 2026 17:00:00 +0100
    Message-ID: <CAKx1y2z3=InlineInline@mail.mail.example>
    In-Reply-To: <CAKx1y2z3=AbCdEf_Gh1jK2lMnOp@mail.mail.example>
    References: <CAKx1y2z3=AbCdEf_Gh1jK2lMnOp@mail.mail.example>
    Subject: Re: Invoice 2026-118 shows the wrong address
    To: Support <support@example.com>
    """, alternative("000000000000ffee02", """On Fri, Nov 20, 2026 at 3:30 PM Support <support@example.com> wrote:

> Is the postcode right?


Yes, BS1 0AA.


> And shall the old invoice be cancelled?


Please do.

Dana
""", """<div dir="ltr"><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Fri, Nov 20, 2026 at 3:30 PM Support &lt;<a href="mailto:support@example.com">support@example.com</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">Is the postcode right?<br></blockquote><div><br></div><div>Yes, BS1 0AA.</div><div>&nbsp;</div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">And shall the old invoice be cancelled?<br></blockquote><div><br></div><div>Please do.</div><div><br></div><div>Dana</div></div></div>
"""), shows=("Is the postcode right?", "Yes, BS1 0AA.", "shall the old invoice be cancelled?", "Please do."))

FORWARD = Mail("""
    From: Dana Whitfield <dana.whitfield@mail.example>
    Date: Fri, 20 Nov 2026 18:00:00 +0100
    Message-ID: <CAKx1y2z3=Forward@mail.mail.example>
    Subject: Fwd: Your parcel could not be delivered
    To: support@example.com
    """, alternative("000000000000f0f0", """Is this one from you?

---------- Forwarded message ---------
From: Parcel Point <noreply@parcel.example>
Date: Thu, Nov 19, 2026 at 4:12 PM
Subject: Your parcel could not be delivered
To: <dana.whitfield@mail.example>


We could not deliver parcel 00340434 to 7 Quay Street. It waits at Parcel Point 12.
""", """<div dir="ltr">Is this one from you?<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <strong class="gmail_sendername" dir="auto">Parcel Point</strong> <span dir="auto">&lt;<a href="mailto:noreply@parcel.example">noreply@parcel.example</a>&gt;</span><br>Date: Thu, Nov 19, 2026 at 4:12 PM<br>Subject: Your parcel could not be delivered<br>To:  &lt;<a href="mailto:dana.whitfield@mail.example">dana.whitfield@mail.example</a>&gt;<br></div><br><br>We could not deliver parcel <b>00340434</b> to 7 Quay Street. It waits at Parcel Point 12.<br></div></div>
"""), shows=("Is this one from you?", "Parcel Point", "00340434"))

YAHOO = Mail("""
    Date: Fri, 20 Nov 2026 17:30:00 +0000 (UTC)
    From: Ed Okafor <ed.okafor@post.example>
    To: Support <support@example.com>
    Message-ID: <1480262744.1234567.1763659800000@mail.post.example>
    In-Reply-To: <CAKx1y2z3=Forward@mail.mail.example>
    References: <CAKx1y2z3=Forward@mail.mail.example>
    Subject: Re: Fwd: Your parcel could not be delivered
    X-Mailer: WebService/1.1.22876 YMailNorrin
    """, alternative("----=_Part_1234567_1.2", """ I had the same mail, it is a fake: the link goes to another site.

    On Friday, November 20, 2026 at 05:10:00 PM UTC, Support <support@example.com> wrote:

 Has anybody else had this mail?
""", """<html><head></head><body><div class="ydp5f1e1ed4yahoo-style-wrap" style="font-family:Helvetica Neue, Helvetica, Arial, sans-serif;font-size:13px;"><div dir="ltr" data-setdir="false">I had the same mail, it is a fake: the link goes to another site.</div><div><br></div>
        </div><div id="ydp9a8b7cyahoo_quoted_1234567890" class="ydp9a8b7cyahoo_quoted">
            <div style="font-family:'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:13px;color:#26282a;">
                <div>
                    On Friday, November 20, 2026 at 05:10:00 PM UTC, Support &lt;support@example.com&gt; wrote:
                </div>
                <div><br></div>
                <div><br></div>
                <div><div dir="ltr">Has anybody else had this mail?<br></div></div>
            </div>
        </div></body></html>
"""), shows=("I had the same mail",), hides=("Has anybody else had this mail",))

THREADS = [
    Thread("gmail", "Gmail: an inline screenshot and an indented address; an answer on top; answers between the lines", [OPENER, REPLY, INLINE]),
    Thread("gmail-french", "Gmail in French: an answer with signature and quoted text", [FRENCH, FRENCH_REPLY]),
    Thread("gmail-forward", "Gmail: a forwarded mail in the text; then an answer from Yahoo's web mail", [FORWARD, YAHOO]),
]
