#include "src/doc.h"

#include "test.h"

static void
pictures_leave_no_blank_lines_in_plain_text(void **state)
{
	struct doc *d = doc_new();

	(void)state;
	doc_begin(d, LINE_TEXT);
	doc_add_text(d, "a", -1, NULL);
	for (int i = 0; i < 3; i++) {
		doc_begin(d, LINE_TEXT)->gap = TRUE;
		(void)doc_add_image(d, "cid:x", "", -1, -1, NULL);
	}
	doc_begin(d, LINE_TEXT);
	doc_add_text(d, "b", -1, NULL);
	doc_begin(d, LINE_RULE);
	assert_text(doc_plain(d, DOC_WHOLE, FALSE), "a\n\nb\n");
	assert_text(doc_plain(d, DOC_WHOLE, TRUE), "a\n\nb\n----");
	doc_free(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pictures_leave_no_blank_lines_in_plain_text),
	};

	return RUN(tests);
}
