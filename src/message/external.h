/*
 * Files that are not in the mail, but elsewhere: message/external-body
 * (RFC 2046, 5.2.3; RFC 2017).  Private to message/.
 */
#ifndef MESSAGE_EXTERNAL_H
#define MESSAGE_EXTERNAL_H

#include "message/collect.h"

gboolean mime_is_external(GMimeObject *object);

/* Adds to the body where the file is; there is nothing to attach. */
void mime_add_external(struct collect *c, GMimePart *part);

#endif
