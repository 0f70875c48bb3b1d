/*
 * Both renderers link a bare address by themselves, and nothing in it acts:
 * an escape would become part of the link.  But Cloud's gives up on an
 * address whose host it cannot read, and takes it for text, in which all
 * that was copied acts.  So only an address with a sound host is copied.
 */
#include "wiki/url.h"

#include <string.h>

static const char *const schemes[] = { "http://", "https://", "ftp://",
	"mailto:" };

size_t
markup_url_scheme(const char *p, const char *end)
{
	static const char *const more[] = {
		"http:", "https:", "ftp:", "ftps:", "irc:", "mailto:"
	};

	if (!strchr("hfimHFIM", *p))
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(more); i++) {
		size_t n = strlen(more[i]);

		if ((size_t)(end - p) >= n &&
		    g_ascii_strncasecmp(p, more[i], n) == 0)
			return n;
	}
	return 0;
}

/* After the scheme of an address that may be copied; else NULL. */
static const char *
after_scheme(const char *p, const char *end)
{
	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
		size_t n = strlen(schemes[i]);

		if ((size_t)(end - p) > n && strncmp(p, schemes[i], n) == 0)
			return p + n;
	}
	return NULL;
}

/* Four numbers below 256, without the zeros that would make them octal. */
static gboolean
is_ipv4(const char *p, const char *end)
{
	int numbers = 0;

	for (; p < end; p++, numbers++) {
		const char *begin = p;
		int number = 0;

		for (; p < end && g_ascii_isdigit(*p) && p - begin < 3; p++)
			number = number * 10 + (*p - '0');
		if (p == begin || number > 255 || (p < end && *p != '.') ||
		    (*begin == '0' && p > begin + 1))
			return FALSE;
	}
	return numbers == 4;
}

/* A name whose last part is no number, or an IPv4 address. */
static gboolean
is_host(const char *p, const char *end)
{
	const char *last = p;

	if (end - p > 253 || !g_ascii_isalnum(*p) || !g_ascii_isalnum(end[-1]))
		return FALSE;
	for (const char *q = p; q < end; q++) {
		if (*q == '.' && q[1] == '.')
			return FALSE;
		if (*q == '.')
			last = q + 1;
		/* Punycode may be broken. */
		if (end - q > 4 && g_ascii_strncasecmp(q, "xn--", 4) == 0)
			return FALSE;
	}
	return !g_ascii_isdigit(*last) || is_ipv4(p, end);
}

/* The end of the host and port that begin here; NULL: they are none. */
static const char *
after_host(const char *p, const char *end)
{
	const char *q = p;
	guint port = 0;

	while (q < end && (g_ascii_isalnum(*q) || *q == '-' || *q == '.'))
		q++;
	/* A full stop or dash there is of the sentence. */
	while (q > p && !g_ascii_isalnum(q[-1]))
		q--;
	if (q == p || !is_host(p, q))
		return NULL;
	if (q + 1 < end && *q == ':' && g_ascii_isdigit(q[1]))
		for (q++; q < end && g_ascii_isdigit(*q); q++) {
			port = port * 10 + (guint)(*q - '0');
			if (port > 65535)
				return NULL;
		}
	/* "user@host", "user:password@host" and other oddities. */
	return q < end && strchr("@:_%", *q) ? NULL : q;
}

/* Those that belong to an address for both renderers. */
static gboolean
is_of_url(char c)
{
	return g_ascii_isalnum(c) || (c && strchr("-_.~*'/?:@#&=%+$,;()!", c));
}

/* Leaves out punctuation of the sentence, and a bracket without partner. */
static const char *
trim(const char *p, const char *end)
{
	int open = 0;

	for (const char *q = p; q < end; q++)
		open += *q == '(' ? 1 : *q == ')' ? -1 : 0;
	while (end > p) {
		if (end[-1] == ')') {
			if (open >= 0)
				break;
			open++;
		} else if (end[-1] == '(') {
			open--;
		} else if (g_ascii_isalnum(end[-1]) ||
		    strchr("/=-_#&%+", end[-1])) {
			break;
		}
		end--;
	}
	return end;
}

size_t
markup_url_length(
    const char *p, const char *end, gboolean cell, gboolean *bracketed)
{
	const char *begin = after_scheme(p, end), *q;

	*bracketed = FALSE;
	if (!begin)
		return 0;
	q = begin[-1] == '/' ? after_host(begin, end) : begin;
	if (!q || (q == begin && !g_ascii_isalnum(*q)))
		return 0;
	if (q == begin || (q < end && strchr("/?#", *q)))
		/* In a table, "!" is an image before all else. */
		while (q < end && is_of_url(*q) && !(cell && *q == '!'))
			q++;
	q = trim(begin, q);
	*bracketed = q[-1] == ')';
	return (size_t)(q - p);
}

void
markup_url_put(GString *out, const char *url, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		guchar c = (guchar)url[i];

		if (c <= ' ' || c == 0x7f || strchr("|[]{}!^\\\"<>`", c))
			g_string_append_printf(out, "%%%02X", c);
		else
			g_string_append_c(out, (char)c);
	}
}
