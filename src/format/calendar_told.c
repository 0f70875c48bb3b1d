#include "format/calendar_event.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

/* In the form in which texts are compared; to be freed. */
static char *
fold_case(const char *text)
{
	g_autofree char *line = text_scrub_line(text, -1);

	return g_utf8_casefold(line, -1);
}

/* What is looked for in a line. */
struct moment {
	int year, month, day; /* 0: any */
	int hour, minute;     /* -1: any */
	gboolean utc;	      /* people are told their own time */
};

/* n digits; -1: others stand there. */
static int
digits(const char *s, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (!g_ascii_isdigit(s[i]))
			return -1;
		value = value * 10 + s[i] - '0';
	}
	return value;
}

/* "20261125T100000Z" or "20261125". FALSE: something else. */
static gboolean
read_moment(struct moment *m, const char *time)
{
	m->year = digits(time, 4);
	m->month = m->year < 0 ? -1 : digits(time + 4, 2);
	m->day = m->month < 0 ? -1 : digits(time + 6, 2);
	m->hour = m->minute = -1;
	m->utc = g_str_has_suffix(time, "Z");
	if (m->day < 0)
		return FALSE;
	if (!time[8])
		return TRUE;
	m->hour = time[8] == 'T' ? digits(time + 9, 2) : -1;
	m->minute = m->hour < 0 ? -1 : digits(time + 11, 2);
	return m->minute >= 0;
}

/* Clocks of twelve hours count as well. */
static gboolean
is_clock(const struct moment *m, int hour, int minute)
{
	return hour < 25 && minute == m->minute &&
	    (m->utc || hour % 12 == m->hour % 12);
}

static gboolean
is_day(const struct moment *m, int number)
{
	return ABS(number - m->day) <= (m->utc ? 1 : 0);
}

/* "am" and "p.m." behind an hour. */
static gboolean
is_half_day(const char *p)
{
	while (*p == ' ')
		p++;
	return (*p == 'a' || *p == 'p') && (p[1] == 'm' || p[1] == '.');
}

/*
 * Does a line say the day and the time, or the day and the year of what
 * lasts all day?  "Wed 25 Nov 2026, 10am", "25.11.2026 10:00-11:30".
 */
static gboolean
line_says(const char *line, const struct moment *m)
{
	gboolean day = FALSE, clock = FALSE, year = FALSE;

	for (const char *p = line; *p;) {
		size_t n = strspn(p, "0123456789");
		int number, minute;

		if (!n) {
			p++;
			continue;
		}
		number = digits(p, (int)MIN(n, 4));
		p += n;
		minute = strchr(":.h", *p) && *p ? digits(p + 1, 2) : -1;
		if (minute >= 0 && g_ascii_isdigit(p[3]))
			minute = -1;
		if (minute < 0 && is_half_day(p))
			minute = 0;
		clock = clock || (minute >= 0 && is_clock(m, number, minute));
		/* What has a dot may be a date. */
		if (minute >= 0 && *p != '.') {
			p += *p == ':' || *p == 'h' ? 3 : 0;
			continue;
		}
		day = day || is_day(m, number);
		year = year || number == m->year;
	}
	return day && (m->minute < 0 ? year : clock);
}

/* Only what says that something takes place can be repeated in the text. */
static gboolean
is_plain_invitation(const struct event *e)
{
	return e->summary && e->start && !e->rule && e->events == 1 &&
	    (!e->method || g_ascii_strcasecmp(e->method, "REQUEST") == 0 ||
		g_ascii_strcasecmp(e->method, "PUBLISH") == 0);
}

gboolean
event_is_told(const struct event *e, const struct doc *body)
{
	struct moment m;
	g_autofree char *title = NULL, *place = NULL;
	gboolean has_title = FALSE, has_place, has_time = FALSE;
	gsize looked = 0;

	if (!is_plain_invitation(e) || !read_moment(&m, e->start))
		return FALSE;
	title = fold_case(e->summary);
	place = fold_case(e->location ? e->location : "");
	has_place = !*place;
	for (guint i = 0; i < body->lines->len && looked < LIMIT_CALENDAR_BYTES;
	     i++) {
		const struct doc_line *line = doc_line(body, i);
		g_autofree char *text = doc_line_text(body, i);
		g_autofree char *folded = NULL;

		/* An earlier mail says what was to be. */
		if (line->quote || (line->hints & HINT_QUOTED))
			continue;
		folded = fold_case(text);
		looked += strlen(text);
		has_title = has_title || strstr(folded, title);
		has_place = has_place || strstr(folded, place);
		has_time = has_time || line_says(folded, &m);
	}
	return has_title && has_place && has_time;
}
