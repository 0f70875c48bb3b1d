#include "calendar.h"

#include "text.h"

#include <string.h>

/* What is kept of an event; all may be NULL. */
struct event {
	char *method;		      /* of the calendar */
	char *summary, *location;     /* unescaped */
	char *description, *status;   /* the same */
	char *start, *end, *duration; /* as written */
	char *start_zone, *end_zone;  /* TZID */
	char *rule;		      /* RRULE */
	char *organizer;	      /* name or address */
	char *answer;		      /* PARTSTAT of the last attendee */
	int attendees;
	int events; /* in the calendar */
};

/* One line, unfolded: "name;parameters:value". */
struct property {
	char *name, *parameters, *value;
};

/* Folded lines become one (RFC 5545, 3.1). In place; returns its argument. */
static char *
unfold(char *text)
{
	char *to = text;

	for (const char *p = text; *p; p++) {
		if (*p == '\r' && (p[1] == '\n' || p[1] == '\0'))
			continue;
		if (*p == '\n' && (p[1] == ' ' || p[1] == '\t'))
			p++;
		else
			*to++ = *p;
	}
	*to = '\0';
	return text;
}

/* Splits a line in place; FALSE: it is none. */
static gboolean
read_property(struct property *p, char *line)
{
	gboolean quoted = FALSE;
	char *colon = line;

	for (; *colon && (quoted || *colon != ':'); colon++)
		if (*colon == '"')
			quoted = !quoted;
	if (!*colon)
		return FALSE;
	*colon = '\0';
	p->name = line;
	p->value = colon + 1;
	p->parameters = line + strcspn(line, ";");
	if (*p->parameters)
		*p->parameters++ = '\0';
	return TRUE;
}

/* The value of a parameter without its quotes; NULL: none. To be freed. */
static char *
parameter(const struct property *p, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = p->parameters; *at;) {
		gboolean hit =
		    g_ascii_strncasecmp(at, name, n) == 0 && at[n] == '=';
		const char *value = at + (hit ? n + 1 : 0);
		gboolean quoted = FALSE;

		for (at = value; *at && (quoted || *at != ';'); at++)
			if (*at == '"')
				quoted = !quoted;
		if (hit) {
			g_autofree char *raw =
			    g_strndup(value, (gsize)(at - value));

			g_strdelimit(raw, "\"", ' ');
			return text_scrub_line(raw, -1);
		}
		at += *at == ';';
	}
	return NULL;
}

/* A text without its escapes (RFC 5545, 3.3.11); to be freed. */
static char *
unescape(const char *value)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *p = value; *p; p++) {
		if (*p == '\\' && p[1])
			p++;
		else {
			g_string_append_c(out, *p);
			continue;
		}
		g_string_append_c(out, *p == 'n' || *p == 'N' ? '\n' : *p);
	}
	return text_trim(text_scrub(out->str, -1));
}

static void
keep(char **to, char *value)
{
	if (*to || !*value)
		g_free(value);
	else
		*to = value;
}

/* "mailto:ada@example.com" with a name, or without. */
static char *
person(const struct property *p)
{
	const char *addr = p->value;
	g_autofree char *name = parameter(p, "CN");
	g_autofree char *shown = NULL;

	if (g_ascii_strncasecmp(addr, "mailto:", 7) == 0)
		addr += 7;
	shown = name && *name && strcmp(name, addr) != 0 ?
	    g_strdup_printf("%s <%s>", name, addr) :
	    g_strdup(addr);
	return text_scrub_line(shown, -1);
}

static void
take_time(const struct property *p, char **time, char **zone)
{
	if (*time)
		return;
	*time = text_scrub_line(p->value, -1);
	*zone = parameter(p, "TZID");
}

/* A property of the first event. */
static void
take_property(struct event *e, const struct property *p)
{
	const struct {
		const char *name;
		char **to;
	} texts[] = {
		{ "SUMMARY", &e->summary },
		{ "LOCATION", &e->location },
		{ "DESCRIPTION", &e->description },
		{ "STATUS", &e->status },
		{ "DURATION", &e->duration },
		{ "RRULE", &e->rule },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		if (g_ascii_strcasecmp(p->name, texts[i].name) == 0)
			keep(texts[i].to, unescape(p->value));
	if (g_ascii_strcasecmp(p->name, "DTSTART") == 0)
		take_time(p, &e->start, &e->start_zone);
	else if (g_ascii_strcasecmp(p->name, "DTEND") == 0 ||
	    g_ascii_strcasecmp(p->name, "DUE") == 0)
		take_time(p, &e->end, &e->end_zone);
	else if (g_ascii_strcasecmp(p->name, "ORGANIZER") == 0)
		keep(&e->organizer, person(p));
	else if (g_ascii_strcasecmp(p->name, "ATTENDEE") == 0) {
		e->attendees++;
		g_free(e->answer);
		e->answer = parameter(p, "PARTSTAT");
	}
}

static gboolean
is_event(const char *component)
{
	return g_ascii_strcasecmp(component, "VEVENT") == 0 ||
	    g_ascii_strcasecmp(component, "VTODO") == 0;
}

/* Alarms and time zones have times as well: only the event's own count. */
static void
read_event(struct event *e, char *text)
{
	gboolean inside = FALSE;
	int depth = 0;
	char *save = NULL;

	for (char *line = strtok_r(unfold(text), "\r\n", &save); line;
	     line = strtok_r(NULL, "\r\n", &save)) {
		struct property p;

		if (!read_property(&p, line))
			continue;
		g_strstrip(p.value);
		if (g_ascii_strcasecmp(p.name, "BEGIN") == 0) {
			if (inside)
				depth++;
			else if (is_event(p.value))
				inside = ++e->events > 0;
		} else if (g_ascii_strcasecmp(p.name, "END") == 0) {
			inside = inside && depth > 0;
			depth = MAX(depth - 1, 0);
		} else if (inside && !depth && e->events == 1) {
			take_property(e, &p);
		} else if (g_ascii_strcasecmp(p.name, "METHOD") == 0) {
			keep(&e->method, text_scrub_line(p.value, -1));
		}
	}
}

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

	for (size_t i = 0; e->method && i < G_N_ELEMENTS(methods); i++)
		if (g_ascii_strcasecmp(e->method, methods[i].method) == 0)
			return methods[i].shown;
	if (e->status && g_ascii_strcasecmp(e->status, "CANCELLED") == 0)
		return "Cancelled";
	return "Appointment";
}

/* "label: value", unless there is no value. */
static void
add_line(struct doc *d, const char *label, const char *value)
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
	gboolean reply =
	    e->method && g_ascii_strcasecmp(e->method, "REPLY") == 0;

	add_line(d, show_method(e), e->summary ? e->summary : "(no title)");
	add_line(d, "Answer", reply ? e->answer : NULL);
	add_line(d, "When", when);
	add_line(d, "Repeats", e->rule);
	add_line(d, "Where", e->location);
	add_line(d, "Organizer", e->organizer);
	add_line(d, "Attendees", e->attendees && !reply ? number : NULL);
	add_line(d, "More dates in the file", e->events > 1 ? more : NULL);
	if (alone && e->description)
		add_description(d, e->description);
	return d;
}

static void
event_release(struct event *e)
{
	g_free(e->method);
	g_free(e->summary);
	g_free(e->location);
	g_free(e->description);
	g_free(e->status);
	g_free(e->start);
	g_free(e->end);
	g_free(e->duration);
	g_free(e->start_zone);
	g_free(e->end_zone);
	g_free(e->rule);
	g_free(e->organizer);
	g_free(e->answer);
}

struct doc *
calendar_read(const char *text, gboolean alone)
{
	struct event e = { 0 };
	g_autofree char *copy = g_strdup(text);
	struct doc *d = NULL;

	read_event(&e, copy);
	if (e.summary || e.start)
		d = write_event(&e, alone);
	event_release(&e);
	return d;
}
