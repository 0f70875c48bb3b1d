/*
 * Files without a name, which are gone when the process is.
 */
#ifndef BASE_TEMP_H
#define BASE_TEMP_H

#include <glib.h>

/* A descriptor for reading and writing, or -1 with errno. */
int temp_open(void);

/* Writes all of it. Returns 0, or -1 with errno. */
int temp_write(int fd, const char *buf, size_t n);

/*
 * The errno of the first of both that failed in this process; 0: none did.
 * Readers go on without what they could not write; whoever started them has
 * to ask here, since lack of room says nothing about the mail.
 */
int temp_failed(void);

#endif
