/* An invitation, alone and beside a text that is the same. */
#include "tests/fuzz/fuzz.h"

#include "base/text.h"
#include "format/calendar.h"
#include "plain/read.h"

void
fuzz_one(const char *bytes, gsize n)
{
	static const struct plain_format fixed = { FALSE, FALSE };
	g_autofree char *text = g_utf8_make_valid(bytes, (gssize)n);
	g_autofree char *clean = text_scrub(text, -1);
	struct doc *body = plain_read(clean, &fixed), *empty = doc_new();
	struct doc *alone = calendar_read(text, empty);
	struct doc *beside = calendar_read(text, body);

	if (alone)
		fuzz_doc(alone);
	if (beside)
		fuzz_doc(beside);
	doc_free(alone);
	doc_free(beside);
	doc_free(body);
	doc_free(empty);
}
