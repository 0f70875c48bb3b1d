#include "tests/unit/html_show.h"
#include "tests/unit/test.h"

static void
images_keep_source_and_size(void **state)
{
	(void)state;
	html_check("a <img src=\"cid:x@y\" alt=\"Alt\" width=120 height=40> b",
	    "a !cid:x@y,Alt,120x40! b");
	html_check("<img src=data:3 style='width:90pt;height:auto'>",
	    "!data:3,,119x-1!");
	html_check("<img src=cid:x width=100%>", "!cid:x,,-1x-1!");
	html_check("<a href='http://x/'><img src=https://y/z.png></a>",
	    "!https://y/z.png,,-1x-1,link!");
}

static void
what_counts_readers_is_gone(void **state)
{
	(void)state;
	html_check("a<img src=http://x/ width=1 height=1>", "a");
	html_check("a<img src=http://x/ style='width:0;height:0'>", "a");
	html_check("a<img src=http://x/ style='display:none'>", "a");
	html_check("a<img src=http://x/ width=600 height=2>", "a");
	html_check("a<img src=http://x/spacer.gif>", "a");
}

static void
what_cannot_be_shown_is_its_text(void **state)
{
	g_autofree char *data = g_strnfill(5000, 'A');
	g_autofree char *html = g_strdup_printf(
	    "a <img alt=\"Alt\" src=\"data:image/png;base64,%s\"> b", data);

	(void)state;
	html_check("a <img src=file:///x.png alt=Alt> b", "a Alt b");
	html_check("a <img src=x.png> b", "a b");
	html_check(html, "a Alt b");
}

static void
smileys_are_characters(void **state)
{
	(void)state;
	html_check("<img src=cid:x alt=\"\xf0\x9f\x98\x80\" width=20>",
	    "\xf0\x9f\x98\x80");
	html_check("<img class=emoji src=http://x/ alt=\":)\">", ":)");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(images_keep_source_and_size),
		cmocka_unit_test(what_counts_readers_is_gone),
		cmocka_unit_test(what_cannot_be_shown_is_its_text),
		cmocka_unit_test(smileys_are_characters),
	};

	return RUN(tests);
}
