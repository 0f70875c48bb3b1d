#include "mime.h"

#include "charset.h"
#include "encoded.h"
#include "html.h"
#include "limits.h"
#include "message.h"
#include "mime_part.h"
#include "text.h"

#include <gmime/gmime.h>
#include <string.h>

struct mime {
	GMimeStream *stream;
	GMimeObject *root;
};

/* The state of the walk through the tree. */
struct walk {
	struct message *message;
	GString *text;
	int depth;
	int parts;
	gboolean drop_html; /* a text/plain says the same */
	gboolean lost;	    /* something can only be had from the original */
};

static void walk_object(struct walk *w, GMimeObject *object);

/* Addresses. */

static void
add_addresses(
    GPtrArray *list, guint *more, InternetAddressList *addresses, int depth)
{
	int n = internet_address_list_length(addresses);

	for (int i = 0; i < n; i++) {
		InternetAddress *a =
		    internet_address_list_get_address(addresses, i);
		const char *name = internet_address_get_name(a);

		if (INTERNET_ADDRESS_IS_GROUP(a)) {
			if (depth < 2)
				add_addresses(list, more,
				    internet_address_group_get_members(
					INTERNET_ADDRESS_GROUP(a)),
				    depth + 1);
		} else if (list->len >= LIMIT_ADDRESSES) {
			(*more)++;
		} else {
			message_add_address(list, name,
			    internet_address_mailbox_get_addr(
				INTERNET_ADDRESS_MAILBOX(a)));
		}
	}
}

/* Groups may nest in a hostile field, and the library follows by recursion. */
#define COLONS_MAX 200

static void
read_addresses(
    struct message *m, GPtrArray *list, guint *more, const char *name)
{
	const char *raw = header_get(&m->header, name);
	g_autofree char *canonical = NULL;
	InternetAddressList *addresses;
	guint colons = 0;

	if (!raw || !*raw)
		return;
	for (const char *p = raw; *p; p++)
		colons += *p == ':';
	canonical = encoded_canonical(raw);
	addresses = colons <= COLONS_MAX ?
	    internet_address_list_parse(NULL, canonical) :
	    NULL;
	if (addresses) {
		add_addresses(list, more, addresses, 0);
		g_object_unref(addresses);
	}
	if (!list->len) {
		g_autofree char *shown = encoded_decode(raw);

		shown[text_prefix(shown, 200)] = '\0';
		message_add_address(list, shown, NULL);
	}
}

/* Parts. */

/*
 * The library reads parameters with the faults that encoded.h is about:
 * give it a field that it gets right.
 */
static void
repair_field(GMimeObject *object, const char *name)
{
	GMimeHeader *header = g_mime_header_list_get_header(
	    g_mime_object_get_header_list(object), name);
	const char *raw = header ? g_mime_header_get_raw_value(header) : NULL;
	g_autofree char *canonical = NULL;
	gboolean odd = raw && strstr(raw, "=?");

	for (const char *p = raw; p && *p && !odd; p++)
		odd = (unsigned char)*p >= 0x80;
	if (!odd)
		return;
	canonical = encoded_canonical(raw);
	g_mime_header_set_raw_value(header, canonical);
}

static const char *
part_file_name(GMimeObject *object)
{
	const char *name;

	if (GMIME_IS_PART(object))
		return g_mime_part_get_filename(GMIME_PART(object));
	name =
	    g_mime_object_get_content_disposition_parameter(object, "filename");
	return name ? name :
		      g_mime_object_get_content_type_parameter(object, "name");
}

/* A name for a part that has none, from its place and its type. */
static char *
made_up_name(struct walk *w, GMimeObject *object)
{
	static const struct {
		const char *type, *subtype, *extension;
	} known[] = {
		{ "text", "plain", "txt" },
		{ "text", "html", "html" },
		{ "text", "calendar", "ics" },
		{ "image", "jpeg", "jpg" },
		{ "image", "svg+xml", "svg" },
		{ "image", "*", NULL },
		{ "audio", "*", NULL },
		{ "video", "*", NULL },
		{ "application", "pdf", "pdf" },
		{ "application", "zip", "zip" },
		{ "application", "pgp-signature", "asc" },
		{ "application", "pkcs7-signature", "p7s" },
		{ "application", "pkcs7-mime", "p7m" },
		{ "application", "ms-tnef", "dat" },
		{ "message", "rfc822", "eml" },
		{ "message", "delivery-status", "txt" },
		{ "text", "rfc822-headers", "txt" },
		{ "text", "*", "txt" },
	};
	GMimeContentType *type = g_mime_object_get_content_type(object);
	const char *extension = "bin";
	g_autofree char *name = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (g_mime_content_type_is_type(
			type, known[i].type, known[i].subtype)) {
			extension = known[i].extension ?
			    known[i].extension :
			    g_mime_content_type_get_media_subtype(type);
			break;
		}
	name = g_strdup_printf("part-%d.%s", w->parts, extension);
	return text_file_name(name, "part.bin");
}

static void
add_attachment(struct walk *w, GMimeObject *object)
{
	const char *given = part_file_name(object);
	g_autofree char *fallback = made_up_name(w, object);
	g_autofree char *name = text_file_name(given, fallback);
	struct attachment *a;

	if (GMIME_IS_MESSAGE_PART(object))
		a = mime_message_attachment(GMIME_MESSAGE_PART(object), name);
	else
		a = mime_part_attachment(GMIME_PART(object), name);
	if (!a) {
		w->lost = TRUE;
		return;
	}
	a->unnamed = !given;
	g_ptr_array_add(w->message->attachments, a);
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

/* Adds a body part to the text, after what came before. */
static void
add_text(struct walk *w, GMimePart *part, gboolean html)
{
	gboolean cut = FALSE;
	g_autoptr(GString) bytes = mime_part_bytes(
	    part, html ? LIMIT_HTML_BYTES : LIMIT_TEXT_BYTES, &cut);
	g_autofree char *charset =
	    g_strdup(g_mime_object_get_content_type_parameter(
		GMIME_OBJECT(part), "charset"));
	g_autofree char *decoded = NULL, *converted = NULL, *text = NULL;

	if (!charset && html)
		charset = html_charset(bytes);
	decoded =
	    charset_decode(bytes->str, bytes->len, charset, &w->message->doubt);
	if (html)
		converted = html_to_text(decoded);
	text = text_trim(text_scrub(html ? converted : decoded, -1));
	if (cut || w->text->len + strlen(text) > LIMIT_TEXT_BYTES)
		w->message->text_cut = TRUE;
	if (w->text->len >= LIMIT_TEXT_BYTES || !*text)
		return;
	if (w->text->len)
		g_string_append(w->text, "\n\n");
	g_string_append(w->text, text);
}

static gboolean
is_attached(GMimeObject *object)
{
	const char *disposition = g_mime_object_get_disposition(object);

	return (disposition &&
		   g_ascii_strcasecmp(disposition, "attachment") == 0) ||
	    part_file_name(object) != NULL;
}

static gboolean
is_text(GMimeObject *object, const char *subtype)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);

	return GMIME_IS_PART(object) && !is_attached(object) &&
	    g_mime_content_type_is_type(type, "text", subtype);
}

static void
walk_leaf(struct walk *w, GMimeObject *object)
{
	w->parts++;
	if (w->parts > LIMIT_PARTS) {
		w->lost = TRUE;
		return;
	}
	repair_field(object, "Content-Type");
	repair_field(object, "Content-Disposition");
	if (is_text(object, "plain"))
		add_text(w, GMIME_PART(object), FALSE);
	else if (is_text(object, "html")) {
		if (!w->drop_html)
			add_text(w, GMIME_PART(object), TRUE);
	} else {
		add_attachment(w, object);
	}
}

/* Is there a text/plain with something in it, at the top of this? */
static gboolean
has_plain(GMimeMultipart *multipart)
{
	int n = g_mime_multipart_get_count(multipart);

	for (int i = 0; i < n; i++) {
		GMimeObject *child = g_mime_multipart_get_part(multipart, i);
		g_autoptr(GString) bytes = NULL;
		gboolean cut;

		if (!is_text(child, "plain"))
			continue;
		bytes = mime_part_bytes(GMIME_PART(child), 4096, &cut);
		for (gsize k = 0; k < bytes->len; k++)
			if (!g_ascii_isspace(bytes->str[k]))
				return TRUE;
	}
	return FALSE;
}

static void
walk_multipart(struct walk *w, GMimeMultipart *multipart)
{
	GMimeContentType *type =
	    g_mime_object_get_content_type(GMIME_OBJECT(multipart));
	int n = g_mime_multipart_get_count(multipart);
	gboolean drop_html = w->drop_html;

	/* No boundary, or none that occurs: only the original has it all. */
	if (n == 0 || w->depth >= LIMIT_NESTING) {
		w->lost = TRUE;
		return;
	}
	if (g_mime_content_type_is_type(type, "multipart", "alternative"))
		w->drop_html = w->drop_html || has_plain(multipart);
	w->depth++;
	for (int i = 0; i < n && w->parts <= LIMIT_PARTS; i++)
		walk_object(w, g_mime_multipart_get_part(multipart, i));
	w->depth--;
	w->drop_html = drop_html;
}

static void
walk_object(struct walk *w, GMimeObject *object)
{
	if (GMIME_IS_MULTIPART(object))
		walk_multipart(w, GMIME_MULTIPART(object));
	else
		walk_leaf(w, object);
}

/* The body as it stands, for a message whose structure shows no text. */
static void
read_raw_body(struct walk *w)
{
	const struct spool *s = w->message->spool;
	struct attachment *body =
	    attachment_from_file("body", "text/plain", s->fd, s->body, FALSE);
	g_autofree char *buf = g_malloc(LIMIT_READ_CHUNK);
	g_autofree char *decoded = NULL, *text = NULL;
	ssize_t n = body->read(body->source, buf, LIMIT_READ_CHUNK);

	attachment_free(body);
	if (n <= 0)
		return;
	decoded = charset_decode(buf, (gsize)n, NULL, NULL);
	text = text_trim(text_scrub(decoded, -1));
	g_string_append(w->text, text);
}

static void
attach_original(struct message *m)
{
	struct attachment *a = attachment_from_file("original.eml",
	    "message/rfc822", m->spool->fd, m->spool->start, FALSE);

	a->size = m->spool->size - m->spool->start;
	g_ptr_array_add(m->attachments, a);
}

static GMimeObject *
parse(const struct spool *s, GMimeStream **stream)
{
	GMimeParser *parser;
	GMimeObject *root;

	g_mime_init();
	*stream = g_mime_stream_fs_new_with_bounds(s->fd, s->start, -1);
	g_mime_stream_fs_set_owner(GMIME_STREAM_FS(*stream), FALSE);
	parser = g_mime_parser_new_with_stream(*stream);
	/*
	 * As a part, not as a message: the parser then leaves the address
	 * fields alone, in which nested groups crash it.
	 */
	root = g_mime_parser_construct_part(parser, NULL);
	g_object_unref(parser);
	return root;
}

void
mime_read(struct message *m)
{
	struct walk w = { .message = m, .text = g_string_new(NULL) };
	struct mime *mime = g_new0(struct mime, 1);

	m->mime = mime;
	mime->root = parse(m->spool, &mime->stream);
	read_addresses(m, m->from, &m->more_to, "From");
	read_addresses(m, m->to, &m->more_to, "To");
	read_addresses(m, m->cc, &m->more_cc, "Cc");
	if (mime->root)
		walk_object(&w, mime->root);
	else
		w.lost = TRUE;
	if (w.lost) {
		m->doubt = TRUE;
		if (!w.text->len)
			read_raw_body(&w);
	}
	if (w.lost || m->text_cut)
		attach_original(m);
	m->text = g_string_free(w.text, FALSE);
}

void
mime_free(gpointer mime)
{
	struct mime *m = mime;

	if (!m)
		return;
	if (m->root)
		g_object_unref(m->root);
	if (m->stream)
		g_object_unref(m->stream);
	g_free(m);
}
