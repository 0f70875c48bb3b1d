/*
 * What a mail says, in digests.  Which pairs of mails are the same is tested
 * by delivery (tests/delivery/test_same_mail.py); here stand the limits and
 * what is of no known form.
 */
#include "base/limits.h"
#include "message/read.h"
#include "ticket/said.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

/* The letters before the digests, and the four that stand before the lines. */
#define HEAD (2 + 4 * 11)

/* The digests of a mail; to be freed. */
static char *
said(const char *mail)
{
	struct spool s;
	struct message *m;
	char *text;

	support_spool(&s, mail, -1);
	m = message_read(&s, FALSE);
	text = said_new(m);
	message_free(m);
	spool_release(&s);
	return text;
}

/* A mail of n lines, with one that is of its own. */
static char *
said_lines(int n, const char *last)
{
	g_autoptr(GString) mail = g_string_new("Subject: x\nDate: y\n\n");

	for (int i = 1; i < n; i++)
		g_string_append_printf(mail, "line %d\n", i);
	g_string_append_printf(mail, "%s\n", last);
	return said(mail->str);
}

static void
each_line_has_a_digest_up_to_the_limit(void **state)
{
	const int limit = LIMIT_SAID_LINES;
	static const struct {
		int beyond, digests;
	} cases[] = { { -1, -1 }, { 0, 0 }, { 1, 1 }, { 500, 1 } };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text =
		    said_lines(limit + cases[i].beyond, "end");

		assert_int_equal(
		    strlen(text), HEAD + 11 * (limit + cases[i].digests));
	}
}

static void
what_is_beyond_the_limit_counts_as_a_whole(void **state)
{
	g_autofree char *one = said_lines(LIMIT_SAID_LINES + 9, "one");
	g_autofree char *again = said_lines(LIMIT_SAID_LINES + 9, "one");
	g_autofree char *two = said_lines(LIMIT_SAID_LINES + 9, "two");
	g_autofree char *start = said_lines(LIMIT_SAID_LINES - 9, "line 791");
	struct said_relation r;

	(void)state;
	assert_true(said_compare(one, again, &r));
	assert_true(r.within && r.holds && r.surplus == 0);
	assert_true(said_compare(one, two, &r));
	assert_false(r.within || r.holds);
	assert_true(said_compare(one, start, &r));
	assert_true(r.within && !r.holds);
	assert_true(said_compare(start, one, &r));
	assert_true(r.holds && !r.within);
	assert_int_equal(r.surplus, 10);
}

static void
lines_are_compared_as_they_read(void **state)
{
	g_autofree char *a = said("Date: y\n\n one  two\t3 \n____\n***\n");
	g_autofree char *b = said("Date: y\n\none two 3\n");
	g_autofree char *c = said("Date: y\n\none two 4\n");
	g_autofree char *marks = said("Date: y\n\none two 3\n???\n");
	struct said_relation r;

	(void)state;
	assert_string_equal(a, b);
	assert_true(said_compare(b, c, &r));
	assert_false(r.within || r.holds);
	assert_true(said_compare(b, marks, &r));
	assert_false(r.within);
	assert_int_equal(r.surplus, 1);
}

static void
other_forms_are_not_compared(void **state)
{
	g_autofree char *good = said("Date: y\n\nx\n");
	g_autofree char *other = g_strdup(good);
	struct said_relation r;

	(void)state;
	other[0] = 'b';
	assert_true(said_compare(good, good, &r));
	assert_false(said_compare(other, good, &r));
	assert_false(said_compare(good, other, &r));
	other[0] = 'a';
	other[strlen(other) - 1] = '\0';
	assert_false(said_compare(other, good, &r));
	assert_false(said_compare(good, "", &r));
	assert_false(said_compare("a", good, &r));
}

static void
a_message_that_was_not_taken_apart_says_nothing(void **state)
{
	struct spool s;
	struct message *m;

	(void)state;
	support_spool(&s, "Subject: x\n\ny\n", -1);
	m = message_new_plain(&s);
	assert_null(said_new(m));
	message_free(m);
	spool_release(&s);
}

static void
words_are_found_in_markup(void **state)
{
	static const struct {
		const char *text;
		gboolean in;
	} cases[] = {
		{ "one two-three 4", TRUE },
		{ "*From:* x\n\n{quote}_one_ *two\\-three* \\4{quote}", TRUE },
		{ "one two-three", FALSE },
		{ "", FALSE },
	};
	struct spool s;
	struct message *m;

	(void)state;
	support_spool(&s, "Subject: x\n\none two-three\n4 !\n", -1);
	m = message_read(&s, FALSE);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_int_equal(said_is_in(m, cases[i].text), cases[i].in);
	message_free(m);
	spool_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_line_has_a_digest_up_to_the_limit),
		cmocka_unit_test(what_is_beyond_the_limit_counts_as_a_whole),
		cmocka_unit_test(lines_are_compared_as_they_read),
		cmocka_unit_test(other_forms_are_not_compared),
		cmocka_unit_test(
		    a_message_that_was_not_taken_apart_says_nothing),
		cmocka_unit_test(words_are_found_in_markup),
	};

	return RUN(tests);
}
