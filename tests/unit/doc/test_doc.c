#include "base/limits.h"
#include "doc/doc.h"

#include "tests/unit/made.h"
#include "tests/unit/test.h"

#include <string.h>

static struct doc_line *
add_line(enum line_kind kind, const char *text)
{
	struct doc_line *line = doc_begin(made, kind);

	doc_add_text(made, text, -1, NULL);
	return line;
}

static void
text_of_the_same_look_is_one_run(void **state)
{
	struct doc_run bold = {
		.marks = MARK_BOLD, .colour = DOC_NO_COLOUR, .link = -1
	};

	(void)state;
	doc_add_text(made, "a", -1, NULL);
	doc_add_text(made, "bcd", 1, NULL);
	doc_add_text(made, "c", -1, &bold);
	doc_add_text(made, "", -1, NULL);
	doc_add_text(made, "d", -1, &bold);
	assert_int_equal(made->lines->len, 1);
	assert_int_equal(made->runs->len, 2);
	assert_int_equal(doc_run(made, 1)->marks, MARK_BOLD);
	(void)doc_begin(made, LINE_TEXT);
	doc_add_text(made, "e", -1, &bold);
	assert_int_equal(made->runs->len, 3);
	assert_text(doc_plain(made, DOC_WHOLE, FALSE), "abcd\ne");
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
	(void)doc_begin(made, LINE_RULE);
	add_line(LINE_TEXT, "said")->quote = 2;
	assert_text(doc_plain(made, DOC_WHOLE, TRUE),
	    "Title\n\n- one\n  - two\n    more\n----\n> > said");
	assert_text(doc_plain(made, DOC_WHOLE, FALSE),
	    "Title\n\none\ntwo\nmore\n\nsaid");
}

static void
pictures_leave_no_blank_lines_in_plain_text(void **state)
{
	(void)state;
	(void)add_line(LINE_TEXT, "a");
	for (int i = 0; i < 3; i++) {
		doc_begin(made, LINE_TEXT)->gap = TRUE;
		(void)doc_add_image(made, "cid:x", "", -1, -1, NULL);
	}
	(void)add_line(LINE_TEXT, "b");
	(void)doc_begin(made, LINE_RULE);
	assert_text(doc_plain(made, DOC_WHOLE, FALSE), "a\n\nb\n");
	assert_text(doc_plain(made, DOC_WHOLE, TRUE), "a\n\nb\n----");
}

static void
signs_of_the_mail_itself_stay(void **state)
{
	struct doc_line *line = add_line(LINE_TEXT, "said");

	(void)state;
	line->quote = 1;
	line->hints = HINT_SIGNED;
	assert_text(doc_plain(made, DOC_WHOLE, FALSE), "> said");
}

static void
cells_and_breaks_are_parted(void **state)
{
	(void)state;
	(void)doc_begin(made, LINE_ROW);
	doc_add_cell(made, TRUE);
	doc_add_text(made, "a", -1, NULL);
	doc_add_cell(made, FALSE);
	doc_add_text(made, "b", -1, NULL);
	doc_add_break(made);
	doc_add_text(made, "c", -1, NULL);
	assert_text(doc_line_text(made, 0), "a b\nc");
	assert_int_equal(doc_run(made, 0)->marks, MARK_BOLD);
	assert_int_equal(doc_run(made, 2)->marks, 0);
}

static void
parts_are_what_is_kept_and_what_is_cut(void **state)
{
	(void)state;
	(void)add_line(LINE_TEXT, "new");
	assert_false(doc_is_all_cut(made));
	add_line(LINE_TEXT, "old")->cut = CUT_QUOTE;
	add_line(LINE_TEXT, "-- ")->cut = CUT_SIGNATURE;
	assert_text(doc_plain(made, DOC_KEPT, FALSE), "new");
	assert_text(doc_plain(made, DOC_CUT, FALSE), "old\n-- ");
	assert_text(doc_plain(made, DOC_WHOLE, FALSE), "new\nold\n-- ");
	doc_line(made, 0)->cut = CUT_QUOTE;
	assert_true(doc_is_all_cut(made));
	assert_false(doc_is_empty(made));
}

static void
blanks_are_nothing_and_images_are_something(void **state)
{
	(void)state;
	assert_true(doc_is_empty(made));
	(void)add_line(LINE_TEXT, " \t");
	assert_true(doc_is_empty(made));
	(void)add_line(LINE_TEXT, "\xc2\xa0 \xe3\x80\x80");
	assert_true(doc_is_empty(made));
	(void)doc_add_image(made, "cid:a", NULL, -1, -1, NULL);
	assert_string_equal(doc_image(made, 0)->alt, "");
	assert_false(doc_is_empty(made));
}

static void
a_document_can_be_added_to_another(void **state)
{
	struct doc *other = doc_new();
	struct doc_run look = { .colour = 0xff0000, .link = -1 };

	(void)state;
	(void)doc_add_link(made, "https://example.com/");
	(void)add_line(LINE_TEXT, "first");
	look.link = doc_add_link(other, "https://example.org/");
	doc_begin(other, LINE_HEADING)->level = 2;
	doc_add_text(other, "second", -1, &look);
	(void)doc_add_image(other, "cid:x", "alt", 10, 20, &look);
	doc_begin(other, LINE_TEXT)->quote = 3;
	doc_add_text(other, "third", -1, NULL);
	doc_append(made, other);
	doc_free(other);

	assert_text(
	    doc_plain(made, DOC_WHOLE, TRUE), "first\n\nsecond\n> > > third");
	assert_int_equal(doc_line(made, 1)->level, 2);
	assert_string_equal(
	    g_ptr_array_index(made->links, doc_run(made, 1)->link),
	    "https://example.org/");
	assert_int_equal(doc_run(made, 1)->colour, 0xff0000);
	assert_int_equal(doc_run(made, 2)->kind, RUN_IMAGE);
	assert_string_equal(
	    doc_image(made, doc_run(made, 2)->ref)->src, "cid:x");
	assert_int_equal(doc_image(made, 0)->height, 20);
}

static void
a_line_can_be_split(void **state)
{
	(void)state;
	add_line(LINE_TEXT, "Yes. On Monday Bob wrote:")->gap = TRUE;
	(void)add_line(LINE_TEXT, "next");
	doc_split(made, 0, strlen("Yes. "));
	assert_int_equal(made->lines->len, 3);
	assert_text(doc_line_text(made, 0), "Yes. ");
	assert_text(doc_line_text(made, 1), "On Monday Bob wrote:");
	assert_text(doc_line_text(made, 2), "next");
	assert_true(doc_line(made, 0)->gap);
	assert_false(doc_line(made, 1)->gap);
}

static void
a_full_document_takes_nothing_more(void **state)
{
	(void)state;
	for (int i = 0; i < LIMIT_DOC_LINES + 10; i++)
		(void)add_line(LINE_TEXT, "x");
	assert_true(made->cut);
	assert_int_equal(made->lines->len, LIMIT_DOC_LINES);
	assert_int_equal(made->text->len, LIMIT_DOC_LINES - 1);
}

static void
a_full_text_is_cut(void **state)
{
	g_autofree char *big = g_strnfill(LIMIT_TEXT_BYTES, 'x');

	(void)state;
	doc_add_text(made, big, -1, NULL);
	assert_false(made->cut);
	doc_add_text(made, "more", -1, NULL);
	assert_true(made->cut);
	assert_int_equal(made->text->len, LIMIT_TEXT_BYTES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		MADE_TEST(text_of_the_same_look_is_one_run),
		MADE_TEST(plain_text_has_signs_where_they_are_asked_for),
		MADE_TEST(pictures_leave_no_blank_lines_in_plain_text),
		MADE_TEST(signs_of_the_mail_itself_stay),
		MADE_TEST(cells_and_breaks_are_parted),
		MADE_TEST(parts_are_what_is_kept_and_what_is_cut),
		MADE_TEST(blanks_are_nothing_and_images_are_something),
		MADE_TEST(a_document_can_be_added_to_another),
		MADE_TEST(a_line_can_be_split),
		MADE_TEST(a_full_document_takes_nothing_more),
		MADE_TEST(a_full_text_is_cut),
	};

	return RUN(tests);
}
