/*
 * Is the message whole?  The end of the input does not prove it.
 */
#include "intake/spool.h"

#include "base/limits.h"
#include "base/log.h"
#include "intake/header.h"

#include <string.h>
#include <unistd.h>

/*
 * Postfix keeps a line as records of at most 2048 bytes, and counts two
 * bytes more for each, or three if it is of 128 bytes or longer.
 */
#define RECORD_BYTES 2048
#define SHORT_RECORD 128

/* What a filter adds to the records is announced, and never sent. */
#define RECORD_TOLERANCE 512

static gint64
record_size(gint64 line)
{
	gint64 whole = line / RECORD_BYTES, rest = line % RECORD_BYTES;

	/* A line of just so many bytes ends in a record without any. */
	return line + 3 * whole + (rest < SHORT_RECORD ? 2 : 3);
}

/* Bytes from the first Received field on, as Postfix counts them. */
static gint64
postfix_size(const struct spool *s)
{
	g_autofree char *buf = g_malloc(LIMIT_READ_CHUNK);
	const char *p = s->head->str + s->start;
	gint64 at, line = 0, size = 0;
	ssize_t n;

	while (p && g_ascii_strncasecmp(p, "received:", 9) != 0) {
		p = strchr(p, '\n');
		p = p && p[1] ? p + 1 : NULL;
	}
	at = p ? p - s->head->str : s->start;
	for (; (n = pread(s->fd, buf, LIMIT_READ_CHUNK, at)) > 0; at += n)
		for (ssize_t i = 0; i < n; i++) {
			if (buf[i] != '\n') {
				line++;
				continue;
			}
			size += record_size(line);
			line = 0;
		}
	return line ? size + record_size(line) : size;
}

/*
 * A header that goes on to the end, without what every mail has.  A mail
 * without a body may come so from Postfix, which adds all of it but the
 * subject.
 */
static gboolean
is_cut_header(const struct spool *s)
{
	static const char *const needed[] = { "From", "Date", "Message-ID",
		"Subject" };
	struct header h;
	gboolean cut = FALSE;

	if (g_str_has_suffix(s->head->str, "\n\n") ||
	    g_str_has_suffix(s->head->str, "\n\r\n"))
		return FALSE;
	header_init(&h, s->head->str + s->start, s->head->len - (gsize)s->start,
	    s->limits->header_fields);
	for (size_t i = 0; i < G_N_ELEMENTS(needed); i++)
		cut = cut || (h.fields->len && !header_get(&h, needed[i]));
	header_release(&h);
	return cut;
}

int
spool_check(
    const struct spool *s, const struct caller *caller, struct error *err)
{
	if (caller_has_gone(caller))
		return error_set(err, FAIL_CUT,
		    "the process that sent the "
		    "message has gone; it may have been cut");
	if (!s->regular && s->last != '\n')
		return error_set(err, FAIL_CUT,
		    "the message does not end with a line end; it may have "
		    "been cut");
	if (!s->regular && s->body == s->size && is_cut_header(s))
		return error_set(err, FAIL_CUT,
		    "the message ends in its header; it may have been cut");
	return 0;
}

void
spool_compare(struct spool *s, gint64 announced)
{
	const gint64 size = announced >= 0 ? postfix_size(s) : 0;

	if (announced < 0 || size + RECORD_TOLERANCE >= announced)
		return;
	s->shorter = TRUE;
	log_warning("%" G_GINT64_FORMAT
		    " bytes were announced, %" G_GINT64_FORMAT
		    " arrived: a filter took header fields away, or the "
		    "message was cut",
	    announced, size);
}
