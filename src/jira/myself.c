/*
 * Who we are to Jira, and what we may.
 */
#include "jira/call.h"

#include "base/log.h"

#include <string.h>

gboolean
jira_is_cloud(struct jira *j)
{
	struct error unknown = ERROR_INIT;
	g_autoptr(cJSON) info = j->guessed ?
	    jira_call(j, "GET", API "/serverInfo", NULL, &unknown) :
	    NULL;

	error_release(&unknown);
	if (!info)
		return j->flavour == FLAVOUR_CLOUD;
	j->guessed = FALSE;
	if (g_strcmp0(json_string(info, "deploymentType"), "Cloud") != 0)
		return FALSE;
	j->flavour = FLAVOUR_CLOUD;
	log_info("this is a Jira of Cloud; flavour = cloud would save two "
		 "requests for each mail");
	return TRUE;
}

/*
 * A token without the scope for that is known to Jira all the same: what it
 * may is told by another request.
 */
static int
verify_by_permissions(struct jira *j, struct error *err)
{
	g_autoptr(cJSON) root = jira_call(j, "GET",
	    API "/mypermissions?permissions=BROWSE_PROJECTS", NULL, err);

	if (!root)
		return -1;
	if (!json_object(root, "permissions"))
		return error_set(err, FAIL_NOT_JIRA,
		    "GET /mypermissions: the answer names no permissions");
	j->verified = TRUE;
	return 0;
}

int
jira_verify(struct jira *j, struct error *err)
{
	const struct http_request rq = { .method = "GET",
		.path = API "/myself" };
	g_autoptr(cJSON) me = NULL;
	struct http_response rs;
	gboolean lacks_scope;
	int rc;

	if (j->verified)
		return 0;
	http_response_init(&rs);
	rc = jira_exchange(j, &rq, &rs, err);
	lacks_scope = rc == 0 && jira_lacks_scope(&rs);
	if (rc == 0 && !lacks_scope && jira_status(&rs) != FAIL_NONE)
		rc = jira_failure(&rq, &rs, jira_status(&rs), err);
	me = rc == 0 ? json_parse(rs.body->str, rs.body->len) : NULL;
	http_response_release(&rs);
	if (rc < 0)
		return -1;
	if (lacks_scope)
		return verify_by_permissions(j, err);
	if (!json_string(me, "name") && !json_string(me, "accountId"))
		return error_set(err, FAIL_NOT_JIRA,
		    "GET /myself: the answer names no user");
	j->verified = TRUE;
	return 0;
}

/*
 * Cloud wants to be told which permission; Data Center tells all.  Where no
 * search came before, nothing has shown that a guess is wrong.  "where" is a
 * parameter of the request that names project or issue.
 */
static int
has_permission(struct jira *j, const char *where, const char *permission,
    struct error *err)
{
	const gboolean cloud = jira_is_cloud(j);
	g_autofree char *path = g_strdup_printf(API "/mypermissions?%s%s%s",
	    where, cloud ? "&permissions=" : "", cloud ? permission : "");
	g_autoptr(cJSON) root = jira_call(j, "GET", path, NULL, err);
	const cJSON *one =
	    json_object(json_object(root, "permissions"), permission);

	if (!root)
		return -1;
	return cJSON_IsTrue(
	    cJSON_GetObjectItemCaseSensitive(one, "havePermission"));
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
	g_autofree char *where = g_strconcat("projectKey=", name, NULL);

	return has_permission(j, where, permission, err);
}

int
jira_has_permission_on(struct jira *j, const char *issue,
    const char *permission, struct error *err)
{
	g_autofree char *where = g_strconcat("issueId=", issue, NULL);

	return has_permission(j, where, permission, err);
}
