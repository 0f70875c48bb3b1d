/*
 * Marks: what jicket writes beside an issue or a comment that it makes, in
 * the same request, so that a later delivery knows what is done.  They are
 * values of the entity property "jicket", which everybody who sees the
 * issue can read: no secrets, and nothing of persons.
 */
#ifndef JIRA_MARK_H
#define JIRA_MARK_H

#include <cjson/cJSON.h>
#include <glib.h>

#define JIRA_PROPERTY "jicket"

/* What a mark marks. */
#define FILED_ISSUE	"issue"
#define FILED_COMMENT	"comment"
#define FILED_REST	"rest"	    /* of a mail that was cut at first */
#define FILED_NOTE	"note"	    /* on files that Jira did not take */
#define FILED_DUPLICATE "duplicate" /* points to the earlier issue */

struct mark {
	char *step;    /* FILED_... */
	char *digest;  /* of the message */
	char *project; /* that the message was filed for */
	char *body;    /* SHA-256 of the body, as the spool counts it */
	gint64 size;   /* bytes of the body */
	char *text;    /* SHA-256 of what the ticket says of it */
	char *said; /* digests of what the mail says (ticket/said), or NULL */
	char *follows;	/* key of the closed issue that it follows, or NULL */
	char **files;	/* mark_..._key() of its attachments, in order */
	gint64 created; /* of what it marks, ms since 1970; 0: not read */
};

void mark_free(struct mark *m);
struct mark *mark_copy(const struct mark *m);

/* Adds "properties": [{"key": "jicket", "value": ...}] to a request. */
void mark_add(cJSON *object, const struct mark *m);

/*
 * Reads a mark from the properties of an answer: an object by name (issues)
 * or an array of keys and values (comments).  NULL: there is none.
 */
struct mark *mark_read(const cJSON *properties);

/*
 * A short key for a file by name and size; to be freed.  Jira keeps no mark
 * on attachments: by these keys they are told apart.
 */
char *mark_file_key(const char *name, gint64 size);

/*
 * The key of a file that the ticket had before the message came, and that was
 * not attached again, by its SHA-256 in hex; to be freed.  It equals no other
 * key.
 */
char *mark_had_key(const char *sha256);

#endif
