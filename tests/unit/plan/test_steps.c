/*
 * The steps of mails with pictures, of files that are there already, and of
 * what goes along by an option.  Steps without these are in test_plan.c.
 */
#include "execute/verbs.h"
#include "ticket/content.h"

#include "tests/unit/given.h"
#include "tests/unit/test.h"

#include <string.h>

static const char mail[] =
    "Message-ID: <a@b>\nFrom: a@b\nSubject: x\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=m\n\n"
    "--m\n\ntext\n"
    "--m\nContent-Type: text/csv; name=a.csv\n\n1;2\n"
    "--m--\n";

static const char bare[] = "Message-ID: <a@b>\nFrom: a@b\n\ntext\n";

static int
setup(void **state)
{
	*state = g_new0(struct filing, 1);
	return 0;
}

static void
begin(struct filing *f, const char *text, const char *flavour, const char *more)
{
	g_autofree char *option = g_strdup_printf("--flavour=%s", flavour);

	filing_begin(f, text, "-n", option, more, NULL);
	facts_none(&f->facts, f->verdict);
}

/* The text shows a picture. */
static void
show(struct filing *f, const char *name, gboolean quoted)
{
	struct attachment *a = support_png(name, 200, 100, name);
	g_autofree char *src = g_strconcat("cid:", name, NULL);

	a->content_id = g_strdup(name);
	a->related = TRUE;
	g_ptr_array_add(f->message->attachments, a);
	doc_begin(f->message->body, LINE_TEXT)->cut =
	    quoted ? CUT_QUOTE : CUT_NONE;
	(void)doc_add_image(f->message->body, src, "alt", -1, -1, NULL);
}

/* The same of a picture that the mail has just for this. */
static void
begin_with(struct filing *f, const char *text, const char *flavour,
    const char *more, const char *picture)
{
	begin(f, text, flavour, more);
	show(f, picture, FALSE);
	plan_prepare(f->message, &f->options, f->verdict);
}

/* A file of a size, as Jira has it. */
static char *
file_json(const char *name, gint64 size)
{
	return g_strdup_printf("{\"id\":\"1\",\"filename\":\"%s\","
			       "\"size\":%d}",
	    name, (int)size);
}

/* The issue is there, with these files. */
static void
issue_is_there(struct filing *f, const char *files)
{
	g_autofree char *extra = g_strdup_printf("\"attachment\":[%s]", files);

	given_issue(f, extra);
}

/* The message is an answer to an issue with these files. */
static void
answers(struct filing *f, const char *files)
{
	issue_is_there(f, files);
	f->facts.answers = TRUE;
}

/* The message was filed with a text of this digest. */
static void
was_filed(struct filing *f, const char *text)
{
	given_filed(f, FILED_ISSUE, f->spool.body_size, text);
}

/* The digests of the texts that a new issue gets, one after the other. */
static void
read_digests(const struct filing *f, char **first, char **full)
{
	struct plan *p = given_plan(f);

	*first = texts_digest(p->texts.first);
	*full = texts_digest(p->texts.text);
	plan_free(p);
}

static void
data_center_shows_pictures_when_they_come(void **state)
{
	struct filing *f = *state;
	struct plan *p;

	begin_with(f, mail, "datacenter", NULL, "screen.png");
	assert_text(
	    given_steps(f), "new create attach:screen.png attach:a.csv");
	p = given_plan(f);
	assert_null(p->texts.first);
	assert_null(p->shown);
	assert_non_null(strstr(p->texts.text, "!screen-"));
	plan_free(p);

	answers(f, "");
	assert_text(
	    given_steps(f), "reply comment attach:screen.png attach:a.csv");
}

static void
cloud_has_pictures_before_the_comment(void **state)
{
	struct filing *f = *state;
	struct plan *p;

	begin_with(f, mail, "cloud", NULL, "screen.png");
	answers(f, "");
	assert_text(
	    given_steps(f), "reply attach:screen.png comment attach:a.csv");
	p = given_plan(f);
	assert_null(p->texts.first);
	assert_non_null(strstr(p->texts.text, "!screen-"));
	plan_free(p);
}

static void
cloud_shows_the_pictures_of_a_new_issue_by_an_edit(void **state)
{
	struct filing *f = *state;
	g_autofree char *first = NULL, *full = NULL;
	struct plan *p;

	begin_with(f, mail, "cloud", NULL, "screen.png");
	assert_text(
	    given_steps(f), "new create attach:screen.png show attach:a.csv");
	p = given_plan(f);
	first = texts_digest(p->texts.first);
	full = texts_digest(p->texts.text);
	assert_null(strstr(p->texts.first, "!screen-"));
	assert_non_null(strstr(p->texts.first, "alt"));
	assert_non_null(strstr(p->texts.text, "!screen-"));
	/* The mark tells the two texts apart. */
	assert_string_equal(p->mark->text, first);
	assert_string_equal(p->shown->text, full);
	assert_string_equal(p->shown->digest, p->mark->digest);
	assert_int_equal(g_strv_length(p->shown->files), 1);
	plan_free(p);
}

static void
only_a_text_of_ours_gets_its_pictures(void **state)
{
	struct filing *f = *state;
	g_autofree char *first = NULL, *full = NULL, *refused = NULL,
			*short_text = content_refused();

	begin_with(f, bare, "cloud", NULL, "screen.png");
	read_digests(f, &first, &full);
	refused = texts_digest(short_text);
	issue_is_there(f, "");
	was_filed(f, first);
	assert_text(given_steps(f), "new attach:screen.png show");
	was_filed(f, full);
	assert_text(given_steps(f), "new attach:screen.png");
	was_filed(f, refused);
	assert_text(
	    given_steps(f), "new attach:screen.png attach:original.eml");
	was_filed(f, "a text that another version wrote");
	assert_text(given_steps(f), "new attach:screen.png");
	was_filed(f, NULL);
	assert_text(given_steps(f), "new attach:screen.png");
}

/* What the mark says of the body is of the delivery that made the issue. */
static void
the_mark_keeps_what_it_said(void **state)
{
	struct filing *f = *state;
	g_autofree char *first = NULL, *full = NULL;
	struct plan *p;

	begin_with(f, mail, "cloud", NULL, "screen.png");
	read_digests(f, &first, &full);
	issue_is_there(f, "");
	was_filed(f, first);
	f->facts.done.filed->size = f->facts.done.filed_as->size = 7;
	f->facts.done.was_cut = TRUE;
	assert_text(
	    given_steps(f), "new attach:screen.png rest show attach:a.csv");
	p = given_plan(f);
	assert_int_equal(p->shown->size, 7);
	assert_string_equal(p->shown->body, GIVEN_BODY);
	assert_string_equal(p->shown->text, full);
	/* The description gets the text: the rest need not repeat it. */
	assert_null(strstr(p->texts.rest, "*From:*"));
	plan_free(p);
}

/* Another host may have another version of the library that scales. */
static void
a_scaled_picture_is_known_by_its_name(void **state)
{
	struct filing *f = *state;
	g_autofree char *there = NULL, *printed = NULL;
	const struct attachment *a;
	struct plan *p;

	begin_with(
	    f, mail, "datacenter", "--image-max-size=100x100", "logo.png");
	a = g_ptr_array_index(f->message->attachments, 1);
	there = file_json(a->name, 7);
	answers(f, there);
	assert_text(given_steps(f), "reply comment attach:a.csv");
	issue_is_there(f, "");
	assert_text(
	    given_steps(f), "reply comment attach:logo.png attach:a.csv");
	p = given_plan(f);
	printed = plan_print(p);
	assert_non_null(strstr(printed, "\"scale\":\t\"100x100\""));
	plan_free(p);
}

static void
a_picture_that_is_there_is_not_sent_again(void **state)
{
	struct filing *f = *state;
	g_autofree char *there = NULL, *other = NULL;
	const struct attachment *a;

	begin_with(f, mail, "datacenter", NULL, "logo.png");
	a = g_ptr_array_index(f->message->attachments, 1);
	there = file_json(a->name, a->size);
	other = file_json(a->name, a->size + 1);
	answers(f, there);
	assert_text(given_steps(f), "reply comment attach:a.csv");
	issue_is_there(f, other);
	assert_text(
	    given_steps(f), "reply comment attach:logo.png attach:a.csv");
}

/* Only quoted: dropped with the quote, else it is a file like the quote. */
static void
pictures_of_what_is_quoted_go_with_it(void **state)
{
	struct filing *f = *state;

	begin(f, bare, "cloud", "--quoted=drop");
	show(f, "new.png", FALSE);
	show(f, "old.png", TRUE);
	plan_prepare(f->message, &f->options, f->verdict);
	answers(f, "");
	assert_text(given_steps(f), "reply attach:new.png comment");
	f->options.quoted = QUOTED_COLLAPSE;
	assert_text(
	    given_steps(f), "reply attach:new.png attach:old.png comment");
}

static void
quote(struct filing *f, const char *text, enum line_cut cut)
{
	doc_begin(f->message->body, LINE_TEXT)->cut = cut;
	doc_add_text(f->message->body, text, -1, NULL);
}

static void
what_was_taken_off_is_a_file(void **state)
{
	struct filing *f = *state;
	struct plan *p;
	g_autofree char *file = NULL;

	begin(f, bare, "datacenter", NULL);
	quote(f, "On Monday you wrote:", CUT_QUOTE);
	quote(f, "-- \nCarla", CUT_SIGNATURE);
	answers(f, "");
	assert_text(given_steps(f), "reply comment attach:quoted.txt");
	p = given_plan(f);
	assert_true(p->texts.quoted->by_content);
	file = file_json(p->texts.quoted->name, p->texts.quoted->size);
	plan_free(p);
	/* Known again by its content, as a picture is. */
	issue_is_there(f, file);
	assert_text(given_steps(f), "reply comment");
	f->options.quoted = QUOTED_DROP;
	issue_is_there(f, "");
	assert_text(given_steps(f), "reply comment");
}

static void
nothing_taken_off_is_no_file(void **state)
{
	struct filing *f = *state;

	begin(f, bare, "datacenter", NULL);
	quote(f, "  ", CUT_QUOTE);
	assert_text(given_steps(f), "new create");
}

/* What an earlier mail brought; see struct stored_file. */
static void
a_file_of_an_earlier_mail_is_known_by_its_content(void **state)
{
	struct filing *f = *state;
	g_autofree char *ours =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, "1;2", -1);
	g_autofree char *theirs =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, "9;9", -1);
	struct plan *p;

	begin(f, mail, "datacenter", NULL);
	answers(f, "");
	given_stored(f, "a.csv", 3, theirs, TRUE);
	assert_text(given_steps(f), "reply comment attach:a.csv");
	given_stored(f, "a.csv", 3, ours, TRUE);
	assert_text(given_steps(f), "reply comment");
	/* The mark holds that it was there, and nobody looks again. */
	p = given_plan(f);
	assert_int_equal(g_strv_length(p->mark->files), 1);
	assert_true(g_str_has_prefix(p->mark->files[0], "="));
	f->facts.done.filed = mark_copy(p->mark);
	f->facts.done.filed_as = mark_copy(p->mark);
	plan_free(p);
	g_ptr_array_set_size(f->facts.done.stored, 0);
	assert_text(given_steps(f), "reply");
	/* Another content is another file. */
	f->facts.done.filed->files[0][1] ^= 1;
	f->facts.done.filed_as->files[0][1] ^= 1;
	assert_text(given_steps(f), "reply attach:a.csv");
}

/* Of our own, two that are alike are two; one from before does for both. */
static void
a_file_from_before_counts_for_all(void **state)
{
	struct filing *f = *state;
	g_autofree char *ours =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, "1;2", -1);

	begin(f, mail, "datacenter", NULL);
	g_ptr_array_add(f->message->attachments,
	    support_file("a.csv", "text/csv", "1;2", -1));
	answers(f, "");
	was_filed(f, "");
	given_stored(f, "a.csv", 3, ours, FALSE);
	assert_text(given_steps(f), "reply attach:a.csv");
	given_stored(f, "a.csv", 3, ours, TRUE);
	assert_text(given_steps(f), "reply");
	g_ptr_array_remove_index(f->facts.done.stored, 0);
	assert_text(given_steps(f), "reply");
}

/* message.txt is everywhere: its content tells whose it is. */
static void
the_whole_text_is_known_by_its_content(void **state)
{
	struct filing *f = *state;
	g_autoptr(GString) text = g_string_new(bare);
	g_autofree char *theirs =
	    g_compute_checksum_for_string(G_CHECKSUM_SHA256, "x", -1);
	g_autofree char *ours = NULL;
	struct plan *p;
	gint64 size;

	while (text->len < 40000)
		g_string_append(text, "more and more text\n");
	begin(f, text->str, "datacenter", NULL);
	p = given_plan(f);
	size = p->texts.whole->size;
	ours = g_strdup(attachment_digest(p->texts.whole));
	plan_free(p);
	issue_is_there(f, "");
	was_filed(f, "");
	given_stored(f, CONTENT_WHOLE, size, theirs, FALSE);
	assert_text(given_steps(f), "new attach:message.txt");
	given_stored(f, CONTENT_WHOLE, size, ours, FALSE);
	assert_text(given_steps(f), "new");
}

static void
the_original_goes_along_by_its_option(void **state)
{
	static const struct {
		const char *option;
		gboolean doubt, cut, plain, want;
	} cases[] = {
		{ "--attach-original=never", FALSE, FALSE, FALSE, FALSE },
		{ "--attach-original=never", TRUE, FALSE, FALSE, FALSE },
		/* There is nothing else that holds it all. */
		{ "--attach-original=never", TRUE, TRUE, FALSE, TRUE },
		{ "--attach-original=never", TRUE, FALSE, TRUE, TRUE },
		{ "--attach-original=doubt", FALSE, FALSE, FALSE, FALSE },
		{ "--attach-original=doubt", TRUE, FALSE, FALSE, TRUE },
		{ "--attach-original=doubt", FALSE, TRUE, FALSE, TRUE },
		{ "--attach-original=always", FALSE, FALSE, FALSE, TRUE },
	};
	struct filing *f = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct plan *p;

		begin(f, bare, "datacenter", cases[i].option);
		f->message->doubt = cases[i].doubt;
		f->message->text_cut = cases[i].cut;
		f->message->plain = cases[i].plain;
		p = given_plan(f);
		assert_int_equal(p->texts.has_original, cases[i].want);
		assert_int_equal(p->steps->len, cases[i].want ? 2 : 1);
		assert_int_equal(
		    g_strv_length(p->mark->files), cases[i].want ? 1 : 0);
		plan_free(p);
		if (i + 1 < G_N_ELEMENTS(cases))
			filing_end(f);
	}
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, given_end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(data_center_shows_pictures_when_they_come),
		T(cloud_has_pictures_before_the_comment),
		T(cloud_shows_the_pictures_of_a_new_issue_by_an_edit),
		T(only_a_text_of_ours_gets_its_pictures),
		T(the_mark_keeps_what_it_said),
		T(a_scaled_picture_is_known_by_its_name),
		T(a_picture_that_is_there_is_not_sent_again),
		T(pictures_of_what_is_quoted_go_with_it),
		T(what_was_taken_off_is_a_file),
		T(nothing_taken_off_is_no_file),
		T(a_file_of_an_earlier_mail_is_known_by_its_content),
		T(a_file_from_before_counts_for_all),
		T(the_whole_text_is_known_by_its_content),
		T(the_original_goes_along_by_its_option),
	};

	return RUN(tests);
}
