#include "base/json.h"
#include "base/limits.h"
#include "jira/jira.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

/* Where the tests talk to. */
struct fixture {
	struct fake_http http;
	struct deadline deadline;
	struct jira jira;
	struct error err;
};

static int
setup(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);

	fake_init(&f->http);
	deadline_start(&f->deadline, 60);
	jira_init(&f->jira, &f->http.http, &f->deadline, FLAVOUR_DATACENTER);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	assert_true(fake_is_done(&f->http));
	error_release(&f->err);
	fake_release(&f->http);
	g_free(f);
	return 0;
}

/* What a search makes of one answer. */
static void
check_failure(struct fixture *f, struct answer a, enum failure want)
{
	GPtrArray *hits;

	error_release(&f->err);
	fake_answer(&f->http, a);
	hits = jira_search(&f->jira, "x", NULL, &f->err);
	if (f->err.failure != want)
		print_error("status %ld\n", a.status);
	assert_int_equal(f->err.failure, want);
	if (want == FAIL_NONE)
		g_ptr_array_unref(hits);
	else
		assert_null(hits);
}

#define EMPTY "{\"issues\":[]}"

/* The answer to a search, and at the same time to what Jira refuses. */
#define EITHER "{\"issues\":[],\"errorMessages\":[]}"

static void
each_status_has_its_failure(void **state)
{
	static const struct {
		long status;
		enum failure failure;
	} table[] = {
		{ 200, FAIL_NONE },
		{ 201, FAIL_NONE },
		{ 301, FAIL_REDIRECT },
		{ 302, FAIL_REDIRECT },
		{ 400, FAIL_REJECTED },
		{ 401, FAIL_AUTH },
		{ 403, FAIL_FORBIDDEN },
		{ 404, FAIL_NOT_FOUND },
		{ 408, FAIL_BUSY },
		{ 409, FAIL_BUSY },
		{ 410, FAIL_GONE },
		{ 413, FAIL_TOO_LARGE },
		{ 422, FAIL_REJECTED },
		{ 425, FAIL_BUSY },
		{ 500, FAIL_SERVER },
		{ 502, FAIL_SERVER },
		{ 503, FAIL_MAINTENANCE },
		{ 504, FAIL_SERVER },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		check_failure(*state,
		    (struct answer){
			.status = table[i].status, .body = EITHER },
		    table[i].failure);
}

/* What a proxy or a firewall says no to is not yet refused. */
static void
a_refusal_must_be_of_jira(void **state)
{
	static const long statuses[] = { 400, 403, 404, 405, 406, 410, 413, 415,
		422 };
	static const struct answer others[] = {
		{ .body = "<html>Forbidden</html>", .type = "text/html" },
		{ .body = EITHER, .type = "text/html" },
		{ .body = "" },
		{ .body = "", .type = "" },
		{ .body = "{}" },
		{ .body = "{\"message\":\"Forbidden\"}" },
		{ .body = "{\"error\":\"Forbidden\"}" },
		{ .body = "{\"errors\":[]}" },
		{ .body = "{\"errorMessages\":[]" },
		{ .body = "XSRF check failed", .type = "text/plain" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++)
		for (size_t k = 0; k < G_N_ELEMENTS(others); k++) {
			struct answer a = others[k];

			a.status = statuses[i];
			check_failure(*state, a, FAIL_NOT_JIRA);
		}
	/* Whoever says so. */
	for (size_t k = 0; k < G_N_ELEMENTS(others); k++) {
		struct answer a = others[k];

		a.status = 401;
		check_failure(*state, a, FAIL_AUTH);
		a.status = 407;
		check_failure(*state, a, FAIL_PROXY);
	}
}

static void
the_forms_of_a_refusal(void **state)
{
	static const char *const bodies[] = {
		"{\"errorMessages\":[\"why\"]}",
		"{\"errorMessages\":\"why\"}",
		"{\"errors\":{\"x\":\"why\"}}",
		"{\"errors\":{},\"error\":\"why\"}",
		"{\"errors\":{\"x\":7},\"message\":\"why\"}",
	};
	static const char *const others[] = {
		"{\"error\":\"why\"}",
		"{\"message\":\"why\"}",
		"{\"errorMessage\":\"why\",\"errorType\":\"x\"}",
		"{\"error\":{\"code\":403,\"message\":\"why\"}}",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
		check_failure(f,
		    (struct answer){ .status = 400, .body = bodies[i] },
		    FAIL_REJECTED);
		assert_non_null(strstr(f->err.detail, "why"));
	}
	/* Others' words are told as well. */
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
		check_failure(f,
		    (struct answer){ .status = 403, .body = others[i] },
		    FAIL_NOT_JIRA);
		assert_non_null(strstr(f->err.detail, "why"));
	}
}

static void
success_must_be_json(void **state)
{
	check_failure(*state,
	    (struct answer){ .status = 200, .body = EMPTY, .type = "" },
	    FAIL_NOT_JIRA);
	check_failure(*state,
	    (struct answer){
		.status = 200, .body = "<html>", .type = "text/html" },
	    FAIL_NOT_JIRA);
	check_failure(*state,
	    (struct answer){ .status = 200, .body = "{\"issues\":" },
	    FAIL_NOT_JIRA);
	check_failure(*state, (struct answer){ .status = 200, .body = "{}" },
	    FAIL_NOT_JIRA);
}

static void
a_failed_login_is_told_by_a_header_on_any_status(void **state)
{
	static const long statuses[] = { 200, 404, 403, 500 };

	for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++) {
		check_failure(*state,
		    (struct answer){ .status = statuses[i],
			.body = EMPTY,
			.login_reason = "AUTHENTICATED_FAILED" },
		    FAIL_AUTH);
		check_failure(*state,
		    (struct answer){ .status = statuses[i],
			.body = EMPTY,
			.denied_reason = "CAPTCHA_CHALLENGE" },
		    FAIL_AUTH);
	}
	check_failure(*state,
	    (struct answer){
		.status = 200, .body = EMPTY, .login_reason = "OK" },
	    FAIL_NONE);
	check_failure(*state,
	    (struct answer){
		.status = 200, .body = EMPTY, .login_reason = "OUT, OK" },
	    FAIL_NONE);
	check_failure(*state,
	    (struct answer){ .status = 200,
		.body = EMPTY,
		.login_reason = "OUT, AUTHENTICATED_FAILED" },
	    FAIL_AUTH);
}

static void
what_jira_says_reaches_the_log_on_one_line(void **state)
{
	struct fixture *f = *state;

	check_failure(f,
	    (struct answer){ .status = 400,
		.body = "{\"errorMessages\":[\"first\\nline\"],"
			"\"errors\":{\"summary\":\"too long\"}}" },
	    FAIL_REJECTED);
	assert_non_null(strstr(f->err.detail, "first line; summary: too long"));
	assert_non_null(strstr(f->err.detail, "400"));
	assert_null(strchr(f->err.detail, '\n'));
}

static void
a_failure_without_an_answer_names_the_request(void **state)
{
	struct fixture *f = *state;

	check_failure(
	    f, (struct answer){ .failure = FAIL_CONNECT }, FAIL_CONNECT);
	assert_non_null(strstr(f->err.detail, "POST /rest/api/2/search"));
}

static void
busy_is_waited_for_and_asked_again(void **state)
{
	struct fixture *f = *state;

	fake_answer(&f->http,
	    (struct answer){ .status = 429, .body = "", .retry_after = 1 });
	check_failure(
	    f, (struct answer){ .status = 200, .body = EMPTY }, FAIL_NONE);
	assert_int_equal(f->http.requests->len, 2);
	assert_string_equal(
	    fake_request(&f->http, 0)->body, fake_request(&f->http, 1)->body);
}

static void
busy_beyond_the_deadline_is_not_waited_for(void **state)
{
	struct fixture *f = *state;

	deadline_start(&f->deadline, 1);
	check_failure(
	    f, (struct answer){ .status = 429, .retry_after = 1 }, FAIL_LATER);
	deadline_start(&f->deadline, 60);
	check_failure(f, (struct answer){ .status = 429, .retry_after = 3600 },
	    FAIL_LATER);
	check_failure(f, (struct answer){ .status = 503, .retry_after = 3600 },
	    FAIL_LATER);
	check_failure(f, (struct answer){ .status = 503, .retry_after = 1 },
	    FAIL_MAINTENANCE);
	/* There is nothing to look for. */
	assert_false(failure_leaves_doubt(FAIL_LATER));
}

static void
a_search_asks_for_what_it_needs(void **state)
{
	struct fixture *f = *state;
	g_autoptr(GPtrArray) hits = NULL;
	g_autoptr(cJSON) rq = NULL;
	const struct jira_issue *issue;

	fake_json(&f->http, 200,
	    "{\"issues\":[{\"id\":\"10042\",\"key\":\"SUP-42\",\"fields\":"
	    "{\"summary\":\"s\",\"labels\":[\"a\",7,\"b\"],"
	    "\"project\":{\"key\":\"SUP\"}}},{\"id\":\"../1\",\"key\":\"X\"},"
	    "{\"id\":7,\"key\":\"X\"},{\"id\":\"7\"},null]}");
	hits = jira_search(&f->jira, "labels = \"a\"", NULL, &f->err);
	assert_non_null(hits);
	assert_int_equal(hits->len, 1);
	issue = g_ptr_array_index(hits, 0);
	assert_string_equal(issue->id, "10042");
	assert_string_equal(issue->key, "SUP-42");
	assert_string_equal(issue->summary, "s");
	assert_string_equal(issue->project, "SUP");
	assert_int_equal(issue->labels->len, 2);
	assert_null(issue->mark);

	assert_string_equal(fake_request(&f->http, 0)->method, "POST");
	assert_string_equal(
	    fake_request(&f->http, 0)->path, "/rest/api/2/search");
	rq = json_parse(fake_request(&f->http, 0)->body,
	    strlen(fake_request(&f->http, 0)->body));
	assert_string_equal(json_string(rq, "jql"), "labels = \"a\"");
}

static void
cloud_has_another_search(void **state)
{
	struct fixture *f = *state;

	f->jira.flavour = FLAVOUR_CLOUD;
	check_failure(
	    f, (struct answer){ .status = 200, .body = EMPTY }, FAIL_NONE);
	assert_string_equal(
	    fake_request(&f->http, 0)->path, "/rest/api/2/search/jql");
}

static void
verifying_asks_once(void **state)
{
	struct fixture *f = *state;

	fake_json(&f->http, 200, "{\"name\":\"bot\"}");
	assert_int_equal(jira_verify(&f->jira, &f->err), 0);
	assert_int_equal(jira_verify(&f->jira, &f->err), 0);
	assert_int_equal(f->http.requests->len, 1);
	assert_string_equal(
	    fake_request(&f->http, 0)->path, "/rest/api/2/myself");
}

static void
an_answer_that_names_the_user_is_proof_enough(void **state)
{
	struct fixture *f = *state;

	check_failure(f,
	    (struct answer){ .status = 200, .body = EMPTY, .user = "bot" },
	    FAIL_NONE);
	assert_int_equal(jira_verify(&f->jira, &f->err), 0);
	assert_int_equal(f->http.requests->len, 1);
}

static void
an_anonymous_answer_is_no_proof(void **state)
{
	struct fixture *f = *state;

	check_failure(f,
	    (struct answer){
		.status = 200, .body = EMPTY, .user = "anonymous" },
	    FAIL_NONE);
	fake_json(&f->http, 401, "");
	assert_int_equal(jira_verify(&f->jira, &f->err), -1);
	assert_int_equal(f->err.failure, FAIL_AUTH);
}

static void
an_issue_is_read_with_files_links_and_mark(void **state)
{
	struct fixture *f = *state;
	struct jira_issue *issue = NULL;
	const struct jira_file *file;

	fake_json(&f->http, 200,
	    "{\"id\":\"10042\",\"key\":\"NEW-1\",\"fields\":{\"summary\":\"s\","
	    "\"project\":{\"key\":\"NEW\"},"
	    "\"created\":\"2026-11-03T10:20:00.123+0100\","
	    "\"attachment\":[{\"filename\":\"a.png\",\"size\":48,"
	    "\"created\":\"2026-11-03T09:20:01.000+0000\"},{}],"
	    "\"issuelinks\":[{\"outwardIssue\":{\"key\":\"SUP-1\"}},"
	    "{\"inwardIssue\":{\"key\":\"SUP-2\"}},{}]},"
	    "\"properties\":{\"jicket\":{\"step\":\"issue\","
	    "\"digest\":\"abc\",\"project\":\"SUP\"}}}");
	assert_int_equal(jira_get_issue(&f->jira, "10042", &issue, &f->err), 1);
	assert_string_equal(issue->key, "NEW-1");
	assert_string_equal(issue->project, "NEW");
	assert_int_equal(issue->created, SEED_TIME + 123);
	assert_string_equal(issue->mark->digest, "abc");
	assert_string_equal(issue->mark->project, "SUP");
	assert_int_equal(issue->mark->created, issue->created);
	assert_int_equal(issue->files->len, 2);
	file = g_ptr_array_index(issue->files, 0);
	assert_string_equal(file->name, "a.png");
	assert_int_equal(file->size, 48);
	assert_int_equal(file->created, SEED_TIME + 1000);
	assert_int_equal(issue->links->len, 2);
	assert_string_equal(g_ptr_array_index(issue->links, 0), "SUP-1");
	assert_string_equal(g_ptr_array_index(issue->links, 1), "SUP-2");
	assert_false(issue->closed);
	jira_issue_free(issue);
	jira_issue_free(NULL);
	assert_true(g_str_has_prefix(
	    fake_request(&f->http, 0)->path, "/rest/api/2/issue/10042?"));
	assert_non_null(
	    strstr(fake_request(&f->http, 0)->path, "properties=jicket"));
}

/* Each workflow says in another way when it was. */
static void
a_closed_issue_says_since_when(void **state)
{
	static const struct {
		const char *fields;
		gint64 since;
	} cases[] = {
		{ "\"resolutiondate\":\"2026-11-03T09:20:00.000+0000\","
		  "\"updated\":\"2026-11-03T09:20:09.000+0000\"",
		    SEED_TIME },
		{ "\"resolutiondate\":null,"
		  "\"statuscategorychangedate\":\"2026-11-03T09:20:01.000+0000\","
		  "\"updated\":\"2026-11-03T09:20:09.000+0000\"",
		    SEED_TIME + 1000 },
		{ "\"updated\":\"2026-11-03T09:20:09.000+0000\"",
		    SEED_TIME + 9000 },
		{ "\"updated\":\"yesterday\"", 0 },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf(
		    "{\"id\":\"1\",\"key\":\"SUP-1\",\"fields\":{\"status\":"
		    "{\"statusCategory\":{\"key\":\"done\"}},%s}}",
		    cases[i].fields);
		struct jira_issue *issue = NULL;

		fake_json(&f->http, 200, text);
		assert_int_equal(
		    jira_get_issue(&f->jira, "1", &issue, &f->err), 1);
		assert_true(issue->closed);
		assert_int_equal(issue->closed_since, cases[i].since);
		jira_issue_free(issue);
	}
}

static void
an_issue_name_cannot_leave_its_path(void **state)
{
	struct fixture *f = *state;
	struct jira_issue *issue = NULL;

	fake_json(&f->http, 500, "");
	assert_int_equal(
	    jira_get_issue(&f->jira, "../x?y", &issue, &f->err), -1);
	assert_true(g_str_has_prefix(
	    fake_request(&f->http, 0)->path, "/rest/api/2/issue/..%2Fx%3Fy?"));
}

/* It would end the request line, or make the library refuse the address. */
static void
the_path_of_a_file_is_one(void **state)
{
	struct fixture *f = *state;
	struct jira_issue *issue = NULL;
	const struct jira_file *file;

	fake_json(&f->http, 200,
	    "{\"id\":\"1\",\"key\":\"SUP-1\",\"fields\":{\"attachment\":["
	    "{\"content\":\"http://j/x/secure/attachment/7/a%20b.csv\"},"
	    "{\"content\":\"http://j/secure/attachment/8/a b\\r\\nX: y\"}]}}");
	assert_int_equal(jira_get_issue(&f->jira, "1", &issue, &f->err), 1);
	file = g_ptr_array_index(issue->files, 0);
	assert_string_equal(file->path, "/secure/attachment/7/a%20b.csv");
	file = g_ptr_array_index(issue->files, 1);
	assert_string_equal(
	    file->path, "/secure/attachment/8/a%20b%0D%0AX:%20y");
	jira_issue_free(issue);
}

static void
no_issue_is_believed_from_a_jira_that_knows_us(void **state)
{
	struct fixture *f = *state;
	struct jira_issue *issue = NULL;

	fake_json(&f->http, 404, JIRAS_NO);
	fake_json(&f->http, 200, "{\"name\":\"bot\"}");
	assert_int_equal(jira_get_issue(&f->jira, "1", &issue, &f->err), 0);
	assert_null(issue);
	assert_int_equal(f->err.failure, FAIL_NONE);
}

static void
no_issue_for_unknown_users_is_a_failure(void **state)
{
	struct fixture *f = *state;
	struct jira_issue *issue = NULL;

	fake_json(&f->http, 404, JIRAS_NO);
	fake_json(&f->http, 401, "{}");
	assert_int_equal(jira_get_issue(&f->jira, "1", &issue, &f->err), -1);
	assert_int_equal(f->err.failure, FAIL_AUTH);
}

#define COMMENTS(key)                                        \
	"{\"" key "\":[{\"id\":\"1\",\"properties\":[]},"    \
	"{\"id\":\"2\",\"properties\":"                      \
	"[{\"key\":\"other\",\"value\":{\"digest\":\"abd\"," \
	"\"step\":\"note\"}},"                               \
	"{\"key\":\"jicket\",\"value\":{\"digest\":\"abc\"," \
	"\"step\":\"comment\"}}],"                           \
	"\"created\":\"2026-11-03T09:20:00.000+0000\"}],\"total\":2}"

static void
check_marks(struct fixture *f)
{
	g_autoptr(GPtrArray) marks = jira_get_marks(&f->jira, "1", &f->err);
	const struct mark *m;

	assert_non_null(marks);
	assert_int_equal(marks->len, 1);
	m = g_ptr_array_index(marks, 0);
	assert_string_equal(m->step, FILED_COMMENT);
	assert_string_equal(m->digest, "abc");
	assert_int_equal(m->created, SEED_TIME);
}

static void
a_comment_is_known_by_its_mark(void **state)
{
	struct fixture *f = *state;

	fake_json(&f->http, 200, COMMENTS("comments"));
	check_marks(f);
	assert_non_null(
	    strstr(fake_request(&f->http, 0)->path, "expand=properties"));
	assert_non_null(
	    strstr(fake_request(&f->http, 0)->path, "orderBy=-created"));
	fake_json(&f->http, 503, "");
	assert_null(jira_get_marks(&f->jira, "1", &f->err));
	assert_int_equal(f->err.failure, FAIL_MAINTENANCE);
	error_release(&f->err);
	fake_json(&f->http, 200, "{\"total\":0}");
	assert_null(jira_get_marks(&f->jira, "1", &f->err));
	assert_int_equal(f->err.failure, FAIL_NOT_JIRA);
}

static void
cloud_is_asked_for_the_properties_of_comments(void **state)
{
	struct fixture *f = *state;
	g_autoptr(GPtrArray) none = NULL;

	f->jira.flavour = FLAVOUR_CLOUD;
	fake_json(&f->http, 200,
	    "{\"comments\":[{\"id\":\"1\"},{\"id\":\"x\"},{\"id\":\"2\"}],"
	    "\"total\":3}");
	fake_json(&f->http, 200, COMMENTS("values"));
	check_marks(f);
	assert_string_equal(fake_request(&f->http, 1)->path,
	    "/rest/api/2/comment/list?expand=properties");
	assert_string_equal(fake_request(&f->http, 1)->body, "{\"ids\":[1,2]}");

	fake_json(&f->http, 200, "{\"comments\":[],\"total\":0}");
	none = jira_get_marks(&f->jira, "1", &f->err);
	assert_non_null(none);
	assert_int_equal(none->len, 0);
}

/* Where a list tells no properties, each comment is asked for its own. */
static void
data_center_may_tell_no_properties(void **state)
{
	struct fixture *f = *state;

	fake_json(&f->http, 200,
	    "{\"comments\":[{\"id\":\"1\"},{\"id\":\"x\"},{\"id\":\"2\","
	    "\"created\":\"2026-11-03T09:20:00.000+0000\"}],\"total\":3}");
	fake_json(&f->http, 404, JIRAS_NO);
	fake_json(&f->http, 200,
	    "{\"key\":\"jicket\",\"value\":{\"digest\":\"abc\","
	    "\"step\":\"comment\"}}");
	check_marks(f);
	assert_string_equal(fake_request(&f->http, 2)->path,
	    "/rest/api/2/comment/2/properties/jicket");

	fake_json(&f->http, 200, "{\"comments\":[{\"id\":\"1\"}],\"total\":1}");
	fake_json(&f->http, 503, "");
	assert_null(jira_get_marks(&f->jira, "1", &f->err));
	assert_int_equal(f->err.failure, FAIL_MAINTENANCE);
}

/* Jira gives 20 at most, whatever is asked for. */
static void
comments_are_read_page_by_page(void **state)
{
	const struct comment last = { .mark = { .step = (char *)FILED_NOTE,
					  .digest = (char *)"abc" } };
	const struct comment page[20] = { [19] = last };
	struct fixture *f = *state;
	g_autofree char *full = seed_comments(page, 20, 45);
	g_autofree char *rest = seed_comments(&last, 1, 45);
	g_autofree char *none = seed_comments(NULL, 0, 45);
	g_autoptr(GPtrArray) marks = NULL;

	fake_json(&f->http, 200, full);
	fake_json(&f->http, 200, full);
	fake_json(&f->http, 200, rest);
	/* Others were deleted meanwhile. */
	fake_json(&f->http, 200, none);
	marks = jira_get_marks(&f->jira, "1", &f->err);
	assert_int_equal(marks->len, 3);
	for (guint i = 0; i < 3; i++) {
		g_autofree char *start =
		    g_strdup_printf("startAt=%u&maxResults=100", i * 20);

		assert_non_null(strstr(fake_request(&f->http, i)->path, start));
	}
}

static void
an_endless_list_of_comments_has_its_end(void **state)
{
	const struct comment many[100] = { 0 };
	struct fixture *f = *state;
	g_autofree char *page = seed_comments(many, 100, 1000000);
	g_autoptr(GPtrArray) marks = NULL;

	fake_route(&f->http, "GET /rest/api/2/issue/1/comment", 200, page);
	marks = jira_get_marks(&f->jira, "1", &f->err);
	assert_non_null(marks);
	assert_int_equal(
	    f->http.requests->len, LIMIT_COMMENTS / LIMIT_COMMENTS_PAGE);
}

#define HIT(n) "{\"id\":\"" n "\",\"key\":\"S-" n "\",\"fields\":{}}"

/* The number of hits of a search by which many pages. */
static void
check_search(struct fixture *f, guint hits, gboolean cut, guint pages)
{
	gboolean is_cut = !cut;
	g_autoptr(GPtrArray) found =
	    jira_search(&f->jira, "x", &is_cut, &f->err);

	assert_non_null(found);
	assert_int_equal(found->len, hits);
	assert_int_equal(is_cut, cut);
	assert_int_equal(f->http.requests->len, pages);
}

static void
a_search_is_read_page_by_page(void **state)
{
	struct fixture *f = *state;

	fake_json(&f->http, 200,
	    "{\"total\":3,\"issues\":[" HIT("7") ",{\"id\":\"?\"}]}");
	fake_json(&f->http, 200, "{\"total\":3,\"issues\":[" HIT("8") "]}");
	check_search(f, 2, FALSE, 2);
	assert_null(strstr(fake_request(&f->http, 0)->body, "startAt"));
	assert_non_null(strstr(fake_request(&f->http, 1)->body, "startAt\":2"));
	/* Less than was promised. */
	fake_json(&f->http, 200, "{\"total\":3,\"issues\":[" HIT("7") "]}");
	fake_json(&f->http, 200, "{\"total\":3,\"issues\":[]}");
	check_search(f, 1, FALSE, 4);
	/* Half of it is nothing. */
	fake_json(&f->http, 200, "{\"total\":3,\"issues\":[" HIT("7") "]}");
	fake_json(&f->http, 503, "");
	assert_null(jira_search(&f->jira, "x", NULL, &f->err));
	assert_int_equal(f->err.failure, FAIL_MAINTENANCE);
}

static void
a_search_on_cloud_has_tokens(void **state)
{
	struct fixture *f = *state;

	f->jira.flavour = FLAVOUR_CLOUD;
	fake_json(&f->http, 200,
	    "{\"issues\":[],\"nextPageToken\":\"a\",\"isLast\":false}");
	fake_json(&f->http, 200,
	    "{\"issues\":[" HIT("7") "],\"nextPageToken\":\"b\"}");
	fake_json(&f->http, 200, "{\"issues\":[" HIT("8") "],\"isLast\":true}");
	check_search(f, 2, FALSE, 3);
	assert_null(strstr(fake_request(&f->http, 0)->body, "PageToken"));
	assert_non_null(
	    strstr(fake_request(&f->http, 1)->body, "PageToken\":\"a\""));
	assert_non_null(
	    strstr(fake_request(&f->http, 2)->body, "PageToken\":\"b\""));
	assert_null(strstr(fake_request(&f->http, 2)->body, "startAt"));
}

static void
a_search_without_end_is_cut(void **state)
{
	struct fixture *f = *state;

	fake_route(&f->http, "POST /rest/api/2/search", 200,
	    "{\"total\":1000000,\"issues\":[" HIT("7") "]}");
	check_search(f, LIMIT_SEARCH_PAGES, TRUE, LIMIT_SEARCH_PAGES);
}

static char *const files[] = { (char *)"key", NULL };

static const struct mark mark = {
	.step = (char *)FILED_ISSUE,
	.digest = (char *)"abc",
	.project = (char *)"SUP",
	.body = (char *)"def",
	.size = 12345678901,
	.text = (char *)"ghi",
	.files = (char **)(gintptr)files,
};

#define MARK                                                            \
	"\"properties\":[{\"key\":\"jicket\",\"value\":{\"version\":1," \
	"\"step\":\"issue\",\"digest\":\"abc\",\"project\":\"SUP\","    \
	"\"body\":\"def\",\"size\":12345678901,\"text\":\"ghi\","       \
	"\"files\":[\"key\"]}}]}"

static const struct jira_fields fields = {
	.project = "SUP",
	.type = "Task",
	.summary = "s \"quoted\"",
	.description = "d",
	.label = "JI-ABC123",
	.mark = &mark,
};

/* Creates an issue, which must name no refused fields. */
static int
create(struct fixture *f, const struct jira_fields *what, char **id, char **key)
{
	struct refusal why;
	int rc = jira_create(&f->jira, what, id, key, &why, &f->err);

	assert_null(why.fields);
	return rc;
}

static void
an_issue_is_created_in_one_request(void **state)
{
	struct fixture *f = *state;
	g_autofree char *id = NULL, *key = NULL;

	fake_json(&f->http, 201, "{\"id\":\"10042\",\"key\":\"SUP-42\"}");
	assert_int_equal(create(f, &fields, &id, &key), 0);
	assert_string_equal(id, "10042");
	assert_string_equal(key, "SUP-42");
	assert_string_equal(
	    fake_request(&f->http, 0)->path, "/rest/api/2/issue");
	assert_string_equal(fake_request(&f->http, 0)->body,
	    "{\"fields\":{\"project\":{\"key\":\"SUP\"},"
	    "\"issuetype\":{\"name\":\"Task\"},"
	    "\"summary\":\"s \\\"quoted\\\"\",\"description\":\"d\","
	    "\"labels\":[\"JI-ABC123\"]}," MARK);
}

static void
an_issue_may_be_created_without_label(void **state)
{
	struct fixture *f = *state;
	struct jira_fields without = fields;
	g_autofree char *id = NULL, *key = NULL;

	without.label = NULL;
	fake_json(&f->http, 201, "{\"id\":\"1\",\"key\":\"SUP-1\"}");
	assert_int_equal(create(f, &without, &id, &key), 0);
	assert_null(strstr(fake_request(&f->http, 0)->body, "labels"));
}

static void
an_issue_type_may_be_a_number(void **state)
{
	struct fixture *f = *state;
	struct jira_fields numbered = fields;
	g_autofree char *id = NULL, *key = NULL;

	numbered.type = "10001";
	fake_json(&f->http, 201, "{\"id\":\"1\",\"key\":\"SUP-1\"}");
	assert_int_equal(create(f, &numbered, &id, &key), 0);
	assert_non_null(strstr(fake_request(&f->http, 0)->body,
	    "\"issuetype\":{\"id\":\"10001\"}"));
}

static void
an_answer_that_names_no_issue_is_a_failure(void **state)
{
	static const char *const bodies[] = { "{\"id\":\"10042\"}",
		"{\"id\":\"1 2\",\"key\":\"SUP-1\"}",
		"{\"id\":\"\",\"key\":\"SUP-1\"}",
		"{\"id\":\"../1\",\"key\":\"SUP-1\"}" };
	struct fixture *f = *state;
	char *id = NULL, *key = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
		fake_json(&f->http, 201, bodies[i]);
		assert_int_equal(create(f, &fields, &id, &key), -1);
		assert_int_equal(f->err.failure, FAIL_NOT_JIRA);
		assert_null(id);
		error_release(&f->err);
	}
}

static void
the_fields_that_jira_refuses_are_listed(void **state)
{
	struct fixture *f = *state;
	struct refusal why;
	char *id = NULL, *key = NULL;

	fake_json(&f->http, 400,
	    "{\"errorMessages\":[],\"errors\":{\"labels\":\"no\","
	    "\"summary\":\"too long\"}}");
	assert_int_equal(
	    jira_create(&f->jira, &fields, &id, &key, &why, &f->err), -1);
	assert_int_equal(f->err.failure, FAIL_REJECTED);
	assert_int_equal(g_strv_length(why.fields), 2);
	assert_string_equal(why.fields[0], "labels");
	assert_string_equal(why.fields[1], "summary");
	refusal_release(&why);
}

/* A comment that lost its mark is looked for by its text, page by page. */
static gboolean
is_x(const char *text, const void *what)
{
	return strcmp(text, what) == 0;
}

static void
a_comment_is_found_by_a_word(void **state)
{
	struct fixture *f = *state;
	gint64 created = 0;

	fake_json(&f->http, 200,
	    "{\"total\":3,\"comments\":[{\"body\":\"See JI-A\"},{\"id\":\"1\"}]}");
	fake_json(&f->http, 200,
	    "{\"total\":3,\"comments\":[{\"body\":\"x JI-A\",\"created\":"
	    "\"1970-01-01T00:00:01.000+0000\"}]}");
	assert_int_equal(jira_find_comment(&f->jira, "10042", "JI-A", is_x,
			     "x JI-A", &created, &f->err),
	    1);
	assert_int_equal(created, 1000);
	assert_non_null(strstr(fake_request(&f->http, 1)->path, "startAt=2&"));
	/* It ends, whatever Jira says of the number. */
	fake_json(&f->http, 200, "{\"total\":3,\"comments\":[]}");
	assert_int_equal(jira_find_comment(&f->jira, "10042", "JI-A", is_x,
			     "x JI-A", &created, &f->err),
	    0);
	fake_json(&f->http, 503, "");
	assert_int_equal(jira_find_comment(&f->jira, "10042", "JI-A", is_x,
			     "x JI-A", &created, &f->err),
	    -1);
}

static void
the_limit_of_a_text_is_read_in_every_language(void **state)
{
	static const struct {
		const char *body;
		gint64 limit;
	} cases[] = {
		{ "{\"errors\":{\"comment\":\"It exceeds the allowed limit of "
		  "32767 characters.\"}}",
		    32767 },
		{ "{\"errors\":{\"description\":\"limit of 32,767 "
		  "characters\"}}",
		    32767 },
		{ "{\"errors\":{\"comment\":\"32.767 Zeichen\"}}", 32767 },
		{ "{\"errors\":{\"comment\":\"32\u00a0767 signes.\"}}", 32767 },
		{ "{\"errors\":{\"comment\":\"32\u202f767\"}}", 32767 },
		{ "{\"errorMessages\":[\"more than 1,048,576 characters\"]}",
		    1048576 },
		{ "{\"errors\":{\"comment\":\"at most 2000. 100 more\"}}",
		    2000 },
		{ "{\"errors\":{\"comment\":\"99999999999999999999\"}}",
		    999999999 },
		{ "{\"errors\":{\"comment\":\"CONTENT_LIMIT_EXCEEDED\"}}", 0 },
		{ "{\"errors\":{\"summary\":\"less than 255 "
		  "characters\"}}",
		    0 },
		{ "{\"message\":\"32767\"}", 0 },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct refusal why;

		error_release(&f->err);
		fake_json(&f->http, 400, cases[i].body);
		assert_int_equal(jira_add_comment(&f->jira, "10042", "b", &mark,
				     &why, &f->err),
		    -1);
		assert_int_equal(why.text_limit, cases[i].limit);
		refusal_release(&why);
	}
}

static void
a_failure_of_jira_itself_is_told_apart(void **state)
{
	static const struct {
		struct answer answer;
		gboolean broke;
	} cases[] = {
		{ { .status = 500, .body = "" }, TRUE },
		{ { .status = 500, .body = JIRAS_NO }, TRUE },
		{ { .status = 500, .body = "<html>", .type = "text/html" },
		    FALSE },
		{ { .status = 502, .body = "" }, FALSE },
		{ { .status = 400, .body = JIRAS_NO }, FALSE },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct refusal why;

		error_release(&f->err);
		fake_answer(&f->http, cases[i].answer);
		assert_int_equal(jira_add_comment(&f->jira, "10042", "b", &mark,
				     &why, &f->err),
		    -1);
		assert_int_equal(why.broke, cases[i].broke);
		refusal_release(&why);
	}
}

static void
a_permission_is_asked_for_in_the_project(void **state)
{
	struct fixture *f = *state;

	fake_json(&f->http, 200,
	    "{\"permissions\":{\"ADD_COMMENTS\":{\"havePermission\":true}}}");
	assert_int_equal(
	    jira_has_permission(&f->jira, "A-B-7", "ADD_COMMENTS", &f->err), 1);
	assert_string_equal(fake_request(&f->http, 0)->path,
	    "/rest/api/2/mypermissions?projectKey=A-B");
	f->jira.flavour = FLAVOUR_CLOUD;
	fake_json(&f->http, 200,
	    "{\"permissions\":{\"ADD_COMMENTS\":{\"havePermission\":false}}}");
	assert_int_equal(
	    jira_has_permission(&f->jira, "A-7", "ADD_COMMENTS", &f->err), 0);
	assert_string_equal(fake_request(&f->http, 1)->path,
	    "/rest/api/2/mypermissions?projectKey=A&"
	    "permissions=ADD_COMMENTS");
	fake_json(&f->http, 200, "{\"permissions\":{}}");
	assert_int_equal(
	    jira_has_permission(&f->jira, "A-7", "ADD_COMMENTS", &f->err), 0);
	fake_json(&f->http, 500, "");
	assert_int_equal(
	    jira_has_permission(&f->jira, "A-7", "ADD_COMMENTS", &f->err), -1);
}

/* Cloud refuses the question as Data Center takes it. */
static void
a_permission_is_asked_for_as_the_flavour_wants_it(void **state)
{
	static const struct {
		long status;
		const char *info, *path;
	} cases[] = {
		{ 200, "{\"deploymentType\":\"Cloud\"}",
		    "/rest/api/2/mypermissions?projectKey=A&"
		    "permissions=ADD_COMMENTS" },
		{ 200, "{\"deploymentType\":\"Server\"}",
		    "/rest/api/2/mypermissions?projectKey=A" },
		{ 500, "", "/rest/api/2/mypermissions?projectKey=A" },
	};
	struct fixture *f = *state;

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		f->jira.flavour = FLAVOUR_DATACENTER;
		f->jira.guessed = TRUE;
		fake_json(&f->http, cases[i].status, cases[i].info);
		fake_json(&f->http, 200,
		    "{\"permissions\":{\"ADD_COMMENTS\":{\"havePermission\":"
		    "true}}}");
		assert_int_equal(jira_has_permission(
				     &f->jira, "A-7", "ADD_COMMENTS", &f->err),
		    1);
		assert_string_equal(
		    fake_request(&f->http, 2 * i + 1)->path, cases[i].path);
	}
}

/* Only a 400 says that nothing was made and why. */
static void
other_failures_name_no_fields(void **state)
{
	struct fixture *f = *state;
	char *id = NULL, *key = NULL;

	fake_json(&f->http, 500, "{\"errors\":{\"labels\":\"no\"}}");
	assert_int_equal(create(f, &fields, &id, &key), -1);
	assert_int_equal(f->err.failure, FAIL_SERVER);
	error_release(&f->err);
	fake_json(&f->http, 400, "{\"errorMessages\":[\"no\"]}");
	assert_int_equal(create(f, &fields, &id, &key), -1);
	assert_int_equal(f->err.failure, FAIL_REJECTED);
	error_release(&f->err);
	fake_answer(&f->http, (struct answer){ .failure = FAIL_LOST });
	assert_int_equal(create(f, &fields, &id, &key), -1);
	assert_int_equal(f->err.failure, FAIL_LOST);
	assert_null(id);
}

static void
a_comment_carries_its_mark(void **state)
{
	struct fixture *f = *state;

	fake_json(&f->http, 201, "{\"id\":\"1\"}");
	assert_int_equal(
	    jira_add_comment(&f->jira, "10042", "b", &mark, NULL, &f->err), 0);
	assert_string_equal(
	    fake_request(&f->http, 0)->path, "/rest/api/2/issue/10042/comment");
	assert_string_equal(
	    fake_request(&f->http, 0)->body, "{\"body\":\"b\"," MARK);
	fake_json(&f->http, 201, "{}");
	assert_int_equal(
	    jira_add_comment(&f->jira, "10042", "b", &mark, NULL, &f->err), -1);
	assert_int_equal(f->err.failure, FAIL_NOT_JIRA);
}

static void
two_issues_are_linked(void **state)
{
	struct fixture *f = *state;

	fake_answer(&f->http, (struct answer){ .status = 201, .type = "" });
	assert_int_equal(jira_link(&f->jira, "SUP-2", "SUP-1", &f->err), 0);
	assert_string_equal(
	    fake_request(&f->http, 0)->path, "/rest/api/2/issueLink");
	assert_string_equal(fake_request(&f->http, 0)->body,
	    "{\"type\":{\"name\":\"Relates\"},\"inwardIssue\":{\"key\":"
	    "\"SUP-2\"},\"outwardIssue\":{\"key\":\"SUP-1\"}}");
	fake_json(&f->http, 404, JIRAS_NO);
	assert_int_equal(jira_link(&f->jira, "SUP-2", "SUP-1", &f->err), -1);
	assert_int_equal(f->err.failure, FAIL_NOT_FOUND);
}

/* Attaches a small file; -1 with the failure, 0 with the reason, or 1. */
static int
attach(struct fixture *f, const char *name, char **reason)
{
	struct attachment *a =
	    attachment_from_text(name, "text/plain", "hello");
	int rc;

	error_release(&f->err);
	rc = jira_attach(&f->jira, "10042", a, reason, &f->err);
	attachment_free(a);
	return rc;
}

static void
a_file_is_uploaded_under_its_name(void **state)
{
	struct fixture *f = *state;
	char *reason = NULL;

	fake_json(&f->http, 200, "[{\"id\":\"1\"}]");
	assert_int_equal(attach(f,
			     "Gr\xc3\xb6\xc3\x9f"
			     "e.txt",
			     &reason),
	    1);
	assert_null(reason);
	assert_string_equal(fake_request(&f->http, 0)->path,
	    "/rest/api/2/issue/10042/attachments");
	assert_string_equal(fake_request(&f->http, 0)->upload_name,
	    "Gr\xc3\xb6\xc3\x9f"
	    "e.txt");
	assert_string_equal(fake_request(&f->http, 0)->upload->str, "hello");
}

static void
an_empty_500_is_answered_by_a_plain_name(void **state)
{
	struct fixture *f = *state;
	char *reason = NULL;

	fake_json(&f->http, 500, "");
	fake_json(&f->http, 200, "[{\"id\":\"1\"}]");
	assert_int_equal(attach(f, "a \xe2\x82\xac.txt", &reason), 1);
	assert_true(g_regex_match_simple("^[A-Za-z0-9._-]+\\.txt$",
	    fake_request(&f->http, 1)->upload_name, 0, 0));
	assert_string_equal(fake_request(&f->http, 1)->upload->str, "hello");
}

static void
a_plain_name_is_not_tried_twice(void **state)
{
	struct fixture *f = *state;
	char *reason = NULL;

	fake_json(&f->http, 500, "");
	assert_int_equal(attach(f, "a.txt", &reason), -1);
	assert_int_equal(f->err.failure, FAIL_SERVER);
	fake_json(&f->http, 500, "{\"message\":\"other\"}");
	assert_int_equal(attach(f, "\xe2\x82\xac.txt", &reason), -1);
	assert_int_equal(f->err.failure, FAIL_SERVER);
}

/* Something that answers 200 to everything is not Jira. */
static void
an_upload_that_lists_no_file_is_a_failure(void **state)
{
	static const char *const bodies[] = { "[]", "{}", "" };
	struct fixture *f = *state;
	char *reason = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
		fake_json(&f->http, 200, bodies[i]);
		assert_int_equal(attach(f, "a.txt", &reason), -1);
		assert_int_equal(f->err.failure, FAIL_NOT_JIRA);
		assert_null(reason);
	}
}

static void
a_file_that_jira_does_not_take_is_no_failure(void **state)
{
	struct fixture *f = *state;
	g_autofree char *large = NULL, *page = NULL, *missing = NULL;
	g_autofree char *type = NULL, *bad = NULL;

	fake_json(&f->http, 413, "{\"errorMessages\":[\"too large\"]}");
	assert_int_equal(attach(f, "a", &large), 0);
	assert_string_equal(large, "too large");
	/* A proxy knows the size of a file as well as Jira. */
	fake_answer(&f->http,
	    (struct answer){ .status = 413, .body = "<h1>", .type = "x/y" });
	assert_int_equal(attach(f, "a", &page), 0);
	assert_string_equal(page, "HTTP status 413");
	fake_json(&f->http, 403,
	    "{\"errorMessages\":[\"Files with the Extension exe ...\"]}");
	assert_int_equal(attach(f, "a", &type), 0);
	fake_json(&f->http, 400, JIRAS_NO);
	assert_int_equal(attach(f, "a", &bad), 0);
	/* Data Center */
	fake_json(&f->http, 404,
	    "{\"errorMessages\":[\"The file exceeds its maximum size.\"]}");
	assert_int_equal(attach(f, "a", &missing), 0);
	assert_int_equal(f->err.failure, FAIL_NONE);
}

/* Then it is not the file's fault, and the next one fares no better. */
static void
a_missing_permission_is_no_refused_file(void **state)
{
	struct fixture *f = *state;
	char *reason = NULL;

	/* The words tell nothing. */
	fake_json(
	    &f->http, 403, "{\"errorMessages\":[\"Attachments are off\"]}");
	fake_json(&f->http, 200, "{\"enabled\":false,\"uploadLimit\":1000}");
	assert_int_equal(attach(f, "a", &reason), -1);
	assert_int_equal(f->err.failure, FAIL_FORBIDDEN);
	assert_non_null(strstr(f->err.detail, "Attachments are off"));
	assert_non_null(strstr(f->err.detail, "Create Attachments"));
	assert_null(reason);
}

/* What Jira says in another language is told by what it would take. */
static void
what_words_do_not_tell_is_asked_for(void **state)
{
	static const char no[] = "{\"errorMessages\":[\"Nein\"]}";
	static const struct {
		long status;
		const char *words, *meta, *may;
		int rc;
	} cases[] = {
		{ 403, no, "{\"enabled\":true,\"uploadLimit\":1000}", "true",
		    0 },
		{ 403, no, "{\"enabled\":true,\"uploadLimit\":1000}", "false",
		    -1 },
		{ 403, no, "{\"enabled\":false,\"uploadLimit\":1000}", NULL,
		    -1 },
		{ 404, no, "{\"enabled\":true,\"uploadLimit\":-1}", NULL, 0 },
		{ 404, no, "{\"enabled\":true,\"uploadLimit\":3}", NULL, -1 },
		/* English tells it at once. */
		{ 403, "{\"errorMessages\":[\"You have no permission\"]}", NULL,
		    NULL, -1 },
		{ 403, "{\"errorMessages\":[\"This file type is bad\"]}", NULL,
		    NULL, 0 },
	};
	struct fixture *f = *state;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *may =
		    g_strdup_printf("{\"permissions\":{\"CREATE_ATTACHMENTS\":{"
				    "\"havePermission\":%s}}}",
			cases[i].may);
		g_autofree char *reason = NULL;

		fake_json(&f->http, cases[i].status, cases[i].words);
		if (cases[i].meta)
			fake_json(&f->http, 200, cases[i].meta);
		if (cases[i].may)
			fake_json(&f->http, 200, may);
		if (attach(f, "a", &reason) != cases[i].rc)
			fail_msg("%zu %s", i, f->err.detail);
		assert_true((cases[i].rc == 0) == (reason != NULL));
		error_release(&f->err);
	}
}

static void
a_page_on_an_upload_is_no_refused_file(void **state)
{
	static const long statuses[] = { 400, 403, 404, 406, 415 };
	struct fixture *f = *state;
	char *reason = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++) {
		fake_answer(&f->http,
		    (struct answer){ .status = statuses[i],
			.body = "exceeds its maximum",
			.type = "text/html" });
		assert_int_equal(attach(f, "a", &reason), -1);
		assert_int_equal(f->err.failure, FAIL_NOT_JIRA);
		assert_null(reason);
	}
}

static void
an_issue_that_is_gone_is_a_failure(void **state)
{
	struct fixture *f = *state;
	char *reason = NULL;

	fake_json(
	    &f->http, 404, "{\"errorMessages\":[\"Issue Does Not Exist\"]}");
	assert_int_equal(attach(f, "a", &reason), -1);
	assert_int_equal(f->err.failure, FAIL_NOT_FOUND);
}

#define NO_SCOPE \
	"{\"code\":401,\"message\":\"Unauthorized; scope does not match\"}"

/* It must not be believed to be nobody's, and the error names the scope. */
static void
a_token_without_a_scope_is_a_token(void **state)
{
	struct fixture *f = *state;
	char *reason = NULL;

	fake_json(&f->http, 401, NO_SCOPE);
	fake_json(&f->http, 200,
	    "{\"permissions\":{\"BROWSE_PROJECTS\":{\"havePermission\":true}}}");
	assert_int_equal(jira_verify(&f->jira, &f->err), 0);
	assert_true(f->jira.verified);
	f->jira.verified = FALSE;
	fake_json(&f->http, 401, NO_SCOPE);
	fake_json(&f->http, 401, NO_SCOPE);
	assert_int_equal(jira_verify(&f->jira, &f->err), -1);
	assert_int_equal(f->err.failure, FAIL_AUTH);
	assert_non_null(strstr(f->err.detail, "the scope read:jira-work"));
	error_release(&f->err);
	fake_json(&f->http, 401, NO_SCOPE);
	assert_int_equal(attach(f, "a", &reason), -1);
	assert_non_null(strstr(f->err.detail, "the scope write:jira-work"));
	error_release(&f->err);
	fake_json(&f->http, 401, "{\"message\":\"Unauthorized\"}");
	assert_int_equal(jira_verify(&f->jira, &f->err), -1);
	assert_null(strstr(f->err.detail, "scope"));
}

#define REMOVED "{\"errorMessages\":[\"The requested API has been removed.\"]}"

static void
a_guessed_flavour_is_asked_for(void **state)
{
	struct fixture *f = *state;
	g_autoptr(GPtrArray) hits = NULL;

	f->jira.flavour = FLAVOUR_DATACENTER;
	f->jira.guessed = TRUE;
	fake_json(&f->http, 410, REMOVED);
	fake_json(&f->http, 200, "{\"deploymentType\":\"Cloud\"}");
	fake_json(&f->http, 200, "{\"issues\":[],\"isLast\":true}");
	hits = jira_search(&f->jira, "x", NULL, &f->err);
	assert_non_null(hits);
	assert_int_equal(f->jira.flavour, FLAVOUR_CLOUD);
	assert_int_equal(f->err.failure, FAIL_NONE);
	/* It is what it says, and is asked for once. */
	f->jira.flavour = FLAVOUR_DATACENTER;
	f->jira.guessed = TRUE;
	fake_json(&f->http, 410, REMOVED);
	fake_json(&f->http, 200, "{\"deploymentType\":\"Server\"}");
	assert_null(jira_search(&f->jira, "x", NULL, &f->err));
	assert_int_equal(f->err.failure, FAIL_GONE);
	error_release(&f->err);
	fake_json(&f->http, 410, REMOVED);
	assert_null(jira_search(&f->jira, "x", NULL, &f->err));
	assert_int_equal(f->jira.flavour, FLAVOUR_DATACENTER);
}

static void
a_failed_login_is_no_refused_file(void **state)
{
	struct fixture *f = *state;
	char *reason = NULL;

	fake_answer(&f->http,
	    (struct answer){
		.status = 403, .denied_reason = "CAPTCHA_CHALLENGE" });
	assert_int_equal(attach(f, "a", &reason), -1);
	assert_int_equal(f->err.failure, FAIL_AUTH);
	assert_null(reason);
}

/* It becomes part of a comment, and Jira takes no other. */
/* Some Jiras have no way to a file's content: then no other is asked for. */
static void
a_page_in_place_of_a_file_is_none(void **state)
{
	struct fixture *f = *state;
	char name[] = "a.csv", path[] = "/secure/attachment/7/a.csv";
	const struct jira_file file = { .name = name, .path = path, .size = 3 };
	g_autofree char *digest =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, "1;2", -1);

	fake_json(&f->http, 200, "1;2");
	assert_int_equal(jira_has_content(&f->jira, &file, digest, &f->err), 1);
	fake_json(&f->http, 200, "9;9");
	assert_int_equal(jira_has_content(&f->jira, &file, digest, &f->err), 0);
	fake_json(&f->http, 404, "{}");
	assert_int_equal(jira_has_content(&f->jira, &file, digest, &f->err), 0);
	assert_false(f->jira.withheld);
	for (gsize i = 0; i < 3; i++) {
		const long status[] = { 200, 302, 401 };

		f->jira.withheld = FALSE;
		fake_json(&f->http, status[i], "<html>Sign in</html>");
		assert_int_equal(
		    jira_has_content(&f->jira, &file, digest, &f->err), 0);
		assert_true(f->jira.withheld);
		assert_int_equal(
		    jira_has_content(&f->jira, &file, digest, &f->err), 0);
	}
	f->jira.withheld = FALSE;
	fake_json(&f->http, 503, "");
	assert_int_equal(
	    jira_has_content(&f->jira, &file, digest, &f->err), -1);
}

/* An outage has pages, too: only what is always so is believed. */
static void
a_page_is_believed_when_it_is_usual(void **state)
{
	struct fixture *f = *state;
	g_autofree char *dir = g_dir_make_tmp("jicket-test.XXXXXX", NULL);
	char name[] = "a.csv", path[] = "/secure/attachment/7/a.csv";
	char other[] = "/secure/attachment/8/a.csv", got[65];
	const struct jira_file file = { .name = name, .path = path, .size = 3 };
	const struct jira_file two = { .name = name, .path = other, .size = 3 };
	static const char page[] = "<html>Not found</html>";

	f->jira.memory = memory_open(dir, 0, "SUP", "abc");
	fake_answer(
	    &f->http, (struct answer){ 404, page, .type = "text/html" });
	assert_int_equal(jira_get_digest(&f->jira, &file, got, &f->err), -1);
	assert_int_equal(f->err.failure, FAIL_NOT_JIRA);
	error_release(&f->err);
	/* Of one file it says nothing about the others. */
	fake_json(&f->http, 200, "1;2");
	assert_int_equal(jira_get_digest(&f->jira, &two, got, &f->err), 1);
	fake_answer(
	    &f->http, (struct answer){ 404, page, .type = "text/html" });
	assert_int_equal(jira_get_digest(&f->jira, &file, got, &f->err), 0);
	assert_false(f->jira.withheld);
	/* A log-in page is of all of them, until one is given out. */
	fake_json(&f->http, 302, "");
	assert_int_equal(jira_get_digest(&f->jira, &two, got, &f->err), -1);
	error_release(&f->err);
	fake_json(&f->http, 200, "1;2");
	assert_int_equal(jira_get_digest(&f->jira, &two, got, &f->err), 1);
	fake_json(&f->http, 302, "");
	assert_int_equal(jira_get_digest(&f->jira, &two, got, &f->err), -1);
	error_release(&f->err);
	fake_json(&f->http, 302, "");
	assert_int_equal(jira_get_digest(&f->jira, &two, got, &f->err), 0);
	assert_true(f->jira.withheld);
	/* Jira's own word is believed at once. */
	f->jira.withheld = FALSE;
	fake_json(&f->http, 403, JIRAS_NO);
	assert_int_equal(jira_get_digest(&f->jira, &two, got, &f->err), 0);
	memory_close(f->jira.memory);
}

static void
a_run_reads_so_many_files(void **state)
{
	struct fixture *f = *state;
	char name[] = "a.csv", path[] = "/secure/attachment/7/a.csv";
	struct jira_file file = { .name = name, .path = path, .size = 3 };
	char got[65];

	fake_route(&f->http, "GET /secure/", 200, "1;2");
	for (guint i = 0; i < LIMIT_CONTENTS; i++)
		assert_int_equal(
		    jira_get_digest(&f->jira, &file, got, &f->err), 1);
	assert_int_equal(jira_get_digest(&f->jira, &file, got, &f->err), 0);
	assert_int_equal(f->http.requests->len, LIMIT_CONTENTS);
	f->jira.asked = 0;
	file.size = LIMIT_CONTENT_BYTES;
	assert_int_equal(jira_get_digest(&f->jira, &file, got, &f->err), 0);
	assert_int_equal(f->http.requests->len, LIMIT_CONTENTS);
}

/* What Jira says when it is busy is no part of the file. */
static void
a_busy_jira_does_not_change_a_digest(void **state)
{
	struct fixture *f = *state;
	char name[] = "a.csv", path[] = "/secure/attachment/7/a.csv";
	const struct jira_file file = { .name = name, .path = path, .size = 3 };
	g_autofree char *want =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, "1;2", -1);
	char got[65];

	support_fake_clock();
	fake_answer(&f->http,
	    (struct answer){
		.status = 429, .body = "too many requests", .retry_after = 1 });
	fake_json(&f->http, 200, "1;2");
	assert_int_equal(jira_get_digest(&f->jira, &file, got, &f->err), 1);
	assert_string_equal(got, want);
}

static void
a_description_is_set_with_its_mark(void **state)
{
	struct fixture *f = *state;
	char step[] = FILED_ISSUE, digest[] = "d";
	const struct mark ours = { .step = step, .digest = digest };
	const struct request *r;

	fake_json(&f->http, 204, "");
	assert_int_equal(jira_set_description(
			     &f->jira, "10042", "a \"text\"", &ours, &f->err),
	    0);
	r = fake_request(&f->http, 0);
	assert_string_equal(r->method, "PUT");
	assert_string_equal(r->path, "/rest/api/2/issue/10042");
	assert_non_null(
	    strstr(r->body, "\"fields\":{\"description\":\"a \\\"text\\\"\"}"));
	assert_non_null(strstr(r->body, "\"properties\":[{\"key\":\"jicket\""));
	fake_json(&f->http, 409, "{}");
	assert_int_equal(
	    jira_set_description(&f->jira, "10042", "x", &ours, &f->err), -1);
	assert_int_equal(f->err.failure, FAIL_BUSY);
}

static void
the_history_tells_who_touched_a_description(void **state)
{
	static const struct {
		const char *answer;
		int want;
	} cases[] = {
		{ "{}", 0 },
		{ "{\"changelog\":{\"histories\":[]}}", 0 },
		{ "{\"changelog\":{\"histories\":[{},{\"items\":[{"
		  "\"field\":\"summary\"}]}]}}",
		    0 },
		{ "{\"changelog\":{\"histories\":[{},{\"items\":[{"
		  "\"field\":\"description\"}]}]}}",
		    1 },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		fake_json(&f->http, 200, cases[i].answer);
		assert_int_equal(
		    jira_is_description_edited(&f->jira, "10042", &f->err),
		    cases[i].want);
	}
	fake_json(&f->http, 404, JIRAS_NO);
	assert_int_equal(
	    jira_is_description_edited(&f->jira, "10042", &f->err), -1);
}

static void
a_long_reason_is_cut_between_characters(void **state)
{
	struct fixture *f = *state;
	g_autoptr(GString) body = g_string_new("{\"errorMessages\":[\"x");
	g_autofree char *reason = NULL;

	for (int i = 0; i < 400; i++)
		g_string_append(body, "\xc3\xbc");
	g_string_append(body, "\"]}");
	fake_json(&f->http, 413, body->str);
	assert_int_equal(attach(f, "a", &reason), 0);
	assert_true(g_utf8_validate(reason, -1, NULL));
}

static void
a_literal_is_quoted_for_jql(void **state)
{
	(void)state;
	assert_text(jira_quote("a"), "\"a\"");
	assert_text(jira_quote("a\"b\\c"), "\"a\\\"b\\\\c\"");
	assert_text(jira_quote(""), "\"\"");
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(each_status_has_its_failure),
		T(a_refusal_must_be_of_jira),
		T(the_forms_of_a_refusal),
		T(success_must_be_json),
		T(a_failed_login_is_told_by_a_header_on_any_status),
		T(what_jira_says_reaches_the_log_on_one_line),
		T(a_failure_without_an_answer_names_the_request),
		T(busy_is_waited_for_and_asked_again),
		T(busy_beyond_the_deadline_is_not_waited_for),
		T(a_search_asks_for_what_it_needs),
		T(cloud_has_another_search),
		T(verifying_asks_once),
		T(an_answer_that_names_the_user_is_proof_enough),
		T(an_anonymous_answer_is_no_proof),
		T(an_issue_is_read_with_files_links_and_mark),
		T(a_closed_issue_says_since_when),
		T(an_issue_name_cannot_leave_its_path),
		T(the_path_of_a_file_is_one),
		T(no_issue_is_believed_from_a_jira_that_knows_us),
		T(no_issue_for_unknown_users_is_a_failure),
		T(a_comment_is_known_by_its_mark),
		T(cloud_is_asked_for_the_properties_of_comments),
		T(data_center_may_tell_no_properties),
		T(comments_are_read_page_by_page),
		T(a_search_is_read_page_by_page),
		T(a_search_on_cloud_has_tokens),
		T(a_search_without_end_is_cut),
		T(an_endless_list_of_comments_has_its_end),
		T(an_issue_is_created_in_one_request),
		T(an_issue_may_be_created_without_label),
		T(an_issue_type_may_be_a_number),
		T(an_answer_that_names_no_issue_is_a_failure),
		T(the_fields_that_jira_refuses_are_listed),
		T(a_comment_is_found_by_a_word),
		T(the_limit_of_a_text_is_read_in_every_language),
		T(a_failure_of_jira_itself_is_told_apart),
		T(a_permission_is_asked_for_in_the_project),
		T(a_permission_is_asked_for_as_the_flavour_wants_it),
		T(other_failures_name_no_fields),
		T(a_comment_carries_its_mark),
		T(two_issues_are_linked),
		T(a_file_is_uploaded_under_its_name),
		T(an_empty_500_is_answered_by_a_plain_name),
		T(a_plain_name_is_not_tried_twice),
		T(an_upload_that_lists_no_file_is_a_failure),
		T(a_file_that_jira_does_not_take_is_no_failure),
		T(an_issue_that_is_gone_is_a_failure),
		T(a_missing_permission_is_no_refused_file),
		T(what_words_do_not_tell_is_asked_for),
		T(a_page_on_an_upload_is_no_refused_file),
		T(a_token_without_a_scope_is_a_token),
		T(a_guessed_flavour_is_asked_for),
		T(a_failed_login_is_no_refused_file),
		T(a_page_in_place_of_a_file_is_none),
		T(a_page_is_believed_when_it_is_usual),
		T(a_run_reads_so_many_files),
		T(a_busy_jira_does_not_change_a_digest),
		T(a_description_is_set_with_its_mark),
		T(the_history_tells_who_touched_a_description),
		T(a_long_reason_is_cut_between_characters),
		cmocka_unit_test(a_literal_is_quoted_for_jql),
	};

	support_fake_clock();
	return RUN(tests);
}
