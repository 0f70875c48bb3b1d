#include "base/process.h"

#include <glib.h>
#include <unistd.h>

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
