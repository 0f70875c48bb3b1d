#include "send/wording.h"

#include "base/limits.h"

#include <string.h>

/* A piece of text, and the gap behind it. */
struct piece {
	char *text;
	int value; /* enum value; -1: no gap */
	char how;  /* 's', or Python's 'r' and 'a' */
	gboolean left;
	int width, precision; /* in characters; precision -1: all */
};

struct wording {
	GArray *pieces; /* of struct piece */
	char *file;
};

/* Where the reader is. */
struct reading {
	const char *file;
	guint line;
	GPtrArray *warnings;
	GString *text; /* read since the last gap */
};

static const char *const names[VALUE_COUNT + 1] = {
	[VALUE_SUBJECT] = "subject",
	[VALUE_TICKETID] = "ticketid",
	[VALUE_ISSUEKEY] = "issuekey",
	[VALUE_LINK] = "link",
	[VALUE_NAME] = "name",
	[VALUE_DATE] = "date",
	[VALUE_QUOTE] = "quote",
};

/* The length of "(name)"; 0: there is none. */
static gsize
name_length(const char *p)
{
	gsize n;

	if (*p != '(')
		return 0;
	for (n = 1; g_ascii_isalnum(p[n]) || p[n] == '_';)
		n++;
	return p[n] == ')' ? n + 1 : 0;
}

static int
find_name(const char *name, gsize n)
{
	for (int i = 0; i < VALUE_COUNT; i++)
		if (strlen(names[i]) == n && memcmp(names[i], name, n) == 0)
			return i;
	return -1;
}

static void G_GNUC_PRINTF(2, 3)
    warn(const struct reading *r, const char *fmt, ...)
{
	g_autofree char *text = NULL;
	va_list ap;

	if (!r->warnings || r->warnings->len >= LIMIT_TEMPLATE_WARNINGS)
		return;
	va_start(ap, fmt);
	text = g_strdup_vprintf(fmt, ap);
	va_end(ap);
	g_ptr_array_add(
	    r->warnings, g_strdup_printf("%s:%u: %s", r->file, r->line, text));
}

static const char *
read_number(const char *p, int *out)
{
	int n = 0;

	for (; g_ascii_isdigit(*p); p++)
		if (n <= LIMIT_TEMPLATE_WIDTH)
			n = n * 10 + *p - '0';
	*out = n;
	return p;
}

/* What follows the name of a gap.  Returns its end, or NULL. */
static const char *
read_manner(const char *p, struct piece *piece)
{
	for (; *p && strchr("-+ #0", *p); p++)
		piece->left = piece->left || *p == '-';
	p = read_number(p, &piece->width);
	if (*p == '.')
		p = read_number(p + 1, &piece->precision);
	if (*p && strchr("hlL", *p))
		p++;
	piece->how = *p;
	return *p && strchr("sra", *p) ? p + 1 : NULL;
}

/* A gap: "p" is behind the "%", and a name of n bytes with its signs there. */
static const char *
read_gap(struct wording *w, struct reading *r, const char *p, gsize n,
    struct error *err)
{
	struct piece piece = { NULL, find_name(p + 1, n - 2), 0, FALSE, 0, -1 };
	const char *end;

	if (piece.value < 0) {
		g_autofree char *all = g_strjoinv(", ", (char **)names);

		error_set(err, FAIL_CONFIG,
		    "%s:%u: unknown name \"%%%.*s\"; there are %s", r->file,
		    r->line, (int)MIN(n, 60), p, all);
		return NULL;
	}
	end = read_manner(p + n, &piece);
	if (!end) {
		error_set(err, FAIL_CONFIG,
		    "%s:%u: an \"s\" is missing behind \"%%%.*s\"", r->file,
		    r->line, (int)n, p);
		return NULL;
	}
	if (piece.width > LIMIT_TEMPLATE_WIDTH ||
	    w->pieces->len >= LIMIT_TEMPLATE_GAPS) {
		error_set(err, FAIL_CONFIG,
		    "%s:%u: \"%%%.*s\" is too wide, or one gap too many",
		    r->file, r->line, (int)n, p);
		return NULL;
	}
	piece.text = g_strdup(r->text->str);
	g_string_truncate(r->text, 0);
	g_array_append_val(w->pieces, piece);
	return end;
}

/* One character, or one gap.  Returns what is behind it, or NULL. */
static const char *
read_one(struct wording *w, struct reading *r, const char *p, struct error *err)
{
	gsize n = *p == '%' || *p == '$' ? name_length(p + 1) : 0;

	if (*p == '%' && n)
		return read_gap(w, r, p + 1, n, err);
	if (*p == '%' && p[1] != '%')
		warn(
		    r, "a single \"%%\" stays as it is; better write \"%%%%\"");
	if (*p == '$' && n && find_name(p + 2, n - 2) >= 0)
		warn(r, "\"$%.*s\" stays as it is; was \"%%%.*ss\" meant?",
		    (int)n, p + 1, (int)n, p + 1);
	if (*p == '\n')
		r->line++;
	g_string_append_c(r->text, *p);
	return p + (*p == '%' && p[1] == '%' ? 2 : 1);
}

static void
clear_piece(void *arg)
{
	g_free(((struct piece *)arg)->text);
}

struct wording *
wording_parse(const char *text, const char *file, guint line,
    GPtrArray *warnings, struct error *err)
{
	struct wording *w = g_new0(struct wording, 1);
	struct reading r = { file, line, warnings, g_string_new(NULL) };
	struct piece rest = { NULL, -1, 0, FALSE, 0, -1 };
	const char *p = text;

	w->file = g_strdup(file);
	w->pieces = g_array_new(FALSE, FALSE, sizeof rest);
	g_array_set_clear_func(w->pieces, clear_piece);
	while (p && *p)
		p = read_one(w, &r, p, err);
	rest.text = g_string_free(r.text, FALSE);
	g_array_append_val(w->pieces, rest);
	if (p)
		return w;
	wording_free(w);
	return NULL;
}

void
wording_free(struct wording *w)
{
	if (!w)
		return;
	g_array_free(w->pieces, TRUE);
	g_free(w->file);
	g_free(w);
}

gboolean
wording_asks(const struct wording *w, enum value value)
{
	for (guint i = 0; i < w->pieces->len; i++)
		if (g_array_index(w->pieces, struct piece, i).value ==
		    (int)value)
			return TRUE;
	return FALSE;
}

/* What Python's repr() shows as it is. */
static gboolean
shows_in_repr(gunichar c, gboolean ascii)
{
	switch (g_unichar_type(c)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_SURROGATE:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_UNASSIGNED:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR: return FALSE;
	case G_UNICODE_SPACE_SEPARATOR: return c == ' ';
	default: return !ascii || c < 0x80;
	}
}

static void
append_repr_char(GString *out, gunichar c, char quote, gboolean ascii)
{
	if (c == '\\' || c == (gunichar)quote)
		g_string_append_printf(out, "\\%c", (char)c);
	else if (c == '\n')
		g_string_append(out, "\\n");
	else if (c == '\r')
		g_string_append(out, "\\r");
	else if (c == '\t')
		g_string_append(out, "\\t");
	else if (shows_in_repr(c, ascii))
		g_string_append_unichar(out, c);
	else if (c < 0x100)
		g_string_append_printf(out, "\\x%02x", c);
	else if (c < 0x10000)
		g_string_append_printf(out, "\\u%04x", c);
	else
		g_string_append_printf(out, "\\U%08x", c);
}

/* A text as Python's repr() or ascii() writes it; to be freed. */
static char *
repr(const char *text, gboolean ascii)
{
	char quote = strchr(text, '\'') && !strchr(text, '"') ? '"' : '\'';
	GString *out = g_string_new(NULL);

	g_string_append_c(out, quote);
	for (const char *p = text; *p; p = g_utf8_next_char(p))
		append_repr_char(out, g_utf8_get_char(p), quote, ascii);
	g_string_append_c(out, quote);
	return g_string_free(out, FALSE);
}

static void
append_html(GString *out, const char *p, const char *end)
{
	for (; p < end; p++)
		switch (*p) {
		case '&': g_string_append(out, "&amp;"); break;
		case '<': g_string_append(out, "&lt;"); break;
		case '>': g_string_append(out, "&gt;"); break;
		case '"': g_string_append(out, "&quot;"); break;
		case '\'': g_string_append(out, "&#39;"); break;
		case '\n': g_string_append(out, "<br>\n"); break;
		default: g_string_append_c(out, *p); break;
		}
}

static void
append_blanks(GString *out, glong n)
{
	for (; n > 0; n--)
		g_string_append_c(out, ' ');
}

static void
fill_gap(
    const struct piece *piece, const char *value, gboolean html, GString *out)
{
	g_autofree char *made =
	    piece->how == 's' ? NULL : repr(value, piece->how == 'a');
	const char *text = made ? made : value;
	glong n = g_utf8_strlen(text, -1), blanks;
	const char *end;

	if (piece->precision >= 0)
		n = MIN(n, piece->precision);
	end = g_utf8_offset_to_pointer(text, n);
	blanks = piece->width - n;
	if (!piece->left)
		append_blanks(out, blanks);
	if (html)
		append_html(out, text, end);
	else
		g_string_append_len(out, text, end - text);
	if (piece->left)
		append_blanks(out, blanks);
}

int
wording_fill(const struct wording *w, const char *const *values, gboolean html,
    GString *out, struct error *err)
{
	for (guint i = 0; i < w->pieces->len; i++) {
		const struct piece *piece =
		    &g_array_index(w->pieces, struct piece, i);

		g_string_append(out, piece->text);
		if (piece->value >= 0)
			fill_gap(piece, values[piece->value], html, out);
		if (out->len > LIMIT_TEMPLATE_FILLED)
			return error_set(err, FAIL_CONFIG,
			    "%s: more than %d bytes with its gaps filled",
			    w->file, LIMIT_TEMPLATE_FILLED);
	}
	return 0;
}
