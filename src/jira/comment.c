/*
 * Comments, and the marks by which they are known again.
 */
#include "jira/call.h"

#include "base/limits.h"

#include <string.h>

/* A hundred long texts in Chinese are 10 MB. */
static const char *const unneeded[] = { "body", "renderedBody", "author",
	"updateAuthor", "self", NULL };

static gboolean
is_number(const char *id)
{
	return id && *id && strspn(id, "0123456789") == strlen(id);
}

/* POST /comment/list promises the properties that a list does not. */
static cJSON *
ask_list(struct jira *j, const cJSON *list, struct error *err)
{
	g_autoptr(cJSON) rq = cJSON_CreateObject();
	cJSON *ids = cJSON_AddArrayToObject(rq, "ids");
	g_autofree char *body = NULL;
	const cJSON *item;

	cJSON_ArrayForEach (item, json_array(list, "comments")) {
		const char *id = json_string(item, "id");

		/* The ids are strings in answers and numbers in requests. */
		if (is_number(id))
			cJSON_AddItemToArray(ids, cJSON_CreateRaw(id));
	}
	body = json_print(rq);
	return jira_call_without(j, "POST",
	    API "/comment/list?expand=properties", body, unneeded, err);
}

/* The same comment by comment; 0 or -1. */
static int
ask_each(struct jira *j, cJSON *list, struct error *err)
{
	cJSON *item;

	cJSON_ArrayForEach (item, json_array(list, "comments")) {
		const char *id = json_string(item, "id");
		g_autofree char *path = is_number(id) ?
		    g_strdup_printf(
			API "/comment/%s/properties/" JIRA_PROPERTY, id) :
		    NULL;
		cJSON *one = path ? jira_call(j, "GET", path, NULL, err) : NULL;

		if (one)
			cJSON_AddItemToArray(
			    cJSON_AddArrayToObject(item, "properties"), one);
		else if (path && err->failure != FAIL_NOT_FOUND)
			return -1;
		error_release(err);
	}
	return 0;
}

/* Does the list say which properties the comments have? */
static gboolean
tells_properties(const cJSON *list)
{
	const cJSON *first =
	    cJSON_GetArrayItem(json_array(list, "comments"), 0);

	return !first || json_array(first, "properties");
}

/*
 * On Cloud the list does not promise properties, and on Data Center it is not
 * written down that it gives them.  Owns the list.  NULL: failed.
 */
static cJSON *
with_properties(struct jira *j, cJSON *list, gint64 seen, struct error *err)
{
	cJSON *other = NULL;

	if (tells_properties(list))
		return list;
	if (j->flavour == FLAVOUR_CLOUD)
		other = ask_list(j, list, err);
	else if (seen > LIMIT_COMMENTS_EACH || ask_each(j, list, err) == 0)
		return list;
	cJSON_Delete(list);
	return other;
}

/*
 * One page of comments, as {"comments": [...]}, with properties in whichever
 * way this Jira gives them.  "*next" is where the next one begins, "*total" how
 * many there are.  NULL: failed.
 */
static cJSON *
get_page(struct jira *j, const char *issue, gint64 *next, gint64 *total,
    struct error *err)
{
	g_autofree char *path = g_strdup_printf(API
	    "/issue/%s/comment?orderBy=-created&startAt=%" G_GINT64_FORMAT
	    "&maxResults=%d&expand=properties",
	    issue, *next, LIMIT_COMMENTS_PAGE);
	cJSON *page = jira_call_without(j, "GET", path, NULL, unneeded, err);
	int arrived;

	if (!page)
		return NULL;
	if (!json_array(page, "comments")) {
		cJSON_Delete(page);
		error_set(err, FAIL_NOT_JIRA, "GET %s: no comments", path);
		return NULL;
	}
	/* Jira may give fewer than were asked for. */
	arrived = cJSON_GetArraySize(json_array(page, "comments"));
	*next += arrived;
	*total = arrived ? json_number(page, "total", 0) : 0;
	return with_properties(j, page, *next, err);
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
	gint64 next = 0, total = 1;

	while (next < MIN(total, LIMIT_COMMENTS)) {
		cJSON *page = get_page(j, issue, &next, &total, err);

		if (!page) {
			g_ptr_array_unref(marks);
			return NULL;
		}
		collect_marks(marks, page);
		cJSON_Delete(page);
	}
	return marks;
}

/* Looks through a page. */
static gboolean
find_word(const cJSON *page, const char *word, jira_accept accept,
    const void *what, gint64 *created)
{
	const cJSON *item;

	cJSON_ArrayForEach (item, json_array(page, "comments")) {
		const char *body = json_string(item, "body");
		g_autofree char *text = NULL;

		if (!body || !strstr(body, word))
			continue;
		/* People quote it; theirs is not the one. */
		text = g_utf8_make_valid(body, -1);
		if (!accept(text, what))
			continue;
		*created = jira_time(json_string(item, "created"));
		return TRUE;
	}
	return FALSE;
}

int
jira_find_comment(struct jira *j, const char *issue, const char *word,
    jira_accept accept, const void *what, gint64 *created, struct error *err)
{
	gint64 start = 0, total = 1;

	while (start < MIN(total, LIMIT_COMMENTS_READ)) {
		g_autofree char *path = g_strdup_printf(API
		    "/issue/%s/comment?orderBy=-created&startAt=%" G_GINT64_FORMAT
		    "&maxResults=%d",
		    issue, start, LIMIT_COMMENTS_READ_PAGE);
		g_autoptr(cJSON) page = jira_call(j, "GET", path, NULL, err);
		int arrived = cJSON_GetArraySize(json_array(page, "comments"));

		if (!page)
			return -1;
		if (find_word(page, word, accept, what, created))
			return 1;
		start += arrived;
		total = arrived ? json_number(page, "total", 0) : 0;
	}
	return 0;
}

/* A comment that was made has an id. */
static gboolean
is_comment(const struct http_response *rs)
{
	g_autoptr(cJSON) root = json_parse(rs->body->str, rs->body->len);

	return json_string(root, "id") != NULL;
}

int
jira_add_comment(struct jira *j, const char *issue, const char *body,
    const struct mark *mark, struct refusal *why, struct error *err)
{
	g_autofree char *path = g_strdup_printf(API "/issue/%s/comment", issue);
	g_autoptr(cJSON) root = cJSON_CreateObject();
	g_autofree char *text = NULL;
	struct http_request rq = { .method = "POST", .path = path };
	struct http_response rs;
	enum failure failure;
	int rc;

	cJSON_AddStringToObject(root, "body", body);
	mark_add(root, mark);
	text = json_print(root);
	rq.body = text;
	if (why)
		*why = (struct refusal){ 0 };
	http_response_init(&rs);
	rc = jira_exchange(j, &rq, &rs, err);
	failure = rc == 0 ? jira_status(&rs) : FAIL_NONE;
	if (failure == FAIL_NONE && rc == 0 && !is_comment(&rs))
		failure = FAIL_NOT_JIRA;
	if (failure != FAIL_NONE) {
		if (why)
			refusal_read(why, &rs);
		rc = jira_failure(&rq, &rs, failure, err);
	}
	http_response_release(&rs);
	return rc;
}
