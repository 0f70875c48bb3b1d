#include "coding/uuencode.h"

#include "base/attachment.h"
#include "base/limits.h"
#include "base/temp.h"
#include "base/text.h"
#include "coding/charset.h"
#include "coding/media.h"

#include <string.h>
#include <unistd.h>

/* No line of a file, nor the one that begins it, is longer. */
#define LINE_LENGTH 300

struct uuencode {
	GPtrArray *files;
	gint64 name_max;
	gint64 size; /* of all files */
	int count;
	gboolean lost;

	GString *line;	/* not ended yet */
	gboolean piece; /* its begin was handed on: it is no line of ours */
	GString *begin; /* the line that may begin a file; empty: none */
	char *name;
	int fd; /* of the file; -1: outside of one */
	gint64 written;
};

struct uuencode *
uuencode_new(GPtrArray *files, gint64 name_max)
{
	struct uuencode *u = g_new0(struct uuencode, 1);

	u->files = files;
	u->name_max = name_max;
	u->line = g_string_new(NULL);
	u->begin = g_string_new(NULL);
	u->fd = -1;
	return u;
}

void
uuencode_free(struct uuencode *u)
{
	if (!u)
		return;
	if (u->fd >= 0)
		close(u->fd);
	g_string_free(u->line, TRUE);
	g_string_free(u->begin, TRUE);
	g_free(u->name);
	g_free(u);
}

gboolean
uuencode_has_lost(const struct uuencode *u)
{
	return u->lost;
}

/* "begin 644 name": the name, or NULL. */
static const char *
begin_name(const char *line)
{
	const char *p = line + strlen("begin ");
	size_t digits;

	if (!g_str_has_prefix(line, "begin "))
		return NULL;
	digits = strspn(p, "01234567");
	if (digits < 3 || digits > 4 || p[digits] != ' ')
		return NULL;
	p += digits + 1;
	return *p && !strchr("\r\n", *p) ? p : NULL;
}

/* The length of a line without its end, and without blanks after it. */
static size_t
line_length(const char *line)
{
	size_t n = strlen(line);

	while (n && strchr("\r\n\t ", line[n - 1]))
		n--;
	return n;
}

/*
 * Decodes a line of a file into "out", of at least 64 bytes; returns how
 * many bytes it has, or -1 if it is none.  Blanks at its end may have been
 * lost: they stand for 0.
 */
static int
decode_line(const char *line, char *out)
{
	size_t length = line_length(line), wanted;
	int bytes = (line[0] - ' ') & 63;
	guint32 bits = 0;

	wanted = 1 + ((size_t)bytes + 2) / 3 * 4;
	if (!length || line[0] <= ' ' || line[0] > '`' || length > wanted + 2 ||
	    length + 4 < wanted)
		return -1;
	for (size_t i = 1; i < wanted; i++) {
		char c = i < length ? line[i] : ' ';

		if (c < ' ' || c > '`')
			return -1;
		bits = bits << 6 | ((guint32)(c - ' ') & 63);
		if (i % 4 == 0) {
			size_t at = (i / 4 - 1) * 3;

			out[at] = (char)(bits >> 16);
			out[at + 1] = (char)(bits >> 8);
			out[at + 2] = (char)bits;
		}
	}
	return bytes;
}

static void
close_encoded_file(struct uuencode *u)
{
	struct attachment *a = attachment_from_temp(
	    u->name, media_by_name(u->name), u->fd, u->written);

	g_ptr_array_add(u->files, a);
	u->fd = -1;
	g_clear_pointer(&u->name, g_free);
}

/* Opens a file if the line before said so and this one is of a file. */
static void
open_encoded_file(struct uuencode *u)
{
	const char *given = begin_name(u->begin->str);
	g_autofree char *decoded = NULL;
	char bytes[64];

	if (decode_line(u->line->str, bytes) <= 0 ||
	    u->count >= LIMIT_TEXT_FILES)
		return;
	decoded = charset_decode(given, line_length(given), NULL, NULL);
	u->fd = temp_open();
	if (u->fd < 0)
		return;
	u->name = text_file_name(decoded, "file.bin", u->name_max);
	u->written = 0;
	u->count++;
	g_string_truncate(u->begin, 0);
}

static void
take_file_line(struct uuencode *u, GString *out)
{
	char bytes[64];
	int n = decode_line(u->line->str, bytes);

	if (n > 0) {
		u->size += n;
		if (u->size > LIMIT_UNPACKED_BYTES ||
		    temp_write(u->fd, bytes, (size_t)n) < 0)
			u->lost = TRUE;
		else
			u->written += n;
	} else if (line_length(u->line->str) == 3 &&
	    g_str_has_prefix(u->line->str, "end")) {
		close_encoded_file(u);
	} else if (n < 0 && line_length(u->line->str)) {
		/* It breaks off, and the text goes on. */
		u->lost = TRUE;
		close_encoded_file(u);
		g_string_append(out, u->line->str);
	}
}

static void
route_line(struct uuencode *u, GString *out)
{
	if (u->fd < 0 && u->begin->len)
		open_encoded_file(u);
	if (u->fd >= 0) {
		take_file_line(u, out);
		return;
	}
	g_string_append(out, u->begin->str);
	g_string_truncate(u->begin, 0);
	if (!u->piece && begin_name(u->line->str))
		g_string_append(u->begin, u->line->str);
	else
		g_string_append_len(out, u->line->str, (gssize)u->line->len);
}

void
uuencode_feed(struct uuencode *u, const char *in, size_t n, GString *out)
{
	for (size_t i = 0; i < n; i++) {
		g_string_append_c(u->line, in[i]);
		if (in[i] != '\n' && u->line->len < LINE_LENGTH)
			continue;
		route_line(u, out);
		g_string_truncate(u->line, 0);
		u->piece = in[i] != '\n';
	}
}

void
uuencode_finish(struct uuencode *u, GString *out)
{
	if (u->line->len)
		route_line(u, out);
	g_string_append(out, u->begin->str);
	if (u->fd >= 0) {
		u->lost = TRUE;
		close_encoded_file(u);
	}
}
