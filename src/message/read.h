/*
 * The reader of a message: the MIME library is behind it, and only files of
 * this folder include that.
 */
#ifndef MESSAGE_READ_H
#define MESSAGE_READ_H

#include "message/message.h"

/*
 * Reads the message with the MIME parser.  Whatever stands in the mail, a
 * message comes out: what must be kept from the parser is read the plain way.
 * Borrows the spool.  Of a text in several forms HTML becomes the body, or
 * plain text if "plain_first".
 */
struct message *message_read(const struct spool *s, gboolean plain_first);

/*
 * The files inside of attached messages, of struct attachment, for those who
 * want to know what is there: a ticket gets each message whole.  They go before
 * the message; free with g_ptr_array_unref().
 */
GPtrArray *message_inner_files(const struct message *m);

#endif
