#include "plan/facts.h"
#include "plan/plan.h"
#include "ticket/classify.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

/* Eight days after SEED_CREATED. */
#define NOW (SEED_TIME + 8 * G_GINT64_CONSTANT(86400000))

#define SEARCH	 "POST /rest/api/2/search"
#define ISSUE	 "GET /rest/api/2/issue/10042?"
#define COMMENTS "GET /rest/api/2/issue/10042/comment"
#define MYSELF	 "GET /rest/api/2/myself"

static const char plain[] = "Message-ID: <a@b>\nFrom: a@b\n\nx\n";
static const char tagged[] =
    "Message-ID: <a@b>\nSubject: Re: [#JI-QJ4NXV12] x\n\nx\n";

static const char with_subject[] =
    "Message-ID: <a@b>\nFrom: a@b\nSubject: Printer jam\n\nx\n";

/* A Jira in which the search finds nothing and knows us. */
static void
begin(struct filing *f, const char *mail, const char *option)
{
	filing_begin(f, mail, "--message-key=k", option, NULL);
	fake_route(&f->http, SEARCH, 200, "{\"issues\":[]}");
	fake_route(&f->http, "GET /rest/api/2/issue/", 404, "{}");
	fake_route(&f->http, MYSELF, 200, "{\"name\":\"bot\"}");
}

/* The search finds these issues, which have no comments. */
static void
know(struct filing *f, const struct seed *seeds, guint n)
{
	g_autofree char *hits = seed_hits(seeds, n);

	fake_route(&f->http, SEARCH, 200, hits);
	for (guint i = 0; i < n; i++) {
		const char *id = seeds[i].id ? seeds[i].id : "10042";
		g_autofree char *issue = seed_issue(&seeds[i]);
		g_autofree char *path =
		    g_strdup_printf("GET /rest/api/2/issue/%s?", id);
		g_autofree char *comments =
		    g_strdup_printf("GET /rest/api/2/issue/%s/comment", id);

		fake_route(&f->http, path, 200, issue);
		fake_route(
		    &f->http, comments, 200, "{\"comments\":[],\"total\":0}");
	}
}

static void
know_comments(struct filing *f, const struct comment *c, guint n)
{
	g_autofree char *text = seed_comments(c, n, n);

	fake_route(&f->http, COMMENTS, 200, text);
}

static int
find_with_hint(struct filing *f, const char *hint)
{
	return facts_find(&f->facts, &f->jira, &f->options, f->message,
	    f->verdict, hint, NOW, &f->err);
}

static int
find(struct filing *f)
{
	return find_with_hint(f, NULL);
}

/* The mark of the message itself, on its issue. */
static struct mark
own_mark(const struct filing *f)
{
	return (struct mark){ .step = (char *)FILED_ISSUE,
		.digest = f->verdict->digest,
		.project = (char *)"SUP",
		.body = (char *)(gintptr)f->spool.digest,
		.size = f->spool.body_size,
		.text = (char *)"t" };
}

/* Which issue. */

static void
a_label_with_our_digest_is_our_issue(void **state)
{
	struct filing f;

	(void)state;
	begin(&f, plain, "-n");
	know(&f,
	    &(struct seed){ .label = f.verdict->ids[0], .mark = own_mark(&f) },
	    1);
	assert_int_equal(find(&f), 0);
	assert_non_null(f.facts.issue);
	assert_false(f.facts.answers);
	assert_non_null(f.facts.done.filed);
	assert_non_null(f.facts.evidence);
	assert_false(f.facts.done.was_cut);
	assert_false(f.facts.done.noted);
	assert_int_equal(f.facts.done.stored->len, 0);
	assert_string_equal(f.facts.id, f.verdict->ids[0]);
	assert_string_equal(f.facts.issue->key, "SUP-42");
	filing_end(&f);
}

static void
a_label_with_another_digest_is_a_collision(void **state)
{
	struct filing f;
	struct mark other;

	(void)state;
	begin(&f, plain, "-n");
	other = own_mark(&f);
	other.digest = (char *)"another";
	know(
	    &f, &(struct seed){ .label = f.verdict->ids[0], .mark = other }, 1);
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	assert_null(f.facts.done.filed);
	assert_string_equal(f.facts.id, f.verdict->ids[1]);
	filing_end(&f);
}

static void
behind_a_collision_the_next_number_is_ours(void **state)
{
	struct filing f;
	struct seed seeds[3] = { { .id = "10042" }, { .id = "10043" },
		{ .id = "10044", .key = "SUP-44" } };

	(void)state;
	begin(&f, plain, "-n");
	for (int i = 0; i < 3; i++) {
		seeds[i].label = f.verdict->ids[i];
		seeds[i].mark = own_mark(&f);
		if (i < 2)
			seeds[i].mark.digest = (char *)"another";
	}
	know(&f, seeds, 3);
	assert_int_equal(find(&f), 0);
	assert_string_equal(f.facts.issue->key, "SUP-44");
	assert_string_equal(f.facts.id, f.verdict->ids[2]);
	filing_end(&f);

	begin(&f, plain, "-n");
	for (int i = 0; i < 2; i++)
		seeds[i].label = f.verdict->ids[i];
	seeds[0].mark.body = seeds[1].mark.body = f.spool.digest;
	know(&f, seeds, 2);
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	assert_string_equal(f.facts.id, f.verdict->ids[2]);
	filing_end(&f);
}

/* Issues move, so labels are asked for everywhere. */
static void
the_search_names_all_numbers_and_the_project(void **state)
{
	struct filing f;
	const char *body, *end;

	(void)state;
	begin(&f, plain, "-n");
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	assert_string_equal(f.facts.id, f.verdict->ids[0]);
	/* Nothing stands between the search and what is made of it. */
	/* Nothing was found, so who we are is asked; on Cloud before. */
	assert_string_equal(
	    fake_request(&f.http, 1)->path, "/rest/api/2/myself");
	assert_int_equal(f.http.requests->len, 2);
	body = fake_request(&f.http, 0)->body;
	end = strstr(body, ") OR (project = \\\"SUP\\\" AND (summary ~ ");
	assert_non_null(end);
	for (guint i = 0; i < TICKET_NUMBERS; i++) {
		const char *label = strstr(body, f.verdict->ids[i]);

		assert_non_null(label);
		assert_true(label < end);
	}
	assert_int_equal(fake_count(&f.http, SEARCH), 1);
	filing_end(&f);
}

static void
nothing_found_is_not_believed_without_credentials(void **state)
{
	static const char *const mails[] = { plain, tagged };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
		struct filing f;

		begin(&f, mails[i], "-n");
		fake_route(&f.http, MYSELF, 401, "{}");
		assert_int_equal(find(&f), -1);
		assert_int_equal(f.err.failure, FAIL_AUTH);
		filing_end(&f);
	}
}

/* What is found proves that we are known. */
static void
an_answer_asks_for_credentials_only_if_nothing_is_found(void **state)
{
	struct filing f;

	(void)state;
	begin(&f, tagged, "-n");
	know(&f, &(struct seed){ .label = "JI-QJ4NXV12" }, 1);
	assert_int_equal(find(&f), 0);
	assert_int_equal(fake_count(&f.http, MYSELF), 0);
	filing_end(&f);

	begin(&f, tagged, "-n");
	assert_int_equal(find(&f), 0);
	assert_int_equal(f.http.requests->len, 2);
	assert_string_equal(
	    fake_request(&f.http, 1)->path, "/rest/api/2/myself");
	filing_end(&f);
}

static void
a_tag_is_found_by_its_label(void **state)
{
	struct filing f;
	struct mark other;

	(void)state;
	begin(&f, tagged, "-n");
	other = own_mark(&f);
	other.digest = (char *)"of another message";
	know(&f,
	    &(struct seed){ .label = "JI-QJ4NXV12",
		.summary = "no tag here",
		.mark = other },
	    1);
	assert_int_equal(find(&f), 0);
	assert_non_null(f.facts.issue);
	assert_true(f.facts.answers);
	assert_string_equal(f.facts.evidence, evidence_name(EVIDENCE_TAG));
	assert_string_equal(f.facts.id, "JI-QJ4NXV12");
	assert_null(f.facts.done.filed);
	filing_end(&f);
}

static void
a_ticket_of_jicket_0_6_is_found_by_its_summary(void **state)
{
	struct filing f;

	(void)state;
	begin(&f, tagged, "-n");
	know(&f,
	    &(struct seed){ .label = "other", .summary = "[#JI-QJ4NXV12] x" },
	    1);
	assert_int_equal(find(&f), 0);
	assert_non_null(f.facts.issue);
	assert_true(f.facts.answers);
	assert_non_null(strstr(fake_request(&f.http, 0)->body,
	    "summary ~ \\\"\\\\\\\"JI-QJ4NXV12\\\\\\\"\\\""));
	filing_end(&f);
}

static void
words_that_only_resemble_a_tag_are_no_hit(void **state)
{
	struct filing f;

	(void)state;
	begin(&f, tagged, "-n");
	know(&f,
	    &(struct seed){
		.label = "JI-QJ4NXV1", .summary = "about JI-QJ4NXV12" },
	    1);
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	filing_end(&f);
}

static const char answering[] =
    "Message-ID: <a@b>\nIn-Reply-To: <first@b>\n\nx\n";

static void
a_reference_must_have_its_digest(void **state)
{
	g_autofree char *digest = ticket_digest("first@b");
	struct filing f;
	const struct candidate *c;
	struct mark m;

	(void)state;
	begin(&f, answering, "-n");
	c = g_ptr_array_index(f.verdict->candidates, 0);
	m = own_mark(&f);
	m.digest = digest;
	know(&f, &(struct seed){ .label = c->id, .mark = m }, 1);
	assert_int_equal(find(&f), 0);
	assert_true(f.facts.answers);
	assert_string_equal(
	    f.facts.evidence, evidence_name(EVIDENCE_REFERENCE));
	filing_end(&f);

	begin(&f, answering, "-n");
	c = g_ptr_array_index(f.verdict->candidates, 0);
	m.digest = (char *)"another";
	know(&f, &(struct seed){ .label = c->id, .mark = m }, 1);
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	filing_end(&f);
}

/* Nothing says that the labelled issue is not the one that is meant. */
static void
a_referenced_issue_that_lost_its_mark_is_no_crash(void **state)
{
	struct filing f;
	const struct candidate *c;

	(void)state;
	begin(&f, answering, "-n");
	c = g_ptr_array_index(f.verdict->candidates, 0);
	know(&f, &(struct seed){ .label = c->id }, 1);
	assert_int_equal(find(&f), 0);
	filing_end(&f);
}

/* A mail that answers one of ours. */
static char *
answer_to_ours(void)
{
	struct filing f;
	g_autofree char *id = NULL;

	begin(&f, plain, "-n");
	id = ticket_message_id(f.ids, "JI-QJ4NXV12", "10042", "u", "b");
	filing_end(&f);
	return g_strdup_printf(
	    "Message-ID: <a@b>\nIn-Reply-To: <%s>\n\nx\n", id);
}

static void
an_id_of_ours_needs_no_search(void **state)
{
	struct filing f;
	g_autofree char *mail = answer_to_ours();

	(void)state;
	begin(&f, mail, "-n");
	know(&f, &(struct seed){ .label = "JI-QJ4NXV12" }, 1);
	assert_int_equal(find(&f), 0);
	assert_true(f.facts.answers);
	assert_string_equal(
	    f.facts.evidence, evidence_name(EVIDENCE_MESSAGE_ID));
	assert_string_equal(f.facts.id, "JI-QJ4NXV12");
	assert_int_equal(f.http.requests->len, 2);
	assert_int_equal(fake_count(&f.http, "POST"), 0);
	filing_end(&f);
}

static void
a_deleted_issue_is_searched_for_by_other_evidence(void **state)
{
	struct filing f;
	g_autofree char *mail = answer_to_ours();

	(void)state;
	begin(&f, mail, "-n");
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	assert_string_equal(f.facts.id, f.verdict->ids[0]);
	assert_int_equal(fake_count(&f.http, SEARCH), 1);
	filing_end(&f);
}

static void
a_hit_that_was_deleted_since_is_none(void **state)
{
	struct filing f;

	(void)state;
	begin(&f, tagged, "-n");
	know(&f, &(struct seed){ .label = "JI-QJ4NXV12" }, 1);
	fake_route(&f.http, ISSUE, 404, "{}");
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	filing_end(&f);

	/* A deleted issue of another message takes no number. */
	begin(&f, plain, "-n");
	know(&f, &(struct seed){ .label = f.verdict->ids[0] }, 1);
	fake_route(&f.http, ISSUE, 404, "{}");
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	assert_string_equal(f.facts.id, f.verdict->ids[0]);
	filing_end(&f);
}

static void
every_failure_stops_the_look_up(void **state)
{
	static const char *const paths[] = { SEARCH, ISSUE, COMMENTS };
	struct filing f;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		begin(&f, tagged, "-n");
		know(&f, &(struct seed){ .label = "JI-QJ4NXV12" }, 1);
		fake_route(&f.http, paths[i], 503, "");
		assert_int_equal(find(&f), -1);
		assert_int_equal(f.err.failure, FAIL_MAINTENANCE);
		filing_end(&f);

		begin(&f, plain, "-n");
		know(&f,
		    &(struct seed){
			.label = f.verdict->ids[0], .mark = own_mark(&f) },
		    1);
		fake_route(&f.http, paths[i], 500, "");
		assert_int_equal(find(&f), -1);
		assert_int_equal(f.err.failure, FAIL_SERVER);
		filing_end(&f);
	}
	begin(&f, plain, "-n");
	fake_route(&f.http, ISSUE, 502, "");
	assert_int_equal(find_with_hint(&f, "10042"), -1);
	assert_int_equal(f.err.failure, FAIL_SERVER);
	filing_end(&f);
}

static void
without_a_jira_nothing_is_known(void **state)
{
	struct filing f;

	(void)state;
	begin(&f, tagged, "-n");
	facts_none(&f.facts, f.verdict);
	assert_null(f.facts.issue);
	assert_null(f.facts.done.filed);
	assert_false(f.facts.answers);
	assert_string_equal(f.facts.id, f.verdict->ids[0]);
	filing_end(&f);
}

/* The hint of this host. */

static void
a_hint_needs_no_search(void **state)
{
	struct filing f;

	(void)state;
	begin(&f, plain, "-n");
	know(&f,
	    &(struct seed){ .label = f.verdict->ids[1], .mark = own_mark(&f) },
	    1);
	assert_int_equal(find_with_hint(&f, "10042"), 0);
	assert_string_equal(f.facts.issue->key, "SUP-42");
	assert_non_null(f.facts.done.filed);
	assert_false(f.facts.answers);
	assert_string_equal(f.facts.id, f.verdict->ids[1]);
	assert_int_equal(fake_count(&f.http, ISSUE), 1);
	assert_int_equal(fake_count(&f.http, SEARCH), 0);
	filing_end(&f);

	/* Somebody took the label away. */
	begin(&f, plain, "-n");
	know(&f, &(struct seed){ .mark = own_mark(&f) }, 1);
	assert_int_equal(find_with_hint(&f, "10042"), 0);
	assert_string_equal(f.facts.id, f.verdict->ids[0]);
	filing_end(&f);
}

static void
a_hint_is_only_a_hint(void **state)
{
	struct filing f;
	struct mark other;

	(void)state;
	begin(&f, plain, "-n");
	other = own_mark(&f);
	other.digest = (char *)"another";
	know(&f, &(struct seed){ .label = "x", .mark = other }, 1);
	assert_int_equal(find_with_hint(&f, "10042"), 0);
	assert_null(f.facts.issue);
	assert_int_equal(fake_count(&f.http, SEARCH), 1);
	filing_end(&f);

	/* Another Jira, or another project. */
	begin(&f, plain, "-n");
	other = own_mark(&f);
	other.project = (char *)"OPS";
	know(&f, &(struct seed){ .label = "x", .mark = other }, 1);
	assert_int_equal(find_with_hint(&f, "10042"), 0);
	assert_null(f.facts.issue);
	filing_end(&f);

	/* Deleted. */
	begin(&f, plain, "-n");
	assert_int_equal(find_with_hint(&f, "10042"), 0);
	assert_null(f.facts.issue);
	assert_int_equal(fake_count(&f.http, SEARCH), 1);
	filing_end(&f);
}

static void
a_hint_to_an_issue_without_mark_is_no_crash(void **state)
{
	struct filing f;

	(void)state;
	begin(&f, plain, "-n");
	know(&f, &(struct seed){ .label = f.verdict->ids[0] }, 1);
	assert_int_equal(find_with_hint(&f, "10042"), 0);
	assert_non_null(f.facts.issue);
	assert_non_null(f.facts.done.filed);
	filing_end(&f);
}

/* Tickets that changed. */

static void
a_moved_issue_is_found_by_its_mark(void **state)
{
	struct filing f;
	struct mark other;

	(void)state;
	begin(&f, plain, "-n");
	know(&f,
	    &(struct seed){ .key = "NEW-7",
		.project = "NEW",
		.label = f.verdict->ids[0],
		.mark = own_mark(&f) },
	    1);
	assert_int_equal(find(&f), 0);
	assert_string_equal(f.facts.issue->key, "NEW-7");
	assert_non_null(f.facts.done.filed);
	filing_end(&f);

	begin(&f, tagged, "-n");
	other = own_mark(&f);
	other.digest = (char *)"of the first mail";
	know(&f,
	    &(struct seed){ .key = "NEW-7",
		.project = "NEW",
		.label = "JI-QJ4NXV12",
		.mark = other },
	    1);
	assert_int_equal(find(&f), 0);
	assert_true(f.facts.answers);
	assert_string_equal(f.facts.issue->key, "NEW-7");
	filing_end(&f);
}

/* A mail to two aliases becomes two issues, under the same id. */
static void
an_issue_of_another_project_is_not_ours(void **state)
{
	struct filing f;
	struct mark other;

	(void)state;
	begin(&f, plain, "-n");
	other = own_mark(&f);
	other.project = (char *)"OPS";
	know(&f,
	    &(struct seed){ .key = "OPS-1",
		.project = "OPS",
		.label = f.verdict->ids[0],
		.mark = other },
	    1);
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	assert_null(f.facts.done.filed);
	assert_string_equal(f.facts.id, f.verdict->ids[0]);
	filing_end(&f);

	begin(&f, tagged, "-n");
	other = own_mark(&f);
	other.digest = (char *)"of the first mail";
	other.project = (char *)"OPS";
	know(&f,
	    &(struct seed){ .key = "OPS-1",
		.project = "OPS",
		.label = "JI-QJ4NXV12",
		.mark = other },
	    1);
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	filing_end(&f);
}

/* Of the two of that mail, ours is taken, whichever the search has first. */
static void
of_two_projects_ours_is_taken(void **state)
{
	(void)state;
	for (int ours = 0; ours < 2; ours++) {
		struct filing f;
		struct seed seeds[2] = {
			{ .id = "10041", .key = "OPS-1", .project = "OPS" },
			{ .id = "10042" },
		};

		begin(&f, plain, "-n");
		for (int i = 0; i < 2; i++) {
			seeds[i].label = f.verdict->ids[0];
			seeds[i].mark = own_mark(&f);
		}
		seeds[0].mark.project = (char *)"OPS";
		if (ours == 0) {
			struct seed first = seeds[0];

			seeds[0] = seeds[1];
			seeds[1] = first;
		}
		know(&f, seeds, 2);
		assert_int_equal(find(&f), 0);
		assert_non_null(f.facts.issue);
		assert_string_equal(f.facts.issue->key, "SUP-42");
		filing_end(&f);
	}
}

/* Marks may be lost, as by an import; labels and summaries are not. */
static void
a_label_without_mark_is_our_issue(void **state)
{
	struct filing f;

	(void)state;
	begin(&f, with_subject, "-n");
	know(&f,
	    &(struct seed){
		.label = f.verdict->ids[0], .summary = "Fwd: Printer jam!" },
	    1);
	assert_int_equal(find(&f), 0);
	assert_non_null(f.facts.issue);
	assert_non_null(f.facts.done.filed);
	assert_false(f.facts.answers);
	assert_false(f.facts.done.was_cut);
	assert_string_equal(f.facts.id, f.verdict->ids[0]);
	assert_string_equal(f.facts.done.filed->digest, f.verdict->digest);
	assert_int_equal(f.facts.done.filed->created, SEED_TIME);
	filing_end(&f);
}

/* Short ids collide; without a mark the subject must say that it is ours. */
static void
a_label_without_mark_and_subject_is_a_collision(void **state)
{
	static const struct {
		const char *mail, *summary;
	} cases[] = {
		{ with_subject, "Coffee machine" },
		{ with_subject, "Printer" },
		{ with_subject, "" },
		{ plain, "Coffee machine" },
		{ plain, "" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct filing f;

		begin(&f, cases[i].mail, "-n");
		know(&f,
		    &(struct seed){ .label = f.verdict->ids[0],
			.summary = cases[i].summary },
		    1);
		assert_int_equal(find(&f), 0);
		assert_null(f.facts.issue);
		assert_null(f.facts.done.filed);
		assert_string_equal(f.facts.id, f.verdict->ids[1]);
		filing_end(&f);
	}
}

/* In another project it is nobody's business, whatever it is called. */
static void
a_label_without_mark_in_another_project_is_not_ours(void **state)
{
	struct filing f;

	(void)state;
	begin(&f, with_subject, "-n");
	know(&f,
	    &(struct seed){ .label = f.verdict->ids[0],
		.project = "OPS",
		.summary = "Printer jam" },
	    1);
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	assert_string_equal(f.facts.id, f.verdict->ids[0]);
	filing_end(&f);
}

static void
without_its_label_an_issue_is_found_by_the_tag(void **state)
{
	struct filing f;
	g_autofree char *tag = NULL, *summary = NULL;

	(void)state;
	begin(&f, plain, "-n");
	tag = ticket_tag(f.verdict->ids[0]);
	summary = g_strconcat("Fwd: ", tag, " edited", NULL);
	know(&f, &(struct seed){ .summary = summary, .mark = own_mark(&f) }, 1);
	assert_int_equal(find(&f), 0);
	assert_non_null(f.facts.issue);
	assert_non_null(f.facts.done.filed);
	filing_end(&f);
}

/* Closed issues. */

/* Finds a closed issue that a tag names; since: days before NOW. */
static void
find_closed(struct filing *f, const char *option, int days)
{
	g_autoptr(GDateTime) since = g_date_time_new_from_unix_utc(
	    NOW / 1000 - (gint64)days * 86400 + 60);
	g_autofree char *text =
	    g_date_time_format(since, "%Y-%m-%dT%H:%M:%S.000+0000");
	struct mark other;

	begin(f, tagged, option);
	other = own_mark(f);
	other.digest = (char *)"of the first mail";
	know(f,
	    &(struct seed){
		.label = "JI-QJ4NXV12", .closed = text, .mark = other },
	    1);
}

static void
a_closed_issue_gets_comments_by_default(void **state)
{
	struct filing f;

	(void)state;
	find_closed(&f, "-n", 1000);
	assert_int_equal(find(&f), 0);
	assert_true(f.facts.answers);
	assert_non_null(f.facts.issue);
	assert_null(f.facts.closed);
	filing_end(&f);
}

static void
a_closed_issue_gets_none_where_a_new_one_is_wanted(void **state)
{
	struct filing f;

	(void)state;
	find_closed(&f, "--closed=new", 1);
	assert_int_equal(find(&f), 0);
	assert_false(f.facts.answers);
	assert_null(f.facts.issue);
	assert_non_null(f.facts.closed);
	assert_string_equal(f.facts.closed->key, "SUP-42");
	assert_string_equal(f.facts.id, f.verdict->ids[0]);
	filing_end(&f);
}

/* A minute before three days, and a day after. */
static void
an_issue_that_was_closed_lately_still_gets_comments(void **state)
{
	struct filing f;

	(void)state;
	find_closed(&f, "--closed=new", 3);
	f.options.closed_age = 3;
	assert_int_equal(find(&f), 0);
	assert_true(f.facts.answers);
	assert_null(f.facts.closed);
	filing_end(&f);

	find_closed(&f, "--closed=new", 4);
	f.options.closed_age = 3;
	assert_int_equal(find(&f), 0);
	assert_false(f.facts.answers);
	assert_non_null(f.facts.closed);
	filing_end(&f);
}

static void
an_issue_closed_nobody_knows_when_is_closed_long_ago(void **state)
{
	struct filing f;

	(void)state;
	find_closed(&f, "--closed=new", 1);
	f.options.closed_age = 36500;
	know(&f, &(struct seed){ .label = "JI-QJ4NXV12", .closed = "?" }, 1);
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	assert_non_null(f.facts.closed);
	filing_end(&f);
}

static void
the_number_of_a_closed_issue_is_no_way_round(void **state)
{
	struct filing f;
	g_autofree char *mail = answer_to_ours();

	(void)state;
	begin(&f, mail, "--closed=new");
	know(&f,
	    &(struct seed){ .label = "JI-QJ4NXV12", .closed = SEED_CREATED },
	    1);
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	assert_string_equal(f.facts.closed->key, "SUP-42");
	filing_end(&f);
}

/* An answer to a closed issue and to an open one goes to the open one. */
static void
an_open_issue_comes_before_a_closed_one(void **state)
{
	static const char mail[] =
	    "Message-ID: <a@b>\nSubject: Re: [#JI-QJ4NXV12] x\n"
	    "X-Jicket-HashID: ZOZ2P6QK\n\nx\n";
	const struct seed seeds[] = {
		{ .label = "JI-ZOZ2P6QK", .closed = SEED_CREATED },
		{ .id = "10043", .key = "SUP-43", .label = "JI-QJ4NXV12" },
	};
	struct filing f;

	(void)state;
	begin(&f, mail, "--closed=new");
	know(&f, seeds, 2);
	assert_int_equal(find(&f), 0);
	assert_true(f.facts.answers);
	assert_string_equal(f.facts.issue->key, "SUP-43");
	filing_end(&f);
}

/* Done by an agent between two deliveries. */
static void
our_own_issue_may_be_closed(void **state)
{
	struct filing f;

	(void)state;
	begin(&f, plain, "--closed=new");
	know(&f,
	    &(struct seed){ .label = f.verdict->ids[0],
		.closed = SEED_CREATED,
		.mark = own_mark(&f) },
	    1);
	assert_int_equal(find(&f), 0);
	assert_non_null(f.facts.done.filed);
	assert_null(f.facts.closed);
	filing_end(&f);
}

/* The same, for a comment: or the mail would be filed twice. */
static void
a_comment_stays_filed_when_its_issue_is_closed(void **state)
{
	struct filing f;
	struct comment comment = { NULL, { 0 } };

	(void)state;
	find_closed(&f, "--closed=new", 1);
	comment.mark = own_mark(&f);
	comment.mark.step = (char *)FILED_COMMENT;
	know_comments(&f, &comment, 1);
	assert_int_equal(find(&f), 0);
	assert_non_null(f.facts.done.filed);
	assert_true(f.facts.answers);
	assert_non_null(f.facts.issue);
	assert_null(f.facts.closed);
	filing_end(&f);
}

/* Of another message, or a note alone: it was not filed there. */
static void
other_comments_on_a_closed_issue_do_not_open_it(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		struct filing f;
		struct comment comment = { NULL, { 0 } };

		find_closed(&f, "--closed=new", 1);
		comment.mark = own_mark(&f);
		comment.mark.step = (char *)(i ? FILED_NOTE : FILED_COMMENT);
		if (i == 0)
			comment.mark.digest = (char *)"of another message";
		know_comments(&f, &comment, 1);
		assert_int_equal(find(&f), 0);
		assert_null(f.facts.issue);
		assert_null(f.facts.done.filed);
		assert_non_null(f.facts.closed);
		filing_end(&f);
	}
}

/* The same where an id of ours names the issue. */
static void
a_comment_on_a_closed_issue_is_found_by_its_number(void **state)
{
	struct filing f;
	struct comment comment = { NULL, { 0 } };
	g_autofree char *mail = answer_to_ours();

	(void)state;
	begin(&f, mail, "--closed=new");
	know(&f,
	    &(struct seed){ .label = "JI-QJ4NXV12", .closed = SEED_CREATED },
	    1);
	comment.mark = own_mark(&f);
	comment.mark.step = (char *)FILED_COMMENT;
	know_comments(&f, &comment, 1);
	assert_int_equal(find(&f), 0);
	assert_true(f.facts.answers);
	assert_non_null(f.facts.done.filed);
	assert_null(f.facts.closed);
	filing_end(&f);
}

/* Whether it was filed there is not known: no second ticket, then. */
static void
comments_of_a_closed_issue_that_cannot_be_read_are_a_failure(void **state)
{
	struct filing f;
	g_autofree char *mail = answer_to_ours();

	(void)state;
	find_closed(&f, "--closed=new", 1);
	fake_route(&f.http, COMMENTS, 503, "");
	assert_int_equal(find(&f), -1);
	assert_int_equal(f.err.failure, FAIL_MAINTENANCE);
	filing_end(&f);

	begin(&f, mail, "--closed=new");
	know(&f,
	    &(struct seed){ .label = "JI-QJ4NXV12", .closed = SEED_CREATED },
	    1);
	fake_route(&f.http, COMMENTS, 503, "");
	assert_int_equal(find(&f), -1);
	assert_int_equal(f.err.failure, FAIL_MAINTENANCE);
	filing_end(&f);
}

/* Jira's clock goes ahead of ours. */
static void
an_issue_closed_in_the_future_is_closed(void **state)
{
	struct filing f;

	(void)state;
	find_closed(&f, "--closed=new", -1);
	assert_int_equal(find(&f), 0);
	assert_null(f.facts.issue);
	assert_non_null(f.facts.closed);
	filing_end(&f);
}

/* It was made, and its link was not: the next delivery must know of both. */
static void
a_follow_up_knows_what_it_follows(void **state)
{
	struct filing f;
	struct seed seeds[2] = {
		{ .label = "JI-QJ4NXV12", .closed = SEED_CREATED },
		{ .id = "10060", .key = "SUP-60" },
	};

	(void)state;
	begin(&f, tagged, "--closed=new");
	seeds[1].label = f.verdict->ids[0];
	seeds[1].mark = own_mark(&f);
	seeds[1].mark.follows = (char *)"SUP-42";
	know(&f, seeds, 2);
	assert_int_equal(find(&f), 0);
	assert_string_equal(f.facts.issue->key, "SUP-60");
	assert_non_null(f.facts.done.filed);
	assert_false(f.facts.answers);
	assert_string_equal(f.facts.done.filed->follows, "SUP-42");
	filing_end(&f);

	/* Whatever became of the other one. */
	begin(&f, tagged, "--closed=new");
	seeds[1].label = f.verdict->ids[0];
	seeds[1].mark = own_mark(&f);
	seeds[1].mark.follows = (char *)"SUP-42";
	know(&f, &seeds[1], 1);
	assert_int_equal(find(&f), 0);
	assert_non_null(f.facts.done.filed);
	assert_string_equal(f.facts.done.filed->follows, "SUP-42");
	filing_end(&f);

	/* It was made while the other one was open, or before it. */
	begin(&f, tagged, "--closed=new");
	seeds[1].label = f.verdict->ids[0];
	seeds[1].mark = own_mark(&f);
	know(&f, seeds, 2);
	assert_int_equal(find(&f), 0);
	assert_non_null(f.facts.done.filed);
	assert_null(f.facts.done.filed->follows);
	filing_end(&f);
}

/* What is done. */

static void
a_comment_of_this_message_means_filed(void **state)
{
	struct filing f;
	struct comment comments[2] = { { NULL, { 0 } } };

	(void)state;
	begin(&f, tagged, "-n");
	know(&f, &(struct seed){ .label = "JI-QJ4NXV12" }, 1);
	comments[1].mark = own_mark(&f);
	comments[1].mark.step = (char *)FILED_COMMENT;
	comments[0].mark = comments[1].mark;
	comments[0].mark.digest = (char *)"of another message";
	know_comments(&f, comments, 2);
	assert_int_equal(find(&f), 0);
	assert_true(f.facts.answers);
	assert_non_null(f.facts.done.filed);
	assert_string_equal(f.facts.done.filed->step, FILED_COMMENT);
	assert_string_equal(f.facts.done.filed->digest, f.verdict->digest);
	filing_end(&f);
}

/* A note or a rest alone is not the message. */
static void
other_marks_do_not_mean_filed(void **state)
{
	static const char *const steps[] = { FILED_NOTE, FILED_REST,
		FILED_DUPLICATE };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		struct filing f;
		struct comment comment = { NULL, { 0 } };

		begin(&f, tagged, "-n");
		know(&f, &(struct seed){ .label = "JI-QJ4NXV12" }, 1);
		comment.mark = own_mark(&f);
		comment.mark.step = (char *)(gintptr)steps[i];
		know_comments(&f, &comment, 1);
		assert_int_equal(find(&f), 0);
		assert_null(f.facts.done.filed);
		filing_end(&f);
	}
}

static void
a_comment_on_the_third_page_is_found(void **state)
{
	struct filing f;
	struct comment comment = { NULL, { 0 } };
	g_autofree char *empty = seed_comments(NULL, 0, 250);
	g_autofree char *last = NULL;

	(void)state;
	begin(&f, tagged, "-n");
	know(&f, &(struct seed){ .label = "JI-QJ4NXV12" }, 1);
	comment.mark = own_mark(&f);
	comment.mark.step = (char *)FILED_COMMENT;
	last = seed_comments(&comment, 1, 250);
	fake_route(&f.http, COMMENTS, 200, empty);
	fake_route(
	    &f.http, COMMENTS "?orderBy=-created&startAt=200", 200, last);
	assert_int_equal(find(&f), 0);
	assert_non_null(f.facts.done.filed);
	assert_int_equal(fake_count(&f.http, COMMENTS), 3);
	filing_end(&f);
}

static void
a_note_on_refused_files_is_seen(void **state)
{
	struct filing f;
	struct comment comment = { NULL, { 0 } };

	(void)state;
	begin(&f, plain, "-n");
	know(&f,
	    &(struct seed){ .label = f.verdict->ids[0], .mark = own_mark(&f) },
	    1);
	comment.mark = own_mark(&f);
	comment.mark.step = (char *)FILED_NOTE;
	know_comments(&f, &comment, 1);
	assert_int_equal(find(&f), 0);
	assert_true(f.facts.done.noted);
	filing_end(&f);

	/* That of another message is not ours. */
	begin(&f, plain, "-n");
	know(&f,
	    &(struct seed){ .label = f.verdict->ids[0], .mark = own_mark(&f) },
	    1);
	comment.mark.digest = (char *)"another";
	know_comments(&f, &comment, 1);
	assert_int_equal(find(&f), 0);
	assert_false(f.facts.done.noted);
	filing_end(&f);
}

static const char whole[] = "Message-ID: <a@b>\nFrom: a@b\n\none\ntwo\nthree\n";

/*
 * Finds a message of which so many bytes of the body were filed, of this
 * text, and a later rest of so many (-1: none).
 */
static void
find_started(struct filing *f, const char *body, gint64 size, gint64 rest)
{
	g_autofree char *digest = g_compute_checksum_for_string(
	    G_CHECKSUM_SHA256, body, (gssize)size);
	g_autofree char *rest_digest = NULL;
	struct comment comment = { NULL, { 0 } };
	struct mark m;

	begin(f, whole, "-n");
	m = own_mark(f);
	m.body = digest;
	m.size = size;
	know(f, &(struct seed){ .label = f->verdict->ids[0], .mark = m }, 1);
	if (rest >= 0) {
		rest_digest = g_compute_checksum_for_string(
		    G_CHECKSUM_SHA256, body, (gssize)rest);
		comment.mark = own_mark(f);
		comment.mark.step = (char *)FILED_REST;
		comment.mark.body = rest_digest;
		comment.mark.size = rest;
		know_comments(f, &comment, 1);
	}
	assert_int_equal(find(f), 0);
}

static void
it_was_cut_if_what_was_filed_is_our_start(void **state)
{
	static const struct {
		const char *body;
		gint64 size, rest;
		gboolean cut;
		gint64 filed_as;
	} cases[] = {
		{ "one\ntwo\nthree\n", 4, -1, TRUE, 4 },
		{ "one\ntwo\nthree\n", 0, -1, TRUE, 0 },
		{ "one\ntwo\nthree\n", 13, -1, TRUE, 13 },
		{ "one\ntwo\nthree\n", 14, -1, FALSE, 14 },
		{ "one\ntwo\nthree\nfour\n", 19, -1, FALSE, 19 },
		/* The footer of a list, say: not cut but changed. */
		{ "One\ntwo\nthree\n", 4, -1, FALSE, 4 },
		/* What a rest brought counts. */
		{ "one\ntwo\nthree\n", 4, 8, TRUE, 8 },
		{ "one\ntwo\nthree\n", 4, 14, FALSE, 14 },
		{ "one\ntwo\nthree\nfour\n", 4, 19, FALSE, 19 },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct filing f;

		find_started(&f, cases[i].body, cases[i].size, cases[i].rest);
		if (f.facts.done.was_cut != cases[i].cut)
			fail_msg("case %zu", i);
		assert_int_equal(
		    f.facts.done.filed_as->size, cases[i].filed_as);
		assert_int_equal(f.facts.done.filed->size, cases[i].size);
		filing_end(&f);
	}
}

/* A comment that was cut is completed in the same way. */
static void
a_comment_may_have_been_cut(void **state)
{
	struct filing f;
	struct comment comment = { NULL, { 0 } };
	g_autofree char *digest =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, "", 0);

	(void)state;
	begin(&f, tagged, "-n");
	know(&f, &(struct seed){ .label = "JI-QJ4NXV12" }, 1);
	comment.mark = own_mark(&f);
	comment.mark.step = (char *)FILED_COMMENT;
	comment.mark.body = digest;
	comment.mark.size = 0;
	know_comments(&f, &comment, 1);
	assert_int_equal(find(&f), 0);
	assert_true(f.facts.done.was_cut);
	filing_end(&f);
}

/* Files by name, and when: seconds after SEED_CREATED; all of 48 bytes. */
#define FILE_ID(id, name, seconds)                \
	"{\"id\":\"" id "\",\"filename\":\"" name \
	"\",\"size\":48,\"created\":"             \
	"\"2026-11-03T09:20:" seconds ".000+0000\"}"
#define FILE_AT(name, seconds)                                \
	"{\"filename\":\"" name "\",\"size\":48,\"created\":" \
	"\"2026-11-03T09:20:" seconds ".000+0000\"}"

#define OURS   "ours, ours, ours, ours, ours, ours, ours, ours, "
#define THEIRS "theirs, theirs, theirs, theirs, theirs, theirs, "

/* Is there a file that counts as one of this name with our content? */
static gboolean
is_stored(const struct filing *f, const char *name)
{
	g_autofree char *key = mark_file_key(name, 48);
	g_autofree char *ours =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, OURS, -1);

	for (guint i = 0; i < f->facts.done.stored->len; i++) {
		const struct stored_file *s =
		    g_ptr_array_index(f->facts.done.stored, i);

		if (strcmp(s->key, key) == 0 &&
		    (!*s->sha256 || strcmp(s->sha256, ours) == 0))
			return TRUE;
	}
	return FALSE;
}

static void
files_from_before_the_mark_are_not_ours(void **state)
{
	struct filing f;
	struct comment comment = { "2026-11-03T09:20:30.000+0000", { 0 } };

	(void)state;
	begin(&f, tagged, "-n");
	know(&f,
	    &(struct seed){ .label = "JI-QJ4NXV12",
		.extra =
		    "\"attachment\":[" FILE_AT("old.png", "29") "," FILE_AT(
			"at-once.png", "30") "," FILE_AT("new.png", "31") "]" },
	    1);
	comment.mark = own_mark(&f);
	comment.mark.step = (char *)FILED_COMMENT;
	know_comments(&f, &comment, 1);
	assert_int_equal(find(&f), 0);
	assert_int_equal(f.facts.done.stored->len, 2);
	assert_false(is_stored(&f, "old.png"));
	assert_true(is_stored(&f, "at-once.png"));
	assert_true(is_stored(&f, "new.png"));
	filing_end(&f);
}

static const char with_pictures[] =
    "Message-ID: <a@b>\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=m\n\n"
    "--m\nContent-Type: image/png; name=logo.png\n\n" OURS "\n"
    "--m\nContent-Type: image/png; name=two.png\n\n" OURS "\n"
    "--m\nContent-Type: image/png; name=mine.png\n\n" OURS "\n"
    "--m--\n";

/*
 * The issue of the mail above, a later answer with a logo.png and a two.png,
 * and these files.
 */
static void
know_pictures(struct filing *f, const char *extra)
{
	g_autofree char *logo = mark_file_key("logo.png", 48);
	g_autofree char *both = mark_file_key("two.png", 48);
	char *later[] = { logo, both, NULL };
	struct comment comments[2] = {
		{ "2026-11-03T09:20:30.000+0000", { 0 } },
		{ "2026-11-03T09:20:20.000+0000", { 0 } },
	};

	begin(f, with_pictures, "-n");
	know(f,
	    &(struct seed){ .label = f->verdict->ids[0],
		.mark = own_mark(f),
		.extra = extra },
	    1);
	for (int i = 0; i < 2; i++) {
		comments[i].mark = own_mark(f);
		comments[i].mark.files = later;
	}
	comments[0].mark.step = (char *)FILED_COMMENT;
	comments[0].mark.digest = (char *)"of the answer";
	/* A rest of ours, which takes nothing away. */
	comments[1].mark.step = (char *)FILED_REST;
	know_comments(f, comments, 2);
}

#define CONTENT(id) "GET /rest/api/2/attachment/content/" id "?"

/* The logo in the signature of an answer is not the one of the first mail. */
static void
files_of_other_messages_are_told_by_their_content(void **state)
{
	struct filing f;

	(void)state;
	know_pictures(&f,
	    "\"attachment\":[" FILE_ID("1", "logo.png", "31") "," FILE_ID(
		"2", "two.png", "31") "," FILE_ID("3", "two.png",
		"05") "," FILE_ID("4", "mine.png", "06") "]");
	fake_route(&f.http, CONTENT("1"), 200, THEIRS);
	fake_route(&f.http, CONTENT("2"), 200, THEIRS);
	fake_route(&f.http, CONTENT("3"), 200, OURS);
	assert_int_equal(find(&f), 0);
	assert_false(is_stored(&f, "logo.png"));
	assert_true(is_stored(&f, "two.png"));
	assert_true(is_stored(&f, "mine.png"));
	/* Nobody else has a file like this: it is not fetched. */
	assert_int_equal(fake_count(&f.http, CONTENT("4")), 0);
	filing_end(&f);
}

/* Jira does not give it out, or does not say where it is: not ours. */
static void
a_file_that_cannot_be_had_is_not_ours(void **state)
{
	struct filing f;

	(void)state;
	know_pictures(&f,
	    "\"attachment\":[" FILE_ID("1", "logo.png", "31") "," FILE_AT(
		"two.png", "31") "]");
	fake_route(&f.http, CONTENT("1"), 404, OURS);
	assert_int_equal(find(&f), 0);
	assert_int_equal(f.facts.done.stored->len, 0);
	filing_end(&f);
}

/* The one with this name; fails the test if there is none. */
static const struct stored_file *
stored(const struct filing *f, const char *name)
{
	g_autofree char *key = mark_file_key(name, 48);

	for (guint i = 0; i < f->facts.done.stored->len; i++) {
		const struct stored_file *s =
		    g_ptr_array_index(f->facts.done.stored, i);

		if (strcmp(s->key, key) == 0)
			return s;
	}
	fail_msg("%s is not stored", name);
	return NULL;
}

/* The first delivery of an answer: what it brings may be there already. */
static void
files_from_before_are_told_by_their_content(void **state)
{
	g_autofree char *ours =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, OURS, -1);
	g_autofree char *mail =
	    g_strconcat("Subject: Re: [#JI-QJ4NXV12] x\n", with_pictures, NULL);
	struct attachment *by_content;
	struct filing f;

	(void)state;
	begin(&f, mail, "-n");
	know(&f,
	    &(struct seed){ .label = "JI-QJ4NXV12",
		.extra = "\"attachment\":[" FILE_ID(
		    "1", "logo.png", "05") "," FILE_ID("2", "other.png",
		    "05") "," FILE_ID("3", "two.png", "05") "]" },
	    1);
	fake_route(&f.http, CONTENT("1"), 200, OURS);
	fake_route(&f.http, CONTENT("3"), 200, THEIRS);
	assert_int_equal(find(&f), 0);
	assert_true(f.facts.answers);
	assert_null(f.facts.done.filed);
	assert_int_equal(f.facts.done.stored->len, 2);
	assert_true(stored(&f, "logo.png")->earlier);
	assert_string_equal(stored(&f, "logo.png")->sha256, ours);
	assert_string_not_equal(stored(&f, "two.png")->sha256, ours);
	/* None of ours is like this one. */
	assert_int_equal(fake_count(&f.http, CONTENT("2")), 0);

	/* Its name will tell: there is nothing to read. */
	facts_release(&f.facts);
	by_content = g_ptr_array_index(f.message->attachments, 0);
	by_content->by_content = TRUE;
	assert_int_equal(find(&f), 0);
	assert_int_equal(f.facts.done.stored->len, 1);
	assert_int_equal(fake_count(&f.http, CONTENT("1")), 1);
	filing_end(&f);
}

/* Texts of ours and the original are no attachments of the mail. */
static void
files_of_our_own_making_are_told_by_their_content_too(void **state)
{
	g_autofree char *text = mark_file_key("message.txt", 48);
	char *files[] = { text, NULL };
	g_autofree char *original = mark_file_key("original.eml", 48);
	struct comment comments[2] = {
		{ "2026-11-03T09:20:30.000+0000", { 0 } },
		{ "2026-11-03T09:20:20.000+0000", { 0 } },
	};
	char *both[] = { text, original, NULL };
	struct filing f;

	(void)state;
	begin(&f, tagged, "-n");
	know(&f,
	    &(struct seed){ .label = "JI-QJ4NXV12",
		.extra = "\"attachment\":[" FILE_ID("1", "message.txt",
		    "40") "," FILE_ID("2", "original.eml", "40") "]" },
	    1);
	comments[0].mark = own_mark(&f);
	comments[0].mark.step = (char *)FILED_COMMENT;
	comments[0].mark.files = files;
	comments[1].mark = own_mark(&f);
	comments[1].mark.step = (char *)FILED_COMMENT;
	comments[1].mark.digest = (char *)"of another";
	comments[1].mark.files = both;
	know_comments(&f, comments, 2);
	fake_route(&f.http, CONTENT("1"), 200, OURS);
	fake_route(&f.http, CONTENT("2"), 200, THEIRS);
	assert_int_equal(find(&f), 0);
	assert_int_equal(f.facts.done.stored->len, 2);
	assert_int_equal(strlen(stored(&f, "message.txt")->sha256), 64);
	assert_int_equal(strlen(stored(&f, "original.eml")->sha256), 64);
	filing_end(&f);
}

static void
a_jira_that_is_away_says_nothing_of_files(void **state)
{
	struct filing f;

	(void)state;
	know_pictures(
	    &f, "\"attachment\":[" FILE_ID("1", "logo.png", "31") "]");
	fake_route(&f.http, CONTENT("1"), 503, "");
	assert_int_equal(find(&f), -1);
	assert_int_equal(f.err.failure, FAIL_MAINTENANCE);
	filing_end(&f);
}

/* After an unclear outcome only the issue is looked for. */
static void
own_issue_is_found_by_label_and_mark(void **state)
{
	struct filing f;
	struct jira_issue *issue = NULL;
	struct seed seeds[2] = { { .id = "10041", .label = "JI-X" },
		{ .id = "10042", .label = "JI-X" } };

	(void)state;
	begin(&f, plain, "-n");
	assert_int_equal(facts_find_own(&f.jira, "SUP", "JI-X",
			     f.verdict->digest, &issue, &f.err),
	    0);
	seeds[0].mark = seeds[1].mark = own_mark(&f);
	seeds[0].mark.digest = (char *)"another";
	know(&f, seeds, 2);
	assert_int_equal(facts_find_own(&f.jira, "SUP", "JI-X",
			     f.verdict->digest, &issue, &f.err),
	    1);
	assert_string_equal(issue->id, "10042");
	jira_issue_free(issue);
	assert_non_null(
	    strstr(fake_request(&f.http, 0)->body, "labels = \\\"JI-X\\\""));
	fake_route(&f.http, SEARCH, 503, "");
	assert_int_equal(facts_find_own(&f.jira, "SUP", "JI-X",
			     f.verdict->digest, &issue, &f.err),
	    -1);
	assert_int_equal(f.err.failure, FAIL_MAINTENANCE);
	filing_end(&f);
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_label_with_our_digest_is_our_issue),
		T(a_label_with_another_digest_is_a_collision),
		T(behind_a_collision_the_next_number_is_ours),
		T(the_search_names_all_numbers_and_the_project),
		T(nothing_found_is_not_believed_without_credentials),
		T(an_answer_asks_for_credentials_only_if_nothing_is_found),
		T(a_tag_is_found_by_its_label),
		T(a_ticket_of_jicket_0_6_is_found_by_its_summary),
		T(words_that_only_resemble_a_tag_are_no_hit),
		T(a_reference_must_have_its_digest),
		T(a_referenced_issue_that_lost_its_mark_is_no_crash),
		T(an_id_of_ours_needs_no_search),
		T(a_deleted_issue_is_searched_for_by_other_evidence),
		T(a_hit_that_was_deleted_since_is_none),
		T(every_failure_stops_the_look_up),
		T(without_a_jira_nothing_is_known),
		T(a_hint_needs_no_search),
		T(a_hint_is_only_a_hint),
		T(a_hint_to_an_issue_without_mark_is_no_crash),
		T(a_moved_issue_is_found_by_its_mark),
		T(an_issue_of_another_project_is_not_ours),
		T(of_two_projects_ours_is_taken),
		T(a_label_without_mark_is_our_issue),
		T(a_label_without_mark_and_subject_is_a_collision),
		T(a_label_without_mark_in_another_project_is_not_ours),
		T(without_its_label_an_issue_is_found_by_the_tag),
		T(a_closed_issue_gets_comments_by_default),
		T(a_closed_issue_gets_none_where_a_new_one_is_wanted),
		T(an_issue_that_was_closed_lately_still_gets_comments),
		T(an_issue_closed_nobody_knows_when_is_closed_long_ago),
		T(the_number_of_a_closed_issue_is_no_way_round),
		T(an_open_issue_comes_before_a_closed_one),
		T(our_own_issue_may_be_closed),
		T(a_comment_stays_filed_when_its_issue_is_closed),
		T(other_comments_on_a_closed_issue_do_not_open_it),
		T(a_comment_on_a_closed_issue_is_found_by_its_number),
		T(comments_of_a_closed_issue_that_cannot_be_read_are_a_failure),
		T(an_issue_closed_in_the_future_is_closed),
		T(a_follow_up_knows_what_it_follows),
		T(a_comment_of_this_message_means_filed),
		T(other_marks_do_not_mean_filed),
		T(a_comment_on_the_third_page_is_found),
		T(a_note_on_refused_files_is_seen),
		T(it_was_cut_if_what_was_filed_is_our_start),
		T(a_comment_may_have_been_cut),
		T(files_from_before_the_mark_are_not_ours),
		T(files_of_other_messages_are_told_by_their_content),
		T(a_file_that_cannot_be_had_is_not_ours),
		T(files_from_before_are_told_by_their_content),
		T(files_of_our_own_making_are_told_by_their_content_too),
		T(a_jira_that_is_away_says_nothing_of_files),
		T(own_issue_is_found_by_label_and_mark),
	};

	return RUN(tests);
}
