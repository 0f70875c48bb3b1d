/*
 * An invitation (RFC 5545, RFC 5546) as a few lines that a person can read.
 */
#ifndef CALENDAR_H
#define CALENDAR_H

#include "doc.h"

/*
 * What the first event or task of a calendar says: what, when, where, who.
 * Times are as written, with their zone.  "text" is UTF-8, of any content;
 * what comes out is scrubbed.  "alone": nothing else speaks of it, so its
 * description is told as well.  NULL: there is none.
 */
struct doc *calendar_read(const char *text, gboolean alone);

#endif
