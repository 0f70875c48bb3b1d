#include "message/address.h"
#include "message/address_list.h"
#include "message/address_seen.h"

#include "tests/unit/test.h"

#include <gmime/gmime.h>
#include <string.h>

/* What a person sees in a field, where the library sees something else. */
static const struct {
	const char *field, *name, *addr;
} seen[] = {
	{ "Some Name <'some@place.example'>", "Some Name",
	    "some@place.example" },
	{ "\"Some Name\" some@place.example", "Some Name",
	    "some@place.example" },
	{ "Some Name <mailto:some@place.example>", "Some Name",
	    "some@place.example" },
	{ "<MAILTO:some@place.example>", "", "some@place.example" },
	{ "=?utf-8?B?SsO2cmcgPHNvbWVAcGxhY2UuZXhhbXBsZT4=?=", "J\xc3\xb6rg",
	    "some@place.example" },
	{ "=?utf-8?B?IndhcnRhYiIgPHdhckB0YWIuY29tPg==?=", "wartab",
	    "war@tab.com" },
	{ "Ann Lee <Ann Lee <ann@b.example>", "Ann Lee", "ann@b.example" },
	{ "ann@b.example via Forms <noreply@forms.example>",
	    "ann@b.example via Forms", "noreply@forms.example" },
	{ "- <ann@b.example>", "", "ann@b.example" },
	{ "Ann [ann@b.example]", "Ann", "ann@b.example" },
};

/* Of these nobody knows who is meant, or there is nothing to mend. */
static const char *const left[] = {
	"ann@b.example, bob@b.example",
	"no address at all",
	"a@",
	"@b",
	"",
	"a:b:c@d.example;",
	"ann@b.example bob@c.example",
};

static void
one_sender_is_seen(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(seen); i++) {
		g_autofree char *name = NULL, *addr = NULL;

		if (!address_seen(seen[i].field, NULL, &name, &addr) ||
		    strcmp(name, seen[i].name) != 0 ||
		    strcmp(addr, seen[i].addr) != 0)
			fail_msg("%s: %s, %s", seen[i].field, name, addr);
	}
}

static void
what_is_not_clear_is_left(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(left); i++) {
		char *name = NULL, *addr = NULL;

		if (address_seen(left[i], NULL, &name, &addr))
			fail_msg("%s: %s, %s", left[i], name, addr);
		assert_null(name);
	}
}

/* What the library reads as a person does stays as it is. */
static void
what_is_clear_is_not_touched(void **state)
{
	static const struct {
		const char *field;
		guint n;
		const char *first;
	} fields[] = {
		{ "Ann <ann@b.example>", 1, "ann@b.example" },
		{ "ann@b.example, bob@c.example", 2, "ann@b.example" },
		{ "Friends: ann@b.example, bob@c.example;", 2,
		    "ann@b.example" },
		{ "\"ann@b.example\" <bob@c.example>", 1, "bob@c.example" },
		{ "\"Lee, Ann\" <ann@b.example>", 1, "ann@b.example" },
		{ "=?utf-8?B?IndhcnRhYiIgPHdhckB0YWIuY29tPg==?=", 1,
		    "war@tab.com" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autoptr(GPtrArray) list = addresses_new();
		guint more = 0;
		const struct address *a;

		address_list_read(list, &more, fields[i].field, NULL, 100);
		assert_int_equal(list->len, fields[i].n);
		a = g_ptr_array_index(list, 0);
		assert_string_equal(a->addr, fields[i].first);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_sender_is_seen),
		cmocka_unit_test(what_is_not_clear_is_left),
		cmocka_unit_test(what_is_clear_is_not_touched),
	};

	g_mime_init();
	return RUN(tests);
}
