/*
 * Files and values that are beyond a limit.
 */
#include "base/limits.h"
#include "config/options.h"
#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Loads a configuration; the message of what was wrong, or NULL. */
static char *
load(const char *config, const char *arg)
{
	static char *none[] = { NULL };
	struct options o = { 0 };
	struct error err = { 0 };
	g_autofree char *program = g_strdup("jicket");
	g_autofree char *file = g_strdup_printf("--config=%s", config);
	g_autofree char *copy = g_strdup(arg);
	char *argv[] = { program, file, copy, NULL };
	int rc = options_load(&o, arg ? 3 : 2, argv, none, &err);
	char *said = rc < 0 ? g_strdup(err.detail) : NULL;

	assert_int_equal(rc < 0, err.failure != FAIL_NONE);
	options_release(&o);
	error_release(&err);
	return said;
}

/* A file that only we may read; close() it. */
static int
private_file(const char *text, char **name)
{
	int fd = support_fd(text, -1);

	assert_int_equal(fchmod(fd, 0600), 0);
	*name = g_strdup_printf("/dev/fd/%d", fd);
	return fd;
}

static void
a_configuration_has_a_size(void **state)
{
	g_autofree char *fill =
	    g_strnfill(LIMIT_CONFIG_BYTES - strlen("#\n"), 'x');
	g_autofree char *most = g_strdup_printf("#%s\n", fill);
	g_autofree char *more = g_strdup_printf("#%s\n\n", fill);
	g_autofree char *name = NULL, *other = NULL, *said = NULL;
	int fd = private_file(most, &name);

	(void)state;
	assert_null(load(name, NULL));
	close(fd);
	fd = private_file(more, &other);
	said = load(other, NULL);
	assert_non_null(said);
	assert_non_null(strstr(said, "larger than 1048576 bytes"));
	close(fd);
}

static void
a_secret_has_a_size(void **state)
{
	g_autofree char *fill =
	    g_strnfill(LIMIT_SECRET_BYTES - strlen("s\n"), ' ');
	g_autofree char *most = g_strdup_printf("s\n%s", fill);
	g_autofree char *more = g_strdup_printf("s\n%s ", fill);
	g_autofree char *name = NULL, *other = NULL, *said = NULL;
	g_autofree char *arg = NULL, *other_arg = NULL;
	int fd = private_file(most, &name);

	(void)state;
	arg = g_strdup_printf("--jirapass-file=%s", name);
	said = load("/dev/null", arg);
	assert_null(said);
	close(fd);
	fd = private_file(more, &other);
	other_arg = g_strdup_printf("--jirapass-file=%s", other);
	said = load("/dev/null", other_arg);
	assert_non_null(said);
	assert_non_null(strstr(said, "larger than 65536 bytes"));
	close(fd);
}

static void
an_address_is_more_than_slashes(void **state)
{
	static const char *const bad[] = { "--url=/", "--url=://",
		"--url=https:///", "--url=https://" };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autofree char *said = load("/dev/null", bad[i]);

		assert_non_null(said);
	}
}

/* Where a line ends with the file, and where it is half of one. */
static void
a_configuration_that_is_cut_is_read_or_refused(void **state)
{
	static const char text[] = "# x\nJICKET_ID_SALT=ab\nJICKET_ID_PREFIX=c";
	gsize names[] = { strlen("# x\n"), strlen("# x\nJICKET_ID_SALT"),
		strlen("# x\nJICKET_ID_SALT=ab\n"),
		strlen("# x\nJICKET_ID_SALT=ab\nJICKET_ID_PREFIX") };

	(void)state;
	for (gsize n = 0; n < sizeof text; n++) {
		g_autofree char *cut = g_strndup(text, n), *name = NULL;
		g_autofree char *said = NULL;
		int fd = private_file(cut, &name);

		said = load(name, NULL);
		assert_int_equal(said != NULL,
		    (n > names[0] && n <= names[1]) ||
			(n > names[2] && n <= names[3]));
		close(fd);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_configuration_has_a_size),
		cmocka_unit_test(a_secret_has_a_size),
		cmocka_unit_test(an_address_is_more_than_slashes),
		cmocka_unit_test(
		    a_configuration_that_is_cut_is_read_or_refused),
	};

	return RUN(tests);
}
