/*
 * Bytes that are pulled from a reader in small pieces: what a walker through
 * a binary format needs.
 */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <glib.h>
#include <sys/types.h>

/* As of an attachment: returns 0 at the end and -1 on an error. */
typedef ssize_t (*bytes_read)(gpointer source, char *buf, size_t n);

/* Set "read" and "source"; the rest begins with 0. */
struct bytes {
	bytes_read read;
	gpointer source;
	gint64 position; /* how many were taken */
	char buf[8192];
	size_t at, end;
};

/* The next byte, or -1. */
int bytes_next(struct bytes *b);

/*
 * Takes n bytes: adds them to "out", if it is not NULL, and writes them to
 * "fd", if it is not -1.  Returns 0, or -1: there are not as many, or they
 * cannot be written.
 */
int bytes_take(struct bytes *b, gint64 n, GString *out, int fd);

#endif
