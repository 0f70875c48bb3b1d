#include "wiki.h"

#include "markup.h"

/* Each picture of a part on a line of its own, or what stands for it. */
static void
add_images(GString *out, const struct doc *d, enum doc_part part)
{
	for (guint i = 0; i < d->lines->len; i++) {
		const struct doc_line *line = doc_line(d, i);

		for (guint j = line->first; j < line->end; j++) {
			const struct doc_run *run = doc_run(d, j);
			const struct doc_image *image;

			if (run->kind != RUN_IMAGE ||
			    (part == DOC_KEPT && line->cut != CUT_NONE))
				continue;
			image = doc_image(d, run->ref);
			if (!image->name && !*image->alt)
				continue;
			g_string_append_printf(out, "\n%s%s%s",
			    image->name ? "!" : "",
			    image->name ? image->name : image->alt,
			    image->name ? "!" : "");
		}
	}
}

gboolean
wiki_write(GString *out, const struct doc *d, enum doc_part part, size_t limit)
{
	g_autofree char *text = doc_plain(d, part, TRUE);

	gboolean cut = markup_escape_cut(out, text, limit);

	add_images(out, d, part);
	return cut;
}
