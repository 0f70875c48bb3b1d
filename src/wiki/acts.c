/*
 * Data Center's renderer replaces marks by patterns; Cloud's converter reads
 * character by character.  What either would take for markup acts.
 */
#include "wiki/acts.h"

#include "wiki/url.h"

#include <string.h>

#define ESCAPABLE "-#*_+?^~|%{}[]()!@"

/*
 * What stands behind q, as far as marks are concerned.  A blank at the end of
 * what can stand inside is written behind it.
 */
static char
char_behind(const struct markup *m, const char *q)
{
	char c = markup_char_at(m, q);

	if (m->in == MARKUP_LINE || !markup_is_blank(c))
		return c;
	for (int n = 0; n < 8 && markup_is_blank(markup_char_at(m, q)); n++)
		q++;
	return g_ascii_isalnum(markup_char_at(m, q)) &&
		!markup_url_scheme(q, m->end) ?
	    c :
	    '}';
}

/* Other blanks than ours count for dashes; who would know them all? */
static gboolean
may_be_blank(char c)
{
	return markup_is_blank(c) || c & 0x80;
}

/* Nothing but blanks stands before it. */
static gboolean
at_start(const struct markup *m)
{
	return !m->inner;
}

static gboolean
has_word(const struct markup *m, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(m->end - m->p) >= n && strncmp(m->p, word, n) == 0;
}

static gboolean
is_emoticon(const struct markup *m)
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
		if (has_word(m, icons[i]))
			return TRUE;
	return FALSE;
}

/* ":)", ":-(", ":D", ";)" */
static gboolean
is_face(const struct markup *m)
{
	const char *p = m->p + 1;
	char mouth;

	if (markup_char_at(m, p) == '-')
		p++;
	mouth = markup_char_at(m, p);
	if (mouth == ')' || mouth == '(')
		return TRUE;
	/* What follows may have to stand outside. */
	return mouth && strchr("DPp", mouth) &&
	    (m->in != MARKUP_LINE ||
		!g_ascii_isalnum(markup_char_at(m, p + 1)));
}

/* "&amp;", "&#38;": Data Center shows what they stand for. */
static gboolean
is_entity(const struct markup *m)
{
	const char *p = m->p + 1;

	if (markup_char_at(m, p) == '#')
		p++;
	while (p < m->end && p - m->p < 12 && g_ascii_isalnum(*p))
		p++;
	return p - m->p > 1 && markup_char_at(m, p) == ';';
}

/* "h1." and "bq." make a heading and a quote of a line. */
static gboolean
begins_block(const struct markup *m)
{
	if (!at_start(m) || m->end - m->p < 3)
		return FALSE;
	if (*m->p == 'h')
		return m->p[1] >= '1' && m->p[1] <= '6' && m->p[2] == '.';
	return has_word(m, "bq.");
}

/* "* ", "## ", "- ", "*# " */
static gboolean
begins_list(const struct markup *m)
{
	const char *p = m->p;

	/* No renderer takes more than 20. */
	while (p < m->end && p - m->p < 32 && strchr("*#-", *p))
		p++;
	/* "*#*" at the start of a line would be one as well. */
	return at_start(m) && p > m->p &&
	    (markup_is_blank(markup_char_at(m, p)) ||
		(m->in == MARKUP_MARKS && p == m->end));
}

/* "{code:": what follows the bracket is taken for a macro by a table. */
static gboolean
begins_macro(const struct markup *m)
{
	const char *p = m->p + 1;

	while (p < m->end && p - m->p < 16 && g_ascii_isalpha(*p))
		p++;
	return markup_char_at(m, p) == ':';
}

/* Is the next bracket, in this text, a closing one? */
static gboolean
is_closed(const struct markup *m)
{
	for (const char *p = m->p + 1; p < m->end; p++)
		if (*p == '[' || *p == ']')
			return TRUE;
	return FALSE;
}

/* Does a row of dashes make a longer dash or a rule? */
static gboolean
is_long_dash(const struct markup *m, size_t length)
{
	return *m->p == '-' && length > 1 && (length < 4 || at_start(m)) &&
	    may_be_blank(m->before) &&
	    may_be_blank(markup_char_at(m, m->p + length));
}

/*
 * Could a mark that opens before q be closed on this line?  Each search ends
 * at the next such character, or there is no more to search for.
 */
static gboolean
may_close(const struct markup *m, const char *q, char c)
{
	if (m->in != MARKUP_LINE || m->cell)
		return TRUE;
	for (; q < m->end && *q != '\n'; q++)
		if (*q == c)
			return TRUE;
	return q == m->end && m->after && m->after != '\n';
}

/* What a row of the same character needs, be it a mark, a dash or a rule. */
static unsigned
row_needs(const struct markup *m, size_t *n)
{
	char c = *m->p, behind;
	size_t length = 1, sign = c == '?' ? 2 : 1;

	while (m->p + length < m->end && m->p[length] == c)
		length++;
	behind = char_behind(m, m->p + length);
	*n = 1;
	/* Its first character decides. */
	if (begins_list(m) || is_long_dash(m, length))
		return TOKEN_ESCAPE;
	/* It opens nothing in a word, but its second character may. */
	if (g_ascii_isalnum(m->before) && !markup_is_blank(behind))
		return 0;
	*n = length;
	/* Cloud's converter takes the end of the line for a part of it. */
	if (c == '-' && length > 3 && behind == '\n')
		return TOKEN_BREAK_AFTER;
	/* "???" opens a citation of "?". */
	if (c == '?' && length > 2 && length % 2 && !g_ascii_isalnum(m->before))
		return TOKEN_ESCAPE;
	return markup_is_blank(behind) || length < sign ||
		!may_close(m, m->p + length, c) ?
	    0 :
	    TOKEN_ESCAPE;
}

/* Images: a table looks for them before it looks for escapes. */
static unsigned
bang_needs(const struct markup *m, size_t *n)
{
	unsigned how = row_needs(m, n);

	if (m->in == MARKUP_LABEL)
		how = TOKEN_ESCAPE;
	return how && m->cell && !markup_is_blank(char_behind(m, m->p + *n)) ?
	    TOKEN_WRAP :
	    how;
}

static unsigned
backslash_needs(const struct markup *m)
{
	const char *p = m->p + 1;

	if (p == m->end)
		return m->after || m->in != MARKUP_LINE ? TOKEN_BREAK_AFTER : 0;
	/* It would escape what follows, make a line break, or hide either. */
	return m->in != MARKUP_LINE || *p == '\\' || *p == '\n' ||
		strchr(ESCAPABLE, *p) || markup_url_scheme(p, m->end) ?
	    TOKEN_BREAK_AFTER :
	    0;
}

/* How is the character here written?  "*n" may become more than one. */
unsigned
markup_needs(const struct markup *m, size_t *n)
{
	switch (*m->p) {
	case '{':
		return begins_macro(m) ? TOKEN_ESCAPE | TOKEN_BREAK_AFTER :
					 TOKEN_ESCAPE;
	case '}':
	case ']': return TOKEN_ESCAPE;
	case '[': return m->cell && !is_closed(m) ? TOKEN_WRAP : TOKEN_ESCAPE;
	case '!': return bang_needs(m, n);
	case '|':
		if (m->cell)
			return TOKEN_WRAP;
		return at_start(m) ? TOKEN_ESCAPE : 0;
	case '#': return begins_list(m) ? TOKEN_ESCAPE : 0;
	case '*':
	case '-':
	case '_':
	case '+':
	case '^':
	case '~':
	case '?': return row_needs(m, n);
	case '(': return is_emoticon(m) ? TOKEN_ESCAPE : 0;
	case ':':
	case ';': return is_face(m) ? TOKEN_BREAK_AFTER : 0;
	case '&': return is_entity(m) ? TOKEN_BREAK_AFTER : 0;
	case '\\': return backslash_needs(m);
	case 'h':
	case 'b': return begins_block(m) ? TOKEN_BREAK_BEFORE : 0;
	default: return 0;
	}
}
