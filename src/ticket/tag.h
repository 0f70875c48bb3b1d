/*
 * Ticket ids as people and their programs write them: "[#JI-ZOZ2P6QK]" in
 * other brackets or letters, folded, escaped, or bare in a sentence.  What
 * is read here is a question to Jira, no more: it counts if there is such a
 * ticket.
 */
#ifndef TICKET_TAG_H
#define TICKET_TAG_H

#include "ticket/id.h"

#include <glib.h>

/* Ids in order, each once, at most LIMIT_TAGS; arrays of char *. */
struct tags {
	GPtrArray *bracketed; /* those exactly as we write them come first */
	GPtrArray *bare;
};

/* The tags in a subject. */
void tags_init(struct tags *out, const struct ticket_ids *ids, const char *s);
void tags_release(struct tags *tags);

/*
 * The ticket id from the value of an X-Jicket-HashID field, which is the
 * hash alone; a prefix or a whole tag is read as well.  NULL: not the form
 * of one.  To be freed.
 */
char *tag_from_hashid(const struct ticket_ids *ids, const char *value);

#endif
