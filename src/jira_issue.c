/*
 * Issues: searching, reading and creating them.
 */
#include "jira_call.h"

#include <string.h>

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
	cJSON_ArrayForEach (item, json_array(fields, "labels"))
		if (cJSON_IsString(item))
			g_ptr_array_add(
			    issue->labels, g_strdup(item->valuestring));
	cJSON_ArrayForEach (item, json_array(fields, "attachment")) {
		const char *name = json_string(item, "filename");
		struct jira_file *file = g_new0(struct jira_file, 1);

		file->name = g_strdup(name ? name : "");
		file->size = json_number(item, "size", -1);
		g_ptr_array_add(issue->files, file);
	}
	return issue;
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
	jira_add_strings(rq, "fields", fields);
	body = json_print(rq);
	root = jira_call(j, "POST",
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
	cJSON_ArrayForEach (item, json_array(root, "issues")) {
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
	g_autoptr(cJSON) root = jira_call(j, "GET", path, NULL, err);
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
	jira_add_strings(fields, "labels", labels);
	jira_add_mark(root, "issue", f->digest, f->body_digest, f->body_size);
	return json_print(root);
}

int
jira_create(struct jira *j, const struct jira_fields *f, char **id, char **key,
    struct error *err)
{
	g_autofree char *body = create_body(f);
	g_autoptr(cJSON) root = jira_call(j, "POST", API "/issue", body, err);
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
