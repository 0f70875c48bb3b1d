#include "send/address.h"

#include "tests/unit/test.h"

static void
an_address_goes_out_with_its_domain_in_ascii(void **state)
{
	static const char *const rows[][2] = {
		{ "jane@example.com", "jane@example.com" },
		{ "Jane.Doe+x=y@Sub.EXAMPLE.com",
		    "Jane.Doe+x=y@sub.example.com" },
		{ "o'brien@example.com", "o'brien@example.com" },
		{ "j..d.@docomo.example", "j..d.@docomo.example" },
		{ "a@b\xc3\xbc"
		  "cher.example",
		    "a@xn--bcher-kva.example" },
		{ "root@localhost", "root@localhost" },
		{ "a@123.example", "a@123.example" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *out = address_outgoing(rows[i][0]);

		assert_non_null(out);
		assert_string_equal(out, rows[i][1]);
	}
}

static void
what_could_mean_something_else_does_not(void **state)
{
	static const char *const rows[] = {
		"",
		"jane",
		"@example.com",
		"jane@",
		"a@b@c",
		"a@example.com\r\nRCPT TO:<b@example.com>",
		"a\r\n@example.com",
		"a\n@example.com",
		"a@example.com\n",
		"a@example.com, b@example.com",
		"a@example.com b@example.com",
		"<a@example.com>",
		"a@example.com>",
		"a>b@example.com",
		"a b@example.com",
		"\"a b\"@example.com",
		"a\\b@example.com",
		"a@[127.0.0.1]",
		"a@127.0.0.1",
		"a@1.2",
		"a@example..com",
		"a@.example.com",
		"a@example.com.",
		"a@-example.com",
		"a@exa_mple.com",
		"a@exam ple.com",
		"@x:a@example.com",
		"a%b@example.com",
		"b!a@example.com",
		"|cmd@example.com",
		"/tmp/x@example.com",
		"-f@example.com",
		"`id`@example.com",
		"j\xc3\xbcrgen@example.com",
		"a@ex\xff.com",
		"\xff@example.com",
		"a@\xe2\x80\xae"
		"moc.example",
		"(x)a@example.com",
		"a;b@example.com",
		"a:b@example.com",
		"12345678901234567890123456789012345678901234567890"
		"123456789012345@example.com",
		"a@1234567890123456789012345678901234567890"
		"123456789012345678901234.com",
	};

	(void)state;
	assert_null(address_outgoing(NULL));
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *out = address_outgoing(rows[i]);

		if (out)
			fail_msg("%s went out as %s", rows[i], out);
	}
}

static void
a_long_domain_does_not(void **state)
{
	g_autoptr(GString) long_one = g_string_new("a@");

	(void)state;
	for (int i = 0; i < 60; i++)
		g_string_append(long_one, "abcd.");
	g_string_append(long_one, "example");
	assert_null(address_outgoing(long_one->str));
	for (int i = 0; i < 1000; i++)
		g_string_append(long_one, ".\xc3\xbc");
	assert_null(address_outgoing(long_one->str));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_goes_out_with_its_domain_in_ascii),
		cmocka_unit_test(what_could_mean_something_else_does_not),
		cmocka_unit_test(a_long_domain_does_not),
	};

	return RUN(tests);
}
