#include "html/url.h"

#include "tests/unit/test.h"

#include <glib.h>

static void
check(const char *href, const char *want)
{
	g_autofree char *url = html_url(href);

	if (want)
		assert_string_equal(url, want);
	else
		assert_null(url);
}

static void
only_some_schemes_are_links(void **state)
{
	(void)state;
	check("http://a.example/", "http://a.example/");
	check("HTTPS://a.example/", "HTTPS://a.example/");
	check("mailto:a@example.com", "mailto:a@example.com");
	check("tel:+49123", "tel:+49123");
	check("ftp://a.example/x", "ftp://a.example/x");
	check("javascript:alert(1)", NULL);
	check("data:text/html,x", NULL);
	check("file:///etc/passwd", NULL);
	check("//a.example/", NULL);
	check("a.html", NULL);
	check("", NULL);
}

static void
addresses_are_printable(void **state)
{
	g_autofree char *path = g_strnfill(3000, 'x');
	g_autofree char *url = g_strconcat("http://a/", path, NULL);

	(void)state;
	check(" http://a.example/b c\n\td ", "http://a.example/b%20cd");
	check("http://a.example/\xe2\x80\xae"
	      "x",
	    "http://a.example/x");
	check(url, NULL);
}

static void
wrapped_addresses_are_unwrapped(void **state)
{
	(void)state;
	check("https://eur01.safelinks.protection.outlook.com/?url="
	      "https%3A%2F%2Fexample.com%2Fa%3Fb%3D1&data=05",
	    "https://example.com/a?b=1");
	check("https://nam02.safelinks.protection.outlook.com/ap/w-59584e83/"
	      "?data=1&url=http%3A%2F%2Fexample.com%2F",
	    "http://example.com/");
	check("https://www.google.com/url?q=https://example.com/&source=gmail",
	    "https://example.com/");
}

static void
what_only_looks_wrapped_stays(void **state)
{
	const char *const same[] = {
		"https://eur01.safelinks.protection.outlook.com/?url=javascript"
		"%3Aalert(1)",
		"https://eur01.safelinks.protection.outlook.com/?url=http%3A%2F"
		"%2Fa%ff",
		"https://eur01.safelinks.protection.outlook.com/x",
		"https://example.com/.safelinks.protection.outlook.com/?url="
		"https%3A%2F%2Fevil.example%2F",
		"https://www.google.com/search?q=https://example.com/",
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(same); i++)
		check(same[i], same[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_some_schemes_are_links),
		cmocka_unit_test(addresses_are_printable),
		cmocka_unit_test(wrapped_addresses_are_unwrapped),
		cmocka_unit_test(what_only_looks_wrapped_stays),
	};

	return RUN(tests);
}
