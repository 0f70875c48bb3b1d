/*
 * How long a busy Jira is waited for, and answers that lack something.
 */
#include "base/limits.h"

#include "jira/jira.h"
#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

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
	deadline_start(&f->deadline, 1000);
	jira_init(&f->jira, &f->http.http, &f->deadline, FLAVOUR_DATACENTER);
	(void)support_slept();
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

static void
answer_busy(struct fixture *f, long seconds)
{
	fake_answer(&f->http,
	    (struct answer){
		.status = 429, .body = "", .retry_after = seconds });
}

/* Returns how many seconds a search has waited; "found": was it answered? */
static gint64
search(struct fixture *f, gboolean found)
{
	GPtrArray *hits = jira_search(&f->jira, "x", NULL, &f->err);

	assert_int_equal(hits != NULL, found);
	assert_int_equal(f->err.failure, found ? FAIL_NONE : FAIL_LATER);
	if (hits)
		g_ptr_array_unref(hits);
	return support_slept() / G_USEC_PER_SEC;
}

static void
a_busy_jira_is_waited_for_if_it_is_soon(void **state)
{
	struct fixture *f = *state;

	answer_busy(f, LIMIT_RETRY_AFTER_SECONDS);
	fake_json(&f->http, 200, "{\"issues\":[]}");
	assert_int_equal(search(f, TRUE), LIMIT_RETRY_AFTER_SECONDS);
	/* Without a time it is a second. */
	answer_busy(f, 0);
	fake_json(&f->http, 200, "{\"issues\":[]}");
	assert_int_equal(search(f, TRUE), 1);
	answer_busy(f, LIMIT_RETRY_AFTER_SECONDS + 1);
	assert_int_equal(search(f, FALSE), 0);
}

static void
a_busy_jira_is_asked_a_few_times(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < LIMIT_RETRIES; i++)
		answer_busy(f, 1);
	fake_json(&f->http, 200, "{\"issues\":[]}");
	assert_int_equal(search(f, TRUE), LIMIT_RETRIES);
	for (int i = 0; i <= LIMIT_RETRIES; i++)
		answer_busy(f, 1);
	assert_int_equal(search(f, FALSE), LIMIT_RETRIES);
}

/* A wait that the deadline would end is none. */
static void
a_wait_beyond_the_deadline_is_not_begun(void **state)
{
	struct fixture *f = *state;

	deadline_start(&f->deadline, 20);
	answer_busy(f, 21);
	assert_int_equal(search(f, FALSE), 0);
}

/* A file of which Jira says no size is no file that we know. */
static void
what_an_issue_does_not_say_is_unknown(void **state)
{
	struct fixture *f = *state;
	struct jira_issue *issue = NULL;
	const struct jira_file *file;

	fake_json(&f->http, 200,
	    "{\"id\":\"10042\",\"key\":\"SUP-42\",\"fields\":{\"summary\":\"s\","
	    "\"project\":{\"key\":\"SUP\"},\"attachment\":[{\"id\":\"7\"},"
	    "{\"id\":\"x7\",\"filename\":\"b\",\"size\":0},"
	    "{\"id\":\"\",\"filename\":\"c\",\"size\":\"9\"}]}}");
	assert_int_equal(jira_get_issue(&f->jira, "10042", &issue, &f->err), 1);
	assert_non_null(issue);
	assert_int_equal(issue->files->len, 3);
	file = g_ptr_array_index(issue->files, 0);
	assert_int_equal(file->size, -1);
	assert_string_equal(file->name, "");
	assert_non_null(file->path);
	file = g_ptr_array_index(issue->files, 1);
	assert_int_equal(file->size, 0);
	assert_null(file->path);
	file = g_ptr_array_index(issue->files, 2);
	assert_int_equal(file->size, -1);
	assert_null(file->path);
	jira_issue_free(issue);
}

/* An answer that says nothing of the file must not pass for one of it. */
static void
a_jira_that_cannot_answer_is_a_failure(void **state)
{
	static const struct {
		struct answer answer;
		int rc;
	} cases[] = {
		{ { .status = 499 }, 0 },
		{ { .status = 500 }, -1 },
		{ { .status = 503 }, -1 },
		{ { .status = 429, .retry_after = 99 }, -1 },
		{ { .status = 200,
		      .login_reason = "AUTHENTICATED_FAILED",
		      .body = "1;2" },
		    -1 },
		{ { .status = 403 }, 0 },
	};
	struct fixture *f = *state;
	char name[] = "a.csv", path[] = "/secure/attachment/7/a.csv";
	const struct jira_file file = { .name = name, .path = path, .size = 3 };
	const struct jira_file nowhere = { .name = name, .size = 3 };
	char got[65];

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		fake_answer(&f->http, cases[i].answer);
		assert_int_equal(jira_get_digest(&f->jira, &file, got, &f->err),
		    cases[i].rc);
		assert_int_equal(f->err.failure != FAIL_NONE, cases[i].rc < 0);
		error_release(&f->err);
	}
	/* Without a path nobody is asked. */
	assert_int_equal(jira_get_digest(&f->jira, &nowhere, got, &f->err), 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_busy_jira_is_waited_for_if_it_is_soon),
		T(a_busy_jira_is_asked_a_few_times),
		T(a_wait_beyond_the_deadline_is_not_begun),
		T(what_an_issue_does_not_say_is_unknown),
		T(a_jira_that_cannot_answer_is_a_failure),
	};

	support_fake_clock();
	return RUN(tests);
}
