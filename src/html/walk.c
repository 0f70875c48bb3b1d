#include "html/walk.h"

#include "base/limits.h"
#include "html/client.h"
#include "html/element.h"
#include "html/form.h"
#include "html/image.h"
#include "html/table.h"
#include "html/tag.h"
#include "html/walk_table.h"
#include "html/walking.h"
#include "html/word.h"

#include <string.h>

/* The tree may be deeper than the tags were: the parser repeats some. */
#define WALK_DEPTH (4 * LIMIT_HTML_DEPTH)

static void
walk_each_child(
    struct html_walk *w, const GumboElement *e, const struct html_look *look)
{
	for (unsigned i = 0; i < e->children.length; i++)
		html_walk_node(w, e->children.data[i], look);
}

static void
walk_text_node(
    struct html_walk *w, const GumboNode *node, const struct html_look *look)
{
	const char *text = node->v.text.text;

	if (look->tiny || look->invisible)
		return;
	if (node == w->sign) {
		text += w->sign_bytes;
		w->sign = NULL;
	}
	html_flow_text(&w->flow, text, &look->run, look->space);
}

/* Whether the list counts from elsewhere, which a document cannot say. */
static int
list_start(const GumboElement *e)
{
	const char *start = html_attribute(e, "start");

	return e->tag == GUMBO_TAG_OL && start ? html_number(start) : 1;
}

static gboolean
is_item(const GumboNode *node)
{
	return node->type == GUMBO_NODE_ELEMENT &&
	    node->v.element.tag == GUMBO_TAG_LI;
}

/* In a table, or with numbers of its own: signs are text. */
static void
walk_written_list(
    struct html_walk *w, const GumboElement *e, const struct html_look *look)
{
	int number = list_start(e);
	gboolean numbers = e->tag == GUMBO_TAG_OL;
	struct html_flow *f = &w->flow;

	for (unsigned i = 0; i < e->children.length; i++) {
		const GumboNode *child = e->children.data[i];

		html_flow_break(f);
		if (is_item(child) && numbers)
			g_snprintf(f->lead, sizeof f->lead, "%d. ", number++);
		else if (is_item(child))
			g_strlcpy(f->lead, "- ", sizeof f->lead);
		html_walk_node(w, child, look);
		*f->lead = '\0';
	}
}

static void
walk_list(
    struct html_walk *w, const GumboElement *e, const struct html_look *look)
{
	struct html_flow *f = &w->flow;
	gsize depth = strlen(f->list);
	char last = f->list[DOC_LIST_DEPTH - 1];
	gsize at = MIN(depth, DOC_LIST_DEPTH - 1);

	if (f->in_row || list_start(e) != 1) {
		walk_written_list(w, e, look);
		return;
	}
	f->list[at] = e->tag == GUMBO_TAG_OL ? '#' : '*';
	f->list[at + 1] = '\0';
	for (unsigned i = 0; i < e->children.length; i++) {
		const GumboNode *child = e->children.data[i];

		if (is_item(child)) {
			html_flow_break(f);
			f->gap = f->gap && i < 2 && !depth;
			f->item = TRUE;
		}
		html_walk_node(w, child, look);
		if (is_item(child))
			f->item = FALSE;
	}
	f->list[at] = depth == DOC_LIST_DEPTH ? last : '\0';
	f->list[depth] = '\0';
}

/* Text of a container before its quotes is their intro; see html/client.h. */
static void
walk_container(
    struct html_walk *w, const GumboElement *e, const struct html_look *look)
{
	unsigned hints = w->flow.hints;
	gboolean quoted = FALSE;

	for (unsigned i = 0; i < e->children.length; i++) {
		const GumboNode *child = e->children.data[i];

		quoted = quoted || html_has_quote(child);
		w->flow.hints = hints | (quoted ? 0 : HINT_INTRO | HINT_QUOTED);
		html_walk_node(w, child, look);
	}
	w->flow.hints = hints;
}

static void
walk_content(struct html_walk *w, const GumboNode *node, unsigned marks,
    const struct html_look *look)
{
	const GumboElement *e = &node->v.element;

	switch (e->tag) {
	case GUMBO_TAG_UL:
	case GUMBO_TAG_OL:
	case GUMBO_TAG_DIR:
	case GUMBO_TAG_MENU: walk_list(w, e, look); break;
	case GUMBO_TAG_TABLE:
		if (!w->flow.in_row && html_table_is_data(node))
			html_walk_table(w, e, look);
		else
			walk_each_child(w, e, look);
		break;
	case GUMBO_TAG_SELECT: html_form_select(w, e, look); break;
	default:
		if (marks & CLIENT_CONTAINER)
			walk_container(w, e, look);
		else
			walk_each_child(w, e, look);
	}
}

/* Takes what the writing program said of an element over into the flow. */
static void
set_hints(struct html_flow *f, unsigned marks)
{
	if (marks & CLIENT_QUOTE)
		f->hints |= HINT_QUOTED;
	if (marks & CLIENT_INTRO)
		f->hints |= HINT_INTRO | HINT_QUOTED;
	if (marks & CLIENT_SIGNATURE)
		f->hints |= HINT_SIGNATURE;
	if (marks & CLIENT_FORWARD)
		f->hints |= HINT_FORWARD;
	if (marks & CLIENT_DIVIDER)
		f->first |= HINT_DIVIDER;
	if (marks & CLIENT_REST)
		f->rest |= HINT_QUOTED;
}

static int
heading_level(GumboTag tag)
{
	return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ?
	    (int)(tag - GUMBO_TAG_H1) + 1 :
	    0;
}

/* Apple Mail parts the intro in a quote from the quoted text. */
static void
mark_last_line(struct html_flow *f)
{
	if (f->doc->lines->len && (f->hints & HINT_QUOTED))
		doc_line(f->doc, f->doc->lines->len - 1)->hints |= HINT_INTRO;
}

/* Elements that hold nothing. TRUE: it was one. */
static gboolean
walk_void(struct html_walk *w, const GumboElement *e,
    const struct html_style *s, unsigned marks, const struct html_look *look)
{
	switch (e->tag) {
	case GUMBO_TAG_BR:
		if (marks & CLIENT_LINE)
			mark_last_line(&w->flow);
		html_flow_newline(&w->flow);
		return TRUE;
	case GUMBO_TAG_HR: html_flow_rule(&w->flow); return TRUE;
	case GUMBO_TAG_IMG: html_image(&w->flow, e, s, look); return TRUE;
	case GUMBO_TAG_INPUT: html_form_input(w, e, look); return TRUE;
	default: return FALSE;
	}
}

/* Before and after what stands on lines of its own. */
static void
edge(struct html_flow *f, gboolean gap)
{
	if (gap && !*f->list)
		html_flow_gap(f);
	else
		html_flow_break(f);
}

/* A table beside others stands in the line, as far as it is short. */
static gboolean
stands_in_line(const GumboElement *e, const struct html_style *s)
{
	const char *align =
	    e->tag == GUMBO_TAG_TABLE ? html_attribute(e, "align") : NULL;

	return s->in_line == TRUE || (align && *align == 'l');
}

static void
walk_block(struct html_walk *w, const GumboNode *node,
    const struct html_style *s, unsigned marks, const struct html_look *look)
{
	const GumboElement *e = &node->v.element;
	struct html_flow *f = &w->flow;
	gboolean table = e->tag == GUMBO_TAG_TABLE;
	gboolean quote =
	    e->tag == GUMBO_TAG_BLOCKQUOTE && !html_client_is_indent(e, s);
	gsize lists = strlen(f->list);
	int level = f->level;
	gboolean pre = f->pre, word;

	edge(f, s->gap_before == TRUE || table);
	f->quote += quote;
	f->level = heading_level(e->tag) ? heading_level(e->tag) : level;
	f->pre = pre || (e->tag == GUMBO_TAG_PRE && look->space == SPACE_KEEP);
	word = html_word_item(f, node, s, &w->sign, &w->sign_bytes);
	walk_content(w, node, marks, look);
	edge(f, s->gap_after == TRUE || table);
	if (word)
		f->item = FALSE;
	f->list[lists] = '\0';
	f->pre = pre;
	f->level = level;
	f->quote -= quote;
}

static void
walk_element(
    struct html_walk *w, const GumboNode *node, const struct html_look *outer)
{
	const GumboElement *e = &node->v.element;
	struct html_style s;
	struct html_look look;
	unsigned hints = w->flow.hints, marks;

	html_element_style(&s, e, w->sheet);
	if (html_style_is_hidden(&s))
		return;
	marks = html_client_marks(node, &s);
	set_hints(&w->flow, marks);
	look = html_element_look(outer, e, &s, w->flow.doc);
	if (walk_void(w, e, &s, marks, &look)) {
		if (!(marks & CLIENT_PARENT))
			w->flow.hints = hints;
		return;
	}
	if ((html_tag_treatment(e->tag) & TAG_BLOCK) && !stands_in_line(e, &s))
		walk_block(w, node, &s, marks, &look);
	else
		walk_content(w, node, marks, &look);
	if (e->tag == GUMBO_TAG_TD || e->tag == GUMBO_TAG_TH ||
	    s.in_line == TRUE)
		html_flow_text(&w->flow, " ", &look.run, SPACE_COLLAPSE);
	w->flow.hints = hints;
}

void
html_walk_node(
    struct html_walk *w, const GumboNode *node, const struct html_look *look)
{
	if (w->depth >= WALK_DEPTH || w->flow.doc->cut)
		return;
	w->depth++;
	if (node->type == GUMBO_NODE_ELEMENT)
		walk_element(w, node, look);
	else if (node->type == GUMBO_NODE_TEXT ||
	    node->type == GUMBO_NODE_WHITESPACE)
		walk_text_node(w, node, look);
	w->depth--;
}

void
html_walk(struct doc *d, const GumboNode *root, const struct html_sheet *sheet)
{
	struct html_walk w = { .sheet = sheet };

	html_flow_init(&w.flow, d);
	html_walk_node(&w, root, &html_plain_look);
	html_flow_clear(&w.flow);
}
