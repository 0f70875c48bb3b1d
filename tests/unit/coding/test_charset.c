#include "coding/charset.h"

#include "tests/unit/test.h"

#include <string.h>

static void
check_doubt(const char *bytes, gssize n, const char *charset, const char *want,
    gboolean want_doubt)
{
	gboolean doubt = FALSE;

	assert_text(charset_decode(bytes, n < 0 ? strlen(bytes) : (gsize)n,
			charset, &doubt),
	    want);
	assert_int_equal(doubt, want_doubt);
}

static void
the_declared_charset_comes_first(void **state)
{
	(void)state;
	check_doubt("\xfc", -1, "iso-8859-1", "\xc3\xbc", FALSE);
	check_doubt("\xd0\xd2", -1, "koi8-r", "\xd0\xbf\xd1\x80", FALSE);
	check_doubt("\xcf\xf0", -1, "windows-1251", "\xd0\x9f\xd1\x80", FALSE);
	check_doubt("\xc3\xbc", -1, "UTF-8", "\xc3\xbc", FALSE);
}

static void
latin1_means_windows_1252(void **state)
{
	(void)state;
	check_doubt("\x93x\x94 \x80", -1, "ISO-8859-1",
	    "\xe2\x80\x9cx\xe2\x80\x9d \xe2\x82\xac", FALSE);
}

static void
undeclared_text_is_utf8_if_it_can_be(void **state)
{
	static const char *const names[] = { NULL, "us-ascii", "x-martian", "",
		"unknown-8bit", "../../etc", "a b" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		assert_text(
		    charset_decode("\xc3\xbc", 2, names[i], NULL), "\xc3\xbc");
		assert_text(charset_decode("gr\xfc\xdf", 4, names[i], NULL),
		    "gr\xc3\xbc\xc3\x9f");
	}
}

static void
a_wrong_declaration_is_noticed(void **state)
{
	(void)state;
	check_doubt("gr\xfc\xdf", -1, "utf-8", "gr\xc3\xbc\xc3\x9f", TRUE);
	check_doubt("gr\xfc\xdf", -1, NULL, "gr\xc3\xbc\xc3\x9f", TRUE);
}

static void
a_few_bad_bytes_do_not_change_the_charset(void **state)
{
	(void)state;
	check_doubt("\xc3\xbc\xc3\xb6\xc3\xa4 \xff", -1, "utf-8",
	    "\xc3\xbc\xc3\xb6\xc3\xa4 \xef\xbf\xbd", TRUE);
}

static void
a_byte_order_mark_wins(void **state)
{
	g_autofree char *big = NULL;

	(void)state;
	check_doubt("\xff\xfe\xfc\0", 4, "us-ascii", "\xc3\xbc", FALSE);
	big = charset_decode("\xfe\xff\0\xfc", 4, "utf-8", NULL);
	assert_string_equal(big, "\xc3\xbc");
	/* Half a character behind it. */
	g_free(charset_decode("\xff\xfe\xfc", 3, NULL, NULL));
}

static void
names_of_the_mail_world_are_known(void **state)
{
	static const struct {
		const char *name, *bytes, *want;
	} known[] = {
		{ "gb2312", "\xb4\xf2", "\xe6\x89\x93" },
		{ "ks_c_5601-1987", "\xc7\xc1", "\xed\x94\x84" },
		{ "Shift_JIS", "\x83\x76", "\xe3\x83\x97" },
		{ "x-sjis", "\x87\x40", "\xe2\x91\xa0" },
		{ "cp-850", "\x81", "\xc3\xbc" },
		{ "x-cp1251", "\xcf", "\xd0\x9f" },
		{ "iso-8859-8-i", "\xf9", "\xd7\xa9" },
		{ "tis-620", "\xa1", "\xe0\xb8\x81" },
		{ "unicode-1-1-utf-7", "+APw-", "\xc3\xbc" },
		{ "ISO-2022-JP", "\x1b$B>c\x1b(B", "\xe9\x9a\x9c" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		check_doubt(
		    known[i].bytes, -1, known[i].name, known[i].want, FALSE);
}

#define OGAI \
	"\x1b$B%W%j%s\x1b(B \x1b$B?9\x1b$(Dl?\x1b$B30\x1b(B \x1b$(D0!\x1b(B"
#define OGAI_UTF8 "プリン 森鷗外 丂"

/* Bytes of 7 bits say in themselves what they are. */
static void
escape_sequences_are_read_or_doubted(void **state)
{
	static const struct {
		const char *name, *bytes, *want;
		gboolean doubt;
	} cases[] = {
		{ "iso-2022-jp", OGAI, OGAI_UTF8, FALSE },
		{ "iso-2022-jp-2", OGAI, OGAI_UTF8, FALSE },
		{ NULL, OGAI, OGAI_UTF8, FALSE },
		{ "utf-8", OGAI, OGAI_UTF8, FALSE },
		{ "iso-8859-1", OGAI, OGAI_UTF8, FALSE },
		{ "x-martian", OGAI, OGAI_UTF8, FALSE },
		{ "hz-gb-2312", OGAI, OGAI_UTF8, FALSE },
		{ "iso-2022-kr", "\x1b$)C\x0eGQ\x0f x", "한 x", FALSE },
		{ NULL, "\x1b$)C\x0eGQ\x0f x", "한 x", FALSE },
		/* A set that nobody knows, and a character that is none. */
		{ "iso-2022-jp", "a \x1b$B%W\x1b$(Z!!\x1b$B%W\x1b(B b",
		    "a プ\xef\xbf\xbdプ b", TRUE },
		{ NULL, "\x1b$B%W\x1b$B/!\x1b$B%W\x1b(B b",
		    "プ\xef\xbf\xbdプ b", TRUE },
		/* Beside UTF-8, all else stays. */
		{ "utf-8", "\xc3\xbc \x1b$(Z!!\x1b(B",
		    "\xc3\xbc \x1b$(Z!!\x1b(B", TRUE },
		{ NULL, "\x1b(0lqk\x1b(B", "\x1b(0lqk\x1b(B", TRUE },
		/* Shifts of other kinds. */
		{ "hz-gb-2312", "a ~{4r", "a ~{4r", TRUE },
		{ "hz-gb-2312", "none", "none", FALSE },
		{ "utf-7", "+APw-", "\xc3\xbc", FALSE },
		{ "utf-7", "a +2AA-", "a +2AA-", TRUE },
		{ "utf-7", "none", "none", FALSE },
		{ "iso-2022-xx", "none", "none", FALSE },
		/* A terminal's are no characters, and "~" is one. */
		{ NULL, "\x1b[1mok\x1b(B\x1b[m", "\x1b[1mok\x1b(B\x1b[m",
		    FALSE },
		{ "utf-8", "~{a~}", "~{a~}", FALSE },
		{ NULL, "\x1b", "\x1b", FALSE },
		{ NULL, "\x1b$", "\x1b$", FALSE },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check_doubt(cases[i].bytes, -1, cases[i].name, cases[i].want,
		    cases[i].doubt);
}

/* Each piece is tried by several charsets, so there is an end to it. */
static void
a_text_of_unknown_sets_stays_as_it_is(void **state)
{
	g_autoptr(GString) text = g_string_new("\x1b$B%W");

	(void)state;
	for (int i = 0; i < 200; i++)
		g_string_append(text, "\x1b$(Z!!");
	check_doubt(text->str, -1, "iso-2022-jp", text->str, TRUE);
}

/* The text goes on behind it: a C string must not end there. */
static void
a_nul_does_not_end_the_text(void **state)
{
	static const char *const names[] = { NULL, "utf-8", "iso-8859-1",
		"x-martian" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *text =
		    charset_decode("one\0two", 7, names[i], NULL);

		assert_true(g_str_has_suffix(text, "two"));
	}
}

static void
whatever_comes_is_valid_afterwards(void **state)
{
	static const char *const names[] = { NULL, "utf-8", "utf-16", "utf-7",
		"iso-2022-jp", "gb18030", "big5", "x-martian", "hz",
		"iso-2022-kr", "ucs-4" };
	guint32 seed = 1;

	(void)state;
	for (int round = 0; round < 300; round++) {
		char bytes[64];

		for (size_t i = 0; i < sizeof bytes; i++) {
			seed = seed * 1103515245 + 12345;
			bytes[i] = (char)(seed >> 16);
			if (!bytes[i])
				bytes[i] = 'x';
		}
		for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
			g_autofree char *text =
			    charset_decode(bytes, sizeof bytes, names[i], NULL);

			assert_true(g_utf8_validate(text, -1, NULL));
		}
	}
}

static void
nothing_is_nothing(void **state)
{
	(void)state;
	check_doubt("", 0, NULL, "", FALSE);
	check_doubt("", 0, "utf-16", "", FALSE);
}

static void
utf8_that_is_called_western_is_utf8(void **state)
{
	(void)state;
	check_doubt("gr\xc3\xbc\xc3\x9f", -1, "iso-8859-1",
	    "gr\xc3\xbc\xc3\x9f", FALSE);
	check_doubt("\xe2\x82\xac", -1, "ISO-8859-15", "\xe2\x82\xac", FALSE);
	check_doubt("\xc3\xbc", -1, "koi8-r", "\xd1\x86\xe2\x95\xaa", FALSE);
	/* Lost is lost, and the mail is not corrected for it. */
	check_doubt("a\xef\xbf\xbd b\xef\xbf\xbd.", -1, "iso-8859-1",
	    "a\xc3\xaf\xc2\xbf\xc2\xbd b\xc3\xaf\xc2\xbf\xc2\xbd.", FALSE);
	check_doubt("\xef\xbf\xbd \xc3\xbc", -1, "iso-8859-1",
	    "\xef\xbf\xbd \xc3\xbc", FALSE);
}

static void
some_names_say_nothing(void **state)
{
	(void)state;
	assert_true(charset_is_said("koi8-r"));
	assert_true(charset_is_said("x-nobody-knows"));
	assert_false(charset_is_said(NULL));
	assert_false(charset_is_said(""));
	assert_false(charset_is_said("US-ASCII"));
}

static void
utf16_is_known_by_its_zeros(void **state)
{
	(void)state;
	check_doubt("\0h\0e\0l\0l\0o", 10, "utf-16", "hello", FALSE);
	check_doubt("h\0e\0l\0l\0o\0", 10, "utf-16", "hello", FALSE);
	check_doubt("h\0e\0l\0l\0o\0", 10, NULL, "hello", FALSE);
	check_doubt(
	    "\x30\x42\x30\x44", 4, "utf-16", "\xe3\x81\x82\xe3\x81\x84", FALSE);
}

static void
japanese_shows_itself(void **state)
{
	(void)state;
	check_doubt("\x1b$B$\"\x1b(B.", -1, NULL, "\xe3\x81\x82.", FALSE);
	check_doubt("\x1b$B-!\x1b(B \x1b(I1\x1b(B", -1, "ISO-2022-JP",
	    "\xe2\x91\xa0 \xef\xbd\xb1", FALSE);
}

/* A program took the header from another mail. */
static void
ascii_is_not_denied(void **state)
{
	static const char *const names[] = { "utf-16", "utf-16be", "utf-16le",
		"cp037" };
	static const char text[] = "Please call back today: 555 12345\n";

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		check_doubt(text, -1, names[i], text, TRUE);
	/* It may be a word in Japanese. */
	check_doubt("0B0D0B", 6, "utf-16be",
	    "\xe3\x81\x82\xe3\x81\x84\xe3\x81\x82", FALSE);
	check_doubt("0B0D0B0D", 8, "utf-16be",
	    "\xe3\x81\x82\xe3\x81\x84\xe3\x81\x82\xe3\x81\x84", TRUE);
	check_doubt("N-e\x87N-e\x87", 8, "utf-16be",
	    "\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87", FALSE);
	check_doubt("+ZeVnLIqe-", -1, "utf-7",
	    "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", FALSE);
	check_doubt(text, -1, "shift_jis", text, FALSE);
	check_doubt(text, -1, "utf-32", text, FALSE);
}

static void
escapes_that_nobody_follows_are_doubt(void **state)
{
	(void)state;
	check_doubt(
	    "\x1b$(Dl?\x1b(B.", -1, "iso-2022-jp", "\xe9\xb7\x97.", FALSE);
	check_doubt(
	    "\x1b$(Zl?\x1b(B.", -1, "iso-2022-jp", "\x1b$(Zl?\x1b(B.", TRUE);
	check_doubt("~{4rS!~}", -1, "hz-gb-2312", "~{4rS!~}", TRUE);
	check_doubt("~{4rS!~}", -1, NULL, "~{4rS!~}", FALSE);
	check_doubt("plain", -1, "hz-gb-2312", "plain", FALSE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_declared_charset_comes_first),
		cmocka_unit_test(latin1_means_windows_1252),
		cmocka_unit_test(undeclared_text_is_utf8_if_it_can_be),
		cmocka_unit_test(a_wrong_declaration_is_noticed),
		cmocka_unit_test(a_few_bad_bytes_do_not_change_the_charset),
		cmocka_unit_test(a_byte_order_mark_wins),
		cmocka_unit_test(names_of_the_mail_world_are_known),
		cmocka_unit_test(escape_sequences_are_read_or_doubted),
		cmocka_unit_test(a_text_of_unknown_sets_stays_as_it_is),
		cmocka_unit_test(a_nul_does_not_end_the_text),
		cmocka_unit_test(whatever_comes_is_valid_afterwards),
		cmocka_unit_test(nothing_is_nothing),
		cmocka_unit_test(utf8_that_is_called_western_is_utf8),
		cmocka_unit_test(some_names_say_nothing),
		cmocka_unit_test(utf16_is_known_by_its_zeros),
		cmocka_unit_test(japanese_shows_itself),
		cmocka_unit_test(ascii_is_not_denied),
		cmocka_unit_test(escapes_that_nobody_follows_are_doubt),
	};

	return RUN(tests);
}
