#include "base/limits.h"
#include "intake/msgid.h"

#include "tests/unit/test.h"

#include <string.h>

static char *
joined(GPtrArray *ids)
{
	char *all;

	g_ptr_array_add(ids, NULL);
	all = g_strjoinv("|", (char **)ids->pdata);
	g_ptr_array_unref(ids);
	return all;
}

/* What programs write, and the ids that are meant. */
static const struct {
	const char *value, *want;
} cases[] = {
	/* as the standard has it */
	{ "<a@b>", "a@b" },
	{ "<a@b> <c@d>", "a@b|c@d" },
	{ "<a@b>\t(comment <x@y>) <c@d>", "a@b|c@d" },
	{ "(a (nested \\) one)) <a@b>", "a@b" },
	{ "<\"a>b\"@c> <d@e>", "\"a>b\"@c|d@e" },
	{ "<\"a\\\"<b\"@c>", "\"a\\\"<b\"@c" },
	{ "<a@[127.0.0.1]>", "a@[127.0.0.1]" },

	/* nothing, or a comma, between them */
	{ "<a@b><c@d>", "a@b|c@d" },
	{ "<a@b>,<c@d>;<e@f>", "a@b|c@d|e@f" },

	/* folded within */
	{ "<a@\tb>", "a@b" },
	{ " < a @\tb > ", "a@b" },
	{ "<long-   er@b> <c@d>", "long-er@b|c@d" },

	/* brackets: none, two, one */
	{ "a@b", "a@b" },
	{ "a@b c@d, e@f", "a@b|c@d|e@f" },
	{ "<<a@b>>", "a@b" },
	{ "<<a@b>> <<c@d>>", "a@b|c@d" },
	{ "<a@b", "a@b" },
	{ "<a@b <c@d>", "a@b|c@d" },
	{ "<a@b, and more", "a@b" },
	{ "a@b>", "a@b" },
	{ "\"a@b\"", "a@b" },
	{ "'<a@b>'", "a@b" },
	{ "<> a@b", "a@b" },

	/* without "@" */
	{ "<3a53c9f2-1a8e>", "3a53c9f2-1a8e" },
	{ "3a53c9f2-1a8e", "3a53c9f2-1a8e" },
	{ "abc (comment)", "abc" },
	{ "3a53c9f2-1a8e 4b53c9f2-1a8e", "3a53c9f2-1a8e|4b53c9f2-1a8e" },

	/* in encoded words, which may split it */
	{ "=?utf-8?Q?=3Ca=40b=3E?=", "a@b" },
	{ "=?us-ascii?Q?=3Cab=40c=2E?= =?us-ascii?Q?d=3E_=3Ce=40f=3E?=",
	    "ab@c.d|e@f" },
	{ "<=?utf-8?B?YUBi?=>", "a@b" },
	{ "=?utf-8?q?a=40b?=", "a@b" },
	{ "<a=?b@c>", "a=?b@c" },

	/* beside other things */
	{ "<a@b> from Ann on Monday", "a@b" },
	{ "Your message of \"Mon, 30 Nov\" <a@b>", "a@b" },
	{ "Your message of Monday", "" },
	{ "ann@x's message <a@b>", "a@b" },
	{ "( <a@b>", "a@b" },
	{ ":-( <a@b> <c@d>", "a@b|c@d" },
	{ "<a(b)@c>", "a(b)@c" },

	/* junk */
	{ "", "" },
	{ "<>", "" },
	{ "< >", "" },
	{ "<@>", "" },
	{ "<", "" },
	{ ">", "" },
	{ "()", "" },
	{ "<\"", "\"" },
};

static void
ids_are_read_as_programs_write_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_text(joined(msgid_list(cases[i].value)), cases[i].want);
	assert_text(joined(msgid_list(NULL)), "");
}

/* What a mail is called and what its answer names must be one. */
static void
the_first_id_is_the_same_in_every_field(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *first = msgid_first(cases[i].value);
		g_autofree char *want = g_strdup(cases[i].want);

		want[strcspn(want, "|")] = '\0';
		assert_string_equal(first ? first : "", want);
	}
	assert_null(msgid_first(NULL));
	assert_null(msgid_first("<>"));
}

static void
ids_beyond_the_limit_are_junk(void **state)
{
	g_autofree char *x = g_strnfill(LIMIT_MESSAGE_ID - 1, 'x');
	g_autofree char *fits = g_strdup_printf("<%s@>", x);
	g_autofree char *beyond = g_strdup_printf("<%sx@> <a@b>", x);
	g_autoptr(GPtrArray) one = msgid_list(fits);

	(void)state;
	assert_int_equal(one->len, 1);
	assert_text(joined(msgid_list(beyond)), "a@b");
}

static void
all_fields_of_a_name_are_read(void **state)
{
	static const char block[] = "References: <a@b>\nSubject: <x@y>\n"
				    "references: c@d\nReferences: junk no\n"
				    "References:\n\t<e@f>\n <g@h>\n";
	struct header h;

	(void)state;
	header_init(&h, block, strlen(block), LIMIT_HEADER_FIELDS);
	assert_text(joined(msgid_all(&h, "References")), "a@b|c@d|e@f|g@h");
	assert_text(joined(msgid_all(&h, "In-Reply-To")), "");
	header_release(&h);
}

/* 256 KiB of one pattern each; what is not linear takes minutes. */
static void
hostile_fields_take_no_time(void **state)
{
	static const char *const patterns[] = { "<a@b> ", "<", "(", "((x)",
		"<\"", "\"", "<\"\\", "=?", "=?utf-8?Q?<a@b>?= ", "a@b ", "<a ",
		"12345678 ", "\\(" };
	const gint64 before = g_get_monotonic_time();

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
		g_autoptr(GString) value = g_string_new(NULL);

		while (value->len < (gsize)LIMIT_HEADER_BYTES)
			g_string_append(value, patterns[i]);
		g_ptr_array_unref(msgid_list(value->str));
	}
	assert_true(g_get_monotonic_time() - before < 10 * G_USEC_PER_SEC);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_are_read_as_programs_write_them),
		cmocka_unit_test(the_first_id_is_the_same_in_every_field),
		cmocka_unit_test(ids_beyond_the_limit_are_junk),
		cmocka_unit_test(all_fields_of_a_name_are_read),
		cmocka_unit_test(hostile_fields_take_no_time),
	};

	return RUN(tests);
}
