#include "plain/line.h"

struct plain_line *
plain_line_at(GArray *lines, guint i)
{
	return &g_array_index(lines, struct plain_line, i);
}

gboolean
plain_line_is_blank(const struct plain_line *line)
{
	for (gsize i = 0; i < line->n; i++)
		if (!g_ascii_isspace(line->rest[i]))
			return FALSE;
	return TRUE;
}
