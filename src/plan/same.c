#include "plan/same.h"

#include "base/limits.h"
#include "ticket/said.h"

#include <string.h>

static gboolean
is_equal(const struct mark *filed, const struct spool *s)
{
	return filed->size == s->body_size &&
	    g_strcmp0(filed->body, s->digest) == 0;
}

/* Is what was filed the start of this message, and no more? */
static gboolean
is_start(const struct mark *filed, const struct spool *s)
{
	g_autofree char *start = NULL;

	if (!filed->body || filed->size < 0 || filed->size >= s->body_size)
		return FALSE;
	start = spool_prefix_digest(s, filed->size);
	return g_strcmp0(start, filed->body) == 0;
}

/*
 * By the bytes alone: of a mark that an earlier version wrote, or a message
 * that the MIME parser did not survive, no more is known.
 */
static enum same
by_bytes(const struct mark *filed, const struct spool *s)
{
	if (is_equal(filed, s))
		return SAME_ALL;
	return is_start(filed, s) ? SAME_START : SAME_NOT;
}

/*
 * What a list adds is no text of the mail.  That a list added it is known
 * when the mail did not come by one before: else what is more may be what
 * was cut off at first.
 */
static gboolean
is_list_copy(const struct said_relation *r)
{
	return r->by_list && r->holds && r->surplus <= LIMIT_LIST_LINES;
}

enum same
same_mail(const struct mark *filed, const struct message *m, const char *said,
    const char **differs)
{
	struct said_relation r;

	*differs = "what it says";
	if (!said || !filed->said || !said_compare(filed->said, said, &r))
		return by_bytes(filed, m->spool);
	if (!r.same_time || !r.same_subject || !r.same_sender) {
		*differs = !r.same_time ? "its date" :
		    !r.same_subject	? "its subject" :
					  "its sender";
		return SAME_NOT;
	}
	if (is_equal(filed, m->spool))
		return SAME_ALL;
	if (is_list_copy(&r))
		return SAME_TEXT;
	/* The text may have come through, and only files be missing. */
	if (is_start(filed, m->spool))
		return SAME_START;
	return r.within ? SAME_TEXT : SAME_NOT;
}
