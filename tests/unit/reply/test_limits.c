/*
 * What is beyond a limit, and answers that end in the middle of something.
 */
#include "base/limits.h"

#include "plain/read.h"
#include "reply/cut.h"
#include "reply/patterns.h"
#include "reply/view.h"
#include "tests/unit/test.h"

#include <string.h>

static struct doc *
read_text(const char *text)
{
	static const struct plain_format fixed = { FALSE, FALSE };

	return plain_read(text, &fixed);
}

/* What is kept of an answer. */
static char *
cut(const char *text)
{
	struct doc *d = read_text(text);
	struct reply *r = reply_new(NULL, NULL);
	char *kept;

	reply_cut(r, d, FALSE);
	kept = doc_plain(d, DOC_KEPT, FALSE);
	reply_free(r);
	doc_free(d);
	return kept;
}

static void
the_beginning_of_a_line_is_looked_at(void **state)
{
	g_autofree char *fill = g_strnfill(LIMIT_REPLY_LINE - 1, 'x');
	g_autofree char *text = g_strdup_printf(
	    "%sy\n%sxy\n%s\xc3\xbc\n%s\xc3\xbc", fill, fill, fill, fill + 1);
	struct doc *d = read_text(text);
	struct reply_view *v = reply_view_new(d);

	(void)state;
	assert_int_equal(strlen(view_line(v, 0)->text), LIMIT_REPLY_LINE);
	assert_int_equal(view_line(v, 0)->text[LIMIT_REPLY_LINE - 1], 'y');
	assert_int_equal(strlen(view_line(v, 1)->text), LIMIT_REPLY_LINE);
	/* A character is not cut. */
	assert_int_equal(strlen(view_line(v, 2)->text), LIMIT_REPLY_LINE - 1);
	assert_int_equal(strlen(view_line(v, 3)->text), LIMIT_REPLY_LINE);
	reply_view_free(v);
	doc_free(d);
}

static void
matches_of_a_mail_are_counted(void **state)
{
	struct reply_patterns *p = reply_patterns_new(NULL);
	g_autofree char *longer = g_strnfill(32 * 9, '1');

	(void)state;
	for (int i = 0; i < LIMIT_REPLY_MATCHES - 11; i++)
		assert_true(reply_has_date(p, "at 10:20"));
	/* Long texts cost more: this one costs ten. */
	assert_false(reply_has_date(p, longer));
	assert_true(reply_may_open(p, "On 3 May"));
	assert_false(reply_has_date(p, "at 10:20"));
	assert_false(reply_may_open(p, "On 3 May"));
	assert_false(reply_is_closing(p, "Regards"));
	reply_patterns_free(p);
}

#define WROTE "On 6 May 2024, at 10:20, Ann <ann@example.com> wrote:\n"

/* A mail that asks for more keeps its quotes. */
static void
a_mail_that_costs_too_much_stays(void **state)
{
	g_autoptr(GString) text = g_string_new("Yes.\n");
	g_autofree char *kept = NULL;

	(void)state;
	for (int i = 0; i < LIMIT_REPLY_MATCHES; i++)
		g_string_append_printf(text, "From 1 to %d: 10:20\n", i);
	g_string_append(text, "\n" WROTE "\nDoes it run?\n");
	kept = cut(text->str);
	assert_true(g_str_has_suffix(kept, "Does it run?"));
}

static void
a_wide_colon_is_a_colon(void **state)
{
	struct reply_patterns *p = reply_patterns_new(NULL);

	(void)state;
	/* "The log:" */
	assert_true(reply_announces(p, "\xe6\x97\xa5\xe5\xbf\x97\xef\xbc\x9a"));
	assert_true(reply_announces(p, "\xef\xbc\x9a"));
	assert_false(reply_announces(p, "\xe6\x97\xa5\xe5\xbf\x97"));
	assert_false(reply_announces(p, "\xe6\x97\xa5"));
	assert_false(reply_announces(p, "a"));
	reply_patterns_free(p);
	/* "On 6 May 2024 10:20, Ann wrote:" */
	assert_text(cut("Yes.\n\n\xe5\x9c\xa8 2024\xe5\xb9\xb4"
			"5\xe6\x9c\x88"
			"6\xe6\x97\xa5 10:20\xef\xbc\x8c"
			"Ann \xe5\x86\x99\xe9\x81\x93\xef\xbc\x9a\n"
			"> Does it run?"),
	    "Yes.");
}

/* A piece of an introduction or of a header cuts nothing that was written. */
static void
what_is_cut_is_kept_to_the_cut(void **state)
{
	static const char *const mails[] = {
		"Yes.\n\n" WROTE "> Does it run?\n>\n> Ann\n",
		"Yes.\n\n-----Original Message-----\n"
		"From: Ann <ann@example.com>\nSent: Monday, 6 May 2024 10:20\n"
		"To: Bob\nSubject: Pump\n\nDoes it run?\n",
		"Yes.\n\nBegin forwarded message:\n\n> From: Ann\n> To: Bob\n",
		"Yes.\n\nSent from my iPhone\n\n> On 6 May 2024, at 10:20, Ann "
		"wrote:\n> Run?\n",
		"Yes.\n\nKind regards,\nBob\n\n-- \nBob Example\nPumps Ltd\n",
		"Yes.\n\nLe 6 mai 2024 \xc3\xa0 10:20, Ann <ann@example.com> a "
		"\xc3\xa9"
		"crit\xc2\xa0:\n> Run?\n",
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(mails); i++)
		for (gsize n = 4; n <= strlen(mails[i]); n++) {
			g_autofree char *begin = g_strndup(mails[i], n);
			g_autofree char *kept = NULL;

			if (!g_utf8_validate(begin, -1, NULL))
				continue;
			kept = cut(begin);
			assert_true(g_str_has_prefix(kept, "Yes."));
			if (!g_str_has_prefix(begin, kept))
				fail_msg("\"%s\": %s", begin, kept);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_beginning_of_a_line_is_looked_at),
		cmocka_unit_test(matches_of_a_mail_are_counted),
		cmocka_unit_test(a_mail_that_costs_too_much_stays),
		cmocka_unit_test(a_wide_colon_is_a_colon),
		cmocka_unit_test(what_is_cut_is_kept_to_the_cut),
	};

	return RUN(tests);
}
