#include "message/message.h"

/* Is it there again, and says something else? */
static gboolean
is_contradicted(const struct header *h, const char *name)
{
	const char *first = header_get(h, name);

	for (guint i = 0; first && i < h->fields->len; i++) {
		const struct field *f = g_ptr_array_index(h->fields, i);

		if (g_ascii_strcasecmp(f->name, name) == 0 &&
		    strcmp(f->value, first) != 0)
			return TRUE;
	}
	return FALSE;
}

/*
 * RFC 5322, 3.6: these may be there once.  Of more only one is read, and two
 * senders are for a person to judge.  To and Cc are all read and shown.
 */
static gboolean
has_contradiction(const struct header *h)
{
	static const char *const names[] = { "From", "Subject", "Content-Type",
		"Content-Transfer-Encoding", "Content-Disposition" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (is_contradicted(h, names[i]))
			return TRUE;
	return FALSE;
}

struct message *
message_new(const struct spool *s)
{
	struct message *m = g_new0(struct message, 1);

	m->spool = s;
	header_init(&m->header, s->head->str + s->start,
	    s->head->len - (gsize)s->start, s->limits->header_fields);
	m->body = doc_new();
	m->texts = g_ptr_array_new_with_free_func(g_free);
	m->attachments =
	    g_ptr_array_new_with_free_func((GDestroyNotify)attachment_free);
	m->left_out = g_ptr_array_new_with_free_func(g_free);
	m->doubt = s->head_cut || s->shorter || m->header.cut ||
	    m->header.junk || has_contradiction(&m->header);
	return m;
}

void
message_read_fields(struct message *m)
{
	fields_init(&m->fields, &m->header, m->charset,
	    (guint)m->spool->limits->references);
}

struct message *
message_new_plain(const struct spool *s)
{
	struct message *m = message_new(s);

	m->plain = TRUE;
	m->doubt = TRUE;
	m->text = g_strdup("");
	message_read_fields(m);
	address_add_plain(m->fields.from, header_get(&m->header, "From"));
	address_add_plain(m->fields.to, header_get(&m->header, "To"));
	address_add_plain(
	    m->fields.reply_to, header_get(&m->header, "Reply-To"));
	return m;
}

struct attachment *
message_original(const struct message *m)
{
	struct attachment *a = attachment_from_file(MESSAGE_ORIGINAL,
	    "message/rfc822", m->spool->fd, m->spool->start, FALSE);

	a->size = m->spool->size - m->spool->start;
	a->unnamed = TRUE;
	return a;
}

void
message_free(struct message *m)
{
	if (!m)
		return;
	g_ptr_array_unref(m->attachments);
	g_ptr_array_unref(m->left_out);
	if (m->parsed)
		m->parsed_free(m->parsed);
	header_release(&m->header);
	fields_release(&m->fields);
	g_free(m->text);
	g_ptr_array_unref(m->texts);
	g_free(m->charset);
	doc_free(m->body);
	g_free(m);
}
