#include "base/pattern.h"

#include "tests/unit/test.h"

#include <glib.h>
#include <string.h>

static gboolean
finds(const char *regex, const char *text, gsize want_from, gsize want_to)
{
	struct pattern *p = pattern_new(regex);
	gsize from = 99, to = 99;
	gboolean found;

	assert_non_null(p);
	found = pattern_find(p, text, strlen(text), 0, &from, &to);
	pattern_free(p);
	assert_int_equal(from, want_from);
	assert_int_equal(to, want_to);
	return found;
}

static void
a_match_is_found(void **state)
{
	(void)state;
	assert_true(finds("b+", "abbc", 1, 3));
	assert_true(finds("ÄÖ", "xäöx", 1, 5));
	assert_true(finds("^b$", "a\nb\nc", 2, 3));
	assert_true(finds("a.*", "ab\nc", 0, 2));
	assert_true(finds("\\d", "٣", 0, 2));
	assert_false(finds("x", "abc", 99, 99));
}

static void
a_search_may_begin_later(void **state)
{
	struct pattern *p = pattern_new("^a");
	gsize from, to;

	(void)state;
	assert_true(pattern_find(p, "a\na", 3, 1, &from, &to));
	assert_int_equal(from, 2);
	pattern_free(p);
}

static void
a_wrong_pattern_is_explained(void **state)
{
	(void)state;
	assert_null(pattern_check("a(b)c"));
	assert_text(pattern_check("a(b"),
	    "missing closing parenthesis, at character 4");
	assert_null(pattern_new("a(b"));
	/* It would split characters. */
	assert_null(pattern_new("\\C"));
	pattern_free(NULL);
}

static void
an_alternative_is_named(void **state)
{
	struct pattern *p = pattern_new("^(?:(a)|(b)|(c)|d)");

	(void)state;
	assert_int_equal(pattern_which(p, "a", 1), 1);
	assert_int_equal(pattern_which(p, "c", 1), 3);
	assert_int_equal(pattern_which(p, "d", 1), 0);
	assert_int_equal(pattern_which(p, "x", 1), -1);
	pattern_free(p);
}

static void
what_costs_too_much_is_no_match(void **state)
{
	g_autofree char *text = g_strnfill(5000, 'a');
	gint64 start = g_get_monotonic_time();

	(void)state;
	/* With all the time in the world, "c" would be found. */
	assert_false(finds("^(a+)+$|c$", "aaaaaaaaaaaaaaaaaaaac", 99, 99));
	assert_true(finds("^(a+)+$|c$", "aaaac", 4, 5));
	assert_false(finds("^(a+)+$b", text, 99, 99));
	assert_false(finds("^(?:(a)|b)*[^a]$", text, 99, 99));
	assert_true(g_get_monotonic_time() - start < 5000000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_match_is_found),
		cmocka_unit_test(a_search_may_begin_later),
		cmocka_unit_test(a_wrong_pattern_is_explained),
		cmocka_unit_test(an_alternative_is_named),
		cmocka_unit_test(what_costs_too_much_is_no_match),
	};

	return RUN(tests);
}
