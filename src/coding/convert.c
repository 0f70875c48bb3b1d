#include "coding/convert.h"

#include <errno.h>

char *
convert_strictly(const char *bytes, gsize n, const char *from, gsize *length)
{
	gsize read = 0;
	g_autofree char *text = g_convert(
	    bytes, (gssize)n, "UTF-8", from, &read, length, /* error */ NULL);

	return text && read == n ? g_steal_pointer(&text) : NULL;
}

char *
convert_marked(const char *bytes, gsize n, const char *from, gsize *length)
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
	if (2 * bad > high) {
		g_string_free(out, TRUE);
		return NULL;
	}
	*length = out->len;
	return g_string_free(out, FALSE);
}
