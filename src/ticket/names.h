/*
 * The tickets that a mail names, best evidence first.  Each is a question to
 * Jira, no more.
 */
#ifndef TICKET_NAMES_H
#define TICKET_NAMES_H

#include "message/message.h"
#include "ticket/id.h"

#include <glib.h>

/* Kinds of evidence, strongest first. */
enum evidence {
	EVIDENCE_MESSAGE_ID,   /* an id of ours, with its key */
	EVIDENCE_NOTIFICATION, /* an id of Jira's own mail */
	EVIDENCE_HASHID,       /* X-Jicket-HashID */
	EVIDENCE_TAG,	       /* a tag in the subject */
	EVIDENCE_REFERENCE,    /* an id that itself made a ticket */
	EVIDENCE_WORD, /* a ticket id in the subject, without brackets */
};

struct candidate {
	enum evidence evidence;
	char *id;     /* ticket id: the label to look for */
	char *issue;  /* number of the issue; NULL: not known */
	char *digest; /* that the issue must carry; NULL: any */
};

/*
 * An issue whose notification by Jira is answered: anybody can write its
 * number, but few know when it was created.
 */
struct notification {
	char *issue;	/* its number */
	gint64 created; /* ms since 1970 */
};

/* All that a mail names, of struct candidate. */
GPtrArray *candidates_find(
    const struct message *m, const struct ticket_ids *ids);

/* Adds one; takes the strings.  "id" is NULL: there is none to add. */
void candidate_add(GPtrArray *list, enum evidence evidence, char *id,
    char *issue, char *digest);

/* The notifications that it answers, of struct notification. */
GPtrArray *notifications_find(const struct message *m);

const char *evidence_name(enum evidence e);

#endif
