/*
 * Jira's renderer knows one escape: a backslash before one of
 * - # * _ + ? ^ ~ | % { } [ ] ( ) ! @, unless another backslash precedes.
 * What cannot be escaped so (a backslash itself, "h1.", ":D") is broken up
 * by a zero width space.
 *
 * Between marks neither will do.  Cloud's converter undoes an escape there
 * and then reads the text again, and all in it acts; Data Center's does not
 * see a mark around a zero width space.  In the label of a link, brackets,
 * bars and exclamation marks have no escape.  Such characters stand outside.
 */
#include "wiki/escape.h"

#include "base/text.h"
#include "wiki/acts.h"
#include "wiki/url.h"

#include <string.h>

/* Where a table takes even an escaped character for its own. */
#define WRAP_OPEN  "{color:#6b778c}"
#define WRAP_CLOSE "{color}"

/*
 * Data Center sees no mark around a character that is no letter, digit,
 * blank, symbol, accent or punctuation.
 */
static gboolean
hides_marks(const char *p)
{
	gunichar c = g_utf8_get_char(p);

	switch (g_unichar_type(c)) {
	case G_UNICODE_CONTROL: return c >= 0x80;
	case G_UNICODE_FORMAT:
	case G_UNICODE_UNASSIGNED:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_LETTER_NUMBER:
	case G_UNICODE_OTHER_NUMBER: return TRUE;
	default: return FALSE;
	}
}

/* Decides whether a token can stand in what the text stands in. */
static void
place_token(const struct markup *m, struct markup_token *t)
{
	char c = *t->text;

	switch (m->in) {
	case MARKUP_LINE: return;
	case MARKUP_LABEL:
		if (strchr("[]|!\\", c) || t->how & TOKEN_WRAP)
			t->how |= TOKEN_OUTSIDE;
		return;
	case MARKUP_CODE:
		if (t->how & ~(unsigned)TOKEN_ESCAPE || hides_marks(t->text))
			t->how |= TOKEN_OUTSIDE;
		return;
	case MARKUP_MARKS:
		if (strchr(m->own, c) && !t->how)
			t->how = TOKEN_ESCAPE;
		if (t->how || hides_marks(t->text))
			t->how |= TOKEN_OUTSIDE;
		return;
	}
}

/* Must what stands there be kept apart from the address before it? */
static gboolean
joins_url(const struct markup *m, const char *p)
{
	char c = markup_char_at(m, p);

	if (markup_is_blank(c) || strchr(">\"", c) || c & 0x80)
		return FALSE;
	return !(
	    strchr(".,;)", c) && markup_is_blank(markup_char_at(m, p + 1)));
}

/* An address is copied; what only looks like one is broken up. */
static gboolean
take_url(const struct markup *m, struct markup_token *t)
{
	gboolean bracketed = FALSE;
	size_t scheme = markup_url_scheme(m->p, m->end);

	if (!scheme || m->in == MARKUP_CODE ||
	    markup_is_blank(markup_char_at(m, m->p + scheme)))
		return FALSE;
	if (m->in == MARKUP_LABEL) {
		/* Cloud's converter takes "mailto:" off a label. */
		t->n = scheme;
		t->how = TOKEN_OUTSIDE | TOKEN_BREAK_AFTER;
		return !m->inner && scheme == strlen("mailto:");
	}
	t->n = g_ascii_isalnum(m->before) ?
	    0 :
	    markup_url_length(m->p, m->end, m->cell, &bracketed);
	t->how = m->in == MARKUP_MARKS ? TOKEN_OUTSIDE : 0;
	if (!t->n) {
		t->n = scheme;
		t->how |= TOKEN_BREAK_AFTER;
	} else if (bracketed) {
		t->how |= TOKEN_LINK;
	} else {
		/* Data Center does not link what follows one of these. */
		if (m->before && strchr("\"'!|[", m->before))
			t->how |= TOKEN_BREAK_BEFORE;
		if (m->in == MARKUP_MARKS || joins_url(m, m->p + t->n))
			t->how |= TOKEN_BREAK_AFTER;
	}
	return TRUE;
}

gboolean
markup_next(struct markup *m, struct markup_token *t)
{
	if (m->p >= m->end)
		return FALSE;
	t->text = m->p;
	if (!take_url(m, t)) {
		t->n = (size_t)(g_utf8_next_char(m->p) - m->p);
		t->how = markup_needs(m, &t->n);
		place_token(m, t);
	}
	m->p += t->n;
	m->before = m->p[-1];
	if (m->before == '\n' || t->how & TOKEN_OUTSIDE)
		m->inner = FALSE;
	else if (!markup_is_blank(m->before))
		m->inner = TRUE;
	if (t->how & TOKEN_OUTSIDE)
		m->before = '\0';
	return TRUE;
}

static void
put_address(GString *out, const struct markup_token *t)
{
	struct markup label = {
		.p = t->text, .end = t->text + t->n, .in = MARKUP_LABEL
	};
	struct markup_token part;

	g_string_append_c(out, '[');
	while (markup_next(&label, &part))
		markup_put(out, &part);
	g_string_append_c(out, '|');
	markup_url_put(out, t->text, t->n);
	g_string_append_c(out, ']');
}

void
markup_put(GString *out, const struct markup_token *t)
{
	if (t->how & TOKEN_LINK) {
		put_address(out, t);
		return;
	}
	/* "{{color" would not be read as one. */
	if (t->how & TOKEN_BREAK_BEFORE ||
	    (t->how & TOKEN_WRAP && out->len && out->str[out->len - 1] == '{'))
		g_string_append(out, ZERO_WIDTH_SPACE);
	if (t->how & TOKEN_WRAP)
		g_string_append(out, WRAP_OPEN);
	for (size_t i = 0; i < t->n; i++) {
		if (t->how & TOKEN_ESCAPE)
			g_string_append_c(out, '\\');
		if (t->text[i] == '\t')
			g_string_append(out, "    ");
		else
			g_string_append_c(out, t->text[i]);
	}
	if (t->how & TOKEN_WRAP)
		g_string_append(out, WRAP_CLOSE);
	if (t->how & TOKEN_BREAK_AFTER)
		g_string_append(out, ZERO_WIDTH_SPACE);
}

void
markup_escape_rest(GString *out, struct markup *m)
{
	struct markup_token t;

	while (markup_next(m, &t))
		markup_put(out, &t);
}

void
markup_escape(GString *out, const char *text)
{
	struct markup m = { .p = text, .end = text + strlen(text) };

	markup_escape_rest(out, &m);
}

size_t
markup_good_cut(const char *text, size_t n)
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
		n = markup_good_cut(text, n);
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
		n = markup_good_cut(text, n);
	}
}
