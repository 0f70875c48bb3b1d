#include "intake/msgid.h"

#include "base/limits.h"
#include "coding/encoded.h"

#include <string.h>

/* Words of this length, with a digit, may be ids that have no "@". */
#define BARE_LENGTH 8

/* Adds n bytes as an id, unless they are junk. */
static void
add_id(GPtrArray *ids, const char *from, size_t n)
{
	g_autoptr(GString) id = g_string_new(NULL);

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)from[i] > ' ')
			g_string_append_c(id, from[i]);
	if (id->len && id->len <= LIMIT_MESSAGE_ID && strcmp(id->str, "@") != 0)
		g_ptr_array_add(ids, g_strdup(id->str));
}

/*
 * Length of a quoted local part, with its quotes, which may hold any
 * character; 0: there is none.
 */
static size_t
quoted_length(const char *p)
{
	size_t i = 1;

	if (*p != '"')
		return 0;
	for (; i < LIMIT_MESSAGE_ID && p[i] && p[i] != '"'; i++)
		if (p[i] == '\\' && p[i + 1])
			i++;
	return p[i] == '"' && p[i + 1] == '@' ? i + 1 : 0;
}

/* Length of what stands behind "<": up to ">", the next "<", or the end. */
static size_t
bracket_length(const char *p)
{
	size_t n = quoted_length(p);

	return n + strcspn(p + n, "<>");
}

/* Behind the comment that begins at p. NULL: it has no end. */
static const char *
comment_end(const char *p)
{
	int depth = 0;

	for (; *p; p++) {
		if (*p == '\\' && p[1])
			p++;
		else if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return p + 1;
	}
	return NULL;
}

/* A comment without an end is none; nor is one within an id. */
static char *
without_comments(const char *p)
{
	GString *out = g_string_new(NULL);

	while (*p) {
		size_t n = strcspn(p, "(<");
		const char *end;

		if (p[n] == '<')
			n += 1 + bracket_length(p + n + 1);
		g_string_append_len(out, p, (gssize)n);
		p += n;
		if (*p != '(')
			continue;
		end = comment_end(p);
		g_string_append(out, end ? " " : p);
		p = end ? end : p + strlen(p);
	}
	return g_string_free(out, FALSE);
}

/* White space within an id comes from folding, if the id has an end. */
static void
add_bracketed(GPtrArray *ids, const char *p)
{
	while ((p = strchr(p, '<')) != NULL) {
		size_t n = bracket_length(++p);

		add_id(ids, p, p[n] == '>' ? n : strcspn(p, " \t,;<"));
		p += n;
	}
}

static gboolean
has_digit(const char *word)
{
	return word[strcspn(word, "0123456789")] != '\0';
}

/* A sentence ("Your message of Monday") holds no ids. */
static void
add_bare(GPtrArray *ids, const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \t,;\"'<>", -1);
	gboolean any = strchr(text, '@') != NULL;
	guint n = 0;

	for (char **w = words; *w; w++)
		n += **w != '\0';
	for (char **w = words; *w; w++)
		if (any ?
			strchr(*w, '@') != NULL :
			n == 1 || (strlen(*w) >= BARE_LENGTH && has_digit(*w)))
			add_id(ids, *w, strlen(*w));
}

static void
add_ids(GPtrArray *ids, const char *value)
{
	g_autofree char *decoded =
	    strstr(value, "=?") ? encoded_decode(value, NULL) : NULL;
	g_autofree char *text = without_comments(decoded ? decoded : value);

	guint before = ids->len;

	add_bracketed(ids, text);
	if (ids->len == before)
		add_bare(ids, text);
}

GPtrArray *
msgid_list(const char *value)
{
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);

	if (value)
		add_ids(ids, value);
	return ids;
}

GPtrArray *
msgid_all(const struct header *h, const char *name)
{
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < h->fields->len; i++) {
		const struct field *f = g_ptr_array_index(h->fields, i);

		if (g_ascii_strcasecmp(f->name, name) == 0)
			add_ids(ids, f->value);
	}
	return ids;
}

char *
msgid_first(const char *value)
{
	g_autoptr(GPtrArray) ids = msgid_list(value);

	return ids->len ? g_strdup(g_ptr_array_index(ids, 0)) : NULL;
}
