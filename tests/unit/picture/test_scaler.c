/*
 * The programs here are shell scripts that do well, or badly; what the real
 * one makes of pictures is seen in tests/delivery.
 */
#include "picture/scaler.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHELL "#!/bin/sh\nexec 2>/dev/null\n"
/* A PNG, as far as anybody looks: 16 x 12, 256 x 12 and 16 x 256 pixels. */
#define PNG   "\\211PNG\\r\\n\\032\\n\\0\\0\\0\\015IHDR"
#define SMALL "printf '" PNG "\\0\\0\\0\\020\\0\\0\\0\\014smaller'"
#define WIDE  "printf '" PNG "\\0\\0\\001\\0\\0\\0\\0\\014smaller'"
#define HIGH  "printf '" PNG "\\0\\0\\0\\020\\0\\0\\001\\0smaller'"
#define JPEG \
	"printf '\\377\\330\\377\\300\\0\\013\\010\\0\\014\\0\\020 a much smaller picture'"

struct fixture {
	char *folder, *program;
	struct scaler scaler;
	struct attachment *picture;
	char before[65];
};

static int
setup(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);
	g_autofree char *bytes = g_strnfill(3000, 'x');

	f->folder = g_dir_make_tmp("jicket-test-XXXXXX", NULL);
	assert_non_null(f->folder);
	f->program = g_build_filename(f->folder, "scale", NULL);
	scaler_init(&f->scaler, f->program, (struct pixels){ 160, 120 },
	    support_deadline());
	f->picture = support_png("photo-1234.png", 4000, 3000, bytes);
	g_strlcpy(f->before, attachment_digest(f->picture), sizeof f->before);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	attachment_free(f->picture);
	(void)g_unlink(f->program);
	(void)g_rmdir(f->folder);
	g_free(f->program);
	g_free(f->folder);
	g_free(f);
	return 0;
}

static void
shrink_by(struct fixture *f, const char *script)
{
	g_autofree char *text = g_strconcat(SHELL, script, "\n", NULL);

	assert_true(g_file_set_contents_full(
	    f->program, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0700, NULL));
	scaler_shrink(&f->scaler, f->picture);
}

static gboolean
is_as_it_was(struct fixture *f)
{
	struct attachment *a = f->picture;

	/* Whatever was read of it, it begins at its start. */
	return attachment_measure(a, TRUE) == 0 && a->size > 3000 &&
	    strcmp(a->sha256, f->before) == 0;
}

static void
assert_no_child(void)
{
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

static void
a_picture_becomes_what_the_program_makes_of_it(void **state)
{
	struct fixture *f = *state;
	char buf[64];

	shrink_by(f, SMALL);
	assert_int_equal(f->picture->size, 31);
	assert_int_equal(
	    f->picture->read(f->picture->source, buf, sizeof buf), 31);
	assert_memory_equal(buf + 24, "smaller", 7);
	assert_string_equal(f->picture->name, "photo-1234.png");
	assert_string_equal(f->picture->type, "image/png");
	assert_string_not_equal(attachment_digest(f->picture), f->before);
	assert_no_child();
}

static void
the_program_is_told_what_to_do(void **state)
{
	struct fixture *f = *state;

	shrink_by(f, "[ \"$*\" = 'image/png 160 120' ] && " SMALL);
	assert_false(is_as_it_was(f));
}

static void
the_program_gets_the_picture(void **state)
{
	struct fixture *f = *state;

	/* As much as went in comes out, were it not for its beginning. */
	shrink_by(f, SMALL "; tail -c 1000");
	assert_int_equal(f->picture->size, 1031);
}

static void
the_program_has_two_files_and_no_environment(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(setenv("JICKET_JIRA_PASS", "secret", 1), 0);
	assert_int_equal(dup2(STDOUT_FILENO, 7), 7);
	shrink_by(f,
	    "[ -z \"$JICKET_JIRA_PASS\" ] || exit 1\n"
	    "{ echo >&7; } && exit 1\n" SMALL);
	unsetenv("JICKET_JIRA_PASS");
	close(7);
	assert_false(is_as_it_was(f));
}

static void
the_program_has_limits(void **state)
{
	struct fixture *f = *state;

	shrink_by(f,
#ifndef __SANITIZE_ADDRESS__
	    "[ $(ulimit -v) = 524288 ] || exit 1\n"
#endif
	    "[ $(ulimit -t) = 10 ] && [ $(ulimit -Ht) = 10 ] || exit 1\n"
	    /* Blocks of 512 bytes. */
	    "[ $(ulimit -f) = 5 ] || exit 1\n" SMALL);
	assert_false(is_as_it_was(f));
}

static void
a_failure_leaves_the_picture_as_it_is(void **state)
{
	static const char *const scripts[] = {
		"exit 1",
		"exit 2",
		"exit 3",
		"exit 4",
		"exit 127",
		SMALL "; exit 1",
		SMALL "; kill -9 $$",
		"kill -ABRT $$",
		/* What it makes is no use. */
		"exit 0",
		"echo no picture",
		"cat",
		/* No smaller. */
		SMALL "; tail -c +32",
		SMALL "; head -c 100000 /dev/zero",
		WIDE,
		HIGH,
		JPEG,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
		shrink_by(*state, scripts[i]);
		if (!is_as_it_was(*state))
			fail_msg("%s", scripts[i]);
		assert_no_child();
	}
}

static void
a_program_that_is_not_there_is_no_failure(void **state)
{
	struct fixture *f = *state;

	scaler_shrink(&f->scaler, f->picture);
	assert_true(is_as_it_was(f));
	assert_true(g_file_set_contents_full(f->program, SHELL SMALL, -1,
	    G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
	scaler_shrink(&f->scaler, f->picture);
	assert_true(is_as_it_was(f));
	f->scaler.program = f->folder;
	scaler_shrink(&f->scaler, f->picture);
	assert_true(is_as_it_was(f));
	assert_no_child();
}

/* No size on one side: only the other counts. */
static void
a_side_may_be_without_limit(void **state)
{
	struct fixture *f = *state;

	f->scaler.max.width = 0;
	shrink_by(f, HIGH);
	assert_true(is_as_it_was(f));
	shrink_by(f, WIDE);
	assert_false(is_as_it_was(f));
}

static void
a_program_that_hangs_is_ended(void **state)
{
	struct fixture *f = *state;
	gint64 begin = g_get_monotonic_time();

	f->scaler.left = G_USEC_PER_SEC / 5;
	shrink_by(f, SMALL "; exec sleep 100");
	assert_true(g_get_monotonic_time() - begin < 10 * G_USEC_PER_SEC);
	assert_true(is_as_it_was(f));
	assert_no_child();
	/* The time was for all of the mail. */
	assert_true(f->scaler.left <= 0);
	shrink_by(f, SMALL);
	assert_true(is_as_it_was(f));
}

static void
scaling_takes_a_part_of_the_time_at_most(void **state)
{
	struct deadline deadline;
	struct scaler s;

	(void)state;
	deadline_start(&deadline, 180);
	scaler_init(&s, NULL, (struct pixels){ 1, 1 }, &deadline);
	assert_int_equal(s.left, 20 * G_USEC_PER_SEC);
	assert_string_equal(strrchr(s.program, '/'), "/jicket-scale");
	deadline_start(&deadline, 4);
	scaler_init(&s, "other", (struct pixels){ 1, 1 }, &deadline);
	assert_true(s.left <= G_USEC_PER_SEC && s.left > 0);
	assert_string_equal(s.program, "other");
}

static void
a_picture_keeps_its_format(void **state)
{
	(void)state;
	assert_true(scaler_takes("image/png"));
	assert_true(scaler_takes("image/jpeg"));
	/* They are seldom large, and what is read here cannot be written. */
	assert_false(scaler_takes("image/gif"));
	assert_false(scaler_takes("image/webp"));
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_picture_becomes_what_the_program_makes_of_it),
		T(the_program_is_told_what_to_do),
		T(the_program_gets_the_picture),
		T(the_program_has_two_files_and_no_environment),
		T(the_program_has_limits),
		T(a_failure_leaves_the_picture_as_it_is),
		T(a_program_that_is_not_there_is_no_failure),
		T(a_side_may_be_without_limit),
		T(a_program_that_hangs_is_ended),
		cmocka_unit_test(scaling_takes_a_part_of_the_time_at_most),
		cmocka_unit_test(a_picture_keeps_its_format),
	};

	return RUN(tests);
}
