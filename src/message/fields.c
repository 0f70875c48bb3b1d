#include "message/fields.h"

#include "base/limits.h"
#include "base/text.h"
#include "coding/encoded.h"
#include "intake/msgid.h"

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
	g_autoptr(GPtrArray) reply = msgid_all(h, "In-Reply-To");
	g_autoptr(GPtrArray) chain = msgid_all(h, "References");
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

static char *
read_subject(const struct header *h, const char *charset)
{
	const char *raw = header_get(h, "Subject");
	g_autofree char *cut = g_strndup(raw ? raw : "", LIMIT_HEADER_TEXT);
	g_autofree char *text = encoded_decode(cut, charset);

	return text_scrub_line(text, -1);
}

void
fields_init(struct fields *f, const struct header *h, const char *charset,
    guint references_max)
{
	const char *date = header_get(h, "Date");

	*f = (struct fields){
		.from = addresses_new(),
		.to = addresses_new(),
		.cc = addresses_new(),
		.subject = read_subject(h, charset),
		.date = text_scrub_line(date ? date : "", -1),
		.id = msgid_first(header_get(h, "Message-ID")),
		.references = read_references(h, references_max),
	};
}

void
fields_release(struct fields *f)
{
	if (!f)
		return;
	g_clear_pointer(&f->from, g_ptr_array_unref);
	g_clear_pointer(&f->to, g_ptr_array_unref);
	g_clear_pointer(&f->cc, g_ptr_array_unref);
	g_clear_pointer(&f->references, g_ptr_array_unref);
	g_clear_pointer(&f->subject, g_free);
	g_clear_pointer(&f->date, g_free);
	g_clear_pointer(&f->id, g_free);
}
