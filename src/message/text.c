#include "message/text.h"

#include "base/limits.h"
#include "base/text.h"
#include "coding/charset.h"
#include "coding/data_uri.h"
#include "coding/uuencode.h"
#include "html/read.h"
#include "message/field.h"
#include "message/part.h"
#include "plain/read.h"

#include <string.h>

/* How much of a part is looked at to see whether there is anything. */
#define LOOK_BYTES 4096

/*
 * At the root nothing but the word itself makes an attachment: a mail that
 * is one text with a name is a mail with a text.
 */
static gboolean
is_attached_text(GMimeObject *object, int depth)
{
	g_autofree char *disposition = mime_disposition(object);
	g_autofree char *name = NULL;

	if (strcmp(disposition, "attachment") == 0)
		return TRUE;
	if (depth == 0 && !mime_has_no_type(object))
		return FALSE;
	name = mime_name(object, NULL);
	return name != NULL;
}

enum text_kind
mime_text_kind(GMimeObject *object, int depth)
{
	static const struct {
		const char *subtype;
		enum text_kind kind;
	} kinds[] = {
		{ "plain", TEXT_PLAIN },
		{ "html", TEXT_HTML },
		{ "enriched", TEXT_ENRICHED },
		{ "richtext", TEXT_ENRICHED },
	};
	GMimeContentType *type = g_mime_object_get_content_type(object);

	if (!GMIME_IS_PART(object) || is_attached_text(object, depth))
		return TEXT_NONE;
	if (mime_has_no_type(object))
		return TEXT_PLAIN;
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_mime_content_type_is_type(type, "text", kinds[i].subtype))
			return kinds[i].kind;
	return TEXT_NONE;
}

static gboolean
is_blank_part(GMimePart *part)
{
	gboolean cut;
	g_autoptr(GString) bytes = mime_part_bytes(part, LOOK_BYTES, &cut);

	for (gsize i = 0; i < bytes->len; i++)
		if (!g_ascii_isspace(bytes->str[i]))
			return FALSE;
	return TRUE;
}

gboolean
mime_has_text(
    GMimeObject *object, enum text_kind kind, int depth, gint64 nesting)
{
	GMimeMultipart *multipart;

	if (!GMIME_IS_MULTIPART(object))
		return mime_text_kind(object, depth) == kind &&
		    !is_blank_part(GMIME_PART(object));
	multipart = GMIME_MULTIPART(object);
	for (int i = 0;
	     i < g_mime_multipart_get_count(multipart) && depth < nesting; i++)
		if (mime_has_text(g_mime_multipart_get_part(multipart, i), kind,
			depth + 1, nesting))
			return TRUE;
	return FALSE;
}

/* The charset that an HTML document declares itself. To be freed. */
static char *
html_charset(const GString *bytes)
{
	g_autofree char *head =
	    g_ascii_strdown(bytes->str, (gssize)MIN(bytes->len, 2048));
	char *p = strstr(head, "charset=");
	gsize n;

	if (!p)
		return NULL;
	p += strlen("charset=");
	p += strspn(p, "\"' ");
	n = strcspn(p, "\"' >;/");
	return g_strndup(p, n);
}

/* The charset of a text, in quotes or with a comment as it may be. */
static char *
declared_charset(GMimePart *part)
{
	char *charset = mime_type_parameter(GMIME_OBJECT(part), "charset");
	size_t skip;

	if (!charset)
		return NULL;
	skip = strspn(charset, "' \t");
	memmove(charset, charset + skip, strlen(charset + skip) + 1);
	charset[strcspn(charset, "' \t(;,")] = '\0';
	return charset;
}

/*
 * Leaves out what is hidden, and has its end behind what is kept: it would
 * show.
 */
static void
cut_hidden(GString *html)
{
	static const char *const pairs[][2] = {
		{ "<!--", "-->" },
		{ "<style", "</style" },
		{ "<script", "</script" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		const char *begin = html->str, *end = begin;

		while (end && (begin = strcasestr(end, pairs[i][0])) != NULL)
			end = strcasestr(begin, pairs[i][1]);
		if (begin)
			g_string_truncate(html, (gsize)(begin - html->str));
	}
}

/*
 * What is read of a text, without the files that stand in it.  "files" gets
 * those; NULL: they stay where they are.
 */
static GString *
read_bytes(struct collect *c, GMimePart *part, gboolean html, GPtrArray *files,
    gboolean *cut)
{
	gsize limit = html ? LIMIT_HTML_RAW : LIMIT_TEXT_BYTES;
	GString *bytes = g_string_new(NULL);
	struct data_uri *pictures = data_uri_new(files, &c->data_uris);
	struct uuencode *encoded = uuencode_new(files, c->limits->file_name);
	struct part_reader *r = mime_part_open(part, TRUE);
	char buf[8192];
	ssize_t n;

	while (
	    bytes->len <= limit && (n = mime_part_read(r, buf, sizeof buf)) > 0)
		if (!files)
			g_string_append_len(bytes, buf, n);
		else if (html)
			data_uri_feed(pictures, buf, (size_t)n, bytes);
		else
			uuencode_feed(encoded, buf, (size_t)n, bytes);
	data_uri_finish(pictures, bytes);
	uuencode_finish(encoded, bytes);
	c->lost = c->lost || data_uri_has_lost(pictures) ||
	    uuencode_has_lost(encoded) || mime_part_is_bad(r);
	mime_part_close(r);
	data_uri_free(pictures);
	uuencode_free(encoded);
	*cut = bytes->len > limit;
	if (*cut)
		g_string_truncate(bytes, limit);
	if (*cut && html)
		cut_hidden(bytes);
	return bytes;
}

/* A text as UTF-8; to be freed. */
static char *
decode_text(struct collect *c, GMimePart *part, enum text_kind kind,
    GPtrArray *files, gboolean *cut)
{
	gboolean html = kind == TEXT_HTML;
	g_autoptr(GString) bytes = read_bytes(c, part, html, files, cut);
	g_autofree char *charset = declared_charset(part);

	if (html && !charset_is_said(charset)) {
		g_free(charset);
		charset = html_charset(bytes);
	}
	if (!c->charset && charset)
		c->charset = g_strdup(charset);
	return charset_decode(
	    bytes->str, bytes->len, charset, &c->message->doubt);
}

/* Enriched text as HTML; to be freed. */
static char *
enriched_html(GMimePart *part, const char *text)
{
	gboolean old = g_mime_content_type_is_type(
	    g_mime_object_get_content_type(GMIME_OBJECT(part)), "text",
	    "richtext");
	GMimeFilter *filter = g_mime_filter_enriched_new(
	    old ? GMIME_FILTER_ENRICHED_IS_RICHTEXT : 0);
	/* It takes CR for a character of the line. */
	g_autofree char *input = text_scrub(text, -1);
	char *output;
	size_t length, room;
	char *html;

	g_mime_filter_complete(filter, input, strlen(input), /* prespace */ 0,
	    &output, &length, &room);
	html = g_strndup(output, length);
	g_object_unref(filter);
	return html;
}

static struct doc *
read_plain_part(GMimePart *part, const char *text)
{
	g_autofree char *format =
	    mime_type_parameter(GMIME_OBJECT(part), "format");
	g_autofree char *delsp =
	    mime_type_parameter(GMIME_OBJECT(part), "delsp");
	struct plain_format as = {
		.flowed = format && g_ascii_strcasecmp(format, "flowed") == 0,
		.delsp = delsp && g_ascii_strcasecmp(delsp, "yes") == 0,
	};
	g_autofree char *trimmed = text_trim(g_strdup(text));

	/* In flowed text the blanks at the end of a line say that it goes on.
	 */
	return plain_read(as.flowed ? text : trimmed, &as);
}

/* The first text/plain comes first: see message.h. */
static void
note_words(struct collect *c, gboolean plain, const char *text)
{
	if (!*text)
		return;
	g_ptr_array_insert(
	    c->message->texts, plain && !c->plain ? 0 : -1, g_strdup(text));
	c->plain += plain;
}

/* With the files that stand in it: nothing is taken off here. */
void
mime_note_text(struct collect *c, GMimePart *part)
{
	g_autofree char *decoded = NULL, *text = NULL;
	gboolean cut;

	if (c->text_size >= LIMIT_TEXT_BYTES)
		return;
	decoded = decode_text(c, part, TEXT_PLAIN, NULL, &cut);
	text = text_trim(text_scrub(decoded, -1));
	c->text_size += strlen(text);
	note_words(c, TRUE, text);
}

/*
 * A text that is shown; one that is read a second time is noted already.
 * "files": some were taken out of it.
 */
static struct doc *
read_shown(struct collect *c, struct context at, GMimePart *part,
    enum text_kind kind, const char *decoded, gboolean files)
{
	g_autofree char *text = NULL, *html = NULL;
	gboolean known = at.wanted == WANT_TEXTS;
	struct doc *d;

	if (kind == TEXT_PLAIN) {
		text = text_scrub(decoded, -1);
		d = read_plain_part(part, text);
		if (!known && files)
			mime_note_text(c, part);
		else if (!known)
			note_words(c, TRUE, text_trim(text));
		return d;
	}
	if (kind == TEXT_ENRICHED)
		html = enriched_html(part, decoded);
	d = html_read(html ? html : decoded);
	if (!known && !at.twin) {
		text = doc_plain(d, DOC_WHOLE, TRUE);
		note_words(c, FALSE, text);
	}
	return d;
}

void
mime_add_text(
    struct collect *c, struct context at, GMimePart *part, enum text_kind kind)
{
	struct message *m = c->message;
	guint before = m->attachments->len;
	g_autofree char *decoded = NULL;
	gboolean cut = FALSE;
	struct doc *d;

	if (c->text_size >= LIMIT_TEXT_BYTES) {
		m->text_cut = m->text_cut || !is_blank_part(part);
		return;
	}
	decoded = decode_text(c, part, kind, m->attachments, &cut);
	d = read_shown(
	    c, at, part, kind, decoded, m->attachments->len > before);
	c->text_size += d->text->len;
	m->text_cut = m->text_cut || cut || d->cut;
	doc_append(m->body, d);
	doc_free(d);
}
