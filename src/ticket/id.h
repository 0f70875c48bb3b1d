/*
 * Ticket ids.  The id of a message is a function of the message: a number
 * from the SHA-256 of its Message-ID, written by hashids behind a prefix.
 * So the id is known before Jira is asked, and the same message always has
 * the same id.
 */
#ifndef TICKET_ID_H
#define TICKET_ID_H

#include "config/options.h"

#include <glib.h>

struct header;
struct spool;

/* A short id can collide; eight numbers fit into one digest. */
#define TICKET_NUMBERS 8

struct ticket_ids;

struct ticket_ids *ticket_ids_new(const struct options *o);
void ticket_ids_free(struct ticket_ids *t);

/*
 * Can nobody else make our message ids?  They can where the key comes from the
 * documented salt: then an id of ours is a hint and no proof.
 */
gboolean ticket_is_key_secret(const struct ticket_ids *t);

/* Is this the address of the tickets, from which jicket writes? */
gboolean ticket_is_own_address(const struct ticket_ids *t, const char *addr);

/*
 * SHA-256 in hex of a message id in the form of msgid_first(); to be
 * freed.  This is what Jira stores: it does not tell who wrote.
 */
char *ticket_digest(const char *message_id);

/*
 * The digest of a message without a (usable) Message-ID: over the fields
 * and the body that survive a second delivery.  Without a Date what the first
 * hop noted tells it from a mail that says the same again.
 */
char *ticket_digest_content(const struct header *h, const struct spool *s);

/*
 * The ticket id, with prefix, from the nth number of a digest, n below
 * TICKET_NUMBERS; to be freed.  Example: "JI-ZOZ2P6QK".
 */
char *ticket_id(const struct ticket_ids *t, const char *digest, guint n);

/*
 * The ticket id whose hash, or whose prefix and hash, is written here in
 * letters of either case; to be freed.  NULL: not the form of one.
 */
char *ticket_id_from_hash(const struct ticket_ids *t, const char *hash);
char *ticket_id_read(const struct ticket_ids *t, const char *text);

/* The tag of the summary, "[#JI-ZOZ2P6QK]"; to be freed. */
char *ticket_tag(const char *id);

/*
 * The Message-ID of jicket's own mail, without angle brackets: it names the
 * ticket and the number of the issue, and is authenticated (HMAC-SHA256
 * with the message key, or one made of the salt; 80 bits of it).  NULL without
 * either.
 */
char *ticket_message_id(const struct ticket_ids *t, const char *id,
    const char *issue, const char *unique, const char *domain);

/*
 * Is this message id one of ours?  TRUE fills the out-parameters (to be
 * freed): the ticket id and the number of the issue.
 */
gboolean ticket_parse_message_id(const struct ticket_ids *t,
    const char *message_id, char **id, char **issue);

#endif
