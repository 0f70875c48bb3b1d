/*
 * What an earlier delivery did: how much of the message it filed, and which
 * files of the ticket it brought.
 */
#include "plan/done.h"

#include "tests/unit/known.h"
#include "tests/unit/test.h"

#include <string.h>

static const char whole[] = "Message-ID: <a@b>\nFrom: a@b\n\none\ntwo\nthree\n";

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
		const struct known_issue issue = { .label = "@",
			.digest = "@",
			.body = cases[i].body,
			.size = cases[i].size };
		const struct known_comment rest = { .step = FILED_REST,
			.body = cases[i].body,
			.size = cases[i].rest };
		struct filing f;

		known_begin(&f, whole, NULL);
		known_issues(&f, &issue, 1);
		if (rest.size >= 0)
			known_comments(&f, &rest, 1);
		assert_int_equal(known_find(&f, NULL, NULL), 0);
		if (f.facts.done.was_cut != cases[i].cut)
			fail_msg("case %zu", i);
		assert_int_equal(
		    f.facts.done.filed_as->size, cases[i].filed_as);
		assert_int_equal(f.facts.done.filed->size, cases[i].size);
		filing_end(&f);
	}
}

/* Seconds after SEED_CREATED. */
#define AT(seconds) "2026-11-03T09:20:" seconds ".000+0000"

/* The files of an issue; all of 48 bytes. */
#define FILES(list) "\"attachment\":[" list "]"
#define FILE_AT(name, seconds)                                \
	"{\"filename\":\"" name "\",\"size\":48,\"created\":" \
	"\"" AT(seconds) "\"}"
#define FILE_ID(id, name, seconds)                \
	"{\"id\":\"" id "\",\"filename\":\"" name \
	"\",\"size\":48,\"created\":\"" AT(seconds) "\"}"

#define CONTENT(id) "GET /rest/api/2/attachment/content/" id "?"

#define OURS   "ours, ours, ours, ours, ours, ours, ours, ours, "
#define THEIRS "theirs, theirs, theirs, theirs, theirs, theirs, "

static const char with_pictures[] =
    "Message-ID: <a@b>\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=m\n\n"
    "--m\nContent-Type: image/png; name=logo.png\n\n" OURS "\n"
    "--m\nContent-Type: image/png; name=two.png\n\n" OURS "\n"
    "--m\nContent-Type: image/png; name=mine.png\n\n" OURS "\n"
    "--m--\n";

/* A mail that answers the issue of TAGGED, which has these files. */
static void
answer(struct filing *f, const char *mail, const char *files)
{
	const struct known_issue issue = { .label = TAGGED, .extra = files };

	known_begin(f, mail, NULL);
	known_issues(f, &issue, 1);
}

/*
 * The issue of the mail with pictures, a later answer with a logo.png and a
 * two.png, a rest of ours, which takes nothing away, and these files.
 */
static void
deliver_again(struct filing *f, const char *files)
{
	const struct known_issue issue = {
		.label = "@", .digest = "@", .extra = files
	};
	static const struct known_comment comments[] = {
		{ FILED_COMMENT, "of the answer", AT("30"),
		    { "logo.png", "two.png" }, NULL, 0 },
		{ FILED_REST, NULL, AT("20"), { "logo.png", "two.png" }, NULL,
		    0 },
	};

	known_begin(f, with_pictures, NULL);
	known_issues(f, &issue, 1);
	known_comments(f, comments, 2);
}

/* Is there a file that counts as one of this name with our content? */
static gboolean
is_stored(const struct filing *f, const char *name)
{
	const GPtrArray *files = f->facts.done.stored;
	g_autofree char *key = mark_file_key(name, 48);
	g_autofree char *ours =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, OURS, -1);

	for (guint i = 0; i < files->len; i++) {
		const struct stored_file *s = g_ptr_array_index(files, i);

		if (strcmp(s->key, key) == 0 &&
		    (!*s->sha256 || strcmp(s->sha256, ours) == 0))
			return TRUE;
	}
	return FALSE;
}

/* The one with this name; fails the test if there is none. */
static const struct stored_file *
stored(const struct filing *f, const char *name)
{
	const GPtrArray *files = f->facts.done.stored;
	g_autofree char *key = mark_file_key(name, 48);

	for (guint i = 0; i < files->len; i++) {
		const struct stored_file *s = g_ptr_array_index(files, i);

		if (strcmp(s->key, key) == 0)
			return s;
	}
	fail_msg("%s is not stored", name);
	return NULL;
}

static void
files_from_before_the_mark_are_not_ours(void **state)
{
	static const struct known_comment comment = { .step = FILED_COMMENT,
		.created = AT("30") };
	struct filing f;

	(void)state;
	answer(&f, TAGGED_MAIL,
	    FILES(FILE_AT("old.png", "29") "," FILE_AT(
		"at-once.png", "30") "," FILE_AT("new.png", "31")));
	known_comments(&f, &comment, 1);
	assert_int_equal(known_find(&f, NULL, NULL), 0);
	assert_int_equal(f.facts.done.stored->len, 2);
	assert_false(is_stored(&f, "old.png"));
	assert_true(is_stored(&f, "at-once.png"));
	assert_true(is_stored(&f, "new.png"));
	filing_end(&f);
}

/* The logo in the signature of an answer is not the one of the first mail. */
static void
files_of_other_messages_are_told_by_their_content(void **state)
{
	struct filing f;

	(void)state;
	deliver_again(&f,
	    FILES(FILE_ID("1", "logo.png", "31") "," FILE_ID(
		"2", "two.png", "31") "," FILE_ID("3", "two.png",
		"05") "," FILE_ID("4", "mine.png", "06")));
	fake_route(&f.http, CONTENT("1"), 200, THEIRS);
	fake_route(&f.http, CONTENT("2"), 200, THEIRS);
	fake_route(&f.http, CONTENT("3"), 200, OURS);
	assert_int_equal(known_find(&f, NULL, NULL), 0);
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
	deliver_again(&f,
	    FILES(FILE_ID("1", "logo.png", "31") "," FILE_AT("two.png", "31")));
	fake_route(&f.http, CONTENT("1"), 404, OURS);
	assert_int_equal(known_find(&f, NULL, NULL), 0);
	assert_int_equal(f.facts.done.stored->len, 0);
	filing_end(&f);
}

/* Then those are ours that no other message accounts for. */
static void
files_that_cannot_be_had_are_counted(void **state)
{
	struct filing f;

	(void)state;
	deliver_again(&f,
	    FILES(FILE_ID("1", "logo.png", "31") "," FILE_ID(
		"2", "logo.png", "31") "," FILE_ID("3", "two.png", "31")));
	fake_route(&f.http, "GET /rest/api/2/attachment/content/", 302, "");
	assert_int_equal(known_find(&f, NULL, NULL), 0);
	assert_int_equal(f.facts.done.stored->len, 1);
	assert_true(is_stored(&f, "logo.png"));
	/* It is asked once, and told once. */
	assert_int_equal(
	    fake_count(&f.http, "GET /rest/api/2/attachment/content/"), 1);
	filing_end(&f);
}

/*
 * A person's file from before does not stand for one that a later mail brought,
 * nor is what an earlier mail brought in time missing among the later ones.
 */
static void
files_from_before_are_no_later_ones(void **state)
{
	static const struct known_comment comments[] = {
		{ FILED_COMMENT, "of an earlier answer", AT("10"),
		    { "two.png" }, NULL, 0 },
		{ FILED_COMMENT, NULL, AT("20"),
		    { "logo.png", "two.png", "mine.png" }, NULL, 0 },
		{ FILED_COMMENT, "of a later answer", AT("30"),
		    { "logo.png", "mine.png" }, NULL, 0 },
		{ FILED_NOTE, "of a later answer", AT("32"), { "mine.png" },
		    NULL, 0 },
	};
	g_autofree char *mail =
	    g_strconcat("Subject: [#" TAGGED "]\n", with_pictures, NULL);
	struct filing f;

	(void)state;
	answer(&f, mail,
	    FILES(FILE_ID("1", "logo.png", "05") "," FILE_ID(
		"2", "two.png", "11") "," FILE_ID("3", "two.png",
		"21") "," FILE_ID("4", "logo.png", "31") "," FILE_ID("5",
		"mine.png", "22") "," FILE_ID("6", "mine.png", "31")));
	known_comments(&f, comments, 4);
	fake_route(&f.http, "GET /rest/api/2/attachment/content/", 302, "");
	assert_int_equal(known_find(&f, NULL, NULL), 0);
	assert_false(is_stored(&f, "logo.png"));
	assert_true(is_stored(&f, "two.png"));
	assert_true(is_stored(&f, "mine.png"));
	assert_int_equal(f.facts.done.stored->len, 2);
	filing_end(&f);
}

/* The first delivery of an answer: what it brings may be there already. */
static void
files_from_before_are_told_by_their_content(void **state)
{
	g_autofree char *ours =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, OURS, -1);
	g_autofree char *mail =
	    g_strconcat("Subject: Re: [#" TAGGED "] x\n", with_pictures, NULL);
	struct attachment *by_content;
	struct filing f;

	(void)state;
	answer(&f, mail,
	    FILES(FILE_ID("1", "logo.png", "05") "," FILE_ID(
		"2", "other.png", "05") "," FILE_ID("3", "two.png", "05")));
	fake_route(&f.http, CONTENT("1"), 200, OURS);
	fake_route(&f.http, CONTENT("3"), 200, THEIRS);
	assert_int_equal(known_find(&f, NULL, NULL), 0);
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
	assert_int_equal(known_find(&f, NULL, NULL), 0);
	assert_int_equal(f.facts.done.stored->len, 1);
	assert_int_equal(fake_count(&f.http, CONTENT("1")), 1);
	filing_end(&f);
}

/* Texts of ours and the original are no attachments of the mail. */
static void
files_of_our_own_making_are_told_by_their_content_too(void **state)
{
	static const struct known_comment comments[] = {
		{ .step = FILED_COMMENT,
		    .created = AT("30"),
		    .files = { "message.txt" } },
		{ .step = FILED_COMMENT,
		    .digest = "of another",
		    .created = AT("20"),
		    .files = { "message.txt", "original.eml" } },
	};
	struct filing f;

	(void)state;
	answer(&f, TAGGED_MAIL,
	    FILES(FILE_ID("1", "message.txt", "40") "," FILE_ID(
		"2", "original.eml", "40")));
	known_comments(&f, comments, 2);
	fake_route(&f.http, CONTENT("1"), 200, OURS);
	fake_route(&f.http, CONTENT("2"), 200, THEIRS);
	assert_int_equal(known_find(&f, NULL, NULL), 0);
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
	deliver_again(&f, FILES(FILE_ID("1", "logo.png", "31")));
	fake_route(&f.http, CONTENT("1"), 503, "");
	assert_int_equal(known_find(&f, NULL, NULL), -1);
	assert_int_equal(f.err.failure, FAIL_MAINTENANCE);
	filing_end(&f);
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(it_was_cut_if_what_was_filed_is_our_start),
		T(files_from_before_the_mark_are_not_ours),
		T(files_of_other_messages_are_told_by_their_content),
		T(a_file_that_cannot_be_had_is_not_ours),
		T(files_that_cannot_be_had_are_counted),
		T(files_from_before_are_no_later_ones),
		T(files_from_before_are_told_by_their_content),
		T(files_of_our_own_making_are_told_by_their_content_too),
		T(a_jira_that_is_away_says_nothing_of_files),
	};

	return RUN(tests);
}
