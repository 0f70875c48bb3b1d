#include "coding/shift.h"

#include "coding/convert.h"
#include "coding/iso2022jp.h"

#include <string.h>

/* Pieces that cannot be read: a text with more of them is of another kind. */
#define LOST_MOST 100

/* ESC, intermediate bytes and a final one, but for those of ASCII. */
static gboolean
names_set(const char *bytes, gsize n)
{
	const char *p = bytes, *end = bytes + n;

	while ((p = memchr(p, 0x1b, (gsize)(end - p))) != NULL) {
		const char *q = ++p;

		while (q < end && *q >= ' ' && *q <= '/')
			q++;
		if (q == p || q == end || *q < '0' || *q > '~')
			continue;
		if (q > p + 1 || *p != '(' || (*q != 'B' && *q != 'J'))
			return TRUE;
	}
	return FALSE;
}

gboolean
shift_is(const char *bytes, gsize n, const char *name)
{
	static const struct {
		const char *begin, *sign;
	} charsets[] = { { "iso-2022-", "\x1b" }, { "utf-7-imap", "&" },
		{ "utf-7", "+" }, { "hz", "~{" } };

	for (size_t i = 0; name && i < G_N_ELEMENTS(charsets); i++)
		if (g_str_has_prefix(name, charsets[i].begin) &&
		    memmem(
			bytes, n, charsets[i].sign, strlen(charsets[i].sign)))
			return TRUE;
	return names_set(bytes, n);
}

/*
 * With the rarer sets of RFC 1554, and those of Windows.  iconv copies an
 * escape that it does not know.
 */
static char *
decode_japanese(const char *bytes, gsize n, gsize *length)
{
	char *text = convert_strictly(bytes, n, "iso-2022-jp-2", length);
	GString *cp932;

	if (text && !names_set(text, *length))
		return text;
	g_free(text);
	cp932 = iso2022jp_to_cp932(bytes, n);
	text = cp932 ?
	    convert_strictly(cp932->str, cp932->len, "cp932", length) :
	    NULL;
	if (cp932)
		g_string_free(cp932, TRUE);
	return text;
}

static char *
decode_by(const char *bytes, gsize n, const char *name, gsize *length)
{
	g_autofree char *text = strcmp(name, "iso-2022-jp") == 0 ?
	    decode_japanese(bytes, n, length) :
	    convert_strictly(bytes, n, name, length);

	return text && !names_set(text, *length) ? g_steal_pointer(&text) :
						   NULL;
}

static gboolean
is_7bit(const char *bytes, gsize n)
{
	for (gsize i = 0; i < n; i++)
		if ((unsigned char)bytes[i] >= 0x80)
			return FALSE;
	return TRUE;
}

char *
shift_decode(const char *bytes, gsize n, const char *name, gsize *length)
{
	static const char *const known[] = { "iso-2022-jp", "iso-2022-jp-3",
		"iso-2022-kr", "iso-2022-cn" };
	char *text = name ? decode_by(bytes, n, name, length) : NULL;

	if (text || !names_set(bytes, n) || !is_7bit(bytes, n))
		return text;
	for (size_t i = 0; !text && i < G_N_ELEMENTS(known); i++)
		text = decode_by(bytes, n, known[i], length);
	return text;
}

char *
shift_decode_pieces(const char *bytes, gsize n, gsize *length)
{
	const char *p = bytes, *end = bytes + n, *next;
	g_autoptr(GString) out = NULL;
	int lost = 0;

	if (!iso2022jp_is(bytes, n))
		return NULL;
	out = g_string_sized_new(n);
	for (; p < end; p = next) {
		g_autofree char *text = NULL;
		gsize room;

		next = memchr(p + 1, 0x1b, (gsize)(end - p - 1));
		if (!next)
			next = end;
		text = shift_decode(p, (gsize)(next - p), "iso-2022-jp", &room);
		if (text)
			g_string_append_len(out, text, (gssize)room);
		else if (++lost <= LOST_MOST)
			g_string_append(out, "\xef\xbf\xbd");
		else
			return NULL;
	}
	*length = out->len;
	return g_string_free(g_steal_pointer(&out), FALSE);
}
