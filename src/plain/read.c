#include "plain/read.h"

#include "base/limits.h"
#include "plain/line.h"
#include "plain/pre.h"

#include <string.h>

/* What mail programs break lines at, less a long word. */
#define FULL_LINE 60

/* Quoting in a text that is not flowed: ">", "> >", ">>". */
static guint
skip_signs(const char **p, const char *end)
{
	guint depth = 0;

	while (*p < end && **p == '>') {
		depth++;
		(*p)++;
		if (*p < end && **p == ' ')
			(*p)++;
	}
	return depth;
}

/* RFC 3676, 4.5: the signs stand together, and a blank may be stuffed. */
static guint
skip_flowed_signs(const char **p, const char *end)
{
	guint depth = 0;

	for (; *p < end && **p == '>'; (*p)++)
		depth++;
	if (*p < end && **p == ' ')
		(*p)++;
	/* Beneath it, a program that knows no flowed text has quoted, too. */
	return depth ? depth + skip_signs(p, end) : 0;
}

/*
 * Novell's ">>> Ann Lee 06.05.24 10:20 >>>" stands before a quote, and
 * ">>> buy now <<<" is no one's.
 */
static gboolean
is_arrow(const char *line, gsize n)
{
	return n > 6 && memcmp(line, ">>>", 3) == 0 &&
	    (memcmp(line + n - 3, ">>>", 3) == 0 ||
		memcmp(line + n - 3, "<<<", 3) == 0);
}

static struct plain_line
read_plain_line(const char *line, gsize n, const struct plain_format *format)
{
	const char *p = line, *end = line + n;
	struct plain_line s = { 0 };
	guint depth = 0;

	if (format->flowed)
		depth = skip_flowed_signs(&p, end);
	else if (!is_arrow(line, n))
		depth = skip_signs(&p, end);
	s.quote = (guint8)MIN(depth, G_MAXUINT8);
	s.rest = p;
	s.n = (gsize)(end - p);
	/* The line above a signature looks as if it flowed, and does not. */
	s.flows = format->flowed && s.n && p[s.n - 1] == ' ' &&
	    !(s.n == 3 && memcmp(p, "-- ", 3) == 0);
	if (s.flows && format->delsp)
		s.n--;
	return s;
}

/* The end of an address that was broken, and nothing that somebody says. */
static gboolean
is_address_rest(const struct plain_line *s)
{
	g_autofree char *text = g_strstrip(g_strndup(s->rest, MIN(s->n, 200)));

	return g_str_has_prefix(text, "(http") ||
	    g_str_has_prefix(text, "<http") ||
	    (!strpbrk(text, " \t") && strpbrk(text, "=/&%"));
}

/*
 * Is "s" the rest of a quoted line that a program broke after it had been
 * quoted?  Who answers in between begins a new sentence.
 */
static gboolean
is_overflow(const struct plain_line *before, const struct plain_line *s,
    const struct plain_line *after)
{
	if (!before->quote || s->quote || !after->quote ||
	    plain_line_is_blank(s))
		return FALSE;
	if (is_address_rest(s))
		return TRUE;
	return before->n >= FULL_LINE &&
	    !strchr("?!:", before->rest[before->n - 1]) &&
	    g_unichar_islower(g_utf8_get_char_validated(s->rest, -1));
}

static GArray *
read_lines(const char *text, const struct plain_format *format, gboolean *cut)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct plain_line));

	for (const char *p = text; *p; p += *p == '\n') {
		gsize n = strcspn(p, "\n");
		struct plain_line s = read_plain_line(p, n, format);

		*cut = lines->len >= LIMIT_PLAIN_LINES;
		if (*cut)
			break;
		g_array_append_val(lines, s);
		p += n;
	}
	for (guint i = 1; i + 1 < lines->len; i++) {
		struct plain_line *s = plain_line_at(lines, i);

		if (is_overflow(s - 1, s, s + 1))
			s->quote = s[-1].quote;
	}
	plain_find_pre(lines);
	return lines;
}

struct doc *
plain_read(const char *text, const struct plain_format *format)
{
	struct doc *d = doc_new();
	gboolean full = FALSE;
	g_autoptr(GArray) lines = read_lines(text, format, &full);
	gboolean gap = FALSE, flows = FALSE;
	guint8 gap_quote = 0;

	for (guint i = 0; i < lines->len; i++) {
		const struct plain_line *s = plain_line_at(lines, i);
		struct doc_line *line;

		if (plain_line_is_blank(s)) {
			gap = TRUE;
			gap_quote = MAX(gap_quote, s->quote);
			flows = FALSE;
			continue;
		}
		/* A change of depth ends a paragraph, even one that flows. */
		if (!flows || s->quote != s[-1].quote) {
			line = doc_begin(d, s->pre ? LINE_PRE : LINE_TEXT);
			line->quote = s->quote;
			line->hints = HINT_SIGNED;
			line->gap = gap && d->lines->len > 1;
			line->gap_quote = gap_quote;
		}
		doc_add_text(d, s->rest, (gssize)s->n, NULL);
		gap = FALSE;
		gap_quote = 0;
		flows = s->flows;
	}
	d->cut = d->cut || full;
	return d;
}
