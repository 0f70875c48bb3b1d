#include "coding/parameter.h"

#include "tests/unit/test.h"

#include <string.h>
#include <time.h>

static void
check(const char *field, const char *want)
{
	char *got = parameter_get(field, "name", NULL);

	if (want)
		assert_text(got, want);
	else
		assert_null(got);
}

static void
the_value_stands_before_them(void **state)
{
	(void)state;
	assert_text(parameter_value("Text/Plain; charset=x"), "text/plain");
	assert_text(parameter_value(" attachment "), "attachment");
	assert_text(parameter_value("; name=x"), "");
}

static void
plain_values_are_read(void **state)
{
	(void)state;
	check("a/b; name=x.pdf", "x.pdf");
	check("a/b; x=1; NAME = \"x; y.pdf\"; z=2", "x; y.pdf");
	check("a/b;name=\"x.pdf\"", "x.pdf");
	check("a/b; name=\"a \\\"b\\\" c\"", "a \"b\" c");
	check("a/b;\r\n\tname=\"a\r\n b\"", "a b");
	check("a/b; rename=x", NULL);
	check("a/b; name=", NULL);
	check("a/b; name=\"\"", NULL);
	check("a/b", NULL);
	check(NULL, NULL);
}

static void
careless_values_are_read(void **state)
{
	(void)state;
	check("a/b; name=my holidays.pdf; x=y", "my holidays.pdf");
	check("a/b; name=\"my \"best\" day.pdf\"; x=y", "my \"best\" day.pdf");
	check("a/b; name=\"x.pdf\" size=3", "x.pdf");
	check("a/b; name=\"never ends", "never ends");
	check("a/b;;; name=x;;", "x");
	check("a/b; name=one; name=two", "one");
}

static void
rfc2231_values_are_read(void **state)
{
	(void)state;
	check("a/b; name*=utf-8'de'gr%C3%BC%C3%9Fe.pdf",
	    "gr\xc3\xbc\xc3\x9f"
	    "e.pdf");
	check("a/b; name*=iso-8859-1''gr%FC.pdf", "gr\xc3\xbc.pdf");
	check("a/b; name*1*=%C3; name*0*=utf-8''a; name*2*=%BC; name*3=.pdf",
	    "a\xc3\xbc.pdf");
	check("a/b; name*0=\"a b\"; name*1=\"c\"", "a bc");
	check("a/b; name*=x%20y", "x y");
	check("a/b; name*=utf-8''a%00b.pdf", "a b.pdf");
	check("a/b; name*=utf-8''50%.pdf", "50%.pdf");
	check("a/b; name*99999999999999999999=x", NULL);
}

static void
what_is_encoded_wins(void **state)
{
	(void)state;
	check("a/b; name=plain.pdf; name*=utf-8''%C3%BC.pdf", "\xc3\xbc.pdf");
	check("a/b; name=plain.pdf; name*0*=utf-8''%C3%BC; name*1=.pdf",
	    "\xc3\xbc.pdf");
	check("a/b; name=\"UTF-8''%C3%BC.pdf\"", "\xc3\xbc.pdf");
}

static void
words_and_raw_text_are_read(void **state)
{
	(void)state;
	check("a/b; name=\"=?utf-8?Q?=C3=BC?=.pdf\"", "\xc3\xbc.pdf");
	check("a/b; name==?utf-8?B?w7w=?=\r\n =?utf-8?B?LnBkZg==?=",
	    "\xc3\xbc.pdf");
	check("a/b; name=\xc3\xbc.pdf", "\xc3\xbc.pdf");
	check("a/b; name=\xfc.pdf", "\xc3\xbc.pdf");
	assert_text(parameter_get("a/b; name=\xd0\xd2", "name", "koi8-r"),
	    "\xd0\xbf\xd1\x80");
}

/* Twice as many parameters, twice the time, not four times. */
static void
many_of_them_cost_little(void **state)
{
	g_autoptr(GString) field = g_string_new("a/b");
	clock_t start;

	(void)state;
	for (int i = 0; i < 100000; i++)
		g_string_append_printf(field, "; name*%d*=a\"", i);
	start = clock();
	for (int i = 0; i < 10; i++)
		g_free(parameter_get(field->str, "name", NULL));
	assert_true(clock() - start < 2 * CLOCKS_PER_SEC);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_value_stands_before_them),
		cmocka_unit_test(plain_values_are_read),
		cmocka_unit_test(careless_values_are_read),
		cmocka_unit_test(rfc2231_values_are_read),
		cmocka_unit_test(what_is_encoded_wins),
		cmocka_unit_test(words_and_raw_text_are_read),
		cmocka_unit_test(many_of_them_cost_little),
	};

	return RUN(tests);
}
