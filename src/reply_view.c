#include "reply_view.h"

#include "limits.h"

#include <string.h>

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

/* The beginning of the text, without blanks and marks of direction. */
static char *
read_text(const struct doc *d, guint i)
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
	return g_strdup(g_strstrip(whole));
}

static struct view_line
read_line(const struct doc *d, guint i)
{
	const struct doc_line *from = doc_line(d, i);
	struct view_line l = {
		.text = read_text(d, i),
		.hints = from->hints,
		.quote = from->quote,
		.gap = from->gap,
		.field = -1,
	};

	l.quoted = l.quote > 0 || (l.hints & HINT_QUOTED);
	return l;
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
		struct view_line l = read_line(d, i);

		g_array_append_val(v->lines, l);
	}
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
	const struct doc_line *line = doc_line(v->doc, i);
	const char *from =
	    v->doc->text->str + doc_run(v->doc, line->first)->from;

	/* Blanks before the text are the document's only. */
	doc_split(v->doc, i, at + strspn(from, " \t"));
	rest.text = g_strstrip(g_strdup(l->text + at));
	rest.gap = FALSE;
	rest.field = l->field = -1;
	l->text[at] = '\0';
	g_strchomp(l->text);
	g_array_insert_val(v->lines, i + 1, rest);
}
