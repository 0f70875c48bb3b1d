#include "message/walk.h"

#include "base/limits.h"
#include "base/text.h"
#include "message/calendar.h"
#include "message/field.h"
#include "message/part.h"
#include "message/text.h"
#include "message/unpack.h"

#include <string.h>

/* Does the body show it already, by its id? */
static gboolean
is_shown(const struct doc *body, const char *src)
{
	for (guint i = 0; i < body->images->len; i++)
		if (g_ascii_strcasecmp(doc_image(body, (int)i)->src, src) == 0)
			return TRUE;
	return FALSE;
}

/*
 * Apple Mail writes a text with a picture in it as text, picture, text: it
 * stands where it comes, and nothing refers to it.
 */
static void
place_picture(struct walk *w, GMimeObject *object, struct attachment *a)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);
	g_autofree char *disposition = mime_disposition(object);
	struct doc *body = w->message->body;
	g_autofree char *src = NULL;

	if (!w->mixed || w->mode != WALK_ALL ||
	    !g_mime_content_type_is_type(type, "image", "*") ||
	    strcmp(disposition, "inline") != 0)
		return;
	if (!a->content_id) {
		a->content_id = g_strdup_printf("part:%d", w->parts);
		a->placed = TRUE;
	}
	src = g_strconcat("cid:", a->content_id, NULL);
	if (is_shown(body, src) || ++w->placed > LIMIT_TEXT_FILES)
		return;
	doc_begin(body, LINE_TEXT)->gap = TRUE;
	(void)doc_add_image(body, src, "", -1, -1, /* like */ NULL);
}

/* Notes an attached message for message_inner_files(). */
static void
note_message(struct walk *w, GMimeMessagePart *part, const char *name)
{
	struct walk_message *inner = g_new0(struct walk_message, 1);

	inner->message = g_mime_message_part_get_message(part);
	inner->name = g_strdup(name);
	inner->level = w->level + 1;
	g_ptr_array_add(w->messages, inner);
}

void
walk_attach(struct walk *w, GMimeObject *object)
{
	g_autofree char *given = mime_name(object, w->charset);
	g_autofree char *fallback =
	    mime_made_up_name(object, w->parts, w->limits->file_name);
	g_autofree char *name = NULL, *type = mime_type(object);
	g_autofree char *disposition = mime_disposition(object);
	struct attachment *a;

	/* A message is named after what it is about. */
	if (GMIME_IS_MESSAGE_PART(object)) {
		g_clear_pointer(&given, g_free);
		a = mime_message_attachment(
		    GMIME_MESSAGE_PART(object), fallback);
	} else {
		name = text_file_name(given, fallback, w->limits->file_name);
		a = mime_part_attachment(GMIME_PART(object), name, type);
	}
	if (!a) {
		w->lost = TRUE;
		return;
	}
	a->unnamed = !given;
	a->given = given ? text_scrub_line(given, -1) : NULL;
	a->content_id = mime_content_id(object);
	a->related = w->related || strcmp(disposition, "inline") == 0;
	g_ptr_array_add(w->message->attachments, a);
	place_picture(w, object, a);
	if (GMIME_IS_MESSAGE_PART(object))
		note_message(w, GMIME_MESSAGE_PART(object), a->name);
}

static void
walk_text(struct walk *w, GMimePart *part, enum text_kind kind)
{
	if (w->attach)
		walk_attach(w, GMIME_OBJECT(part));
	else if (w->mode != WALK_FILES)
		mime_add_text(w, part, kind);
	else if (kind == TEXT_PLAIN)
		mime_note_text(w, part);
}

static void
walk_leaf(struct walk *w, GMimeObject *object)
{
	enum text_kind kind = mime_text_kind(w, object);

	if (w->mode != WALK_TEXTS && ++w->parts > w->limits->parts) {
		w->lost = TRUE;
		return;
	}
	if (kind != TEXT_NONE)
		walk_text(w, GMIME_PART(object), kind);
	else if (mime_is_calendar(object) && w->mode != WALK_TEXTS)
		mime_add_calendar(w, GMIME_PART(object));
	else if (w->mode != WALK_TEXTS &&
	    !(mime_is_tnef(object) && mime_unpack_tnef(w, GMIME_PART(object))))
		walk_attach(w, object);
	if (mime_is_wrapped(w, object))
		mime_unwrap(w, GMIME_PART(object));
}

/* Enriched text looks poorer than what it says in plain. */
static const enum text_kind orders[][3] = {
	{ TEXT_HTML, TEXT_PLAIN, TEXT_ENRICHED },
	{ TEXT_PLAIN, TEXT_HTML, TEXT_ENRICHED }, /* plain text first */
};

static gboolean
has_kind(struct walk *w, GMimeMultipart *multipart, enum text_kind kind)
{
	int n = g_mime_multipart_get_count(multipart);

	for (int i = 0; i < n; i++)
		if (mime_has_text(
			w, g_mime_multipart_get_part(multipart, i), kind))
			return TRUE;
	return FALSE;
}

/* Shows what has this kind of text, and takes the files of all the rest. */
static void
walk_children(struct walk *w, GMimeMultipart *multipart, enum text_kind kind)
{
	int n = g_mime_multipart_get_count(multipart);
	enum walk_mode mode = w->mode;

	for (int i = 0; i < n && w->parts <= w->limits->parts; i++) {
		GMimeObject *child = g_mime_multipart_get_part(multipart, i);

		if (mime_has_text(w, child, kind))
			walk_object(w, child);
		else if (mode != WALK_TEXTS) {
			w->mode = WALK_FILES;
			walk_object(w, child);
			w->mode = mode;
		}
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
may_have_text(const struct walk *w, GMimeMultipart *multipart)
{
	int n = g_mime_multipart_get_count(multipart);

	for (int i = 0; i < n; i++) {
		GMimeObject *child = g_mime_multipart_get_part(multipart, i);

		if (GMIME_IS_MULTIPART(child) ||
		    mime_text_kind(w, child) != TEXT_NONE)
			return TRUE;
	}
	return FALSE;
}

static void
walk_all(struct walk *w, GMimeMultipart *multipart)
{
	int n = g_mime_multipart_get_count(multipart);
	gboolean report = is_multipart(multipart, "report");
	gboolean attach = w->attach;

	for (int i = 0; i < n && w->parts <= w->limits->parts; i++) {
		/* RFC 6522: the first part is for people. */
		w->attach = attach || (report && i > 0);
		walk_object(w, g_mime_multipart_get_part(multipart, i));
	}
	w->attach = attach;
}

/*
 * RFC 2046, 5.1.4: the same text in several forms.  Shown is the one that
 * the options prefer and that has something in it; when that turns out to be
 * none that can be read, the next one.
 */
static void
walk_alternative(struct walk *w, GMimeMultipart *multipart)
{
	const enum text_kind *order = orders[w->plain_first ? 1 : 0];
	gboolean has_plain = has_kind(w, multipart, TEXT_PLAIN);
	gboolean twin = w->twin, walked = FALSE;
	enum walk_mode mode = w->mode;
	guint before = w->message->body->lines->len;

	for (size_t i = 0; i < G_N_ELEMENTS(orders[0]) &&
	     w->message->body->lines->len == before;
	     i++) {
		if (!has_kind(w, multipart, order[i]) ||
		    (walked && mode == WALK_FILES))
			continue;
		w->twin = twin || (has_plain && order[i] != TEXT_PLAIN);
		w->mode = walked ? WALK_TEXTS : mode;
		walk_children(w, multipart, order[i]);
		walked = TRUE;
	}
	w->twin = twin;
	w->mode = mode;
	if (!walked)
		walk_all(w, multipart);
}

static void
walk_multipart(struct walk *w, GMimeMultipart *multipart)
{
	gboolean related = w->related, mixed = w->mixed;

	/* No boundary, or none that occurs: only the original has it all. */
	if (g_mime_multipart_get_count(multipart) == 0 ||
	    w->depth >= w->limits->nesting) {
		w->lost = TRUE;
		return;
	}
	w->depth++;
	if (is_multipart(multipart, "encrypted"))
		w->message->encrypted = TRUE;
	if (is_multipart(multipart, "related"))
		w->related = TRUE;
	w->mixed =
	    is_multipart(multipart, "mixed") && may_have_text(w, multipart);
	if (is_multipart(multipart, "alternative"))
		walk_alternative(w, multipart);
	else
		walk_all(w, multipart);
	w->related = related;
	w->mixed = mixed;
	w->depth--;
}

void
walk_object(struct walk *w, GMimeObject *object)
{
	if (GMIME_IS_MULTIPART(object))
		walk_multipart(w, GMIME_MULTIPART(object));
	else
		walk_leaf(w, object);
}
