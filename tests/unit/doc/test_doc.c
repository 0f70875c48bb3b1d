#include "base/limits.h"
#include "doc/doc.h"

#include "tests/unit/test.h"

#include <string.h>

static struct doc *d;

static int
begin(void **state)
{
	(void)state;
	d = doc_new();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	doc_free(d);
	return 0;
}

static struct doc_line *
add_line(enum line_kind kind, const char *text)
{
	struct doc_line *line = doc_begin(d, kind);

	doc_add_text(d, text, -1, NULL);
	return line;
}

static void
text_of_the_same_look_is_one_run(void **state)
{
	struct doc_run bold = {
		.marks = MARK_BOLD, .colour = DOC_NO_COLOUR, .link = -1
	};

	(void)state;
	doc_add_text(d, "a", -1, NULL);
	doc_add_text(d, "bcd", 1, NULL);
	doc_add_text(d, "c", -1, &bold);
	doc_add_text(d, "", -1, NULL);
	doc_add_text(d, "d", -1, &bold);
	assert_int_equal(d->lines->len, 1);
	assert_int_equal(d->runs->len, 2);
	assert_int_equal(doc_run(d, 1)->marks, MARK_BOLD);
	(void)doc_begin(d, LINE_TEXT);
	doc_add_text(d, "e", -1, &bold);
	assert_int_equal(d->runs->len, 3);
	assert_text(doc_plain(d, DOC_WHOLE, FALSE), "abcd\ne");
}

static void
plain_text_has_signs_where_they_are_asked_for(void **state)
{
	struct doc_line *line;

	(void)state;
	(void)add_line(LINE_HEADING, "Title");
	line = add_line(LINE_ITEM, "one");
	line->gap = TRUE;
	strcpy(line->list, "*");
	line = add_line(LINE_ITEM, "two");
	strcpy(line->list, "*#");
	strcpy(add_line(LINE_TEXT, "more")->list, "*#");
	(void)doc_begin(d, LINE_RULE);
	add_line(LINE_TEXT, "said")->quote = 2;
	assert_text(doc_plain(d, DOC_WHOLE, TRUE),
	    "Title\n\n- one\n  - two\n    more\n----\n> > said");
	assert_text(
	    doc_plain(d, DOC_WHOLE, FALSE), "Title\n\none\ntwo\nmore\n\nsaid");
}

static void
pictures_leave_no_blank_lines_in_plain_text(void **state)
{
	(void)state;
	(void)add_line(LINE_TEXT, "a");
	for (int i = 0; i < 3; i++) {
		doc_begin(d, LINE_TEXT)->gap = TRUE;
		(void)doc_add_image(d, "cid:x", "", -1, -1, NULL);
	}
	(void)add_line(LINE_TEXT, "b");
	(void)doc_begin(d, LINE_RULE);
	assert_text(doc_plain(d, DOC_WHOLE, FALSE), "a\n\nb\n");
	assert_text(doc_plain(d, DOC_WHOLE, TRUE), "a\n\nb\n----");
}

static void
signs_of_the_mail_itself_stay(void **state)
{
	struct doc_line *line = add_line(LINE_TEXT, "said");

	(void)state;
	line->quote = 1;
	line->hints = HINT_SIGNED;
	assert_text(doc_plain(d, DOC_WHOLE, FALSE), "> said");
}

static void
cells_and_breaks_are_parted(void **state)
{
	(void)state;
	(void)doc_begin(d, LINE_ROW);
	doc_add_cell(d, TRUE);
	doc_add_text(d, "a", -1, NULL);
	doc_add_cell(d, FALSE);
	doc_add_text(d, "b", -1, NULL);
	doc_add_break(d);
	doc_add_text(d, "c", -1, NULL);
	assert_text(doc_line_text(d, 0), "a b\nc");
	assert_int_equal(doc_run(d, 0)->marks, MARK_BOLD);
	assert_int_equal(doc_run(d, 2)->marks, 0);
}

static void
parts_are_what_is_kept_and_what_is_cut(void **state)
{
	(void)state;
	(void)add_line(LINE_TEXT, "new");
	assert_false(doc_is_all_cut(d));
	add_line(LINE_TEXT, "old")->cut = CUT_QUOTE;
	add_line(LINE_TEXT, "-- ")->cut = CUT_SIGNATURE;
	assert_text(doc_plain(d, DOC_KEPT, FALSE), "new");
	assert_text(doc_plain(d, DOC_CUT, FALSE), "old\n-- ");
	assert_text(doc_plain(d, DOC_WHOLE, FALSE), "new\nold\n-- ");
	doc_line(d, 0)->cut = CUT_QUOTE;
	assert_true(doc_is_all_cut(d));
	assert_false(doc_is_empty(d));
}

static void
blanks_are_nothing_and_images_are_something(void **state)
{
	(void)state;
	assert_true(doc_is_empty(d));
	(void)add_line(LINE_TEXT, " \t");
	assert_true(doc_is_empty(d));
	(void)add_line(LINE_TEXT, "\xc2\xa0 \xe3\x80\x80");
	assert_true(doc_is_empty(d));
	(void)doc_add_image(d, "cid:a", NULL, -1, -1, NULL);
	assert_string_equal(doc_image(d, 0)->alt, "");
	assert_false(doc_is_empty(d));
}

static void
a_document_can_be_added_to_another(void **state)
{
	struct doc *other = doc_new();
	struct doc_run look = { .colour = 0xff0000, .link = -1 };

	(void)state;
	(void)doc_add_link(d, "https://example.com/");
	(void)add_line(LINE_TEXT, "first");
	look.link = doc_add_link(other, "https://example.org/");
	doc_begin(other, LINE_HEADING)->level = 2;
	doc_add_text(other, "second", -1, &look);
	(void)doc_add_image(other, "cid:x", "alt", 10, 20, &look);
	doc_begin(other, LINE_TEXT)->quote = 3;
	doc_add_text(other, "third", -1, NULL);
	doc_append(d, other);
	doc_free(other);

	assert_text(
	    doc_plain(d, DOC_WHOLE, TRUE), "first\n\nsecond\n> > > third");
	assert_int_equal(doc_line(d, 1)->level, 2);
	assert_string_equal(g_ptr_array_index(d->links, doc_run(d, 1)->link),
	    "https://example.org/");
	assert_int_equal(doc_run(d, 1)->colour, 0xff0000);
	assert_int_equal(doc_run(d, 2)->kind, RUN_IMAGE);
	assert_string_equal(doc_image(d, doc_run(d, 2)->ref)->src, "cid:x");
	assert_int_equal(doc_image(d, 0)->height, 20);
}

static void
a_line_can_be_split(void **state)
{
	(void)state;
	add_line(LINE_TEXT, "Yes. On Monday Bob wrote:")->gap = TRUE;
	(void)add_line(LINE_TEXT, "next");
	doc_split(d, 0, strlen("Yes. "));
	assert_int_equal(d->lines->len, 3);
	assert_text(doc_line_text(d, 0), "Yes. ");
	assert_text(doc_line_text(d, 1), "On Monday Bob wrote:");
	assert_text(doc_line_text(d, 2), "next");
	assert_true(doc_line(d, 0)->gap);
	assert_false(doc_line(d, 1)->gap);
}

static void
a_full_document_takes_nothing_more(void **state)
{
	(void)state;
	for (int i = 0; i < LIMIT_DOC_LINES + 10; i++)
		(void)add_line(LINE_TEXT, "x");
	assert_true(d->cut);
	assert_int_equal(d->lines->len, LIMIT_DOC_LINES);
	assert_int_equal(d->text->len, LIMIT_DOC_LINES - 1);
}

static void
a_full_text_is_cut(void **state)
{
	g_autofree char *big = g_strnfill(LIMIT_TEXT_BYTES, 'x');

	(void)state;
	doc_add_text(d, big, -1, NULL);
	assert_false(d->cut);
	doc_add_text(d, "more", -1, NULL);
	assert_true(d->cut);
	assert_int_equal(d->text->len, LIMIT_TEXT_BYTES);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(text_of_the_same_look_is_one_run),
		TEST(plain_text_has_signs_where_they_are_asked_for),
		TEST(pictures_leave_no_blank_lines_in_plain_text),
		TEST(signs_of_the_mail_itself_stay),
		TEST(cells_and_breaks_are_parted),
		TEST(parts_are_what_is_kept_and_what_is_cut),
		TEST(blanks_are_nothing_and_images_are_something),
		TEST(a_document_can_be_added_to_another),
		TEST(a_line_can_be_split),
		TEST(a_full_document_takes_nothing_more),
		TEST(a_full_text_is_cut),
	};

	return RUN(tests);
}
