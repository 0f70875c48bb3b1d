#include "tests/unit/support.h"

#include "base/json.h"
#include "jira/sieve.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/unit/test.h"

static void
load_options(struct options *o, va_list ap)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
	char *env[] = { NULL };
	struct error err = ERROR_INIT;
	const char *arg;

	g_ptr_array_add(argv, g_strdup("jicket"));
	g_ptr_array_add(argv, g_strdup("--config=/dev/null"));
	g_ptr_array_add(argv, g_strdup("--jiraproject=SUP"));
	while ((arg = va_arg(ap, const char *)) != NULL)
		g_ptr_array_add(argv, g_strdup(arg));
	g_ptr_array_add(argv, NULL);
	if (options_load(
		o, (int)argv->len - 1, (char **)argv->pdata, env, &err) < 0)
		fail_msg("%s", err.detail);
}

void
support_options(struct options *o, ...)
{
	va_list ap;

	va_start(ap, o);
	load_options(o, ap);
	va_end(ap);
}

int
support_fd(const char *bytes, gssize n)
{
	size_t size = n < 0 ? strlen(bytes) : (size_t)n;
	FILE *file = tmpfile();
	int fd;

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fflush(file), 0);
	fd = dup(fileno(file));
	fclose(file);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

void
support_spool(struct spool *s, const char *bytes, gssize n)
{
	struct error err = ERROR_INIT;
	int fd = support_fd(bytes, n);

	if (spool_read(s, fd, G_MAXINT64, &limits_default, support_deadline(),
		&err) < 0)
		fail_msg("%s", err.detail);
	close(fd);
}

const struct deadline *
support_deadline(void)
{
	static struct deadline deadline;

	deadline_start(&deadline, 60);
	return &deadline;
}

static void
request_free(gpointer p)
{
	struct request *r = p;

	g_free(r->method);
	g_free(r->path);
	g_free(r->body);
	g_free(r->upload_name);
	if (r->upload)
		g_string_free(r->upload, TRUE);
	g_free(r);
}

static void
answer_free(gpointer p)
{
	struct answer *a = p;

	g_free((char *)(gintptr)a->body);
	g_free((char *)(gintptr)a->type);
	g_free((char *)(gintptr)a->login_reason);
	g_free((char *)(gintptr)a->denied_reason);
	g_free((char *)(gintptr)a->user);
	g_free(a);
}

struct route {
	char *begin, *body;
	long status;
};

static void
route_free(gpointer p)
{
	struct route *r = p;

	g_free(r->begin);
	g_free(r->body);
	g_free(r);
}

void
fake_route(
    struct fake_http *f, const char *begin, long status, const char *body)
{
	struct route *r = g_new0(struct route, 1);

	r->begin = g_strdup(begin);
	r->body = g_strdup(body);
	r->status = status;
	g_ptr_array_add(f->routes, r);
}

static const struct route *
find_route(const struct fake_http *f, const struct http_request *rq)
{
	g_autofree char *line = g_strconcat(rq->method, " ", rq->path, NULL);

	for (guint i = f->routes->len; i > 0; i--) {
		const struct route *r = g_ptr_array_index(f->routes, i - 1);

		if (g_str_has_prefix(line, r->begin))
			return r;
	}
	fail_msg("unexpected request: %s", line);
	return NULL;
}

guint
fake_count(const struct fake_http *f, const char *begin)
{
	guint n = 0;

	for (guint i = 0; i < f->requests->len; i++) {
		const struct request *r = g_ptr_array_index(f->requests, i);
		g_autofree char *line =
		    g_strconcat(r->method, " ", r->path, NULL);

		n += g_str_has_prefix(line, begin);
	}
	return n;
}

static void
record(struct fake_http *f, const struct http_request *rq)
{
	struct request *r = g_new0(struct request, 1);
	char buf[1000];
	ssize_t n;

	r->method = g_strdup(rq->method);
	r->path = g_strdup(rq->path);
	r->body = g_strdup(rq->body);
	r->upload_name = g_strdup(rq->upload_name);
	if (rq->upload) {
		r->upload = g_string_new(NULL);
		assert_int_equal(rq->upload->rewind(rq->upload->source), 0);
		while ((n = rq->upload->read(
			    rq->upload->source, buf, sizeof buf)) > 0)
			g_string_append_len(r->upload, buf, n);
	}
	g_ptr_array_add(f->requests, r);
}

/* As the real one: the answer goes to the one or the other. */
static void
give_body(
    const struct http_request *rq, struct http_response *rs, const char *body)
{
	if (rq->digest && rs->status == 200) {
		g_checksum_update(rq->digest, (const guchar *)body, -1);
		rs->digested = (gint64)strlen(body);
	} else if (rq->without) {
		struct sieve sieve = { .without = rq->without };

		g_string_truncate(rs->body, 0);
		sieve_add(&sieve, rs->body, body, strlen(body));
	} else {
		g_string_assign(rs->body, body);
	}
}

static int
fake_perform(struct http *h, const struct http_request *rq,
    struct http_response *rs, struct error *err)
{
	struct fake_http *f = (struct fake_http *)h;
	struct answer *a = g_queue_pop_head(&f->answers);
	int rc = 0;

	record(f, rq);
	if (!a) {
		const struct route *r = find_route(f, rq);

		rs->status = r->status;
		give_body(rq, rs, r->body);
		g_free(rs->type);
		rs->type = g_strdup("application/json");
		return 0;
	}
	if (a->failure != FAIL_NONE) {
		rc = error_set(err, a->failure, "as the test wants it");
	} else {
		rs->status = a->status;
		give_body(rq, rs, a->body ? a->body : "");
		g_free(rs->type);
		rs->type = g_strdup(
		    a->type ? a->type : "application/json;charset=UTF-8");
		rs->login_reason = g_strdup(a->login_reason);
		rs->denied_reason = g_strdup(a->denied_reason);
		rs->user = g_strdup(a->user);
		rs->retry_after = a->retry_after;
	}
	answer_free(a);
	return rc;
}

void
fake_init(struct fake_http *f)
{
	*f = (struct fake_http){ .http = { .perform = fake_perform } };
	f->requests = g_ptr_array_new_with_free_func(request_free);
	f->routes = g_ptr_array_new_with_free_func(route_free);
	g_queue_init(&f->answers);
}

void
fake_release(struct fake_http *f)
{
	g_ptr_array_unref(f->requests);
	g_ptr_array_unref(f->routes);
	g_queue_clear_full(&f->answers, answer_free);
}

void
fake_answer(struct fake_http *f, struct answer a)
{
	struct answer *copy = g_new(struct answer, 1);

	*copy = a;
	copy->body = g_strdup(a.body);
	copy->type = g_strdup(a.type);
	copy->login_reason = g_strdup(a.login_reason);
	copy->denied_reason = g_strdup(a.denied_reason);
	copy->user = g_strdup(a.user);
	g_queue_push_tail(&f->answers, copy);
}

void
fake_json(struct fake_http *f, long status, const char *body)
{
	fake_answer(f, (struct answer){ .status = status, .body = body });
}

const struct request *
fake_request(const struct fake_http *f, guint n)
{
	if (n >= f->requests->len)
		fail_msg("there was no request %u", n);
	return g_ptr_array_index(f->requests, n);
}

gboolean
fake_is_done(const struct fake_http *f)
{
	return f->answers.length == 0;
}

void
filing_begin(struct filing *f, const char *mail, ...)
{
	va_list ap;

	*f = (struct filing){ 0 };
	va_start(ap, mail);
	load_options(&f->options, ap);
	va_end(ap);
	support_spool(&f->spool, mail, -1);
	f->ids = ticket_ids_new(&f->options);
	f->message =
	    message_read(&f->spool, f->options.body_order == BODY_PLAIN_FIRST);
	f->verdict = classify(f->message, f->ids, &f->options, NULL);
	fake_init(&f->http);
	jira_init(
	    &f->jira, &f->http.http, support_deadline(), FLAVOUR_DATACENTER);
}

void
filing_end(struct filing *f)
{
	assert_true(fake_is_done(&f->http));
	facts_release(&f->facts);
	fake_release(&f->http);
	verdict_free(f->verdict);
	message_free(f->message);
	ticket_ids_free(f->ids);
	spool_release(&f->spool);
	options_release(&f->options);
	error_release(&f->err);
}

static const char * or (const char *text, const char *otherwise)
{
	return text ? text : otherwise;
}

/* The same mark as issues have it: an object by name. */
static void
add_mark(cJSON *issue, const struct mark *m)
{
	cJSON *list, *value, *object;

	mark_add(issue, m);
	list = cJSON_DetachItemFromObject(issue, "properties");
	value =
	    cJSON_DetachItemFromObject(cJSON_GetArrayItem(list, 0), "value");
	cJSON_Delete(list);
	object = cJSON_AddObjectToObject(issue, "properties");
	cJSON_AddItemToObject(object, JIRA_PROPERTY, value);
}

static cJSON *
seed_json(const struct seed *s)
{
	g_autofree char *text = g_strdup_printf(
	    "{\"id\":\"%s\",\"key\":\"%s\",\"fields\":{\"summary\":\"%s\","
	    "\"project\":{\"key\":\"%s\"},\"created\":\"%s\",\"labels\":[%s%s%s],"
	    "\"status\":{\"statusCategory\":{\"key\":\"%s\"}}%s%s%s%s%s}}",
	    or (s->id, "10042"), or (s->key, "SUP-42"), or (s->summary, "s"),
	    or (s->project, "SUP"), or (s->created, SEED_CREATED),
	    s->label ? "\"" : "", or (s->label, ""), s->label ? "\"" : "",
	    s->closed ? "done" : "new",
	    s->closed ? ",\"resolutiondate\":\"" : "", or (s->closed, ""),
	    s->closed ? "\"" : "", s->extra ? "," : "", or (s->extra, ""));
	cJSON *root = json_parse(text, strlen(text));

	if (!root)
		fail_msg("not JSON: %s", text);
	if (s->mark.digest)
		add_mark(root, &s->mark);
	return root;
}

char *
seed_issue(const struct seed *s)
{
	g_autoptr(cJSON) root = seed_json(s);

	return json_print(root);
}

char *
seed_hits(const struct seed *s, guint n)
{
	g_autoptr(cJSON) root = cJSON_CreateObject();
	cJSON *list = cJSON_AddArrayToObject(root, "issues");

	for (guint i = 0; i < n; i++)
		cJSON_AddItemToArray(list, seed_json(&s[i]));
	return json_print(root);
}

char *
seed_comments(const struct comment *c, guint n, guint total)
{
	g_autoptr(cJSON) root = cJSON_CreateObject();
	cJSON *list = cJSON_AddArrayToObject(root, "comments");

	cJSON_AddNumberToObject(root, "total", total);
	for (guint i = 0; i < n; i++) {
		cJSON *comment = cJSON_CreateObject();

		cJSON_AddStringToObject(comment, "id", "1");
		cJSON_AddStringToObject(
		    comment, "created", or (c[i].created, SEED_CREATED));
		if (c[i].mark.digest)
			mark_add(comment, &c[i].mark);
		else
			cJSON_AddArrayToObject(comment, "properties");
		cJSON_AddItemToArray(list, comment);
	}
	return json_print(root);
}

/*
 * GLib's clock, in its place: a program's own function is taken before one
 * of a library.
 */
static gboolean clock_is_fake;
static gint64 clock_ahead, slept;

gint64
g_get_monotonic_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000 +
	    clock_ahead;
}

gint64
g_get_real_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000 +
	    clock_ahead;
}

void
g_usleep(gulong microseconds)
{
	if (clock_is_fake) {
		clock_ahead += (gint64)microseconds;
		slept += (gint64)microseconds;
	} else {
		usleep((useconds_t)microseconds);
	}
}

void
support_fake_clock(void)
{
	clock_is_fake = TRUE;
}

gint64
support_slept(void)
{
	gint64 sum = slept;

	slept = 0;
	return sum;
}

struct attachment *
support_file(const char *name, const char *type, const char *bytes, gssize n)
{
	struct attachment *a =
	    attachment_from_file(name, type, support_fd(bytes, n), 0, TRUE);

	assert_int_equal(attachment_measure(a, FALSE), 0);
	return a;
}

struct attachment *
support_png(const char *name, int width, int height, const char *seed)
{
	g_autoptr(GString) bytes =
	    g_string_new_len("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
	guint32 size[2] = { GUINT32_TO_BE((guint32)width),
		GUINT32_TO_BE((guint32)height) };

	g_string_append_len(bytes, (const char *)size, sizeof size);
	g_string_append_printf(bytes, "......%s", seed);
	return support_file(name, "image/png", bytes->str, (gssize)bytes->len);
}
