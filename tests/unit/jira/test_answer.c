/*
 * What goes over the network, and what must not come back.
 */
#include "base/limits.h"

#include "jira/http.h"
#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* How the server answers: a head, so many letters, and no more. */
struct answer_of {
	const char *head;
	size_t letters;
};

static void
write_all(int fd, const char *text, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, text, n);

		if (done <= 0)
			_exit(0);
		text += done;
		n -= (size_t)done;
	}
}

static void
serve(int listener, const struct answer_of *a)
{
	g_autofree char *letters = g_strnfill(a->letters, 'x');
	g_autoptr(GString) request = g_string_new(NULL);
	int fd = accept(listener, NULL, NULL);
	char buf[4096];
	ssize_t n;

	while (!strstr(request->str, "\r\n\r\n") &&
	    (n = read(fd, buf, sizeof buf)) > 0)
		g_string_append_len(request, buf, n);
	write_all(fd, a->head, strlen(a->head));
	write_all(fd, letters, a->letters);
	/* The other side closes, or has all. */
	shutdown(fd, SHUT_WR);
	while (read(fd, buf, sizeof buf) > 0)
		continue;
	_exit(0);
}

/* Asks a server that answers so; as http.perform. */
static int
ask(const struct answer_of *a, struct http_response *rs, struct error *err)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	const struct http_request rq = { .method = "GET", .path = "/x" };
	g_autofree char *url = NULL;
	struct options o;
	struct http *h;
	pid_t pid;
	int rc;

	assert_int_equal(
	    bind(listener, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(listener, 1), 0);
	assert_int_equal(
	    getsockname(listener, (struct sockaddr *)&address, &size), 0);
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		serve(listener, a);
	}
	close(listener);
	url = g_strdup_printf(
	    "--url=http://127.0.0.1:%d", ntohs(address.sin_port));
	support_options(&o, url, NULL);
	h = http_new(&o, support_deadline());
	http_response_init(rs);
	rc = h->perform(h, &rq, rs, err);
	http_free(h);
	options_release(&o);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	return rc;
}

#define OK "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"

static void
an_answer_has_a_size(void **state)
{
	const struct answer_of most = { OK "\r\n", LIMIT_ANSWER_BYTES };
	const struct answer_of more = { OK "\r\n", LIMIT_ANSWER_BYTES + 1 };
	struct http_response rs;
	struct error err = { 0 };

	(void)state;
	assert_int_equal(ask(&most, &rs, &err), 0);
	assert_int_equal(rs.status, 200);
	assert_int_equal(rs.body->len, LIMIT_ANSWER_BYTES);
	http_response_release(&rs);
	assert_int_equal(ask(&more, &rs, &err), -1);
	assert_int_equal(err.failure, FAIL_NOT_JIRA);
	assert_true(rs.body->len <= LIMIT_ANSWER_BYTES);
	http_response_release(&rs);
	error_release(&err);
}

/* However far the answer gets, half of one is none. */
static void
an_answer_that_is_cut_is_none(void **state)
{
	static const char whole[] = OK "Content-Length: 5\r\n\r\nHello";
	static const gsize cuts[] = { 0, 5, sizeof whole - 6, sizeof whole - 4,
		sizeof whole - 2 };
	struct http_response rs;

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cuts); i++) {
		g_autofree char *cut = g_strndup(whole, cuts[i]);
		const struct answer_of a = { cut, 0 };
		struct error err = { 0 };

		if (ask(&a, &rs, &err) == 0)
			fail_msg("taken as whole: \"%s\"", cut);
		assert_int_equal(err.failure, FAIL_LOST);
		http_response_release(&rs);
		error_release(&err);
	}
}

/* Fields that several programs on the way may have written. */
static void
fields_of_one_name_are_all_read(void **state)
{
	const struct answer_of a = { OK "X-Seraph-LoginReason: OUT\r\n"
					"X-Seraph-LoginReason: "
					"AUTHENTICATED_FAILED\r\n\r\n",
		0 };
	struct http_response rs;
	struct error err = { 0 };

	(void)state;
	assert_int_equal(ask(&a, &rs, &err), 0);
	assert_string_equal(rs.login_reason, "OUT, AUTHENTICATED_FAILED");
	http_response_release(&rs);
}

static void
a_time_to_come_back_is_read_in_both_forms(void **state)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autoptr(GDateTime) soon = g_date_time_add_seconds(now, 900);
	g_autofree char *date =
	    g_date_time_format(soon, "%a, %d %b %Y %H:%M:%S GMT");
	const struct {
		const char *text;
		long least, most;
	} cases[] = {
		{ "17", 17, 17 },
		{ date, 800, 900 },
		{ "Fri, 01 Jan 2016 00:00:00 GMT", 0, 0 },
		{ "Fri, 01 Jan 2038 00:00:00 GMT", 0, LIMIT_RETRY_AFTER_READ },
		{ "99999999", 0, LIMIT_RETRY_AFTER_READ },
		{ "999999999999999999999999", 0, LIMIT_RETRY_AFTER_READ },
		{ "-5", 0, 0 },
		{ "soon", 0, 0 },
	};
	struct error err = { 0 };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *head = g_strdup_printf(
		    OK "Retry-After: %s\r\n\r\n", cases[i].text);
		const struct answer_of a = { head, 0 };
		struct http_response rs;

		assert_int_equal(ask(&a, &rs, &err), 0);
		if (rs.retry_after < cases[i].least ||
		    rs.retry_after > cases[i].most)
			fail_msg("%s: %ld", cases[i].text, rs.retry_after);
		http_response_release(&rs);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_has_a_size),
		cmocka_unit_test(an_answer_that_is_cut_is_none),
		cmocka_unit_test(fields_of_one_name_are_all_read),
		cmocka_unit_test(a_time_to_come_back_is_read_in_both_forms),
	};

	return RUN(tests);
}
