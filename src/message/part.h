/*
 * From a leaf of the MIME tree to bytes, decoded while they are read.  Private
 * to message/.
 */
#ifndef MESSAGE_PART_H
#define MESSAGE_PART_H

#include "base/attachment.h"

#include <glib.h>
#include <gmime/gmime.h>

/* Before anything else of the MIME library is called. */
void mime_init(void);

/*
 * The decoded content as an attachment that streams from the spool; its
 * size is measured. NULL: it cannot be read.
 */
struct attachment *mime_part_attachment(
    GMimePart *part, const char *name, const char *type);

/*
 * The decoded content, piece by piece.  "text": what follows base64 without
 * being base64, the footer of a mailing list, is handed on as it is.
 */
struct part_reader *mime_part_open(GMimePart *part, gboolean text);
ssize_t mime_part_read(gpointer reader, char *buf, size_t n);
void mime_part_close(gpointer reader);

/*
 * When all was read: was it not encoded as it says?  Then what came out may
 * be nonsense, and words may be gone.
 */
gboolean mime_part_is_bad(gconstpointer reader);

/*
 * The decoded content in memory, up to "limit" bytes; "*cut" says whether
 * there was more. Never NULL.
 */
GString *mime_part_bytes(GMimePart *part, size_t limit, gboolean *cut);

/* Of an attached message: its subject, to be freed; NULL: it has none. */
char *mime_message_subject(GMimePart *part);

/*
 * A temporary file of "size" bytes as a stream; takes the descriptor, see
 * base/gather.h.
 */
GMimeStream *mime_temp_stream(int fd, gint64 size);

/* Of an attached message: its tree, to be unreferenced; or NULL. */
GMimeObject *mime_message_parse(GMimePart *part);

#endif
