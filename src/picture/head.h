/*
 * What the first bytes of a picture say: its format and its size.
 */
#ifndef PICTURE_HEAD_H
#define PICTURE_HEAD_H

#include "base/attachment.h"

struct picture_head {
	const char *extension; /* of its real format, without dot; a constant */
	const char *type;      /* the media type of the same */
	int width, height;     /* pixels, at least 1 */
};

/*
 * Reads the head of a file, and rewinds.  FALSE: it is none of the formats
 * that every browser shows (PNG, GIF, JPEG, BMP, WebP), or it is broken.
 */
gboolean picture_head_read(struct picture_head *out, struct attachment *a);

#endif
