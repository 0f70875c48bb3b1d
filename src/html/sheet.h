/*
 * The style elements of a mail: rules for an element, a class or an id, alone
 * or as "p.class".  Other selectors, and rules for certain media, are passed
 * over.
 */
#ifndef HTML_SHEET_H
#define HTML_SHEET_H

#include "html/style.h"

#include <glib.h>

struct html_sheet;

struct html_sheet *html_sheet_new(void);
void html_sheet_free(struct html_sheet *sheet);

/* Adds rules of n bytes; what does not fit in the limits is left out. */
void html_sheet_read(struct html_sheet *sheet, const char *text, gsize n);

/*
 * Adds what the rules say about an element; "tag" is in lower case, "classes"
 * and "id" may be NULL.
 */
void html_sheet_apply(const struct html_sheet *sheet, struct html_style *s,
    const char *tag, const char *classes, const char *id);

#endif
