#include "plan/policy.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

/* "drop", or what else becomes of a mail. */
static const char *
fate(const char *mail, const char *option, const char *second,
    enum policy_ticket ticket)
{
	static const char *const names[] = { "file", "drop", "refuse" };
	struct filing f;
	enum policy p;

	filing_begin(&f, mail, "-n", "--ticketaddress=support@b.c",
	    "--message-key=k", option, second, NULL);
	p = policy_find(&f.options, f.message, f.verdict, ticket);
	filing_end(&f);
	return names[p];
}

#define BOUNCE "From: MAILER-DAEMON@b.c\nSubject: failure notice\n\nx\n"
#define MAYBE  "From: postmaster@b.c\nSubject: Undeliverable: x\n\nx\n"
#define REPLY                                          \
	"From: a@b.c\nSubject: Re: [#JI-ZOZ2P6QK] x\n" \
	"Auto-Submitted: auto-replied\n\nAway.\n"
#define LIST "From: a@b.c\nList-Id: <l.b.c>\nSubject: x\n\nx\n"
#define JIRA "From: jira@b.c\nX-JIRA-FingerPrint: 1\nSubject: x\n\nx\n"

static void
all_is_filed_but_what_comes_back(void **state)
{
	(void)state;
	assert_string_equal(
	    fate("From: a@b.c\n\nx\n", NULL, NULL, TICKET_NONE), "file");
	assert_string_equal(fate(LIST, NULL, NULL, TICKET_NONE), "file");
	assert_string_equal(fate(REPLY, NULL, NULL, TICKET_NONE), "file");
	assert_string_equal(fate(MAYBE, NULL, NULL, TICKET_NONE), "file");
	assert_string_equal(fate(BOUNCE, NULL, NULL, TICKET_NONE), "drop");
	assert_string_equal(fate(BOUNCE, NULL, NULL, TICKET_NOT_ASKED), "drop");
	assert_string_equal(fate(JIRA, NULL, NULL, TICKET_NONE), "drop");
}

static void
the_administrator_decides_by_class(void **state)
{
	static const char option[] =
	    "--machine-mail=bounce=file, autoreply=drop,LIST=refuse";

	(void)state;
	assert_string_equal(fate(BOUNCE, option, NULL, TICKET_NONE), "file");
	assert_string_equal(fate(REPLY, option, NULL, TICKET_NONE), "drop");
	assert_string_equal(fate(LIST, option, NULL, TICKET_NONE), "refuse");
	assert_string_equal(fate(JIRA, option, NULL, TICKET_NONE), "drop");
	assert_string_equal(
	    fate(JIRA, "--machine-mail=own=file", NULL, TICKET_NONE), "file");
	assert_string_equal(fate(LIST, "--machine-mail=list=drop",
				"--machine-mail=bulk=drop", TICKET_NONE),
	    "drop");
}

static void
a_sender_can_be_an_exception(void **state)
{
	(void)state;
	assert_string_equal(fate(LIST, "--machine-mail=list=drop",
				"--machine-mail-except=*@B.c", TICKET_NONE),
	    "file");
	assert_string_equal(fate(LIST, "--machine-mail=list=drop",
				"--machine-mail-except=b@b.c", TICKET_NONE),
	    "drop");
	assert_string_equal(
	    fate(JIRA, "--machine-mail-except=jira@b.c", NULL, TICKET_NONE),
	    "file");
}

static void
an_automatic_answer_to_a_ticket_is_a_comment_or_nothing(void **state)
{
	(void)state;
	assert_string_equal(fate(REPLY, "--machine-mail=autoreply=refuse", NULL,
				TICKET_NOT_ASKED),
	    "file");
	assert_string_equal(
	    fate(REPLY, "--machine-mail=autoreply=refuse", NULL, TICKET_FOUND),
	    "file");
	assert_string_equal(
	    fate(REPLY, "--autoreply=drop", NULL, TICKET_FOUND), "drop");
	assert_string_equal(
	    fate(REPLY, "--autoreply=drop", NULL, TICKET_NONE), "file");
}

static void
undesired_subjects_are_dropped(void **state)
{
	static const char option[] = "--undesired-subject-patterns=^\\[spam\\]";

	(void)state;
	assert_string_equal(fate("From: a@b.c\nSubject: [SPAM] x\n\nx\n",
				option, NULL, TICKET_NOT_ASKED),
	    "drop");
	assert_string_equal(fate("From: a@b.c\nSubject: no [SPAM]\n\nx\n",
				option, NULL, TICKET_NOT_ASKED),
	    "file");
}

static void
what_a_robot_writes_from_our_address_is_ours(void **state)
{
	static const char mail[] =
	    "From: support@b.c\nX-Jicket-HashID: x\n"
	    "Auto-Submitted: auto-replied\nSubject: x\n\nx\n";

	(void)state;
	assert_string_equal(fate(mail, NULL, NULL, TICKET_NONE), "drop");
	assert_string_equal(
	    fate(mail, "--machine-mail=own=file", NULL, TICKET_NONE), "file");
	assert_string_equal(fate("From: support@b.c\nSubject: x\n\nx\n", NULL,
				NULL, TICKET_NONE),
	    "file");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_is_filed_but_what_comes_back),
		cmocka_unit_test(the_administrator_decides_by_class),
		cmocka_unit_test(a_sender_can_be_an_exception),
		cmocka_unit_test(
		    an_automatic_answer_to_a_ticket_is_a_comment_or_nothing),
		cmocka_unit_test(undesired_subjects_are_dropped),
		cmocka_unit_test(what_a_robot_writes_from_our_address_is_ours),
	};

	return RUN(tests);
}
