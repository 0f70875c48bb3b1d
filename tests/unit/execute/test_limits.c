/*
 * What is beyond a limit when a plan is carried out.
 */
#include "base/limits.h"

#include "base/json.h"
#include "base/text.h"
#include "execute/verbs.h"
#include "plan/plan.h"
#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define COMMENT "POST /rest/api/2/issue/10042/comment"
#define ATTACH	"POST /rest/api/2/issue/10042/attachments"

/* A mail with n files, whose names are as long as names may be. */
static char *
mail_with_files(int n)
{
	GString *out = g_string_new(
	    "Message-ID: <a@b>\nFrom: a@b\nSubject: x\nMIME-Version: 1.0\n"
	    "Content-Type: multipart/mixed; boundary=m\n\n--m\n\ntext\n");
	g_autofree char *name = g_strnfill(LIMIT_FILE_NAME - 10, 'n');

	for (int i = 0; i < n; i++)
		g_string_append_printf(out,
		    "--m\nContent-Type: text/csv; name=%d-%s.csv\n\n1;2\n", i,
		    name);
	g_string_append(out, "--m--\n");
	return g_string_free(out, FALSE);
}

/* The text of the note on files that Jira does not take; to be freed. */
static char *
note_of(int files)
{
	g_autofree char *mail = mail_with_files(files);
	struct filing f = { 0 };
	g_autoptr(cJSON) root = NULL;
	struct plan *p;
	char *text;

	filing_begin(&f, mail, "-n", NULL);
	facts_none(&f.facts, f.verdict);
	fake_route(&f.http, "POST /rest/api/2/issue", 201,
	    "{\"id\":\"10042\",\"key\":\"SUP-42\"}");
	fake_route(&f.http, "POST /rest/api/2/search", 200, "{\"issues\":[]}");
	fake_route(&f.http, COMMENT, 201, "{\"id\":\"1\"}");
	fake_route(&f.http, ATTACH, 413, "{\"errorMessages\":[\"too large\"]}");
	p = plan_new(&f.options, f.message, f.verdict, &f.facts);
	assert_int_equal(plan_execute(p, &f.jira, NULL, &f.err), 0);
	assert_int_equal(fake_count(&f.http, ATTACH), files);
	assert_int_equal(fake_count(&f.http, COMMENT), 1);
	for (guint i = 0; !root; i++) {
		const struct request *r = fake_request(&f.http, i);

		if (g_str_has_suffix(r->path, "/comment"))
			root = json_parse(r->body, strlen(r->body));
	}
	text = g_strdup(json_string(root, "body"));
	plan_free(p);
	filing_end(&f);
	return text;
}

/* Or Jira refuses the note as well, and with it the mail, for ever. */
static void
a_note_is_no_longer_than_jira_takes(void **state)
{
	g_autofree char *short_note = note_of(100);
	g_autofree char *long_note = note_of(200);

	(void)state;
	assert_true(text_length(short_note) < LIMIT_JIRA_TEXT);
	assert_non_null(strstr(short_note, "99-nnn"));
	assert_int_equal(text_length(long_note), LIMIT_JIRA_TEXT);
}

static char folder[] = "/tmp/jicket-test.XXXXXX";

/*
 * Two that wait for each other: the system tells one of them.  It goes on
 * without a memory, and lets the other one go on, too.
 */
static void
a_lock_that_fails_is_no_lock(void **state)
{
	int ready[2], go[2], status;
	char byte = 'x';
	struct memory *ours, *other;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(go), 0);
	pid = fork();
	if (pid == 0) {
		alarm(30);
		ours = memory_open(folder, 60, "SUP", "abd");
		if (!ours || write(ready[1], &byte, 1) != 1 ||
		    read(go[0], &byte, 1) != 1)
			_exit(2);
		_exit(memory_open(folder, 60, "SUP", "abc") ? 1 : 0);
	}
	alarm(30);
	ours = memory_open(folder, 60, "SUP", "abc");
	assert_non_null(ours);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(write(go[1], &byte, 1), 1);
	other = memory_open(folder, 60, "SUP", "abd");
	memory_close(ours);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	alarm(0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), other ? 0 : 1);
	memory_close(other);
	for (int i = 0; i < 2; i++) {
		close(ready[i]);
		close(go[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_note_is_no_longer_than_jira_takes),
		cmocka_unit_test(a_lock_that_fails_is_no_lock),
	};
	g_autofree char *file = NULL;
	int failed;

	/* Before anything asks for the folder: the answer is kept. */
	if (!mkdtemp(folder))
		return 2;
	g_setenv("TMPDIR", folder, TRUE);
	file = g_strdup_printf("%s/memory-%ld", folder, (long)geteuid());
	failed = RUN(tests);
	(void)g_unlink(file);
	(void)g_rmdir(folder);
	return failed;
}
