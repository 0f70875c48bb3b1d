#include "message/part.h"

#include "base/gather.h"
#include "base/limits.h"
#include "base/temp.h"
#include "coding/base64.h"
#include "coding/encoded.h"
#include "coding/media.h"
#include "intake/header.h"
#include "message/field.h"
#include "message/tree.h"

#include <string.h>
#include <unistd.h>

struct part_reader {
	GMimeStream *stream; /* decoded, or raw when base64 */
	gboolean base64, ended;
	gboolean bad;	/* it is not encoded as it says */
	char small[64]; /* decoded, for readers of a few bytes */
	size_t small_at, small_left;
	struct base64 state;
	struct base64_text *text; /* NULL: of a file */
	GString *ready;		  /* what it has decoded */
};

/* The Makefile says so where a sanitizer looks for leaks. */
#ifdef LEAKS_ARE_SOUGHT
#include <sanitizer/lsan_interface.h>
#define forgive_leaks(yes) ((yes) ? __lsan_disable() : __lsan_enable())
#else
#define forgive_leaks(yes) ((void)0)
#endif

/*
 * To the library, an attached message is parsed with the mail, and its bytes
 * are what it writes anew: lines that are no fields vanish.  Here it is a
 * part like others, which is read from where it stands.
 */
void
mime_init(void)
{
	static const char *const messages[] = { "rfc822", "rfc2822", "global",
		"news" };
	static gboolean done;

	if (done)
		return;
	/* It never frees what it has registered itself. */
	forgive_leaks(TRUE);
	g_mime_init();
	forgive_leaks(FALSE);
	for (size_t i = 0; i < G_N_ELEMENTS(messages); i++)
		g_mime_object_register_type(
		    "message", messages[i], GMIME_TYPE_PART);
	done = TRUE;
}

/* The first word of the field, which may be in quotes. */
static GMimeContentEncoding
part_encoding(GMimePart *part)
{
	const char *raw =
	    mime_field(GMIME_OBJECT(part), "Content-Transfer-Encoding");
	g_autofree char *name = NULL;

	if (!raw)
		return GMIME_CONTENT_ENCODING_DEFAULT;
	raw += strspn(raw, " \t\r\n\"'");
	name = g_strndup(raw, strcspn(raw, " \t\r\n\"';("));
	return g_mime_content_encoding_from_string(name);
}

/* The library drops what stands before it, without a word. */
static gboolean
begins_uuencode(GMimeStream *raw)
{
	char line[100];
	ssize_t n = g_mime_stream_read(raw, line, sizeof line - 1);

	g_mime_stream_reset(raw);
	line[MAX(n, 0)] = '\0';
	return g_str_has_prefix(g_strchug(line), "begin ");
}

struct part_reader *
mime_part_open(GMimePart *part, gboolean text)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	struct part_reader *r = g_new0(struct part_reader, 1);
	GMimeContentEncoding encoding;
	GMimeStream *raw;

	/* Headers that end at the boundary leave a part without content. */
	if (!content) {
		r->stream = g_mime_stream_mem_new();
		return r;
	}
	raw = g_mime_data_wrapper_get_stream(content);
	encoding = part_encoding(part);
	g_mime_stream_reset(raw);
	r->bad = encoding == GMIME_CONTENT_ENCODING_UUENCODE &&
	    !begins_uuencode(raw);
	if (encoding == GMIME_CONTENT_ENCODING_BASE64) {
		r->base64 = TRUE;
		r->text = text ? base64_text_new() : NULL;
		r->ready = g_string_new(NULL);
		r->stream = g_object_ref(raw);
	} else {
		GMimeFilter *filter = g_mime_filter_basic_new(encoding, FALSE);

		r->stream = g_mime_stream_filter_new(raw);
		g_mime_stream_filter_add(
		    GMIME_STREAM_FILTER(r->stream), filter);
		g_object_unref(filter);
	}
	return r;
}

/* The library answers -1 at the end of a bounded stream as well. */
static ssize_t
read_stream(GMimeStream *stream, char *buf, size_t n)
{
	ssize_t got = g_mime_stream_read(stream, buf, n);

	return got < 0 && g_mime_stream_eos(stream) ? 0 : got;
}

static ssize_t
read_base64(struct part_reader *r, char *buf, size_t n)
{
	size_t done = 0;

	/* A chunk may be all line ends: 0 must mean the end only. */
	while (!done && !r->ended) {
		char in[8192];
		size_t want = MIN(sizeof in, (n - 8) / 3 * 4);
		ssize_t got = read_stream(r->stream, in, want);

		if (got < 0)
			return -1;
		if (got == 0) {
			r->ended = TRUE;
			done = base64_finish(&r->state, buf);
			r->bad = r->bad || r->state.bad;
		} else {
			done = base64_decode(&r->state, in, (size_t)got, buf);
		}
	}
	return (ssize_t)done;
}

static ssize_t
read_base64_text(struct part_reader *r, char *buf, size_t n)
{
	while (!r->ready->len && !r->ended) {
		char in[8192];
		ssize_t got = read_stream(r->stream, in, sizeof in);

		if (got < 0)
			return -1;
		r->ended = got == 0;
		if (r->ended)
			base64_text_finish(r->text, r->ready);
		else
			base64_text_feed(r->text, in, (size_t)got, r->ready);
	}
	n = MIN(n, r->ready->len);
	memcpy(buf, r->ready->str, n);
	g_string_erase(r->ready, 0, (gssize)n);
	return (ssize_t)n;
}

ssize_t
mime_part_read(gpointer reader, char *buf, size_t n)
{
	struct part_reader *r = reader;
	ssize_t got;

	if (!r->base64)
		return read_stream(r->stream, buf, n);
	if (r->text)
		return read_base64_text(r, buf, n);
	/* What is decoded may be more than a small buffer takes. */
	if (n >= 2 * sizeof r->small && !r->small_left)
		return read_base64(r, buf, n);
	if (!r->small_left) {
		got = read_base64(r, r->small, sizeof r->small);
		if (got <= 0)
			return got;
		r->small_left = (size_t)got;
		r->small_at = 0;
	}
	n = MIN(n, r->small_left);
	memcpy(buf, r->small + r->small_at, n);
	r->small_at += n;
	r->small_left -= n;
	return (ssize_t)n;
}

static int
part_rewind(gpointer source)
{
	struct part_reader *r = source;

	r->ended = FALSE;
	r->small_left = 0;
	r->state = (struct base64)BASE64_INIT;
	return g_mime_stream_reset(r->stream);
}

void
mime_part_close(gpointer reader)
{
	struct part_reader *r = reader;

	g_object_unref(r->stream);
	base64_text_free(r->text);
	if (r->ready)
		g_string_free(r->ready, TRUE);
	g_free(r);
}

gboolean
mime_part_is_bad(gconstpointer reader)
{
	const struct part_reader *r = reader;

	return r->bad || (r->text && base64_text_is_bad(r->text));
}

struct attachment *
mime_part_attachment(GMimePart *part, const char *name, const char *type)
{
	struct attachment *a = g_new0(struct attachment, 1);

	a->name = g_strdup(name);
	a->type =
	    g_strdup(media_is_type(type) ? type : "application/octet-stream");
	a->read = mime_part_read;
	a->rewind = part_rewind;
	a->free = mime_part_close;
	a->source = mime_part_open(part, FALSE);
	if (attachment_measure(a, FALSE) < 0) {
		attachment_free(a);
		return NULL;
	}
	return a;
}

GString *
mime_part_bytes(GMimePart *part, size_t limit, gboolean *cut)
{
	struct part_reader *r = mime_part_open(part, FALSE);
	GString *bytes = g_string_new(NULL);
	char buf[8192];
	ssize_t n;

	while (
	    bytes->len <= limit && (n = mime_part_read(r, buf, sizeof buf)) > 0)
		g_string_append_len(bytes, buf, n);
	*cut = bytes->len > limit;
	if (*cut)
		g_string_truncate(bytes, limit);
	mime_part_close(r);
	return bytes;
}

/* The bytes of the header, up to the first empty line. */
static size_t
header_length(const GString *bytes)
{
	const char *lf = strstr(bytes->str, "\n\n");
	const char *crlf = strstr(bytes->str, "\n\r\n");
	const char *end = !lf || (crlf && crlf < lf) ? crlf : lf;

	return end ? (size_t)(end + 1 - bytes->str) : bytes->len;
}

char *
mime_message_subject(GMimePart *part)
{
	gboolean cut;
	g_autoptr(GString) bytes =
	    mime_part_bytes(part, LIMIT_READ_CHUNK, &cut);
	g_autofree char *subject = NULL;
	const char *raw;
	struct header h;

	header_init(&h, bytes->str, header_length(bytes), LIMIT_HEADER_FIELDS);
	raw = header_get(&h, "Subject");
	if (raw)
		subject = g_strndup(raw, LIMIT_HEADER_TEXT);
	header_release(&h);
	return subject ? encoded_decode(subject, NULL) : NULL;
}

GMimeStream *
mime_temp_stream(int fd, gint64 size)
{
	gint64 start;
	int gathered = gather_file(fd, size, &start);
	GMimeStream *stream =
	    g_mime_stream_fs_new_with_bounds(gathered, start, start + size);

	g_mime_stream_fs_set_owner(
	    GMIME_STREAM_FS(stream), !gather_is_shared(gathered));
	return stream;
}

/* What a part decodes to, in a file; NULL: there is no room. */
static GMimeStream *
decoded_stream(GMimePart *part)
{
	struct part_reader *r = mime_part_open(part, FALSE);
	int fd = temp_open();
	gint64 size = 0;
	char buf[8192];
	ssize_t n;

	while (fd >= 0 && (n = mime_part_read(r, buf, sizeof buf)) > 0) {
		size += n;
		if (temp_write(fd, buf, (size_t)n) < 0) {
			close(fd);
			fd = -1;
		}
	}
	mime_part_close(r);
	return fd < 0 ? NULL : mime_temp_stream(fd, size);
}

/* Moves behind the line that mailboxes have above a message. */
static void
skip_mbox_line(GMimeStream *stream)
{
	char line[1000];
	ssize_t n = g_mime_stream_read(stream, line, sizeof line);
	const char *begin = n > 0 && *line == '>' ? line + 1 : line;
	const char *end = n > 0 ? memchr(line, '\n', (size_t)n) : NULL;
	gboolean is = end && end - begin >= 5 && memcmp(begin, "From ", 5) == 0;

	g_mime_stream_reset(stream);
	if (is)
		g_mime_stream_seek(
		    stream, end + 1 - line, GMIME_STREAM_SEEK_CUR);
}

GMimeObject *
mime_message_parse(GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *stream;
	GMimeObject *root;
	/* The message is a file as well, whole. */
	gboolean lost = FALSE;

	switch (part_encoding(part)) {
	case GMIME_CONTENT_ENCODING_BASE64:
	case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE:
	case GMIME_CONTENT_ENCODING_UUENCODE:
		stream = decoded_stream(part);
		break;
	default:
		stream = content ?
		    g_object_ref(g_mime_data_wrapper_get_stream(content)) :
		    NULL;
		break;
	}
	if (!stream)
		return NULL;
	g_mime_stream_reset(stream);
	skip_mbox_line(stream);
	root = mime_parse(stream, &lost);
	g_object_unref(stream);
	return root;
}
