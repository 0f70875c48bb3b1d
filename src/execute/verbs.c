#include "execute/verbs.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "execute/progress.h"
#include "execute/twins.h"
#include "execute/wish.h"
#include "wiki/escape.h"

#include <string.h>

/*
 * An index that lags needs longer looks than a database: 31 seconds of
 * pauses, and 1.
 */
#define LOOKS_SEARCH 6
#define LOOKS_READ   2

struct verb {
	const char *name;
	void (*print)(const struct plan *p, const struct step *s, cJSON *out);
	int (*run)(
	    struct progress *at, const struct step *s, struct error *err);
};

static void
print_create(const struct plan *p, const struct step *s, cJSON *out)
{
	(void)s;
	cJSON_AddStringToObject(out, "project", p->project ? p->project : "");
	cJSON_AddStringToObject(out, "type", p->type);
	cJSON_AddStringToObject(out, "label", p->id);
	cJSON_AddStringToObject(out, "summary", p->texts.summary);
	cJSON_AddStringToObject(out, "text", texts_first(&p->texts));
}

/*
 * Asks until Jira takes it, or has nothing more to refuse.  When Jira itself
 * failed, what it made of the request is looked for before it is asked again.
 */
static int
create(struct progress *at, struct wish *w, struct error *err)
{
	for (;;) {
		struct refusal why;
		int rc = jira_create(
		    at->jira, &w->fields, &at->issue, &at->key, &why, err);
		gboolean less = rc < 0 && wish_less(w, &why, err->failure);
		gboolean broke = rc < 0 && why.broke;

		refusal_release(&why);
		if (rc == 0) {
			at->created = TRUE;
			return 0;
		}
		if (!less) {
			rc = progress_settle(
			    at, progress_look_issue, NULL, LOOKS_SEARCH, err);
			if (rc == 0 || !broke || !wish_again(w))
				return rc;
		}
		error_release(err);
	}
}

static int
run_create(struct progress *at, const struct step *s, struct error *err)
{
	const struct plan *p = at->plan;
	const struct jira_fields fields = {
		.project = p->project,
		.type = p->type,
		.summary = p->texts.summary,
		.description = texts_first(&p->texts),
		.label = p->id,
		.mark = p->mark,
	};
	struct wish wish;
	int rc = progress_intend(at, "create", progress_look_issue, NULL, err);

	(void)s;
	if (rc != 0)
		return MIN(rc, 0);
	wish_init(&wish, &fields, &p->texts, p->id);
	rc = create(at, &wish, err);
	at->text_refused = at->text_refused || wish.text_refused;
	wish_release(&wish);
	return rc;
}

static void
print_comment(const struct plan *p, const struct step *s, cJSON *out)
{
	cJSON_AddStringToObject(out, "issue", p->key);
	cJSON_AddStringToObject(
	    out, "text", s->kind == STEP_REST ? p->texts.rest : p->texts.text);
}

/* Adds a comment, and asks as create() does. */
static int
comment(struct progress *at, struct wish *w, struct error *err)
{
	int rc = progress_intend(at, w->fields.mark->step,
	    progress_look_comment, w->fields.mark->step, err);

	if (rc != 0)
		return MIN(rc, 0);
	for (;;) {
		struct refusal why;
		gboolean less, broke;

		rc = jira_add_comment(at->jira, at->issue,
		    w->fields.description, w->fields.mark, &why, err);
		less = rc < 0 && wish_less(w, &why, err->failure);
		broke = rc < 0 && why.broke;
		refusal_release(&why);
		if (rc == 0) {
			memory_settle(at->memory);
			return 0;
		}
		if (!less) {
			rc = progress_settle(at, progress_look_comment,
			    w->fields.mark->step, LOOKS_READ, err);
			if (rc == 0 || !broke || !wish_again(w))
				return rc;
		}
		error_release(err);
	}
}

/* "texts": those that the text is of; NULL: it is no text of a mail. */
static int
add_comment(struct progress *at, const char *text, const struct mark *mark,
    const struct texts *texts, struct error *err)
{
	const struct jira_fields fields = { .description = text, .mark = mark };
	struct wish wish;
	int rc;

	wish_init(&wish, &fields, texts, NULL);
	rc = comment(at, &wish, err);
	at->text_refused = at->text_refused || wish.text_refused;
	wish_release(&wish);
	return rc;
}

/*
 * Does the issue take no comment of anybody's, closed by its workflow or full,
 * although we may comment in its project?
 */
static gboolean
is_mute(struct progress *at, enum failure failure)
{
	struct error unknown = ERROR_INIT;
	int rc = 0;

	if (failure == FAIL_REJECTED || failure == FAIL_FORBIDDEN ||
	    failure == FAIL_TOO_LARGE)
		rc = jira_has_permission(
		    at->jira, at->key, "ADD_COMMENTS", &unknown);
	error_release(&unknown);
	return rc == 1;
}

static int
run_comment(struct progress *at, const struct step *s, struct error *err)
{
	const struct plan *p = at->plan;
	int rc = add_comment(at, p->texts.text, p->mark, &p->texts, err);

	(void)s;
	if (rc < 0 && is_mute(at, err->failure))
		err->failure = FAIL_MUTE;
	return rc;
}

static int
run_rest(struct progress *at, const struct step *s, struct error *err)
{
	struct mark mark = *at->plan->mark;
	char step[] = FILED_REST;

	(void)s;
	mark.step = step;
	return add_comment(at, at->plan->texts.rest, &mark, NULL, err);
}

static void
print_link(const struct plan *p, const struct step *s, cJSON *out)
{
	(void)s;
	cJSON_AddStringToObject(out, "to", p->follows);
}

/*
 * The text names the closed issue as well: that Jira refuses a link is not
 * worth a failure.  That its answer was lost is one.
 */
static int
run_link(struct progress *at, const struct step *s, struct error *err)
{
	(void)s;
	if (jira_link(at->jira, at->key, at->plan->follows, err) == 0)
		return 0;
	if (err->failure == FAIL_REJECTED || err->failure == FAIL_FORBIDDEN ||
	    err->failure == FAIL_NOT_FOUND) {
		log_warning("no link: %s", err->detail);
		error_release(err);
		return 0;
	}
	return progress_settle(at, progress_look_link, NULL, LOOKS_READ, err);
}

static void
print_attach(const struct plan *p, const struct step *s, cJSON *out)
{
	cJSON_AddStringToObject(out, "name", s->attachment->name);
	cJSON_AddStringToObject(out, "type", s->attachment->type);
	cJSON_AddNumberToObject(out, "size", (double)s->attachment->size);
	if (s->attachment->shrink) {
		g_autofree char *max = g_strdup_printf(
		    "%dx%d", p->image_max.width, p->image_max.height);

		cJSON_AddStringToObject(out, "scale", max);
	}
}

static void
note_file(struct progress *at, const struct attachment *a, const char *reason)
{
	log_warning("%s: a file of %" G_GINT64_FORMAT " bytes was not taken: "
		    "%s",
	    at->key, a->size, reason);
	g_string_append(at->refused, "* ");
	markup_escape(at->refused, a->name);
	g_string_append_printf(
	    at->refused, " (%" G_GINT64_FORMAT " bytes): ", a->size);
	markup_escape(at->refused, reason);
	g_string_append_c(at->refused, '\n');
}

/* By its content it is known again.  1, 0 or -1; see progress_look. */
static int
look_file(struct progress *at, const void *what, struct error *err)
{
	struct attachment *a = (struct attachment *)what;

	if (!*a->sha256 && attachment_measure(a, TRUE) < 0)
		return error_set(
		    err, FAIL_SPOOL, "an attachment cannot be read");
	return progress_look_file(at, a, err);
}

/* 1: Jira has it; 0: it does not take it; -1. */
static int
send_file(struct progress *at, struct attachment *a, struct error *err)
{
	g_autofree char *key = mark_file_key(a->name, a->size);
	g_autofree char *reason = NULL;
	int rc = progress_intend(at, key, look_file, a, err);

	if (rc != 0)
		return rc;
	rc = jira_attach(at->jira, at->issue, a, &reason, err);
	if (rc < 0)
		return progress_settle(at, look_file, a, LOOKS_READ, err) < 0 ?
		    -1 :
		    1;
	memory_settle(at->memory);
	if (rc == 0)
		note_file(at, a, reason);
	return rc;
}

static int
attach_file(struct progress *at, struct attachment *a, struct error *err)
{
	int rc = send_file(at, a, err);

	if (rc == 1)
		g_ptr_array_add(at->sent, mark_file_key(a->name, a->size));
	return MIN(rc, 0);
}

static int
run_attach(struct progress *at, const struct step *s, struct error *err)
{
	if (s->attachment->shrink)
		scaler_shrink(&at->scaler, s->attachment);
	return attach_file(at, s->attachment, err);
}

static void
print_show(const struct plan *p, const struct step *s, cJSON *out)
{
	(void)s;
	cJSON_AddStringToObject(out, "text", p->texts.text);
}

/* Jira does not take the text with its pictures: it stays as it is. */
static gboolean
is_show_refused(enum failure failure)
{
	return failure == FAIL_REJECTED || failure == FAIL_FORBIDDEN ||
	    failure == FAIL_NOT_FOUND;
}

/*
 * The pictures are attached by now, whatever becomes of this.  What a person
 * or a rule of Jira's made of the description in the meantime is not
 * touched.  Between the look and the change remains a moment in which
 * nobody's edit is seen: Jira has no condition for a change.
 */
static int
run_show(struct progress *at, const struct step *s, struct error *err)
{
	const struct plan *p = at->plan;
	int edited;

	(void)s;
	if (at->text_refused)
		return 0;
	edited = jira_is_description_edited(at->jira, at->issue, err);
	if (edited == 1)
		log_info(
		    "%s: the description was edited, and stays so", at->key);
	if (edited != 0)
		return edited == 1 ? 0 : -1;
	if (jira_set_description(
		at->jira, at->issue, p->texts.text, p->shown, err) == 0)
		return 0;
	if (is_show_refused(err->failure)) {
		log_warning(
		    "%s: the pictures are not shown: %s", at->key, err->detail);
		error_release(err);
		return 0;
	}
	return progress_settle(at, progress_look_shown, NULL, LOOKS_READ, err);
}

static const struct verb verbs[] = {
	[STEP_CREATE] = { "create", print_create, run_create },
	[STEP_COMMENT] = { "comment", print_comment, run_comment },
	[STEP_REST] = { "rest", print_comment, run_rest },
	[STEP_LINK] = { "link", print_link, run_link },
	[STEP_ATTACH] = { "attach", print_attach, run_attach },
	[STEP_SHOW] = { "show", print_show, run_show },
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

/* A text of our own, which is cut where Jira takes less. */
static int
add_note(
    struct progress *at, char *text, const struct mark *mark, struct error *err)
{
	struct refusal why;
	int rc = jira_add_comment(at->jira, at->issue, text, mark, &why, err);
	gint64 limit = why.text_limit;

	refusal_release(&why);
	if (rc < 0 && limit > 0 && limit < (gint64)text_length(text)) {
		error_release(err);
		text[text_prefix(text, (size_t)limit)] = '\0';
		rc = jira_add_comment(
		    at->jira, at->issue, text, mark, NULL, err);
	}
	if (rc == 0)
		return 0;
	return progress_settle(
	    at, progress_look_comment, mark->step, LOOKS_READ, err);
}

/* The ticket says what is missing: nobody else would ever learn of it. */
static int
note_refused(struct progress *at, struct error *err)
{
	g_autofree char *text = g_strconcat("Attachments of the mail that "
					    "Jira did not take:\n",
	    at->refused->str, NULL);
	struct mark mark = *at->plan->mark;
	char step[] = FILED_NOTE;

	if (at->plan->noted)
		return 0;
	mark.step = step;
	/* A thousand files may be named, and Jira's limit is not ours. */
	text[text_prefix(text, LIMIT_JIRA_TEXT)] = '\0';
	return add_note(at, text, &mark, err);
}

static int
run_steps(struct progress *at, struct error *err)
{
	const struct plan *p = at->plan;

	for (guint i = 0; i < p->steps->len; i++) {
		const struct step *s = &g_array_index(p->steps, struct step, i);

		if (verbs[s->kind].run(at, s, err) < 0) {
			error_prefix(err, "%s %s, step %u of %u (%s)", p->id,
			    at->key ? at->key : "new", i + 1, p->steps->len,
			    verbs[s->kind].name);
			return -1;
		}
		if (s->kind == STEP_CREATE)
			memory_remember(at->memory, p->id, at->issue);
		else if (s->kind == STEP_COMMENT)
			memory_remember_comment(
			    at->memory, p->mark->digest, at->issue);
	}
	if (at->text_refused && !p->texts.has_original &&
	    attach_file(at, p->texts.original, err) < 0)
		return -1;
	return at->refused->len ? note_refused(at, err) : 0;
}

int
plan_execute(const struct plan *p, struct jira *j, struct memory *memory,
    struct error *err)
{
	struct progress at;
	int rc;

	if (p->outcome == OUTCOME_DROP) {
		log_info("%s: dropped, %s", p->id, p->reason);
		return 0;
	}
	if (p->outcome == OUTCOME_REFUSE)
		return error_set(
		    err, FAIL_UNWANTED, "%s: refused, %s", p->id, p->reason);
	/* Found by a search: the next look need not wait for one. */
	if (p->outcome == OUTCOME_NEW && p->issue &&
	    g_strcmp0(memory_issue(memory), p->issue) != 0)
		memory_remember(memory, p->id, p->issue);
	progress_init(&at, p, j, memory);
	rc = run_steps(&at, err);
	if (rc == 0 && (at.created || p->twins))
		rc = twins_settle(j, p, at.created ? at.issue : NULL, err);
	if (rc == 0)
		log_info("%s %s: %s, %u steps", p->id, at.key,
		    outcome_name(p->outcome), p->steps->len);
	progress_release(&at);
	return rc;
}
