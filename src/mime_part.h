/*
 * One leaf of the MIME tree: its bytes, decoded while they are read.
 * Private to mime.c.
 */
#ifndef MIME_PART_H
#define MIME_PART_H

#include "attachment.h"

#include <glib.h>
#include <gmime/gmime.h>

/*
 * The decoded content as an attachment that streams from the spool; its
 * size is measured. NULL: it cannot be read.
 */
struct attachment *mime_part_attachment(GMimePart *part, const char *name);

/*
 * An attached message, whole, as it stands in the mail. NULL: it is empty
 * or cannot be written.
 */
struct attachment *mime_message_attachment(
    GMimeMessagePart *part, const char *name);

/*
 * The decoded content in memory, up to "limit" bytes; "*cut" says whether
 * there was more. Never NULL.
 */
GString *mime_part_bytes(GMimePart *part, size_t limit, gboolean *cut);

#endif
