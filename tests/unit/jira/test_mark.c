#include "base/json.h"
#include "base/limits.h"
#include "jira/mark.h"

#include "tests/unit/test.h"

#include <string.h>

static struct mark *
read_text(const char *text)
{
	g_autoptr(cJSON) root = json_parse(text, strlen(text));

	assert_non_null(root);
	return mark_read(root);
}

/* Writes a mark and reads what was written; "*text" is the request. */
static struct mark *
there_and_back(const struct mark *m, char **text)
{
	g_autoptr(cJSON) rq = cJSON_CreateObject(), root = NULL;

	mark_add(rq, m);
	*text = json_print(rq);
	root = json_parse(*text, strlen(*text));
	return mark_read(json_array(root, "properties"));
}

static void
a_mark_is_read_as_it_was_written(void **state)
{
	char *files[] = { (char *)"k1", (char *)"k2", (char *)"k1", NULL };
	const struct mark m = {
		.step = (char *)FILED_REST,
		.digest = (char *)"abc",
		.project = (char *)"SUP",
		.body = (char *)"def",
		.size = G_GINT64_CONSTANT(9007199254740991),
		.text = (char *)"ghi",
		.files = files,
		.created = 7, /* of Jira's answer, not of the mark */
	};
	g_autofree char *text = NULL;
	struct mark *read = there_and_back(&m, &text);

	(void)state;
	assert_non_null(read);
	assert_string_equal(read->step, "rest");
	assert_string_equal(read->digest, "abc");
	assert_string_equal(read->project, "SUP");
	assert_string_equal(read->body, "def");
	assert_int_equal(read->size, m.size);
	assert_string_equal(read->text, "ghi");
	assert_int_equal(g_strv_length(read->files), 3);
	assert_string_equal(read->files[1], "k2");
	assert_int_equal(read->created, 0);
	mark_free(read);
	mark_free(NULL);
	assert_string_equal(text,
	    "{\"properties\":[{\"key\":\"jicket\",\"value\":{\"version\":1,"
	    "\"step\":\"rest\",\"digest\":\"abc\",\"project\":\"SUP\","
	    "\"body\":\"def\",\"size\":9007199254740991,\"text\":\"ghi\","
	    "\"files\":[\"k1\",\"k2\",\"k1\"]}}]}");
}

static void
what_a_mark_does_not_have_is_left_out(void **state)
{
	const struct mark m = { .step = (char *)FILED_NOTE,
		.digest = (char *)"abc" };
	g_autofree char *text = NULL;
	struct mark *read = there_and_back(&m, &text);

	(void)state;
	assert_null(read->project);
	assert_null(read->body);
	assert_null(read->text);
	assert_non_null(read->files);
	assert_null(read->files[0]);
	mark_free(read);
}

/* Jira takes 32 KiB of a property, and refuses the issue for one more. */
static void
many_files_are_cut_to_what_jira_takes(void **state)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *digest = g_strnfill(64, 'f');
	g_autofree char *project = g_strnfill(255, 'P');
	struct mark m = {
		.step = (char *)FILED_DUPLICATE,
		.digest = digest,
		.project = project,
		.body = digest,
		.size = G_MAXINT64,
		.text = digest,
	};
	g_autofree char *text = NULL;
	struct mark *read;

	(void)state;
	/* With as many lines as a mark may have, and all else long. */
	m.said = g_strnfill(2 + 11 * (5 + LIMIT_SAID_LINES), 'x');
	for (int i = 0; i < 1600; i++)
		g_ptr_array_add(files, mark_file_key("image001.png", i));
	g_ptr_array_add(files, NULL);
	m.files = (char **)files->pdata;
	read = there_and_back(&m, &text);
	assert_int_equal(g_strv_length(read->files), LIMIT_MARK_FILES);
	assert_string_equal(
	    read->files[LIMIT_MARK_FILES - 1], m.files[LIMIT_MARK_FILES - 1]);
	assert_string_equal(read->said, m.said);
	g_free(m.said);
	assert_true(strlen(text) < 32768);
	mark_free(read);
}

static void
a_mark_is_found_among_properties_of_others(void **state)
{
	static const char *const texts[] = {
		"{\"other\":{\"step\":\"x\",\"digest\":\"y\"},"
		"\"jicket\":{\"step\":\"issue\",\"digest\":\"abc\"}}",
		"[{\"key\":\"other\",\"value\":{\"step\":\"x\","
		"\"digest\":\"y\"}},{},7,"
		"{\"key\":\"jicket\",\"value\":{\"step\":\"issue\","
		"\"digest\":\"abc\"}}]",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct mark *m = read_text(texts[i]);

		assert_non_null(m);
		assert_string_equal(m->step, "issue");
		assert_string_equal(m->digest, "abc");
		assert_int_equal(m->size, -1);
		mark_free(m);
	}
}

/* Everybody who may edit an issue may edit its properties. */
static void
junk_is_no_mark(void **state)
{
	static const char *const texts[] = {
		"null",
		"7",
		"\"jicket\"",
		"{}",
		"[]",
		"[{}]",
		"[null]",
		"{\"jicket\":null}",
		"{\"jicket\":\"x\"}",
		"{\"jicket\":[]}",
		"{\"jicket\":{}}",
		"{\"jicket\":{\"digest\":\"abc\"}}",
		"{\"jicket\":{\"step\":\"issue\"}}",
		"{\"jicket\":{\"step\":\"issue\",\"digest\":7}}",
		"{\"jicket\":{\"step\":[],\"digest\":\"abc\"}}",
		"[{\"key\":\"jicket\"}]",
		"[{\"key\":\"jicket\",\"value\":\"x\"}]",
		"[{\"key\":7,\"value\":{\"step\":\"x\",\"digest\":\"y\"}}]",
	};

	(void)state;
	assert_null(mark_read(NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct mark *m = read_text(texts[i]);

		if (m)
			fail_msg("is a mark: %s", texts[i]);
	}
}

static void
junk_in_a_mark_is_left_out(void **state)
{
	struct mark *m = read_text(
	    "{\"jicket\":{\"step\":\"issue\",\"digest\":\"abc\","
	    "\"project\":7,\"body\":{},\"size\":\"big\",\"text\":null,"
	    "\"files\":[1,\"k\",null,{\"k\":1}]}}");

	(void)state;
	assert_non_null(m);
	assert_null(m->project);
	assert_null(m->body);
	assert_null(m->text);
	assert_int_equal(m->size, -1);
	assert_int_equal(g_strv_length(m->files), 1);
	assert_string_equal(m->files[0], "k");
	mark_free(m);
	m = read_text("{\"jicket\":{\"step\":\"issue\",\"digest\":\"abc\","
		      "\"files\":{\"a\":\"b\"}}}");
	assert_non_null(m->files);
	assert_null(m->files[0]);
	mark_free(m);
}

static void
a_file_is_known_by_name_and_size(void **state)
{
	g_autofree char *a = mark_file_key("a.png", 48);
	g_autofree char *same = mark_file_key("a.png", 48);
	g_autofree char *name = mark_file_key("b.png", 48);
	g_autofree char *size = mark_file_key("a.png", 49);

	(void)state;
	assert_string_equal(a, same);
	assert_string_not_equal(a, name);
	assert_string_not_equal(a, size);
	/* It goes on being known in the marks of older versions. */
	assert_string_equal(a, "7741a4d944e305a2");
	assert_int_equal(strlen(a), 16);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mark_is_read_as_it_was_written),
		cmocka_unit_test(what_a_mark_does_not_have_is_left_out),
		cmocka_unit_test(many_files_are_cut_to_what_jira_takes),
		cmocka_unit_test(a_mark_is_found_among_properties_of_others),
		cmocka_unit_test(junk_is_no_mark),
		cmocka_unit_test(junk_in_a_mark_is_left_out),
		cmocka_unit_test(a_file_is_known_by_name_and_size),
	};

	json_init();
	return RUN(tests);
}
