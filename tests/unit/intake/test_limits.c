/*
 * What is beyond a limit, headers that end in the middle of something, and
 * the limits of the process that looks at the mail.
 */
#include "base/limits.h"

#include "intake/guard.h"
#include "intake/header.h"
#include "intake/msgid.h"
#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* The first n bytes, with nothing behind them that could be read. */
static char *
first(const char *text, gsize n)
{
	char *copy = g_malloc(MAX(n, 1));

	memcpy(copy, text, n);
	return copy;
}

static void
a_header_that_is_cut_has_the_fields_before_it(void **state)
{
	static const char text[] = "Received: x\r\nSubject: a\n b\r\n"
				   "Junk\r\nTo: c@d\r\n\r\n";
	gsize received = strlen("Received: x");
	gsize subject = strlen("Received: x\r\nSubject: a\n b");
	gsize junk = strlen("Received: x\r\nSubject: a\n b\r\nJ");
	gsize to = strlen("Received: x\r\nSubject: a\n b\r\nJunk\r\nTo: c@d");

	(void)state;
	for (gsize n = 0; n < sizeof text; n++) {
		g_autofree char *cut = first(text, n);
		struct header h;

		header_init(&h, cut, n, 100);
		assert_false(h.cut);
		if (n >= received)
			assert_string_equal(header_get(&h, "received"), "x");
		if (n >= subject)
			/* The end of the line is a blank as well. */
			assert_string_equal(header_get(&h, "subject"), "a  b");
		if (n >= junk + 1 && n < to - strlen(": c@d"))
			assert_true(h.junk);
		if (n >= to)
			assert_string_equal(header_get(&h, "to"), "c@d");
		header_release(&h);
	}
}

static void
a_header_has_a_number_of_fields(void **state)
{
	static const char text[] = "A: 1\nB: 2\nC: 3\n";
	struct header h;

	(void)state;
	header_init(&h, text, strlen(text), 3);
	assert_false(h.cut);
	assert_string_equal(header_get(&h, "C"), "3");
	header_release(&h);
	header_init(&h, text, strlen(text), 2);
	assert_true(h.cut);
	assert_string_equal(header_get(&h, "B"), "2");
	assert_null(header_get(&h, "C"));
	header_release(&h);
}

static void
ids_that_are_cut_are_read_to_their_end(void **state)
{
	static const char ids[] = "<a@b> (c <d@e>) <f@g>";

	(void)state;
	for (gsize n = 0; n < sizeof ids; n++) {
		g_autofree char *cut = g_strndup(ids, n);
		g_autoptr(GPtrArray) found = msgid_list(cut);

		assert_int_equal(found->len > 0, n >= strlen("<a"));
		for (guint i = 0; i < found->len; i++)
			assert_non_null(
			    strstr(ids, g_ptr_array_index(found, i)));
	}
}

/* What the child may use, as the guard has set it: three numbers. */
static int
tell_limits(void *arg, const struct spool *s, gboolean plain, struct error *err)
{
	static const int kinds[] = { RLIMIT_STACK, RLIMIT_CPU, RLIMIT_DATA };
	const int *fd = arg;

	(void)s;
	(void)plain;
	(void)err;
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		struct rlimit limit;

		if (getrlimit(kinds[i], &limit) < 0 ||
		    write(*fd, &limit.rlim_cur, sizeof limit.rlim_cur) < 0)
			_exit(1);
	}
	return 0;
}

static void
the_child_has_limits(void **state)
{
	struct limits few = limits_default;
	struct spool spool = SPOOL_INIT;
	struct error err = ERROR_INIT;
	rlim_t told[3];
	int fds[2];

	(void)state;
	few.cpu = 7;
	few.memory = 40 * MIB;
	spool.limits = &few;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(guard_run(tell_limits, &fds[1], &spool,
			     support_deadline(), NULL, &err),
	    0);
	assert_int_equal(read(fds[0], told, sizeof told), sizeof told);
	assert_int_equal(told[0], LIMIT_STACK_BYTES);
	assert_int_equal(told[1], 7);
#ifndef __SANITIZE_ADDRESS__
	assert_int_equal(told[2], 40 * MIB);
#endif
	close(fds[0]);
	close(fds[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_header_that_is_cut_has_the_fields_before_it),
		cmocka_unit_test(a_header_has_a_number_of_fields),
		cmocka_unit_test(ids_that_are_cut_are_read_to_their_end),
		cmocka_unit_test(the_child_has_limits),
	};

	return RUN(tests);
}
