#include "base/json.h"

#include "tests/unit/test.h"

#include <string.h>

static cJSON *
parse(const char *text)
{
	return json_parse(text, strlen(text));
}

static void
the_whole_text_is_one_value(void **state)
{
	static const char *const bad[] = { "", " ", "{", "{} x", "{}{}", "nul",
		"<html>", "[1,]", "{\"a\" 1}" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		assert_null(parse(bad[i]));
}

static void
white_space_around_it_is_allowed(void **state)
{
	g_autoptr(cJSON) root = parse(" \r\n{ } \n\t");

	(void)state;
	assert_non_null(root);
}

static void
the_length_counts(void **state)
{
	g_autoptr(cJSON) root = json_parse("{}garbage", 2);

	(void)state;
	assert_non_null(root);
	assert_null(json_parse("{}", 1));
}

static void
a_getter_answers_only_with_the_right_type(void **state)
{
	g_autoptr(cJSON) root =
	    parse("{\"s\":\"x\",\"n\":7,\"o\":{},\"a\":[1],\"z\":null}");

	(void)state;
	assert_string_equal(json_string(root, "s"), "x");
	assert_null(json_string(root, "n"));
	assert_null(json_string(root, "z"));
	assert_null(json_string(root, "S"));
	assert_non_null(json_object(root, "o"));
	assert_null(json_object(root, "a"));
	assert_non_null(json_array(root, "a"));
	assert_null(json_array(root, "o"));
	assert_int_equal(json_number(root, "n", -1), 7);
	assert_int_equal(json_number(root, "s", -1), -1);
	assert_int_equal(json_number(root, "none", -1), -1);
}

static void
nothing_has_no_members(void **state)
{
	(void)state;
	assert_null(json_string(NULL, "x"));
	assert_null(json_object(NULL, "x"));
	assert_null(json_array(NULL, "x"));
	assert_int_equal(json_number(NULL, "x", 3), 3);
}

static void
large_numbers_are_whole(void **state)
{
	g_autoptr(cJSON) root = parse("{\"n\":12345678901}");

	(void)state;
	assert_int_equal(json_number(root, "n", 0), 12345678901);
}

static void
too_large_numbers_are_none(void **state)
{
	g_autoptr(cJSON) root = parse(
	    "{\"a\":9007199254740991,\"b\":1e99,\"c\":-1e99,\"d\":1e999}");

	(void)state;
	assert_int_equal(json_number(root, "a", 3), 9007199254740991);
	assert_int_equal(json_number(root, "b", 3), 3);
	assert_int_equal(json_number(root, "c", 3), 3);
	assert_int_equal(json_number(root, "d", 3), 3);
}

/* In the middle of a character, too: its end would be looked for behind. */
static void
strings_are_utf8(void **state)
{
	g_autoptr(cJSON) root =
	    parse("{\"a\":\"x\xff\",\"b\":\"y\xf0\x9f\",\"\xe4\":1}");

	(void)state;
	assert_string_equal(json_string(root, "a"), "x\xef\xbf\xbd");
	assert_string_equal(
	    json_string(root, "b"), "y\xef\xbf\xbd\xef\xbf\xbd");
	assert_int_equal(json_number(root, "\xef\xbf\xbd", 0), 1);
}

static void
deep_nesting_is_no_danger(void **state)
{
	g_autofree char *open = g_strnfill(100000, '[');

	(void)state;
	assert_null(parse(open));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_whole_text_is_one_value),
		cmocka_unit_test(white_space_around_it_is_allowed),
		cmocka_unit_test(the_length_counts),
		cmocka_unit_test(a_getter_answers_only_with_the_right_type),
		cmocka_unit_test(nothing_has_no_members),
		cmocka_unit_test(large_numbers_are_whole),
		cmocka_unit_test(too_large_numbers_are_none),
		cmocka_unit_test(strings_are_utf8),
		cmocka_unit_test(deep_nesting_is_no_danger),
	};

	json_init();
	return RUN(tests);
}
