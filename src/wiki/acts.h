/*
 * Which characters of a text act as wiki markup.
 */
#ifndef WIKI_ACTS_H
#define WIKI_ACTS_H

#include "wiki/escape.h"

/* Also the zero that says that nothing is there. */
gboolean markup_is_blank(char c);

/* What stands at q, which may be the end of the text. */
char markup_char_at(const struct markup *m, const char *q);

/*
 * How the character at m->p is written (TOKEN_ESCAPE and so on).  "*n" is its
 * length in bytes, and becomes more for a row of the same character.
 */
unsigned markup_needs(const struct markup *m, size_t *n);

#endif
