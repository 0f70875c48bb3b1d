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
find_calendar(const struct collect *c, const char *text)
{
	for (guint i = 0; i < c->calendars->len; i++) {
		struct calendar *known = g_ptr_array_index(c->calendars, i);

		if (strcmp(known->text, text) == 0)
			return known;
	}
	return NULL;
}

void
mime_add_calendar(struct collect *c, struct context at, GMimePart *part)
{
	GMimeObject *object = GMIME_OBJECT(part);
	gboolean cut;
	g_autofree char *text = read_calendar(part, &cut);
	g_autofree char *name = mime_name(object, NULL);
	struct calendar *known;

	if (!c->calendars)
		c->calendars = g_ptr_array_new_with_free_func(calendar_free);
	known = find_calendar(c, text);
	if (cut || (!known && c->calendars->len >= LIMIT_CALENDARS)) {
		(void)collect_file(c, at, object);
	} else if (!known) {
		known = g_new0(struct calendar, 1);
		known->text = g_steal_pointer(&text);
		known->file = collect_file(c, at, object);
		g_ptr_array_add(c->calendars, known);
	} else if (name && known->file && known->file->unnamed) {
		/* The one with a name of its own stays. */
		g_ptr_array_remove(c->message->attachments, known->file);
		known->file = collect_file(c, at, object);
	}
}

void
mime_add_events(struct collect *c)
{
	struct doc *body = c->message->body, *events = doc_new();

	for (guint i = 0; c->calendars && i < c->calendars->len; i++) {
		const struct calendar *known =
		    g_ptr_array_index(c->calendars, i);
		struct doc *d = calendar_read(known->text, body);
		g_autofree char *told = doc_plain(events, DOC_WHOLE, FALSE);
		g_autofree char *said =
		    d ? doc_plain(d, DOC_WHOLE, FALSE) : NULL;

		if (d && !strstr(told, said))
			doc_append(events, d);
		doc_free(d);
	}
	doc_append(body, events);
	doc_free(events);
	g_clear_pointer(&c->calendars, g_ptr_array_unref);
}
