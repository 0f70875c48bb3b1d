/*
 * jicket-launch: what is installed as jicket, and what the mail system sees.
 * It starts the program itself and waits for it.
 *
 * It needs nothing but the C library, and that is linked in where it can be:
 * while a library is replaced, a program that needs it cannot be started, and
 * Postfix bounces a mail whose command ended with 127.  Here each failure to
 * start, and each death, is 75: the mail stays.
 */
#include "paths.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <syslog.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

/* Beside the folder that we are in; else where it was to be installed. */
#define WORKER "libexec/jicket/jicket"

/* Every mail system takes 75 from a program that has not read all. */
#define DRAIN_SECONDS 5

/* What the mail system, or a person, ends us with. */
static const int stop_signals[] = { SIGTERM, SIGINT, SIGHUP, SIGALRM, SIGQUIT,
	SIGUSR1, SIGUSR2, SIGXCPU, SIGVTALRM, SIGPROF, SIGIO, SIGABRT };
#define STOP_SIGNALS (sizeof stop_signals / sizeof *stop_signals)

static volatile sig_atomic_t worker;  /* its pid */
static volatile sig_atomic_t stopped; /* somebody wants us to end */
static pid_t mail_system;

static void
pass_on(int sig)
{
	int saved = errno;

	stopped = 1;
	if (worker > 0)
		kill((pid_t)worker, sig);
	errno = saved;
}

static void
stop_signals_set(sigset_t *set)
{
	sigemptyset(set);
	for (size_t i = 0; i < STOP_SIGNALS; i++)
		sigaddset(set, stop_signals[i]);
}

static void
catch_stop_signals(void)
{
	struct sigaction action = { .sa_handler = pass_on };

	/* Also what the caller had ignored, as Exim does: so does the guard. */
	for (size_t i = 0; i < STOP_SIGNALS; i++)
		sigaction(stop_signals[i], &action, NULL);
	/* A caller that ignores it would let us wait for nobody. */
	signal(SIGCHLD, SIG_DFL);
}

/* The path of the program; 0, or -1 if it would be too long. */
static int
find_worker(char *path, size_t size)
{
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	char *slash = NULL;

	if (n > 0) {
		self[n] = '\0';
		for (int i = 0; i < 2 && (slash = strrchr(self, '/')); i++)
			*slash = '\0';
	}
	if (slash && snprintf(path, size, "%s/" WORKER, self) < (int)size &&
	    access(path, F_OK) == 0)
		return 0;
	return snprintf(path, size, "%s", PATH_WORKER) < (int)size ? 0 : -1;
}

/* In the child.  Returns only if it cannot be started. */
static void
become_worker(
    const char *path, char **argv, pid_t launcher, const sigset_t *mask)
{
	char pids[64];

#ifdef __linux__
	/* A launcher that is killed takes all with it. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	if (getppid() != launcher)
		_exit(EX_TEMPFAIL);
	for (size_t i = 0; i < STOP_SIGNALS; i++)
		signal(stop_signals[i], SIG_DFL);
	sigprocmask(SIG_SETMASK, mask, NULL);
	/* A mail may be cut when the mail system has gone. */
	(void)snprintf(
	    pids, sizeof pids, "%ld %ld", (long)launcher, (long)mail_system);
	setenv("JICKET_LAUNCHER", pids, 1);
	execv(path, argv);
}

/*
 * Reads the input away, so that the mail system sees no broken pipe; yet one
 * that is slow gets its answer before it loses patience, and bounces.
 */
static void
drain(void)
{
	const struct sigaction action = { .sa_handler = pass_on };
	char buf[65536];

	worker = 0;
	sigaction(SIGALRM, &action, NULL);
	alarm(DRAIN_SECONDS);
	while (!stopped && !isatty(STDIN_FILENO) &&
	    read(STDIN_FILENO, buf, sizeof buf) > 0)
		continue;
}

/* The mail stays.  The log and a person get the reason. */
static int
fail(const char *what, const char *why)
{
	openlog("jicket", LOG_PID, LOG_MAIL);
	syslog(LOG_ERR, "%s: %s (exit %d); is the installation complete?", what,
	    why, EX_TEMPFAIL);
	if (isatty(STDERR_FILENO))
		fprintf(stderr,
		    "jicket: %s: %s; is the installation complete?\n", what,
		    why);
	else
		fprintf(stderr, "4.3.5 mail gateway cannot be started\n");
	drain();
	return EX_TEMPFAIL;
}

/* What jicket exits with.  Whatever else is told, a library told it. */
static int
is_ours(int status)
{
	return status == EX_OK || status == EX_USAGE || status == EX_DATAERR ||
	    status == EX_NOUSER || status == EX_TEMPFAIL ||
	    status == EX_NOPERM || status == EX_CONFIG;
}

/* The worker has ended: as it tells, or otherwise. */
static int
judge(const char *path, int status)
{
	char why[64];

	if (WIFEXITED(status) && is_ours(WEXITSTATUS(status)))
		return WEXITSTATUS(status);
	if (WIFSIGNALED(status)) {
		(void)snprintf(
		    why, sizeof why, "ended by signal %d", WTERMSIG(status));
		return fail(path, why);
	}
	if (WEXITSTATUS(status) == 127)
		return fail(path, "a library cannot be loaded");
	(void)snprintf(
	    why, sizeof why, "ended with status %d", WEXITSTATUS(status));
	return fail(path, why);
}

/* The pipe tells errno if the program could not be started. */
static int
run(const char *path, char **argv)
{
	pid_t launcher = getpid(), pid;
	sigset_t stop, before;
	int fds[2], why = 0, status;
	ssize_t n;

	if (pipe2(fds, O_CLOEXEC) < 0)
		return fail("no pipe", strerror(errno));
	stop_signals_set(&stop);
	sigprocmask(SIG_BLOCK, &stop, &before);
	if (stopped)
		return fail(path, "stopped before it was started");
	pid = fork();
	if (pid == 0) {
		become_worker(path, argv, launcher, &before);
		why = errno;
		n = write(fds[1], &why, sizeof why);
		_exit(n == sizeof why ? EX_TEMPFAIL : 126);
	}
	if (pid < 0)
		return fail("no process", strerror(errno));
	worker = pid;
	sigprocmask(SIG_SETMASK, &before, NULL);
	close(fds[1]);
	while ((n = read(fds[0], &why, sizeof why)) < 0 && errno == EINTR)
		continue;
	/* Secrets of the command line are the worker's to hide; here they are.
	 */
	for (char **arg = argv + 1; *argv && *arg; arg++)
		memset(*arg, '\0', strlen(*arg));
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return fail("waitpid", strerror(errno));
	return n == sizeof why ? fail(path, strerror(why)) :
				 judge(path, status);
}

int
main(int argc, char **argv)
{
	const struct rlimit none = { 0, 0 };
	char path[PATH_MAX];

	(void)argc;
	mail_system = getppid();
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)open("/dev/null", fd ? O_WRONLY : O_RDONLY);
	/* Secrets may be on the command line and in the environment. */
	setrlimit(RLIMIT_CORE, &none);
	signal(SIGPIPE, SIG_IGN);
	catch_stop_signals();
	if (find_worker(path, sizeof path) < 0)
		return fail(PATH_WORKER, strerror(ENAMETOOLONG));
	return run(path, argv);
}
