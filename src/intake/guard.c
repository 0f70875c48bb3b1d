#include "intake/guard.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* What came of a child. */
enum ending {
	ENDING_TOLD,	/* it told its result */
	ENDING_DIED,	/* by a signal, or without a word */
	ENDING_KILLED,	/* somebody ended it, by SIGKILL */
	ENDING_STOPPED, /* we ended it: deadline or signal */
};

void
guard_prepare(void)
{
	process_close_files();
	/* What we open must never take the place of 0, 1 or 2. */
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)open("/dev/null", fd ? O_WRONLY : O_RDONLY);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	/* In the background of a terminal: an error, and not for ever. */
	signal(SIGTTIN, SIG_IGN);
	signal(SIGTTOU, SIG_IGN);
	signal(SIGCHLD, SIG_DFL);
	deadline_catch_signals();
	umask(077);
	process_limit(RLIMIT_CORE, 0, 0);
	/* A file that stands in a text, or in a container, is open. */
	process_raise(RLIMIT_NOFILE);
#ifdef __linux__
	prctl(PR_SET_DUMPABLE, 0);
#endif
}

/* One byte for the kind of failure, then the detail. */
static void
tell(int fd, const struct error *err)
{
	unsigned char failure = (unsigned char)err->failure;

	if (write(fd, &failure, 1) == 1 && err->detail &&
	    write(fd, err->detail, strlen(err->detail)) < 0)
		return;
}

static G_GNUC_NORETURN void
run_child(guard_work work, void *arg, const struct spool *s, gboolean plain,
    pid_t guard, int fd)
{
	struct error err = ERROR_INIT;
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	/* A library that complains must not speak to the sender. */
	if (null >= 0)
		(void)dup2(null, STDERR_FILENO);
	setpgid(0, 0);
#ifdef __linux__
	/* A guard that is killed takes the child with it. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	/* It may have been killed before we asked. */
	if (getppid() != guard)
		_exit(0);
	deadline_release_signals();
	process_limit(RLIMIT_STACK, LIMIT_STACK_BYTES, RLIM_INFINITY);
	process_limit(RLIMIT_CPU, (rlim_t)s->limits->cpu, RLIM_INFINITY);
#ifndef __SANITIZE_ADDRESS__
	process_limit(RLIMIT_DATA, (rlim_t)s->limits->memory, RLIM_INFINITY);
#endif
	(void)work(arg, s, plain, &err);
	tell(fd, &err);
	_exit(0);
}

/* Reads what the child tells until it closes the pipe. */
static int
listen_to(int fd, const struct deadline *d, GString *told, struct error *err)
{
	for (;;) {
		char buf[1024];
		ssize_t n;

		if (deadline_wait(d, fd, err) < 0)
			return -1;
		n = read(fd, buf, sizeof buf);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return 0;
		g_string_append_len(told, buf, n);
	}
}

static void
log_death(int status, gboolean plain)
{
	const char *how = plain ? "the plain way" : "the message";

	if (WIFSIGNALED(status))
		log_error(
		    "%s ended the child: %s", how, strsignal(WTERMSIG(status)));
	else
		log_error("%s ended the child: exit status %d", how,
		    WEXITSTATUS(status));
}

static enum ending
watch(pid_t pid, int fd, gboolean plain, const struct deadline *d,
    struct error *err)
{
	g_autoptr(GString) told = g_string_new(NULL);
	unsigned failure;
	int status;

	if (listen_to(fd, d, told, err) < 0) {
		kill(-pid, SIGKILL);
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		return ENDING_STOPPED;
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (told->len == 0 || WIFSIGNALED(status)) {
		log_death(status, plain);
		return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ?
		    ENDING_KILLED :
		    ENDING_DIED;
	}
	/* What a mail did to the child, it may have done to this byte. */
	failure = (unsigned char)told->str[0];
	if (failure >= FAIL_COUNT)
		(void)error_set(
		    err, FAIL_INTERNAL, "the child told no failure");
	else if (failure != FAIL_NONE)
		(void)error_set(
		    err, (enum failure)failure, "%s", told->str + 1);
	return ENDING_TOLD;
}

/* One child. -1: it could not be started. */
static int
run_once(guard_work work, void *arg, const struct spool *s, gboolean plain,
    const struct deadline *d, enum ending *ending, struct error *err)
{
	int fds[2];
	pid_t guard = getpid(), pid;

	if (pipe2(fds, O_CLOEXEC) < 0)
		return error_set(
		    err, FAIL_INTERNAL, "pipe: %s", g_strerror(errno));
	pid = fork();
	if (pid < 0) {
		close(fds[0]);
		close(fds[1]);
		return error_set(
		    err, FAIL_INTERNAL, "fork: %s", g_strerror(errno));
	}
	if (pid == 0) {
		close(fds[0]);
		run_child(work, arg, s, plain, guard, fds[1]);
	}
	close(fds[1]);
	*ending = watch(pid, fds[0], plain, d, err);
	close(fds[0]);
	return 0;
}

/* A mail system tries for a week at most. */
#define KILLED_SECONDS G_GINT64_CONSTANT(604800)

/* Was a child killed at these bytes before?  That it was now is noted. */
static gboolean
is_killed_again(const struct spool *s, const char *state_dir)
{
	struct memory *m =
	    memory_open(state_dir, KILLED_SECONDS, "killed", s->digest);
	gboolean again = memory_doubt(m, "killed") > 0;

	(void)memory_intend(m, "killed");
	memory_close(m);
	return again;
}

int
guard_run(guard_work work, void *arg, const struct spool *s,
    const struct deadline *d, const char *state_dir, struct error *err)
{
	enum ending ending = ENDING_DIED;

	for (int plain = 0; plain <= 1 && ending == ENDING_DIED; plain++) {
		if (run_once(work, arg, s, plain, d, &ending, err) < 0)
			return -1;
		if (ending == ENDING_KILLED && is_killed_again(s, state_dir))
			ending = ENDING_DIED;
	}
	if (ending == ENDING_KILLED)
		return error_set(err, FAIL_SIGNAL, "the child was killed");
	if (ending == ENDING_DIED)
		return error_set(
		    err, FAIL_CRASH, "both ways of reading the message failed");
	return err->failure == FAIL_NONE ? 0 : -1;
}
