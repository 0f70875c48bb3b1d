#include "base/limits.h"
#include "send/wording.h"

#include "tests/unit/test.h"

#include <string.h>

static const char *const values[VALUE_COUNT] = {
	[VALUE_SUBJECT] = "Grüße <\"x\"> & 'y'",
	[VALUE_TICKETID] = "JI-ZOZ2P6QK",
	[VALUE_ISSUEKEY] = "SUP-1",
	[VALUE_LINK] = "https://jira.example.com/browse/SUP-1",
	[VALUE_NAME] = "O'Brien",
	[VALUE_DATE] = "2026-11-03 09:20 UTC",
	[VALUE_QUOTE] = "one\ntwo",
};

/* The text with its gaps filled, or the error; to be freed. */
static char *
fill(const char *text, gboolean html, guint *warned)
{
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
	struct error err = ERROR_INIT;
	struct wording *w = wording_parse(text, "t.html", 1, warnings, &err);
	GString *out = g_string_new(NULL);

	if (w && wording_fill(w, values, html, out, &err) == 0) {
		assert_int_equal(err.failure, FAIL_NONE);
	} else {
		assert_int_equal(err.failure, FAIL_CONFIG);
		g_string_assign(out, err.detail);
	}
	if (warned)
		*warned = warnings->len;
	wording_free(w);
	error_release(&err);
	return g_string_free(out, FALSE);
}

static void
python_would_write_the_same(void **state)
{
	/* tests/delivery/test_template.py asks Python itself. */
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "a %(ticketid)s b", "a JI-ZOZ2P6QK b" },
		{ "100%%", "100%" },
		{ "%%%%(name)s", "%%(name)s" },
		{ "%(ticketid) s", "JI-ZOZ2P6QK" },
		{ "%(ticketid)ls", "JI-ZOZ2P6QK" },
		{ "%(ticketid)Ls%(issuekey)hs", "JI-ZOZ2P6QKSUP-1" },
		{ "%(issuekey)-8s|", "SUP-1   |" },
		{ "%(issuekey)8s|", "   SUP-1|" },
		{ "%(issuekey)08s|", "   SUP-1|" },
		{ "%(issuekey)-0+ #8s|", "SUP-1   |" },
		{ "%(subject).3s|", "Grü|" },
		{ "%(subject)6.3s|", "   Grü|" },
		{ "%(subject).s|", "|" },
		{ "%(issuekey)3s|", "SUP-1|" },
		{ "%(issuekey)r", "'SUP-1'" },
		{ "%(name)r", "\"O'Brien\"" },
		{ "%(quote)r", "'one\\ntwo'" },
		{ "%(subject).4a|", "'Gr\\|" },
		{ "%(subject)a", "'Gr\\xfc\\xdfe <\"x\"> & \\'y\\''" },
		{ "%(issuekey)9.2r|", "       'S|" },
		{ "", "" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		guint warned;

		assert_text(fill(rows[i].text, FALSE, &warned), rows[i].want);
		assert_int_equal(warned, 0);
	}
}

static void
what_python_rejects_stays_and_is_told(void **state)
{
	static const char *const rows[] = {
		"width=\"100%\">",
		"100% width",
		"50%\nmore",
		"50%",
		"% (subject)s",
		"50%off",
		"50% off",
		"%x",
		"%s",
		"50% sale",
		"5% 6",
		"%(see below)",
		"%(subject",
		"$(subject)s",
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		guint warned;

		assert_text(fill(rows[i], FALSE, &warned), rows[i]);
		assert_int_equal(warned, 1);
	}
	/* jQuery, say. */
	assert_text(fill("$(document)s $5", FALSE, NULL), "$(document)s $5");
}

static void
a_mistake_names_file_and_line(void **state)
{
	static const struct {
		const char *text, *begin;
	} rows[] = {
		{ "a\n%(subjct)s",
		    "t.html:2: unknown name \"%(subjct)\"; there are subject, "
		    "ticketid, " },
		{ "%()s", "t.html:1: unknown name \"%()\"" },
		{ "\n\n%(subject)d",
		    "t.html:3: an \"s\" is missing behind \"%(subject)\"" },
		{ "%(subject)", "t.html:1: an \"s\" is missing" },
		{ "%(subject) is", "t.html:1: an \"s\" is missing" },
		{ "%(subject)%", "t.html:1: an \"s\" is missing" },
		{ "%(subject)*s", "t.html:1: an \"s\" is missing" },
		{ "%(subject)hhs", "t.html:1: an \"s\" is missing" },
		{ "%(subject)1001s", "t.html:1: \"%(subject)\" is too wide" },
		{ "%(subject)99999999999s", "t.html:1: \"%(subject)\" is too" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *got = fill(rows[i].text, FALSE, NULL);

		if (!g_str_has_prefix(got, rows[i].begin))
			assert_string_equal(got, rows[i].begin);
	}
}

static void
values_become_html_where_it_is_wanted(void **state)
{
	(void)state;
	assert_text(fill("<b>%(subject)s</b>", TRUE, NULL),
	    "<b>Grüße &lt;&quot;x&quot;&gt; &amp; &#39;y&#39;</b>");
	assert_text(fill("%(quote)s", TRUE, NULL), "one<br>\ntwo");
	/* Width and precision count what the mail has. */
	assert_text(fill("%(subject)9.7s|", TRUE, NULL), "  Grüße &lt;|");
}

static void
what_comes_out_is_bounded(void **state)
{
	g_autoptr(GString) many = g_string_new(NULL);
	g_autofree char *got = NULL;

	(void)state;
	for (int i = 0; i < LIMIT_TEMPLATE_GAPS; i++)
		g_string_append(many, "%(subject)1000s");
	g_free(fill(many->str, FALSE, NULL));
	g_string_append(many, "%(subject)s");
	got = fill(many->str, FALSE, NULL);
	assert_non_null(strstr(got, "one gap too many"));
	g_free(got);
	g_string_truncate(many, 0);
	while (many->len <= LIMIT_TEMPLATE_FILLED)
		g_string_append(many, "0123456789abcdef");
	got = fill(many->str, FALSE, NULL);
	assert_non_null(strstr(got, "t.html: more than"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(python_would_write_the_same),
		cmocka_unit_test(what_python_rejects_stays_and_is_told),
		cmocka_unit_test(a_mistake_names_file_and_line),
		cmocka_unit_test(values_become_html_where_it_is_wanted),
		cmocka_unit_test(what_comes_out_is_bounded),
	};

	return RUN(tests);
}
