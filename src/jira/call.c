#include "jira/call.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"

#include <string.h>

void
jira_init(struct jira *j, struct http *http, const struct deadline *d,
    enum flavour flavour)
{
	*j = (struct jira){ .http = http, .deadline = d, .flavour = flavour };
	json_init();
}

char *
jira_error_text(const struct http_response *rs)
{
	g_autoptr(cJSON) root = json_parse(rs->body->str, rs->body->len);
	GString *text = g_string_new(NULL);
	const cJSON *item;

	cJSON_ArrayForEach (item, json_array(root, "errorMessages"))
		if (cJSON_IsString(item))
			g_string_append_printf(text, "%s; ", item->valuestring);
	cJSON_ArrayForEach (item, json_object(root, "errors"))
		if (cJSON_IsString(item))
			g_string_append_printf(
			    text, "%s: %s; ", item->string, item->valuestring);
	if (json_string(root, "message"))
		g_string_append(text, json_string(root, "message"));
	if (json_string(root, "errorMessages"))
		g_string_append(text, json_string(root, "errorMessages"));
	if (!text->len && rs->denied_reason)
		g_string_append(text, rs->denied_reason);
	if (g_str_has_suffix(text->str, "; "))
		g_string_truncate(text, text->len - 2);
	g_string_truncate(text, text_prefix(text->str, 500));
	return g_string_free(text, FALSE);
}

static gboolean
is_json(const struct http_response *rs)
{
	return g_ascii_strncasecmp(rs->type, "application/json", 16) == 0;
}

gboolean
jira_is_login_failure(const struct http_response *rs)
{
	return rs->denied_reason ||
	    (rs->login_reason &&
		(strstr(rs->login_reason, "AUTHENTICATED_FAILED") ||
		    strstr(rs->login_reason, "AUTHENTICATION_DENIED")));
}

enum failure
jira_status(const struct http_response *rs)
{
	if (jira_is_login_failure(rs))
		return FAIL_AUTH;
	switch (rs->status) {
	case 401: return FAIL_AUTH;
	case 403: return FAIL_FORBIDDEN;
	case 404: return FAIL_NOT_FOUND;
	case 408:
	case 409:
	case 425:
	case 429: return FAIL_BUSY;
	case 410: return FAIL_GONE;
	case 413: return FAIL_TOO_LARGE;
	case 503: return FAIL_MAINTENANCE;
	default: break;
	}
	if (rs->status >= 500)
		return FAIL_SERVER;
	if (rs->status >= 400)
		return FAIL_REJECTED;
	if (rs->status >= 300)
		return FAIL_REDIRECT;
	/* What is made without more to say has no type, and no text. */
	if (!is_json(rs) && (rs->status == 200 || rs->body->len))
		return FAIL_NOT_JIRA;
	return FAIL_NONE;
}

static const char *
advice(const struct jira *j, enum failure failure)
{
	switch (failure) {
	case FAIL_AUTH:
		return "check user and password or token; a token may have "
		       "expired, and many failed logins make Jira ask for a "
		       "CAPTCHA";
	case FAIL_FORBIDDEN:
		return "the user needs Browse Projects, Create Issues, Add "
		       "Comments and Create Attachments in the project";
	case FAIL_REDIRECT:
	case FAIL_NOT_JIRA:
		return "is the address right, with its context path, and is "
		       "there no login page or proxy before Jira?";
	case FAIL_NOT_FOUND:
		return "is the address right, with its context path?";
	case FAIL_GONE:
		return j->flavour == FLAVOUR_CLOUD ?
		    "is this Jira Data Center? set flavour" :
		    "is this Jira Cloud? set flavour to cloud";
	default: return NULL;
	}
}

int
jira_failure(const struct jira *j, const struct http_request *rq,
    const struct http_response *rs, enum failure failure, struct error *err)
{
	g_autofree char *text = jira_error_text(rs);
	const char *hint = advice(j, failure);

	return error_set(err, failure, "%s %s: HTTP status %ld%s%s%s%s",
	    rq->method, rq->path, rs->status, *text ? ": " : "", text,
	    hint ? "; " : "", hint ? hint : "");
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
	    (rs->login_reason && strcmp(rs->login_reason, "OK") == 0))
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
	struct http_request rq = {
		.method = method, .path = path, .body = body
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
			(void)jira_failure(j, &rq, &rs, failure, err);
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
		rc = jira_failure(j, &rq, &rs, jira_status(&rs), err);
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
