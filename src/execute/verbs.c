#include "execute/verbs.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "execute/progress.h"
#include "execute/twins.h"
#include "ticket/content.h"
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
 * What Jira is asked for in the end: less and less, as it refuses fields.
 * "tagged" is a summary with the ticket id, by which an issue without our
 * label is found again; "poor" is the same without the subject.
 */
struct wish {
	struct jira_fields fields;
	const char *tagged, *poor, *short_text;
	gboolean text_refused;
};

static gboolean
drop_field(struct wish *w, const char *name)
{
	struct jira_fields *f = &w->fields;

	if (strcmp(name, "labels") == 0 && f->label) {
		f->label = NULL;
		f->summary = f->summary == w->poor ? w->poor : w->tagged;
	} else if (strcmp(name, "description") == 0 && f->description) {
		f->description = w->text_refused ? NULL : w->short_text;
		w->text_refused = TRUE;
	} else if (strcmp(name, "summary") == 0 && f->summary != w->poor) {
		f->summary = w->poor;
	} else {
		return FALSE;
	}
	log_warning("Jira refuses the field %s: filing without it", name);
	return TRUE;
}

/* FALSE: there is nothing to be left out that Jira names. */
static gboolean
drop_refused(struct wish *w, char **refused)
{
	gboolean dropped = FALSE;

	for (char **name = refused; name && *name; name++)
		dropped = drop_field(w, *name) || dropped;
	return dropped;
}

/* The mark of a ticket that says only that its text was refused. */
static struct mark
refused_mark(const struct mark *m, char *digest)
{
	struct mark copy = *m;

	copy.text = digest;
	return copy;
}

/* Asks until Jira has nothing more to refuse by name. */
static int
create(struct progress *at, struct wish *w, const struct mark *without,
    struct error *err)
{
	for (;;) {
		g_auto(GStrv) refused = NULL;
		int rc = jira_create(
		    at->jira, &w->fields, &at->issue, &at->key, &refused, err);

		if (rc == 0 || !refused || !drop_refused(w, refused))
			return rc;
		error_release(err);
		if (w->text_refused)
			w->fields.mark = without;
	}
}

static int
run_create(struct progress *at, const struct step *s, struct error *err)
{
	const struct plan *p = at->plan;
	g_autofree char *poor = ticket_tag(p->id);
	g_autofree char *short_text = content_refused();
	g_autofree char *digest = texts_digest(short_text);
	const struct mark without = refused_mark(p->mark, digest);
	struct wish wish = {
		.fields = {
			.project = p->project,
			.type = p->type,
			.summary = p->texts.summary,
			.description = texts_first(&p->texts),
			.label = p->id,
			.mark = p->mark,
		},
		.tagged = p->texts.tagged,
		.poor = poor,
		.short_text = short_text,
	};
	int rc = create(at, &wish, &without, err);

	(void)s;
	at->text_refused = wish.text_refused;
	if (rc < 0)
		return progress_settle(
		    at, progress_look_issue, NULL, LOOKS_SEARCH, err);
	at->created = TRUE;
	return 0;
}

static void
print_comment(const struct plan *p, const struct step *s, cJSON *out)
{
	cJSON_AddStringToObject(out, "issue", p->key);
	cJSON_AddStringToObject(
	    out, "text", s->kind == STEP_REST ? p->texts.rest : p->texts.text);
}

/* Adds one comment and, where its outcome is not clear, looks for it. */
static int
add_comment(struct progress *at, const char *text, const struct mark *mark,
    struct error *err)
{
	if (jira_add_comment(at->jira, at->issue, text, mark, err) == 0)
		return 0;
	return progress_settle(
	    at, progress_look_comment, mark->step, LOOKS_READ, err);
}

/* The same, with a short text where Jira refuses this one. */
static int
add_text(struct progress *at, const char *text, const struct mark *mark,
    struct error *err)
{
	g_autofree char *short_text = content_refused();
	g_autofree char *digest = texts_digest(short_text);
	const struct mark without = refused_mark(mark, digest);

	if (add_comment(at, text, mark, err) == 0)
		return 0;
	if (err->failure != FAIL_REJECTED)
		return -1;
	log_warning(
	    "Jira refuses the text (%s): filing without it", err->detail);
	error_release(err);
	at->text_refused = TRUE;
	return add_comment(at, short_text, &without, err);
}

static int
run_comment(struct progress *at, const struct step *s, struct error *err)
{
	(void)s;
	return add_text(at, at->plan->texts.text, at->plan->mark, err);
}

static int
run_rest(struct progress *at, const struct step *s, struct error *err)
{
	struct mark mark = *at->plan->mark;
	char step[] = FILED_REST;

	(void)s;
	mark.step = step;
	return add_text(at, at->plan->texts.rest, &mark, err);
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

static int
attach_file(struct progress *at, struct attachment *a, struct error *err)
{
	g_autofree char *reason = NULL;
	int rc = jira_attach(at->jira, at->issue, a, &reason, err);

	if (rc < 0 && !failure_leaves_doubt(err->failure))
		return -1;
	/* By its content it is known again. */
	if (rc < 0 && !*a->sha256 && attachment_measure(a, TRUE) < 0)
		return -1;
	if (rc < 0 &&
	    progress_settle(at, progress_look_file, a, LOOKS_READ, err) < 0)
		return -1;
	if (rc == 0)
		note_file(at, a, reason);
	else
		g_ptr_array_add(at->sent, mark_file_key(a->name, a->size));
	return 0;
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
	return add_comment(at, text, &mark, err);
}

static int
run_steps(struct progress *at, struct recent *recent, struct error *err)
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
			recent_remember(recent, at->issue);
	}
	if (at->text_refused && !p->texts.has_original &&
	    attach_file(at, p->texts.original, err) < 0)
		return -1;
	return at->refused->len ? note_refused(at, err) : 0;
}

int
plan_execute(const struct plan *p, struct jira *j, struct recent *recent,
    struct error *err)
{
	struct progress at;
	int rc;

	if (p->outcome == OUTCOME_DROP) {
		log_info("%s: dropped, %s", p->id, p->reason);
		return 0;
	}
	progress_init(&at, p, j);
	rc = run_steps(&at, recent, err);
	if (rc == 0 && (at.created || p->twins))
		rc = twins_settle(j, p, at.created ? at.issue : NULL, err);
	if (rc == 0)
		log_info("%s %s: %s, %u steps", p->id, at.key,
		    outcome_name(p->outcome), p->steps->len);
	progress_release(&at);
	return rc;
}
