/*
 * Pictures that stand in HTML as text, "data:image/png;base64,...": taken
 * out while the HTML is read, so that they cost no memory, whatever their
 * size.
 */
#ifndef CODING_DATA_URI_H
#define CODING_DATA_URI_H

#include <glib.h>

struct data_uri;

/*
 * Each picture becomes an attachment of "files", named "data:0", "data:1" in
 * content_id and in the HTML that is left; *next counts them.
 */
struct data_uri *data_uri_new(GPtrArray *files, guint *next);
void data_uri_free(struct data_uri *d);

/* Adds to "out" what n more bytes of the HTML leave; at the end, finish. */
void data_uri_feed(struct data_uri *d, const char *in, size_t n, GString *out);
void data_uri_finish(struct data_uri *d, GString *out);

/* Was there one that could not be kept? */
gboolean data_uri_has_lost(const struct data_uri *d);

#endif
