#include "coding/base64.h"

#include "tests/unit/test.h"

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

/* The same for a body, fed in pieces. */
static void
check_body(const char *in, const char *want)
{
	for (size_t step = 1; step < 40; step += 3) {
		struct base64_text *t = base64_text_new();
		g_autoptr(GString) out = g_string_new(NULL);

		for (size_t i = 0; i < strlen(in); i += step)
			base64_text_feed(
			    t, in + i, MIN(step, strlen(in) - i), out);
		base64_text_finish(t, out);
		base64_text_free(t);
		assert_string_equal(out->str, want);
	}
}

static void
a_footer_behind_a_body_is_text(void **state)
{
	(void)state;
	check_body("Zm9vYmFy\nZm8=\n", "foobarfo");
	check_body("Zm9vYmFy\nZm8=\n___\nlist A\n", "foobarfo\n___\nlist A\n");
	check_body("Zm9vYmFy\r\nZm8\r\n-- \r\nx", "foobarfo\n-- \r\nx");
	check_body("Zm9vYmFy\n\nThe list.\n", "foobar\nThe list.\n");
}

static void
junk_within_a_body_ends_nothing(void **state)
{
	g_autofree char *blank = g_strnfill(3000, ' ');
	g_autofree char *wide = g_strdup_printf("Zm9v%sYmFy\n", blank);

	(void)state;
	check_body("Zm9vYmFy\nZm*9vYmFy\nZm8=\n", "foobarfoobarfo");
	check_body("\n\nZm9v", "foo");
	check_body(wide, "foobar");
	check_body("", "");
}

/* In pieces, as a file and as a body. */
static void
check_bad(const char *in, gboolean want)
{
	for (size_t step = 1; step < 10; step++) {
		struct base64 state = BASE64_INIT;
		struct base64_text *t = base64_text_new();
		g_autoptr(GString) text = g_string_new(NULL);
		char out[100];

		for (size_t i = 0; i < strlen(in); i += step) {
			size_t n = MIN(step, strlen(in) - i);

			(void)base64_decode(&state, in + i, n, out);
			base64_text_feed(t, in + i, n, text);
		}
		(void)base64_finish(&state, out);
		base64_text_finish(t, text);
		if (state.bad != want || base64_text_is_bad(t) != want)
			print_error("step %zu of %s\n", step, in);
		assert_int_equal(state.bad, want);
		assert_int_equal(base64_text_is_bad(t), want);
		base64_text_free(t);
	}
}

/* Plain words, of which decoding makes nonsense, look so. */
static void
what_is_not_as_it_should_be_is_said(void **state)
{
	(void)state;
	check_bad("", FALSE);
	check_bad("\n \r\n", FALSE);
	check_bad("Zm9vYmFy\r\nZm9v\r\n", FALSE);
	check_bad("Zm9v Zg==\n", FALSE);
	check_bad("Zg==Zm8=", FALSE);
	check_bad("Zg==\nZm9v", FALSE);
	check_bad("Zm8=\n====\n", FALSE);
	check_bad("Zm9v\nZm\n", FALSE);
	check_bad("plain\nwords\nhere\n", TRUE);
	check_bad("Zm9vYm\nFy\n", TRUE);
	check_bad("Zm9v\nZm9v\n\n", FALSE);
	check_bad("Zm9v\n\nplainwords\n", TRUE);
	check_bad("Zm9v\r\n\r\nfour\n", TRUE);
	check_bad("Zm9vZ", TRUE);
	check_bad("Z===", TRUE);
	check_bad("Zm9*v", TRUE);
}

static void
a_footer_is_not_bad(void **state)
{
	struct base64_text *t = base64_text_new();
	static const char in[] = "Zm9vYmFy\nZm8=\n___\nlist A\n";
	g_autoptr(GString) text = g_string_new(NULL);

	(void)state;
	base64_text_feed(t, in, strlen(in), text);
	base64_text_finish(t, text);
	assert_false(base64_text_is_bad(t));
	base64_text_free(t);
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
		cmocka_unit_test(a_footer_behind_a_body_is_text),
		cmocka_unit_test(junk_within_a_body_ends_nothing),
		cmocka_unit_test(what_is_not_as_it_should_be_is_said),
		cmocka_unit_test(a_footer_is_not_bad),
	};

	return RUN(tests);
}
