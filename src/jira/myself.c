/*
 * Who we are to Jira.
 */
#include "jira/call.h"

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
