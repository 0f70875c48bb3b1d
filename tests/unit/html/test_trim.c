#include "base/limits.h"
#include "html/trim.h"

#include "tests/unit/test.h"

#include <string.h>
#include <time.h>

/* "*cut" is wrong unless it is set, one way or the other. */
static GString *
trim(const char *html, gboolean *cut)
{
	struct html_sheet *sheet = html_sheet_new();
	GString *got;

	*cut = -1;
	got = html_trim(html, sheet, cut);
	html_sheet_free(sheet);
	assert_non_null(got);
	return got;
}

static void
check(const char *html, const char *want)
{
	gboolean cut;
	g_autoptr(GString) got = trim(html, &cut);

	assert_string_equal(got->str, want);
	assert_int_equal(cut, FALSE);
}

static void
what_cannot_show_is_gone(void **state)
{
	(void)state;
	check("a<!-- x --><!--[if mso]><p>y</p><![endif]-->b", "ab");
	check("a<!--[if !mso]><!-->b<!--<![endif]-->c", "abc");
	check("a<![if x]>b<![endif]><?xml x?><!DOCTYPE html>c", "abc");
	check("a<!-- x --!>b<!-- y -->c", "abc");
	check(
	    "a<!-->b<!--->c<!---->d<!----!>e<!-- -- -!> --- x --->f", "abcdef");
	check("a<!--!>x-->b<!---!>x-->c", "abc");
	check("a<script>if (x < y) '</div>'</SCRIPT >b", "ab");
	check(
	    "a<style>x</style><title>t</title><xml><o:p>y</o:p></xml>b", "ab");
	check("<html><body>a<o:p>b</o:p><nosuch x=y>c</nosuch>", "abc");
	check("a<svg/>b<svg><path/></svg>c", "abc");
}

static void
only_what_matters_of_a_tag_stays(void **state)
{
	(void)state;
	check("<P Class=x lang=de ALIGN='left'>a</P>",
	    "<p Class=\"x\" ALIGN='left'>a</p>");
	check("<span lang=de>a</span><span style='b'>c</span>",
	    "a<span style='b'>c</span>");
	check("<span lang=de>a<span id=x>b</span>c</span>",
	    "a<span id=\"x\">b</span>c");
	check("<a href=x\"y>b</a>", "<a href='x\"y'>b</a>");
	check("<td nowrap colspan = 2>", "<td colspan=\"2\">");
	check(
	    "<img src=\"data:0\"><img src=\"data:image/png;base64,AAAAAAAA\">",
	    "<img src=\"data:0\"><img>");
	check("<form>a</form>", "<div>a</div>");
}

static void
ends_have_a_beginning(void **state)
{
	(void)state;
	check("</div>a</b></p></td>", "a</p></td>");
	check("<b>a<div>b</b>c</div>d", "<b>a<div>b</b>c</div>d");
	check(
	    "<div><span id=x>a</div>b</span>", "<div><span id=\"x\">a</div>b");
	/* A look lasts beyond the block, and so does its end. */
	check("<div><b>a</div>b</b>c</b>", "<div><b>a</div>b</b>c");
}

static void
unfinished_pieces_lose_no_text(void **state)
{
	(void)state;
	check("a<!-- b>c<!-- d>e", "ace");
	check("a<!-- b--!c>d<!----!", "ad----!");
	check("a<script>b", "ab");
	check("a<svg><svg>b", "ab");
	check("a <b 5 <3 &lt; <", "a <b>");
	check("1 < 2 <> 3", "1 &lt; 2 &lt;> 3");
}

/* Returns "n" times a piece, in a document. */
static char *
repeat(const char *piece, gsize n)
{
	GString *out = g_string_new(NULL);

	while (n--)
		g_string_append(out, piece);
	return g_string_free(out, FALSE);
}

static void
what_is_too_deep_loses_its_tags(void **state)
{
	g_autofree char *open = repeat("<div>", LIMIT_HTML_DEPTH);
	g_autofree char *close = repeat("</div>", LIMIT_HTML_DEPTH);
	g_autofree char *html = g_strconcat(
	    open, "a<p>b</p><i>c</i><div>d</div>", close, "e", NULL);
	g_autofree char *want =
	    g_strconcat(open, "a<br>bc<br>d", close, "e", NULL);

	(void)state;
	check(html, want);
}

/* What is left open and closed late does not add up to a depth. */
static void
late_ends_count(void **state)
{
	g_autofree char *html =
	    repeat("<div><b>a</div>b</b>", LIMIT_HTML_DEPTH);

	(void)state;
	check(html, html);
}

/* ASan measures the whole string at each search in it. */
#ifdef __SANITIZE_ADDRESS__
#define MANY_BYTES 20000
#else
#define MANY_BYTES 800000
#endif

/* A search for an end that is not there, for each beginning, takes minutes. */
static void
ends_are_looked_for_once(void **state)
{
	static const char *const pieces[] = { "<!-- x", "<svg ", "<svg>",
		"<a b=\"", "<a b='", "<style>", "<div", "</", "<!", "<!----!",
		"<!------" };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autofree char *html = repeat(pieces[i], MANY_BYTES);
		clock_t start = clock();
		gboolean cut;
		g_autoptr(GString) got = trim(html, &cut);

		/* A square of it would take minutes. */
		assert_non_null(got);
		assert_true(clock() - start < LIMIT_CPU / 2 * CLOCKS_PER_SEC);
	}
}

static void
much_text_is_cut_between_words(void **state)
{
	g_autofree char *html = repeat("words ", LIMIT_HTML_BYTES / 5);
	gboolean cut;
	g_autoptr(GString) got = trim(html, &cut);

	(void)state;
	assert_int_equal(cut, TRUE);
	assert_true(got->len > LIMIT_HTML_BYTES - 100);
	assert_true(got->len <= LIMIT_HTML_BYTES);
	assert_true(g_str_has_suffix(got->str, "words"));
}

static void
characters_are_not_cut(void **state)
{
	g_autofree char *html =
	    repeat("\xe6\xbc\xa2", LIMIT_HTML_BYTES / 3 + 1000);
	gboolean cut;
	g_autoptr(GString) got = trim(html, &cut);

	(void)state;
	assert_int_equal(cut, TRUE);
	assert_true(g_utf8_validate(got->str, -1, NULL));
}

static void
dense_html_is_cut_for_the_parser(void **state)
{
	g_autofree char *html = repeat("<td>7</td>", LIMIT_HTML_MEMORY / 200);
	gboolean cut;
	g_autoptr(GString) got = trim(html, &cut);

	(void)state;
	assert_int_equal(cut, TRUE);
	assert_true(got->len > LIMIT_HTML_MEMORY / 60);
	assert_true(got->len < LIMIT_HTML_MEMORY / 40);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_show_is_gone),
		cmocka_unit_test(only_what_matters_of_a_tag_stays),
		cmocka_unit_test(ends_have_a_beginning),
		cmocka_unit_test(unfinished_pieces_lose_no_text),
		cmocka_unit_test(what_is_too_deep_loses_its_tags),
		cmocka_unit_test(late_ends_count),
		cmocka_unit_test(ends_are_looked_for_once),
		cmocka_unit_test(much_text_is_cut_between_words),
		cmocka_unit_test(characters_are_not_cut),
		cmocka_unit_test(dense_html_is_cut_for_the_parser),
	};

	return RUN(tests);
}
