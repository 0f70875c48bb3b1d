#include "format/calendar_event.h"

#include "base/text.h"

#include <string.h>

/* One line, unfolded: "name;parameters:value". */
struct property {
	char *name, *parameters, *value;
};

/* Folded lines become one (RFC 5545, 3.1). In place; returns its argument. */
static char *
unfold_lines(char *text)
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
parameter_of(const struct property *p, const char *name)
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
keep_value(char **to, char *value)
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
	g_autofree char *name = parameter_of(p, "CN");
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
	*zone = parameter_of(p, "TZID");
}

/* An answer has one attendee; some programs copy the others as well. */
static void
take_answer(struct event *e, const struct property *p)
{
	char *answer = parameter_of(p, "PARTSTAT");

	if (!answer || g_ascii_strcasecmp(answer, "NEEDS-ACTION") == 0 ||
	    e->answer) {
		g_free(answer);
		return;
	}
	e->answer = answer;
	e->who = person(p);
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
			keep_value(texts[i].to, unescape(p->value));
	if (g_ascii_strcasecmp(p->name, "DTSTART") == 0)
		take_time(p, &e->start, &e->start_zone);
	else if (g_ascii_strcasecmp(p->name, "DTEND") == 0 ||
	    g_ascii_strcasecmp(p->name, "DUE") == 0)
		take_time(p, &e->end, &e->end_zone);
	else if (g_ascii_strcasecmp(p->name, "ORGANIZER") == 0)
		keep_value(&e->organizer, person(p));
	else if (g_ascii_strcasecmp(p->name, "ATTENDEE") == 0) {
		e->attendees++;
		take_answer(e, p);
	}
}

static gboolean
is_event(const char *component)
{
	return g_ascii_strcasecmp(component, "VEVENT") == 0 ||
	    g_ascii_strcasecmp(component, "VTODO") == 0;
}

/* Alarms and time zones have times as well: only the event's own count. */
void
event_read(struct event *e, char *text)
{
	gboolean inside = FALSE;
	int depth = 0;
	char *save = NULL;

	for (char *line = strtok_r(unfold_lines(text), "\r\n", &save); line;
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
			keep_value(&e->method, text_scrub_line(p.value, -1));
		}
	}
}

void
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
	g_free(e->who);
}
