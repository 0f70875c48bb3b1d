#include "execute/twins.h"
#include "plan/plan.h"
#include "ticket/content.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

#define SEARCH "POST /rest/api/2/search"

struct fixture {
	struct filing filing;
	struct plan *plan;
	struct seed seeds[3]; /* of three issues of the message */
};

static int
setup(void **state)
{
	static const char *const ids[] = { "10100", "9999", "10042" };
	static const char *const keys[] = { "SUP-100", "SUP-9", "SUP-42" };
	struct fixture *t = g_new0(struct fixture, 1);
	struct filing *f = &t->filing;

	filing_begin(f, "Message-ID: <a@b>\n\nx\n", "-n", NULL);
	facts_none(&f->facts, f->verdict);
	t->plan = plan_new(&f->options, f->message, f->verdict, &f->facts);
	for (int i = 0; i < 3; i++) {
		t->seeds[i] = (struct seed){ .id = ids[i],
			.key = keys[i],
			.label = t->plan->id,
			.mark = *t->plan->mark };
	}
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *t = *state;

	plan_free(t->plan);
	filing_end(&t->filing);
	g_free(t);
	return 0;
}

/* The search finds n of the issues, each with this comment, or without. */
static void
know(struct fixture *t, guint n, const struct comment *c)
{
	struct fake_http *http = &t->filing.http;
	g_autofree char *hits = seed_hits(t->seeds, n);
	g_autofree char *comments = seed_comments(c, c ? 1 : 0, 1);

	fake_route(http, SEARCH, 200, hits);
	for (guint i = 0; i < n; i++) {
		g_autofree char *issue = seed_issue(&t->seeds[i]);
		g_autofree char *get = g_strdup_printf(
		    "GET /rest/api/2/issue/%s?", t->seeds[i].id);
		g_autofree char *list = g_strdup_printf(
		    "GET /rest/api/2/issue/%s/comment", t->seeds[i].id);
		g_autofree char *post = g_strdup_printf(
		    "POST /rest/api/2/issue/%s/comment", t->seeds[i].id);

		fake_route(http, get, 200, issue);
		fake_route(http, list, 200, comments);
		fake_route(http, post, 201, "{\"id\":\"1\"}");
	}
}

static int
settle(struct fixture *t)
{
	return twins_settle(&t->filing.jira, t->plan, NULL, &t->filing.err);
}

static guint
comments_on(const struct fixture *t, const char *id)
{
	g_autofree char *begin =
	    g_strdup_printf("POST /rest/api/2/issue/%s/comment", id);

	return fake_count(&t->filing.http, begin);
}

static void
an_only_child_is_left_alone(void **state)
{
	struct fixture *t = *state;

	know(t, 1, NULL);
	assert_int_equal(settle(t), 0);
	assert_int_equal(t->filing.http.requests->len, 1);
	know(t, 0, NULL);
	assert_int_equal(settle(t), 0);
	assert_int_equal(t->filing.http.requests->len, 2);
}

/* By number and not by text: 9999 is before 10042. */
static void
the_later_ones_point_to_the_earliest(void **state)
{
	struct fixture *t = *state;
	const struct request *rq;
	guint last;

	know(t, 3, NULL);
	assert_int_equal(settle(t), 0);
	assert_int_equal(comments_on(t, "9999"), 0);
	assert_int_equal(comments_on(t, "10042"), 1);
	assert_int_equal(comments_on(t, "10100"), 1);
	last = t->filing.http.requests->len - 1;
	rq = fake_request(&t->filing.http, last);
	assert_non_null(strstr(rq->body, "SUP-9 "));
	assert_non_null(strstr(rq->body, "\"step\":\"duplicate\""));
	assert_non_null(strstr(rq->body, t->filing.verdict->digest));
	assert_non_null(strstr(rq->body, "\"files\":[]"));
}

/* The other host looks at the same moment: two comments would say the same. */
static void
a_run_that_made_an_issue_comments_on_that_alone(void **state)
{
	struct fixture *t = *state;

	know(t, 3, NULL);
	assert_int_equal(
	    twins_settle(&t->filing.jira, t->plan, "10042", &t->filing.err), 0);
	assert_int_equal(comments_on(t, "10042"), 1);
	assert_int_equal(comments_on(t, "10100"), 0);
	assert_int_equal(
	    twins_settle(&t->filing.jira, t->plan, "9999", &t->filing.err), 0);
	assert_int_equal(comments_on(t, "9999"), 0);
	assert_int_equal(comments_on(t, "10100"), 0);
}

/* The host that made the earlier one does the same. */
static void
whoever_comes_to_it_does_the_same(void **state)
{
	struct fixture *t = *state;

	for (int i = 0; i < 2; i++) {
		g_free(t->plan->issue);
		t->plan->issue = g_strdup(t->seeds[i].id);
		g_ptr_array_set_size(t->filing.http.requests, 0);
		know(t, 2, NULL);
		assert_int_equal(settle(t), 0);
		assert_int_equal(comments_on(t, "9999"), 0);
		assert_int_equal(comments_on(t, "10100"), 1);
	}
}

static void
it_is_said_once(void **state)
{
	struct fixture *t = *state;
	struct comment said = { NULL, *t->plan->mark };

	said.mark.step = (char *)FILED_DUPLICATE;
	know(t, 3, &said);
	assert_int_equal(settle(t), 0);
	assert_int_equal(fake_count(&t->filing.http, SEARCH), 1);
	for (int i = 0; i < 3; i++)
		assert_int_equal(comments_on(t, t->seeds[i].id), 0);
}

static void
others_under_the_label_are_no_twins(void **state)
{
	struct fixture *t = *state;

	t->seeds[1].mark.digest = (char *)"another";
	t->seeds[2].mark.project = (char *)"OPS";
	know(t, 3, NULL);
	assert_int_equal(settle(t), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(comments_on(t, t->seeds[i].id), 0);
	t->seeds[1].mark = (struct mark){ 0 };
	know(t, 3, NULL);
	assert_int_equal(settle(t), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(comments_on(t, t->seeds[i].id), 0);
}

/* An answer comes to it: the twins are those of the mail that it answers. */
static void
an_answer_settles_the_twins_of_its_ticket(void **state)
{
	struct fixture *t = *state;
	const struct request *rq;
	char first[] = "of the first mail";

	for (int i = 0; i < 3; i++)
		t->seeds[i].mark.digest = first;
	know(t, 3, NULL);
	assert_int_equal(settle(t), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(comments_on(t, t->seeds[i].id), 0);

	g_free(t->plan->origin);
	t->plan->origin = g_strdup(first);
	assert_int_equal(settle(t), 0);
	assert_int_equal(comments_on(t, "9999"), 0);
	assert_int_equal(comments_on(t, "10042"), 1);
	assert_int_equal(comments_on(t, "10100"), 1);
	rq = fake_request(&t->filing.http, t->filing.http.requests->len - 1);
	assert_non_null(strstr(rq->body, "\"step\":\"duplicate\""));

	/* The ticket lost its mark: which are its twins is not known. */
	g_clear_pointer(&t->plan->origin, g_free);
	t->seeds[2].mark = (struct mark){ 0 };
	know(t, 3, NULL);
	assert_int_equal(settle(t), 0);
	assert_int_equal(comments_on(t, "9999"), 0);
	assert_int_equal(comments_on(t, "10042"), 1);
	assert_int_equal(comments_on(t, "10100"), 1);
}

static void
each_failure_is_told(void **state)
{
	static const char *const paths[] = { SEARCH,
		"GET /rest/api/2/issue/10100?",
		"GET /rest/api/2/issue/10100/comment",
		"POST /rest/api/2/issue/10100/comment" };
	struct fixture *t = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		know(t, 2, NULL);
		fake_route(&t->filing.http, paths[i], 503, "");
		assert_int_equal(settle(t), -1);
		assert_int_equal(t->filing.err.failure, FAIL_MAINTENANCE);
		error_release(&t->filing.err);
	}
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(an_only_child_is_left_alone),
		T(the_later_ones_point_to_the_earliest),
		T(whoever_comes_to_it_does_the_same),
		T(it_is_said_once),
		T(a_run_that_made_an_issue_comments_on_that_alone),
		T(others_under_the_label_are_no_twins),
		T(an_answer_settles_the_twins_of_its_ticket),
		T(each_failure_is_told),
	};

	support_fake_clock();
	return RUN(tests);
}
