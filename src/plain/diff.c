#include "plain/diff.h"

#include "plain/line.h"

#include <stdlib.h>
#include <string.h>

/* "-1,7", "+3": the second number, or 1; "*p" is behind them. */
static gboolean
read_range(const char **p, char sign, guint *n)
{
	char *end;

	if (**p != sign || !g_ascii_isdigit((*p)[1]))
		return FALSE;
	*n = 1;
	(void)strtoul(*p + 1, &end, 10);
	if (*end == ',')
		*n = (guint)strtoul(end + 1, &end, 10);
	*p = end + (*end == ' ');
	return TRUE;
}

/* "@@ -1,7 +1,6 @@": how many lines of both files follow. */
static gboolean
is_hunk(const struct plain_line *line, guint *olds, guint *news)
{
	const char *p = line->rest + 3;

	return line->n >= 11 && memcmp(line->rest, "@@ ", 3) == 0 &&
	    read_range(&p, '-', olds) && read_range(&p, '+', news) &&
	    g_str_has_prefix(p, "@@");
}

static gboolean
line_begins(const struct plain_line *line, const char *with)
{
	gsize n = strlen(with);

	return line->n >= n && memcmp(line->rest, with, n) == 0;
}

/* The lines that say which file it is: above the first of its hunks. */
static void
mark_file(GArray *lines, guint hunk)
{
	static const char *const heads[] = { "--- ", "+++ ", "diff ", "index ",
		"new file", "deleted file", "old mode", "new mode",
		"similarity ", "rename ", "Index: ", "=====" };

	for (guint i = hunk; i-- > 0;) {
		struct plain_line *line = plain_line_at(lines, i);
		gsize n = 0;

		while (n < G_N_ELEMENTS(heads) && !line_begins(line, heads[n]))
			n++;
		if (n == G_N_ELEMENTS(heads) ||
		    line->quote != plain_line_at(lines, hunk)->quote)
			return;
		line->pre = TRUE;
	}
}

void
plain_find_hunks(GArray *lines)
{
	guint olds, news;

	for (guint i = 0; i < lines->len;) {
		struct plain_line *hunk = plain_line_at(lines, i++);

		if (hunk->flows || !is_hunk(hunk, &olds, &news))
			continue;
		hunk->pre = TRUE;
		mark_file(lines, i - 1);
		for (; i < lines->len && (olds || news); i++) {
			struct plain_line *line = plain_line_at(lines, i);
			char c = line->n ? *line->rest : ' ';

			if (line->quote != hunk->quote || !strchr(" +-\\\t", c))
				break;
			line->pre = TRUE;
			olds -= olds && strchr(" -\t", c) != NULL;
			news -= news && strchr(" +\t", c) != NULL;
		}
	}
}
