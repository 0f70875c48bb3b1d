/*
 * Comments, and the marks by which they are known again.
 */
#include "jira/call.h"

#include "base/limits.h"

#include <string.h>

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
	cJSON_ArrayForEach (item, json_array(list, "comments")) {
		const char *id = json_string(item, "id");

		/* The ids are strings in answers and numbers in requests. */
		if (id && strspn(id, "0123456789") == strlen(id) && *id)
			cJSON_AddItemToArray(ids, cJSON_CreateRaw(id));
	}
	body = json_print(rq);
	cJSON_Delete(list);
	return jira_call(
	    j, "POST", API "/comment/list?expand=properties", body, err);
}

/*
 * One page of comments, as {"comments": [...], "total": n}, with properties
 * in whichever way this Jira gives them.  NULL: failed.
 */
static cJSON *
get_page(struct jira *j, const char *issue, gint64 start, gint64 *total,
    struct error *err)
{
	g_autofree char *path = g_strdup_printf(API
	    "/issue/%s/comment?orderBy=-created&startAt=%" G_GINT64_FORMAT
	    "&maxResults=%d%s",
	    issue, start, LIMIT_COMMENTS_PAGE,
	    j->flavour == FLAVOUR_CLOUD ? "" : "&expand=properties");
	cJSON *page = jira_call(j, "GET", path, NULL, err);

	if (!page)
		return NULL;
	if (!json_array(page, "comments")) {
		cJSON_Delete(page);
		error_set(err, FAIL_NOT_JIRA, "GET %s: no comments", path);
		return NULL;
	}
	*total = json_number(page, "total", 0);
	return comments_with_properties(j, page, err);
}

static void
collect_marks(GPtrArray *marks, const cJSON *page)
{
	const cJSON *list = json_array(page, "comments"), *item;

	/* POST /comment/list has the same list under another name. */
	if (!list)
		list = json_array(page, "values");
	cJSON_ArrayForEach (item, list) {
		struct mark *m = mark_read(json_array(item, "properties"));

		if (!m)
			continue;
		m->created = jira_time(json_string(item, "created"));
		g_ptr_array_add(marks, m);
	}
}

GPtrArray *
jira_get_marks(struct jira *j, const char *issue, struct error *err)
{
	GPtrArray *marks =
	    g_ptr_array_new_with_free_func((GDestroyNotify)mark_free);
	gint64 start = 0, total = 1;

	for (; start < MIN(total, LIMIT_COMMENTS);
	     start += LIMIT_COMMENTS_PAGE) {
		cJSON *page = get_page(j, issue, start, &total, err);

		if (!page) {
			g_ptr_array_unref(marks);
			return NULL;
		}
		collect_marks(marks, page);
		cJSON_Delete(page);
	}
	return marks;
}

int
jira_add_comment(struct jira *j, const char *issue, const char *body,
    const struct mark *mark, struct error *err)
{
	g_autofree char *path = g_strdup_printf(API "/issue/%s/comment", issue);
	g_autoptr(cJSON) rq = cJSON_CreateObject(), root = NULL;
	g_autofree char *text = NULL;

	cJSON_AddStringToObject(rq, "body", body);
	mark_add(rq, mark);
	text = json_print(rq);
	root = jira_call(j, "POST", path, text, err);
	if (root && !json_string(root, "id"))
		return error_set(err, FAIL_NOT_JIRA,
		    "POST %s: the answer names no comment", path);
	return root ? 0 : -1;
}
