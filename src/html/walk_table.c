#include "html/walk_table.h"

#include "base/limits.h"
#include "html/table.h"

/* Cells that others from above reach into, and those that a wide one takes. */
static void
add_empty_cells(struct html_walk *w, int from, int to)
{
	for (int i = from; i < to; i++)
		html_flow_cell(&w->flow, FALSE);
}

/* "spans": the rows that the last cell of each column still takes. */
static int
skip_spans(struct html_walk *w, int *spans, int column)
{
	int from = column;

	while (column < LIMIT_HTML_COLUMNS && spans[column] > 0)
		spans[column++]--;
	add_empty_cells(w, from, column);
	return column;
}

static void
walk_row(struct html_walk *w, int *spans, const GumboNode *row,
    const struct html_look *look)
{
	const GumboElement *e = &row->v.element;
	int column = 0;

	if (html_table_is_blank(row))
		return;
	html_flow_row(&w->flow);
	for (unsigned i = 0; i < e->children.length; i++) {
		const GumboNode *child = e->children.data[i];
		const GumboElement *cell = &child->v.element;
		int wide, high;

		if (child->type != GUMBO_NODE_ELEMENT ||
		    (cell->tag != GUMBO_TAG_TD && cell->tag != GUMBO_TAG_TH))
			continue;
		column = skip_spans(w, spans, column);
		if (column >= LIMIT_HTML_COLUMNS)
			column = LIMIT_HTML_COLUMNS - 1;
		wide = html_table_span(
		    cell, "colspan", LIMIT_HTML_COLUMNS - column);
		high = html_table_span(cell, "rowspan", G_MAXINT16);
		html_flow_cell(&w->flow, cell->tag == GUMBO_TAG_TH);
		html_walk_node(w, child, look);
		add_empty_cells(w, 1, wide);
		for (int c = column; c < column + wide; c++)
			spans[c] = high - 1;
		column += wide;
	}
	(void)skip_spans(w, spans, column);
	html_flow_row_end(&w->flow);
}

/* The rows of a table of data, and its caption. */
static void
walk_rows(struct html_walk *w, int *spans, const GumboElement *e,
    const struct html_look *look)
{
	for (unsigned i = 0; i < e->children.length; i++) {
		const GumboNode *child = e->children.data[i];

		if (child->type != GUMBO_NODE_ELEMENT)
			continue;
		if (child->v.element.tag == GUMBO_TAG_TR)
			walk_row(w, spans, child, look);
		else if (child->v.element.tag == GUMBO_TAG_CAPTION)
			html_walk_node(w, child, look);
		else
			walk_rows(w, spans, &child->v.element, look);
	}
}

void
html_walk_table(
    struct html_walk *w, const GumboElement *e, const struct html_look *look)
{
	int spans[LIMIT_HTML_COLUMNS] = { 0 };

	html_flow_gap(&w->flow);
	walk_rows(w, spans, e, look);
	html_flow_gap(&w->flow);
}
