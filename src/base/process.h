/*
 * Who started us, and what a process that we start may keep and may use: the
 * latter is safe between fork() and exec().
 */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <glib.h>
#include <sys/resource.h>
#include <sys/types.h>

/* The mail system, and the launcher (src/jicket-launch.c) in between. */
struct caller {
	pid_t launcher; /* 0: none */
	pid_t pid;
};

/*
 * Finds out who started us.  The launcher tells its pid and that of the mail
 * system by the environment, from which they are taken.
 */
void caller_init(struct caller *c);

/* Has it ended since, so that what it sent may be cut? */
gboolean caller_has_gone(const struct caller *c);

/* Closes all files but standard input, output and error. */
void process_close_files(void);

/*
 * Sets a limit (RLIMIT_...): the one in force, and what it may be raised to.
 * Where less is allowed, less is set.
 */
void process_limit(int which, rlim_t soft, rlim_t hard);

/* Raises the limit in force to what is allowed. */
void process_raise(int which);

#endif
