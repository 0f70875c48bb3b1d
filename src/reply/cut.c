/*
 * The rules, from the largest part that may go to the smallest.  Whoever
 * changes them: to keep too much is a blemish, to lose what somebody wrote
 * is a fault.
 */
#include "reply/cut.h"

#include "reply/history.h"
#include "reply/patterns.h"
#include "reply/signature.h"
#include "reply/view.h"
#include "reply/words.h"

#include <string.h>

/*
 * A quote that stands above the whole answer and has more bytes than this is
 * the mail that is answered, and not a question taken from it.
 */
#define QUESTION_LENGTH 400

struct reply {
	char **introductory, **multiline; /* borrowed */
};

/* A quote with its introduction: lines from <= i < to. */
struct quote {
	guint from, to;
	gboolean introduced;
};

/* What is known of one mail. */
struct cut {
	struct reply_view *view;
	struct reply_patterns *patterns;
	gboolean forwards; /* the subject says so */
	GArray *quotes;	   /* quotes that what was written stands around */
	guint start;	   /* the first line that somebody wrote */
	guint end; /* where the earlier mail begins, or a forwarded one */
};

struct reply *
reply_new(char **introductory, char **multiline)
{
	struct reply *r = g_new0(struct reply, 1);

	r->introductory = introductory;
	r->multiline = multiline;
	return r;
}

void
reply_free(struct reply *r)
{
	g_free(r);
}

/* "[SUP-12] Fwd: a subject" */
gboolean
reply_is_forward(const char *subject)
{
	g_autofree char *prefix = NULL, *folded = NULL;
	gsize n;

	while (*subject == '[' && strchr(subject, ']')) {
		subject = strchr(subject, ']') + 1;
		subject += strspn(subject, " ");
	}
	n = strcspn(subject, ":\xef");
	if (!subject[n])
		return FALSE;
	prefix = g_strstrip(g_strndup(subject, n));
	folded = g_utf8_strdown(prefix, -1);
	return g_strv_contains(reply_forward_prefixes, folded);
}

static void
cut_lines(struct cut *c, guint from, guint to, enum line_cut why)
{
	for (guint i = from; i < to; i++)
		if (!doc_line(c->view->doc, i)->cut)
			doc_line(c->view->doc, i)->cut = why;
}

/* Is this line nothing that somebody wrote? */
static gboolean
is_junk(const struct cut *c, guint i)
{
	const struct doc_line *line = doc_line(c->view->doc, i);

	for (guint n = line->first; n < line->end; n++)
		if (doc_run(c->view->doc, n)->kind == RUN_IMAGE)
			return FALSE;
	return line->kind == LINE_RULE ||
	    reply_is_separator(view_line(c->view, i)->text);
}

/* Remembers the quote that begins at i; returns the line after it. */
static guint
add_quote(struct cut *c, guint from, guint i, gboolean introduced)
{
	struct quote q = { from, view_quote_end(c->view, i), introduced };

	g_array_append_val(c->quotes, q);
	return q.to;
}

/* A mail that is handed on stays as it is: it is why somebody writes. */
static gboolean
is_forwarded(struct cut *c, guint i)
{
	return reply_divider(c->patterns, view_line(c->view, i)->text) ==
	    DIVIDER_FORWARDED;
}

/*
 * "Yes. On 3 May 2024, Ann wrote:" is two lines, if only the second part is
 * an introduction; and so is what Yahoo writes, "On ... wrote:   Hello".
 */
static void
split_shared_line(struct cut *c, guint i)
{
	const struct view_line *l = view_line(c->view, i);
	const struct doc_line *line = doc_line(c->view->doc, i);
	gsize at;

	if (line->end != line->first + 1 ||
	    doc_run(c->view->doc, line->first)->kind != RUN_TEXT)
		return;
	at = reply_intro_ends(c->patterns, l->text);
	if (at) {
		reply_view_split(c->view, i, at);
		return;
	}
	at = reply_opens_within(c->patterns, l->text);
	if (at && reply_intro(c->patterns, l->text + at) == INTRO_SURE)
		reply_view_split(c->view, i, at);
}

/*
 * Finds where the earlier mail begins.  Returns FALSE if nobody wrote
 * anything above it: then there is nothing to cut.
 */
static gboolean
find_history(struct cut *c, char **multiline)
{
	guint i = 0, next, named = history_from_admin(c->view, multiline);

	c->start = c->end = view_length(c->view);
	while (i < view_length(c->view)) {
		enum history found;

		if (i == named && c->start < i) {
			c->end = i;
			cut_lines(c, i, view_length(c->view), CUT_QUOTE);
			return TRUE;
		}
		if (view_line(c->view, i)->quoted) {
			if (is_forwarded(c, i))
				break;
			i = add_quote(c, i, i, FALSE);
			continue;
		}
		split_shared_line(c, i);
		found = history_at(
		    c->view, c->patterns, multiline != NULL, i, &next);
		if (found == HISTORY_FORWARDED ||
		    (found == HISTORY_MAIL && c->forwards))
			break;
		if (found == HISTORY_MAIL && c->start < i) {
			c->end = i;
			cut_lines(c, i, view_length(c->view), CUT_QUOTE);
			return TRUE;
		}
		if (found == HISTORY_MAIL)
			return FALSE;
		if (found == HISTORY_INTRO) {
			i = add_quote(c, i, next, TRUE);
			continue;
		}
		if (!is_junk(c, i))
			c->start = MIN(c->start, i);
		i++;
	}
	c->end = i;
	return TRUE;
}

/* "The log says:", and what it says is marked like a quote. */
static gboolean
is_announced(const struct cut *c, const struct quote *q)
{
	return !q->introduced && q->from > 0 &&
	    !(view_line(c->view, q->from)->hints & HINT_QUOTED) &&
	    reply_announces(c->patterns, view_line(c->view, q->from - 1)->text);
}

/* Takes off what stands last, until it is something that somebody wrote. */
static void
cut_end(struct cut *c)
{
	guint end = c->end;

	while (end > 0) {
		const struct quote *last = c->quotes->len ?
		    &g_array_index(
			c->quotes, struct quote, c->quotes->len - 1) :
		    NULL;
		guint from = end;

		if (is_junk(c, end - 1)) {
			cut_lines(c, end - 1, end, CUT_QUOTE);
			end--;
		} else if (last && last->to == end && is_announced(c, last)) {
			break;
		} else if (last && last->to == end) {
			cut_lines(c, last->from, end, CUT_QUOTE);
			end = last->from;
			g_array_set_size(c->quotes, c->quotes->len - 1);
		} else {
			end = signature_start(
			    c->view, c->patterns, last ? last->to : 0, end);
			cut_lines(c, end, from, CUT_SIGNATURE);
		}
		if (end == from)
			break;
	}
	c->end = end;
}

static gsize
length_of(const struct cut *c, const struct quote *q)
{
	gsize n = 0;

	for (guint i = q->from; i < q->to; i++)
		n += strlen(view_line(c->view, i)->text);
	return n;
}

/* Is there nothing but "Regards, Ann" from line i on? */
static gboolean
only_closes(struct cut *c, guint i)
{
	if (i >= c->end || c->end - i > CLOSING_LINES ||
	    !reply_is_closing(c->patterns, view_line(c->view, i)->text))
		return FALSE;
	for (; i < c->end; i++)
		if (strlen(view_line(c->view, i)->text) > CLOSING_LENGTH)
			return FALSE;
	return TRUE;
}

/*
 * A quote with something written below it is one that is answered there, and
 * stays; but not if all of the answer stands on one side of it.
 */
static void
cut_whole_mail(struct cut *c)
{
	const struct quote *q;
	gboolean above, below;

	if (c->quotes->len != 1)
		return;
	q = &g_array_index(c->quotes, struct quote, 0);
	if (!q->introduced || q->to >= c->end)
		return;
	above = c->start >= q->to && length_of(c, q) > QUESTION_LENGTH;
	below = c->start < q->from && only_closes(c, q->to);
	if (above || below)
		cut_lines(c, q->from, q->to, CUT_QUOTE);
}

/* Some write below what their telephone has put there. */
static void
cut_first_line(struct cut *c)
{
	guint first = c->start;

	if (first + 1 < c->end && view_line(c->view, first + 1)->gap &&
	    reply_is_mobile(c->patterns, view_line(c->view, first)->text))
		cut_lines(c, first, first + 1, CUT_SIGNATURE);
}

/*
 * "My answers are below, in red.": does the last thing that somebody wrote,
 * but for a name, say that the rest is in the earlier mail?
 */
static gboolean
answers_within(const struct cut *c)
{
	/* Most often nothing stands below. */
	if (c->end == view_length(c->view))
		return FALSE;
	for (guint i = c->end; i > 0 && c->end - i < CLOSING_LINES; i--) {
		const char *text = view_line(c->view, i - 1)->text;

		if (reply_is_within(c->patterns, text))
			return TRUE;
		if (strlen(text) > CLOSING_LENGTH)
			return FALSE;
	}
	return FALSE;
}

static void
keep_all(struct doc *d)
{
	for (guint i = 0; i < d->lines->len; i++)
		doc_line(d, i)->cut = CUT_NONE;
}

void
reply_cut(const struct reply *r, struct doc *d, gboolean forwards)
{
	struct cut c = {
		.view = reply_view_new(d),
		.patterns = reply_patterns_new(r->introductory),
		.forwards = forwards,
		.quotes = g_array_new(FALSE, FALSE, sizeof(struct quote)),
	};

	if (find_history(&c, r->multiline)) {
		cut_end(&c);
		cut_whole_mail(&c);
		cut_first_line(&c);
	}
	if (doc_is_all_cut(d) || answers_within(&c))
		keep_all(d);
	g_array_unref(c.quotes);
	reply_patterns_free(c.patterns);
	reply_view_free(c.view);
}
