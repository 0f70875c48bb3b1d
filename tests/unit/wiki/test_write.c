#include "base/limits.h"
#include "base/text.h"
#include "wiki/write.h"

#include "tests/unit/made.h"
#include "tests/unit/test.h"

#include <string.h>

#define ZWSP "\xe2\x80\x8b"

static void
check_limit(const char *want, size_t limit, gboolean cut)
{
	g_autoptr(GString) out = g_string_new(NULL);

	assert_int_equal(wiki_write(out, made, DOC_WHOLE, limit), cut);
	assert_string_equal(out->str, want);
	assert_true(text_length(out->str) <= limit);
}

static void
check(const char *want)
{
	check_limit(want, 1000, FALSE);
}

static struct doc_line *
add_line(enum line_kind kind, gboolean gap, const char *text)
{
	struct doc_line *line = doc_begin(made, kind);

	line->gap = gap;
	doc_add_text(made, text, -1, NULL);
	return doc_line(made, made->lines->len - 1);
}

static void
add_item(const char *list, const char *text)
{
	struct doc_line *line = add_line(LINE_ITEM, FALSE, text);

	g_strlcpy(line->list, list, sizeof line->list);
}

static void
add_quoted(int depth, enum line_kind kind, const char *text)
{
	add_line(kind, FALSE, text)->quote = (guint8)depth;
}

static void
add_text(unsigned marks, const char *text)
{
	struct doc_run look = {
		.marks = marks, .colour = DOC_NO_COLOUR, .link = -1
	};

	doc_add_text(made, text, -1, &look);
}

static void
add_link(const char *url, const char *text)
{
	struct doc_run look = { .colour = DOC_NO_COLOUR };

	look.link = doc_add_link(made, url);
	doc_add_text(made, text, -1, &look);
}

static void
add_image(const char *name, const char *alt, int width, const char *url)
{
	struct doc_run look = { .colour = DOC_NO_COLOUR, .link = -1 };
	struct doc_image *image;

	if (url)
		look.link = doc_add_link(made, url);
	image = doc_add_image(made, "cid:x", alt, width, -1, &look);
	image->name = g_strdup(name);
}

static void
lines_and_paragraphs_are_kept(void **state)
{
	(void)state;
	(void)doc_begin(made, LINE_TEXT);
	doc_add_break(made);
	add_text(0, "Hello,");
	add_line(LINE_TEXT, TRUE, "one *two*");
	add_line(LINE_TEXT, FALSE, "three");
	doc_add_break(made);
	add_text(0, "four");
	add_line(LINE_TEXT, FALSE, " ");
	add_line(LINE_TEXT, FALSE, "Ada");
	check("Hello,\n\none \\*two*\nthree\nfour\n\nAda");
}

static void
headings_are_small(void **state)
{
	(void)state;
	add_line(LINE_HEADING, FALSE, "One")->level = 1;
	add_line(LINE_TEXT, FALSE, "text");
	add_line(LINE_HEADING, TRUE, "h1. - Six")->level = 6;
	add_line(LINE_HEADING, TRUE, "")->level = 2;
	add_text(MARK_BOLD, "Two");
	doc_add_break(made);
	add_text(0, "lines");
	check("h3. One\ntext\n\nh6. " ZWSP "h1. - Six\n\nh4. Two \\\\ lines");
}

static void
lists_nest_and_have_no_blank_lines(void **state)
{
	(void)state;
	add_line(LINE_TEXT, FALSE, "See:");
	add_item("*", "one");
	add_item("*#", "- two");
	doc_line(made, made->lines->len - 1)->gap = TRUE;
	doc_add_break(made);
	doc_add_break(made);
	add_text(0, "# more");
	add_item("*", "three");
	g_strlcpy(add_line(LINE_TEXT, TRUE, "of three")->list, "*", 2);
	add_line(LINE_TEXT, FALSE, "end");
	check("See:\n* one\n*# \\- two\n\\# more\n* three\nof three\n\nend");
}

static void
what_a_list_holds_stays_in_it(void **state)
{
	(void)state;
	add_item("#", "run");
	g_strlcpy(add_line(LINE_PRE, FALSE, "make")->list, "#", 2);
	g_strlcpy(add_line(LINE_HEADING, FALSE, "Then")->list, "#", 2);
	add_item("#", "go");
	check("# run\n{noformat}\nmake\n{noformat}\n*Then*\n# go");
}

static void
tables_have_cells(void **state)
{
	(void)state;
	doc_begin(made, LINE_ROW);
	doc_add_cell(made, TRUE);
	add_text(MARK_BOLD, "Name");
	doc_add_cell(made, TRUE);
	add_text(0, "Sum");
	doc_begin(made, LINE_ROW);
	doc_add_cell(made, FALSE);
	add_text(0, "- a|b");
	doc_add_break(made);
	add_text(0, "c");
	doc_add_cell(made, FALSE);
	add_line(LINE_TEXT, FALSE, "end");
	check("|| Name || Sum ||\n"
	      "| \\- a{color:#6b778c}|{color}b \\\\ c | |\n\nend");
}

static void
marks_fire_where_they_stand(void **state)
{
	(void)state;
	add_line(LINE_TEXT, FALSE, "a ");
	add_text(MARK_BOLD, " bold ");
	add_text(0, "c");
	add_text(MARK_ITALIC, "d");
	add_text(0, "e ");
	add_text(MARK_BOLD | MARK_UNDERLINE | MARK_STRIKE, "f");
	add_text(0, " x");
	add_text(MARK_SUP, "2");
	add_text(0, ", H");
	add_text(MARK_SUB, "2");
	add_text(0, "O");
	check("a *bold* c{_}d{_}e *+-f-+* x{^}2{^}, H{~}2{~}O");
}

/* Cloud undoes an escape between marks and reads the text again. */
static void
what_needs_an_escape_stands_outside_of_marks(void **state)
{
	(void)state;
	add_line(LINE_TEXT, FALSE, "");
	add_text(MARK_BOLD, "[~bob] is *here* :D");
	add_text(0, "\xc3\xa4");
	add_text(MARK_ITALIC, "http://e.com/_x_ a");
	check("\\[\\~*bob*\\] *is* \\**here*\\* :" ZWSP "{*}D{*}\xc3\xa4"
	      "http://e.com/_x_" ZWSP " _a_");
}

static void
code_is_mono(void **state)
{
	(void)state;
	add_line(LINE_TEXT, FALSE, "Set ");
	add_text(MARK_CODE | MARK_BOLD, "a[0]");
	add_text(0, " or ");
	add_text(MARK_CODE, "{quote}");
	check("Set {{a\\[0\\]}} or \\{quote\\}");
}

static void
colours_stand_around_all(void **state)
{
	struct doc_run red = {
		.marks = MARK_BOLD, .colour = 0xff0000, .link = -1
	};

	(void)state;
	add_line(LINE_TEXT, FALSE, "Is ");
	doc_add_text(made, " due {now} ", -1, &red);
	add_text(0, "or");
	check("Is {color:#ff0000}*due* \\{*now*\\}{color} or");
}

static void
links_name_what_they_lead_to(void **state)
{
	(void)state;
	add_line(LINE_TEXT, FALSE, "See ");
	add_link("http://e.com/a?b=c", "http://e.com/a?b=c");
	add_text(0, ", ");
	add_link("mailto:a@e.com", "a@e.com");
	add_text(0, ", ");
	add_link("http://e.com/", "http://e.com");
	add_text(0, " and");
	add_link("http://e.com/a|b]", " the_[page]! ");
	add_text(0, "or ");
	add_link("tel:+49123", "+49 123");
	check("See http://e.com/a?b=c" ZWSP ", a@e.com, http://e.com and "
	      "[the_|http://e.com/a%7Cb%5D]\\[[page|http://e.com/a%7Cb%5D]"
	      "\\]\\! or +49 123");
}

static void
a_link_that_is_too_long_is_text(void **state)
{
	g_autofree char *long_part = g_strnfill(LIMIT_LINK, 'x');
	g_autofree char *url = g_strconcat("http://e.com/", long_part, NULL);

	(void)state;
	add_line(LINE_TEXT, FALSE, "");
	add_link(url, "here");
	check("here");
}

static void
images_stand_apart(void **state)
{
	(void)state;
	add_line(LINE_TEXT, FALSE, "a");
	add_image("a.png", "", -1, NULL);
	add_text(0, "b");
	add_image("b.png", "", 300, "http://e.com/");
	add_image("c.png", "", 3000, NULL);
	check("a !a.png! b !b.png|width=300! !c.png|width=800!");
}

static void
an_image_that_is_not_shown_leaves_its_words(void **state)
{
	(void)state;
	add_line(LINE_TEXT, FALSE, "a ");
	add_image(NULL, "The *logo*", -1, NULL);
	add_text(0, " ");
	add_image(NULL, "Shop", -1, "http://e.com/");
	add_image(NULL, "image001.png", -1, NULL);
	add_image(NULL, " ", -1, NULL);
	add_image("a|b!.png", "", -1, NULL);
	add_line(LINE_TEXT, FALSE, "");
	add_image(NULL, "x.gif", 1, NULL);
	check("a \\[The \\*logo*\\] [Shop|http://e.com/]");
}

static void
an_image_makes_no_heading(void **state)
{
	(void)state;
	add_line(LINE_HEADING, FALSE, "")->level = 1;
	add_image("a.png", "", -1, NULL);
	check("!a.png!");
}

static void
preformatted_text_is_literal(void **state)
{
	(void)state;
	add_line(LINE_TEXT, FALSE, "Log:");
	add_line(LINE_PRE, FALSE, "  *a*\t[b]");
	add_line(LINE_PRE, TRUE, "{noformat}{quote}\\");
	add_line(LINE_TEXT, FALSE, "end");
	check("Log:\n{noformat}\n" ZWSP "  *a*\t[b]\n\n{" ZWSP
	      "noformat}{quote}\\\n{noformat}\nend");
}

static void
quotes_are_blocks(void **state)
{
	(void)state;
	add_line(LINE_TEXT, FALSE, "a");
	add_quoted(1, LINE_TEXT, "b");
	add_quoted(1, LINE_PRE, "{quote}");
	add_line(LINE_TEXT, TRUE, "c");
	check("a\n{quote}\nb\n{noformat}\n{" ZWSP
	      "quote}\n{noformat}\n{quote}\n\nc");
}

/* Jira has no quote in a quote. */
static void
deeper_quotes_have_signs(void **state)
{
	(void)state;
	add_quoted(1, LINE_TEXT, "a");
	add_quoted(2, LINE_TEXT, "* b");
	add_quoted(3, LINE_ITEM, "c");
	doc_add_break(made);
	add_text(0, "d");
	add_quoted(2, LINE_RULE, "");
	doc_begin(made, LINE_ROW)->quote = 2;
	doc_add_cell(made, FALSE);
	add_text(0, "e");
	doc_add_cell(made, FALSE);
	add_text(0, "f");
	check("{quote}\na\n> * b\n> > - c\n> > d\n> \\----\n> e | f\n{quote}");
}

static void
a_rule_stands_alone(void **state)
{
	(void)state;
	add_line(LINE_TEXT, FALSE, "a");
	add_line(LINE_RULE, FALSE, "");
	add_line(LINE_TEXT, FALSE, "b");
	check("a\n----\n\nb");
}

static void
a_part_is_written_without_the_other(void **state)
{
	g_autoptr(GString) kept = g_string_new("x\n");
	g_autoptr(GString) rest = g_string_new(NULL);

	(void)state;
	add_line(LINE_TEXT, FALSE, "a");
	add_line(LINE_TEXT, FALSE, "b")->cut = CUT_QUOTE;
	add_line(LINE_TEXT, FALSE, "c");
	assert_false(wiki_write(kept, made, DOC_KEPT, 100));
	assert_false(wiki_write(rest, made, DOC_CUT, 100));
	assert_string_equal(kept->str, "x\na\n\nc");
	assert_string_equal(rest->str, "b");
}

/* A fixed number of units is kept free for what closes blocks. */
#define FREE 20

static void
a_cut_is_made_at_the_best_place(void **state)
{
	(void)state;
	add_line(LINE_TEXT, FALSE, "one two three four five six seven");
	add_line(LINE_TEXT, TRUE, "eight");
	add_line(LINE_TEXT, FALSE, "nine ten");
	check_limit("one two three four five six seven\n\neight\nnine ten",
	    49 + FREE, FALSE);
	check_limit("one two three four five six seven", 48 + FREE - 1, TRUE);
	check_limit("one two three four five six", 32 + FREE - 1, TRUE);
	check_limit("", FREE - 1, TRUE);
}

static void
a_line_is_better_than_a_word(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++)
		add_line(LINE_TEXT, FALSE, "one two three");
	check_limit("one two three\none two three\none two three", 60, TRUE);
}

static void
a_cut_closes_what_is_open(void **state)
{
	(void)state;
	for (int i = 0; i < 9; i++)
		add_quoted(1, LINE_PRE, "abc");
	check_limit("{quote}\n{noformat}\nabc\nabc\n{noformat}\n{quote}",
	    8 + 10 + 8 + FREE, TRUE);
}

/* Marks, colours and links are whole as well. */
static void
a_cut_in_a_line_closes_its_marks(void **state)
{
	(void)state;
	add_line(LINE_TEXT, FALSE, "");
	add_text(MARK_BOLD, "one two three four five six seven");
	check_limit("*one two three*", 17 + FREE, TRUE);
}

static void
the_limit_counts_what_is_written(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);

	(void)state;
	for (int i = 0; i < 300; i++)
		g_string_append(text, "[\xf0\x9f\x98\x80] ");
	add_line(LINE_TEXT, FALSE, text->str);
	add_line(LINE_TEXT, FALSE, text->str);
	for (size_t limit = 0; limit < 400; limit++) {
		g_autoptr(GString) out = g_string_new("");

		assert_true(wiki_write(out, made, DOC_WHOLE, limit));
		assert_true(text_length(out->str) <= limit);
		assert_true(
		    limit < 30 || text_length(out->str) >= limit / 3 - 9);
		assert_true(g_utf8_validate(out->str, -1, NULL));
	}
}

static void
a_box_keeps_to_the_limit(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);

	(void)state;
	for (int i = 0; i < 100; i++)
		g_string_append(text, "old {noformat} text\n");
	for (size_t limit = 0; limit < 1000; limit += 7) {
		g_autoptr(GString) out = g_string_new("new");

		assert_true(wiki_write_box(out, "Old", text->str, limit));
		assert_true(out->len == 3 || text_length(out->str) <= limit);
		assert_true(limit < 300 || out->len > limit / 2);
		assert_true(out->len == 3 ||
		    g_str_has_suffix(out->str, "text\n{noformat}"));
	}
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		MADE_TEST(lines_and_paragraphs_are_kept),
		MADE_TEST(headings_are_small),
		MADE_TEST(lists_nest_and_have_no_blank_lines),
		MADE_TEST(what_a_list_holds_stays_in_it),
		MADE_TEST(tables_have_cells),
		MADE_TEST(marks_fire_where_they_stand),
		MADE_TEST(what_needs_an_escape_stands_outside_of_marks),
		MADE_TEST(code_is_mono),
		MADE_TEST(colours_stand_around_all),
		MADE_TEST(links_name_what_they_lead_to),
		MADE_TEST(a_link_that_is_too_long_is_text),
		MADE_TEST(images_stand_apart),
		MADE_TEST(an_image_that_is_not_shown_leaves_its_words),
		MADE_TEST(an_image_makes_no_heading),
		MADE_TEST(preformatted_text_is_literal),
		MADE_TEST(quotes_are_blocks),
		MADE_TEST(deeper_quotes_have_signs),
		MADE_TEST(a_rule_stands_alone),
		MADE_TEST(a_part_is_written_without_the_other),
		MADE_TEST(a_cut_is_made_at_the_best_place),
		MADE_TEST(a_line_is_better_than_a_word),
		MADE_TEST(a_cut_closes_what_is_open),
		MADE_TEST(a_cut_in_a_line_closes_its_marks),
		MADE_TEST(the_limit_counts_what_is_written),
		MADE_TEST(a_box_keeps_to_the_limit),
	};

	return RUN(tests);
}
