/*
 * Runs a command and writes what it took to a file: wall time and CPU time
 * in microseconds, peak memory in KiB of the largest process, exit status.
 *
 *	measure FILE COMMAND ...
 *
 * A program of its own, because a process inherits the peak memory of the
 * one that it was forked from: a small parent keeps the figure clean.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long
microseconds(struct timeval t)
{
	return t.tv_sec * 1000000LL + t.tv_usec;
}

int
main(int argc, char **argv)
{
	struct timespec begin, end;
	struct rusage usage;
	FILE *out = argc > 2 ? fopen(argv[1], "we") : NULL;
	int status;
	pid_t pid;

	if (!out)
		return EXIT_FAILURE;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	pid = vfork();
	if (pid == 0) {
		execv(argv[2], argv + 2);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) < 0)
		return EXIT_FAILURE;
	clock_gettime(CLOCK_MONOTONIC, &end);
	fprintf(out, "%lld %lld %ld %d\n",
	    (end.tv_sec - begin.tv_sec) * 1000000LL +
		(end.tv_nsec - begin.tv_nsec) / 1000,
	    microseconds(usage.ru_utime) + microseconds(usage.ru_stime),
	    usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 255);
	return fclose(out) == 0 ? 0 : EXIT_FAILURE;
}
