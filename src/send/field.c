#include "send/field.h"

#include "base/limits.h"
#include "base/text.h"
#include "intake/msgid.h"

#include <string.h>

#define WORD_B	 "=?UTF-8?B?"
#define WORD_Q	 "=?UTF-8?Q?"
#define WORD_END "?="

enum {
	WORD_MAX = 75,			    /* RFC 2047, 2 */
	WORD_FRAME = sizeof WORD_B - 1 + 2, /* without its text */
	WORD_LEAST = 32, /* room for which no new line is begun */
	PLAIN_MAX = 60	 /* a longer word or name is encoded, and so folded */
};

struct field_writer
field_begin(GString *out, const char *name)
{
	g_string_append_printf(out, "%s:", name);
	return (struct field_writer){ out, strlen(name) + 1 };
}

static void
fold(struct field_writer *f)
{
	g_string_append(f->out, "\r\n");
	f->column = 0;
}

void
field_token(struct field_writer *f, const char *token)
{
	const gsize n = strlen(token);

	if (f->column + 1 + n > FIELD_LINE)
		fold(f);
	g_string_append_c(f->out, ' ');
	g_string_append(f->out, token);
	f->column += 1 + n;
}

void
field_end(struct field_writer *f)
{
	g_string_append(f->out, "\r\n");
}

/* What Q leaves as it is, in a display name as well (RFC 2047, 5 (3)). */
static gboolean
is_q_plain(char c)
{
	return g_ascii_isalnum(c) || (c && strchr("!*+-/", c));
}

static gsize
q_length(const char *text, gsize n)
{
	gsize length = 0;

	for (gsize i = 0; i < n; i++)
		length += is_q_plain(text[i]) || text[i] == ' ' ? 1 : 3;
	return length;
}

static void
add_q(GString *word, const char *text, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (text[i] == ' ')
			g_string_append_c(word, '_');
		else if (is_q_plain(text[i]))
			g_string_append_c(word, text[i]);
		else
			g_string_append_printf(word, "=%02X", (guchar)text[i]);
	}
}

/* How many bytes fit, in whole characters: at least one. */
static gsize
fitting(const char *text, gsize n, gsize room, gboolean q)
{
	gsize taken = 0;

	while (taken < n) {
		const gsize next =
		    (gsize)(g_utf8_next_char(text + taken) - text);
		const gsize length =
		    q ? q_length(text, next) : (next + 2) / 3 * 4;

		if (taken && length > room)
			break;
		taken = next;
	}
	return taken;
}

/* Writes n bytes of valid UTF-8 as encoded words. */
static void
add_encoded(struct field_writer *f, const char *text, gsize n)
{
	const gboolean q = q_length(text, n) <= (n + 2) / 3 * 4;

	while (n > 0) {
		g_autoptr(GString) word = g_string_new(q ? WORD_Q : WORD_B);
		g_autofree char *base64 = NULL;
		gsize room, taken;

		if (f->column + 1 + WORD_LEAST > FIELD_LINE)
			fold(f);
		room = MIN(WORD_MAX, FIELD_LINE - f->column - 1);
		taken = fitting(text, n, room - WORD_FRAME, q);
		if (q) {
			add_q(word, text, taken);
		} else {
			base64 = g_base64_encode((const guchar *)text, taken);
			g_string_append(word, base64);
		}
		g_string_append(word, WORD_END);
		field_token(f, word->str);
		text += taken;
		n -= taken;
	}
}

/* Some programs decode what looks like an encoded word wherever it stands. */
static gboolean
is_plain(const char *text, gsize n, gsize max)
{
	if (n > max || g_strstr_len(text, (gssize)n, "=?"))
		return FALSE;
	for (gsize i = 0; i < n; i++)
		if (text[i] < ' ' || text[i] > '~')
			return FALSE;
	return TRUE;
}

/* Free text as one line of at most "max" characters; to be freed. */
static char *
clean(const char *text, glong max)
{
	char *line = text_scrub_line(text, -1);

	if (g_utf8_strlen(line, -1) > max) {
		*g_utf8_offset_to_pointer(line, max) = '\0';
		g_strchomp(line);
	}
	return line;
}

void
field_text(struct field_writer *f, const char *text, glong max)
{
	g_autofree char *line = clean(text, max);
	const char *p = line;

	while (*p) {
		const char *run = p, *end = p;

		/* A run of words that are not plain, with their blanks. */
		while (*p) {
			const gsize n = strcspn(p, " ");

			if (is_plain(p, n, PLAIN_MAX))
				break;
			end = p + n;
			p = end + (*end == ' ');
		}
		if (end > run) {
			add_encoded(f, run, (gsize)(end - run));
		} else {
			const gsize n = strcspn(p, " ");
			g_autofree char *word = g_strndup(p, n);

			field_token(f, word);
			p += n + (p[n] == ' ');
		}
	}
}

/* RFC 5322, 3.2.4; to be freed. */
static char *
quote(const char *name)
{
	GString *quoted = g_string_new("\"");

	for (const char *p = name; *p; p++) {
		if (strchr("\"\\", *p))
			g_string_append_c(quoted, '\\');
		g_string_append_c(quoted, *p);
	}
	g_string_append_c(quoted, '"');
	return g_string_free(quoted, FALSE);
}

void
field_mailbox(struct field_writer *f, const char *name, glong max,
    const char *address, const char *end)
{
	g_autofree char *line = clean(name ? name : "", max);
	const gsize n = strlen(line);
	g_autofree char *route =
	    g_strdup_printf(n ? "<%s>%s" : "%s%s", address, end);

	if (n && is_plain(line, n, PLAIN_MAX)) {
		g_autofree char *quoted = quote(line);

		field_token(f, quoted);
	} else if (n) {
		add_encoded(f, line, n);
	}
	field_token(f, route);
}

/* In ASCII, and so that angle brackets and line hold it. */
static gboolean
is_id(const char *id)
{
	const gsize n = strlen(id);

	for (gsize i = 0; i < n; i++)
		if (id[i] <= ' ' || id[i] > '~' || strchr("<>", id[i]))
			return FALSE;
	return n > 0 && n <= LIMIT_OUTGOING_ID;
}

guint
field_ids(struct field_writer *f, const char *ids, guint max)
{
	g_autoptr(GPtrArray) list = msgid_list(ids);
	guint from;

	for (guint i = list->len; i-- > 0;)
		if (!is_id(list->pdata[i]))
			g_ptr_array_remove_index(list, i);
	from = list->len > max ? list->len - max : 0;
	for (guint i = from; i < list->len; i++) {
		g_autofree char *token =
		    g_strdup_printf("<%s>", (char *)list->pdata[i]);

		field_token(f, token);
	}
	return list->len;
}
