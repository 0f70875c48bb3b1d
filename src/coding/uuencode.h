/*
 * Files that stand in a text as uuencode writes them, "begin 644 name" to
 * "end": taken out while the text is read.
 */
#ifndef CODING_UUENCODE_H
#define CODING_UUENCODE_H

#include <glib.h>

struct uuencode;

/*
 * Each file becomes an attachment of "files", with a name of at most
 * "name_max" bytes.
 */
struct uuencode *uuencode_new(GPtrArray *files, gint64 name_max);
void uuencode_free(struct uuencode *u);

/* Adds to "out" what n more bytes of the text leave; at the end, finish. */
void uuencode_feed(struct uuencode *u, const char *in, size_t n, GString *out);
void uuencode_finish(struct uuencode *u, GString *out);

/* Was a file not whole, or could it not be kept? */
gboolean uuencode_has_lost(const struct uuencode *u);

#endif
