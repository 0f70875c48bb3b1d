#include "plan/letter.h"

#include "send/language.h"

#include <string.h>

/*
 * The subject without the tags of other tickets, which would lead an answer
 * to our mail there; to be freed.
 */
static char *
without_tags(const struct ticket_ids *ids, const char *subject)
{
	GString *out = g_string_new(NULL);

	while (*subject) {
		const size_t n =
		    g_str_has_prefix(subject, "[#") ? strcspn(subject, "]") : 0;
		g_autofree char *inner =
		    n ? g_strndup(subject + 2, n - 2) : NULL;
		g_autofree char *id = inner ? ticket_id_read(ids, inner) : NULL;

		if (id && subject[n]) {
			subject += n + 1;
			continue;
		}
		g_string_append_c(out, *subject++);
	}
	return g_strstrip(g_string_free(out, FALSE));
}

void
letter_write(const struct options *o, const struct message *m,
    const struct ticket_ids *ids, const char *ticketid, const char *issuekey,
    const char *link, gint64 now, struct filled *f)
{
	const struct address *from =
	    m->fields.from->len ? g_ptr_array_index(m->fields.from, 0) : NULL;
	g_autofree char *subject = without_tags(ids, m->fields.subject);
	g_autoptr(GPtrArray) languages =
	    language_wanted(header_get(&m->header, "Accept-Language"),
		header_get(&m->header, "Content-Language"), m->text);
	const struct confirmation c = {
		.subject = subject,
		.ticketid = ticketid,
		.issuekey = issuekey,
		.link = link,
		.name = from ? from->name : NULL,
		.date = now,
		.quote = m->text,
		.languages = languages,
	};

	template_confirm(o, &c, f);
}
