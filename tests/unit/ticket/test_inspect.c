#include "ticket/inspect.h"

#include "base/json.h"
#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

/* What is said of a mail. */
static cJSON *
inspect(const char *mail)
{
	struct filing f = { 0 };
	g_autofree char *text = NULL;
	cJSON *root;

	filing_begin(&f, mail, NULL);
	text = inspect_print(f.message, f.verdict, &f.options);
	root = json_parse(text, strlen(text));
	filing_end(&f);
	assert_non_null(root);
	return root;
}

static void
a_mail_is_told(void **state)
{
	g_autoptr(cJSON) root =
	    inspect("Message-ID: <a@b>\nFrom: Ann <ann@example.com>\n"
		    "To: bob@example.com\nSubject: Pump\n\nHello.\n");
	const cJSON *from = json_array(root, "from");

	(void)state;
	assert_string_equal(json_string(root, "subject"), "Pump");
	assert_string_equal(json_string(root, "message_id"), "a@b");
	assert_string_equal(json_string(root, "text"), "Hello.");
	assert_string_equal(json_string(root, "new_part"), "Hello.");
	assert_string_equal(json_string(cJSON_GetArrayItem(from, 0), "addr"),
	    "ann@example.com");
	assert_int_equal(
	    cJSON_GetArraySize(json_array(root, "attachments")), 0);
	/* One text, and no more. */
	assert_null(cJSON_GetObjectItem(root, "more_text"));
}

static void
further_texts_and_files_are_told(void **state)
{
	g_autoptr(cJSON) root = inspect(
	    "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\n"
	    "--m\n\none\n--m\nContent-Type: text/csv; name=a.csv\n\n1;2\n"
	    "--m\n\ntwo\n--m\n\nthree\n--m--\n");
	const cJSON *more = json_array(root, "more_text");
	const cJSON *file =
	    cJSON_GetArrayItem(json_array(root, "attachments"), 0);

	(void)state;
	assert_string_equal(json_string(root, "text"), "one");
	assert_int_equal(cJSON_GetArraySize(more), 2);
	assert_string_equal(cJSON_GetArrayItem(more, 0)->valuestring, "two");
	assert_string_equal(cJSON_GetArrayItem(more, 1)->valuestring, "three");
	assert_string_equal(json_string(file, "name"), "a.csv");
	assert_int_equal(json_number(file, "size", -1), 3);
	assert_string_equal(json_string(root, "message_id"), "");
}

static void
a_second_text_is_told(void **state)
{
	g_autoptr(cJSON) root = inspect(
	    "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\n"
	    "--m\n\none\n--m\n\ntwo\n--m--\n");
	const cJSON *more = json_array(root, "more_text");

	(void)state;
	assert_int_equal(cJSON_GetArraySize(more), 1);
	assert_string_equal(cJSON_GetArrayItem(more, 0)->valuestring, "two");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mail_is_told),
		cmocka_unit_test(a_second_text_is_told),
		cmocka_unit_test(further_texts_and_files_are_told),
	};

	return RUN(tests);
}
