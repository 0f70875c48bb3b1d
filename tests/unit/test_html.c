#include "src/html.h"
#include "src/limits.h"

#include "test.h"

#include <glib.h>
#include <string.h>

static void
check(const char *html, const char *want)
{
	g_autofree char *text = html_to_text(html);

	assert_string_equal(g_strstrip(text), want);
}

static void
blocks_stand_on_lines_of_their_own(void **state)
{
	(void)state;
	check("<p>a</p><p>b</p>", "a\n\nb");
	check("<div>a</div><div>b</div>", "a\nb");
	check("a<br>b", "a\nb");
	check("<h1>a</h1>b", "a\n\nb");
}

static void
blanks_collapse_but_in_pre(void **state)
{
	(void)state;
	check("a  \n\t b", "a b");
	check("<b>a</b> <i>b</i>", "a b");
	check("<pre>a  b\nc</pre>", "a  b\nc");
}

static void
lists_have_dashes(void **state)
{
	(void)state;
	check("<ul><li>a</li><li>b</li></ul>", "- a\n- b");
	check("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b");
}

static void
quotes_have_angle_brackets(void **state)
{
	(void)state;
	check("<blockquote>a<br>b</blockquote>c", "> a\n> b\n\nc");
	check("<blockquote>a<blockquote>b</blockquote></blockquote>",
	    "> a\n> \n> > b");
}

static void
links_show_their_address_once(void **state)
{
	(void)state;
	check("<a href=\"http://example.com/x\">text</a>",
	    "text <http://example.com/x>");
	check("<a href=\"http://example.com/\">http://example.com/</a>",
	    "http://example.com/");
	check("<a href=\"javascript:alert(1)\">text</a>", "text");
	check("<a href=\"#x\">text</a>", "text");
}

static void
what_nobody_sees_is_left_out(void **state)
{
	(void)state;
	check("<html><head><title>t</title><style>s</style></head>"
	      "<body><script>x</script><!-- c -->a</body></html>",
	    "a");
}

static void
entities_are_decoded(void **state)
{
	(void)state;
	check(
	    "&lt;b&gt; &amp; &euro;&#8364;", "<b> & \xe2\x82\xac\xe2\x82\xac");
}

static void
cells_are_kept_apart(void **state)
{
	(void)state;
	check("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
	    "a b\nc");
}

static void
broken_html_loses_no_text(void **state)
{
	(void)state;
	check("<p>a<b>b<i>c", "abc");
	check("a < b > c", "a < b > c");
	check("</div></p>x", "x");
	check("", "");
}

static void
deep_nesting_is_no_danger(void **state)
{
	g_autoptr(GString) deep = g_string_new(NULL);
	g_autoptr(GString) allowed = g_string_new(NULL);
	g_autofree char *text = NULL;

	(void)state;
	for (int i = 0; i < LIMIT_HTML_DEPTH / 2; i++)
		g_string_append(allowed, "<div>");
	g_string_append(allowed, "x");
	text = html_to_text(allowed->str);
	assert_non_null(text);
	assert_string_equal(g_strstrip(text), "x");
	for (int i = 0; i < 20 * LIMIT_HTML_DEPTH; i++)
		g_string_append(deep, "<div>");
	g_string_append(deep, "x");
	assert_null(html_to_text(deep->str));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_stand_on_lines_of_their_own),
		cmocka_unit_test(blanks_collapse_but_in_pre),
		cmocka_unit_test(lists_have_dashes),
		cmocka_unit_test(quotes_have_angle_brackets),
		cmocka_unit_test(links_show_their_address_once),
		cmocka_unit_test(what_nobody_sees_is_left_out),
		cmocka_unit_test(entities_are_decoded),
		cmocka_unit_test(cells_are_kept_apart),
		cmocka_unit_test(broken_html_loses_no_text),
		cmocka_unit_test(deep_nesting_is_no_danger),
	};

	return RUN(tests);
}
