#include "tests/unit/html_show.h"
#include "tests/unit/test.h"

static void
data_are_rows_and_cells(void **state)
{
	(void)state;
	html_check("x<table><tr><th>A<th>B<tr><td>1<td><b>2</b></table>y",
	    "x\n\nrow ||A||B\nrow |1|{b:2}\n\ny");
	html_check("<table><tr><td>Name:<td>Ann<tr><td>Phone:<td>1</table>",
	    "row |Name:|Ann\nrow |Phone:|1");
	html_check("<table class=MsoTableGrid border=1><tr>"
		   "<td><p class=MsoNormal>a</p></td>"
		   "<td><p class=MsoNormal>b</p><p class=MsoNormal>c</p></td>"
		   "</tr></table>",
	    "row |a|b\\c");
	/* The caption stands outside of the rows, whatever is in it. */
	html_check("<table border=1><caption>t <table border=1><tr><th>a<th>b"
		   "<tr><td rowspan=2>c<td>d<tr><td>e</table></caption>"
		   "<tr><td>x<td>y<tr><td>z<td>w</table>",
	    "t\n\nrow ||a||b\nrow |c|d\nrow ||e\n\nrow |x|y\nrow |z|w");
	html_check("<table border=1><caption>t</caption><tr><td>a<br><br>b<td>c"
		   "<ul><li>d<li>e</ul></table>",
	    "t\nrow |a\\b|c\\- d\\- e");
}

static void
columns_stay_columns(void **state)
{
	(void)state;
	html_check("<table border=1><tr><td colspan=2>a<td>b"
		   "<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g</table>",
	    "row |a||b\nrow |c|d|e\nrow ||f|g");
	/* A row of nothing is none, and a row too wide ends. */
	html_check("<table border=1><tr><td>a<td>b<tr><td>&nbsp;<td>"
		   "<tr><td>c<td>d</table>",
	    "row |a|b\nrow |c|d");
	html_check("<table border=1><tr><td>a<td>b<tr><td><td>"
		   "<img src=cid:x></table>",
	    "row |a|b\nrow ||!cid:x,,-1x-1!");
	html_check("<table border=1><tr><td rowspan=99999999>a<td>b</table>c",
	    "row |a|b\n\nc");
}

static void
layout_is_flattened(void **state)
{
	(void)state;
	/* One column. */
	html_check("<table><tr><td>a<tr><td>b</table>", "a\nb");
	/* One row. */
	html_check("<table><tr><td>a<td>b</table>", "a b");
	/* Tables in it. */
	html_check("<table><tr><td><table><tr><td>a</table><td>b"
		   "<tr><td>c<td>d</table>",
	    "a\n\nb\nc d");
	/* It says so. */
	html_check("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d"
		   "</table>",
	    "a b\nc d");
	/* Pictures with a text here and there. */
	html_check("<table><tr><td><img src=cid:a><td>b"
		   "<tr><td><img src=cid:c><td>d</table>",
	    "!cid:a,,-1x-1! b\n!cid:c,,-1x-1! d");
	html_check(
	    "<table><tr><td>a<td>b<td><img src=cid:a><td>"
	    "<img src=cid:b><td><img src=cid:c><td><img src=cid:d><td><img src=cid:e><tr><td>c<td>d</table>",
	    "a b !cid:a,,-1x-1! !cid:b,,-1x-1! !cid:c,,-1x-1! !cid:d,,-1x-1! !cid:e,,-1x-1!\nc d");
	/* Few of its rows have columns. */
	html_check("<table><tr><td>a<tr><td>b<tr><td>c<tr><td>d<tr><td>e"
		   "<tr><td>f<td>g<tr><td>h<td>i</table>",
	    "a\nb\nc\nd\ne\nf g\nh i");
	/* Headings. */
	html_check("<table><tr><td><h1>a</h1><td>b<tr><td>c<td>d</table>",
	    "h1 a\n\nb\nc d");
}

static void
pages_of_text_are_no_data(void **state)
{
	g_autofree char *page = g_strnfill(700, 'x');
	g_autofree char *html = g_strdup_printf(
	    "<table><tr><td>a<td>%s<tr><td>b<td>%s</table>", page, page);
	g_autofree char *want = g_strdup_printf("a %s\nb %s", page, page);

	(void)state;
	html_check(html, want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(data_are_rows_and_cells),
		cmocka_unit_test(columns_stay_columns),
		cmocka_unit_test(layout_is_flattened),
		cmocka_unit_test(pages_of_text_are_no_data),
	};

	return RUN(tests);
}
