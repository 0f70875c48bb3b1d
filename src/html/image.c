#include "html/image.h"

#include "base/limits.h"
#include "html/client.h"

#include <string.h>

/* Pixels on a side: a smaller image counts readers, or fills. */
#define SEEN 3

/* A smiley is not larger, and its text not longer. */
#define SMILEY_PIXELS 40
#define SMILEY_BYTES  40

/* The size from the style or the attribute; -1: not said in pixels. */
static int
size(const GumboElement *e, const char *name, int styled)
{
	const char *value = html_attribute(e, name);

	if (styled != STYLE_UNSAID)
		return styled;
	if (!value || !g_ascii_isdigit(*value) || strchr(value, '%'))
		return -1;
	return MIN(html_number(value), G_MAXINT16);
}

/* Images that only take up room have such names, if any. */
static gboolean
is_spacer(const char *src)
{
	static const char *const names[] = { "spacer.", "blank.gif",
		"pixel.gif", "clear.gif", "transparent.", "shim.gif",
		"/open.aspx", "/track/open", "/wf/open" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (strstr(src, names[i]))
			return TRUE;
	return FALSE;
}

/* A picture of a character: its text is the character itself. */
static gboolean
is_smiley(const GumboElement *e, const char *alt, int width)
{
	const char *classes = html_attribute(e, "class");

	if (!*alt || strlen(alt) > SMILEY_BYTES)
		return FALSE;
	for (const char *p = alt; *p; p = g_utf8_next_char(p))
		if (g_utf8_get_char(p) < 0x2000)
			return classes && strstr(classes, "emoji");
	return width <= SMILEY_PIXELS;
}

static gboolean
can_be_shown(const char *src)
{
	return strlen(src) <= LIMIT_URL &&
	    (g_ascii_strncasecmp(src, "cid:", 4) == 0 ||
		(g_str_has_prefix(src, "data:") && g_ascii_isdigit(src[5])) ||
		g_ascii_strncasecmp(src, "http://", 7) == 0 ||
		g_ascii_strncasecmp(src, "https://", 8) == 0);
}

void
html_image(struct html_flow *f, const GumboElement *e,
    const struct html_style *s, const struct html_look *look)
{
	const char *src = html_attribute(e, "src");
	const char *alt = html_attribute(e, "alt");
	int width = size(e, "width", s->width);
	int height = size(e, "height", s->height);
	g_autofree char *address = g_strstrip(g_strdup(src ? src : ""));

	alt = alt ? alt : "";
	if (look->invisible || (width >= 0 && width < SEEN) ||
	    (height >= 0 && height < SEEN))
		return;
	if (!*alt && is_spacer(address))
		return;
	if (is_smiley(e, alt, width) || !can_be_shown(address))
		html_flow_text(f, alt, &look->run, SPACE_COLLAPSE);
	else
		html_flow_image(f, address, alt, width, height, &look->run);
}
