/*
 * One program opens its log once, and so does this test.
 */
#include "base/log.h"

#include "tests/unit/test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *file;

static int
open_log(void **state)
{
	int fd;

	(void)state;
	file = g_build_filename(g_get_tmp_dir(), "jicket-log.XXXXXX", NULL);
	fd = g_mkstemp(file);
	assert_true(fd >= 0);
	close(fd);
	/* Lines from before it is open are kept. */
	log_info("ear\nly");
	log_debug("nobody asked for this");
	log_open(file, FALSE);
	return 0;
}

static int
remove_log(void **state)
{
	(void)state;
	unlink(file);
	g_free(file);
	return 0;
}

/* The lines since the last call, without their stamps; to be freed. */
static char *
lines(void)
{
	static gsize from;
	g_autofree char *text = NULL;
	GString *out = g_string_new(NULL);
	gsize n;

	assert_true(g_file_get_contents(file, &text, &n, NULL));
	for (char *p = text + from; *p;) {
		const char *begin = strstr(p, "]: ");
		char *end = strchr(p, '\n');

		assert_true(begin && begin < end);
		g_string_append_len(out, begin + 3, end - begin - 2);
		p = end + 1;
	}
	from = n;
	return g_string_free(out, FALSE);
}

static void
early_lines_are_kept(void **state)
{
	(void)state;
	assert_text(lines(), "ear ly\n");
}

/* What Jira or a mail says can make no lines, and command no terminal. */
static void
a_line_is_one_line(void **state)
{
	(void)state;
	log_warning("%s",
	    "a!\nb\rc\td\x1b[31m\x7f"
	    "e\x1f \xc3\xbc~");
	assert_text(lines(), "a! b c d [31m e  \xc3\xbc~\n");
	log_debug("nobody asked for this");
	assert_text(lines(), "");
}

static void
a_line_goes_out_at_once_or_not_at_all(void **state)
{
	g_autofree char *most = g_strnfill(4096, 'x');
	g_autofree char *more = g_strnfill(5000, 'x');
	char buf[6000];
	int ends[2];

	(void)state;
	assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
	log_say(ends[1], most);
	assert_int_equal(read(ends[0], buf, sizeof buf), 4096);
	log_say(ends[1], more);
	assert_int_equal(read(ends[0], buf, sizeof buf), 4096);
	/* A full pipe is left after a while. */
	while (write(ends[1], buf, 4096) > 0)
		continue;
	log_say(ends[1], most);
	close(ends[0]);
	close(ends[1]);
	log_say(-1, "nowhere");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(early_lines_are_kept),
		cmocka_unit_test(a_line_is_one_line),
		cmocka_unit_test(a_line_goes_out_at_once_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, open_log, remove_log);
}
