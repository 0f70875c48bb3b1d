#include "doc/block.h"

#include <string.h>

void
block_begin(struct block *b, const struct doc *d, enum doc_part part)
{
	*b = (struct block){ .d = d, .part = part };
}

static gboolean
is_of_part(const struct doc_line *line, enum doc_part part)
{
	return part == DOC_WHOLE ||
	    (line->cut != CUT_NONE) == (part == DOC_CUT);
}

const char *
block_alt(const struct doc_image *image)
{
	static const char *const files[] = { ".png", ".jpg", ".jpeg", ".gif",
		".bmp", ".svg", ".webp", ".tif", ".tiff", ".ico", ".emz",
		".wmz" };
	const char *alt = image->alt, *dot = strrchr(alt, '.');

	while (g_ascii_isspace(*alt))
		alt++;
	if (!*alt)
		return NULL;
	for (guint i = 0; dot && i < G_N_ELEMENTS(files); i++)
		if (g_ascii_strcasecmp(dot, files[i]) == 0)
			return NULL;
	return alt;
}

static gboolean
shows_image(const struct doc_image *image)
{
	return image->name || block_alt(image);
}

/* An image counts if something of it is written, be it its words. */
static gboolean
shows_something(const struct doc *d, const struct doc_line *line)
{
	if (doc_line_says(d, line))
		return TRUE;
	for (guint i = line->first; i < line->end; i++) {
		const struct doc_run *run = doc_run(d, i);

		if (run->kind == RUN_IMAGE &&
		    shows_image(doc_image(d, run->ref)))
			return TRUE;
	}
	return FALSE;
}

/* "in_list": the line before it is of a list, in the same quote. */
static enum block_kind
kind_of(const struct doc_line *line, gboolean in_list)
{
	switch (line->kind) {
	case LINE_ITEM: return BLOCK_LIST;
	case LINE_ROW: return BLOCK_TABLE;
	case LINE_RULE: return BLOCK_RULE;
	default: break;
	}
	if (in_list && line->list[0])
		return BLOCK_LIST;
	switch (line->kind) {
	case LINE_HEADING: return BLOCK_HEADING;
	case LINE_PRE: return BLOCK_PRE;
	default: return BLOCK_TEXT;
	}
}

static void
enter_line(struct block *b, const struct doc_line *line)
{
	gboolean same_quote = b->line && b->line->quote == line->quote;
	enum block_kind before = b->kind;

	b->kind = kind_of(line, same_quote && before == BLOCK_LIST);
	b->joins = same_quote && b->kind == before &&
	    (b->kind == BLOCK_LIST || b->kind == BLOCK_TABLE ||
		b->kind == BLOCK_PRE || (b->kind == BLOCK_TEXT && !b->gap));
	b->line = line;
}

gboolean
block_next(struct block *b)
{
	b->gap = FALSE;
	while (b->next < b->d->lines->len) {
		const struct doc_line *line = doc_line(b->d, b->next++);

		if (is_of_part(line, b->part) && shows_something(b->d, line)) {
			b->gap = b->gap || line->gap;
			enter_line(b, line);
			return TRUE;
		}
		b->gap = TRUE;
	}
	return FALSE;
}
