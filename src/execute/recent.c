/*
 * The file is an array of slots, one for all messages of equal hash.  A slot
 * is locked as a range of bytes, so that messages do not wait for each other
 * and a dead process leaves no lock behind.
 */
#include "execute/recent.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SLOTS	     4096
#define KEY_LENGTH   32
#define ISSUE_LENGTH 32

struct slot {
	char key[KEY_LENGTH];	  /* of message and project; not terminated */
	char issue[ISSUE_LENGTH]; /* the number, terminated */
};

struct recent {
	int fd;
	off_t at;
	char key[KEY_LENGTH + 1];
	char issue[ISSUE_LENGTH]; /* "": none */
};

/*
 * In a folder that everybody may write to, so the file is trusted only if
 * it is ours alone.
 */
static int
open_memory(void)
{
	g_autofree char *name = g_strdup_printf(
	    "%s/jicket-%ld.recent", g_get_tmp_dir(), (long)geteuid());
	int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct stat st;

	if (fd < 0) {
		log_debug("%s: %s", name, g_strerror(errno));
		return -1;
	}
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) ||
	    st.st_uid != geteuid() || (st.st_mode & 077) || st.st_nlink != 1) {
		log_warning("%s is not ours alone, and is not used", name);
		close(fd);
		return -1;
	}
	return fd;
}

static int
lock(int fd, off_t at)
{
	struct flock lock = {
		.l_type = F_WRLCK,
		.l_whence = SEEK_SET,
		.l_start = at,
		.l_len = sizeof(struct slot),
	};

	/* The guard's deadline ends a wait that is too long. */
	while (fcntl(fd, F_SETLKW, &lock) < 0)
		if (errno != EINTR)
			return -1;
	return 0;
}

static void
read_slot(struct recent *r)
{
	struct slot slot;

	if (pread(r->fd, &slot, sizeof slot, r->at) != sizeof slot ||
	    memcmp(slot.key, r->key, KEY_LENGTH) != 0)
		return;
	slot.issue[ISSUE_LENGTH - 1] = '\0';
	if (strspn(slot.issue, "0123456789") == strlen(slot.issue))
		g_strlcpy(r->issue, slot.issue, sizeof r->issue);
}

struct recent *
recent_open(const char *digest, const char *project)
{
	g_autofree char *both = g_strconcat(digest, "/", project, NULL);
	g_autofree char *key =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, both, -1);
	struct recent *r;
	int fd = open_memory();

	if (fd < 0)
		return NULL;
	r = g_new0(struct recent, 1);
	r->fd = fd;
	g_strlcpy(r->key, key, sizeof r->key);
	key[8] = '\0';
	r->at = (off_t)(g_ascii_strtoull(key, NULL, 16) % SLOTS *
	    sizeof(struct slot));
	if (lock(fd, r->at) < 0) {
		recent_close(r);
		return NULL;
	}
	read_slot(r);
	return r;
}

const char *
recent_issue(const struct recent *r)
{
	return r && *r->issue ? r->issue : NULL;
}

void
recent_remember(struct recent *r, const char *issue)
{
	struct slot slot = { { 0 }, { 0 } };

	if (!r)
		return;
	memcpy(slot.key, r->key, KEY_LENGTH);
	g_strlcpy(slot.issue, issue, sizeof slot.issue);
	if (pwrite(r->fd, &slot, sizeof slot, r->at) != sizeof slot)
		log_debug("the memory of this host is full");
}

void
recent_close(struct recent *r)
{
	if (!r)
		return;
	close(r->fd);
	g_free(r);
}
