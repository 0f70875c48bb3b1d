/*
 * The walk through the tree of a mail: which text is its body, and which
 * parts are files; each leaf is handed to one reader.  Private to message/.
 */
#ifndef MESSAGE_WALK_H
#define MESSAGE_WALK_H

#include "message/collect.h"

/* Collects all that hangs on the object. */
void walk_object(struct collect *c, struct context at, GMimeObject *object);

#endif
