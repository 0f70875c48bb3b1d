#include "base/bytes.h"

#include "base/temp.h"
#include "tests/unit/test.h"

#include <string.h>
#include <unistd.h>

/* A reader of three bytes at a time. */
static ssize_t
read_threes(gpointer source, char *buf, size_t n)
{
	const char **at = source;

	n = MIN(MIN(n, 3), strlen(*at));
	memcpy(buf, *at, n);
	*at += n;
	return (ssize_t)n;
}

static ssize_t
read_badly(gpointer source, char *buf, size_t n)
{
	(void)source;
	(void)buf;
	(void)n;
	return -1;
}

static void
they_come_one_by_one_and_in_pieces(void **state)
{
	const char *at = "abcdefgh";
	struct bytes b = { .read = read_threes, .source = &at };
	g_autoptr(GString) out = g_string_new(NULL);
	int fd = temp_open();
	char buf[10] = "";

	(void)state;
	assert_int_equal(bytes_next(&b), 'a');
	assert_int_equal(bytes_take(&b, 3, out, fd), 0);
	assert_int_equal(bytes_take(&b, 1, NULL, -1), 0);
	assert_int_equal(b.position, 5);
	assert_int_equal(bytes_take(&b, 0, NULL, -1), 0);
	assert_int_equal(bytes_take(&b, 3, out, -1), 0);
	assert_int_equal(bytes_next(&b), -1);
	assert_string_equal(out->str, "bcdfgh");
	assert_int_equal(pread(fd, buf, 9, 0), 3);
	assert_string_equal(buf, "bcd");
	close(fd);
}

static void
an_early_end_is_an_error(void **state)
{
	const char *at = "abcd";
	struct bytes b = { .read = read_threes, .source = &at };
	struct bytes bad = { .read = read_badly };

	(void)state;
	assert_int_equal(bytes_take(&b, 5, NULL, -1), -1);
	assert_int_equal(bytes_next(&b), -1);
	assert_int_equal(bytes_next(&bad), -1);
	assert_int_equal(bytes_take(&bad, 1, NULL, -1), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_come_one_by_one_and_in_pieces),
		cmocka_unit_test(an_early_end_is_an_error),
	};

	return RUN(tests);
}
