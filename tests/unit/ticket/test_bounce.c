#include "ticket/bounce.h"
#include "ticket/classify.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

/* Our Message-ID for ticket JI-ZOZ2P6QK, issue 10042; to be freed. */
static char *
our_id(void)
{
	struct filing f;
	char *id;

	filing_begin(&f, "From: a@b\n\n", "-n", "--message-key=k", NULL);
	id = ticket_message_id(
	    f.ids, "JI-ZOZ2P6QK", "10042", "u", "example.org");
	filing_end(&f);
	return id;
}

/* The mail with "@ID@" replaced by an id of ours, or by a forged one. */
static void
begin(struct filing *f, const char *mail, gboolean forged)
{
	g_autofree char *id = our_id();
	g_auto(GStrv) parts = g_strsplit(mail, "@ID@", -1);
	g_autofree char *whole = NULL;

	if (forged)
		id[strlen("jicket.JI-Z")] = 'X';
	whole = g_strjoinv(id, parts);
	filing_begin(f, whole, "-n", "--message-key=k", NULL);
}

#define REPORT                                                 \
	"From: MAILER-DAEMON@b.c\nTo: support@b.c\n"           \
	"Subject: Undelivered Mail Returned to Sender\n"       \
	"MIME-Version: 1.0\nContent-Type: multipart/report; "  \
	"report-type=delivery-status; boundary=m\n\n"          \
	"--m\n\nThis is the mail system at host b.c.\n"        \
	"--m\nContent-Type: message/delivery-status\n\n"       \
	"Reporting-MTA: dns; b.c\n\n"                          \
	"Final-Recipient: rfc822; <ada@example.com>\n"         \
	"Action: Failed\nStatus: 5.1.1 (bad mailbox)\n"        \
	"Diagnostic-Code: smtp; 550 5.1.1 no such\n  user\n\n" \
	"Final-Recipient: rfc822; bob@example.com\n"           \
	"Original-Recipient: rfc822; robert@example.com\n"     \
	"Action: delayed\nStatus: 4.4.1\n\n"

#define RETURNED                                                   \
	"--m\nContent-Type: message/rfc822\n\n"                    \
	"From: support@b.c\nMessage-ID: <@ID@>\nSubject: y\n\ny\n" \
	"--m--\n"

struct row {
	const char *what, *mail;
};

static const struct row ours[] = {
	{ "a returned mail", REPORT RETURNED },
	{ "a returned header",
	    REPORT "--m\nContent-Type: text/rfc822-headers\n\n"
		   "Message-Id:\n <@ID@>\n--m--\n" },
	{ "an id without a blank",
	    REPORT "--m\nContent-Type: message/rfc822\n\n"
		   "MESSAGE-ID:<@ID@>\n\n--m--\n" },
	{ "below a text",
	    "From: MAILER-DAEMON@b.c\nSubject: failure notice\n\n"
	    "Hi. This is the qmail-send program at b.c.\n\n"
	    "<ada@example.com>:\nNo mailbox (#5.1.1)\n\n"
	    "--- Below this line is a copy of the message.\n\n"
	    "Message-ID: <@ID@>\n" },
	{ "quoted",
	    "From: MAILER-DAEMON@b.c\nSubject: failure notice\n\n"
	    "> Message-ID: <@ID@>\n" },
	{ "as an answer",
	    "From: MAILER-DAEMON@b.c\nIn-Reply-To: <@ID@>\n\nx\n" },
};

static void
a_bounce_of_ours_is_known_by_its_id(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(ours); i++) {
		struct filing f;
		const struct candidate *c;

		begin(&f, ours[i].mail, FALSE);
		if (!f.verdict->returns_ours)
			fail_msg("%s", ours[i].what);
		assert_int_equal(f.verdict->class, CLASS_BOUNCE);
		c = g_ptr_array_index(f.verdict->candidates, 0);
		assert_string_equal(c->id, "JI-ZOZ2P6QK");
		assert_string_equal(c->issue, "10042");
		filing_end(&f);
	}
}

static void
a_forged_id_makes_it_a_foreign_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(ours); i++) {
		struct filing f;

		begin(&f, ours[i].mail, TRUE);
		if (f.verdict->returns_ours)
			fail_msg("%s", ours[i].what);
		filing_end(&f);
	}
}

/* What a person forwards is a person's. */
static void
only_a_bounce_returns_mail(void **state)
{
	struct filing f;

	(void)state;
	begin(&f,
	    "From: ada@example.com\nSubject: what is this?\n\n"
	    "Message-ID: <@ID@>\n",
	    FALSE);
	assert_int_equal(f.verdict->class, CLASS_HUMAN);
	assert_int_equal(f.verdict->candidates->len, 0);
	filing_end(&f);
}

static void
the_recipients_are_read(void **state)
{
	struct filing f;
	g_autoptr(GPtrArray) list = NULL;
	const struct bounced *b;

	(void)state;
	begin(&f, REPORT RETURNED, FALSE);
	list = bounce_recipients(f.message);
	assert_int_equal(list->len, 2);
	b = g_ptr_array_index(list, 0);
	assert_string_equal(b->recipient, "ada@example.com");
	assert_string_equal(b->action, "failed");
	assert_string_equal(b->status, "5.1.1");
	assert_string_equal(b->diagnostic, "550 5.1.1 no such user");
	b = g_ptr_array_index(list, 1);
	assert_string_equal(b->recipient, "robert@example.com");
	assert_string_equal(b->action, "delayed");
	filing_end(&f);
}

static void
the_note_is_short(void **state)
{
	struct filing f;

	(void)state;
	begin(&f, REPORT RETURNED, FALSE);
	bounce_make_note(f.message);
	assert_string_equal(f.message->text,
	    "Our mail to ada@example.com was not delivered.\n"
	    "Status: 5.1.1\n"
	    "Diagnostic: 550 5.1.1 no such user\n"
	    "\n"
	    "Our mail to robert@example.com is delayed.\n"
	    "Status: 4.4.1\n");
	assert_text(doc_plain(f.message->body, DOC_WHOLE, FALSE),
	    "Our mail to ada@example.com was not delivered.\n"
	    "Status: 5.1.1\n"
	    "Diagnostic: 550 5.1.1 no such user\n"
	    "\n"
	    "Our mail to robert@example.com is delayed.\n"
	    "Status: 4.4.1");
	assert_int_equal(f.message->attachments->len, 0);
	assert_true(f.message->doubt);
	filing_end(&f);
}

static void
older_reports_are_read_as_far_as_they_go(void **state)
{
	static const struct {
		const char *mail, *want;
	} rows[] = {
		{ "From: MAILER-DAEMON@b.c\n\n"
		  "Hi. This is the qmail-send program at 192.5.1.7.\n\n"
		  "<ada@example.com>:\nNo mailbox here. (#5.1.1)\n",
		    "Our mail to ada@example.com was not delivered.\n"
		    "Status: 5.1.1\nDiagnostic: No mailbox here. (#5.1.1)\n" },
		{ "From: MAILER-DAEMON@b.c\n"
		  "X-Failed-Recipients: ada@example.com\n\nSorry.\n",
		    "Our mail to ada@example.com was not delivered.\n" },
		{ "From: MAILER-DAEMON@b.c\n\n"
		  "There was an error delivering your mail to "
		  "<ada@example.com>.\n\n550 5.7.1 no\n",
		    "Our mail to ada@example.com was not delivered.\n"
		    "Status: 5.7.1\nDiagnostic: 550 5.7.1 no\n" },
		{ "From: MAILER-DAEMON@b.c\nMIME-Version: 1.0\n"
		  "Content-Type: multipart/report; boundary=m; "
		  "report-type=delivery-status\n\n"
		  "--m\nContent-Type: message/delivery-status\n\n"
		  "--m\nContent-Type: message/rfc822\n\n--m--\n",
		    "Our mail was not delivered. The report of the mail "
		    "system does not say to whom and why.\n" },
		{ "From: MAILER-DAEMON@b.c\n\nSorry.\n",
		    "Our mail was not delivered. The report of the mail "
		    "system does not say to whom and why.\n" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct filing f;

		begin(&f, rows[i].mail, FALSE);
		bounce_make_note(f.message);
		assert_string_equal(f.message->text, rows[i].want);
		filing_end(&f);
	}
}

/* Whatever it holds: bounded, and a line is a line. */
static void
a_hostile_report_is_bounded(void **state)
{
	g_autoptr(GString) mail = g_string_new(REPORT);
	struct filing f;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		g_string_append_printf(mail,
		    "Final-Recipient: rfc822; a%d@b.c\nDiagnostic-Code: ", i);
		for (int j = 0; j < 200; j++)
			g_string_append(mail, "{quote}\xe2\x80\xae~");
		g_string_append(mail, "\n\n");
	}
	g_string_append(mail, RETURNED);
	begin(&f, mail->str, FALSE);
	bounce_make_note(f.message);
	assert_in_range(strlen(f.message->text), 5000, 20000);
	assert_null(strstr(f.message->text, "\xe2\x80\xae"));
	filing_end(&f);
}

/* A part that was cut before its first byte. */
static void
an_empty_part_returns_nothing(void **state)
{
	static const char empty[] =
	    REPORT "--m\nContent-Type: message/rfc822\n\n--m--\n";
	struct filing f;

	(void)state;
	begin(&f, empty, FALSE);
	assert_false(f.verdict->returns_ours);
	bounce_make_note(f.message);
	filing_end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bounce_of_ours_is_known_by_its_id),
		cmocka_unit_test(a_forged_id_makes_it_a_foreign_one),
		cmocka_unit_test(only_a_bounce_returns_mail),
		cmocka_unit_test(the_recipients_are_read),
		cmocka_unit_test(the_note_is_short),
		cmocka_unit_test(older_reports_are_read_as_far_as_they_go),
		cmocka_unit_test(a_hostile_report_is_bounded),
		cmocka_unit_test(an_empty_part_returns_nothing),
	};

	return RUN(tests);
}
