/*
 * No word is lost: makes valid mails of unique words, damages their
 * structure in one way, and wants each word that still stands in the mail in
 * the text, in a file, in a field that the ticket shows, or else doubt: then
 * the original goes along.
 *
 *   words [N SEED [KIND...]]  N mails of each kind of damage (or of these);
 *                             100 of them from seed 1
 *   words -p SEED KIND        prints one of them, and what is lost of it
 *
 * The same numbers make the same mails.  Not damaged is what no reader could
 * tell: a text that became a field, a word that only one of two forms has.
 */
#include "base/attachment.h"
#include "base/deadline.h"
#include "base/log.h"
#include "doc/doc.h"
#include "intake/spool.h"
#include "message/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A word is so long that with its line end it fills groups of base64. */
#define WORD_LENGTH 11

struct mail {
	guint64 state;	   /* of the numbers, which look random */
	GPtrArray *lines;  /* of char * */
	GPtrArray *words;  /* of char * */
	GHashTable *twice; /* those of alternatives, each in two forms */
	const char *end;   /* of a line */
	gint64 cut;	   /* bytes that are left of it; -1: all */
	int depth;
};

/* SplitMix64 */
static guint
below(struct mail *m, guint n)
{
	guint64 z = m->state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	return (guint)((z ^ (z >> 31)) % n);
}

#define OF(m, list) ((list)[below(m, G_N_ELEMENTS(list))])

/* Valid mails. */

static void G_GNUC_PRINTF(2, 3) add(struct mail *m, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	g_ptr_array_add(m->lines, g_strdup_vprintf(fmt, ap));
	va_end(ap);
}

static const char *
word(struct mail *m)
{
	char *w = g_strdup_printf(
	    "w%04u%06x", m->words->len % 10000, below(m, 1 << 24));

	g_ptr_array_add(m->words, w);
	return w;
}

static void
add_header(struct mail *m)
{
	add(m, "From: %s <ann@example.com>", word(m));
	add(m, "To: %s <help@example.org>", word(m));
	add(m, "Subject: %s %s", word(m), word(m));
	add(m, "Date: Mon, 30 Nov 2026 10:00:00 +0000");
	add(m, "Message-ID: <%u@example.com>", below(m, 1 << 30));
	add(m, "MIME-Version: 1.0");
}

/* Words, each in a line or in base64. */
static void
add_words(struct mail *m, const char *before, const char *behind)
{
	for (guint n = 1 + below(m, 4); n > 0; n--)
		add(m, "%s%s%s", before, word(m), behind);
}

static void
add_base64(struct mail *m)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	g_autofree char *coded = NULL;

	for (guint n = 1 + below(m, 9); n > 0; n--)
		g_string_append_printf(bytes, "%s\n", word(m));
	coded = g_base64_encode((const guchar *)bytes->str, bytes->len);
	for (gsize i = 0; i < strlen(coded); i += 64)
		add(m, "%.64s", coded + i);
}

static void
add_body(struct mail *m, const char *before, const char *behind)
{
	static const char *const encodings[] = { "", "7bit", "8bit",
		"quoted-printable", "base64" };
	const char *encoding = OF(m, encodings);

	if (*encoding)
		add(m, "Content-Transfer-Encoding: %s", encoding);
	add(m, "%s", "");
	if (strcmp(encoding, "base64") == 0)
		add_base64(m);
	else
		add_words(m, before, behind);
}

static void
add_plain(struct mail *m)
{
	static const char *const types[] = { "text/plain",
		"text/plain; charset=utf-8",
		"text/plain; charset=us-ascii; format=flowed",
		"text/plain; charset=\"iso-8859-1\"" };

	add(m, "Content-Type: %s", OF(m, types));
	add_body(m, "", "");
}

static void
add_html(struct mail *m)
{
	add(m, "Content-Type: text/html; charset=utf-8");
	add_body(m, "<p>", "</p>");
}

static void
add_file(struct mail *m)
{
	static const char *const types[] = { "application/octet-stream",
		"text/plain", "application/pdf", "image/png", "text/csv" };

	/* A mail that is one text has no use for a name. */
	add(m, "Content-Type: %s; name=\"%s.dat\"", OF(m, types),
	    m->depth > 1 ? word(m) : "a");
	add(m, "Content-Disposition: attachment");
	add_body(m, "", "");
}

static void add_entity(struct mail *m);

static void
add_message(struct mail *m)
{
	add(m, "Content-Type: message/rfc822");
	if (below(m, 2))
		add(m, "Content-Disposition: attachment");
	add(m, "%s", "");
	add_header(m);
	add_entity(m);
}

/* The same words twice, as it should be. */
static void
add_alternative(struct mail *m)
{
	guint n = 1 + below(m, 3), first = m->words->len;
	const char *boundary = "alt";

	add(m, "Content-Type: multipart/alternative; boundary=%s%d", boundary,
	    m->depth);
	add(m, "%s", "");
	add(m, "--%s%d", boundary, m->depth);
	add(m, "Content-Type: text/plain");
	add(m, "%s", "");
	for (guint i = 0; i < n; i++) {
		const char *w = word(m);

		g_hash_table_add(m->twice, (gpointer)(guintptr)w);
		add(m, "%s", w);
	}
	add(m, "--%s%d", boundary, m->depth);
	add(m, "Content-Type: text/html");
	add(m, "%s", "");
	for (guint i = 0; i < n; i++)
		add(m, "<p>%s</p>",
		    (char *)g_ptr_array_index(m->words, first + i));
	add(m, "--%s%d--", boundary, m->depth);
}

static void
add_multipart(struct mail *m)
{
	static const char *const subtypes[] = { "mixed", "mixed", "related",
		"signed; protocol=\"application/pgp-signature\"",
		"report; report-type=delivery-status", "digest", "x-unknown" };
	static const char *const boundaries[] = { "b", "=_x_", "----=_Part_1",
		"a b" };
	g_autofree char *boundary =
	    g_strdup_printf("%s%d", OF(m, boundaries), m->depth);

	add(m, "Content-Type: multipart/%s; boundary=\"%s\"", OF(m, subtypes),
	    boundary);
	add(m, "%s", "");
	if (below(m, 2))
		add(m, "This is a multi-part message in MIME format.");
	for (guint n = 1 + below(m, 3); n > 0; n--) {
		add(m, "--%s", boundary);
		add_entity(m);
	}
	add(m, "--%s--", boundary);
}

static void
add_entity(struct mail *m)
{
	static void (*const leaves[])(
	    struct mail *) = { add_plain, add_html, add_file };
	static void (*const all[])(struct mail *) = { add_plain, add_html,
		add_file, add_multipart, add_multipart, add_alternative,
		add_message };

	m->depth++;
	if (m->depth > 4)
		OF(m, leaves)(m);
	else
		OF(m, all)(m);
	m->depth--;
}

/* Damages.  Each returns FALSE where the mail has no place for it. */

static const char *
line_at(const struct mail *m, guint i)
{
	return g_ptr_array_index(m->lines, i);
}

static void
set_line(struct mail *m, guint i, char *line)
{
	g_free(g_ptr_array_index(m->lines, i));
	g_ptr_array_index(m->lines, i) = line;
}

typedef gboolean (*is_wanted)(const struct mail *m, guint i);

/* One of the lines of a kind; G_MAXUINT: there are none. */
static guint
find_line(struct mail *m, is_wanted wanted)
{
	guint n = 0, at = G_MAXUINT;

	for (guint i = 0; i < m->lines->len; i++)
		if (wanted(m, i) && below(m, ++n) == 0)
			at = i;
	return at;
}

static gboolean
is_any(const struct mail *m, guint i)
{
	(void)m;
	(void)i;
	return TRUE;
}

static gboolean
is_boundary(const struct mail *m, guint i)
{
	return g_str_has_prefix(line_at(m, i), "--");
}

static gboolean
is_end(const struct mail *m, guint i)
{
	return is_boundary(m, i) && g_str_has_suffix(line_at(m, i), "--");
}

static gboolean
is_begin(const struct mail *m, guint i)
{
	return is_boundary(m, i) && !is_end(m, i);
}

/* Of a multipart: what stands before it is in no part. */
static gboolean
is_first(const struct mail *m, guint i)
{
	return i > 1 && is_begin(m, i) &&
	    (!*line_at(m, i - 1) || strstr(line_at(m, i - 1), " MIME "));
}

static gboolean
is_type(const struct mail *m, guint i)
{
	return g_str_has_prefix(line_at(m, i), "Content-Type:");
}

static gboolean
is_multipart(const struct mail *m, guint i)
{
	return is_type(m, i) && strstr(line_at(m, i), "multipart/");
}

static gboolean
is_text_type(const struct mail *m, guint i)
{
	return is_type(m, i) && strstr(line_at(m, i), "text/");
}

static gboolean
is_html_line(const struct mail *m, guint i)
{
	return g_str_has_prefix(line_at(m, i), "<p>");
}

static gboolean
is_field(const struct mail *m, guint i)
{
	return strstr(line_at(m, i), ": ") != NULL;
}

/* The empty line below a header. */
static gboolean
is_header_end(const struct mail *m, guint i)
{
	return i > 0 && !*line_at(m, i) && is_field(m, i - 1);
}

/* The first one: of the mail itself. */
static guint
top_end(const struct mail *m)
{
	guint i = 0;

	while (!is_header_end(m, i))
		i++;
	return i;
}

static gboolean
drop(struct mail *m, is_wanted wanted)
{
	guint i = find_line(m, wanted);

	if (i != G_MAXUINT)
		g_ptr_array_remove_index(m->lines, i);
	return i != G_MAXUINT;
}

static gboolean
insert(struct mail *m, is_wanted wanted, const char *line)
{
	guint i = find_line(m, wanted);

	if (i != G_MAXUINT)
		g_ptr_array_insert(m->lines, (gint)i, g_strdup(line));
	return i != G_MAXUINT;
}

/* Puts something behind or before the line. */
static gboolean
extend(struct mail *m, is_wanted wanted, const char *before, const char *behind)
{
	guint i = find_line(m, wanted);

	if (i != G_MAXUINT)
		set_line(
		    m, i, g_strconcat(before, line_at(m, i), behind, NULL));
	return i != G_MAXUINT;
}

static gboolean
nothing(struct mail *m)
{
	(void)m;
	return TRUE;
}

static gboolean
no_empty_line(struct mail *m)
{
	g_ptr_array_remove_index(m->lines, top_end(m));
	return TRUE;
}

static gboolean
no_empty_line_in_part(struct mail *m)
{
	guint i = find_line(m, is_header_end);

	if (i == top_end(m))
		return FALSE;
	g_ptr_array_remove_index(m->lines, i);
	return TRUE;
}

static gboolean
no_boundary(struct mail *m)
{
	return drop(m, is_begin);
}

static gboolean
no_end(struct mail *m)
{
	return drop(m, is_end);
}

static gboolean
other_boundary(struct mail *m)
{
	guint i = find_line(m, is_boundary);
	char *line;

	if (i == G_MAXUINT)
		return FALSE;
	line = g_strdup(line_at(m, i));
	line[2 + below(m, (guint)strlen(line) - 2)] = 'Q';
	set_line(m, i, line);
	return TRUE;
}

static gboolean
blanks_at_boundary(struct mail *m)
{
	static const char *const blanks[] = { " ", "\t", "  ", "- ", ".", ">" };
	const char *some = OF(m, blanks);

	return below(m, 2) ? extend(m, is_boundary, some, "") :
			     extend(m, is_boundary, "", some);
}

static gboolean
twice_the_boundary(struct mail *m)
{
	guint i = find_line(m, is_boundary);

	if (i == G_MAXUINT)
		return FALSE;
	g_ptr_array_insert(m->lines, (gint)below(m, m->lines->len + 1),
	    g_strdup(line_at(m, i)));
	return TRUE;
}

static gboolean
early_end(struct mail *m)
{
	guint i = find_line(m, is_begin);

	if (i == G_MAXUINT)
		return FALSE;
	set_line(m, i, g_strconcat(line_at(m, i), "--", NULL));
	return TRUE;
}

static gboolean
other_parameter(struct mail *m)
{
	static const char *const types[] = {
		"Content-Type: multipart/mixed",
		"Content-Type: multipart/mixed; boundary=",
		"Content-Type: multipart/mixed; boundary=\"\"",
		"Content-Type: multipart/mixed; boundary=\"nowhere\"",
		"Content-Type: multipart/mixed; boundary=\"b",
		"Content-Type: multipart/",
		"Content-Type: multipart",
		"Content-Type: multipart/mixed boundary=b",
	};
	guint i = find_line(m, is_multipart);

	if (i == G_MAXUINT)
		return FALSE;
	set_line(m, i, g_strdup(OF(m, types)));
	return TRUE;
}

/* Keeps the parameters. */
static gboolean
other_type(struct mail *m)
{
	static const char *const types[] = { "text/plain", "text/html",
		"text/calendar", "text/enriched", "text/rfc822-headers",
		"message/rfc822", "message/external-body", "message/partial",
		"message/delivery-status", "message/global", "message/x",
		"multipart/mixed", "multipart/alternative", "multipart/related",
		"multipart/encrypted", "multipart/digest", "image/png",
		"application/ms-tnef", "application/pkcs7-mime",
		"application/octet-stream", "text", "x", "\"text/plain\"" };
	guint i = find_line(m, is_type);
	const char *parameters;

	if (i == G_MAXUINT)
		return FALSE;
	parameters = strchr(line_at(m, i), ';');
	set_line(m, i,
	    g_strconcat("Content-Type: ", OF(m, types),
		parameters ? parameters : "", NULL));
	return TRUE;
}

static gboolean
text_with_boundary(struct mail *m)
{
	guint i = find_line(m, is_multipart);

	if (i == G_MAXUINT)
		return FALSE;
	set_line(m, i,
	    g_strconcat(below(m, 2) ? "Content-Type: text/plain" :
				      "Content-Type: text/html",
		strrchr(line_at(m, i), ';'), NULL));
	return TRUE;
}

static gboolean
no_type(struct mail *m)
{
	return drop(m, is_type);
}

static gboolean
second_type(struct mail *m)
{
	static const char *const types[] = { "Content-Type: text/plain",
		"Content-Type: multipart/mixed; boundary=other",
		"Content-Type: message/rfc822", "Content-Type: image/png" };

	return insert(m, is_type, OF(m, types));
}

static gboolean
other_encoding(struct mail *m)
{
	static const char *const fields[] = {
		"Content-Transfer-Encoding: base64",
		"Content-Transfer-Encoding: quoted-printable",
		"Content-Transfer-Encoding: x-uuencode",
		"Content-Transfer-Encoding: 7bit",
		"Content-Transfer-Encoding: binary",
		"Content-Transfer-Encoding: x-unknown",
	};

	return insert(m, is_header_end, OF(m, fields));
}

static gboolean
other_charset(struct mail *m)
{
	static const char *const types[] = {
		"Content-Type: text/plain; charset=utf-16",
		"Content-Type: text/plain; charset=utf-16be",
		"Content-Type: text/plain; charset=utf-32",
		"Content-Type: text/plain; charset=utf-7",
		"Content-Type: text/plain; charset=iso-2022-jp",
		"Content-Type: text/plain; charset=cp037",
		"Content-Type: text/plain; charset=x-unknown",
		"Content-Type: text/plain; charset=gb18030",
		"Content-Type: text/plain; charset=shift_jis",
	};
	guint i = find_line(m, is_text_type);

	if (i == G_MAXUINT)
		return FALSE;
	set_line(m, i, g_strdup(OF(m, types)));
	return TRUE;
}

static gboolean
other_disposition(struct mail *m)
{
	static const char *const fields[] = { "Content-Disposition: inline",
		"Content-Disposition: attachment", "Content-Disposition: x",
		"Content-Disposition: form-data; name=x",
		"Content-Disposition: attachment; filename=\"a/../../x.eml\"",
		"Content-ID: <x@y>", "Content-Location: http://x/" };

	return insert(m, is_header_end, OF(m, fields));
}

static gboolean
junk_in_header(struct mail *m)
{
	static const char *const lines[] = { "no field at all", ">From me",
		"From me Mon Nov 30 10:00:00 2026", ": no name", "\xff\xfe",
		" folded", "\tfolded", "X-Long:", "bad name: x" };

	return insert(m, is_field, OF(m, lines));
}

static gboolean
empty_line_in_header(struct mail *m)
{
	return insert(m, is_field, "");
}

static gboolean
blank_line_below_header(struct mail *m)
{
	return extend(m, is_header_end, " ", "");
}

/* Somewhere below the header. */
static gboolean
cut_off(struct mail *m)
{
	gint64 header = 0;

	for (guint i = 0; i <= top_end(m); i++)
		header += (gint64)strlen(line_at(m, i)) + 2;
	m->cut = header + below(m, 1000);
	return TRUE;
}

static gboolean
line_gone(struct mail *m)
{
	return drop(m, is_any);
}

/* Is it a line of one form of a text, or behind it? */
static gboolean
is_in_alternative(const struct mail *m, guint i)
{
	while (i > 0 && !is_boundary(m, i))
		i--;
	return g_str_has_prefix(line_at(m, i), "--alt");
}

static gboolean
lines_swapped(struct mail *m)
{
	guint i = below(m, m->lines->len), k = below(m, m->lines->len);
	gpointer line = g_ptr_array_index(m->lines, i);

	/* What is only in one of two forms may not be shown. */
	if (is_in_alternative(m, i) || is_in_alternative(m, k))
		return FALSE;
	g_ptr_array_index(m->lines, i) = g_ptr_array_index(m->lines, k);
	g_ptr_array_index(m->lines, k) = line;
	return TRUE;
}

/*
 * Below the header, since what is no address in "To" is not shown; and not so
 * that a text becomes a part of the field above it.
 */
static gboolean
lines_joined(struct mail *m)
{
	guint i = find_line(m, is_any);

	if (i < top_end(m) || is_header_end(m, i) || i + 1 >= m->lines->len)
		return FALSE;
	set_line(m, i,
	    g_strconcat(line_at(m, i), below(m, 2) ? " " : "",
		line_at(m, i + 1), NULL));
	g_ptr_array_remove_index(m->lines, i + 1);
	return TRUE;
}

static gboolean
carriage_returns(struct mail *m)
{
	m->end = below(m, 2) ? "\r\r\n" : "\r";
	return TRUE;
}

static gboolean
one_carriage_return(struct mail *m)
{
	return extend(m, is_any, "", "\r") && extend(m, is_any, "\r", "");
}

static gboolean
html_opened(struct mail *m)
{
	static const char *const tags[] = { "<!--", "<style>", "<script>",
		"<title>", "<textarea>", "<select>", "<template>", "<svg>",
		"<math>", "<plaintext>", "<noscript>", "<iframe>", "<a href=\"",
		"<p title='", "<![CDATA[", "<?", "<xmp>", "<noembed>",
		"<!-- --!>", "<head>", "<frameset>", "<table>", "<object>",
		"<video>", "</body>", "</html>" };

	return extend(m, is_html_line, OF(m, tags), "");
}

static gboolean
file_in_text(struct mail *m)
{
	static const char *const lines[] = { "begin 644 a.txt",
		"begin-base64 644 a", "=ybegin line=128 size=9 name=a",
		"-----BEGIN PGP MESSAGE-----", "end", "`", "-- ",
		"<img src=\"data:image/png;base64,AAAA", "BEGIN:VCALENDAR",
		"> quoted", "On Monday Ann wrote:", "From nobody" };

	return insert(m, is_any, OF(m, lines));
}

static gboolean
after_the_end(struct mail *m)
{
	static const char *const lines[] = { "", "--b1", "Content-Type: x" };

	add(m, "%s", OF(m, lines));
	add(m, "%s", word(m));
	return TRUE;
}

static gboolean
before_the_begin(struct mail *m)
{
	guint i = find_line(m, is_first);

	if (i != G_MAXUINT)
		g_ptr_array_insert(m->lines, (gint)i, g_strdup(word(m)));
	return i != G_MAXUINT;
}

static const struct {
	const char *name;
	gboolean (*damage)(struct mail *m);
} kinds[] = {
	{ "nothing", nothing },
	{ "no-empty-line", no_empty_line },
	{ "no-empty-line-in-part", no_empty_line_in_part },
	{ "no-boundary", no_boundary },
	{ "no-end", no_end },
	{ "other-boundary", other_boundary },
	{ "blanks-at-boundary", blanks_at_boundary },
	{ "twice-the-boundary", twice_the_boundary },
	{ "early-end", early_end },
	{ "other-parameter", other_parameter },
	{ "other-type", other_type },
	{ "text-with-boundary", text_with_boundary },
	{ "no-type", no_type },
	{ "second-type", second_type },
	{ "other-encoding", other_encoding },
	{ "other-charset", other_charset },
	{ "other-disposition", other_disposition },
	{ "junk-in-header", junk_in_header },
	{ "empty-line-in-header", empty_line_in_header },
	{ "blank-line-below-header", blank_line_below_header },
	{ "cut-off", cut_off },
	{ "line-gone", line_gone },
	{ "lines-swapped", lines_swapped },
	{ "lines-joined", lines_joined },
	{ "carriage-returns", carriage_returns },
	{ "one-carriage-return", one_carriage_return },
	{ "html-opened", html_opened },
	{ "file-in-text", file_in_text },
	{ "after-the-end", after_the_end },
	{ "before-the-begin", before_the_begin },
};

/* The mail of a seed and a kind; NULL: it has no place for the damage. */
static GString *
make_mail(struct mail *m, guint64 seed, size_t kind)
{
	GString *bytes;

	*m = (struct mail){
		.state = seed * 1000 + kind, .end = "\n", .cut = -1
	};
	m->lines = g_ptr_array_new_with_free_func(g_free);
	m->words = g_ptr_array_new_with_free_func(g_free);
	m->twice = g_hash_table_new(NULL, NULL);
	add_header(m);
	add_entity(m);
	if (!kinds[kind].damage(m))
		return NULL;
	if (below(m, 4) == 0 && *m->end == '\n')
		m->end = "\r\n";
	bytes = g_string_new(NULL);
	for (guint i = 0; i < m->lines->len; i++)
		g_string_append_printf(bytes, "%s%s", line_at(m, i), m->end);
	if (m->cut >= 0 && (gsize)m->cut < bytes->len)
		g_string_truncate(bytes, (gsize)m->cut);
	return bytes;
}

static void
mail_release(struct mail *m)
{
	g_ptr_array_unref(m->lines);
	g_ptr_array_unref(m->words);
	g_hash_table_unref(m->twice);
}

/* What became of it. */

static struct message *
read_mail(struct spool *s, const GString *bytes, gboolean plain_first)
{
	struct error err = ERROR_INIT;
	struct deadline deadline;
	int fd = memfd_create("mail", MFD_CLOEXEC);

	deadline_start(&deadline, 60);
	if (fd < 0 || write(fd, bytes->str, bytes->len) < 0 ||
	    lseek(fd, 0, SEEK_SET) < 0 ||
	    spool_read(s, fd, G_MAXINT64, &limits_default, &deadline, &err) <
		0) {
		fprintf(stderr, "words: %s\n",
		    err.detail ? err.detail : "no memory for a mail");
		exit(2);
	}
	close(fd);
	return message_read(s, plain_first);
}

static void
show_addresses(GString *out, const GPtrArray *list)
{
	for (guint i = 0; i < list->len; i++) {
		g_autofree char *text =
		    address_format(g_ptr_array_index(list, i));

		g_string_append_printf(out, "%s\n", text);
	}
}

/* Everything that a ticket has of it: text, fields, names and files. */
static GString *
show(const struct message *m)
{
	g_autofree char *body = doc_plain(m->body, DOC_WHOLE, TRUE);
	GString *out = g_string_new(body);
	char buf[4096];
	ssize_t n;

	g_string_append_printf(out, "\n%s\n", m->fields.subject);
	show_addresses(out, m->fields.from);
	show_addresses(out, m->fields.to);
	show_addresses(out, m->fields.cc);
	for (guint i = 0; i < m->attachments->len; i++) {
		struct attachment *a = g_ptr_array_index(m->attachments, i);

		g_string_append_printf(out, "%s\n", a->name);
		/* Who else reads the same part has moved it on. */
		(void)a->rewind(a->source);
		while ((n = a->read(a->source, buf, sizeof buf)) > 0)
			g_string_append_len(out, buf, n);
	}
	return out;
}

/* Does it stand in the first n bytes, as it is or in base64? */
static gboolean
has_word_before(const GString *bytes, const char *w, gsize n)
{
	g_autofree char *coded =
	    g_base64_encode((const guchar *)w, WORD_LENGTH);

	/* The last character depends on what comes behind it. */
	return memmem(bytes->str, n, w, WORD_LENGTH) ||
	    memmem(bytes->str, n, coded, 14);
}

static gboolean
has_word(const GString *bytes, const char *w)
{
	return has_word_before(bytes, w, bytes->len);
}

/*
 * Must it be somewhere?  Of two forms of a text one is shown, and nobody can
 * tell that words are missing in it.
 */
static gboolean
is_due(const struct mail *m, const GString *bytes, const char *w)
{
	const char *first;

	if (m->cut >= 0 && bytes->len > 64 &&
	    !has_word_before(bytes, w, bytes->len - 2))
		return FALSE;
	if (!g_hash_table_contains(m->twice, w))
		return has_word(bytes, w);
	first = strstr(bytes->str, w);
	return first && strstr(first + 1, w);
}

/* The first word that is lost; NULL: none. */
static const char *
find_lost(const struct mail *m, const GString *bytes, gboolean plain_first)
{
	struct spool s = SPOOL_INIT;
	struct message *read = read_mail(&s, bytes, plain_first);
	g_autoptr(GString) shown = show(read);
	const char *lost = NULL;

	for (guint i = 0; !read->doubt && !lost && i < m->words->len; i++) {
		const char *w = g_ptr_array_index(m->words, i);

		if (is_due(m, bytes, w) && !has_word(shown, w))
			lost = w;
	}
	message_free(read);
	spool_release(&s);
	return lost;
}

static const char *
is_lost(const struct mail *m, const GString *bytes)
{
	const char *lost = find_lost(m, bytes, FALSE);

	return lost ? lost : find_lost(m, bytes, TRUE);
}

/* Returns how many mails of the kind lose a word. */
static guint
run_kind(size_t kind, guint n, guint64 seed)
{
	guint lost = 0, made = 0;
	guint64 first = 0;

	for (guint64 i = seed; made < n && i < seed + 20 * n; i++) {
		struct mail m;
		g_autoptr(GString) bytes = make_mail(&m, i, kind);

		made += bytes != NULL;
		if (bytes && is_lost(&m, bytes) && lost++ == 0)
			first = i;
		mail_release(&m);
	}
	if (lost)
		printf("  FAILED  %s: %u of %u lose a word; the first: "
		       "words -p %" G_GUINT64_FORMAT " %s\n",
		    kinds[kind].name, lost, made, first, kinds[kind].name);
	return lost;
}

static void
print_mail(size_t kind, guint64 seed)
{
	struct mail m;
	g_autoptr(GString) bytes = make_mail(&m, seed, kind);
	const char *lost;

	if (bytes) {
		lost = is_lost(&m, bytes);
		fwrite(bytes->str, 1, bytes->len, stdout);
		fprintf(stderr, "lost: %s\n", lost ? lost : "nothing");
	}
	mail_release(&m);
}

static size_t
kind_of(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return i;
	fprintf(stderr, "words: no kind of damage: %s\n", name);
	exit(64);
}

int
main(int argc, char **argv)
{
	guint64 seed = argc > 2 ? g_ascii_strtoull(argv[2], NULL, 10) : 1;
	guint n, lost = 0;

	log_take_over();
	log_open("/dev/null", FALSE);
	if (argc == 4 && strcmp(argv[1], "-p") == 0) {
		print_mail(kind_of(argv[3]), seed);
		return 0;
	}
	n = argc > 1 ? (guint)g_ascii_strtoull(argv[1], NULL, 10) : 100;
	for (int i = 3; i < argc; i++)
		lost += run_kind(kind_of(argv[i]), n, seed);
	for (size_t i = 0; argc <= 3 && i < G_N_ELEMENTS(kinds); i++)
		lost += run_kind(i, n, seed);
	return lost ? 1 : 0;
}
