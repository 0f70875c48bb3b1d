/*
 * The plain-text reader.
 */
#ifndef PLAIN_READ_H
#define PLAIN_READ_H

#include "doc/doc.h"

/* What the Content-Type says of a text/plain (RFC 3676). */
struct plain_format {
	gboolean flowed; /* format=flowed */
	gboolean delsp;	 /* delsp=yes */
};

/* A document of a text that has passed the message border. */
struct doc *plain_read(const char *text, const struct plain_format *format);

#endif
