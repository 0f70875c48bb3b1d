/*
 * Where a walk stands in a text that becomes wiki markup, and how what it
 * finds there is written.
 */
#ifndef WIKI_CURSOR_H
#define WIKI_CURSOR_H

#include <glib.h>

/* What a text stands in. */
enum markup_in {
	MARKUP_LINE,
	MARKUP_LABEL, /* of a link */
	MARKUP_MARKS, /* between two marks, like "*" */
	MARKUP_CODE,  /* between "{{" and "}}" */
};

/* A walk through a text.  It begins as zeros, but for "p" and "end". */
struct markup {
	const char *p, *end;
	enum markup_in in;
	const char *own; /* MARKUP_MARKS: the characters of the marks */
	gboolean cell;	 /* in a table */
	gboolean inner;	 /* in the middle of a line */
	char before;	 /* what was written before it; 0: nothing */
	char after;	 /* what will stand behind the end; 0: nothing */
};

/* How a token is written. */
enum {
	TOKEN_ESCAPE = 1 << 0,	     /* a backslash before each character */
	TOKEN_BREAK_BEFORE = 1 << 1, /* a zero width space */
	TOKEN_BREAK_AFTER = 1 << 2,
	TOKEN_WRAP = 1 << 3,	/* in colour, where no escape is known */
	TOKEN_LINK = 1 << 4,	/* as the label of a link to itself */
	TOKEN_OUTSIDE = 1 << 5, /* cannot stand in what the text stands in */
};

struct markup_token {
	const char *text;
	size_t n;
	unsigned how;
};

/* Also the zero that says that nothing is there. */
gboolean markup_is_blank(char c);

/* What stands at q, which may be the end of the text. */
char markup_char_at(const struct markup *m, const char *q);

#endif
