/*
 * Calendars in a mail: files, and a few lines for the body.  Private to
 * message/.
 */
#ifndef MESSAGE_CALENDAR_H
#define MESSAGE_CALENDAR_H

#include "message/collect.h"

gboolean mime_is_calendar(GMimeObject *object);

/*
 * Adds the part to the files.  The same calendar is often there twice, as an
 * alternative of the text and as a file: it is attached once.
 */
void mime_add_calendar(struct collect *c, struct context at, GMimePart *part);

/* At the end: adds to the body what the calendars say and it does not. */
void mime_add_events(struct collect *c);

#endif
