/*
 * Address fields.
 */
#ifndef MIME_ADDRESS_H
#define MIME_ADDRESS_H

#include "message/message.h"

/*
 * Adds the addresses of a field to a list; those beyond the limit are
 * counted in "*more".  A field that holds no address is shown as text.
 */
void mime_read_addresses(
    struct message *m, GPtrArray *list, guint *more, const char *name);

#endif
