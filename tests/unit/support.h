/*
 * Helpers that tests share: options and messages from text, an HTTP that
 * answers as it is told and remembers what it was asked, and a clock.
 */
#ifndef SUPPORT_H
#define SUPPORT_H

#include "base/deadline.h"
#include "config/options.h"
#include "intake/spool.h"
#include "jira/http.h"
#include "jira/jira.h"
#include "message/read.h"
#include "plan/facts.h"
#include "ticket/classify.h"

#include <glib.h>

/* Options from arguments, the last one NULL; nothing else is read. */
void support_options(struct options *o, ...) G_GNUC_NULL_TERMINATED;

/* A descriptor that reads n bytes (-1: a string) from its start. */
int support_fd(const char *bytes, gssize n);

/* A message in a spool; spool_release() it. */
void support_spool(struct spool *s, const char *bytes, gssize n);

/* A file of a mail with n bytes (-1: a string). */
struct attachment *support_file(
    const char *name, const char *type, const char *bytes, gssize n);

/* One that begins like a PNG of this size; "seed" makes others of it. */
struct attachment *support_png(
    const char *name, int width, int height, const char *seed);

/* A deadline that is a minute away. */
const struct deadline *support_deadline(void);

/* Jira's own "no". */
#define JIRAS_NO "{\"errorMessages\":[\"no\"],\"errors\":{}}"

struct request {
	char *method, *path, *body;
	char *upload_name;
	GString *upload; /* bytes; NULL: none */
};

struct fake_http {
	struct http http;    /* first */
	GPtrArray *requests; /* of struct request */
	GQueue answers;	     /* of struct answer, private */
	GPtrArray *routes;   /* of struct route, private */
};

/* How the fake answers one request; the strings are copied. */
struct answer {
	long status;
	const char *body;
	const char *type; /* NULL: application/json */
	const char *login_reason, *denied_reason, *user;
	long retry_after;
	enum failure failure; /* not FAIL_NONE: no answer at all */
};

void fake_init(struct fake_http *f);
void fake_release(struct fake_http *f);

/* Adds an answer to the end of the list. */
void fake_answer(struct fake_http *f, struct answer a);
void fake_json(struct fake_http *f, long status, const char *body);

/*
 * What is answered, as often as it is asked for, when the list is empty and
 * "METHOD path" begins so; the route that was added last wins.
 */
void fake_route(
    struct fake_http *f, const char *begin, long status, const char *body);

/* How many requests began so. */
guint fake_count(const struct fake_http *f, const char *begin);

/* The nth request, from 0; fails the test if there were fewer. */
const struct request *fake_request(const struct fake_http *f, guint n);

/* Were all answers fetched, and no more? */
gboolean fake_is_done(const struct fake_http *f);

/* A message on its way: what is known before Jira is asked, and a Jira. */
struct filing {
	struct options options;
	struct spool spool;
	struct ticket_ids *ids;
	struct message *message;
	struct verdict *verdict;
	struct fake_http http;
	struct jira jira;
	struct facts facts;
	struct error err;
};

/* The last argument is NULL; those before it are options. */
void filing_begin(
    struct filing *f, const char *mail, ...) G_GNUC_NULL_TERMINATED;
void filing_end(struct filing *f);

/* An issue as Jira shows it; members that are NULL have a default. */
struct seed {
	const char *id, *key, *project; /* "10042", "SUP-42", "SUP" */
	const char *summary;		/* "s" */
	const char *label;		/* NULL: none */
	const char *created;		/* a time in 2026 */
	const char *closed;		/* since; NULL: open */
	const char *extra;		/* more JSON in "fields", or NULL */
	struct mark mark;		/* without digest: none */
};

#define SEED_CREATED "2026-11-03T09:20:00.000+0000"

/* The time above, in ms since 1970. */
#define SEED_TIME G_GINT64_CONSTANT(1793697600000)

/* To be freed. */
char *seed_issue(const struct seed *s);

/* The answer to a search that finds n of them; to be freed. */
char *seed_hits(const struct seed *s, guint n);

/* A comment; without digest it has no mark. */
struct comment {
	const char *created; /* NULL: SEED_CREATED */
	struct mark mark;
};

/* A page of n comments, of "total" in all; to be freed. */
char *seed_comments(const struct comment *c, guint n, guint total);

/*
 * From now on, until the process ends, nobody sleeps: the clock is put
 * forward instead.
 */
void support_fake_clock(void);

/* Microseconds that were slept since it was asked last. */
gint64 support_slept(void);

#endif
