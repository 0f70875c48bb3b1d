/*
 * The document itself, and its words as plain text.
 */
#include "doc/doc.h"

#include "base/limits.h"

#include <string.h>

static void
image_free(gpointer p)
{
	struct doc_image *i = p;

	g_free(i->src);
	g_free(i->alt);
	g_free(i->name);
	g_free(i);
}

struct doc *
doc_new(void)
{
	struct doc *d = g_new0(struct doc, 1);

	d->text = g_string_new(NULL);
	d->lines = g_array_new(FALSE, TRUE, sizeof(struct doc_line));
	d->runs = g_array_new(FALSE, TRUE, sizeof(struct doc_run));
	d->links = g_ptr_array_new_with_free_func(g_free);
	d->images = g_ptr_array_new_with_free_func(image_free);
	return d;
}

void
doc_free(struct doc *d)
{
	if (!d)
		return;
	g_string_free(d->text, TRUE);
	g_array_unref(d->lines);
	g_array_unref(d->runs);
	g_ptr_array_unref(d->links);
	g_ptr_array_unref(d->images);
	g_free(d);
}

struct doc_line *
doc_line(const struct doc *d, guint i)
{
	return &g_array_index(d->lines, struct doc_line, i);
}

struct doc_run *
doc_run(const struct doc *d, guint i)
{
	return &g_array_index(d->runs, struct doc_run, i);
}

const struct doc_image *
doc_image(const struct doc *d, int ref)
{
	return g_ptr_array_index(d->images, (guint)ref);
}

/* Beyond this, the rest is left to the original. */
static gboolean
is_full(struct doc *d)
{
	if (d->text->len >= LIMIT_TEXT_BYTES ||
	    d->lines->len >= LIMIT_DOC_LINES || d->runs->len >= LIMIT_DOC_RUNS)
		d->cut = TRUE;
	return d->cut;
}

struct doc_line *
doc_begin(struct doc *d, enum line_kind kind)
{
	struct doc_line line = {
		.kind = kind, .first = d->runs->len, .end = d->runs->len
	};

	/* A full document takes nothing more: its last line stays. */
	if (!is_full(d) || !d->lines->len)
		g_array_append_val(d->lines, line);
	return doc_line(d, d->lines->len - 1);
}

static void
add_run(struct doc *d, const struct doc_run *run)
{
	g_array_append_val(d->runs, *run);
	doc_line(d, d->lines->len - 1)->end = d->runs->len;
}

/* A run of this kind with the look of another one. */
static struct doc_run
run_like(enum run_kind kind, const struct doc_run *like)
{
	struct doc_run run = {
		.kind = kind, .colour = DOC_NO_COLOUR, .link = -1, .ref = -1
	};

	if (like) {
		run.marks = like->marks;
		run.colour = like->colour;
		run.link = like->link;
	}
	return run;
}

static gboolean
continues_run(const struct doc *d, const struct doc_run *run)
{
	const struct doc_line *line = doc_line(d, d->lines->len - 1);
	const struct doc_run *last;

	if (line->first == line->end)
		return FALSE;
	last = doc_run(d, line->end - 1);
	return last->kind == RUN_TEXT && last->to == d->text->len &&
	    last->marks == run->marks && last->colour == run->colour &&
	    last->link == run->link;
}

void
doc_add_text(
    struct doc *d, const char *text, gssize n, const struct doc_run *like)
{
	struct doc_run run = run_like(RUN_TEXT, like);

	if (n < 0)
		n = (gssize)strlen(text);
	if (!n || is_full(d))
		return;
	if (!d->lines->len)
		(void)doc_begin(d, LINE_TEXT);
	run.from = d->text->len;
	run.to = run.from + (gsize)n;
	if (continues_run(d, &run))
		doc_run(d, d->runs->len - 1)->to = run.to;
	else
		add_run(d, &run);
	g_string_append_len(d->text, text, n);
}

static void
add_bare(struct doc *d, const struct doc_run *run)
{
	if (is_full(d))
		return;
	if (!d->lines->len)
		(void)doc_begin(d, LINE_TEXT);
	add_run(d, run);
}

void
doc_add_cell(struct doc *d, gboolean heading)
{
	struct doc_run run = run_like(RUN_CELL, NULL);

	run.marks = heading ? MARK_BOLD : 0;
	add_bare(d, &run);
}

void
doc_add_break(struct doc *d)
{
	struct doc_run run = run_like(RUN_BREAK, NULL);

	add_bare(d, &run);
}

struct doc_image *
doc_add_image(struct doc *d, const char *src, const char *alt, int width,
    int height, const struct doc_run *like)
{
	struct doc_run run = run_like(RUN_IMAGE, like);
	struct doc_image *image = g_new0(struct doc_image, 1);

	image->src = g_strdup(src);
	image->alt = g_strdup(alt ? alt : "");
	image->width = width;
	image->height = height;
	run.ref = (int)d->images->len;
	g_ptr_array_add(d->images, image);
	add_bare(d, &run);
	return image;
}

int
doc_add_link(struct doc *d, const char *url)
{
	g_ptr_array_add(d->links, g_strdup(url));
	return (int)d->links->len - 1;
}

void
doc_split(struct doc *d, guint i, gsize at)
{
	struct doc_line rest = *doc_line(d, i);
	struct doc_run run = *doc_run(d, rest.first);

	run.from += at;
	doc_run(d, rest.first)->to = run.from;
	doc_line(d, i)->end = rest.first + 1;
	rest.gap = FALSE;
	rest.first = d->runs->len;
	rest.end = rest.first + 1;
	g_array_append_val(d->runs, run);
	g_array_insert_val(d->lines, i + 1, rest);
}

static void
append_line(struct doc *d, const struct doc *other, guint i, int links)
{
	const struct doc_line *from = doc_line(other, i);
	struct doc_line *line = doc_begin(d, from->kind);

	if (d->cut)
		return;
	line->hints = from->hints;
	line->level = from->level;
	line->quote = from->quote;
	line->gap = from->gap || i == 0;
	line->gap_quote = from->gap_quote;
	memcpy(line->list, from->list, sizeof line->list);
	for (guint n = from->first; n < from->end; n++) {
		struct doc_run look = *doc_run(other, n);
		const struct doc_image *image;

		if (look.link >= 0)
			look.link += links;
		switch (look.kind) {
		case RUN_TEXT:
			doc_add_text(d, other->text->str + look.from,
			    (gssize)(look.to - look.from), &look);
			break;
		case RUN_CELL: doc_add_cell(d, look.marks != 0); break;
		case RUN_BREAK: doc_add_break(d); break;
		case RUN_IMAGE:
			image = doc_image(other, look.ref);
			(void)doc_add_image(d, image->src, image->alt,
			    image->width, image->height, &look);
			break;
		}
	}
}

void
doc_append(struct doc *d, const struct doc *other)
{
	int links = (int)d->links->len;

	for (guint i = 0; i < other->links->len; i++)
		(void)doc_add_link(d, g_ptr_array_index(other->links, i));
	for (guint i = 0; i < other->lines->len && !d->cut; i++)
		append_line(d, other, i, links);
	d->cut = d->cut || other->cut;
}

/* Has it something for who sees no images? */
static gboolean
line_has_words(const struct doc *d, const struct doc_line *line)
{
	for (guint i = line->first; i < line->end; i++)
		if (doc_run(d, i)->kind == RUN_TEXT)
			return TRUE;
	return line->kind == LINE_RULE;
}

static void
write_words(GString *out, const struct doc *d, const struct doc_line *line)
{
	gboolean in_cell = FALSE;

	for (guint i = line->first; i < line->end; i++) {
		const struct doc_run *run = doc_run(d, i);

		switch (run->kind) {
		case RUN_TEXT:
			g_string_append_len(out, d->text->str + run->from,
			    (gssize)(run->to - run->from));
			break;
		case RUN_CELL:
			if (in_cell)
				g_string_append_c(out, ' ');
			in_cell = TRUE;
			break;
		case RUN_BREAK: g_string_append_c(out, '\n'); break;
		case RUN_IMAGE: break;
		}
	}
}

char *
doc_line_text(const struct doc *d, guint i)
{
	GString *out = g_string_new(NULL);

	write_words(out, d, doc_line(d, i));
	return g_string_free(out, FALSE);
}

static gboolean
run_says(const struct doc *d, const struct doc_run *run)
{
	const char *p = d->text->str + run->from;

	if (run->kind != RUN_TEXT)
		return FALSE;
	for (; p < d->text->str + run->to; p = g_utf8_next_char(p))
		if (!g_unichar_isspace(g_utf8_get_char(p)))
			return TRUE;
	return FALSE;
}

gboolean
doc_line_says(const struct doc *d, const struct doc_line *line)
{
	if (line->kind == LINE_RULE)
		return TRUE;
	for (guint i = line->first; i < line->end; i++)
		if (run_says(d, doc_run(d, i)))
			return TRUE;
	return FALSE;
}

static gboolean
says_or_has_image(const struct doc *d, const struct doc_line *line)
{
	if (doc_line_says(d, line))
		return TRUE;
	for (guint i = line->first; i < line->end; i++)
		if (doc_run(d, i)->kind == RUN_IMAGE)
			return TRUE;
	return FALSE;
}

gboolean
doc_is_empty(const struct doc *d)
{
	for (guint i = 0; i < d->lines->len; i++)
		if (says_or_has_image(d, doc_line(d, i)))
			return FALSE;
	return TRUE;
}

gboolean
doc_is_all_cut(const struct doc *d)
{
	for (guint i = 0; i < d->lines->len; i++)
		if (!doc_line(d, i)->cut &&
		    says_or_has_image(d, doc_line(d, i)))
			return FALSE;
	return TRUE;
}

static void
write_quotes(GString *out, int depth)
{
	for (int i = 0; i < depth; i++)
		g_string_append(out, "> ");
}

/*
 * The blank line between two.  What lies between belongs to both; a quote
 * may have a blank line of its own at its edge.
 */
static void
write_gap(
    GString *out, const struct doc_line *last, const struct doc_line *line)
{
	int both = MIN(line->quote, last->quote);
	int own = MAX(line->gap_quote, both);

	write_quotes(out, last->quote > both ? own : both);
	if (own > both) {
		g_string_append_c(out, '\n');
		write_quotes(out, last->quote > both ? both : own);
	}
	g_string_append_c(out, '\n');
}

static void
write_signs(GString *out, const struct doc_line *line)
{
	int depth = (int)strlen(line->list);

	if (line->kind == LINE_ITEM)
		g_string_append_printf(out, "%*s- ", 2 * MAX(depth - 1, 0), "");
	else if (depth)
		g_string_append_printf(out, "%*s", 2 * depth, "");
	else if (line->kind == LINE_RULE)
		g_string_append(out, "----");
}

char *
doc_plain(const struct doc *d, enum doc_part part, gboolean signs)
{
	GString *out = g_string_new(NULL);
	const struct doc_line *last = NULL;
	gboolean gap = FALSE;

	for (guint i = 0; i < d->lines->len; i++) {
		const struct doc_line *line = doc_line(d, i);
		gboolean quotes = signs || line->hints & HINT_SIGNED;

		if (part != DOC_WHOLE &&
		    (line->cut != CUT_NONE) != (part == DOC_CUT))
			continue;
		gap = gap || line->gap;
		if (!line_has_words(d, line))
			continue;
		if (last)
			g_string_append_c(out, '\n');
		if (last && gap && quotes)
			write_gap(out, last, line);
		else if (last && gap)
			g_string_append_c(out, '\n');
		if (quotes)
			write_quotes(out, line->quote);
		if (signs)
			write_signs(out, line);
		write_words(out, d, line);
		last = line;
		gap = FALSE;
	}
	return g_string_free(out, FALSE);
}
