#include "base/limits.h"
#include "base/text.h"
#include "ticket/content.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

#define ZWSP "\xe2\x80\x8b"

/* "kept": lines of the body from here on are an earlier mail; -1: none. */
static char *
text_with(const char *mail, const char *follows, const char *option, int kept,
    gboolean *cut)
{
	struct options options;
	struct spool s;
	struct message *m;
	char *text;

	support_options(&options, option, NULL);
	support_spool(&s, mail, -1);
	m = message_read(&s, FALSE);
	for (guint i = (guint)kept; kept >= 0 && i < m->body->lines->len; i++)
		doc_line(m->body, i)->cut = CUT_QUOTE;
	text = content_text(m, &options, follows, cut);
	message_free(m);
	spool_release(&s);
	options_release(&options);
	return text;
}

static char *
text_following(const char *mail, const char *follows, gboolean *cut)
{
	return text_with(mail, follows, NULL, -1, cut);
}

static char *
text_of(const char *mail, gboolean *cut)
{
	return text_following(mail, NULL, cut);
}

static char *
summary_of(const char *subject, const char *id)
{
	g_autofree char *mail = g_strdup_printf("Subject: %s\n\nx\n", subject);
	struct spool s;
	struct message *m;
	char *summary;

	support_spool(&s, mail, -1);
	m = message_read(&s, FALSE);
	summary = content_summary(m, id);
	message_free(m);
	spool_release(&s);
	return summary;
}

static void
the_header_stands_before_the_text(void **state)
{
	gboolean cut = TRUE;

	(void)state;
	assert_text(
	    text_of("From: A <a@b>\nTo: c@d\nCc: e@f, g@h\nDate: now\n\n"
		    "Hello\n",
		&cut),
	    "*From:* A <a@b>\n*To:* c@d\n*Cc:* e@f, g@h\n*Date:* now\n\nHello");
	assert_false(cut);
}

static void
what_is_missing_has_no_line(void **state)
{
	gboolean cut;

	(void)state;
	assert_text(
	    text_of("From: a@b\n\nHello\n", &cut), "*From:* a@b\n\nHello");
	assert_text(text_of("From: a@b\n\n", &cut),
	    "*From:* a@b\n\n_This message has no text._");
}

static void
a_field_never_fills_the_text(void **state)
{
	g_autoptr(GString) mail = g_string_new("Cc: a@b");
	g_autofree char *text = NULL;
	gboolean cut;

	(void)state;
	for (int i = 0; i < 90; i++)
		g_string_append_printf(mail, ", \"%s %d\" <a%d@example.com>",
		    "[a name that becomes much longer by escaping]", i, i);
	g_string_append(mail, "\n\nHello\n");
	text = text_of(mail->str, &cut);
	assert_in_range(text_length(text), 1000, 2100);
	assert_non_null(strstr(text, " ...\n\nHello"));
}

static void
a_long_text_is_cut_and_says_so(void **state)
{
	g_autoptr(GString) mail = g_string_new("From: a@b\n\n");
	g_autofree char *text = NULL;
	gboolean cut = FALSE;

	(void)state;
	for (int i = 0; i < 4000; i++)
		g_string_append(mail, "[x] \xf0\x9f\x98\x80\n");
	text = text_of(mail->str, &cut);
	assert_true(cut);
	assert_true(text_length(text) <= LIMIT_JIRA_TEXT);
	assert_non_null(strstr(text, CONTENT_WHOLE));
}

static void
the_closed_issue_is_named(void **state)
{
	gboolean cut;

	(void)state;
	assert_text(
	    text_following("From: a@b\nDate: now\n\nHello\n", "SUP-42", &cut),
	    "*From:* a@b\n*Date:* now\n*Follows:* SUP-42\n\nHello");
}

static void
a_text_beyond_memory_is_not_attached_as_text(void **state)
{
	g_autofree char *x = g_strnfill(LIMIT_TEXT_BYTES + 100, 'x');
	g_autofree char *mail = g_strconcat("From: a@b\n\n", x, "\n", NULL);
	g_autofree char *text = NULL;
	gboolean cut = TRUE;

	(void)state;
	text = text_of(mail, &cut);
	assert_false(cut);
	assert_non_null(strstr(text, "original message is attached"));
}

static void
what_was_cut_off_stands_in_a_box(void **state)
{
	const char *mail = "From: a@b\n\nHello\n\nThen:\n  {noformat}*x*\n";
	gboolean cut = TRUE;

	(void)state;
	assert_text(text_with(mail, NULL, "--quoted=collapse", 1, &cut),
	    "*From:* a@b\n\nHello\n\n{noformat:title=Earlier text}\n"
	    "Then:\n  {" ZWSP "noformat}*x*\n{noformat}");
	assert_false(cut);
	assert_text(text_with(mail, NULL, "--quoted=drop", 1, &cut),
	    "*From:* a@b\n\nHello");
	assert_text(text_with("From: a@b\n\nHello\n", NULL, "--quoted=collapse",
			-1, &cut),
	    "*From:* a@b\n\nHello");
}

/* What is new has all the room that it needs. */
static void
the_box_yields_to_the_limit(void **state)
{
	(void)state;
	for (int lines = 10; lines <= 3010; lines += 500) {
		g_autoptr(GString) mail = g_string_new("From: a@b\n\n");
		g_autofree char *text = NULL;
		gboolean cut = FALSE;

		for (int i = 0; i < lines; i++)
			g_string_append(mail, "new text\n");
		for (int i = 0; i < 4000; i++)
			g_string_append(mail, "old text\n");
		text = text_with(
		    mail->str, NULL, "--quoted=collapse", lines, &cut);
		assert_true(cut);
		assert_true(text_length(text) <= LIMIT_JIRA_TEXT);
		assert_non_null(strstr(text, CONTENT_WHOLE));
		assert_true(text_length(text) > LIMIT_JIRA_TEXT - 1000);
		assert_true(
		    g_strrstr(text, "{noformat}") > strstr(text, "old"));
	}
}

static char *
rest_of(const char *mail, gboolean filed, gboolean *cut)
{
	struct options options;
	struct spool s;
	struct message *m;
	char *text;

	support_options(&options, NULL);
	support_spool(&s, mail, -1);
	m = message_read(&s, FALSE);
	text = content_rest(m, &options, filed, cut);
	message_free(m);
	spool_release(&s);
	options_release(&options);
	return text;
}

static void
the_rest_brings_the_whole_text_or_only_says_so(void **state)
{
	const char *mail = "From: a@b\nSubject: Fire\n\nHello\n";
	gboolean cut = TRUE;
	g_autofree char *rest = rest_of(mail, FALSE, &cut);
	g_autofree char *none = NULL;

	(void)state;
	assert_false(cut);
	assert_true(g_str_has_suffix(
	    rest, ":_\n\n*Subject:* Fire\n*From:* a@b\n\nHello"));
	none = rest_of(mail, TRUE, &cut);
	assert_false(cut);
	assert_true(g_str_has_suffix(none, "._"));
	assert_null(strstr(none, "text"));
}

/* Its end is attached, and what stands around it is closed. */
static void
a_long_rest_ends_like_any_text(void **state)
{
	g_autoptr(GString) mail = g_string_new("From: a@b\nSubject: Fire\n"
					       "Content-Type: text/html\n\n"
					       "<pre>\n");
	g_autofree char *rest = NULL;
	gboolean cut = FALSE;

	(void)state;
	for (int i = 0; i < LIMIT_JIRA_TEXT / 8; i++)
		g_string_append_printf(mail, "line %d\n", i);
	g_string_append(mail, "</pre>\n");
	rest = rest_of(mail->str, FALSE, &cut);
	assert_true(cut);
	assert_in_range(
	    text_length(rest), LIMIT_JIRA_TEXT - 1000, LIMIT_JIRA_TEXT);
	assert_true(g_str_has_suffix(rest, CONTENT_WHOLE "._"));
	assert_non_null(strstr(rest, "{noformat}\n\n_The text is longer"));
}

/* Of plain ASCII: nothing in it may be refused again. */
static void
what_stands_for_a_refused_text_is_plain(void **state)
{
	g_autofree char *text = content_refused();

	(void)state;
	assert_true(g_str_is_ascii(text));
	assert_non_null(strstr(text, "original is attached"));
	assert_true(text_length(text) < 200);
}

static void
the_summary_is_tag_and_subject(void **state)
{
	(void)state;
	assert_text(summary_of("x", "JI-ABC123"), "[#JI-ABC123] x");
	assert_text(summary_of("x", NULL), "x");
	assert_text(summary_of("", "JI-ABC123"), "[#JI-ABC123] (no subject)");
	assert_text(summary_of("a\n b", NULL), "a b");
}

static void
a_summary_fits_whatever_the_subject(void **state)
{
	(void)state;
	for (int i = 230; i < 260; i++) {
		g_autofree char *x = g_strnfill((gsize)i, 'x');
		g_autofree char *subject =
		    g_strconcat(x, "\xf0\x9f\x98\x80 y", NULL);
		g_autofree char *summary = summary_of(subject, "JI-ABC123");

		assert_in_range(text_length(summary), 240, LIMIT_SUMMARY);
		assert_true(g_utf8_validate(summary, -1, NULL));
		assert_false(g_str_has_suffix(summary, " "));
	}
}

#define ENCRYPTED                                          \
	"Content-Type: multipart/encrypted; boundary=e; "  \
	"protocol=\"application/pgp-encrypted\"\n\n"       \
	"--e\nContent-Type: application/pgp-encrypted\n\n" \
	"Version: 1\n--e\n"                                \
	"Content-Type: application/octet-stream\n\nx\n--e--\n"

/* What can be read beside an encrypted part is what the mail says. */
static void
an_encrypted_message_says_so_if_it_says_nothing_else(void **state)
{
	static const char note[] = "This message is encrypted; what it says is";
	gboolean cut;
	g_autofree char *alone = text_of("MIME-Version: 1.0\n" ENCRYPTED, &cut);
	g_autofree char *beside =
	    text_of("MIME-Version: 1.0\n"
		    "Content-Type: multipart/mixed; boundary=m\n\n"
		    "--m\n\nHello.\n--m\n" ENCRYPTED "--m--\n",
		&cut);

	(void)state;
	assert_non_null(strstr(alone, note));
	assert_null(strstr(alone, "no text"));
	assert_non_null(strstr(beside, "Hello."));
	assert_null(strstr(beside, note));
	assert_null(strstr(beside, "no text"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_header_stands_before_the_text),
		cmocka_unit_test(what_is_missing_has_no_line),
		cmocka_unit_test(a_field_never_fills_the_text),
		cmocka_unit_test(a_long_text_is_cut_and_says_so),
		cmocka_unit_test(the_closed_issue_is_named),
		cmocka_unit_test(a_text_beyond_memory_is_not_attached_as_text),
		cmocka_unit_test(what_was_cut_off_stands_in_a_box),
		cmocka_unit_test(the_box_yields_to_the_limit),
		cmocka_unit_test(
		    the_rest_brings_the_whole_text_or_only_says_so),
		cmocka_unit_test(a_long_rest_ends_like_any_text),
		cmocka_unit_test(what_stands_for_a_refused_text_is_plain),
		cmocka_unit_test(the_summary_is_tag_and_subject),
		cmocka_unit_test(a_summary_fits_whatever_the_subject),
		cmocka_unit_test(
		    an_encrypted_message_says_so_if_it_says_nothing_else),
	};

	return RUN(tests);
}
