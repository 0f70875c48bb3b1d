#include "reply/view.h"

#include "base/limits.h"

#include <string.h>

/* Of three letters, in any script. */
#define INITIALS_BYTES 6

static void
line_clear(gpointer p)
{
	struct view_line *l = p;

	g_free(l->text);
}

struct view_line *
view_line(const struct reply_view *v, guint i)
{
	return &g_array_index(v->lines, struct view_line, i);
}

guint
view_length(const struct reply_view *v)
{
	return v->lines->len;
}

/* How many bytes of blanks a text begins with. */
static gsize
blanks(const char *text)
{
	const char *p = text;

	while (g_ascii_isspace(*p))
		p++;
	return (gsize)(p - text);
}

/* The beginning of the text, without blanks; "*lead": bytes before it. */
static char *
read_view_text(const struct doc *d, guint i, gsize *lead)
{
	g_autofree char *whole = doc_line_text(d, i);
	gsize n = strlen(whole);
	char *p;

	if (n > LIMIT_REPLY_LINE) {
		n = LIMIT_REPLY_LINE;
		while (n && (whole[n] & 0xc0) == 0x80)
			n--;
		whole[n] = '\0';
	}
	/* A no-break space is a blank like any other. */
	for (p = whole; (p = strstr(p, "\xc2\xa0")); p++)
		p[0] = p[1] = ' ';
	*lead = blanks(whole);
	return g_strchomp(g_strdup(whole + *lead));
}

static struct view_line
read_view_line(const struct doc *d, guint i)
{
	const struct doc_line *from = doc_line(d, i);
	struct view_line l = {
		.hints = from->hints,
		.quote = from->quote,
		.gap = from->gap,
		.field = -1,
	};

	l.text = read_view_text(d, i, &l.lead);
	l.quoted = l.quote > 0 || (l.hints & HINT_QUOTED);
	return l;
}

/*
 * In HTML, some programs write the signs of quotes into the text.  One line
 * alone, or a paragraph, is what somebody wrote.
 */
static void
mark_signs(struct reply_view *v)
{
	for (guint i = 1; i < view_length(v); i++) {
		struct view_line *l = view_line(v, i);

		if (!(l->hints & HINT_SIGNED) && !l->gap && *l->text == '>' &&
		    *l[-1].text == '>')
			l->quoted = l[-1].quoted = TRUE;
	}
}

/* The bytes of "AL>": capitals of a name; 0: it does not begin so. */
static gsize
initials(const char *text)
{
	const char *p = text;

	while (
	    p - text < INITIALS_BYTES && g_unichar_isupper(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	return p > text && *p == '>' ? (gsize)(p - text) + 1 : 0;
}

/* "3 May 2024, 10:20:30, you wrote:" */
static gboolean
may_introduce(const char *text)
{
	gsize n = strlen(text);

	return n && text[n - 1] == ':' && strpbrk(text, "0123456789@");
}

/*
 * "AL> some words": The Bat! and others quote by initials.  Prompts look like
 * them, so the first must stand below an introduction.
 */
static void
mark_initials(struct reply_view *v)
{
	const char *known = "";
	gsize n = 0;

	for (guint i = 1; i < view_length(v); i++) {
		struct view_line *l = view_line(v, i);

		if (!n && may_introduce(view_line(v, i - 1)->text)) {
			known = l->text;
			n = initials(known);
		}
		if (n && strncmp(l->text, known, n) == 0)
			l->quoted = TRUE;
	}
}

struct reply_view *
reply_view_new(struct doc *d)
{
	struct reply_view *v = g_new0(struct reply_view, 1);

	v->doc = d;
	v->lines = g_array_sized_new(
	    FALSE, FALSE, sizeof(struct view_line), d->lines->len);
	g_array_set_clear_func(v->lines, line_clear);
	for (guint i = 0; i < d->lines->len; i++) {
		struct view_line l = read_view_line(d, i);

		g_array_append_val(v->lines, l);
	}
	mark_signs(v);
	mark_initials(v);
	return v;
}

void
reply_view_free(struct reply_view *v)
{
	g_array_unref(v->lines);
	g_free(v);
}

guint
view_quote_end(const struct reply_view *v, guint i)
{
	while (i < view_length(v) && view_line(v, i)->quoted)
		i++;
	return i;
}

void
reply_view_split(struct reply_view *v, guint i, gsize at)
{
	struct view_line rest = *view_line(v, i), *l = view_line(v, i);
	const struct doc_run *run = doc_run(v->doc, doc_line(v->doc, i)->first);
	const char *whole = v->doc->text->str + run->from;

	/* A no-break space has two bytes, in the view as well. */
	while (((guchar)whole[l->lead + at] & 0xc0) == 0x80)
		at++;
	doc_split(v->doc, i, l->lead + at);
	rest.lead = blanks(l->text + at);
	rest.text = g_strchomp(g_strdup(l->text + at + rest.lead));
	rest.gap = FALSE;
	rest.field = l->field = -1;
	l->text[at] = '\0';
	g_strchomp(l->text);
	g_array_insert_val(v->lines, i + 1, rest);
}
