#include "ticket/inspect.h"

#include "base/json.h"
#include "message/read.h"
#include "ticket/authres.h"
#include "ticket/bounce.h"

static cJSON *
addresses(const GPtrArray *list)
{
	cJSON *all = cJSON_CreateArray();

	for (guint i = 0; i < list->len; i++) {
		const struct address *a = g_ptr_array_index(list, i);
		cJSON *one = cJSON_CreateObject();

		cJSON_AddStringToObject(one, "name", a->name);
		cJSON_AddStringToObject(
		    one, "addr", *a->addr ? a->addr : a->local);
		cJSON_AddItemToArray(all, one);
	}
	return all;
}

static void
add_attachments(cJSON *all, const GPtrArray *list)
{
	for (guint i = 0; i < list->len; i++) {
		struct attachment *a = g_ptr_array_index(list, i);
		cJSON *one = cJSON_CreateObject();

		(void)attachment_measure(a, TRUE);
		/* As the mail has it; for use, there is the other. */
		if (a->given)
			cJSON_AddStringToObject(one, "filename", a->given);
		else
			cJSON_AddNullToObject(one, "filename");
		cJSON_AddStringToObject(one, "name", a->name);
		cJSON_AddStringToObject(one, "content_type", a->type);
		cJSON_AddNumberToObject(one, "size", (double)a->size);
		cJSON_AddStringToObject(one, "sha256", a->sha256);
		if (a->within)
			cJSON_AddStringToObject(one, "in", a->within);
		cJSON_AddItemToArray(all, one);
	}
}

/* All files, those inside of attached messages last. */
static cJSON *
attachments(const struct message *m)
{
	cJSON *all = cJSON_CreateArray();
	g_autoptr(GPtrArray) inner = message_inner_files(m);

	add_attachments(all, m->attachments);
	add_attachments(all, inner);
	return all;
}

static cJSON *
more_texts(const GPtrArray *list)
{
	cJSON *all = cJSON_CreateArray();

	for (guint i = 1; i < list->len; i++)
		cJSON_AddItemToArray(
		    all, cJSON_CreateString(g_ptr_array_index(list, i)));
	return all;
}

static cJSON *
candidates(const struct verdict *v)
{
	cJSON *all = cJSON_CreateArray();

	for (guint i = 0; i < v->notifications->len; i++) {
		const struct notification *n =
		    g_ptr_array_index(v->notifications, i);
		cJSON *one = cJSON_CreateObject();

		cJSON_AddStringToObject(one, "issue", n->issue);
		cJSON_AddStringToObject(one, "evidence", "notification");
		cJSON_AddItemToArray(all, one);
	}
	for (guint i = 0; i < v->candidates->len; i++) {
		const struct candidate *c = g_ptr_array_index(v->candidates, i);
		cJSON *one = cJSON_CreateObject();

		cJSON_AddStringToObject(one, "ticket", c->id);
		cJSON_AddStringToObject(
		    one, "evidence", evidence_name(c->evidence));
		cJSON_AddItemToArray(all, one);
	}
	return all;
}

static cJSON *
bounced(const struct message *m)
{
	cJSON *all = cJSON_CreateArray();
	g_autoptr(GPtrArray) list = bounce_recipients(m);

	for (guint i = 0; i < list->len; i++) {
		const struct bounced *b = g_ptr_array_index(list, i);
		cJSON *one = cJSON_CreateObject();

		cJSON_AddStringToObject(one, "recipient", b->recipient);
		cJSON_AddStringToObject(one, "action", b->action);
		cJSON_AddStringToObject(one, "status", b->status);
		cJSON_AddStringToObject(one, "diagnostic", b->diagnostic);
		cJSON_AddItemToArray(all, one);
	}
	return all;
}

/* Whose word on the sender is taken, so that a wrong id can be seen. */
static cJSON *
authentication(const struct message *m, const struct options *o)
{
	cJSON *out = cJSON_CreateObject();
	struct authres a;

	authres_init(&a, m, o->authserv_ids);
	cJSON_AddStringToObject(out, "verdict", authres_name(a.verdict));
	if (a.by)
		cJSON_AddStringToObject(out, "by", a.by);
	if (a.topmost)
		cJSON_AddStringToObject(out, "topmost", a.topmost);
	authres_release(&a);
	return out;
}

char *
inspect_print(
    const struct message *m, const struct verdict *v, const struct options *o)
{
	const struct fields *f = &m->fields;
	g_autofree char *new_part = NULL;
	g_autoptr(cJSON) root = cJSON_CreateObject();

	new_part = doc_plain(m->body, DOC_KEPT, FALSE);
	cJSON_AddStringToObject(root, "class", class_name(v->class));
	cJSON_AddStringToObject(root, "reason", v->reason);
	if (v->mute)
		cJSON_AddStringToObject(root, "mute", v->mute);
	if (v->class == CLASS_BOUNCE) {
		cJSON_AddBoolToObject(root, "returns_ours", v->returns_ours);
		cJSON_AddItemToObject(root, "bounced", bounced(m));
	}
	if (v->undesired)
		cJSON_AddTrueToObject(root, "undesired");
	cJSON_AddStringToObject(root, "ticket", v->ids[0]);
	cJSON_AddItemToObject(root, "names", candidates(v));
	cJSON_AddStringToObject(root, "subject", f->subject);
	cJSON_AddItemToObject(root, "from", addresses(f->from));
	cJSON_AddItemToObject(root, "authentication", authentication(m, o));
	cJSON_AddItemToObject(root, "to", addresses(f->to));
	cJSON_AddItemToObject(root, "cc", addresses(f->cc));
	cJSON_AddStringToObject(root, "date", f->date);
	cJSON_AddStringToObject(root, "message_id", f->id ? f->id : "");
	cJSON_AddStringToObject(root, "text",
	    m->texts->len ? g_ptr_array_index(m->texts, 0) : m->text);
	if (m->texts->len > 1)
		cJSON_AddItemToObject(root, "more_text", more_texts(m->texts));
	cJSON_AddStringToObject(root, "new_part", new_part);
	cJSON_AddItemToObject(root, "attachments", attachments(m));
	cJSON_AddBoolToObject(root, "doubt", m->doubt);
	return json_print(root);
}
