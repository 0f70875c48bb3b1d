/*
 * Which characters of a text act as wiki markup.
 */
#ifndef WIKI_ACTS_H
#define WIKI_ACTS_H

#include "wiki/cursor.h"

/*
 * How the character at m->p is written (TOKEN_ESCAPE and so on).  "*n" is its
 * length in bytes, and becomes more for a row of the same character.
 */
unsigned markup_needs(const struct markup *m, size_t *n);

#endif
