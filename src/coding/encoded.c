#include "coding/encoded.h"

#include "coding/base64.h"
#include "coding/charset.h"

#include <string.h>

/*
 * Beginnings of words that are none: beyond so many, encoded_canonical() writes
 * them so that the library does not look for the end of each.
 */
#define BROKEN_MOST 100

struct word {
	const char *charset; /* not terminated; a language may follow */
	gsize charset_len;
	char encoding; /* 'B' or 'Q' */
	const char *text;
	gsize text_len;
	const char *end; /* behind "?=" */
};

const char *
encoded_skip_blanks(const char *p)
{
	while (*p && strchr(" \t\r\n", *p))
		p++;
	return p;
}

/*
 * Parses the word that begins at p, which is "=?...".  Longer words than
 * RFC 2047 allows, and blanks inside Q words, are common and read.
 */
static gboolean
word_parse(struct word *w, const char *p)
{
	const char *q = p + 2, *end;

	w->charset = q;
	q += strcspn(q, "? \t");
	if (*q != '?' || q == w->charset)
		return FALSE;
	w->charset_len = (gsize)(q - w->charset);
	w->encoding = g_ascii_toupper(q[1]);
	if ((w->encoding != 'B' && w->encoding != 'Q') || q[2] != '?')
		return FALSE;
	w->text = q + 3;
	/* Its text has no "?": none is looked for beyond the next word. */
	end = strchr(w->text, '?');
	if (!end || end[1] != '=')
		return FALSE;
	w->text_len = (gsize)(end - w->text);
	w->end = end + 2;
	return TRUE;
}

static void
append_q(GString *out, const char *text, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (text[i] == '=' && i + 2 < n &&
		    g_ascii_isxdigit(text[i + 1]) &&
		    g_ascii_isxdigit(text[i + 2])) {
			g_string_append_c(out,
			    (char)(g_ascii_xdigit_value(text[i + 1]) * 16 +
				g_ascii_xdigit_value(text[i + 2])));
			i += 2;
		} else {
			g_string_append_c(out, text[i] == '_' ? ' ' : text[i]);
		}
	}
}

static void
append_b(GString *out, const char *text, gsize n)
{
	struct base64 state = BASE64_INIT;
	g_autofree char *buf = g_malloc(BASE64_ROOM(n));

	g_string_append_len(
	    out, buf, (gssize)base64_decode(&state, text, n, buf));
	g_string_append_len(out, buf, (gssize)base64_finish(&state, buf));
}

/*
 * Decodes the run of adjacent words that begins at *p and moves *p behind
 * it.  NULL: no word stands there.
 */
static char *
run_decode(const char **p)
{
	struct word w;
	g_autoptr(GString) text = g_string_new(NULL);

	if (!word_parse(&w, *p))
		return NULL;
	while (TRUE) {
		g_autofree char *charset = g_strndup(w.charset, w.charset_len);
		g_autoptr(GString) bytes = g_string_new(NULL);
		g_autofree char *part = NULL;
		gboolean more, same;

		charset[strcspn(charset, "*")] = '\0';
		do {
			struct word next;
			const char *q;

			if (w.encoding == 'B')
				append_b(bytes, w.text, w.text_len);
			else
				append_q(bytes, w.text, w.text_len);
			*p = w.end;
			q = encoded_skip_blanks(w.end);
			more =
			    q[0] == '=' && q[1] == '?' && word_parse(&next, q);
			same = more && next.charset_len == w.charset_len &&
			    g_ascii_strncasecmp(
				next.charset, w.charset, w.charset_len) == 0;
			if (more)
				w = next;
		} while (same);
		part = charset_decode(bytes->str, bytes->len, charset, NULL);
		g_string_append(text, part);
		if (!more)
			return g_string_free(g_steal_pointer(&text), FALSE);
	}
}

/* Length of the text up to the next word, or to the end. */
static gsize
plain_length(const char *p)
{
	const char *word = strstr(p, "=?");

	return word ? (gsize)(word - p) : strlen(p);
}

/* Raw text is in UTF-8, or else probably in the charset of the body. */
static char *
decode_raw(const char *raw, gsize n, const char *charset)
{
	gboolean utf8 = g_utf8_validate(raw, (gssize)n, NULL);

	return charset_decode(raw, n, utf8 ? NULL : charset, NULL);
}

char *
encoded_decode(const char *raw, const char *charset)
{
	GString *out = g_string_new(NULL);

	while (*raw) {
		g_autofree char *text = NULL;
		gsize n = plain_length(raw);

		if (n == 0 && (text = run_decode(&raw)) != NULL) {
			g_string_append(out, text);
			continue;
		}
		if (n == 0)
			n = 2; /* "=?" that begins no word */
		text = decode_raw(raw, n, charset);
		g_string_append(out, text);
		raw += n;
	}
	return g_string_free(out, FALSE);
}

/* As one word; the library joins no words, so length is no concern. */
static void
append_word(GString *out, const char *text)
{
	g_string_append(out, "=?utf-8?Q?");
	for (const unsigned char *p = (const unsigned char *)text; *p; p++)
		if (g_ascii_isalnum(*p))
			g_string_append_c(out, (char)*p);
		else
			g_string_append_printf(out, "=%02X", *p);
	g_string_append(out, "?=");
}

/* Raw 8-bit text: made valid UTF-8, which the library reads as it is. */
static void
append_plain(GString *out, const char *text, gsize n)
{
	g_autofree char *valid = charset_decode(text, n, NULL, NULL);

	g_string_append(out, valid);
}

char *
encoded_canonical(const char *raw, gboolean quoted)
{
	GString *out = g_string_new(NULL);
	int broken = 0;

	while (*raw) {
		g_autofree char *text = NULL;
		gsize n = plain_length(raw);

		if (n == 0 && (text = run_decode(&raw)) != NULL) {
			append_word(out,
			    quoted ? g_strdelimit(text, "\"\\", '_') : text);
			continue;
		}
		if (n == 0 && ++broken > BROKEN_MOST)
			g_string_append(out, "= ?");
		else
			append_plain(out, raw, n ? n : 2);
		raw += n ? n : 2;
	}
	return g_string_free(out, FALSE);
}
