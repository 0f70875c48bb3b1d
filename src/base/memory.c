/*
 * The file is an array of slots, of text, each for all names of equal hash.
 * The slot of a message is locked as a range of bytes, so that messages do not
 * wait for each other and a dead process leaves no lock behind.  Ticket ids,
 * which nobody locks, have slots of their own behind those.
 */
#include "base/memory.h"

#include "base/log.h"
#include "base/state.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* With their digits a host that files 100 mails a minute forgets in an hour. */
#define SLOTS 4096

#define MAGIC "jicket1 "

/* Members are padded with blanks. A slot never lies across two sectors. */
struct slot {
	char magic[8];
	char key[32];	/* of name and project */
	char issue[24]; /* the number, or blank */
	char intent[32];
	char time[16];	/* of the intent: ms since 1970 */
	char check[15]; /* digits of a digest of all before it */
	char end;	/* a line feed */
};

struct memory {
	int fd;
	char *path, *project;
	off_t at;	  /* the slot of the message */
	gint64 settle;	  /* ms */
	struct slot slot; /* what is there */
	struct slot left; /* what an earlier process left behind */
	char issue[sizeof((struct slot *)0)->issue + 1];
	gboolean failed; /* to write, which was logged */
};

static void
set(char *member, size_t n, const char *text)
{
	size_t i = 0;

	for (; i < n && text[i]; i++)
		member[i] = text[i];
	memset(member + i, ' ', n - i);
}

#define SET(member, text) set(member, sizeof(member), text)

/* A digest as it fits into a member of n bytes. */
static void
set_digest(char *member, size_t n, const char *text, gssize length)
{
	g_autofree char *digest = g_compute_checksum_for_data(
	    G_CHECKSUM_SHA256, (const guchar *)text, (gsize)length);

	memcpy(member, digest, n);
}

static void
set_check(struct slot *s)
{
	set_digest(s->check, sizeof s->check, (const char *)s,
	    offsetof(struct slot, check));
}

/* An empty slot for a name; returns its place, among the first n. */
static guint
slot_init(struct slot *s, const char *project, const char *name)
{
	g_autofree char *both = g_strconcat(name, "/", project, NULL);
	char digits[9] = "";

	SET(s->magic, MAGIC);
	set_digest(s->key, sizeof s->key, both, (gssize)strlen(both));
	SET(s->issue, "");
	SET(s->intent, "");
	SET(s->time, "");
	s->end = '\n';
	set_check(s);
	memcpy(digits, s->key, sizeof digits - 1);
	return (guint)(g_ascii_strtoull(digits, NULL, 16) % SLOTS);
}

/* Takes what is in the file, if it is of the same name. */
static void
slot_read(struct slot *s, int fd, off_t at)
{
	static const struct slot none;
	struct slot there, checked;
	ssize_t n = pread(fd, &there, sizeof there, at);

	if (n == 0 ||
	    (n == sizeof there && memcmp(&there, &none, sizeof none) == 0))
		return;
	checked = there;
	set_check(&checked);
	if (n != sizeof there ||
	    memcmp(there.magic, MAGIC, sizeof there.magic) != 0 ||
	    memcmp(&checked, &there, sizeof there) != 0) {
		log_warning("what the memory of this host has is not ours, "
			    "and is not used");
		return;
	}
	if (memcmp(there.key, s->key, sizeof s->key) == 0)
		*s = there;
}

static void
slot_write(struct memory *m, struct slot *s, off_t at)
{
	set_check(s);
	if (pwrite(m->fd, s, sizeof *s, at) == sizeof *s || m->failed)
		return;
	m->failed = TRUE;
	log_warning("%s cannot be written: %s", m->path, g_strerror(errno));
}

/* The number in a slot, terminated.  FALSE: none. */
static gboolean
slot_issue(const struct slot *s, char *issue)
{
	size_t n = 0;

	while (n < sizeof s->issue && g_ascii_isdigit(s->issue[n]))
		n++;
	memcpy(issue, s->issue, n);
	issue[n] = '\0';
	return n > 0;
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

/*
 * Opens and locks.  Whoever waited may hold the lock of a file that was
 * removed in the meantime: then the one that is there now is taken.
 */
static int
open_locked(struct memory *m, const char *dir)
{
	g_autofree char *name = g_strdup_printf("memory-%ld", (long)geteuid());

	for (;;) {
		m->fd = state_open(dir, name, &m->path);
		if (m->fd < 0)
			return -1;
		if (lock(m->fd, m->at) < 0) {
			log_warning("%s cannot be locked: %s", m->path,
			    g_strerror(errno));
			return -1;
		}
		if (state_is_same(m->fd, m->path))
			return 0;
		close(m->fd);
		g_clear_pointer(&m->path, g_free);
	}
}

struct memory *
memory_open(
    const char *dir, gint64 settle, const char *project, const char *digest)
{
	struct memory *m = g_new0(struct memory, 1);

	m->settle = settle * 1000;
	m->project = g_strdup(project);
	m->at =
	    (off_t)(slot_init(&m->slot, project, digest) * sizeof(struct slot));
	if (open_locked(m, dir) < 0) {
		memory_close(m);
		return NULL;
	}
	slot_read(&m->slot, m->fd, m->at);
	m->left = m->slot;
	return m;
}

void
memory_close(struct memory *m)
{
	if (!m)
		return;
	if (m->fd >= 0)
		close(m->fd);
	g_free(m->path);
	g_free(m->project);
	g_free(m);
}

const char *
memory_issue(const struct memory *m)
{
	struct memory *writable = (struct memory *)m;

	return m && slot_issue(&m->slot, writable->issue) ? m->issue : NULL;
}

/* The place of a ticket id, behind those of the messages. */
static off_t
place_of_id(struct slot *s, const char *project, const char *id)
{
	return (off_t)((SLOTS + slot_init(s, project, id)) * sizeof *s);
}

/* Notes the number of an issue under a name. */
static void
point_to(struct memory *m, const char *name, const char *issue)
{
	struct slot s;
	const off_t at = place_of_id(&s, m->project, name);

	SET(s.issue, issue);
	slot_write(m, &s, at);
}

/* What was noted under a name; to be freed. */
static char *
pointed_to(const struct memory *m, const char *name)
{
	char issue[sizeof m->issue];
	struct slot s;
	const off_t at = place_of_id(&s, m->project, name);

	slot_read(&s, m->fd, at);
	return slot_issue(&s, issue) ? g_strdup(issue) : NULL;
}

void
memory_remember(struct memory *m, const char *id, const char *issue)
{
	if (!m)
		return;
	SET(m->slot.issue, issue);
	memory_settle(m);
	point_to(m, id, issue);
}

char *
memory_recall(const struct memory *m, const char *name)
{
	char issue[sizeof m->issue];
	struct slot s;
	off_t at;

	if (!m)
		return NULL;
	at = (off_t)(slot_init(&s, m->project, name) * sizeof s);
	slot_read(&s, m->fd, at);
	return slot_issue(&s, issue) ? g_strdup(issue) : pointed_to(m, name);
}

/* Ticket ids have other letters. */
static char *
name_of_comment(const char *digest)
{
	return g_strconcat("comment ", digest, NULL);
}

void
memory_remember_comment(struct memory *m, const char *digest, const char *issue)
{
	g_autofree char *name = name_of_comment(digest);

	if (m)
		point_to(m, name, issue);
}

char *
memory_recall_comment(const struct memory *m, const char *digest)
{
	g_autofree char *name = name_of_comment(digest);

	return m ? pointed_to(m, name) : NULL;
}

static gint64
now(void)
{
	return g_get_real_time() / 1000;
}

/* An outage that a note could be about is over by then, in units of settle. */
#define USUAL 10

/*
 * Notes further apart than this, in ms, are of two outages: a mail system tries
 * again earlier.
 */
#define LAPSE (24 * G_GINT64_CONSTANT(3600000))

/*
 * A note has a slot among those of ticket ids, which have other letters: when
 * it was met with at first and, in place of an intent, at last.
 */
static off_t
place_of_note(const struct memory *m, struct slot *s, const char *what)
{
	g_autofree char *name = g_strconcat("note ", what, NULL);
	const off_t at = place_of_id(s, m->project, name);

	slot_read(s, m->fd, at);
	return at;
}

/* The number in a member of n bytes, or 0. */
static gint64
number(const char *member, size_t n)
{
	g_autofree char *text = g_strndup(member, n);

	return g_ascii_strtoll(text, NULL, 10);
}

static void
set_number(char *member, size_t n, gint64 value)
{
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, value);

	set(member, n, text);
}

#define NUMBER(member) number(member, sizeof(member))

gboolean
memory_note(struct memory *m, const char *what)
{
	struct slot s;
	gint64 first, last;
	off_t at;

	if (!m)
		return TRUE;
	at = place_of_note(m, &s, what);
	first = NUMBER(s.time);
	last = NUMBER(s.intent);
	if (first && last - first >= USUAL * m->settle)
		return TRUE;
	if (ABS(now() - last) > LAPSE)
		first = 0;
	last = now();
	set_number(s.time, sizeof s.time, first ? first : last);
	set_number(s.intent, sizeof s.intent, last);
	slot_write(m, &s, at);
	return first && last - first >= USUAL * m->settle;
}

void
memory_take_back(struct memory *m, const char *what)
{
	struct slot s;
	off_t at;

	if (!m)
		return;
	at = place_of_note(m, &s, what);
	if (s.time[0] == ' ')
		return;
	SET(s.time, "");
	SET(s.intent, "");
	slot_write(m, &s, at);
}

int
memory_intend(struct memory *m, const char *what)
{
	g_autofree char *time = g_strdup_printf("%" G_GINT64_FORMAT, now());

	if (!m)
		return 0;
	if (!state_is_same(m->fd, m->path))
		return -1;
	set_digest(
	    m->slot.intent, sizeof m->slot.intent, what, (gssize)strlen(what));
	SET(m->slot.time, time);
	slot_write(m, &m->slot, m->at);
	/* It is looked for before it is sent, and once only. */
	if (memcmp(m->slot.intent, m->left.intent, sizeof m->left.intent) == 0)
		SET(m->left.intent, "");
	return 0;
}

void
memory_settle(struct memory *m)
{
	if (!m)
		return;
	SET(m->slot.intent, "");
	SET(m->slot.time, "");
	slot_write(m, &m->slot, m->at);
}

gint64
memory_doubt(const struct memory *m, const char *what)
{
	char intent[sizeof m->left.intent];
	char time[sizeof m->left.time + 1] = "";
	gint64 age;

	if (!m)
		return 0;
	set_digest(intent, sizeof intent, what, (gssize)strlen(what));
	if (memcmp(intent, m->left.intent, sizeof intent) != 0)
		return 0;
	memcpy(time, m->left.time, sizeof m->left.time);
	/* A clock that was set back must not make it young for ever. */
	age = ABS(now() - g_ascii_strtoll(time, NULL, 10));
	return MAX(m->settle - age, 0);
}
