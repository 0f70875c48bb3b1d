#include "ticket/classify.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

struct fixture {
	struct options options;
	struct spool spool;
	struct ticket_ids *ids;
	struct message *message;
	struct verdict *verdict;
};

static void
begin(struct fixture *f, const char *mail)
{
	support_options(&f->options, "--message-key=k",
	    "--ticketaddress=support@b.c", NULL);
	support_spool(&f->spool, mail, -1);
	f->ids = ticket_ids_new(&f->options);
	f->message = message_read(&f->spool, FALSE);
	f->verdict = classify(f->message, f->ids, &f->options, NULL);
}

static void
end(struct fixture *f)
{
	verdict_free(f->verdict);
	message_free(f->message);
	ticket_ids_free(f->ids);
	spool_release(&f->spool);
	options_release(&f->options);
}

static const struct candidate *
candidate(const struct fixture *f, guint n)
{
	assert_true(n < f->verdict->candidates->len);
	return g_ptr_array_index(f->verdict->candidates, n);
}

/* An id of ours for an issue; to be freed. */
static char *
our_id(const char *issue)
{
	struct fixture f;
	char *id;

	begin(&f, "From: a@b\n\n");
	id = ticket_message_id(f.ids, "JI-QJ4NXV12", issue, "u", "example.org");
	end(&f);
	return id;
}

static void
a_new_message_names_nothing(void **state)
{
	struct fixture f;
	g_autofree char *digest = ticket_digest("a@b");

	(void)state;
	begin(&f, "Message-ID: <a@b>\nSubject: x\n\ny\n");
	assert_int_equal(f.verdict->class, CLASS_HUMAN);
	assert_int_equal(f.verdict->candidates->len, 0);
	assert_string_equal(f.verdict->digest, digest);
	for (guint i = 0; i < TICKET_NUMBERS; i++)
		assert_true(g_str_has_prefix(f.verdict->ids[i], "JI-"));
	end(&f);
}

static void
a_message_without_id_has_an_id_all_the_same(void **state)
{
	struct fixture f;
	g_autofree char *first = NULL;

	(void)state;
	begin(&f, "Received: y\nSubject: x\n\ny\n");
	first = g_strdup(f.verdict->ids[0]);
	end(&f);
	begin(
	    &f, "Received: z\nReceived: y\nMessage-ID: <>\nSubject: x\n\ny\n");
	assert_string_equal(f.verdict->ids[0], first);
	end(&f);
}

static void
the_best_evidence_comes_first(void **state)
{
	g_autofree char *ours = our_id("10042");
	g_autofree char *mail =
	    g_strdup_printf("Subject: Re: [#JI-TAG123] x\n"
			    "X-Jicket-HashID: HASH12\n"
			    "References: <far@b> <near@b> <%s>\n\ny\n",
		ours);
	static const enum evidence want[] = { EVIDENCE_MESSAGE_ID,
		EVIDENCE_HASHID, EVIDENCE_TAG };
	struct fixture f;

	(void)state;
	begin(&f, mail);
	for (guint i = 0; i < G_N_ELEMENTS(want); i++)
		assert_int_equal(candidate(&f, i)->evidence, want[i]);
	assert_string_equal(candidate(&f, 0)->id, "JI-QJ4NXV12");
	assert_string_equal(candidate(&f, 0)->issue, "10042");
	assert_string_equal(candidate(&f, 1)->id, "JI-HASH12");
	assert_string_equal(candidate(&f, 2)->id, "JI-TAG123");
	assert_null(candidate(&f, 1)->issue);
	assert_null(candidate(&f, 2)->digest);
	for (guint i = 3; i < f.verdict->candidates->len; i++) {
		assert_int_equal(
		    candidate(&f, i)->evidence, EVIDENCE_REFERENCE);
		assert_non_null(candidate(&f, i)->digest);
	}
	end(&f);
}

/* A ticket may have got a later number; the first is the most likely one. */
static void
a_reference_counts_by_the_digest_of_its_id(void **state)
{
	static const char *const ids[] = { "near@b", "far@b" };
	struct fixture f;

	(void)state;
	begin(&f, "References: <far@b> <near@b>\n\ny\n");
	assert_int_equal(f.verdict->candidates->len, 2 * TICKET_NUMBERS);
	for (guint i = 0; i < 2 * TICKET_NUMBERS; i++) {
		g_autofree char *digest = ticket_digest(ids[i % 2]);
		g_autofree char *id = ticket_id(f.ids, digest, i / 2);

		assert_int_equal(
		    candidate(&f, i)->evidence, EVIDENCE_REFERENCE);
		assert_string_equal(candidate(&f, i)->digest, digest);
		assert_string_equal(candidate(&f, i)->id, id);
		assert_null(candidate(&f, i)->issue);
	}
	end(&f);
}

/* Of several that are named, the first may be unknown to Jira. */
static void
all_that_is_named_is_tried(void **state)
{
	static const struct {
		enum evidence evidence;
		const char *id;
	} want[] = {
		{ EVIDENCE_HASHID, "JI-HASH01" },
		{ EVIDENCE_HASHID, "JI-HASH02" },
		{ EVIDENCE_TAG, "JI-BBBBBB" },
		{ EVIDENCE_TAG, "JI-CCCCCC" },
		{ EVIDENCE_TAG, "JI-AAAAAA" },
	};
	struct fixture f;

	(void)state;
	begin(&f,
	    "Subject: see JI-DDDDDD (ji-aaaaaa) [#JI-BBBBBB]\n [#JI-CCCCCC]\n"
	    "X-Jicket-HashID: HASH01\nX-Jicket-HashID: [#JI-HASH02]\n"
	    "In-Reply-To: a@b\nReferences: c@d\nReferences: <<e@f>>\n\ny\n");
	for (guint i = 0; i < G_N_ELEMENTS(want); i++) {
		assert_int_equal(candidate(&f, i)->evidence, want[i].evidence);
		assert_string_equal(candidate(&f, i)->id, want[i].id);
	}
	for (guint i = 0; i < 3 * TICKET_NUMBERS; i++)
		assert_int_equal(
		    candidate(&f, 5 + i)->evidence, EVIDENCE_REFERENCE);
	assert_int_equal(
	    f.verdict->candidates->len, 5 + 3 * TICKET_NUMBERS + 1);
	assert_int_equal(
	    candidate(&f, 5 + 3 * TICKET_NUMBERS)->evidence, EVIDENCE_WORD);
	assert_string_equal(
	    candidate(&f, 5 + 3 * TICKET_NUMBERS)->id, "JI-DDDDDD");
	end(&f);
}

static void
a_forged_id_is_only_a_reference(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f,
	    "In-Reply-To: <jicket.JI-QJ4NXV12.10042.u."
	    "00000000000000000000@example.org>\n\ny\n");
	assert_int_equal(f.verdict->candidates->len, TICKET_NUMBERS);
	for (guint i = 0; i < TICKET_NUMBERS; i++) {
		assert_int_equal(
		    candidate(&f, i)->evidence, EVIDENCE_REFERENCE);
		assert_null(candidate(&f, i)->issue);
		assert_non_null(candidate(&f, i)->digest);
	}
	end(&f);
}

static void
our_own_message_id_is_our_own_mail(void **state)
{
	g_autofree char *ours = our_id("1");
	g_autofree char *mail =
	    g_strdup_printf("Message-ID: <%s>\n\ny\n", ours);
	struct fixture f;

	(void)state;
	begin(&f, mail);
	assert_int_equal(f.verdict->class, CLASS_OWN);
	end(&f);
}

/* A confirmation that Jicket 0.6 sent, or seems to have sent. */
#define INITIAL(from, initial, answers, hashid)              \
	"From: " from "\nX-Jicket-Initial-ReplyID: " initial \
	"\nIn-Reply-To: " answers "\nX-Jicket-HashID: " hashid "\n\nhi\n"

static void
the_start_of_a_jicket_thread_is_our_own_mail(void **state)
{
	static const struct {
		const char *mail;
		enum class class;
	} cases[] = {
		/* HASH is that of <a@b>. */
		{ INITIAL("x@y", "<a@b>", "<a@b>", "HASH"), CLASS_OWN },
		{ INITIAL("x@y", "a@b", "<a@b>", "HASH"), CLASS_OWN },
		{ INITIAL("Desk <Support@B.C>", "<a@b>", "<a@b>", "QJ4NXV12"),
		    CLASS_OWN },
		{ INITIAL("support@b.c", "<a@b>", "<c@b>", "HASH"),
		    CLASS_HUMAN },
		/* Each of these is what anybody can write. */
		{ INITIAL("x@y", "<a@b>", "<a@b>", "QJ4NXV12"), CLASS_HUMAN },
		{ INITIAL("x@y", "<a@b>", "<a@b>", ""), CLASS_HUMAN },
		{ INITIAL("support@b.c", "<a@b>", "<a@b>", "no-hash"),
		    CLASS_HUMAN },
		{ INITIAL("x@y, support@b.c", "<a@b>", "<a@b>", "QJ4NXV12"),
		    CLASS_HUMAN },
		{ INITIAL("support@b.c", "<>", "<>", "HASH"), CLASS_HUMAN },
		{ INITIAL("support@b.c", "", "", "HASH"), CLASS_HUMAN },
		{ "X-Jicket-Initial-ReplyID: <a@b>\nIn-Reply-To: <a@b>\n\n",
		    CLASS_HUMAN },
	};
	g_autofree char *digest = ticket_digest("a@b");

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fixture f;
		g_autofree char *id = NULL;
		g_autoptr(GString) mail = g_string_new(cases[i].mail);

		begin(&f, "Subject: x\n\ny\n");
		id = ticket_id(f.ids, digest, 0);
		end(&f);
		g_string_replace(mail, "HASH", id + strlen("JI-"), 1);
		begin(&f, mail->str);
		if (f.verdict->class != cases[i].class)
			fail_msg("case %zu", i);
		end(&f);
	}
}

static void
names_are_for_people(void **state)
{
	(void)state;
	assert_string_equal(class_name(CLASS_OWN), "own");
	assert_string_equal(class_name(CLASS_HUMAN), "human");
	assert_string_equal(evidence_name(EVIDENCE_MESSAGE_ID), "message-id");
	assert_string_equal(evidence_name(EVIDENCE_REFERENCE), "reference");
	verdict_free(NULL);
}

static void
notifications_by_jira_are_read(void **state)
{
	static const struct {
		const char *references;
		const char *want; /* numbers */
	} rows[] = {
		{ "<JIRA.10042.1793693700302@Atlassian.JIRA>", "10042 " },
		{ "<JIRA.10042.1793693700302.7.1796000000000@x>", "10042 " },
		{ "<JIRA.1.1793693700302@x> <JIRA.1.1793693700302.5@x>", "1 " },
		/* The nearest come first, and three are enough. */
		{ "<JIRA.1.1793693700302@x> <JIRA.2.1793693700302@x>\n"
		  " <JIRA.3.1793693700302@x> <JIRA.4.1793693700302@x>",
		    "4 3 2 " },
		{ "<JIRA..1793693700302@x>", "" },
		{ "<JIRA.10042.179369370030@x>", "" },
		{ "<JIRA.10042.17936937003020@x>", "" },
		{ "<JIRA.10042.1793693700302x@x>", "" },
		{ "<JIRA.10042.1793693700302>", "" },
		{ "<JIRA.10042>", "" },
		{ "<XJIRA.10042.1793693700302@x>", "" },
		{ "<JIRA.1234567890123456789.1793693700302@x>", "" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *mail = g_strdup_printf(
		    "From: a@b.c\nReferences: %s\n\nx\n", rows[i].references);
		g_autoptr(GString) got = g_string_new(NULL);
		struct fixture f;

		begin(&f, mail);
		for (guint j = 0; j < f.verdict->notifications->len; j++) {
			const struct notification *n =
			    g_ptr_array_index(f.verdict->notifications, j);

			assert_int_equal(
			    n->created, G_GINT64_CONSTANT(1793693700302));
			g_string_append_printf(got, "%s ", n->issue);
		}
		assert_string_equal(got->str, rows[i].want);
		end(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_message_names_nothing),
		cmocka_unit_test(a_message_without_id_has_an_id_all_the_same),
		cmocka_unit_test(the_best_evidence_comes_first),
		cmocka_unit_test(a_reference_counts_by_the_digest_of_its_id),
		cmocka_unit_test(all_that_is_named_is_tried),
		cmocka_unit_test(a_forged_id_is_only_a_reference),
		cmocka_unit_test(our_own_message_id_is_our_own_mail),
		cmocka_unit_test(the_start_of_a_jicket_thread_is_our_own_mail),
		cmocka_unit_test(names_are_for_people),
		cmocka_unit_test(notifications_by_jira_are_read),
	};

	return RUN(tests);
}
