/*
 * How the text of an element looks: by its tag, its attributes and the style
 * sheets.
 */
#ifndef HTML_ELEMENT_H
#define HTML_ELEMENT_H

#include "doc/doc.h"
#include "html/sheet.h"
#include "html/style.h"

#include <gumbo.h>

/* What an element hands down to those in it. */
struct html_look {
	struct doc_run run; /* marks, colour, link */
	enum html_space space;
	gboolean tiny, invisible; /* its text is not to be seen */
};

/* Of the document itself. */
extern const struct html_look html_plain_look;

/* What tag, attributes and sheet say. */
void html_element_style(struct html_style *s, const GumboElement *e,
    const struct html_sheet *sheet);

/* The look of an element of this style in one that looks like "outer". */
struct html_look html_element_look(const struct html_look *outer,
    const GumboElement *e, const struct html_style *s, struct doc *d);

#endif
