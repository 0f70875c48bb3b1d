/*
 * A plain text becomes a document, whatever its format is said to be, with
 * all of its words, and loses a quote.
 */
#include "tests/fuzz/fuzz.h"

#include "base/text.h"
#include "plain/read.h"
#include "reply/cut.h"

static void
read_as(const char *text, gboolean flowed, gboolean forwards)
{
	static struct reply *reply;
	struct plain_format format = { flowed, flowed };
	struct doc *d = plain_read(text, &format);
	g_autofree char *whole = doc_plain(d, DOC_WHOLE, FALSE);

	if (!reply)
		reply = reply_new(NULL, NULL);
	fuzz_doc(d);
	if (!d->cut)
		fuzz_says(whole, text);
	reply_cut(reply, d, forwards);
	fuzz_want(doc_is_empty(d) || !doc_is_all_cut(d));
	fuzz_doc(d);
	doc_free(d);
}

void
fuzz_one(const char *bytes, gsize n)
{
	g_autofree char *text = text_scrub(bytes, (gssize)n);

	read_as(text, FALSE, FALSE);
	read_as(text, TRUE, TRUE);
}
