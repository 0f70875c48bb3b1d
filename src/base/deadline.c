#include "base/deadline.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>

/* All that would end us, but for those of a fault of our own. */
static const int stop_signals[] = {
	SIGTERM,
	SIGINT,
	SIGHUP,
	SIGALRM,
	SIGQUIT,
	SIGUSR1,
	SIGUSR2,
	SIGXCPU,
	SIGVTALRM,
	SIGPROF,
	SIGIO,
	SIGABRT,
#ifdef SIGPWR
	SIGPWR,
#endif
};
static volatile sig_atomic_t stopped; /* the signal, or 0 */

static void
note_signal(int sig)
{
	stopped = sig;
}

void
deadline_start(struct deadline *d, gint64 seconds)
{
	d->end = g_get_monotonic_time() + seconds * G_USEC_PER_SEC;
}

long
deadline_left(const struct deadline *d)
{
	gint64 left = (d->end - g_get_monotonic_time()) / 1000;

	return left < 0 ? 0 : (long)left;
}

void
deadline_sleep(const struct deadline *d, long seconds)
{
	g_usleep((gulong)MIN(seconds * 1000, deadline_left(d)) * 1000);
}

static void
stop_set(sigset_t *set)
{
	sigemptyset(set);
	for (size_t i = 0; i < G_N_ELEMENTS(stop_signals); i++)
		sigaddset(set, stop_signals[i]);
}

void
deadline_catch_signals(void)
{
	struct sigaction sa = { .sa_handler = note_signal };
	sigset_t set;

	/* An MTA may have left any of them ignored; we decide here. */
	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < G_N_ELEMENTS(stop_signals); i++)
		sigaction(stop_signals[i], &sa, NULL);
	stop_set(&set);
	sigprocmask(SIG_SETMASK, &set, NULL);
}

void
deadline_release_signals(void)
{
	struct sigaction sa = { .sa_handler = SIG_DFL };
	sigset_t set;

	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < G_N_ELEMENTS(stop_signals); i++)
		sigaction(stop_signals[i], &sa, NULL);
	sigemptyset(&set);
	sigprocmask(SIG_SETMASK, &set, NULL);
}

/* A signal that waits to be delivered counts: input may never pause. */
static int
pending_signal(void)
{
	sigset_t set;

	if (stopped)
		return stopped;
	if (sigpending(&set) == 0)
		for (size_t i = 0; i < G_N_ELEMENTS(stop_signals); i++)
			if (sigismember(&set, stop_signals[i]))
				return stop_signals[i];
	return 0;
}

int
deadline_wait(const struct deadline *d, int fd, struct error *err)
{
	struct pollfd pfd = { .fd = fd, .events = POLLIN };
	sigset_t none;

	sigemptyset(&none);
	for (;;) {
		long left = deadline_left(d);
		struct timespec ts = { left / 1000, (left % 1000) * 1000000 };
		int n, sig = pending_signal();

		if (sig)
			return error_set(
			    err, FAIL_SIGNAL, "stopped by %s", strsignal(sig));
		if (left == 0)
			return error_set(
			    err, FAIL_DEADLINE, "the time limit is over");
		n = ppoll(&pfd, 1, &ts, &none);
		if (n > 0)
			return 0;
		if (n < 0 && errno != EINTR)
			return error_set(
			    err, FAIL_INTERNAL, "poll: %s", g_strerror(errno));
	}
}
