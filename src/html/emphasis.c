#include "html/emphasis.h"

/* A colour that covers this part of a text is the writer's usual one. */
#define USUAL 0.4

/* Quoted text and new text each have their writer. */
enum { NEW, OLD, SIDES };

struct cover {
	GHashTable *colours; /* colour -> bytes */
	gsize bytes;	     /* in all */
	gsize code;	     /* set in a fixed width */
};

static int
side(const struct doc_line *line)
{
	return line->quote || (line->hints & HINT_QUOTED) ? OLD : NEW;
}

/*
 * Grey, nearly black or nearly white; and the dark blues that Outlook writes
 * answers in and Word gives to headings.
 */
static gboolean
is_usual_colour(gint32 colour)
{
	static const gint32 usual[] = { 0x1f497d, 0x44546a, 0x1f3864, 0x2f5496,
		0x365f91, 0x4f81bd, 0x17365d, 0x243f60, 0x002060, 0x0563c1,
		0x954f72, 0x2e74b5, 0x1f4e79, 0x00008b };
	int r = colour >> 16 & 0xff, g = colour >> 8 & 0xff, b = colour & 0xff;
	int most = MAX(r, MAX(g, b)), least = MIN(r, MIN(g, b));

	for (gsize i = 0; i < G_N_ELEMENTS(usual); i++)
		if (colour == usual[i])
			return TRUE;
	return most - least < 96 || most < 96 || least > 192;
}

static gboolean
can_have_colour(const struct doc_line *line, const struct doc_run *run)
{
	return run->kind == RUN_TEXT && run->colour != DOC_NO_COLOUR &&
	    run->link < 0 && line->kind != LINE_HEADING &&
	    line->kind != LINE_PRE && !is_usual_colour(run->colour);
}

static void
measure(struct doc *d, struct cover *covers)
{
	for (guint i = 0; i < d->lines->len; i++) {
		struct doc_line *line = doc_line(d, i);
		struct cover *c = &covers[side(line)];

		for (guint n = line->first; n < line->end; n++) {
			struct doc_run *run = doc_run(d, n);
			gsize bytes = run->to - run->from, *all;

			if (run->kind != RUN_TEXT)
				continue;
			c->bytes += bytes;
			if (run->marks & MARK_CODE)
				c->code += bytes;
			if (!can_have_colour(line, run)) {
				run->colour = DOC_NO_COLOUR;
				continue;
			}
			all = g_hash_table_lookup(
			    c->colours, GINT_TO_POINTER(run->colour));
			if (!all) {
				all = g_new0(gsize, 1);
				g_hash_table_insert(c->colours,
				    GINT_TO_POINTER(run->colour), all);
			}
			*all += bytes;
		}
	}
}

static void
drop_usual(struct doc *d, const struct cover *covers)
{
	for (guint i = 0; i < d->lines->len; i++) {
		struct doc_line *line = doc_line(d, i);
		const struct cover *c = &covers[side(line)];
		double usual = USUAL * (double)c->bytes;

		for (guint n = line->first; n < line->end; n++) {
			struct doc_run *run = doc_run(d, n);
			const gsize *all;

			if ((double)c->code > usual || line->kind == LINE_PRE)
				run->marks &= ~(unsigned)MARK_CODE;
			if (line->kind == LINE_HEADING)
				run->marks &= ~(unsigned)MARK_BOLD;
			if (run->colour == DOC_NO_COLOUR)
				continue;
			all = g_hash_table_lookup(
			    c->colours, GINT_TO_POINTER(run->colour));
			if (all && (double)*all > usual)
				run->colour = DOC_NO_COLOUR;
		}
	}
}

void
html_emphasis_clean(struct doc *d)
{
	struct cover covers[SIDES];

	for (int i = 0; i < SIDES; i++)
		covers[i] = (struct cover){ .colours = g_hash_table_new_full(
						NULL, NULL, NULL, g_free) };
	measure(d, covers);
	drop_usual(d, covers);
	for (int i = 0; i < SIDES; i++)
		g_hash_table_unref(covers[i].colours);
}
