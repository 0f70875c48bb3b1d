#include "message/read.h"

#include "base/limits.h"
#include "base/text.h"
#include "coding/charset.h"
#include "message/address_list.h"
#include "message/calendar.h"
#include "message/part.h"
#include "message/tree.h"
#include "message/walk.h"
#include "plain/read.h"

#include <gmime/gmime.h>
#include <string.h>
#include <unistd.h>

/* Messages in messages that are looked into; each is copied as a file. */
#define INNER_LEVELS 5

/* What the attachments read from. */
struct parsed {
	GMimeStream *stream;
	GMimeObject *root;
	GPtrArray *opened; /* of GMimeObject *: out of containers */
	GPtrArray *inner;  /* of struct inner_message */
	int parts;	   /* seen so far */
};

static void
parsed_free(gpointer p)
{
	struct parsed *parsed = p;

	if (parsed->root)
		g_object_unref(parsed->root);
	g_ptr_array_unref(parsed->opened);
	g_ptr_array_unref(parsed->inner);
	if (parsed->stream)
		g_object_unref(parsed->stream);
	g_free(parsed);
}

/* The body as it stands, for a message whose structure shows no text. */
static void
read_raw_body(struct message *m)
{
	static const struct plain_format fixed = { FALSE, FALSE };
	const struct spool *s = m->spool;
	/* Without any field, what stands before an empty line is text, too. */
	gint64 from = m->header.fields->len ? s->body : s->start;
	g_autofree char *buf = g_malloc(LIMIT_READ_CHUNK);
	g_autofree char *decoded = NULL;
	ssize_t n = pread(s->fd, buf, LIMIT_READ_CHUNK, from);

	if (n <= 0)
		return;
	decoded = charset_decode(buf, (gsize)n, NULL, NULL);
	g_free(m->text);
	m->text = text_trim(text_scrub(decoded, -1));
	doc_free(m->body);
	m->body = plain_read(m->text, &fixed);
	m->own_lines = m->body->lines->len;
}

static GMimeStream *
open_stream(const struct spool *s)
{
	GMimeStream *stream =
	    g_mime_stream_fs_new_with_bounds(s->fd, s->start, -1);

	g_mime_stream_fs_set_owner(GMIME_STREAM_FS(stream), FALSE);
	return stream;
}

static char *
join_texts(const struct message *m)
{
	GString *all = g_string_new(NULL);

	for (guint i = 0; i < m->texts->len; i++)
		g_string_append_printf(all, "%s%s", i ? "\n\n" : "",
		    (char *)g_ptr_array_index(m->texts, i));
	return g_string_free(all, FALSE);
}

/* The walk through all of it: body, texts and files. */
static void
read_parts(struct message *m, gboolean plain_first)
{
	struct parsed *parsed = g_new0(struct parsed, 1);
	struct collect c = {
		.message = m,
		.limits = m->spool->limits,
		.plain_first = plain_first,
	};

	m->parsed = parsed;
	m->parsed_free = parsed_free;
	parsed->opened = g_ptr_array_new_with_free_func(g_object_unref);
	parsed->inner = g_ptr_array_new_with_free_func(inner_message_free);
	parsed->stream = open_stream(m->spool);
	parsed->root = mime_parse(parsed->stream, &m->doubt);
	c.opened = parsed->opened;
	c.inner = parsed->inner;
	if (parsed->root)
		walk_object(&c, (struct context){ 0 }, parsed->root);
	else
		c.lost = TRUE;
	parsed->parts = c.parts;
	m->own_lines = m->body->lines->len;
	mime_add_events(&c);
	m->text =
	    m->texts->len ? join_texts(m) : doc_plain(m->body, DOC_WHOLE, TRUE);
	m->charset = c.charset;
	m->doubt = m->doubt || c.lost || m->text_cut;
	if (!m->header.fields->len || (c.lost && !*m->text))
		read_raw_body(m);
}

/* Does an earlier field of this name say the same? */
static gboolean
is_repeated(const struct header *h, guint n)
{
	const struct field *f = g_ptr_array_index(h->fields, n);

	for (guint i = 0; i < n; i++) {
		const struct field *one = g_ptr_array_index(h->fields, i);

		if (g_ascii_strcasecmp(one->name, f->name) == 0 &&
		    strcmp(one->value, f->value) == 0)
			return TRUE;
	}
	return FALSE;
}

/* There should be one field of a name; of more, who knows which is meant? */
static void
read_addresses(
    const struct message *m, GPtrArray *list, guint *more, const char *name)
{
	const struct header *h = &m->header;
	guint found = 0;

	for (guint i = 0; i < h->fields->len; i++) {
		const struct field *f = g_ptr_array_index(h->fields, i);

		if (g_ascii_strcasecmp(f->name, name) != 0)
			continue;
		if (found++ == LIMIT_ADDRESS_FIELDS) {
			*more += 1;
			return;
		}
		if (!is_repeated(h, i))
			address_list_read(list, more, f->value, m->charset,
			    m->spool->limits->addresses);
	}
}

/* Could the parser need memory for what looks like boundaries? */
static gboolean
may_have_parts(const struct message *m)
{
	/* Nobody knows what it takes for a field then. */
	gboolean may = m->header.junk;

	for (guint i = 0; !may && i < m->header.fields->len; i++) {
		const struct field *f = g_ptr_array_index(m->header.fields, i);

		may = g_ascii_strcasecmp(f->name, "Content-Type") == 0 &&
		    (strcasestr(f->value, "multipart") ||
			strcasestr(f->value, "message"));
	}
	return may;
}

/* Without an address in From, who else can it be?  The ticket shows which. */
static void
read_instead(struct message *m)
{
	static const char *const names[] = { "Sender", "Return-Path" };
	struct fields *f = &m->fields;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		guint more = 0;

		if (fields_have_address(f->from) ||
		    fields_have_address(f->instead) ||
		    (i > 0 && fields_have_address(f->reply_to)))
			return;
		g_ptr_array_set_size(f->instead, 0);
		read_addresses(m, f->instead, &more, names[i]);
		f->instead_name = names[i];
	}
	if (!fields_have_address(f->instead))
		g_ptr_array_set_size(f->instead, 0);
}

struct message *
message_read(const struct spool *s, gboolean plain_first)
{
	struct message *m = message_new(s);
	struct fields *f = &m->fields;

	if (s->head_cut || m->header.cut ||
	    (s->boundaries > LIMIT_BOUNDARY_LINES && may_have_parts(m))) {
		message_free(m);
		return message_new_plain(s);
	}
	mime_init();
	read_parts(m, plain_first);
	message_read_fields(m);
	read_addresses(m, f->from, &f->more_from, "From");
	read_addresses(m, f->to, &f->more_to, "To");
	read_addresses(m, f->cc, &f->more_cc, "Cc");
	read_addresses(m, f->reply_to, &f->more_reply_to, "Reply-To");
	read_instead(m);
	m->doubt = m->doubt || f->more_from || f->more_to || f->more_cc ||
	    f->more_reply_to;
	return m;
}

/* Walks through one attached message; only its files are of interest. */
static void
read_inner(struct parsed *parsed, const struct limits *limits,
    struct inner_message *inner, GPtrArray *files)
{
	guint before = files->len;
	struct message scratch = { .attachments = files, .body = doc_new() };
	struct collect c = {
		.message = &scratch,
		.limits = limits,
		.text_size = LIMIT_TEXT_BYTES,
		.opened = parsed->opened,
		.inner = parsed->inner,
		.level = inner->level,
		.parts = parsed->parts,
	};

	inner->root = mime_message_parse(inner->part);
	if (inner->root)
		walk_object(
		    &c, (struct context){ .wanted = WANT_FILES }, inner->root);
	parsed->parts = c.parts;
	for (guint i = before; i < files->len; i++) {
		struct attachment *a = g_ptr_array_index(files, i);

		a->within = g_strdup(inner->name);
	}
	mime_add_events(&c);
	doc_free(scratch.body);
}

GPtrArray *
message_inner_files(const struct message *m)
{
	GPtrArray *files =
	    g_ptr_array_new_with_free_func((GDestroyNotify)attachment_free);
	struct parsed *parsed = m->parsed;

	/* The list grows by the messages that are in messages. */
	for (guint i = 0; parsed && i < parsed->inner->len; i++) {
		struct inner_message *inner =
		    g_ptr_array_index(parsed->inner, i);

		if (inner->level <= INNER_LEVELS)
			read_inner(parsed, m->spool->limits, inner, files);
	}
	return files;
}
