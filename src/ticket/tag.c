#include "ticket/tag.h"

#include "base/limits.h"
#include "base/text.h"
#include "coding/encoded.h"

#include <string.h>

/* Longest text in brackets that may be a ticket id, with its blanks. */
#define BRACKETS_MAX 200

/* Typesetters and some programs make a minus sign of it. */
static gboolean
is_dash(gunichar c)
{
	return c == 0x2212 || g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION;
}

static gboolean
is_opening(gunichar c)
{
	return c == '<' || g_unichar_type(c) == G_UNICODE_OPEN_PUNCTUATION;
}

static gboolean
is_closing(gunichar c)
{
	return c == '>' || g_unichar_type(c) == G_UNICODE_CLOSE_PUNCTUATION;
}

/*
 * One alphabet for all ways of writing: wide forms become ASCII, brackets
 * "[" and "]", dashes "-", white space a blank; what escapes or does not
 * show is dropped.
 */
static char *
plain_form(const char *text)
{
	g_autofree char *wide = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
	GString *out = g_string_new(NULL);

	for (const char *p = wide ? wide : ""; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == '\\' || g_unichar_type(c) == G_UNICODE_FORMAT)
			continue;
		if (is_opening(c))
			c = '[';
		else if (is_closing(c))
			c = ']';
		else if (is_dash(c))
			c = '-';
		else if (g_unichar_isspace(c))
			c = ' ';
		g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

static gboolean
has(const GPtrArray *ids, const char *id)
{
	return g_ptr_array_find_with_equal_func(
	    (GPtrArray *)ids, id, g_str_equal, NULL);
}

/* Takes the id, which may be NULL. */
static void
add(GPtrArray *ids, char *id)
{
	if (id && ids->len < LIMIT_TAGS && !has(ids, id))
		g_ptr_array_add(ids, id);
	else
		g_free(id);
}

/* As we write it, whatever stands around it. */
static void
add_exact(struct tags *found, const struct ticket_ids *ids, const char *text)
{
	while ((text = strstr(text, "[#")) != NULL) {
		const size_t n = strcspn(text += 2, "[]");
		g_autofree char *inner = g_strndup(text, MIN(n, BRACKETS_MAX));
		g_autofree char *id = ticket_id_read(ids, inner);

		if (text[n] == ']' && g_strcmp0(id, inner) == 0)
			add(found->bracketed, g_steal_pointer(&id));
	}
}

/* The text of n bytes without blanks and without "#" before it. */
static char *
squeeze(const char *text, size_t n)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < n; i++)
		if (text[i] != ' ' && (text[i] != '#' || out->len))
			g_string_append_c(out, text[i]);
	return g_string_free(out, FALSE);
}

/* What is all that stands in a pair of brackets, the innermost. */
static void
add_bracketed(
    struct tags *found, const struct ticket_ids *ids, const char *plain)
{
	while ((plain = strchr(plain, '[')) != NULL) {
		const size_t n = strcspn(++plain, "[]");

		if (plain[n] == ']' && n <= BRACKETS_MAX) {
			g_autofree char *inner = squeeze(plain, n);

			add(found->bracketed, ticket_id_read(ids, inner));
		}
	}
}

/* Is it one of the characters that a prefix has beside letters and digits? */
static gboolean
is_joint(char c)
{
	return c == '-' || c == '_' || c == '.';
}

static void
add_word(
    struct tags *found, const struct ticket_ids *ids, const char *text, gsize n)
{
	g_autofree char *word = g_strndup(text, n);
	g_autofree char *id = ticket_id_read(ids, word);

	if (id && !has(found->bracketed, id))
		add(found->bare, g_steal_pointer(&id));
}

/*
 * Words of all characters that a prefix may have; what is not at both ends of
 * an id is emphasis, or the end of a sentence.
 */
static void
add_bare(struct tags *found, const struct ticket_ids *ids, const char *plain)
{
	const char *p = plain;

	while (*p) {
		const char *begin = p, *end;

		while (g_ascii_isalnum(*p) || is_joint(*p))
			p++;
		end = p;
		while (end > begin && is_joint(end[-1]))
			end--;
		while (begin < end && is_joint(*begin))
			begin++;
		if (begin < end)
			add_word(found, ids, begin, (gsize)(end - begin));
		if (*p)
			p++;
	}
}

void
tags_init(struct tags *out, const struct ticket_ids *ids, const char *s)
{
	g_autofree char *plain = plain_form(s);

	out->bracketed = g_ptr_array_new_with_free_func(g_free);
	out->bare = g_ptr_array_new_with_free_func(g_free);
	add_exact(out, ids, s);
	add_bracketed(out, ids, plain);
	add_bare(out, ids, plain);
}

void
tags_release(struct tags *tags)
{
	g_clear_pointer(&tags->bracketed, g_ptr_array_unref);
	g_clear_pointer(&tags->bare, g_ptr_array_unref);
}

char *
tag_from_hashid(const struct ticket_ids *ids, const char *value)
{
	g_autofree char *cut = g_strndup(value, LIMIT_HEADER_TEXT);
	g_autofree char *decoded = encoded_decode(cut, NULL);
	g_autofree char *text = text_scrub_line(decoded, -1);
	g_autofree char *plain = plain_form(text);
	g_autofree char *hash = NULL;
	char *id;

	g_strdelimit(plain, "[]", ' ');
	hash = squeeze(plain, strlen(plain));
	id = ticket_id_read(ids, hash);
	return id ? id : ticket_id_from_hash(ids, hash);
}
