/*
 * The file is an array of slots, of text, one for each hash of a name.
 */
#include "base/brake.h"

#include "base/log.h"
#include "base/state.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Ten times what the largest of the brakes lets through in an hour. */
#define SLOTS 4096

#define HOUR 3600

/* The hour since 1970, and the counts of it and of the one before. */
#define SLOT_BYTES  32
#define MAGIC	    "jicketb "
#define SLOT_FORMAT MAGIC "%9" G_GINT64_FORMAT " %6u %6u\n"
#define COUNT_MAX   999999U

struct brake {
	int fd;
	char *path;
};

struct slot {
	gint64 hour;
	guint now, before;
};

struct brake *
brake_open(const char *dir)
{
	g_autofree char *name = g_strdup_printf("brake-%ld", (long)geteuid());
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct brake *b = g_new0(struct brake, 1);

	b->fd = state_open(dir, name, &b->path);
	if (b->fd < 0) {
		g_free(b);
		return NULL;
	}
	/* Nobody holds it for longer than it takes to count. */
	while (fcntl(b->fd, F_SETLKW, &lock) < 0)
		if (errno != EINTR) {
			log_warning("%s cannot be locked: %s", b->path,
			    g_strerror(errno));
			brake_close(b);
			return NULL;
		}
	return b;
}

void
brake_close(struct brake *b)
{
	if (!b)
		return;
	close(b->fd);
	g_free(b->path);
	g_free(b);
}

static off_t
place(const char *name)
{
	g_autofree char *digest =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);

	digest[8] = '\0';
	return (off_t)(g_ascii_strtoull(digest, NULL, 16) % SLOTS * SLOT_BYTES);
}

/* What is in the file, as of this hour; what cannot be read counts as none. */
static struct slot
slot_read(const struct brake *b, off_t at, gint64 hour)
{
	char text[SLOT_BYTES + 1] = "", *p = text + strlen(MAGIC);
	struct slot s;

	if (pread(b->fd, text, SLOT_BYTES, at) != SLOT_BYTES ||
	    !g_str_has_prefix(text, MAGIC))
		return (struct slot){ .hour = hour };
	s.hour = g_ascii_strtoll(p, &p, 10);
	/* Six digits each. */
	s.now = (guint)g_ascii_strtoull(p, &p, 10);
	s.before = (guint)g_ascii_strtoull(p, &p, 10);
	if (s.hour == hour)
		return s;
	/* A clock that was set back must not hold a brake for ever. */
	return (struct slot){ .hour = hour,
		.before = s.hour == hour - 1 ? s.now : 0 };
}

guint
brake_get(const struct brake *b, const char *name, gint64 now)
{
	const struct slot s = slot_read(b, place(name), now / HOUR);
	const guint left = (guint)(HOUR - now % HOUR);

	return s.now + s.before * left / HOUR;
}

void
brake_count(struct brake *b, const char *name, gint64 now)
{
	const off_t at = place(name);
	struct slot s = slot_read(b, at, now / HOUR);
	char text[SLOT_BYTES + 1];

	s.now = MIN(s.now + 1, COUNT_MAX);
	(void)g_snprintf(
	    text, sizeof text, SLOT_FORMAT, s.hour, s.now, s.before);
	if (pwrite(b->fd, text, SLOT_BYTES, at) != SLOT_BYTES)
		log_warning(
		    "%s cannot be written: %s", b->path, g_strerror(errno));
}
