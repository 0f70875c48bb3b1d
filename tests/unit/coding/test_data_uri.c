#include "coding/data_uri.h"

#include "base/limits.h"
#include "tests/unit/files.h"
#include "tests/unit/test.h"

#include <string.h>

struct lifted {
	GPtrArray *files;
	GString *left;
	gboolean lost;
};

/* Feeds the text in pieces of "step" bytes. */
static struct lifted
lift(const char *in, size_t step)
{
	struct lifted l = { g_ptr_array_new_with_free_func(
				(GDestroyNotify)attachment_free),
		g_string_new(NULL), FALSE };
	guint next = 0;
	struct data_uri *d = data_uri_new(l.files, &next);
	size_t n = strlen(in);

	for (size_t i = 0; i < n; i += step)
		data_uri_feed(d, in + i, MIN(step, n - i), l.left);
	data_uri_finish(d, l.left);
	l.lost = data_uri_has_lost(d);
	data_uri_free(d);
	return l;
}

static void
drop(struct lifted *l)
{
	g_ptr_array_unref(l->files);
	g_string_free(l->left, TRUE);
}

static void
pictures_become_files(void **state)
{
	(void)state;
	for (size_t step = 1; step < 50; step++) {
		struct lifted l =
		    lift("<img src=\"data:image/png;base64,Zm9v\nYmFy\"> dd "
			 "<p style='x:url(DATA:image/jpeg;base64,Zm8=)'>",
			step);

		assert_string_equal(l.left->str,
		    "<img src=\"data:0\"> dd <p style='x:url(data:1)'>");
		assert_int_equal(l.files->len, 2);
		check_file(l.files, 0, "image-1.png", "image/png", "foobar");
		check_file(l.files, 1, "image-2.jpg", "image/jpeg", "fo");
		assert_string_equal(
		    ((struct attachment *)g_ptr_array_index(l.files, 1))
			->content_id,
		    "data:1");
		assert_false(l.lost);
		drop(&l);
	}
}

static void
escapes_in_them_are_read(void **state)
{
	(void)state;
	for (size_t step = 1; step < 9; step++) {
		struct lifted l =
		    lift("'data:image/gif;base64,Zm9v%0A%2B/%2f%3D'", step);

		assert_string_equal(l.left->str, "'data:0'");
		check_file(
		    l.files, 0, "image-1.gif", "image/gif", "foo\xfb\xff");
		drop(&l);
	}
}

static void
other_text_stays(void **state)
{
	static const char *const texts[] = { "data:text/html;base64,Zm9v",
		"data:image/svg+xml;utf8,<svg>", "ddata:image",
		"data:", "data:image/png;base64", "Dd data data:image/\"x", "",
		"data:image/<data:image/" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct lifted l = lift(texts[i], 3);

		assert_string_equal(l.left->str, texts[i]);
		assert_int_equal(l.files->len, 0);
		drop(&l);
	}
}

static void
a_blank_ends_one_that_is_not_quoted(void **state)
{
	struct lifted l = lift("ddata:image/png;base64,Zm9v bar", 5);

	(void)state;
	assert_string_equal(l.left->str, "ddata:0 bar");
	check_file(l.files, 0, "image-1.png", "image/png", "foo");
	drop(&l);
}

static void
there_may_not_be_too_many(void **state)
{
	g_autoptr(GString) many = g_string_new(NULL);
	struct lifted l;

	(void)state;
	for (int i = 0; i <= LIMIT_TEXT_FILES; i++)
		g_string_append(many, "'data:image/png;base64,Zm9v' ");
	l = lift(many->str, 1000);
	assert_int_equal(l.files->len, LIMIT_TEXT_FILES);
	assert_true(l.lost);
	assert_true(g_str_has_suffix(l.left->str, "'data:49' 'data:' "));
	drop(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pictures_become_files),
		cmocka_unit_test(escapes_in_them_are_read),
		cmocka_unit_test(other_text_stays),
		cmocka_unit_test(a_blank_ends_one_that_is_not_quoted),
		cmocka_unit_test(there_may_not_be_too_many),
	};

	return RUN(tests);
}
