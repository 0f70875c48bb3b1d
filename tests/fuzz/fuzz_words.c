/* A field: encoded words, and parameters. */
#include "tests/fuzz/fuzz.h"

#include "coding/encoded.h"
#include "coding/parameter.h"

static void
want_text(char *text)
{
	g_autofree char *owned = text;

	fuzz_want(!owned || g_utf8_validate(owned, -1, NULL));
}

/* What an address parser gets means what the field means. */
static void
want_canonical(const char *raw)
{
	g_autofree char *canonical = encoded_canonical(raw, FALSE);

	fuzz_want(g_utf8_validate(canonical, -1, NULL));
	want_text(encoded_decode(canonical, NULL));
	want_text(encoded_canonical(raw, TRUE));
}

void
fuzz_one(const char *bytes, gsize n)
{
	static const char *const names[] = { "name", "filename", "charset",
		"boundary" };
	g_autofree char *field = g_strndup(bytes, n);

	want_text(encoded_decode(field, NULL));
	want_text(encoded_decode(field, "shift_jis"));
	want_canonical(field);
	g_free(parameter_value(field));
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		want_text(parameter_get(field, names[i], NULL));
		want_text(parameter_get(field, names[i], "iso-8859-2"));
	}
}
