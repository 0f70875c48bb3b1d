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

enum { SUCCEED, FAIL, ABORT, SEGFAULT, EXIT, HANG, BREAK_ONCE, BREAK_FAIL };

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
	rc = guard_run(work, &job, &spool, &deadline, &err);
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
		cmocka_unit_test(a_child_that_hangs_ends_with_the_deadline),
	};

	return RUN(tests);
}
