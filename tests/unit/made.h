/*
 * A document to add to, new for each test.
 */
#ifndef MADE_H
#define MADE_H

#include "doc/doc.h"

extern struct doc *made;

/* Of a test: cmocka's setup and teardown. */
int made_begin(void **state);
int made_end(void **state);

#define MADE_TEST(f) cmocka_unit_test_setup_teardown(f, made_begin, made_end)

#endif
