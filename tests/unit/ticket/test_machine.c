#include "base/pattern.h"
#include "ticket/classify.h"
#include "ticket/machine.h"
#include "ticket/machine_rules.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

/* "class reason mute" of a mail; to be freed. */
static char *
seen(const char *mail, const char *sender, const char *option)
{
	struct options options;
	struct spool spool;
	struct message *m;
	struct machine machine;
	char *out;

	support_options(&options, "-n", option, NULL);
	support_spool(&spool, mail, -1);
	m = message_read(&spool, FALSE);
	machine_find(&machine, m, &options, sender);
	out = g_strdup_printf("%s%s %s %s", class_name(machine.class),
	    machine.class != CLASS_HUMAN && !machine.sure ? "?" : "",
	    machine.reason ? machine.reason : "-",
	    machine.mute ? machine.mute : "-");
	message_free(m);
	spool_release(&spool);
	options_release(&options);
	return out;
}

struct row {
	const char *mail;
	const char *want; /* class and reason; then why it is not answered */
};

static void
check(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *mail = g_strconcat(rows[i].mail,
		    strstr(rows[i].mail, "\n\n") ? "" : "\n\nHello.\n", NULL);
		g_autofree char *with = strstr(rows[i].mail, "From:") ?
		    g_strdup(mail) :
		    g_strconcat("From: ada@example.com\n", mail, NULL);
		g_autofree char *got = seen(with, NULL, NULL);

		if (strcmp(got, rows[i].want) != 0)
			fail_msg("%s: %s", rows[i].mail, got);
	}
}

#define PERSON	 "human - -"
#define MUTE(c)	 "human - " c
#define IS(x, c) x " " c " " c

static void
persons_are_left_alone(void **state)
{
	static const struct row rows[] = {
		{ "Subject: Printer", PERSON },
		{ "Subject: Re: Automatic reply: Printer", PERSON },
		{ "Subject: Abwesenheitsnotiz einrichten", PERSON },
		{ "Subject: Out of office reply does not work", PERSON },
		{ "Subject: Auto: Kratzer am Lack", PERSON },
		{ "Subject: Fwd: Undelivered Mail Returned to Sender", PERSON },
		{ "Subject: Delivery failed", PERSON },
		{ "Subject: Undeliverable: what is this?", PERSON },
		{ "Auto-Submitted: no", PERSON },
		{ "Auto-Submitted: NO (really)", PERSON },
		{ "Auto-Submitted: ", PERSON },
		{ "Precedence: first-class", PERSON },
		{ "X-Autoreply: no", PERSON },
		{ "X-FC-MachineGenerated: false", PERSON },
		{ "Return-Path: <ada@example.com>", PERSON },
		{ "Content-Type: multipart/mixed; boundary=delivery-status",
		    PERSON },
		{ "From: daemon.mailer@example.com", PERSON },
		{ "References: <JIRA.1.2@Atlassian.JIRA>\nSubject: x", PERSON },
		{ "From: noreplyson@example.com", PERSON },
	};

	(void)state;
	check(rows, G_N_ELEMENTS(rows));
}

static void
some_are_not_answered(void **state)
{
	static const struct row rows[] = {
		{ "From: noreply@example.com", MUTE("no-reply-sender") },
		{ "From: shop-no-reply@example.com", MUTE("no-reply-sender") },
		{ "From: Do-Not-Reply@example.com", MUTE("no-reply-sender") },
		{ "From: postmaster@example.com", MUTE("no-reply-sender") },
		{ "From: list-bounces@example.com", MUTE("no-reply-sender") },
		{ "From: root@example.com", MUTE("no-reply-sender") },
		{ "From: ", MUTE("no-sender") },
		{ "From: root", MUTE("no-reply-sender") },
		{ "X-Loop: a@b.c", MUTE("loop") },
		{ "X-Auto-Response-Suppress: DR, OOF", MUTE("suppress") },
		{ "X-Auto-Response-Suppress: DR, RN", PERSON },
		{ "Auto-Submitted: auto-forwarded", MUTE("auto-forwarded") },
	};

	(void)state;
	check(rows, G_N_ELEMENTS(rows));
}

static void
automatic_answers_are_known(void **state)
{
	static const struct row rows[] = {
		{ "Auto-Submitted: auto-replied",
		    IS("autoreply", "auto-submitted") },
		{ "Auto-Submitted: Auto-Generated; owner-email=a@b",
		    IS("autoreply", "auto-submitted") },
		{ "Auto-Submitted: auto-replied (vacation)",
		    IS("autoreply", "auto-submitted") },
		{ "Precedence: auto_reply",
		    IS("autoreply", "precedence-auto-reply") },
		{ "X-Autoreply: yes", IS("autoreply", "x-autoreply") },
		{ "X-Autorespond: hello", IS("autoreply", "x-autoreply") },
		{ "X-Mail-Autoreply: me", IS("autoreply", "x-autoreply") },
		{ "X-AutoReply-From: a@b", IS("autoreply", "x-autoreply") },
		{ "X-AG-AUTOREPLY: yes", IS("autoreply", "x-autoreply") },
		{ "X-Auto-Response: yes", IS("autoreply", "x-autoreply") },
		{ "X-FC-MachineGenerated: true",
		    IS("autoreply", "x-autoreply") },
		{ "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent",
		    IS("autoreply", "exchange-generated") },
		{ "Content-Type: multipart/report; boundary=b;\n"
		  " report-type=disposition-notification",
		    IS("autoreply", "receipt") },
		{ "Return-Path: <>", IS("autoreply", "null-sender") },
		{ "Precedence: junk\nSubject: Automatic reply: x",
		    IS("autoreply", "autoreply-subject") },
		{ "Precedence: junk", IS("bulk", "precedence-bulk") },
		{ "Feedback-ID: 1:2", IS("bulk", "feedback-id") },
		{ "List-Unsubscribe: <mailto:a@b>",
		    IS("bulk", "list-unsubscribe") },
		{ "X-Amazon-Mail-Relay-Type: notification",
		    IS("bulk", "mail-relay-type") },
	};

	(void)state;
	check(rows, G_N_ELEMENTS(rows));
}

static void
subjects_of_automatic_answers_are_known(void **state)
{
	static const char *const subjects[] = {
		"Automatic reply: Printer",
		"Automatische Antwort: Drucker",
		"Réponse automatique : imprimante",
		"Respuesta automática: impresora",
		"Risposta automatica: stampante",
		"Resposta automática: impressora",
		"Automatisch antwoord: printer",
		"Automatiskt svar: skrivare",
		"Autosvar: printer",
		"Automatická odpověď: tiskárna",
		"[Automatyczna odpowiedź ] drukarka",
		"Автоматический ответ: принтер",
		"自動返信: プリンター",
		"自动答复: 打印机",
		"Out of Office AutoReply: Printer",
		"Out of Office: Printer",
		"Abwesenheitsnotiz: Drucker",
		"Abwesenheitsnotiz",
		"Absence du bureau : imprimante",
		"AUTO: Ada Example is out of the office (returning 05/01/2026)",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++) {
		g_autofree char *mail = g_strdup_printf(
		    "From: a@b.c\nSubject: %s\n\nx\n", subjects[i]);
		g_autofree char *got = seen(mail, NULL, NULL);

		if (strcmp(got, IS("autoreply", "autoreply-subject")) != 0)
			fail_msg("%s: %s", subjects[i], got);
	}
}

static void
bounces_are_known(void **state)
{
	static const struct row rows[] = {
		{ "Content-Type: multipart/report; boundary=b;\n"
		  " report-type=\"delivery-status\"",
		    IS("bounce", "delivery-status") },
		{ "X-Failed-Recipients: a@b",
		    IS("bounce", "failed-recipients") },
		{ "From: MAILER-DAEMON (Mail System)",
		    IS("bounce", "mailer-daemon") },
		{ "From: MAILER-DAEMON <>", IS("bounce", "mailer-daemon") },
		{ "From: Mailer-Daemon@example.com\nList-Id: <a.b>",
		    IS("bounce", "mailer-daemon") },
		{ "Return-Path: <>\nSubject: Undelivered Mail Returned",
		    IS("bounce", "undelivered") },
		{ "Return-Path: <>\nSubject: x\nMIME-Version: 1.0\n"
		  "Content-Type: multipart/mixed; boundary=b\n\n"
		  "--b\n\nx\n--b\nContent-Type: message/rfc822\n\n"
		  "Subject: y\n\ny\n--b--\n",
		    IS("bounce", "null-sender-returns") },
		/* A person may be behind these: they are not dropped. */
		{ "From: postmaster@example.com\nSubject: Undeliverable: x",
		    IS("bounce?", "undelivered") },
		{ "From: noreply@parcels.example.com\n"
		  "Subject: Delivery notification",
		    IS("bounce?", "undelivered") },
		{ "Subject: failure notice\n\n"
		  "Hi. This is the qmail-send program at b.c.\n",
		    IS("bounce?", "undelivered") },
	};

	(void)state;
	check(rows, G_N_ELEMENTS(rows));
}

static void
reports_lists_and_others_are_known(void **state)
{
	static const struct row rows[] = {
		{ "Content-Type: multipart/report; boundary=b;\n"
		  " report-type=feedback-report",
		    IS("feedback", "feedback-report") },
		{ "Subject: Report Domain: b.c Submitter: d.e Report-ID: <1>",
		    IS("feedback", "dmarc-report") },
		{ "From: noreply@boxbe.com",
		    IS("challenge", "challenge-sender") },
		{ "List-Id: <a.example.com>\nAuto-Submitted: auto-generated",
		    IS("list", "list-id") },
		{ "Precedence: list", IS("list", "precedence-list") },
		{ "X-Mailing-List: a@b", IS("list", "mailing-list") },
		{ "X-JIRA-FingerPrint: abc\nAuto-Submitted: auto-generated",
		    IS("own?", "jira-notification") },
		{ "Message-ID: <JIRA.1.2.3.4@Atlassian.JIRA>",
		    IS("own?", "jira-notification") },
	};

	(void)state;
	check(rows, G_N_ELEMENTS(rows));
}

static void
the_envelope_decides_on_the_null_sender(void **state)
{
	static const char mail[] =
	    "Return-Path: <>\nFrom: a@b.c\nSubject: x\n\ny\n";

	(void)state;
	assert_text(seen(mail, "a@b.c", NULL), PERSON);
	assert_text(seen("From: a@b.c\nSubject: x\n\ny\n", "", NULL),
	    IS("autoreply", "null-sender"));
}

static void
subjects_can_be_replaced(void **state)
{
	static const char option[] = "--autoreply-subject-patterns=^gone\\b";

	(void)state;
	assert_text(seen("From: a@b\nSubject: Gone fishing\n\n", NULL, option),
	    IS("autoreply", "autoreply-subject"));
	assert_text(
	    seen("From: a@b\nSubject: Automatic reply: x\n\n", NULL, option),
	    PERSON);
}

static void
want_regex(const char *regex)
{
	g_autofree char *wrong = regex ? pattern_check(regex) : NULL;

	if (wrong)
		fail_msg("%s: %s", regex, wrong);
}

static void
all_rules_are_regular_expressions(void **state)
{
	(void)state;
	for (size_t i = 0; i < machine_rule_count; i++) {
		const struct machine_rule *r = &machine_rules[i];

		want_regex(r->field && *r->field == '^' ? r->field : NULL);
		want_regex(r->value);
		want_regex(r->sender);
		want_regex(r->subject);
		want_regex(r->text);
		want_regex(r->part);
	}
	for (size_t i = 0; machine_subjects[i]; i++)
		want_regex(machine_subjects[i]);
}

static void
the_manual_has_each_reason(void **state)
{
	g_autofree char *page = NULL;

	(void)state;
	assert_true(g_file_get_contents("man/jicket.1", &page, NULL, NULL));
	for (size_t i = 0; i < machine_rule_count; i++) {
		g_autofree char *line =
		    g_strdup_printf("\n.Cm %s", machine_rules[i].code);

		if (!strstr(page, line))
			fail_msg("%s", machine_rules[i].code);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(persons_are_left_alone),
		cmocka_unit_test(some_are_not_answered),
		cmocka_unit_test(automatic_answers_are_known),
		cmocka_unit_test(subjects_of_automatic_answers_are_known),
		cmocka_unit_test(bounces_are_known),
		cmocka_unit_test(reports_lists_and_others_are_known),
		cmocka_unit_test(the_envelope_decides_on_the_null_sender),
		cmocka_unit_test(subjects_can_be_replaced),
		cmocka_unit_test(all_rules_are_regular_expressions),
		cmocka_unit_test(the_manual_has_each_reason),
	};

	return RUN(tests);
}
