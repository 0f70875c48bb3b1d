#include "html/flow.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

static const struct doc_run no_look = { .colour = DOC_NO_COLOUR, .link = -1 };

void
html_flow_init(struct html_flow *f, struct doc *d)
{
	memset(f, 0, sizeof *f);
	f->doc = d;
	f->words = g_string_new(NULL);
	f->last = no_look;
}

void
html_flow_clear(struct html_flow *f)
{
	g_string_free(f->words, TRUE);
}

static struct doc_line *
begin_line(struct html_flow *f, enum line_kind kind)
{
	struct doc_line *line = doc_begin(f->doc, kind);

	if (f->doc->cut)
		return line;
	line->hints = f->hints | f->rest;
	if (kind != LINE_RULE)
		line->hints |= f->first;
	line->level = (guint8)f->level;
	line->quote = (guint8)MIN(f->quote, LIMIT_HTML_QUOTES);
	line->gap = f->gap && f->doc->lines->len > 1;
	memcpy(line->list, f->list, sizeof line->list);
	if (kind != LINE_RULE)
		f->first = 0;
	f->gap = f->blank = FALSE;
	f->joiner = 0;
	return line;
}

static enum line_kind
next_kind(const struct html_flow *f)
{
	if (f->item)
		return LINE_ITEM;
	if (f->pre)
		return LINE_PRE;
	return f->level ? LINE_HEADING : LINE_TEXT;
}

/* Something is about to be shown. */
static void
begin(struct html_flow *f)
{
	if (f->cell_break && f->open)
		doc_add_break(f->doc);
	f->cell_break = FALSE;
	if (!f->open) {
		f->last = no_look;
		if (f->in_row)
			f->blank = FALSE;
		else
			(void)begin_line(f, next_kind(f));
		f->open = TRUE;
		f->item = FALSE;
	}
	if (*f->lead)
		doc_add_text(f->doc, f->lead, -1, NULL);
	*f->lead = '\0';
}

void
html_flow_break(struct html_flow *f)
{
	if (f->in_row)
		f->cell_break = f->open;
	else if (f->open)
		f->open = FALSE;
	else if (f->hard)
		f->gap = TRUE;
	f->hard = f->blank = FALSE;
	f->joiner = 0;
}

void
html_flow_newline(struct html_flow *f)
{
	if (!f->open && !f->in_row)
		f->gap = TRUE;
	html_flow_break(f);
}

void
html_flow_gap(struct html_flow *f)
{
	html_flow_break(f);
	f->gap = f->gap || !f->in_row;
}

void
html_flow_rule(struct html_flow *f)
{
	html_flow_break(f);
	if (f->in_row)
		return;
	(void)begin_line(f, LINE_RULE);
}

void
html_flow_row(struct html_flow *f)
{
	html_flow_break(f);
	(void)begin_line(f, LINE_ROW);
	f->item = FALSE;
	f->in_row = TRUE;
}

void
html_flow_cell(struct html_flow *f, gboolean heading)
{
	doc_add_cell(f->doc, heading);
	f->open = f->cell_break = f->blank = FALSE;
	f->joiner = 0;
}

void
html_flow_row_end(struct html_flow *f)
{
	f->in_row = f->open = f->cell_break = f->blank = FALSE;
}

/* A blank between two words looks like both. */
static void
add_blank(struct html_flow *f, const struct doc_run *look)
{
	struct doc_run both = no_look;

	both.marks = f->last.marks & look->marks;
	if (f->last.colour == look->colour)
		both.colour = look->colour;
	if (f->last.link == look->link)
		both.link = look->link;
	doc_add_text(f->doc, " ", 1, &both);
}

/* Before a character that shows. */
static void
begin_character(struct html_flow *f, const struct doc_run *look)
{
	if (!f->words->len || !f->open || f->cell_break)
		begin(f);
	if (f->blank) {
		if (f->words->len)
			g_string_append_c(f->words, ' ');
		else
			add_blank(f, look);
	} else if (f->joiner) {
		g_string_append_unichar(f->words, f->joiner);
	}
	f->blank = FALSE;
	f->joiner = 0;
}

static void
add_words(struct html_flow *f, const struct doc_run *look)
{
	if (!f->words->len)
		return;
	doc_add_text(f->doc, f->words->str, (gssize)f->words->len, look);
	g_string_truncate(f->words, 0);
	f->last = *look;
}

static void
add_white_space(struct html_flow *f, gunichar c, const struct doc_run *look,
    enum html_space space)
{
	gboolean line = c == '\n' || c == 0x2028 || c == 0x2029;

	if (line && space != SPACE_COLLAPSE) {
		add_words(f, look);
		html_flow_newline(f);
	} else if (space == SPACE_KEEP) {
		begin_character(f, look);
		g_string_append_c(f->words, c == '\t' ? '\t' : ' ');
	} else {
		f->blank = f->open;
		f->hard = f->hard || (!f->open && c == 0xa0);
		f->joiner = 0;
	}
}

/* Blanks of any width, and what controls a terminal. */
static gboolean
is_white(gunichar c)
{
	return c <= 0x20 || c == 0xa0 || c == 0x1680 ||
	    (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
	    c == 0x2028 || c == 0x2029 || text_is_control(c);
}

/* Marks where a word may be parted, and fillers: they show nothing. */
static gboolean
is_nothing(gunichar c)
{
	return c == 0xad || c == 0x200b || c == 0x2060 || c == 0x180e ||
	    c == 0x115f || c == 0x1160 || text_is_deceptive(c);
}

/* They show something only between two characters, as in Persian. */
static gboolean
is_joiner(gunichar c)
{
	return c == 0x200c || c == 0x200d || c == 0x34f;
}

/* Marks that part Hebrew from Latin; alone they are fillers. */
static gboolean
is_direction(gunichar c)
{
	return c == 0x200e || c == 0x200f;
}

void
html_flow_text(struct html_flow *f, const char *text,
    const struct doc_run *look, enum html_space space)
{
	g_autofree char *valid = g_utf8_validate(text, -1, NULL) ?
	    NULL :
	    g_utf8_make_valid(text, -1);
	const char *p = valid ? valid : text, *next;

	for (; *p; p = next) {
		gunichar c = (unsigned char)*p;

		next = p + 1;
		if (c > 0x20 && c < 0x7f) {
			while (*next > 0x20 && *next < 0x7f)
				next++;
			begin_character(f, look);
			g_string_append_len(f->words, p, next - p);
			continue;
		}
		if (c >= 0x80) {
			c = g_utf8_get_char(p);
			next = g_utf8_next_char(p);
		}
		if (is_white(c)) {
			add_white_space(f, c, look, space);
		} else if (is_joiner(c)) {
			f->joiner = f->open && !f->blank ? c : 0;
		} else if (!is_nothing(c) && (f->open || !is_direction(c))) {
			begin_character(f, look);
			g_string_append_len(f->words, p, next - p);
		}
	}
	add_words(f, look);
}

void
html_flow_image(struct html_flow *f, const char *src, const char *alt,
    int width, int height, const struct doc_run *look)
{
	g_autofree char *clean = text_scrub_line(alt, -1);

	begin(f);
	if (f->blank)
		add_blank(f, look);
	f->blank = FALSE;
	(void)doc_add_image(f->doc, src, clean, width, height, look);
	f->last = *look;
}
