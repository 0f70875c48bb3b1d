#include "jira/call.h"

#include "base/limits.h"
#include "base/log.h"

#include <string.h>

void
jira_init(struct jira *j, struct http *http, const struct deadline *d,
    enum flavour flavour)
{
	*j = (struct jira){ .http = http, .deadline = d, .flavour = flavour };
	json_init();
}

/*
 * Does this answer say whether our credentials were accepted?  The last one
 * that does counts: they may expire in the middle of a run.
 */
static void
note_login(struct jira *j, const struct http_response *rs)
{
	if (jira_is_login_failure(rs) ||
	    (rs->user && strcmp(rs->user, "anonymous") == 0))
		j->verified = FALSE;
	else if (rs->user ||
	    (rs->login_reason && strstr(rs->login_reason, "OK")))
		j->verified = TRUE;
}

/* A 429 was refused before it had an effect, so it may be repeated. */
int
jira_exchange(struct jira *j, const struct http_request *rq,
    struct http_response *rs, struct error *err)
{
	for (int tries = 0;; tries++) {
		long wait;

		if (j->http->perform(j->http, rq, rs, err) < 0) {
			error_prefix(err, "%s %s", rq->method, rq->path);
			return -1;
		}
		wait = MAX(rs->retry_after, 1);
		if (rs->status != 429 || tries >= LIMIT_RETRIES ||
		    wait > LIMIT_RETRY_AFTER_SECONDS ||
		    wait * 1000 >= deadline_left(j->deadline))
			break;
		log_info("Jira is busy, waiting %ld s", wait);
		http_response_release(rs);
		http_response_init(rs);
		/* It has seen the text of the refusal. */
		if (rq->digest)
			g_checksum_reset(rq->digest);
		deadline_sleep(j->deadline, wait);
	}
	note_login(j, rs);
	return 0;
}

cJSON *
jira_call(struct jira *j, const char *method, const char *path,
    const char *body, struct error *err)
{
	return jira_call_without(j, method, path, body, NULL, err);
}

cJSON *
jira_call_without(struct jira *j, const char *method, const char *path,
    const char *body, const char *const *without, struct error *err)
{
	struct http_request rq = {
		.method = method, .path = path, .body = body, .without = without
	};
	struct http_response rs;
	enum failure failure;
	cJSON *root = NULL;

	http_response_init(&rs);
	if (jira_exchange(j, &rq, &rs, err) == 0) {
		failure = jira_status(&rs);
		if (failure == FAIL_NONE) {
			root = json_parse(rs.body->str, rs.body->len);
			if (!root)
				failure = FAIL_NOT_JIRA;
		}
		if (failure != FAIL_NONE)
			(void)jira_failure(&rq, &rs, failure, err);
	}
	http_response_release(&rs);
	return root;
}

int
jira_send(struct jira *j, const char *method, const char *path,
    const char *body, struct error *err)
{
	const struct http_request rq = {
		.method = method, .path = path, .body = body
	};
	struct http_response rs;
	int rc;

	http_response_init(&rs);
	rc = jira_exchange(j, &rq, &rs, err);
	if (rc == 0 && jira_status(&rs) != FAIL_NONE)
		rc = jira_failure(&rq, &rs, jira_status(&rs), err);
	http_response_release(&rs);
	return rc;
}

void
jira_add_strings(cJSON *object, const char *name, const char *const *values)
{
	cJSON_AddItemToObject(object, name,
	    cJSON_CreateStringArray(
		values, (int)g_strv_length((char **)(gintptr)values)));
}

gint64
jira_time(const char *text)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) time =
	    text ? g_date_time_new_from_iso8601(text, utc) : NULL;

	if (!time)
		return 0;
	return g_date_time_to_unix(time) * 1000 +
	    g_date_time_get_microsecond(time) / 1000;
}
