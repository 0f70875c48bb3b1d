/*
 * Hashids, version 1: a number as a short string over an alphabet, made
 * unlike its neighbours by a salt.  The same output as the reference
 * implementation (hashids.org), against whose vectors it is tested.
 */
#ifndef TICKET_HASHIDS_H
#define TICKET_HASHIDS_H

#include <glib.h>

struct hashids;

/*
 * NULL if the alphabet has fewer than 16 different characters.  Free with
 * hashids_free().
 */
struct hashids *hashids_new(
    const char *salt, const char *alphabet, size_t min_length);
void hashids_free(struct hashids *h);

/* The string of one number; to be freed. */
char *hashids_encode(const struct hashids *h, guint64 number);

#endif
