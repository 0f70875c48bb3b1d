#include "action.h"

#include "json.h"
#include "log.h"
#include "markup.h"

/* What the steps before left for those after. */
struct progress {
	struct jira *jira;
	char *issue, *key;
	GString *refused; /* files that Jira did not take, and why */
};

struct verb {
	const char *name;
	void (*print)(const struct plan *p, const struct step *s, cJSON *out);
	int (*run)(const struct plan *p, const struct step *s,
	    struct progress *at, struct error *err);
};

static void
print_create(const struct plan *p, const struct step *s, cJSON *out)
{
	(void)s;
	cJSON_AddStringToObject(out, "project", p->project ? p->project : "");
	cJSON_AddStringToObject(out, "type", p->type);
	cJSON_AddStringToObject(out, "label", p->id);
	cJSON_AddStringToObject(out, "summary", p->summary);
	cJSON_AddStringToObject(out, "text", p->text);
}

static int
run_create(const struct plan *p, const struct step *s, struct progress *at,
    struct error *err)
{
	const struct jira_fields fields = {
		.project = p->project,
		.type = p->type,
		.summary = p->summary,
		.description = p->text,
		.label = p->id,
		.digest = p->digest,
		.body_digest = p->body_digest,
		.body_size = p->body_size,
	};

	(void)s;
	return jira_create(at->jira, &fields, &at->issue, &at->key, err);
}

static void
print_comment(const struct plan *p, const struct step *s, cJSON *out)
{
	(void)s;
	cJSON_AddStringToObject(out, "issue", p->key);
	cJSON_AddStringToObject(out, "text", p->text);
}

static int
run_comment(const struct plan *p, const struct step *s, struct progress *at,
    struct error *err)
{
	const struct jira_comment comment = {
		.body = p->text,
		.step = "comment",
		.digest = p->digest,
		.body_digest = p->body_digest,
		.body_size = p->body_size,
	};

	(void)s;
	return jira_add_comment(at->jira, at->issue, &comment, err);
}

static void
print_attach(const struct plan *p, const struct step *s, cJSON *out)
{
	(void)p;
	cJSON_AddStringToObject(out, "name", s->attachment->name);
	cJSON_AddStringToObject(out, "type", s->attachment->type);
	cJSON_AddNumberToObject(out, "size", (double)s->attachment->size);
}

static int
run_attach(const struct plan *p, const struct step *s, struct progress *at,
    struct error *err)
{
	g_autofree char *reason = NULL;
	int rc = jira_attach(at->jira, at->issue, s->attachment, &reason, err);

	(void)p;
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	log_warning("%s: a file of %" G_GINT64_FORMAT " bytes was not taken: "
		    "%s",
	    at->key, s->attachment->size, reason);
	g_string_append(at->refused, "* ");
	markup_escape(at->refused, s->attachment->name);
	g_string_append_printf(at->refused,
	    " (%" G_GINT64_FORMAT " bytes): ", s->attachment->size);
	markup_escape(at->refused, reason);
	g_string_append_c(at->refused, '\n');
	return 0;
}

static const struct verb verbs[] = {
	[STEP_CREATE] = { "create", print_create, run_create },
	[STEP_COMMENT] = { "comment", print_comment, run_comment },
	[STEP_ATTACH] = { "attach", print_attach, run_attach },
};

char *
plan_print(const struct plan *p)
{
	g_autoptr(cJSON) root = cJSON_CreateObject();
	cJSON *steps;

	cJSON_AddStringToObject(root, "outcome", outcome_name(p->outcome));
	cJSON_AddStringToObject(root, "reason", p->reason);
	cJSON_AddStringToObject(root, "ticket", p->id);
	if (p->key)
		cJSON_AddStringToObject(root, "issue", p->key);
	steps = cJSON_AddArrayToObject(root, "steps");
	for (guint i = 0; i < p->steps->len; i++) {
		const struct step *s = &g_array_index(p->steps, struct step, i);
		cJSON *out = cJSON_CreateObject();

		cJSON_AddStringToObject(out, "do", verbs[s->kind].name);
		verbs[s->kind].print(p, s, out);
		cJSON_AddItemToArray(steps, out);
	}
	return cJSON_Print(root);
}

/* The ticket says what is missing: nobody else would ever learn of it. */
static int
note_refused(const struct plan *p, struct progress *at, struct error *err)
{
	g_autofree char *text = g_strconcat("Attachments of the mail that "
					    "Jira did not take:\n",
	    at->refused->str, NULL);
	const struct jira_comment note = {
		.body = text,
		.step = "note",
		.digest = p->digest,
		.body_digest = p->body_digest,
		.body_size = p->body_size,
	};
	int rc =
	    jira_has_comment(at->jira, at->issue, note.step, p->digest, err);

	if (rc != 0)
		return rc < 0 ? -1 : 0;
	return jira_add_comment(at->jira, at->issue, &note, err);
}

static int
run_steps(const struct plan *p, struct progress *at, struct error *err)
{
	for (guint i = 0; i < p->steps->len; i++) {
		const struct step *s = &g_array_index(p->steps, struct step, i);

		if (verbs[s->kind].run(p, s, at, err) < 0) {
			error_prefix(err, "%s %s, step %u of %u (%s)", p->id,
			    at->key ? at->key : "new", i + 1, p->steps->len,
			    verbs[s->kind].name);
			return -1;
		}
	}
	return at->refused->len ? note_refused(p, at, err) : 0;
}

int
plan_execute(const struct plan *p, struct jira *j, struct error *err)
{
	struct progress at = {
		.jira = j,
		.issue = g_strdup(p->issue),
		.key = g_strdup(p->key),
		.refused = g_string_new(NULL),
	};
	int rc = run_steps(p, &at, err);

	if (rc == 0)
		log_info("%s %s: %s, %u steps", p->id, at.key ? at.key : "-",
		    outcome_name(p->outcome), p->steps->len);
	g_free(at.issue);
	g_free(at.key);
	g_string_free(at.refused, TRUE);
	return rc;
}
