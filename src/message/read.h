/*
 * The MIME parser behind message.h.  Only mime*.c include GMime.
 */
#ifndef MIME_H
#define MIME_H

#include "config/options.h"

#include <glib.h>

struct message;

/*
 * Fills addresses, texts and attachments of a message from its spool.
 * "order" says which of several forms of a text is shown.
 */
void mime_read(struct message *m, enum body_order order);

/*
 * The files inside of attached messages, of struct attachment, for those who
 * want to know what is there: a ticket gets each message whole.  They go before
 * the message; free with g_ptr_array_unref().
 */
GPtrArray *mime_inner_files(const struct message *m);

/* Frees what mime_read() keeps in message.mime; attachments go first. */
void mime_free(gpointer mime);

#endif
