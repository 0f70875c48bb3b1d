/*
 * The form is: a letter for the version, one for how it came, then digests
 * of one length: time, subject, subject without the words of lists, sender,
 * and one for each line of the texts.
 */
#include "ticket/said.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

#define VERSION	 'a'
#define BY_LIST	 'l'
#define DIRECTLY 'd'

/* 64 bits, as base64 for URLs without padding. */
#define DIGEST_BYTES 8
#define DIGEST	     11

/* Places of the digests before those of the lines. */
enum { AT_TIME, AT_SUBJECT, AT_BARE_SUBJECT, AT_SENDER, AT_LINES };

static void
add_digest(GString *out, const char *text, gssize length)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 bytes[32];
	gsize n = sizeof bytes;
	g_autofree char *base64 = NULL;

	g_checksum_update(sum, (const guchar *)text, length);
	g_checksum_get_digest(sum, bytes, &n);
	g_checksum_free(sum);
	base64 = g_base64_encode(bytes, DIGEST_BYTES);
	g_strdelimit(base64, "+", '-');
	g_strdelimit(base64, "/", '_');
	g_string_append_len(out, base64, DIGEST);
}

/*
 * A line as it is compared: with blanks folded, so that space at its end
 * makes no difference.  Returns FALSE for one that is only drawn, as lists
 * put it above their footers: it says nothing.
 */
static gboolean
fold_line(GString *out, const char *line, gsize n)
{
	gboolean says = FALSE, blank = FALSE;

	g_string_truncate(out, 0);
	for (const char *p = line; p < line + n; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_isspace(c)) {
			blank = out->len > 0;
			continue;
		}
		says = says || c > 0x7e || !strchr("_-=*~#.|", (int)c);
		if (blank)
			g_string_append_c(out, ' ');
		blank = FALSE;
		g_string_append_unichar(out, c);
	}
	return says;
}

/* Lines of which each has a digest, and a sum of those beyond the limit. */
struct lines {
	GString *out;
	guint n;
	GChecksum *more;
};

static void
add_line(struct lines *lines, const GString *line)
{
	if (lines->n++ < LIMIT_SAID_LINES) {
		add_digest(lines->out, line->str, (gssize)line->len);
		return;
	}
	g_checksum_update(
	    lines->more, (const guchar *)line->str, (gssize)line->len + 1);
}

static void
add_text(struct lines *lines, const char *text)
{
	g_autoptr(GString) line = g_string_new(NULL);

	while (*text) {
		gsize n = strcspn(text, "\n");

		if (fold_line(line, text, n))
			add_line(lines, line);
		text += n + (text[n] == '\n');
	}
}

static void
add_lines(GString *out, const struct message *m)
{
	struct lines lines = { out, 0, g_checksum_new(G_CHECKSUM_SHA256) };

	for (guint i = 0; i < m->texts->len; i++)
		add_text(&lines, g_ptr_array_index(m->texts, i));
	if (lines.n > LIMIT_SAID_LINES)
		add_digest(out, g_checksum_get_string(lines.more), -1);
	g_checksum_free(lines.more);
}

static gboolean
comes_by_list(const struct header *h)
{
	static const char *const names[] = { "List-Id", "List-Post",
		"List-Unsubscribe", "Mailing-List" };
	const char *precedence = header_get(h, "Precedence");

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (header_get(h, names[i]))
			return TRUE;
	return precedence && g_ascii_strcasecmp(precedence, "list") == 0;
}

/* Words that programs put before a subject. */
static gsize
prefix_length(const char *p)
{
	static const char *const words[] = { "re", "fw", "fwd", "aw", "wg",
		"sv", "vs", "antw", "tr", "rif", "res", "enc" };
	const char *end;

	if (*p == '[' && (end = strchr(p, ']')) != NULL)
		return (gsize)(end - p) + 1;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		gsize n = strlen(words[i]);

		if (g_ascii_strncasecmp(p, words[i], n) == 0 && p[n] == ':')
			return n + 1;
	}
	return 0;
}

static void
add_subjects(GString *out, const char *subject)
{
	g_autoptr(GString) folded = g_string_new(NULL);
	const char *p;
	gsize n;

	(void)fold_line(folded, subject, strlen(subject));
	add_digest(out, folded->str, (gssize)folded->len);
	p = folded->str;
	while ((n = prefix_length(p)) > 0) {
		p += n;
		p += strspn(p, " ");
	}
	add_digest(out, p, -1);
}

static void
add_sender(GString *out, const GPtrArray *from)
{
	const struct address *a = from->len ? g_ptr_array_index(from, 0) : NULL;
	g_autofree char *sender = g_utf8_casefold(!a ? "" :
		*a->addr			     ? a->addr :
						       a->name,
	    -1);

	add_digest(out, sender, -1);
}

/* When it was sent: by its Date, else by what its first hop noted. */
static void
add_time(GString *out, const struct message *m)
{
	const char *hop = header_get_last(&m->header, "Received");
	g_autofree char *time =
	    text_scrub_line(*m->fields.date ? m->fields.date :
		    hop			    ? hop :
					      "",
		-1);

	add_digest(out, time, -1);
}

char *
said_new(const struct message *m)
{
	GString *out;

	if (m->plain)
		return NULL;
	out = g_string_new(NULL);
	g_string_append_c(out, VERSION);
	g_string_append_c(out, comes_by_list(&m->header) ? BY_LIST : DIRECTLY);
	add_time(out, m);
	add_subjects(out, m->fields.subject);
	add_sender(out, m->fields.from);
	add_lines(out, m);
	return g_string_free(out, FALSE);
}

static gboolean
is_known_form(const char *said)
{
	size_t n = strlen(said);

	return said[0] == VERSION && n >= 2 + AT_LINES * DIGEST &&
	    (n - 2) % DIGEST == 0;
}

/* The first digest of a kind. */
static const char *
at(const char *said, guint place)
{
	return said + 2 + (gsize)place * DIGEST;
}

static gboolean
same_at(const char *a, const char *b, guint place)
{
	return strncmp(at(a, place), at(b, place), DIGEST) == 0;
}

/* Do these lines stand in those, one behind the other? */
static gboolean
stands_in(const char *part, const char *whole)
{
	size_t n = strlen(part);

	for (const char *p = whole; strlen(p) >= n; p += DIGEST) {
		if (strncmp(p, part, n) == 0)
			return TRUE;
		if (!*p)
			break;
	}
	return FALSE;
}

gboolean
said_compare(const char *filed, const char *now, struct said_relation *out)
{
	const char *old_lines, *new_lines;
	gboolean list;

	if (!is_known_form(filed) || !is_known_form(now))
		return FALSE;
	list = filed[1] == BY_LIST || now[1] == BY_LIST;
	old_lines = at(filed, AT_LINES);
	new_lines = at(now, AT_LINES);
	*out = (struct said_relation){
		.same_time = same_at(filed, now, AT_TIME),
		.same_subject = same_at(filed, now, AT_SUBJECT) ||
		    (list && same_at(filed, now, AT_BARE_SUBJECT)),
		.same_sender = list || same_at(filed, now, AT_SENDER),
		.by_list = now[1] == BY_LIST && filed[1] != BY_LIST,
		.within = stands_in(new_lines, old_lines),
		.holds = *old_lines && stands_in(old_lines, new_lines),
	};
	if (out->holds)
		out->surplus =
		    (guint)((strlen(new_lines) - strlen(old_lines)) / DIGEST);
	return TRUE;
}

/* Letters and digits alone: what markup and editors leave as it is. */
static char *
bare(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text; text = g_utf8_next_char(text))
		if (g_unichar_isalnum(g_utf8_get_char(text)))
			g_string_append_unichar(out, g_utf8_get_char(text));
	return g_string_free(out, FALSE);
}

gboolean
said_is_in(const struct message *m, const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(m->text, " \t\n", -1);
	g_autofree char *whole = bare(text);

	for (char **word = words; *word; word++) {
		g_autofree char *wanted = bare(*word);

		if (!strstr(whole, wanted))
			return FALSE;
	}
	return TRUE;
}
