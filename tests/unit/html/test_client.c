#include "tests/unit/html_show.h"
#include "tests/unit/test.h"

static void
gmail_is_known(void **state)
{
	(void)state;
	html_check("<div dir=ltr>new</div><br>"
		   "<div class=\"gmail_quote gmail_quote_container\">"
		   "<div dir=ltr class=gmail_attr>On Mon, A wrote:<br></div>"
		   "<blockquote class=gmail_quote style=\"margin:0 0 0 .8ex;"
		   "border-left:1px solid #ccc;padding-left:1ex\">old"
		   "</blockquote><div>answer</div><blockquote class=gmail_quote"
		   " style=\"margin:0\">more</blockquote></div>",
	    "new\n\n[QI] On Mon, A wrote:\n> [Q] old\nanswer\n> [Q] more");
	/* Before 2018 the intro had no element of its own. */
	html_check("<div class=gmail_quote>On Mon, A wrote:<br>"
		   "<blockquote class=gmail_quote>old</blockquote></div>",
	    "[QI] On Mon, A wrote:\n\n> [Q] old");
	html_check("a<br>-- <br><div class=gmail_signature "
		   "data-smartmail=gmail_signature>Ann</div>",
	    "a\n--\n[S] Ann");
	html_check("<div class=gmail_quote><div class=gmail_attr>"
		   "---------- Forwarded message ---------<br>From: A</div>"
		   "text</div>b",
	    "[QIF] ---------- Forwarded message ---------\n"
	    "[QIF] From: A\n[F] text\nb");
}

static void
apple_mail_is_known(void **state)
{
	(void)state;
	html_check("new<div><br><blockquote type=cite><div>On Mon, A wrote:"
		   "</div><br class=Apple-interchange-newline><div>old</div>"
		   "</blockquote></div>",
	    "new\n\n> [QI] On Mon, A wrote:\n\n> [Q] old");
	html_check("a<div id=AppleMailSignature>Sent</div>", "a\n[S] Sent");
	html_check("a<div dir=ltr><br id=lineBreakAtBeginningOfSignature>"
		   "<div>Sent</div></div><div>b</div>",
	    "a\n\n[S] Sent\nb");
}

static void
thunderbird_is_known(void **state)
{
	(void)state;
	html_check("<div class=moz-cite-prefix>Am 1.2. schrieb A:<br></div>"
		   "<blockquote type=cite cite='mid:x'>old</blockquote>new"
		   "<div class=moz-signature>-- <br>Ann</div>",
	    "[QI] Am 1.2. schrieb A:\n\n> [Q] old\n\nnew\n[S] --\n[S] Ann");
	html_check("a<div class=moz-forward-container>b</div>", "a\n[F] b");
}

static void
outlook_divides_by_a_line(void **state)
{
	(void)state;
	html_check("<p class=MsoNormal>new</p><div><div style='border:none;"
		   "border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
		   "<p class=MsoNormal><b>Von:</b> A<br><b>An:</b> B</p></div>"
		   "</div><p class=MsoNormal>old</p>",
	    "new\n[QD] {b:Von:} A\n[Q] {b:An:} B\n[Q] old");
	/* Such a line is also drawn elsewhere. */
	html_check(
	    "<div style='border-top:solid #E1E1E1 1.0pt'>a</div>b", "a\nb");
}

static void
outlook_on_the_web_names_its_parts(void **state)
{
	(void)state;
	html_check("new<div id=Signature>Ann</div><div id=appendonsend></div>"
		   "<hr tabindex=-1 style=\"width:98%\">"
		   "<div id=divRplyFwdMsg dir=ltr><b>From:</b> A</div>old",
	    "new\n[S] Ann\n[Q] ----\n[QD] {b:From:} A\n[Q] old");
	html_check("new<div id=x_divRplyFwdMsg>From: A</div>old",
	    "new\n[QD] From: A\n[Q] old");
	html_check("new<hr id=stopSpelling>From: A<br>old",
	    "new\n[Q] ----\n[QD] From: A\n[Q] old");
	html_check("new<div id=mail-editor-reference-message-container>"
		   "<div>From: A</div></div>",
	    "new\n[QD] From: A");
	html_check("a<div id=ms-outlook-mobile-signature>Get it</div>",
	    "a\n[S] Get it");
}

static void
other_clients_are_known(void **state)
{
	(void)state;
	html_check("a<div class=yahoo_quoted id=yahoo_quoted_12>b</div>c",
	    "a\n[Q] b\nc");
	html_check("a<div id=ydp12ab34cdyahoo_quoted_12>b</div>", "a\n[Q] b");
	html_check("<div class=protonmail_quote>On Mon:<br>"
		   "<blockquote class=protonmail_quote type=cite>b"
		   "</blockquote></div>"
		   "<div class=protonmail_signature_block>c</div>",
	    "[QI] On Mon:\n\n> [Q] b\n\n[S] c");
	html_check("a<hr id=zwchr data-marker=__DIVIDER__>"
		   "<div data-marker=__HEADERS__><b>From: </b>A</div>old",
	    "a\n[Q] ----\n[QD] {b:From:} A\n[Q] old");
	html_check("a<div class=zmail_extra>b</div>", "a\n[Q] b");
	html_check(
	    "a<div name=quote style='border-left:2px solid'><b>Von:</b> A"
	    "<div name=quoted-content>b</div></div>",
	    "a\n[QD] {b:Von:} A\n[Q] b");
	html_check("a<blockquote class=front-blockquote>b</blockquote>",
	    "a\n\n> [Q] b");
	html_check("a<blockquote style='border-left:1px solid #0857A6;"
		   "margin:10px;padding:0 0 0 10px'>b</blockquote>",
	    "a\n\n> [Q] b");
}

static void
renamed_and_raw_names_are_known(void **state)
{
	(void)state;
	html_check("<div class=x_x_gmail_signature>a</div>", "[S] a");
	html_check("<div class=3D\"gmail_signature\">a</div>", "[S] a");
	html_check("<div class=m_-12345gmail_signature>a</div>", "[S] a");
	html_check("<div class=ecxgmail_signature>a</div>", "[S] a");
	html_check("<div class=my_gmail_signature>a</div>", "a");
	html_check("<aside class=quote>a</aside>", "a");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gmail_is_known),
		cmocka_unit_test(apple_mail_is_known),
		cmocka_unit_test(thunderbird_is_known),
		cmocka_unit_test(outlook_divides_by_a_line),
		cmocka_unit_test(outlook_on_the_web_names_its_parts),
		cmocka_unit_test(other_clients_are_known),
		cmocka_unit_test(renamed_and_raw_names_are_known),
	};

	return RUN(tests);
}
