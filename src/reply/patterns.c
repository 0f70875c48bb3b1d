#include "reply/patterns.h"

#include "base/limits.h"
#include "base/pattern.h"
#include "reply/regex.h"

#include <string.h>

struct reply_patterns {
	struct pattern *ours[P_COUNT];
	char **introductory;   /* borrowed; NULL: ours */
	GPtrArray *from_admin; /* those, compiled */
	int left;	       /* matches that this mail may still cost */
};

static const struct pattern *
get(struct reply_patterns *p, enum reply_regex which)
{
	if (!p->ours[which]) {
		g_autofree char *regex = reply_regex(which);

		p->ours[which] = pattern_new(regex);
		g_assert(p->ours[which]);
	}
	return p->ours[which];
}

/* Takes from what this mail may cost; FALSE: it has nothing left. */
static gboolean
may_match(struct reply_patterns *p, const char *text)
{
	p->left -= 1 + (int)(strlen(text) / 32);
	return p->left > 0;
}

/* As pattern_which(). */
static int
group_of(struct reply_patterns *p, enum reply_regex which, const char *text)
{
	if (!may_match(p, text))
		return -1;
	return pattern_which(get(p, which), text, strlen(text));
}

static gboolean
matches(struct reply_patterns *p, enum reply_regex which, const char *text)
{
	return group_of(p, which, text) >= 0;
}

static void
free_pattern(gpointer p)
{
	pattern_free(p);
}

struct reply_patterns *
reply_patterns_new(char **introductory)
{
	struct reply_patterns *p = g_new0(struct reply_patterns, 1);

	p->introductory = introductory;
	p->left = LIMIT_REPLY_MATCHES;
	return p;
}

void
reply_patterns_free(struct reply_patterns *p)
{
	if (!p)
		return;
	for (int i = 0; i < P_COUNT; i++)
		pattern_free(p->ours[i]);
	if (p->from_admin)
		g_ptr_array_unref(p->from_admin);
	g_free(p);
}

/* Dashes, lines of boxes, and what East Asian programs have for them. */
static gboolean
is_drawn_character(gunichar c)
{
	if (c < 0x80)
		return strchr("-_=*~#+", (int)c) != NULL;
	return (c >= 0x2010 && c <= 0x2015) || (c >= 0x2500 && c <= 0x257f) ||
	    c == 0xff0a || c == 0xff0d || c == 0xff1d || c == 0xff3f;
}

gboolean
reply_is_separator(const char *line)
{
	int n = 0;

	for (; *line; line = g_utf8_next_char(line)) {
		gunichar c = g_utf8_get_char(line);

		if (g_unichar_isspace(c) ||
		    g_unichar_type(c) == G_UNICODE_FORMAT)
			continue;
		/* U+1427 is what a mail tracker leaves in the text. */
		if (c == 0x1427)
			n++;
		else if (!is_drawn_character(c))
			return FALSE;
		n++;
	}
	return n != 1;
}

/*
 * Patterns of all languages take long to compile, so most lines are told
 * from what they look for by a glance.
 *
 * Does a colon stand in it, with nothing before it but a field's name?
 */
static gboolean
may_be_field(const char *line)
{
	gsize n = strcspn(line, "0123456789@:|\xef");

	return n < 80 && line[n] && strchr(":|\xef", line[n]);
}

enum reply_field
reply_field(struct reply_patterns *p, const char *line)
{
	int group;

	if (!may_be_field(line))
		return FIELD_NONE;
	group = group_of(p, P_FIELD, line);
	return group < 0 ? FIELD_NONE : (enum reply_field)group;
}

static gboolean
ends_with_colon(const char *text)
{
	gsize n = strlen(text);

	while (n && strchr(" \t*_\"'-", text[n - 1]))
		n--;
	return (n && text[n - 1] == ':') ||
	    (n >= 3 && memcmp(text + n - 3, "：", 3) == 0);
}

/* Words alone need a colon behind them, and no other one. */
static gboolean
may_be_divider(const char *line)
{
	if (reply_is_separator(line))
		return FALSE;
	if (!g_unichar_isalnum(g_utf8_get_char(line)))
		return TRUE;
	return ends_with_colon(line) && strchr(line, ':') == strrchr(line, ':');
}

enum reply_divider
reply_divider(struct reply_patterns *p, const char *line)
{
	int group;

	if (strlen(line) > 200 || !may_be_divider(line))
		return DIVIDER_NONE;
	group = group_of(p, P_DIVIDER, line);
	return group < 0 ? DIVIDER_NONE : (enum reply_divider)group;
}

gboolean
reply_has_date(struct reply_patterns *p, const char *text)
{
	return matches(p, P_DATE, text);
}

gboolean
reply_may_open(struct reply_patterns *p, const char *line)
{
	/* Then nothing is found any more. */
	if (p->left <= 0)
		return FALSE;
	if (p->introductory || g_str_has_prefix(line, "--"))
		return TRUE;
	if (strchr("<([", *line))
		return strchr(line, '@') != NULL;
	for (; *line; line = g_utf8_next_char(line))
		if (*line == '@' || g_unichar_isdigit(g_utf8_get_char(line)))
			return TRUE;
	return FALSE;
}

gboolean
reply_opens(struct reply_patterns *p, const char *line)
{
	return matches(p, P_OPENS, line);
}

gsize
reply_opens_within(struct reply_patterns *p, const char *line)
{
	gsize from, to;

	if ((!ends_with_colon(line) && !strchr(line, '@')) ||
	    !reply_may_open(p, line) || !may_match(p, line) ||
	    !pattern_find(get(p, P_WITHIN), line, strlen(line), 0, &from, &to))
		return 0;
	return from;
}

static gboolean
is_from_admin(struct reply_patterns *p, const char *text)
{
	if (!p->from_admin) {
		p->from_admin = g_ptr_array_new_with_free_func(free_pattern);
		for (char **regex = p->introductory; *regex; regex++)
			g_ptr_array_add(p->from_admin, pattern_new(*regex));
	}
	for (guint i = 0; i < p->from_admin->len; i++) {
		const struct pattern *one = g_ptr_array_index(p->from_admin, i);

		if (one && may_match(p, text) &&
		    pattern_which(one, text, strlen(text)) >= 0)
			return TRUE;
	}
	return FALSE;
}

/* A name may follow the verb, or a date; a sentence may not. */
static gboolean
is_name_or_date(struct reply_patterns *p, const char *rest)
{
	gunichar first;

	while (*rest && (g_ascii_isspace(*rest) || strchr("\"'<(", *rest)))
		rest++;
	first = g_utf8_get_char(rest);
	return strchr(rest, '@') || matches(p, P_DATE, rest) ||
	    (!g_unichar_islower(first) && g_unichar_isalpha(first));
}

static gboolean
has_word_characters(const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		if (g_unichar_isalnum(g_utf8_get_char(text)))
			return TRUE;
	return FALSE;
}

/* The verb that stands last in it. */
static gboolean
find_verb(struct reply_patterns *p, const char *text, gsize *from, gsize *to)
{
	gsize n = strlen(text), at = 0, f, t;
	gboolean found = FALSE;

	while (may_match(p, text + at) &&
	    pattern_find(get(p, P_WROTE), text, n, at, &f, &t)) {
		*from = f;
		*to = at = t;
		found = TRUE;
	}
	return found;
}

enum reply_intro
reply_intro(struct reply_patterns *p, const char *text)
{
	gboolean colon = ends_with_colon(text), date, last;
	gboolean address = strchr(text, '@') != NULL;
	gboolean dashes =
	    g_str_has_prefix(text, "--") && g_str_has_suffix(text, "--");
	g_autofree char *before = NULL;
	gsize from, to;

	if (p->introductory)
		return is_from_admin(p, text) ? INTRO_SURE : INTRO_NO;
	if (matches(p, P_STAMP, text))
		return INTRO_SURE;
	if (!colon && !address && !dashes)
		return INTRO_NO;
	date = matches(p, P_DATE, text);
	if (date && colon && matches(p, P_ADDRESS_LAST, text))
		return INTRO_SURE;
	if (!find_verb(p, text, &from, &to))
		return colon && (date || address) ? INTRO_LIKELY : INTRO_NO;
	last = !has_word_characters(text + to);
	if (dashes && last)
		return INTRO_SURE;
	before = g_strchomp(g_strndup(text, from));
	if ((!date && !address) || matches(p, P_OWN_WORDS, before))
		return INTRO_NO;
	if (!colon)
		return last && date && address ? INTRO_SURE : INTRO_NO;
	/* "On 6 May the supplier wrote:" may begin what somebody tells. */
	return (last || is_name_or_date(p, text + to)) &&
		(address || matches(p, P_TIME, text)) ?
	    INTRO_SURE :
	    INTRO_LIKELY;
}

gsize
reply_intro_ends(struct reply_patterns *p, const char *line)
{
	const char *end = strstr(line, ":  ");
	g_autofree char *intro = NULL;

	if (!end || p->introductory || !reply_may_open(p, line))
		return 0;
	intro = g_strndup(line, (gsize)(end - line) + 1);
	return reply_intro(p, intro) == INTRO_SURE && reply_opens(p, intro) ?
	    strlen(intro) :
	    0;
}

gboolean
reply_is_mobile(struct reply_patterns *p, const char *line)
{
	gsize n = strlen(line);

	/* "发自 iPhone" */
	return n >= 12 && n <= 160 && matches(p, P_MOBILE, line);
}

gboolean
reply_is_closing(struct reply_patterns *p, const char *line)
{
	return strlen(line) <= 120 && matches(p, P_CLOSING, line);
}

gboolean
reply_announces(struct reply_patterns *p, const char *line)
{
	/* ":smile:" */
	return *line != ':' && ends_with_colon(line) &&
	    !strpbrk(line, "0123456789@") && !matches(p, P_WROTE, line) &&
	    !reply_is_closing(p, line);
}

gboolean
reply_is_within(struct reply_patterns *p, const char *line)
{
	gsize n = strlen(line);

	return n >= 12 && n <= 160 && matches(p, P_ANSWERS, line);
}
