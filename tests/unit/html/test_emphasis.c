#include "tests/unit/html_show.h"
#include "tests/unit/test.h"

/* Text beside which something is small. */
#define REST " and a longer text that looks like any other"

static void
a_red_word_says_something(void **state)
{
	(void)state;
	html_check("<font color=red>a</font>" REST, "{#ff0000:a}" REST);
	html_check("<span style='color:rgb(200, 0, 0)'>a</span>" REST,
	    "{#c80000:a}" REST);
	html_check("<span style='color: #F00 !important'>a</span>" REST,
	    "{#ff0000:a}" REST);
	html_check("<style>.x{color:#00aa00}</style><i class=x>a</i>" REST,
	    "{i#00aa00:a}" REST);
}

static void
usual_colours_say_nothing(void **state)
{
	(void)state;
	html_check("<font color=black>a</font>" REST, "a" REST);
	html_check("<font color='#333333'>a</font>" REST, "a" REST);
	html_check("<font color=white>a</font>" REST, "a" REST);
	html_check("<font color='#888888'>a</font>" REST, "a" REST);
	html_check("<font color='#1F497D'>a</font>" REST, "a" REST);
	html_check("<font color=windowtext>a</font>" REST, "a" REST);
	html_check("<font color=red>x<font color=black>a</font></font>" REST,
	    "{#ff0000:x}a" REST);
}

static void
a_colour_of_all_says_nothing(void **state)
{
	(void)state;
	html_check("<font color=blue>a" REST "</font> b", "a" REST " b");
	/* Neither beside a long quote. */
	html_check("<font color=blue>a</font><blockquote>" REST "</blockquote>",
	    "a\n\n>" REST);
	/* But answers within one have their colour. */
	html_check("<blockquote>b" REST "<font color=blue>a</font>"
		   "</blockquote>",
	    "> b" REST "{#0000ff:a}");
}

static void
links_and_headings_have_no_colour(void **state)
{
	(void)state;
	html_check("<a href='http://x/' style='color:red'>a</a>" REST,
	    "{http://x/:a}" REST);
	html_check("<a href='http://x/'><font color=red>a</font></a>" REST,
	    "{http://x/:a}" REST);
	html_check("<h1><font color=red>a</font></h1>b" REST, "h1 a\n\nb" REST);
}

static void
code_is_not_a_whole_text(void **state)
{
	(void)state;
	html_check("<code>a</code>" REST, "{c:a}" REST);
	html_check(
	    "<div style='font-family:Courier New'>a" REST "</div>", "a" REST);
	html_check(
	    "<span style=\"font-family: 'Consolas', monospace\">a</span>" REST,
	    "{c:a}" REST);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_red_word_says_something),
		cmocka_unit_test(usual_colours_say_nothing),
		cmocka_unit_test(a_colour_of_all_says_nothing),
		cmocka_unit_test(links_and_headings_have_no_colour),
		cmocka_unit_test(code_is_not_a_whole_text),
	};

	return RUN(tests);
}
