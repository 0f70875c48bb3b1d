#include "picture/scaler.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/process.h"
#include "base/temp.h"
#include "paths.h"
#include "picture/exit.h"
#include "picture/head.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* How often we look whether it is done; a small picture takes 20 ms. */
#define PAUSE 2000

/*
 * Large pictures have these formats, and keep them: their names say what they
 * are, and follow from what they were.
 */
gboolean
scaler_takes(const char *type)
{
	return strcmp(type, "image/png") == 0 ||
	    strcmp(type, "image/jpeg") == 0;
}

void
scaler_init(struct scaler *s, const char *program, struct pixels max,
    const struct deadline *d)
{
	gint64 left = MIN(LIMIT_SCALE_SECONDS * 1000, deadline_left(d) / 4);

	*s = (struct scaler){ program ? program : PATH_SCALER, max,
		left * 1000 };
}

/* Its bytes in a file; -1: it cannot be read or written. */
static int
open_copy(struct attachment *a)
{
	g_autofree char *buf = g_malloc(LIMIT_READ_CHUNK);
	int fd = temp_open();
	ssize_t n = -1;

	if (fd >= 0 && a->rewind(a->source) == 0)
		while ((n = a->read(a->source, buf, LIMIT_READ_CHUNK)) > 0)
			if (temp_write(fd, buf, (size_t)n) < 0)
				break;
	if (n == 0 && a->rewind(a->source) == 0 && lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/*
 * The child becomes the program.  It has two files, no environment and none
 * of our memory; a result that is larger than the picture is of no use, and
 * not written.  No core is written by any process of ours (guard.c).
 */
static G_GNUC_NORETURN void
become(char *const *argv, int in, int out, gint64 size)
{
	static char *const environment[] = { NULL };

	if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
		_exit(SCALER_ABSENT);
	process_close_files();
	process_limit(RLIMIT_CPU, LIMIT_SCALE_CPU, LIMIT_SCALE_CPU);
	process_limit(RLIMIT_FSIZE, (rlim_t)size, (rlim_t)size);
#ifndef __SANITIZE_ADDRESS__
	process_limit(RLIMIT_DATA, LIMIT_SCALE_MEMORY, LIMIT_SCALE_MEMORY);
	process_limit(RLIMIT_AS, LIMIT_SCALE_MEMORY, LIMIT_SCALE_MEMORY);
#endif
#ifdef __linux__
	/* If we are killed it ends, too. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#endif
	execve(argv[0], argv, environment);
	_exit(SCALER_ABSENT);
}

/* Waits for the end, and makes one.  -1: it took too long. */
static int
await(pid_t pid, gint64 end)
{
	int status = 0;
	pid_t got;

	while ((got = waitpid(pid, &status, WNOHANG)) == 0 &&
	    g_get_monotonic_time() < end)
		g_usleep(PAUSE);
	if (got == pid)
		return status;
	kill(pid, SIGKILL);
	(void)waitpid(pid, &status, 0);
	return -1;
}

/* NULL: it is done; or why it is not. */
static const char *
reason_of(int status)
{
	if (status == -1)
		return "it takes too long";
	if (WIFSIGNALED(status))
		return strsignal(WTERMSIG(status));
	switch (WEXITSTATUS(status)) {
	case SCALER_DONE: return NULL;
	case SCALER_LARGE: return "it has too many pixels";
	case SCALER_ANIMATED: return "it moves";
	case SCALER_FITS: return "upright it is small enough";
	case SCALER_ABSENT: return "jicket-scale cannot be started";
	default: return "it cannot be scaled to fewer bytes";
	}
}

/* Runs the program from one file to the other. */
static const char *
run(const struct scaler *s, const struct attachment *a, int in, int out)
{
	gint64 end = g_get_monotonic_time() + s->left;
	g_autofree char *program = g_strdup(s->program);
	g_autofree char *type = g_strdup(a->type);
	g_autofree char *width = g_strdup_printf("%d", s->max.width);
	g_autofree char *height = g_strdup_printf("%d", s->max.height);
	char *argv[] = { program, type, width, height, NULL };
	pid_t pid = fork();

	if (pid == 0)
		become(argv, in, out, a->size);
	return pid < 0 ? "no process for it" : reason_of(await(pid, end));
}

/* Is it what we asked for? */
static gboolean
is_better(const struct scaler *s, struct attachment *scaled, gint64 size)
{
	struct picture_head head;

	return attachment_measure(scaled, FALSE) == 0 && scaled->size < size &&
	    picture_head_read(&head, scaled) &&
	    strcmp(head.type, scaled->type) == 0 &&
	    (!s->max.width || head.width <= s->max.width) &&
	    (!s->max.height || head.height <= s->max.height);
}

/* NULL: the file has its new content; or why it has not. */
static const char *
shrink(const struct scaler *s, struct attachment *a)
{
	int in = open_copy(a);
	int out = in < 0 ? -1 : temp_open();
	struct attachment *scaled;
	const char *reason;

	if (out < 0) {
		if (in >= 0)
			close(in);
		return "no room for it";
	}
	scaled = attachment_from_file(a->name, a->type, out, 0, TRUE);
	reason = run(s, a, in, out);
	close(in);
	if (!reason && !is_better(s, scaled, a->size))
		reason = "that makes it no smaller";
	if (!reason) {
		log_info("a picture of %" G_GINT64_FORMAT
			 " bytes is scaled down to %" G_GINT64_FORMAT,
		    a->size, scaled->size);
		attachment_swap(a, scaled);
	}
	attachment_free(scaled);
	return reason;
}

void
scaler_shrink(struct scaler *s, struct attachment *a)
{
	gint64 begin = g_get_monotonic_time();
	const char *reason = s->left > 0 ? shrink(s, a) : "no time is left";

	s->left -= g_get_monotonic_time() - begin;
	if (reason)
		log_warning("a picture of %" G_GINT64_FORMAT
			    " bytes goes as it is: %s",
		    a->size, reason);
}
