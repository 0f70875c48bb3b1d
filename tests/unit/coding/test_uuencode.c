#include "coding/uuencode.h"

#include "base/attachment.h"
#include "base/limits.h"
#include "tests/unit/test.h"

#include <string.h>

/* What is left of the text, and the names and bytes of the files. */
static void
check(const char *in, const char *left, const char *files, gboolean lost)
{
	for (size_t step = 1; step < 40; step += 5) {
		g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(
		    (GDestroyNotify)attachment_free);
		struct uuencode *u = uuencode_new(list, LIMIT_FILE_NAME);
		g_autoptr(GString) out = g_string_new(NULL);
		g_autoptr(GString) got = g_string_new(NULL);
		size_t n = strlen(in);

		for (size_t i = 0; i < n; i += step)
			uuencode_feed(u, in + i, MIN(step, n - i), out);
		uuencode_finish(u, out);
		assert_int_equal(uuencode_has_lost(u), lost);
		uuencode_free(u);
		for (guint i = 0; i < list->len; i++) {
			struct attachment *a = g_ptr_array_index(list, i);
			char buf[200] = "";

			(void)a->read(a->source, buf, sizeof buf - 1);
			assert_int_equal(a->size, strlen(buf));
			g_string_append_printf(got, "[%s:%s]", a->name, buf);
		}
		assert_string_equal(out->str, left);
		assert_string_equal(got->str, files);
	}
}

#define CAT "#0V%T\n`\nend\n"

static void
a_file_is_taken_out(void **state)
{
	(void)state;
	check("Hello,\n\nbegin 644 cat.txt\n" CAT "\nBye.\n",
	    "Hello,\n\n\nBye.\n", "[cat.txt:Cat]", FALSE);
	check("begin 0755 my cat.txt\r\n#0V%T\r\n \r\nend\r\n", "",
	    "[my cat.txt:Cat]", FALSE);
	check("begin 644 a\n" CAT "begin 644 ../b\n" CAT, "", "[a:Cat][b:Cat]",
	    FALSE);
}

static void
text_about_it_stays(void **state)
{
	static const char *const texts[] = { "begin 644 cat.txt\nand so on\n",
		"begin 644 cat.txt", ("begin 99 x\n" CAT), "begin 644\n",
		"begin the day\nwith this\n", "x begin 644 a\n#0V%T\n",
		"begin 644 a\nbegin 644 b\nno\n" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		check(texts[i], texts[i], "", FALSE);
}

static void
what_breaks_off_is_kept(void **state)
{
	(void)state;
	check("begin 644 a\n#0V%T\n", "", "[a:Cat]", TRUE);
	check("begin 644 a\n#0V%T\nand now text\n", "and now text\n", "[a:Cat]",
	    TRUE);
}

static void
long_lines_are_no_files(void **state)
{
	g_autofree char *line = g_strnfill(300, 'M');
	g_autofree char *text = g_strconcat(line, "begin 644 a\n" CAT, NULL);

	(void)state;
	check(text, text, "", FALSE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_taken_out),
		cmocka_unit_test(text_about_it_stays),
		cmocka_unit_test(what_breaks_off_is_kept),
		cmocka_unit_test(long_lines_are_no_files),
	};

	return RUN(tests);
}
