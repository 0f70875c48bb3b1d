#include "tests/unit/html_show.h"
#include "tests/unit/test.h"

/* Word's item: level, sign, text. */
#define ITEM(level, sign, text)                                                \
	"<p class=MsoListParagraph style='text-indent:-18.0pt;"                \
	"mso-list:l0 level" level " lfo1'><![if !supportLists]>"               \
	"<span style='font-family:Symbol'><span style='mso-list:Ignore'>" sign \
	"<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; "           \
	"</span></span></span><![endif]>" text "<o:p></o:p></p>\r\n"

static void
paragraphs_with_a_sign_are_items(void **state)
{
	(void)state;
	html_check("<p class=MsoNormal>x</p>" ITEM("1", "&middot;", "a")
		       ITEM("2", "o", "b") ITEM(
			   "1", "\xef\x82\xb7", "c") "<p class=MsoNormal>y</p>",
	    "x\n* a\n** b\n* c\ny");
	html_check(ITEM("1", "v", "a"), "* a");
	html_check(ITEM("1", "1.", "a") ITEM("2", "a)", "b"), "# a\n## b");
}

static void
signs_are_found_without_words_style(void **state)
{
	(void)state;
	html_check("<p class=MsoListParagraph><!--[if !supportLists]-->"
		   "&middot;&nbsp;&nbsp;&nbsp;<!--[endif]-->a</p>",
	    "* a");
	html_check("<p class=x_MsoListParagraph>1)&nbsp;&nbsp; a</p>", "# a");
}

static void
paragraphs_without_a_sign_are_lines(void **state)
{
	(void)state;
	html_check("<p class=MsoListParagraph>a. b</p>"
		   "<p class=MsoListParagraph>other</p>",
	    "a. b\nother");
	html_check("<p class=MsoNormal>1. a</p>", "1. a");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs_with_a_sign_are_items),
		cmocka_unit_test(signs_are_found_without_words_style),
		cmocka_unit_test(paragraphs_without_a_sign_are_lines),
	};

	return RUN(tests);
}
