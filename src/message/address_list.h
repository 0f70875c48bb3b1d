/*
 * Address fields (RFC 5322, 3.4: address-list), by the MIME library.
 */
#ifndef MESSAGE_ADDRESS_LIST_H
#define MESSAGE_ADDRESS_LIST_H

#include <glib.h>

/*
 * Adds the addresses of a raw field (or NULL) to a list of struct address;
 * those beyond "max" are counted in "*more".  A field that holds no address
 * is shown as text; "charset" is a guess for it, or NULL.
 */
void address_list_read(GPtrArray *list, guint *more, const char *field,
    const char *charset, gint64 max);

#endif
