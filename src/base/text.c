#include "base/text.h"

#include "base/limits.h"

#include <string.h>

/*
 * Characters that show nothing and change how the rest reads: bidirectional
 * embeddings and overrides (a file "gnp.exe" shown as "exe.png"), and the
 * byte order mark.
 */
gboolean
text_is_deceptive(gunichar c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	    c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb);
}

/* C1 controls have no business in text either. */
gboolean
text_is_control(gunichar c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

char *
text_scrub(const char *text, gssize n)
{
	g_autofree char *valid = NULL;
	GString *out;
	gsize len = n < 0 ? strlen(text) : (gsize)n;

	/* g_utf8_make_valid also turns NUL into U+FFFD. */
	valid = g_utf8_make_valid(text, (gssize)len);
	out = g_string_sized_new(len + 1);
	for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == '\r') {
			if (p[1] != '\n')
				g_string_append_c(out, '\n');
		} else if (c == '\n' || c == '\t') {
			g_string_append_c(out, (char)c);
		} else if (text_is_control(c)) {
			g_string_append_c(out, ' ');
		} else if (!text_is_deceptive(c)) {
			g_string_append_len(out, p, g_utf8_next_char(p) - p);
		}
	}
	return g_string_free(out, FALSE);
}

char *
text_scrub_line(const char *text, gssize n)
{
	g_autofree char *clean = NULL;
	GString *out = g_string_new(NULL);
	gboolean blank = FALSE;

	if (n < 0)
		n = (gssize)strlen(text);
	clean = text_scrub(text, MIN(n, LIMIT_HEADER_TEXT));
	for (const char *p = clean; *p; p++) {
		if (*p == ' ' || *p == '\n' || *p == '\t') {
			blank = TRUE;
			continue;
		}
		if (blank && out->len)
			g_string_append_c(out, ' ');
		blank = FALSE;
		g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

char *
text_scrub_log(const char *text)
{
	g_autofree char *line = g_strdelimit(g_strdup(text), "\r\n\t", ' ');

	return text_scrub(line, -1);
}

size_t
text_length(const char *text)
{
	size_t units = 0;

	/* One unit a character, two for those of four bytes in UTF-8. */
	for (const unsigned char *p = (const unsigned char *)text; *p; p++)
		units += ((*p & 0xc0) != 0x80) + (*p >= 0xf0);
	return units;
}

size_t
text_prefix(const char *text, size_t units)
{
	const char *p = text;

	while (*p) {
		size_t wide = (unsigned char)*p >= 0xf0 ? 2 : 1;

		if (wide > units)
			break;
		units -= wide;
		p = g_utf8_next_char(p);
	}
	return (size_t)(p - text);
}

char *
text_trim(char *text)
{
	char *out = text, *kept = text;
	const char *p = text;

	/* Leading lines that are blank. */
	for (const char *q = p; *q && strchr(" \t\n", *q); q++)
		if (*q == '\n')
			p = q + 1;

	for (; *p; p++) {
		if (*p == '\n') {
			out = kept;
			*out++ = '\n';
			kept = out;
		} else {
			*out++ = *p;
			if (*p != ' ' && *p != '\t')
				kept = out;
		}
	}
	out = kept;
	while (out > text && out[-1] == '\n')
		out--;
	*out = '\0';
	return text;
}

static gboolean
acts_in_names(gunichar c)
{
	return c < 0x80 && strchr("/\\:*?\"<>|^!{}[]~\n\t", (int)c) != NULL;
}

char *
text_file_name(const char *name, const char *fallback, gint64 max)
{
	g_autofree char *line = text_scrub_line(name ? name : "", -1);
	const char *base = line, *dot;
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *p = line; *p; p++)
		if (*p == '/' || *p == '\\')
			base = p + 1;
	for (const char *p = base; *p; p = g_utf8_next_char(p))
		if (acts_in_names(g_utf8_get_char(p)))
			g_string_append_c(out, '_');
		else
			g_string_append_unichar(out, g_utf8_get_char(p));

	/* Neither hidden nor "..", and nothing Windows would take off. */
	while (out->len && (out->str[0] == '.' || out->str[0] == ' '))
		g_string_erase(out, 0, 1);
	while (out->len && strchr(". ", out->str[out->len - 1]))
		g_string_truncate(out, out->len - 1);
	if (!out->len)
		return g_strdup(fallback);

	if (out->len > (gsize)max) {
		g_autofree char *extension = NULL;
		const char *end;

		dot = strrchr(out->str, '.');
		if (dot && strlen(dot) <= 16)
			extension = g_strdup(dot);
		end = out->str + max - (extension ? strlen(extension) : 0);
		while (((unsigned char)*end & 0xc0) == 0x80)
			end--;
		g_string_truncate(out, (gsize)(end - out->str));
		g_string_append(out, extension ? extension : "");
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}
