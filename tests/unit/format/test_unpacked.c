/*
 * How much may come out of a container in all.  It is so much that the files
 * of this test are not written: nothing but their size counts.
 */
#include "base/attachment.h"
#include "base/limits.h"
#include "base/temp.h"
#include "format/cms.h"
#include "format/tnef.h"
#include "tests/unit/test.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static gint64 written;

/* In place of those of the program. */
int
temp_open(void)
{
	return open("/dev/null", O_RDWR | O_CLOEXEC);
}

int
temp_write(int fd, const char *buf, size_t n)
{
	(void)buf;
	assert_true(fd >= 0);
	written += (gint64)n;
	return 0;
}

/* Bytes, so many zeros, and more bytes. */
struct input {
	GString *before, *after;
	gint64 zeros;
	gsize at;
};

static ssize_t
read_input(gpointer source, char *buf, size_t n)
{
	struct input *in = source;
	GString *from = in->at < in->before->len ? in->before : in->after;
	gsize at = in->at;

	if (from == in->after && in->zeros) {
		n = (size_t)MIN((gint64)n, in->zeros);
		memset(buf, 0, n);
		in->zeros -= (gint64)n;
		return (ssize_t)n;
	}
	if (from == in->after)
		at -= in->before->len;
	n = MIN(n, from->len - at);
	memcpy(buf, from->str + at, n);
	in->at += n;
	return (ssize_t)n;
}

static void
put(GString *out, gint64 value, size_t n)
{
	for (size_t i = 0; i < n; i++)
		g_string_append_c(out, (char)(value >> (8 * i)));
}

/* A file of n bytes, which must follow. */
static void
begin_file(GString *out, gint64 n)
{
	g_string_append_len(out, "\1\2\x90\6\0\0\0\0\0\0\0", 11);
	g_string_append_len(out, "\1\x0f\x80\6\0", 5);
	put(out, n, 4);
}

/* A winmail.dat with files of 3, of n and of 1 bytes. */
static void
read_tnef(struct tnef *t, gint64 n)
{
	struct input in = { g_string_new(NULL), g_string_new(NULL), n, 0 };

	g_string_append_len(in.before, "\x78\x9f\x3e\x22\7\0", 6);
	begin_file(in.before, 3);
	g_string_append_len(in.before, "abc\0", 5);
	begin_file(in.before, n);
	g_string_append_len(in.after, "\0", 2);
	begin_file(in.after, 1);
	g_string_append_len(in.after, "x\0", 3);
	assert_int_equal(tnef_read(t, read_input, &in, LIMIT_FILE_NAME), 0);
	g_string_free(in.before, TRUE);
	g_string_free(in.after, TRUE);
}

static void
files_of_a_winmail_dat_have_a_size_in_all(void **state)
{
	struct tnef t;

	(void)state;
	read_tnef(&t, LIMIT_UNPACKED_BYTES - 4);
	assert_false(t.lost);
	assert_int_equal(t.files->len, 3);
	tnef_release(&t);
	read_tnef(&t, LIMIT_UNPACKED_BYTES - 3);
	assert_true(t.lost);
	assert_int_equal(t.files->len, 2);
	tnef_release(&t);
	/* One that is too large is passed over, with all after it. */
	read_tnef(&t, LIMIT_UNPACKED_BYTES - 2);
	assert_true(t.lost);
	assert_int_equal(t.files->len, 1);
	tnef_release(&t);
}

static void
a_signed_text_has_a_size(void **state)
{
	static const char head[] =
	    "\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80"
	    "\x30\x80\x02\x01\x01\x31\x00\x30\x80\x06\x09\x2a\x86\x48\x86"
	    "\xf7\x0d\x01\x07\x01\xa0\x80\x04\x84";
	struct input in = { g_string_new(NULL), g_string_new(NULL),
		LIMIT_UNPACKED_BYTES, 0 };
	int fd;

	(void)state;
	g_string_append_len(in.before, head, sizeof head - 1);
	for (int shift = 24; shift >= 0; shift -= 8)
		g_string_append_c(
		    in.before, (char)(LIMIT_UNPACKED_BYTES >> shift));
	written = 0;
	fd = cms_unwrap(read_input, &in);
	assert_true(fd >= 0);
	assert_int_equal(written, LIMIT_UNPACKED_BYTES);
	close(fd);
	g_string_free(in.before, TRUE);
	g_string_free(in.after, TRUE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_of_a_winmail_dat_have_a_size_in_all),
		cmocka_unit_test(a_signed_text_has_a_size),
	};

	return RUN(tests);
}
