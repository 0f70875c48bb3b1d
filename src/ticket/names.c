#include "ticket/names.h"

#include "base/limits.h"
#include "ticket/tag.h"

#include <string.h>

static void
candidate_free(gpointer p)
{
	struct candidate *c = p;

	g_free(c->id);
	g_free(c->issue);
	g_free(c->digest);
	g_free(c);
}

void
candidate_add(GPtrArray *list, enum evidence evidence, char *id, char *issue,
    char *digest)
{
	struct candidate *c;

	if (!id)
		return;
	c = g_new0(struct candidate, 1);
	c->evidence = evidence;
	c->id = id;
	c->issue = issue;
	c->digest = digest;
	g_ptr_array_add(list, c);
}

static void
add_own_references(
    GPtrArray *list, const struct message *m, const struct ticket_ids *ids)
{
	for (guint i = 0; i < m->fields.references->len; i++) {
		char *id = NULL, *issue = NULL;

		if (ticket_parse_message_id(ids,
			g_ptr_array_index(m->fields.references, i), &id,
			&issue))
			candidate_add(
			    list, EVIDENCE_MESSAGE_ID, id, issue, NULL);
	}
}

/*
 * Which of its numbers a message got is not known, but nearly always it is
 * the first one: those come before all others.
 */
static void
add_foreign_references(
    GPtrArray *list, const struct message *m, const struct ticket_ids *ids)
{
	for (guint n = 0; n < TICKET_NUMBERS; n++)
		for (guint i = 0; i < m->fields.references->len; i++) {
			char *digest = ticket_digest(
			    g_ptr_array_index(m->fields.references, i));

			candidate_add(list, EVIDENCE_REFERENCE,
			    ticket_id(ids, digest, n), NULL, digest);
		}
}

static void
add_hashids(
    GPtrArray *list, const struct message *m, const struct ticket_ids *ids)
{
	for (guint i = 0, n = 0; i < m->header.fields->len; i++) {
		const struct field *f = g_ptr_array_index(m->header.fields, i);

		if (g_ascii_strcasecmp(f->name, "X-Jicket-HashID") == 0 &&
		    n++ < LIMIT_TAGS)
			candidate_add(list, EVIDENCE_HASHID,
			    tag_from_hashid(ids, f->value), NULL, NULL);
	}
}

static void
add_tags(GPtrArray *list, enum evidence evidence, const GPtrArray *tags)
{
	for (guint i = 0; i < tags->len; i++)
		candidate_add(list, evidence,
		    g_strdup(g_ptr_array_index(tags, i)), NULL, NULL);
}

GPtrArray *
candidates_find(const struct message *m, const struct ticket_ids *ids)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(candidate_free);
	struct tags tags;

	add_own_references(list, m, ids);
	add_hashids(list, m, ids);
	tags_init(&tags, ids, m->fields.subject);
	add_tags(list, EVIDENCE_TAG, tags.bracketed);
	add_foreign_references(list, m, ids);
	add_tags(list, EVIDENCE_WORD, tags.bare);
	tags_release(&tags);
	return list;
}

static void
notification_free(gpointer p)
{
	struct notification *n = p;

	g_free(n->issue);
	g_free(n);
}

static gboolean
is_notified(const GPtrArray *list, const char *issue)
{
	for (guint i = 0; i < list->len; i++) {
		const struct notification *n = g_ptr_array_index(list, i);

		if (strcmp(n->issue, issue) == 0)
			return TRUE;
	}
	return FALSE;
}

/*
 * "JIRA.<number>.<created>.<...>@host", the Message-ID of Jira's
 * notifications, of which a thread begins with the short form.
 */
static void
add_notification(GPtrArray *list, const char *message_id)
{
	static const char digits[] = "0123456789";
	const char *number = message_id + strlen("JIRA.");
	const char *created;
	g_autofree char *issue = NULL;
	struct notification *n;

	if (!g_str_has_prefix(message_id, "JIRA."))
		return;
	issue = g_strndup(number, strspn(number, digits));
	created = number + strlen(issue);
	if (!*issue || strlen(issue) > 18 || *created != '.')
		return;
	created++;
	if (strspn(created, digits) != 13 ||
	    (created[13] != '.' && created[13] != '@') ||
	    is_notified(list, issue) || list->len >= LIMIT_NOTIFICATIONS)
		return;
	n = g_new0(struct notification, 1);
	n->issue = g_steal_pointer(&issue);
	n->created = g_ascii_strtoll(created, NULL, 10);
	g_ptr_array_add(list, n);
}

GPtrArray *
notifications_find(const struct message *m)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(notification_free);

	for (guint i = 0; i < m->fields.references->len; i++)
		add_notification(
		    list, g_ptr_array_index(m->fields.references, i));
	return list;
}

const char *
evidence_name(enum evidence e)
{
	static const char *const names[] = { "message-id", "notification",
		"hashid", "tag", "reference", "word" };

	return names[e];
}
