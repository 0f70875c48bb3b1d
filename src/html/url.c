#include "html/url.h"

#include "base/limits.h"
#include "base/text.h"

#include <glib.h>
#include <string.h>

/* Hosts that lead on to the address in one of their parameters. */
static const struct {
	const char *host, *parameter;
} wrappers[] = {
	{ ".safelinks.protection.outlook.com/", "url=" },
	{ "//www.google.com/url?", "q=" },
};

static gboolean
is_web(const char *url)
{
	return g_ascii_strncasecmp(url, "http://", 7) == 0 ||
	    g_ascii_strncasecmp(url, "https://", 8) == 0;
}

static gboolean
is_linkable(const char *url)
{
	return is_web(url) || g_ascii_strncasecmp(url, "mailto:", 7) == 0 ||
	    g_ascii_strncasecmp(url, "tel:", 4) == 0 ||
	    g_ascii_strncasecmp(url, "ftp://", 6) == 0;
}

/* As browsers do: no new lines, blanks as %20, none at the ends. */
static char *
clean_href(const char *href)
{
	g_autofree char *line = text_scrub(href, -1);
	GString *out = g_string_new(NULL);

	for (const char *p = g_strstrip(line); *p; p++)
		if (*p == ' ')
			g_string_append(out, "%20");
		else if (*p != '\n' && *p != '\t')
			g_string_append_c(out, *p);
	return g_string_free(out, FALSE);
}

/* The value of a parameter, decoded, if it is an address. */
static char *
inner_address(const char *url, const char *name)
{
	const char *p = strchr(url, '?');
	g_autofree char *raw = NULL, *value = NULL;

	while (p && !g_str_has_prefix(p + 1, name))
		p = strchr(p + 1, '&');
	if (!p)
		return NULL;
	p += 1 + strlen(name);
	raw = g_strndup(p, strcspn(p, "&#"));
	value = g_uri_unescape_string(raw, NULL);
	return value && is_web(value) && g_utf8_validate(value, -1, NULL) ?
	    clean_href(value) :
	    NULL;
}

char *
html_url(const char *href)
{
	g_autofree char *url = NULL;

	if (strlen(href) > LIMIT_URL)
		return NULL;
	url = clean_href(href);
	if (!is_linkable(url))
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(wrappers); i++) {
		const char *at = strstr(url, wrappers[i].host);
		char *inner;

		/* In the host, not behind it. */
		if (!at || strcspn(url + 8, "/?#") + 8 < (gsize)(at - url))
			continue;
		inner = inner_address(at, wrappers[i].parameter);
		if (inner)
			return inner;
	}
	return g_steal_pointer(&url);
}
