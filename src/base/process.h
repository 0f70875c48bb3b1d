/*
 * What a process that we start may keep and may use.  All are safe between
 * fork() and exec().
 */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <sys/resource.h>

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
