#include "base/attachment.h"
#include "base/gather.h"
#include "base/limits.h"
#include "base/temp.h"

#include "tests/unit/test.h"

#include <string.h>
#include <unistd.h>

static int
file_of(const char *text, gint64 size)
{
	int fd = temp_open();

	assert_true(fd >= 0);
	assert_int_equal(temp_write(fd, text, strlen(text)), 0);
	assert_int_equal(ftruncate(fd, (off_t)size), 0);
	return fd;
}

static char *
content_of(struct attachment *a)
{
	GString *all = g_string_new(NULL);
	char buf[3];
	ssize_t n;

	assert_int_equal(a->rewind(a->source), 0);
	while ((n = a->read(a->source, buf, sizeof buf)) > 0)
		g_string_append_len(all, buf, n);
	return g_string_free(all, FALSE);
}

static void
small_files_share_a_descriptor(void **state)
{
	gint64 start;
	int one, two, fd;

	(void)state;
	one = gather_file(file_of("first", 5), 5, &start);
	assert_true(gather_is_shared(one));
	fd = file_of("second", 6);
	two = gather_file(fd, 6, &start);
	assert_int_equal(one, two);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), -1);
	assert_false(gather_is_shared(-1));
}

static void
each_keeps_to_its_own_bytes(void **state)
{
	struct attachment *files[3];
	static const char *const texts[] = { "one", "", "three" };

	(void)state;
	for (int i = 0; i < 3; i++)
		files[i] = attachment_from_temp("a", "text/plain",
		    file_of(texts[i], (gint64)strlen(texts[i])),
		    (gint64)strlen(texts[i]));
	for (int i = 2; i >= 0; i--) {
		assert_text(content_of(files[i]), texts[i]);
		assert_text(content_of(files[i]), texts[i]);
	}
	for (int i = 0; i < 3; i++)
		attachment_free(files[i]);
}

static void
a_large_file_keeps_its_own(void **state)
{
	gint64 start = 1;
	int fd = file_of("x", LIMIT_GATHER_BYTES + 1);
	int small = file_of("x", LIMIT_GATHER_BYTES);

	(void)state;
	assert_int_equal(gather_file(fd, LIMIT_GATHER_BYTES + 1, &start), fd);
	assert_int_equal(start, 0);
	assert_true(
	    gather_is_shared(gather_file(small, LIMIT_GATHER_BYTES, &start)));
	close(fd);
}

/* Of one that is shorter than it is said to be nothing is made up. */
static void
a_file_that_is_too_short_keeps_its_own(void **state)
{
	gint64 start;
	int fd = file_of("abc", 3);

	(void)state;
	assert_int_equal(gather_file(fd, 4, &start), fd);
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_files_share_a_descriptor),
		cmocka_unit_test(each_keeps_to_its_own_bytes),
		cmocka_unit_test(a_large_file_keeps_its_own),
		cmocka_unit_test(a_file_that_is_too_short_keeps_its_own),
	};

	return RUN(tests);
}
