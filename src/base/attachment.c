#include "base/attachment.h"

#include "base/gather.h"
#include "base/limits.h"

#include <string.h>
#include <unistd.h>

/* Hex digits of the digest in a name, and what earlier versions gave. */
#define NAME_DIGITS	20
#define OLD_NAME_DIGITS 8

struct memory {
	char *text;
	size_t size, at;
};

static ssize_t
memory_read(gpointer source, char *buf, size_t n)
{
	struct memory *m = source;

	n = MIN(n, m->size - m->at);
	memcpy(buf, m->text + m->at, n);
	m->at += n;
	return (ssize_t)n;
}

static int
memory_rewind(gpointer source)
{
	struct memory *m = source;

	m->at = 0;
	return 0;
}

static void
memory_free(gpointer source)
{
	struct memory *m = source;

	g_free(m->text);
	g_free(m);
}

struct attachment *
attachment_from_text(const char *name, const char *type, const char *text)
{
	struct attachment *a = g_new0(struct attachment, 1);
	struct memory *m = g_new0(struct memory, 1);

	m->text = g_strdup(text);
	m->size = strlen(text);
	a->name = g_strdup(name);
	a->type = g_strdup(type);
	a->read = memory_read;
	a->rewind = memory_rewind;
	a->free = memory_free;
	a->source = m;
	return a;
}

struct range {
	int fd;
	gboolean owned;
	off_t start, at, end; /* end -1: that of the file */
};

static ssize_t
range_read(gpointer source, char *buf, size_t n)
{
	struct range *r = source;
	ssize_t got;

	if (r->end >= 0)
		n = MIN(n, (size_t)(r->end - r->at));
	got = pread(r->fd, buf, n, r->at);

	if (got > 0)
		r->at += got;
	return got;
}

static int
range_rewind(gpointer source)
{
	struct range *r = source;

	r->at = r->start;
	return 0;
}

static void
range_free(gpointer source)
{
	struct range *r = source;

	if (r->owned)
		close(r->fd);
	g_free(r);
}

struct attachment *
attachment_from_file(
    const char *name, const char *type, int fd, gint64 start, gboolean owned)
{
	struct attachment *a = g_new0(struct attachment, 1);
	struct range *r = g_new0(struct range, 1);

	r->fd = fd;
	r->owned = owned;
	r->start = r->at = (off_t)start;
	r->end = -1;
	a->name = g_strdup(name);
	a->type = g_strdup(type);
	a->read = range_read;
	a->rewind = range_rewind;
	a->free = range_free;
	a->source = r;
	return a;
}

struct attachment *
attachment_from_temp(const char *name, const char *type, int fd, gint64 size)
{
	gint64 start;
	int gathered = gather_file(fd, size, &start);
	struct attachment *a = attachment_from_file(
	    name, type, gathered, start, !gather_is_shared(gathered));
	struct range *r = a->source;

	r->end = (off_t)(start + size);
	a->size = size;
	return a;
}

char *
attachment_plain_name(const char *name)
{
	char *ascii = g_str_to_ascii(name, "C");

	for (char *p = ascii; *p; p++)
		if (!g_ascii_isalnum(*p) && !strchr("._-", *p))
			*p = '_';
	return ascii;
}

char *
attachment_content_name(
    struct attachment *a, const char *base, const char *extension)
{
	return g_strdup_printf(
	    "%s-%.*s.%s", base, NAME_DIGITS, attachment_digest(a), extension);
}

gboolean
attachment_claims_content(const char *name)
{
	g_autofree char *plain = attachment_plain_name(name);
	const char *end = strrchr(plain, '.');
	gsize digits = 0;

	while (end && end - digits > plain &&
	    strchr("0123456789abcdef", end[-1 - (gssize)digits]))
		digits++;
	if (!digits || end - digits == plain || end[-1 - (gssize)digits] != '-')
		return FALSE;
	/* Eight that are decimal are a date, nearly always. */
	return digits == NAME_DIGITS ||
	    (digits == OLD_NAME_DIGITS &&
		strspn(end - digits, "0123456789") < digits);
}

int
attachment_measure(struct attachment *a, gboolean digest)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *buf = g_malloc(LIMIT_READ_CHUNK);
	gint64 size = 0;
	ssize_t n;

	/* It may have been read in part, for an upload that failed. */
	if (a->rewind(a->source) < 0)
		return -1;
	while ((n = a->read(a->source, buf, LIMIT_READ_CHUNK)) > 0) {
		if (digest)
			g_checksum_update(sum, (const guchar *)buf, n);
		size += n;
	}
	if (n < 0)
		return -1;
	a->size = size;
	if (digest)
		g_strlcpy(
		    a->sha256, g_checksum_get_string(sum), sizeof a->sha256);
	return a->rewind(a->source);
}

const char *
attachment_digest(struct attachment *a)
{
	if (!*a->sha256 && attachment_measure(a, TRUE) < 0)
		a->sha256[0] = '\0';
	return a->sha256;
}

void
attachment_swap(struct attachment *a, struct attachment *b)
{
	struct attachment old = *a;

	a->read = b->read;
	a->rewind = b->rewind;
	a->free = b->free;
	a->source = b->source;
	a->size = b->size;
	b->read = old.read;
	b->rewind = old.rewind;
	b->free = old.free;
	b->source = old.source;
	b->size = old.size;
	a->sha256[0] = b->sha256[0] = '\0';
}

void
attachment_free(struct attachment *a)
{
	if (!a)
		return;
	if (a->free)
		a->free(a->source);
	g_free(a->name);
	g_free(a->type);
	g_free(a->content_id);
	g_free(a->given);
	g_free(a->within);
	g_free(a);
}
