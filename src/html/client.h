/*
 * Which elements mail programs put around earlier mails and signatures.
 */
#ifndef HTML_CLIENT_H
#define HTML_CLIENT_H

#include "html/style.h"

#include <glib.h>
#include <gumbo.h>

/* What an element is, to the program that wrote it. */
enum {
	CLIENT_QUOTE = 1 << 0,	   /* all in it is an earlier mail */
	CLIENT_CONTAINER = 1 << 1, /* an intro, quotes, and answers to them */
	CLIENT_INTRO = 1 << 2,
	CLIENT_SIGNATURE = 1 << 3,
	CLIENT_FORWARD = 1 << 4,
	CLIENT_DIVIDER = 1 << 5, /* its first line heads an earlier mail */
	CLIENT_REST = 1 << 6,	 /* it and all that follows is one */
	CLIENT_LINE = 1 << 7,	 /* the line before it was an intro */
	CLIENT_PARENT = 1 << 8,	 /* it says so of what follows in its parent */

	CLIENT_HEADER = CLIENT_DIVIDER | CLIENT_REST,
};

/* A set of the above. */
unsigned html_client_marks(const GumboNode *node, const struct html_style *s);

/* Is it an indentation that a program made with a quote's element? */
gboolean html_client_is_indent(
    const GumboElement *e, const struct html_style *s);

/* The first text in it that is not blank; NULL: none nearby. */
const GumboNode *html_first_text(const GumboNode *node);

/* Is it a <blockquote>, or is there one nearby in it? */
gboolean html_has_quote(const GumboNode *node);

/* The value of an attribute; NULL: there is none. */
const char *html_attribute(const GumboElement *e, const char *name);

#endif
