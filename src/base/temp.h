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

#endif
