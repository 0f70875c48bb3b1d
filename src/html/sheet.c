#include "html/sheet.h"

#include "base/limits.h"

#include <string.h>

/* The longest selector that is kept. */
#define SELECTOR_BYTES 64

struct html_sheet {
	GHashTable *rules; /* selector -> struct html_style */
	gsize bytes;	   /* read so far */
};

struct html_sheet *
html_sheet_new(void)
{
	struct html_sheet *sheet = g_new0(struct html_sheet, 1);

	sheet->rules =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return sheet;
}

void
html_sheet_free(struct html_sheet *sheet)
{
	if (!sheet)
		return;
	g_hash_table_unref(sheet->rules);
	g_free(sheet);
}

/* An element, a class, an id, or an element with a class. */
static gboolean
is_simple(const char *selector)
{
	return *selector && strlen(selector) < SELECTOR_BYTES &&
	    !strpbrk(selector, " \t\r\n:>+~*[]@\\\"'") &&
	    (!strpbrk(selector, ".#") ||
		strpbrk(selector, ".#") == strrchr(selector, '.') ||
		strpbrk(selector, ".#") == strrchr(selector, '#'));
}

/* Later rules add to earlier ones, as in the sheet. */
static void
add_rule(struct html_sheet *sheet, const char *selectors,
    const struct html_style *style)
{
	g_auto(GStrv) all = g_strsplit(selectors, ",", -1);

	for (char **p = all; *p; p++) {
		g_autofree char *name = g_ascii_strdown(g_strstrip(*p), -1);
		struct html_style *rule;

		if (!is_simple(name) ||
		    g_hash_table_size(sheet->rules) >= LIMIT_HTML_RULES)
			continue;
		rule = g_hash_table_lookup(sheet->rules, name);
		if (!rule) {
			rule = g_new(struct html_style, 1);
			html_style_init(rule);
			g_hash_table_insert(
			    sheet->rules, g_steal_pointer(&name), rule);
		}
		html_style_add(rule, style);
	}
}

/* The text without comments, and without the marks of those in HTML. */
static char *
without_comments(const char *text, gsize n)
{
	GString *out = g_string_sized_new(n);
	const char *end = text + n, *p = text;

	while (p < end) {
		gsize left = (gsize)(end - p);

		if (left >= 4 && strncmp(p, "<!--", 4) == 0) {
			p += 4;
		} else if (left >= 3 && strncmp(p, "-->", 3) == 0) {
			p += 3;
		} else if (left >= 4 && p[0] == '/' && p[1] == '*') {
			const char *close = memmem(p + 2, left - 2, "*/", 2);

			p = close ? close + 2 : end;
		} else {
			g_string_append_c(out, *p++);
		}
	}
	return g_string_free(out, FALSE);
}

/* Behind the block that begins with the brace at p. */
static char *
block_end(char *p)
{
	int depth = 0;

	for (; *p; p++) {
		if (*p == '{')
			depth++;
		else if (*p == '}' && --depth == 0)
			return p + 1;
	}
	return p;
}

void
html_sheet_read(struct html_sheet *sheet, const char *text, gsize n)
{
	g_autofree char *clean = NULL;
	char *p;

	if (n > LIMIT_HTML_SHEET_BYTES - sheet->bytes)
		return;
	sheet->bytes += n;
	clean = without_comments(text, n);
	p = clean;
	while (*p) {
		char *open = p + strcspn(p, "{;"), *end;

		p += strspn(p, " \t\r\n\f");
		if (!*open)
			break;
		if (*open == ';') {
			p = open + 1;
			continue;
		}
		end = block_end(open);
		if (*p != '@') {
			struct html_style style;

			html_style_init(&style);
			html_style_read(&style, open + 1,
			    (gsize)(end - open - 1) - (end[-1] == '}'));
			*open = '\0';
			add_rule(sheet, p, &style);
		}
		p = end;
	}
}

static void
apply(const struct html_sheet *sheet, struct html_style *s, const char *name)
{
	const struct html_style *rule = g_hash_table_lookup(sheet->rules, name);

	if (rule)
		html_style_add(s, rule);
}

/* "Tag" may be empty. */
static void
apply_part(const struct html_sheet *sheet, struct html_style *s,
    const char *tag, char sign, const char *name, gsize n)
{
	char selector[2 * SELECTOR_BYTES];

	if (strlen(tag) + n + 2 > sizeof selector || !n)
		return;
	g_snprintf(
	    selector, sizeof selector, "%s%c%.*s", tag, sign, (int)n, name);
	for (char *p = selector; *p; p++)
		*p = g_ascii_tolower(*p);
	apply(sheet, s, selector);
}

void
html_sheet_apply(const struct html_sheet *sheet, struct html_style *s,
    const char *tag, const char *classes, const char *id)
{
	if (!g_hash_table_size(sheet->rules))
		return;
	apply(sheet, s, tag);
	for (const char *p = classes; p && *p;) {
		gsize n = strcspn(p, " \t\r\n");

		apply_part(sheet, s, "", '.', p, n);
		apply_part(sheet, s, tag, '.', p, n);
		p += n;
		p += strspn(p, " \t\r\n");
	}
	if (id) {
		apply_part(sheet, s, "", '#', id, strlen(id));
		apply_part(sheet, s, tag, '#', id, strlen(id));
	}
}
