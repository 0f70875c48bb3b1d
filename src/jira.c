#include "jira.h"

#include "json.h"
#include "limits.h"
#include "log.h"

#include <string.h>

#define API "/rest/api/2"

void
jira_init(struct jira *j, struct http *http, const struct deadline *d,
    enum flavour flavour)
{
	*j = (struct jira){ .http = http, .deadline = d, .flavour = flavour };
	json_init();
}

/* What Jira says in an error, on one line, for the log. To be freed. */
static char *
error_text(const struct http_response *rs)
{
	g_autoptr(cJSON) root = json_parse(rs->body->str, rs->body->len);
	GString *text = g_string_new(NULL);
	const cJSON *item;

	cJSON_ArrayForEach(
	    item, json_array(root, "errorMessages")) if (cJSON_IsString(item))
	    g_string_append_printf(text, "%s; ", item->valuestring);
	cJSON_ArrayForEach(
	    item, json_object(root, "errors")) if (cJSON_IsString(item))
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
	g_string_truncate(text, MIN(text->len, 500));
	return g_string_free(text, FALSE);
}

static gboolean
is_json(const struct http_response *rs)
{
	return g_ascii_strncasecmp(rs->type, "application/json", 16) == 0;
}

/* Jira says so in a header, on any status, even on 200. */
static gboolean
is_login_failure(const struct http_response *rs)
{
	return rs->denied_reason ||
	    (rs->login_reason &&
		(strstr(rs->login_reason, "AUTHENTICATED_FAILED") ||
		    strstr(rs->login_reason, "AUTHENTICATION_DENIED")));
}

static enum failure
status_failure(const struct http_response *rs)
{
	if (is_login_failure(rs))
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
	return is_json(rs) || rs->status == 204 ? FAIL_NONE : FAIL_NOT_JIRA;
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

static int
jira_failure(const struct jira *j, const struct http_request *rq,
    const struct http_response *rs, enum failure failure, struct error *err)
{
	g_autofree char *text = error_text(rs);
	const char *hint = advice(j, failure);

	return error_set(err, failure, "%s %s: HTTP status %ld%s%s%s%s",
	    rq->method, rq->path, rs->status, *text ? ": " : "", text,
	    hint ? "; " : "", hint ? hint : "");
}

/*
 * One exchange.  A 429 was refused before it had an effect, so it is sent
 * again as Retry-After asks, as long as that is soon.
 */
static int
exchange(struct jira *j, const struct http_request *rq,
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
		deadline_sleep(j->deadline, wait);
	}
	if (!is_login_failure(rs) &&
	    ((rs->user && strcmp(rs->user, "anonymous") != 0) ||
		(rs->login_reason && strcmp(rs->login_reason, "OK") == 0)))
		j->verified = TRUE;
	return 0;
}

/* An exchange whose answer must be a success with JSON. NULL: failed. */
static cJSON *
call(struct jira *j, const char *method, const char *path, const char *body,
    struct error *err)
{
	struct http_request rq = {
		.method = method, .path = path, .body = body
	};
	struct http_response rs;
	enum failure failure;
	cJSON *root = NULL;

	http_response_init(&rs);
	if (exchange(j, &rq, &rs, err) == 0) {
		failure = status_failure(&rs);
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
jira_verify(struct jira *j, struct error *err)
{
	g_autoptr(cJSON) me = NULL;

	if (j->verified)
		return 0;
	me = call(j, "GET", API "/myself", NULL, err);
	if (!me)
		return -1;
	j->verified = TRUE;
	return 0;
}

char *
jira_quote(const char *text)
{
	GString *out = g_string_new("\"");

	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *text);
	}
	g_string_append_c(out, '"');
	return g_string_free(out, FALSE);
}

static void
file_free(gpointer p)
{
	struct jira_file *f = p;

	g_free(f->name);
	g_free(f);
}

void
jira_issue_free(struct jira_issue *issue)
{
	if (!issue)
		return;
	g_free(issue->id);
	g_free(issue->key);
	g_free(issue->summary);
	g_free(issue->project);
	g_free(issue->digest);
	g_ptr_array_unref(issue->labels);
	g_ptr_array_unref(issue->files);
	g_free(issue);
}

/* An issue of a search or a read. NULL: not one. */
static struct jira_issue *
issue_from_json(const cJSON *root)
{
	const cJSON *fields = json_object(root, "fields"), *item;
	const char *id = json_string(root, "id");
	const char *key = json_string(root, "key");
	struct jira_issue *issue;

	/* The number becomes part of a path. */
	if (!id || !*id || strspn(id, "0123456789") != strlen(id) || !key)
		return NULL;
	issue = g_new0(struct jira_issue, 1);
	issue->id = g_strdup(id);
	issue->key = g_strdup(key);
	issue->summary = g_strdup(json_string(fields, "summary"));
	issue->project =
	    g_strdup(json_string(json_object(fields, "project"), "key"));
	issue->digest = g_strdup(json_string(
	    json_object(json_object(root, "properties"), JIRA_PROPERTY),
	    "digest"));
	issue->labels = g_ptr_array_new_with_free_func(g_free);
	issue->files = g_ptr_array_new_with_free_func(file_free);
	cJSON_ArrayForEach(
	    item, json_array(fields, "labels")) if (cJSON_IsString(item))
	    g_ptr_array_add(issue->labels, g_strdup(item->valuestring));
	cJSON_ArrayForEach(item, json_array(fields, "attachment"))
	{
		const char *name = json_string(item, "filename");
		struct jira_file *file = g_new0(struct jira_file, 1);

		file->name = g_strdup(name ? name : "");
		file->size = json_number(item, "size", -1);
		g_ptr_array_add(issue->files, file);
	}
	return issue;
}

static void
add_strings(cJSON *object, const char *name, const char *const *values)
{
	cJSON_AddItemToObject(object, name,
	    cJSON_CreateStringArray(
		values, (int)g_strv_length((char **)(gintptr)values)));
}

GPtrArray *
jira_search(struct jira *j, const char *jql, struct error *err)
{
	static const char *const fields[] = { "summary", "labels", "project",
		NULL };
	g_autoptr(cJSON) rq = cJSON_CreateObject(), root = NULL;
	g_autofree char *body = NULL;
	GPtrArray *issues;
	const cJSON *item;

	cJSON_AddStringToObject(rq, "jql", jql);
	cJSON_AddNumberToObject(rq, "maxResults", 50);
	add_strings(rq, "fields", fields);
	body = json_print(rq);
	root = call(j, "POST",
	    j->flavour == FLAVOUR_CLOUD ? API "/search/jql" : API "/search",
	    body, err);
	if (!root)
		return NULL;
	if (!json_array(root, "issues")) {
		error_set(err, FAIL_NOT_JIRA, "search: no list of issues");
		return NULL;
	}
	issues =
	    g_ptr_array_new_with_free_func((GDestroyNotify)jira_issue_free);
	cJSON_ArrayForEach(item, json_array(root, "issues"))
	{
		struct jira_issue *issue = issue_from_json(item);

		if (issue)
			g_ptr_array_add(issues, issue);
	}
	return issues;
}

int
jira_get_issue(
    struct jira *j, const char *id, struct jira_issue **out, struct error *err)
{
	g_autofree char *name = g_uri_escape_string(id, NULL, FALSE);
	g_autofree char *path = g_strdup_printf(API
	    "/issue/%s?fields="
	    "summary,labels,project,attachment&properties=" JIRA_PROPERTY,
	    name);
	g_autoptr(cJSON) root = call(j, "GET", path, NULL, err);
	struct jira_issue *issue;

	if (!root && err->failure == FAIL_NOT_FOUND) {
		error_release(err);
		return jira_verify(j, err);
	}
	if (!root)
		return -1;
	issue = issue_from_json(root);
	if (!issue)
		return error_set(
		    err, FAIL_NOT_JIRA, "GET %s: not an issue", path);
	*out = issue;
	return 1;
}

/* The mark of a message and of one of its steps, as a property value. */
static cJSON *
mark(const char *step, const char *digest, const char *body_digest,
    gint64 body_size)
{
	cJSON *value = cJSON_CreateObject();
	g_autofree char *size = g_strdup_printf("%" G_GINT64_FORMAT, body_size);

	cJSON_AddNumberToObject(value, "version", 1);
	cJSON_AddStringToObject(value, "step", step);
	cJSON_AddStringToObject(value, "digest", digest);
	cJSON_AddStringToObject(value, "body", body_digest);
	cJSON_AddRawToObject(value, "size", size);
	return value;
}

/* Adds "properties": [{"key": "jicket", "value": ...}]. */
static void
add_property(cJSON *object, cJSON *value)
{
	cJSON *property = cJSON_CreateObject();

	cJSON_AddStringToObject(property, "key", JIRA_PROPERTY);
	cJSON_AddItemToObject(property, "value", value);
	cJSON_AddItemToArray(
	    cJSON_AddArrayToObject(object, "properties"), property);
}

static gboolean
is_marked(const cJSON *comment, const char *step, const char *digest)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, json_array(comment, "properties"))
	{
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
	cJSON_ArrayForEach(item, json_array(list, "comments"))
	{
		const char *id = json_string(item, "id");

		/* The ids are strings in answers and numbers in requests. */
		if (id && strspn(id, "0123456789") == strlen(id) && *id)
			cJSON_AddItemToArray(ids, cJSON_CreateRaw(id));
	}
	body = json_print(rq);
	cJSON_Delete(list);
	return call(
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
	cJSON *root = call(j, "GET", path, NULL, err);
	const cJSON *item, *list;
	int found = 0;

	if (root)
		root = comments_with_properties(j, root, err);
	if (!root)
		return -1;
	list = json_array(root, "comments");
	if (!list)
		list = json_array(root, "values");
	cJSON_ArrayForEach(item, list) if (is_marked(item, step, digest))
	    found = 1;
	cJSON_Delete(root);
	return found;
}

/* The number or the name, as Jira wants to be told which. */
static void
add_type(cJSON *fields, const char *type)
{
	cJSON *object = cJSON_AddObjectToObject(fields, "issuetype");

	cJSON_AddStringToObject(object,
	    strspn(type, "0123456789") == strlen(type) ? "id" : "name", type);
}

static char *
create_body(const struct jira_fields *f)
{
	const char *const labels[] = { f->label, NULL };
	g_autoptr(cJSON) root = cJSON_CreateObject();
	cJSON *fields = cJSON_AddObjectToObject(root, "fields");

	cJSON_AddStringToObject(
	    cJSON_AddObjectToObject(fields, "project"), "key", f->project);
	add_type(fields, f->type);
	cJSON_AddStringToObject(fields, "summary", f->summary);
	cJSON_AddStringToObject(fields, "description", f->description);
	add_strings(fields, "labels", labels);
	add_property(
	    root, mark("issue", f->digest, f->body_digest, f->body_size));
	return json_print(root);
}

int
jira_create(struct jira *j, const struct jira_fields *f, char **id, char **key,
    struct error *err)
{
	g_autofree char *body = create_body(f);
	g_autoptr(cJSON) root = call(j, "POST", API "/issue", body, err);
	const char *new_id = json_string(root, "id");
	const char *new_key = json_string(root, "key");

	if (!root)
		return -1;
	if (!new_id || !new_key)
		return error_set(err, FAIL_NOT_JIRA,
		    "POST /issue: the answer names no issue");
	*id = g_strdup(new_id);
	*key = g_strdup(new_key);
	return 0;
}

int
jira_add_comment(struct jira *j, const char *issue,
    const struct jira_comment *c, struct error *err)
{
	g_autofree char *path = g_strdup_printf(API "/issue/%s/comment", issue);
	g_autoptr(cJSON) rq = cJSON_CreateObject(), root = NULL;
	g_autofree char *body = NULL;

	cJSON_AddStringToObject(rq, "body", c->body);
	add_property(
	    rq, mark(c->step, c->digest, c->body_digest, c->body_size));
	body = json_print(rq);
	root = call(j, "POST", path, body, err);
	return root ? 0 : -1;
}

/* A name that Jira's multipart parser cannot stumble over. To be freed. */
static char *
ascii_name(const char *name)
{
	char *ascii = g_str_to_ascii(name, "C");

	for (char *p = ascii; *p; p++)
		if (!g_ascii_isalnum(*p) && !strchr("._-", *p))
			*p = '_';
	return ascii;
}

/*
 * Is it this file that Jira does not take?  Data Center says 404 to a file
 * that is too large; only the text tells it from a missing issue.
 */
static gboolean
is_refused_file(const struct http_response *rs, const char *text)
{
	if (is_login_failure(rs))
		return FALSE;
	return rs->status == 413 || rs->status == 403 ||
	    (rs->status == 404 && strstr(text, "exceeds its maximum"));
}

int
jira_attach(struct jira *j, const char *issue, struct attachment *a,
    char **reason, struct error *err)
{
	g_autofree char *path =
	    g_strdup_printf(API "/issue/%s/attachments", issue);
	g_autofree char *plain = ascii_name(a->name);
	struct http_request rq = { .method = "POST",
		.path = path,
		.upload = a,
		.upload_name = a->name };
	struct http_response rs;
	int rc = -1;

	http_response_init(&rs);
	if (exchange(j, &rq, &rs, err) < 0)
		goto out;
	if (rs.status == 500 && rs.body->len == 0 &&
	    strcmp(plain, a->name) != 0) {
		http_response_release(&rs);
		http_response_init(&rs);
		rq.upload_name = plain;
		if (exchange(j, &rq, &rs, err) < 0)
			goto out;
	}
	{
		enum failure failure = status_failure(&rs);
		g_autofree char *text = error_text(&rs);

		if (failure == FAIL_NONE) {
			rc = 1;
		} else if (is_refused_file(&rs, text)) {
			*reason = *text ?
			    g_steal_pointer(&text) :
			    g_strdup_printf("HTTP status %ld", rs.status);
			rc = 0;
		} else {
			(void)jira_failure(j, &rq, &rs, failure, err);
		}
	}
out:
	http_response_release(&rs);
	return rc;
}
