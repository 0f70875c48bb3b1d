#include "mime.h"

#include "charset.h"
#include "encoded.h"
#include "html.h"
#include "limits.h"
#include "message.h"
#include "mime_address.h"
#include "mime_part.h"
#include "plain.h"
#include "text.h"

#include <gmime/gmime.h>
#include <string.h>
#include <unistd.h>

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
	canonical = encoded_canonical(raw, TRUE);
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
	static const struct plain_format fixed = { FALSE, FALSE };
	struct doc *read;
	gboolean cut = FALSE;
	g_autoptr(GString) bytes = mime_part_bytes(
	    part, html ? LIMIT_HTML_RAW : LIMIT_TEXT_BYTES, &cut);
	g_autofree char *charset =
	    g_strdup(g_mime_object_get_content_type_parameter(
		GMIME_OBJECT(part), "charset"));
	g_autofree char *decoded = NULL, *text = NULL;

	if (!charset && html)
		charset = html_charset(bytes);
	decoded =
	    charset_decode(bytes->str, bytes->len, charset, &w->message->doubt);
	if (html) {
		read = html_read(decoded);
		text = doc_plain(read, DOC_WHOLE, TRUE);
	} else {
		text = text_trim(text_scrub(decoded, -1));
		read = plain_read(text, &fixed);
	}
	if (cut || read->cut || w->text->len + strlen(text) > LIMIT_TEXT_BYTES)
		w->message->text_cut = TRUE;
	if (w->text->len < LIMIT_TEXT_BYTES && *text) {
		if (w->text->len)
			g_string_append(w->text, "\n\n");
		g_string_append(w->text, text);
		doc_append(w->message->body, read);
	}
	doc_free(read);
}

/*
 * At the root nothing but the word itself makes an attachment: a mail that
 * is one text with a name is a mail with a text.
 */
static gboolean
is_attached(const struct walk *w, GMimeObject *object)
{
	const char *disposition = g_mime_object_get_disposition(object);

	if (disposition && g_ascii_strcasecmp(disposition, "attachment") == 0)
		return TRUE;
	return w->depth > 0 && part_file_name(object) != NULL;
}

/* RFC 2045, 5.2: a type that is none means text/plain. */
static gboolean
is_no_type(GMimeObject *object)
{
	GMimeHeader *header = g_mime_header_list_get_header(
	    g_mime_object_get_header_list(object), "Content-Type");
	const char *raw = header ? g_mime_header_get_raw_value(header) : NULL;
	g_autofree char *value = NULL;
	const char *slash;

	if (!raw)
		return FALSE;
	value = g_strdup(raw);
	value[strcspn(value, ";")] = '\0';
	g_strstrip(value);
	slash = strchr(value, '/');
	return !slash || slash == value || !slash[1] ||
	    strpbrk(value, "'\" \t") != NULL;
}

static gboolean
is_text(const struct walk *w, GMimeObject *object, const char *subtype)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);

	if (!GMIME_IS_PART(object) || is_attached(w, object))
		return FALSE;
	if (is_no_type(object))
		return strcmp(subtype, "plain") == 0;
	return g_mime_content_type_is_type(type, "text", subtype);
}

static void
walk_leaf(struct walk *w, GMimeObject *object)
{
	w->parts++;
	if (w->parts > limits->parts) {
		w->lost = TRUE;
		return;
	}
	repair_field(object, "Content-Type");
	repair_field(object, "Content-Disposition");
	if (is_text(w, object, "plain"))
		add_text(w, GMIME_PART(object), FALSE);
	else if (is_text(w, object, "html")) {
		if (!w->drop_html)
			add_text(w, GMIME_PART(object), TRUE);
	} else {
		add_attachment(w, object);
	}
}

static gboolean
is_blank_part(GMimePart *part)
{
	gboolean cut;
	g_autoptr(GString) bytes = mime_part_bytes(part, 4096, &cut);

	for (gsize i = 0; i < bytes->len; i++)
		if (!g_ascii_isspace(bytes->str[i]))
			return FALSE;
	return TRUE;
}

/* Is there a text/plain with something in it in this tree? */
static gboolean
has_plain(const struct walk *w, GMimeMultipart *multipart, int depth)
{
	int n = g_mime_multipart_get_count(multipart);

	for (int i = 0; i < n && depth < limits->nesting; i++) {
		GMimeObject *child = g_mime_multipart_get_part(multipart, i);

		if (GMIME_IS_MULTIPART(child) &&
		    has_plain(w, GMIME_MULTIPART(child), depth + 1))
			return TRUE;
		if (is_text(w, child, "plain") &&
		    !is_blank_part(GMIME_PART(child)))
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
	if (n == 0 || w->depth >= limits->nesting) {
		w->lost = TRUE;
		return;
	}
	w->depth++;
	if (g_mime_content_type_is_type(type, "multipart", "alternative"))
		w->drop_html =
		    w->drop_html || has_plain(w, multipart, w->depth);
	for (int i = 0; i < n && w->parts <= limits->parts; i++)
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
	static const struct plain_format fixed = { FALSE, FALSE };
	const struct spool *s = w->message->spool;
	/* Without any field, what stands before an empty line is text, too. */
	gint64 from = w->message->header.fields->len ? s->body : s->start;
	g_autofree char *buf = g_malloc(LIMIT_READ_CHUNK);
	g_autofree char *decoded = NULL, *text = NULL;
	ssize_t n = pread(s->fd, buf, LIMIT_READ_CHUNK, from);

	if (n <= 0)
		return;
	decoded = charset_decode(buf, (gsize)n, NULL, NULL);
	text = text_trim(text_scrub(decoded, -1));
	g_string_assign(w->text, text);
	doc_free(w->message->body);
	w->message->body = plain_read(text, &fixed);
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
	m->body = doc_new();
	mime->root = parse(m->spool, &mime->stream);
	mime_read_addresses(m, m->from, &m->more_from, "From");
	mime_read_addresses(m, m->to, &m->more_to, "To");
	mime_read_addresses(m, m->cc, &m->more_cc, "Cc");
	if (mime->root)
		walk_object(&w, mime->root);
	else
		w.lost = TRUE;
	m->doubt = m->doubt || w.lost;
	if (!m->header.fields->len || (w.lost && !w.text->len))
		read_raw_body(&w);
	if (w.lost || m->text_cut || m->header.junk)
		g_ptr_array_add(m->attachments, message_original(m));
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
