/*
 * The MIME parser behind message.h.  Only mime*.c include GMime.
 */
#ifndef MIME_H
#define MIME_H

#include <glib.h>

struct message;

/* Fills addresses, text and attachments of a message from its spool. */
void mime_read(struct message *m);

/* Frees what mime_read() keeps in message.mime; attachments go first. */
void mime_free(gpointer mime);

#endif
