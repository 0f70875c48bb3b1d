/*
 * What every test includes: cmocka wants these before it.
 */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Compares and frees. */
#define assert_text(got, want)                    \
	do {                                      \
		char *text_ = (got);              \
		assert_non_null(text_);           \
		assert_string_equal(text_, want); \
		g_free(text_);                    \
	} while (0)

#define RUN(tests) cmocka_run_group_tests(tests, NULL, NULL)

#endif
