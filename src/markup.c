/*
 * Jira's renderer knows one escape: a backslash before one of
 * - # * _ + ? ^ ~ | % { } [ ] ( ) ! @, unless another backslash precedes.
 * What cannot be escaped so (a backslash itself, "h1.", ":D") is broken up
 * by a zero width space.
 */
#include "markup.h"

#include "text.h"

#include <string.h>

#define ZERO_WIDTH_SPACE "\xe2\x80\x8b"
#define ESCAPABLE	 "-#*_+?^~|%{}[]()!@"

/* Where the walk through the text stands. */
struct place {
	const char *p;	  /* the character */
	const char *line; /* the first character of its line */
	char before;	  /* the one before it; '\n' at the start */
};

static gboolean
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

/* Only blanks stand between the start of the line and here. */
static gboolean
at_line_start(const struct place *at)
{
	for (const char *q = at->line; q < at->p; q++)
		if (*q != ' ' && *q != '\t')
			return FALSE;
	return TRUE;
}

static gboolean
again_on_line(const char *p, char c)
{
	const char *end = strchr(p, '\n');
	const char *q = strchr(p, c);

	return q && (!end || q < end);
}

/* Could "*", "_" and their like open a mark here? */
static gboolean
opens_mark(const struct place *at)
{
	return !g_ascii_isalnum(at->before) && !is_blank(at->p[1]);
}

static gboolean
is_emoticon(const char *p)
{
	static const char *const icons[] = {
		"(y)",
		"(n)",
		"(i)",
		"(/)",
		"(x)",
		"(!)",
		"(+)",
		"(-)",
		"(?)",
		"(on)",
		"(off)",
		"(*)",
		"(*r)",
		"(*g)",
		"(*b)",
		"(*y)",
		"(flag)",
		"(flagoff)",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(icons); i++)
		if (g_str_has_prefix(p, icons[i]))
			return TRUE;
	return FALSE;
}

/* ":)" and ":-(": the bracket is a mouth. */
static gboolean
is_mouth(const struct place *at)
{
	const char *p = at->p;

	if (p > at->line && p[-1] == '-')
		p--;
	return p > at->line && (p[-1] == ':' || p[-1] == ';');
}

/* Does this character need the backslash? */
static gboolean
acts(const struct place *at)
{
	switch (*at->p) {
	case '{':
	case '}':
	case '[':
	case ']': return TRUE;
	case '!': return again_on_line(at->p + 1, '!') || !is_blank(at->p[1]);
	case '|':
		return at_line_start(at) || at->p[1] == '|' ||
		    at->before == '|';
	case '#': return at_line_start(at);
	case '*':
	case '-':
		return at_line_start(at) || opens_mark(at) ||
		    (*at->p == '-' && at->p[1] == '-');
	case '_':
	case '+':
	case '^':
	case '~': return opens_mark(at);
	case '?': return at->p[1] == '?';
	case '(': return is_emoticon(at->p) || is_mouth(at);
	case ')': return is_mouth(at);
	default: return FALSE;
	}
}

/* Words at the start of a line that make it a heading or a quote. */
static gboolean
begins_block(const struct place *at)
{
	if (!at_line_start(at))
		return FALSE;
	if (*at->p == 'h')
		return at->p[1] >= '1' && at->p[1] <= '6' && at->p[2] == '.';
	return g_str_has_prefix(at->p, "bq.");
}

/* ":D", ":p": no bracket that could be escaped. */
static gboolean
is_face(const struct place *at)
{
	const char *p = at->p + 1;

	if (*at->p != ':')
		return FALSE;
	if (*p == '-')
		p++;
	return *p && strchr("DPp", *p) && !g_ascii_isalnum(p[1]);
}

static gboolean
begins_url(const char *p)
{
	static const char *const schemes[] = { "http://", "https://", "ftp://",
		"irc://", "mailto:" };

	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (g_ascii_strncasecmp(p, schemes[i], strlen(schemes[i])) == 0)
			return TRUE;
	return FALSE;
}

/* Characters of an address that a renderer may take for its end. */
static gboolean
may_end_url(char c)
{
	return !g_ascii_isalnum(c) && c != '/';
}

/*
 * Length of the address that stands here and is copied as it is: an escape
 * would become part of the link.  It ends before all that acts in links, and
 * before punctuation that is not followed by more of it.
 */
static size_t
url_length(const struct place *at)
{
	struct place end = *at;

	if (!begins_url(at->p))
		return 0;
	while ((g_ascii_isalnum(*end.p) ||
		   (*end.p && strchr("/-._:?#@&=%+,;$", *end.p))) &&
	    !g_str_has_prefix(end.p, "--") && !is_face(&end))
		end.p++;
	while (may_end_url(end.p[-1]))
		end.p--;
	return (size_t)(end.p - at->p);
}

static void
escape_char(GString *out, const struct place *at)
{
	if (*at->p == '\t') {
		g_string_append(out, "    ");
		return;
	}
	if (begins_block(at))
		g_string_append(out, ZERO_WIDTH_SPACE);
	if (acts(at))
		g_string_append_c(out, '\\');
	g_string_append_c(out, *at->p);
	/* A backslash would escape what follows, or make a line break. */
	if (*at->p == '\\' && at->p[1] &&
	    (at->p[1] == '\\' || strchr(ESCAPABLE, at->p[1])))
		g_string_append(out, ZERO_WIDTH_SPACE);
	if (is_face(at))
		g_string_append(out, ZERO_WIDTH_SPACE);
}

void
markup_escape(GString *out, const char *text)
{
	struct place at = { text, text, '\n' };

	while (*at.p) {
		size_t n = url_length(&at);

		if (n) {
			g_string_append_len(out, at.p, (gssize)n);
			at.p += n;
			at.before = 'x';
			/* Whatever follows must not become part of it. */
			if (*at.p && !is_blank(*at.p))
				g_string_append(out, ZERO_WIDTH_SPACE);
			continue;
		}
		escape_char(out, &at);
		at.before = *at.p++;
		if (at.before == '\n')
			at.line = at.p;
	}
}

/* Where to cut text so that at most n bytes remain. */
static size_t
good_cut(const char *text, size_t n)
{
	static const char *const ends[] = { "\n\n", "\n", " " };

	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		const char *p = g_strrstr_len(text, (gssize)n, ends[i]);

		/* Not at the price of half of the text. */
		if (p && (size_t)(p - text) >= n / 2)
			return (size_t)(p - text);
	}
	return n;
}

gboolean
markup_escape_cut(GString *out, const char *text, size_t limit)
{
	size_t room = limit - MIN(limit, text_length(out->str));
	size_t n = text_prefix(text, room);

	if (text[n])
		n = good_cut(text, n);
	/* Escaping makes it longer: take less until it fits. */
	for (;;) {
		g_autofree char *part = g_strndup(text, n);
		g_autoptr(GString) escaped = g_string_new(NULL);
		size_t length;

		markup_escape(escaped, part);
		length = text_length(escaped->str);
		if (length <= room) {
			g_string_append(out, escaped->str);
			return text[n] != '\0';
		}
		n = text_prefix(
		    text, text_length(part) * room / length * 15 / 16);
		n = good_cut(text, n);
	}
}
