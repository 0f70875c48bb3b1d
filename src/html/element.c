#include "html/element.h"

#include "html/client.h"
#include "html/url.h"

#include <string.h>

const struct html_look html_plain_look = {
	.run = { .colour = DOC_NO_COLOUR, .link = -1, .ref = -1 },
	.space = SPACE_COLLAPSE,
};

/* What the tag itself says, before any style. */
static void
tag_style(struct html_style *s, const GumboElement *e)
{
	const char *classes = html_attribute(e, "class");

	switch (e->tag) {
	case GUMBO_TAG_B:
	case GUMBO_TAG_STRONG: s->bold = TRUE; break;
	case GUMBO_TAG_I:
	case GUMBO_TAG_EM:
	case GUMBO_TAG_CITE: s->italic = TRUE; break;
	case GUMBO_TAG_U:
	case GUMBO_TAG_INS: s->underline = TRUE; break;
	case GUMBO_TAG_S:
	case GUMBO_TAG_STRIKE:
	case GUMBO_TAG_DEL: s->strike = TRUE; break;
	case GUMBO_TAG_CODE:
	case GUMBO_TAG_TT:
	case GUMBO_TAG_KBD:
	case GUMBO_TAG_SAMP: s->code = TRUE; break;
	case GUMBO_TAG_SUP: s->sup = TRUE; break;
	case GUMBO_TAG_SUB: s->sub = TRUE; break;
	case GUMBO_TAG_PRE:
		/* Thunderbird's quoted plain text is no code. */
		s->space = html_attribute(e, "wrap") ||
			(classes && strstr(classes, "moz-quote-pre")) ?
		    SPACE_LINES :
		    SPACE_KEEP;
		s->gap_before = s->gap_after = TRUE;
		break;
	case GUMBO_TAG_P:
		/* Word's paragraphs are lines; gaps are paragraphs, too. */
		s->gap_before = s->gap_after =
		    !classes || !strstr(classes, "Mso");
		break;
	case GUMBO_TAG_H1:
	case GUMBO_TAG_H2:
	case GUMBO_TAG_H3:
	case GUMBO_TAG_H4:
	case GUMBO_TAG_H5:
	case GUMBO_TAG_H6:
	case GUMBO_TAG_UL:
	case GUMBO_TAG_OL:
	case GUMBO_TAG_DL:
	case GUMBO_TAG_FIGURE:
	case GUMBO_TAG_BLOCKQUOTE: s->gap_before = s->gap_after = TRUE; break;
	default: break;
	}
}

static void
attribute_style(struct html_style *s, const GumboElement *e)
{
	for (unsigned i = 0; i < e->attributes.length; i++) {
		const GumboAttribute *a = e->attributes.data[i];

		if (strcmp(a->name, "style") == 0)
			html_style_read(s, a->value, strlen(a->value));
		else if (strcmp(a->name, "hidden") == 0)
			s->gone = TRUE;
	}
}

void
html_element_style(
    struct html_style *s, const GumboElement *e, const struct html_sheet *sheet)
{
	const char *colour;

	html_style_init(s);
	tag_style(s, e);
	html_sheet_apply(sheet, s, gumbo_normalized_tagname(e->tag),
	    html_attribute(e, "class"), html_attribute(e, "id"));
	if (e->tag == GUMBO_TAG_FONT && (colour = html_attribute(e, "color")))
		s->colour = html_colour(colour);
	attribute_style(s, e);
}

static void
mark(unsigned *marks, gint8 said, unsigned bit)
{
	if (said == TRUE)
		*marks |= bit;
	else if (said == FALSE)
		*marks &= ~bit;
}

static void
link_look(struct html_look *look, const GumboElement *e, struct doc *d)
{
	const char *href = html_attribute(e, "href");
	g_autofree char *url = href ? html_url(href) : NULL;

	if (url)
		look->run.link = doc_add_link(d, url);
}

struct html_look
html_element_look(const struct html_look *outer, const GumboElement *e,
    const struct html_style *s, struct doc *d)
{
	struct html_look look = *outer;
	unsigned *marks = &look.run.marks;

	mark(marks, s->bold, MARK_BOLD);
	mark(marks, s->italic, MARK_ITALIC);
	mark(marks, s->code, MARK_CODE);
	mark(marks, s->sup, MARK_SUP);
	mark(marks, s->sub, MARK_SUB);
	/* These two are drawn by what is around, and stay. */
	mark(marks, s->underline == TRUE ? TRUE : STYLE_UNSAID, MARK_UNDERLINE);
	mark(marks, s->strike == TRUE ? TRUE : STYLE_UNSAID, MARK_STRIKE);
	if (s->colour != STYLE_UNSAID)
		look.run.colour = s->colour;
	if (s->space != SPACE_UNSAID &&
	    !(look.space == SPACE_KEEP && s->space == SPACE_LINES))
		look.space = s->space;
	if (s->tiny != STYLE_UNSAID)
		look.tiny = s->tiny == TRUE;
	if (s->invisible != STYLE_UNSAID)
		look.invisible = s->invisible == TRUE;
	if (e->tag == GUMBO_TAG_A)
		link_look(&look, e, d);
	/* A link looks like one anyway. */
	if (look.run.link >= 0) {
		*marks &= ~(unsigned)MARK_UNDERLINE;
		look.run.colour = DOC_NO_COLOUR;
	}
	return look;
}
