/*
 * An invitation (RFC 5545, RFC 5546) as a few lines that a person can read.
 */
#ifndef FORMAT_CALENDAR_H
#define FORMAT_CALENDAR_H

#include "doc/doc.h"

/*
 * What the first event or task of a calendar says: what, when, where, who.
 * Times are as written, with their zone.  "text" is UTF-8, of any content;
 * what comes out is scrubbed.  "body" is the text beside it: if there is none,
 * the description is told as well.  NULL: there is no event, or the body says
 * all that itself.
 */
struct doc *calendar_read(const char *text, const struct doc *body);

#endif
