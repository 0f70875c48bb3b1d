#include "jira/sieve.h"

#include "tests/unit/test.h"

#include <string.h>

static const char *const without[] = { "body", "author", NULL };

/* What is left of a text that arrives n bytes at a time; to be freed. */
static char *
sieved(const char *text, gsize n)
{
	struct sieve s = { .without = without };
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < strlen(text); i += n)
		sieve_add(&s, out, text + i, MIN(n, strlen(text) - i));
	return g_string_free(out, FALSE);
}

static void
members_are_left_out(void **state)
{
	static const char *const table[][2] = {
		{ "{\"body\":\"x\",\"id\":\"1\"}",
		    "{\"body\":null,\"id\":\"1\"}" },
		{ "{\"body\" : \"x\\\"}\\\\\",\"id\":1}",
		    "{\"body\" :null,\"id\":1}" },
		{ "{\"author\":{\"a\":[{}],\"body\":\"}\"},\"id\":1}",
		    "{\"author\":null,\"id\":1}" },
		{ "[{\"author\":[1,[2]]},{\"body\":12},{\"body\":true,\"a\":2}]",
		    "[{\"author\":null},{\"body\":null},"
		    "{\"body\":null,\"a\":2}]" },
		/* A word is no name, and a part of a name is none either. */
		{ "[\"body\",{\"a\":\"body:\",\"bod\":1,\"abody\":2}]",
		    "[\"body\",{\"a\":\"body:\",\"bod\":1,\"abody\":2}]" },
		{ "{\"a\":{\"body\":{}},\"b\":\"\\\"body\\\":1\"}",
		    "{\"a\":{\"body\":null},\"b\":\"\\\"body\\\":1\"}" },
		{ "{\"body\":\"\",\"author\":[]}",
		    "{\"body\":null,\"author\":null}" },
		/* What our marks say. */
		{ "{\"properties\":[{\"value\":{\"body\":\"a\"}}],\"body\":1}",
		    "{\"properties\":[{\"value\":{\"body\":\"a\"}}],"
		    "\"body\":null}" },
		{ "[{\"properties\":null,\"body\":1},{\"body\":2}]",
		    "[{\"properties\":null,\"body\":null},{\"body\":null}]" },
		{ "[{\"properties\":{}},{\"body\":1}]",
		    "[{\"properties\":{}},{\"body\":null}]" },
		{ "<html>:</html>", "<html>:</html>" },
		{ "{\"body\":", "{\"body\":null" },
		{ "", "" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		for (gsize n = 1; n < 60; n += 7) {
			g_autofree char *got = sieved(table[i][0], n);

			assert_string_equal(got, table[i][1]);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
