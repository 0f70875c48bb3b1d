#include "ticket/classify.h"

#include "base/limits.h"
#include "intake/msgid.h"
#include "ticket/bounce.h"
#include "ticket/machine.h"
#include "ticket/said.h"
#include "ticket/tag.h"

#include <string.h>

/* Is this the ticket id of the message that has this id? */
static gboolean
is_id_of(const struct ticket_ids *ids, const char *id, const char *message_id)
{
	g_autofree char *digest = ticket_digest(message_id);

	for (guint n = 0; n < TICKET_NUMBERS; n++) {
		g_autofree char *one = ticket_id(ids, digest, n);

		if (strcmp(one, id) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_from_us(const struct message *m, const struct ticket_ids *ids)
{
	const struct address *from = m->fields.from->len == 1 ?
	    g_ptr_array_index(m->fields.from, 0) :
	    NULL;

	return from && ticket_is_own_address(ids, from->addr);
}

/*
 * Jicket 0.6 sent its confirmation to the ticket address as well and told
 * it by X-Jicket-Initial-ReplyID being the id that the mail answers.  Anybody
 * can write that.  So the ticket id must be the one of that mail, or the mail
 * be from our address: 0.6 counted its ids.
 */
static gboolean
is_jicket_start(const struct message *m, const struct ticket_ids *ids)
{
	const char *hashid = header_get(&m->header, "X-Jicket-HashID");
	g_autofree char *id = hashid ? tag_from_hashid(ids, hashid) : NULL;
	g_autofree char *initial =
	    msgid_first(header_get(&m->header, "X-Jicket-Initial-ReplyID"));
	g_autofree char *reply =
	    msgid_first(header_get(&m->header, "In-Reply-To"));

	if (!id || !initial || !reply || strcmp(initial, reply) != 0)
		return FALSE;
	return is_id_of(ids, id, initial) || is_from_us(m, ids);
}

/* Why it is our own mail, come back; NULL: it is not. */
static const char *
own_reason(const struct message *m, const struct ticket_ids *ids)
{
	g_autofree char *id = NULL, *issue = NULL;

	if (m->fields.id &&
	    ticket_parse_message_id(ids, m->fields.id, &id, &issue) &&
	    (ticket_is_key_secret(ids) || is_from_us(m, ids)))
		return "own-message-id";
	return is_jicket_start(m, ids) ? "own-confirmation" : NULL;
}

static void
set_class(
    struct verdict *v, enum class class, gboolean sure, const char *reason)
{
	v->class = class;
	v->sure = sure;
	v->reason = reason;
	v->mute = reason;
}

/*
 * Our address alone makes no mail ours: staff write from it as well.  What a
 * robot writes from there is an answer to us.
 */
static void
find_class(struct verdict *v, const struct message *m,
    const struct ticket_ids *ids, const struct options *o,
    const struct envelope *e)
{
	const char *own = own_reason(m, ids);
	struct machine machine;

	machine_find(&machine, m, o, e ? e->sender : NULL);
	v->mute = machine.mute;
	if (own)
		set_class(v, CLASS_OWN, TRUE, own);
	else if (machine.class == CLASS_AUTOREPLY && is_from_us(m, ids))
		set_class(v, CLASS_OWN, FALSE, "own-sender");
	else if (machine.class != CLASS_HUMAN)
		set_class(v, machine.class, machine.sure && !m->plain,
		    machine.reason);
	else if (is_from_us(m, ids))
		v->mute = "own-address";
	v->undesired = machine_is_undesired(m, o);
}

/*
 * A bounce says whose mail it is by an id in what it returns, or as an
 * answer to it does.
 */
static void
find_returned(
    struct verdict *v, const struct message *m, const struct ticket_ids *ids)
{
	char *id = NULL, *issue = NULL;

	if (v->class != CLASS_BOUNCE)
		return;
	if (bounce_find_ours(m, ids, &id, &issue))
		candidate_add(
		    v->candidates, EVIDENCE_MESSAGE_ID, id, issue, NULL);
	for (guint i = 0; i < v->candidates->len; i++) {
		const struct candidate *c = g_ptr_array_index(v->candidates, i);

		if (c->evidence == EVIDENCE_MESSAGE_ID)
			v->returns_ours = TRUE;
	}
}

/* Takes the digest. */
static void
set_digest(struct verdict *v, char *digest, const struct ticket_ids *ids)
{
	g_free(v->digest);
	v->digest = digest;
	for (guint i = 0; i < TICKET_NUMBERS; i++) {
		g_free(v->ids[i]);
		v->ids[i] = ticket_id(ids, digest, i);
	}
}

struct verdict *
classify(const struct message *m, const struct ticket_ids *ids,
    const struct options *o, const struct envelope *e)
{
	struct verdict *v = g_new0(struct verdict, 1);

	v->candidates = candidates_find(m, ids);
	v->notifications = notifications_find(m);
	set_digest(v,
	    m->fields.id ? ticket_digest(m->fields.id) :
			   ticket_digest_content(&m->header, m->spool),
	    ids);
	v->reason = v->candidates->len ? "names a ticket, or answers a mail" :
					 "names no ticket and answers nothing";
	find_class(v, m, ids, o, e);
	find_returned(v, m, ids);
	return v;
}

void
verdict_leave_id(
    struct verdict *v, const struct message *m, const struct ticket_ids *ids)
{
	g_autofree char *said = said_new(m);
	g_autoptr(GString) all = g_string_new(v->digest);

	g_string_append_printf(all, "/%s", said ? said : m->spool->digest);
	for (guint i = 0; i < m->attachments->len; i++)
		g_string_append_printf(all, "/%s",
		    attachment_digest(g_ptr_array_index(m->attachments, i)));
	set_digest(v, ticket_digest(all->str), ids);
}

void
verdict_free(struct verdict *v)
{
	if (!v)
		return;
	g_free(v->digest);
	for (guint i = 0; i < TICKET_NUMBERS; i++)
		g_free(v->ids[i]);
	g_ptr_array_unref(v->candidates);
	g_ptr_array_unref(v->notifications);
	g_free(v);
}
