/*
 * What is beyond a limit, and input that ends in the middle of something.
 */
#include "base/limits.h"

#include "base/attachment.h"
#include "coding/base64.h"
#include "coding/charset.h"
#include "coding/data_uri.h"
#include "coding/encoded.h"
#include "coding/iso2022jp.h"
#include "coding/parameter.h"
#include "coding/uuencode.h"
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

/* What a reader that takes files out of a text has found. */
struct found {
	GPtrArray *files;
	GString *left;
	gboolean lost;
};

static struct found
found_new(void)
{
	return (struct found){ g_ptr_array_new_with_free_func(
				   (GDestroyNotify)attachment_free),
		g_string_new(NULL), FALSE };
}

static void
found_release(struct found *f)
{
	g_ptr_array_unref(f->files);
	g_string_free(f->left, TRUE);
}

static const struct attachment *
file(const struct found *f, guint n)
{
	assert_true(n < f->files->len);
	return g_ptr_array_index(f->files, n);
}

/* The bytes of a small file; to be freed. */
static char *
content(const struct found *f, guint n)
{
	const struct attachment *a = file(f, n);
	char buf[100] = "";

	assert_int_equal(a->read(a->source, buf, sizeof buf - 1), a->size);
	return g_strdup(buf);
}

static struct found
uudecode(const char *text, gsize n)
{
	struct found f = found_new();
	struct uuencode *u = uuencode_new(f.files, LIMIT_FILE_NAME);
	g_autofree char *in = first(text, n);

	uuencode_feed(u, in, n, f.left);
	uuencode_finish(u, f.left);
	f.lost = uuencode_has_lost(u);
	uuencode_free(u);
	return f;
}

#define CAT "begin 644 cat.txt\n#0V%T\n`\nend\n"

static void
a_file_too_many_stays_in_the_text(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct found f;

	(void)state;
	for (int i = 0; i < LIMIT_TEXT_FILES; i++)
		g_string_append(text, CAT);
	f = uudecode(text->str, text->len);
	assert_int_equal(f.files->len, LIMIT_TEXT_FILES);
	assert_string_equal(f.left->str, "");
	found_release(&f);

	g_string_append(text, CAT "Bye.\n");
	f = uudecode(text->str, text->len);
	assert_int_equal(f.files->len, LIMIT_TEXT_FILES);
	assert_string_equal(f.left->str, CAT "Bye.\n");
	assert_false(f.lost);
	found_release(&f);
}

static void
an_empty_file_stays_in_the_text(void **state)
{
	static const char empty[] = "begin 644 nothing\n`\nend\n";
	struct found f = uudecode(empty, strlen(empty));

	(void)state;
	assert_int_equal(f.files->len, 0);
	assert_string_equal(f.left->str, empty);
	found_release(&f);
}

static void
a_file_that_is_cut_is_lost_and_kept(void **state)
{
	static const char text[] = "Hello\n" CAT "Bye\n";
	gsize body = strlen("Hello\nbegin 644 cat.txt\n");
	gsize end = strlen("Hello\n" CAT) - 1;

	(void)state;
	for (gsize n = 0; n < sizeof text; n++) {
		struct found f = uudecode(text, n);

		assert_int_equal(f.files->len, n > body);
		if (n <= body) {
			assert_int_equal(f.left->len, n);
			assert_memory_equal(f.left->str, text, n);
		} else {
			assert_true(g_str_has_prefix(f.left->str, "Hello\n"));
			assert_int_equal(f.lost, n < end);
		}
		if (n >= body + strlen("#0V%T"))
			assert_text(content(&f, 0), "Cat");
		found_release(&f);
	}
}

static struct found
lift(const char *text, gsize n)
{
	struct found f = found_new();
	guint next = 0;
	struct data_uri *d = data_uri_new(f.files, &next);
	g_autofree char *in = first(text, n);

	data_uri_feed(d, in, n, f.left);
	data_uri_finish(d, f.left);
	f.lost = data_uri_has_lost(d);
	data_uri_free(d);
	return f;
}

static void
a_picture_that_is_cut_is_as_long_as_it_is(void **state)
{
	static const char head[] = "<img src=\"data:image/png;base64,";
	static const char text[] =
	    "<img src=\"data:image/png;base64,Zm9vYmFy%0AZm9v\"> x";
	gsize whole = strlen("<img src=\"data:image/png;base64,Zm9vYmFy");

	(void)state;
	for (gsize n = 0; n < sizeof text; n++) {
		struct found f = lift(text, n);

		if (n < sizeof head - 1) {
			assert_int_equal(f.files->len, 0);
			assert_int_equal(f.left->len, n);
			assert_memory_equal(f.left->str, text, n);
		} else {
			g_autofree char *bytes = content(&f, 0);

			assert_true(g_str_has_prefix("foobarfoo", bytes));
			assert_true(strlen(bytes) >= (n >= whole ? 6 : 0));
			assert_true(
			    g_str_has_prefix(f.left->str, "<img src=\"data:0"));
		}
		found_release(&f);
	}
}

/* A head of more than 200 characters is text. */
static void
a_long_head_begins_no_picture(void **state)
{
	g_autofree char *fill =
	    g_strnfill(199 - strlen("data:image/") - strlen(";base64,"), 'x');
	g_autofree char *longest =
	    g_strdup_printf("data:image/%s;base64,Zm9v", fill);
	g_autofree char *longer =
	    g_strdup_printf("data:image/%sx;base64,Zm9v", fill);
	struct found f = lift(longest, strlen(longest));

	(void)state;
	assert_string_equal(f.left->str, "data:0");
	found_release(&f);
	f = lift(longer, strlen(longer));
	assert_string_equal(f.left->str, longer);
	found_release(&f);
}

static void
base64_that_is_cut_gives_what_is_there(void **state)
{
	static const char in[] = "SGVsbG8sIHRo\nZXJlLg==\n";
	static const char said[] = "Hello, there.";
	gsize letters = 0;

	(void)state;
	for (gsize n = 0; n < sizeof in; n++) {
		struct base64_text *t = base64_text_new();
		g_autoptr(GString) out = g_string_new(NULL);
		g_autofree char *cut = first(in, n);

		base64_text_feed(t, cut, n, out);
		base64_text_finish(t, out);
		assert_true(g_str_has_prefix(said, out->str));
		assert_int_equal(out->len, letters * 6 / 8);
		base64_text_free(t);
		letters += g_ascii_isalnum(in[n]);
	}
}

static void
a_word_that_is_cut_is_text(void **state)
{
	static const char *const words[] = { "a =?utf-8?Q?b=C3=BCc?= d",
		"a =?utf-8*de?B?YsO8Yw==?= d" };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		gsize end = (gsize)(strstr(words[i], "?= ") - words[i]) + 2;

		for (gsize n = 0; n < end; n++) {
			g_autofree char *cut = g_strndup(words[i], n);

			assert_text(encoded_decode(cut, NULL), cut);
			assert_text(encoded_canonical(cut, FALSE), cut);
		}
		assert_text(encoded_decode(words[i], NULL),
		    "a b\xc3\xbc"
		    "c d");
	}
	/* A word that is whole, of something that is not. */
	assert_text(encoded_decode("=?utf-8?Q?a=C?=", NULL), "a=C");
	assert_text(encoded_decode("=?utf-8?Q?a=?=", NULL), "a=");
	assert_text(encoded_decode("=?utf-8?Q?=C3=BC=41?=", NULL),
	    "\xc3\xbc"
	    "A");
	assert_text(encoded_decode("=?utf-8?B?YsO?=", NULL), "b\xc3\x83");
	assert_text(encoded_decode("=?utf-8?Q?"
				   "?=",
			NULL),
	    "");
}

static void
a_parameter_that_is_cut_is_what_is_there(void **state)
{
	static const char quoted[] = "a/b; name=\"x \\\"y\\\".pdf\"; z=1";
	static const char pieces[] =
	    "a/b; name*0*=utf-8''%C3%BC; name*1=\".p df\"; z=1";

	(void)state;
	for (gsize n = 0; n < sizeof quoted; n++) {
		g_autofree char *cut = g_strndup(quoted, n);
		g_autofree char *got = parameter_get(cut, "name", NULL);

		if (n <= strlen("a/b; name=\""))
			assert_null(got);
		else if (got[strlen(got) - 1] != '\\')
			assert_true(g_str_has_prefix("x \"y\".pdf", got));
	}
	for (gsize n = 0; n < sizeof pieces; n++) {
		g_autofree char *cut = g_strndup(pieces, n);
		g_autofree char *got = parameter_get(cut, "name", NULL);

		assert_true(!got || g_utf8_validate(got, -1, NULL));
		if (n >= strlen("a/b; name*0*=utf-8''%C3%BC"))
			assert_true(g_str_has_prefix("\xc3\xbc.p df", got));
	}
}

static void
pieces_of_a_parameter_have_a_number(void **state)
{
	g_autoptr(GString) field = g_string_new("a/b");
	g_autofree char *all = g_strnfill(200, 'x');

	(void)state;
	for (int i = 0; i < 210; i++)
		g_string_append_printf(field, "; name*%d=x", i);
	assert_text(parameter_get(field->str, "name", NULL), all);
}

/* Another name of the same length, and one that goes on. */
static void
other_parameters_are_others(void **state)
{
	(void)state;
	assert_null(parameter_get("a/b; size=3", "name", NULL));
	assert_null(parameter_get("a/b; size*=utf-8''3", "name", NULL));
	assert_null(parameter_get("a/b; size*0=3", "name", NULL));
	assert_null(parameter_get("a/b; names=x", "name", NULL));
	assert_null(parameter_get("a/b; name*x=x", "name", NULL));
}

static void
characters_that_are_cut_are_marked(void **state)
{
	static const struct {
		const char *charset, *bytes;
		gsize size, before; /* "Text " in it */
		gsize wide;	    /* bytes of the character behind it */
	} texts[] = {
		{ "utf-8", "Text \xe6\xbc\xa2", 8, 5, 3 },
		{ "shift_jis", "Text \x8a\xbf", 7, 5, 2 },
		{ "gb18030", "Text \x81\x39\xef\x30", 9, 5, 4 },
		{ "utf-16", "\xff\xfeT\0e\0x\0t\0 \0\x22\x6f", 14, 12, 2 },
		{ "iso-2022-jp", "Text \x1b$B4A\x1b(B", 13, 5, 5 },
		{ "utf-7", "Text +b,I-", 10, 5, 4 },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		for (gsize n = texts[i].before; n < texts[i].size; n++) {
			g_autofree char *cut = first(texts[i].bytes, n);
			gboolean doubt = FALSE;
			g_autofree char *text =
			    charset_decode(cut, n, texts[i].charset, &doubt);

			assert_true(g_utf8_validate(text, -1, NULL));
			if (!g_str_has_prefix(text, "Text "))
				fail_msg(
				    "%s at %zu: %s", texts[i].charset, n, text);
			if (n == texts[i].before)
				assert_string_equal(text, "Text ");
		}
	for (gsize n = 6; n < 8; n++) {
		gboolean doubt = FALSE;
		g_autofree char *cut = first(texts[0].bytes, n);

		g_free(charset_decode(cut, n, "utf-8", &doubt));
		assert_true(doubt);
	}
}

static void
a_name_of_a_charset_has_a_length(void **state)
{
	g_autofree char *name = g_strnfill(40, 'x');
	g_autofree char *longer = g_strnfill(41, 'x');

	(void)state;
	assert_true(charset_is_said(name));
	assert_false(charset_is_said(longer));
}

/* NULL: it is refused. */
static void
check_japanese(const char *bytes, const char *want)
{
	g_autofree char *in = first(bytes, strlen(bytes));
	GString *got = iso2022jp_to_cp932(in, strlen(bytes));

	if (want) {
		assert_non_null(got);
		assert_string_equal(got->str, want);
		g_string_free(got, TRUE);
	} else {
		assert_null(got);
	}
}

static void
rows_and_columns_have_ends(void **state)
{
	(void)state;
	check_japanese("\x1b$B!!", "\x81\x40");
	check_japanese("\x1b$B!_", "\x81\x7e");
	check_japanese("\x1b$B!`", "\x81\x80");
	check_japanese("\x1b$B!~", "\x81\x9e");
	check_japanese("\x1b$B\"!", "\x81\x9f");
	/* Where the second half of the lead bytes begins. */
	check_japanese("\x1b$B^~", "\x9f\xfc");
	check_japanese("\x1b$B_!", "\xe0\x40");
	check_japanese("\x1b$B~~", "\xef\xfc");
	check_japanese("\x1b$B\x7f!", NULL);
	check_japanese("\x1b$B!\x7f", NULL);
	check_japanese("\x1b$B! ", NULL);
	check_japanese("\x1b(I!_", "\xa1\xdf");
	check_japanese("\x1b(I`", NULL);
	/* Cut in a character, and in an escape. */
	check_japanese("\x1b$B!!!", NULL);
	check_japanese("\x1b$", NULL);
	check_japanese("\x1b$B", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_too_many_stays_in_the_text),
		cmocka_unit_test(an_empty_file_stays_in_the_text),
		cmocka_unit_test(a_file_that_is_cut_is_lost_and_kept),
		cmocka_unit_test(a_picture_that_is_cut_is_as_long_as_it_is),
		cmocka_unit_test(a_long_head_begins_no_picture),
		cmocka_unit_test(base64_that_is_cut_gives_what_is_there),
		cmocka_unit_test(a_word_that_is_cut_is_text),
		cmocka_unit_test(a_parameter_that_is_cut_is_what_is_there),
		cmocka_unit_test(pieces_of_a_parameter_have_a_number),
		cmocka_unit_test(other_parameters_are_others),
		cmocka_unit_test(characters_that_are_cut_are_marked),
		cmocka_unit_test(a_name_of_a_charset_has_a_length),
		cmocka_unit_test(rows_and_columns_have_ends),
	};

	return RUN(tests);
}
