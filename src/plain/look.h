/*
 * What a single line of plain text looks like: code, a row of a table, and
 * so on.  All are guesses; plain/pre.c counts them.
 */
#ifndef PLAIN_LOOK_H
#define PLAIN_LOOK_H

#include <glib.h>

enum {
	LOOK_CODE = 1 << 0,  /* of a program, a trace, or a settings file */
	LOOK_LOG = 1 << 1,   /* begins with a time */
	LOOK_FRAME = 1 << 2, /* "+----+----+", "----- ------" */
	LOOK_ROW = 1 << 3,   /* "| a | b |" */
	LOOK_LIST = 1 << 4,  /* "- item", "1. item" */
	LOOK_LABEL = 1 << 5, /* "Telephone:  123" */
	LOOK_KEY = 1 << 6,   /* the same, and the label is one word */
	LOOK_OPENS = 1 << 7, /* a label with nothing after it */
};

/* n bytes of UTF-8 without blanks at both ends. */
unsigned plain_look(const char *text, gsize n);

#endif
