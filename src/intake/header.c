#include "intake/header.h"

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

/* Lines that are no fields and carry nothing: empty ones, mbox lines. */
static gboolean
is_filler(const char *line, size_t n)
{
	return (n >= 5 && memcmp(line, "From ", 5) == 0) ||
	    (n >= 6 && memcmp(line, ">From ", 6) == 0) ||
	    (n >= 1 && line[0] == '\n') || (n >= 2 && line[1] == '\n');
}

/* As the only line end it makes one field of the whole mail. */
static gboolean
has_bare_cr(const char *line, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++)
		if (line[i] == '\r' && line[i + 1] != '\n')
			return TRUE;
	return FALSE;
}

/* Lines become one; a NUL does not end it. */
static void
unfold_field(char *value, size_t n)
{
	char *to = value;

	for (size_t i = 0; i < n; i++)
		if (value[i] == '\n' || value[i] == '\0')
			*to++ = ' ';
		else if (value[i] != '\r')
			*to++ = value[i];
		else if (i + 1 < n && value[i + 1] != '\n')
			*to++ = ' ';
	*to = '\0';
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
	if (!name || colon >= n || line[colon] != ':') {
		h->junk = h->junk || !is_filler(line, n);
		return;
	}
	h->junk = h->junk || has_bare_cr(line, n);
	f = g_new0(struct field, 1);
	f->name = g_strndup(line, name);
	f->value = g_malloc(n - colon);
	n -= colon + 1;
	memcpy(f->value, line + colon + 1, n);
	f->value[n] = '\0';
	unfold_field(f->value, n);
	g_strstrip(f->value);
	if (h->received == G_MAXUINT &&
	    g_ascii_strcasecmp(f->name, "Received") == 0)
		h->received = h->fields->len;
	g_ptr_array_add(h->fields, f);
}

void
header_init(struct header *h, const char *block, size_t n, gint64 max_fields)
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
		if (h->fields->len >= max_fields) {
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
header_get_last(const struct header *h, const char *name)
{
	for (guint i = h->fields->len; i > 0; i--) {
		const struct field *f = g_ptr_array_index(h->fields, i - 1);

		if (g_ascii_strcasecmp(f->name, name) == 0)
			return f->value;
	}
	return NULL;
}

const char *
header_get_trace(const struct header *h, const char *name)
{
	return h->received == G_MAXUINT ? NULL :
					  get_below(h, name, h->received);
}
