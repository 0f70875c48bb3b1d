#include "html/style.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* The longest property and value that mean anything here. */
#define NAME_BYTES  32
#define VALUE_BYTES 128

/* What is smaller shows no gap, in pixels. */
#define MARGIN_SHOWN 5

void
html_style_init(struct html_style *s)
{
	memset(s, STYLE_UNSAID, sizeof *s);
	s->space = SPACE_UNSAID;
	s->colour = s->width = s->height = STYLE_UNSAID;
}

int
html_number(const char *text)
{
	gint64 n = g_ascii_strtoll(text, NULL, 10);

	return (int)CLAMP(n, G_MININT, G_MAXINT);
}

/* A length in pixels, roughly; "*end" is behind it. */
static double
css_length(const char *v, char **end)
{
	static const struct {
		const char *unit;
		double pixels;
	} units[] = { { "px", 1 }, { "pt", 1.33 }, { "em", 16 }, { "rem", 16 },
		{ "ex", 8 }, { "ch", 8 }, { "cm", 38 }, { "mm", 3.8 },
		{ "in", 96 }, { "pc", 16 }, { "%", 0.16 } };
	double n = g_ascii_strtod(v, end);

	for (gsize i = 0; *end != v && i < G_N_ELEMENTS(units); i++)
		if (g_str_has_prefix(*end, units[i].unit)) {
			*end += strlen(units[i].unit);
			return n * units[i].pixels;
		}
	return n;
}

/* A size in pixels; one that is relative to something is not said. */
static int
pixels(const char *v)
{
	char *end;
	double n = css_length(v, &end);

	if (end == v || end[-1] == '%' || n < 0 || n > G_MAXINT16)
		return STYLE_UNSAID;
	return (int)n;
}

static gint8
shows_gap(const char *v)
{
	char *end;

	return css_length(v, &end) >= MARGIN_SHOWN;
}

/* "1px", "1px 2px", "1px 2px 3px": of the top, and of the bottom. */
static void
margins(struct html_style *s, const char *v)
{
	g_auto(GStrv) parts = g_strsplit(v, " ", 5);
	guint n = g_strv_length(parts);

	if (n == 0)
		return;
	s->gap_before = shows_gap(parts[0]);
	s->gap_after = shows_gap(parts[n > 2 ? 2 : 0]);
}

/* "rgb(1,2,3)" or "rgba(1,2,3,0.5)" */
static gint32
rgb(const char *text)
{
	const char *p = strchr(text, '(');
	gint32 colour = 0;

	for (int i = 0; i < 3; i++) {
		int part = p ? html_number(p + 1) : 0;

		colour = colour * 256 + CLAMP(part, 0, 255);
		p = p ? strchr(p + 1, ',') : NULL;
	}
	return colour;
}

gint32
html_colour(const char *text)
{
	static const struct {
		const char *name;
		gint32 value;
	} names[] = { { "red", 0xff0000 }, { "green", 0x008000 },
		{ "blue", 0x0000ff }, { "yellow", 0xffff00 },
		{ "orange", 0xffa500 }, { "purple", 0x800080 },
		{ "fuchsia", 0xff00ff }, { "magenta", 0xff00ff },
		{ "lime", 0x00ff00 }, { "aqua", 0x00ffff },
		{ "cyan", 0x00ffff }, { "teal", 0x008080 },
		{ "maroon", 0x800000 }, { "olive", 0x808000 },
		{ "navy", 0x000080 }, { "brown", 0xa52a2a },
		{ "crimson", 0xdc143c }, { "darkred", 0x8b0000 },
		{ "darkgreen", 0x006400 }, { "darkblue", 0x00008b },
		{ "darkorange", 0xff8c00 }, { "tomato", 0xff6347 },
		{ "firebrick", 0xb22222 }, { "pink", 0xffc0cb },
		{ "gold", 0xffd700 }, { "violet", 0xee82ee },
		{ "indigo", 0x4b0082 }, { "limegreen", 0x32cd32 },
		{ "royalblue", 0x4169e1 }, { "dodgerblue", 0x1e90ff },
		{ "deeppink", 0xff1493 }, { "hotpink", 0xff69b4 },
		{ "orangered", 0xff4500 }, { "forestgreen", 0x228b22 },
		{ "seagreen", 0x2e8b57 }, { "steelblue", 0x4682b4 },
		{ "slateblue", 0x6a5acd }, { "chocolate", 0xd2691e } };
	const char *digits = text + (*text == '#');
	gsize n = strspn(digits, "0123456789abcdefABCDEF");

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_ascii_strcasecmp(text, names[i].name) == 0)
			return names[i].value;
	if (g_str_has_prefix(text, "rgb"))
		return rgb(text);
	if (n == 6 && !digits[n])
		return (gint32)strtol(digits, NULL, 16);
	if (n == 3 && !digits[n] && digits != text) {
		gint32 c = (gint32)strtol(digits, NULL, 16);

		return (c & 0xf00) * 0x1100 | (c & 0xf0) * 0x110 |
		    (c & 0xf) * 0x11;
	}
	/* It is one, and ends that of what is around. */
	return *text && strcmp(text, "inherit") != 0 ? 0 : STYLE_UNSAID;
}

static void
font_size(struct html_style *s, const char *v)
{
	char *end;
	double size = css_length(v, &end);

	s->tiny = end != v && size < 1.5;
}

static void
font_weight(struct html_style *s, const char *v)
{
	int n = html_number(v);

	s->bold = g_str_has_prefix(v, "bold") || n >= 600;
}

static void
font_family(struct html_style *s, const char *v)
{
	static const char *const fixed[] = { "courier", "consolas", "monospace",
		"menlo", "monaco", "lucida console", "sfmono",
		"dejavu sans m" };

	v += strspn(v, "'\"");
	s->code = FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(fixed); i++)
		if (g_str_has_prefix(v, fixed[i]))
			s->code = TRUE;
}

static void
decoration(struct html_style *s, const char *v)
{
	if (strstr(v, "underline"))
		s->underline = TRUE;
	if (strstr(v, "line-through"))
		s->strike = TRUE;
	if (strcmp(v, "none") == 0)
		s->underline = FALSE;
}

static void
align(struct html_style *s, const char *v)
{
	s->sup = g_str_has_prefix(v, "super");
	s->sub = strcmp(v, "sub") == 0;
}

static void
white_space(struct html_style *s, const char *v)
{
	if (g_str_has_prefix(v, "pre"))
		s->space = SPACE_LINES;
	else
		s->space = SPACE_COLLAPSE;
}

static void
display(struct html_style *s, const char *v)
{
	s->gone = g_str_has_prefix(v, "none");
	s->in_line = g_str_has_prefix(v, "inline");
}

static void
border_top(struct html_style *s, const char *v)
{
	s->line_above = strstr(v, "solid") != NULL;
	s->divider = s->line_above &&
	    (strstr(v, "#e1e1e1") || strstr(v, "#b5c4df") ||
		strstr(v, "rgb(225,225,225)") || strstr(v, "rgb(181,196,223)"));
}

static void
border_left(struct html_style *s, const char *v)
{
	s->line_left = strstr(v, "solid") || strstr(v, "outset") ||
	    strstr(v, "double") || strstr(v, "ridge");
}

static void
border(struct html_style *s, const char *v)
{
	border_left(s, v);
	s->line_above = s->line_left;
	s->divider = FALSE;
}

/* "l0 level2 lfo1": of Word's list. */
static void
mso_list(struct html_style *s, const char *v)
{
	const char *level = strstr(v, "level");

	if (level)
		s->list =
		    (gint8)CLAMP(html_number(level + strlen("level")), 1, 9);
}

static void
set_property(struct html_style *s, const char *name, const char *v)
{
	static const struct {
		const char *name;
		void (*set)(struct html_style *, const char *);
	} table[] = { { "border", border }, { "border-left", border_left },
		{ "border-top", border_top }, { "display", display },
		{ "font-family", font_family }, { "font-size", font_size },
		{ "font-weight", font_weight }, { "margin", margins },
		{ "mso-list", mso_list }, { "text-decoration", decoration },
		{ "text-decoration-line", decoration },
		{ "vertical-align", align }, { "white-space", white_space } };

	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		if (strcmp(name, table[i].name) == 0)
			table[i].set(s, v);
	if (strcmp(name, "color") == 0)
		s->colour = html_colour(v);
	else if (strcmp(name, "font-style") == 0)
		s->italic = *v == 'i' || *v == 'o';
	else if (strcmp(name, "visibility") == 0)
		s->invisible = *v == 'h' || *v == 'c';
	else if (strcmp(name, "opacity") == 0)
		s->clear = g_ascii_strtod(v, NULL) < 0.01;
	else if (strcmp(name, "overflow") == 0)
		s->clipped = g_str_has_prefix(v, "hidden");
	else if (strcmp(name, "max-height") == 0)
		s->no_height = pixels(v) == 0;
	else if (strcmp(name, "margin-top") == 0)
		s->gap_before = shows_gap(v);
	else if (strcmp(name, "margin-bottom") == 0)
		s->gap_after = shows_gap(v);
	else if (strcmp(name, "width") == 0)
		s->width = pixels(v);
	else if (strcmp(name, "height") == 0)
		s->height = pixels(v);
}

/*
 * Copies a word of n bytes, in lower case, with single blanks and none after
 * a comma, without its ends. FALSE if it is too long.
 */
static gboolean
copy_word(char *to, gsize size, const char *from, gsize n)
{
	gsize used = 0;

	for (gsize i = 0; i < n; i++) {
		gboolean blank = g_ascii_isspace(from[i]);

		if (blank && (!used || strchr(" ,(", to[used - 1])))
			continue;
		if (used + 1 >= size)
			return FALSE;
		to[used++] = blank ? ' ' : g_ascii_tolower(from[i]);
	}
	while (used && to[used - 1] == ' ')
		used--;
	to[used] = '\0';
	return used > 0;
}

/* Where a declaration ends: at a semicolon that is not quoted. */
static const char *
declaration_end(const char *p, const char *end)
{
	char quote = 0;

	for (; p < end && (quote || *p != ';'); p++) {
		if (*p == quote)
			quote = 0;
		else if (!quote && (*p == '"' || *p == '\''))
			quote = *p;
	}
	return p;
}

void
html_style_read(struct html_style *s, const char *text, gsize n)
{
	const char *end = text + n, *next;

	for (const char *p = text; p < end; p = next + 1) {
		char name[NAME_BYTES], value[VALUE_BYTES];
		const char *colon, *stop;

		next = declaration_end(p, end);
		colon = memchr(p, ':', (gsize)(next - p));
		if (!colon)
			continue;
		stop = memchr(colon, '!', (gsize)(next - colon));
		if (!stop)
			stop = next;
		if (copy_word(name, sizeof name, p, (gsize)(colon - p)) &&
		    copy_word(value, sizeof value, colon + 1,
			(gsize)(stop - colon - 1)))
			set_property(s, name, value);
	}
}

void
html_style_add(struct html_style *s, const struct html_style *more)
{
	const gint8 *from = (const gint8 *)more;
	gint8 *to = (gint8 *)s;

	for (gsize i = 0; i < offsetof(struct html_style, space); i++)
		if (from[i] != STYLE_UNSAID)
			to[i] = from[i];
	if (more->space != SPACE_UNSAID)
		s->space = more->space;
	if (more->colour != STYLE_UNSAID)
		s->colour = more->colour;
	if (more->width != STYLE_UNSAID)
		s->width = more->width;
	if (more->height != STYLE_UNSAID)
		s->height = more->height;
}

gboolean
html_style_is_hidden(const struct html_style *s)
{
	return s->gone == TRUE || s->clear == TRUE ||
	    ((s->no_height == TRUE || s->height == 0) && s->clipped == TRUE);
}
