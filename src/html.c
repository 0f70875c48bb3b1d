/*
 * The walk over the parsed tree.  Only this file includes the HTML parser.
 */
#include "html.h"

#include "limits.h"
#include "plain.h"
#include "text.h"

#include <glib.h>
#include <gumbo.h>
#include <string.h>

struct writer {
	GString *out;
	int depth;  /* of elements */
	int quotes; /* of <blockquote> */
	int quoted; /* the same, of the line before */
	int pre;    /* of <pre>: blanks count */
	int lists;
	gboolean blank; /* a blank is due before the next word */
	int newlines;	/* that are due before the next word */
	gboolean started;
};

static void walk(struct writer *w, const GumboNode *node);

/* Asks for the next word to begin a line, with n - 1 blank lines before. */
static void
line_break(struct writer *w, int n)
{
	w->newlines = MAX(w->newlines, n);
	w->blank = FALSE;
}

static void
begin_line(struct writer *w, int quotes)
{
	for (int i = 0; i < quotes; i++)
		g_string_append(w->out, "> ");
}

/* Writes what is due before a word. */
static void
flush(struct writer *w)
{
	if (!w->started || w->newlines) {
		for (int i = 0; w->started && i < w->newlines; i++) {
			g_string_append_c(w->out, '\n');
			/* What lies between belongs to both. */
			if (i + 1 < w->newlines)
				begin_line(w, MIN(w->quotes, w->quoted));
		}
		begin_line(w, w->quotes);
		w->quoted = w->quotes;
	} else if (w->blank) {
		g_string_append_c(w->out, ' ');
	}
	w->started = TRUE;
	w->newlines = 0;
	w->blank = FALSE;
}

static void
write_text(struct writer *w, const char *text)
{
	for (const char *p = text; *p; p++) {
		if (w->pre && *p == '\n') {
			w->newlines++;
		} else if (!w->pre && strchr(" \t\r\n\f", *p)) {
			w->blank = w->blank || !w->newlines;
		} else {
			flush(w);
			g_string_append_c(w->out, *p);
		}
	}
}

static void
walk_children(struct writer *w, const GumboVector *children)
{
	for (unsigned i = 0; i < children->length; i++)
		walk(w, children->data[i]);
}

/* The address of a link, when the text does not show it already. */
static void
write_link(struct writer *w, const GumboElement *e)
{
	const GumboAttribute *href =
	    gumbo_get_attribute(&e->attributes, "href");
	gsize from = w->out->len;
	const char *url = href ? href->value : "", *shown;

	walk_children(w, &e->children);
	if (!g_str_has_prefix(url, "http://") &&
	    !g_str_has_prefix(url, "https://"))
		return;
	shown = w->out->str + MIN(from, w->out->len);
	if (!strstr(shown, url) && w->out->len > from) {
		g_string_append_printf(w->out, " <%s>", url);
		w->blank = FALSE;
	}
}

static int
heading_or_block(GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_P:
	case GUMBO_TAG_H1:
	case GUMBO_TAG_H2:
	case GUMBO_TAG_H3:
	case GUMBO_TAG_H4:
	case GUMBO_TAG_H5:
	case GUMBO_TAG_H6:
	case GUMBO_TAG_PRE:
	case GUMBO_TAG_UL:
	case GUMBO_TAG_OL:
	case GUMBO_TAG_DL:
	case GUMBO_TAG_TABLE:
	case GUMBO_TAG_BLOCKQUOTE: return 2;
	case GUMBO_TAG_DIV:
	case GUMBO_TAG_TR:
	case GUMBO_TAG_LI:
	case GUMBO_TAG_DT:
	case GUMBO_TAG_DD:
	case GUMBO_TAG_SECTION:
	case GUMBO_TAG_ARTICLE:
	case GUMBO_TAG_HEADER:
	case GUMBO_TAG_FOOTER:
	case GUMBO_TAG_CENTER:
	case GUMBO_TAG_HR: return 1;
	default: return 0;
	}
}

static gboolean
shows_nothing(GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_HEAD:
	case GUMBO_TAG_SCRIPT:
	case GUMBO_TAG_STYLE:
	case GUMBO_TAG_TEMPLATE:
	case GUMBO_TAG_NOSCRIPT:
	case GUMBO_TAG_TITLE: return TRUE;
	default: return FALSE;
	}
}

static void
walk_element(struct writer *w, const GumboElement *e)
{
	int block = heading_or_block(e->tag);
	gboolean list = e->tag == GUMBO_TAG_UL || e->tag == GUMBO_TAG_OL;

	if (shows_nothing(e->tag))
		return;
	if (e->tag == GUMBO_TAG_BR) {
		w->newlines++;
		return;
	}
	if (list && w->lists)
		block = 1;
	if (block)
		line_break(w, block);
	w->quotes += e->tag == GUMBO_TAG_BLOCKQUOTE;
	w->pre += e->tag == GUMBO_TAG_PRE;
	w->lists += list;
	if (e->tag == GUMBO_TAG_LI) {
		flush(w);
		g_string_append_printf(
		    w->out, "%*s- ", 2 * MAX(w->lists - 1, 0), "");
	}
	if (e->tag == GUMBO_TAG_A)
		write_link(w, e);
	else
		walk_children(w, &e->children);
	if (e->tag == GUMBO_TAG_TD || e->tag == GUMBO_TAG_TH)
		w->blank = TRUE;
	if (block)
		line_break(w, block);
	w->quotes -= e->tag == GUMBO_TAG_BLOCKQUOTE;
	w->pre -= e->tag == GUMBO_TAG_PRE;
	w->lists -= list;
}

static void
walk(struct writer *w, const GumboNode *node)
{
	if (w->depth >= LIMIT_HTML_DEPTH)
		return;
	w->depth++;
	switch (node->type) {
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_CDATA:
	case GUMBO_NODE_WHITESPACE: write_text(w, node->v.text.text); break;
	case GUMBO_NODE_ELEMENT: walk_element(w, &node->v.element); break;
	case GUMBO_NODE_DOCUMENT:
		walk_children(w, &node->v.document.children);
		break;
	default: break;
	}
	w->depth--;
}

/* Elements without an end tag, or with one that is mostly left out. */
static gboolean
needs_no_end(const char *name)
{
	static const char *const names[] = { "br", "img", "p", "li", "td", "th",
		"tr", "hr", "meta", "link", "input", "col", "option", "dt",
		"dd", "area", "base", "wbr", "o:p" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		size_t n = strlen(names[i]);

		if (g_ascii_strncasecmp(name, names[i], n) == 0 &&
		    !g_ascii_isalnum(name[n]))
			return TRUE;
	}
	return FALSE;
}

/* How deep it can be, told from its tags without parsing. */
static gboolean
is_too_deep(const char *html)
{
	int depth = 0;

	for (const char *p = strchr(html, '<'); p; p = strchr(p + 1, '<')) {
		if (p[1] == '/')
			depth -= depth > 0 && !needs_no_end(p + 2);
		else if (g_ascii_isalpha(p[1]) && !needs_no_end(p + 1))
			depth++;
		if (depth > LIMIT_HTML_DEPTH)
			return TRUE;
	}
	return FALSE;
}

char *
html_to_text(const char *html)
{
	struct writer w = { .out = NULL };
	GumboOutput *tree;

	if (is_too_deep(html))
		return NULL;
	w.out = g_string_new(NULL);
	tree = gumbo_parse(html);
	walk(&w, tree->document);
	gumbo_destroy_output(&kGumboDefaultOptions, tree);
	return g_string_free(w.out, FALSE);
}

struct doc *
html_read(const char *html)
{
	static const struct plain_format fixed = { FALSE, FALSE };
	g_autofree char *raw = html_to_text(html);
	g_autofree char *text = raw ? text_trim(text_scrub(raw, -1)) : NULL;

	return text ? plain_read(text, &fixed) : NULL;
}
