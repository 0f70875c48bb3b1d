#include "charset.h"

#include <errno.h>
#include <string.h>

/* Names that mail uses and iconv does not know, or knows as less. */
static const struct {
	const char *name, *iconv;
} aliases[] = {
	{ "iso-8859-1", "windows-1252" },
	{ "iso8859-1", "windows-1252" },
	{ "latin1", "windows-1252" },
	{ "latin-1", "windows-1252" },
	{ "iso-8859-9", "windows-1254" },
	{ "iso-8859-8-i", "iso-8859-8" },
	{ "iso-8859-8-e", "iso-8859-8" },
	{ "tis-620", "windows-874" },
	{ "gb2312", "gb18030" },
	{ "gb_2312-80", "gb18030" },
	{ "gbk", "gb18030" },
	{ "x-gbk", "gb18030" },
	{ "cp936", "gb18030" },
	{ "ks_c_5601-1987", "cp949" },
	{ "ks_c_5601", "cp949" },
	{ "ksc5601", "cp949" },
	{ "euc-kr", "cp949" },
	{ "shift_jis", "cp932" },
	{ "shift-jis", "cp932" },
	{ "sjis", "cp932" },
	{ "x-sjis", "cp932" },
	{ "windows-31j", "cp932" },
	{ "big5", "big5-hkscs" },
	{ "x-big5", "big5-hkscs" },
	{ "utf8", "utf-8" },
	{ "unicode-1-1-utf-8", "utf-8" },
	{ "unicode-1-1-utf-7", "utf-7" },
	{ "x-unicode-2-0-utf-7", "utf-7" },
	{ "x-mac-roman", "macintosh" },
	{ "x-mac-cyrillic", "mac-cyrillic" },
	{ "cp-850", "cp850" },
	{ "x-user-defined", "" },
	{ "us-ascii", "" },
	{ "ascii", "" },
	{ "ansi_x3.4-1968", "" },
	{ "unknown", "" },
	{ "unknown-8bit", "" },
	{ "x-unknown", "" },
	{ "default", "" },
	{ "none", "" },
};

/* The name for iconv; NULL: as good as undeclared. To be freed. */
static char *
iconv_name(const char *declared)
{
	g_autofree char *lower = NULL;

	if (!declared)
		return NULL;
	lower = g_strstrip(g_ascii_strdown(declared, -1));
	if (!*lower || strlen(lower) > 40 || strpbrk(lower, "/ "))
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(aliases); i++)
		if (strcmp(lower, aliases[i].name) == 0)
			return *aliases[i].iconv ? g_strdup(aliases[i].iconv) :
						   NULL;
	if (g_str_has_prefix(lower, "cp-") || g_str_has_prefix(lower, "x-cp"))
		return g_strconcat(
		    "cp", lower + (lower[0] == 'x' ? 4 : 3), NULL);
	return g_steal_pointer(&lower);
}

/* One strict conversion; NULL: bytes that this charset does not have. */
static GString *
convert(const char *bytes, gsize n, const char *from)
{
	gsize read = 0, written = 0;
	g_autoptr(GError) error = NULL;
	g_autofree char *text =
	    g_convert(bytes, (gssize)n, "UTF-8", from, &read, &written, &error);

	if (!text || read != n)
		return NULL;
	return g_string_new_len(text, (gssize)written);
}

/*
 * The same with bytes that the charset does not have marked by U+FFFD; NULL
 * when there are so many of them that the charset must be another one.
 */
static GString *
convert_marked(const char *bytes, gsize n, const char *from)
{
	GIConv cd = g_iconv_open("UTF-8", from);
	char *in = (char *)(gintptr)bytes;
	gsize left = n, high = 0, bad = 0;
	GString *out;

	if (cd == (GIConv)-1)
		return NULL;
	for (gsize i = 0; i < n; i++)
		high += (unsigned char)bytes[i] >= 0x80;
	out = g_string_sized_new(n);
	while (left) {
		char buf[4096], *to = buf;
		gsize room = sizeof buf;
		gsize rc = g_iconv(cd, &in, &left, &to, &room);
		int code = errno;

		g_string_append_len(out, buf, to - buf);
		if (rc == (gsize)-1 && code != E2BIG) {
			g_string_append(out, "\xef\xbf\xbd");
			bad++;
			in++;
			left--;
		}
	}
	g_iconv_close(cd);
	if (2 * bad <= high)
		return out;
	g_string_free(out, TRUE);
	return NULL;
}

/* NUL is a character of UTF-8, but not to GLib. */
static gboolean
is_utf8(const char *bytes, gsize n)
{
	const char *p = bytes, *end = bytes + n;

	while (p < end && !g_utf8_validate(p, end - p, &p)) {
		if (*p != '\0')
			return FALSE;
		p++;
	}
	return TRUE;
}

static const char *
byte_order_mark(const char *bytes, gsize n)
{
	if (n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		return "utf-8";
	if (n >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
		return "utf-16";
	if (n >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0)
		return "utf-16";
	return NULL;
}

/* The ladder. Never NULL. */
static GString *
decode(const char *bytes, gsize n, const char *declared, gboolean *doubt)
{
	g_autofree char *name = iconv_name(declared);
	const char *mark = byte_order_mark(bytes, n);
	GString *text = NULL;

	if (mark && (text = convert(bytes, n, mark)) != NULL)
		return text;
	if (name && (text = convert(bytes, n, name)) != NULL)
		return text;
	if (name && doubt)
		*doubt = TRUE;
	if (is_utf8(bytes, n))
		return g_string_new_len(bytes, (gssize)n);
	if (doubt)
		*doubt = TRUE;
	text = convert_marked(bytes, n, name ? name : "utf-8");
	if (!text)
		text = convert_marked(bytes, n, "windows-1252");
	return text ? text : g_string_new_len(bytes, (gssize)n);
}

char *
charset_decode(
    const char *bytes, gsize n, const char *declared, gboolean *doubt)
{
	GString *text = decode(bytes, n, declared, doubt);
	char *valid;

	/* A NUL must not end it, and iconv lets some nonsense through. */
	for (gsize i = 0; i < text->len; i++)
		if (!text->str[i])
			text->str[i] = ' ';
	if (is_utf8(text->str, text->len))
		return g_string_free(text, FALSE);
	valid = g_utf8_make_valid(text->str, (gssize)text->len);
	g_string_free(text, TRUE);
	return valid;
}
