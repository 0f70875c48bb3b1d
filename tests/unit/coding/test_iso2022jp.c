#include "coding/iso2022jp.h"

#include "tests/unit/test.h"

#include <string.h>

static void
check(const char *in, const char *want)
{
	GString *got = iso2022jp_to_cp932(in, strlen(in));

	if (want) {
		assert_non_null(got);
		assert_string_equal(got->str, want);
	} else {
		assert_null(got);
	}
	if (got)
		g_string_free(got, TRUE);
}

static void
sets_are_switched(void **state)
{
	(void)state;
	check("plain", "plain");
	check("\x1b$B$\"$$\x1b(B.", "\x82\xa0\x82\xa2.");
	check("\x1b$@0!\x1b(Jx", "\x88\x9fx");
	check("\x1b$B%a\x1b(B", "\x83\x81");
	check("\x1b(I1\x1b(B", "\xb1");
	check("\x1b$B-!\x1b(B", "\x87\x40");
	check("\x1b$B$\"\nascii", "\x82\xa0\nascii");
}

static void
what_is_no_japanese_is_refused(void **state)
{
	(void)state;
	check("\x1b$(D\x22\x6f", NULL);
	check("\x1b$B$", NULL);
	check("\x1b$B\xa4\xa2", NULL);
	check("\x1b", NULL);
}

static void
a_switch_is_seen(void **state)
{
	(void)state;
	assert_true(iso2022jp_is("a\x1b$B", 4));
	assert_false(iso2022jp_is("a\x1b(B", 4));
	assert_false(iso2022jp_is("a\x1b$", 3));
	assert_false(iso2022jp_is("", 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_are_switched),
		cmocka_unit_test(what_is_no_japanese_is_refused),
		cmocka_unit_test(a_switch_is_seen),
	};

	return RUN(tests);
}
