/*
 * How much may come out of one text in all.  It is so much that the files of
 * this test are not written: nothing but their size counts.
 */
#include "base/attachment.h"
#include "base/limits.h"
#include "base/temp.h"
#include "coding/data_uri.h"
#include "coding/uuencode.h"
#include "tests/unit/test.h"

#include <fcntl.h>
#include <string.h>

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
	(void)n;
	assert_true(fd >= 0);
	return 0;
}

static GPtrArray *files;
static GString *rest;

static int
setup(void **state)
{
	(void)state;
	files = g_ptr_array_new_with_free_func((GDestroyNotify)attachment_free);
	rest = g_string_new(NULL);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	g_ptr_array_unref(files);
	g_string_free(rest, TRUE);
	return 0;
}

static gint64
size_of(guint n)
{
	return ((struct attachment *)g_ptr_array_index(files, n))->size;
}

#define CAT "begin 644 cat.txt\n#0V%T\n`\nend\n"

/* A line of 45 bytes, all of them 0. */
#define FULL_LINE \
	"M````````````````````````````````````````````````````````````\n"

static void
files_of_a_text_have_a_size_in_all(void **state)
{
	struct uuencode *u = uuencode_new(files, LIMIT_FILE_NAME);
	GString *many = g_string_new(NULL);
	gint64 left = LIMIT_UNPACKED_BYTES - 3;

	(void)state;
	for (int i = 0; i < 1000; i++)
		g_string_append(many, FULL_LINE);
	uuencode_feed(u, CAT, strlen(CAT), rest);
	uuencode_feed(u, "begin 644 b\n", strlen("begin 644 b\n"), rest);
	for (; left >= 45000; left -= 45000)
		uuencode_feed(u, many->str, many->len, rest);
	for (; left >= 45; left -= 45)
		uuencode_feed(u, FULL_LINE, strlen(FULL_LINE), rest);
	/* So many bytes as are left, and then one more. */
	for (; left > 0; left--)
		uuencode_feed(u, "!````\n", 6, rest);
	assert_false(uuencode_has_lost(u));
	uuencode_feed(u, "!````\n", 6, rest);
	assert_true(uuencode_has_lost(u));
	uuencode_finish(u, rest);
	assert_int_equal(files->len, 2);
	assert_int_equal(size_of(1), LIMIT_UNPACKED_BYTES - 3);
	uuencode_free(u);
	g_string_free(many, TRUE);
}

static void
pictures_have_a_size_in_all(void **state)
{
	static const char begin[] = "\"data:image/png;base64,";
	guint next = 0;
	struct data_uri *d = data_uri_new(files, &next);
	g_autofree char *many = g_strnfill(400000, 'A');
	gint64 left = LIMIT_UNPACKED_BYTES - 3;
	char last[5] = "";

	(void)state;
	data_uri_feed(d, begin, strlen(begin), rest);
	data_uri_feed(d, "Zm9v\"", 5, rest);
	data_uri_feed(d, begin, strlen(begin), rest);
	for (; left >= 300000; left -= 300000)
		data_uri_feed(d, many, 400000, rest);
	data_uri_feed(d, many, (size_t)left / 3 * 4, rest);
	/* One or two bytes of a last group. */
	if (left % 3)
		memcpy(last, "AAAA", (size_t)left % 3 + 1);
	data_uri_feed(d, last, strlen(last), rest);
	data_uri_feed(d, "\"", 1, rest);
	assert_false(data_uri_has_lost(d));
	assert_int_equal(files->len, 2);
	assert_int_equal(size_of(1), LIMIT_UNPACKED_BYTES - 3);
	data_uri_feed(d, begin, strlen(begin), rest);
	data_uri_feed(d, "Zg==\"", 5, rest);
	assert_true(data_uri_has_lost(d));
	assert_int_equal(files->len, 2);
	data_uri_finish(d, rest);
	assert_string_equal(rest->str, "\"data:0\"\"data:1\"\"data:2\"");
	data_uri_free(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    files_of_a_text_have_a_size_in_all, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    pictures_have_a_size_in_all, setup, teardown),
	};

	return RUN(tests);
}
