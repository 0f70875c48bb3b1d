#include "ticket/machine.h"

#include "base/limits.h"
#include "base/pattern.h"
#include "base/text.h"
#include "ticket/machine_rules.h"

#include <string.h>

/* What the rules are held against; of it "sender" is owned. */
struct look {
	const struct message *message;
	const struct options *options;
	char *sender;	      /* "" if it says none */
	gboolean null_sender; /* of the envelope */
};

static gboolean
matches(const char *regex, const char *text, gsize n)
{
	struct pattern *p = pattern_new(regex);
	gsize from, to;
	const gboolean found = p && pattern_find(p, text, n, 0, &from, &to);

	pattern_free(p);
	return found;
}

/*
 * Who wrote it, as far as that is said.  Programs without an address write
 * "MAILER-DAEMON", or "MAILER-DAEMON <>", which leaves a name.
 */
static char *
find_sender(const struct message *m)
{
	const struct address *a =
	    m->fields.from->len ? g_ptr_array_index(m->fields.from, 0) : NULL;

	if (!a)
		return g_strdup("");
	if (*a->addr || *a->local)
		return g_strdup(*a->addr ? a->addr : a->local);
	return g_strdup(a->name);
}

/*
 * The null sender is written as "<>", as nothing, or as MAILER-DAEMON.  A
 * Return-Path that a former system wrote counts where nothing better is
 * known: what it tells of is no person's mail either.
 */
static gboolean
has_null_sender(const struct message *m, const char *sender)
{
	const char *path = header_get(&m->header, "Return-Path");

	if (sender)
		return !*sender;
	return path &&
	    matches("^<?(mailer-daemon(@[^>]*)?)?>?$", path, strlen(path));
}

/* Field values are raw bytes. */
static gboolean
field_matches(const char *regex, const char *raw)
{
	g_autofree char *text = text_scrub_line(raw, -1);

	return matches(regex, text, strlen(text));
}

static gboolean
has_name(const struct field *f, const char *name, const struct pattern *regex)
{
	gsize from, to;

	return regex ?
	    pattern_find(regex, f->name, strlen(f->name), 0, &from, &to) :
	    g_ascii_strcasecmp(f->name, name) == 0;
}

static gboolean
has_field(const struct look *l, const char *name, const char *value)
{
	const GPtrArray *fields = l->message->header.fields;
	struct pattern *regex = *name == '^' ? pattern_new(name) : NULL;
	gboolean found = FALSE;

	if (!value)
		value = "^(?!(no|none|false|0)?$)";
	for (guint i = 0; !found && i < fields->len; i++) {
		const struct field *f = g_ptr_array_index(fields, i);

		found =
		    has_name(f, name, regex) && field_matches(value, f->value);
	}
	pattern_free(regex);
	return found;
}

static gboolean
has_part(const struct look *l, const char *regex)
{
	const GPtrArray *files = l->message->attachments;

	for (guint i = 0; i < files->len; i++) {
		const struct attachment *a = g_ptr_array_index(files, i);

		if (matches(regex, a->type, strlen(a->type)))
			return TRUE;
	}
	return FALSE;
}

/* The start of the text in which a robot introduces itself. */
static gboolean
text_matches(const struct look *l, const char *regex)
{
	const char *text = l->message->text;

	return matches(regex, text, text_prefix(text, LIMIT_ROBOT_TEXT));
}

static gboolean
is_subject_of(const char *const *patterns, const char *subject)
{
	for (; patterns && *patterns; patterns++)
		if (matches(*patterns, subject, strlen(subject)))
			return TRUE;
	return FALSE;
}

/* The administrator may replace these subjects. */
static gboolean
says_autoreply(const struct look *l)
{
	const char *const *own =
	    (const char *const *)l->options->autoreply_subjects;

	return is_subject_of(
	    own ? own : machine_subjects, l->message->fields.subject);
}

static gboolean
holds(const struct machine_rule *r, const struct look *l)
{
	const char *subject = l->message->fields.subject;

	return (!r->null_sender || l->null_sender) &&
	    (!r->field || has_field(l, r->field, r->value)) &&
	    (!r->sender || matches(r->sender, l->sender, strlen(l->sender))) &&
	    (!r->subject || matches(r->subject, subject, strlen(subject))) &&
	    (!r->answers || says_autoreply(l)) &&
	    (!r->part || has_part(l, r->part)) &&
	    (!r->text || text_matches(l, r->text));
}

void
machine_find(struct machine *out, const struct message *m,
    const struct options *o, const char *sender)
{
	struct look l = { m, o, find_sender(m), has_null_sender(m, sender) };

	*out = (struct machine){ .class = CLASS_HUMAN };
	for (size_t i = 0; i < machine_rule_count && !out->mute; i++) {
		const struct machine_rule *r = &machine_rules[i];

		if (!holds(r, &l))
			continue;
		out->class = r->class;
		out->sure = !r->guess;
		out->reason = r->class == CLASS_HUMAN ? NULL : r->code;
		out->mute = r->code;
	}
	g_free(l.sender);
}

gboolean
machine_is_undesired(const struct message *m, const struct options *o)
{
	return is_subject_of(
	    (const char *const *)o->undesired_subjects, m->fields.subject);
}
