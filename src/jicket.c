/*
 * jicket: files one mail, from standard input, in Jira.
 *
 *   stdin > spool > message > classify > facts > plan > execute > exit
 *
 * This file is that picture, and the only one that reports a failure.
 */
#include "base/deadline.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/process.h"
#include "base/temp.h"
#include "config/options.h"
#include "execute/verbs.h"
#include "intake/envelope.h"
#include "intake/guard.h"
#include "intake/spool.h"
#include "jira/http.h"
#include "jira/jira.h"
#include "message/read.h"
#include "plan/answer.h"
#include "plan/facts.h"
#include "plan/plan.h"
#include "plan/policy.h"
#include "plan/preview.h"
#include "ticket/classify.h"
#include "ticket/id.h"
#include "ticket/inspect.h"
#include "version.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

struct run {
	struct options options;
	struct deadline deadline;
};

/* --dry-run without an address plans as if Jira knew nothing. */
static gboolean
asks_jira(const struct options *o)
{
	return !o->dry_run || o->jira_url;
}

/* What a run works with beside its options; all are borrowed. */
struct filing {
	struct jira *jira;
	struct message *message;
	struct verdict *verdict;
	const struct ticket_ids *ids;
	struct memory *memory; /* owned; NULL: none */
	struct facts facts;
};

static int
find_facts(const struct options *o, struct filing *f, struct error *err)
{
	if (!o->dry_run)
		f->memory = memory_open(o->state_dir, o->settle_time,
		    o->jira_project, f->verdict->digest);
	f->jira->memory = f->memory;
	if (asks_jira(o) &&
	    policy_find(o, f->message, f->verdict, TICKET_NOT_ASKED) ==
		POLICY_FILE)
		return facts_find(&f->facts, f->jira, o, f->message, f->verdict,
		    f->memory, g_get_real_time() / 1000, err);
	facts_none(&f->facts, f->verdict);
	return 0;
}

/* The same for a mail whose Message-ID is that of another one. */
static int
find_facts_anew(const struct options *o, struct filing *f, struct error *err)
{
	log_warning("%s was filed with this Message-ID, and %s differs: this "
		    "is another mail",
	    f->facts.issue->key, f->facts.done.another);
	verdict_leave_id(f->verdict, f->message, f->ids);
	memory_close(f->memory);
	facts_release(&f->facts);
	return find_facts(o, f, err);
}

static int
carry_out(const struct options *o, struct filing *f, struct error *err)
{
	struct plan *plan;
	int rc = 0;

	if (f->facts.answers)
		answer_cut(f->message, o);
	plan = plan_new(o, f->message, f->verdict, &f->facts);
	if (o->dry_run) {
		g_autofree char *text = plan_print(plan);

		puts(text);
	} else {
		rc = plan_execute(plan, f->jira, f->memory, err);
	}
	plan_free(plan);
	return rc;
}

/* No room for a part is no reason to file the mail without it. */
static int
check_room(struct error *err)
{
	return temp_failed() ?
	    error_set(err, FAIL_SPOOL, "no room for a part of the message: %s",
		g_strerror(temp_failed())) :
	    0;
}

/* The issue takes no comment: it is as one that is closed. */
static int
carry_out_elsewhere(
    const struct options *o, struct filing *f, struct error *err)
{
	log_warning("%s: making a new issue that follows it", err->detail);
	error_release(err);
	if (facts_find_other(&f->facts, f->jira, o, f->message, f->verdict,
		g_get_real_time() / 1000, err) < 0)
		return -1;
	return carry_out(o, f, err);
}

static int
file_message(struct run *run, struct message *m, struct verdict *v,
    const struct ticket_ids *ids, struct error *err)
{
	const struct options *o = &run->options;
	struct http *http = asks_jira(o) ? http_new(o, &run->deadline) : NULL;
	struct jira jira;
	struct filing f = { &jira, m, v, ids, NULL, { 0 } };
	int rc;

	plan_prepare(m, o, v);
	jira_init(&jira, http, &run->deadline, options_flavour(o));
	jira.guessed = options_flavour_is_guessed(o);
	rc = check_room(err);
	if (rc == 0)
		rc = find_facts(o, &f, err);
	if (rc == 0 && f.facts.done.another)
		rc = find_facts_anew(o, &f, err);
	/* It may have turned out, and decides what is sent first. */
	run->options.flavour = (int)jira.flavour;
	if (rc == 0)
		rc = carry_out(o, &f, err);
	if (rc < 0 && err->failure == FAIL_MUTE && f.facts.answers)
		rc = carry_out_elsewhere(o, &f, err);
	facts_release(&f.facts);
	http_free(http);
	memory_close(f.memory);
	return rc;
}

static int
print_preview(const struct options *o, const struct message *m,
    const struct verdict *v, const struct ticket_ids *ids, struct error *err)
{
	g_autofree char *text = preview_print(
	    o, m, v, ids, g_get_real_time() / G_USEC_PER_SEC, err);

	if (!text)
		return -1;
	puts(text);
	return 0;
}

/* The work of the guard's child. */
static int
deliver(void *arg, const struct spool *s, gboolean plain, struct error *err)
{
	struct run *run = arg;
	struct ticket_ids *ids = ticket_ids_new(&run->options);
	struct message *m = plain ?
	    message_new_plain(s) :
	    message_read(s, run->options.body_order == BODY_PLAIN_FIRST);
	struct envelope envelope;
	struct verdict *v;
	int rc = 0;

	envelope_init(&envelope, &run->options, &m->header);
	v = classify(m, ids, &run->options, &envelope);
	envelope_release(&envelope);

	if (run->options.inspect) {
		g_autofree char *text = NULL;

		answer_cut(m, &run->options);
		text = inspect_print(m, v, &run->options);
		puts(text);
	} else if (run->options.preview_confirmation) {
		rc = print_preview(&run->options, m, v, ids, err);
	} else {
		rc = file_message(run, m, v, ids, err);
	}
	if ((fflush(stdout) != 0 || ferror(stdout)) && rc == 0)
		rc = error_set(err, FAIL_INTERNAL,
		    "standard output cannot be written: %s", g_strerror(errno));
	verdict_free(v);
	message_free(m);
	ticket_ids_free(ids);
	return rc;
}

static int
receive(struct run *run, const struct caller *caller, struct error *err)
{
	const struct options *o = &run->options;
	struct spool spool;
	int rc = spool_read(
	    &spool, STDIN_FILENO, o->max_size, &o->limits, &run->deadline, err);

	if (rc == 0 && !options_only_look(o) && !o->dry_run)
		rc = spool_check(&spool, caller, err);
	if (rc == 0)
		spool_compare(&spool, o->size);
	if (rc == 0)
		rc = guard_run(
		    deliver, run, &spool, &run->deadline, o->state_dir, err);
	spool_release(&spool);
	return rc;
}

/* Reads the input away, so that the caller sees no broken pipe. */
static void
drain(const struct deadline *d)
{
	struct error ended = ERROR_INIT;
	char buf[65536];

	while (!isatty(STDIN_FILENO) &&
	    deadline_wait(d, STDIN_FILENO, &ended) == 0 &&
	    read(STDIN_FILENO, buf, sizeof buf) > 0)
		continue;
	error_release(&ended);
}

/* Prints help or version. FALSE: neither was asked for. */
static gboolean
print_text(const struct options *o)
{
	if (o->version)
		puts("jicket " JICKET_VERSION);
	else if (o->help && !o->help_format)
		options_print_help();
	else if (o->help && strcmp(o->help_format, "mdoc") == 0)
		options_print_mdoc();
	else if (o->help && strcmp(o->help_format, "exit") == 0)
		failure_print_mdoc();
	else
		return FALSE;
	return TRUE;
}

/*
 * The one line of a failure.  A person at a terminal gets the detail as
 * well; an MTA would send it to the customer.
 */
static int
report(const struct options *o, struct error *err)
{
	gboolean person =
	    isatty(STDERR_FILENO) || o->dry_run || options_only_look(o);
	int status = failure_exit(err->failure, person);
	g_autofree char *line = NULL;

	if (err->failure == FAIL_NONE)
		return status;
	log_error("%s (exit %d)", err->detail, status);
	line = person ? g_strdup_printf("jicket: %s\n", err->detail) :
			g_strdup_printf("%s\n", failure_line(err->failure));
	log_say(STDERR_FILENO, line);
	error_release(err);
	return status;
}

int
main(int argc, char **argv)
{
	struct run run = { 0 };
	struct error err = ERROR_INIT;
	struct caller caller;
	int rc, status;

	caller_init(&caller);
	guard_prepare();
	log_take_over();
	rc = options_load(&run.options, argc, argv, environ, &err);
	log_open(run.options.log_file, run.options.debug);
	/* Whatever is wrong, this is when help is needed. */
	if (print_text(&run.options)) {
		error_release(&err);
		options_release(&run.options);
		return fflush(stdout) == 0 ? 0 : EX_TEMPFAIL;
	}
	if (rc == 0 && !options_only_look(&run.options) &&
	    asks_jira(&run.options))
		rc = options_check(&run.options, &err);
	deadline_start(&run.deadline, run.options.timeout);
	if (rc == 0)
		(void)receive(&run, &caller, &err);
	else
		drain(&run.deadline);
	status = report(&run.options, &err);
	options_release(&run.options);
	return status;
}
