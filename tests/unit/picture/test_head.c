#include "base/limits.h"
#include "picture/head.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

/* "png 3x4", or "none". To be freed. */
static char *
head_of(const char *bytes, gsize n)
{
	struct attachment *a = support_file("x", "image/x", bytes, (gssize)n);
	struct picture_head head = { 0 };
	gboolean found = picture_head_read(&head, a);
	char first;

	/* The upload begins at the start again. */
	assert_int_equal(a->read(a->source, &first, 1), n > 0);
	if (n)
		assert_int_equal(first, bytes[0]);
	attachment_free(a);
	if (!found)
		return g_strdup("none");
	/* "image/jpeg" of "jpg", and so on. */
	assert_true(g_str_has_prefix(head.type, "image/"));
	assert_int_equal(head.type[6], head.extension[0]);
	return g_strdup_printf(
	    "%s %dx%d", head.extension, head.width, head.height);
}

#define HEAD(bytes) head_of(bytes, sizeof bytes - 1)

/* Bytes that each head is long enough with. */
#define MORE "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"

#define PNG(width, height) \
	"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" width height "\x08\6\0\0\0"
#define JPEG_FRAME(marker) "\xff" marker "\0\x11\x08\0\x10\x02\x80\3"

static void
each_format_tells_its_size(void **state)
{
	(void)state;
	assert_text(HEAD(PNG("\0\0\2\x80", "\0\0\1\xe0") MORE), "png 640x480");
	assert_text(HEAD("GIF89a\x64\0\x14\0" MORE), "gif 100x20");
	assert_text(HEAD("GIF87a\1\0\1\0" MORE), "gif 1x1");
	assert_text(HEAD("BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0\x40\1\0\0"
			 "\xc8\0\0\0" MORE),
	    "bmp 320x200");
	/* From the top, and the short header of OS/2. */
	assert_text(HEAD("BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0\x40\1\0\0"
			 "\x38\xff\xff\xff" MORE),
	    "bmp 320x200");
	assert_text(
	    HEAD("BM\0\0\0\0\0\0\0\0\0\0\0\0\x0c\0\0\0\x40\1\xc8\0" MORE),
	    "bmp 320x200");
	assert_text(HEAD("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\1\x2a"
			 "\x26\2\x70\1" MORE),
	    "webp 550x368");
	assert_text(
	    HEAD("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x8f\x01\x4b\x10" MORE),
	    "webp 400x301");
	assert_text(
	    HEAD("RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x3f\1\0\xef\0\0" MORE),
	    "webp 320x240");
	assert_text(
	    HEAD("\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" JPEG_FRAME(
		"\xc0") MORE),
	    "jpg 640x16");
}

static void
a_jpeg_is_followed_to_its_frame(void **state)
{
	g_autoptr(GString) big = g_string_new_len("\xff\xd8", 2);

	(void)state;
	/* Fill bytes, tables that look like frames, a progressive frame. */
	assert_text(HEAD("\xff\xd8\xff\xff\xff\xe1\0\4ab\xff\xc4\0\x0b"
			 "123456789" JPEG_FRAME("\xc2") MORE),
	    "jpg 640x16");
	for (int i = 0; i < 5; i++) {
		g_string_append_len(big, "\xff\xe1\xff\xff", 4);
		g_string_set_size(big, big->len + 0xffff - 2);
	}
	g_string_append_len(big, JPEG_FRAME("\xc0"), 10);
	assert_text(head_of(big->str, big->len), "jpg 640x16");
}

static void
what_is_no_picture_has_no_size(void **state)
{
	g_autoptr(GString) endless = g_string_new_len("\xff\xd8", 2);

	(void)state;
	assert_text(head_of("", 0), "none");
	assert_text(HEAD("just a text, and a long one at that it is"), "none");
	assert_text(HEAD(PNG("\0\0\0\0", "\0\0\1\xe0") MORE), "none");
	assert_text(HEAD(PNG("\xff\xff\xff\xff", "\0\0\1\xe0") MORE), "none");
	assert_text(HEAD("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1"), "none");
	assert_text(HEAD("RIFF\0\0\0\0WEBPVP9 " MORE), "none");
	assert_text(HEAD("RIFF\0\0\0\0WAVEVP8 " MORE), "none");
	/* Data before a frame; a length that goes back; none at all. */
	assert_text(
	    HEAD("\xff\xd8\xff\xda\0\2" JPEG_FRAME("\xc0") MORE), "none");
	assert_text(
	    HEAD("\xff\xd8\xff\xe0\0\0" JPEG_FRAME("\xc0") MORE), "none");
	assert_text(HEAD("\xff\xd8\xff\xe0\xff\xff" MORE), "none");
	assert_text(HEAD("\xff\xd8\xffzzzzzzzzzzzzzz" MORE), "none");
	/* FF for ever, and segments for ever. */
	g_string_set_size(endless, 2 * LIMIT_PICTURE_HEAD);
	memset(endless->str + 2, 0xff, endless->len - 2);
	assert_text(head_of(endless->str, endless->len), "none");
	for (gsize i = 2; i + 4 <= endless->len; i += 4)
		memcpy(endless->str + i, "\xff\xe0\0\2", 4);
	/* A frame that comes too late is not looked for. */
	g_string_append_len(endless, JPEG_FRAME("\xc0"), 10);
	assert_text(head_of(endless->str, endless->len), "none");
}

/* No byte of any head may be read that is not there. */
static void
a_head_may_end_anywhere(void **state)
{
	static const char jpeg[] = "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1"
				   "\0\0" JPEG_FRAME("\xc0");

	(void)state;
	for (gsize n = 0; n < sizeof jpeg - 2; n++)
		assert_text(head_of(jpeg, n), "none");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_format_tells_its_size),
		cmocka_unit_test(a_jpeg_is_followed_to_its_frame),
		cmocka_unit_test(what_is_no_picture_has_no_size),
		cmocka_unit_test(a_head_may_end_anywhere),
	};

	return RUN(tests);
}
