#include "intake/guard.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* The child works on memory of its own, so it tells through a pipe. */
struct job {
	int fd; /* 'm' for each message way, 'p' for each plain way */
	int kind;
};

enum {
	SUCCEED,
	FAIL,
	ABORT,
	SEGFAULT,
	EXIT,
	HANG,
	BREAK_ONCE,
	BREAK_FAIL,
	KILLED,
	KILLED_ONCE,
	LIE
};

static char folder[] = "/tmp/jicket-test.XXXXXX";

static void
hang(void)
{
	for (;;)
		pause();
}

static int
work(void *arg, const struct spool *s, gboolean plain, struct error *err)
{
	const struct job *job = arg;

	(void)s;
	if (write(job->fd, plain ? "p" : "m", 1) != 1)
		_exit(1);
	switch (job->kind) {
	case FAIL: return error_set(err, FAIL_AUTH, "wrong password");
	case ABORT: abort();
	case SEGFAULT:
		signal(SIGSEGV, SIG_DFL); /* a sanitizer would take it */
		raise(SIGSEGV);
		break;
	case EXIT: _exit(3);
	case HANG: hang(); break;
	case BREAK_ONCE:
		if (!plain)
			abort();
		break;
	case BREAK_FAIL:
		if (!plain)
			abort();
		return error_set(err, FAIL_BUSY, "later");
	case KILLED: kill(getpid(), SIGKILL); break;
	case KILLED_ONCE:
		if (!plain)
			kill(getpid(), SIGKILL);
		break;
	case LIE: err->failure = (enum failure)200; break;
	default: break;
	}
	return 0;
}

/* Runs it and compares the result, and the ways that were tried. */
static void
check(int kind, gint64 seconds, enum failure want, const char *ways)
{
	struct spool spool = SPOOL_INIT;
	struct deadline deadline;
	struct error err = ERROR_INIT;
	struct job job = { .kind = kind };
	char told[10] = "";
	int fds[2], rc;

	assert_int_equal(pipe(fds), 0);
	job.fd = fds[1];
	deadline_start(&deadline, seconds);
	rc = guard_run(work, &job, &spool, &deadline, folder, &err);
	close(fds[1]);
	assert_true(read(fds[0], told, sizeof told - 1) >= 0);
	close(fds[0]);
	assert_int_equal(err.failure, want);
	assert_int_equal(rc, want == FAIL_NONE ? 0 : -1);
	if (ways)
		assert_string_equal(told, ways);
	if (want == FAIL_AUTH)
		assert_string_equal(err.detail, "wrong password");
	error_release(&err);
}

static void
success_is_told(void **state)
{
	(void)state;
	check(SUCCEED, 60, FAIL_NONE, "m");
}

static void
a_failure_is_told_with_its_detail(void **state)
{
	(void)state;
	check(FAIL, 60, FAIL_AUTH, "m");
}

static void
a_crash_is_followed_by_the_plain_way(void **state)
{
	(void)state;
	check(BREAK_ONCE, 60, FAIL_NONE, "mp");
	check(BREAK_FAIL, 60, FAIL_BUSY, "mp");
}

static void
two_crashes_are_a_failure(void **state)
{
	(void)state;
	check(ABORT, 60, FAIL_CRASH, "mp");
	check(SEGFAULT, 60, FAIL_CRASH, "mp");
}

/* A library that ends the process has told nothing. */
static void
a_silent_exit_counts_as_a_crash(void **state)
{
	(void)state;
	check(EXIT, 60, FAIL_CRASH, "mp");
}

/* By an administrator, or for lack of memory: not at once the plain way. */
static void
a_child_that_was_killed_is_no_crash_but_twice(void **state)
{
	(void)state;
	check(KILLED_ONCE, 60, FAIL_SIGNAL, "m");
	check(KILLED_ONCE, 60, FAIL_NONE, "mp");
	check(KILLED, 60, FAIL_CRASH, "mp");
}

static void
a_failure_that_does_not_exist_is_one_of_ours(void **state)
{
	(void)state;
	check(LIE, 60, FAIL_INTERNAL, "m");
}

static void
a_child_that_hangs_ends_with_the_deadline(void **state)
{
	gint64 start = g_get_monotonic_time();

	(void)state;
	check(HANG, 1, FAIL_DEADLINE, NULL);
	assert_true(g_get_monotonic_time() - start < 30 * G_USEC_PER_SEC);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(success_is_told),
		cmocka_unit_test(a_failure_is_told_with_its_detail),
		cmocka_unit_test(a_crash_is_followed_by_the_plain_way),
		cmocka_unit_test(two_crashes_are_a_failure),
		cmocka_unit_test(a_silent_exit_counts_as_a_crash),
		cmocka_unit_test(a_child_that_was_killed_is_no_crash_but_twice),
		cmocka_unit_test(a_failure_that_does_not_exist_is_one_of_ours),
		cmocka_unit_test(a_child_that_hangs_ends_with_the_deadline),
	};

	g_autofree char *file = NULL;
	int failed;

	if (!mkdtemp(folder))
		return 2;
	failed = RUN(tests);
	file = g_strdup_printf("%s/memory-%ld", folder, (long)geteuid());
	(void)unlink(file);
	(void)rmdir(folder);
	return failed;
}
