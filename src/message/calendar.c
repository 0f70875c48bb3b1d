#include "message/calendar.h"

#include "base/limits.h"
#include "base/text.h"
#include "coding/charset.h"
#include "format/calendar.h"
#include "message/field.h"
#include "message/part.h"

#include <string.h>

struct calendar {
	char *text;
	struct attachment *file; /* borrowed; NULL: it could not be read */
};

static void
calendar_free(gpointer p)
{
	struct calendar *c = p;

	g_free(c->text);
	g_free(c);
}

gboolean
mime_is_calendar(GMimeObject *object)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);

	return GMIME_IS_PART(object) &&
	    (g_mime_content_type_is_type(type, "text", "calendar") ||
		g_mime_content_type_is_type(type, "text", "x-vcalendar") ||
		g_mime_content_type_is_type(type, "application", "ics"));
}

/* Line ends differ between a part in base64 and one that is not. */
static char *
read_calendar(GMimePart *part, gboolean *cut)
{
	g_autoptr(GString) bytes =
	    mime_part_bytes(part, LIMIT_CALENDAR_BYTES, cut);
	g_autofree char *charset =
	    mime_type_parameter(GMIME_OBJECT(part), "charset");
	g_autofree char *text =
	    charset_decode(bytes->str, bytes->len, charset, NULL);

	return text_trim(text_scrub(text, -1));
}

static struct calendar *
find_calendar(const struct walk *w, const char *text)
{
	for (guint i = 0; i < w->calendars->len; i++) {
		struct calendar *c = g_ptr_array_index(w->calendars, i);

		if (strcmp(c->text, text) == 0)
			return c;
	}
	return NULL;
}

static struct attachment *
attach(struct walk *w, GMimePart *part)
{
	GPtrArray *files = w->message->attachments;
	guint before = files->len;

	walk_attach(w, GMIME_OBJECT(part));
	return files->len > before ? g_ptr_array_index(files, before) : NULL;
}

void
mime_add_calendar(struct walk *w, GMimePart *part)
{
	gboolean cut;
	g_autofree char *text = read_calendar(part, &cut);
	g_autofree char *name = mime_name(GMIME_OBJECT(part), NULL);
	struct calendar *c;

	if (!w->calendars)
		w->calendars = g_ptr_array_new_with_free_func(calendar_free);
	c = find_calendar(w, text);
	if (cut || (!c && w->calendars->len >= LIMIT_CALENDARS)) {
		(void)attach(w, part);
	} else if (!c) {
		c = g_new0(struct calendar, 1);
		c->text = g_steal_pointer(&text);
		c->file = attach(w, part);
		g_ptr_array_add(w->calendars, c);
	} else if (name && c->file && c->file->unnamed) {
		/* The one with a name of its own stays. */
		g_ptr_array_remove(w->message->attachments, c->file);
		c->file = attach(w, part);
	}
}

void
mime_add_events(struct walk *w)
{
	struct doc *body = w->message->body, *events = doc_new();

	for (guint i = 0; w->calendars && i < w->calendars->len; i++) {
		const struct calendar *c = g_ptr_array_index(w->calendars, i);
		struct doc *d = calendar_read(c->text, body);
		g_autofree char *known = doc_plain(events, DOC_WHOLE, FALSE);
		g_autofree char *said =
		    d ? doc_plain(d, DOC_WHOLE, FALSE) : NULL;

		if (d && !strstr(known, said))
			doc_append(events, d);
		doc_free(d);
	}
	doc_append(body, events);
	doc_free(events);
	g_clear_pointer(&w->calendars, g_ptr_array_unref);
}
