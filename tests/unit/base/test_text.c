#include "base/limits.h"
#include "base/text.h"

#include "tests/unit/test.h"

#include <string.h>

static void
bad_bytes_are_marked(void **state)
{
	(void)state;
	assert_text(text_scrub("a\xff"
			       "b\xc3",
			-1),
	    "a\xef\xbf\xbd"
	    "b\xef\xbf\xbd");
	/* A surrogate and an overlong slash are not UTF-8. */
	assert_text(text_scrub("\xc0\xaf", -1), "\xef\xbf\xbd\xef\xbf\xbd");
}

static void
all_line_ends_become_newlines(void **state)
{
	(void)state;
	assert_text(text_scrub("a\r\nb\rc\nd\r\r\ne", -1), "a\nb\nc\nd\n\ne");
}

static void
controls_become_blanks(void **state)
{
	(void)state;
	assert_text(text_scrub("a\x1b[1m\tb\x7f\x08"
			       "c",
			-1),
	    "a [1m\tb  c");
	assert_text(text_scrub("a\xc2\x85"
			       "b",
			-1),
	    "a b");
}

static void
a_nul_does_not_end_the_text(void **state)
{
	g_autofree char *text = text_scrub("one\0two", 7);

	(void)state;
	assert_true(g_str_has_prefix(text, "one"));
	assert_true(g_str_has_suffix(text, "two"));
}

static void
what_forges_the_direction_is_dropped(void **state)
{
	(void)state;
	assert_text(text_scrub("\xef\xbb\xbfgnp\xe2\x80\xae"
			       "exe\xe2\x81\xa6.\xe2\x81\xa9",
			-1),
	    "gnpexe.");
	/* Marks that a right-to-left text needs stay. */
	assert_text(text_scrub("a\xe2\x80\x8f"
			       "b",
			-1),
	    "a\xe2\x80\x8f"
	    "b");
}

static void
a_field_is_one_trimmed_line(void **state)
{
	(void)state;
	assert_text(text_scrub_line("  a\r\n\t b \n\n c  ", -1), "a b c");
	assert_text(text_scrub_line("", -1), "");
	assert_text(text_scrub_line(" \n ", -1), "");
}

static void
a_field_is_cut_and_stays_valid(void **state)
{
	g_autofree char *umlauts = g_malloc0(2 * LIMIT_HEADER_TEXT + 2);
	g_autofree char *line = NULL;

	(void)state;
	umlauts[0] = 'x'; /* so that the cut falls into a character */
	for (long i = 0; i < LIMIT_HEADER_TEXT; i++)
		memcpy(umlauts + 1 + 2 * i, "\xc3\xbc", 2);
	line = text_scrub_line(umlauts, -1);
	assert_true(g_utf8_validate(line, -1, NULL));
	assert_in_range(
	    strlen(line), LIMIT_HEADER_TEXT - 2, LIMIT_HEADER_TEXT + 3);
}

static void
length_counts_utf16_units(void **state)
{
	(void)state;
	assert_int_equal(text_length(""), 0);
	assert_int_equal(text_length("a\xc3\xbc\xe2\x82\xac"), 3);
	assert_int_equal(text_length("\xf0\x9f\x98\x80"), 2);
}

static void
a_prefix_never_splits_a_character(void **state)
{
	static const char text[] = "a\xf0\x9f\x98\x80\xc3\xbc";

	(void)state;
	assert_int_equal(text_prefix(text, 0), 0);
	assert_int_equal(text_prefix(text, 1), 1);
	assert_int_equal(text_prefix(text, 2), 1);
	assert_int_equal(text_prefix(text, 3), 5);
	assert_int_equal(text_prefix(text, 4), 7);
	assert_int_equal(text_prefix(text, 99), 7);
}

static void
trimming_keeps_indentation_and_paragraphs(void **state)
{
	char text[] = " \n\n\t\n  first  \n\n\n   second\t\n \n\n";
	char blank[] = " \n\t\n";
	char one[] = "x";

	(void)state;
	assert_string_equal(text_trim(text), "  first\n\n\n   second");
	assert_string_equal(text_trim(blank), "");
	assert_string_equal(text_trim(one), "x");
}

/* To be freed. */
static char *
file_name(const char *given)
{
	return text_file_name(given, "f", LIMIT_FILE_NAME);
}

static void
a_file_name_is_its_last_component(void **state)
{
	(void)state;
	assert_text(file_name("../../etc/passwd"), "passwd");
	assert_text(file_name("C:\\Users\\ada\\a b.pdf"), "a b.pdf");
	assert_text(file_name("dir/"), "f");
}

static void
a_file_name_has_no_acting_characters(void **state)
{
	(void)state;
	assert_text(file_name("a*b?c\"d<e>f|g^h!i{j}k[l]m~n:o"),
	    "a_b_c_d_e_f_g_h_i_j_k_l_m_n_o");
	assert_text(file_name("a\r\nX-Evil: 1\r\n.pdf"), "a X-Evil_ 1 .pdf");
}

static void
a_name_of_dots_falls_back(void **state)
{
	(void)state;
	assert_text(file_name(NULL), "f");
	assert_text(file_name(""), "f");
	assert_text(file_name(".."), "f");
	assert_text(file_name(" . "), "f");
	assert_text(file_name(".htaccess"), "htaccess");
	assert_text(file_name("a.pdf. . "), "a.pdf");
}

static void
a_long_name_keeps_its_extension(void **state)
{
	g_autoptr(GString) name = g_string_new("x");
	g_autofree char *cut = NULL;

	(void)state;
	while (name->len < 3 * LIMIT_FILE_NAME)
		g_string_append(name, "\xc3\xbc");
	g_string_append(name, ".pdf");
	cut = file_name(name->str);
	assert_in_range(strlen(cut), LIMIT_FILE_NAME - 2, LIMIT_FILE_NAME);
	assert_true(g_str_has_suffix(cut, "\xc3\xbc.pdf"));
	assert_true(g_utf8_validate(cut, -1, NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bad_bytes_are_marked),
		cmocka_unit_test(all_line_ends_become_newlines),
		cmocka_unit_test(controls_become_blanks),
		cmocka_unit_test(a_nul_does_not_end_the_text),
		cmocka_unit_test(what_forges_the_direction_is_dropped),
		cmocka_unit_test(a_field_is_one_trimmed_line),
		cmocka_unit_test(a_field_is_cut_and_stays_valid),
		cmocka_unit_test(length_counts_utf16_units),
		cmocka_unit_test(a_prefix_never_splits_a_character),
		cmocka_unit_test(trimming_keeps_indentation_and_paragraphs),
		cmocka_unit_test(a_file_name_is_its_last_component),
		cmocka_unit_test(a_file_name_has_no_acting_characters),
		cmocka_unit_test(a_name_of_dots_falls_back),
		cmocka_unit_test(a_long_name_keeps_its_extension),
	};

	return RUN(tests);
}
