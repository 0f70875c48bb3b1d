#include "mime_walk.h"

#include "cms.h"
#include "html.h"
#include "limits.h"
#include "media.h"
#include "mime_calendar.h"
#include "mime_field.h"
#include "mime_part.h"
#include "mime_text.h"
#include "plain.h"
#include "text.h"
#include "tnef.h"

#include <string.h>

/* Notes an attached message for mime_inner_files(). */
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
	g_autofree char *fallback = mime_made_up_name(object, w->parts);
	g_autofree char *name = NULL, *type = mime_type(object);
	g_autofree char *disposition = mime_disposition(object);
	struct attachment *a;

	/* A message is named after what it is about. */
	if (GMIME_IS_MESSAGE_PART(object)) {
		g_clear_pointer(&given, g_free);
		a = mime_message_attachment(
		    GMIME_MESSAGE_PART(object), fallback);
	} else {
		name = text_file_name(given, fallback);
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

/* RFC 8551, 3.5: "smime-type" says what is in it; many leave it out. */
static gboolean
is_wrapped(struct walk *w, GMimeObject *object)
{
	g_autofree char *type = mime_type(object);
	g_autofree char *kind = mime_type_parameter(object, "smime-type");

	if (!GMIME_IS_PART(object) || strcmp(media_extension(type), "p7m") != 0)
		return FALSE;
	if (kind && g_ascii_strcasecmp(kind, "enveloped-data") == 0)
		w->message->encrypted = TRUE;
	return !kind || g_ascii_strcasecmp(kind, "signed-data") == 0;
}

/* Walks through what is in a file; takes the descriptor. */
static void
walk_file(struct walk *w, int fd)
{
	GMimeStream *stream = g_mime_stream_fs_new_with_bounds(fd, 0, -1);
	GMimeObject *root = mime_parse(stream);

	if (root) {
		g_ptr_array_add(w->opened, root);
		/* Below something: a name makes a file of a text in it. */
		w->depth++;
		walk_object(w, root);
		w->depth--;
	}
	g_object_unref(stream);
}

/*
 * Takes the text out of its signature, which stays a file: it proves
 * something.  What cannot be unwrapped is only a file.
 */
static void
walk_wrapped(struct walk *w, GMimePart *part)
{
	struct part_reader *r;
	int fd;

	if (w->opened->len >= LIMIT_UNPACKED || w->depth >= limits->nesting)
		return;
	r = mime_part_open(part, FALSE);
	fd = cms_unwrap(mime_part_read, r);
	mime_part_close(r);
	if (fd >= 0)
		walk_file(w, fd);
}

/* Shows the text of a winmail.dat, if the mail has none of its own. */
static void
show_tnef_text(struct walk *w, const struct tnef *t)
{
	static const struct plain_format fixed = { FALSE, FALSE };
	gboolean html = t->html && (w->order == BODY_HTML_FIRST || !t->text);
	g_autofree char *text = text_scrub(t->text ? t->text : "", -1);
	struct doc *d = html ? html_read(t->html) : NULL;

	if (!d)
		d = plain_read(text, &fixed);
	if (!w->message->body->lines->len) {
		doc_append(w->message->body, d);
		w->message->text_cut = w->message->text_cut || d->cut;
	}
	doc_free(d);
}

/* FALSE: it is none, or not all of it could be read. */
static gboolean
walk_tnef(struct walk *w, GMimePart *part)
{
	struct tnef t;
	struct part_reader *r = mime_part_open(part, FALSE);
	gboolean whole = tnef_read(&t, mime_part_read, r) == 0 && !t.lost;

	mime_part_close(r);
	show_tnef_text(w, &t);
	while (t.files->len && ++w->parts <= limits->parts)
		g_ptr_array_add(w->message->attachments,
		    g_ptr_array_steal_index(t.files, 0));
	whole = whole && !t.files->len;
	w->message->doubt = w->message->doubt || !whole;
	tnef_release(&t);
	return whole;
}

static gboolean
is_tnef(GMimeObject *object)
{
	g_autofree char *type = mime_type(object);
	g_autofree char *name = mime_name(object, NULL);

	return GMIME_IS_PART(object) &&
	    (strcmp(media_extension(type), "dat") == 0 ||
		(name && g_ascii_strcasecmp(name, "winmail.dat") == 0));
}

static void
walk_leaf(struct walk *w, GMimeObject *object)
{
	enum text_kind kind = mime_text_kind(w, object);

	if (w->mode != WALK_TEXTS && ++w->parts > limits->parts) {
		w->lost = TRUE;
		return;
	}
	if (kind != TEXT_NONE)
		walk_text(w, GMIME_PART(object), kind);
	else if (mime_is_calendar(object) && w->mode != WALK_TEXTS)
		mime_add_calendar(w, GMIME_PART(object));
	else if (w->mode != WALK_TEXTS &&
	    !(is_tnef(object) && walk_tnef(w, GMIME_PART(object))))
		walk_attach(w, object);
	if (is_wrapped(w, object))
		walk_wrapped(w, GMIME_PART(object));
}

/* Enriched text looks poorer than what it says in plain. */
static const enum text_kind orders[][3] = {
	[BODY_HTML_FIRST] = { TEXT_HTML, TEXT_PLAIN, TEXT_ENRICHED },
	[BODY_PLAIN_FIRST] = { TEXT_PLAIN, TEXT_HTML, TEXT_ENRICHED },
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

	for (int i = 0; i < n && w->parts <= limits->parts; i++) {
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

static void
walk_all(struct walk *w, GMimeMultipart *multipart)
{
	int n = g_mime_multipart_get_count(multipart);
	gboolean report = g_mime_content_type_is_type(
	    g_mime_object_get_content_type(GMIME_OBJECT(multipart)),
	    "multipart", "report");
	gboolean attach = w->attach;

	for (int i = 0; i < n && w->parts <= limits->parts; i++) {
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
	const enum text_kind *order = orders[w->order];
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
	GMimeContentType *type =
	    g_mime_object_get_content_type(GMIME_OBJECT(multipart));
	gboolean related = w->related;

	/* No boundary, or none that occurs: only the original has it all. */
	if (g_mime_multipart_get_count(multipart) == 0 ||
	    w->depth >= limits->nesting) {
		w->lost = TRUE;
		return;
	}
	w->depth++;
	if (g_mime_content_type_is_type(type, "multipart", "encrypted"))
		w->message->encrypted = TRUE;
	if (g_mime_content_type_is_type(type, "multipart", "related"))
		w->related = TRUE;
	if (g_mime_content_type_is_type(type, "multipart", "alternative"))
		walk_alternative(w, multipart);
	else
		walk_all(w, multipart);
	w->related = related;
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
