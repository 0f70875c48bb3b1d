#include "reply/signature.h"

#include <string.h>

/* Lines of a signature below "-- " at most; it is to be four. */
#define SIGNATURE_LINES 25

/* So many lines that are a sentence are none. */
#define SENTENCES 3

/* Of a footer below a line of another kind. */
#define FOOTER_LINES 12

/* A line of an address or a telephone number is not longer. */
#define CARD_LENGTH 100

/* RFC 3676, 4.3: "-- "; many programs lose the blank. */
static gboolean
is_delimiter(const char *text)
{
	return strcmp(text, "--") == 0 || strcmp(text, "- --") == 0;
}

/* A rule drawn with so many of the same sign. */
static gboolean
is_rule(const char *text, char sign, gsize least)
{
	gsize n = strspn(text, (const char[]){ sign, '\0' });

	return n >= least && !text[n];
}

/* "2024-05-03", "03.05.2024": the bytes of a date of digits, or 0. */
static gsize
date_bytes(const char *text)
{
	gsize n = strspn(text, "0123456789./-");
	int parts = 1;

	if (n < 8 || n > 10)
		return 0;
	for (gsize i = 0; i < n; i++)
		parts += !g_ascii_isdigit(text[i]);
	return parts == 3 ? n : 0;
}

/* A number of a telephone: six digits with nothing but its signs between. */
static gboolean
has_number(const char *text)
{
	int digits = 0;

	for (const char *p = text; *p && digits < 6; p++) {
		if (!digits && date_bytes(p))
			p += date_bytes(p) - 1;
		else if (g_ascii_isdigit(*p))
			digits++;
		else if (!strchr(" +()/.-", *p))
			digits = 0;
	}
	return digits >= 6;
}

static gboolean
has_contact(const char *text)
{
	return has_number(text) || strchr(text, '@') || strstr(text, "http") ||
	    strstr(text, "www.");
}

/* Several words, and a full stop: nobody's name or street. */
static gboolean
is_sentence(const char *text)
{
	gsize n = strlen(text);
	int blanks = 0;

	for (const char *p = text; *p; p++)
		blanks += *p == ' ';
	return n > CARD_LENGTH || (blanks >= 4 && strchr(".?!:", text[n - 1]));
}

/*
 * Do the lines below "from" look like a card: short ones, with an address
 * or a number, or below "Regards, Ann"?
 */
static gboolean
is_card(
    const struct reply_view *v, struct reply_patterns *p, guint from, guint end)
{
	gboolean card = FALSE;

	for (guint i = from + 1; i < end; i++) {
		const char *text = view_line(v, i)->text;

		if (is_sentence(text))
			return FALSE;
		card = card || has_contact(text);
	}
	for (guint i = from; i > 0 && from - i < CLOSING_LINES && !card; i--) {
		const char *text = view_line(v, i - 1)->text;

		card =
		    strlen(text) <= CLOSING_LENGTH && reply_is_closing(p, text);
	}
	return card;
}

static gboolean
is_marked(const struct reply_view *v, guint i)
{
	return (view_line(v, i)->hints & HINT_SIGNATURE) != 0;
}

/* Does a signature fill the lines, if a program says where it begins? */
static gboolean
is_to_end(const struct reply_view *v, guint from, guint end)
{
	for (guint i = from; i < end && is_marked(v, from); i++)
		if (!is_marked(v, i))
			return FALSE;
	return TRUE;
}

static gboolean
is_drawn_line(const char *text)
{
	return strlen(text) >= 3 && reply_is_separator(text);
}

/*
 * Does somebody go on to speak below line i, without a blank line?  What
 * lawyers add has longer lines, or such as end within a sentence, and stands
 * apart.
 */
static gboolean
speaks_on(const struct reply_view *v, guint i, guint end)
{
	int sentences = 0;

	for (i++; i < end && !view_line(v, i)->gap; i++) {
		const char *text = view_line(v, i)->text;

		sentences += strlen(text) <= CARD_LENGTH && is_sentence(text);
	}
	return sentences >= SENTENCES;
}

/* Does what stands below line i look like what such a line parts off? */
static gboolean
is_cut_line(
    const struct reply_view *v, struct reply_patterns *p, guint i, guint end)
{
	const struct view_line *l = view_line(v, i);

	if (is_delimiter(l->text))
		return is_to_end(v, i + 1, end) && !speaks_on(v, i, end);
	/* Lines above and below make a frame. */
	for (guint n = i + 1; n < end && n - i <= FOOTER_LINES; n++)
		if (is_drawn_line(view_line(v, n)->text))
			return FALSE;
	/* Mailing lists' footers, and what mail servers add. */
	return end - i - 1 <= FOOTER_LINES &&
	    (l->gap || is_rule(l->text, '_', 5) || is_rule(l->text, '-', 30)) &&
	    is_drawn_line(l->text) && is_card(v, p, i, end);
}

guint
signature_start(
    const struct reply_view *v, struct reply_patterns *p, guint from, guint end)
{
	guint first = end;

	for (guint i = end; i > from && end - i <= SIGNATURE_LINES; i--)
		if (is_cut_line(v, p, i - 1, end))
			first = i - 1;
	while (first > from && is_marked(v, first - 1))
		first--;
	if (first == end && end > from &&
	    reply_is_mobile(p, view_line(v, end - 1)->text))
		first = end - 1;
	return first;
}
