#include "coding/charset.h"

#include "coding/convert.h"
#include "coding/shift.h"

#include <string.h>

/* Names that mail uses and iconv does not know, or knows as less. */
static const struct {
	const char *name, *iconv;
} aliases[] = {
	{ "iso-8859-1", "windows-1252" },
	{ "iso8859-1", "windows-1252" },
	{ "latin1", "windows-1252" },
	{ "latin-1", "windows-1252" },
	{ "iso_8859-1", "windows-1252" },
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
	{ "iso2022-jp", "iso-2022-jp" },
	{ "iso-2022-jp-ms", "iso-2022-jp" },
	{ "csiso2022jp", "iso-2022-jp" },
	{ "cp50220", "iso-2022-jp" },
	{ "cp50221", "iso-2022-jp" },
	{ "cp50222", "iso-2022-jp" },
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

gboolean
charset_is_said(const char *declared)
{
	g_autofree char *name = iconv_name(declared);

	return name != NULL;
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

/*
 * UTF-16 without a mark, as a western text shows it: half of its bytes, all
 * in odd or all in even places, are 0. NULL: something else.
 */
static const char *
unmarked_utf16(const char *bytes, gsize n)
{
	gsize zeros[2] = { 0, 0 }, looked = MIN(n, 4096) & ~(gsize)1;

	for (gsize i = 0; i < looked; i++)
		zeros[i % 2] += !bytes[i];
	if (looked < 4 || n % 2 || MAX(zeros[0], zeros[1]) <= looked / 5)
		return NULL;
	if (MIN(zeros[0], zeros[1]) > looked / 20)
		return NULL;
	return zeros[0] > zeros[1] ? "utf-16be" : "utf-16le";
}

/*
 * What is said to be western, but is well-formed UTF-8, was said wrongly.
 * Marks of lost characters, U+FFFD, do not show it: nothing would be won.
 */
static gboolean
is_hidden_utf8(const char *bytes, gsize n, const char *name)
{
	const char *p = bytes, *end = bytes + n;

	if (strcmp(name, "windows-1252") != 0 &&
	    strcmp(name, "iso-8859-15") != 0)
		return FALSE;
	while (p < end && (unsigned char)*p < 0x80)
		p++;
	while (end - p >= 3 && memcmp(p, "\xef\xbf\xbd", 3) == 0)
		for (p += 3; p < end && (unsigned char)*p < 0x80;)
			p++;
	return p < end && is_utf8(bytes, n);
}

static char *
copy_bytes(const char *bytes, gsize n)
{
	char *text = g_malloc(n + 1);

	memcpy(text, bytes, n);
	text[n] = '\0';
	return text;
}

/* Letters, and nothing that could begin a shift of ISO 2022. */
static gboolean
is_ascii_text(const char *bytes, gsize n)
{
	gboolean letter = FALSE;

	for (gsize i = 0; i < n; i++) {
		if (!g_ascii_isprint(bytes[i]) && !g_ascii_isspace(bytes[i]))
			return FALSE;
		letter = letter || g_ascii_isalpha(bytes[i]);
	}
	return letter;
}

/*
 * In bytes: a short word in UTF-16 can look like ASCII ("0B0D" is a word
 * in Japanese), a longer one hardly does, and a sentence never.
 */
#define ASCII_HARDLY 8
#define ASCII_NEVER  32

/*
 * Is it text in ASCII of which the charset makes anything but letters of
 * ASCII?  UTF-16 makes Chinese of all words, and EBCDIC has all bytes.
 */
static gboolean
denies_ascii(const char *bytes, gsize n, const char *name, const char *text,
    gsize length)
{
	if (n < ASCII_HARDLY || strcmp(name, "utf-7") == 0 ||
	    strcmp(name, "hz") == 0 || strcmp(name, "hz-gb-2312") == 0 ||
	    !is_ascii_text(bytes, n))
		return FALSE;
	for (gsize i = 0; i < length; i++)
		if (g_ascii_isalpha(text[i]))
			return FALSE;
	return TRUE;
}

/* By the declared charset; NULL: it is another one. */
static char *
decode_declared(const char *bytes, gsize n, const char *name, gsize *length)
{
	/* RFC 2781 says big-endian, and iconv the other. */
	if (strcmp(name, "utf-16") == 0 && !unmarked_utf16(bytes, n))
		return convert_strictly(bytes, n, "utf-16be", length);
	if (strcmp(name, "utf-16") == 0 || is_hidden_utf8(bytes, n, name))
		return NULL;
	if (strcmp(name, "utf-8") == 0) {
		*length = n;
		return is_utf8(bytes, n) ? copy_bytes(bytes, n) : NULL;
	}
	return convert_strictly(bytes, n, name, length);
}

/* The ladder. Never NULL. */
static char *
decode(const char *bytes, gsize n, const char *declared, gboolean *doubt,
    gsize *length)
{
	g_autofree char *name = iconv_name(declared);
	const char *mark = byte_order_mark(bytes, n);
	char *text = NULL;

	if (mark && (text = convert_strictly(bytes, n, mark, length)) != NULL)
		return text;
	if (shift_is(bytes, n, name)) {
		text = shift_decode(bytes, n, name, length);
		if (text)
			return text;
		if (doubt)
			*doubt = TRUE;
		text = shift_decode_pieces(bytes, n, length);
		if (text)
			return text;
		*length = n;
		if (is_utf8(bytes, n))
			return copy_bytes(bytes, n);
	}
	if (name && (text = decode_declared(bytes, n, name, length)) != NULL) {
		if (!denies_ascii(bytes, n, name, text, *length))
			return text;
		if (doubt)
			*doubt = TRUE;
		if (n < ASCII_NEVER)
			return text;
		g_free(text);
	}
	mark = unmarked_utf16(bytes, n);
	if (mark && (text = convert_strictly(bytes, n, mark, length)) != NULL)
		return text;
	*length = n;
	if (is_utf8(bytes, n))
		return copy_bytes(bytes, n);
	if (doubt)
		*doubt = TRUE;
	text = convert_marked(bytes, n, name ? name : "utf-8", length);
	if (!text)
		text = convert_marked(bytes, n, "windows-1252", length);
	return text ? text : copy_bytes(bytes, n);
}

char *
charset_decode(
    const char *bytes, gsize n, const char *declared, gboolean *doubt)
{
	gsize length = n;
	char *text = decode(bytes, n, declared, doubt, &length), *valid;

	/* A NUL must not end it, and iconv lets some nonsense through. */
	for (char *p = text, *end = text + length;
	     (p = memchr(p, '\0', (gsize)(end - p))) != NULL;)
		*p = ' ';
	text[length] = '\0';
	if (g_utf8_validate(text, (gssize)length, NULL))
		return text;
	valid = g_utf8_make_valid(text, (gssize)length);
	g_free(text);
	return valid;
}
