#include "html/table.h"

#include "base/limits.h"
#include "html/client.h"
#include "html/style.h"

#include <string.h>

/* A cell of data is no page of text. */
#define CELL_BYTES  600
#define CELL_BLOCKS 4

/* What is seen of a table. */
struct survey {
	int rows;	     /* that are not empty */
	int full_rows;	     /* with two cells or more that have text */
	int cells, headings; /* with text */
	int heavy;	     /* cells with a page of text */
	int pictures;	     /* cells with nothing but images */
	gboolean layout;

	/* Of the row and the cell that are looked at. */
	int row_cells, row_pictures;
	gsize bytes;
	int blocks, images;
};

int
html_table_span(const GumboElement *cell, const char *name, int most)
{
	const char *value = html_attribute(cell, name);

	return value ? CLAMP(html_number(value), 1, most) : 1;
}

/* Bytes that are no blanks. */
static gsize
weigh(const char *text)
{
	gsize n = 0;

	for (const char *p = text; *p; p++) {
		if (strncmp(p, "\xc2\xa0", 2) == 0)
			p++;
		else if (!g_ascii_isspace(*p))
			n++;
	}
	return n;
}

static void
look_in_cell(struct survey *s, const GumboNode *node, int depth)
{
	const GumboElement *e = &node->v.element;

	if (node->type == GUMBO_NODE_TEXT)
		s->bytes += weigh(node->v.text.text);
	if (node->type != GUMBO_NODE_ELEMENT || s->layout)
		return;
	switch (e->tag) {
	case GUMBO_TAG_TABLE:
	case GUMBO_TAG_BLOCKQUOTE:
	case GUMBO_TAG_HR:
	case GUMBO_TAG_H1:
	case GUMBO_TAG_H2: s->layout = TRUE; return;
	case GUMBO_TAG_P:
	case GUMBO_TAG_DIV:
	case GUMBO_TAG_LI:
	case GUMBO_TAG_PRE: s->blocks++; break;
	case GUMBO_TAG_IMG: s->images++; break;
	default: break;
	}
	if (depth >= LIMIT_HTML_DEPTH) {
		s->layout = TRUE;
		return;
	}
	for (unsigned i = 0; i < e->children.length; i++)
		look_in_cell(s, e->children.data[i], depth + 1);
}

static void
look_at_cell(struct survey *s, const GumboNode *cell)
{
	s->bytes = 0;
	s->blocks = s->images = 0;
	look_in_cell(s, cell, 0);
	if (s->bytes) {
		s->cells++;
		s->row_cells++;
		s->headings += cell->v.element.tag == GUMBO_TAG_TH;
		s->heavy += s->bytes > CELL_BYTES || s->blocks > CELL_BLOCKS;
	} else if (s->images) {
		s->row_pictures++;
	}
}

static void
look_at_rows(struct survey *s, const GumboNode *node)
{
	const GumboElement *e = &node->v.element;

	for (unsigned i = 0; i < e->children.length && !s->layout; i++) {
		const GumboNode *child = e->children.data[i];

		if (child->type != GUMBO_NODE_ELEMENT)
			continue;
		switch (child->v.element.tag) {
		case GUMBO_TAG_TBODY:
		case GUMBO_TAG_THEAD:
		case GUMBO_TAG_TFOOT: look_at_rows(s, child); break;
		case GUMBO_TAG_TR:
			s->row_cells = s->row_pictures = 0;
			look_at_rows(s, child);
			s->rows += s->row_cells + s->row_pictures > 0;
			s->full_rows += s->row_cells > 1;
			s->pictures += s->row_pictures;
			break;
		case GUMBO_TAG_TD:
		case GUMBO_TAG_TH: look_at_cell(s, child); break;
		default: break;
		}
	}
}

gboolean
html_table_is_blank(const GumboNode *row)
{
	struct survey s = { .rows = 0 };

	look_at_rows(&s, row);
	return s.row_cells + s.row_pictures == 0;
}

/* A table whose cells have lines around them. */
static gboolean
has_border(const GumboElement *e)
{
	const char *border = html_attribute(e, "border");
	const char *classes = html_attribute(e, "class");

	return (border && html_number(border) > 0) ||
	    (classes && strstr(classes, "MsoTableGrid"));
}

gboolean
html_table_is_data(const GumboNode *table)
{
	struct survey s = { .rows = 0 };
	const char *role = html_attribute(&table->v.element, "role");

	if (role &&
	    (strcmp(role, "presentation") == 0 || strcmp(role, "none") == 0))
		return FALSE;
	look_at_rows(&s, table);
	if (s.layout || !s.full_rows || s.heavy * 4 > s.cells ||
	    s.pictures > s.cells)
		return FALSE;
	if (has_border(&table->v.element) || s.headings > 1)
		return TRUE;
	/* At least two rows that have columns, and few that have not. */
	return s.full_rows > 1 && 2 * s.full_rows >= s.rows;
}
