/* Bytes in any charset; the first line of an input is the declared one. */
#include "tests/fuzz/fuzz.h"

#include "coding/charset.h"
#include "coding/iso2022jp.h"

static void
want_decoded(const char *bytes, gsize n, const char *declared)
{
	gboolean doubt = FALSE;
	g_autofree char *text = charset_decode(bytes, n, declared, &doubt);

	fuzz_want(g_utf8_validate(text, -1, NULL));
}

void
fuzz_one(const char *bytes, gsize n)
{
	g_autofree char *declared = fuzz_line(&bytes, &n);
	GString *japanese = iso2022jp_to_cp932(bytes, n);

	want_decoded(bytes, n, declared);
	want_decoded(bytes, n, NULL);
	(void)charset_is_said(declared);
	if (japanese)
		g_string_free(japanese, TRUE);
}
