#include "message/message.h"

#include "base/limits.h"
#include "base/text.h"
#include "coding/encoded.h"
#include "message/read.h"

#include <string.h>

static void
address_free(gpointer p)
{
	struct address *a = p;

	g_free(a->name);
	g_free(a->addr);
	g_free(a->local);
	g_free(a);
}

/* Exactly one "@" with something on both sides, and no blanks. */
static gboolean
is_address(const char *s)
{
	const char *at = strchr(s, '@');

	return at && at > s && at[1] && !strchr(at + 1, '@') &&
	    !strpbrk(s, " \t<>,;");
}

void
message_add_address(GPtrArray *list, const char *name, const char *addr)
{
	struct address *a = g_new0(struct address, 1);

	a->name = text_scrub_line(name ? name : "", -1);
	a->addr = text_scrub_line(addr ? addr : "", -1);
	a->local =
	    g_strdup(*a->addr && !strpbrk(a->addr, "@ \t<>,;:") ? a->addr : "");
	if (!is_address(a->addr)) {
		/* What is no address is shown as text, and used as none. */
		char *shown = *a->name && *a->addr ?
		    g_strdup_printf("%s <%s>", a->name, a->addr) :
		    g_strconcat(a->name, a->addr, NULL);

		g_free(a->name);
		g_free(a->addr);
		a->name = shown;
		a->addr = g_strdup("");
	}
	g_ptr_array_add(list, a);
}

char *
address_format(const struct address *a)
{
	if (!*a->addr)
		return g_strdup(a->name);
	if (!*a->name || strcmp(a->name, a->addr) == 0)
		return g_strdup(a->addr);
	return g_strdup_printf("%s <%s>", a->name, a->addr);
}

static void
add_reference(GPtrArray *ids, const char *id, guint max)
{
	if (ids->len < max &&
	    !g_ptr_array_find_with_equal_func(ids, id, g_str_equal, NULL))
		g_ptr_array_add(ids, g_strdup(id));
}

/*
 * The ids that the message answers: In-Reply-To, then References from its
 * end.  Of a long thread the first id counts more than the middle: it is
 * the one that opened the ticket.
 */
static GPtrArray *
read_references(const struct header *h, guint max)
{
	g_autoptr(GPtrArray) reply = header_ids(header_get(h, "In-Reply-To"));
	g_autoptr(GPtrArray) chain = header_ids(header_get(h, "References"));
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < reply->len; i++)
		add_reference(ids, g_ptr_array_index(reply, i), max);
	for (guint i = chain->len; i > 1; i--)
		add_reference(ids, g_ptr_array_index(chain, i - 1), max);
	if (chain->len && max) {
		if (ids->len >= max)
			g_ptr_array_set_size(ids, (gint)max - 1);
		add_reference(ids, g_ptr_array_index(chain, 0), max);
	}
	return ids;
}

static struct message *
message_alloc(const struct spool *s)
{
	struct message *m = g_new0(struct message, 1);
	const char *value;

	m->spool = s;
	header_init(&m->header, s->head->str + s->start,
	    s->head->len - (gsize)s->start, s->limits->header_fields);
	m->from = g_ptr_array_new_with_free_func(address_free);
	m->to = g_ptr_array_new_with_free_func(address_free);
	m->cc = g_ptr_array_new_with_free_func(address_free);
	m->texts = g_ptr_array_new_with_free_func(g_free);
	m->attachments =
	    g_ptr_array_new_with_free_func((GDestroyNotify)attachment_free);
	m->left_out = g_ptr_array_new_with_free_func(g_free);
	m->id = header_message_id(header_get(&m->header, "Message-ID"));
	m->references =
	    read_references(&m->header, (guint)s->limits->references);
	value = header_get(&m->header, "Date");
	m->date = text_scrub_line(value ? value : "", -1);
	m->doubt = s->head_cut || m->header.cut || m->header.junk;
	return m;
}

static char *
read_subject(const struct message *m)
{
	const char *raw = header_get(&m->header, "Subject");
	g_autofree char *cut = g_strndup(raw ? raw : "", LIMIT_HEADER_TEXT);
	g_autofree char *text = encoded_decode(cut, m->charset);

	return text_scrub_line(text, -1);
}

struct message *
message_new(const struct spool *s, enum body_order order)
{
	struct message *m;

	if (s->head_cut || s->boundaries > LIMIT_BOUNDARY_LINES)
		return message_new_plain(s);
	m = message_alloc(s);
	if (m->header.cut) {
		message_free(m);
		return message_new_plain(s);
	}
	mime_read(m, order);
	m->subject = read_subject(m);
	return m;
}

static void
add_plain_addresses(GPtrArray *list, const struct header *h, const char *name)
{
	const char *raw = header_get(h, name);
	const char *open = raw ? strrchr(raw, '<') : NULL;
	const char *close = open ? strchr(open, '>') : NULL;
	g_autofree char *display = NULL, *addr = NULL;

	if (!raw)
		return;
	if (close && close - open < 400) {
		display = g_strndup(raw, MIN(open - raw, 200));
		addr = g_strndup(open + 1, (gsize)(close - open - 1));
	} else {
		display = g_strdup("");
		addr = g_strndup(raw, 200);
	}
	message_add_address(list, display, addr);
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

struct message *
message_new_plain(const struct spool *s)
{
	struct message *m = message_alloc(s);

	m->plain = TRUE;
	m->doubt = TRUE;
	m->subject = read_subject(m);
	add_plain_addresses(m->from, &m->header, "From");
	add_plain_addresses(m->to, &m->header, "To");
	m->body = doc_new();
	m->text = g_strdup("");
	return m;
}

void
message_free(struct message *m)
{
	if (!m)
		return;
	g_ptr_array_unref(m->attachments);
	g_ptr_array_unref(m->left_out);
	mime_free(m->mime);
	header_release(&m->header);
	g_ptr_array_unref(m->from);
	g_ptr_array_unref(m->to);
	g_ptr_array_unref(m->cc);
	g_ptr_array_unref(m->references);
	g_free(m->subject);
	g_free(m->date);
	g_free(m->id);
	g_free(m->text);
	g_ptr_array_unref(m->texts);
	g_free(m->charset);
	doc_free(m->body);
	g_free(m);
}
