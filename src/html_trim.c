#include "html_trim.h"

#include "limits.h"

#include <gumbo.h>
#include <string.h>

/* An address or a style beyond this says nothing that shows. */
#define VALUE_BYTES 2048

/*
 * What the parser needs for each piece, in bytes, roughly.  "<td>7</td>"
 * needs 35 times its size, a page of prose 5 times.
 */
#define COST_TAG       180
#define COST_END       32
#define COST_TEXT      180
#define COST_ATTRIBUTE 220
#define COST_BYTE      4

/* The share of its memory that may be needed so; the rest is for errors. */
#define COST_MOST (LIMIT_HTML_MEMORY / 4 * 3)

/* What becomes of an element. */
enum {
	KEEP = 1 << 0,
	VOID = 1 << 1,	/* it has no end */
	LOOSE = 1 << 2, /* its end may be left out */
	BLOCK = 1 << 3, /* its text stands on lines of its own */
	PLAIN = 1 << 4, /* nothing without attributes */
	SKIP = 1 << 5,	/* gone with its content */
	LOOK = 1 << 6,	/* lasts until its own end, whatever ends before */
	CELL = 1 << 7,	/* ends what is open in the same table */
};

static const guint8 treatment[GUMBO_TAG_LAST] = {
	[GUMBO_TAG_A] = KEEP | PLAIN | LOOK,
	[GUMBO_TAG_ADDRESS] = KEEP | BLOCK,
	[GUMBO_TAG_APPLET] = SKIP,
	[GUMBO_TAG_ARTICLE] = KEEP | BLOCK,
	[GUMBO_TAG_ASIDE] = KEEP | BLOCK,
	[GUMBO_TAG_AUDIO] = SKIP,
	[GUMBO_TAG_B] = KEEP | LOOK,
	[GUMBO_TAG_BIG] = KEEP | PLAIN | LOOK,
	[GUMBO_TAG_BLOCKQUOTE] = KEEP | BLOCK,
	[GUMBO_TAG_BR] = KEEP | VOID,
	[GUMBO_TAG_CANVAS] = SKIP,
	[GUMBO_TAG_CAPTION] = KEEP | BLOCK,
	[GUMBO_TAG_CENTER] = KEEP | BLOCK,
	[GUMBO_TAG_CITE] = KEEP,
	[GUMBO_TAG_CODE] = KEEP | LOOK,
	[GUMBO_TAG_DATALIST] = SKIP,
	[GUMBO_TAG_DD] = KEEP | LOOSE | BLOCK,
	[GUMBO_TAG_DEL] = KEEP,
	[GUMBO_TAG_DETAILS] = KEEP | BLOCK,
	[GUMBO_TAG_DIR] = KEEP | BLOCK,
	[GUMBO_TAG_DIV] = KEEP | BLOCK,
	[GUMBO_TAG_DL] = KEEP | BLOCK,
	[GUMBO_TAG_DT] = KEEP | LOOSE | BLOCK,
	[GUMBO_TAG_EM] = KEEP | LOOK,
	[GUMBO_TAG_FIELDSET] = KEEP | BLOCK,
	[GUMBO_TAG_FIGCAPTION] = KEEP | BLOCK,
	[GUMBO_TAG_FIGURE] = KEEP | BLOCK,
	[GUMBO_TAG_FONT] = KEEP | PLAIN | LOOK,
	[GUMBO_TAG_FOOTER] = KEEP | BLOCK,
	[GUMBO_TAG_H1] = KEEP | BLOCK,
	[GUMBO_TAG_H2] = KEEP | BLOCK,
	[GUMBO_TAG_H3] = KEEP | BLOCK,
	[GUMBO_TAG_H4] = KEEP | BLOCK,
	[GUMBO_TAG_H5] = KEEP | BLOCK,
	[GUMBO_TAG_H6] = KEEP | BLOCK,
	[GUMBO_TAG_HEADER] = KEEP | BLOCK,
	[GUMBO_TAG_HR] = KEEP | VOID,
	[GUMBO_TAG_I] = KEEP | LOOK,
	[GUMBO_TAG_IFRAME] = SKIP,
	[GUMBO_TAG_IMG] = KEEP | VOID,
	[GUMBO_TAG_INPUT] = KEEP | VOID,
	[GUMBO_TAG_INS] = KEEP,
	[GUMBO_TAG_KBD] = KEEP,
	[GUMBO_TAG_LEGEND] = KEEP | BLOCK,
	[GUMBO_TAG_LI] = KEEP | LOOSE | BLOCK,
	[GUMBO_TAG_MAIN] = KEEP | BLOCK,
	[GUMBO_TAG_MATH] = SKIP,
	[GUMBO_TAG_MENU] = KEEP | BLOCK,
	[GUMBO_TAG_NAV] = KEEP | BLOCK,
	[GUMBO_TAG_NOEMBED] = SKIP,
	[GUMBO_TAG_NOFRAMES] = SKIP,
	[GUMBO_TAG_OBJECT] = SKIP,
	[GUMBO_TAG_OL] = KEEP | BLOCK,
	[GUMBO_TAG_P] = KEEP | LOOSE | BLOCK,
	[GUMBO_TAG_PRE] = KEEP | BLOCK,
	[GUMBO_TAG_RP] = SKIP,
	[GUMBO_TAG_S] = KEEP | LOOK,
	[GUMBO_TAG_SAMP] = KEEP,
	[GUMBO_TAG_SCRIPT] = SKIP,
	[GUMBO_TAG_SECTION] = KEEP | BLOCK,
	[GUMBO_TAG_SMALL] = KEEP | PLAIN | LOOK,
	[GUMBO_TAG_SPAN] = KEEP | PLAIN,
	[GUMBO_TAG_STRIKE] = KEEP | LOOK,
	[GUMBO_TAG_STRONG] = KEEP | LOOK,
	[GUMBO_TAG_STYLE] = SKIP,
	[GUMBO_TAG_SUB] = KEEP,
	[GUMBO_TAG_SUMMARY] = KEEP | BLOCK,
	[GUMBO_TAG_SUP] = KEEP,
	[GUMBO_TAG_SVG] = SKIP,
	[GUMBO_TAG_TABLE] = KEEP | BLOCK,
	[GUMBO_TAG_TBODY] = KEEP | LOOSE | CELL,
	[GUMBO_TAG_TD] = KEEP | LOOSE | CELL,
	[GUMBO_TAG_TEMPLATE] = SKIP,
	[GUMBO_TAG_TFOOT] = KEEP | LOOSE | CELL,
	[GUMBO_TAG_TH] = KEEP | LOOSE | CELL,
	[GUMBO_TAG_THEAD] = KEEP | LOOSE | CELL,
	[GUMBO_TAG_TITLE] = SKIP,
	[GUMBO_TAG_TR] = KEEP | LOOSE | BLOCK | CELL,
	[GUMBO_TAG_TT] = KEEP | LOOK,
	[GUMBO_TAG_U] = KEEP | LOOK,
	[GUMBO_TAG_UL] = KEEP | BLOCK,
	[GUMBO_TAG_VIDEO] = SKIP,
};

static const char *const attributes[] = { "alt", "border", "class", "color",
	"colspan", "data-marker", "data-outlook-trace", "data-signature-widget",
	"data-signatureblock", "data-smartmail", "height", "hidden", "href",
	"id", "name", "role", "rowspan", "src", "start", "style", "tabindex",
	"type", "value", "width", "wrap", "align" };

struct trim {
	const char *end; /* of the input */
	GString *out;
	struct html_sheet *sheet;
	/* Elements that are open; "silent" ones have no tags in the output. */
	struct {
		guint16 tag;
		guint8 silent;
	} open[LIMIT_HTML_DEPTH];
	int depth;
	int opened[GUMBO_TAG_LAST]; /* how many of each are open, ... */
	int beyond[GUMBO_TAG_LAST]; /* ... were too deep to be kept, ... */
	int going[GUMBO_TAG_LAST];  /* ... or last beyond what they stood in */
	int all_going;
	gboolean endless[GUMBO_TAG_LAST + 1]; /* no end tag follows any more */
	gboolean endless_comment;
	gboolean no_quote[2]; /* no ", no ' follows any more */
	gboolean in_bullet;
	gsize cost; /* to the parser, so far */
	gboolean full;
};

/* An attribute in the input. */
struct attribute {
	const char *name, *value;
	gsize name_len, value_len;
	char quote; /* around the value, or 0 */
};

static gboolean
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The first "c" in what is left, or its end. */
static const char *
find(const struct trim *t, const char *p, char c)
{
	const char *found = memchr(p, c, (gsize)(t->end - p));

	return found ? found : t->end;
}

/* Reads a value that begins at p; returns where it ends. */
static const char *
read_value(struct trim *t, const char *p, struct attribute *a)
{
	const char *end;
	int kind = *p == '\'';

	if ((*p == '"' || *p == '\'') && !t->no_quote[kind]) {
		end = find(t, p + 1, *p);
		if (end < t->end) {
			a->quote = *p;
			a->value = p + 1;
			a->value_len = (gsize)(end - a->value);
			return end + 1;
		}
		/* Never closed: taken as if it were not there. */
		t->no_quote[kind] = TRUE;
	}
	a->value = p;
	while (p < t->end && *p != '>' && !is_blank(*p))
		p++;
	a->value_len = (gsize)(p - a->value);
	return p;
}

/* The next attribute of a tag; FALSE at the tag's end, where *at then is. */
static gboolean
next_attribute(struct trim *t, const char **at, struct attribute *a)
{
	const char *p = *at;

	while (p < t->end && (is_blank(*p) || *p == '/'))
		p++;
	*at = p;
	if (p == t->end || *p == '>')
		return FALSE;
	memset(a, 0, sizeof *a);
	a->name = p++;
	while (p < t->end && !is_blank(*p) && !strchr("/>=", *p))
		p++;
	a->name_len = (gsize)(p - a->name);
	*at = p;
	while (p < t->end && is_blank(*p))
		p++;
	if (p == t->end || *p != '=')
		return TRUE;
	p++;
	while (p < t->end && is_blank(*p))
		p++;
	*at = read_value(t, p, a);
	return TRUE;
}

static gboolean
is_wanted(const struct attribute *a)
{
	for (gsize i = 0; i < G_N_ELEMENTS(attributes); i++)
		if ((a->name[0] | 0x20) == attributes[i][0] &&
		    g_ascii_strncasecmp(a->name, attributes[i], a->name_len) ==
			0 &&
		    attributes[i][a->name_len] == '\0')
			return a->value_len <= VALUE_BYTES;
	return FALSE;
}

/*
 * Copies one attribute.  An image's data stand in the mail as parts; what
 * still stands in an address is not for the parser.
 */
static gboolean
copy_attribute(struct trim *t, GumboTag tag, const struct attribute *a)
{
	char quote = a->quote;

	if (!is_wanted(a))
		return FALSE;
	if (tag == GUMBO_TAG_A && g_ascii_tolower(*a->name) == 'n')
		return FALSE;
	if (a->value_len > sizeof "data:" + 9 &&
	    g_ascii_strncasecmp(a->value, "data:", 5) == 0)
		return FALSE;
	if (!quote)
		quote = a->value && memchr(a->value, '"', a->value_len) ? '\'' :
									  '"';
	t->cost += COST_ATTRIBUTE + COST_BYTE * a->value_len;
	g_string_append_c(t->out, ' ');
	g_string_append_len(t->out, a->name, (gssize)a->name_len);
	if (!a->value || memchr(a->value, quote, a->value_len))
		return TRUE;
	g_string_append_c(t->out, '=');
	g_string_append_c(t->out, quote);
	g_string_append_len(t->out, a->value, (gssize)a->value_len);
	g_string_append_c(t->out, quote);
	return TRUE;
}

/* Behind the end tag of an element whose content begins at p. */
static const char *
skip_element(struct trim *t, GumboTag tag, const char *name, const char *p)
{
	gsize n = strcspn(name, " \t\r\n\f/>");
	const char *from = p;

	/* What ends in its own tag, a browser knows in pictures only. */
	if (p[-2] == '/' && (tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH))
		return p;
	if (t->endless[tag])
		return p;
	for (p = find(t, p, '<'); p < t->end; p = find(t, p + 1, '<')) {
		if (p[1] != '/' || g_ascii_strncasecmp(p + 2, name, n) != 0 ||
		    g_ascii_isalnum(p[2 + n]))
			continue;
		if (tag == GUMBO_TAG_STYLE)
			html_sheet_read(t->sheet, from, (gsize)(p - from));
		p = find(t, p, '>');
		return MIN(p + 1, t->end);
	}
	t->endless[tag] = TRUE;
	return from;
}

/* Ends the innermost elements, down to a depth. */
static void
pop(struct trim *t, int depth)
{
	while (t->depth > depth) {
		GumboTag tag = (GumboTag)t->open[--t->depth].tag;

		t->opened[tag]--;
		if ((treatment[tag] & LOOK) && !t->open[t->depth].silent) {
			t->going[tag]++;
			t->all_going++;
		}
	}
}

/* Where the innermost element of this kind stands; -1: nowhere. */
static int
innermost(const struct trim *t, GumboTag tag)
{
	int i = t->depth - 1;

	while (i >= 0 && t->open[i].tag != tag)
		i--;
	return i;
}

/* A cell ends what its neighbour left open; so does an item. */
static void
end_neighbours(struct trim *t, GumboTag tag, guint8 how)
{
	if (how & CELL)
		pop(t, innermost(t, GUMBO_TAG_TABLE) + 1);
	else if (tag == GUMBO_TAG_LI)
		pop(t,
		    MAX(innermost(t, GUMBO_TAG_UL),
			innermost(t, GUMBO_TAG_OL)) +
			1);
}

/* The element of the name at *p, which then is behind the name. */
static GumboTag
read_tag(const struct trim *t, const char **p, guint8 *how)
{
	const char *name = *p;
	GumboTag tag;

	while (*p < t->end && !is_blank(**p) && **p != '/' && **p != '>')
		(*p)++;
	tag = gumbo_tagn_enum(name, (unsigned)(*p - name));
	*how = tag < GUMBO_TAG_LAST ? treatment[tag] : 0;
	/* The parser puts the last text of a form behind it. */
	if (tag == GUMBO_TAG_FORM) {
		tag = GUMBO_TAG_DIV;
		*how = treatment[tag];
	}
	/* Office leaves its settings in the text. */
	if (*p - name == 3 && g_ascii_strncasecmp(name, "xml", 3) == 0)
		*how = SKIP;
	return tag;
}

static void
open_element(struct trim *t, GumboTag tag, gboolean silent)
{
	t->open[t->depth].tag = (guint16)tag;
	t->open[t->depth].silent = silent;
	t->depth++;
	t->opened[tag]++;
}

/* A start tag whose name is at p; returns what follows it. */
static const char *
start_tag(struct trim *t, const char *p)
{
	const char *name = p;
	gsize from = t->out->len;
	gboolean said = FALSE, deep, silent;
	struct attribute a;
	guint8 how;
	GumboTag tag = read_tag(t, &p, &how);

	g_string_append_c(t->out, '<');
	g_string_append(t->out, gumbo_normalized_tagname(tag));
	while (next_attribute(t, &p, &a))
		if (how & KEEP)
			said = copy_attribute(t, tag, &a) || said;
	g_string_append_c(t->out, '>');
	p = MIN(p + 1, t->end);
	if (how & SKIP) {
		g_string_truncate(t->out, from);
		return skip_element(t, tag, name, p);
	}
	if (how & (CELL | LOOSE))
		end_neighbours(t, tag, how);
	deep = t->depth + t->all_going >= LIMIT_HTML_DEPTH && !(how & VOID);
	silent = (how & PLAIN) && !said;
	if (!(how & KEEP) || deep || silent)
		g_string_truncate(t->out, from);
	else
		t->cost += COST_TAG;
	if (deep && (how & BLOCK)) {
		g_string_append(t->out, "<br>");
		t->cost += COST_TAG;
	}
	if (!(how & KEEP) || (how & (VOID | LOOSE)))
		return p;
	if (deep)
		t->beyond[tag]++;
	else
		open_element(t, tag, silent);
	return p;
}

static void
write_end(struct trim *t, GumboTag tag)
{
	g_string_append(t->out, "</");
	g_string_append(t->out, gumbo_normalized_tagname(tag));
	g_string_append_c(t->out, '>');
	t->cost += COST_END;
}

/* Ends an element that is open, and those in it, unless it is a mere look. */
static void
close_element(struct trim *t, GumboTag tag)
{
	int at = innermost(t, tag), block = at + 1;
	gboolean silent = t->open[at].silent;

	while (block < t->depth && !(treatment[t->open[block].tag] & BLOCK))
		block++;
	if (block < t->depth && !(treatment[tag] & BLOCK)) {
		memmove(&t->open[at], &t->open[at + 1],
		    (gsize)(t->depth - at - 1) * sizeof t->open[0]);
		t->depth--;
	} else {
		pop(t, at + 1);
		t->depth--;
	}
	t->opened[tag]--;
	if (!silent)
		write_end(t, tag);
}

static const char *
end_tag(struct trim *t, const char *p)
{
	guint8 how;
	GumboTag tag = read_tag(t, &p, &how);

	p = find(t, p, '>');
	p = MIN(p + 1, t->end);
	if (tag == GUMBO_TAG_BR) {
		g_string_append(t->out, "<br>");
	} else if (how & LOOSE) {
		end_neighbours(t, tag, how);
		if (t->depth + t->all_going < LIMIT_HTML_DEPTH)
			write_end(t, tag);
	} else if (!(how & KEEP) || (how & VOID)) {
		return p;
	} else if (t->beyond[tag]) {
		t->beyond[tag]--;
	} else if (t->opened[tag]) {
		close_element(t, tag);
	} else if (t->going[tag]) {
		t->going[tag]--;
		t->all_going--;
		write_end(t, tag);
	}
	return p;
}

/* Behind a comment, a declaration or the like that begins at p. */
static const char *
skip_comment(struct trim *t, const char *p)
{
	gsize left = (gsize)(t->end - p);
	const char *end;

	if (strncmp(p, "<!--", 4) == 0 && !t->endless_comment) {
		/* "<!-->" is a whole comment. */
		end = memmem(p + 2, left - 2, "-->", 3);
		if (end)
			return end + 3;
		t->endless_comment = TRUE;
	}
	end = find(t, p, '>');
	return end < t->end ? end + 1 : p + 2;
}

/* Word puts the signs of its lists between such marks. */
static void
mark_bullet(struct trim *t, const char *p)
{
	p += p[2] == '-' ? 4 : 2;
	if (g_str_has_prefix(p, "[if !supportLists]"))
		g_string_append(t->out, "<span style=\"mso-list:Ignore\">");
	else if (t->in_bullet && g_str_has_prefix(p, "[endif]"))
		g_string_append(t->out, "</span>");
	t->in_bullet = g_str_has_prefix(p, "[if !supportLists]");
}

/* The parser would show controls as bad characters. */
static void
blank_controls(char *text)
{
	for (unsigned char *p = (unsigned char *)text; *p; p++) {
		if ((*p < 0x20 && !is_blank((char)*p)) || *p == 0x7f)
			*p = ' ';
		else if (*p == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0)
			p[0] = p[1] = ' ';
	}
}

/* Text up to p's next tag; what is too long ends between words. */
static const char *
copy_text(struct trim *t, const char *p)
{
	const char *end = find(t, p, '<');
	gsize room = LIMIT_HTML_BYTES - t->out->len;

	if ((gsize)(end - p) > room) {
		for (end = p + room; end > p && !is_blank(*end); end--)
			if (end < p + room - VALUE_BYTES)
				break;
		t->full = TRUE;
	}
	t->cost += COST_TEXT + COST_BYTE * (gsize)(end - p);
	g_string_append_len(t->out, p, end - p);
	blank_controls(t->out->str + t->out->len - (end - p));
	return end;
}

GString *
html_trim(const char *html, struct html_sheet *sheet, gboolean *cut)
{
	g_autofree struct trim *t = g_new0(struct trim, 1);
	const char *p = html;

	t->end = html + strlen(html);
	t->out = g_string_sized_new(
	    MIN((gsize)(t->end - p), LIMIT_HTML_BYTES) + VALUE_BYTES);
	t->sheet = sheet;
	while (p < t->end && !t->full) {
		if (*p != '<') {
			p = copy_text(t, p);
		} else if (g_ascii_isalpha(p[1])) {
			p = start_tag(t, p + 1);
		} else if (p[1] == '/' && g_ascii_isalpha(p[2])) {
			p = end_tag(t, p + 2);
		} else if (p[1] == '!' || p[1] == '?' || p[1] == '/') {
			mark_bullet(t, p);
			p = skip_comment(t, p);
		} else {
			g_string_append(t->out, "&lt;");
			p++;
		}
		t->full = t->full || t->out->len >= LIMIT_HTML_BYTES ||
		    t->cost >= COST_MOST;
	}
	*cut = p < t->end;
	return t->out;
}
