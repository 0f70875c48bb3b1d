#include "base/limits.h"
#include "html/sheet.h"
#include "html/style.h"

#include "tests/unit/test.h"

#include <string.h>

static struct html_style
style_of(const char *text)
{
	struct html_style s;

	html_style_init(&s);
	html_style_read(&s, text, strlen(text));
	return s;
}

static void
nothing_is_said_of_what_is_not_there(void **state)
{
	struct html_style s = style_of("; : ;;foo:bar; color ;:red");

	(void)state;
	assert_int_equal(s.bold, STYLE_UNSAID);
	assert_int_equal(s.colour, STYLE_UNSAID);
	assert_int_equal(s.width, STYLE_UNSAID);
	assert_int_equal(s.space, SPACE_UNSAID);
	assert_false(html_style_is_hidden(&s));
}

static void
declarations_are_read(void **state)
{
	struct html_style s = style_of(
	    " FONT-WEIGHT : Bold !important;font-style:italic;"
	    "font-family:\"a;b\", x;text-decoration:underline line-through;"
	    "vertical-align: super; mso-list:l0 level3 lfo1;width:10PX");

	(void)state;
	assert_int_equal(s.bold, TRUE);
	assert_int_equal(s.italic, TRUE);
	assert_int_equal(s.underline, TRUE);
	assert_int_equal(s.strike, TRUE);
	assert_int_equal(s.sup, TRUE);
	assert_int_equal(s.code, FALSE);
	assert_int_equal(s.list, 3);
	assert_int_equal(s.width, 10);
}

static void
margins_show_from_a_size_on(void **state)
{
	struct html_style s = style_of("margin:0cm 0cm .0001pt");

	(void)state;
	assert_int_equal(s.gap_before, FALSE);
	assert_int_equal(s.gap_after, FALSE);
	s = style_of("margin:0 0 1em 0");
	assert_int_equal(s.gap_before, FALSE);
	assert_int_equal(s.gap_after, TRUE);
	s = style_of("margin:1em 0;margin-bottom:0");
	assert_int_equal(s.gap_before, TRUE);
	assert_int_equal(s.gap_after, FALSE);
	s = style_of("margin-top:8.0pt");
	assert_int_equal(s.gap_before, TRUE);
	assert_int_equal(s.gap_after, STYLE_UNSAID);
}

static void
colours_have_many_forms(void **state)
{
	(void)state;
	assert_int_equal(html_colour("#f00"), 0xff0000);
	assert_int_equal(html_colour("#1f497d"), 0x1f497d);
	assert_int_equal(html_colour("C00000"), 0xc00000);
	assert_int_equal(html_colour("Red"), 0xff0000);
	assert_int_equal(html_colour("rgb(1,2,3)"), 0x010203);
	assert_int_equal(html_colour("rgba(1,2,3,0.5)"), 0x010203);
	assert_int_equal(html_colour("rgb(999999999999,-1,3)"), 0xff0003);
	assert_int_equal(html_colour("rgb("), 0);
	assert_int_equal(html_colour("windowtext"), 0);
	assert_int_equal(html_colour("inherit"), STYLE_UNSAID);
	assert_int_equal(html_colour(""), STYLE_UNSAID);
}

static void
hidden_is_what_takes_no_room(void **state)
{
	static const char *const hidden[] = { "display:none",
		"display: none !important", "opacity:0",
		"max-height:0px;overflow:hidden", "overflow:hidden;height:0" };
	static const char *const shown[] = { "display:block", "opacity:0.5",
		"max-height:0", "height:0", "overflow:hidden",
		"display:none;display:block",
		/* Word alone hides it, and there is a twin for Word. */
		"mso-hide:all" };
	struct html_style s;

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(hidden); i++) {
		s = style_of(hidden[i]);
		assert_true(html_style_is_hidden(&s));
	}
	for (gsize i = 0; i < G_N_ELEMENTS(shown); i++) {
		s = style_of(shown[i]);
		assert_false(html_style_is_hidden(&s));
	}
}

/* What a sheet says of <p class="a b" id=c>. */
static struct html_style
apply(const char *text)
{
	struct html_sheet *sheet = html_sheet_new();
	struct html_style s;

	html_style_init(&s);
	html_sheet_read(sheet, text, strlen(text));
	html_sheet_apply(sheet, &s, "p", "A b", "c");
	html_sheet_free(sheet);
	return s;
}

static void
rules_are_for_elements_classes_and_ids(void **state)
{
	(void)state;
	assert_int_equal(apply("P{color:red}").colour, 0xff0000);
	assert_int_equal(apply("x, .a {color:red}").colour, 0xff0000);
	assert_int_equal(apply("p.B{color:red}").colour, 0xff0000);
	assert_int_equal(apply("#c{color:red}").colour, 0xff0000);
	assert_int_equal(apply("<!-- p{color:red} -->").colour, 0xff0000);
	assert_int_equal(apply("/* p{} */p{color:red").colour, 0xff0000);
	assert_int_equal(
	    apply("p{color:red}p{font-weight:bold}").colour, 0xff0000);
	assert_int_equal(
	    apply("@import 'x';@font-face{a:b}p{color:red}").colour, 0xff0000);
}

static void
other_rules_are_passed_over(void **state)
{
	(void)state;
	assert_int_equal(apply("div p{color:red}").colour, STYLE_UNSAID);
	assert_int_equal(apply("p:hover{color:red}").colour, STYLE_UNSAID);
	assert_int_equal(apply("p.a.b{color:red}").colour, STYLE_UNSAID);
	assert_int_equal(apply("h1.a{color:red}").colour, STYLE_UNSAID);
	assert_int_equal(
	    apply("@media print{p{color:red}}").colour, STYLE_UNSAID);
	assert_int_equal(apply("p{/*color:red").colour, STYLE_UNSAID);
	assert_int_equal(apply("{}}{;}").colour, STYLE_UNSAID);
}

static void
a_sheet_has_limits(void **state)
{
	struct html_sheet *sheet = html_sheet_new();
	g_autofree char *fill =
	    g_strnfill(LIMIT_HTML_SHEET_BYTES - strlen("p{color:red}"), ' ');
	g_autofree char *big = g_strconcat("p{color:red}", fill, NULL);
	g_autofree char *bigger = g_strconcat(big, " ", NULL);
	struct html_style s;

	(void)state;
	for (int i = 0; i < LIMIT_HTML_RULES; i++) {
		g_autofree char *rule = g_strdup_printf(".x%d{}", i);

		html_sheet_read(sheet, rule, strlen(rule));
	}
	html_sheet_read(sheet, "p{color:red}", strlen("p{color:red}"));
	html_style_init(&s);
	html_sheet_apply(sheet, &s, "p", NULL, NULL);
	assert_int_equal(s.colour, STYLE_UNSAID);
	html_sheet_free(sheet);

	assert_int_equal(apply(big).colour, 0xff0000);
	assert_int_equal(apply(bigger).colour, STYLE_UNSAID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_said_of_what_is_not_there),
		cmocka_unit_test(declarations_are_read),
		cmocka_unit_test(margins_show_from_a_size_on),
		cmocka_unit_test(colours_have_many_forms),
		cmocka_unit_test(hidden_is_what_takes_no_room),
		cmocka_unit_test(rules_are_for_elements_classes_and_ids),
		cmocka_unit_test(other_rules_are_passed_over),
		cmocka_unit_test(a_sheet_has_limits),
	};

	return RUN(tests);
}
