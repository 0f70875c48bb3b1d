/*
 * Text that flows into a document: white space collapses as in a browser,
 * and lines begin when there is something to stand on them.
 */
#ifndef HTML_FLOW_H
#define HTML_FLOW_H

#include "doc/doc.h"
#include "html/style.h"

struct html_flow {
	struct doc *doc;
	GString *words; /* of one look, not yet in the document */

	/* What the next line is; the reader sets it. */
	unsigned hints;	    /* while an element lasts */
	unsigned rest;	    /* of all lines that follow */
	unsigned first;	    /* of the next line only */
	int quote, level;   /* level: of a heading; 0: none */
	gboolean item, pre; /* item: the next line begins one */
	char list[DOC_LIST_DEPTH + 1];
	char lead[16]; /* text before the next word: a sign of an item */

	/* Where it stands. */
	gboolean open;	     /* something stands on the last line */
	gboolean gap;	     /* a blank line is due */
	gboolean blank;	     /* a blank is due before the next word */
	gboolean hard;	     /* the line has a blank that does not collapse */
	gboolean in_row;     /* of a table: lines are broken within cells */
	gboolean cell_break; /* ... and a break is due */
	gunichar joiner;     /* shown only between two characters, or 0 */
	struct doc_run last; /* the look of the last word */
};

void html_flow_init(struct html_flow *f, struct doc *d);
void html_flow_clear(struct html_flow *f);

/* Any text; what comes out is scrubbed. */
void html_flow_text(struct html_flow *f, const char *text,
    const struct doc_run *look, enum html_space space);

/* Ends the line, if something stands on it. */
void html_flow_break(struct html_flow *f);

/* Ends the line, or leaves one blank: <br>. */
void html_flow_newline(struct html_flow *f);

/* Ends the line; a blank line follows. */
void html_flow_gap(struct html_flow *f);

void html_flow_rule(struct html_flow *f);

/* A table's row, from which on all stands in cells, and its end. */
void html_flow_row(struct html_flow *f);
void html_flow_cell(struct html_flow *f, gboolean heading);
void html_flow_row_end(struct html_flow *f);

/* For what stands in the line like a word: an image. */
void html_flow_image(struct html_flow *f, const char *src, const char *alt,
    int width, int height, const struct doc_run *look);

#endif
