#include "header.h"

#include "limits.h"

#include <string.h>

static void
field_free(gpointer p)
{
	struct field *f = p;

	g_free(f->name);
	g_free(f->value);
	g_free(f);
}

/* RFC 5322, 2.2: a name is printable ASCII without colon and blank. */
static size_t
name_length(const char *line, size_t n)
{
	size_t i = 0;

	while (i < n && line[i] > ' ' && line[i] < 0x7f && line[i] != ':')
		i++;
	return i;
}

/* Adds the lines of one field, "n" bytes with its continuations. */
static void
add_field(struct header *h, const char *line, size_t n)
{
	size_t name = name_length(line, n), colon = name;
	struct field *f;

	/* Blanks before the colon are obsolete, and seen. */
	while (colon < n && (line[colon] == ' ' || line[colon] == '\t'))
		colon++;
	if (!name || colon >= n || line[colon] != ':')
		return;
	f = g_new0(struct field, 1);
	f->name = g_strndup(line, name);
	f->value = g_malloc(n - colon);
	n -= colon + 1;
	memcpy(f->value, line + colon + 1, n);
	f->value[n] = '\0';
	for (size_t i = 0; i < n; i++)
		if (strchr("\r\n", f->value[i]))
			f->value[i] = ' ';
	g_strstrip(f->value);
	if (h->received == G_MAXUINT &&
	    g_ascii_strcasecmp(f->name, "Received") == 0)
		h->received = h->fields->len;
	g_ptr_array_add(h->fields, f);
}

void
header_init(struct header *h, const char *block, size_t n)
{
	const char *p = block, *end = block + n;

	*h = (struct header){ .received = G_MAXUINT };
	h->fields = g_ptr_array_new_with_free_func(field_free);
	while (p < end) {
		const char *stop = p;

		/* A field goes on as long as lines begin with a blank. */
		do {
			const char *nl =
			    memchr(stop, '\n', (size_t)(end - stop));

			stop = nl ? nl + 1 : end;
		} while (stop < end && (*stop == ' ' || *stop == '\t'));
		if (h->fields->len >= LIMIT_HEADER_FIELDS) {
			h->cut = TRUE;
			return;
		}
		add_field(h, p, (size_t)(stop - p));
		p = stop;
	}
}

void
header_release(struct header *h)
{
	if (!h)
		return;
	g_clear_pointer(&h->fields, g_ptr_array_unref);
}

static const char *
get_below(const struct header *h, const char *name, guint end)
{
	for (guint i = 0; i < MIN(h->fields->len, end); i++) {
		const struct field *f = g_ptr_array_index(h->fields, i);

		if (g_ascii_strcasecmp(f->name, name) == 0)
			return f->value;
	}
	return NULL;
}

const char *
header_get(const struct header *h, const char *name)
{
	return get_below(h, name, G_MAXUINT);
}

const char *
header_get_trace(const struct header *h, const char *name)
{
	return h->received == G_MAXUINT ? NULL :
					  get_below(h, name, h->received);
}

/*
 * The id between "<" and ">", without white space: broken mailers fold
 * inside ids. NULL: junk.
 */
static char *
clean_id(const char *from, size_t n)
{
	GString *id = g_string_new(NULL);

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)from[i] > ' ')
			g_string_append_c(id, from[i]);
	if (!id->len || id->len > LIMIT_MESSAGE_ID || !strchr(id->str, '@') ||
	    strcmp(id->str, "@") == 0) {
		g_string_free(id, TRUE);
		return NULL;
	}
	return g_string_free(id, FALSE);
}

GPtrArray *
header_ids(const char *value)
{
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
	const char *p = value ? value : "";

	while ((p = strchr(p, '<')) != NULL) {
		const char *end = strchr(++p, '>');
		char *id;

		if (!end)
			break;
		id = clean_id(p, (size_t)(end - p));
		if (id)
			g_ptr_array_add(ids, id);
		p = end + 1;
	}
	return ids;
}

char *
header_message_id(const char *value)
{
	const char *open, *close;

	if (!value)
		return NULL;
	open = strchr(value, '<');
	close = open ? strchr(open, '>') : NULL;
	if (close)
		return clean_id(open + 1, (size_t)(close - open - 1));
	return clean_id(value, strlen(value));
}
