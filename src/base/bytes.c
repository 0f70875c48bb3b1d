#include "base/bytes.h"

#include "base/temp.h"

/* Makes sure that there is one; FALSE: that was the last. */
static gboolean
fill(struct bytes *b)
{
	ssize_t n;

	if (b->at < b->end)
		return TRUE;
	n = b->read(b->source, b->buf, sizeof b->buf);
	b->at = 0;
	b->end = n > 0 ? (size_t)n : 0;
	return n > 0;
}

int
bytes_next(struct bytes *b)
{
	if (!fill(b))
		return -1;
	b->position++;
	return (unsigned char)b->buf[b->at++];
}

int
bytes_take(struct bytes *b, gint64 n, GString *out, int fd)
{
	while (n > 0) {
		const char *from;
		size_t got;

		if (!fill(b))
			return -1;
		from = b->buf + b->at;
		got =
		    MIN((size_t)MIN(n, (gint64)sizeof b->buf), b->end - b->at);
		if (fd >= 0 && temp_write(fd, from, got) < 0)
			return -1;
		if (out)
			g_string_append_len(out, from, (gssize)got);
		b->at += got;
		b->position += (gint64)got;
		n -= (gint64)got;
	}
	return 0;
}
