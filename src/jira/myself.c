/*
 * Who we are to Jira, and what we may.
 */
#include "jira/call.h"

#include <string.h>

int
jira_verify(struct jira *j, struct error *err)
{
	g_autoptr(cJSON) me = NULL;

	if (j->verified)
		return 0;
	me = jira_call(j, "GET", API "/myself", NULL, err);
	if (!me)
		return -1;
	if (!json_string(me, "name") && !json_string(me, "accountId"))
		return error_set(err, FAIL_NOT_JIRA,
		    "GET /myself: the answer names no user");
	j->verified = TRUE;
	return 0;
}

int
jira_has_permission(struct jira *j, const char *issue_key,
    const char *permission, struct error *err)
{
	const char *end = strrchr(issue_key, '-');
	g_autofree char *project = end ?
	    g_strndup(issue_key, (gsize)(end - issue_key)) :
	    g_strdup(issue_key);
	g_autofree char *name = g_uri_escape_string(project, NULL, FALSE);
	/* Cloud wants to be told which; Data Center tells all. */
	gboolean cloud = j->flavour == FLAVOUR_CLOUD;
	g_autofree char *path =
	    g_strdup_printf(API "/mypermissions?projectKey=%s%s%s", name,
		cloud ? "&permissions=" : "", cloud ? permission : "");
	g_autoptr(cJSON) root = jira_call(j, "GET", path, NULL, err);
	const cJSON *one =
	    json_object(json_object(root, "permissions"), permission);

	if (!root)
		return -1;
	return cJSON_IsTrue(
	    cJSON_GetObjectItemCaseSensitive(one, "havePermission"));
}
