#include "base/temp.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static int first_failure;

static int
note_failure(void)
{
	if (!first_failure)
		first_failure = errno;
	return -1;
}

int
temp_failed(void)
{
	return first_failure;
}

int
temp_open(void)
{
	const char *dir = g_get_tmp_dir();
	g_autofree char *name = NULL;
	int fd = -1;

#ifdef O_TMPFILE
	fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
#endif
	if (fd < 0) {
		name = g_strconcat(dir, "/jicket.XXXXXX", NULL);
		fd = g_mkstemp_full(name, O_RDWR | O_CLOEXEC, 0600);
		if (fd >= 0)
			unlink(name);
	}
	return fd < 0 ? note_failure() : fd;
}

int
temp_write(int fd, const char *buf, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, buf, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return note_failure();
		buf += done;
		n -= (size_t)done;
	}
	return 0;
}
