#include "base/error.h"

#include "tests/unit/test.h"

#include <string.h>
#include <sysexits.h>

static void
the_first_failure_wins(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_int_equal(error_set(&err, FAIL_AUTH, "first %d", 1), -1);
	assert_int_equal(error_set(&err, FAIL_TLS, "second"), -1);
	assert_int_equal(err.failure, FAIL_AUTH);
	assert_string_equal(err.detail, "first 1");
	error_release(&err);
}

static void
a_detail_is_one_printable_line(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	(void)error_set(&err, FAIL_SERVER, "a\r\nb\tc\x1b[0m\x7f\n");
	assert_string_equal(err.detail, "a  b c [0m");
	error_release(&err);
	/* A terminal acts on C1 controls as well; syslog wants UTF-8. */
	(void)error_set(&err, FAIL_SERVER,
	    "a\xc2\x9b"
	    "31m b\xff c\xe2\x80\xae"
	    "d");
	assert_string_equal(err.detail, "a 31m b\xef\xbf\xbd cd");
	error_release(&err);
}

static void
a_prefix_goes_before_the_detail(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	(void)error_set(&err, FAIL_SERVER, "no answer");
	error_prefix(&err, "step %u\n", 2U);
	assert_string_equal(err.detail, "step 2: no answer");
	error_release(&err);
}

static void
a_released_error_can_be_used_again(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	(void)error_set(&err, FAIL_AUTH, "first");
	error_release(&err);
	assert_int_equal(err.failure, FAIL_NONE);
	assert_null(err.detail);
	(void)error_set(&err, FAIL_TLS, "second");
	assert_int_equal(err.failure, FAIL_TLS);
	error_release(&err);
	error_release(NULL);
}

static void
only_a_message_at_fault_is_refused(void **state)
{
	(void)state;
	for (int f = FAIL_NONE; f < FAIL_COUNT; f++) {
		int want = f == FAIL_NONE ? EX_OK :
		    f == FAIL_TOO_BIG	  ? EX_DATAERR :
		    f == FAIL_UNWANTED	  ? EX_NOPERM :
					    EX_TEMPFAIL;

		assert_int_equal(failure_exit((enum failure)f, FALSE), want);
	}
}

static void
a_person_is_told_own_mistakes_apart(void **state)
{
	(void)state;
	assert_int_equal(failure_exit(FAIL_USAGE, TRUE), EX_USAGE);
	assert_int_equal(failure_exit(FAIL_CONFIG, TRUE), EX_CONFIG);
	assert_int_equal(failure_exit(FAIL_AUTH, TRUE), EX_TEMPFAIL);
	assert_int_equal(failure_exit(FAIL_NONE, TRUE), EX_OK);
}

/* Postfix lets the enhanced status override the exit status. */
static void
a_line_begins_with_the_class_of_its_exit_status(void **state)
{
	(void)state;
	for (int f = FAIL_NONE; f < FAIL_COUNT; f++) {
		const char *line = failure_line((enum failure)f);
		int ex = failure_exit((enum failure)f, FALSE);

		assert_non_null(line);
		assert_int_equal(line[0],
		    ex == EX_OK		  ? '2' :
			ex == EX_TEMPFAIL ? '4' :
					    '5');
		assert_true(g_regex_match_simple(
		    "^[245]\\.[0-9]\\.[0-9] [ -~]+$", line, 0, 0));
		assert_in_range(strlen(line), 8, 70);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_failure_wins),
		cmocka_unit_test(a_detail_is_one_printable_line),
		cmocka_unit_test(a_prefix_goes_before_the_detail),
		cmocka_unit_test(a_released_error_can_be_used_again),
		cmocka_unit_test(only_a_message_at_fault_is_refused),
		cmocka_unit_test(a_person_is_told_own_mistakes_apart),
		cmocka_unit_test(
		    a_line_begins_with_the_class_of_its_exit_status),
	};

	return RUN(tests);
}
