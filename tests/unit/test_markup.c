#include "src/markup.h"
#include "src/text.h"

#include "test.h"

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
		"ada@example.com", "> quoted", "what? yes", "a | b", "x^2" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
		check(same[i], same[i]);
}

static void
nobody_is_mentioned_and_nothing_embedded(void **state)
{
	(void)state;
	check("[~bob]", "\\[\\~bob\\]");
	check("{adf}", "\\{adf\\}");
	check("!x.png! a", "\\!x.png! a");
}

static void
blocks_do_not_begin(void **state)
{
	(void)state;
	check("h1. x", ZWSP "h1. x");
	check("a\n  h6. x\nbq. y", "a\n  " ZWSP "h6. x\n" ZWSP "bq. y");
	check("ah1. x h1. y", "ah1. x h1. y");
	check("* a\n# b\n- c\n|d|", "\\* a\n\\# b\n\\- c\n\\|d|");
	check("||a||", "\\|\\|a\\|\\|");
}

static void
marks_do_not_open(void **state)
{
	(void)state;
	check("*a* _b_ ~c~ ^d^", "\\*a* \\_b_ \\~c~ \\^d^");
	check("x -a- +b+", "x \\-a- \\+b+");
}

static void
faces_stay_text(void **state)
{
	(void)state;
	check(":) ;) :-( (y) (flag)", ":\\) ;\\) :\\-\\( \\(y) \\(flag)");
	check(":D :P :-p", ":" ZWSP "D :" ZWSP "P :" ZWSP "\\-p");
	check("a:Date", "a:Date");
}

static void
a_backslash_before_a_mark_is_kept(void **state)
{
	(void)state;
	check("c:\\[d]", "c:\\" ZWSP "\\[d\\]");
	check("\\\\srv\\x", "\\" ZWSP "\\srv\\x");
	check("a\\", "a\\");
}

static void
addresses_of_the_web_stay_whole(void **state)
{
	(void)state;
	check("http://example.com/a_b_c-d", "http://example.com/a_b_c-d");
	check("see HTTPS://example.com/x?y=1 now",
	    "see HTTPS://example.com/x?y=1 now");
}

static void
what_follows_an_address_is_not_part_of_it(void **state)
{
	(void)state;
	check("!http://example.com/x.png!",
	    "\\!http://example.com/x.png" ZWSP "!");
	check("[http://example.com/]", "\\[http://example.com/" ZWSP "\\]");
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
		cmocka_unit_test(marks_do_not_open),
		cmocka_unit_test(faces_stay_text),
		cmocka_unit_test(a_backslash_before_a_mark_is_kept),
		cmocka_unit_test(addresses_of_the_web_stay_whole),
		cmocka_unit_test(what_follows_an_address_is_not_part_of_it),
		cmocka_unit_test(tabs_become_blanks),
		cmocka_unit_test(what_fits_is_not_cut),
		cmocka_unit_test(a_cut_is_made_at_a_paragraph_line_or_word),
		cmocka_unit_test(the_limit_counts_escapes_and_wide_characters),
		cmocka_unit_test(what_stands_there_already_counts),
	};

	return RUN(tests);
}
