/*
 * A document that is full takes nothing more, whatever is offered.
 */
#include "base/limits.h"

#include "doc/doc.h"
#include "tests/unit/test.h"

static void
a_document_has_a_number_of_runs(void **state)
{
	struct doc *d = doc_new();
	struct doc_run bold = { .marks = MARK_BOLD, .link = -1 };

	(void)state;
	bold.colour = DOC_NO_COLOUR;
	(void)doc_begin(d, LINE_TEXT);
	for (int i = 0; i < LIMIT_DOC_RUNS; i++)
		doc_add_text(d, "x", 1, i % 2 ? &bold : NULL);
	assert_false(d->cut);
	assert_int_equal(d->runs->len, LIMIT_DOC_RUNS);
	doc_add_text(d, "y", 1, NULL);
	doc_add_cell(d, FALSE);
	doc_add_break(d);
	(void)doc_add_image(d, "cid:x", "alt", -1, -1, NULL);
	(void)doc_begin(d, LINE_TEXT);
	assert_true(d->cut);
	assert_int_equal(d->runs->len, LIMIT_DOC_RUNS);
	assert_int_equal(d->text->len, LIMIT_DOC_RUNS);
	assert_int_equal(d->lines->len, 1);
	doc_free(d);
}

static void
a_document_has_a_number_of_lines(void **state)
{
	struct doc *d = doc_new();

	(void)state;
	for (int i = 0; i < LIMIT_DOC_LINES; i++)
		(void)doc_begin(d, LINE_RULE);
	assert_false(d->cut);
	assert_int_equal(d->lines->len, LIMIT_DOC_LINES);
	(void)doc_begin(d, LINE_RULE);
	assert_true(d->cut);
	assert_int_equal(d->lines->len, LIMIT_DOC_LINES);
	doc_free(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_has_a_number_of_runs),
		cmocka_unit_test(a_document_has_a_number_of_lines),
	};

	return RUN(tests);
}
