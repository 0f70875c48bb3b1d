/*
 * The writer of markup against its own rules: what it escapes can be read
 * back, and of a document all words are there, within any limit, with no
 * macro but its own.
 *
 * An input is a document: each line is one, in its first three characters
 * the kind, the depth of quotes and the list; a control character in it
 * begins a run, and says of which look.
 */
#include "tests/fuzz/fuzz.h"

#include "base/text.h"
#include "wiki/escape.h"
#include "wiki/write.h"

#include <stdio.h>
#include <string.h>

#define ESCAPABLE "-#*_+?^~|%{}[]()!@"

/* Undoes what markup_escape() does to a text without addresses. */
static char *
unescape(const char *markup)
{
	GString *out = g_string_new(NULL);

	for (const char *p = markup; *p; p++) {
		if (g_str_has_prefix(p, ZERO_WIDTH_SPACE)) {
			p += strlen(ZERO_WIDTH_SPACE) - 1;
			continue;
		}
		fuzz_want(!strchr("{}[]", *p));
		if (*p == '\\' && p[1] && strchr(ESCAPABLE, p[1]))
			p++;
		g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

static char *
without(const char *text, const char *word, const char *instead)
{
	g_auto(GStrv) parts = g_strsplit(text, word, -1);

	return g_strjoinv(instead, parts);
}

static void
want_text(const char *text)
{
	g_autoptr(GString) out = g_string_new(NULL), cut = g_string_new(NULL);

	markup_escape(out, text);
	fuzz_says(out->str, text);
	(void)markup_escape_cut(cut, text, 100);
	fuzz_want(text_length(cut->str) <= 100);
	if (!strchr(text, ':')) {
		g_autofree char *back = unescape(out->str);
		g_autofree char *blanks = without(text, "\t", "    ");
		g_autofree char *want = without(blanks, ZERO_WIDTH_SPACE, "");

		fuzz_want(strcmp(back, want) == 0);
	}
}

/* The links of all documents: what is odd in them is what is needed. */
static const char *const links[] = { "http://e.com/", "mailto:a@b.c",
	"https://e.com/a(b)|c]d!e^f{g}", "tel:+4912345",
	"http://e.com/a b\"c<d>", "https://e.com/\\a",
	"ftp://u@e.com/*x*/_y_" };

static void
add_run(struct doc *d, char how, const char *text)
{
	struct doc_run look = { .marks = (unsigned)how * 37 % 128,
		.colour = how % 5 == 1 ? 0x123456 : DOC_NO_COLOUR,
		.link = how % 3 == 1 ? how % (int)G_N_ELEMENTS(links) : -1 };
	struct doc_image *image;

	switch (how) {
	case 0x1d: doc_add_break(d); break;
	case 0x1e: doc_add_cell(d, *text == '*'); break;
	case 0x1f:
		image = doc_add_image(d, "cid:x", text, 900, -1, &look);
		if (*text == '!')
			image->name = g_strdup("a.png");
		return;
	case ' ': doc_add_text(d, text, -1, NULL); return;
	default: break;
	}
	doc_add_text(d, text, -1, &look);
}

/* Text up to the next control character. */
static char *
take_text(const char **p)
{
	const char *begin = *p;
	g_autofree char *raw = NULL;

	while ((unsigned char)**p >= ' ')
		(*p)++;
	raw = g_strndup(begin, (gsize)(*p - begin));
	return text_scrub(raw, -1);
}

static void
add_line(struct doc *d, const char *p)
{
	static const char *const lists[] = { "", "*", "#", "*#", "##*" };
	static const enum line_kind kinds[] = { LINE_TEXT, LINE_HEADING,
		LINE_ITEM, LINE_PRE, LINE_ROW, LINE_RULE };
	struct doc_line *line;

	if (strlen(p) < 3)
		return;
	line = doc_begin(d, kinds[(guchar)p[0] % G_N_ELEMENTS(kinds)]);
	line->quote = (guint8)((guchar)p[1] % 4);
	line->gap = (guchar)p[1] / 4 % 2;
	line->level = (guint8)((guchar)p[1] / 8 % 6 + 1);
	g_strlcpy(line->list, lists[(guchar)p[2] % G_N_ELEMENTS(lists)],
	    sizeof line->list);
	if (line->kind == LINE_ITEM && !*line->list)
		g_strlcpy(line->list, "*", sizeof line->list);
	if (line->kind == LINE_RULE)
		return;
	if (line->kind == LINE_ROW)
		doc_add_cell(d, FALSE);
	for (p += 3; *p;) {
		char how = (unsigned char)*p < ' ' ? *p++ : ' ';
		g_autofree char *text = take_text(&p);

		add_run(d, how, text);
	}
}

/* The length of a macro of the writer's own; 0: it is none. */
static size_t
own_macro(const char *p)
{
	static const char *const own[] = { "{quote}", "{noformat}", "{color}",
		"{{", "{*}", "{_}", "{+}", "{-}", "{^}", "{~}", "{{{}",
		"{}}}" };

	if (g_str_has_prefix(p, "{color:#") && strlen(p) > 14 && p[14] == '}')
		return 15;
	for (size_t i = G_N_ELEMENTS(own); i-- > 0;)
		if (g_str_has_prefix(p, own[i]))
			return strlen(own[i]);
	return 0;
}

/* No brace stands bare but those of the writer, and those are closed. */
static void
want_macros(const char *markup)
{
	int quotes = 0, colours = 0;

	for (const char *p = markup; *p; p++) {
		size_t n = *p == '{' ? own_macro(p) : 0;

		if (*p == '\\' && p[1] && strchr(ESCAPABLE, p[1])) {
			p++;
			continue;
		}
		if (*p != '{')
			continue;
		if (!n)
			fprintf(stderr, "a brace of the text: %s\n", p);
		fuzz_want(n > 0);
		quotes += g_str_has_prefix(p, "{quote}");
		colours += g_str_has_prefix(p, "{color:") -
		    g_str_has_prefix(p, "{color}");
		fuzz_want(colours == 0 || colours == 1);
		if (g_str_has_prefix(p, "{noformat}")) {
			p = strstr(p + 1, "{noformat}");
			fuzz_want(p != NULL);
		}
		p += n - 1;
	}
	fuzz_want(quotes % 2 == 0 && colours == 0);
}

static void
want_document(const struct doc *d, size_t limit)
{
	g_autoptr(GString) out = g_string_new(NULL);
	gboolean cut = wiki_write(out, d, DOC_WHOLE, limit);

	fuzz_want(fuzz_is_text(out->str));
	fuzz_want(text_length(out->str) <= limit);
	want_macros(out->str);
	if (!cut)
		fuzz_says(out->str, d->text->str);
}

void
fuzz_one(const char *bytes, gsize n)
{
	struct doc *d = doc_new();
	g_autofree char *text = text_scrub(bytes, (gssize)n);

	want_text(text);
	for (size_t i = 0; i < G_N_ELEMENTS(links); i++)
		(void)doc_add_link(d, links[i]);
	while (n) {
		g_autofree char *line = fuzz_line(&bytes, &n);

		add_line(d, line);
	}
	fuzz_doc(d);
	want_document(d, G_MAXINT);
	want_document(d, 120);
	doc_free(d);
}
