#include "base/gather.h"

#include "base/limits.h"
#include "base/temp.h"

#include <errno.h>
#include <unistd.h>

static int shared = -1;
static gint64 end;

gboolean
gather_is_shared(int fd)
{
	return fd >= 0 && fd == shared;
}

/* Others read from the shared file, so the place in it is nobody's. */
static int
append(const char *buf, size_t n, gint64 at)
{
	while (n > 0) {
		ssize_t done = pwrite(shared, buf, n, at);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return -1;
		buf += done;
		at += done;
		n -= (size_t)done;
	}
	return 0;
}

static int
copy(int fd, gint64 size)
{
	g_autofree char *buf = g_malloc(LIMIT_READ_CHUNK);

	for (gint64 at = 0; at < size;) {
		ssize_t n = pread(
		    fd, buf, (size_t)MIN(size - at, LIMIT_READ_CHUNK), at);

		if (n <= 0 || append(buf, (size_t)n, end + at) < 0)
			return -1;
		at += n;
	}
	return 0;
}

int
gather_file(int fd, gint64 size, gint64 *start)
{
	*start = 0;
	if (size > LIMIT_GATHER_BYTES)
		return fd;
	if (shared < 0)
		shared = temp_open();
	if (shared < 0 || copy(fd, size) < 0)
		return fd;
	close(fd);
	*start = end;
	end += size;
	return shared;
}
