/*
 * What is beyond a limit, and pictures that end in the middle of their size.
 */
#include "base/limits.h"

#include "picture/head.h"
#include "picture/place.h"
#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

/* The name under which a picture is shown, without the digest. */
static char *
name_of(const char *given)
{
	struct message m = { 0 };
	struct options o;
	struct attachment *a = support_png("x.png", 200, 100, given);
	char *name;

	/* As it never comes out of a mail, but might. */
	g_free(a->name);
	a->name = g_strdup(given);
	a->content_id = g_strdup("a");
	a->related = TRUE;
	support_options(&o, NULL);
	m.body = doc_new();
	m.attachments =
	    g_ptr_array_new_with_free_func((GDestroyNotify)attachment_free);
	g_ptr_array_add(m.attachments, a);
	(void)doc_begin(m.body, LINE_TEXT);
	name = g_strdup(doc_add_image(m.body, "cid:a", "", 9, 9, NULL)->name);
	picture_place(&m, &o);
	g_free(name);
	name = g_strdup(doc_image(m.body, 0)->name);
	assert_true(strlen(name) > strlen("-12345678901234567890.png"));
	name[strlen(name) - strlen("-12345678901234567890.png")] = '\0';
	doc_free(m.body);
	g_ptr_array_unref(m.attachments);
	options_release(&o);
	return name;
}

static void
names_have_a_length_and_an_extension(void **state)
{
	g_autofree char *most = g_strnfill(LIMIT_PICTURE_NAME, 'n');
	g_autofree char *named = g_strconcat(most, ".png", NULL);
	g_autofree char *longer = g_strconcat(most, "z.png", NULL);

	(void)state;
	assert_text(name_of(named), most);
	assert_text(name_of(longer), most);
	assert_text(name_of("a.png"), "a");
	assert_text(name_of("..png"), "image");
	/* A name that is nothing but an extension is a name. */
	assert_text(name_of(".png"), "png");
	assert_text(name_of("."), "image");
	assert_text(name_of("..."), "image");
}

static gboolean
reads(const char *bytes, gsize n, struct picture_head *h)
{
	g_autofree char *copy = g_malloc(MAX(n, 1));
	struct attachment *a;
	gboolean read;

	memcpy(copy, bytes, n);
	a = support_file("x", "application/octet-stream", copy, (gssize)n);
	read = picture_head_read(h, a);
	attachment_free(a);
	return read;
}

static void
a_head_that_is_cut_has_no_size(void **state)
{
	/* What is shorter than 30 bytes is no picture of any kind. */
	static const struct {
		const char bytes[40];
		gsize said; /* bytes up to the end of its size */
	} heads[] = {
		{ "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x07\0\0\0\x05", 30 },
		{ "GIF89a\x07\0\x05\0\x80\0\0", 30 },
		{ "\xff\xd8\xff\xe0\0\x10xxxxxxxxxxxxxx\xff\xc0\0\x11\x08"
		  "\0\x05\0\x07",
		    30 },
		{ "\xff\xd8\xff\xe0\0\x13xxxxxxxxxxxxxxxxx\xff\xc0\0\x11"
		  "\x08\0\x05\0\x07",
		    32 },
	};
	struct picture_head h;

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(heads); i++)
		for (gsize n = 0; n <= sizeof heads[i].bytes; n++) {
			gboolean read = reads(heads[i].bytes, n, &h);

			if (read != (n >= heads[i].said))
				fail_msg("picture %zu at %zu", i, n);
			if (!read)
				continue;
			assert_int_equal(h.width, 7);
			assert_int_equal(h.height, 5);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_have_a_length_and_an_extension),
		cmocka_unit_test(a_head_that_is_cut_has_no_size),
	};

	return RUN(tests);
}
