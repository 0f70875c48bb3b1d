/*
 * Texts that end in the middle of something.
 */
#include "base/limits.h"

#include "plain/read.h"
#include "tests/unit/test.h"

#include <string.h>

static struct doc *
read_text(const char *text)
{
	static const struct plain_format fixed = { FALSE, FALSE };

	return plain_read(text, &fixed);
}

/* "P" for each preformatted line, and "." for the others. */
static void
check_pre(const char *text, const char *want)
{
	struct doc *d = read_text(text);
	g_autoptr(GString) got = g_string_new(NULL);

	for (guint i = 0; i < d->lines->len; i++)
		g_string_append_c(
		    got, doc_line(d, i)->kind == LINE_PRE ? 'P' : '.');
	assert_string_equal(got->str, want);
	doc_free(d);
}

#define HUNK "@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n"

static void
a_hunk_has_the_lines_that_it_names(void **state)
{
	(void)state;
	check_pre("Hi,\n" HUNK "e\n+f", ".PPPPP..");
	check_pre("Hi,\n@@ -1 +1 @@\n-b\n+c\n+d", ".PPP.");
	check_pre("Hi,\n@@ -1,0 +1 @@\n+c\n+d", ".PP.");
	check_pre("Hi,\n@@ -1 +1 @@\nb\n+c", ".P..");
	check_pre("Hi,\n@@ -1,9 +1,9 @@\n a\n> b", ".PP.");
	check_pre("@@ -1 +1 @\n-b", "..");
	check_pre("@@ -1 1 @@\n-b", "..");
}

/* However many lines there are, and wherever the memory for them ends. */
static void
a_hunk_that_is_cut_is_one(void **state)
{
	(void)state;
	check_pre("@@ -1,9 +1,9 @@", "P");
	for (gsize n = 1; n < 70; n++) {
		g_autoptr(GString) text = g_string_new("@@ -1,99 +1,99 @@");
		g_autofree char *want = g_strnfill(n + 1, 'P');

		for (gsize i = 0; i < n; i++)
			g_string_append(text, "\n-x");
		check_pre(text->str, want);
	}
}

static void
what_is_cut_is_read_to_the_cut(void **state)
{
	static const char text[] =
	    "Text\n\ndiff --git a/b c/d\n--- a/b\n+++ c/d\n" HUNK
	    "> quote\n> > deeper\n> This is a long line that somebody quoted, "
	    "and that was\nbroken.\n> End\n\n"
	    "| a | b |\n|---|---|\n| 1 | 2 |\n\n    int main(void)\n    {\n"
	    "    }\n\nat a.b(C.java:1)\nat d.e(F.java:2)\n\xe6\xbc\xa2\n-- \nAnn";
	static const struct plain_format flowed = { TRUE, TRUE };

	(void)state;
	for (gsize n = strlen("Text"); n < sizeof text; n++) {
		g_autofree char *cut = g_strndup(text, n);
		g_autofree char *got = NULL;
		struct doc *d;

		/* The border lets no half of a character through. */
		if (!g_utf8_validate(cut, -1, NULL))
			continue;
		d = read_text(cut);
		/* Signs with nothing behind them are blank lines. */
		while (*cut && strchr("> \n", cut[strlen(cut) - 1]))
			cut[strlen(cut) - 1] = '\0';
		got = doc_plain(d, DOC_WHOLE, FALSE);
		if (!g_str_has_prefix(got, cut))
			fail_msg("\"%s\": %s", cut, got);
		doc_free(d);
		d = plain_read(cut, &flowed);
		assert_text(doc_line_text(d, 0), "Text");
		doc_free(d);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hunk_has_the_lines_that_it_names),
		cmocka_unit_test(a_hunk_that_is_cut_is_one),
		cmocka_unit_test(what_is_cut_is_read_to_the_cut),
	};

	return RUN(tests);
}
