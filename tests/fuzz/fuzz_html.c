/* HTML of any content becomes a document, and loses a quote. */
#include "tests/fuzz/fuzz.h"

#include "html/read.h"
#include "reply/cut.h"

void
fuzz_one(const char *bytes, gsize n)
{
	static struct reply *reply;
	g_autofree char *html = g_utf8_make_valid(bytes, (gssize)n);
	struct doc *d = html_read(html);

	if (!reply)
		reply = reply_new(NULL, NULL);
	fuzz_doc(d);
	reply_cut(reply, d, FALSE);
	fuzz_want(doc_is_empty(d) || !doc_is_all_cut(d));
	fuzz_doc(d);
	doc_free(d);
}
