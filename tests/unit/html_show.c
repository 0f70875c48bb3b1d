#include "tests/unit/html_show.h"

#include "html/read.h"

#include "tests/unit/test.h"

#include <string.h>

static void
show_line(GString *out, const struct doc_line *line)
{
	static const char letters[] = "QDISF";

	for (int i = 0; i < line->quote; i++)
		g_string_append(out, "> ");
	if (line->hints) {
		g_string_append_c(out, '[');
		for (int i = 0; letters[i]; i++)
			if (line->hints & 1u << i)
				g_string_append_c(out, letters[i]);
		g_string_append(out, "] ");
	}
	switch (line->kind) {
	case LINE_TEXT:
		if (*line->list)
			g_string_append(out, "= ");
		break;
	case LINE_HEADING:
		g_string_append_printf(out, "h%d ", line->level);
		break;
	case LINE_ITEM: g_string_append_printf(out, "%s ", line->list); break;
	case LINE_PRE: g_string_append(out, "pre "); break;
	case LINE_ROW: g_string_append(out, "row "); break;
	case LINE_RULE: g_string_append(out, "----"); break;
	}
}

static void
show_text(GString *out, const struct doc *d, const struct doc_run *run)
{
	static const char marks[] = "biusc^~";
	g_autoptr(GString) look = g_string_new(NULL);

	for (int i = 0; marks[i]; i++)
		if (run->marks & 1u << i)
			g_string_append_c(look, marks[i]);
	if (run->colour != DOC_NO_COLOUR)
		g_string_append_printf(look, "#%06x", (unsigned)run->colour);
	if (run->link >= 0)
		g_string_append(
		    look, g_ptr_array_index(d->links, (guint)run->link));
	if (look->len)
		g_string_append_printf(out, "{%s:", look->str);
	g_string_append_len(
	    out, d->text->str + run->from, (gssize)(run->to - run->from));
	if (look->len)
		g_string_append_c(out, '}');
}

static void
show_image(GString *out, const struct doc_image *i, const char *link)
{
	g_string_append_printf(
	    out, "!%s,%s,%dx%d%s!", i->src, i->alt, i->width, i->height, link);
}

char *
html_show(const struct doc *d)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < d->lines->len; i++) {
		const struct doc_line *line = doc_line(d, i);

		g_string_append(out, i ? line->gap ? "\n\n" : "\n" : "");
		show_line(out, line);
		for (guint n = line->first; n < line->end; n++) {
			const struct doc_run *run = doc_run(d, n);

			switch (run->kind) {
			case RUN_TEXT: show_text(out, d, run); break;
			case RUN_CELL:
				g_string_append(out, run->marks ? "||" : "|");
				break;
			case RUN_BREAK: g_string_append_c(out, '\\'); break;
			case RUN_IMAGE:
				show_image(out, doc_image(d, run->ref),
				    run->link >= 0 ? ",link" : "");
				break;
			}
		}
	}
	return g_string_free(out, FALSE);
}

void
html_check(const char *html, const char *want)
{
	struct doc *d = html_read(html);
	g_autofree char *got = NULL;

	assert_non_null(d);
	got = html_show(d);
	assert_string_equal(got, want);
	doc_free(d);
}
