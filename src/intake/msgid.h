/*
 * Message ids (RFC 5322, 3.6.4) as people's programs write them: without
 * angle brackets or with two, without "@", folded within, in encoded words,
 * beside comments.  An id is read in the same way wherever it stands, so
 * that an answer finds what it answers.
 */
#ifndef INTAKE_MSGID_H
#define INTAKE_MSGID_H

#include "intake/header.h"

#include <glib.h>

/*
 * The ids in the value of a field, in order, in the form that is compared
 * and digested: without angle brackets and white space.  Where there are
 * angle brackets, what stands outside of them is no id.  Ids longer than
 * LIMIT_MESSAGE_ID are junk and left out.  To be freed with
 * g_ptr_array_unref; "value" may be NULL.
 */
GPtrArray *msgid_list(const char *value);

/* The same for all fields of a name, from the first field to the last. */
GPtrArray *msgid_all(const struct header *h, const char *name);

/* The first id of a value; to be freed.  NULL: there is none. */
char *msgid_first(const char *value);

#endif
