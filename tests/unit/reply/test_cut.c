/*
 * The rules; the words of the languages are in test_words.c.
 */
#include "html/read.h"
#include "plain/read.h"
#include "reply/cut.h"

#include "tests/unit/test.h"

#include <glib.h>
#include <string.h>

#define WROTE "On 6 May 2024, at 10:20, Ann <ann@example.com> wrote:\n"

static struct doc *
read_plain(const char *text)
{
	static const struct plain_format fixed = { FALSE, FALSE };

	return plain_read(text, &fixed);
}

static void
cut(struct doc *d, char **introductory, char **multiline, gboolean forwards)
{
	struct reply *r = reply_new(introductory, multiline);

	reply_cut(r, d, forwards);
	reply_free(r);
}

static void
keeps(struct doc *d, const char *want)
{
	cut(d, NULL, NULL, FALSE);
	assert_text(doc_plain(d, DOC_KEPT, FALSE), want);
}

static void
check(const char *text, const char *want)
{
	struct doc *d = read_plain(text);

	keeps(d, want);
	doc_free(d);
}

static void
stays(const char *text)
{
	check(text, text);
}

static void
a_quote_at_the_end_goes(void **state)
{
	(void)state;
	check("Yes.\n\n" WROTE "\n> Does it run?\n", "Yes.");
	check("Yes.\n\n> Does it run?\n", "Yes.");
	check("Yes.\n" WROTE "> Does it run?\n\n-- \nBob\n", "Yes.");
	check("Yes.\n\n" WROTE "> a\n>> b\n> c\n\n> d\n", "Yes.");
}

static void
a_quote_that_somebody_announces_stays(void **state)
{
	struct doc *d;

	(void)state;
	stays("The log says:\n\n> no pump");
	check("Yes\n:smile:\n\n> a", "Yes\n:smile:");
	check("Yes.\n\nAnn wrote:\n> a\n> b", "Yes.\n\nAnn wrote:");
	check("Yes.\n\nKind regards:\n\n> a", "Yes.\n\nKind regards:");
	/* A program says that it is one. */
	d = read_plain("All is in order:\n\n> a");
	doc_line(d, 1)->hints |= HINT_QUOTED;
	keeps(d, "All is in order:");
	doc_free(d);
}

static void
quotes_that_are_answered_stay(void **state)
{
	(void)state;
	stays(WROTE "> Does it run?\n\nYes.\n\n> And is it loud?\n\nNo.");
	stays("Hello,\n\n" WROTE "> Does it run?\n\nYes.");
	stays("> Does it run?\n\nYes.");
	check("> Does it run?\n\nYes.\n\n> And is it loud?\n",
	    "> Does it run?\n\nYes.");
}

static void
a_whole_mail_above_its_answer_goes(void **state)
{
	GString *text = g_string_new(WROTE);

	(void)state;
	for (int i = 0; i < 20; i++)
		g_string_append(text, "> This is one line of a long mail.\n");
	g_string_append(text, "\nYes.\n");
	check(text->str, "Yes.");
	g_string_free(text, TRUE);
}

static void
a_closing_below_a_quote_is_no_answer_to_it(void **state)
{
	(void)state;
	check("Yes.\n\n" WROTE "> Does it run?\n\nKind regards,\nBob",
	    "Yes.\n\nKind regards,\nBob");
	stays("Yes.\n\n" WROTE "> Does it run?\n\nThe first one does.");
}

static void
a_quoted_mail_may_be_forwarded(void **state)
{
	(void)state;
	stays("Please look.\n\n> Begin forwarded message:\n> \n> From: Ann\n"
	      "> \n> Does it run?");
	check("Yes.\n\n" WROTE "> Begin forwarded message:\n>\n> Run?", "Yes.");
}

/* Where it ends is told by a text without the blanks. */
static void
blanks_before_an_answer_lose_nothing_of_it(void **state)
{
	static const char *const blanks[] = { "", " ", "  \t ", "\xc2\xa0",
		"\xc2\xa0 \xc2\xa0 \xc2\xa0 \xc2\xa0 \xc2\xa0 ",
		"\xc2\xa0\xc2\xa0\xc2\xa0", "\t\xc2\xa0", "\v" };
	static const char *const between[] = { " ", "  ", "\xc2\xa0",
		" \xc2\xa0", "\xc2\xa0 " };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(blanks); i++)
		for (gsize n = 0; n < G_N_ELEMENTS(between); n++) {
			g_autofree char *text = g_strconcat("Hello,\n\n",
			    blanks[i], "Ja, gern, \xc3\x84.", between[n], WROTE,
			    "> Does it run?\n", NULL);
			struct doc *d = read_plain(text);
			g_autofree char *kept = NULL;

			cut(d, NULL, NULL, FALSE);
			kept = doc_plain(d, DOC_KEPT, FALSE);
			assert_true(g_utf8_validate(kept, -1, NULL));
			g_strchomp(kept);
			if (g_str_has_suffix(kept, "\xc2\xa0"))
				kept[strlen(kept) - 2] = '\0';
			assert_true(g_str_has_suffix(
			    g_strchomp(kept), "Ja, gern, \xc3\x84."));
			doc_free(d);
		}
}

/* Two lines of dashes are a frame, or the command of a database. */
static void
what_somebody_says_below_dashes_is_no_signature(void **state)
{
	(void)state;
	stays(
	    "Here is the log:\n--\nE17\nE18\n--\nCan you tell me what E18 is?\n"
	    "It comes every day at nine, and twice on Mondays.\n"
	    "We have rebooted it three times already.\nBob");
	/* Two may be a motto. */
	check("Yes.\n--\nBob Ray\nTo be or not to be?\nThat is the question "
	      "here.\nbob@example.com",
	    "Yes.");
	/* A lawyer stands apart, or has long lines. */
	check("Yes.\n--\nBob\n\nThis is for you and me only.\n"
	      "Do not give it to any others.\nDelete it when you are done.\n",
	    "Yes.");
	check("Yes.\n--\nThis mail may be read by those who it was written to. "
	      "If you are none of them, be so kind and delete it.\n"
	      "It may hold secrets of somebody who would rather keep them, or "
	      "of others whom nobody has asked about it.\n"
	      "We cannot answer for anything that a machine on its way here "
	      "has done to it. It may have been changed.\n",
	    "Yes.");
}

static void
never_is_all_cut(void **state)
{
	(void)state;
	stays("> Does it run?");
	stays(WROTE "\n> Does it run?");
	stays(WROTE "\nDoes it run?");
	stays("-----Original Message-----\nDoes it run?");
	stays("Sent from my iPhone");
	stays("--\nBob");
	stays("From: Ann <ann@example.com>\nTo: Bob\nSubject: Pump\n\nRun?");
	stays("");
	/* Who knows where the earlier mail ends? */
	stays(
	    "From: Ann <ann@example.com>\nTo: Bob\nSubject: Pump\n\nRun?\n\n" WROTE
	    "> Does it?");
}

static void
what_follows_an_earlier_mail_goes(void **state)
{
	(void)state;
	check("Yes.\n\n" WROTE "\nDoes it run?\n\nAnn\n", "Yes.");
	check("Yes.\n\n-----Original Message-----\n\nFwd\n\n"
	      "---------- Forwarded message ----------\nFrom: x\n",
	    "Yes.");
	check("Yes.\n\n________________________________\n"
	      "From: Ann <ann@example.com>\nSent: Monday\nTo: Bob\n"
	      "Subject: Pump\n\nDoes it run?\n",
	    "Yes.");
	check("Yes.\nAm 06.05.24 um 10:20 schrieb Ann Lee - Pumpen\n"
	      "Von: \"Ann Lee - Pumpen\"\nDatum: 6. Mai 2024\nAn: Bob\n",
	    "Yes.");
	check("Yes.\n\nOriginal Message\nFrom: Ann <ann@example.com>\n"
	      "Sent: Monday\nTo: Bob\nSubject: Pump\n\nDoes it run?\n",
	    "Yes.");
	check("Yes.\n\nFrom: Ann <ann@example.com>\nDate: 6 May 2024 10:20\n\n"
	      "Does it run?\n",
	    "Yes.");
}

static void
fields_may_be_broken_and_parted(void **state)
{
	(void)state;
	check("Yes.\n\nFrom: Ann\n <ann@example.com>\nDate: 6 May 2024\n"
	      "To: Bob; Carol;\n Dave; Eve\nSubject: Pump\n\nRun?",
	    "Yes.");
	check("Yes.\n\nFrom: Ann\n\nDate: 6 May 2024\n\nTo: Bob\n\n"
	      "Subject: Pump\n\nRun?",
	    "Yes.");
	check("Yes.\n\n| From | Ann <ann@example.com> |\n| Date | 6 May |\n"
	      "| To | Bob |\n\nRun?",
	    "Yes.");
}

static void
an_introduction_may_share_a_line(void **state)
{
	(void)state;
	check("Yes. On Mon, May 6, 2024 at 10:20 AM, ann@example.com wrote:\n"
	      "> Does it run?\n",
	    "Yes.");
	check("Yes--- On Mon, May 6, 2024, ann@example.com wrote:\n> Run?\n",
	    "Yes");
	/* Not what is one anyway. */
	check("Yes.\n\nEl El lun, 6 may 2024, Ann <ann@example.com> "
	      "escribió:\n> Run?\n",
	    "Yes.");
}

static void
a_mail_may_share_the_line_of_its_introduction(void **state)
{
	(void)state;
	check("Yes.\n\n On Fri, May 3, 2024 at 10:20 AM, Ann<ann@example.com> "
	      "wrote:   Does it run?\nIs it loud?\n",
	    "Yes.");
	stays("Yes.\n\nOn 3 May I wrote:   it runs.\n\nIs it loud?");
}

static void
quotes_may_be_marked_by_initials(void **state)
{
	(void)state;
	stays("Hello,\n\nFriday, May 3, 2024, 10:20:30, you wrote:\n\n"
	      "AL> Does it run?\nAL> Is it loud?\n\nYes.");
	check("Yes.\n\nFriday, May 3, 2024, 10:20:30, you wrote:\n\n"
	      "AL> Does it run?\n\nAL> Is it loud?\n",
	    "Yes.");
	/* A prompt. */
	stays("I see\n\nSQL> select 1;\nSQL> select 2;");
}

static void
answers_may_be_within_the_earlier_mail(void **state)
{
	(void)state;
	stays("Hello,\nmy answers are below, in red.\n\nRegards\nBob\n\n"
	      "From: Ann <ann@example.com>\n"
	      "Sent: Friday, May 3, 2024 10:20\nTo: Bob\nSubject: x\n\n"
	      "Does it run? Yes.");
	check(
	    "My answers below:\n1. It runs, but not always and not for long.\n"
	    "\n" WROTE "> Does it run?",
	    "My answers below:\n1. It runs, but not always and not for long.");
}

static void
an_introduction_takes_no_line_above_it(void **state)
{
	(void)state;
	check("It ran on 6 May 2024.\n" WROTE "> Run?\n",
	    "It ran on 6 May 2024.");
	check("Call 12345, or bob@example.com.\n" WROTE "> Run?\n",
	    "Call 12345, or bob@example.com.");
	check("It ran on 6 May 2024.\nOn 7 May 2024 at 10:20, Ann Lee\n"
	      "<ann@example.com>\nwrote:\n\n> Run?\n",
	    "It ran on 6 May 2024.");
}

static void
the_end_of_an_address_is_no_quote(void **state)
{
	(void)state;
	check("Yes.\n\nOn 6 May 2024 at 10:20, Ann Lee <ann@example.com\n"
	      "> wrote:\n\n> Run?\n",
	    "Yes.");
	check("Yes.\n\nAm 6. Mai 2024 schrieb Ann <ann@example.com\n>:\n\n"
	      "> Run?\n",
	    "Yes.");
	check("Yes.\n\nOn 6 May 2024 at 10:20 Ann\n\n<\nmailto:Ann "
	      "<ann@example.com>\n> wrote:\n\nRun?\n",
	    "Yes.");
}

static void
signatures_go(void **state)
{
	(void)state;
	check("Yes.\n\n-- \nBob Ray\nPumps\n", "Yes.");
	check("Yes.\n--\nBob\n", "Yes.");
	check("Yes.\n----------------------------------------\nBob\n"
	      "http://example.com",
	    "Yes.");
	check(
	    "Yes.\n\nSent with [Proton Mail](https://proton.me/) secure email.",
	    "Yes.");
	check("Yes.\n\n--\nBob\n\n" WROTE "\n> Run?\n", "Yes.");
	check("Yes.\n\n______________\npumps mailing list\n"
	      "https://lists.example.com/pumps\n",
	    "Yes.");
	check("Regards,\n\nBob\n\n* * *\n\nPumps of all kinds\n",
	    "Regards,\n\nBob");
	check("Yes.\n\n==========\nBob Ray\nTel. 030 123456\n==========\n",
	    "Yes.");
	check(
	    "Yes.\n\n━━━━━━━━━━\n山田\nTEL 03-1234-5678\n━━━━━━━━━━\n", "Yes.");
	check("Sent from my iPhone\n\nYes.\n", "Yes.");
	check("Yes.\n\n＿＿＿＿\n＊＊＊＊\n－－－－\n＝＝＝＝\nᐧ\n", "Yes.");
}

static void
what_only_looks_like_a_signature_stays(void **state)
{
	GString *text = g_string_new("First part.\n--\n");

	(void)state;
	stays("Regards,\n\nBob\nTel. 030 123456");
	/* A frame, and dates. */
	stays("It says\n\n---------------\nhttp://example.com\n"
	      "---------------\n\nAny idea?");
	stays("It was\n\n---\n2024-05-03 10.20\n03.05.2024 20");
	stays("One -- two.");
	stays("Thanks,\nBob\n\n---\n\nThis is what I forgot to say to you.");
	stays("This changes 2 files.\n\n---\n a.c | 2511,10\n b.c | 2,1");
	stays("Two faults:\n\n---\n\nThe link http://example.com/ does not "
	      "work.");
	stays("Parts\n-----\nPump 12345678\nHose 12345679");
	for (int i = 0; i < 40; i++)
		g_string_append_printf(text, "line %d\n", i);
	g_string_append(text, "the end");
	stays(text->str);
	g_string_free(text, TRUE);
}

static void
signs_may_be_in_the_text_of_html(void **state)
{
	struct doc *d =
	    html_read("Yes<br><br>&gt; Subject: a<br>&gt; Does it run?");

	(void)state;
	keeps(d, "Yes");
	doc_free(d);
	/* Somebody's own. */
	d = html_read("<p>Click on</p><p>&gt; Open</p><p>&gt; Run</p>");
	cut(d, NULL, NULL, FALSE);
	assert_text(
	    doc_plain(d, DOC_KEPT, FALSE), "Click on\n\n> Open\n\n> Run");
	doc_free(d);
}

static void
hints_of_a_program_hold(void **state)
{
	static const unsigned hints[] = { 0, HINT_SIGNATURE, HINT_INTRO,
		HINT_QUOTED, 0 };
	struct doc *d = doc_new();

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(hints); i++) {
		doc_begin(d, LINE_TEXT)->hints = hints[i];
		doc_add_text(
		    d, (const char[]){ (char)('a' + i), '\0' }, -1, NULL);
	}
	cut(d, NULL, NULL, FALSE);
	/* Something is written below the quote: all stays. */
	assert_text(doc_plain(d, DOC_KEPT, FALSE), "a\nb\nc\nd\ne");
	doc_line(d, 4)->hints = HINT_QUOTED;
	keeps(d, "a");
	assert_int_equal(doc_line(d, 1)->cut, CUT_SIGNATURE);
	assert_int_equal(doc_line(d, 2)->cut, CUT_QUOTE);
	doc_free(d);
	/* Below a signature that ends where its program says. */
	d = read_plain("Yes.\n--\nBob\nAnd no.");
	doc_line(d, 2)->hints |= HINT_SIGNATURE;
	keeps(d, "Yes.\n--\nBob\nAnd no.");
	doc_free(d);
}

static void
dividers_and_forwards_may_be_marked(void **state)
{
	struct doc *d = read_plain("a\nb\nc\n> d");

	(void)state;
	doc_line(d, 1)->hints = HINT_DIVIDER;
	keeps(d, "a");
	doc_free(d);
	d = read_plain("a\nb\nc\n> d");
	doc_line(d, 1)->hints = HINT_FORWARD;
	keeps(d, "a\nb\nc\n> d");
	doc_free(d);
}

static void
images_at_the_end_stay(void **state)
{
	struct doc *d = read_plain("a");

	(void)state;
	(void)doc_begin(d, LINE_TEXT);
	(void)doc_add_image(d, "cid:x", NULL, -1, -1, NULL);
	cut(d, NULL, NULL, FALSE);
	assert_int_equal(doc_line(d, 1)->cut, CUT_NONE);
	doc_free(d);
}

static void
a_subject_may_say_that_a_mail_is_forwarded(void **state)
{
	static const char text[] =
	    "Please look.\n\nFrom: Ann <ann@example.com>\nSent: 6 May 2024\n"
	    "To: Bob\nSubject: Pump\n\nDoes it run?";
	struct doc *d = read_plain(text);

	(void)state;
	assert_true(reply_is_forward("Fwd: Pump"));
	assert_true(reply_is_forward("FW: Pump"));
	assert_true(reply_is_forward("[SUP-1] WG: Pumpe"));
	assert_true(reply_is_forward("转发：泵"));
	assert_false(reply_is_forward("Re: Fwd: Pump"));
	assert_false(reply_is_forward("Pump"));
	assert_false(reply_is_forward("Forward"));
	assert_false(reply_is_forward("[SUP-1"));
	cut(d, NULL, NULL, TRUE);
	assert_text(doc_plain(d, DOC_KEPT, FALSE), text);
	keeps(d, "Please look.");
	doc_free(d);
}

static void
an_administrators_patterns_replace_ours(void **state)
{
	char *introductory[] = { (char *)"^Ann speaks:$", NULL };
	char *multiline[] = { (char *)"^=+\\nOLD .*$", NULL };
	struct doc *d = read_plain("Yes.\n\nAnn speaks:\n> Run?");

	(void)state;
	cut(d, introductory, NULL, FALSE);
	assert_text(doc_plain(d, DOC_KEPT, FALSE), "Yes.");
	doc_free(d);
	d = read_plain("Yes.\n\n" WROTE "Run?");
	cut(d, introductory, NULL, FALSE);
	assert_text(doc_plain(d, DOC_KEPT, FALSE), "Yes.\n\n" WROTE "Run?");
	doc_free(d);
	d = read_plain("Yes.\n\n====\nOLD STUFF\nRun?");
	cut(d, NULL, multiline, FALSE);
	assert_text(doc_plain(d, DOC_KEPT, FALSE), "Yes.");
	doc_free(d);
	d = read_plain("Yes.\n\n-----Original Message-----\nRun?");
	cut(d, NULL, multiline, FALSE);
	assert_text(doc_plain(d, DOC_KEPT, FALSE),
	    "Yes.\n\n-----Original Message-----\nRun?");
	doc_free(d);
}

/* Nothing in a mail makes it slow: a second would be a thousand times more. */
static void
long_texts_take_little_time(void **state)
{
	static const char *const lines[] = { "Date 10:20 x@example.com:\n",
		"-- Original 5 --\n", "On 3 May <a 12\n", "--\n", "> a\nb\n",
		"From: a@example.com\n", "wrote 10:20 wrote 10:20 wrote\n" };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		GString *text = g_string_new("Yes.\n");
		gint64 start = g_get_monotonic_time();
		struct doc *d;

		while (text->len < 500000)
			g_string_append(text, lines[i]);
		d = read_plain(text->str);
		cut(d, NULL, NULL, FALSE);
		assert_true(g_get_monotonic_time() - start < 10000000);
		doc_free(d);
		g_string_free(text, TRUE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_quote_at_the_end_goes),
		cmocka_unit_test(a_quote_that_somebody_announces_stays),
		cmocka_unit_test(quotes_that_are_answered_stay),
		cmocka_unit_test(a_whole_mail_above_its_answer_goes),
		cmocka_unit_test(a_closing_below_a_quote_is_no_answer_to_it),
		cmocka_unit_test(a_quoted_mail_may_be_forwarded),
		cmocka_unit_test(blanks_before_an_answer_lose_nothing_of_it),
		cmocka_unit_test(
		    what_somebody_says_below_dashes_is_no_signature),
		cmocka_unit_test(never_is_all_cut),
		cmocka_unit_test(what_follows_an_earlier_mail_goes),
		cmocka_unit_test(fields_may_be_broken_and_parted),
		cmocka_unit_test(an_introduction_may_share_a_line),
		cmocka_unit_test(a_mail_may_share_the_line_of_its_introduction),
		cmocka_unit_test(quotes_may_be_marked_by_initials),
		cmocka_unit_test(answers_may_be_within_the_earlier_mail),
		cmocka_unit_test(an_introduction_takes_no_line_above_it),
		cmocka_unit_test(the_end_of_an_address_is_no_quote),
		cmocka_unit_test(signatures_go),
		cmocka_unit_test(what_only_looks_like_a_signature_stays),
		cmocka_unit_test(signs_may_be_in_the_text_of_html),
		cmocka_unit_test(hints_of_a_program_hold),
		cmocka_unit_test(dividers_and_forwards_may_be_marked),
		cmocka_unit_test(images_at_the_end_stay),
		cmocka_unit_test(a_subject_may_say_that_a_mail_is_forwarded),
		cmocka_unit_test(an_administrators_patterns_replace_ours),
		cmocka_unit_test(long_texts_take_little_time),
	};

	return RUN(tests);
}
