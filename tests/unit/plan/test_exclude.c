#include "base/limits.h"
#include "plan/exclude.h"
#include "ticket/content.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

static const char mail[] =
    "Subject: x\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=m\n\n"
    "--m\n\ntext\n"
    "--m\nContent-Type: application/x-msdownload; name=Setup.EXE\n\nMZ\n"
    "--m\nContent-Type: Video/MP4; name=film.mp4\n\nfilm\n"
    "--m\nContent-Type: text/csv; name=\"=?utf-8?q?=C3=9Cbersicht.csv?=\"\n"
    "\n1;2;3;4;5;6;7;8\n"
    "--m--\n";

/* What remains, then what is said of the others; to be freed. */
static char *
excluded(const char *option, const char *second)
{
	struct filing f;
	GString *out = g_string_new(NULL);

	filing_begin(&f, mail, "-n", option, second, NULL);
	exclude_files(f.message, &f.options);
	for (guint i = 0; i < f.message->attachments->len; i++) {
		const struct attachment *a =
		    g_ptr_array_index(f.message->attachments, i);

		g_string_append_printf(out, "%s|", a->name);
	}
	for (guint i = 0; i < f.message->left_out->len; i++)
		g_string_append_printf(out, " %s|",
		    (char *)g_ptr_array_index(f.message->left_out, i));
	filing_end(&f);
	return g_string_free(out, FALSE);
}

static void
nothing_is_left_out_unasked(void **state)
{
	(void)state;
	assert_text(excluded(NULL, NULL),
	    "Setup.EXE|film.mp4|\xc3\x9c"
	    "bersicht.csv|");
}

static void
names_and_types_are_left_out_in_any_case(void **state)
{
	(void)state;
	assert_text(excluded("--exclude-attachments=*.exe", NULL),
	    "film.mp4|\xc3\x9c"
	    "bersicht.csv|"
	    " Setup.EXE (2 bytes): \"*.exe\" is excluded here|");
	assert_text(excluded("--exclude-attachments=VIDEO/*",
			"--exclude-attachments=\xc3\xbc*.csv"),
	    "Setup.EXE|"
	    " film.mp4 (4 bytes): \"VIDEO/*\" is excluded here|"
	    " \xc3\x9c"
	    "bersicht.csv (15 bytes): "
	    "\"\xc3\xbc*.csv\" is excluded here|");
	/* The same letters, written in two characters. */
	assert_text(excluded("--exclude-attachments=u\xcc\x88*",
			"--exclude-attachments=*.exe"),
	    "film.mp4|"
	    " Setup.EXE (2 bytes): \"*.exe\" is excluded here|"
	    " \xc3\x9c"
	    "bersicht.csv (15 bytes): \"u\xcc\x88*\" is excluded here|");
	/* The whole name, the whole type. */
	assert_text(excluded("--exclude-attachments=film",
			"--exclude-attachments=video/mp"),
	    "Setup.EXE|film.mp4|\xc3\x9c"
	    "bersicht.csv|");
}

static void
large_files_are_left_out(void **state)
{
	(void)state;
	assert_text(excluded("--max-attachment=4", NULL),
	    "Setup.EXE|film.mp4|"
	    " \xc3\x9c"
	    "bersicht.csv (15 bytes): larger than the 4 bytes "
	    "that are allowed here|");
}

static void
the_text_says_what_was_left_out(void **state)
{
	struct filing f;
	g_autofree char *text = NULL;
	gboolean cut;

	(void)state;
	filing_begin(&f, mail, "-n", "--exclude-attachments=film.mp4", NULL);
	exclude_files(f.message, &f.options);
	text = content_text(f.message, &f.options, NULL, &cut);
	/* Behind the text. */
	assert_true(g_str_has_suffix(text,
	    "\n\n_Files of this mail that are not attached:_\n"
	    "* film.mp4 (4 bytes): \"film.mp4\" is excluded here\n"));
	filing_end(&f);
}

/* A thousand files are no reason to lose the text. */
static void
many_files_are_counted(void **state)
{
	g_autoptr(GString) many = g_string_new(
	    "Subject: x\nContent-Type: multipart/mixed; boundary=m\n\n"
	    "--m\n\nthe text\n");
	struct filing f;
	g_autofree char *text = NULL;
	gboolean cut;

	(void)state;
	for (int i = 0; i < 500; i++)
		g_string_append_printf(many,
		    "--m\nContent-Type: a/b; name=\"%d%s%s\"\n\nx\n", i,
		    "______________________________________________________",
		    "****************************************************");
	filing_begin(&f, many->str, "-n", "--exclude-attachments=*", NULL);
	exclude_files(f.message, &f.options);
	assert_int_equal(f.message->attachments->len, 0);
	assert_int_equal(f.message->left_out->len, LIMIT_LEFT_OUT + 1);
	text = content_text(f.message, &f.options, NULL, &cut);
	assert_non_null(strstr(text, "the text"));
	assert_non_null(strstr(text, "* and 480 more files\n"));
	assert_true(strlen(text) < LIMIT_JIRA_TEXT);
	filing_end(&f);
}

static void
a_long_text_leaves_room_for_what_is_said(void **state)
{
	g_autoptr(GString) long_mail = g_string_new(mail);
	struct filing f;
	g_autofree char *text = NULL;
	gboolean cut;

	(void)state;
	g_string_truncate(long_mail, long_mail->len - strlen("--m--\n"));
	g_string_append(long_mail, "--m\n\n");
	while (long_mail->len < 60000)
		g_string_append(long_mail, "words and more words\n");
	filing_begin(&f, long_mail->str, "-n", "--exclude-attachments=*", NULL);
	exclude_files(f.message, &f.options);
	/* As long as these lines get. */
	for (guint i = 0; i < LIMIT_LEFT_OUT; i++)
		g_ptr_array_add(f.message->left_out, g_strnfill(450, 'n'));
	text = content_text(f.message, &f.options, NULL, &cut);
	assert_true(cut);
	assert_in_range(strlen(text), 30000, LIMIT_JIRA_TEXT);
	filing_end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_left_out_unasked),
		cmocka_unit_test(names_and_types_are_left_out_in_any_case),
		cmocka_unit_test(large_files_are_left_out),
		cmocka_unit_test(the_text_says_what_was_left_out),
		cmocka_unit_test(many_files_are_counted),
		cmocka_unit_test(a_long_text_leaves_room_for_what_is_said),
	};

	return RUN(tests);
}
