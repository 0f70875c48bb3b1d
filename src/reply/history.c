#include "reply/history.h"

#include "base/pattern.h"

#include <string.h>

/* An introduction is broken into so many lines, and is not longer. */
#define INTRO_LINES  6
#define INTRO_LENGTH 500

/* Lines that a mail's header takes, with those that are broken. */
#define HEADER_LINES 20

static gboolean
has_prefix(const char *text, const char *prefix)
{
	return g_str_has_prefix(text, prefix);
}

/* Each line is asked once: headers are looked for at every one. */
static enum reply_field
field_at(const struct reply_view *v, struct reply_patterns *p, guint i)
{
	struct view_line *l = view_line(v, i);

	if (l->field < 0)
		l->field = (int)reply_field(p, l->text);
	return (enum reply_field)l->field;
}

/* Is there a "<" in it that has no ">" yet? */
static gboolean
is_open(const char *text, char opens, char closes)
{
	int open = 0;

	for (; *text; text++)
		open += (*text == opens) - (*text == closes);
	return open > 0;
}

/* Does the line go on with what stands in the text before? */
static gboolean
goes_on(const struct view_line *l, const GString *text)
{
	gboolean open = is_open(text->str, '<', '>');

	if (l->gap)
		return has_prefix(l->text, "<") || open;
	return !l->quoted || open || !*l->text;
}

/*
 * What the lines from i on are, joined to the first that ends an
 * introduction.  A ">" that closes an address at the beginning of a line was
 * taken for the sign of a quote; and some have no colon before a header.
 */
static enum reply_intro
intro_from(
    const struct reply_view *v, struct reply_patterns *p, guint i, guint *next)
{
	g_autoptr(GString) text = g_string_new(view_line(v, i)->text);

	for (guint n = i + 1;; n++) {
		const struct view_line *l =
		    n < view_length(v) ? view_line(v, n) : NULL;
		gboolean header = l && field_at(v, p, n) == FIELD_FROM;
		enum reply_intro intro;

		if (header && !g_str_has_suffix(text->str, ":"))
			g_string_append_c(text, ':');
		intro = reply_intro(p, text->str);
		*next = n;
		if (intro == INTRO_SURE)
			return intro;
		if (intro == INTRO_LIKELY && !header && l && l->quoted &&
		    *l->text)
			return intro;
		if (intro == INTRO_LIKELY && !is_open(text->str, '(', ')'))
			return INTRO_NO;
		if (!l || n - i >= INTRO_LINES || text->len > INTRO_LENGTH ||
		    !goes_on(l, text))
			return INTRO_NO;
		g_string_append(text, l->quote ? " >" : " ");
		g_string_append(text, l->text);
	}
}

/* A name may stand alone on the first line, above the address. */
static gboolean
may_open(const struct reply_view *v, struct reply_patterns *p, guint i)
{
	return reply_may_open(p, view_line(v, i)->text) ||
	    (i + 1 < view_length(v) &&
		has_prefix(view_line(v, i + 1)->text, "<"));
}

/* Does a line begin what the one before it does not go on to say? */
static gboolean
begins_anew(const char *before, const char *text)
{
	gsize n = strlen(before);
	char last = n ? before[n - 1] : '.';

	/* "... on Monday, 6." */
	if (last == '.' && n > 3 && g_ascii_isdigit(before[n - 2]) &&
	    !g_ascii_isdigit(before[n - 4]))
		return FALSE;
	return strchr(".!?:)", last) ||
	    (last != ',' && g_unichar_isupper(g_utf8_get_char(text)));
}

/*
 * Is the introduction that seems to begin at i rather one that begins at a
 * later of its lines, below the end of a sentence with a date?
 */
static gboolean
begins_later(const struct reply_view *v, struct reply_patterns *p, guint i,
    guint next, enum reply_intro intro)
{
	const char *first = view_line(v, i)->text;
	gboolean opens = reply_opens(p, first);

	for (guint n = i + 1; n < next; n++) {
		const char *text = view_line(v, n)->text;
		guint end;

		if (strchr("<([", *text) || !may_open(v, p, n) ||
		    !begins_anew(view_line(v, n - 1)->text, text))
			continue;
		if (opens && !reply_opens(p, text))
			continue;
		if (intro_from(v, p, n, &end) >= intro && end == next)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_intro(
    const struct reply_view *v, struct reply_patterns *p, guint i, guint *next)
{
	enum reply_intro intro;

	if (!may_open(v, p, i))
		return FALSE;
	intro = intro_from(v, p, i, next);
	return intro != INTRO_NO && !begins_later(v, p, i, *next, intro);
}

/*
 * Does something in it show that it is of a mail, and not of somebody's
 * journey: a subject, an address, or a date with a time of day?
 */
static gboolean
is_of_mail(struct reply_patterns *p, enum reply_field field, const char *text)
{
	return field == FIELD_SUBJECT || strchr(text, '@') ||
	    (field == FIELD_DATE && strchr(text, ':') != strrchr(text, ':') &&
		reply_has_date(p, text));
}

/*
 * Is it the header of a mail, as programs write it into an answer?  Blank
 * lines may stand between the fields, and broken lines.  "*next" is the line
 * after it.
 */
static gboolean
is_header(const struct reply_view *v, struct reply_patterns *p, guint i,
    int needed, guint *next)
{
	gboolean seen[FIELD_OTHER + 1] = { FALSE }, of_mail = FALSE;
	int kinds = 0, sent = 0;
	guint broken = 0;

	/* One that begins higher up was looked at there. */
	if (field_at(v, p, i) == FIELD_NONE ||
	    (i > 0 && !view_line(v, i)->gap &&
		field_at(v, p, i - 1) != FIELD_NONE))
		return FALSE;
	for (guint n = i; n < view_length(v) && n < i + HEADER_LINES; n++) {
		const struct view_line *l = view_line(v, n);
		enum reply_field field = field_at(v, p, n);

		if (field == FIELD_NONE && (l->gap || ++broken > 3))
			break;
		if (field == FIELD_NONE)
			continue;
		broken = 0;
		kinds += !seen[field];
		seen[field] = TRUE;
		of_mail = of_mail || is_of_mail(p, field, l->text);
		sent += (field == FIELD_FROM && strchr(l->text, '@')) ||
		    (field == FIELD_DATE && reply_has_date(p, l->text));
		*next = n + 1;
	}
	return seen[FIELD_FROM] && of_mail && (kinds >= needed || sent == 2);
}

/* Does a header stand right below line i? */
static gboolean
header_follows(
    const struct reply_view *v, struct reply_patterns *p, guint i, int needed)
{
	guint next;

	return i < view_length(v) && is_header(v, p, i, needed, &next);
}

/* Novell's ">>> Ann Lee <ann@example.com> 03.05.24 10:20 >>>" */
static gboolean
is_groupwise(const struct view_line *l)
{
	return has_prefix(l->text, ">>>") && g_str_has_suffix(l->text, ">>>");
}

static enum history
divider_at(const struct reply_view *v, struct reply_patterns *p, guint i)
{
	g_autofree char *dashed = NULL;

	switch (reply_divider(p, view_line(v, i)->text)) {
	case DIVIDER_ORIGINAL:
	case DIVIDER_ABOVE: return HISTORY_MAIL;
	case DIVIDER_FORWARDED: return HISTORY_FORWARDED;
	case DIVIDER_UNKNOWN:
		return header_follows(v, p, i + 1, 2) ? HISTORY_MAIL :
							HISTORY_NO;
	case DIVIDER_NONE: break;
	}
	/* Above a header, dashes or the words alone will do. */
	if (!header_follows(v, p, i + 1, 2))
		return HISTORY_NO;
	dashed = g_strconcat("--", view_line(v, i)->text, NULL);
	return reply_is_separator(dashed) ||
		reply_divider(p, dashed) == DIVIDER_ORIGINAL ?
	    HISTORY_MAIL :
	    HISTORY_NO;
}

enum history
history_at(const struct reply_view *v, struct reply_patterns *p,
    gboolean only_intros, guint i, guint *next)
{
	const struct view_line *l = view_line(v, i);
	enum history found;

	*next = i + 1;
	if (l->hints & HINT_FORWARD)
		return HISTORY_FORWARDED;
	if (l->hints & HINT_DIVIDER || is_groupwise(l))
		return HISTORY_MAIL;
	found = divider_at(v, p, i);
	if (found == HISTORY_FORWARDED)
		return found;
	if (!only_intros &&
	    (found != HISTORY_NO || is_header(v, p, i, 3, next)))
		return HISTORY_MAIL;
	if (!(l->hints & HINT_INTRO) && !is_intro(v, p, i, next))
		return HISTORY_NO;
	return *next < view_length(v) && view_line(v, *next)->quoted ?
	    HISTORY_INTRO :
	    HISTORY_MAIL;
}

/* The text as an administrator sees it, and where each line begins. */
static GString *
plain_text(const struct reply_view *v, GArray *starts)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < view_length(v); i++) {
		const struct view_line *l = view_line(v, i);

		if (l->gap)
			g_string_append_c(out, '\n');
		g_array_append_val(starts, out->len);
		for (guint n = 0; n < l->quote; n++)
			g_string_append(out, "> ");
		g_string_append_printf(out, "%s\n", l->text);
	}
	return out;
}

guint
history_from_admin(const struct reply_view *v, char **multiline)
{
	g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(gsize));
	g_autoptr(GString) text = NULL;
	gsize first = G_MAXSIZE;
	guint i = 0;

	if (!multiline)
		return G_MAXUINT;
	text = plain_text(v, starts);
	for (; *multiline; multiline++) {
		struct pattern *p = pattern_new(*multiline);
		gsize from, to;

		if (p && pattern_find(p, text->str, text->len, 0, &from, &to))
			first = MIN(first, from);
		pattern_free(p);
	}
	/* A match may begin with the end of the line before. */
	while (first < text->len && text->str[first] == '\n')
		first++;
	while (i < starts->len && g_array_index(starts, gsize, i) < first)
		i++;
	if (first >= text->len)
		return G_MAXUINT;
	return i < starts->len && g_array_index(starts, gsize, i) == first ?
	    i :
	    i - 1;
}
