#include "send/compose.h"

#include "base/limits.h"
#include "base/text.h"
#include "send/address.h"
#include "send/field.h"

#include <string.h>

/* The file goes into the mail in pieces that are whole lines of base64. */
enum { QP_LINE = 76, FILE_LINE = 57, FILE_PIECE = 57 * 1024 };

/* The addresses of a mail in the form in which they go out. */
struct addresses {
	char *from, *to, *copy, *reply_to; /* the last two: or NULL */
};

static void
addresses_release(struct addresses *a)
{
	g_free(a->from);
	g_free(a->to);
	g_free(a->copy);
	g_free(a->reply_to);
}

static int
check(const char *what, const char *address, char **out, struct error *err)
{
	if (address && (*out = address_outgoing(address)) == NULL)
		return error_set(err, FAIL_SEND,
		    "%s: \"%.100s\" is no address that mail can be sent to",
		    what, address);
	return 0;
}

static int
addresses_init(struct addresses *a, const struct outgoing *o, struct error *err)
{
	*a = (struct addresses){ 0 };
	if (!o->from || !o->to)
		return error_set(err, FAIL_SEND, "no sender or no recipient");
	if (check("From", o->from, &a->from, err) < 0 ||
	    check("To", o->to, &a->to, err) < 0 ||
	    check("To", o->copy, &a->copy, err) < 0 ||
	    check("Reply-To", o->reply_to, &a->reply_to, err) < 0) {
		addresses_release(a);
		return -1;
	}
	return 0;
}

/* RFC 5322, 3.3; not by strftime(), which knows locales. */
static void
write_date(GString *out, gint64 seconds)
{
	static const char days[] = "MonTueWedThuFriSatSun";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(seconds);

	if (!date)
		date = g_date_time_new_from_unix_utc(0);
	g_string_append_printf(out,
	    "Date: %.3s, %d %.3s %04d %02d:%02d:%02d +0000\r\n",
	    days + 3 * (gsize)(g_date_time_get_day_of_week(date) - 1),
	    g_date_time_get_day_of_month(date),
	    months + 3 * (gsize)(g_date_time_get_month(date) - 1),
	    g_date_time_get_year(date), g_date_time_get_hour(date),
	    g_date_time_get_minute(date), g_date_time_get_second(date));
}

static void
write_text(GString *out, const char *name, const char *text, glong max)
{
	struct field_writer f;

	if (!text)
		return;
	f = field_begin(out, name);
	field_text(&f, text, max);
	field_end(&f);
}

/* A field with ids; left out where none remains. */
static guint
write_ids(GString *out, const char *name, const char *ids, guint max)
{
	const gsize before = out->len;
	struct field_writer f;
	guint n;

	if (!ids)
		return 0;
	f = field_begin(out, name);
	n = field_ids(&f, ids, max);
	if (n)
		field_end(&f);
	else
		g_string_truncate(out, before);
	return n;
}

/* Outlook's place in a conversation: base64, which is all that is checked. */
static void
write_index(GString *out, const char *index)
{
	const gsize n = index ? strlen(index) : 0;
	struct field_writer f;

	if (n == 0 || n > LIMIT_OUTGOING_INDEX / 3 * 4 + 4 ||
	    strspn(index,
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/=") < n)
		return;
	f = field_begin(out, "Thread-Index");
	for (gsize i = 0; i < n; i += FIELD_LINE - 16) {
		g_autofree char *piece = g_strndup(index + i, FIELD_LINE - 16);

		field_token(&f, piece);
	}
	field_end(&f);
}

static void
write_addresses(
    GString *out, const struct outgoing *o, const struct addresses *a)
{
	struct field_writer f = field_begin(out, "From");

	field_mailbox(&f, o->from_name, LIMIT_OUTGOING_NAME, a->from, "");
	field_end(&f);
	f = field_begin(out, "To");
	field_mailbox(
	    &f, o->to_name, LIMIT_OUTGOING_NAME, a->to, a->copy ? "," : "");
	if (a->copy)
		field_mailbox(&f, NULL, 0, a->copy, "");
	field_end(&f);
	if (a->reply_to && g_ascii_strcasecmp(a->reply_to, a->from) != 0) {
		f = field_begin(out, "Reply-To");
		field_mailbox(&f, NULL, 0, a->reply_to, "");
		field_end(&f);
	}
}

/* Returns 0, or -1 if our id is none. */
static int
write_header(GString *out, const struct outgoing *o, const struct addresses *a)
{
	const gboolean reply = o->kind == OUTGOING_REPLY;

	write_date(out, o->date);
	write_addresses(out, o, a);
	write_text(out, "Subject", o->subject, LIMIT_OUTGOING_SUBJECT);
	if (write_ids(out, "Message-ID", o->message_id, 1) != 1)
		return -1;
	write_ids(out, "In-Reply-To", o->in_reply_to, 1);
	write_ids(out, "References", o->references, LIMIT_OUTGOING_REFERENCES);
	write_text(out, "X-Jicket-HashID", o->hashid, LIMIT_OUTGOING_NAME);
	write_ids(out, "X-Jicket-Initial-ReplyID", o->initial_reply_id, 1);
	write_text(
	    out, "Thread-Topic", o->thread_topic, LIMIT_OUTGOING_SUBJECT);
	write_index(out, o->thread_index);
	g_string_append_printf(out,
	    "Auto-Submitted: %s\r\n"
	    "X-Auto-Response-Suppress: All\r\n"
	    "MIME-Version: 1.0\r\n",
	    reply ? "auto-replied" : "auto-generated");
	return 0;
}

/*
 * Quoted-printable (RFC 2045, 6.7) of text in lines.  A dot and "From" at the
 * beginning of a line mean something to mail systems, a blank at its end
 * nothing: they are encoded.
 */
static void
write_qp(GString *out, const char *text)
{
	gsize column = 0;

	for (const char *p = text; *p; p++) {
		const gboolean last = p[1] == '\n' || !p[1];
		gboolean plain =
		    (*p >= ' ' && *p <= '~' && *p != '=') || *p == '\t';

		if (*p == '\n') {
			g_string_append(out, "\r\n");
			column = 0;
			continue;
		}
		if (last && (*p == ' ' || *p == '\t'))
			plain = FALSE;
		if (column + (plain ? 1 : 3) > QP_LINE - (last ? 0 : 1)) {
			g_string_append(out, "=\r\n");
			column = 0;
		}
		if (column == 0 && (*p == '.' || g_str_has_prefix(p, "From ")))
			plain = FALSE;
		if (plain)
			g_string_append_c(out, *p);
		else
			g_string_append_printf(out, "=%02X", (guchar)*p);
		column += plain ? 1 : 3;
	}
	if (column)
		g_string_append(out, "\r\n");
}

static void
write_body(GString *out, const char *type, const char *text)
{
	g_autofree char *clean = text_scrub(text, -1);

	g_string_append_printf(out,
	    "Content-Type: text/%s; charset=UTF-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
	    type);
	write_qp(out, clean);
}

/*
 * A boundary that the content makes, so that the same mail has the same
 * bytes.  "=_" stands in no quoted-printable, which writes "=" as "=3D", and
 * in no base64.
 */
static char *
boundary(const char *kind, const struct outgoing *o)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	const char *const said[] = { o->message_id, o->html, o->text };

	for (gsize i = 0; i < G_N_ELEMENTS(said); i++)
		if (said[i])
			g_checksum_update(sum, (const guchar *)said[i], -1);
	return g_strdup_printf("=_%s_%.32s", kind, g_checksum_get_string(sum));
}

static void
write_texts(GString *out, const struct outgoing *o)
{
	g_autofree char *border = boundary("alternative", o);

	if (!o->html || !o->text) {
		write_body(out, o->html ? "html" : "plain",
		    o->html ? o->html : o->text);
		return;
	}
	g_string_append_printf(out,
	    "Content-Type: multipart/alternative;\r\n boundary=\"%s\"\r\n\r\n"
	    "--%s\r\n",
	    border, border);
	write_body(out, "plain", o->text);
	g_string_append_printf(out, "\r\n--%s\r\n", border);
	write_body(out, "html", o->html);
	g_string_append_printf(out, "\r\n--%s--\r\n", border);
}

/*
 * The file as base64, whatever it is: a mail in message/rfc822 could not be
 * encoded (RFC 2046, 5.2.1), and its lines may be of any length.
 */
static int
write_file(GString *out, struct attachment *a, struct error *err)
{
	g_autofree char *name = attachment_plain_name(a->name);
	g_autofree char *buf = g_malloc(FILE_PIECE);
	gsize filled = 0;
	ssize_t n;

	g_string_append_printf(out,
	    "Content-Type: application/octet-stream\r\n"
	    "Content-Transfer-Encoding: base64\r\n"
	    "Content-Disposition: attachment;\r\n filename=\"%s\"\r\n\r\n",
	    name);
	if (a->rewind(a->source) < 0)
		return error_set(err, FAIL_SPOOL, "the file cannot be read");
	do {
		n = a->read(a->source, buf + filled, FILE_PIECE - filled);
		if (n < 0)
			return error_set(
			    err, FAIL_SPOOL, "the file cannot be read");
		filled += (gsize)n;
		if (n > 0 && filled < FILE_PIECE)
			continue;
		for (gsize i = 0; i < filled; i += FILE_LINE) {
			g_autofree char *line =
			    g_base64_encode((const guchar *)buf + i,
				MIN(FILE_LINE, filled - i));

			g_string_append_printf(out, "%s\r\n", line);
		}
		filled = 0;
	} while (n > 0);
	return 0;
}

static int
write_parts(GString *out, const struct outgoing *o, struct error *err)
{
	g_autofree char *border = boundary("mixed", o);

	if (!o->file) {
		write_texts(out, o);
		return 0;
	}
	g_string_append_printf(out,
	    "Content-Type: multipart/mixed;\r\n boundary=\"%s\"\r\n\r\n"
	    "--%s\r\n",
	    border, border);
	write_texts(out, o);
	g_string_append_printf(out, "\r\n--%s\r\n", border);
	if (write_file(out, o->file, err) < 0)
		return -1;
	g_string_append_printf(out, "\r\n--%s--\r\n", border);
	return 0;
}

GString *
outgoing_write(const struct outgoing *o, struct error *err)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct addresses a;
	int rc;

	if (!o->html && !o->text) {
		error_set(err, FAIL_SEND, "a mail without a text");
		return NULL;
	}
	if (addresses_init(&a, o, err) < 0)
		return NULL;
	rc = write_header(out, o, &a);
	addresses_release(&a);
	if (rc < 0) {
		error_set(err, FAIL_SEND, "a mail without a Message-ID");
		return NULL;
	}
	if (write_parts(out, o, err) < 0)
		return NULL;
	return g_steal_pointer(&out);
}
