#include "format/cms.h"

#include "tests/unit/test.h"

#include <string.h>
#include <unistd.h>

#define SIGNED "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
#define DATA   "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"

struct input {
	const char *at;
	size_t left, step;
};

static ssize_t
read_bytes(gpointer source, char *buf, size_t n)
{
	struct input *b = source;

	n = MIN(MIN(n, b->step), b->left);
	memcpy(buf, b->at, n);
	b->at += n;
	b->left -= n;
	return (ssize_t)n;
}

/* NULL: it must be refused. */
static void
check(const char *ber, size_t n, const char *want)
{
	for (size_t step = 1; step < 100; step += 9) {
		struct input b = { ber, n, step };
		int fd = cms_unwrap(read_bytes, &b);
		char buf[100] = "";

		assert_int_equal(fd >= 0, want != NULL);
		if (!want)
			continue;
		assert_int_equal(pread(fd, buf, 99, 0), strlen(want));
		assert_string_equal(buf, want);
		close(fd);
	}
}
#define CHECK(ber, want) check(ber, sizeof(ber) - 1, want)

static void
the_definite_form_is_read(void **state)
{
	(void)state;
	CHECK("\x30\x28" SIGNED
	      "\xa0\x1b\x30\x19\x02\x01\x01\x31\x00\x30\x12" DATA
	      "\xa0\x05\x04\x03"
	      "Hi!",
	    "Hi!");
	/* Lengths of more bytes than needed, and a set with something in it. */
	CHECK("\x30\x82\x01\x00" SIGNED
	      "\xa0\x81\x80\x30\x81\x80\x02\x01\x01\x31\x03"
	      "abc\x30\x50" DATA "\xa0\x84\x00\x00\x00\x06\x04\x81\x03"
	      "Hi!",
	    "Hi!");
}

static void
the_indefinite_form_is_read(void **state)
{
	(void)state;
	CHECK("\x30\x80" SIGNED "\xa0\x80\x30\x80\x02\x01\x01\x31\x80\x30\x80"
	      "\x05\x00\x00\x00\x00\x00\x30\x80" DATA
	      "\xa0\x80\x24\x80\x04\x05hello\x04\x01 \x04\x06there.\0\0\0\0",
	    "hello there.");
	/* Pieces within pieces, of either form. */
	CHECK("\x30\x80" SIGNED
	      "\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80" DATA
	      "\xa0\x80\x24\x80\x24\x06\x04\x01"
	      "a\x04\x01"
	      "b\x24\x80\x04\x01"
	      "c\0\0\0\0",
	    "abc");
}

/* What follows the content is not looked at. */
static void
the_content_ends_where_its_length_says(void **state)
{
	(void)state;
	CHECK("\x30\x80" SIGNED
	      "\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80" DATA
	      "\xa0\x80\x24\x06\x04\x01"
	      "a\x04\x01"
	      "b\xff\xff",
	    "ab");
}

static void
what_is_something_else_is_refused(void **state)
{
	(void)state;
	CHECK("", NULL);
	CHECK("\x30", NULL);
	CHECK("\x31\x80" SIGNED, NULL);
	CHECK("\x30\x80" DATA "\xa0\x80", NULL);
	/* A detached signature has no content. */
	CHECK("\x30\x80" SIGNED
	      "\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x0b" DATA "\x31\x00",
	    NULL);
	/* Cut in the content. */
	CHECK("\x30\x80" SIGNED
	      "\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80" DATA
	      "\xa0\x80\x04\x05"
	      "Hi!",
	    NULL);
	/* A length that no mail has. */
	CHECK("\x30\x80" SIGNED
	      "\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80" DATA
	      "\xa0\x80\x04\x85\xff\xff\xff\xff\xff"
	      "Hi!",
	    NULL);
	CHECK("\x30\x88\x01\x01\x01\x01\x01\x01\x01\x01", NULL);
}

static void
deep_nesting_is_refused(void **state)
{
	g_autoptr(GString) ber = g_string_new(NULL);
	static const char head[] =
	    "\x30\x80" SIGNED
	    "\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80" DATA "\xa0\x80";

	(void)state;
	g_string_append_len(ber, head, sizeof head - 1);
	for (int i = 0; i < 1000; i++)
		g_string_append_len(ber, "\x24\x80", 2);
	check(ber->str, ber->len, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_definite_form_is_read),
		cmocka_unit_test(the_indefinite_form_is_read),
		cmocka_unit_test(the_content_ends_where_its_length_says),
		cmocka_unit_test(what_is_something_else_is_refused),
		cmocka_unit_test(deep_nesting_is_refused),
	};

	return RUN(tests);
}
