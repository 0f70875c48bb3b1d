/*
 * Reads every message of tests/corpus, mail/NNN-what.eml, and compares its
 * plan with the expected one, plans/NNN-what.json.  Run from the top folder
 * of the checkout; with --update the expectations are rewritten, to be read
 * before they are believed.  Other arguments are parts of names: only these
 * are run.
 *
 * What Jira knows is in facts/NNN-what.json, which may be missing:
 *
 *   { "options": ["--message-key=..."],
 *     "issues": [{ "id", "key", "summary", "description", "labels": [],
 *                  "project", "created", "closed": since, "links": [keys],
 *                  "files": [{ "filename", "size", "created" }],
 *                  "digest", "for": project, "filed", "text", "follows",
 *                  "comments": [digest, { "created", "step", "digest",
 *                      "for", "filed", "text", "files" }] }] }
 *
 * A digest or label "@own" stands for that of the message, "@own1" for the
 * label of its second number, "@<id>" for those of another Message-ID.
 *
 * "digest" and what follows it is the mark, which is missing without it:
 * "filed" is how many bytes of the body were filed (all, or as the start of
 * this one, unless "other" is true), "text" is "own" or "refused", "said" is
 * "own" or missing, "follows" is the key of a closed issue.
 *
 * A message with LF as line ends is read with CR LF as well: the plan must
 * be the same, but for the sizes of files.
 */
#include "base/json.h"
#include "config/options.h"
#include "execute/verbs.h"
#include "intake/spool.h"
#include "message/read.h"
#include "plan/answer.h"
#include "plan/facts.h"
#include "plan/plan.h"
#include "plan/policy.h"
#include "ticket/classify.h"
#include "ticket/content.h"
#include "ticket/id.h"
#include "ticket/said.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAILS "tests/corpus/mail/"
#define PLANS "tests/corpus/plans/"
#define FACTS "tests/corpus/facts/"

/* 2026-11-21, in ms: plans do not depend on the clock of the day. */
#define NOW G_GINT64_CONSTANT(1795219200000)

/* A Jira that knows the issues of one facts file. */
struct canned {
	struct http http; /* first */
	const cJSON *issues;
	const struct message *message;
	const struct verdict *verdict;
	const struct ticket_ids *ids;
	const struct options *options;
};

static char *
digest_of(const struct canned *c, const char *name)
{
	if (g_str_has_prefix(name, "@<")) {
		g_autofree char *id = g_strndup(name + 2, strlen(name) - 3);

		return ticket_digest(id);
	}
	return g_strdup(*name == '@' ? c->verdict->digest : name);
}

static char *
label_of(const struct canned *c, const char *name)
{
	g_autofree char *digest = digest_of(c, name);

	if (*name != '@')
		return g_strdup(name);
	return ticket_id(c->ids, digest, strcmp(name, "@own1") == 0 ? 1 : 0);
}

static const char *
text_or(const cJSON *object, const char *name, const char *otherwise)
{
	const char *text = json_string(object, name);

	return text ? text : otherwise;
}

/* What the ticket says of the message, as its mark knows it; or NULL. */
static char *
filed_text(const struct canned *c, const cJSON *from)
{
	const char *what = text_or(from, "text", "");
	g_autofree char *text = NULL;
	gboolean cut;

	if (strcmp(what, "refused") == 0)
		text = content_refused();
	else if (strcmp(what, "own") == 0)
		text = content_text(
		    c->message, c->options, json_string(from, "follows"), &cut);
	return text ? texts_digest(text) : NULL;
}

/* The start of the body that was filed, or all of it. */
static void
read_filed(const struct canned *c, const cJSON *from, struct mark *m)
{
	m->size =
	    json_number(from, "filed", (gint64)c->message->spool->body_size);
	if (cJSON_IsTrue(cJSON_GetObjectItem(from, "other")))
		m->body = g_strdup("of another body");
	else
		m->body = spool_prefix_digest(c->message->spool, m->size);
	if (!m->body)
		m->body = g_strdup("of a longer body");
}

/* A mark as the facts describe it; free with mark_free(). */
static struct mark *
make_mark(const struct canned *c, const cJSON *from, const char *step)
{
	struct mark *m = g_new0(struct mark, 1);
	g_autoptr(GPtrArray) keys = g_ptr_array_new();
	const cJSON *item;

	m->step = g_strdup(text_or(from, "step", step));
	m->digest = digest_of(c, json_string(from, "digest"));
	m->project = g_strdup(text_or(from, "for", "SUP"));
	m->text = filed_text(c, from);
	m->follows = g_strdup(json_string(from, "follows"));
	if (g_strcmp0(json_string(from, "said"), "own") == 0)
		m->said = said_new(c->message);
	read_filed(c, from, m);
	/* The files of an issue are those that it has. */
	if (strcmp(step, FILED_COMMENT) == 0)
		cJSON_ArrayForEach (item, json_array(from, "files"))
			g_ptr_array_add(keys,
			    mark_file_key(json_string(item, "filename"),
				json_number(item, "size", -1)));
	g_ptr_array_add(keys, NULL);
	m->files = (char **)g_ptr_array_steal(keys, NULL);
	return m;
}

/* The properties as issues have them: an object by name. */
static void
show_mark(cJSON *out, const struct canned *c, const cJSON *issue)
{
	struct mark *m = make_mark(c, issue, FILED_ISSUE);
	g_autoptr(cJSON) list = NULL;

	mark_add(out, m);
	mark_free(m);
	list = cJSON_DetachItemFromObject(out, "properties");
	cJSON_AddItemToObject(cJSON_AddObjectToObject(out, "properties"),
	    JIRA_PROPERTY,
	    cJSON_DetachItemFromObject(cJSON_GetArrayItem(list, 0), "value"));
}

static void
show_status(cJSON *fields, const cJSON *issue)
{
	const char *closed = json_string(issue, "closed");
	cJSON *category = cJSON_AddObjectToObject(
	    cJSON_AddObjectToObject(fields, "status"), "statusCategory");

	cJSON_AddStringToObject(category, "key", closed ? "done" : "new");
	if (closed)
		cJSON_AddStringToObject(fields, "resolutiondate", closed);
}

/* The issue as Jira would show it. */
static cJSON *
show_issue(const struct canned *c, const cJSON *issue)
{
	cJSON *out = cJSON_CreateObject();
	cJSON *fields = cJSON_AddObjectToObject(out, "fields");
	cJSON *labels = cJSON_AddArrayToObject(fields, "labels");
	cJSON *links = cJSON_AddArrayToObject(fields, "issuelinks");
	const cJSON *item;

	cJSON_AddStringToObject(out, "id", json_string(issue, "id"));
	cJSON_AddStringToObject(out, "key", json_string(issue, "key"));
	cJSON_AddStringToObject(
	    fields, "summary", json_string(issue, "summary"));
	cJSON_AddStringToObject(fields, "description",
	    text_or(issue, "description", c->message->text));
	cJSON_AddStringToObject(cJSON_AddObjectToObject(fields, "project"),
	    "key", text_or(issue, "project", "SUP"));
	if (json_string(issue, "created"))
		cJSON_AddStringToObject(
		    fields, "created", json_string(issue, "created"));
	show_status(fields, issue);
	if (json_array(issue, "files"))
		cJSON_AddItemToObject(fields, "attachment",
		    cJSON_Duplicate(json_array(issue, "files"), TRUE));
	cJSON_ArrayForEach (item, json_array(issue, "labels")) {
		g_autofree char *label = label_of(c, item->valuestring);

		cJSON_AddItemToArray(labels, cJSON_CreateString(label));
	}
	cJSON_ArrayForEach (item, json_array(issue, "links")) {
		cJSON *link = cJSON_CreateObject();

		cJSON_AddStringToObject(
		    cJSON_AddObjectToObject(link, "outwardIssue"), "key",
		    item->valuestring);
		cJSON_AddItemToArray(links, link);
	}
	if (json_string(issue, "digest"))
		show_mark(out, c, issue);
	return out;
}

/* Does the query ask for a label of the issue, or for its tag? */
static gboolean
is_hit(const cJSON *shown, const char *jql)
{
	const cJSON *fields = json_object(shown, "fields"), *item;
	const char *summary = json_string(fields, "summary");
	const char *tag = strstr(summary, "[#");

	cJSON_ArrayForEach (item, json_array(fields, "labels")) {
		g_autofree char *quoted = jira_quote(item->valuestring);

		if (strstr(jql, quoted))
			return TRUE;
	}
	if (tag) {
		g_autofree char *id = g_strndup(tag + 2, strcspn(tag + 2, "]"));
		g_autofree char *phrase =
		    g_strdup_printf("summary ~ \"\\\"%s\\\"\"", id);

		return strstr(jql, phrase) != NULL;
	}
	return FALSE;
}

static cJSON *
answer_search(const struct canned *c, const char *body)
{
	g_autoptr(cJSON) rq = json_parse(body, strlen(body));
	cJSON *out = cJSON_CreateObject();
	cJSON *hits = cJSON_AddArrayToObject(out, "issues");
	const cJSON *issue;

	cJSON_ArrayForEach (issue, c->issues) {
		cJSON *shown = show_issue(c, issue);

		if (is_hit(shown, json_string(rq, "jql")))
			cJSON_AddItemToArray(hits, shown);
		else
			cJSON_Delete(shown);
	}
	return out;
}

/* A comment by its facts; a text alone is the digest. */
static cJSON *
show_comment(const struct canned *c, const cJSON *item)
{
	g_autoptr(cJSON) facts = cJSON_Duplicate(item, TRUE);
	cJSON *out = cJSON_CreateObject();
	struct mark *m;

	if (cJSON_IsString(item)) {
		cJSON_Delete(facts);
		facts = cJSON_CreateObject();
		cJSON_AddStringToObject(facts, "digest", item->valuestring);
	}
	m = make_mark(c, facts, FILED_COMMENT);
	mark_add(out, m);
	mark_free(m);
	if (json_string(facts, "created"))
		cJSON_AddStringToObject(
		    out, "created", json_string(facts, "created"));
	return out;
}

static cJSON *
answer_comments(const struct canned *c, const cJSON *issue)
{
	cJSON *out = cJSON_CreateObject();
	cJSON *list = cJSON_AddArrayToObject(out, "comments");
	const cJSON *item;

	cJSON_ArrayForEach (item, json_array(issue, "comments"))
		cJSON_AddItemToArray(list, show_comment(c, item));
	return out;
}

/* NULL: there is no such thing. */
static cJSON *
answer(const struct canned *c, const struct http_request *rq)
{
	static const char prefix[] = "/rest/api/2/issue/";
	const char *id = rq->path + strlen(prefix);
	const cJSON *issue;

	if (strcmp(rq->path, "/rest/api/2/search") == 0)
		return answer_search(c, rq->body);
	if (strcmp(rq->path, "/rest/api/2/myself") == 0)
		return cJSON_Parse("{\"name\":\"jicket\"}");
	if (!g_str_has_prefix(rq->path, prefix))
		return NULL;
	cJSON_ArrayForEach (issue, c->issues) {
		const char *number = json_string(issue, "id");
		size_t n = strspn(id, "0123456789");

		if (strlen(number) != n || strncmp(number, id, n) != 0)
			continue;
		return g_str_has_prefix(id + n, "/comment") ?
		    answer_comments(c, issue) :
		    show_issue(c, issue);
	}
	return NULL;
}

static int
perform(struct http *h, const struct http_request *rq, struct http_response *rs,
    struct error *err)
{
	g_autoptr(cJSON) root = answer((struct canned *)h, rq);
	g_autofree char *text =
	    root ? json_print(root) : g_strdup("{\"errorMessages\":[]}");

	(void)err;
	rs->status = root ? 200 : 404;
	g_string_assign(rs->body, text);
	g_free(rs->type);
	rs->type = g_strdup("application/json");
	return 0;
}

static void
load_options(struct options *o, const cJSON *facts)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
	struct error err = ERROR_INIT;
	char *env[] = { NULL };
	const cJSON *item;

	g_ptr_array_add(argv, g_strdup("jicket"));
	g_ptr_array_add(argv, g_strdup("--config=/dev/null"));
	g_ptr_array_add(argv, g_strdup("--jiraproject=SUP"));
	cJSON_ArrayForEach (item, json_array(facts, "options"))
		g_ptr_array_add(argv, g_strdup(item->valuestring));
	g_ptr_array_add(argv, NULL);
	if (options_load(
		o, (int)argv->len - 1, (char **)argv->pdata, env, &err) < 0)
		g_error("%s", err.detail);
}

/*
 * The look-up; again when the id of the message is that of another one, with
 * a verdict of its own, since "@own" goes on to mean the first.
 */
static void
find_facts(
    struct facts *f, struct canned *c, struct jira *j, struct verdict **v)
{
	struct error err = ERROR_INIT;
	struct verdict *own = *v;
	int rc;

	if (policy_find(c->options, c->message, own, TICKET_NOT_ASKED) !=
	    POLICY_FILE) {
		facts_none(f, own);
		return;
	}
	rc = facts_find(f, j, c->options, c->message, own, NULL, NOW, &err);
	if (rc == 0 && f->done.another) {
		*v = classify(c->message, c->ids, c->options, NULL);
		verdict_leave_id(*v, c->message, c->ids);
		facts_release(f);
		rc = facts_find(
		    f, j, c->options, c->message, *v, NULL, NOW, &err);
	}
	if (rc < 0)
		g_error("%s", err.detail);
}

/* The plan of an open file, as --dry-run prints it; to be freed. */
static char *
make_plan(int fd, const cJSON *facts_file)
{
	struct options options;
	struct deadline deadline;
	struct spool spool;
	struct error err = ERROR_INIT;
	struct facts facts;
	struct jira jira;
	struct canned canned = { .http = { .perform = perform },
		.options = &options };
	char *text;

	load_options(&options, facts_file);
	deadline_start(&deadline, 60);
	if (spool_read(&spool, fd, options.max_size, &options.limits, &deadline,
		&err) < 0) {
		text = g_strdup_printf("%s\n", err.detail);
	} else {
		struct ticket_ids *ids = ticket_ids_new(&options);
		struct message *m = message_read(
		    &spool, options.body_order == BODY_PLAIN_FIRST);
		struct verdict *own = classify(m, ids, &options, NULL),
			       *v = own;
		struct plan *plan;

		canned.issues = json_array(facts_file, "issues");
		plan_prepare(m, &options, own);
		canned.message = m;
		canned.verdict = own;
		canned.ids = ids;
		jira_init(&jira, &canned.http, &deadline, FLAVOUR_DATACENTER);
		find_facts(&facts, &canned, &jira, &v);
		if (facts.answers)
			answer_cut(m, &options);
		plan = plan_new(&options, m, v, &facts);
		text = plan_print(plan);
		plan_free(plan);
		facts_release(&facts);
		if (v != own)
			verdict_free(v);
		verdict_free(own);
		message_free(m);
		ticket_ids_free(ids);
	}
	error_release(&err);
	spool_release(&spool);
	options_release(&options);
	return text;
}

static int
open_bytes(const char *bytes, gsize n)
{
	FILE *file = tmpfile();
	int fd;

	if (!file || fwrite(bytes, 1, n, file) != n || fflush(file) != 0)
		g_error("no temporary file");
	fd = dup(fileno(file));
	fclose(file);
	(void)lseek(fd, 0, SEEK_SET);
	return fd;
}

static char *
plan_of_bytes(const char *bytes, gsize n, const cJSON *facts)
{
	int fd = open_bytes(bytes, n);
	char *text = make_plan(fd, facts);

	close(fd);
	return text;
}

static char *
without_sizes(const char *plan)
{
	g_autoptr(GRegex) regex =
	    g_regex_new("\"size\":\\s*[0-9]+", 0, 0, NULL);

	return g_regex_replace_literal(
	    regex, plan, -1, 0, "\"size\": n", 0, NULL);
}

/* Shows what differs, as "diff -u" does. */
static void
show_difference(const char *want, const char *got)
{
	g_autofree char *command = NULL;
	int a = open_bytes(want, strlen(want));
	int b = open_bytes(got, strlen(got));

	command = g_strdup_printf("diff -u --label expected --label got "
				  "/dev/fd/%d /dev/fd/%d",
	    a, b);
	fflush(stdout);
	/* The descriptors are the shell's by inheritance. */
	if (system(command) < 0)
		printf("expected:\n%s\ngot:\n%s\n", want, got);
	close(a);
	close(b);
}

static gboolean
check_crlf(
    const char *name, const GString *mail, const cJSON *facts, const char *plan)
{
	g_autoptr(GString) crlf = g_string_new(NULL);
	g_autofree char *other = NULL, *a = NULL, *b = NULL;

	for (gsize i = 0; i < mail->len; i++) {
		if (mail->str[i] == '\r' || mail->str[i] == '\0')
			return TRUE;
		if (mail->str[i] == '\n')
			g_string_append_c(crlf, '\r');
		g_string_append_c(crlf, mail->str[i]);
	}
	other = plan_of_bytes(crlf->str, crlf->len, facts);
	a = without_sizes(plan);
	b = without_sizes(other);
	if (strcmp(a, b) == 0)
		return TRUE;
	printf("FAILED %s: differs when its lines end in CR LF\n", name);
	show_difference(a, b);
	return FALSE;
}

static cJSON *
read_facts(const char *what)
{
	g_autofree char *name = g_strconcat(FACTS, what, ".json", NULL);
	g_autofree char *text = NULL;
	gsize n;
	cJSON *facts;

	if (!g_file_get_contents(name, &text, &n, NULL))
		return NULL;
	facts = json_parse(text, n);
	if (!facts)
		g_error("%s: not JSON", name);
	return facts;
}

/* Runs one message; "what" is the name that its files share. */
static gboolean
run(const char *what, gboolean update)
{
	g_autofree char *mail_name = g_strconcat(MAILS, what, ".eml", NULL);
	g_autofree char *plan_name = g_strconcat(PLANS, what, ".json", NULL);
	g_autofree char *bytes = NULL, *want = NULL, *plan = NULL, *got = NULL;
	g_autoptr(GString) mail = g_string_new(NULL);
	g_autoptr(cJSON) facts = read_facts(what);
	gsize n;
	gboolean ok = TRUE;

	if (!g_file_get_contents(mail_name, &bytes, &n, NULL))
		g_error("%s: cannot be read", mail_name);
	g_string_append_len(mail, bytes, (gssize)n);
	plan = plan_of_bytes(mail->str, mail->len, facts);
	got = g_strconcat(plan, "\n", NULL);
	if (update)
		g_file_set_contents(plan_name, got, -1, NULL);
	if (!g_file_get_contents(plan_name, &want, NULL, NULL)) {
		printf("FAILED %s: no expected plan\n", mail_name);
		ok = FALSE;
	} else if (strcmp(got, want) != 0) {
		printf("FAILED %s\n", mail_name);
		show_difference(want, got);
		ok = FALSE;
	}
	return check_crlf(mail_name, mail, facts, plan) && ok;
}

static int
compare(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static gboolean
is_wanted(const char *name, int argc, char **argv)
{
	gboolean any = FALSE;

	for (int i = 1; i < argc; i++) {
		if (*argv[i] == '-')
			continue;
		if (strstr(name, argv[i]))
			return TRUE;
		any = TRUE;
	}
	return !any;
}

int
main(int argc, char **argv)
{
	gboolean update = argc > 1 && strcmp(argv[1], "--update") == 0;
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	GDir *dir = g_dir_open(MAILS, 0, NULL);
	unsigned passed = 0, failed = 0;
	const char *name;

	if (!dir) {
		fprintf(stderr, "run_plans: run it from the top folder\n");
		return 2;
	}
	while ((name = g_dir_read_name(dir)) != NULL)
		if (g_str_has_suffix(name, ".eml") &&
		    is_wanted(name, argc, argv))
			g_ptr_array_add(names,
			    g_strndup(name, strlen(name) - strlen(".eml")));
	g_dir_close(dir);
	g_ptr_array_sort(names, compare);
	json_init();
	for (guint i = 0; i < names->len; i++)
		if (run(g_ptr_array_index(names, i), update))
			passed++;
		else
			failed++;
	printf("%u passed, %u failed\n", passed, failed);
	return failed > 0 || passed == 0;
}
