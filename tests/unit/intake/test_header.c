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

static void
check_ids(const char *value, const char *want)
{
	g_autoptr(GPtrArray) ids = header_ids(value);
	g_autofree char *joined = NULL;

	g_ptr_array_add(ids, NULL);
	joined = g_strjoinv("|", (char **)ids->pdata);
	assert_string_equal(joined, want);
}

static void
ids_are_taken_in_order(void **state)
{
	(void)state;
	check_ids("<a@b> (comment) <c@d>,<e@\n f>", "a@b|c@d|e@f");
	check_ids(NULL, "");
}

static void
junk_is_no_id(void **state)
{
	g_autofree char *x = g_strnfill(LIMIT_MESSAGE_ID - 1, 'x');
	g_autofree char *fits = g_strdup_printf("<%s@>", x);
	g_autofree char *beyond = g_strdup_printf("<%sx@>", x);
	g_autoptr(GPtrArray) one = header_ids(fits);
	g_autoptr(GPtrArray) none = header_ids(beyond);

	(void)state;
	check_ids("<> < > <@> <no-at> <a@b", "");
	assert_int_equal(one->len, 1);
	assert_int_equal(none->len, 0);
}

static void
a_message_id_has_one_form(void **state)
{
	(void)state;
	assert_text(header_message_id("<a@b>"), "a@b");
	assert_text(header_message_id(" (x) < a @\tb > (y)"), "a@b");
	assert_text(header_message_id("a@b"), "a@b");
	assert_text(header_message_id("<a@b"), "<a@b");
	assert_null(header_message_id(NULL));
	assert_null(header_message_id(""));
	assert_null(header_message_id("<>"));
	assert_null(header_message_id("<no-at>"));
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
		cmocka_unit_test(ids_are_taken_in_order),
		cmocka_unit_test(junk_is_no_id),
		cmocka_unit_test(a_message_id_has_one_form),
	};

	return RUN(tests);
}
