#include "base/limits.h"
#include "html/read.h"

#include "tests/unit/html_show.h"
#include "tests/unit/test.h"

#include <glib.h>
#include <string.h>

static void
blocks_stand_on_lines_of_their_own(void **state)
{
	(void)state;
	html_check("<p>a</p><p>b</p>", "a\n\nb");
	html_check("<div>a</div><div>b</div>", "a\nb");
	html_check("a<br>b", "a\nb");
	html_check("<h1>a</h1>b", "h1 a\n\nb");
	html_check("<h2>a <b>b</b></h2>", "h2 a b");
	html_check("a<hr>b", "a\n----\nb");
}

static void
empty_lines_are_one_gap(void **state)
{
	(void)state;
	html_check("<div>a</div><div><br></div><div>b</div>", "a\n\nb");
	html_check("<div>a<br></div><div>b</div>", "a\nb");
	html_check("a<br><br><br><br>b", "a\n\nb");
	html_check("<div>a</div><div>&nbsp;</div><div>b</div>", "a\n\nb");
	html_check("<p></p><div></div>a", "a");
}

static void
margins_decide_on_gaps(void **state)
{
	(void)state;
	html_check(
	    "<p style='margin:0'>a</p><p style='margin:0'>b</p>", "a\nb");
	html_check("<p style='margin:0 0 1em'>a</p><p style='margin:0'>b</p>",
	    "a\n\nb");
	html_check("<style><!-- P {margin-top:0;margin-bottom:0;} --></style>"
		   "<p>a</p><p>b</p><p><br></p><p>c</p>",
	    "a\nb\n\nc");
	html_check("<p class=MsoNormal>a</p><p class=MsoNormal>b</p>"
		   "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
		   "<p class=MsoNormal>c</p>",
	    "a\nb\n\nc");
}

static void
blanks_collapse_but_in_pre(void **state)
{
	(void)state;
	html_check("a  \n\t b", "a b");
	html_check("<b>a</b> <i>b</i>", "{b:a} {i:b}");
	html_check("<b>a </b><b>b</b>", "{b:a b}");
	html_check("a&nbsp;&nbsp; &nbsp;b", "a b");
	html_check("<p> a </p>", "a");
	html_check("<pre>a  b\n\tc\n\nd</pre>", "pre a  b\npre \tc\n\npre d");
	html_check("<div style='white-space:pre-wrap'>a\nb</div>", "a\nb");
	html_check("<pre class='moz-quote-pre' wrap>a\nb</pre>", "a\nb");
}

static void
what_shows_nothing_is_dropped(void **state)
{
	(void)state;
	html_check("a&shy;b&#8203;c", "abc");
	html_check("x<div>&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#8199;&lrm;</div>y",
	    "x\n\ny");
	html_check("a&zwnj;b",
	    "a\xe2\x80\x8c"
	    "b");
	html_check("a&zwnj; b", "a b");
	html_check("a\x01"
		   "b&#x202e;c",
	    "a bc");
	html_check("a\xff"
		   "b",
	    "a\xef\xbf\xbd"
	    "b");
}

static void
lists_have_a_path(void **state)
{
	(void)state;
	html_check("x<ul><li>a</li><li>b</li></ul>y", "x\n\n* a\n* b\n\ny");
	html_check("<ul><li>a<ol><li>b</ol><li>c</ul>", "* a\n*# b\n* c");
	html_check("<ol><li><p>a</p><p>b</p></li><li></li><li>c</ol>",
	    "# a\n= b\n# c");
	html_check("<ol start=3><li>a<li>b</ol>", "3. a\n4. b");
	html_check("<ul><ul><ul><ul><ul><ul><ul><li>a</ul></ul></ul></ul></ul>"
		   "</ul></ul>b",
	    "****** a\n\nb");
}

static void
quotes_have_a_depth(void **state)
{
	(void)state;
	html_check("<blockquote>a<br>b</blockquote>c", "> a\n> b\n\nc");
	html_check("<blockquote>a<blockquote>b</blockquote></blockquote>",
	    "> a\n\n> > b");
	html_check("<blockquote style='margin:0 0 0 40px;border:none;"
		   "padding:0px'>a</blockquote>",
	    "a");
	html_check("<blockquote style='border:none;border-left:solid #CCC 1pt'>"
		   "a</blockquote>",
	    "> [Q] a");
}

static void
links_keep_their_address(void **state)
{
	(void)state;
	html_check("<a href=\"http://example.com/x\"><u>a</u> b</a>c",
	    "{http://example.com/x:a b}c");
	html_check("<a href=\"javascript:alert(1)\">a</a>", "a");
	html_check("<a href=\"#x\">a</a> <a name=x>b</a>", "a b");
}

static void
looks_come_from_tags_and_styles(void **state)
{
	(void)state;
	html_check("<strong>a</strong> <em>b</em> <u>c</u> <del>d</del> "
		   "<tt>e</tt> f<sup>2</sup> g<sub>2</sub>",
	    "{b:a} {i:b} {u:c} {s:d} {c:e} f{^:2} g{~:2}");
	html_check("x <span style='font-weight:700'>a</span> "
		   "<span style=\"font-style:italic\">b</span> "
		   "<span style='text-decoration:underline'>c</span> "
		   "<span style='text-decoration: line-through red'>d</span>",
	    "x {b:a} {i:b} {u:c} {s:d}");
	html_check(
	    "<b>a<span style='font-weight:normal'>b</span></b>", "{b:a}b");
	html_check(
	    "<u>a<span style='text-decoration:none'>b</span></u>", "{u:ab}");
}

static void
hidden_text_is_gone(void **state)
{
	(void)state;
	html_check("<div style='display:none'>x</div>a", "a");
	html_check("<span style='visibility:hidden'>x"
		   "<b style='visibility:visible'>b</b></span>a",
	    "{b:b}a");
	html_check("<div hidden>x</div>a", "a");
	html_check("<div style='max-height:0;overflow:hidden'>x</div>a", "a");
	html_check("<div style='opacity:0'>x</div>a", "a");
	html_check("<div style='font-size:1px;color:#fff'>x</div>a", "a");
	html_check(
	    "<div style='font-size:0'><p style='font-size:12px'>b</p></div>a",
	    "b\n\na");
	html_check("<style>.pre{display:none!important}</style>"
		   "<div class='x pre'>x</div>a",
	    "a");
}

static void
what_nobody_sees_is_left_out(void **state)
{
	(void)state;
	html_check("<html><head><title>t</title><style>s</style></head>"
		   "<body><script>x</script><!-- c -->a</body></html>",
	    "a");
	html_check("<svg><text>x</text></svg><xml>y</xml>a", "a");
}

static void
forms_show_what_is_written_in_them(void **state)
{
	(void)state;
	html_check("<form><input value=a> <input type=hidden value=b>"
		   "<input type=checkbox value=c><button>d</button>"
		   "<textarea>e</textarea></form>x",
	    "a d e\nx");
	html_check("in<input value=a>b<textarea>c</textarea>d", "in a b c d");
	html_check("<input value=a><input value=b>", "a b");
}

static void
a_choice_shows_what_is_chosen(void **state)
{
	(void)state;
	html_check(
	    "a<select><option>b<option selected>c<option>d</select>e", "a c e");
	html_check(
	    "<select><option>b</option><option>c</option></select>e", "b e");
	html_check("<select multiple><optgroup label=x>"
		   "<option selected>b</option><option>c</option></optgroup>"
		   "<option selected>d</option></select>e",
	    "b d e");
	html_check("<div><select><option>b</div>e", "b\ne");
	html_check("<table><tr><td><select><option>b<tr><td>e</table>", "b\ne");
	html_check("<select></select>e", "e");
	html_check("<select><option>b<option>c<p>d</p>e", "b\n\nd\n\ne");
}

static void
entities_are_decoded(void **state)
{
	(void)state;
	html_check(
	    "&lt;b&gt; &amp; &euro;&#8364;", "<b> & \xe2\x82\xac\xe2\x82\xac");
}

static void
broken_html_loses_no_text(void **state)
{
	(void)state;
	html_check("<p>a<b>b<i>c", "a{b:b}{bi:c}");
	html_check("a < b > c", "a < b > c");
	html_check("</div></p>x", "x");
	html_check("a<!-- b", "a-- b");
	html_check("a<!-- b>c", "ac");
	html_check("<a href=\"x>a b</a>c", "a bc");
	html_check("", "");
	html_check("<", "<");
}

/* Returns "n" times a piece of HTML and an end. */
static char *
repeat(const char *piece, int n, const char *end)
{
	GString *out = g_string_new(NULL);

	for (int i = 0; i < n; i++)
		g_string_append(out, piece);
	g_string_append(out, end);
	return g_string_free(out, FALSE);
}

static void
deep_nesting_is_no_danger(void **state)
{
	static const char *const pieces[] = { "<div>", "<ul><li>",
		"<table><tr><td>", "<blockquote><p>",
		"<p><b><font color=red>" };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autofree char *html = repeat(pieces[i], 20000, "x");
		struct doc *d = html_read(html);
		g_autofree char *text = doc_plain(d, DOC_WHOLE, FALSE);

		assert_string_equal(text, "x");
		assert_false(d->cut);
		doc_free(d);
	}
}

/* The parser repeats looks that are left open in each paragraph. */
static void
a_tree_that_explodes_is_cut(void **state)
{
	g_autofree char *paragraphs = repeat("<p>x", 5000, "");
	g_autoptr(GString) html = g_string_new("first<p>");
	struct doc *d;
	g_autofree char *text = NULL;

	(void)state;
	for (int i = 0; i < 250; i++)
		g_string_append_printf(html, "<font color=#%06x>", i);
	g_string_append(html, paragraphs);
	d = html_read(html->str);
	text = doc_plain(d, DOC_WHOLE, FALSE);
	assert_true(d->cut);
	assert_true(g_str_has_prefix(text, "first"));
	doc_free(d);
}

static void
what_does_not_fit_is_cut(void **state)
{
	g_autofree char *html =
	    repeat("<p>some words</p>", LIMIT_HTML_BYTES / 10, "");
	struct doc *d = html_read(html);

	(void)state;
	assert_non_null(d);
	assert_true(d->cut);
	assert_true(d->lines->len > 1000);
	assert_string_equal(
	    g_array_index(d->lines, struct doc_line, 5).list, "");
	doc_free(d);
}

static void
what_fits_is_not_cut(void **state)
{
	g_autofree char *html = repeat("<!-- a long comment -->", 100000, "a");
	struct doc *d = html_read(html);

	(void)state;
	assert_false(d->cut);
	assert_int_equal(d->lines->len, 1);
	doc_free(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_stand_on_lines_of_their_own),
		cmocka_unit_test(empty_lines_are_one_gap),
		cmocka_unit_test(margins_decide_on_gaps),
		cmocka_unit_test(blanks_collapse_but_in_pre),
		cmocka_unit_test(what_shows_nothing_is_dropped),
		cmocka_unit_test(lists_have_a_path),
		cmocka_unit_test(quotes_have_a_depth),
		cmocka_unit_test(links_keep_their_address),
		cmocka_unit_test(looks_come_from_tags_and_styles),
		cmocka_unit_test(hidden_text_is_gone),
		cmocka_unit_test(what_nobody_sees_is_left_out),
		cmocka_unit_test(forms_show_what_is_written_in_them),
		cmocka_unit_test(a_choice_shows_what_is_chosen),
		cmocka_unit_test(entities_are_decoded),
		cmocka_unit_test(broken_html_loses_no_text),
		cmocka_unit_test(deep_nesting_is_no_danger),
		cmocka_unit_test(a_tree_that_explodes_is_cut),
		cmocka_unit_test(what_does_not_fit_is_cut),
		cmocka_unit_test(what_fits_is_not_cut),
	};

	return RUN(tests);
}
