#include "coding/media.h"

#include "tests/unit/test.h"

static void
a_name_tells_the_type(void **state)
{
	(void)state;
	assert_string_equal(media_by_name("a.b.PNG"), "image/png");
	assert_string_equal(media_by_name("x.jpeg"), "image/jpeg");
	assert_string_equal(media_by_name("x.ics"), "text/calendar");
	assert_string_equal(media_by_name("png"), "application/octet-stream");
	assert_string_equal(media_by_name("x.asc"), "application/octet-stream");
	assert_string_equal(media_by_name("x."), "application/octet-stream");
}

static void
a_type_tells_the_end_of_a_name(void **state)
{
	(void)state;
	assert_string_equal(media_extension("image/JPEG"), "jpg");
	assert_string_equal(media_extension("message/rfc822"), "eml");
	assert_string_equal(media_extension("text/x-diff"), "txt");
	assert_string_equal(media_extension("application/x-y"), "bin");
	assert_string_equal(media_extension("application/octet-stream"), "bin");
}

static void
a_type_is_two_tokens(void **state)
{
	static const char *const bad[] = { "", "text", "text/", "/plain",
		"text/plain; x", "text/pl ain", "a/b/c", "text/pl\r\nX: y",
		"text/pl\x7f", "text/\xc3\xa4", "te\"xt/plain",
		"text/plain\n" };

	(void)state;
	assert_true(media_is_type("text/plain"));
	assert_true(media_is_type("application/vnd.ms-tnef+x"));
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		assert_false(media_is_type(bad[i]));
}

static void
some_types_say_all(void **state)
{
	(void)state;
	assert_string_equal(
	    media_name("Message/Delivery-Status"), "delivery-status.txt");
	assert_string_equal(
	    media_name("text/rfc822-headers"), "returned-headers.txt");
	assert_null(media_name("text/plain"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_tells_the_type),
		cmocka_unit_test(a_type_tells_the_end_of_a_name),
		cmocka_unit_test(a_type_is_two_tokens),
		cmocka_unit_test(some_types_say_all),
	};

	return RUN(tests);
}
