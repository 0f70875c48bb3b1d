#include "plain/read.h"

#include "base/limits.h"

#include "tests/unit/test.h"

#include <glib.h>
#include <string.h>

static const struct plain_format fixed = { FALSE, FALSE };
static const struct plain_format flowed = { TRUE, FALSE };
static const struct plain_format delsp = { TRUE, TRUE };

static void
check(const char *text, const struct plain_format *format, const char *want)
{
	struct doc *d = plain_read(text, format);

	/* The signs are the text's own. */
	assert_text(doc_plain(d, DOC_WHOLE, FALSE), want);
	assert_text(doc_plain(d, DOC_WHOLE, TRUE), want);
	doc_free(d);
}

static void
text_comes_back_as_it_was(void **state)
{
	(void)state;
	check("", &fixed, "");
	check("a\nb", &fixed, "a\nb");
	check("a\n\nb", &fixed, "a\n\nb");
	check("a\n\n\n \t\nb", &fixed, "a\n\nb");
	check("  a\n\tb  c", &fixed, "  a\n\tb  c");
	check("- a\n* b", &fixed, "- a\n* b");
}

static void
quotes_are_as_deep_as_their_signs(void **state)
{
	struct doc *d = plain_read("> a\n> > b\n>>>c\n>d\ne", &fixed);

	(void)state;
	assert_int_equal(doc_line(d, 0)->quote, 1);
	assert_int_equal(doc_line(d, 1)->quote, 2);
	assert_int_equal(doc_line(d, 2)->quote, 3);
	assert_int_equal(doc_line(d, 3)->quote, 1);
	assert_int_equal(doc_line(d, 4)->quote, 0);
	assert_text(doc_line_text(d, 2), "c");
	doc_free(d);
}

static void
arrows_are_no_quotes(void **state)
{
	(void)state;
	check(">>> Ann 06.05.24 10:20 >>>\na", &fixed,
	    ">>> Ann 06.05.24 10:20 >>>\na");
	check(">>> buy now <<<", &fixed, ">>> buy now <<<");
}

static void
blank_lines_of_quotes_stay(void **state)
{
	(void)state;
	check("> a\n>\n> b", &fixed, "> a\n> \n> b");
	check("> a\n>\n\nb", &fixed, "> a\n> \n\nb");
	check("a\n\n>\n> b", &fixed, "a\n\n> \n> b");
	check("> a\n\n> b", &fixed, "> a\n> \n> b");
}

static void
a_broken_quote_is_mended(void **state)
{
	struct doc *d = plain_read(
	    "> This is a line that is as long as lines of a mail usually "
	    "are,\nand its end.\n> b",
	    &fixed);

	(void)state;
	assert_int_equal(doc_line(d, 1)->quote, 1);
	doc_free(d);
	d = plain_read(
	    "> See the page (http://example.com/a\n?b=c)\n> b", &fixed);
	assert_int_equal(doc_line(d, 1)->quote, 1);
	doc_free(d);
	/* An answer is none. */
	d = plain_read(
	    "> This is a line that is as long as lines of a mail usually "
	    "are?\nyes, it is.\n> b\nNo.\n> c",
	    &fixed);
	assert_int_equal(doc_line(d, 1)->quote, 0);
	assert_int_equal(doc_line(d, 3)->quote, 0);
	doc_free(d);
}

/* RFC 3676 */
static void
flowed_lines_are_one(void **state)
{
	(void)state;
	check("one \ntwo \nthree\nfour", &flowed, "one two three\nfour");
	check("one \n\ntwo", &flowed, "one \n\ntwo");
	check("> one \n> two\nthree", &flowed, "> one two\nthree");
	check("> one \n>> two\nthree", &flowed, "> one \n> > two\nthree");
	check("one \ntwo", &fixed, "one \ntwo");
	check("日本 \n語", &delsp, "日本語");
	check("one  \ntwo", &delsp, "one two");
}

static void
stuffing_is_taken_off(void **state)
{
	(void)state;
	check(" From me\n > no quote", &flowed, "From me\n> no quote");
	check("  a", &flowed, " a");
	check("> > a", &flowed, "> > a");
}

static void
a_signatures_line_does_not_flow(void **state)
{
	(void)state;
	check("text \n-- \nBob", &flowed, "text -- \nBob");
	check("text\n-- \nBob", &flowed, "text\n-- \nBob");
	check("> text\n> -- \n> Ann", &flowed, "> text\n> -- \n> Ann");
}

/* "p" for each line that is preformatted, "." for each that is not. */
static void
check_boxes(
    const char *text, const struct plain_format *format, const char *want)
{
	struct doc *d = plain_read(text, format);
	g_autoptr(GString) got = g_string_new(NULL);

	for (guint i = 0; i < d->lines->len; i++)
		g_string_append_c(
		    got, doc_line(d, i)->kind == LINE_PRE ? 'p' : '.');
	assert_string_equal(got->str, want);
	/* It says the same as before. */
	if (!format->flowed && !strchr(text, '>'))
		assert_text(doc_plain(d, DOC_WHOLE, TRUE), text);
	doc_free(d);
}

static void
code_is_preformatted(void **state)
{
	(void)state;
	check_boxes("Look:\n\nint main(void)\n{\n    int a = 1;\n\n"
		    "    return a;\n}\n\nDoes it work?",
	    &fixed, ".ppppp.");
	check_boxes(
	    "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ]\n}", &fixed, "pppppp");
	check_boxes(
	    "Say\n\n    $ make a\n    $ make b\n\nand wait", &fixed, ".pp.");
	check_boxes("Say\n    cd /tmp\n    $ make a\n    $ make b\n    ls\n"
		    "and wait",
	    &fixed, ".pppp.");
	check_boxes("<a>\n  <b c=\"d\"/>\n  <e>f</e>\n</a>", &fixed, "pppp");
	check_boxes(
	    "> if (x) {\n>     y();\n>     z();\n> }\nYes.", &fixed, "pppp.");
	check_boxes("web:\n  image: nginx\n  ports:\n    - \"80\"\n"
		    "  env:\n    A: b",
	    &fixed, "pppppp");
}

static void
traces_are_preformatted(void **state)
{
	(void)state;
	check_boxes("It says:\n\njava.lang.FooException: none\n"
		    "\tat a.b.C.d(C.java:1)\n\tat a.b.C.e(C.java:2)\n"
		    "\t... 12 more\n\nHelp!",
	    &fixed, ".pppp.");
	check_boxes("2024-05-03 10:20:30 ERROR no\n"
		    "    at a.b.C.d(C.java:1)\n    at a.b.C.e(C.java:2)\n"
		    "2024-05-03 10:20:31 INFO go on",
	    &fixed, "pppp");
	check_boxes("Traceback (most recent call last):\n"
		    "  File \"a.py\", line 1, in b\n    c()\n"
		    "KeyError: c",
	    &fixed, "pppp");
	/* Lines that lose nothing. */
	check_boxes("2024-05-03 10:20:30 a\n2024-05-03 10:20:31 b\n"
		    "2024-05-03 10:20:32 c",
	    &fixed, "...");
}

static void
columns_are_preformatted(void **state)
{
	(void)state;
	check_boxes("Part      Number   Price\nBolt          12    1.00\n"
		    "Nut            3   12.50\n\nRegards",
	    &fixed, "ppp.");
	check_boxes(
	    "+---+----+\n| a | b  |\n+---+----+\n| 1 | 22 |", &fixed, "pppp");
	check_boxes(" id | name\n----+------\n  1 | Ann", &fixed, "ppp");
	check_boxes("one\t\t1\nseven\t\t7\nsixteen\t\t16", &fixed, "ppp");
	/* Two lines may look so by chance. */
	check_boxes("Part      Number\nBolt          12", &fixed, "..");
}

static void
changes_are_preformatted(void **state)
{
	(void)state;
	check_boxes("Try this:\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n"
		    " one\n-two\n+three\nand that",
	    &fixed, ".pppppp.");
	check_boxes("@@ -3 +3 @@\n-a\n+b\n+c", &fixed, "ppp.");
	check_boxes("@@ -1 @@\n-a", &fixed, "..");
}

static void
prose_is_not_preformatted(void **state)
{
	(void)state;
	check_boxes("Hello,\n\n    I saw (yesterday) that it is broken;\n"
		    "    could you look?\n    It says \"no\".",
	    &fixed, "....");
	check_boxes("    the wind;\n    the sea;\n    the sun;", &fixed, "...");
	check_boxes("  - one (1);\n  - two;\n    * three = 3;\n  1. four();\n"
		    "     a) five();",
	    &fixed, ".....");
	check_boxes("        Example Ltd.\n        Long Street 12\n"
		    "        12345 Town",
	    &fixed, "...");
	check_boxes(
	    "               HEADING\n             in the middle", &fixed, "..");
	check_boxes("\tFrom: Bob\n\tSent: Monday\n\n\tHello Ann,\n\tyes.",
	    &fixed, "....");
	check_boxes("Name:       Ann\nTelephone:  0123\nTown:       Berlin",
	    &fixed, "...");
	check_boxes("Bye\n-- \nAnn Lee      Tel 1\nExample      Fax 2\n"
		    "Town         www",
	    &fixed, ".....");
	check_boxes(" AL>   one two\n AL>   three\n AL>   four", &fixed, "...");
	check_boxes("    the file(s)\n    the line(s)", &fixed, "..");
	check_boxes("    Call a();\n    when it is late\n    and you can not\n"
		    "    sleep, or b();\n    as you like\n    it most,\n"
		    "    or c();",
	    &fixed, ".......");
	check_boxes("Ann | Example\nTown | Land", &fixed, "..");
}

/* What a program may have broken has no columns. */
static void
flowed_text_is_not_preformatted(void **state)
{
	(void)state;
	check_boxes("    a = b(); \n    c = d(); \n    e = f();", &flowed, ".");
	check_boxes("     a = b();\n     c = d();", &flowed, "pp");
}

static void
too_many_lines_are_cut(void **state)
{
	g_autofree char *text = g_strnfill(LIMIT_PLAIN_LINES + 10, '\n');
	struct doc *d;

	(void)state;
	text[0] = 'a';
	d = plain_read(text, &fixed);
	assert_true(d->cut);
	assert_text(doc_plain(d, DOC_WHOLE, FALSE), "a");
	doc_free(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_comes_back_as_it_was),
		cmocka_unit_test(quotes_are_as_deep_as_their_signs),
		cmocka_unit_test(arrows_are_no_quotes),
		cmocka_unit_test(blank_lines_of_quotes_stay),
		cmocka_unit_test(a_broken_quote_is_mended),
		cmocka_unit_test(flowed_lines_are_one),
		cmocka_unit_test(stuffing_is_taken_off),
		cmocka_unit_test(a_signatures_line_does_not_flow),
		cmocka_unit_test(code_is_preformatted),
		cmocka_unit_test(traces_are_preformatted),
		cmocka_unit_test(columns_are_preformatted),
		cmocka_unit_test(changes_are_preformatted),
		cmocka_unit_test(prose_is_not_preformatted),
		cmocka_unit_test(flowed_text_is_not_preformatted),
		cmocka_unit_test(too_many_lines_are_cut),
	};

	return RUN(tests);
}
