#include "src/plain.h"

#include "test.h"

#include <glib.h>

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
	};

	return RUN(tests);
}
