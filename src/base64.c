#include "base64.h"

static int
value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

size_t
base64_finish(struct base64 *b, char *out)
{
	size_t n = b->count > 1 ? (size_t)b->count - 1 : 0;

	/* Two characters hold one byte, three hold two. */
	for (size_t i = 0; i < n; i++)
		out[i] = (char)(b->bits >> (6 * b->count - 8 * (int)(i + 1)));
	*b = (struct base64)BASE64_INIT;
	return n;
}

size_t
base64_decode(struct base64 *b, const char *in, size_t n, char *out)
{
	char *to = out;

	for (size_t i = 0; i < n; i++) {
		int v = value(in[i]);

		if (in[i] == '=') {
			to += base64_finish(b, to);
			continue;
		}
		if (v < 0)
			continue;
		b->bits = b->bits << 6 | (guint32)v;
		if (++b->count == 4) {
			*to++ = (char)(b->bits >> 16);
			*to++ = (char)(b->bits >> 8);
			*to++ = (char)b->bits;
			*b = (struct base64)BASE64_INIT;
		}
	}
	return (size_t)(to - out);
}
