#include "base/deadline.h"

#include "tests/unit/test.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void
what_is_left_is_never_negative(void **state)
{
	struct deadline d;

	(void)state;
	deadline_start(&d, 100);
	assert_in_range(deadline_left(&d), 90000, 100000);
	deadline_start(&d, -5);
	assert_int_equal(deadline_left(&d), 0);
}

static void
sleeping_ends_with_the_deadline(void **state)
{
	struct deadline d;
	gint64 start = g_get_monotonic_time();

	(void)state;
	deadline_start(&d, 0);
	deadline_sleep(&d, 3600);
	assert_true(g_get_monotonic_time() - start < 60 * G_USEC_PER_SEC);
}

static void
input_and_its_end_are_waited_for(void **state)
{
	struct deadline d;
	struct error err = ERROR_INIT;
	int fds[2];

	(void)state;
	deadline_start(&d, 60);
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "x", 1), 1);
	assert_int_equal(deadline_wait(&d, fds[0], &err), 0);
	close(fds[1]);
	assert_int_equal(deadline_wait(&d, fds[0], &err), 0);
	close(fds[0]);
}

static void
waiting_ends_with_the_deadline(void **state)
{
	struct deadline d;
	struct error err = ERROR_INIT;
	int fds[2];

	(void)state;
	deadline_start(&d, 0);
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(deadline_wait(&d, fds[0], &err), -1);
	assert_int_equal(err.failure, FAIL_DEADLINE);
	error_release(&err);
	close(fds[0]);
	close(fds[1]);
}

/* A process that waits for a signal, and what came of it. */
static int
in_child(void (*work)(void))
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		deadline_catch_signals();
		work();
		_exit(9);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void
leave_with_failure(int rc, const struct error *err)
{
	_exit(rc == 0 ? 0 : (int)err->failure);
}

static void
wait_with_a_signal_pending(void)
{
	struct deadline d;
	struct error err = ERROR_INIT;
	int fds[2];

	deadline_start(&d, 60);
	if (pipe(fds) < 0)
		_exit(8);
	raise(SIGTERM); /* blocked, so it waits for us */
	leave_with_failure(deadline_wait(&d, fds[0], &err), &err);
}

static void
wait_with_a_signal_pending_and_input(void)
{
	struct deadline d;
	struct error err = ERROR_INIT;

	deadline_start(&d, 60);
	raise(SIGHUP);
	leave_with_failure(
	    deadline_wait(&d, open("/dev/zero", O_RDONLY), &err), &err);
}

static void
get_a_signal_while_waiting(void)
{
	struct deadline d;
	struct error err = ERROR_INIT;
	int fds[2];
	pid_t parent = getpid(), pid;

	deadline_start(&d, 60);
	if (pipe(fds) < 0)
		_exit(8);
	pid = fork();
	if (pid == 0) {
		usleep(50000);
		kill(parent, SIGALRM);
		usleep(50000);
		_exit(0);
	}
	leave_with_failure(deadline_wait(&d, fds[0], &err), &err);
}

static void
get_a_signal_after_release(void)
{
	deadline_release_signals();
	raise(SIGTERM);
}

static void
a_signal_that_came_before_ends_the_wait(void **state)
{
	(void)state;
	assert_int_equal(in_child(wait_with_a_signal_pending), FAIL_SIGNAL);
}

/* A mail that comes without a pause cannot be stopped otherwise. */
static void
a_signal_is_noticed_although_there_is_input(void **state)
{
	(void)state;
	assert_int_equal(
	    in_child(wait_with_a_signal_pending_and_input), FAIL_SIGNAL);
}

static void
a_signal_ends_the_wait(void **state)
{
	(void)state;
	assert_int_equal(in_child(get_a_signal_while_waiting), FAIL_SIGNAL);
}

static void
a_child_dies_of_signals_again(void **state)
{
	(void)state;
	assert_int_equal(in_child(get_a_signal_after_release), -SIGTERM);
}

static void
the_deadline_counts_although_there_is_input(void **state)
{
	struct deadline d;
	struct error err = ERROR_INIT;
	int fd = open("/dev/zero", O_RDONLY);

	(void)state;
	deadline_start(&d, 0);
	assert_int_equal(deadline_wait(&d, fd, &err), -1);
	assert_int_equal(err.failure, FAIL_DEADLINE);
	error_release(&err);
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_left_is_never_negative),
		cmocka_unit_test(sleeping_ends_with_the_deadline),
		cmocka_unit_test(input_and_its_end_are_waited_for),
		cmocka_unit_test(waiting_ends_with_the_deadline),
		cmocka_unit_test(the_deadline_counts_although_there_is_input),
		cmocka_unit_test(a_signal_that_came_before_ends_the_wait),
		cmocka_unit_test(a_signal_is_noticed_although_there_is_input),
		cmocka_unit_test(a_signal_ends_the_wait),
		cmocka_unit_test(a_child_dies_of_signals_again),
	};

	return RUN(tests);
}
