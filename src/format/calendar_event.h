/*
 * The first event or task of a calendar, as it is written there.  Private to
 * calendar*.c.
 */
#ifndef FORMAT_CALENDAR_EVENT_H
#define FORMAT_CALENDAR_EVENT_H

#include "doc/doc.h"

#include <glib.h>

/* What is kept of it; all may be NULL. */
struct event {
	char *method;		      /* of the calendar */
	char *summary, *location;     /* unescaped */
	char *description, *status;   /* the same */
	char *start, *end, *duration; /* as written */
	char *start_zone, *end_zone;  /* TZID */
	char *rule;		      /* RRULE */
	char *organizer;	      /* name or address */
	char *answer, *who;	      /* PARTSTAT of the attendee who has one */
	int attendees;
	int events; /* in the calendar */
};

/* Reads a calendar, which it takes apart, into an event of zeros. */
void event_read(struct event *e, char *text);
void event_release(struct event *e);

/*
 * Does the sender tell the event in the text itself, with its title, its
 * place and its time?  Google and Outlook write such invitations.
 */
gboolean event_is_told(const struct event *e, const struct doc *body);

#endif
