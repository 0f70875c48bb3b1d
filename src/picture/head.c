#include "picture/head.h"

#include "base/limits.h"

#include <string.h>

/* Enough for all formats but JPEG. */
#define HEAD_LENGTH 30

/* Reads n bytes.  FALSE: there are not so many. */
static gboolean
read_exactly(struct attachment *a, guint8 *buf, gsize n)
{
	gsize have = 0;

	while (have < n) {
		ssize_t got = a->read(a->source, (char *)buf + have, n - have);

		if (got <= 0)
			return FALSE;
		have += (gsize)got;
	}
	return TRUE;
}

static gboolean
skip_bytes(struct attachment *a, gsize n)
{
	guint8 buf[4096];

	while (n) {
		gsize some = MIN(n, sizeof buf);

		if (!read_exactly(a, buf, some))
			return FALSE;
		n -= some;
	}
	return TRUE;
}

static guint32
big16(const guint8 *p)
{
	return (guint32)p[0] << 8 | p[1];
}

static guint32
big32(const guint8 *p)
{
	return big16(p) << 16 | big16(p + 2);
}

static guint32
little16(const guint8 *p)
{
	return (guint32)p[1] << 8 | p[0];
}

static guint32
little24(const guint8 *p)
{
	return (guint32)p[2] << 16 | little16(p);
}

static guint32
little32(const guint8 *p)
{
	return (guint32)p[3] << 24 | little24(p);
}

enum format { PNG, GIF, JPEG, BMP, WEBP };

static const struct {
	const char *extension, *type;
} formats[] = {
	[PNG] = { "png", "image/png" },
	[GIF] = { "gif", "image/gif" },
	[JPEG] = { "jpg", "image/jpeg" },
	[BMP] = { "bmp", "image/bmp" },
	[WEBP] = { "webp", "image/webp" },
};

static gboolean
set_head(
    struct picture_head *out, enum format format, guint32 width, guint32 height)
{
	if (!width || !height || width > G_MAXINT32 || height > G_MAXINT32)
		return FALSE;
	*out = (struct picture_head){ formats[format].extension,
		formats[format].type, (int)width, (int)height };
	return TRUE;
}

static gboolean
read_bmp(struct picture_head *out, const guint8 *p)
{
	gint32 height = (gint32)little32(p + 22);

	/* The header of OS/2 is shorter. */
	if (little32(p + 14) == 12)
		return set_head(out, BMP, little16(p + 18), little16(p + 20));
	/* Below zero: the lines stand from the top. */
	return set_head(out, BMP, little32(p + 18),
	    height < 0 ? 0U - (guint32)height : (guint32)height);
}

static gboolean
read_webp(struct picture_head *out, const guint8 *p)
{
	if (memcmp(p + 12, "VP8X", 4) == 0)
		return set_head(
		    out, WEBP, little24(p + 24) + 1, little24(p + 27) + 1);
	if (memcmp(p + 12, "VP8L", 4) == 0 && p[20] == 0x2f) {
		guint32 bits = little32(p + 21);

		return set_head(
		    out, WEBP, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
	}
	if (memcmp(p + 12, "VP8 ", 4) == 0 &&
	    memcmp(p + 23, "\x9d\x01\x2a", 3) == 0)
		return set_head(out, WEBP, little16(p + 26) & 0x3fff,
		    little16(p + 28) & 0x3fff);
	return FALSE;
}

/* A start of frame; C4, C8 and CC are other things. */
static gboolean
is_frame_marker(guint8 marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 &&
	    marker != 0xc8 && marker != 0xcc;
}

/*
 * Segments up to the frame.  Before it may stand a thumbnail and a colour
 * profile, in all some hundred KiB.
 */
static gboolean
read_jpeg(struct picture_head *out, struct attachment *a)
{
	gsize seen = 0;
	guint8 p[5];

	if (!read_exactly(a, p, 2))
		return FALSE;
	while (seen < LIMIT_PICTURE_HEAD && read_exactly(a, p, 2) &&
	    p[0] == 0xff) {
		guint8 marker = p[1];
		gsize length;

		/* Any number of FF may stand before a marker. */
		while (marker == 0xff && seen++ < LIMIT_PICTURE_HEAD)
			if (!read_exactly(a, &marker, 1))
				return FALSE;
		/* Data, or the end, before any frame. */
		if (marker == 0xda || marker == 0xd9 || !read_exactly(a, p, 2))
			return FALSE;
		length = big16(p);
		if (is_frame_marker(marker))
			return read_exactly(a, p, 5) &&
			    set_head(out, JPEG, big16(p + 3), big16(p + 1));
		if (length < 2 || !skip_bytes(a, length - 2))
			return FALSE;
		seen += 2 + length;
	}
	return FALSE;
}

static gboolean
read_head(struct picture_head *out, struct attachment *a)
{
	guint8 p[HEAD_LENGTH];

	if (!read_exactly(a, p, sizeof p))
		return FALSE;
	if (memcmp(p, "\x89PNG\r\n\x1a\n", 8) == 0 &&
	    memcmp(p + 12, "IHDR", 4) == 0)
		return set_head(out, PNG, big32(p + 16), big32(p + 20));
	if (memcmp(p, "GIF87a", 6) == 0 || memcmp(p, "GIF89a", 6) == 0)
		return set_head(out, GIF, little16(p + 6), little16(p + 8));
	if (memcmp(p, "BM", 2) == 0)
		return read_bmp(out, p);
	if (memcmp(p, "RIFF", 4) == 0 && memcmp(p + 8, "WEBP", 4) == 0)
		return read_webp(out, p);
	if (memcmp(p, "\xff\xd8\xff", 3) == 0)
		return a->rewind(a->source) == 0 && read_jpeg(out, a);
	return FALSE;
}

gboolean
picture_head_read(struct picture_head *out, struct attachment *a)
{
	gboolean found = a->rewind(a->source) == 0 && read_head(out, a);

	return a->rewind(a->source) == 0 && found;
}
