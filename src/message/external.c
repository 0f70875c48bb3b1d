#include "message/external.h"

#include "base/limits.h"
#include "base/text.h"
#include "html/url.h"
#include "message/field.h"
#include "message/part.h"

#include <string.h>

/* The header of a file that is elsewhere, and nothing but that. */
#define HEADER_BYTES 4096

gboolean
mime_is_external(GMimeObject *object)
{
	return GMIME_IS_PART(object) &&
	    g_mime_content_type_is_type(g_mime_object_get_content_type(object),
		"message", "external-body");
}

/* RFC 2017, 3: an address is broken into lines, and the blanks are none. */
static char *
without_blanks(char *text)
{
	char *to = text;

	for (const char *p = text; p && *p; p++)
		if (!strchr(" \t\r\n", *p))
			*to++ = *p;
	if (to)
		*to = '\0';
	return text;
}

/* Where it is, as a link can have it, to be freed; NULL: not in this way. */
static char *
address_of(GMimeObject *object)
{
	g_autofree char *type = mime_type_parameter(object, "access-type");
	g_autofree char *url =
	    without_blanks(mime_type_parameter(object, "url"));
	g_autofree char *site = mime_type_parameter(object, "site");
	g_autofree char *folder = mime_type_parameter(object, "directory");
	g_autofree char *name = mime_type_parameter(object, "name");
	g_autofree char *ftp = NULL;

	if (!type)
		return NULL;
	if (g_ascii_strcasecmp(type, "url") == 0)
		return url ? html_url(url) : NULL;
	if (!site || !name ||
	    (g_ascii_strcasecmp(type, "ftp") != 0 &&
		g_ascii_strcasecmp(type, "anon-ftp") != 0))
		return NULL;
	ftp = g_strconcat("ftp://", site, "/", folder ? folder : "",
	    folder ? "/" : "", name, NULL);
	return html_url(ftp);
}

/* RFC 2046, 5.2.3: below that header nothing is to be read, but for some. */
static gboolean
has_body(GMimePart *part)
{
	gboolean cut;
	g_autoptr(GString) bytes = mime_part_bytes(part, HEADER_BYTES, &cut);
	g_auto(GStrv) lines = g_strsplit(bytes->str, "\n", -1);
	gboolean below = FALSE;

	for (char **p = lines; *p; p++) {
		gboolean blank = !*g_strstrip(*p);

		if (!blank && (below || !strchr(*p, ':')))
			return TRUE;
		below = below || (blank && p > lines);
	}
	return cut || strlen(bytes->str) < bytes->len;
}

void
mime_add_external(struct collect *c, GMimePart *part)
{
	GMimeObject *object = GMIME_OBJECT(part);
	struct doc *body = c->message->body;
	struct doc_run link = { .colour = DOC_NO_COLOUR, .link = -1 };
	g_autofree char *address = address_of(object);
	g_autofree char *raw = mime_name(object, c->charset);
	g_autofree char *name = text_scrub_line(raw ? raw : "", -1);
	const char *field = mime_field(object, "Content-Type");
	g_autofree char *said = text_scrub_line(field ? field : "", -1);

	if (c->text_size >= LIMIT_TEXT_BYTES) {
		c->message->text_cut = TRUE;
		return;
	}
	c->text_size += address ? strlen(address) : strlen(said);
	doc_begin(body, LINE_TEXT)->gap = TRUE;
	if (address && *name) {
		doc_add_text(body, name, -1, NULL);
		doc_add_text(body, ": ", -1, NULL);
	}
	if (address)
		link.link = doc_add_link(body, address);
	doc_add_text(body, address ? address : said, -1, &link);
	g_ptr_array_add(
	    c->message->texts, doc_line_text(body, body->lines->len - 1));
	c->lost = c->lost || !address || has_body(part);
}
