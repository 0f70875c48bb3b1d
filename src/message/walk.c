#include "message/walk.h"

#include "base/limits.h"
#include "message/calendar.h"
#include "message/external.h"
#include "message/text.h"
#include "message/unpack.h"

static void
walk_leaf_text(
    struct collect *c, struct context at, GMimePart *part, enum text_kind kind)
{
	if (at.attach)
		(void)collect_file(c, at, GMIME_OBJECT(part));
	else if (at.wanted != WANT_FILES)
		mime_add_text(c, at, part, kind);
	else if (kind == TEXT_PLAIN)
		mime_note_text(c, part);
}

static void
walk_leaf_file(struct collect *c, struct context at, GMimeObject *object)
{
	if (mime_is_calendar(object))
		mime_add_calendar(c, at, GMIME_PART(object));
	else if (mime_is_external(object))
		mime_add_external(c, GMIME_PART(object));
	else if (!mime_is_tnef(object) ||
	    !mime_unpack_tnef(c, GMIME_PART(object)))
		(void)collect_file(c, at, object);
}

/* The text in a signature, which is a file: it proves something. */
static void
walk_wrapped(struct collect *c, struct context at, GMimePart *part)
{
	GMimeObject *root;

	if (c->opened->len >= LIMIT_UNPACKED || at.depth >= c->limits->nesting)
		return;
	root = mime_unwrap(part, &c->message->doubt);
	if (!root)
		return;
	g_ptr_array_add(c->opened, root);
	/* Below something: a name makes a file of a text in it. */
	at.depth++;
	walk_object(c, at, root);
}

static void
walk_leaf(struct collect *c, struct context at, GMimeObject *object)
{
	enum text_kind kind = mime_text_kind(object, at.depth);

	if (at.wanted != WANT_TEXTS && ++c->parts > c->limits->parts) {
		c->lost = TRUE;
		return;
	}
	if (kind != TEXT_NONE)
		walk_leaf_text(c, at, GMIME_PART(object), kind);
	else if (at.wanted != WANT_TEXTS)
		walk_leaf_file(c, at, object);
	if (mime_is_wrapped(object, &c->message->encrypted))
		walk_wrapped(c, at, GMIME_PART(object));
}

/* Enriched text looks poorer than what it says in plain. */
static const enum text_kind orders[][3] = {
	{ TEXT_HTML, TEXT_PLAIN, TEXT_ENRICHED },
	{ TEXT_PLAIN, TEXT_HTML, TEXT_ENRICHED }, /* plain text first */
};

/* Has one of the parts a text of this kind with something in it? */
static gboolean
has_kind(const struct collect *c, struct context at, GMimeMultipart *multipart,
    enum text_kind kind)
{
	int n = g_mime_multipart_get_count(multipart);

	for (int i = 0; i < n; i++)
		if (mime_has_text(g_mime_multipart_get_part(multipart, i), kind,
			at.depth, c->limits->nesting))
			return TRUE;
	return FALSE;
}

/* Shows what has this kind of text, and takes the files of all the rest. */
static void
walk_children(struct collect *c, struct context at, GMimeMultipart *multipart,
    enum text_kind kind)
{
	int n = g_mime_multipart_get_count(multipart);
	struct context aside = at;

	aside.wanted = WANT_FILES;
	for (int i = 0; i < n && c->parts <= c->limits->parts; i++) {
		GMimeObject *child = g_mime_multipart_get_part(multipart, i);

		if (mime_has_text(child, kind, at.depth, c->limits->nesting))
			walk_object(c, at, child);
		else if (at.wanted != WANT_TEXTS)
			walk_object(c, aside, child);
	}
}

static gboolean
is_multipart(GMimeMultipart *multipart, const char *subtype)
{
	return g_mime_content_type_is_type(
	    g_mime_object_get_content_type(GMIME_OBJECT(multipart)),
	    "multipart", subtype);
}

/* Is one of the parts a text, or can it have one? */
static gboolean
may_have_text(struct context at, GMimeMultipart *multipart)
{
	int n = g_mime_multipart_get_count(multipart);

	for (int i = 0; i < n; i++) {
		GMimeObject *child = g_mime_multipart_get_part(multipart, i);

		if (GMIME_IS_MULTIPART(child) ||
		    mime_text_kind(child, at.depth) != TEXT_NONE)
			return TRUE;
	}
	return FALSE;
}

static void
walk_all(struct collect *c, struct context at, GMimeMultipart *multipart)
{
	int n = g_mime_multipart_get_count(multipart);
	gboolean report = is_multipart(multipart, "report");

	for (int i = 0; i < n && c->parts <= c->limits->parts; i++) {
		/* RFC 6522: the first part is for people. */
		at.attach = at.attach || (report && i > 0);
		walk_object(c, at, g_mime_multipart_get_part(multipart, i));
	}
}

/*
 * RFC 2046, 5.1.4: the same text in several forms.  Shown is the one that
 * the options prefer and that has something in it; when that turns out to be
 * none that can be read, the next one.
 */
static void
walk_alternative(
    struct collect *c, struct context at, GMimeMultipart *multipart)
{
	const enum text_kind *order = orders[c->plain_first ? 1 : 0];
	gboolean has_plain = has_kind(c, at, multipart, TEXT_PLAIN);
	const struct doc *body = c->message->body;
	guint before = body->lines->len;
	gboolean walked = FALSE;

	for (size_t i = 0; i < G_N_ELEMENTS(orders[0]) &&
	     body->lines->len == before && c->tries <= LIMIT_TRIES;
	     i++) {
		struct context form = at;

		if (!has_kind(c, at, multipart, order[i]) ||
		    (walked && at.wanted == WANT_FILES))
			continue;
		form.twin = at.twin || (has_plain && order[i] != TEXT_PLAIN);
		form.wanted = walked ? WANT_TEXTS : at.wanted;
		/* Each level of nesting could try three times as often. */
		if (walked && ++c->tries > LIMIT_TRIES)
			c->lost = TRUE;
		else
			walk_children(c, form, multipart, order[i]);
		walked = TRUE;
	}
	if (!walked)
		walk_all(c, at, multipart);
}

static void
walk_multipart(struct collect *c, struct context at, GMimeMultipart *multipart)
{
	/* No boundary, or none that occurs: only the original has it all. */
	if (g_mime_multipart_get_count(multipart) == 0 ||
	    at.depth >= c->limits->nesting) {
		c->lost = TRUE;
		return;
	}
	at.depth++;
	if (is_multipart(multipart, "encrypted"))
		c->message->encrypted = TRUE;
	at.related = at.related || is_multipart(multipart, "related");
	at.mixed =
	    is_multipart(multipart, "mixed") && may_have_text(at, multipart);
	if (is_multipart(multipart, "alternative"))
		walk_alternative(c, at, multipart);
	else
		walk_all(c, at, multipart);
}

void
walk_object(struct collect *c, struct context at, GMimeObject *object)
{
	if (GMIME_IS_MULTIPART(object))
		walk_multipart(c, at, GMIME_MULTIPART(object));
	else
		walk_leaf(c, at, object);
}
