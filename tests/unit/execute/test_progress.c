#include "execute/progress.h"
#include "plan/plan.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/jicket-test.XXXXXX";

struct fixture {
	struct filing filing;
	struct deadline deadline;
	struct plan *plan;
	struct progress at;
};

static int
setup(void **state)
{
	struct fixture *t = g_new0(struct fixture, 1);
	struct filing *f = &t->filing;

	filing_begin(f, "Message-ID: <a@b>\n\nx\n", "-n", NULL);
	deadline_start(&t->deadline, 180);
	f->jira.deadline = &t->deadline;
	facts_none(&f->facts, f->verdict);
	t->plan = plan_new(&f->options, f->message, f->verdict, &f->facts);
	progress_init(&t->at, t->plan, &f->jira, NULL);
	(void)support_slept();
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *t = *state;

	progress_release(&t->at);
	plan_free(t->plan);
	filing_end(&t->filing);
	g_free(t);
	return 0;
}

/* A look that sees the effect at the nth time (0: never). */
struct script {
	int looks; /* taken */
	int there_at;
	enum failure failure; /* of those before, or FAIL_NONE */
};

static int
look(struct progress *at, const void *what, struct error *err)
{
	struct script *s = (struct script *)(gintptr)what;

	(void)at;
	s->looks++;
	if (s->looks == s->there_at)
		return 1;
	return s->failure ? error_set(err, s->failure, "look") : 0;
}

static int
settle(struct fixture *t, enum failure failure, struct script *s, int looks)
{
	struct error *err = &t->filing.err;

	error_release(err);
	error_set(err, failure, "the request");
	return progress_settle(&t->at, look, s, looks, err);
}

static void
only_a_doubt_is_looked_into(void **state)
{
	static const enum failure clear[] = { FAIL_CONNECT, FAIL_TLS, FAIL_AUTH,
		FAIL_FORBIDDEN, FAIL_NOT_FOUND, FAIL_GONE, FAIL_TOO_LARGE,
		FAIL_REJECTED, FAIL_DEADLINE, FAIL_SIGNAL, FAIL_CONFIG };
	static const enum failure doubtful[] = { FAIL_TIMEOUT, FAIL_LOST,
		FAIL_REDIRECT, FAIL_NOT_JIRA, FAIL_BUSY, FAIL_MAINTENANCE,
		FAIL_SERVER };
	struct fixture *t = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(clear); i++) {
		struct script s = { .there_at = 1 };

		assert_int_equal(settle(t, clear[i], &s, 6), -1);
		assert_int_equal(s.looks, 0);
		assert_int_equal(t->filing.err.failure, clear[i]);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(doubtful); i++) {
		struct script s = { .there_at = 1 };

		assert_int_equal(settle(t, doubtful[i], &s, 6), 0);
		assert_int_equal(s.looks, 1);
		assert_int_equal(t->filing.err.failure, FAIL_NONE);
		assert_int_equal(support_slept(), 0);
	}
}

static void
it_looks_until_the_effect_is_there(void **state)
{
	struct fixture *t = *state;

	for (int n = 1; n <= 6; n++) {
		struct script s = { .there_at = n };

		deadline_start(&t->deadline, 180);
		assert_int_equal(settle(t, FAIL_LOST, &s, 6), 0);
		assert_int_equal(s.looks, n);
	}
}

static void
what_is_not_there_keeps_its_first_error(void **state)
{
	struct fixture *t = *state;
	struct script s = { .failure = FAIL_NONE };

	assert_int_equal(settle(t, FAIL_LOST, &s, 6), -1);
	assert_int_equal(s.looks, 6);
	assert_int_equal(t->filing.err.failure, FAIL_LOST);
	assert_string_equal(t->filing.err.detail, "the request");
}

/* As verbs.c counts on: 31 seconds in six looks, and one in two. */
static void
the_pauses_grow_from_one_second(void **state)
{
	struct fixture *t = *state;
	struct script s = { .failure = FAIL_NONE };

	assert_int_equal(settle(t, FAIL_LOST, &s, 2), -1);
	assert_int_equal(support_slept(), 1 * G_USEC_PER_SEC);
	assert_int_equal(settle(t, FAIL_LOST, &s, 6), -1);
	assert_int_equal(support_slept(), 31 * G_USEC_PER_SEC);
}

static void
it_stops_before_the_deadline(void **state)
{
	struct fixture *t = *state;
	struct script s = { .failure = FAIL_NONE };

	deadline_start(&t->deadline, 10);
	assert_int_equal(settle(t, FAIL_LOST, &s, 100), -1);
	assert_int_equal(t->filing.err.failure, FAIL_LOST);
	assert_in_range(s.looks, 2, 5);
	assert_true(deadline_left(&t->deadline) > 0);

	/* With no time left there is one look all the same. */
	s.looks = 0;
	deadline_start(&t->deadline, 0);
	assert_int_equal(settle(t, FAIL_LOST, &s, 100), -1);
	assert_int_equal(s.looks, 1);
}

static void
a_jira_that_is_away_is_not_looked_at_again(void **state)
{
	struct fixture *t = *state;
	struct script away = { .failure = FAIL_CONNECT, .there_at = 2 };
	struct script broken = { .failure = FAIL_SERVER, .there_at = 3 };
	struct script shaky = { .failure = FAIL_SERVER, .there_at = 2 };

	assert_int_equal(settle(t, FAIL_LOST, &away, 6), -1);
	assert_int_equal(away.looks, 1);
	assert_int_equal(t->filing.err.failure, FAIL_LOST);
	assert_int_equal(settle(t, FAIL_LOST, &broken, 6), -1);
	assert_int_equal(broken.looks, 2);
	assert_int_equal(settle(t, FAIL_LOST, &shaky, 6), 0);
	assert_int_equal(shaky.looks, 2);
}

/* What an earlier delivery did not live to see the outcome of. */

static int
cut_off(void **state)
{
	struct memory *m;

	if (setup(state) < 0)
		return -1;
	m = memory_open(folder, 60, "SUP", "abc");
	if (memory_intend(m, "create") < 0)
		return -1;
	memory_close(m);
	((struct fixture *)*state)->at.memory =
	    memory_open(folder, 60, "SUP", "abc");
	return 0;
}

static int
cut_off_end(void **state)
{
	memory_close(((struct fixture *)*state)->at.memory);
	return teardown(state);
}

static void
what_was_never_begun_is_not_looked_for(void **state)
{
	struct fixture *t = *state;
	struct script s = { .there_at = 1 };
	struct error *err = &t->filing.err;

	assert_int_equal(progress_intend(&t->at, "other", look, &s, err), 0);
	t->at.memory = (memory_close(t->at.memory), NULL);
	assert_int_equal(progress_intend(&t->at, "create", look, &s, err), 0);
	assert_int_equal(s.looks, 0);
	assert_int_equal(support_slept(), 0);
}

static void
an_effect_that_comes_late_is_waited_for(void **state)
{
	struct fixture *t = *state;
	struct script s = { .there_at = 3 };
	struct error *err = &t->filing.err;

	assert_int_equal(progress_intend(&t->at, "create", look, &s, err), 1);
	assert_int_equal(s.looks, 3);
	assert_in_range(support_slept(), 1, 59 * G_USEC_PER_SEC);
}

/* And looked for after the end of the wait, once more. */
static void
what_does_not_come_is_sent_when_its_time_is_over(void **state)
{
	struct fixture *t = *state;
	struct script s = { .there_at = 0 };
	struct error *err = &t->filing.err;

	assert_int_equal(progress_intend(&t->at, "create", look, &s, err), 0);
	assert_in_range(s.looks, 5, 20);
	assert_in_range(
	    support_slept(), 58 * G_USEC_PER_SEC, 62 * G_USEC_PER_SEC);
	assert_int_equal(progress_intend(&t->at, "create", look, &s, err), 0);
	assert_int_equal(support_slept(), 0);
}

static void
without_the_time_to_wait_it_is_not_sent(void **state)
{
	struct fixture *t = *state;
	struct script s = { .there_at = 0 };
	struct error *err = &t->filing.err;

	deadline_start(&t->deadline, 30);
	assert_int_equal(progress_intend(&t->at, "create", look, &s, err), -1);
	assert_int_equal(err->failure, FAIL_DEADLINE);
	assert_in_range(s.looks, 2, 10);
	assert_true(deadline_left(&t->deadline) > 0);
	assert_true(memory_doubt(t->at.memory, "create") > 0);
}

static void
a_look_that_fails_sends_nothing(void **state)
{
	struct fixture *t = *state;
	struct script s = { .failure = FAIL_SERVER };
	struct error *err = &t->filing.err;

	assert_int_equal(progress_intend(&t->at, "create", look, &s, err), -1);
	assert_int_equal(err->failure, FAIL_SERVER);
	assert_true(memory_doubt(t->at.memory, "create") > 0);
}

/* Is it still in doubt for the next delivery? */
static gboolean
is_left(struct fixture *t)
{
	gboolean left;

	memory_close(t->at.memory);
	t->at.memory = memory_open(folder, 60, "SUP", "abc");
	left = memory_doubt(t->at.memory, "create") > 0;
	return left;
}

static void
only_a_doubt_is_left_behind(void **state)
{
	struct fixture *t = *state;
	struct script s = { .there_at = 0 };

	assert_int_equal(settle(t, FAIL_LOST, &s, 2), -1);
	assert_true(is_left(t));
	assert_int_equal(settle(t, FAIL_REJECTED, &s, 2), -1);
	assert_false(is_left(t));
	assert_int_equal(memory_intend(t->at.memory, "create"), 0);
	assert_true(is_left(t));
	s.there_at = s.looks + 1;
	assert_int_equal(settle(t, FAIL_LOST, &s, 2), 0);
	assert_false(is_left(t));
}

/* The looks. */

static void
an_issue_is_taken_over(void **state)
{
	struct fixture *t = *state;
	struct filing *f = &t->filing;
	const struct seed seed = { .label = t->plan->id,
		.mark = *t->plan->mark };
	g_autofree char *hits = seed_hits(&seed, 1);
	g_autofree char *issue = seed_issue(&seed);

	fake_json(&f->http, 200, "{\"issues\":[]}");
	assert_int_equal(progress_look_issue(&t->at, NULL, &f->err), 0);
	assert_null(t->at.issue);
	fake_json(&f->http, 200, hits);
	fake_json(&f->http, 200, issue);
	assert_int_equal(progress_look_issue(&t->at, NULL, &f->err), 1);
	assert_string_equal(t->at.issue, "10042");
	assert_string_equal(t->at.key, "SUP-42");
	assert_non_null(strstr(fake_request(&f->http, 0)->body, t->plan->id));
	fake_json(&f->http, 500, "");
	assert_int_equal(progress_look_issue(&t->at, NULL, &f->err), -1);
}

/* Who has the same Message-ID may have another text: it must not be lost. */
static void
an_issue_of_another_body_is_not_taken_over(void **state)
{
	struct fixture *t = *state;
	struct filing *f = &t->filing;
	char other[] = "another";
	struct seed seed = { .label = t->plan->id, .mark = *t->plan->mark };
	g_autofree char *hits = NULL, *issue = NULL;

	seed.mark.body = other;
	hits = seed_hits(&seed, 1);
	issue = seed_issue(&seed);
	fake_json(&f->http, 200, hits);
	fake_json(&f->http, 200, issue);
	assert_int_equal(progress_look_issue(&t->at, NULL, &f->err), -1);
	assert_int_equal(f->err.failure, FAIL_BUSY);
	assert_null(t->at.issue);
}

static void
a_comment_is_told_by_step_and_digest(void **state)
{
	struct fixture *t = *state;
	struct filing *f = &t->filing;
	struct comment c = { NULL, *t->plan->mark };
	static const struct {
		const char *step;
		gboolean ours;
		int more; /* bytes than we have */
		const char *asked;
		int want;
	} cases[] = {
		{ FILED_COMMENT, TRUE, 0, FILED_COMMENT, 1 },
		{ FILED_COMMENT, FALSE, 0, FILED_COMMENT, 0 },
		{ FILED_NOTE, TRUE, 0, FILED_COMMENT, 0 },
		{ FILED_COMMENT, TRUE, -1, FILED_COMMENT, 1 },
		{ FILED_REST, TRUE, 0, FILED_REST, 1 },
		{ FILED_REST, TRUE, 1, FILED_REST, 1 },
		/* The rest of a delivery between. */
		{ FILED_REST, TRUE, -1, FILED_REST, 0 },
	};

	t->at.issue = g_strdup("10042");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *page = NULL;

		c.mark.step = (char *)(gintptr)cases[i].step;
		c.mark.digest =
		    cases[i].ours ? f->verdict->digest : (char *)"another";
		c.mark.size = f->spool.body_size + cases[i].more;
		page = seed_comments(&c, 1, 1);
		fake_json(&f->http, 200, page);
		if (progress_look_comment(&t->at, cases[i].asked, &f->err) !=
		    cases[i].want)
			fail_msg("case %zu", i);
	}
	fake_json(&f->http, 503, "");
	assert_int_equal(
	    progress_look_comment(&t->at, FILED_COMMENT, &f->err), -1);
}

#define CONTENT(id) "/rest/api/2/attachment/content/" id "?redirect=false"

/* Looks for "a b" with the text "xyz" among files. */
static int
look_file(struct fixture *t, const char *files)
{
	struct filing *f = &t->filing;
	struct attachment *a = attachment_from_text("a b", "text/plain", "xyz");
	g_autofree char *extra = g_strdup_printf("\"attachment\":[%s]", files);
	g_autofree char *issue = seed_issue(&(struct seed){ .extra = extra });
	int rc;

	assert_int_equal(attachment_measure(a, TRUE), 0);
	fake_route(&f->http, "GET /rest/api/2/issue/10042?", 200, issue);
	rc = progress_look_file(&t->at, a, &f->err);
	attachment_free(a);
	return rc;
}

#define FILE_ID(id, name, size) \
	"{\"id\":\"" id "\",\"filename\":\"" name "\",\"size\":" size "}"

/* By its name, or the plain one, its size and its content. */
static void
a_file_is_told_by_its_content(void **state)
{
	struct fixture *t = *state;
	struct fake_http *http = &t->filing.http;

	t->at.issue = g_strdup("10042");
	fake_route(http, "GET " CONTENT("1"), 200, "xyz");
	fake_route(http, "GET " CONTENT("2"), 200, "abc");
	fake_route(http, "GET " CONTENT("3"), 404, "xyz");
	assert_int_equal(look_file(t, ""), 0);
	assert_int_equal(look_file(t, FILE_ID("1", "a b", "4")), 0);
	assert_int_equal(look_file(t, FILE_ID("1", "a c", "3")), 0);
	/* None of these is worth a request. */
	assert_int_equal(fake_count(http, "GET " CONTENT("1")), 0);
	assert_int_equal(look_file(t, FILE_ID("1", "a b", "3")), 1);
	assert_int_equal(look_file(t, FILE_ID("1", "a_b", "3")), 1);
	assert_int_equal(look_file(t, FILE_ID("2", "a b", "3")), 0);
	assert_int_equal(look_file(t, FILE_ID("3", "a b", "3")), 0);
	assert_int_equal(
	    look_file(t, FILE_ID("2", "a b", "3") "," FILE_ID("1", "a b", "3")),
	    1);
}

/* That there is one like it proves nothing: there must be one more. */
static void
a_file_counts_if_there_is_one_more(void **state)
{
	static const char one[] = FILE_ID("1", "a b", "3");
	static const char two[] =
	    FILE_ID("1", "a b", "3") "," FILE_ID("4", "a_b", "3");
	struct fixture *t = *state;
	struct fake_http *http = &t->filing.http;

	t->at.issue = g_strdup("10042");
	fake_route(http, "GET " CONTENT("1"), 200, "xyz");
	fake_route(http, "GET " CONTENT("4"), 200, "xyz");
	/* This run has sent one already. */
	g_ptr_array_add(t->at.sent, mark_file_key("a b", 3));
	assert_int_equal(look_file(t, one), 0);
	assert_int_equal(look_file(t, two), 1);
	/* One was there before it began. */
	g_ptr_array_add(t->at.known, g_strdup(CONTENT("1")));
	assert_int_equal(look_file(t, two), 0);
	g_ptr_array_set_size(t->at.sent, 0);
	assert_int_equal(look_file(t, one), 0);
	assert_int_equal(look_file(t, two), 1);
	g_ptr_array_add(t->at.known, g_strdup(CONTENT("4")));
	assert_int_equal(look_file(t, two), 0);
}

/* Whoever brought it, and whenever: the name says what it holds. */
static void
a_file_that_is_named_by_its_content_is_not_read(void **state)
{
	struct fixture *t = *state;
	struct attachment *a =
	    attachment_from_text("logo-1234.png", "image/png", "xyz");
	g_autofree char *issue =
	    seed_issue(&(struct seed){ .extra = "\"attachment\":[" FILE_ID(
					   "1", "logo-1234.png", "3") "]" });

	t->at.issue = g_strdup("10042");
	(void)attachment_digest(a);
	a->by_content = TRUE;
	g_ptr_array_add(t->at.known, g_strdup(CONTENT("1")));
	fake_route(&t->filing.http, "GET /rest/api/2/issue/10042?", 200, issue);
	assert_int_equal(progress_look_file(&t->at, a, &t->filing.err), 1);
	assert_int_equal(fake_count(&t->filing.http, "GET " CONTENT("1")), 0);
	a->size++;
	assert_int_equal(progress_look_file(&t->at, a, &t->filing.err), 0);
	attachment_free(a);
}

static void
a_content_that_cannot_be_read_is_no_answer(void **state)
{
	struct fixture *t = *state;

	t->at.issue = g_strdup("10042");
	fake_route(&t->filing.http, "GET " CONTENT("1"), 503, "");
	assert_int_equal(look_file(t, FILE_ID("1", "a b", "3")), -1);
	assert_int_equal(t->filing.err.failure, FAIL_MAINTENANCE);
}

static void
a_link_is_told_by_its_key(void **state)
{
	struct fixture *t = *state;
	g_autofree char *with =
	    seed_issue(&(struct seed){ .extra = "\"issuelinks\":[{"
						"\"outwardIssue\":{"
						"\"key\":\"SUP-1\"}}]" });

	t->at.issue = g_strdup("10042");
	t->plan->follows = g_strdup("SUP-1");
	fake_route(&t->filing.http, "GET /rest/api/2/issue/10042?", 200, with);
	assert_int_equal(progress_look_link(&t->at, NULL, &t->filing.err), 1);
	g_free(t->plan->follows);
	t->plan->follows = g_strdup("SUP-2");
	assert_int_equal(progress_look_link(&t->at, NULL, &t->filing.err), 0);
	fake_route(&t->filing.http, "GET /rest/api/2/issue/10042?", 503, "");
	assert_int_equal(progress_look_link(&t->at, NULL, &t->filing.err), -1);
}

static void
a_file_of_an_issue_that_cannot_be_read_is_no_answer(void **state)
{
	struct fixture *t = *state;
	struct attachment *a = attachment_from_text("a", "text/plain", "xyz");

	t->at.issue = g_strdup("10042");
	fake_json(&t->filing.http, 503, "");
	assert_int_equal(progress_look_file(&t->at, a, &t->filing.err), -1);
	attachment_free(a);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#define M(name) cmocka_unit_test_setup_teardown(name, cut_off, cut_off_end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(only_a_doubt_is_looked_into),
		T(it_looks_until_the_effect_is_there),
		T(what_is_not_there_keeps_its_first_error),
		T(the_pauses_grow_from_one_second),
		T(it_stops_before_the_deadline),
		T(a_jira_that_is_away_is_not_looked_at_again),
		M(what_was_never_begun_is_not_looked_for),
		M(an_effect_that_comes_late_is_waited_for),
		M(what_does_not_come_is_sent_when_its_time_is_over),
		M(without_the_time_to_wait_it_is_not_sent),
		M(a_look_that_fails_sends_nothing),
		M(only_a_doubt_is_left_behind),
		T(an_issue_is_taken_over),
		T(an_issue_of_another_body_is_not_taken_over),
		T(a_comment_is_told_by_step_and_digest),
		T(a_file_is_told_by_its_content),
		T(a_file_counts_if_there_is_one_more),
		T(a_file_that_is_named_by_its_content_is_not_read),
		T(a_content_that_cannot_be_read_is_no_answer),
		T(a_link_is_told_by_its_key),
		T(a_file_of_an_issue_that_cannot_be_read_is_no_answer),
	};

	g_autofree char *file = NULL;
	int failed;

	if (!mkdtemp(folder))
		return 2;
	support_fake_clock();
	failed = RUN(tests);
	file = g_strdup_printf("%s/memory-%ld", folder, (long)geteuid());
	(void)unlink(file);
	(void)rmdir(folder);
	return failed;
}
