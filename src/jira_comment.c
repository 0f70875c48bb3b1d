/*
 * Comments, and the marks by which they are known again.
 */
#include "jira_call.h"

#include "limits.h"

#include <string.h>

static gboolean
is_marked(const cJSON *comment, const char *step, const char *digest)
{
	const cJSON *item;

	cJSON_ArrayForEach (item, json_array(comment, "properties")) {
		const char *key = json_string(item, "key");
		const cJSON *value = json_object(item, "value");

		if (g_strcmp0(key, JIRA_PROPERTY) == 0 &&
		    g_strcmp0(json_string(value, "digest"), digest) == 0 &&
		    g_strcmp0(json_string(value, "step"), step) == 0)
			return TRUE;
	}
	return FALSE;
}

/*
 * On Cloud the list does not promise properties; POST /comment/list does.
 * NULL: failed.
 */
static cJSON *
comments_with_properties(struct jira *j, cJSON *list, struct error *err)
{
	g_autoptr(cJSON) rq = NULL;
	g_autofree char *body = NULL;
	const cJSON *item;
	cJSON *ids;

	if (j->flavour != FLAVOUR_CLOUD ||
	    cJSON_GetArraySize(json_array(list, "comments")) == 0)
		return list;
	rq = cJSON_CreateObject();
	ids = cJSON_AddArrayToObject(rq, "ids");
	cJSON_ArrayForEach (item, json_array(list, "comments")) {
		const char *id = json_string(item, "id");

		/* The ids are strings in answers and numbers in requests. */
		if (id && strspn(id, "0123456789") == strlen(id) && *id)
			cJSON_AddItemToArray(ids, cJSON_CreateRaw(id));
	}
	body = json_print(rq);
	cJSON_Delete(list);
	return jira_call(
	    j, "POST", API "/comment/list?expand=properties", body, err);
}

int
jira_has_comment(struct jira *j, const char *issue, const char *step,
    const char *digest, struct error *err)
{
	g_autofree char *path = g_strdup_printf(API
	    "/issue/%s/comment?orderBy=-created&maxResults=%d"
	    "%s",
	    issue, LIMIT_COMMENTS,
	    j->flavour == FLAVOUR_CLOUD ? "" : "&expand=properties");
	cJSON *root = jira_call(j, "GET", path, NULL, err);
	const cJSON *item, *list;
	int found = 0;

	if (root)
		root = comments_with_properties(j, root, err);
	if (!root)
		return -1;
	list = json_array(root, "comments");
	if (!list)
		list = json_array(root, "values");
	cJSON_ArrayForEach (item, list)
		if (is_marked(item, step, digest))
			found = 1;
	cJSON_Delete(root);
	return found;
}

int
jira_add_comment(struct jira *j, const char *issue,
    const struct jira_comment *c, struct error *err)
{
	g_autofree char *path = g_strdup_printf(API "/issue/%s/comment", issue);
	g_autoptr(cJSON) rq = cJSON_CreateObject(), root = NULL;
	g_autofree char *body = NULL;

	cJSON_AddStringToObject(rq, "body", c->body);
	jira_add_mark(rq, c->step, c->digest, c->body_digest, c->body_size);
	body = json_print(rq);
	root = jira_call(j, "POST", path, body, err);
	return root ? 0 : -1;
}
