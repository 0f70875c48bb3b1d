/*
 * Text for Jira, in its wiki markup.  Nothing that a mail says acts as
 * markup: what would is disarmed, what would not is left readable.
 *
 * Two programs read it: Data Center's renderer and Cloud's converter.  They
 * differ, and what is written here acts in neither.
 */
#ifndef WIKI_ESCAPE_H
#define WIKI_ESCAPE_H

#include <glib.h>

#define ZERO_WIDTH_SPACE "\xe2\x80\x8b"

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

/*
 * The next part of the text that is written in one way.  FALSE: the end.
 * After a token that is to stand outside, the walk is at a start again, since
 * the caller closes what the text stands in and opens it anew.
 */
gboolean markup_next(struct markup *m, struct markup_token *t);

void markup_put(GString *out, const struct markup_token *t);

/* Appends all that is left of a text which stands in a line. */
void markup_escape_rest(GString *out, struct markup *m);

/*
 * Appends text so that Jira shows it literally.  "text" has passed the
 * message border.  It is taken to begin a line.
 */
void markup_escape(GString *out, const char *text);

/*
 * The same, cut so that out is at most "limit" UTF-16 units long (what Jira
 * counts), at the end of a paragraph, else of a line, else of a word.
 * Returns whether anything was left out.
 */
gboolean markup_escape_cut(GString *out, const char *text, size_t limit);

/*
 * How many bytes of a text (at most n) to keep so that it ends with a
 * paragraph, else a line, else a word, and not at the price of half of it.
 */
size_t markup_good_cut(const char *text, size_t n);

#endif
