#include "jira/answer.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"

#include <string.h>

static gboolean
is_json(const struct http_response *rs)
{
	return g_ascii_strncasecmp(rs->type, "application/json", 16) == 0;
}

gboolean
jira_is_own_error(const struct http_response *rs)
{
	g_autoptr(cJSON) root =
	    is_json(rs) ? json_parse(rs->body->str, rs->body->len) : NULL;

	return json_array(root, "errorMessages") ||
	    json_string(root, "errorMessages") || json_object(root, "errors");
}

static void
add_text(GString *text, const char *name, const char *value)
{
	if (value && *value)
		g_string_append_printf(text, "%s%s%s%s", text->len ? "; " : "",
		    name ? name : "", name ? ": " : "", value);
}

char *
jira_error_text(const struct http_response *rs)
{
	static const char *const names[] = { "message", "errorMessage",
		"errorMessages", "error" };
	g_autoptr(cJSON) root = json_parse(rs->body->str, rs->body->len);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *clean = NULL;
	const cJSON *item;

	cJSON_ArrayForEach (item, json_array(root, "errorMessages"))
		add_text(text, NULL, cJSON_GetStringValue(item));
	cJSON_ArrayForEach (item, json_object(root, "errors"))
		add_text(text, item->string, cJSON_GetStringValue(item));
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		add_text(text, NULL, json_string(root, names[i]));
	add_text(
	    text, NULL, json_string(json_object(root, "error"), "message"));
	if (!text->len)
		add_text(text, NULL, rs->denied_reason);
	clean = text_scrub_log(text->str);
	clean[text_prefix(clean, 500)] = '\0';
	return g_steal_pointer(&clean);
}

/* Seraph's words; where several filters looked, each has a field. */
gboolean
jira_is_login_failure(const struct http_response *rs)
{
	return rs->denied_reason ||
	    (rs->login_reason &&
		(strstr(rs->login_reason, "AUTHENTICATED_FAILED") ||
		    strstr(rs->login_reason, "AUTHORISATION_FAILED") ||
		    strstr(rs->login_reason, "AUTHENTICATION_DENIED")));
}

/* What Jira says no with; those before it have no say in this. */
static enum failure
refusal(long status)
{
	switch (status) {
	case 403: return FAIL_FORBIDDEN;
	case 404: return FAIL_NOT_FOUND;
	case 410: return FAIL_GONE;
	case 413: return FAIL_TOO_LARGE;
	default: return FAIL_REJECTED;
	}
}

enum failure
jira_status(const struct http_response *rs)
{
	if (jira_is_login_failure(rs))
		return FAIL_AUTH;
	switch (rs->status) {
	case 401: return FAIL_AUTH;
	case 407: return FAIL_PROXY;
	case 408:
	case 409:
	case 425: return FAIL_BUSY;
	case 429: return FAIL_LATER;
	case 503:
		return rs->retry_after > LIMIT_RETRY_AFTER_SECONDS ?
		    FAIL_LATER :
		    FAIL_MAINTENANCE;
	default: break;
	}
	if (rs->status >= 500)
		return FAIL_SERVER;
	if (rs->status >= 400)
		return jira_is_own_error(rs) ? refusal(rs->status) :
					       FAIL_NOT_JIRA;
	if (rs->status >= 300)
		return FAIL_REDIRECT;
	/* What is made without more to say has no type, and no text. */
	if (!is_json(rs) && (rs->status == 200 || rs->body->len))
		return FAIL_NOT_JIRA;
	return FAIL_NONE;
}

static gboolean
is_separator(gunichar c)
{
	return c == ',' || c == '.' || c == '\'' || c == ' ' || c == 0xa0 ||
	    c == 0x202f || c == 0x2019;
}

static gboolean
is_group(const char *p)
{
	return g_ascii_isdigit(p[0]) && g_ascii_isdigit(p[1]) &&
	    g_ascii_isdigit(p[2]) && !g_ascii_isdigit(p[3]);
}

/*
 * The first number of a text; 0: none.  It says the same in all languages:
 * "limit of 32767", "32,767", "32.767", "32 767".
 */
static gint64
first_number(const char *p)
{
	gint64 n = 0;

	while (*p && !g_ascii_isdigit(*p))
		p++;
	for (int digits = 0; g_ascii_isdigit(*p) && digits < 9; digits++) {
		n = n * 10 + g_ascii_digit_value(*p);
		p++;
		if (is_separator(g_utf8_get_char_validated(p, -1)) &&
		    is_group(g_utf8_next_char(p)))
			p = g_utf8_next_char(p);
	}
	return n;
}

/* Where Jira says how long a text may be. */
static gint64
text_limit(const cJSON *root)
{
	const cJSON *errors = json_object(root, "errors");
	const char *text = json_string(errors, "description");

	if (!text)
		text = json_string(errors, "comment");
	if (!text)
		text = cJSON_GetStringValue(
		    cJSON_GetArrayItem(json_array(root, "errorMessages"), 0));
	return text ? first_number(text) : 0;
}

void
refusal_read(struct refusal *out, const struct http_response *rs)
{
	g_autoptr(cJSON) root = json_parse(rs->body->str, rs->body->len);
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();
	const cJSON *item, *errors = json_object(root, "errors");

	*out = (struct refusal){ 0 };
	out->broke =
	    rs->status == 500 && (jira_is_own_error(rs) || !rs->body->len);
	if (rs->status != 400 || !jira_is_own_error(rs))
		return;
	out->text_limit = text_limit(root);
	cJSON_ArrayForEach (item, errors)
		g_strv_builder_add(names, item->string);
	if (cJSON_GetArraySize(errors) > 0)
		out->fields = g_strv_builder_end(names);
}

void
refusal_release(struct refusal *r)
{
	g_strfreev(r->fields);
	*r = (struct refusal){ 0 };
}

/* The permission that a request needs. */
static const char *
permission(const struct http_request *rq)
{
	if (strcmp(rq->method, "GET") == 0)
		return "Browse Projects";
	if (rq->upload)
		return "Create Attachments (and attachments must be switched "
		       "on)";
	if (strcmp(rq->method, "PUT") == 0)
		return "Edit Issues";
	if (g_str_has_suffix(rq->path, "/comment"))
		return "Add Comments";
	if (g_str_has_suffix(rq->path, "/issueLink"))
		return "Link Issues";
	if (g_str_has_suffix(rq->path, "/issue"))
		return "Create Issues";
	return "Browse Projects";
}

gboolean
jira_lacks_scope(const struct http_response *rs)
{
	g_autofree char *text = jira_error_text(rs);

	return (rs->status == 401 || rs->status == 403) &&
	    strstr(text, "scope does not match");
}

/* The scope of a token for a request (Cloud's classic ones). */
static const char *
scope(const struct http_request *rq)
{
	if (strstr(rq->path, "/myself") || strstr(rq->path, "/user/"))
		return "read:jira-user";
	if (strcmp(rq->method, "GET") == 0 || strstr(rq->path, "/search") ||
	    strstr(rq->path, "/comment/list"))
		return "read:jira-work";
	return "write:jira-work";
}

/* What the administrator should look at; NULL: Jira's words must do. */
static char *
advice(const struct http_request *rq, const struct http_response *rs,
    enum failure failure)
{
	if (jira_lacks_scope(rs))
		return g_strdup_printf(
		    "the token needs the scope %s", scope(rq));
	switch (failure) {
	case FAIL_AUTH:
		return g_strdup(
		    "check user and password or token; a token may have "
		    "expired, and many failed logins make Jira ask for a "
		    "CAPTCHA");
	case FAIL_FORBIDDEN:
		return g_strdup_printf(
		    "the user needs %s in the project", permission(rq));
	case FAIL_REDIRECT:
	case FAIL_NOT_JIRA:
		return g_strdup(
		    "not an answer of Jira's: is the address right, with its "
		    "context path, and is there no login page, proxy or "
		    "firewall before Jira?");
	case FAIL_NOT_FOUND:
		return g_strdup("is the address right, with its context path?");
	case FAIL_PROXY: return g_strdup("the proxy wants a log-in");
	case FAIL_GONE:
		return g_strdup("is this the other flavour of Jira? set "
				"flavour to cloud or datacenter");
	default: return NULL;
	}
}

int
jira_failure(const struct http_request *rq, const struct http_response *rs,
    enum failure failure, struct error *err)
{
	g_autofree char *text = jira_error_text(rs);
	g_autofree char *hint = advice(rq, rs, failure);

	return error_set(err, failure, "%s %s: HTTP status %ld%s%s%s%s",
	    rq->method, rq->path, rs->status, *text ? ": " : "", text,
	    hint ? "; " : "", hint ? hint : "");
}
