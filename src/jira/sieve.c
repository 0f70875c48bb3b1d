#include "jira/sieve.h"

#include <string.h>

static gboolean
is_last(const struct sieve *s, const GString *out, const char *name)
{
	const gsize n = s->to - s->from;

	return strlen(name) == n && memcmp(out->str + s->from, name, n) == 0;
}

/* Is the last string the name of a member that is left out? */
static gboolean
is_unwanted(const struct sieve *s, const GString *out)
{
	for (const char *const *name = s->without; *name; name++)
		if (is_last(s, out, *name))
			return TRUE;
	return FALSE;
}

static void
add_in_string(struct sieve *s, GString *out, char c)
{
	if (!s->skipping)
		g_string_append_c(out, c);
	if (s->escaped) {
		s->escaped = FALSE;
	} else if (c == '\\') {
		s->escaped = TRUE;
	} else if (c == '"') {
		s->in_string = FALSE;
		s->to = out->len - 1;
		/* The value was this string, or it stands within it. */
		s->skipping = s->skipping && s->depth > 0;
	}
}

/* Of a value that is skipped; what ends the member around it is kept. */
static void
skip(struct sieve *s, GString *out, char c)
{
	const gboolean closes = c == '}' || c == ']';

	if (c == '"') {
		s->in_string = TRUE;
	} else if (c == '{' || c == '[') {
		s->depth++;
	} else if (!s->depth && (closes || c == ',')) {
		s->skipping = FALSE;
		g_string_append_c(out, c);
	} else if (closes) {
		s->depth--;
		s->skipping = s->depth > 0;
	}
}

/* Of properties all is kept: what is in them has names of our own. */
static void
keep(struct sieve *s, char c)
{
	if (c == '{' || c == '[')
		s->depth++;
	else if (s->depth && (c == '}' || c == ']'))
		s->depth--;
	else if (c != ',' || s->depth)
		return;
	s->keeping = s->depth > 0;
}

static void
add(struct sieve *s, GString *out, char c)
{
	g_string_append_c(out, c);
	if (c == '"') {
		s->in_string = TRUE;
		s->from = s->to = out->len;
	} else if (s->keeping) {
		keep(s, c);
	} else if (c == ':' && is_last(s, out, "properties")) {
		s->keeping = TRUE;
		s->depth = 0;
	} else if (c == ':' && is_unwanted(s, out)) {
		g_string_append(out, "null");
		s->skipping = TRUE;
		s->depth = 0;
	}
}

void
sieve_add(struct sieve *s, GString *out, const char *text, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (s->in_string)
			add_in_string(s, out, text[i]);
		else if (s->skipping)
			skip(s, out, text[i]);
		else
			add(s, out, text[i]);
	}
}
