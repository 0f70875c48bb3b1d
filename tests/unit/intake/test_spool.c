#include "base/limits.h"
#include "intake/spool.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void
header_and_body_are_told_apart(void **state)
{
	struct spool s;

	(void)state;
	support_spool(&s, "A: 1\nB: 2\n\nbody\n", -1);
	assert_int_equal(s.start, 0);
	assert_int_equal(s.body, 11);
	assert_int_equal(s.size, 16);
	assert_string_equal(s.head->str, "A: 1\nB: 2\n\n");
	assert_int_equal(s.body_size, 5);
	assert_false(s.head_cut);
	spool_release(&s);
}

static void
an_mbox_line_is_no_part_of_the_message(void **state)
{
	struct spool s;

	(void)state;
	support_spool(&s, "From a@b Sat\nA: 1\n\nx", -1);
	assert_int_equal(s.start, 13);
	assert_int_equal(s.body, 19);
	spool_release(&s);
	support_spool(&s, "From: a@b\n\nx", -1);
	assert_int_equal(s.start, 0);
	spool_release(&s);
}

static void
a_message_without_body_ends_with_its_header(void **state)
{
	struct spool s;

	(void)state;
	support_spool(&s, "A: 1\n", -1);
	assert_int_equal(s.body, 5);
	assert_int_equal(s.body_size, 0);
	assert_string_equal(s.head->str, "A: 1\n");
	spool_release(&s);
}

/* The same message over another host, or cut into other pieces. */
static void
line_ends_do_not_change_the_digest(void **state)
{
	static const char *const same[] = { "A: 1\n\none\ntwo\n\n",
		"A: 1\r\n\r\none\r\ntwo\r\n\r\n", "B: 2\n\none\r\ntwo\n\n" };
	struct spool first, s;

	(void)state;
	support_spool(&first, same[0], -1);
	for (size_t i = 1; i < G_N_ELEMENTS(same); i++) {
		support_spool(&s, same[i], -1);
		assert_string_equal(s.digest, first.digest);
		assert_int_equal(s.body_size, first.body_size);
		spool_release(&s);
	}
	spool_release(&first);
}

static void
a_carriage_return_alone_is_content(void **state)
{
	static const char *const bodies[] = { "A: 1\n\none\n",
		"A: 1\n\no\rne\n", "A: 1\n\n\rone\n", "A: 1\n\none\r\r\n" };
	g_autoptr(GHashTable) seen =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
		struct spool s;

		support_spool(&s, bodies[i], -1);
		assert_true(g_hash_table_add(seen, g_strdup(s.digest)));
		assert_int_equal(s.body_size, i ? 5 : 4);
		spool_release(&s);
	}
}

static void
a_carriage_return_at_the_end_is_counted(void **state)
{
	struct spool s;

	(void)state;
	support_spool(&s, "A: 1\n\none\r", -1);
	assert_int_equal(s.body_size, 4);
	spool_release(&s);
}

/* Writes in pieces that end everywhere, from a pipe. */
static void
pieces_make_the_same_message(void **state)
{
	static const char mail[] =
	    "From a@b Sat\r\nA: 1\r\n\r\none\r\n\rtwo\r\r\n";
	struct error err = ERROR_INIT;
	struct spool whole;

	(void)state;
	support_spool(&whole, mail, -1);
	for (size_t cut = 1; cut < sizeof mail - 1; cut++) {
		struct spool s;
		int fds[2];
		pid_t pid;

		assert_int_equal(pipe(fds), 0);
		pid = fork();
		if (pid == 0) {
			for (size_t i = 0; i < sizeof mail - 1; i += cut)
				if (write(fds[1], mail + i,
					MIN(cut, sizeof mail - 1 - i)) < 0)
					break;
			_exit(0);
		}
		close(fds[1]);
		assert_int_equal(spool_read(&s, fds[0], G_MAXINT64,
				     &limits_default, support_deadline(), &err),
		    0);
		assert_false(s.regular);
		assert_string_equal(s.digest, whole.digest);
		assert_string_equal(s.head->str, whole.head->str);
		assert_int_equal(s.body, whole.body);
		close(fds[0]);
		spool_release(&s);
	}
	spool_release(&whole);
}

static void
nothing_is_no_message(void **state)
{
	static const char *const nothing[] = { "", "From a@b Sat\n" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(nothing); i++) {
		struct error err = ERROR_INIT;
		struct spool s;
		int fd = support_fd(nothing[i], -1);

		assert_int_equal(spool_read(&s, fd, 100, &limits_default,
				     support_deadline(), &err),
		    -1);
		assert_int_equal(err.failure, FAIL_EMPTY);
		error_release(&err);
		spool_release(&s);
		close(fd);
	}
}

static void
a_message_too_big_is_read_to_its_end(void **state)
{
	struct error err = ERROR_INIT;
	struct spool s;
	g_autofree char *big = g_strnfill(300000, 'x');
	int fd = support_fd(big, -1);

	(void)state;
	assert_int_equal(spool_read(&s, fd, 299999, &limits_default,
			     support_deadline(), &err),
	    -1);
	assert_int_equal(err.failure, FAIL_TOO_BIG);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 300000);
	assert_non_null(strstr(err.detail, "299999"));
	error_release(&err);
	spool_release(&s);

	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(spool_read(&s, fd, 300000, &limits_default,
			     support_deadline(), &err),
	    0);
	spool_release(&s);
	close(fd);
}

static void
an_endless_header_is_cut(void **state)
{
	struct spool s;
	g_autofree char *x = g_strnfill(LIMIT_HEADER_BYTES + 10, 'x');
	g_autofree char *mail = g_strdup_printf("A: %s\n\nbody", x);

	(void)state;
	support_spool(&s, mail, -1);
	assert_true(s.head_cut);
	assert_int_equal(s.size, strlen(mail));
	spool_release(&s);
}

static void
what_does_not_come_in_time_is_given_up(void **state)
{
	struct deadline over;
	struct error err = ERROR_INIT;
	struct spool s;
	int fds[2];

	(void)state;
	deadline_start(&over, 0);
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(
	    spool_read(&s, fds[0], 100, &limits_default, &over, &err), -1);
	assert_int_equal(err.failure, FAIL_DEADLINE);
	error_release(&err);
	spool_release(&s);
	close(fds[0]);
	close(fds[1]);
}

/* /dev/zero always has more to say. */
static void
input_without_end_is_given_up_at_the_deadline(void **state)
{
	struct deadline soon = { g_get_monotonic_time() + G_USEC_PER_SEC / 20 };
	struct error err = ERROR_INIT;
	struct spool s;
	int fd = open("/dev/zero", O_RDONLY);

	(void)state;
	assert_int_equal(
	    spool_read(&s, fd, 1000000, &limits_default, &soon, &err), -1);
	assert_int_equal(err.failure, FAIL_DEADLINE);
	assert_true(s.size > 0);
	error_release(&err);
	spool_release(&s);
	close(fd);
}

/*
 * Postfix counts from the first Received on, and each line as records of at
 * most 2048 bytes, with two bytes of their own or, from 128 on, three.
 */
static void
sizes_are_counted_as_postfix_counts_them(void **state)
{
	static const struct {
		int length;
		gint64 announced;
	} lines[] = {
		{ 0, 2 },
		{ 1, 3 },
		{ 126, 128 },
		{ 127, 129 },
		{ 128, 131 },
		{ 2047, 2050 },
		{ 2047, 2050 },
		/* A last record of nothing. */
		{ 2048, 2048 + 3 + 2 },
		{ 4096, 2 * (2048 + 3) + 2 },
		{ 2049, 2048 + 3 + 1 + 2 },
		{ 5000, 2048 + 3 + 2048 + 3 + 904 + 3 },
		{ 200000, 97 * 2051 + 1344 + 3 },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *line = g_strnfill((gsize)lines[i].length, 'x');
		g_autofree char *mail = g_strconcat("Return-Path: <a@b>\n"
						    "received: x\n\n",
		    line, "\n", NULL);
		/* One more than what a filter may have added. */
		gint64 announced = 13 + 2 + lines[i].announced + 512;
		struct spool s;

		support_spool(&s, mail, -1);
		spool_compare(&s, announced);
		if (s.shorter)
			fail_msg("%d", lines[i].length);
		spool_compare(&s, announced + 1);
		assert_true(s.shorter);
		spool_release(&s);
	}
}

static void
more_than_was_announced_is_no_cut(void **state)
{
	static const char *const mails[] = {
		"Return-Path: <a@b>\nReceived: x\nA: 1\n\nbody\n",
		"A: 1\n\nbody\n",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(mails); i++) {
		struct spool s;

		support_spool(&s, mails[i], -1);
		for (gint64 n = -1; n <= 1; n++)
			spool_compare(&s, n);
		assert_false(s.shorter);
		spool_release(&s);
	}
}

static struct caller caller;

/* What a pipe brings; the bytes must fit into it. */
static int
check_piped(const char *mail)
{
	struct error err = ERROR_INIT;
	struct spool s;
	int fds[2], rc;

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], mail, strlen(mail)), strlen(mail));
	close(fds[1]);
	assert_int_equal(spool_read(&s, fds[0], G_MAXINT64, &limits_default,
			     support_deadline(), &err),
	    0);
	rc = spool_check(&s, &caller, &err);
	assert_int_equal(err.failure, rc < 0 ? FAIL_CUT : FAIL_NONE);
	error_release(&err);
	spool_release(&s);
	close(fds[0]);
	return rc;
}

static void
what_came_through_a_pipe_ends_with_a_line_end(void **state)
{
	struct error err = ERROR_INIT;
	struct spool s;

	(void)state;
	assert_int_equal(check_piped("A: 1\n\nbody\n"), 0);
	assert_int_equal(check_piped("A: 1\r\n\r\nbody\r\n"), 0);
	assert_int_equal(check_piped("A: 1\n\nbody"), -1);
	assert_int_equal(check_piped("A: 1\r\n\r\nbody\r"), -1);

	/* A file is whole, whatever its last byte. */
	support_spool(&s, "A: 1\n\nbody", -1);
	assert_true(s.regular);
	assert_int_equal(spool_check(&s, &caller, &err), 0);
	spool_release(&s);
}

/* A mail without a body may end so; a header that was cut lacks something. */
static void
a_header_without_end_has_what_every_mail_has(void **state)
{
	static const char *const fields[] = { "From: a@b", "Date: now",
		"Message-ID: <a@b>", "Subject: x" };

	(void)state;
	for (size_t without = 0; without <= G_N_ELEMENTS(fields); without++) {
		g_autoptr(GString) lf = g_string_new("Received: x\n");
		g_autoptr(GString) crlf = g_string_new("Received: x\r\n");
		int want = without < G_N_ELEMENTS(fields) ? -1 : 0;

		for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
			if (i == without)
				continue;
			g_string_append_printf(lf, "%s\n", fields[i]);
			g_string_append_printf(crlf, "%s\r\n", fields[i]);
		}
		assert_int_equal(check_piped(lf->str), want);
		assert_int_equal(check_piped(crlf->str), want);
	}
	assert_int_equal(check_piped("From: a@b\n\n"), 0);
	assert_int_equal(check_piped("From: a@b\r\n\r\n"), 0);
	/* Not a header at all. */
	assert_int_equal(check_piped("hello\n"), 0);
}

static gint64
boundaries_of(const char *mail, gsize n)
{
	struct spool s;
	gint64 count;

	support_spool(&s, mail, (gssize)n);
	count = s.boundaries;
	spool_release(&s);
	return count;
}

static void
lines_that_begin_like_a_boundary_are_counted(void **state)
{
	static const struct {
		const char *mail;
		int count;
	} cases[] = {
		{ "A: 1\n\n", 0 },
		{ "A: 1\n\n--", 1 },
		{ "A: 1\n\n--a\n--b\n--a--\n", 3 },
		{ "A: 1\r\n\r\n--a\r\n--b\r\n", 2 },
		{ "A: 1\n\n-\n-a\n --a\na--\n---\n-", 1 },
		{ "--A: 1\n--\n\n--a\n", 1 },
		{ "A: 1\n\n------\n\n\n--\n", 2 },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_int_equal(
		    boundaries_of(cases[i].mail, strlen(cases[i].mail)),
		    cases[i].count);
}

/* A read ends at each place of a boundary once. */
static void
boundaries_are_counted_over_the_ends_of_reads(void **state)
{
	(void)state;
	for (int before = -6; before <= 6; before++) {
		g_autoptr(GString) mail = g_string_new("A: 1\n\n");

		while (mail->len < (gsize)(LIMIT_READ_CHUNK + before) - 1)
			g_string_append_c(mail, 'x');
		g_string_append(mail, "\n--a\nx--\n-\n--b\n");
		assert_int_equal(boundaries_of(mail->str, mail->len), 2);
	}
}

static char *
prefix_of(const char *mail, gint64 size)
{
	struct spool s;
	char *hex;

	support_spool(&s, mail, -1);
	hex = spool_prefix_digest(&s, size);
	spool_release(&s);
	return hex;
}

/* The digest of the start is the one that the shorter delivery had. */
static void
the_start_of_a_body_has_the_digest_of_what_was_cut(void **state)
{
	static const char lf[] = "A: 1\n\none\ntwo\r\rthree\n\nfour\r\n";
	static const char crlf[] =
	    "B: 2\r\n\r\none\r\ntwo\r\rthree\r\n\r\nfour\r\n";

	(void)state;
	for (size_t n = 0; n <= strlen(lf) - 6; n++) {
		g_autofree char *mail = g_strndup(lf, 6 + n);
		g_autofree char *a = NULL, *b = NULL;
		struct spool s;

		/* A CR that was cut from its LF was counted as content. */
		if (n == strlen(lf) - 7)
			continue;
		support_spool(&s, mail, -1);
		a = prefix_of(lf, s.body_size);
		b = prefix_of(crlf, s.body_size);
		assert_string_equal(a, s.digest);
		assert_string_equal(b, s.digest);
		spool_release(&s);
	}
}

static void
a_body_has_no_start_that_is_longer_than_it(void **state)
{
	g_autofree char *whole = prefix_of("A: 1\n\none\r\n", 4);

	(void)state;
	assert_non_null(whole);
	assert_null(prefix_of("A: 1\n\none\r\n", 5));
	assert_null(prefix_of("A: 1\n\n", 1));
}

static void
a_long_body_has_the_digest_of_its_start(void **state)
{
	g_autoptr(GString) mail = g_string_new("A: 1\r\n\r\n");
	g_autofree char *start = NULL;
	struct spool s;

	(void)state;
	for (int i = 0; i < 40000; i++)
		g_string_append(mail, "line\r\n");
	support_spool(&s, mail->str, (gssize)mail->len);
	start = prefix_of(mail->str, 100000);
	assert_int_equal(s.body_size, 200000);
	spool_release(&s);
	g_string_truncate(mail, 8 + 20000 * 6);
	support_spool(&s, mail->str, (gssize)mail->len);
	assert_string_equal(start, s.digest);
	spool_release(&s);
}

static void
a_sender_that_went_away_is_noticed(void **state)
{
	const struct caller gone = { 0, getppid() + 1 };
	struct error err = ERROR_INIT;
	struct spool s;

	(void)state;
	support_spool(&s, "A: 1\n\nx", -1);
	assert_int_equal(spool_check(&s, &gone, &err), -1);
	assert_int_equal(err.failure, FAIL_CUT);
	error_release(&err);
	spool_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(header_and_body_are_told_apart),
		cmocka_unit_test(an_mbox_line_is_no_part_of_the_message),
		cmocka_unit_test(a_message_without_body_ends_with_its_header),
		cmocka_unit_test(line_ends_do_not_change_the_digest),
		cmocka_unit_test(a_carriage_return_alone_is_content),
		cmocka_unit_test(a_carriage_return_at_the_end_is_counted),
		cmocka_unit_test(pieces_make_the_same_message),
		cmocka_unit_test(nothing_is_no_message),
		cmocka_unit_test(a_message_too_big_is_read_to_its_end),
		cmocka_unit_test(an_endless_header_is_cut),
		cmocka_unit_test(what_does_not_come_in_time_is_given_up),
		cmocka_unit_test(input_without_end_is_given_up_at_the_deadline),
		cmocka_unit_test(sizes_are_counted_as_postfix_counts_them),
		cmocka_unit_test(more_than_was_announced_is_no_cut),
		cmocka_unit_test(what_came_through_a_pipe_ends_with_a_line_end),
		cmocka_unit_test(a_header_without_end_has_what_every_mail_has),
		cmocka_unit_test(lines_that_begin_like_a_boundary_are_counted),
		cmocka_unit_test(boundaries_are_counted_over_the_ends_of_reads),
		cmocka_unit_test(
		    the_start_of_a_body_has_the_digest_of_what_was_cut),
		cmocka_unit_test(a_body_has_no_start_that_is_longer_than_it),
		cmocka_unit_test(a_long_body_has_the_digest_of_its_start),
		cmocka_unit_test(a_sender_that_went_away_is_noticed),
	};

	caller_init(&caller);
	return RUN(tests);
}
