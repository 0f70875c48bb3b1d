#include "base/memory.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/jicket-test.XXXXXX";
static char *own; /* the folder that is made there */
static char *file;
static char *other_folder;

static int
setup(void **state)
{
	(void)state;
	(void)g_unlink(file);
	return 0;
}

/* The number that is remembered; to be freed. */
static char *
issue_of(const char *digest, const char *project)
{
	struct memory *r = memory_open(NULL, 60, project, digest);
	char *issue;

	assert_non_null(r);
	issue = g_strdup(memory_issue(r));
	memory_close(r);
	return issue;
}

static void
remember(const char *digest, const char *project, const char *issue)
{
	struct memory *r = memory_open(NULL, 60, project, digest);

	assert_non_null(r);
	memory_remember(r, "JI-X", issue);
	memory_close(r);
}

static void
what_was_filed_is_remembered(void **state)
{
	(void)state;
	assert_null(issue_of("abc", "SUP"));
	remember("abc", "SUP", "10042");
	assert_text(issue_of("abc", "SUP"), "10042");
	remember("abc", "SUP", "10043");
	assert_text(issue_of("abc", "SUP"), "10043");
}

static void
another_message_or_project_is_another(void **state)
{
	(void)state;
	remember("abc", "SUP", "10042");
	assert_null(issue_of("abd", "SUP"));
	assert_null(issue_of("abc", "OPS"));
	assert_null(issue_of("ab", "c/SUP"));
	remember("abc", "OPS", "10050");
	assert_text(issue_of("abc", "SUP"), "10042");
	assert_text(issue_of("abc", "OPS"), "10050");
}

static void
many_messages_are_remembered_and_none_is_confused(void **state)
{
	int known = 0;

	(void)state;
	for (int i = 0; i < 500; i++) {
		g_autofree char *name = g_strdup_printf("m%d", i);

		remember(name, "SUP", name + 1);
	}
	for (int i = 0; i < 500; i++) {
		g_autofree char *name = g_strdup_printf("m%d", i);
		g_autofree char *issue = issue_of(name, "SUP");

		/* Another one may have taken its place, but not its name. */
		if (issue)
			assert_string_equal(issue, name + 1);
		known += issue != NULL;
	}
	assert_in_range(known, 400, 500);
}

static void
other_messages_and_ticket_ids_are_recalled(void **state)
{
	struct memory *m;

	(void)state;
	remember("abc", "SUP", "10042");
	m = memory_open(NULL, 60, "SUP", "abd");
	assert_text(memory_recall(m, "abc"), "10042");
	assert_text(memory_recall(m, "JI-X"), "10042");
	assert_null(memory_recall(m, "JI-Y"));
	memory_close(m);
	m = memory_open(NULL, 60, "OPS", "abd");
	assert_null(memory_recall(m, "abc"));
	assert_null(memory_recall(m, "JI-X"));
	memory_close(m);
}

static void
a_comment_is_recalled_apart_from_issues(void **state)
{
	struct memory *m = memory_open(NULL, 60, "SUP", "abc");

	(void)state;
	memory_remember_comment(m, "abc", "10042");
	memory_close(m);
	m = memory_open(NULL, 60, "SUP", "abc");
	/* Its message did not become that issue. */
	assert_null(memory_issue(m));
	assert_null(memory_recall(m, "abc"));
	assert_text(memory_recall_comment(m, "abc"), "10042");
	assert_null(memory_recall_comment(m, "abd"));
	memory_close(m);
	memory_remember_comment(NULL, "abc", "10042");
	assert_null(memory_recall_comment(NULL, "abc"));
}

/* A process that ends before it knows what came of its request. */
static void
intend(const char *what, gboolean settled)
{
	struct memory *m = memory_open(NULL, 60, "SUP", "abc");

	assert_int_equal(memory_intend(m, what), 0);
	if (settled)
		memory_settle(m);
	memory_close(m);
}

static void
what_was_cut_off_is_in_doubt_for_a_while(void **state)
{
	struct memory *m;

	(void)state;
	intend("create", FALSE);
	m = memory_open(NULL, 60, "SUP", "abc");
	assert_in_range(memory_doubt(m, "create"), 50000, 60000);
	assert_int_equal(memory_doubt(m, "comment"), 0);
	/* Sent once more, it is no longer of another process. */
	assert_int_equal(memory_intend(m, "create"), 0);
	assert_int_equal(memory_doubt(m, "create"), 0);
	memory_close(m);
	m = memory_open(NULL, 0, "SUP", "abc");
	assert_int_equal(memory_doubt(m, "create"), 0);
	memory_close(m);
	m = memory_open(NULL, 60, "SUP", "abd");
	assert_int_equal(memory_doubt(m, "create"), 0);
	memory_close(m);
}

static void
what_has_an_outcome_is_not_in_doubt(void **state)
{
	struct memory *m;

	(void)state;
	intend("create", TRUE);
	m = memory_open(NULL, 60, "SUP", "abc");
	assert_int_equal(memory_doubt(m, "create"), 0);
	memory_close(m);
	intend("create", FALSE);
	remember("abc", "SUP", "10042");
	m = memory_open(NULL, 60, "SUP", "abc");
	assert_int_equal(memory_doubt(m, "create"), 0);
	/* An intent does not make the number forgotten. */
	assert_int_equal(memory_intend(m, "file"), 0);
	memory_close(m);
	assert_text(issue_of("abc", "SUP"), "10042");
}

/* Another process may have begun with the file that is there now. */
static void
nothing_is_begun_with_a_file_that_was_removed(void **state)
{
	struct memory *m;

	(void)state;
	m = memory_open(NULL, 60, "SUP", "abc");
	assert_int_equal(g_unlink(file), 0);
	assert_int_equal(memory_intend(m, "create"), -1);
	memory_close(m);
	m = memory_open(NULL, 60, "SUP", "abc");
	assert_int_equal(g_rename(own, other_folder), 0);
	remember("abc", "SUP", "10042");
	assert_int_equal(memory_intend(m, "create"), -1);
	memory_close(m);
	assert_int_equal(g_unlink(file), 0);
	assert_int_equal(g_rmdir(own), 0);
	assert_int_equal(g_rename(other_folder, own), 0);
}

/* Nobody waits for it. */
static void
let_pass(gulong seconds)
{
	support_fake_clock();
	g_usleep(seconds * G_USEC_PER_SEC);
}

static void
what_stays_so_for_long_is_usual(void **state)
{
	struct memory *m, *other;

	(void)state;
	m = memory_open(NULL, 60, "SUP", "abc");
	other = memory_open(NULL, 60, "SUP", "abd");
	assert_false(memory_note(m, "a page"));
	let_pass(599);
	assert_false(memory_note(m, "a page"));
	let_pass(2);
	/* It is for the whole project, and for this page alone. */
	assert_true(memory_note(other, "a page"));
	assert_false(memory_note(other, "a page of two"));
	/* It stays so, until it is not so. */
	let_pass(30 * 86400);
	assert_true(memory_note(m, "a page"));
	memory_take_back(m, "a page");
	assert_false(memory_note(other, "a page"));
	memory_take_back(m, "a page");
	memory_take_back(m, "a page");
	assert_true(memory_note(NULL, "a page"));
	memory_take_back(NULL, "a page");
	memory_close(other);
	memory_close(m);
}

/* Between the two nobody looked, and so nothing went on. */
static void
two_outages_are_no_habit(void **state)
{
	struct memory *m = memory_open(NULL, 60, "SUP", "abc");

	(void)state;
	assert_false(memory_note(m, "a page"));
	let_pass(2 * 86400);
	assert_false(memory_note(m, "a page"));
	let_pass(300);
	assert_false(memory_note(m, "a page"));
	let_pass(301);
	assert_true(memory_note(m, "a page"));
	memory_close(m);
}

static void
without_a_memory_nothing_is_known(void **state)
{
	(void)state;
	assert_null(memory_recall(NULL, "abc"));
	assert_int_equal(memory_doubt(NULL, "create"), 0);
	assert_int_equal(memory_intend(NULL, "create"), 0);
	memory_settle(NULL);
	assert_null(memory_issue(NULL));
	memory_remember(NULL, "JI-X", "10042");
	memory_close(NULL);
}

static void
the_file_is_for_us_alone(void **state)
{
	struct stat st;

	(void)state;
	remember("abc", "SUP", "10042");
	assert_int_equal(lstat(file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
}

static void
a_file_that_others_may_use_is_not_used(void **state)
{
	static const mode_t modes[] = { 0666, 0620, 0604, 0640, 0601 };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
		remember("abc", "SUP", "10042");
		assert_int_equal(chmod(file, modes[i]), 0);
		assert_null(memory_open(NULL, 60, "SUP", "abc"));
		assert_int_equal(chmod(file, 0600), 0);
	}
	assert_text(issue_of("abc", "SUP"), "10042");
}

static void
a_folder_that_others_may_use_is_not_used(void **state)
{
	(void)state;
	remember("abc", "SUP", "10042");
	assert_int_equal(chmod(own, 0711), 0);
	assert_null(memory_open(NULL, 60, "SUP", "abc"));
	assert_int_equal(chmod(own, 0700), 0);
	assert_int_equal(g_rename(own, other_folder), 0);
	assert_int_equal(symlink(other_folder, own), 0);
	assert_null(memory_open(NULL, 60, "SUP", "abc"));
	assert_int_equal(unlink(own), 0);
	assert_int_equal(mkfifo(own, 0700), 0);
	assert_null(memory_open(NULL, 60, "SUP", "abc"));
	assert_int_equal(unlink(own), 0);
	assert_int_equal(g_rename(other_folder, own), 0);
	assert_text(issue_of("abc", "SUP"), "10042");
}

/* The administrator's; it may belong to a group, but not to everybody. */
static void
a_folder_may_be_given(void **state)
{
	g_autofree char *given =
	    g_strdup_printf("%s/memory-%ld", other_folder, (long)geteuid());
	struct memory *m;

	(void)state;
	m = memory_open(other_folder, 60, "SUP", "abc");
	assert_non_null(m);
	memory_remember(m, "JI-X", "10042");
	memory_close(m);
	assert_null(issue_of("abc", "SUP"));
	assert_int_equal(chmod(other_folder, 0770), 0);
	m = memory_open(other_folder, 60, "SUP", "abc");
	assert_string_equal(memory_issue(m), "10042");
	memory_close(m);
	assert_int_equal(chmod(other_folder, 0777), 0);
	assert_null(memory_open(other_folder, 60, "SUP", "abc"));
	assert_int_equal(g_unlink(given), 0);
	assert_int_equal(g_rmdir(other_folder), 0);
}

static void
a_file_of_another_user_is_not_used(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	remember("abc", "SUP", "10042");
	assert_int_equal(chown(file, 65534, 65534), 0);
	assert_null(memory_open(NULL, 60, "SUP", "abc"));
}

static void
what_is_no_file_of_its_own_is_not_used(void **state)
{
	g_autofree char *other = g_build_filename(folder, "other", NULL);
	int fd = open(other, O_RDWR | O_CREAT, 0600);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(symlink(other, file), 0);
	assert_null(memory_open(NULL, 60, "SUP", "abc"));
	assert_int_equal(unlink(file), 0);
	assert_int_equal(link(other, file), 0);
	assert_null(memory_open(NULL, 60, "SUP", "abc"));
	assert_int_equal(unlink(file), 0);
	assert_int_equal(mkfifo(file, 0600), 0);
	assert_null(memory_open(NULL, 60, "SUP", "abc"));
	assert_int_equal(unlink(file), 0);
	assert_int_equal(mkdir(file, 0700), 0);
	assert_null(memory_open(NULL, 60, "SUP", "abc"));
	assert_int_equal(rmdir(file), 0);
	assert_int_equal(unlink(other), 0);
}

/* A file that somebody else wrote, or an older version. */
static void
junk_in_the_file_is_no_number(void **state)
{
	g_autofree char *bytes = NULL;
	gsize n, at = 0;

	(void)state;
	remember("abc", "SUP", "10042");
	assert_true(g_file_get_contents(file, &bytes, &n, NULL));
	while (at < n && memcmp(bytes + at, "10042", 5) != 0)
		at++;
	assert_true(at < n);
	bytes[at] = '/';
	assert_true(g_file_set_contents_full(
	    file, bytes, (gssize)n, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
	assert_null(issue_of("abc", "SUP"));
	for (gsize i = 0; i < n; i++)
		bytes[i] = '7';
	assert_true(g_file_set_contents_full(
	    file, bytes, (gssize)n, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
	assert_null(issue_of("abc", "SUP"));
}

/* Another process that holds the lock until it is told to end. */
struct holder {
	pid_t pid;
	int go; /* a byte lets the process close the memory */
};

static struct holder
hold(const char *digest, const char *project)
{
	int ready[2], go[2];
	struct holder h;
	char c;

	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(go), 0);
	h.pid = fork();
	if (h.pid == 0) {
		struct memory *r;

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		r = memory_open(NULL, 60, project, digest);

		memory_remember(r, "JI-X", "10042");
		if (write(ready[1], "x", 1) != 1 || read(go[0], &c, 1) < 0)
			_exit(1);
		memory_close(r);
		/* It is the close that counts, not the end. */
		pause();
		_exit(0);
	}
	assert_int_equal(read(ready[0], &c, 1), 1);
	close(ready[0]);
	close(ready[1]);
	close(go[0]);
	h.go = go[1];
	return h;
}

/* A process that opens the memory and tells what it finds there. */
static int
start_waiter(const char *digest, const char *project)
{
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	if (fork() == 0) {
		const char *issue;

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		issue = memory_issue(memory_open(NULL, 60, project, digest));
		issue = issue ? issue : "none";
		_exit(write(fds[1], issue, strlen(issue)) < 0);
	}
	close(fds[1]);
	return fds[0];
}

/* Is there an answer within these milliseconds? */
static gboolean
has_answer(int fd, int ms)
{
	GPollFD p = { .fd = fd, .events = G_IO_IN };

	return g_poll(&p, 1, ms) == 1;
}

static void
check_answer(int fd, const char *want)
{
	char buf[20] = "";

	assert_true(has_answer(fd, 5000));
	assert_true(read(fd, buf, sizeof buf - 1) > 0);
	assert_string_equal(buf, want);
	close(fd);
	assert_true(wait(NULL) > 0);
}

static void
a_second_process_waits_until_the_first_closes(void **state)
{
	struct holder h = hold("abc", "SUP");
	int fd = start_waiter("abc", "SUP");

	(void)state;
	assert_false(has_answer(fd, 100));
	assert_int_equal(write(h.go, "x", 1), 1);
	check_answer(fd, "10042");
	kill(h.pid, SIGKILL);
	assert_int_equal(waitpid(h.pid, NULL, 0), h.pid);
	close(h.go);
}

static void
a_second_process_waits_until_the_first_dies(void **state)
{
	struct holder h = hold("abc", "SUP");
	int fd = start_waiter("abc", "SUP");

	(void)state;
	assert_false(has_answer(fd, 100));
	kill(h.pid, SIGKILL);
	assert_int_equal(waitpid(h.pid, NULL, 0), h.pid);
	check_answer(fd, "10042");
	close(h.go);
}

/* Or each of two would work with a lock of its own. */
static void
who_waited_for_a_file_that_was_removed_takes_the_new_one(void **state)
{
	struct holder h = hold("abc", "SUP"), second;
	int fd = start_waiter("abc", "SUP"), late;

	(void)state;
	assert_false(has_answer(fd, 100));
	assert_int_equal(unlink(file), 0);
	second = hold("abc", "SUP");
	assert_int_equal(write(h.go, "x", 1), 1);
	assert_false(has_answer(fd, 100));
	late = start_waiter("abc", "SUP");
	assert_int_equal(write(second.go, "x", 1), 1);
	check_answer(fd, "10042");
	check_answer(late, "10042");
	kill(h.pid, SIGKILL);
	kill(second.pid, SIGKILL);
	assert_int_equal(waitpid(h.pid, NULL, 0), h.pid);
	assert_int_equal(waitpid(second.pid, NULL, 0), second.pid);
	close(h.go);
	close(second.go);
}

static void
another_message_does_not_wait(void **state)
{
	struct holder h = hold("abc", "SUP");

	(void)state;
	check_answer(start_waiter("abd", "SUP"), "none");
	check_answer(start_waiter("abc", "OPS"), "none");
	kill(h.pid, SIGKILL);
	assert_int_equal(waitpid(h.pid, NULL, 0), h.pid);
	close(h.go);
}

#define T(name) cmocka_unit_test_setup(name, setup)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_was_filed_is_remembered),
		T(another_message_or_project_is_another),
		T(many_messages_are_remembered_and_none_is_confused),
		T(other_messages_and_ticket_ids_are_recalled),
		T(a_comment_is_recalled_apart_from_issues),
		T(what_was_cut_off_is_in_doubt_for_a_while),
		T(what_has_an_outcome_is_not_in_doubt),
		T(nothing_is_begun_with_a_file_that_was_removed),
		T(without_a_memory_nothing_is_known),
		T(the_file_is_for_us_alone),
		T(a_file_that_others_may_use_is_not_used),
		T(a_folder_that_others_may_use_is_not_used),
		T(a_folder_may_be_given),
		T(a_file_of_another_user_is_not_used),
		T(what_is_no_file_of_its_own_is_not_used),
		T(junk_in_the_file_is_no_number),
		T(a_second_process_waits_until_the_first_closes),
		T(a_second_process_waits_until_the_first_dies),
		T(who_waited_for_a_file_that_was_removed_takes_the_new_one),
		T(another_message_does_not_wait),
		/* last: they put the clock forward */
		T(what_stays_so_for_long_is_usual),
		T(two_outages_are_no_habit),
	};
	int failed;

	/* Before anything asks for the folder: the answer is kept. */
	if (!mkdtemp(folder))
		return 2;
	g_setenv("TMPDIR", folder, TRUE);
	own = g_strdup_printf("%s/jicket-%ld", folder, (long)geteuid());
	other_folder = g_strdup_printf("%s/other-folder", folder);
	file = g_strdup_printf("%s/memory-%ld", own, (long)geteuid());
	failed = RUN(tests);
	(void)g_unlink(file);
	(void)g_rmdir(own);
	(void)g_rmdir(folder);
	g_free(file);
	g_free(own);
	g_free(other_folder);
	return failed;
}
