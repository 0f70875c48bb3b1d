/*
 * The lines of a document as the blocks that they make: what every writer
 * needs to know before it writes one.
 */
#ifndef DOC_BLOCK_H
#define DOC_BLOCK_H

#include "doc/doc.h"

enum block_kind {
	BLOCK_TEXT, /* a paragraph */
	BLOCK_HEADING,
	BLOCK_LIST, /* any line of a list, preformatted ones as well */
	BLOCK_PRE,
	BLOCK_TABLE,
	BLOCK_RULE,
};

/* A walk through a part of a document, line by line. */
struct block {
	const struct doc *d;
	enum doc_part part;
	guint next;

	const struct doc_line *line; /* NULL: none was read */
	enum block_kind kind;
	gboolean gap;	/* a blank line or something left out is before it */
	gboolean joins; /* it goes on with the block of the line before */
};

void block_begin(struct block *b, const struct doc *d, enum doc_part part);

/*
 * Goes to the next line of the part that shows something.  FALSE: there is
 * none.
 */
gboolean block_next(struct block *b);

/*
 * The words that stand for an image which is not shown: its description, if
 * a person wrote one; else NULL.
 */
const char *block_alt(const struct doc_image *image);

#endif
