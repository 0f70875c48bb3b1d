#include "html/trim.h"

#include "base/limits.h"
#include "html/attribute.h"
#include "html/tag.h"

#include <string.h>

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

struct trim {
	struct html_scan scan; /* of the input */
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
	gboolean endless_comment, endless_mark;
	gsize cost; /* to the parser, so far */
	gboolean full;
};

/*
 * Copies one attribute.  An image's data stand in the mail as parts; what
 * still stands in an address is not for the parser.
 */
static gboolean
copy_attribute(struct trim *t, GumboTag tag, const struct html_attribute *a)
{
	char quote = a->quote;

	if (!html_is_wanted(a))
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
	for (p = html_find(&t->scan, p, '<'); p < t->scan.end;
	     p = html_find(&t->scan, p + 1, '<')) {
		if (p[1] != '/' || g_ascii_strncasecmp(p + 2, name, n) != 0 ||
		    g_ascii_isalnum(p[2 + n]))
			continue;
		if (tag == GUMBO_TAG_STYLE)
			html_sheet_read(t->sheet, from, (gsize)(p - from));
		p = html_find(&t->scan, p, '>');
		return MIN(p + 1, t->scan.end);
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
		if ((html_tag_treatment(tag) & TAG_LOOK) &&
		    !t->open[t->depth].silent) {
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
	if (how & TAG_CELL)
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

	while (
	    *p < t->scan.end && !html_is_blank(**p) && **p != '/' && **p != '>')
		(*p)++;
	return html_tag(name, (gsize)(*p - name), how);
}

static void
open_element(struct trim *t, GumboTag tag, gboolean silent)
{
	t->open[t->depth].tag = (guint16)tag;
	t->open[t->depth].silent = silent;
	t->depth++;
	t->opened[tag]++;
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

	while (block < t->depth &&
	    !(html_tag_treatment((GumboTag)t->open[block].tag) & TAG_BLOCK))
		block++;
	if (block < t->depth && !(html_tag_treatment(tag) & TAG_BLOCK)) {
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

/*
 * In a choice that is never ended the parser would hide the rest of the mail.
 */
static void
end_choice(struct trim *t, guint8 how)
{
	if (how & (TAG_BLOCK | TAG_CELL) && t->opened[GUMBO_TAG_SELECT])
		close_element(t, GUMBO_TAG_SELECT);
}

/* A start tag whose name is at p; returns what follows it. */
static const char *
start_tag(struct trim *t, const char *p)
{
	const char *name = p;
	gsize from;
	gboolean said = FALSE, deep, silent;
	struct html_attribute a;
	guint8 how;
	GumboTag tag = read_tag(t, &p, &how);

	end_choice(t, how);
	from = t->out->len;
	g_string_append_c(t->out, '<');
	g_string_append(t->out, gumbo_normalized_tagname(tag));
	while (html_next_attribute(&t->scan, &p, &a))
		if (how & TAG_KEEP)
			said = copy_attribute(t, tag, &a) || said;
	g_string_append_c(t->out, '>');
	p = MIN(p + 1, t->scan.end);
	if (how & TAG_SKIP) {
		g_string_truncate(t->out, from);
		return skip_element(t, tag, name, p);
	}
	if (how & (TAG_CELL | TAG_LOOSE))
		end_neighbours(t, tag, how);
	deep = t->depth + t->all_going >= LIMIT_HTML_DEPTH && !(how & TAG_VOID);
	silent = (how & TAG_PLAIN) && !said;
	if (!(how & TAG_KEEP) || deep || silent)
		g_string_truncate(t->out, from);
	else
		t->cost += COST_TAG;
	if (html_tag_is_field(tag))
		g_string_append_c(t->out, ' ');
	if (deep && (how & TAG_BLOCK)) {
		g_string_append(t->out, "<br>");
		t->cost += COST_TAG;
	}
	if (!(how & TAG_KEEP) || (how & (TAG_VOID | TAG_LOOSE)))
		return p;
	if (deep)
		t->beyond[tag]++;
	else
		open_element(t, tag, silent);
	return p;
}

static const char *
end_tag(struct trim *t, const char *p)
{
	guint8 how;
	GumboTag tag = read_tag(t, &p, &how);

	p = html_find(&t->scan, p, '>');
	p = MIN(p + 1, t->scan.end);
	end_choice(t, how);
	if (tag == GUMBO_TAG_BR) {
		g_string_append(t->out, "<br>");
	} else if (html_tag_is_field(tag)) {
		g_string_append_c(t->out, ' ');
	} else if (how & TAG_LOOSE) {
		end_neighbours(t, tag, how);
		if (t->depth + t->all_going < LIMIT_HTML_DEPTH)
			write_end(t, tag);
	} else if (!(how & TAG_KEEP) || (how & TAG_VOID)) {
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

/*
 * Behind the comment that begins at p; NULL: it is never ended.  What ends
 * one is what browsers take for it (HTML standard, 13.2.5.43 to 52): "-->",
 * also in "<!-->" and "<!--->", and "--!>" from the fifth character on.
 */
static const char *
comment_end(const struct trim *t, const char *p)
{
	for (const char *q = p + 2; q < t->scan.end; q++) {
		q = memmem(q, (gsize)(t->scan.end - q), "--", 2);
		if (!q)
			return NULL;
		if (q[2] == '>')
			return q + 3;
		if (q[2] == '!' && q[3] == '>' && q >= p + strlen("<!--"))
			return q + 4;
	}
	return NULL;
}

/* Behind a comment, a declaration or the like that begins at p. */
static const char *
skip_comment(struct trim *t, const char *p)
{
	const char *end;

	if (strncmp(p, "<!--", 4) == 0 && !t->endless_comment) {
		end = comment_end(t, p);
		if (end)
			return end;
		t->endless_comment = TRUE;
	}
	end = t->endless_mark ? t->scan.end : html_find(&t->scan, p, '>');
	t->endless_mark = end == t->scan.end;
	return t->endless_mark ? p + 2 : end + 1;
}

/* The parser would show controls as bad characters. */
static void
blank_controls(char *text)
{
	for (unsigned char *p = (unsigned char *)text; *p; p++) {
		if ((*p < 0x20 && !html_is_blank((char)*p)) || *p == 0x7f)
			*p = ' ';
		else if (*p == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0)
			p[0] = p[1] = ' ';
	}
}

/* Text up to p's next tag; what is too long ends between words. */
static const char *
copy_text(struct trim *t, const char *p)
{
	const char *end = html_find(&t->scan, p, '<');
	gsize room = LIMIT_HTML_BYTES - t->out->len;

	if ((gsize)(end - p) > room) {
		for (end = p + room; end > p && !html_is_blank(*end); end--)
			if (end < p + room - LIMIT_HTML_VALUE &&
			    ((unsigned char)*end & 0xc0) != 0x80)
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

	t->scan.end = html + strlen(html);
	t->out = g_string_sized_new(
	    MIN((gsize)(t->scan.end - p), LIMIT_HTML_BYTES) + LIMIT_HTML_VALUE);
	t->sheet = sheet;
	while (p < t->scan.end && !t->full) {
		if (*p != '<') {
			p = copy_text(t, p);
		} else if (g_ascii_isalpha(p[1])) {
			p = start_tag(t, p + 1);
		} else if (p[1] == '/' && g_ascii_isalpha(p[2])) {
			p = end_tag(t, p + 2);
		} else if (p[1] == '!' || p[1] == '?' || p[1] == '/') {
			p = skip_comment(t, p);
		} else {
			g_string_append(t->out, "&lt;");
			p++;
		}
		t->full = t->full || t->out->len >= LIMIT_HTML_BYTES ||
		    t->cost >= COST_MOST;
	}
	*cut = p < t->scan.end;
	return t->out;
}
