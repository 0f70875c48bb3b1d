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

	g_free(inner->name);
	g_free(inner);
}

/* Notes an attached message for message_inner_files(). */
static void
note_message(struct collect *c, GMimeMessagePart *part, const char *name)
{
	struct inner_message *inner = g_new0(struct inner_message, 1);

	inner->message = g_mime_message_part_get_message(part);
	inner->name = g_strdup(name);
	inner->level = c->level + 1;
	g_ptr_array_add(c->inner, inner);
}

struct attachment *
collect_file(struct collect *c, struct context at, GMimeObject *object)
{
	g_autofree char *given = mime_name(object, c->charset);
	g_autofree char *fallback =
	    mime_made_up_name(object, c->parts, c->limits->file_name);
	g_autofree char *name = NULL, *type = mime_type(object);
	g_autofree char *disposition = mime_disposition(object);
	struct attachment *a;

	/* A message is named after what it is about. */
	if (GMIME_IS_MESSAGE_PART(object)) {
		g_clear_pointer(&given, g_free);
		a = mime_message_attachment(
		    GMIME_MESSAGE_PART(object), fallback);
	} else {
		name = text_file_name(given, fallback, c->limits->file_name);
		a = mime_part_attachment(GMIME_PART(object), name, type);
	}
	if (!a) {
		c->lost = TRUE;
		return NULL;
	}
	a->unnamed = !given;
	a->given = given ? text_scrub_line(given, -1) : NULL;
	a->content_id = mime_content_id(object);
	a->related = at.related || strcmp(disposition, "inline") == 0;
	g_ptr_array_add(c->message->attachments, a);
	place_picture(c, at, object, a);
	if (GMIME_IS_MESSAGE_PART(object))
		note_message(c, GMIME_MESSAGE_PART(object), a->name);
	return a;
}
