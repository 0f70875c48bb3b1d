#include "base/process.h"

#include <string.h>
#include <unistd.h>

/* The parent of a process; where that is not told, the one that it had. */
static pid_t
parent_of(pid_t pid, pid_t had)
{
	g_autofree char *name = g_strdup_printf("/proc/%ld/stat", (long)pid);
	g_autofree char *stat = NULL;
	const char *p;

	/* "PID (NAME) STATE PARENT ...", and the name may be anything. */
	if (!g_file_get_contents(name, &stat, NULL, NULL))
		return had;
	p = strrchr(stat, ')');
	return p && strlen(p) > 4 ? (pid_t)g_ascii_strtoll(p + 4, NULL, 10) :
				    had;
}

void
caller_init(struct caller *c)
{
	const char *pids = g_getenv("JICKET_LAUNCHER");
	char *end = NULL;

	*c = (struct caller){ .pid = getppid() };
	if (pids && g_ascii_strtoll(pids, &end, 10) == c->pid) {
		c->launcher = c->pid;
		c->pid = (pid_t)g_ascii_strtoll(end, NULL, 10);
	}
	g_unsetenv("JICKET_LAUNCHER");
}

gboolean
caller_has_gone(const struct caller *c)
{
	if (!c->launcher)
		return getppid() != c->pid;
	return getppid() != c->launcher ||
	    parent_of(c->launcher, c->pid) != c->pid;
}

void
process_close_files(void)
{
#ifdef __linux__
	if (close_range(3, ~0U, 0) == 0)
		return;
#endif
	for (int fd = 3; fd < 1024; fd++)
		close(fd);
}

void
process_limit(int which, rlim_t soft, rlim_t hard)
{
	struct rlimit now;

	if (getrlimit(which, &now) < 0)
		return;
	if (now.rlim_max != RLIM_INFINITY && hard > now.rlim_max)
		hard = now.rlim_max;
	now.rlim_cur = MIN(soft, hard);
	now.rlim_max = hard;
	setrlimit(which, &now);
}

void
process_raise(int which)
{
	struct rlimit now;

	if (getrlimit(which, &now) < 0)
		return;
	now.rlim_cur = now.rlim_max;
	setrlimit(which, &now);
}
