#include "base/limits.h"
#include "intake/header.h"

#include "tests/unit/test.h"

#include <string.h>

static void
parse(struct header *h, const char *block)
{
	header_init(h, block, strlen(block), LIMIT_HEADER_FIELDS);
}

static void
check(const char *block, const char *name, const char *want)
{
	struct header h;
	const char *got;

	parse(&h, block);
	got = header_get(&h, name);
	if (want)
		assert_string_equal(got ? got : "(null)", want);
	else
		assert_null(got);
	header_release(&h);
}

static void
fields_are_found_in_any_case(void **state)
{
	(void)state;
	check("Subject: one\nSUBJECT: two\n", "subject", "one");
	check("Subject: one\n", "Subjec", NULL);
	check("", "Subject", NULL);
}

static void
folded_lines_are_joined(void **state)
{
	(void)state;
	check("A: one\n two\n\tthree\nB: x\n", "a", "one  two \tthree");
}

static void
line_ends_do_not_change_a_value(void **state)
{
	struct header lf, crlf;

	(void)state;
	parse(&lf, "A: one\n two\n");
	parse(&crlf, "A: one\r\n two\r\n");
	assert_string_equal(header_get(&crlf, "A"), header_get(&lf, "A"));
	header_release(&lf);
	header_release(&crlf);
}

static void
junk_between_fields_is_skipped(void **state)
{
	(void)state;
	check(">From x\nno colon here\n: no name\nA : ok\n", "A", "ok");
	check("bad name: x\nA:\n", "A", "");
	check("A:b:c", "A", "b:c");
}

static void
bytes_beyond_ascii_stay(void **state)
{
	(void)state;
	check("A: \xff\xfe\n", "A", "\xff\xfe");
}

static void
many_fields_are_cut(void **state)
{
	g_autoptr(GString) block = g_string_new(NULL);
	struct header h;

	(void)state;
	for (int i = 0; i < LIMIT_HEADER_FIELDS; i++)
		g_string_append_printf(block, "X-%d: y\n", i);
	parse(&h, block->str);
	assert_false(h.cut);
	assert_int_equal(h.fields->len, LIMIT_HEADER_FIELDS);
	header_release(&h);
	g_string_append(block, "Last: z\n");
	parse(&h, block->str);
	assert_true(h.cut);
	assert_null(header_get(&h, "Last"));
	header_release(&h);
}

static void
trace_fields_end_at_the_first_received(void **state)
{
	struct header h;

	(void)state;
	parse(&h,
	    "Return-Path: <a@b>\nReceived: x\nReturn-Path: <evil@b>\n"
	    "X-Original-To: claim\nReceived: y\n");
	assert_string_equal(header_get_trace(&h, "return-path"), "<a@b>");
	assert_null(header_get_trace(&h, "X-Original-To"));
	header_release(&h);
	parse(&h, "Return-Path: <a@b>\n");
	assert_null(header_get_trace(&h, "return-path"));
	header_release(&h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_found_in_any_case),
		cmocka_unit_test(folded_lines_are_joined),
		cmocka_unit_test(line_ends_do_not_change_a_value),
		cmocka_unit_test(junk_between_fields_is_skipped),
		cmocka_unit_test(bytes_beyond_ascii_stay),
		cmocka_unit_test(many_fields_are_cut),
		cmocka_unit_test(trace_fields_end_at_the_first_received),
	};

	return RUN(tests);
}
