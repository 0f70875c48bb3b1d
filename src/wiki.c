#include "wiki.h"

#include "markup.h"

gboolean
wiki_write(GString *out, const struct doc *d, enum doc_part part, size_t limit)
{
	g_autofree char *text = doc_plain(d, part, TRUE);

	return markup_escape_cut(out, text, limit);
}
