#include "coding/data_uri.h"

#include "base/attachment.h"
#include "base/limits.h"
#include "base/temp.h"
#include "coding/base64.h"
#include "coding/media.h"

#include <string.h>
#include <unistd.h>

/* "data:image/" and what may stand before the comma. */
#define BEGIN	    "data:image/"
#define HEAD_LENGTH 200

struct data_uri {
	GPtrArray *files;
	guint *next;
	gint64 size; /* of all pictures */
	gboolean lost;

	GString *head; /* of what may be one; empty: of nothing */
	gboolean data; /* behind the comma */
	char quote;    /* that stood before it, or 0 */
	int hex;       /* characters of "%2B" that are to come */
	char escaped;  /* what they say */
	char last;     /* the character before */
	struct base64 state;
	int fd; /* of the picture; -1: it is dropped */
	gint64 written;
};

struct data_uri *
data_uri_new(GPtrArray *files, guint *next)
{
	struct data_uri *d = g_new0(struct data_uri, 1);

	d->files = files;
	d->next = next;
	d->head = g_string_new(NULL);
	d->fd = -1;
	return d;
}

void
data_uri_free(struct data_uri *d)
{
	if (!d)
		return;
	if (d->fd >= 0)
		close(d->fd);
	g_string_free(d->head, TRUE);
	g_free(d);
}

gboolean
data_uri_has_lost(const struct data_uri *d)
{
	return d->lost;
}

/* Can what "head" holds still become the begin of a picture? */
static gboolean
is_head(const GString *head)
{
	gsize n = strlen(BEGIN);
	char c = head->str[head->len - 1];

	if (head->len <= n)
		return g_ascii_strncasecmp(head->str, BEGIN, head->len) == 0;
	return head->len < HEAD_LENGTH &&
	    (g_ascii_isalnum(c) || (c && strchr("+-.;=_,", c)));
}

static void
open_picture(struct data_uri *d, GString *out)
{
	d->data = TRUE;
	d->state = (struct base64)BASE64_INIT;
	d->written = 0;
	if (*d->next < LIMIT_TEXT_FILES)
		d->fd = temp_open();
	if (d->fd < 0) {
		d->lost = TRUE;
		g_string_append(out, "data:");
		return;
	}
	g_string_append_printf(out, "data:%u", *d->next);
}

/* The head, "data:image/svg+xml;base64,", says what kind of file it is. */
static void
attach_picture(struct data_uri *d)
{
	const char *type = d->head->str + strlen("data:");
	g_autofree char *media =
	    g_ascii_strdown(type, (gssize)strcspn(type, ";,"));
	g_autofree char *name = g_strdup_printf(
	    "image-%u.%s", *d->next + 1, media_extension(media));
	struct attachment *a =
	    attachment_from_temp(name, media, d->fd, d->written);

	a->unnamed = TRUE;
	a->related = TRUE;
	a->content_id = g_strdup_printf("data:%u", *d->next);
	g_ptr_array_add(d->files, a);
}

/* What it has is no picture any more. */
static void
drop_picture(struct data_uri *d)
{
	close(d->fd);
	d->fd = -1;
	d->lost = TRUE;
	(*d->next)++;
}

static void
write_bytes(struct data_uri *d, const char *bytes, size_t n)
{
	d->size += (gint64)n;
	d->written += (gint64)n;
	if (d->size > LIMIT_UNPACKED_BYTES || temp_write(d->fd, bytes, n) < 0)
		drop_picture(d);
}

/* n characters of base64. */
static void
write_picture(struct data_uri *d, const char *in, size_t n)
{
	char buf[BASE64_ROOM(4096)];

	while (n > 0 && d->fd >= 0) {
		size_t piece = MIN(n, 4096);

		write_bytes(d, buf, base64_decode(&d->state, in, piece, buf));
		in += piece;
		n -= piece;
	}
}

static void
close_picture(struct data_uri *d)
{
	char end[4];

	if (d->fd >= 0)
		write_bytes(d, end, base64_finish(&d->state, end));
	if (d->fd >= 0) {
		attach_picture(d);
		d->fd = -1;
		(*d->next)++;
	}
	d->data = FALSE;
	d->hex = 0;
	g_string_truncate(d->head, 0);
}

/* Is it of the picture? Blanks are, between quotes, and so is "%0A". */
static gboolean
is_data(const struct data_uri *d, char c)
{
	return g_ascii_isalnum(c) || c == '+' || c == '/' || c == '=' ||
	    (d->quote && g_ascii_isspace(c)) || c == '%';
}

/* One character of "%2B". */
static void
take_hex(struct data_uri *d, char c)
{
	d->escaped = (char)(d->escaped * 16 + MAX(g_ascii_xdigit_value(c), 0));
	if (--d->hex == 0)
		write_picture(d, &d->escaped, 1);
}

/* Takes what belongs to the picture; returns how much it was. */
static size_t
take_data(struct data_uri *d, const char *in, size_t n)
{
	size_t i = 0, from = 0;

	for (; i < n && (d->hex || is_data(d, in[i])); i++) {
		if (d->hex) {
			take_hex(d, in[i]);
			from = i + 1;
		} else if (in[i] == '%') {
			write_picture(d, in + from, i - from);
			from = i + 1;
			d->hex = 2;
			d->escaped = 0;
		}
	}
	if (i > from)
		write_picture(d, in + from, i - from);
	return i;
}

/* What was held back as a possible head is none. */
static void
release_head(struct data_uri *d, GString *out)
{
	g_string_append_len(out, d->head->str, (gssize)d->head->len);
	g_string_truncate(d->head, 0);
}

/* Of every byte of the mail: nothing is called for it. */
static gboolean
is_letter(char c, char letter)
{
	return (c | 0x20) == letter;
}

/* Hands on at once what begins no picture; returns how much it was. */
static size_t
pass_text(struct data_uri *d, const char *in, size_t n, GString *out)
{
	const char *p = in, *end = in + n;

	while (p < end &&
	    (!is_letter(*p, 'd') || (p + 1 < end && !is_letter(p[1], 'a'))))
		p++;
	if (p > in) {
		g_string_append_len(out, in, p - in);
		d->last = p[-1];
	}
	return (size_t)(p - in);
}

/* One character of what may begin a picture. */
static void
take_text(struct data_uri *d, char c, GString *out)
{
	gboolean begins = is_letter(c, 'd');

	if (!d->head->len)
		d->quote = d->last == '"' || d->last == '\'' ? d->last : 0;
	d->last = c;
	g_string_append_c(d->head, c);
	if (!is_head(d->head)) {
		if (begins)
			g_string_truncate(d->head, d->head->len - 1);
		release_head(d, out);
		if (begins)
			g_string_append_c(d->head, c);
		d->quote = 0;
	} else if (c == ',') {
		if (g_str_has_suffix(d->head->str, ";base64,"))
			open_picture(d, out);
		else
			release_head(d, out);
	}
}

void
data_uri_feed(struct data_uri *d, const char *in, size_t n, GString *out)
{
	for (size_t i = 0; i < n;) {
		if (d->data) {
			i += take_data(d, in + i, n - i);
			if (i == n)
				return;
			close_picture(d);
		}
		if (!d->head->len)
			i += pass_text(d, in + i, n - i, out);
		if (i < n)
			take_text(d, in[i++], out);
	}
}

void
data_uri_finish(struct data_uri *d, GString *out)
{
	if (d->data)
		close_picture(d);
	release_head(d, out);
}
