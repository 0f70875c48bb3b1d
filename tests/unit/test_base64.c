#include "src/base64.h"

#include "test.h"

#include <string.h>

/* Decodes in pieces of "step" characters. */
static char *
decode(const char *in, size_t step, size_t *size)
{
	struct base64 state = BASE64_INIT;
	size_t n = strlen(in);
	char *out = g_malloc0(BASE64_ROOM(n) + 1);
	size_t at = 0;

	for (size_t i = 0; i < n; i += step)
		at += base64_decode(&state, in + i, MIN(step, n - i), out + at);
	at += base64_finish(&state, out + at);
	assert_true(at <= BASE64_ROOM(n));
	out[at] = '\0';
	if (size)
		*size = at;
	return out;
}

static void
check(const char *in, const char *want)
{
	for (size_t step = 1; step < 10; step++)
		assert_text(decode(in, step, NULL), want);
}

static void
usual_text_is_decoded(void **state)
{
	(void)state;
	check("", "");
	check("Zg==", "f");
	check("Zm8=", "fo");
	check("Zm9v", "foo");
	check("Zm9v\r\nYmFy\r\n", "foobar");
}

static void
all_byte_values_survive(void **state)
{
	guchar bytes[256];
	g_autofree char *text = NULL, *got = NULL;
	size_t n;

	(void)state;
	for (int i = 0; i < 256; i++)
		bytes[i] = (guchar)i;
	text = g_base64_encode(bytes, sizeof bytes);
	got = decode(text, 7, &n);
	assert_int_equal(n, sizeof bytes);
	assert_memory_equal(got, bytes, sizeof bytes);
}

static void
padding_in_the_middle_ends_nothing(void **state)
{
	(void)state;
	check("VklSVVM=IElOU0lERQ==", "VIRUS INSIDE");
	check("Zg==Zg==Zg==", "fff");
	check("Zg======Zm9v", "ffoo");
}

static void
missing_padding_is_no_loss(void **state)
{
	(void)state;
	check("Zg", "f");
	check("Zm8", "fo");
	check("Zm9vZ", "foo");
}

static void
characters_that_do_not_belong_are_skipped(void **state)
{
	(void)state;
	check("Z m\t9*v\x80\xff.", "foo");
	check("=Zm9v", "foo");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usual_text_is_decoded),
		cmocka_unit_test(all_byte_values_survive),
		cmocka_unit_test(padding_in_the_middle_ends_nothing),
		cmocka_unit_test(missing_padding_is_no_loss),
		cmocka_unit_test(characters_that_do_not_belong_are_skipped),
	};

	return RUN(tests);
}
