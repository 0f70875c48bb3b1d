#include "base/limits.h"
#include "ticket/tag.h"

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

/* "tag|tag/word|word" */
static char *
tags_of(const struct ticket_ids *ids, const char *subject)
{
	g_autofree char *tags = NULL, *words = NULL;
	struct tags t;

	tags_init(&t, ids, subject);
	g_ptr_array_add(t.bracketed, NULL);
	g_ptr_array_add(t.bare, NULL);
	tags = g_strjoinv("|", (char **)t.bracketed->pdata);
	words = g_strjoinv("|", (char **)t.bare->pdata);
	tags_release(&t);
	return g_strdup_printf("%s/%s", tags, words);
}

struct row {
	const char *subject, *want;
};

static void
check(const char *argument, const struct row *rows, size_t n)
{
	struct ticket_ids *ids = ids_with(argument);

	for (size_t i = 0; i < n; i++)
		assert_text(tags_of(ids, rows[i].subject), rows[i].want);
	ticket_ids_free(ids);
}

#define CHECK(argument, rows) check(argument, rows, G_N_ELEMENTS(rows))

static void
tags_are_read_as_people_write_them(void **state)
{
	static const struct row rows[] = {
		/* as we write it */
		{ "Re: [#JI-ABC123] x", "JI-ABC123/" },
		{ "[#JI-[#JI-ABC123]", "JI-ABC123/" },

		/* several: all, ours first */
		{ "[#JI-AAAAAA] Re: [#JI-BBBBBB]", "JI-AAAAAA|JI-BBBBBB/" },
		{ "[#JI-AAAAAA] [#JI-AAAAAA]", "JI-AAAAAA/" },
		{ "(JI-AAAAAA) [#JI-BBBBBB]", "JI-BBBBBB|JI-AAAAAA/" },
		{ "[#JI-no] [#JI-ABC123]", "JI-ABC123/" },

		/* brackets of all kinds, escaped ones, none */
		{ "(#JI-ABC123)", "JI-ABC123/" },
		{ "{#JI-ABC123}", "JI-ABC123/" },
		{ "<#JI-ABC123>", "JI-ABC123/" },
		{ "[JI-ABC123]", "JI-ABC123/" },
		{ "\xe3\x80\x90#JI-ABC123\xe3\x80\x91", "JI-ABC123/" },
		{ "\xef\xbc\xbb\xef\xbc\x83JI-ABC123\xef\xbc\xbd",
		    "JI-ABC123/" },
		{ "\\[#JI-ABC123\\]", "JI-ABC123/" },
		{ "\\[\\#JI\\-ABC123\\]", "JI-ABC123/" },
		{ "JI-ABC123", "/JI-ABC123" },
		{ "#JI-ABC123: x", "/JI-ABC123" },
		{ "see JI-ABC123, please.", "/JI-ABC123" },
		{ "see JI-ABC123.", "/JI-ABC123" },
		{ "_JI-ABC123_", "/JI-ABC123" },
		{ "[list JI-ABC123]", "/JI-ABC123" },
		{ "[#JI-ABC123", "/JI-ABC123" },
		{ "JI-AAAAAA [#JI-BBBBBB] JI-BBBBBB", "JI-BBBBBB/JI-AAAAAA" },

		/* folded, blanks, other letters and dashes */
		{ "[#JI-ABC\t 123]", "JI-ABC123/" },
		{ "[#JI- ABC123]", "JI-ABC123/" },
		{ "[ # JI-ABC123 ]", "JI-ABC123/" },
		{ "[#ji-abc123]", "JI-ABC123/" },
		{ "[#JI\xe2\x88\x92"
		  "ABC123]",
		    "JI-ABC123/" },
		{ "[#Ji-Abc123]", "JI-ABC123/" },
		{ "see ji-abc123", "/JI-ABC123" },
		{ "[#JI\xe2\x80\x93"
		  "ABC123]",
		    "JI-ABC123/" },
		{ "[#JI\xe2\x80\x91"
		  "ABC123]",
		    "JI-ABC123/" },
		{ "[#JI-ABC\xc2\xad"
		  "123]",
		    "JI-ABC123/" },
		{ "[#JI-ABC\xe2\x80\x8b"
		  "123]",
		    "JI-ABC123/" },

		/* nothing of the form */
		{ "", "/" },
		{ "[#]", "/" },
		{ "[#JI-]", "/" },
		{ "[#JI-ABC12]", "/" },
		{ "[#XX-ABC123]", "/" },
		{ "[#JI-ABC\"123]", "/" },
		{ "XJI-ABC123", "/" },
		{ "JI-ABC123-4", "/" },
		{ "JI ABC123", "/" },
	};

	(void)state;
	CHECK(NULL, rows);
}

static void
letters_of_both_cases_are_as_they_are_written(void **state)
{
	static const struct row both[] = {
		{ "[#JI-ABCdef]", "JI-ABCdef/" },
		{ "[#ji-ABCdef]", "JI-ABCdef/" },
		{ "[#JI-abc1de]", "/" },
	};
	static const struct row lower[] = {
		{ "[#JI-ABCDEF]", "JI-abcdef/" },
	};

	(void)state;
	CHECK("--idalphabet=ABCDEFGHIJKLabcdefghijkl", both);
	CHECK("--idalphabet=abcdefghijklmnopqrst", lower);
}

static void
a_prefix_may_have_joints(void **state)
{
	static const struct row rows[] = {
		{ "[#a.b_ABC123]", "a.b_ABC123/" },
		{ "x A.B_ABC123.", "/a.b_ABC123" },
	};

	(void)state;
	CHECK("--idprefix=a.b_", rows);
}

static void
so_many_tags_are_read(void **state)
{
	struct ticket_ids *ids = ids_with(NULL);
	g_autoptr(GString) subject = g_string_new(NULL);
	struct tags tags;

	(void)state;
	for (int i = 0; i < 2 * LIMIT_TAGS; i++)
		g_string_append_printf(
		    subject, "[#JI-AAAA%02d] JI-BBBB%02d ", i, i);
	tags_init(&tags, ids, subject->str);
	assert_int_equal(tags.bracketed->len, LIMIT_TAGS);
	assert_int_equal(tags.bare->len, LIMIT_TAGS);
	assert_string_equal(g_ptr_array_index(tags.bracketed, 0), "JI-AAAA00");
	tags_release(&tags);
	ticket_ids_free(ids);
}

static void
a_hash_has_an_end(void **state)
{
	struct ticket_ids *ids = ids_with(NULL);
	g_autofree char *fits = g_strnfill(64, 'A');
	g_autofree char *beyond = g_strnfill(65, 'A');
	g_autofree char *long_tag = g_strdup_printf("[#JI-%s]", beyond);
	g_autofree char *blanks = g_strnfill(300, ' ');
	g_autofree char *wide = g_strdup_printf("[#JI-ABC%s123]", blanks);
	g_autofree char *id = NULL;

	(void)state;
	assert_text(tags_of(ids, long_tag), "/");
	assert_text(tags_of(ids, wide), "/");
	assert_null(ticket_id_from_hash(ids, beyond));
	id = ticket_id_from_hash(ids, fits);
	assert_non_null(id);
	ticket_ids_free(ids);
}

static void
the_hashid_field_is_read_the_same_way(void **state)
{
	static const struct row rows[] = {
		{ "ABC123", "JI-ABC123" },
		{ "JI-ABC123", "JI-ABC123" },
		{ "[#JI-ABC123]", "JI-ABC123" },
		{ "<abc123>", "JI-ABC123" },
		{ "ABC 123", "JI-ABC123" },
		{ "\"ABC123\"", NULL },
		{ "=?utf-8?Q?ABC123?=", "JI-ABC123" },
		{ "", NULL },
		{ "ABC12", NULL },
		{ "ABC\" OR 1", NULL },
		{ "\xff"
		  "ABC123",
		    NULL },
	};
	struct ticket_ids *ids = ids_with(NULL);

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *id = tag_from_hashid(ids, rows[i].subject);

		if (rows[i].want)
			assert_string_equal(id ? id : "", rows[i].want);
		else
			assert_null(id);
	}
	ticket_ids_free(ids);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_are_read_as_people_write_them),
		cmocka_unit_test(letters_of_both_cases_are_as_they_are_written),
		cmocka_unit_test(a_prefix_may_have_joints),
		cmocka_unit_test(so_many_tags_are_read),
		cmocka_unit_test(a_hash_has_an_end),
		cmocka_unit_test(the_hashid_field_is_read_the_same_way),
	};

	return RUN(tests);
}
