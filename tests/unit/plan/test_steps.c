/*
 * The steps of mails with pictures, of files that are there already, and of
 * what goes along by an option.  Steps without these are in test_plan.c.
 */
#include "execute/verbs.h"
#include "plan/plan.h"
#include "ticket/content.h"

#include "tests/unit/support.h"
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

static int
teardown(void **state)
{
	filing_end(*state);
	g_free(*state);
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

/* The issue is there, with these files. */
static void
issue_is_there(struct filing *f, const char *files)
{
	g_autofree char *extra = g_strdup_printf("\"attachment\":[%s]", files);
	g_autofree char *text = seed_issue(&(struct seed){ .extra = extra });

	g_clear_pointer(&f->facts.issue, jira_issue_free);
	fake_json(&f->http, 200, text);
	assert_int_equal(
	    jira_get_issue(&f->jira, "10042", &f->facts.issue, &f->err), 1);
}

/* The message was filed with a text of this digest. */
static void
was_filed(struct filing *f, const char *text)
{
	struct mark **marks[] = { &f->facts.done.filed,
		&f->facts.done.filed_as };

	for (int i = 0; i < 2; i++) {
		struct mark *m = g_new0(struct mark, 1);

		mark_free(*marks[i]);
		m->step = g_strdup(FILED_ISSUE);
		m->digest = g_strdup(f->verdict->digest);
		m->size = f->spool.body_size;
		m->body = g_strdup("the body that was filed");
		m->text = g_strdup(text);
		*marks[i] = m;
	}
}

static struct plan *
plan(struct filing *f)
{
	return plan_new(&f->options, f->message, f->verdict, &f->facts);
}

/*
 * The steps in short, digests taken out of names: "create attach:a.csv".
 * To be freed.
 */
static char *
steps_of(struct filing *f)
{
	static const char *const names[] = { "create", "comment", "rest",
		"link", "attach", "show" };
	struct plan *p = plan(f);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < p->steps->len; i++) {
		const struct step *s = &g_array_index(p->steps, struct step, i);
		const char *name = s->attachment ? s->attachment->name : "";
		const char *dash = strrchr(name, '-');

		g_string_append_printf(out, "%s%s%s%.*s%s", i ? " " : "",
		    names[s->kind], s->attachment ? ":" : "",
		    (int)(dash ? dash - name : (gssize)strlen(name)), name,
		    dash ? strrchr(name, '.') : "");
	}
	plan_free(p);
	return g_string_free(out, FALSE);
}

static void
data_center_shows_pictures_when_they_come(void **state)
{
	struct filing *f = *state;
	struct plan *p;

	begin(f, mail, "datacenter", NULL);
	show(f, "screen.png", FALSE);
	plan_prepare(f->message, &f->options);
	assert_text(steps_of(f), "create attach:screen.png attach:a.csv");
	p = plan(f);
	assert_null(p->texts.first);
	assert_null(p->shown);
	assert_non_null(strstr(p->texts.text, "!screen-"));
	plan_free(p);

	issue_is_there(f, "");
	f->facts.answers = TRUE;
	assert_text(steps_of(f), "comment attach:screen.png attach:a.csv");
}

static void
cloud_has_pictures_before_the_comment(void **state)
{
	struct filing *f = *state;
	struct plan *p;

	begin(f, mail, "cloud", NULL);
	show(f, "screen.png", FALSE);
	plan_prepare(f->message, &f->options);
	issue_is_there(f, "");
	f->facts.answers = TRUE;
	assert_text(steps_of(f), "attach:screen.png comment attach:a.csv");
	p = plan(f);
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

	begin(f, mail, "cloud", NULL);
	show(f, "screen.png", FALSE);
	plan_prepare(f->message, &f->options);
	assert_text(steps_of(f), "create attach:screen.png show attach:a.csv");
	p = plan(f);
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
	struct plan *p;

	begin(f, bare, "cloud", NULL);
	show(f, "screen.png", FALSE);
	plan_prepare(f->message, &f->options);
	p = plan(f);
	first = texts_digest(p->texts.first);
	full = texts_digest(p->texts.text);
	refused = texts_digest(short_text);
	plan_free(p);
	issue_is_there(f, "");
	was_filed(f, first);
	assert_text(steps_of(f), "attach:screen.png show");
	was_filed(f, full);
	assert_text(steps_of(f), "attach:screen.png");
	was_filed(f, refused);
	assert_text(steps_of(f), "attach:screen.png attach:original.eml");
	was_filed(f, "a text that another version wrote");
	assert_text(steps_of(f), "attach:screen.png");
	was_filed(f, NULL);
	assert_text(steps_of(f), "attach:screen.png");
}

/* What the mark says of the body is of the delivery that made the issue. */
static void
the_mark_keeps_what_it_said(void **state)
{
	struct filing *f = *state;
	g_autofree char *first = NULL, *full = NULL;
	struct plan *p;

	begin(f, mail, "cloud", NULL);
	show(f, "screen.png", FALSE);
	plan_prepare(f->message, &f->options);
	p = plan(f);
	first = texts_digest(p->texts.first);
	full = texts_digest(p->texts.text);
	plan_free(p);
	issue_is_there(f, "");
	was_filed(f, first);
	f->facts.done.filed->size = f->facts.done.filed_as->size = 7;
	f->facts.done.was_cut = TRUE;
	assert_text(steps_of(f), "attach:screen.png rest show attach:a.csv");
	p = plan(f);
	assert_int_equal(p->shown->size, 7);
	assert_string_equal(p->shown->body, "the body that was filed");
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

	begin(f, mail, "datacenter", "--image-max-size=100x100");
	show(f, "logo.png", FALSE);
	plan_prepare(f->message, &f->options);
	a = g_ptr_array_index(f->message->attachments, 1);
	there = g_strdup_printf(
	    "{\"id\":\"1\",\"filename\":\"%s\",\"size\":7}", a->name);
	f->facts.answers = TRUE;
	issue_is_there(f, there);
	assert_text(steps_of(f), "comment attach:a.csv");
	issue_is_there(f, "");
	assert_text(steps_of(f), "comment attach:logo.png attach:a.csv");
	p = plan(f);
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

	begin(f, mail, "datacenter", NULL);
	show(f, "logo.png", FALSE);
	plan_prepare(f->message, &f->options);
	a = g_ptr_array_index(f->message->attachments, 1);
	there = g_strdup_printf("{\"id\":\"1\",\"filename\":\"%s\","
				"\"size\":%d}",
	    a->name, (int)a->size);
	other = g_strdup_printf("{\"id\":\"1\",\"filename\":\"%s\","
				"\"size\":%d}",
	    a->name, (int)a->size + 1);
	f->facts.answers = TRUE;
	issue_is_there(f, there);
	assert_text(steps_of(f), "comment attach:a.csv");
	issue_is_there(f, other);
	assert_text(steps_of(f), "comment attach:logo.png attach:a.csv");
}

/* Only quoted: dropped with the quote, else it is a file like the quote. */
static void
pictures_of_what_is_quoted_go_with_it(void **state)
{
	struct filing *f = *state;

	begin(f, bare, "cloud", "--quoted=drop");
	show(f, "new.png", FALSE);
	show(f, "old.png", TRUE);
	plan_prepare(f->message, &f->options);
	issue_is_there(f, "");
	f->facts.answers = TRUE;
	assert_text(steps_of(f), "attach:new.png comment");
	f->options.quoted = QUOTED_COLLAPSE;
	assert_text(steps_of(f), "attach:new.png attach:old.png comment");
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
	g_autofree char *name = NULL, *file = NULL;

	begin(f, bare, "datacenter", NULL);
	quote(f, "On Monday you wrote:", CUT_QUOTE);
	quote(f, "-- \nCarla", CUT_SIGNATURE);
	issue_is_there(f, "");
	f->facts.answers = TRUE;
	assert_text(steps_of(f), "comment attach:quoted.txt");
	p = plan(f);
	assert_true(p->texts.quoted->by_content);
	name = g_strdup(p->texts.quoted->name);
	file = g_strdup_printf("{\"id\":\"1\",\"filename\":\"%s\","
			       "\"size\":%d}",
	    name, (int)p->texts.quoted->size);
	plan_free(p);
	/* Known again by its content, as a picture is. */
	issue_is_there(f, file);
	assert_text(steps_of(f), "comment");
	f->options.quoted = QUOTED_DROP;
	issue_is_there(f, "");
	assert_text(steps_of(f), "comment");
}

static void
nothing_taken_off_is_no_file(void **state)
{
	struct filing *f = *state;

	begin(f, bare, "datacenter", NULL);
	quote(f, "  ", CUT_QUOTE);
	assert_text(steps_of(f), "create");
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
	issue_is_there(f, "");
	f->facts.answers = TRUE;
	add_stored(&f->facts, "a.csv", 3, theirs, TRUE);
	assert_text(steps_of(f), "comment attach:a.csv");
	add_stored(&f->facts, "a.csv", 3, ours, TRUE);
	assert_text(steps_of(f), "comment");
	/* It is a file of this message all the same. */
	p = plan(f);
	assert_int_equal(g_strv_length(p->mark->files), 1);
	plan_free(p);
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
	issue_is_there(f, "");
	f->facts.answers = TRUE;
	was_filed(f, "");
	add_stored(&f->facts, "a.csv", 3, ours, FALSE);
	assert_text(steps_of(f), "attach:a.csv");
	add_stored(&f->facts, "a.csv", 3, ours, TRUE);
	assert_text(steps_of(f), "");
	g_ptr_array_remove_index(f->facts.done.stored, 0);
	assert_text(steps_of(f), "");
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
	p = plan(f);
	size = p->texts.whole->size;
	ours = g_strdup(attachment_digest(p->texts.whole));
	plan_free(p);
	issue_is_there(f, "");
	was_filed(f, "");
	add_stored(&f->facts, CONTENT_WHOLE, size, theirs, FALSE);
	assert_text(steps_of(f), "attach:message.txt");
	add_stored(&f->facts, CONTENT_WHOLE, size, ours, FALSE);
	assert_text(steps_of(f), "");
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
		p = plan(f);
		assert_int_equal(p->texts.has_original, cases[i].want);
		assert_int_equal(p->steps->len, cases[i].want ? 2 : 1);
		assert_int_equal(
		    g_strv_length(p->mark->files), cases[i].want ? 1 : 0);
		plan_free(p);
		if (i + 1 < G_N_ELEMENTS(cases))
			filing_end(f);
	}
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

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
