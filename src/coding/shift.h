/*
 * Charsets of 7 bits: a sign in them says that other characters follow, so
 * that they look like ASCII and are none.  ISO 2022 (ECMA-35) names sets by
 * escape sequences; UTF-7 (RFC 2152) and HZ (RFC 1843) have signs that are
 * text elsewhere.
 */
#ifndef CODING_SHIFT_H
#define CODING_SHIFT_H

#include <glib.h>

/*
 * Are there such signs?  "name": of the declared charset, for iconv, or NULL.
 * Sequences that control a terminal, or go to ASCII, are none.
 */
gboolean shift_is(const char *bytes, gsize n, const char *name);

/*
 * Such a text by the declared charset, or by the one of ISO 2022 that has all
 * of its sets; NULL: none has.  "*length" is that of the new string.
 */
char *shift_decode(const char *bytes, gsize n, const char *name, gsize *length);

/*
 * The same from one escape sequence to the next, with U+FFFD for what no
 * charset has, so that one character does not cost the text; NULL: it is not
 * Japanese, or too little of it can be read.
 */
char *shift_decode_pieces(const char *bytes, gsize n, gsize *length);

#endif
