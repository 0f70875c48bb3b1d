/*
 * What is beyond a limit, and input that ends in the middle of something.
 */
#include "base/limits.h"

#include "base/json.h"
#include "base/pattern.h"
#include "base/text.h"
#include "tests/unit/test.h"

#include <string.h>

/* The first n bytes, with nothing behind them that could be read. */
static char *
first(const char *text, gsize n)
{
	char *copy = g_malloc(MAX(n, 1));

	memcpy(copy, text, n);
	return copy;
}

static void
json_that_is_cut_is_none(void **state)
{
	static const char text[] =
	    "{\"a\\u00fc\\\"\":[1,-2.5e3,true,null,{\"b\":\"\xc3\xbc\"}],"
	    "\"c\":false}";

	(void)state;
	json_init();
	for (gsize n = 0; n <= strlen(text); n++) {
		g_autofree char *cut = first(text, n);
		g_autoptr(cJSON) root = json_parse(cut, n);

		assert_int_equal(root != NULL, n == strlen(text));
	}
}

/* A pattern that gives up is one that does not match. */
static void
a_match_may_not_cost_too_much(void **state)
{
	struct pattern *p = pattern_new("^(?:a|b)*c$");
	g_autoptr(GString) text = g_string_new(NULL);
	gsize from, to;
	gboolean found = TRUE;

	(void)state;
	assert_non_null(p);
	g_string_append(text, "abc");
	assert_true(pattern_find(p, text->str, text->len, 0, &from, &to));
	for (gsize n = 1000; found && n < 10 * LIMIT_PATTERN_STEPS; n *= 2) {
		g_string_truncate(text, 0);
		for (gsize i = 0; i < n; i++)
			g_string_append_c(text, 'a');
		g_string_append_c(text, 'c');
		found = pattern_find(p, text->str, text->len, 0, &from, &to);
	}
	/* A step a character at most: a tenth of it is found. */
	assert_false(found);
	assert_true(text->len > LIMIT_PATTERN_STEPS / 10);
	pattern_free(p);
}

static void
a_line_of_a_header_has_a_length(void **state)
{
	g_autofree char *most = g_strnfill(LIMIT_HEADER_TEXT, 'x');
	g_autofree char *more = g_strconcat(most, "x", NULL);
	g_autofree char *wide = g_strconcat(most + 1, "\xc3\xbc", NULL);
	g_autofree char *cut = text_scrub_line(wide, -1);

	(void)state;
	assert_text(text_scrub_line(most, -1), most);
	assert_text(text_scrub_line(more, -1), most);
	assert_true(g_utf8_validate(cut, -1, NULL));
}

/* Half a character, and a line end of which half is there. */
static void
text_that_is_cut_is_scrubbed(void **state)
{
	static const char text[] = "a\r\n\xe6\xbc\xa2\xf0\x9f\x98\x80\x1b";

	(void)state;
	for (gsize n = 0; n < sizeof text; n++) {
		g_autofree char *cut = first(text, n);
		g_autofree char *clean = text_scrub(cut, (gssize)n);

		assert_true(g_utf8_validate(clean, -1, NULL));
		assert_null(strpbrk(clean, "\r\x1b"));
		assert_true(n < 3 || g_str_has_prefix(clean, "a\n"));
	}
	assert_int_equal(text_prefix("\xf0\x9f\x98\x80", 1), 0);
	assert_int_equal(text_prefix("\xf0\x9f\x98\x80", 2), 4);
	assert_int_equal(text_prefix("a\xc3\xbc", 1), 1);
	assert_int_equal(text_prefix("a\xc3\xbc", 2), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_that_is_cut_is_none),
		cmocka_unit_test(a_match_may_not_cost_too_much),
		cmocka_unit_test(a_line_of_a_header_has_a_length),
		cmocka_unit_test(text_that_is_cut_is_scrubbed),
	};

	return RUN(tests);
}
