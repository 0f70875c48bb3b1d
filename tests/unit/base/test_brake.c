#include "base/brake.h"

#include "tests/unit/test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/jicket-test.XXXXXX";
static char *file;

/* The begin of an hour. */
#define NOON G_GINT64_CONSTANT(1767268800)

static int
setup(void **state)
{
	(void)state;
	(void)g_unlink(file);
	return 0;
}

static guint
count(const char *name, gint64 now, guint times)
{
	struct brake *b = brake_open(folder);
	guint n;

	assert_non_null(b);
	for (guint i = 0; i < times; i++)
		brake_count(b, name, now);
	n = brake_get(b, name, now);
	brake_close(b);
	return n;
}

static void
names_are_counted_apart(void **state)
{
	(void)state;
	assert_int_equal(count("a", NOON, 0), 0);
	assert_int_equal(count("a", NOON, 3), 3);
	assert_int_equal(count("b", NOON, 1), 1);
	assert_int_equal(count("a", NOON, 1), 4);
}

static void
an_hour_fades_in_the_next_one(void **state)
{
	(void)state;
	(void)count("a", NOON + 3599, 60);
	assert_int_equal(count("a", NOON + 3600, 0), 60);
	assert_int_equal(count("a", NOON + 3600 + 1800, 0), 30);
	assert_int_equal(count("a", NOON + 3600 + 1800, 1), 31);
	assert_int_equal(count("a", NOON + 7199, 0), 1);
	assert_int_equal(count("a", NOON + 7200, 0), 1);
	assert_int_equal(count("a", NOON + 2 * 7200, 0), 0);
}

static void
a_clock_that_was_set_back_holds_nothing(void **state)
{
	(void)state;
	(void)count("a", NOON + 86400, 100);
	assert_int_equal(count("a", NOON, 0), 0);
}

static void
there_is_no_end_to_counting(void **state)
{
	struct stat st;

	(void)state;
	(void)count("a", NOON, 0);
	assert_int_equal(g_file_set_contents(file, "", 0, NULL), TRUE);
	assert_int_equal(g_chmod(file, 0600), 0);
	for (int i = 0; i < 5000; i++) {
		g_autofree char *name = g_strdup_printf("name %d", i);

		assert_true(count(name, NOON, 1) >= 1);
	}
	assert_int_equal(g_stat(file, &st), 0);
	assert_true(st.st_size <= 4096 * 32);
}

static void
what_is_no_count_counts_as_none(void **state)
{
	char junk[4096 * 32];

	(void)state;
	memset(junk, '9', sizeof junk);
	assert_int_equal(
	    g_file_set_contents(file, junk, sizeof junk, NULL), TRUE);
	assert_int_equal(g_chmod(file, 0600), 0);
	assert_int_equal(count("a", NOON, 0), 0);
	assert_int_equal(count("a", NOON, 2), 2);
}

static void
a_file_that_others_can_read_is_not_used(void **state)
{
	(void)state;
	(void)count("a", NOON, 1);
	assert_int_equal(g_chmod(file, 0644), 0);
	assert_null(brake_open(folder));
	brake_close(NULL);
}

#define T(test) cmocka_unit_test_setup(test, setup)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(names_are_counted_apart),
		T(an_hour_fades_in_the_next_one),
		T(a_clock_that_was_set_back_holds_nothing),
		T(there_is_no_end_to_counting),
		T(what_is_no_count_counts_as_none),
		T(a_file_that_others_can_read_is_not_used),
	};
	int rc;

	assert_non_null(mkdtemp(folder));
	file = g_strdup_printf("%s/brake-%ld", folder, (long)geteuid());
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	(void)g_unlink(file);
	(void)g_rmdir(folder);
	g_free(file);
	return rc;
}
