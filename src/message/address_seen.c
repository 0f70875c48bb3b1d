#include "message/address_seen.h"

#include "base/limits.h"
#include "base/text.h"
#include "coding/encoded.h"

#include <string.h>

/* What may stand around an address, and is no part of it. */
#define AROUND " \t\r\n<>()[]{}\"',;"

/* RFC 5321, 4.5.3.1: 64 and 255 octets, and the "@". */
#define ADDRESS_MAX 320

/* Just before an address, as in the href of a link. */
static const char *
skip_scheme(const char *p, const char *end)
{
	static const char scheme[] = "mailto:";
	const size_t n = sizeof scheme - 1;

	return (size_t)(end - p) > n && g_ascii_strncasecmp(p, scheme, n) == 0 ?
	    p + n :
	    p;
}

/* From "at", the "@" in it, to both sides; NULL: that is none. */
static char *
address_around(
    const char *text, const char *at, const char **begin, const char **end)
{
	const char *p = at, *q = at + strcspn(at, AROUND);

	while (p > text && !strchr(AROUND, p[-1]))
		p--;
	*begin = p;
	*end = q;
	p = skip_scheme(p, at);
	while (q > at && q[-1] == '.')
		q--;
	/* Groups and routes are left to those who know them. */
	if (p == at || q == at + 1 || q - p > ADDRESS_MAX ||
	    memchr(p, ':', (size_t)(q - p)))
		return NULL;
	return g_strndup(p, (gsize)(q - p));
}

/* An address and nothing beside it in angle brackets wins over a name. */
static gboolean
is_in_angles(const char *text, const char *begin, const char *end)
{
	while (begin > text && strchr(" \t'\"", begin[-1]))
		begin--;
	end += strspn(end, " \t'\"");
	return begin > text && begin[-1] == '<' && (*end == '>' || !*end);
}

/* Without the quotes and brackets around it, which are nobody's name. */
static char *
trim_name(const char *text, size_t n)
{
	g_autofree char *copy = g_strndup(text, n);
	char *open = strchr(copy, '<'), *p = copy;
	size_t length;

	/* "Name <Name <address>" has it twice. */
	if (open)
		*open = '\0';
	p += strspn(p, AROUND "-");
	length = strlen(p);
	while (length > 0 && strchr(AROUND, p[length - 1]))
		length--;
	return g_strndup(p, length);
}

gboolean
address_seen(const char *field, const char *charset, char **name, char **addr)
{
	g_autofree char *decoded = encoded_decode(field, charset);
	g_autofree char *text = text_scrub_line(decoded, -1);
	g_autofree char *found = NULL;
	const char *begin = NULL, *end = NULL;
	gboolean in_angles = FALSE;
	guint n = 0;

	if (strlen(text) > LIMIT_HEADER_TEXT)
		return FALSE;
	for (const char *at = strchr(text, '@'); at; at = strchr(at, '@')) {
		const char *from, *to;
		char *one = address_around(text, at, &from, &to);
		const gboolean angles = one && is_in_angles(text, from, to);

		at = to;
		if (!one || (in_angles && !angles)) {
			g_free(one);
			continue;
		}
		n = angles && !in_angles ? 1 : n + 1;
		in_angles = angles;
		g_free(found);
		found = one;
		begin = from;
		end = to;
	}
	if (n != 1)
		return FALSE;
	/* The name may stand behind it, too: "a@b (Name)". */
	*name = trim_name(text, (size_t)(begin - text));
	if (!**name) {
		g_free(*name);
		*name = trim_name(end, strlen(end));
	}
	*addr = g_steal_pointer(&found);
	return TRUE;
}
