#include "intake/header.h"
#include "ticket/id.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

static struct ticket_ids *
ids_with(const char *argument)
{
	struct options o;
	struct ticket_ids *ids;

	support_options(&o, argument, NULL);
	ids = ticket_ids_new(&o);
	options_release(&o);
	return ids;
}

static int
setup(void **state)
{
	*state = ids_with("--message-key=k");
	return 0;
}

static int
teardown(void **state)
{
	ticket_ids_free(*state);
	return 0;
}

static void
an_id_is_a_function_of_the_message_id(void **state)
{
	const struct ticket_ids *ids = *state;
	g_autofree char *digest = ticket_digest("c001@example.com");

	/* sha256 of the id, and hashids of its first 32 bits */
	assert_string_equal(digest,
	    "c847b0bc68571083eeb26beb06a63ef7"
	    "e9e6852dd07642ba77332034b030c0df");
	assert_text(ticket_id(ids, digest, 0), "JI-LJE5J857");
}

static void
eight_numbers_come_from_one_digest(void **state)
{
	const struct ticket_ids *ids = *state;
	g_autofree char *digest = ticket_digest("a@b");

	for (guint i = 0; i < TICKET_NUMBERS; i++)
		for (guint k = 0; k < i; k++) {
			g_autofree char *a = ticket_id(ids, digest, i);
			g_autofree char *b = ticket_id(ids, digest, k);

			assert_string_not_equal(a, b);
		}
}

static char *
content_digest(const char *mail)
{
	struct spool s;
	struct header h;
	char *digest;

	support_spool(&s, mail, -1);
	header_init(&h, s.head->str, s.head->len, LIMIT_HEADER_FIELDS);
	digest = ticket_digest_content(&h, &s);
	header_release(&h);
	spool_release(&s);
	return digest;
}

static void
what_survives_a_second_delivery_makes_the_digest(void **state)
{
	g_autofree char *first = content_digest("Received: one\nFrom: a@b\n"
						"Subject: x\n\nbody\n");
	g_autofree char *again = content_digest(
	    "Received: two\nReceived: one\nFrom: a@b\nSubject: x\n"
	    "X-Spam: no\n\nbody\n");
	g_autofree char *crlf =
	    content_digest("Received: one\r\nFrom: a@b\r\nSubject: x\r\n\r\n"
			   "body\r\n");

	(void)state;
	assert_string_equal(again, first);
	assert_string_equal(crlf, first);
}

static void
other_content_makes_another_digest(void **state)
{
	static const char *const others[] = { "From: a@c\nSubject: x\n\nb\n",
		"From: a@b\nSubject: y\n\nb\n", "From: a@b\nSubject: x\n\nc\n",
		"From: a@b\nSubject: x\nDate: 1\n\nb\n",
		"Received: of another day\nFrom: a@b\nSubject: x\n\nb\n",
		"From: a@b\nTo: x\n\nb\n" };
	g_autofree char *first = content_digest("From: a@b\nSubject: x\n\nb\n");

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
		g_autofree char *other = content_digest(others[i]);

		assert_string_not_equal(other, first);
	}
}

static void
a_tag_is_the_id_in_brackets(void **state)
{
	(void)state;
	assert_text(ticket_tag("JI-ABC123"), "[#JI-ABC123]");
}

static void
our_message_id_names_ticket_and_issue(void **state)
{
	const struct ticket_ids *ids = *state;
	g_autofree char *made =
	    ticket_message_id(ids, "JI-ABC123", "10042", "u1", "example.org");
	g_autofree char *id = NULL, *issue = NULL;

	assert_true(g_regex_match_simple(
	    "^jicket\\.JI-ABC123\\.10042\\.u1\\.[0-9a-f]{20}@example\\.org$",
	    made, 0, 0));
	assert_true(ticket_parse_message_id(ids, made, &id, &issue));
	assert_string_equal(id, "JI-ABC123");
	assert_string_equal(issue, "10042");
}

static void
a_prefix_may_have_dots(void **state)
{
	const struct ticket_ids *ids = *state;
	g_autofree char *made =
	    ticket_message_id(ids, "A.B.C1", "7", "u", "example.org");
	g_autofree char *id = NULL, *issue = NULL;

	assert_true(ticket_parse_message_id(ids, made, &id, &issue));
	assert_string_equal(id, "A.B.C1");
	assert_string_equal(issue, "7");
}

/* Whatever single character is changed before the "@". */
static void
a_changed_message_id_is_not_ours(void **state)
{
	const struct ticket_ids *ids = *state;
	g_autofree char *made =
	    ticket_message_id(ids, "JI-ABC123", "10042", "u1", "example.org");

	for (char *p = made; *p != '@'; p++) {
		char *id = NULL, *issue = NULL;
		char old = *p;

		*p = old == '1' ? '2' : '1';
		assert_false(ticket_parse_message_id(ids, made, &id, &issue));
		assert_null(id);
		*p = old;
	}
}

static void
foreign_ids_are_not_ours(void **state)
{
	static const char *const foreign[] = { "", "@", "jicket.@x", "jicket.",
		"jicket@x", "jicket.a@b", "jicket.a.b.c.d@e", "a@b" };
	const struct ticket_ids *ids = *state;
	struct ticket_ids *other = ids_with("--message-key=l");
	struct ticket_ids *none = ids_with(NULL);
	g_autofree char *made =
	    ticket_message_id(other, "JI-ABC123", "1", "u", "x");
	char *id = NULL, *issue = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(foreign); i++)
		assert_false(
		    ticket_parse_message_id(ids, foreign[i], &id, &issue));
	assert_false(ticket_parse_message_id(ids, made, &id, &issue));
	assert_false(ticket_parse_message_id(none, made, &id, &issue));
	ticket_ids_free(other);
	ticket_ids_free(none);
	ticket_ids_free(NULL);
}

/* By the salt anybody can sign who knows it, and all know the default. */
static void
without_a_key_the_salt_signs(void **state)
{
	struct ticket_ids *salted = ids_with("--idsalt=Pepper");
	struct ticket_ids *open = ids_with(NULL);
	g_autofree char *made =
	    ticket_message_id(salted, "JI-ABC123", "1", "u", "x");
	g_autofree char *by_all =
	    ticket_message_id(open, "JI-ABC123", "1", "u", "x");
	g_autofree char *id = NULL, *issue = NULL;

	assert_false(ticket_parse_message_id(open, made, &id, &issue));
	assert_false(ticket_parse_message_id(salted, by_all, &id, &issue));
	assert_true(ticket_parse_message_id(salted, made, &id, &issue));
	assert_string_equal(id, "JI-ABC123");
	assert_true(ticket_is_key_secret(*state));
	assert_true(ticket_is_key_secret(salted));
	assert_false(ticket_is_key_secret(open));
	ticket_ids_free(salted);
	ticket_ids_free(open);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(an_id_is_a_function_of_the_message_id),
		T(eight_numbers_come_from_one_digest),
		T(what_survives_a_second_delivery_makes_the_digest),
		T(other_content_makes_another_digest),
		T(a_tag_is_the_id_in_brackets),
		T(our_message_id_names_ticket_and_issue),
		T(a_prefix_may_have_dots),
		T(a_changed_message_id_is_not_ours),
		T(foreign_ids_are_not_ours),
		T(without_a_key_the_salt_signs),
	};

	return RUN(tests);
}
