#include "coding/encoded.h"

#include "tests/unit/test.h"

#include <string.h>
#include <time.h>

static void
words_are_decoded(void **state)
{
	(void)state;
	assert_text(encoded_decode("plain", NULL), "plain");
	assert_text(encoded_decode("=?utf-8?Q?a_b=3F?=", NULL), "a b?");
	assert_text(encoded_decode("=?UTF-8?b?w7w=?=", NULL), "\xc3\xbc");
	assert_text(encoded_decode("Re: =?iso-8859-1?q?=FC?= x", NULL),
	    "Re: \xc3\xbc x");
	assert_text(
	    encoded_decode("=?iso-8859-1*de?Q?=FC?=", NULL), "\xc3\xbc");
}

static void
blanks_between_words_go_and_others_stay(void **state)
{
	(void)state;
	assert_text(
	    encoded_decode("=?utf-8?Q?a?= \t\r\n =?utf-8?Q?b?=", NULL), "ab");
	assert_text(
	    encoded_decode("=?utf-8?Q?a?= b =?utf-8?Q?c?=", NULL), "a b c");
	assert_text(encoded_decode("=?utf-8?Q?a?==?utf-8?Q?b?=", NULL), "ab");
	assert_text(encoded_decode("=?utf-8?Q?a?= =?iso-8859-1?Q?=FC?=", NULL),
	    "a\xc3\xbc");
}

/* The fault of GMime before 3.2.14. */
static void
adjacent_padded_words_are_whole(void **state)
{
	(void)state;
	assert_text(
	    encoded_decode("=?UTF-8?B?SGVsbG8=?= =?UTF-8?B?IHdvcmxk?=", NULL),
	    "Hello world");
}

static void
characters_split_over_words_survive(void **state)
{
	(void)state;
	assert_text(encoded_decode("=?utf-8?Q?=C3?= =?UTF-8?Q?=BC?=", NULL),
	    "\xc3\xbc");
	assert_text(encoded_decode("=?utf-8?B?ww==?= =?utf-8?Q?=BC?=", NULL),
	    "\xc3\xbc");
}

static void
what_is_no_word_stays(void **state)
{
	static const char *const texts[] = { "=?", "=??Q?x?=", "=?utf-8?Q?x",
		"=?utf-8?X?x?=", "a =?= b", "=?utf-8?Q", "=?utf-8",
		"?=", "=?a b?Q?x?=" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		assert_text(encoded_decode(texts[i], NULL), texts[i]);
}

static void
an_unknown_charset_loses_nothing(void **state)
{
	(void)state;
	assert_text(encoded_decode("=?x-martian?Q?a=C3=BCb?=", NULL),
	    "a\xc3\xbc"
	    "b");
	assert_text(encoded_decode("=?x-martian?Q?a=FCb?=", NULL),
	    "a\xc3\xbc"
	    "b");
}

static void
raw_eight_bit_text_is_decoded(void **state)
{
	(void)state;
	assert_text(
	    encoded_decode("\xc3\xbc =?utf-8?Q?x?=", NULL), "\xc3\xbc x");
	assert_text(encoded_decode("\xfc", NULL), "\xc3\xbc");
}

static void
canonical_words_are_utf8_in_q(void **state)
{
	(void)state;
	assert_text(encoded_canonical("a@b", FALSE), "a@b");
	assert_text(
	    encoded_canonical("=?iso-8859-1?Q?J=F6rg?= <j@example.com>", FALSE),
	    "=?utf-8?Q?J=C3=B6rg?= <j@example.com>");
	assert_text(encoded_canonical("=?utf-8?Q?a=2C_b?= <a@b>", FALSE),
	    "=?utf-8?Q?a=2C=20b?= <a@b>");
	assert_text(
	    encoded_canonical("=?UTF-8?B?SGVs?= =?UTF-8?B?bG8=?=", FALSE),
	    "=?utf-8?Q?Hello?=");
	assert_text(encoded_canonical("=? x", FALSE), "=? x");
}

/* GMime would end the value at a quote that was encoded. */
static void
quotes_in_words_of_a_parameter_become_harmless(void **state)
{
	(void)state;
	assert_text(encoded_canonical("\"=?utf-8?Q?a=22b=5C?=.txt\"", TRUE),
	    "\"=?utf-8?Q?a=5Fb=5F?=.txt\"");
	assert_text(encoded_canonical("=?utf-8?Q?a=22b?= <a@b>", FALSE),
	    "=?utf-8?Q?a=22b?= <a@b>");
}

static void
raw_text_is_in_the_charset_of_the_body(void **state)
{
	(void)state;
	assert_text(
	    encoded_decode("\xd0\xd2 x", "koi8-r"), "\xd0\xbf\xd1\x80 x");
	assert_text(encoded_decode("gr\xc3\xbc", "koi8-r"), "gr\xc3\xbc");
	assert_text(encoded_decode("=?utf-8?Q?=C3=BC?= \xd0", "koi8-r"),
	    "\xc3\xbc \xd0\xbf");
}

/* But few of them stay, since the library looks for the end of each. */
static void
beginnings_of_no_word_are_few(void **state)
{
	g_autoptr(GString) raw = g_string_new(NULL);
	g_autofree char *got = NULL;
	int whole = 0, blank = 0;

	(void)state;
	for (int i = 0; i < 101; i++)
		g_string_append(raw, "=?x ");
	got = encoded_canonical(raw->str, FALSE);
	for (const char *p = got; (p = strchr(p, '=')); p++) {
		whole += g_str_has_prefix(p, "=?x ");
		blank += g_str_has_prefix(p, "= ?x ");
	}
	assert_int_equal(whole, 100);
	assert_int_equal(blank, 1);
}

/*
 * A search to the end for each beginning of a word takes minutes.  ASan's own
 * strstr() does that: it measures the whole string each time.
 */
#ifdef __SANITIZE_ADDRESS__
#define MANY_BYTES 50000
#else
#define MANY_BYTES 2000000
#endif

static void
many_beginnings_cost_little(void **state)
{
	static const char *const pieces[] = { "=?utf-8?Q?x ", "=?utf-8?Q?",
		"=?utf-8?", "=?", "=?utf-8?Q?x?y ",
		"=?utf-8?Q?x?= ", "=?a?Q?x?= =?b?Q?x?= ", "=?utf-8?Q?x?=" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) raw = g_string_new(NULL);
		clock_t start;

		while (raw->len < MANY_BYTES)
			g_string_append(raw, pieces[i]);
		start = clock();
		g_free(encoded_decode(raw->str, NULL));
		g_free(encoded_canonical(raw->str, FALSE));
		assert_true(clock() - start < 4 * CLOCKS_PER_SEC);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_decoded),
		cmocka_unit_test(blanks_between_words_go_and_others_stay),
		cmocka_unit_test(adjacent_padded_words_are_whole),
		cmocka_unit_test(characters_split_over_words_survive),
		cmocka_unit_test(what_is_no_word_stays),
		cmocka_unit_test(an_unknown_charset_loses_nothing),
		cmocka_unit_test(raw_eight_bit_text_is_decoded),
		cmocka_unit_test(canonical_words_are_utf8_in_q),
		cmocka_unit_test(
		    quotes_in_words_of_a_parameter_become_harmless),
		cmocka_unit_test(raw_text_is_in_the_charset_of_the_body),
		cmocka_unit_test(beginnings_of_no_word_are_few),
		cmocka_unit_test(many_beginnings_cost_little),
	};

	return RUN(tests);
}
