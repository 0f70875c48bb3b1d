#include "execute/recent.h"

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
static char *file;

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
	struct recent *r = recent_open(digest, project);
	char *issue;

	assert_non_null(r);
	issue = g_strdup(recent_issue(r));
	recent_close(r);
	return issue;
}

static void
remember(const char *digest, const char *project, const char *issue)
{
	struct recent *r = recent_open(digest, project);

	assert_non_null(r);
	recent_remember(r, issue);
	recent_close(r);
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
without_a_memory_nothing_is_known(void **state)
{
	(void)state;
	assert_null(recent_issue(NULL));
	recent_remember(NULL, "10042");
	recent_close(NULL);
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
		assert_null(recent_open("abc", "SUP"));
		assert_int_equal(chmod(file, 0600), 0);
	}
	assert_text(issue_of("abc", "SUP"), "10042");
}

static void
a_file_of_another_user_is_not_used(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	remember("abc", "SUP", "10042");
	assert_int_equal(chown(file, 65534, 65534), 0);
	assert_null(recent_open("abc", "SUP"));
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
	assert_null(recent_open("abc", "SUP"));
	assert_int_equal(unlink(file), 0);
	assert_int_equal(link(other, file), 0);
	assert_null(recent_open("abc", "SUP"));
	assert_int_equal(unlink(file), 0);
	assert_int_equal(mkdir(file, 0700), 0);
	assert_null(recent_open("abc", "SUP"));
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
	while (at < n && memcmp(bytes + at, "10042", 6) != 0)
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
		struct recent *r;

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		r = recent_open(digest, project);

		recent_remember(r, "10042");
		if (write(ready[1], "x", 1) != 1 || read(go[0], &c, 1) < 0)
			_exit(1);
		recent_close(r);
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
		issue = recent_issue(recent_open(digest, project));
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
		T(without_a_memory_nothing_is_known),
		T(the_file_is_for_us_alone),
		T(a_file_that_others_may_use_is_not_used),
		T(a_file_of_another_user_is_not_used),
		T(what_is_no_file_of_its_own_is_not_used),
		T(junk_in_the_file_is_no_number),
		T(a_second_process_waits_until_the_first_closes),
		T(a_second_process_waits_until_the_first_dies),
		T(another_message_does_not_wait),
	};
	int failed;

	/* Before anything asks for the folder: the answer is kept. */
	if (!mkdtemp(folder))
		return 2;
	g_setenv("TMPDIR", folder, TRUE);
	file = g_strdup_printf("%s/jicket-%ld.recent", folder, (long)geteuid());
	failed = RUN(tests);
	(void)g_unlink(file);
	(void)g_rmdir(folder);
	g_free(file);
	return failed;
}
