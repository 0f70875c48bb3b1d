#include "format/tnef.h"

#include "base/limits.h"
#include "format/mapi.h"
#include "tests/unit/files.h"
#include "tests/unit/test.h"

#include <string.h>

static void
put(GString *out, guint32 value, size_t n)
{
	for (size_t i = 0; i < n; i++)
		g_string_append_c(out, (char)(value >> (8 * i)));
}

static void
put_attribute(GString *out, guint32 id, const char *data, size_t n)
{
	put(out, 1, 1);
	put(out, id, 4);
	put(out, (guint32)n, 4);
	g_string_append_len(out, data, (gssize)n);
	put(out, 0, 2);
}

/* One of varying size, or with n == 0 an integer. */
static void
put_property(GString *out, guint32 tag, const char *data, size_t n, guint32 i)
{
	put(out, tag, 4);
	if (!n) {
		put(out, i, 4);
		return;
	}
	put(out, 1, 4);
	put(out, (guint32)n, 4);
	g_string_append_len(out, data, (gssize)n);
	while (n++ % 4)
		g_string_append_c(out, '\0');
}

static GString *
begin(void)
{
	GString *out = g_string_new(NULL);

	put(out, 0x223e9f78, 4);
	put(out, 7, 2);
	put_attribute(out, 0x00069007, "\xe3\x04\0\0\0\0\0\0", 8); /* 1251 */
	return out;
}

/* A file with a short name, and with properties if they are given. */
static void
put_file(GString *out, const char *title, const char *bytes, const GString *p)
{
	put_attribute(out, 0x00069002, "", 0);
	put_attribute(out, 0x00018010, title, strlen(title) + 1);
	if (bytes)
		put_attribute(out, 0x0006800f, bytes, strlen(bytes));
	if (p)
		put_attribute(out, 0x00069005, p->str, p->len);
}

struct input {
	const char *at;
	size_t left;
};

static ssize_t
read_bytes(gpointer source, char *buf, size_t n)
{
	struct input *b = source;

	n = MIN(MIN(n, 7), b->left);
	memcpy(buf, b->at, n);
	b->at += n;
	b->left -= n;
	return (ssize_t)n;
}

static int
read_tnef(struct tnef *t, const GString *from)
{
	struct input b = { from->str, from->len };

	return tnef_read(t, read_bytes, &b, LIMIT_FILE_NAME);
}

static void
files_and_text_are_unpacked(void **state)
{
	g_autoptr(GString) in = begin(), said = g_string_new(NULL);
	g_autoptr(GString) message = g_string_new(NULL);
	struct tnef t;

	(void)state;
	put_attribute(in, 0x0002800c, "\xcf\xf0\xe8.\r\n\0", 7);
	put(message, 3, 4);
	put_property(message, 0x3fde0003, NULL, 0, 65001);
	/* Named: a GUID, a kind, a name. */
	put(message, 0x8000001e, 4);
	g_string_append_len(
	    message, "0123456789abcdef\1\0\0\0\5\0\0\0n\0a\0m\0\0", 32);
	g_string_append_len(message, "\1\0\0\0\2\0\0\0x\0\0\0", 12);
	put_property(message, 0x10130102, "<p>\xc3\xbc", 5, 0);
	put_attribute(in, 0x00069003, message->str, message->len);
	put(said, 3, 4);
	put_property(said, 0x3707001f, "\x1f\4.\0p\0n\0g\0\0\0", 12, 0);
	put_property(said, 0x370e001e, "image/x-own\0", 12, 0);
	put_property(said, 0x3712001e, "pic@x\0", 6, 0);
	put_file(in, "SHORT~1.PDF", "%PDF", NULL);
	put_file(in, "pic", "PNG", said);
	assert_int_equal(read_tnef(&t, in), 0);
	assert_false(t.lost);
	assert_string_equal(t.text, "\xd0\x9f\xd1\x80\xd0\xb8.");
	assert_string_equal(t.html, "<p>\xc3\xbc");
	assert_int_equal(t.files->len, 2);
	assert_null(
	    check_file(t.files, 0, "SHORT_1.PDF", "application/pdf", "%PDF")
		->content_id);
	assert_string_equal(
	    check_file(t.files, 1, "\xd0\x9f.png", "image/x-own", "PNG")
		->content_id,
	    "pic@x");
	tnef_release(&t);
}

/* It would go into a header of our request as it is. */
static void
a_type_that_is_none_is_not_used(void **state)
{
	g_autoptr(GString) in = begin(), said = g_string_new(NULL);
	struct tnef t;

	(void)state;
	put(said, 1, 4);
	put_property(said, 0x370e001e, "image/x\r\nX-Y: z", 16, 0);
	put_file(in, "a.png", "PNG", said);
	assert_int_equal(read_tnef(&t, in), 0);
	(void)check_file(t.files, 0, "a.png", "image/png", "PNG");
	tnef_release(&t);
}

static void
a_file_has_one_content(void **state)
{
	g_autoptr(GString) in = begin();
	struct tnef t;

	(void)state;
	put_file(in, "a.txt", "first", NULL);
	put_attribute(in, 0x0006800f, "the second", 10);
	assert_int_equal(read_tnef(&t, in), 0);
	(void)check_file(t.files, 0, "a.txt", "text/plain", "first");
	assert_true(t.lost);
	tnef_release(&t);
}

static void
what_is_not_whole_is_said(void **state)
{
	g_autoptr(GString) in = begin();
	size_t whole;
	struct tnef t;

	(void)state;
	put_file(in, "a.txt", "Hello", NULL);
	whole = in->len;
	put_file(in, "b.txt", "Hello", NULL);
	while (--in->len > whole) {
		assert_int_equal(read_tnef(&t, in), 0);
		check_file(t.files, 0, "a.txt", "text/plain", "Hello");
		/* Of the second one there is all or nothing. */
		if (t.files->len > 1)
			check_file(t.files, 1, "b.txt", "text/plain", "Hello");
		assert_true(t.lost || t.files->len == 1);
		tnef_release(&t);
	}
	in->len = 10;
	assert_int_equal(read_tnef(&t, in), 0);
	assert_true(t.lost);
	tnef_release(&t);
}

static void
what_is_not_understood_is_said(void **state)
{
	g_autoptr(GString) in = begin(), said = g_string_new(NULL);
	struct tnef t;

	(void)state;
	/* An attached message is an object. */
	put(said, 1, 4);
	put_property(said, 0x3701000d, "0123456789abcdef", 16, 0);
	put_file(in, "mail", NULL, said);
	assert_int_equal(read_tnef(&t, in), 0);
	assert_true(t.lost);
	assert_int_equal(t.files->len, 0);
	tnef_release(&t);
}

static void
other_bytes_are_none(void **state)
{
	g_autoptr(GString) in = g_string_new("MZ....");
	struct tnef t;

	(void)state;
	assert_int_equal(read_tnef(&t, in), -1);
	tnef_release(&t);
	g_string_truncate(in, 0);
	assert_int_equal(read_tnef(&t, in), -1);
	tnef_release(&t);
}

/* Whatever a byte becomes, it is read to an end. */
static void
broken_ones_break_nothing(void **state)
{
	g_autoptr(GString) in = begin(), said = g_string_new(NULL);
	GRand *rand = g_rand_new_with_seed(1);

	(void)state;
	put(said, 2, 4);
	put_property(said, 0x3707001f, "a\0.\0p\0n\0g\0\0\0", 12, 0);
	put_property(said, 0x3701101e, "image", 5, 0);
	for (int i = 0; i < 5; i++)
		put_file(in, "title", "bytes", said);
	put_attribute(in, 0x00069003, said->str, said->len);
	for (int i = 0; i < 5000; i++) {
		g_autoptr(GString) bad =
		    g_string_new_len(in->str, (gssize)in->len);
		struct tnef t;

		for (int k = g_rand_int_range(rand, 1, 6); k > 0; k--)
			bad->str[g_rand_int_range(rand, 4, (gint32)bad->len)] =
			    (char)g_rand_int_range(rand, 0, 256);
		assert_int_equal(read_tnef(&t, bad), 0);
		tnef_release(&t);
	}
	g_rand_free(rand);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_and_text_are_unpacked),
		cmocka_unit_test(a_type_that_is_none_is_not_used),
		cmocka_unit_test(a_file_has_one_content),
		cmocka_unit_test(what_is_not_whole_is_said),
		cmocka_unit_test(what_is_not_understood_is_said),
		cmocka_unit_test(other_bytes_are_none),
		cmocka_unit_test(broken_ones_break_nothing),
	};

	return RUN(tests);
}
