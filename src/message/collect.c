#include "message/collect.h"

#include "base/limits.h"
#include "base/text.h"
#include "message/field.h"
#include "message/part.h"

#include <string.h>

/* Does the body show it already, by its id? */
static gboolean
has_image(const struct doc *body, const char *src)
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
place_picture(struct collect *c, struct context at, GMimeObject *object,
    struct attachment *a)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);
	g_autofree char *disposition = mime_disposition(object);
	struct doc *body = c->message->body;
	g_autofree char *src = NULL;

	if (!at.mixed || at.wanted != WANT_ALL ||
	    !g_mime_content_type_is_type(type, "image", "*") ||
	    strcmp(disposition, "inline") != 0)
		return;
	if (!a->content_id) {
		a->content_id = g_strdup_printf("part:%d", c->parts);
		a->placed = TRUE;
	}
	src = g_strconcat("cid:", a->content_id, NULL);
	if (has_image(body, src) || ++c->placed > LIMIT_TEXT_FILES)
		return;
	doc_begin(body, LINE_TEXT)->gap = TRUE;
	(void)doc_add_image(body, src, "", -1, -1, /* like */ NULL);
}

void
inner_message_free(gpointer p)
{
	struct inner_message *inner = p;

	g_clear_object(&inner->root);
	g_free(inner->name);
	g_free(inner);
}

/* Notes an attached message for message_inner_files(). */
static void
note_message(struct collect *c, GMimePart *part, const char *name)
{
	struct inner_message *inner = g_new0(struct inner_message, 1);

	inner->part = part;
	inner->name = g_strdup(name);
	inner->level = c->level + 1;
	g_ptr_array_add(c->inner, inner);
}

/* A file of the part, with its name; NULL: it cannot be read. */
static struct attachment *
make_file(struct collect *c, GMimePart *part)
{
	GMimeObject *object = GMIME_OBJECT(part);
	g_autofree char *given = mime_name(object, c->charset);
	g_autofree char *type = mime_type(object);
	g_autofree char *subject =
	    mime_is_message(object) ? mime_message_subject(part) : NULL;
	g_autofree char *fallback =
	    mime_made_up_name(object, subject, c->parts, c->limits->file_name);
	g_autofree char *name = NULL;
	struct attachment *a;

	/* A message is named after what it is about. */
	if (subject && *subject)
		g_clear_pointer(&given, g_free);
	name = text_file_name(given, fallback, c->limits->file_name);
	a = mime_part_attachment(part, name, type);
	if (!a)
		return NULL;
	c->lost = c->lost || mime_part_is_bad(a->source);
	a->unnamed = !given;
	a->given = given ? text_scrub_line(given, -1) : NULL;
	return a;
}

struct attachment *
collect_file(struct collect *c, struct context at, GMimeObject *object)
{
	struct attachment *a =
	    GMIME_IS_PART(object) ? make_file(c, GMIME_PART(object)) : NULL;
	g_autofree char *disposition = mime_disposition(object);

	if (!a) {
		c->lost = TRUE;
		return NULL;
	}
	a->content_id = mime_content_id(object);
	a->related = at.related || strcmp(disposition, "inline") == 0;
	g_ptr_array_add(c->message->attachments, a);
	place_picture(c, at, object, a);
	if (mime_is_message(object))
		note_message(c, GMIME_PART(object), a->name);
	return a;
}
