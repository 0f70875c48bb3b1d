#include "base/text.h"
#include "wiki/escape.h"

#include "tests/unit/test.h"

#include <glib.h>
#include <string.h>

#define ZWSP "\xe2\x80\x8b"

static void
check(const char *text, const char *want)
{
	g_autoptr(GString) out = g_string_new(NULL);

	markup_escape(out, text);
	assert_string_equal(out->str, want);
}

static void
usual_text_stays_readable(void **state)
{
	static const char *const same[] = { "", "Hello, world.",
		"snake_case foo-bar c++ a+b 2*3", "50% (see below) SUP-1",
		"ada@example.com", "> quoted", "what? yes", "a | b || c", "x^2",
		"Hello! Bye! Really??", "#123 is open", "-1 degree",
		"________________", "a - b * c", "R&D x", "see -----" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
		check(same[i], same[i]);
}

static void
nobody_is_mentioned_and_nothing_embedded(void **state)
{
	(void)state;
	check("[~bob]", "\\[~bob\\]");
	check("{adf}", "\\{adf\\}");
	check("{code:x}", "\\{" ZWSP "code:x\\}");
	check("!x.png! a", "\\!x.png! a");
	check("!!x.png!", "\\!\\!x.png!");
}

static void
blocks_do_not_begin(void **state)
{
	(void)state;
	check("h1. x", ZWSP "h1. x");
	check("a\n  h6. x\nbq. y", "a\n  " ZWSP "h6. x\n" ZWSP "bq. y");
	check("ah1. x h1. y", "ah1. x h1. y");
	check("* a\n# b\n- c\n|d|", "\\* a\n\\# b\n\\- c\n\\|d|");
	check("||a||", "\\||a||");
}

static void
dashes_stay_dashes(void **state)
{
	(void)state;
	check("----", "\\----");
	check("-- \nBob", "\\-- \nBob");
	check("a -- b --- c", "a \\-- b \\--- c");
	check("a--b a--b c-", "a-\\-b a-\\-b c-");
	/* Cloud's converter would take the end of the line for a part. */
	check("-----Original Message-----\nx",
	    "\\-\\-\\-\\-\\-Original Message-----" ZWSP "\nx");
}

static void
marks_do_not_open(void **state)
{
	(void)state;
	check("*a* _b_ ~c~ ^d^", "\\*a* \\_b_ \\~c~ \\^d^");
	check("x -a- +b+", "x \\-a- \\+b+");
	check("__a__ ??b??", "\\_\\_a__ \\?\\?b??");
	check("??? a??", "\\?\\?\\? a??");
}

static void
faces_stay_text(void **state)
{
	(void)state;
	check(":) ;) :-(", ":" ZWSP ") ;" ZWSP ") :" ZWSP "-(");
	check(":D :P :-p", ":" ZWSP "D :" ZWSP "P :" ZWSP "-p");
	check("(y) (flag) (see)", "\\(y) \\(flag) (see)");
	check("a:Date", "a:Date");
}

static void
entities_are_not_decoded(void **state)
{
	(void)state;
	check("&lt;b&gt; &#58;", "&" ZWSP "lt;b&" ZWSP "gt; &" ZWSP "#58;");
	check("a && b; R&D", "a && b; R&D");
}

static void
a_backslash_before_a_mark_is_kept(void **state)
{
	(void)state;
	check("c:\\[d]", "c:\\" ZWSP "\\[d\\]");
	check("\\\\srv\\x", "\\" ZWSP "\\srv\\x");
	check("a\\", "a\\");
	/* It would hide what follows from the converter. */
	check("a\\\nb", "a\\" ZWSP "\nb");
	check("a\\http://e.com", "a\\" ZWSP "http://e.com");
}

static void
addresses_of_the_web_stay_whole(void **state)
{
	static const char *const same[] = { "http://example.com/a_b_c-d",
		"see https://example.com/~ada/*x*/?y=1#z now",
		"(http://example.com/x) <http://example.com>",
		"see http://example.com/x.", "http://10.0.0.5:8080/a--b",
		"mailto:ada@example.com" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
		check(same[i], same[i]);
}

/* The renderers leave a bracket at the end out. */
static void
an_address_that_ends_in_a_bracket_is_a_link(void **state)
{
	(void)state;
	check("see http://e.com/A_(b)",
	    "see [http://e.com/A_(b)|http://e.com/A_(b)]");
	check(
	    "http://e.com/_(b) c", "[http://e.com/\\_(b)|http://e.com/_(b)] c");
}

static void
what_follows_an_address_is_not_part_of_it(void **state)
{
	(void)state;
	check("!http://example.com/x.png!",
	    "\\!" ZWSP "http://example.com/x.png" ZWSP "!");
	check("[http://example.com/]",
	    "\\[" ZWSP "http://example.com/" ZWSP "\\]");
}

/* The converter takes such an address for text, and all in it would act. */
static void
a_bad_address_is_text(void **state)
{
	(void)state;
	check("http://_a_", "http:" ZWSP "//\\_a_");
	check("http://a:99999/", "http:" ZWSP "//a:99999/");
	check("http://1.2.3.999/", "http:" ZWSP "//1.2.3.999/");
	check("http://01.2.3.4/", "http:" ZWSP "//01.2.3.4/");
	check("http://a..b/", "http:" ZWSP "//a..b/");
	check("http://xn--a/", "http:" ZWSP "//xn--a/");
	check("http://a:b@c.d/", "http:" ZWSP "//a:b@c.d/");
	check("HTTPS://example.com/x", "HTTPS:" ZWSP "//example.com/x");
	check("xhttp://e.com/_a_", "xhttp:" ZWSP "//e.com/\\_a_");
}

/* What can stand in something, and what cannot, in brackets. */
static void
check_in(enum markup_in in, gboolean cell, const char *text, const char *want)
{
	struct markup m = { .p = text,
		.end = text + strlen(text),
		.in = in,
		.own = "*",
		.cell = cell,
		.after = '\n' };
	g_autoptr(GString) out = g_string_new(NULL);
	struct markup_token t;

	while (markup_next(&m, &t)) {
		if (t.how & TOKEN_OUTSIDE)
			g_string_append_c(out, '<');
		markup_put(out, &t);
		if (t.how & TOKEN_OUTSIDE)
			g_string_append_c(out, '>');
	}
	assert_string_equal(out->str, want);
}

/* Cloud's converter undoes an escape there and reads the text again. */
static void
nothing_is_escaped_between_marks(void **state)
{
	(void)state;
	check_in(MARKUP_MARKS, FALSE, "a [~b] c", "a <\\[><\\~>b<\\]> c");
	check_in(MARKUP_MARKS, FALSE, "2*3 a_b", "2<\\*>3 a_b");
	check_in(MARKUP_MARKS, FALSE, "a - b", "a - b");
	check_in(MARKUP_MARKS, FALSE, "a - ", "a <\\-> ");
	check_in(MARKUP_MARKS, FALSE, "a :D", "a <:" ZWSP ">D");
	check_in(MARKUP_MARKS, FALSE, "h1. x", "<" ZWSP "h>1. x");
	check_in(MARKUP_MARKS, FALSE, "x\xc2\xb2 y", "x<\xc2\xb2> y");
	check_in(MARKUP_MARKS, FALSE, "a http://e.com b",
	    "a <http://e.com" ZWSP "> b");
}

static void
a_label_has_neither_brackets_nor_bars(void **state)
{
	(void)state;
	check_in(MARKUP_LABEL, FALSE, "a_b *c* [d]|e!",
	    "a_b \\*c* <\\[>d<\\]><\\|>e<\\!>");
	check_in(MARKUP_LABEL, FALSE, "http://e.com", "http://e.com");
	check_in(MARKUP_LABEL, FALSE, "mailto:bq. x",
	    "<mailto:" ZWSP ">" ZWSP "bq. x");
}

static void
code_can_be_escaped(void **state)
{
	(void)state;
	check_in(MARKUP_CODE, FALSE, "a[0] = {*b}", "a\\[0\\] = \\{\\*b\\}");
	check_in(MARKUP_CODE, FALSE, "c:\\d", "c:<\\" ZWSP ">d");
}

/* A table looks for these before it looks for escapes. */
static void
a_cell_wraps_what_would_end_it(void **state)
{
#define W(c) "{color:#6b778c}" c "{color}"
	(void)state;
	check_in(MARKUP_LINE, TRUE, "a|b", "a" W("|") "b");
	check_in(MARKUP_LINE, TRUE, "a [b] [c", "a \\[b\\] " W("[") "c");
	check_in(MARKUP_LINE, TRUE, "hi! !x", "hi! " W("!") "x");
	check_in(MARKUP_LINE, TRUE, "{|", "\\{" ZWSP W("|"));
}

static void
tabs_become_blanks(void **state)
{
	(void)state;
	check("a\tb", "a    b");
}

/* Text of n letters, cut to a limit. */
static gboolean
cut(const char *text, size_t limit, GString *out)
{
	g_string_truncate(out, 0);
	return markup_escape_cut(out, text, limit);
}

static void
what_fits_is_not_cut(void **state)
{
	g_autoptr(GString) out = g_string_new(NULL);

	(void)state;
	assert_false(cut("abc", 3, out));
	assert_string_equal(out->str, "abc");
	assert_false(cut("", 0, out));
	assert_false(cut("[a]", 5, out));
	assert_true(cut("[a]", 4, out));
}

static void
a_cut_is_made_at_a_paragraph_line_or_word(void **state)
{
	g_autoptr(GString) out = g_string_new(NULL);

	(void)state;
	assert_true(cut("one two\n\nthree four", 15, out));
	assert_string_equal(out->str, "one two");
	assert_true(cut("one two\nthree four", 15, out));
	assert_string_equal(out->str, "one two");
	assert_true(cut("one two three four", 15, out));
	assert_string_equal(out->str, "one two three");
}

static void
the_limit_counts_escapes_and_wide_characters(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) out = g_string_new(NULL);

	(void)state;
	for (int i = 0; i < 500; i++)
		g_string_append(text, i % 3 ? "[\xf0\x9f\x98\x80] " : "a\n");
	for (size_t limit = 0; limit < 300; limit++) {
		assert_true(cut(text->str, limit, out));
		assert_true(text_length(out->str) <= limit);
		assert_true(g_utf8_validate(out->str, -1, NULL));
	}
}

static void
what_stands_there_already_counts(void **state)
{
	g_autoptr(GString) out = g_string_new("12345");

	(void)state;
	assert_true(markup_escape_cut(out, "abcdef", 8));
	assert_string_equal(out->str, "12345abc");
	assert_true(markup_escape_cut(out, "x", 8));
	assert_string_equal(out->str, "12345abc");
	assert_true(markup_escape_cut(out, "x", 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usual_text_stays_readable),
		cmocka_unit_test(nobody_is_mentioned_and_nothing_embedded),
		cmocka_unit_test(blocks_do_not_begin),
		cmocka_unit_test(dashes_stay_dashes),
		cmocka_unit_test(marks_do_not_open),
		cmocka_unit_test(faces_stay_text),
		cmocka_unit_test(entities_are_not_decoded),
		cmocka_unit_test(a_backslash_before_a_mark_is_kept),
		cmocka_unit_test(addresses_of_the_web_stay_whole),
		cmocka_unit_test(an_address_that_ends_in_a_bracket_is_a_link),
		cmocka_unit_test(what_follows_an_address_is_not_part_of_it),
		cmocka_unit_test(a_bad_address_is_text),
		cmocka_unit_test(nothing_is_escaped_between_marks),
		cmocka_unit_test(a_label_has_neither_brackets_nor_bars),
		cmocka_unit_test(code_can_be_escaped),
		cmocka_unit_test(a_cell_wraps_what_would_end_it),
		cmocka_unit_test(tabs_become_blanks),
		cmocka_unit_test(what_fits_is_not_cut),
		cmocka_unit_test(a_cut_is_made_at_a_paragraph_line_or_word),
		cmocka_unit_test(the_limit_counts_escapes_and_wide_characters),
		cmocka_unit_test(what_stands_there_already_counts),
	};

	return RUN(tests);
}
