/*
 * A Jira that answers with anything.  Each line of an input is an answer:
 * the status, letters that add to it, a blank, and its body:
 *
 *   200 {"issues":[]}
 *   429r       try again in 5 seconds    401l   a login failure
 *   200h <p>   a page, not JSON          200a   the user is "anonymous"
 *   0          no answer at all          200u   the user has a name
 *
 * The first line may be letters instead: "c" for Cloud, "i" for a mail that
 * answers one of ours by its id, "h" for a host that remembers an issue.
 */
#include "tests/fuzz/fuzz.h"

#include "base/json.h"
#include "base/memory.h"
#include "execute/verbs.h"
#include "jira/http.h"
#include "message/read.h"
#include "plan/answer.h"
#include "plan/facts.h"
#include "plan/plan.h"
#include "ticket/classify.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A delivery that asks for more goes round in a circle. */
#define REQUESTS_MAX 500

/* It has a line of header before, or none. */
static const char mail[] =
    "From: Ann <ann@example.com>\n"
    "Subject: [#JI-ZOZ2P6QK] Re: printer\n"
    "Message-ID: <two@example.com>\n"
    "In-Reply-To: <one@example.com>\n"
    "Content-Type: multipart/mixed; boundary=b\n\n"
    "--b\n\nIt is on fire.\n"
    "--b\nContent-Disposition: attachment; filename=a.txt\n\nsmoke\n"
    "--b--\n";

/* The clock runs when somebody sleeps, and only then. */
static gint64 clock_now;

gint64
g_get_monotonic_time(void)
{
	return clock_now;
}

void
g_usleep(gulong microseconds)
{
	clock_now += (gint64)microseconds;
}

struct canned {
	struct http http; /* first */
	const char *bytes;
	gsize left;
	int requests;
};

static void
want_request(const struct http_request *rq)
{
	g_autoptr(cJSON) body =
	    rq->body ? json_parse(rq->body, strlen(rq->body)) : NULL;

	fuzz_want(!rq->body || body);
	fuzz_want(*rq->path == '/');
	for (const char *p = rq->path; *p; p++)
		fuzz_want((unsigned char)*p > ' ' && *p != 0x7f);
}

static void
add_letters(struct http_response *rs, const char *letters, size_t n)
{
	const char *type = memchr(letters, 'h', n) ?
	    "text/html" :
	    "application/json;charset=UTF-8";

	g_free(rs->type);
	rs->type = g_strdup(type);
	if (memchr(letters, 'l', n))
		rs->login_reason = g_strdup("AUTHENTICATED_FAILED");
	if (memchr(letters, 'a', n) || memchr(letters, 'u', n))
		rs->user =
		    g_strdup(memchr(letters, 'a', n) ? "anonymous" : "gateway");
	if (memchr(letters, 'r', n))
		rs->retry_after = 5;
}

static int
canned_perform(struct http *http, const struct http_request *rq,
    struct http_response *rs, struct error *err)
{
	struct canned *c = (struct canned *)http;
	g_autofree char *line = fuzz_line(&c->bytes, &c->left);
	size_t digits = strspn(line, "0123456789"), letters;
	const char *body;

	want_request(rq);
	fuzz_want(++c->requests < REQUESTS_MAX);
	clock_now += G_USEC_PER_SEC / 10;
	rs->status = MIN(strtol(line, NULL, 10), 999);
	if (rs->status < 100)
		return error_set(err, FAIL_LOST, "no answer");
	letters = strcspn(line + digits, " {[<");
	add_letters(rs, line + digits, letters);
	body = line + digits + letters;
	body += *body == ' ';
	if (rq->digest) {
		g_checksum_update(rq->digest, (const guchar *)body, -1);
		rs->digested = (gint64)strlen(body);
	} else {
		g_string_assign(rs->body, body);
	}
	return 0;
}

struct delivery {
	const struct options *options;
	const struct ticket_ids *ids;
	struct jira *jira;
	const struct memory *memory;
};

static int
file_message(const struct delivery *d, struct message *m,
    const struct verdict *v, struct error *err)
{
	struct facts facts;
	int rc = facts_find(&facts, d->jira, d->options, m, v, d->memory,
	    G_GINT64_CONSTANT(1793697600000), err);

	if (rc == 0) {
		struct plan *p;

		fuzz_want(facts.id && (!facts.answers || facts.issue));
		if (facts.answers)
			answer_cut(m, d->options);
		p = plan_new(d->options, m, v, &facts);
		rc = plan_execute(p, d->jira, NULL, err);
		plan_free(p);
	}
	facts_release(&facts);
	return rc;
}

/* "own": the mail answers one of ours. */
static void
deliver(const struct delivery *d, gboolean own)
{
	g_autofree char *id = ticket_message_id(
	    d->ids, "JI-ZOZ2P6QK", "10042", "u", "example.com");
	g_autofree char *bytes = g_strdup_printf("%s%s%s%s",
	    own ? "References: <" : "", own ? id : "", own ? ">\n" : "", mail);
	struct error err = ERROR_INIT;
	struct spool s;
	struct message *m;
	struct verdict *v;
	int rc;

	fuzz_want(fuzz_spool(&s, bytes, strlen(bytes)));
	m = message_read(&s, FALSE);
	v = classify(m, d->ids, d->options, NULL);
	plan_prepare(m, d->options, v);
	rc = file_message(d, m, v, &err);
	fuzz_want((rc < 0) == (err.failure != FAIL_NONE));
	fuzz_want(rc == 0 || fuzz_is_line(err.detail));
	error_release(&err);
	verdict_free(v);
	message_free(m);
	spool_release(&s);
}

/* A host that remembers an issue, for the mail and for its ticket. */
static const struct memory *
remembered(void)
{
	static struct memory *m;
	g_autofree char *digest = ticket_digest("two@example.com");
	g_autofree char *file = NULL;
	char folder[] = "/tmp/jicket-fuzz.XXXXXX";

	if (m || !mkdtemp(folder))
		return m;
	m = memory_open(folder, 60, "SUP", digest);
	memory_remember(m, "JI-ZOZ2P6QK", "10042");
	file = g_strdup_printf("%s/memory-%ld", folder, (long)geteuid());
	(void)unlink(file);
	(void)rmdir(folder);
	return m;
}

void
fuzz_one(const char *bytes, gsize n)
{
	static struct options o;
	static struct ticket_ids *ids;
	g_autofree char *letters = NULL;
	struct canned c = { { canned_perform, NULL }, bytes, n, 0 };
	struct deadline deadline;
	struct jira j;

	if (!ids) {
		fuzz_options(&o, "--closed=new", NULL);
		ids = ticket_ids_new(&o);
	}
	letters = n && g_ascii_isalpha(*bytes) ? fuzz_line(&c.bytes, &c.left) :
						 g_strdup("");
	clock_now = 0;
	deadline_start(&deadline, 180);
	jira_init(&j, &c.http, &deadline,
	    strchr(letters, 'c') ? FLAVOUR_CLOUD : FLAVOUR_DATACENTER);
	deliver(&(struct delivery){ &o, ids, &j,
		    strchr(letters, 'h') ? remembered() : NULL },
	    strchr(letters, 'i') != NULL);
}
