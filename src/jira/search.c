/*
 * Searching, page by page.  How many hits come on a page is Jira's to say:
 * what arrived counts, not what was asked for.
 */
#include "jira/call.h"

#include "base/limits.h"
#include "base/log.h"

/* A search as far as it got. */
struct search {
	const char *jql; /* borrowed */
	GPtrArray *hits; /* of struct jira_issue */
	gint64 arrived;	 /* Data Center: where the next page begins */
	char *token;	 /* Cloud: what the next page is asked for by */
};

static char *
search_body(const struct search *s, enum flavour flavour)
{
	static const char *const fields[] = { "summary", "labels", "project",
		NULL };
	g_autoptr(cJSON) rq = cJSON_CreateObject();

	cJSON_AddStringToObject(rq, "jql", s->jql);
	cJSON_AddNumberToObject(rq, "maxResults", LIMIT_SEARCH_PAGE);
	jira_add_strings(rq, "fields", fields);
	if (s->token)
		cJSON_AddStringToObject(rq, "nextPageToken", s->token);
	else if (s->arrived && flavour != FLAVOUR_CLOUD)
		cJSON_AddNumberToObject(rq, "startAt", (double)s->arrived);
	return json_print(rq);
}

/* Takes the hits of a page.  Is there another? */
static gboolean
take_page(struct search *s, const cJSON *page, enum flavour flavour)
{
	const cJSON *list = json_array(page, "issues"), *item;
	const int arrived = cJSON_GetArraySize(list);

	cJSON_ArrayForEach (item, list) {
		struct jira_issue *issue = jira_read_issue(item);

		if (issue)
			g_ptr_array_add(s->hits, issue);
	}
	s->arrived += arrived;
	g_free(s->token);
	s->token = g_strdup(json_string(page, "nextPageToken"));
	/* An empty page with a token is not the last one. */
	if (flavour == FLAVOUR_CLOUD)
		return s->token != NULL;
	return arrived > 0 && s->arrived < json_number(page, "total", 0);
}

/*
 * Cloud has taken the search of Data Center away, and says so.  Only then it
 * is worth a request to ask what this is.
 */
static gboolean
is_search_of_cloud(struct jira *j, struct error *err)
{
	const gboolean cloud = j->guessed &&
	    (err->failure == FAIL_GONE || err->failure == FAIL_NOT_FOUND) &&
	    jira_is_cloud(j);

	if (cloud)
		error_release(err);
	return cloud;
}

/* Asks for a page.  1: there is another, 0, or -1. */
static int
read_page(struct jira *j, struct search *s, struct error *err)
{
	const gboolean cloud = j->flavour == FLAVOUR_CLOUD;
	g_autofree char *body = search_body(s, j->flavour);
	g_autoptr(cJSON) page = jira_call(
	    j, "POST", cloud ? API "/search/jql" : API "/search", body, err);

	if (!page && is_search_of_cloud(j, err))
		return read_page(j, s, err);
	if (!page)
		return -1;
	if (!json_array(page, "issues"))
		return error_set(
		    err, FAIL_NOT_JIRA, "search: no list of issues");
	return take_page(s, page, j->flavour);
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	const struct jira_issue *const *x = a, *const *y = b;
	gint64 m = g_ascii_strtoll((*x)->id, NULL, 10);
	gint64 n = g_ascii_strtoll((*y)->id, NULL, 10);

	return (m > n) - (m < n);
}

GPtrArray *
jira_search(struct jira *j, const char *jql, gboolean *cut, struct error *err)
{
	struct search s = { .jql = jql };
	int rc = 1;

	s.hits =
	    g_ptr_array_new_with_free_func((GDestroyNotify)jira_issue_free);
	for (int i = 0; rc == 1 && i < LIMIT_SEARCH_PAGES; i++)
		rc = read_page(j, &s, err);
	g_free(s.token);
	if (rc < 0) {
		g_ptr_array_unref(s.hits);
		return NULL;
	}
	if (rc == 1)
		log_warning("a search finds more than %u issues", s.hits->len);
	if (cut)
		*cut = rc == 1;
	/* Of two issues made at the same moment the number tells more. */
	g_ptr_array_sort(s.hits, by_number);
	return s.hits;
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
