/*
 * The description of an issue that is there already.
 */
#include "jira/call.h"

#include <string.h>

int
jira_set_description(struct jira *j, const char *issue, const char *text,
    const struct mark *mark, struct error *err)
{
	g_autofree char *path = g_strdup_printf(API "/issue/%s", issue);
	g_autoptr(cJSON) rq = cJSON_CreateObject();
	g_autofree char *body = NULL;

	cJSON_AddStringToObject(
	    cJSON_AddObjectToObject(rq, "fields"), "description", text);
	mark_add(rq, mark);
	body = json_print(rq);
	return jira_send(j, "PUT", path, body, err);
}

int
jira_get_description(
    struct jira *j, const char *issue, char **text, struct error *err)
{
	g_autofree char *path =
	    g_strdup_printf(API "/issue/%s?fields=description", issue);
	g_autoptr(cJSON) root = jira_call(j, "GET", path, NULL, err);
	const char *value;

	if (!root)
		return -1;
	value = json_string(json_object(root, "fields"), "description");
	*text = g_utf8_make_valid(value ? value : "", -1);
	return 0;
}

static gboolean
is_about_description(const cJSON *history)
{
	const cJSON *item;

	cJSON_ArrayForEach (item, json_array(history, "items"))
		if (g_strcmp0(json_string(item, "field"), "description") == 0)
			return TRUE;
	return FALSE;
}

int
jira_is_description_edited(struct jira *j, const char *issue, struct error *err)
{
	/* Each file that was attached has an entry. */
	static const char *const unneeded[] = { "author", "from", "fromString",
		"to", "toString", NULL };
	g_autofree char *path = g_strdup_printf(
	    API "/issue/%s?fields=summary&expand=changelog", issue);
	g_autoptr(cJSON) root =
	    jira_call_without(j, "GET", path, NULL, unneeded, err);
	const cJSON *item;

	if (!root)
		return -1;
	cJSON_ArrayForEach (
	    item, json_array(json_object(root, "changelog"), "histories"))
		if (is_about_description(item))
			return 1;
	return 0;
}
