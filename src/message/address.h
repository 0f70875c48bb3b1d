/*
 * An address of a mail, as text that is safe to show.
 */
#ifndef MESSAGE_ADDRESS_H
#define MESSAGE_ADDRESS_H

#include <glib.h>

struct address {
	char *name;  /* display name; "" if there is none */
	char *addr;  /* "user@example.com"; "" if it is none */
	char *local; /* "MAILER-DAEMON", of one without a domain; or "" */
};

/* A list of struct address, which it frees. */
GPtrArray *addresses_new(void);

/* Adds one, raw or decoded; either string may be NULL. */
void address_add(GPtrArray *list, const char *name, const char *addr);

/*
 * Adds the one address that a raw field (or NULL) seems to have, without the
 * MIME parser.
 */
void address_add_plain(GPtrArray *list, const char *field);

/* "Name <user@example.com>", or what there is of it; to be freed. */
char *address_format(const struct address *a);

#endif
