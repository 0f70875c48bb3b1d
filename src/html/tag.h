/*
 * What each element is: what becomes of it before HTML is parsed, and how it
 * is walked through.
 */
#ifndef HTML_TAG_H
#define HTML_TAG_H

#include <glib.h>
#include <gumbo.h>

/* A set of these; nothing: the tags are gone, the content stays. */
enum {
	TAG_KEEP = 1 << 0,
	TAG_VOID = 1 << 1,  /* it has no end */
	TAG_LOOSE = 1 << 2, /* its end may be left out */
	TAG_BLOCK = 1 << 3, /* its text stands on lines of its own */
	TAG_PLAIN = 1 << 4, /* nothing without attributes */
	TAG_SKIP = 1 << 5,  /* gone with its content */
	TAG_LOOK = 1 << 6,  /* lasts until its own end, whatever ends before */
	TAG_CELL = 1 << 7,  /* ends what is open in the same table */
};

guint8 html_tag_treatment(GumboTag tag);

/* The element of a name of n bytes, and its treatment. */
GumboTag html_tag(const char *name, gsize n, guint8 *how);

/* A field of a form whose tags are gone: blanks stand for them. */
gboolean html_tag_is_field(GumboTag tag);

#endif
