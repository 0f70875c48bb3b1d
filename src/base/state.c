#include "base/state.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* A folder that an administrator made: nobody else may write to it. */
static gboolean
is_safe(const struct stat *st)
{
	return (st->st_uid == geteuid() || st->st_uid == 0) &&
	    !(st->st_mode & S_IWOTH);
}

/* A folder in one that everybody may write to. */
static gboolean
is_private(const struct stat *st)
{
	return st->st_uid == geteuid() && !(st->st_mode & 077);
}

/* -1 with errno; EPERM: there is something that is not as it should be. */
static int
open_folder(const char *path, gboolean (*check)(const struct stat *st))
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) < 0 || !check(&st)) {
		close(fd);
		errno = EPERM;
		return -1;
	}
	return fd;
}

/* The file in the folder. -1 with errno, as above. */
static int
open_file(int folder, const char *name)
{
	int fd = openat(folder, name,
	    O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	struct stat st;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || !is_private(&st) ||
	    st.st_nlink > 1) {
		close(fd);
		errno = EPERM;
		return -1;
	}
	return fd;
}

static int
open_below(const char *folder, const char *name,
    gboolean (*check)(const struct stat *st), char **path)
{
	int dir = open_folder(folder, check), fd, why;

	if (dir < 0)
		return -1;
	fd = open_file(dir, name);
	why = errno;
	close(dir);
	errno = why;
	if (fd >= 0)
		*path = g_build_filename(folder, name, NULL);
	return fd;
}

int
state_open(const char *dir, const char *name, char **path)
{
	g_autofree char *own =
	    g_strdup_printf("%s/jicket-%ld", g_get_tmp_dir(), (long)geteuid());
	const char *folder = dir ? dir : STATE_DIR;
	int fd;

	if (dir)
		(void)mkdir(dir, 0700);
	fd = open_below(folder, name, is_safe, path);
	if (fd < 0 && !dir) {
		/* Not there, or for another user: no reason to complain. */
		folder = own;
		(void)mkdir(folder, 0700);
		fd = open_below(folder, name, is_private, path);
	}
	if (fd < 0)
		log_warning("%s/%s is not used: %s", folder, name,
		    errno == EPERM ? "it is not ours alone" :
				     g_strerror(errno));
	return fd;
}

gboolean
state_is_same(int fd, const char *path)
{
	struct stat ours, there;

	return fstat(fd, &ours) == 0 && lstat(path, &there) == 0 &&
	    ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}
