#include "wiki/line.h"

#include "base/limits.h"
#include "doc/block.h"
#include "wiki/cursor.h"
#include "wiki/span.h"

#include <string.h>

/* No picture is shown wider than this; a ticket's text is about as wide. */
#define IMAGE_WIDTH 800

struct pen {
	GString *out;
	const struct wiki_line *l;
	gboolean inner; /* something stands before it on the line */
	gboolean image; /* the last thing written is an image */
	guint breaks;	/* to be written when something follows */
};

static void
put_breaks(struct pen *p)
{
	guint n = MIN(p->breaks, p->l->newlines);

	for (; n && (p->inner || p->image); n--)
		g_string_append(p->out, p->l->newline);
	if (p->breaks && g_str_has_suffix(p->out->str, "\n"))
		p->inner = FALSE;
	if (p->breaks)
		p->image = FALSE;
	p->breaks = 0;
}

/* Both renderers drop blanks at the start of a line. */
static void
put_blank(struct pen *p)
{
	if ((p->inner || p->image) &&
	    !markup_is_blank(p->out->str[p->out->len - 1]))
		g_string_append_c(p->out, ' ');
}

static void
put_text(struct pen *p, struct wiki_span s)
{
	gboolean blank_before = s.p < s.end && markup_is_blank(*s.p),
		 blank_after;

	while (s.p < s.end && markup_is_blank(*s.p))
		s.p++;
	if (s.p == s.end) {
		if (blank_before && !p->breaks)
			put_blank(p);
		return;
	}
	blank_after = markup_is_blank(s.end[-1]);
	while (markup_is_blank(s.end[-1]))
		s.end--;
	put_breaks(p);
	if (blank_before || p->image)
		put_blank(p);
	if (blank_after)
		s.after = ' ';
	s.cell = p->l->cell;
	s.inner = p->inner;
	wiki_span_put(p->out, &s);
	p->inner = TRUE;
	p->image = FALSE;
	if (blank_after)
		g_string_append_c(p->out, ' ');
}

static const char *
link_of(const struct doc *d, const struct doc_run *run)
{
	const char *url = run->link < 0 ?
	    NULL :
	    g_ptr_array_index(d->links, (guint)run->link);

	return url && *url && strlen(url) <= LIMIT_LINK ? url : NULL;
}

/* What stands for a picture that is not shown. */
static void
put_alt(struct pen *p, const struct doc_run *run, char after)
{
	const char *alt = block_alt(doc_image(p->l->d, run->ref));
	const char *url = link_of(p->l->d, run);
	g_autofree char *text = NULL;
	struct wiki_span s = {
		.colour = DOC_NO_COLOUR, .link = url, .after = after
	};

	if (!alt)
		return;
	text = url ? g_strdup(alt) : g_strdup_printf("[%s]", alt);
	g_strdelimit(text, "\n\t", ' ');
	s.p = text;
	s.end = text + strlen(text);
	put_text(p, s);
}

/* Would the name act, or end the image too early? */
static gboolean
is_shown_image(const struct doc_image *image)
{
	return image->name && !strpbrk(image->name, "|!^{}[]\\/\n");
}

static void
put_image(struct pen *p, const struct doc_run *run, char after)
{
	const struct doc_image *image = doc_image(p->l->d, run->ref);

	if (!is_shown_image(image)) {
		put_alt(p, run, after);
		return;
	}
	put_breaks(p);
	put_blank(p);
	g_string_append_printf(p->out, "!%s", image->name);
	if (image->width > 0)
		g_string_append_printf(
		    p->out, "|width=%d", MIN(image->width, IMAGE_WIDTH));
	g_string_append_c(p->out, '!');
	p->image = TRUE;
}

/* What is seen of the look of a run. */
static void
set_look(
    struct wiki_span *s, const struct wiki_line *l, const struct doc_run *run)
{
	s->marks = (run->marks | l->add) & ~l->drop;
	s->colour = run->colour;
	s->link = link_of(l->d, run);
	s->p = l->d->text->str + run->from;
	s->end = l->d->text->str + MIN(run->to, l->stop);
	if (s->link || s->marks & MARK_CODE) {
		s->colour = DOC_NO_COLOUR;
		s->marks = s->link || wiki_span_names_macro(s) ? 0 : MARK_CODE;
	}
}

static gboolean
looks_alike(const struct wiki_span *a, const struct wiki_span *b)
{
	return a->marks == b->marks && a->colour == b->colour &&
	    a->link == b->link;
}

static gboolean
is_silent(const struct wiki_line *l, const struct doc_run *run)
{
	const struct doc_image *image;

	if (run->kind != RUN_IMAGE)
		return FALSE;
	image = doc_image(l->d, run->ref);
	return !is_shown_image(image) && !block_alt(image);
}

/* The runs from i on that look alike; returns the one behind them. */
static guint
take_span(struct wiki_span *s, const struct wiki_line *l, guint i)
{
	struct wiki_span next;

	set_look(s, l, doc_run(l->d, i));
	for (i++; i < l->end; i++) {
		if (is_silent(l, doc_run(l->d, i)))
			continue;
		if (doc_run(l->d, i)->kind != RUN_TEXT ||
		    doc_run(l->d, i)->from >= l->stop)
			break;
		set_look(&next, l, doc_run(l->d, i));
		if (!looks_alike(s, &next) || s->end != next.p)
			break;
		s->end = next.end;
	}
	/* "{{co" and "de}}" */
	if (s->marks == MARK_CODE && wiki_span_names_macro(s))
		s->marks = 0;
	return i;
}

/* The character that a reader sees behind the run before i. */
static char
char_after(const struct wiki_line *l, guint i)
{
	for (; i < l->end; i++) {
		const struct doc_run *run = doc_run(l->d, i);

		if (run->kind == RUN_TEXT)
			return run->from < l->stop ?
			    l->d->text->str[run->from] :
			    '\n';
		if (run->kind == RUN_BREAK)
			return *l->newline;
		if (run->kind == RUN_CELL)
			return ' ';
		if (is_shown_image(doc_image(l->d, run->ref)))
			return ' ';
		if (block_alt(doc_image(l->d, run->ref)))
			return '[';
	}
	return l->cell ? ' ' : '\n';
}

void
wiki_line_put(GString *out, const struct wiki_line *l)
{
	struct pen p = { .out = out, .l = l, .inner = l->inner };
	struct wiki_span s;

	for (guint i = l->first; i < l->end;) {
		const struct doc_run *run = doc_run(l->d, i);

		switch (run->kind) {
		case RUN_TEXT:
			if (run->from >= l->stop)
				return;
			i = take_span(&s, l, i);
			s.after = char_after(l, i);
			put_text(&p, s);
			/* What follows may be an image. */
			if ((gsize)(s.end - l->d->text->str) == l->stop)
				return;
			continue;
		case RUN_CELL:
			/* Of a row that is no table. */
			if (i > l->first)
				g_string_append(out, " | ");
			break;
		case RUN_BREAK: p.breaks++; break;
		case RUN_IMAGE: put_image(&p, run, char_after(l, i + 1)); break;
		}
		i++;
	}
}

gboolean
wiki_line_has_image(const struct doc *d, const struct doc_line *line)
{
	for (guint i = line->first; i < line->end; i++) {
		const struct doc_run *run = doc_run(d, i);

		if (run->kind == RUN_IMAGE &&
		    is_shown_image(doc_image(d, run->ref)))
			return TRUE;
	}
	return FALSE;
}
