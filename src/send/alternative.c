#include "send/alternative.h"

#include "base/text.h"
#include "html/read.h"

#include <string.h>

/* Does the text of a link say where it leads? */
static gboolean
says_address(const char *text, const char *url)
{
	const char *p = g_str_has_prefix(url, "mailto:") ? url + 7 : url;
	g_autofree char *shown = g_strdup(p);

	shown[strcspn(shown, "?")] = '\0';
	return strstr(text, p == url ? p : shown) != NULL;
}

static void
copy_run(struct doc *to, const struct doc *d, const struct doc_run *run)
{
	const struct doc_image *image;

	switch (run->kind) {
	case RUN_TEXT:
		doc_add_text(to, d->text->str + run->from,
		    (gssize)(run->to - run->from), NULL);
		break;
	case RUN_CELL: doc_add_cell(to, (run->marks & MARK_BOLD) != 0); break;
	case RUN_BREAK: doc_add_break(to); break;
	case RUN_IMAGE:
		image = doc_image(d, run->ref);
		(void)doc_add_image(to, image->src, image->alt, image->width,
		    image->height, NULL);
		break;
	}
}

/* A line, with the address behind each link that does not say it. */
static void
copy_line(struct doc *to, const struct doc *d, guint n)
{
	const struct doc_line *from = doc_line(d, n);
	struct doc_line *line = doc_begin(to, from->kind);
	g_autoptr(GString) said = g_string_new(NULL);

	line->level = from->level;
	line->quote = from->quote;
	line->gap = from->gap;
	line->gap_quote = from->gap_quote;
	memcpy(line->list, from->list, sizeof line->list);
	for (guint i = from->first; i < from->end; i++) {
		const struct doc_run *run = doc_run(d, i);
		int next = i + 1 < from->end ? doc_run(d, i + 1)->link : -1;
		const char *url;

		copy_run(to, d, run);
		if (run->link < 0)
			continue;
		if (run->kind == RUN_TEXT)
			g_string_append_len(said, d->text->str + run->from,
			    (gssize)(run->to - run->from));
		if (next == run->link)
			continue;
		url = g_ptr_array_index(d->links, (guint)run->link);
		if (!says_address(said->str, url)) {
			g_autofree char *shown = g_strdup_printf(" <%s>", url);

			doc_add_text(to, shown, -1, NULL);
		}
		g_string_truncate(said, 0);
	}
}

char *
alternative(const char *html)
{
	struct doc *d = html_read(html), *shown = doc_new();
	char *text;

	for (guint i = 0; i < d->lines->len; i++)
		copy_line(shown, d, i);
	text = text_trim(doc_plain(shown, DOC_WHOLE, TRUE));
	doc_free(shown);
	doc_free(d);
	return text;
}
