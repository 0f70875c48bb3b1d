/*
 * Media types and the ends of file names that go with them.
 */
#ifndef CODING_MEDIA_H
#define CODING_MEDIA_H

#include <glib.h>

/*
 * Is it "type/subtype", as a header may hold it (RFC 2045, 5.1)?  What else a
 * mail calls a type is not used.
 */
gboolean media_is_type(const char *type);

/* The type that a name tells; "application/octet-stream" if it tells none. */
const char *media_by_name(const char *name);

/* The end of a name, without its dot, that the type goes with; "bin" if none.
 */
const char *media_extension(const char *type);

/*
 * The name of a file whose type alone says what it is, "delivery-status.txt";
 * NULL: it takes more than that.
 */
const char *media_name(const char *type);

#endif
