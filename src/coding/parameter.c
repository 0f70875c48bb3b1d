#include "coding/parameter.h"

#include "coding/charset.h"
#include "coding/encoded.h"

#include <string.h>

/* Pieces of one value that are put together, "name*0", "name*1" ... */
#define PIECES_MAX 200

/* What was found of one parameter. */
struct found {
	const char *name; /* wanted */
	size_t length;
	GString *plain;	   /* name=; NULL: none */
	GString *extended; /* name*= */
	GString *pieces[PIECES_MAX];
	gboolean encoded[PIECES_MAX]; /* name*0*= */
};

/*
 * Does the quote at p end the value?  People and programs quote within
 * quotes: one that ends it has the next parameter, or nothing, behind it.
 */
static gboolean
is_last_quote(const char *p)
{
	const char *q = encoded_skip_blanks(p + 1);
	size_t n;

	if (!*q || *q == ';')
		return TRUE;
	n = strcspn(q, "= \t\r\n;\"");
	return n > 0 && n < 40 && q[n] == '=' && q > p + 1;
}

/* Reads the quoted value whose first quote stands at p. */
static const char *
read_quoted(const char *p, GString *out)
{
	for (p++; *p; p++) {
		if (*p == '"' && is_last_quote(p))
			return p + 1;
		if (*p == '\\' && p[1])
			p++;
		if (!strchr("\r\n", *p))
			g_string_append_c(out, *p);
	}
	return p;
}

/* Up to the semicolon, with the blanks within it. */
static const char *
read_bare(const char *p, GString *out)
{
	for (; *p && *p != ';'; p++)
		if (!strchr("\r\n", *p))
			g_string_append_c(out, *p);
	while (out->len && strchr(" \t", out->str[out->len - 1]))
		g_string_truncate(out, out->len - 1);
	return p;
}

/* Keeps the value if the parameter "key" is a form of the wanted one. */
static void
keep_form(struct found *f, const char *key, size_t n, GString *value)
{
	GString **to = NULL;
	const char *form = key + f->length;
	gint64 number;
	char *end;

	if (n < f->length || g_ascii_strncasecmp(key, f->name, f->length) != 0)
		to = NULL;
	else if (n == f->length)
		to = &f->plain;
	else if (n == f->length + 1 && *form == '*')
		to = &f->extended;
	else if (*form == '*' && g_ascii_isdigit(form[1])) {
		number = g_ascii_strtoll(form + 1, &end, 10);
		if (number < PIECES_MAX && end <= key + n) {
			to = &f->pieces[number];
			f->encoded[number] = end < key + n && *end == '*';
		}
	}
	if (to && !*to && value->len)
		*to = value;
	else
		g_string_free(value, TRUE);
}

static void
find(struct found *f, const char *field)
{
	const char *p = field + strcspn(field, ";");

	while (*p) {
		const char *key = p = encoded_skip_blanks(p + strspn(p, ";"));
		GString *value = g_string_new(NULL);
		size_t n;

		p += strcspn(p, "=; \t\r\n");
		n = (size_t)(p - key);
		p = encoded_skip_blanks(p);
		if (*p == '=')
			p = encoded_skip_blanks(p + 1);
		if (*p == '"')
			p = read_quoted(p, value);
		else
			p = read_bare(p, value);
		keep_form(f, key, n, value);
	}
}

static void
append_percent(GString *out, const char *p)
{
	for (; *p; p++) {
		if (*p == '%' && g_ascii_isxdigit(p[1]) &&
		    g_ascii_isxdigit(p[2])) {
			g_string_append_c(out,
			    (char)(g_ascii_xdigit_value(p[1]) * 16 +
				g_ascii_xdigit_value(p[2])));
			p += 2;
		} else {
			g_string_append_c(out, *p);
		}
	}
}

/* "charset'language'": takes the charset, if it is there, and skips it. */
static const char *
read_charset(const char *value, char **charset)
{
	const char *first = strchr(value, '\'');
	const char *second = first ? strchr(first + 1, '\'') : NULL;

	if (!second || *charset)
		return value;
	*charset = g_strndup(value, (gsize)(first - value));
	return second + 1;
}

static char *
decode_extended(const struct found *f)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	g_autofree char *charset = NULL;

	if (f->extended)
		append_percent(bytes, read_charset(f->extended->str, &charset));
	else
		for (int i = 0; i < PIECES_MAX && f->pieces[i]; i++)
			if (f->encoded[i])
				append_percent(bytes,
				    i ? f->pieces[i]->str :
					read_charset(
					    f->pieces[i]->str, &charset));
			else
				g_string_append(bytes, f->pieces[i]->str);
	/* Some encode it twice. */
	if (strstr(bytes->str, "=?"))
		return encoded_decode(bytes->str, charset);
	return charset_decode(bytes->str, bytes->len, charset, NULL);
}

/* Some write the value of "name*" into "name". */
static char *
decode_bare(const char *value, const char *guess)
{
	if (g_ascii_strncasecmp(value, "utf-8''", 7) == 0) {
		g_autoptr(GString) bytes = g_string_new(NULL);

		append_percent(bytes, value + 7);
		return charset_decode(bytes->str, bytes->len, NULL, NULL);
	}
	return encoded_decode(value, guess);
}

static void
release(struct found *f)
{
	if (f->plain)
		g_string_free(f->plain, TRUE);
	if (f->extended)
		g_string_free(f->extended, TRUE);
	for (int i = 0; i < PIECES_MAX; i++)
		if (f->pieces[i])
			g_string_free(f->pieces[i], TRUE);
}

char *
parameter_get(const char *field, const char *name, const char *charset)
{
	struct found f = { .name = name, .length = strlen(name) };
	char *value = NULL;

	if (!field)
		return NULL;
	find(&f, field);
	if (f.extended || f.pieces[0])
		value = decode_extended(&f);
	else if (f.plain)
		value = decode_bare(f.plain->str, charset);
	release(&f);
	return value;
}

char *
parameter_value(const char *field)
{
	g_autofree char *value = g_strndup(field, strcspn(field, ";"));

	return g_strstrip(g_ascii_strdown(value, -1));
}
