#include "intake/envelope.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

/* Each test begins without what the MTA would set. */
static int
clear(void **state)
{
	static const char *const names[] = { "SENDER", "ORIGINAL_RECIPIENT",
		"RECIPIENT", "EXTENSION" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		g_unsetenv(names[i]);
	return 0;
}

static void
learn(struct envelope *e, const struct options *o, const char *block)
{
	struct header h;

	header_init(&h, block, strlen(block), LIMIT_HEADER_FIELDS);
	envelope_init(e, o, &h);
	header_release(&h);
}

#define TRACE                                            \
	"Return-Path: <trace@example.com>\n"             \
	"X-Original-To: trace+ext@example.org\n"         \
	"Delivered-To: other@example.org\nReceived: x\n" \
	"X-Original-To: claim@example.net\n"

static void
arguments_come_first(void **state)
{
	struct options o;
	struct envelope e;

	(void)state;
	g_setenv("SENDER", "env@example.com", TRUE);
	g_setenv("EXTENSION", "env", TRUE);
	support_options(&o, "--sender=arg@example.com",
	    "--recipient=arg@example.org", "--address-extension=x", NULL);
	learn(&e, &o, TRACE);
	assert_string_equal(e.sender, "arg@example.com");
	assert_string_equal(e.recipient, "arg@example.org");
	assert_string_equal(e.extension, "x");
	envelope_release(&e);
	options_release(&o);
}

static void
the_environment_comes_before_the_trace_fields(void **state)
{
	struct options o;
	struct envelope e;

	(void)state;
	g_setenv("SENDER", "env@example.com", TRUE);
	support_options(&o, NULL);
	learn(&e, &o, TRACE);
	assert_string_equal(e.sender, "env@example.com");
	envelope_release(&e);
	options_release(&o);
}

static void
trace_fields_above_received_count(void **state)
{
	struct options o;
	struct envelope e;

	(void)state;
	support_options(&o, NULL);
	learn(&e, &o, TRACE);
	assert_string_equal(e.sender, "trace@example.com");
	assert_string_equal(e.recipient, "trace+ext@example.org");
	assert_string_equal(e.extension, "ext");
	envelope_release(&e);
	learn(&e, &o, "Received: x\n" TRACE);
	assert_null(e.sender);
	assert_null(e.recipient);
	assert_null(e.extension);
	envelope_release(&e);
	options_release(&o);
}

static void
the_null_sender_is_written_in_four_ways(void **state)
{
	static const char *const nulls[] = { "", "<>", "MAILER-DAEMON",
		"mailer-daemon@mx.example.com", " <> " };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(nulls); i++) {
		struct options o;
		struct envelope e;

		g_setenv("SENDER", nulls[i], TRUE);
		support_options(&o, NULL);
		learn(&e, &o, "");
		assert_string_equal(e.sender, "");
		envelope_release(&e);
		options_release(&o);
	}
}

static void
a_placeholder_is_no_recipient(void **state)
{
	static const char *const bad[] = { "--recipient=%(recipient)",
		"--recipient=${recipient}", "--recipient=@example.org" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct options o;
		struct envelope e;

		support_options(&o, bad[i], NULL);
		learn(&e, &o, TRACE);
		assert_string_equal(e.recipient, "trace+ext@example.org");
		envelope_release(&e);
		options_release(&o);
	}
}

static void
an_extension_is_part_of_the_local_part(void **state)
{
	static const struct {
		const char *recipient, *extension;
	} cases[] = {
		{ "--recipient=a+b+c@example.org", "b+c" },
		{ "--recipient=a+@example.org", "" },
		{ "--recipient=a@exam+ple.org", NULL },
		{ "--recipient=a+b", "b" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct options o;
		struct envelope e;

		support_options(&o, cases[i].recipient, NULL);
		learn(&e, &o, "");
		if (cases[i].extension)
			assert_string_equal(e.extension, cases[i].extension);
		else
			assert_null(e.extension);
		envelope_release(&e);
		options_release(&o);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(arguments_come_first, clear),
		cmocka_unit_test_setup(
		    the_environment_comes_before_the_trace_fields, clear),
		cmocka_unit_test_setup(
		    trace_fields_above_received_count, clear),
		cmocka_unit_test_setup(
		    the_null_sender_is_written_in_four_ways, clear),
		cmocka_unit_test_setup(a_placeholder_is_no_recipient, clear),
		cmocka_unit_test_setup(
		    an_extension_is_part_of_the_local_part, clear),
	};

	return RUN(tests);
}
