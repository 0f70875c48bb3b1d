#include "html/form.h"

#include "html/client.h"

static void
walk_blank(struct html_walk *w, const struct html_look *look)
{
	html_flow_text(&w->flow, " ", &look->run, SPACE_COLLAPSE);
}

void
html_form_input(
    struct html_walk *w, const GumboElement *e, const struct html_look *look)
{
	static const char *const shown[] = { "", "text", "email", "tel", "url",
		"number", "date", "time", "search", "submit", "button",
		"reset" };
	const char *type = html_attribute(e, "type");
	const char *value = html_attribute(e, "value");
	gboolean found = FALSE;

	for (gsize i = 0; value && i < G_N_ELEMENTS(shown); i++)
		found = found ||
		    g_ascii_strcasecmp(type ? type : "", shown[i]) == 0;
	walk_blank(w, look);
	if (found)
		html_flow_text(&w->flow, value, &look->run, SPACE_COLLAPSE);
	walk_blank(w, look);
}

/* The next option of a choice from i on, or the next that is chosen. */
static unsigned
next_option(const GumboVector *all, unsigned i, gboolean chosen)
{
	for (; i < all->length; i++) {
		const GumboNode *node = all->data[i];

		if (node->type == GUMBO_NODE_ELEMENT &&
		    node->v.element.tag == GUMBO_TAG_OPTION &&
		    (!chosen || html_attribute(&node->v.element, "selected")))
			break;
	}
	return i;
}

void
html_form_select(
    struct html_walk *w, const GumboElement *e, const struct html_look *look)
{
	const GumboVector *all = &e->children;
	unsigned i = next_option(all, 0, TRUE);
	gboolean chosen = i < all->length;

	if (!chosen)
		i = next_option(all, 0, FALSE);
	while (i < all->length) {
		walk_blank(w, look);
		html_walk_node(w, all->data[i], look);
		walk_blank(w, look);
		i = chosen ? next_option(all, i + 1, TRUE) : all->length;
	}
}
