#include "picture/place.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

struct fixture {
	struct options options;
	struct message message;
};

static int
setup(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);

	support_options(&f->options, NULL);
	f->message.body = doc_new();
	f->message.attachments =
	    g_ptr_array_new_with_free_func((GDestroyNotify)attachment_free);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	doc_free(f->message.body);
	g_ptr_array_unref(f->message.attachments);
	options_release(&f->options);
	g_free(f);
	return 0;
}

/* A file of a multipart/related. */
static struct attachment *
add(struct fixture *f, struct attachment *a, const char *content_id)
{
	a->content_id = g_strdup(content_id);
	a->related = TRUE;
	g_ptr_array_add(f->message.attachments, a);
	return a;
}

static struct doc_image *
show(struct fixture *f, const char *src, int width, int height)
{
	(void)doc_begin(f->message.body, LINE_TEXT);
	return doc_add_image(f->message.body, src, "alt", width, height, NULL);
}

/* The names of the attachments, with blanks between; to be freed. */
static char *
files_of(struct fixture *f)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < f->message.attachments->len; i++) {
		const struct attachment *a =
		    g_ptr_array_index(f->message.attachments, i);

		g_string_append_printf(
		    out, "%s%s", out->len ? " " : "", a->name);
	}
	return g_string_free(out, FALSE);
}

static void
place(struct fixture *f)
{
	picture_place(&f->message, &f->options);
}

static void
a_picture_gets_a_name_that_follows_from_its_content(void **state)
{
	struct fixture *f = *state;
	struct attachment *a =
	    add(f, support_png("Screen shot 3.png", 200, 100, "x"), "a@b");
	char *said = g_strdup("application/octet-stream");
	g_autofree char *want =
	    g_strdup_printf("Screen_shot-%.20s.png", attachment_digest(a));
	struct doc_image *image = show(f, "cid:a@b", -1, -1);

	g_free(a->type);
	a->type = said;
	place(f);
	assert_string_equal(image->name, want);
	assert_string_equal(a->name, want);
	assert_true(a->by_content);
	assert_string_equal(a->type, "image/png");
	assert_int_equal(image->width, -1);
}

/* Who knows a picture knows its name; what the ticket has under it is ours. */
static void
a_sender_cannot_choose_such_a_name(void **state)
{
#define HEX "0123456789abcdef0123"
	static const struct {
		const char *given, *want;
	} names[] = {
		{ "image-" HEX ".png", "image-" HEX "_.png" },
		{ "quoted-" HEX ".txt", "quoted-" HEX "_.txt" },
		{ "a.b-" HEX ".c", "a.b-" HEX "_.c" },
		{ "caf\xc3\xa9-" HEX ".png", "cafe-" HEX "_.png" },
		/* What earlier versions gave, and texts still show. */
		{ "image-90b141db.png", "image-90b141db_.png" },
		{ "scan-20261103.png", NULL },
		{ "image-" HEX "4.png", NULL },
		{ "image-90b141d.png", NULL },
		{ "image-90B141DB.png", NULL },
		{ "90b141db.png", NULL },
		{ "-90b141db", NULL },
		{ "report.pdf", NULL },
	};
#undef HEX
	struct fixture *f = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		add(f, support_png(names[i].given, 200, 100, "x"), NULL);
	place(f);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const struct attachment *a =
		    g_ptr_array_index(f->message.attachments, i);

		assert_string_equal(
		    a->name, names[i].want ? names[i].want : names[i].given);
		assert_false(a->by_content);
	}
}

/* Outlook counts the pictures of a mail: 1 here is 3 in the next answer. */
static void
the_number_of_a_picture_is_no_name(void **state)
{
	static const struct {
		const char *given, *want;
	} names[] = {
		{ "image001.png", "image" },
		{ "image003.png", "image" },
		{ "12.png", "image" },
		{ "_-.png", "image" },
		{ "Bild (2).png", "Bild" },
		{ "\xd1\x84\xd0\xbe\xd1\x82\xd0\xbe.png", "image" },
		{ "caf\xc3\xa9.png", "cafe" },
		{ "no extension", "no_extension" },
		{ "a.b.c.png", "a.b.c" },
		{ "x123456789012345678901234567890123456789z.png", "x" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		struct attachment *a = add(*state,
		    support_png(names[i].given, 200, 100, names[i].given),
		    names[i].given);
		g_autofree char *want = g_strdup_printf(
		    "%s-%.20s.png", names[i].want, attachment_digest(a));
		struct doc_image *image = show(*state, names[i].given, 9, 9);

		place(*state);
		assert_string_equal(image->name, want);
	}
}

static void
a_name_of_ours_is_no_longer_than_needed(void **state)
{
	struct fixture *f = *state;
	g_autofree char *long_name = g_strnfill(150, 'n');
	struct doc_image *image = show(f, "cid:a", -1, -1);

	add(f, support_png(long_name, 200, 100, "x"), "a");
	place(f);
	assert_int_equal(
	    strlen(image->name), 40 + strlen("-12345678901234567890.png"));
}

static void
a_reference_is_found_in_all_its_forms(void **state)
{
	static const char *const forms[] = { "cid:Part1.A@B", "CID:part1.a@b",
		"cid:part1%2Ea@b", "cid:<part1.a@b>", "cid:%3Cpart1.a@b%3E" };
	struct fixture *f = *state;
	struct doc_image *images[G_N_ELEMENTS(forms)];

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		images[i] = show(f, forms[i], -1, -1);
	add(f, support_png("logo.png", 200, 100, "x"), "<Part1.a@B>");
	place(f);
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		assert_non_null(images[i]->name);
	/* Many references, one file. */
	assert_int_equal(f->message.attachments->len, 1);
}

static void
a_reference_may_be_by_name_or_place(void **state)
{
	struct fixture *f = *state;
	struct doc_image *outlook =
	    show(f, "cid:Image001.png@01DC5A3B.8E0F1230", -1, -1);
	struct doc_image *bare = show(f, "two.png", -1, -1);
	struct doc_image *data = show(f, "data:0", -1, -1);
	struct doc_image *location = show(f, "http://x/logo.gif", -1, -1);
	struct doc_image *none = show(f, "http://x/two.png", -1, -1);
	struct doc_image *at = show(f, "two.png@2x", -1, -1);
	struct doc_image *wrong = show(f, "cid:nobody@x", -1, -1);

	add(f, support_png("image001.png", 200, 100, "1"), NULL);
	add(f, support_png("two.png", 200, 100, "2"), NULL);
	add(f, support_png("x.png", 200, 100, "3"), "data:0");
	add(f, support_png("y.png", 200, 100, "4"), "http://x/logo.gif");
	place(f);
	assert_non_null(outlook->name);
	assert_non_null(bare->name);
	assert_non_null(data->name);
	assert_non_null(location->name);
	assert_null(none->name);
	assert_null(at->name);
	assert_null(wrong->name);
	assert_string_equal(wrong->alt, "alt");
}

/* An id says more than a name that happens to be so. */
static void
ids_come_before_names(void **state)
{
	struct fixture *f = *state;
	struct doc_image *image = show(f, "cid:a.png", -1, -1);
	struct attachment *b;

	add(f, support_png("a.png", 200, 100, "1"), "other");
	b = add(f, support_png("b.png", 200, 100, "2"), "a.png");
	place(f);
	assert_string_equal(image->name, b->name);
}

static void
small_pictures_go_with_their_references(void **state)
{
	struct fixture *f = *state;
	struct doc_image *low = show(f, "cid:low", -1, -1);
	struct doc_image *thin = show(f, "cid:thin", -1, -1);
	struct doc_image *least = show(f, "cid:least", -1, -1);

	add(f, support_png("low.png", 500, 19, "1"), "low");
	add(f, support_png("thin.png", 99, 500, "2"), "thin");
	add(f, support_png("least.png", 100, 20, "3"), "least");
	add(f, support_png("icon.png", 16, 16, "4"), "nobody");
	/* What stands beside the text is what the mail is about. */
	add(f, support_png("dropped-in.png", 16, 16, "5"), NULL);
	add(f, support_png("beside.png", 16, 16, "6"), "x")->related = FALSE;
	place(f);
	assert_null(low->name);
	assert_string_equal(low->alt, "");
	assert_null(thin->name);
	assert_non_null(least->name);
	assert_int_equal(f->message.attachments->len, 3);
	assert_string_equal(
	    ((struct attachment *)f->message.attachments->pdata[1])->name,
	    "dropped-in.png");
	assert_string_equal(
	    ((struct attachment *)f->message.attachments->pdata[2])->name,
	    "beside.png");
}

static void
a_beacon_is_dropped(void **state)
{
	struct fixture *f = *state;
	struct doc_image *beacon = show(f, "cid:a", 1, 1);
	struct doc_image *remote = show(f, "http://x/", 0, 1);
	struct doc_image *line = show(f, "cid:b", 300, 1);

	add(f, support_png("a.png", 200, 100, "1"), "a");
	add(f, support_png("b.png", 200, 100, "2"), "b");
	/* Nobody hides a text in a picture of one pixel. */
	add(f, support_file("c.pdf", "application/pdf", "%PDF", -1), "c");
	(void)show(f, "cid:c", 1, 1);
	place(f);
	assert_string_equal(beacon->alt, "");
	assert_null(beacon->name);
	assert_string_equal(remote->alt, "");
	assert_non_null(line->name);
	assert_int_equal(f->message.attachments->len, 2);
}

/* Shown elsewhere it is a picture; the beacon is no reference to it. */
static void
a_beacon_does_not_hide_a_picture(void **state)
{
	struct fixture *f = *state;
	struct doc_image *beacon = show(f, "cid:a", 1, 1);
	struct doc_image *image = show(f, "cid:a", -1, -1);

	add(f, support_png("a.png", 200, 100, "1"), "a");
	place(f);
	assert_null(beacon->name);
	assert_non_null(image->name);
}

static void
what_the_text_does_not_show_keeps_its_name(void **state)
{
	struct fixture *f = *state;

	add(f, support_png("photo.png", 200, 100, "1"), "nobody");
	add(f, support_file("drawing.emf", "image/emf", "....", -1), "emf");
	assert_null(show(f, "cid:emf", -1, -1)->name);
	place(f);
	assert_text(files_of(f), "photo.png drawing.emf");
}

static void
pictures_can_be_only_attached(void **state)
{
	struct fixture *f = *state;
	struct doc_image *image = show(f, "cid:a", -1, -1);

	add(f, support_png("a.png", 200, 100, "1"), "a");
	add(f, support_png("small.png", 10, 10, "2"), "b");
	(void)show(f, "cid:b", -1, -1);
	f->options.inline_images = IMAGES_ATTACH;
	place(f);
	assert_null(image->name);
	assert_string_equal(image->alt, "alt");
	assert_text(files_of(f), "a.png");
}

/* One content under one name; another name is another picture. */
static void
the_same_picture_twice_is_one(void **state)
{
	struct fixture *f = *state;
	struct doc_image *images[3];

	for (int i = 0; i < 3; i++) {
		g_autofree char *src = g_strdup_printf("cid:%d", i);

		images[i] = show(f, src, -1, -1);
	}
	add(f, support_png("image001.png", 200, 100, "same"), "0");
	add(f, support_png("image002.png", 200, 100, "same"), "1");
	add(f, support_png("image003.png", 200, 100, "other"), "2");
	place(f);
	assert_string_equal(images[0]->name, images[1]->name);
	assert_string_not_equal(images[0]->name, images[2]->name);
	assert_int_equal(f->message.attachments->len, 2);
}

static void
a_large_picture_is_scaled_when_it_is_shown(void **state)
{
	static const struct {
		int width, height;
		gboolean shrink;
	} sizes[] = {
		{ 1600, 1200, FALSE },
		{ 1601, 100, TRUE },
		{ 200, 1201, TRUE },
	};
	struct fixture *f = *state;
	struct attachment *files[G_N_ELEMENTS(sizes)];
	struct attachment *beside;

	f->options.image_max = (struct pixels){ 1600, 1200 };
	for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autofree char *id = g_strdup_printf("%u", i);

		files[i] = add(f,
		    support_png(id, sizes[i].width, sizes[i].height, id), id);
		(void)show(f, id, -1, -1);
	}
	beside = add(f, support_png("photo.png", 4000, 3000, "x"), NULL);
	place(f);
	for (guint i = 0; i < G_N_ELEMENTS(sizes); i++)
		assert_int_equal(files[i]->shrink, sizes[i].shrink);
	assert_false(beside->shrink);
}

/* A side without limit, and none at all. */
static void
a_picture_is_large_where_there_is_a_limit(void **state)
{
	struct fixture *f = *state;
	struct attachment *a;

	(void)show(f, "cid:a", -1, -1);
	a = add(f, support_png("a.png", 4000, 9000, "x"), "a");
	place(f);
	assert_false(a->shrink);
	f->options.image_max = (struct pixels){ 4000, 0 };
	place(f);
	assert_false(a->shrink);
	f->options.image_max = (struct pixels){ 0, 8999 };
	place(f);
	assert_true(a->shrink);
}

static void
what_nobody_can_scale_stays_as_it_is(void **state)
{
	static const char gif[] =
	    "GIF89a\xd0\x07\xd0\x07........................";
	struct fixture *f = *state;
	struct attachment *a;

	f->options.image_max = (struct pixels){ 1600, 1200 };
	(void)show(f, "cid:a", -1, -1);
	a = add(f, support_file("a.gif", "image/gif", gif, sizeof gif), "a");
	place(f);
	assert_true(a->by_content);
	assert_false(a->shrink);
}

static void
a_picture_is_as_wide_as_it_will_be(void **state)
{
	struct fixture *f = *state;
	struct doc_image *both = show(f, "cid:a", -1, -1);
	struct doc_image *narrow = show(f, "cid:b", -1, -1);

	f->options.image_max = (struct pixels){ 1600, 1200 };
	add(f, support_png("a.png", 4000, 2000, "1"), "a");
	add(f, support_png("b.png", 1000, 2400, "2"), "b");
	place(f);
	assert_int_equal(both->width, 1600);
	assert_int_equal(narrow->width, -1);
}

static void
a_wide_picture_tells_its_width(void **state)
{
	struct fixture *f = *state;
	struct doc_image *wide = show(f, "cid:a", -1, -1);
	struct doc_image *said = show(f, "cid:a", 300, -1);
	struct doc_image *fits = show(f, "cid:b", -1, -1);

	add(f, support_png("a.png", 801, 100, "1"), "a");
	add(f, support_png("b.png", 800, 100, "2"), "b");
	place(f);
	assert_int_equal(wide->width, 801);
	assert_int_equal(said->width, 300);
	assert_int_equal(fits->width, -1);
}

static void
only_what_is_kept_is_shown(void **state)
{
	struct fixture *f = *state;
	const struct doc *d = f->message.body;
	g_autoptr(GHashTable) names = NULL;
	g_autoptr(GPtrArray) hidden = NULL;

	(void)show(f, "cid:a", -1, -1);
	(void)show(f, "cid:b", -1, -1);
	(void)show(f, "http://x/", -1, -1);
	add(f, support_png("a.png", 200, 100, "1"), "a");
	add(f, support_png("b.png", 200, 100, "2"), "b");
	place(f);
	doc_line(d, 1)->cut = CUT_QUOTE;
	names = picture_names(d);
	assert_int_equal(g_hash_table_size(names), 1);
	assert_true(g_hash_table_contains(names, doc_image(d, 0)->name));

	hidden = picture_hidden(d);
	assert_int_equal(hidden->len, 3);
	assert_null(((struct doc_image *)hidden->pdata[0])->name);
	assert_string_equal(((struct doc_image *)hidden->pdata[0])->alt, "alt");
	assert_non_null(doc_image(d, 0)->name);
}

/* A thousand files and as many pictures are no square. */
static void
many_pictures_cost_little(void **state)
{
	struct fixture *f = *state;
	gint64 begin = g_get_monotonic_time();

	for (int i = 0; i < 100000; i++) {
		g_autofree char *src = g_strdup_printf("cid:%d@x", i);

		(void)show(f, src, -1, -1);
	}
	for (int i = 0; i < 2000; i++) {
		g_autofree char *id = g_strdup_printf("%d@x", i);

		add(f, attachment_from_text("a.txt", "text/plain", ""), id);
	}
	place(f);
	assert_in_range(g_get_monotonic_time() - begin, 0, 5 * G_USEC_PER_SEC);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_picture_gets_a_name_that_follows_from_its_content),
		T(a_sender_cannot_choose_such_a_name),
		T(the_number_of_a_picture_is_no_name),
		T(a_name_of_ours_is_no_longer_than_needed),
		T(a_reference_is_found_in_all_its_forms),
		T(a_reference_may_be_by_name_or_place),
		T(ids_come_before_names),
		T(small_pictures_go_with_their_references),
		T(a_beacon_is_dropped),
		T(a_beacon_does_not_hide_a_picture),
		T(what_the_text_does_not_show_keeps_its_name),
		T(pictures_can_be_only_attached),
		T(the_same_picture_twice_is_one),
		T(a_large_picture_is_scaled_when_it_is_shown),
		T(a_picture_is_large_where_there_is_a_limit),
		T(what_nobody_can_scale_stays_as_it_is),
		T(a_picture_is_as_wide_as_it_will_be),
		T(a_wide_picture_tells_its_width),
		T(only_what_is_kept_is_shown),
		T(many_pictures_cost_little),
	};

	return RUN(tests);
}
