#include "message/fields.h"

#include "base/limits.h"
#include "base/text.h"
#include "coding/encoded.h"
#include "intake/msgid.h"

#include <string.h>

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

/*
 * RFC 4021, 2.1.54 and 2.1.55, and what mailers write beside it: from 1,
 * the highest, to 5.  Only what is not normal is said.
 */
static const char *
read_importance(const struct header *h)
{
	static const char *const names[] = { "Importance", "X-Priority",
		"Priority", "X-MSMail-Priority" };
	static const char *const high[] = { "high", "urgent", "1", "2" };
	static const char *const low[] = { "low", "non-urgent", "4", "5" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *raw = header_get(h, names[i]);
		g_autofree char *word =
		    g_strndup(raw ? raw : "", strcspn(raw ? raw : "", " \t("));

		for (size_t k = 0; k < G_N_ELEMENTS(high); k++) {
			if (g_ascii_strcasecmp(word, high[k]) == 0)
				return "high";
			if (g_ascii_strcasecmp(word, low[k]) == 0)
				return "low";
		}
	}
	return "";
}

gboolean
fields_have_address(const GPtrArray *list)
{
	for (guint i = 0; i < list->len; i++) {
		const struct address *a = g_ptr_array_index(list, i);

		if (*a->addr)
			return TRUE;
	}
	return FALSE;
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
		.reply_to = addresses_new(),
		.instead = addresses_new(),
		.instead_name = "",
		.importance = read_importance(h),
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
	g_clear_pointer(&f->reply_to, g_ptr_array_unref);
	g_clear_pointer(&f->instead, g_ptr_array_unref);
	g_clear_pointer(&f->references, g_ptr_array_unref);
	g_clear_pointer(&f->subject, g_free);
	g_clear_pointer(&f->date, g_free);
	g_clear_pointer(&f->id, g_free);
}
