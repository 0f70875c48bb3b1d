#include "html/attribute.h"

#include "base/limits.h"

#include <string.h>

gboolean
html_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

const char *
html_find(const struct html_scan *s, const char *p, char c)
{
	const char *found = memchr(p, c, (gsize)(s->end - p));

	return found ? found : s->end;
}

/* Reads a value that begins at p; returns where it ends. */
static const char *
read_value(struct html_scan *s, const char *p, struct html_attribute *a)
{
	const char *end;
	int kind = *p == '\'';

	if ((*p == '"' || *p == '\'') && !s->no_quote[kind]) {
		end = html_find(s, p + 1, *p);
		if (end < s->end) {
			a->quote = *p;
			a->value = p + 1;
			a->value_len = (gsize)(end - a->value);
			return end + 1;
		}
		/* Never closed: taken as if it were not there. */
		s->no_quote[kind] = TRUE;
	}
	a->value = p;
	while (p < s->end && *p != '>' && !html_is_blank(*p))
		p++;
	a->value_len = (gsize)(p - a->value);
	return p;
}

gboolean
html_next_attribute(
    struct html_scan *s, const char **at, struct html_attribute *a)
{
	const char *p = *at;

	while (p < s->end && (html_is_blank(*p) || *p == '/'))
		p++;
	*at = p;
	if (p == s->end || *p == '>')
		return FALSE;
	memset(a, 0, sizeof *a);
	a->name = p++;
	while (p < s->end && !html_is_blank(*p) && !strchr("/>=", *p))
		p++;
	a->name_len = (gsize)(p - a->name);
	*at = p;
	while (p < s->end && html_is_blank(*p))
		p++;
	if (p == s->end || *p != '=')
		return TRUE;
	p++;
	while (p < s->end && html_is_blank(*p))
		p++;
	*at = read_value(s, p, a);
	return TRUE;
}

gboolean
html_is_wanted(const struct html_attribute *a)
{
	static const char *const wanted[] = { "alt", "border", "class", "color",
		"colspan", "data-marker", "data-signature-widget",
		"data-signatureblock", "data-smartmail", "height", "hidden",
		"href", "id", "name", "role", "rowspan", "selected", "src",
		"start", "style", "tabindex", "type", "value", "width", "wrap",
		"align" };

	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
		if ((a->name[0] | 0x20) == wanted[i][0] &&
		    g_ascii_strncasecmp(a->name, wanted[i], a->name_len) == 0 &&
		    wanted[i][a->name_len] == '\0')
			return a->value_len <= LIMIT_HTML_VALUE;
	return FALSE;
}
