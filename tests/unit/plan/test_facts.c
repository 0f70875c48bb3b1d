/*
 * Which issue a message belongs to, and whether it was filed.  What else an
 * earlier delivery did is in test_done.c.
 */
#include "plan/facts.h"

#include "base/limits.h"
#include "ticket/classify.h"

#include "tests/unit/known.h"
#include "tests/unit/test.h"

#include <string.h>

/* What Jira knows, and what must come of a look-up: one row, one test. */
struct row {
	const char *what;
	const char *mail;   /* NULL: known_answer() */
	const char *option; /* NULL: none */
	gint64 closed_age;
	const char *hint; /* that the host remembers; NULL: none */
	const char *of;	  /* and for what; NULL: "@" */
	struct known_issue issues[4];
	struct known_comment comments[3];
	const char *broken; /* a path that answers with this status; 200: not
			       yet in the index */
	long status;

	enum failure failure;
	const char *issue, *closed; /* keys; NULL: none */
	const char *id;		    /* NULL: "@" */
	gboolean answers, filed, noted, was_cut;
	const char *follows; /* of what was filed */
	int evidence;	     /* BY(...); 0: not looked at */
	const char *asked;   /* all requests in short; NULL: not looked at */
};

#define BY(evidence) (1 + EVIDENCE_##evidence)

static const char tagged[] = TAGGED_MAIL;
static const char plain[] = "Message-ID: <a@b>\nFrom: a@b\n\nx\n";
static const char with_subject[] =
    "Message-ID: <a@b>\nFrom: a@b\nSubject: Printer jam\n\nx\n";
static const char answering[] =
    "Message-ID: <a@b>\nIn-Reply-To: <first@b>\n\nx\n";
static const char two_tickets[] =
    "Message-ID: <a@b>\nSubject: Re: [#" TAGGED "] x\n"
    "X-Jicket-HashID: ZOZ2P6QK\n\nx\n";

/* A minute after NOW, on another day of that month. */
#define SINCE(day) "2026-11-" day "T09:21:00.000+0000"

#define OTHER "of another message"
#define FIRST "of the first mail"

/* The issue of TAGGED that was closed then. */
#define CLOSED(since)                                             \
	{                                                         \
		.label = TAGGED, .closed = since, .digest = FIRST \
	}

/* clang-format off */
static const struct row rows[] = {
	/* Which issue. */
	{ "a label with our digest is our issue", plain,
	    .issues = { { .label = "@", .digest = "@" } },
	    .issue = "SUP-42", .filed = TRUE },
	{ "a label with another digest is a collision", plain,
	    .issues = { { .label = "@", .digest = OTHER } },
	    .id = "@1" },
	{ "behind a collision the next number is ours", plain,
	    .issues = { { .id = "10042", .label = "@", .digest = OTHER },
	        { .id = "10043", .label = "@1", .digest = OTHER },
	        { .id = "10044", .key = "SUP-44", .label = "@2",
	            .digest = "@" } },
	    .issue = "SUP-44", .id = "@2", .filed = TRUE },
	{ "behind two collisions the next number is taken", plain,
	    .issues = { { .id = "10042", .label = "@" },
	        { .id = "10043", .label = "@1" } },
	    .id = "@2" },
	{ "of a new message nothing is believed without credentials", plain,
	    .broken = MYSELF, .status = 401, .failure = FAIL_AUTH },
	{ "of an answer nothing is believed without credentials", tagged,
	    .broken = MYSELF, .status = 401, .failure = FAIL_AUTH },
	{ "what an answer finds proves that we are known", tagged,
	    .issues = { { .label = TAGGED } },
	    .issue = "SUP-42", .id = TAGGED, .answers = TRUE,
	    .asked = "search 10042 10042/comment 10042/comment" },
	{ "an answer that finds nothing asks for credentials", tagged,
	    .asked = "search myself" },
	{ "a tag is found by its label", tagged,
	    .issues = { { .label = TAGGED, .summary = "no tag here",
	        .digest = OTHER } },
	    .issue = "SUP-42", .id = TAGGED, .answers = TRUE,
	    .evidence = BY(TAG) },
	{ "words that only resemble a tag are no hit", tagged,
	    .issues = { { .label = "JI-QJ4NXV1",
	        .summary = "about " TAGGED } } },
	{ "a reference has its digest", answering,
	    .issues = { { .label = "@<first@b>", .digest = "@<first@b>" } },
	    .issue = "SUP-42", .id = "@<first@b>", .answers = TRUE,
	    .evidence = BY(REFERENCE) },
	{ "a reference must have its digest", answering,
	    .issues = { { .label = "@<first@b>", .digest = "another" } } },
	{ "a reference is found by the tag, without a label", answering,
	    .issues = { { .summary = "@<first@b>", .digest = "@<first@b>" } },
	    .issue = "SUP-42", .id = "@<first@b>", .answers = TRUE,
	    .evidence = BY(REFERENCE) },
	{ "by the tag as well it must have its digest", answering,
	    .issues = { { .summary = "@<first@b>", .digest = "another" } } },
	/* Nothing says that it is not the one that is meant. */
	{ "a referenced issue that lost its mark is no crash", answering,
	    .issues = { { .label = "@<first@b>" } },
	    .issue = "SUP-42", .id = "@<first@b>", .answers = TRUE },
	{ "an id of ours needs no search", NULL,
	    .issues = { { .label = TAGGED } },
	    .issue = "SUP-42", .id = TAGGED, .answers = TRUE,
	    .evidence = BY(MESSAGE_ID),
	    .asked = "10042 10042/comment 10042/comment" },
	{ "a deleted issue is searched for by other evidence", NULL,
	    .asked = "10042 myself search" },
	{ "a hit that was deleted since is none", tagged,
	    .issues = { { .label = TAGGED } },
	    .broken = ISSUE, .status = 404 },
	{ "a deleted issue of another message takes no number", plain,
	    .issues = { { .label = "@" } },
	    .broken = ISSUE, .status = 404 },

	/* Every failure stops the look-up. */
	{ "an answer whose search fails", tagged,
	    .issues = { { .label = TAGGED } },
	    .broken = SEARCH, .status = 503, .failure = FAIL_MAINTENANCE },
	{ "an answer whose issue cannot be read", tagged,
	    .issues = { { .label = TAGGED } },
	    .broken = ISSUE, .status = 503, .failure = FAIL_MAINTENANCE },
	{ "an answer beside comments that cannot be read", tagged,
	    .issues = { { .label = TAGGED } },
	    .broken = COMMENTS, .status = 503, .failure = FAIL_MAINTENANCE },
	{ "a message whose search fails", plain,
	    .issues = { { .label = "@", .digest = "@" } },
	    .broken = SEARCH, .status = 500, .failure = FAIL_SERVER },
	{ "a message whose issue cannot be read", plain,
	    .issues = { { .label = "@", .digest = "@" } },
	    .broken = ISSUE, .status = 500, .failure = FAIL_SERVER },
	{ "a message whose comments cannot be read", plain,
	    .issues = { { .label = "@", .digest = "@" } },
	    .broken = COMMENTS, .status = 500, .failure = FAIL_SERVER },
	{ "a hint that cannot be read", plain, .hint = "10042",
	    .broken = ISSUE, .status = 502, .failure = FAIL_SERVER },

	/* The hint of this host. */
	{ "a hint needs no search", plain, .hint = "10042",
	    .issues = { { .label = "@1", .digest = "@" } },
	    .issue = "SUP-42", .id = "@1", .filed = TRUE,
	    .asked = "10042 10042/comment" },
	{ "a hint needs no label", plain, .hint = "10042",
	    .issues = { { .digest = "@" } },
	    .issue = "SUP-42", .filed = TRUE },
	{ "a hint is only a hint", plain, .hint = "10042",
	    .issues = { { .label = "x", .digest = OTHER } },
	    .asked = "10042 search myself" },
	{ "a hint to another Jira or project", plain, .hint = "10042",
	    .issues = { { .label = "x", .digest = "@", .filed = "OPS" } } },
	{ "a hint to an issue that was deleted", plain, .hint = "10042",
	    .asked = "10042 myself search" },
	{ "a hint to an issue without mark is no crash", plain,
	    .hint = "10042", .issues = { { .label = "@" } },
	    .issue = "SUP-42", .filed = TRUE },

	/* What the host made a moment ago, and the search does not know. */
	{ "an answer is faster than the index", answering, .hint = "10042",
	    .of = "@<first@b>", .issues = { { .label = "@<first@b>",
	        .digest = "@<first@b>" } }, .broken = SEARCH, .status = 200,
	    .issue = "SUP-42", .id = "@<first@b>", .answers = TRUE,
	    .evidence = BY(REFERENCE), .asked = "search 10042 10042/comment" },
	{ "a tag is faster than the index", tagged, .hint = "10042",
	    .of = TAGGED, .issues = { { .label = TAGGED, .digest = FIRST } },
	    .broken = SEARCH, .status = 200, .issue = "SUP-42", .id = TAGGED,
	    .answers = TRUE, .evidence = BY(TAG) },
	{ "what the host remembers must be of that ticket", tagged,
	    .hint = "10042", .of = TAGGED,
	    .issues = { { .label = "other", .digest = FIRST } },
	    .broken = SEARCH, .status = 200 },
	{ "and made by that message", answering, .hint = "10042",
	    .of = "@<first@b>", .issues = { { .label = "@<first@b>",
	        .digest = OTHER } }, .broken = SEARCH, .status = 200 },
	{ "and in our project", tagged, .hint = "10042", .of = TAGGED,
	    .issues = { { .label = TAGGED, .project = "OPS", .filed = "OPS",
	        .digest = FIRST } }, .broken = SEARCH, .status = 200 },
	{ "or is gone by now", tagged, .hint = "10099", .of = TAGGED,
	    .asked = "search 10099 myself" },

	/* Tickets that changed. */
	{ "a moved issue is found by its mark", plain,
	    .issues = { { .key = "NEW-7", .project = "NEW", .label = "@",
	        .digest = "@" } },
	    .issue = "NEW-7", .filed = TRUE },
	{ "a moved issue is answered", tagged,
	    .issues = { { .key = "NEW-7", .project = "NEW", .label = TAGGED,
	        .digest = FIRST } },
	    .issue = "NEW-7", .id = TAGGED, .answers = TRUE },
	/* A mail to two aliases becomes two issues, under the same id. */
	{ "an issue of another project is not ours", plain,
	    .issues = { { .key = "OPS-1", .project = "OPS", .label = "@",
	        .digest = "@", .filed = "OPS" } } },
	{ "an issue of another project is not answered", tagged,
	    .issues = { { .key = "OPS-1", .project = "OPS", .label = TAGGED,
	        .digest = FIRST, .filed = "OPS" } } },
	{ "of two projects ours is taken, found first", plain,
	    .issues = { { .id = "10042", .label = "@", .digest = "@" },
	        { .id = "10041", .key = "OPS-1", .project = "OPS",
	            .label = "@", .digest = "@", .filed = "OPS" } },
	    .issue = "SUP-42", .filed = TRUE },
	{ "of two projects ours is taken, found last", plain,
	    .issues = { { .id = "10041", .key = "OPS-1", .project = "OPS",
	            .label = "@", .digest = "@", .filed = "OPS" },
	        { .id = "10042", .label = "@", .digest = "@" } },
	    .issue = "SUP-42", .filed = TRUE },

	/*
	 * Marks may be lost, as by an import; labels and summaries are not.
	 * Short ids collide: without a mark the subject must say that it is
	 * ours, and in another project it is nobody's business.
	 */
	{ "a label without mark and another subject", with_subject,
	    .issues = { { .label = "@", .summary = "Coffee machine" } },
	    .id = "@1" },
	{ "a label without mark and half of the subject", with_subject,
	    .issues = { { .label = "@", .summary = "Printer" } },
	    .id = "@1" },
	{ "a label without mark and without a summary", with_subject,
	    .issues = { { .label = "@", .summary = "" } },
	    .id = "@1" },
	{ "a label without mark, of a mail without subject", plain,
	    .issues = { { .label = "@", .summary = "Coffee machine" } },
	    .id = "@1" },
	{ "a label without mark and neither subject nor summary", plain,
	    .issues = { { .label = "@", .summary = "" } },
	    .id = "@1" },
	{ "a label without mark in another project is not ours", with_subject,
	    .issues = { { .label = "@", .project = "OPS",
	        .summary = "Printer jam" } } },
	{ "behind a collision ours is found by the tag", plain,
	    .issues = { { .id = "10041", .summary = "@", .digest = OTHER },
	        { .id = "10042", .summary = "@1", .digest = "@" } },
	    .issue = "SUP-42", .id = "@1", .filed = TRUE },
	{ "without its label an issue is found by the tag", plain,
	    .issues = { { .summary = "Fwd: @ edited", .digest = "@" } },
	    .issue = "SUP-42", .filed = TRUE },

	/* Closed issues. */
	{ "a closed issue gets comments by default", tagged,
	    .issues = { CLOSED("2024-02-15T09:21:00.000+0000") },
	    .issue = "SUP-42", .id = TAGGED, .answers = TRUE },
	{ "a closed issue gets none where a new one is wanted", tagged,
	    "--closed=new", .issues = { CLOSED(SINCE("10")) },
	    .closed = "SUP-42" },
	{ "a minute before three days it still gets comments", tagged,
	    "--closed=new", 3, .issues = { CLOSED(SINCE("08")) },
	    .issue = "SUP-42", .id = TAGGED, .answers = TRUE },
	{ "a day after that it gets none", tagged,
	    "--closed=new", 3, .issues = { CLOSED(SINCE("07")) },
	    .closed = "SUP-42" },
	{ "an issue closed nobody knows when is closed long ago", tagged,
	    "--closed=new", 36500,
	    .issues = { { .label = TAGGED, .closed = "?" } },
	    .closed = "SUP-42" },
	{ "the number of a closed issue is no way round", NULL,
	    "--closed=new",
	    .issues = { { .label = TAGGED, .closed = SEED_CREATED } },
	    .closed = "SUP-42" },
	{ "an open issue comes before a closed one", two_tickets,
	    "--closed=new",
	    .issues = { { .label = "JI-ZOZ2P6QK", .closed = SEED_CREATED },
	        { .id = "10043", .key = "SUP-43", .label = TAGGED } },
	    .issue = "SUP-43", .closed = "SUP-42", .id = TAGGED,
	    .answers = TRUE },
	/* Done by an agent between two deliveries. */
	{ "our own issue may be closed", plain, "--closed=new",
	    .issues = { { .label = "@", .closed = SEED_CREATED,
	        .digest = "@" } },
	    .issue = "SUP-42", .filed = TRUE },
	/* The same, for a comment: or the mail would be filed twice. */
	{ "a comment stays filed when its issue is closed", tagged,
	    "--closed=new", .issues = { CLOSED(SINCE("10")) },
	    .comments = { { .step = FILED_COMMENT } },
	    .issue = "SUP-42", .id = TAGGED, .answers = TRUE,
	    .filed = TRUE },
	{ "a comment of another message does not open a closed issue",
	    tagged, "--closed=new", .issues = { CLOSED(SINCE("10")) },
	    .comments = { { .step = FILED_COMMENT, .digest = OTHER } },
	    .closed = "SUP-42" },
	{ "a note alone does not open a closed issue", tagged,
	    "--closed=new", .issues = { CLOSED(SINCE("10")) },
	    .comments = { { .step = FILED_NOTE } },
	    .closed = "SUP-42" },
	{ "a comment on a closed issue is found by its number", NULL,
	    "--closed=new",
	    .issues = { { .label = TAGGED, .closed = SEED_CREATED } },
	    .comments = { { .step = FILED_COMMENT } },
	    .issue = "SUP-42", .id = TAGGED, .answers = TRUE,
	    .filed = TRUE },
	/* Whether it was filed there is not known: no second ticket, then. */
	{ "comments of a closed issue that cannot be read", tagged,
	    "--closed=new", .issues = { CLOSED(SINCE("10")) },
	    .broken = COMMENTS, .status = 503, .failure = FAIL_MAINTENANCE },
	{ "comments of a closed issue with a number, the same", NULL,
	    "--closed=new",
	    .issues = { { .label = TAGGED, .closed = SEED_CREATED } },
	    .broken = COMMENTS, .status = 503, .failure = FAIL_MAINTENANCE },
	/* Jira's clock goes ahead of ours. */
	{ "an issue closed in the future is closed", tagged,
	    "--closed=new", .issues = { CLOSED(SINCE("12")) },
	    .closed = "SUP-42" },
	/* It was made, and its link was not: the next delivery knows both. */
	{ "a follow-up knows what it follows", tagged, "--closed=new",
	    .issues = { { .label = TAGGED, .closed = SEED_CREATED },
	        { .id = "10060", .key = "SUP-60", .label = "@",
	            .digest = "@", .follows = "SUP-42" } },
	    .issue = "SUP-60", .filed = TRUE, .follows = "SUP-42" },
	{ "whatever became of the one that it follows", tagged,
	    "--closed=new",
	    .issues = { { .id = "10060", .key = "SUP-60", .label = "@",
	        .digest = "@", .follows = "SUP-42" } },
	    .issue = "SUP-60", .filed = TRUE, .follows = "SUP-42" },
	{ "it was made while the other one was open, or before", tagged,
	    "--closed=new",
	    .issues = { { .label = TAGGED, .closed = SEED_CREATED },
	        { .id = "10060", .key = "SUP-60", .label = "@",
	            .digest = "@" } },
	    .issue = "SUP-60", .filed = TRUE },

	/* Was it filed? */
	{ "a comment of this message means filed", tagged,
	    .issues = { { .label = TAGGED } },
	    .comments = { { .step = FILED_COMMENT, .digest = OTHER },
	        { .step = FILED_COMMENT } },
	    .issue = "SUP-42", .id = TAGGED, .answers = TRUE,
	    .filed = TRUE },
	{ "a note alone does not mean filed", tagged,
	    .issues = { { .label = TAGGED } },
	    .comments = { { .step = FILED_NOTE } }, .noted = TRUE,
	    .issue = "SUP-42", .id = TAGGED, .answers = TRUE },
	{ "a rest alone does not mean filed", tagged,
	    .issues = { { .label = TAGGED } },
	    .comments = { { .step = FILED_REST } },
	    .issue = "SUP-42", .id = TAGGED, .answers = TRUE },
	{ "a pointer to a twin does not mean filed", tagged,
	    .issues = { { .label = TAGGED } },
	    .comments = { { .step = FILED_DUPLICATE } },
	    .issue = "SUP-42", .id = TAGGED, .answers = TRUE },
	{ "a note on refused files is seen", plain,
	    .issues = { { .label = "@", .digest = "@" } },
	    .comments = { { .step = FILED_NOTE } }, .noted = TRUE,
	    .issue = "SUP-42", .filed = TRUE },
	{ "a note of another message is not ours", plain,
	    .issues = { { .label = "@", .digest = "@" } },
	    .comments = { { .step = FILED_NOTE, .digest = OTHER } },
	    .issue = "SUP-42", .filed = TRUE },
	{ "a comment may have been cut", tagged,
	    .issues = { { .label = TAGGED } },
	    .comments = { { .step = FILED_COMMENT, .body = "", .size = 0 } },
	    .issue = "SUP-42", .id = TAGGED, .answers = TRUE,
	    .filed = TRUE, .was_cut = TRUE },
};
/* clang-format on */

/* The requests in short: "search 10042 10042/comment myself"; to be freed. */
static char *
asked(const struct filing *f)
{
	static const char issue[] = "/rest/api/2/issue/";
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < f->http.requests->len; i++) {
		const char *path = fake_request(&f->http, i)->path;

		path += g_str_has_prefix(path, issue) ? strlen(issue) :
							strlen("/rest/api/2/");
		g_string_append_printf(
		    out, "%s%.*s", i ? " " : "", (int)strcspn(path, "?"), path);
	}
	return g_string_free(out, FALSE);
}

static void
check_text(const char *name, const char *got, const char *want)
{
	if (g_strcmp0(got, want) != 0)
		fail_msg("%s: %s, and not %s", name, got ? got : "none",
		    want ? want : "none");
}

static void
check_flag(const char *name, gboolean got, gboolean want)
{
	if (got != want)
		fail_msg("%s: %d", name, got);
}

static void
check_filed(const struct filing *f, const struct row *row)
{
	const struct mark *filed = f->facts.done.filed;

	check_flag("filed", filed != NULL, row->filed);
	if (!filed)
		return;
	check_text("digest", filed->digest, f->verdict->digest);
	check_text(
	    "step", filed->step, row->answers ? FILED_COMMENT : FILED_ISSUE);
	check_text("follows", filed->follows, row->follows);
}

static void
check_facts(const struct filing *f, const struct row *row)
{
	const struct facts *facts = &f->facts;
	g_autofree char *id = known_label(f, row->id ? row->id : "@");

	check_text(
	    "issue", facts->issue ? facts->issue->key : NULL, row->issue);
	check_text(
	    "closed", facts->closed ? facts->closed->key : NULL, row->closed);
	check_text("id", facts->id, id);
	check_flag("answers", facts->answers, row->answers);
	check_flag("noted", facts->done.noted, row->noted);
	check_flag("was cut", facts->done.was_cut, row->was_cut);
	check_filed(f, row);
	if (facts->issue) {
		assert_non_null(facts->evidence);
		assert_int_equal(facts->done.stored->len, 0);
	}
}

/* Looks up as the row says, and checks it; end the filing. */
static void
look_up(struct filing *f, const struct row *row)
{
	g_autofree char *answer = row->mail ? NULL : known_answer();
	guint issues = 0, comments = 0;

	while (row->issues[issues].label || row->issues[issues].digest)
		issues++;
	while (row->comments[comments].step)
		comments++;
	known_begin(f, row->mail ? row->mail : answer, row->option);
	f->options.closed_age = row->closed_age;
	known_issues(f, row->issues, issues);
	if (comments)
		known_comments(f, row->comments, comments);
	if (row->broken)
		fake_route(&f->http, row->broken, row->status,
		    row->status == 200 ? "{\"issues\":[]}" : JIRAS_NO);
	assert_int_equal(
	    known_find(f, row->of, row->hint), row->failure ? -1 : 0);
	assert_int_equal(f->err.failure, row->failure);
	if (row->failure == FAIL_NONE)
		check_facts(f, row);
	if (row->evidence)
		check_text("evidence", f->facts.evidence,
		    evidence_name((enum evidence)(row->evidence - 1)));
	if (row->asked)
		assert_text(asked(f), row->asked);
}

static void
a_row(void **state)
{
	struct filing f;

	look_up(&f, *state);
	filing_end(&f);
}

/* What needs more than a row. */

/* Issues move, so labels are asked for everywhere. */
static void
the_search_names_all_numbers_and_the_project(void **state)
{
	static const struct row row = { .mail = plain,
		.asked = "search myself" };
	struct filing f;
	const char *body, *end;

	(void)state;
	/* Nothing was found, so who we are is asked; on Cloud before. */
	look_up(&f, &row);
	body = fake_request(&f.http, 0)->body;
	end = strstr(body, ") OR (project = \\\"SUP\\\" AND (summary ~ ");
	assert_non_null(end);
	for (guint i = 0; i < TICKET_NUMBERS; i++) {
		const char *label = strstr(body, f.verdict->ids[i]);

		assert_non_null(label);
		assert_true(label < end);
	}
	filing_end(&f);
}

static void
a_ticket_of_jicket_0_6_is_found_by_its_summary(void **state)
{
	static const struct row row = { .mail = tagged,
		.issues = { { .label = "other",
		    .summary = "[#" TAGGED "] x" } },
		.issue = "SUP-42",
		.id = TAGGED,
		.answers = TRUE };
	struct filing f;

	(void)state;
	look_up(&f, &row);
	assert_non_null(strstr(fake_request(&f.http, 0)->body,
	    "summary ~ \\\"\\\\\\\"" TAGGED "\\\\\\\"\\\""));
	filing_end(&f);
}

/* Clones of what it answers are more than are read: it asks for its own. */
static void
clones_of_another_ticket_hide_nothing(void **state)
{
	static const struct known_issue issue = { .label = "@", .digest = "@" };
	struct filing f;
	g_autoptr(GString) many =
	    g_string_new("{\"total\":100000,\"issues\":[");
	g_autofree char *own = NULL;

	(void)state;
	known_begin(&f, tagged, NULL);
	known_issues(&f, &issue, 1);
	for (int i = 0; i < 5; i++)
		g_string_append_printf(many,
		    "%s{\"id\":\"%d\",\"key\":\"SUP-1\",\"fields\":"
		    "{\"labels\":[\"" TAGGED "\"]}}",
		    i ? "," : "", 100 + i);
	g_string_append(many, "]}");
	own = g_strdup_printf("{\"issues\":[{\"id\":\"10042\",\"key\":"
			      "\"SUP-42\",\"fields\":{\"labels\":[\"%s\"]}}]}",
	    f.verdict->ids[0]);
	for (int i = 0; i < LIMIT_SEARCH_PAGES; i++)
		fake_json(&f.http, 200, many->str);
	fake_json(&f.http, 200, own);
	assert_int_equal(known_find(&f, NULL, NULL), 0);
	assert_string_equal(f.facts.issue->key, "SUP-42");
	assert_false(f.facts.answers);
	assert_null(
	    strstr(fake_request(&f.http, LIMIT_SEARCH_PAGES)->body, TAGGED));
	filing_end(&f);
}

/* Marks may be lost, as by an import; labels and summaries are not. */
static void
a_label_without_mark_is_our_issue(void **state)
{
	static const struct row row = { .mail = with_subject,
		.issues = { { .label = "@", .summary = "Fwd: Printer jam!" } },
		.issue = "SUP-42",
		.filed = TRUE };
	struct filing f;

	(void)state;
	look_up(&f, &row);
	assert_int_equal(f.facts.done.filed->created, SEED_TIME);
	filing_end(&f);
}

static void
a_comment_on_the_third_page_is_found(void **state)
{
	static const struct known_issue issue = { .label = TAGGED };
	static const struct known_comment comment = { .step = FILED_COMMENT };
	struct filing f;
	const struct comment none[100] = { 0 };
	g_autofree char *full = seed_comments(none, 100, 201);
	g_autofree char *last = NULL;

	(void)state;
	known_begin(&f, tagged, NULL);
	known_issues(&f, &issue, 1);
	last = known_page(&f, &comment, 1, 201);
	fake_route(&f.http, COMMENTS, 200, full);
	fake_route(
	    &f.http, COMMENTS "?orderBy=-created&startAt=200", 200, last);
	assert_int_equal(known_find(&f, NULL, NULL), 0);
	assert_non_null(f.facts.done.filed);
	assert_int_equal(fake_count(&f.http, COMMENTS), 3);
	filing_end(&f);
}

static void
without_a_jira_nothing_is_known(void **state)
{
	static const struct row row = { .mail = tagged };
	struct filing f;

	(void)state;
	known_begin(&f, tagged, NULL);
	facts_none(&f.facts, f.verdict);
	check_facts(&f, &row);
	filing_end(&f);
}

static int
find_own(struct filing *f, struct jira_issue **issue)
{
	return facts_find_own(
	    &f->jira, "SUP", "JI-X", f->verdict->digest, issue, &f->err);
}

/* After an unclear outcome only the issue is looked for. */
static void
own_issue_is_found_by_label_and_mark(void **state)
{
	static const struct known_issue issues[] = {
		{ .id = "10041", .label = "JI-X", .digest = OTHER },
		{ .id = "10042", .label = "JI-X", .digest = "@" },
		/* The search takes words apart, so it has too many hits. */
		{ .id = "10040", .summary = "JI-X", .digest = "@" },
	};
	struct filing f;
	struct jira_issue *issue = NULL;

	(void)state;
	known_begin(&f, plain, NULL);
	assert_int_equal(find_own(&f, &issue), 0);
	known_issues(&f, issues, 3);
	assert_int_equal(find_own(&f, &issue), 1);
	assert_string_equal(issue->id, "10042");
	jira_issue_free(issue);
	assert_non_null(strstr(fake_request(&f.http, 0)->body,
	    "labels in (\\\"JI-X\\\") OR (project = "));
	fake_route(&f.http, SEARCH, 503, "");
	assert_int_equal(find_own(&f, &issue), -1);
	assert_int_equal(f.err.failure, FAIL_MAINTENANCE);
	filing_end(&f);
}

#define T(name) cmocka_unit_test(name)

static const struct CMUnitTest others[] = {
	T(the_search_names_all_numbers_and_the_project),
	T(a_ticket_of_jicket_0_6_is_found_by_its_summary),
	T(a_label_without_mark_is_our_issue),
	T(clones_of_another_ticket_hide_nothing),
	T(a_comment_on_the_third_page_is_found),
	T(without_a_jira_nothing_is_known),
	T(own_issue_is_found_by_label_and_mark),
};

int
main(void)
{
	struct CMUnitTest tests[G_N_ELEMENTS(rows) + G_N_ELEMENTS(others)];

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		tests[i] = (struct CMUnitTest){ rows[i].what, a_row, NULL, NULL,
			(void *)(gintptr)&rows[i] };
	memcpy(tests + G_N_ELEMENTS(rows), others, sizeof others);
	return RUN(tests);
}
