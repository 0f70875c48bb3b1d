#include "coding/base64.h"

#include <string.h>

/* clang-format off */
/*
 * The value of each character plus one, so that what is left out, and does
 * not belong, is 0.
 */
static const unsigned char values[256] = {
	['A'] = 1, ['B'] = 2, ['C'] = 3, ['D'] = 4, ['E'] = 5, ['F'] = 6,
	['G'] = 7, ['H'] = 8, ['I'] = 9, ['J'] = 10, ['K'] = 11, ['L'] = 12,
	['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18,
	['S'] = 19, ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24,
	['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28, ['c'] = 29, ['d'] = 30,
	['e'] = 31, ['f'] = 32, ['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36,
	['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40, ['o'] = 41, ['p'] = 42,
	['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48,
	['w'] = 49, ['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54,
	['2'] = 55, ['3'] = 56, ['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60,
	['8'] = 61, ['9'] = 62, ['+'] = 63, ['/'] = 64,
};
/* clang-format on */

static size_t
end_group(struct base64 *b, char *out)
{
	size_t n = b->count > 1 ? (size_t)b->count - 1 : 0;

	/* Two characters hold one byte, three hold two. */
	for (size_t i = 0; i < n; i++)
		out[i] = (char)(b->bits >> (6 * b->count - 8 * (int)(i + 1)));
	b->bits = 0;
	b->count = 0;
	return n;
}

size_t
base64_finish(struct base64 *b, char *out)
{
	b->bad = b->bad || b->count == 1;
	return end_group(b, out);
}

static void
end_line(struct base64 *b)
{
	if (b->lines >= 0 && b->lines < 2)
		b->lines++;
}

/* A character that is none of base64. */
static void
skip(struct base64 *b, char c)
{
	if (c == '\n')
		end_line(b);
	else if (!strchr("\r\t ", c) || !c)
		b->bad = TRUE;
}

size_t
base64_decode(struct base64 *b, const char *in, size_t n, char *out)
{
	char *to = out;

	for (size_t i = 0; i < n; i++) {
		guint32 v = values[(unsigned char)in[i]];

		if (in[i] == '=') {
			b->bad = b->bad || b->count == 1;
			to += end_group(b, to);
			continue;
		}
		if (!v) {
			skip(b, in[i]);
			continue;
		}
		if (b->lines) {
			b->bad = b->bad || b->lines > 1 ||
			    (b->lines > 0 && b->count > 0);
			b->lines = 0;
		}
		b->bits = b->bits << 6 | (v - 1);
		if (++b->count == 4) {
			*to++ = (char)(b->bits >> 16);
			*to++ = (char)(b->bits >> 8);
			*to++ = (char)b->bits;
			b->bits = 0;
			b->count = 0;
		}
	}
	return (size_t)(to - out);
}

/* Longer lines are decoded in pieces: no mailer writes a footer in them. */
#define LINE_LENGTH 1000

struct base64_text {
	struct base64 state;
	GString *line;	 /* not ended yet */
	size_t width;	 /* of the longest line */
	gboolean piece;	 /* the line has begun in an earlier piece */
	gboolean ended;	 /* the last line may have been the last of base64 */
	gboolean footer; /* it was */
};

struct base64_text *
base64_text_new(void)
{
	struct base64_text *t = g_new0(struct base64_text, 1);

	t->line = g_string_sized_new(LINE_LENGTH + 1);
	return t;
}

void
base64_text_free(struct base64_text *t)
{
	if (!t)
		return;
	g_string_free(t->line, TRUE);
	g_free(t);
}

static gboolean
is_base64(const GString *line)
{
	for (gsize i = 0; i < line->len; i++)
		if (!values[(unsigned char)line->str[i]] &&
		    !strchr("=\r\n\t ", line->str[i]))
			return FALSE;
	return TRUE;
}

static void
flush(struct base64_text *t, GString *out)
{
	char buf[4];

	g_string_append_len(out, buf, (gssize)base64_finish(&t->state, buf));
}

/* One line, or a piece of it. Junk in mid-base64 does not end it. */
static void
take_base64_line(struct base64_text *t, GString *out)
{
	char buf[BASE64_ROOM(LINE_LENGTH + 1)];
	gsize length = t->line->len;

	if (!t->footer && t->ended && !t->piece && !is_base64(t->line)) {
		t->footer = TRUE;
		flush(t, out);
		g_string_append_c(out, '\n');
	}
	if (t->footer) {
		g_string_append_len(out, t->line->str, (gssize)length);
		return;
	}
	while (length && strchr("\r\n\t ", t->line->str[length - 1]))
		length--;
	g_string_append_len(out, buf,
	    (gssize)base64_decode(&t->state, t->line->str, length, buf));
	if (t->line->str[t->line->len - 1] == '\n')
		end_line(&t->state);
	if (length || t->width)
		t->ended = length < t->width || t->line->str[length - 1] == '=';
	t->width = MAX(t->width, length);
}

void
base64_text_feed(struct base64_text *t, const char *in, size_t n, GString *out)
{
	while (n > 0) {
		size_t piece = MIN(n, LINE_LENGTH + 1 - t->line->len);
		const char *end = memchr(in, '\n', piece);

		if (end)
			piece = (size_t)(end - in) + 1;
		g_string_append_len(t->line, in, (gssize)piece);
		in += piece;
		n -= piece;
		if (!end && t->line->len <= LINE_LENGTH)
			return;
		take_base64_line(t, out);
		g_string_truncate(t->line, 0);
		t->piece = !end;
	}
}

void
base64_text_finish(struct base64_text *t, GString *out)
{
	if (t->line->len)
		take_base64_line(t, out);
	g_string_truncate(t->line, 0);
	flush(t, out);
}

gboolean
base64_text_is_bad(const struct base64_text *t)
{
	return t->state.bad;
}
