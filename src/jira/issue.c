/*
 * Issues: reading and creating them.
 */
#include "jira/call.h"

#include <string.h>

/* The number of an issue or a file: it becomes part of a path. */
static gboolean
is_number(const char *id)
{
	return id && *id && strspn(id, "0123456789") == strlen(id);
}

static void
file_free(gpointer p)
{
	struct jira_file *f = p;

	g_free(f->name);
	g_free(f->path);
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
	mark_free(issue->mark);
	g_ptr_array_unref(issue->labels);
	g_ptr_array_unref(issue->files);
	g_ptr_array_unref(issue->links);
	g_free(issue);
}

/*
 * Data Center tells an address of its own making, of which only the path is
 * to be trusted, and that not to be one; Cloud would send us elsewhere, unless
 * asked not to.
 */
static char *
content_path(const cJSON *file)
{
	const char *url = json_string(file, "content");
	const char *id = json_string(file, "id");
	const char *path = url ? strstr(url, "/secure/attachment/") : NULL;

	if (path)
		return g_uri_escape_string(
		    path, "%" G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);
	if (!is_number(id))
		return NULL;
	return g_strdup_printf(API "/attachment/content/%s?redirect=false", id);
}

static void
read_lists(struct jira_issue *issue, const cJSON *fields)
{
	const cJSON *item;

	issue->labels = g_ptr_array_new_with_free_func(g_free);
	issue->files = g_ptr_array_new_with_free_func(file_free);
	issue->links = g_ptr_array_new_with_free_func(g_free);
	cJSON_ArrayForEach (item, json_array(fields, "labels"))
		if (cJSON_IsString(item))
			g_ptr_array_add(
			    issue->labels, g_strdup(item->valuestring));
	cJSON_ArrayForEach (item, json_array(fields, "attachment")) {
		const char *name = json_string(item, "filename");
		struct jira_file *file = g_new0(struct jira_file, 1);

		file->name = g_strdup(name ? name : "");
		file->path = content_path(item);
		file->size = json_number(item, "size", -1);
		file->created = jira_time(json_string(item, "created"));
		g_ptr_array_add(issue->files, file);
	}
	cJSON_ArrayForEach (item, json_array(fields, "issuelinks")) {
		const char *key =
		    json_string(json_object(item, "outwardIssue"), "key");

		if (!key)
			key = json_string(
			    json_object(item, "inwardIssue"), "key");
		if (key)
			g_ptr_array_add(issue->links, g_strdup(key));
	}
}

/* Is it closed, and since when?  Not every workflow sets a resolution. */
static void
read_status(struct jira_issue *issue, const cJSON *fields)
{
	const cJSON *category =
	    json_object(json_object(fields, "status"), "statusCategory");

	issue->closed = g_strcmp0(json_string(category, "key"), "done") == 0;
	issue->closed_since = jira_time(json_string(fields, "resolutiondate"));
	if (!issue->closed_since)
		issue->closed_since =
		    jira_time(json_string(fields, "statuscategorychangedate"));
	if (!issue->closed_since)
		issue->closed_since = jira_time(json_string(fields, "updated"));
}

struct jira_issue *
jira_read_issue(const cJSON *root)
{
	const cJSON *fields = json_object(root, "fields");
	const char *id = json_string(root, "id");
	const char *key = json_string(root, "key");
	struct jira_issue *issue;

	if (!is_number(id) || !key)
		return NULL;
	issue = g_new0(struct jira_issue, 1);
	issue->id = g_strdup(id);
	issue->key = g_strdup(key);
	issue->summary = g_strdup(json_string(fields, "summary"));
	issue->project =
	    g_strdup(json_string(json_object(fields, "project"), "key"));
	issue->created = jira_time(json_string(fields, "created"));
	issue->mark = mark_read(json_object(root, "properties"));
	if (issue->mark)
		issue->mark->created = issue->created;
	read_lists(issue, fields);
	read_status(issue, fields);
	return issue;
}

int
jira_get_issue(
    struct jira *j, const char *id, struct jira_issue **out, struct error *err)
{
	static const char *const unneeded[] = { "author", "self", "thumbnail",
		"mimeType", "avatarUrls", NULL };
	g_autofree char *name = g_uri_escape_string(id, NULL, FALSE);
	g_autofree char *path = g_strdup_printf(API
	    "/issue/%s?fields="
	    "summary,labels,project,created,updated,status,resolutiondate,statuscategorychangedate,issuelinks,attachment&properties=" JIRA_PROPERTY,
	    name);
	g_autoptr(cJSON) root =
	    jira_call_without(j, "GET", path, NULL, unneeded, err);
	struct jira_issue *issue;

	if (!root && err->failure == FAIL_NOT_FOUND) {
		error_release(err);
		return jira_verify(j, err);
	}
	if (!root)
		return -1;
	issue = jira_read_issue(root);
	if (!issue)
		return error_set(
		    err, FAIL_NOT_JIRA, "GET %s: not an issue", path);
	*out = issue;
	return 1;
}

/* The number or the name, as Jira wants to be told which. */
static void
add_type(cJSON *fields, const char *type)
{
	cJSON *object = cJSON_AddObjectToObject(fields, "issuetype");

	cJSON_AddStringToObject(object, is_number(type) ? "id" : "name", type);
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
	if (f->description)
		cJSON_AddStringToObject(fields, "description", f->description);
	if (f->label)
		jira_add_strings(fields, "labels", labels);
	mark_add(root, f->mark);
	return json_print(root);
}

/* Takes number and key from the answer. */
static int
read_created(
    const struct http_response *rs, char **id, char **key, struct error *err)
{
	g_autoptr(cJSON) root = json_parse(rs->body->str, rs->body->len);
	const char *new_id = json_string(root, "id");
	const char *new_key = json_string(root, "key");

	if (!is_number(new_id) || !new_key)
		return error_set(err, FAIL_NOT_JIRA,
		    "POST /issue: the answer names no issue");
	*id = g_strdup(new_id);
	*key = g_strdup(new_key);
	return 0;
}

int
jira_create(struct jira *j, const struct jira_fields *f, char **id, char **key,
    struct refusal *why, struct error *err)
{
	g_autofree char *body = create_body(f);
	const struct http_request rq = {
		.method = "POST", .path = API "/issue", .body = body
	};
	struct http_response rs;
	enum failure failure;
	int rc;

	*why = (struct refusal){ 0 };
	http_response_init(&rs);
	rc = jira_exchange(j, &rq, &rs, err);
	failure = rc == 0 ? jira_status(&rs) : FAIL_NONE;
	if (failure != FAIL_NONE) {
		refusal_read(why, &rs);
		rc = jira_failure(&rq, &rs, failure, err);
	}
	if (rc == 0)
		rc = read_created(&rs, id, key, err);
	http_response_release(&rs);
	return rc;
}

int
jira_link(struct jira *j, const char *from, const char *to, struct error *err)
{
	g_autoptr(cJSON) rq = cJSON_CreateObject();
	g_autofree char *body = NULL;

	cJSON_AddStringToObject(
	    cJSON_AddObjectToObject(rq, "type"), "name", "Relates");
	cJSON_AddStringToObject(
	    cJSON_AddObjectToObject(rq, "inwardIssue"), "key", from);
	cJSON_AddStringToObject(
	    cJSON_AddObjectToObject(rq, "outwardIssue"), "key", to);
	body = json_print(rq);
	return jira_send(j, "POST", API "/issueLink", body, err);
}
