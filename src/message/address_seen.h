/*
 * The one sender or recipient that a person sees in a field which the grammar
 * of RFC 5322 makes something else of: encoded as a whole, in quotes, doubled,
 * or with a link's scheme before the address.
 */
#ifndef MESSAGE_ADDRESS_SEEN_H
#define MESSAGE_ADDRESS_SEEN_H

#include <glib.h>

/*
 * Reads a raw field; "charset" is a guess for it, or NULL.  TRUE fills name
 * ("" if there is none) and address, both to be freed: there is just one
 * address in it.
 */
gboolean address_seen(
    const char *field, const char *charset, char **name, char **addr);

#endif
