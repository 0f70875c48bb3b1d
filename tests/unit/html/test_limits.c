/*
 * What is beyond a limit, and HTML that ends in the middle of something.
 */
#include "base/limits.h"

#include "html/image.h"
#include "html/read.h"
#include "html/trim.h"
#include "html/url.h"
#include "tests/unit/html_show.h"
#include "tests/unit/test.h"

#include <string.h>

/* n times a piece, between two others. */
static char *
repeat(const char *before, const char *piece, gsize n, const char *after)
{
	GString *out = g_string_new(before);

	while (n--)
		g_string_append(out, piece);
	g_string_append(out, after);
	return g_string_free(out, FALSE);
}

static char *
text_of(const char *html)
{
	struct doc *d = html_read(html);
	char *text = doc_plain(d, DOC_WHOLE, FALSE);

	doc_free(d);
	return text;
}

/* A table of two rows of n cells; the last of the first row is two high. */
static char *
wide_table(int n)
{
	g_autofree char *row = repeat("<tr>", "<td>x", (gsize)n - 1, "");

	return g_strconcat("<table border=1>", row, "<td rowspan=2>y", row,
	    "<td>z</table>", NULL);
}

/* Cells beyond the last column stand in it, and none is lost. */
static void
cells_beyond_the_last_column_stand_in_it(void **state)
{
	static const int widths[] = { 59, 60, 61, 70, 71 };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(widths); i++) {
		int n = widths[i], last = MIN(n, LIMIT_HTML_COLUMNS) - 1;
		g_autofree char *html = wide_table(n);
		g_autofree char *head =
		    repeat("row ", "|x", (gsize)n - 1, "|y\nrow ");
		/* The high cell pushes those that stand in its column. */
		g_autofree char *left = repeat(head, "|x", (gsize)last, "|");
		g_autofree char *want =
		    repeat(left, "|x", (gsize)(n - 1 - last), "|z");

		html_check(html, want);
	}
}

static void
a_wide_cell_ends_at_the_last_column(void **state)
{
	g_autofree char *wide =
	    repeat("row |a", "|", LIMIT_HTML_COLUMNS - 1, "|b\nrow |c|d");
	g_autofree char *second =
	    repeat("row |a|b", "|", LIMIT_HTML_COLUMNS - 2, "\nrow |c|d");

	(void)state;
	html_check("<table border=1><tr><td colspan=61>a<td>b<tr><td>c<td>d"
		   "</table>",
	    wide);
	html_check("<table border=1><tr><td>a<td colspan=999>b<tr><td>c<td>d"
		   "</table>",
	    second);
	html_check("<table border=1><tr><td>a<td colspan=-7 rowspan=0>b<tr>"
		   "<td>c<td>d</table>",
	    "row |a|b\nrow |c|d");
}

static void
deep_quotes_look_like_the_last(void **state)
{
	(void)state;
	for (gsize n = LIMIT_HTML_QUOTES - 1; n <= LIMIT_HTML_QUOTES + 2; n++) {
		g_autofree char *open =
		    repeat("a", "<blockquote type=cite>", n, "b");
		struct doc *d = html_read(open);

		assert_int_equal(d->lines->len, 2);
		assert_int_equal(
		    doc_line(d, 1)->quote, MIN(n, LIMIT_HTML_QUOTES));
		doc_free(d);
	}
}

static void
deep_lists_look_like_the_last(void **state)
{
	(void)state;
	for (gsize n = DOC_LIST_DEPTH - 1; n <= DOC_LIST_DEPTH + 2; n++) {
		g_autofree char *open = repeat("", "<ol><li>", n, "a</ol>b");
		struct doc *d = html_read(open);

		assert_int_equal(
		    strlen(doc_line(d, 0)->list), MIN(n, DOC_LIST_DEPTH));
		assert_int_equal(doc_line(d, 0)->kind, LINE_ITEM);
		doc_free(d);
	}
}

static void
a_long_attribute_says_nothing(void **state)
{
	g_autofree char *pad =
	    g_strnfill(LIMIT_HTML_VALUE - strlen("display:none;"), ' ');
	g_autofree char *most =
	    g_strdup_printf("a<b style='display:none;%s'>b</b>c", pad);
	g_autofree char *more =
	    g_strdup_printf("a<b style='display:none; %s'>b</b>c", pad);

	(void)state;
	html_check(most, "ac");
	html_check(more, "a{b:b}c");
}

static void
a_long_address_is_no_link(void **state)
{
	g_autofree char *most =
	    repeat("https://a/", "x", LIMIT_URL - strlen("https://a/"), "");
	g_autofree char *more = g_strconcat(most, "x", NULL);
	g_autofree char *shown = g_strdup_printf("<img src=%s alt=b>", most);
	g_autofree char *told = g_strdup_printf("<img src=%s alt=b>", more);
	g_autofree char *want = g_strdup_printf("!%s,b,-1x-1!", most);

	(void)state;
	assert_text(html_url(most), most);
	assert_null(html_url(more));
	html_check(shown, want);
	html_check(told, "b");
}

static void
a_long_declaration_says_nothing(void **state)
{
	/* With the NUL a value has 128 bytes. */
	g_autofree char *font = g_strnfill(127 - strlen("courier,"), 'x');
	g_autofree char *most = g_strdup_printf(
	    "some other text <i style='font-family: courier,%s; font-weight:bold'>a</i>",
	    font);
	g_autofree char *more = g_strdup_printf(
	    "some other text <i style='font-family: courier,%sx; font-weight:bold'>a</i>",
	    font);
	g_autofree char *name = g_strnfill(500, 'y');
	g_autofree char *named = g_strdup_printf(
	    "some other text <i style='%s:%s; font-weight:bold'>a</i>", name,
	    name);

	(void)state;
	html_check(most, "some other text {bic:a}");
	html_check(more, "some other text {bi:a}");
	html_check(named, "some other text {bi:a}");
}

static void
a_long_selector_is_passed_over(void **state)
{
	g_autofree char *longest = g_strnfill(62, 'x');
	g_autofree char *most = g_strdup_printf(
	    "<style>.%s{font-weight:bold}</style><i class=%s>a</i>", longest,
	    longest);
	g_autofree char *more = g_strdup_printf(
	    "<style>.%sx{font-weight:bold}</style><i class=%sx>a</i>", longest,
	    longest);
	g_autofree char *huge = g_strnfill(2000, 'x');
	g_autofree char *most_class = g_strdup_printf(
	    "<style>i{font-weight:bold}</style><i class='%s'>a</i>", huge);

	(void)state;
	html_check(most, "{bi:a}");
	html_check(more, "{i:a}");
	html_check(most_class, "{bi:a}");
}

/* Elements are cut for the parser, and a tree may still be deeper. */
static void
the_tree_has_a_depth(void **state)
{
	g_autofree char *deep =
	    repeat("", "<div>", LIMIT_HTML_DEPTH - 1, "<b>a<i>b</i></b>");
	g_autofree char *deeper =
	    repeat("", "<div>", LIMIT_HTML_DEPTH, "<b>a<i>b</i></b>");
	g_autofree char *cell = repeat("<table border=1><tr><td>a<td>", "<u>",
	    LIMIT_HTML_DEPTH + 100, "b<tr><td>c<td>d</table>");
	g_autofree char *text = NULL;

	(void)state;
	html_check(deep, "{b:ab}");
	html_check(deeper, "ab");
	text = text_of(cell);
	assert_non_null(strstr(text, "b"));
}

static void
text_is_cut_at_its_limit(void **state)
{
	g_autofree char *most = g_strnfill(LIMIT_HTML_BYTES, 'x');
	g_autofree char *more = g_strconcat(most, "x", NULL);
	struct doc *d = html_read(most);

	(void)state;
	assert_false(d->cut);
	assert_int_equal(d->text->len, LIMIT_HTML_BYTES);
	doc_free(d);
	d = html_read(more);
	assert_true(d->cut);
	assert_true(d->text->len <= LIMIT_HTML_BYTES);
	assert_true(d->text->len >= LIMIT_HTML_BYTES - LIMIT_HTML_VALUE - 1);
	doc_free(d);
}

static void
what_is_hidden_by_its_attribute_is_not_shown(void **state)
{
	(void)state;
	html_check("a<span hidden>b</span>c", "ac");
	html_check("a<span hidden=''>b</span>c", "ac");
	html_check("a<span lang=de>b</span>c", "abc");
}

static void
tables_beside_each_other_stand_in_a_line(void **state)
{
	(void)state;
	html_check("<table align=left><tr><td>a</table>"
		   "<table align=left><tr><td>b</table>c",
	    "a\nb\nc");
	html_check("<table align=right><tr><td>a</table>"
		   "<table align=center><tr><td>b</table>c",
	    "a\n\nb\n\nc");
	html_check(
	    "<table><tr><td>a</table><table><tr><td>b</table>c", "a\n\nb\n\nc");
	html_check(
	    "<div align=left>a</div><div align=left>b</div>c", "a\nb\nc");
	html_check("<div style='display:inline-block'>a</div>"
		   "<div style='display:inline-block'>b</div>c",
	    "a b c");
}

/* What stood before the cut is shown, whatever is cut. */
static void
what_is_cut_is_read_to_the_cut(void **state)
{
	static const char *const pieces[] = {
		"Text <p class='a b' id=\"c\">x</p>",
		"Text <!-- a comment > --> x",
		"Text <!--[if mso]> a <![endif]--> x",
		"Text &amp; &eacute; &#233; &#xe9; &nosuch; x",
		"Text <style>p.a { color: red } /* c */ @media x { p { a:b } }"
		"</style><p class=a>x</p>",
		"Text <p style=\"color: rgb(1,2,3); font-family: 'a;b'; "
		"margin: 1px 2px\">x</p>",
		"Text <script>if (a < b) '</p>'</script> x",
		"Text <table border=1><tr><td colspan=2 rowspan=3>x</table>",
		"Text <select><option selected>a<option>b</select>",
		"Text <img src=\"cid:x\" alt='a > b' width=10>",
		"Text <a href='https://x?a=b&amp;c'>x</a>",
		"Text <ul><li>x<ol start=3><li>y</ol></ul>",
		"Text <![CDATA[ x ]]> <?xml y?> <!DOCTYPE z>",
		"Text <svg><path/></svg><pre>a\n\tb</pre>",
		"Text \xe6\xbc\xa2<b \xe6\xbc\xa2=\xe6\xbc\xa2>x</b>",
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++)
		for (gsize n = strlen("Text"); n <= strlen(pieces[i]); n++) {
			g_autofree char *cut = g_strndup(pieces[i], n);
			g_autofree char *text = text_of(cut);

			assert_true(g_utf8_validate(text, -1, NULL));
			if (!g_str_has_prefix(text, "Text"))
				fail_msg("\"%s\": %s", cut, text);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_beyond_the_last_column_stand_in_it),
		cmocka_unit_test(a_wide_cell_ends_at_the_last_column),
		cmocka_unit_test(deep_quotes_look_like_the_last),
		cmocka_unit_test(deep_lists_look_like_the_last),
		cmocka_unit_test(a_long_attribute_says_nothing),
		cmocka_unit_test(a_long_address_is_no_link),
		cmocka_unit_test(a_long_declaration_says_nothing),
		cmocka_unit_test(a_long_selector_is_passed_over),
		cmocka_unit_test(the_tree_has_a_depth),
		cmocka_unit_test(text_is_cut_at_its_limit),
		cmocka_unit_test(what_is_hidden_by_its_attribute_is_not_shown),
		cmocka_unit_test(tables_beside_each_other_stand_in_a_line),
		cmocka_unit_test(what_is_cut_is_read_to_the_cut),
	};

	return RUN(tests);
}
