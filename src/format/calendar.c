#include "format/calendar.h"

#include "base/text.h"
#include "format/calendar_event.h"

#include <string.h>

static gboolean
are_digits(const char *s, size_t n)
{
	return strlen(s) >= n && strspn(s, "0123456789") >= n;
}

/*
 * "20261125T100000Z" as "2026-11-25 10:00"; "day": without that day.
 * Anything else as it stands.  To be freed.
 */
static char *
show_time(const char *time, const char *day)
{
	g_autofree char *clock = NULL;

	if (!are_digits(time, 8))
		return g_strdup(time);
	if (time[8] == 'T' && are_digits(time + 9, 4))
		clock = g_strdup_printf("%.2s:%.2s", time + 9, time + 11);
	if (clock && day && strncmp(time, day, 8) == 0)
		return g_steal_pointer(&clock);
	return g_strdup_printf("%.4s-%.2s-%.2s%s%s", time, time + 4, time + 6,
	    clock ? " " : "", clock ? clock : "");
}

/* The zone as written; "" if there is none. */
static const char *
zone_of(const char *time, const char *zone)
{
	if (zone)
		return zone;
	return g_str_has_suffix(time, "Z") ? "UTC" : "";
}

/* Start, end and zone on one line; to be freed. */
static char *
show_when(const struct event *e)
{
	GString *out = g_string_new(NULL);
	g_autofree char *start = show_time(e->start, NULL);
	const char *zone = zone_of(e->start, e->start_zone);

	g_string_append(out, start);
	if (e->end) {
		const char *end_zone = zone_of(e->end, e->end_zone);
		gboolean same = strcmp(zone, end_zone) == 0;
		g_autofree char *end =
		    show_time(e->end, same ? e->start : NULL);

		if (!same && *zone)
			g_string_append_printf(out, " (%s)", zone);
		g_string_append_printf(out, " \xe2\x80\x93 %s", end);
		zone = end_zone;
	} else if (e->duration) {
		g_string_append_printf(out, ", %s", e->duration);
	}
	if (*zone)
		g_string_append_printf(out, " (%s)", zone);
	return g_string_free(out, FALSE);
}

static gboolean
has_method(const struct event *e, const char *method)
{
	return e->method && g_ascii_strcasecmp(e->method, method) == 0;
}

static const char *
show_method(const struct event *e)
{
	static const struct {
		const char *method, *shown;
	} methods[] = {
		{ "REQUEST", "Invitation" },
		{ "CANCEL", "Cancelled" },
		{ "REPLY", "Answer to an invitation" },
		{ "COUNTER", "Another time proposed" },
		{ "DECLINECOUNTER", "Other time declined" },
		{ "REFRESH", "Request for an update" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(methods); i++)
		if (has_method(e, methods[i].method))
			return methods[i].shown;
	if (e->status && g_ascii_strcasecmp(e->status, "CANCELLED") == 0)
		return "Cancelled";
	return "Appointment";
}

static const char *
show_answer(const struct event *e)
{
	static const struct {
		const char *answer, *shown;
	} answers[] = {
		{ "ACCEPTED", "Accepted" },
		{ "DECLINED", "Declined" },
		{ "TENTATIVE", "Tentatively accepted" },
		{ "DELEGATED", "Delegated" },
	};

	for (size_t i = 0; e->answer && i < G_N_ELEMENTS(answers); i++)
		if (g_ascii_strcasecmp(e->answer, answers[i].answer) == 0)
			return answers[i].shown;
	return "Answered";
}

/* "label: value", unless there is no value. */
static void
add_event_line(struct doc *d, const char *label, const char *value)
{
	static const struct doc_run bold = {
		.marks = MARK_BOLD, .colour = DOC_NO_COLOUR, .link = -1
	};
	g_autofree char *line = text_scrub_line(value ? value : "", -1);

	if (!*line)
		return;
	(void)doc_begin(d, LINE_TEXT);
	doc_add_text(d, label, -1, &bold);
	doc_add_text(d, ": ", -1, NULL);
	doc_add_text(d, line, -1, NULL);
}

static void
add_description(struct doc *d, const char *description)
{
	g_auto(GStrv) lines = g_strsplit(description, "\n", -1);
	gboolean gap = TRUE;

	for (char **p = lines; *p; p++) {
		if (!**p) {
			gap = TRUE;
			continue;
		}
		doc_begin(d, LINE_TEXT)->gap = gap;
		doc_add_text(d, *p, -1, NULL);
		gap = FALSE;
	}
}

static struct doc *
write_event(const struct event *e, gboolean alone)
{
	struct doc *d = doc_new();
	g_autofree char *when = e->start ? show_when(e) : NULL;
	g_autofree char *number = g_strdup_printf("%d", e->attendees);
	g_autofree char *more = g_strdup_printf("%d", e->events - 1);
	gboolean reply = has_method(e, "REPLY");

	add_event_line(
	    d, show_method(e), e->summary ? e->summary : "(no title)");
	add_event_line(d, show_answer(e), reply ? e->who : NULL);
	add_event_line(d, "When", when);
	add_event_line(d, "Repeats", e->rule);
	add_event_line(d, "Where", e->location);
	add_event_line(d, "Organizer", e->organizer);
	add_event_line(d, "Attendees", e->attendees && !reply ? number : NULL);
	add_event_line(
	    d, "More dates in the file", e->events > 1 ? more : NULL);
	if (alone && e->description)
		add_description(d, e->description);
	return d;
}

struct doc *
calendar_read(const char *text, const struct doc *body)
{
	struct event e = { 0 };
	g_autofree char *copy = g_strdup(text);
	struct doc *d = NULL;

	event_read(&e, copy);
	if ((e.summary || e.start) && !event_is_told(&e, body))
		d = write_event(&e, doc_is_empty(body));
	event_release(&e);
	return d;
}
