#include "wiki/cursor.h"

gboolean
markup_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

char
markup_char_at(const struct markup *m, const char *q)
{
	if (q < m->end)
		return *q;
	/* The end of a mark or link is no blank. */
	return m->in == MARKUP_LINE && markup_is_blank(m->after) ? m->after :
								   '}';
}
