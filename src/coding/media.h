/*
 * Media types and the ends of file names that go with them.
 */
#ifndef MEDIA_H
#define MEDIA_H

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
