/*
 * What carrying out a plan asks of Jira.
 */
#include "base/json.h"
#include "execute/verbs.h"
#include "ticket/content.h"

#include "tests/unit/given.h"
#include "tests/unit/test.h"

#include <string.h>

#define CREATE	 "POST /rest/api/2/issue"
#define SEARCH	 "POST /rest/api/2/search"
#define ISSUE	 "GET /rest/api/2/issue/10042?"
#define COMMENTS "GET /rest/api/2/issue/10042/comment"
#define COMMENT	 "POST /rest/api/2/issue/10042/comment"
#define ATTACH	 "POST /rest/api/2/issue/10042/attachments"
#define LINK	 "POST /rest/api/2/issueLink"
#define CREATED	 "{\"id\":\"10042\",\"key\":\"SUP-42\"}"
#define REFUSED(field) \
	"{\"errorMessages\":[],\"errors\":{\"" field "\":\"{no}\"}}"

static const char mail[] =
    "Message-ID: <a@b>\nFrom: a@b\nSubject: x\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=m\n\n"
    "--m\n\ntext\n"
    "--m\nContent-Type: text/csv; name=a.csv\n\n1;2\n"
    "--m\nContent-Type: text/csv; name=b.csv\n\n3;4\n"
    "--m--\n";

/* A Jira that takes everything. */
static int
setup(void **state)
{
	struct filing *f;

	(void)given_message(state, mail);
	f = *state;
	fake_route(&f->http, CREATE, 201, CREATED);
	fake_route(&f->http, COMMENT, 201, "{\"id\":\"1\"}");
	fake_route(&f->http, ATTACH, 200, "[{\"id\":\"1\"}]");
	fake_route(&f->http, LINK, 201, "{}");
	fake_route(&f->http, SEARCH, 200, "{\"issues\":[]}");
	fake_route(&f->http, COMMENTS, 200, "{\"comments\":[],\"total\":0}");
	(void)support_slept();
	return 0;
}

static int
execute(struct filing *f)
{
	struct plan *p = given_plan(f);
	int rc = plan_execute(p, &f->jira, NULL, &f->err);

	plan_free(p);
	return rc;
}

/* There is an issue that the message answers. */
static void
answers(struct filing *f)
{
	given_issue(f, NULL);
	f->facts.answers = TRUE;
	g_ptr_array_set_size(f->http.requests, 0);
}

/* The nth request that begins so. */
static const struct request *
request(const struct filing *f, const char *begin, guint n)
{
	for (guint i = 0; i < f->http.requests->len; i++) {
		const struct request *r = fake_request(&f->http, i);
		g_autofree char *line =
		    g_strconcat(r->method, " ", r->path, NULL);

		if (g_str_has_prefix(line, begin) && n-- == 0)
			return r;
	}
	fail_msg("no request %s", begin);
	return NULL;
}

static void
the_steps_are_carried_out_in_order(void **state)
{
	struct filing *f = *state;

	assert_int_equal(execute(f), 0);
	assert_string_equal(
	    fake_request(&f->http, 0)->path, "/rest/api/2/issue");
	assert_string_equal(fake_request(&f->http, 1)->upload->str, "1;2");
	assert_string_equal(fake_request(&f->http, 2)->upload->str, "3;4");
	/* And a look whether another host did the same. */
	assert_string_equal(
	    fake_request(&f->http, 3)->path, "/rest/api/2/search");
	assert_int_equal(f->http.requests->len, 4);
}

static void
an_answer_becomes_a_comment_with_its_mark(void **state)
{
	struct filing *f = *state;
	const struct request *r;

	answers(f);
	assert_int_equal(execute(f), 0);
	assert_int_equal(f->http.requests->len, 3);
	r = request(f, COMMENT, 0);
	assert_non_null(strstr(r->body, "\"step\":\"comment\""));
	assert_non_null(strstr(r->body, f->verdict->digest));
}

static void
a_failure_names_the_step_and_leaves_the_rest(void **state)
{
	struct filing *f = *state;

	fake_json(&f->http, 201, CREATED);
	fake_json(&f->http, 200, "[{\"id\":\"1\"}]");
	fake_json(&f->http, 401, "");
	assert_int_equal(execute(f), -1);
	assert_int_equal(f->err.failure, FAIL_AUTH);
	assert_true(g_str_has_prefix(f->err.detail, f->verdict->ids[0]));
	assert_non_null(strstr(f->err.detail, "SUP-42"));
	assert_non_null(strstr(f->err.detail, "step 3 of 3 (attach)"));
	assert_int_equal(f->http.requests->len, 3);
	error_release(&f->err);

	fake_json(&f->http, 403, JIRAS_NO);
	assert_int_equal(execute(f), -1);
	assert_non_null(strstr(f->err.detail, "new, step 1 of 3 (create)"));
	assert_int_equal(f->http.requests->len, 4);
}

static void
a_dropped_message_asks_nothing(void **state)
{
	struct filing *f = *state;

	f->verdict->class = CLASS_OWN;
	assert_int_equal(execute(f), 0);
	assert_int_equal(f->http.requests->len, 0);
}

/* Fields that Jira refuses. */

static void
a_refused_field_is_left_out(void **state)
{
	struct filing *f = *state;
	g_autofree char *tag = ticket_tag(f->verdict->ids[0]);
	g_autofree char *summary = g_strdup_printf("\"summary\":\"%s\"", tag);

	fake_json(&f->http, 400, REFUSED("labels"));
	fake_json(&f->http, 400, REFUSED("summary"));
	assert_int_equal(execute(f), 0);
	assert_int_equal(f->err.failure, FAIL_NONE);
	/* The subject is in no text: the original has it. */
	assert_int_equal(fake_count(&f->http, CREATE), 3 + 3);
	assert_non_null(strstr(fake_request(&f->http, 0)->body, "\"labels\""));
	assert_null(strstr(fake_request(&f->http, 1)->body, "\"labels\""));
	assert_null(strstr(fake_request(&f->http, 1)->body, summary));
	assert_null(strstr(fake_request(&f->http, 2)->body, "\"labels\""));
	assert_non_null(strstr(fake_request(&f->http, 2)->body, summary));
	/* The mark goes with it, whatever is left out. */
	assert_non_null(
	    strstr(fake_request(&f->http, 2)->body, f->verdict->digest));
}

static void
several_fields_are_left_out_at_once(void **state)
{
	struct filing *f = *state;

	fake_json(&f->http, 400,
	    "{\"errors\":{\"labels\":\"no\",\"summary\":\"no\","
	    "\"customfield_1\":\"no\"}}");
	assert_int_equal(execute(f), 0);
	assert_null(strstr(fake_request(&f->http, 1)->body, "\"labels\""));
}

/* It must end, and with what Jira said. */
static void
what_cannot_be_left_out_is_a_failure(void **state)
{
	static const struct {
		const char *refused;
		guint asked; /* until it fails */
	} cases[] = {
		{ REFUSED("priority"), 1 },
		{ REFUSED("labels"), 2 },
		{ REFUSED("description"), 3 },
		{ REFUSED("summary"), 2 },
	};
	struct filing *f = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		for (guint n = 0; n < cases[i].asked; n++)
			fake_json(&f->http, 400, cases[i].refused);
		assert_int_equal(execute(f), -1);
		assert_int_equal(f->err.failure, FAIL_REJECTED);
		if (i == 0)
			assert_non_null(strstr(f->err.detail, "priority"));
		assert_int_equal(f->http.requests->len, cases[i].asked);
		error_release(&f->err);
		g_ptr_array_set_size(f->http.requests, 0);
	}
}

/* Without a label the tag is all that a search could find. */
static void
without_a_label_the_tag_is_set_although_it_is_not_wanted(void **state)
{
	struct filing *f = *state;
	g_autofree char *tag = ticket_tag(f->verdict->ids[0]);
	g_autofree char *tagged = g_strdup_printf("\"summary\":\"%s x\"", tag);
	g_autofree char *poor = g_strdup_printf("\"summary\":\"%s\"", tag);

	f->options.summary_tag = FALSE;
	fake_json(&f->http, 400, REFUSED("labels"));
	assert_int_equal(execute(f), 0);
	assert_non_null(
	    strstr(fake_request(&f->http, 0)->body, "\"summary\":\"x\""));
	assert_non_null(strstr(fake_request(&f->http, 1)->body, tagged));
	assert_null(strstr(fake_request(&f->http, 1)->body, "\"labels\""));
	g_ptr_array_set_size(f->http.requests, 0);

	/* A summary that was refused does not come back with the tag. */
	fake_json(&f->http, 400, REFUSED("summary"));
	fake_json(&f->http, 400, REFUSED("labels"));
	assert_int_equal(execute(f), 0);
	assert_non_null(strstr(fake_request(&f->http, 1)->body, poor));
	assert_non_null(strstr(fake_request(&f->http, 1)->body, "\"labels\""));
	assert_non_null(strstr(fake_request(&f->http, 2)->body, poor));
	assert_null(strstr(fake_request(&f->http, 2)->body, "\"labels\""));
}

/* The mark of a request that goes by the digest of a refused text. */
static void
check_refused(const struct filing *f, const struct request *r)
{
	g_autofree char *text = content_refused();
	g_autofree char *digest = texts_digest(text);
	const struct request *last;

	assert_non_null(strstr(r->body, "does not take the text"));
	assert_null(strstr(r->body, "*From:*"));
	assert_non_null(strstr(r->body, digest));
	assert_int_equal(fake_count(&f->http, ATTACH), 3);
	last = request(f, ATTACH, 2);
	assert_int_equal(last->upload->len, strlen(mail));
	assert_string_equal(last->upload->str, mail);
}

static void
a_refused_description_brings_the_original(void **state)
{
	struct filing *f = *state;

	fake_json(&f->http, 400, REFUSED("description"));
	assert_int_equal(execute(f), 0);
	check_refused(f, fake_request(&f->http, 1));
}

/* It is not on the screen: no text is taken, however short. */
static void
a_description_refused_twice_is_left_out(void **state)
{
	struct filing *f = *state;
	g_autofree char *text = content_refused();
	g_autofree char *digest = texts_digest(text);
	const char *body;

	fake_json(&f->http, 400, REFUSED("description"));
	fake_json(&f->http, 400, REFUSED("description"));
	assert_int_equal(execute(f), 0);
	assert_int_equal(f->err.failure, FAIL_NONE);
	body = fake_request(&f->http, 1)->body;
	assert_non_null(strstr(body, "\"description\""));
	body = fake_request(&f->http, 2)->body;
	assert_null(strstr(body, "\"description\""));
	assert_null(strstr(body, "*From:*"));
	assert_non_null(strstr(body, f->verdict->ids[0]));
	/* By this a later delivery knows that the original is wanted. */
	assert_non_null(strstr(body, digest));
	assert_int_equal(fake_count(&f->http, ATTACH), 3);
	assert_string_equal(request(f, ATTACH, 2)->upload->str, mail);
}

static void
a_refused_comment_brings_the_original(void **state)
{
	struct filing *f = *state;

	answers(f);
	fake_json(&f->http, 400, REFUSED("comment"));
	assert_int_equal(execute(f), 0);
	check_refused(f, fake_request(&f->http, 1));
}

#define PERMISSIONS "GET /rest/api/2/mypermissions?projectKey=SUP"
#define MAY(what) \
	"{\"permissions\":{\"ADD_COMMENTS\":{\"havePermission\":" what "}}}"

/* Others may comment in the project: it is the issue that takes none. */
static void
an_issue_that_takes_no_comment_is_told_apart(void **state)
{
	static const struct {
		long status;
		const char *may;
		enum failure failure;
	} cases[] = {
		{ 400, MAY("true"), FAIL_MUTE },
		{ 403, MAY("true"), FAIL_MUTE },
		{ 413, MAY("true"), FAIL_MUTE },
		{ 400, MAY("false"), FAIL_REJECTED },
		{ 403, MAY("false"), FAIL_FORBIDDEN },
		{ 413, MAY("false"), FAIL_TOO_LARGE },
		{ 400, "<html>", FAIL_REJECTED },
	};
	struct filing *f = *state;

	answers(f);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		fake_route(&f->http, COMMENT, cases[i].status, JIRAS_NO);
		fake_route(&f->http, PERMISSIONS, 200, cases[i].may);
		assert_int_equal(execute(f), -1);
		assert_int_equal(f->err.failure, cases[i].failure);
		assert_int_equal(fake_count(&f->http, ATTACH), 0);
		error_release(&f->err);
	}
	/* Who knows what a proxy does. */
	fake_route(&f->http, COMMENT, 403, "{}");
	g_ptr_array_set_size(f->http.requests, 0);
	assert_int_equal(execute(f), -1);
	assert_int_equal(f->err.failure, FAIL_NOT_JIRA);
	assert_int_equal(fake_count(&f->http, PERMISSIONS), 0);
}

/* What an earlier delivery filed, all but these files. */
static void
was_filed(struct filing *f, gint64 size)
{
	answers(f);
	given_filed(f, FILED_COMMENT, size, NULL);
}

/* Or the mail is refused for ever, and its files never come. */
static void
a_refused_rest_brings_the_original(void **state)
{
	struct filing *f = *state;

	was_filed(f, 1);
	f->facts.done.was_cut = TRUE;
	fake_json(&f->http, 400, REFUSED("comment"));
	assert_int_equal(execute(f), 0);
	assert_int_equal(fake_count(&f->http, ATTACH), 3);
	assert_string_equal(request(f, ATTACH, 2)->upload->str, mail);
}

static void
a_rest_has_a_mark_of_its_own(void **state)
{
	struct filing *f = *state;

	was_filed(f, 1);
	f->facts.done.was_cut = TRUE;
	assert_int_equal(execute(f), 0);
	assert_non_null(
	    strstr(fake_request(&f->http, 0)->body, "\"step\":\"rest\""));
	assert_int_equal(fake_count(&f->http, COMMENT), 1);
}

/* Files that Jira does not take. */

static void
refused_files_are_noted_in_the_ticket(void **state)
{
	struct filing *f = *state;
	const struct request *note;

	fake_route(
	    &f->http, ATTACH, 413, "{\"errorMessages\":[\"{too} large\"]}");
	assert_int_equal(execute(f), 0);
	assert_int_equal(fake_count(&f->http, ATTACH), 2);
	assert_int_equal(fake_count(&f->http, COMMENT), 1);
	note = request(f, COMMENT, 0);
	assert_non_null(strstr(note->body, "a.csv (3 bytes)"));
	assert_non_null(strstr(note->body, "b.csv (3 bytes)"));
	assert_non_null(strstr(note->body, "\\\\{too\\\\} large"));
	assert_non_null(strstr(note->body, "\"step\":\"note\""));
}

static void
refused_files_are_noted_once(void **state)
{
	struct filing *f = *state;

	was_filed(f, f->spool.body_size);
	f->facts.done.noted = TRUE;
	fake_route(&f->http, ATTACH, 413, "{}");
	assert_int_equal(execute(f), 0);
	assert_int_equal(fake_count(&f->http, COMMENT), 0);
}

/* Requests whose outcome is not clear. */

static void
a_lost_creation_is_looked_for(void **state)
{
	struct filing *f = *state;
	struct plan *p = given_plan(f);
	const struct seed seed = { .label = p->id, .mark = *p->mark };
	g_autofree char *hits = seed_hits(&seed, 1);
	g_autofree char *issue = seed_issue(&seed);

	fake_answer(&f->http, (struct answer){ .failure = FAIL_LOST });
	fake_json(&f->http, 200, "{\"issues\":[]}");
	fake_json(&f->http, 200, "{\"issues\":[]}");
	fake_json(&f->http, 200, hits);
	fake_json(&f->http, 200, issue);
	assert_int_equal(plan_execute(p, &f->jira, NULL, &f->err), 0);
	plan_free(p);
	assert_int_equal(fake_count(&f->http, ATTACH), 2);
	assert_string_equal(
	    fake_request(&f->http, 0)->path, "/rest/api/2/issue");
	/* And is not sent again. */
	assert_int_equal(fake_count(&f->http, CREATE), 1 + 2);
	assert_true(support_slept() > 0);
}

static void
a_creation_that_is_not_found_is_left_to_the_next(void **state)
{
	struct filing *f = *state;
	struct deadline deadline;

	deadline_start(&deadline, 180);
	f->jira.deadline = &deadline;
	fake_json(&f->http, 500, "");
	assert_int_equal(execute(f), -1);
	assert_int_equal(f->err.failure, FAIL_SERVER);
	assert_int_equal(fake_count(&f->http, CREATE), 1);
	assert_int_equal(fake_count(&f->http, SEARCH), 6);
	assert_non_null(strstr(f->err.detail, "(create)"));
}

static void
a_lost_comment_is_looked_for(void **state)
{
	struct filing *f = *state;
	struct plan *p;
	struct comment c = { NULL, { 0 } };
	g_autofree char *page = NULL;

	answers(f);
	p = given_plan(f);
	c.mark = *p->mark;
	page = seed_comments(&c, 1, 1);
	fake_answer(&f->http, (struct answer){ .failure = FAIL_TIMEOUT });
	fake_json(&f->http, 200, page);
	assert_int_equal(plan_execute(p, &f->jira, NULL, &f->err), 0);
	plan_free(p);
	assert_int_equal(fake_count(&f->http, COMMENT), 1);
	assert_int_equal(fake_count(&f->http, ATTACH), 2);
}

static void
a_lost_file_is_looked_for(void **state)
{
	struct filing *f = *state;
	g_autofree char *with = seed_issue(
	    &(struct seed){ .extra = "\"attachment\":[{\"id\":\"7\","
				     "\"filename\":\"a.csv\",\"size\":3}]" });

	was_filed(f, f->spool.body_size);
	fake_answer(&f->http, (struct answer){ .failure = FAIL_LOST });
	fake_json(&f->http, 200, with);
	fake_json(&f->http, 200, "1;2");
	assert_int_equal(execute(f), 0);
	assert_int_equal(fake_count(&f->http, ATTACH), 2);
	assert_string_equal(request(f, ATTACH, 1)->upload_name, "b.csv");
}

/* Another message brought one of the same name and size just then. */
static void
a_lost_file_is_not_mistaken_for_another(void **state)
{
	struct filing *f = *state;
	g_autofree char *with = seed_issue(
	    &(struct seed){ .extra = "\"attachment\":[{\"id\":\"7\","
				     "\"filename\":\"a.csv\",\"size\":3}]" });

	was_filed(f, f->spool.body_size);
	fake_answer(&f->http, (struct answer){ .failure = FAIL_LOST });
	fake_route(&f->http, ISSUE, 200, with);
	fake_route(
	    &f->http, "GET /rest/api/2/attachment/content/7", 200, "9;9");
	assert_int_equal(execute(f), -1);
	assert_int_equal(f->err.failure, FAIL_LOST);
	assert_int_equal(fake_count(&f->http, ATTACH), 1);
	assert_true(
	    fake_count(&f->http, "GET /rest/api/2/attachment/content/7") > 0);
}

/* A link that may be there is looked for, and one that is not is retried. */
static void
a_lost_link_is_looked_for(void **state)
{
	struct filing *f = *state;
	g_autofree char *with =
	    seed_issue(&(struct seed){ .extra = "\"issuelinks\":[{"
						"\"outwardIssue\":{"
						"\"key\":\"SUP-1\"}}]" });
	g_autofree char *without = seed_issue(&(struct seed){ .summary = "s" });

	was_filed(f, f->spool.body_size);
	f->facts.answers = FALSE;
	f->facts.done.filed->follows = g_strdup("SUP-1");
	given_stored(f, "a.csv", 3, NULL, FALSE);
	given_stored(f, "b.csv", 3, NULL, FALSE);
	fake_answer(&f->http, (struct answer){ .failure = FAIL_LOST });
	fake_json(&f->http, 200, with);
	assert_int_equal(execute(f), 0);
	assert_int_equal(fake_count(&f->http, LINK), 1);

	fake_answer(&f->http, (struct answer){ .failure = FAIL_LOST });
	fake_route(&f->http, ISSUE, 200, without);
	assert_int_equal(execute(f), -1);
	assert_int_equal(f->err.failure, FAIL_LOST);
	assert_int_equal(fake_count(&f->http, LINK), 2);
}

static void
a_link_is_not_worth_a_failure(void **state)
{
	struct filing *f = *state;
	g_autofree char *closed = seed_issue(&(struct seed){
	    .id = "10001", .key = "SUP-1", .closed = SEED_CREATED });

	fake_json(&f->http, 200, closed);
	assert_int_equal(
	    jira_get_issue(&f->jira, "10001", &f->facts.closed, &f->err), 1);
	assert_int_equal(execute(f), 0);
	assert_non_null(
	    strstr(request(f, LINK, 0)->body, "\"key\":\"SUP-42\""));
	assert_non_null(strstr(request(f, LINK, 0)->body, "\"key\":\"SUP-1\""));
	fake_route(&f->http, LINK, 404, JIRAS_NO);
	assert_int_equal(execute(f), 0);
	assert_int_equal(f->err.failure, FAIL_NONE);
}

#define EDITED "GET /rest/api/2/issue/10042?fields=summary&expand=changelog"
#define SHOW   "PUT /rest/api/2/issue/10042"

/* A new issue on Cloud, whose text shows a picture. */
static void
shows_a_picture(struct filing *f)
{
	struct attachment *a = support_png("screen.png", 200, 100, "x");

	a->content_id = g_strdup("s@x");
	g_ptr_array_add(f->message->attachments, a);
	(void)doc_begin(f->message->body, LINE_TEXT);
	(void)doc_add_image(f->message->body, "cid:s@x", "alt", -1, -1, NULL);
	f->options.flavour = f->jira.flavour = FLAVOUR_CLOUD;
	plan_prepare(f->message, &f->options, f->verdict);
	fake_route(&f->http, EDITED, 200, CREATED);
	fake_route(&f->http, SHOW, 204, "");
}

static void
a_picture_is_shown_when_it_is_there(void **state)
{
	struct filing *f = *state;
	const struct request *r;

	shows_a_picture(f);
	assert_int_equal(execute(f), 0);
	assert_null(strstr(request(f, CREATE, 0)->body, "!screen-"));
	assert_true(
	    g_str_has_prefix(request(f, ATTACH, 0)->upload_name, "screen-"));
	r = request(f, SHOW, 0);
	assert_non_null(strstr(r->body, "!screen-"));
	assert_non_null(strstr(r->body, "\"step\":\"issue\""));
	assert_string_equal(request(f, ATTACH, 1)->upload_name, "a.csv");
}

/* By a person, or by a rule of Jira's, while the pictures were sent. */
static void
an_edited_description_is_left_alone(void **state)
{
	struct filing *f = *state;

	shows_a_picture(f);
	fake_route(&f->http, EDITED, 200,
	    "{\"changelog\":{\"histories\":["
	    "{\"items\":[{\"field\":\"labels\"}]},"
	    "{\"items\":[{\"field\":\"status\"},"
	    "{\"field\":\"description\"}]}]}}");
	assert_int_equal(execute(f), 0);
	assert_int_equal(fake_count(&f->http, SHOW), 0);
	assert_int_equal(fake_count(&f->http, ATTACH), 3);

	fake_route(&f->http, EDITED, 200,
	    "{\"changelog\":{\"histories\":["
	    "{\"items\":[{\"field\":\"labels\"}]}]}}");
	assert_int_equal(execute(f), 0);
	assert_int_equal(fake_count(&f->http, SHOW), 1);
	/* Without an answer nothing is overwritten. */
	fake_route(&f->http, EDITED, 503, "");
	assert_int_equal(execute(f), -1);
	assert_int_equal(fake_count(&f->http, SHOW), 1);
}

static void
a_text_that_was_refused_gets_no_pictures(void **state)
{
	struct filing *f = *state;

	shows_a_picture(f);
	fake_json(&f->http, 400, REFUSED("description"));
	assert_int_equal(execute(f), 0);
	assert_int_equal(fake_count(&f->http, SHOW), 0);
}

/* The pictures are on the ticket, that must do. */
static void
pictures_that_may_not_be_shown_are_no_failure(void **state)
{
	static const long statuses[] = { 400, 403, 404 };
	struct filing *f = *state;

	shows_a_picture(f);
	for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++) {
		fake_route(&f->http, SHOW, statuses[i], JIRAS_NO);
		assert_int_equal(execute(f), 0);
		assert_int_equal(f->err.failure, FAIL_NONE);
	}
	fake_route(&f->http, SHOW, 401, "{}");
	assert_int_equal(execute(f), -1);
	assert_int_equal(f->err.failure, FAIL_AUTH);
}

static void
a_lost_edit_is_looked_for(void **state)
{
	struct filing *f = *state;
	struct plan *p;
	g_autofree char *done = NULL, *undone = NULL;

	shows_a_picture(f);
	p = given_plan(f);
	done = seed_issue(&(struct seed){ .mark = *p->shown });
	undone = seed_issue(&(struct seed){ .mark = *p->mark });
	plan_free(p);
	fake_route(&f->http, SHOW, 500, "");
	fake_route(&f->http, ISSUE, 200, done);
	fake_route(&f->http, EDITED, 200, CREATED);
	assert_int_equal(execute(f), 0);
	fake_route(&f->http, ISSUE, 200, undone);
	fake_route(&f->http, EDITED, 200, CREATED);
	assert_int_equal(execute(f), -1);
	assert_int_equal(f->err.failure, FAIL_SERVER);
}

/* What is attached in any case is not attached again for a refused text. */
static void
the_original_is_attached_once(void **state)
{
	struct filing *f = *state;

	f->options.attach_original = ORIGINAL_ALWAYS;
	fake_json(&f->http, 400, REFUSED("description"));
	assert_int_equal(execute(f), 0);
	assert_int_equal(fake_count(&f->http, ATTACH), 3);
}

static void
a_plan_is_printed_with_all_its_steps(void **state)
{
	struct filing *f = *state;
	struct plan *p;
	g_autofree char *text = NULL;
	g_autoptr(cJSON) root = NULL;
	const cJSON *steps;

	was_filed(f, 1);
	f->facts.done.was_cut = TRUE;
	p = given_plan(f);
	text = plan_print(p);
	root = json_parse(text, strlen(text));
	steps = json_array(root, "steps");
	assert_int_equal(cJSON_GetArraySize(steps), 3);
	assert_string_equal(
	    json_string(cJSON_GetArrayItem(steps, 0), "do"), "rest");
	assert_string_equal(
	    json_string(cJSON_GetArrayItem(steps, 0), "text"), p->texts.rest);
	assert_string_equal(
	    json_string(cJSON_GetArrayItem(steps, 1), "do"), "attach");
	plan_free(p);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, given_end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_steps_are_carried_out_in_order),
		T(an_answer_becomes_a_comment_with_its_mark),
		T(a_failure_names_the_step_and_leaves_the_rest),
		T(a_dropped_message_asks_nothing),
		T(a_refused_field_is_left_out),
		T(several_fields_are_left_out_at_once),
		T(what_cannot_be_left_out_is_a_failure),
		T(without_a_label_the_tag_is_set_although_it_is_not_wanted),
		T(a_refused_description_brings_the_original),
		T(a_description_refused_twice_is_left_out),
		T(a_refused_comment_brings_the_original),
		T(an_issue_that_takes_no_comment_is_told_apart),
		T(a_refused_rest_brings_the_original),
		T(a_rest_has_a_mark_of_its_own),
		T(refused_files_are_noted_in_the_ticket),
		T(refused_files_are_noted_once),
		T(a_lost_creation_is_looked_for),
		T(a_creation_that_is_not_found_is_left_to_the_next),
		T(a_lost_comment_is_looked_for),
		T(a_lost_file_is_looked_for),
		T(a_lost_file_is_not_mistaken_for_another),
		T(a_lost_link_is_looked_for),
		T(a_link_is_not_worth_a_failure),
		T(a_picture_is_shown_when_it_is_there),
		T(an_edited_description_is_left_alone),
		T(a_text_that_was_refused_gets_no_pictures),
		T(pictures_that_may_not_be_shown_are_no_failure),
		T(a_lost_edit_is_looked_for),
		T(the_original_is_attached_once),
		T(a_plan_is_printed_with_all_its_steps),
	};

	support_fake_clock();
	return RUN(tests);
}
