#include "wiki/span.h"

#include "wiki/escape.h"
#include "wiki/url.h"

#include <string.h>

static char
last_char(const GString *out)
{
	return out->len ? out->str[out->len - 1] : '\0';
}

/* Next to such a character a mark must have its forced form, "{*}". */
static gboolean
hinders_marks(char c)
{
	return g_ascii_isalnum(c) || c == '\\' || c & 0x80;
}

static struct markup
walk(const struct wiki_span *s)
{
	return (struct markup){ .p = s->p, .end = s->end };
}

/* Text as it stands in a line, without marks. */
static void
put_plain(GString *out, const struct wiki_span *s)
{
	struct markup m = walk(s);

	m.cell = s->cell;
	m.inner = s->inner;
	m.before = s->inner ? last_char(out) : '\0';
	m.after = s->after;
	markup_escape_rest(out, &m);
}

/* The marks, in the order in which they are opened. */
static const struct {
	unsigned mark;
	const char *open, *close;
} marks[] = {
	{ MARK_CODE, "{{", "}}" },
	{ MARK_BOLD, "*", "*" },
	{ MARK_ITALIC, "_", "_" },
	{ MARK_UNDERLINE, "+", "+" },
	{ MARK_STRIKE, "-", "-" },
	{ MARK_SUP, "^", "^" },
	{ MARK_SUB, "~", "~" },
};

static void
put_mark(GString *out, const char *mark, gboolean forced)
{
	g_string_append_printf(out, forced ? "{%s}" : "%s", mark);
}

/* "next" is the character that will stand behind it. */
static void
put_marked(GString *out, const char *text, unsigned set, char next)
{
	gboolean forced = hinders_marks(last_char(out)) || hinders_marks(next);

	for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
		if (set & marks[i].mark)
			put_mark(out, marks[i].open, forced);
	g_string_append(out, text);
	for (guint i = G_N_ELEMENTS(marks); i-- > 0;)
		if (set & marks[i].mark)
			put_mark(out, marks[i].close, forced);
}

/* Writes what may stand inside, with a mark or link around it. */
static void
put_inside(GString *out, GString *text, const struct wiki_span *s, char next)
{
	const char *p = text->str;
	gsize n = text->len;

	for (; *p == ' '; p++, n--)
		g_string_append_c(out, ' ');
	while (n && p[n - 1] == ' ')
		n--;
	if (n) {
		g_autofree char *inner = g_strndup(p, n);

		if (p[n])
			next = ' ';
		if (s->link) {
			g_string_append_printf(out, "[%s|", inner);
			markup_url_put(out, s->link, strlen(s->link));
			g_string_append_c(out, ']');
		} else {
			put_marked(out, inner, s->marks, next);
		}
	}
	g_string_append(out, p + n);
	g_string_truncate(text, 0);
}

/* The first character that a token writes, as far as marks are concerned. */
static char
first_char(const struct markup_token *t)
{
	if (t->how & TOKEN_BREAK_BEFORE)
		return ZERO_WIDTH_SPACE[0];
	/* A backslash or bracket of ours hinders nothing. */
	return t->how & (TOKEN_ESCAPE | TOKEN_WRAP | TOKEN_LINK) ? '}' :
								   *t->text;
}

/* Text with a mark or link around all of it that can stand inside. */
static void
put_parts(GString *out, const struct wiki_span *s)
{
	g_autoptr(GString) text = g_string_new(NULL);
	char own[G_N_ELEMENTS(marks) + 1] = "";
	struct markup m = walk(s);
	struct markup_token t;

	for (guint i = 0, n = 0; i < G_N_ELEMENTS(marks); i++)
		if (s->marks & marks[i].mark)
			own[n++] = *marks[i].open;
	m.own = own;
	m.cell = s->cell;
	m.in = s->link		  ? MARKUP_LABEL :
	    s->marks == MARK_CODE ? MARKUP_CODE :
				    MARKUP_MARKS;
	while (markup_next(&m, &t)) {
		if (t.how & TOKEN_OUTSIDE) {
			put_inside(out, text, s, first_char(&t));
			markup_put(out, &t);
		} else {
			markup_put(text, &t);
		}
	}
	put_inside(out, text, s, s->after);
}

/* A colour is a macro; inside it, all is as on a line of its own. */
static void
put_coloured(GString *out, const struct wiki_span *s)
{
	struct wiki_span rest = *s;

	rest.cell = rest.inner = FALSE;
	rest.after = '}';
	/* "{{color" would not be read as one. */
	if (last_char(out) == '{')
		g_string_append(out, ZERO_WIDTH_SPACE);
	g_string_append_printf(
	    out, "{color:#%06x}", (unsigned)s->colour & 0xffffff);
	if (s->marks)
		put_parts(out, &rest);
	else
		put_plain(out, &rest);
	g_string_append(out, "{color}");
}

/* Says the text of a link what it leads to? */
static gboolean
says_itself(const struct wiki_span *s)
{
	size_t n = (size_t)(s->end - s->p), length;
	const char *url = s->link;

	if (g_str_has_prefix(url, "mailto:") && *s->p != 'm')
		url += strlen("mailto:");
	length = strlen(url);
	return (n == length || (n + 1 == length && url[n] == '/')) &&
	    strncmp(s->p, url, n) == 0;
}

/* A number to call is text: Data Center links no "tel:". */
static gboolean
says_number(const struct wiki_span *s)
{
	if (!g_str_has_prefix(s->link, "tel:"))
		return FALSE;
	for (const char *p = s->p; p < s->end; p++)
		if (g_ascii_isdigit(*p))
			return TRUE;
	return FALSE;
}

static gboolean
is_bare(const struct wiki_span *s)
{
	gboolean bracketed;
	size_t n = (size_t)(s->end - s->p);

	return says_itself(s) &&
	    (g_str_has_prefix(s->link, "mailto:") ||
		markup_url_length(s->p, s->end, FALSE, &bracketed) == n);
}

static gboolean
is_only_blanks(const struct wiki_span *s)
{
	for (const char *p = s->p; p < s->end; p = g_utf8_next_char(p))
		if (!g_unichar_isspace(g_utf8_get_char(p)))
			return FALSE;
	return TRUE;
}

static void
put_linked(GString *out, const struct wiki_span *s)
{
	if (is_bare(s) || says_number(s) || is_only_blanks(s))
		put_plain(out, s);
	else
		put_parts(out, s);
}

void
wiki_span_put(GString *out, const struct wiki_span *s)
{
	if (s->link)
		put_linked(out, s);
	else if (s->colour != DOC_NO_COLOUR)
		put_coloured(out, s);
	else if (s->marks)
		put_parts(out, s);
	else
		put_plain(out, s);
}

static gboolean
is_word_at(const struct wiki_span *s, const char *p, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(s->end - p) >= n &&
	    g_ascii_strncasecmp(p, word, n) == 0 &&
	    (p == s->p || !g_ascii_isalnum(p[-1])) &&
	    (p + n == s->end || !g_ascii_isalnum(p[n]));
}

/* "{{code}}" has a "{code}" in it, which is seen before all else. */
gboolean
wiki_span_names_macro(const struct wiki_span *s)
{
	static const char *const names[] = { "adf", "anchor", "code", "color",
		"html", "loremipsum", "noformat", "panel", "quote" };

	for (const char *p = s->p; p < s->end; p++)
		for (guint i = 0; i < G_N_ELEMENTS(names); i++)
			if (is_word_at(s, p, names[i]))
				return TRUE;
	return FALSE;
}
