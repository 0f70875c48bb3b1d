#include "plain.h"

#include <string.h>

/* How many quotes a line stands in; "*rest" is what follows their signs. */
static int
quote_depth(const char *line, const char **rest)
{
	int depth = 0;

	while (*line == '>') {
		depth++;
		line++;
		if (*line == ' ')
			line++;
	}
	*rest = line;
	return depth;
}

struct doc *
plain_read(const char *text, const struct plain_format *format)
{
	struct doc *d = doc_new();
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	gboolean gap = FALSE;

	(void)format;
	for (char **p = lines; *p; p++) {
		const char *rest;
		int depth = quote_depth(*p, &rest);
		struct doc_line *line;

		if (!*rest) {
			gap = TRUE;
			continue;
		}
		line = doc_begin(d, LINE_TEXT);
		line->quote = (guint8)MIN(depth, 255);
		line->gap = gap && d->lines->len > 1;
		doc_add_text(d, rest, -1, NULL);
		gap = FALSE;
	}
	return d;
}
