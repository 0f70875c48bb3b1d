#include "coding/iso2022jp.h"

#include <string.h>

enum set {
	SET_ASCII, /* and JIS X 0201 Roman, which differs in two signs */
	SET_KANA,  /* JIS X 0201 */
	SET_KANJI, /* JIS X 0208 with extensions */
};

static const struct {
	const char *sequence; /* behind ESC */
	enum set set;
} sets[] = {
	{ "(B", SET_ASCII },
	{ "(J", SET_ASCII },
	{ "(H", SET_ASCII }, /* wrong, and written by old mailers */
	{ "(I", SET_KANA },
	{ "$B", SET_KANJI },
	{ "$@", SET_KANJI },
};

gboolean
iso2022jp_is(const char *bytes, gsize n)
{
	const char *p = bytes, *end = bytes + n;

	while ((p = memchr(p, 0x1b, (gsize)(end - p))) != NULL) {
		p++;
		if (end - p >= 2 && p[0] == '$' && (p[1] == 'B' || p[1] == '@'))
			return TRUE;
	}
	return FALSE;
}

/* Row and column of JIS X 0208, 0x21 to 0x7e each, in Shift_JIS. */
static void
append_kanji(GString *out, unsigned row, unsigned column)
{
	unsigned lead = (row - 0x21) / 2 + 0x81;

	if (lead > 0x9f)
		lead += 0x40;
	if (row % 2)
		column += column >= 0x60 ? 0x20 : 0x1f;
	else
		column += 0x7e;
	g_string_append_c(out, (char)lead);
	g_string_append_c(out, (char)column);
}

static gboolean
read_escape(const char *p, gsize n, enum set *set)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sets) && n >= 3; i++)
		if (memcmp(p + 1, sets[i].sequence, 2) == 0) {
			*set = sets[i].set;
			return TRUE;
		}
	return FALSE;
}

GString *
iso2022jp_to_cp932(const char *bytes, gsize n)
{
	GString *out = g_string_sized_new(n + 1);
	enum set set = SET_ASCII;
	gsize i = 0;

	while (i < n) {
		unsigned c = (unsigned char)bytes[i];
		unsigned next = i + 1 < n ? (unsigned char)bytes[i + 1] : 0;

		if (c == 0x1b) {
			if (!read_escape(bytes + i, n - i, &set))
				break;
			i += 3;
		} else if (c <= 0x20 || set == SET_ASCII) {
			/* A line begins in ASCII, whatever was before. */
			if (c == '\n')
				set = SET_ASCII;
			g_string_append_c(out, (char)c);
			i++;
		} else if (set == SET_KANA && c < 0x60) {
			g_string_append_c(out, (char)(c | 0x80));
			i++;
		} else if (set == SET_KANJI && c < 0x7f && next > 0x20 &&
		    next < 0x7f) {
			append_kanji(out, c, next);
			i += 2;
		} else {
			break;
		}
	}
	if (i == n)
		return out;
	g_string_free(out, TRUE);
	return NULL;
}
