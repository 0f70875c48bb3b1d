/*
 * What CSS declarations say about text: the few that change what is read.
 */
#ifndef HTML_STYLE_H
#define HTML_STYLE_H

#include <glib.h>

/* Of yes and no, and of margins: nothing is said. */
#define STYLE_UNSAID (-1)

enum html_space {
	SPACE_UNSAID,
	SPACE_COLLAPSE, /* white space is a blank */
	SPACE_LINES,	/* but new lines count */
	SPACE_KEEP,	/* all of it counts */
};

struct html_style {
	/* These are bytes, and stand first: see html_style_add(). */
	gint8 bold, italic, underline, strike, code, sup, sub;
	gint8 tiny;	 /* set too small to be read */
	gint8 invisible; /* but takes its place */
	gint8 gone, no_height, clipped, clear;
	gint8 in_line;		     /* a block that stands in a line */
	gint8 gap_before, gap_after; /* a margin that shows */
	gint8 line_above, line_left; /* a border */
	gint8 divider; /* that Outlook draws above an earlier mail */
	gint8 list;    /* the level of Word's list item */
	enum html_space space;
	gint32 colour;	   /* 0xrrggbb, or STYLE_UNSAID */
	int width, height; /* in pixels, or STYLE_UNSAID */
};

void html_style_init(struct html_style *s);

/* Adds what declarations of n bytes say. They may be anything. */
void html_style_read(struct html_style *s, const char *text, gsize n);

/* Adds what another style says. */
void html_style_add(struct html_style *s, const struct html_style *more);

/* What a colour is in CSS or HTML: 0xrrggbb, or STYLE_UNSAID. */
gint32 html_colour(const char *text);

/* The whole number at the beginning of a text; 0 if there is none. */
int html_number(const char *text);

/* Is nothing of such an element to be seen? */
gboolean html_style_is_hidden(const struct html_style *s);

#endif
