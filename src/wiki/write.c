/*
 * Blocks of wiki markup.  What Jira's renderers do not have: a quote in a
 * quote, so that deeper ones have "> " at each line; blank lines in a list;
 * and, in Cloud's, headings in lists.
 */
#include "wiki/write.h"

#include "base/text.h"
#include "doc/block.h"
#include "wiki/escape.h"
#include "wiki/line.h"

#include <string.h>

/* In bytes: a box with less would be of no use. */
#define BOX_LENGTH 200

/* What closes the blocks that are open at a cut. */
#define CLOSING "\n{noformat}\n{quote}"

/* A place where the text can be cut. */
struct place {
	gsize length;	/* of the text, in bytes */
	size_t used;	/* the same in UTF-16 units */
	gboolean quote; /* "{quote}" is open */
	gboolean pre;	/* "{noformat}" is open */
};

struct wiki {
	GString *out;
	struct block block;
	enum block_kind kind;	/* of the line before */
	gboolean begun;		/* there was one */
	struct place now;	/* after the line before */
	struct place paragraph; /* after the paragraph before */
	size_t begin, limit;
	GString *piece;
};

/* Deep in a quote nothing is preformatted, and lists are no lists. */
static gboolean
is_deep(const struct doc_line *line)
{
	return line->quote > 1;
}

static gboolean
is_pre(const struct doc_line *line)
{
	return line->kind == LINE_PRE && !is_deep(line);
}

/*
 * Text in "{noformat}" is literal but for the token that closes it, and the
 * one that closes the quote around it.
 */
static void
put_literal(GString *out, const char *p, gsize n, gboolean quoted)
{
	for (const char *end = p + n; p < end; p++) {
		g_string_append_c(out, *p);
		if (*p == '{' &&
		    (g_ascii_strncasecmp(p + 1, "noformat", 8) == 0 ||
			(quoted &&
			    g_ascii_strncasecmp(p + 1, "quote", 5) == 0)))
			g_string_append(out, ZERO_WIDTH_SPACE);
	}
}

/* "first": of its block; its indentation would be lost. */
static void
put_pre(GString *out, const struct doc *d, const struct doc_line *line,
    gboolean first, gsize stop)
{
	gsize begin = out->len;

	for (guint i = line->first; i < line->end; i++) {
		const struct doc_run *run = doc_run(d, i);

		if (run->kind == RUN_BREAK)
			g_string_append_c(out, '\n');
		if (run->kind == RUN_TEXT && run->from < stop)
			put_literal(out, d->text->str + run->from,
			    MIN(run->to, stop) - run->from, line->quote > 0);
	}
	if (first && strchr(" \t\n", out->str[begin]))
		g_string_insert(out, (gssize)begin, ZERO_WIDTH_SPACE);
}

static void
put_row(GString *out, const struct doc *d, const struct doc_line *line)
{
	struct wiki_line l = {
		.d = d, .stop = G_MAXSIZE, .cell = TRUE, .newline = " \\\\ "
	};
	const char *bar = "|";

	for (guint i = line->first; i < line->end; i = l.end) {
		l.first = i;
		if (doc_run(d, i)->kind == RUN_CELL) {
			bar = doc_run(d, i)->marks ? "||" : "|";
			l.drop = doc_run(d, i)->marks & MARK_BOLD;
			l.first++;
		}
		for (l.end = l.first; l.end < line->end; l.end++)
			if (doc_run(d, l.end)->kind == RUN_CELL)
				break;
		l.newlines = 2;
		g_string_append_printf(out, "%s ", bar);
		wiki_line_put(out, &l);
		if (out->str[out->len - 1] != ' ')
			g_string_append_c(out, ' ');
	}
	g_string_append(out, bar);
}

/* A line in a quote in a quote: all is text. */
static void
put_deep(GString *out, const struct doc_line *line, struct wiki_line *l)
{
	g_autoptr(GString) newline = g_string_new("\n");

	for (int i = 1; i < line->quote; i++)
		g_string_append(newline, "> ");
	g_string_append(out, newline->str + 1);
	if (line->kind == LINE_ITEM)
		g_string_append(out, "- ");
	if (line->kind == LINE_RULE)
		g_string_append(out, "\\----");
	l->inner = TRUE;
	l->newline = newline->str;
	l->newlines = 1;
	wiki_line_put(out, l);
}

static void
put_content(struct wiki *w, gboolean pre_begins, gsize stop)
{
	const struct doc *d = w->block.d;
	const struct doc_line *line = w->block.line;
	struct wiki_line l = { .d = d,
		.first = line->first,
		.end = line->end,
		.stop = stop,
		.newline = "\n",
		.newlines = w->block.kind == BLOCK_LIST ? 1 : 2 };

	if (is_deep(line)) {
		put_deep(w->piece, line, &l);
		return;
	}
	switch (line->kind) {
	case LINE_PRE: put_pre(w->piece, d, line, pre_begins, stop); return;
	case LINE_ROW: put_row(w->piece, d, line); return;
	case LINE_RULE: g_string_append(w->piece, "----"); return;
	case LINE_ITEM:
		g_string_append_printf(w->piece, "%s ", line->list);
		break;
	case LINE_HEADING:
		if (w->block.kind == BLOCK_LIST) {
			l.add = MARK_BOLD;
			break;
		}
		/* An image cannot stand in one. */
		if (wiki_line_has_image(d, line))
			break;
		l.drop = MARK_BOLD;
		g_string_append_printf(
		    w->piece, "h%d. ", MIN(line->level + 2, 6));
		l.newline = " \\\\ ";
		l.newlines = 1;
		break;
	default: break;
	}
	wiki_line_put(w->piece, &l);
}

/* Must a blank line part this line from the one before? */
static gboolean
needs_gap(const struct wiki *w)
{
	const struct block *b = &w->block;

	if (b->joins && b->kind != BLOCK_PRE && !is_deep(b->line))
		return FALSE;
	return b->gap ||
	    (!b->joins &&
		(w->kind == BLOCK_LIST || w->kind == BLOCK_TABLE ||
		    w->kind == BLOCK_RULE));
}

/*
 * Writes the line to "piece", with what closes and opens blocks before it.
 * Text of the document from "stop" on is left out.  "*then" is the place
 * after it.
 */
static void
compose_line(struct wiki *w, gsize stop, struct place *then)
{
	const struct doc_line *line = w->block.line;
	gboolean pre = is_pre(line);
	gboolean pre_goes_on = pre && w->now.pre && w->block.joins;

	*then = w->now;
	then->quote = line->quote > 0;
	then->pre = pre;
	g_string_truncate(w->piece, 0);
	if (w->now.pre && !pre_goes_on)
		g_string_append(w->piece, "\n{noformat}");
	if (w->now.quote && !then->quote)
		g_string_append(w->piece, "\n{quote}");
	if (w->begun)
		g_string_append(w->piece, needs_gap(w) ? "\n\n" : "\n");
	if (!w->now.quote && then->quote)
		g_string_append(w->piece, "{quote}\n");
	if (pre && !pre_goes_on)
		g_string_append(w->piece, "{noformat}\n");
	put_content(w, pre && !pre_goes_on, stop);
	then->length += w->piece->len;
	then->used += text_length(w->piece->str);
}

static gboolean
fits(const struct wiki *w, const struct place *p)
{
	return p->used + strlen(CLOSING) <= w->limit;
}

/* The bytes of text that the line has, from its first on. */
static gsize
text_of_line(const struct wiki *w, gsize *from)
{
	const struct doc_line *line = w->block.line;
	gsize to = 0;

	for (guint i = line->end; i-- > line->first;) {
		const struct doc_run *run = doc_run(w->block.d, i);

		if (run->kind != RUN_TEXT)
			continue;
		if (!to)
			to = run->to;
		*from = run->from;
	}
	return to ? to - *from : 0;
}

/* Writes as much of the line as fits, to the end of a word. */
static void
write_some(struct wiki *w)
{
	gsize from = 0, n = text_of_line(w, &from);
	const char *text = w->block.d->text->str + from;
	size_t room = w->limit - MIN(w->limit, w->now.used);
	struct place then;

	if (w->block.line->kind == LINE_ROW)
		return;
	for (n = MIN(n, text_prefix(text, room)); n > 1;) {
		n = markup_good_cut(text, n);
		compose_line(w, from + n, &then);
		if (fits(w, &then)) {
			g_string_append(w->out, w->piece->str);
			w->now = then;
			return;
		}
		/* Escaping makes it longer: take less until it fits. */
		n = n * 7 / 8;
		while (n && (text[n] & 0xc0) == 0x80)
			n--;
	}
}

/* There is no room for the line: goes back to a good place for the end. */
static void
cut(struct wiki *w)
{
	size_t half = w->begin + (w->limit - MIN(w->limit, w->begin)) / 2;

	/* Not at the price of half of the text. */
	if (w->paragraph.used >= half)
		w->now = w->paragraph;
	else if (w->now.used < half)
		write_some(w);
	g_string_truncate(w->out, w->now.length);
}

/* Appends the line, or nothing. */
static gboolean
take_whole_line(struct wiki *w)
{
	gsize from = 0;
	struct place then;

	/* One that is hopeless is not even tried. */
	if (text_of_line(w, &from) > 4 * w->limit)
		return FALSE;
	compose_line(w, G_MAXSIZE, &then);
	if (!fits(w, &then))
		return FALSE;
	g_string_append(w->out, w->piece->str);
	w->now = then;
	w->kind = is_deep(w->block.line) ? BLOCK_TEXT : w->block.kind;
	w->begun = TRUE;
	return TRUE;
}

gboolean
wiki_write(GString *out, const struct doc *d, enum doc_part part, size_t limit)
{
	g_autoptr(GString) piece = g_string_new(NULL);
	struct wiki w = { .out = out, .piece = piece, .limit = limit };
	gboolean full = FALSE;

	w.begin = w.now.used = text_length(out->str);
	w.now.length = out->len;
	w.paragraph = w.now;
	block_begin(&w.block, d, part);
	while (!full && block_next(&w.block)) {
		if (!w.block.joins)
			w.paragraph = w.now;
		full = !take_whole_line(&w);
	}
	if (full)
		cut(&w);
	if (w.now.pre)
		g_string_append(out, "\n{noformat}");
	if (w.now.quote)
		g_string_append(out, "\n{quote}");
	return full;
}

gboolean
wiki_write_box(GString *out, const char *title, const char *text, size_t limit)
{
	g_autofree char *open =
	    g_strdup_printf("\n\n{noformat:title=%s}\n", title);
	size_t used = text_length(out->str) + strlen(open) + strlen(CLOSING);
	g_autoptr(GString) literal = g_string_new(NULL);
	size_t fit;

	put_literal(literal, text, strlen(text), FALSE);
	fit = text_prefix(literal->str, limit - MIN(limit, used));
	if (fit < literal->len && fit < BOX_LENGTH)
		return TRUE;
	if (fit < literal->len)
		fit = markup_good_cut(literal->str, fit);
	g_string_append(out, open);
	g_string_append_len(out, literal->str, (gssize)fit);
	g_string_append(out, "\n{noformat}");
	return fit < literal->len;
}
