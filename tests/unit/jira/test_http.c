#include "jira/http.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/*
 * A server in a thread of its own.  It is told what becomes of each request
 * by one letter: 'a' is answered, 'l' is read to its end and then lost with
 * the connection, 'r' likewise by a reset.
 */
struct server {
	int fd;
	int port;
	const char *script;
	guint connections;
	GString *seen; /* the method's first letter of each request */
	GString *all;  /* what came */
	GThread *thread;
};

/* Reads a request and what follows its header; FALSE at the end. */
static gboolean
read_request(int fd, GString *request)
{
	const char *end, *field;
	char buf[4096];
	ssize_t n;

	g_string_truncate(request, 0);
	for (;;) {
		end = strstr(request->str, "\r\n\r\n");
		field = strstr(request->str, "Content-Length: ");
		if (end &&
		    request->str + request->len - (end + 4) >=
			(field ? strtol(field + 16, NULL, 10) : 0))
			return TRUE;
		n = read(fd, buf, sizeof(buf));
		if (n <= 0)
			return FALSE;
		g_string_append_len(request, buf, n);
	}
}

/* Serves one connection, until it ends. */
static void
serve(struct server *s, int fd)
{
	static const char answer[] =
	    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	    "Set-Cookie: node=7; Path=/\r\n"
	    "Content-Length: 2\r\n\r\n{}";
	const struct linger reset = { .l_onoff = 1, .l_linger = 0 };
	GString *request = g_string_new(NULL);
	char what;

	while (*s->script && read_request(fd, request)) {
		g_string_append_c(s->seen, *request->str);
		g_string_append_len(s->all, request->str, (gssize)request->len);
		what = *s->script++;
		if (what == 'r')
			setsockopt(
			    fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
		if (what != 'a' || write(fd, answer, sizeof(answer) - 1) < 0)
			break;
	}
	g_string_free(request, TRUE);
	close(fd);
}

static void *
run_server(void *arg)
{
	struct server *s = arg;
	int fd;

	while (*s->script && (fd = accept(s->fd, NULL, NULL)) >= 0) {
		s->connections++;
		serve(s, fd);
	}
	return NULL;
}

static void
server_start(struct server *s, const char *script)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof(at);

	*s = (struct server){ .script = script,
		.seen = g_string_new(NULL),
		.all = g_string_new(NULL) };
	s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(s->fd, (struct sockaddr *)&at, size), 0);
	assert_int_equal(listen(s->fd, 16), 0);
	assert_int_equal(getsockname(s->fd, (struct sockaddr *)&at, &size), 0);
	s->port = ntohs(at.sin_port);
	s->thread = g_thread_new("server", run_server, s);
}

/* Wakes it up if it waits for more, and compares what it has seen. */
static void
server_end(struct server *s, const char *seen)
{
	shutdown(s->fd, SHUT_RDWR);
	g_thread_join(s->thread);
	close(s->fd);
	g_string_free(s->all, TRUE);
	assert_text(g_string_free(s->seen, FALSE), seen);
}

/* Where the tests ask. */
struct client {
	struct options options;
	struct attachment *file;
	struct http *http;
};

static void
client_init(struct client *c, int port)
{
	g_autofree char *url = g_strdup_printf("http://127.0.0.1:%d", port);

	support_options(&c->options, "--jiraurl", url, NULL);
	c->file = support_file("a.txt", "text/plain", "some text", -1);
	c->http = http_new(&c->options, support_deadline());
}

static void
client_release(struct client *c)
{
	http_free(c->http);
	attachment_free(c->file);
	options_release(&c->options);
}

/* 'g': GET, 'p': POST, 'u': upload. */
static void
ask(struct client *c, char what, enum failure want)
{
	struct http_request rq = { .method = what == 'g' ? "GET" : "POST",
		.path = "/x",
		.body = what == 'p' ? "{\"a\":\"b\"}" : NULL,
		.upload = what == 'u' ? c->file : NULL,
		.upload_name = "a.txt" };
	struct http_response rs;
	struct error err = { 0 };

	http_response_init(&rs);
	assert_int_equal(c->http->perform(c->http, &rq, &rs, &err),
	    want == FAIL_NONE ? 0 : -1);
	assert_int_equal(err.failure, want);
	if (want == FAIL_NONE) {
		assert_int_equal(rs.status, 200);
		assert_string_equal(rs.body->str, "{}");
	}
	http_response_release(&rs);
	error_release(&err);
}

static void
a_connection_is_kept(void **state)
{
	struct server s;
	struct client c;

	(void)state;
	server_start(&s, "aaaa");
	client_init(&c, s.port);
	ask(&c, 'g', FAIL_NONE);
	ask(&c, 'p', FAIL_NONE);
	ask(&c, 'u', FAIL_NONE);
	ask(&c, 'g', FAIL_NONE);
	client_release(&c);
	server_end(&s, "GPPG");
	assert_int_equal(s.connections, 1);
}

/* What is lost, on a connection of its own or a kept one, and what follows. */
static void
check_lost(gboolean kept, char end, char lost, char next)
{
	const char script[] = { 'a', end, 'a', '\0' };
	const char seen[] = { 'G', 'P', next == 'g' ? 'G' : 'P', '\0' };
	struct server s;
	struct client c;

	server_start(&s, script + !kept);
	client_init(&c, s.port);
	if (kept)
		ask(&c, 'g', FAIL_NONE);
	ask(&c, lost, FAIL_LOST);
	ask(&c, next, FAIL_NONE);
	client_release(&c);
	server_end(&s, seen + !kept);
}

/*
 * A request that was lost is not sent again, and the next one, which looks
 * what became of it, is answered.
 */
static void
a_lost_request_leaves_nothing_to_the_next(void **state)
{
	static const char ends[] = "lr", lost[] = "pu", next[] = "gpu";

	(void)state;
	for (const char *e = ends; *e; e++)
		for (const char *l = lost; *l; l++)
			for (const char *n = next; *n; n++) {
				check_lost(FALSE, *e, *l, *n);
				check_lost(TRUE, *e, *l, *n);
			}
}

/* A load balancer knows its node by it. */
static void
a_cookie_is_kept_for_the_next_request(void **state)
{
	struct server s;
	struct client c;

	(void)state;
	server_start(&s, "aa");
	client_init(&c, s.port);
	ask(&c, 'g', FAIL_NONE);
	assert_null(strstr(s.all->str, "Cookie: "));
	ask(&c, 'p', FAIL_NONE);
	assert_non_null(strstr(s.all->str, "Cookie: node=7\r\n"));
	client_release(&c);
	server_end(&s, "GP");
}

static void
check_upload(const char *type, const char *name, const char *want)
{
	struct http_request rq = {
		.method = "POST", .path = "/x", .upload_name = name
	};
	struct http_response rs;
	struct error err = { 0 };
	struct server s;
	struct client c;
	const char *header;

	server_start(&s, "a");
	client_init(&c, s.port);
	g_free(c.file->type);
	c.file->type = g_strdup(type);
	rq.upload = c.file;
	http_response_init(&rs);
	assert_int_equal(c.http->perform(c.http, &rq, &rs, &err), 0);
	http_response_release(&rs);
	header = strstr(s.all->str, "Content-Disposition: form-data;");
	assert_non_null(header);
	if (!strstr(header, want))
		fail_msg("%s", header);
	assert_null(strstr(s.all->str, "X-Evil:"));
	client_release(&c);
	server_end(&s, "P");
}

/* Whatever a mail calls its files, it writes no header of ours. */
static void
no_value_of_a_mail_ends_a_header(void **state)
{
	static const char other[] =
	    "Content-Type: application/octet-stream\r\n\r\nsome text\r\n";

	(void)state;
	check_upload("text/html\r\nX-Evil: yes\r\n\r\n-inj", "a", other);
	check_upload("text/html\nX-Evil: yes", "a", other);
	check_upload("text/plain; x=\"\r\nX-Evil: y\"", "a", other);
	check_upload("text", "a", other);
	check_upload("te xt/html", "a", other);
	check_upload("", "a", other);
	check_upload("text/pl\xc3\xa4in", "a", other);
	check_upload("text/plain; charset=utf-8", "a",
	    "Content-Type: text/plain; charset=utf-8\r\n\r\nsome text\r\n");
	check_upload("image/svg+xml", "a", "Content-Type: image/svg+xml\r\n");
	check_upload("a/b", "x\r\nX-Evil: yes", "filename=\"x__X-Evil__yes\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_connection_is_kept),
		cmocka_unit_test(a_cookie_is_kept_for_the_next_request),
		cmocka_unit_test(no_value_of_a_mail_ends_a_header),
		cmocka_unit_test(a_lost_request_leaves_nothing_to_the_next),
	};

	return RUN(tests);
}
