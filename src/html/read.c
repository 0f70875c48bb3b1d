/*
 * The parser, and the memory that it works in.
 */
#include "html/read.h"

#include "base/limits.h"
#include "html/emphasis.h"
#include "html/sheet.h"
#include "html/trim.h"
#include "html/walk.h"

#include <gumbo.h>
#include <setjmp.h>
#include <string.h>

/* Of one block of memory; the parser's pieces are far smaller. */
#define BLOCK_BYTES (256 * KIB)
#define ALIGNMENT   8

/*
 * The parser's memory: taken in order, freed at once.  The parser cannot fail
 * for want of it, so when there is too little the arena leaves the parser.
 */
struct arena {
	GPtrArray *blocks;
	char *next, *end;
	gsize bytes; /* of all blocks */
	jmp_buf full;
};

static void *
arena_take(void *userdata, size_t n)
{
	struct arena *a = userdata;
	char *piece;

	n = (n + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (n > (gsize)(a->end - a->next)) {
		gsize size = MAX(n, (gsize)BLOCK_BYTES);

		if (size > LIMIT_HTML_MEMORY - a->bytes)
			longjmp(a->full, 1);
		a->next = g_malloc(size);
		a->end = a->next + size;
		a->bytes += size;
		g_ptr_array_add(a->blocks, a->next);
	}
	piece = a->next;
	a->next += n;
	return piece;
}

static void
arena_leave(void *userdata, void *piece)
{
	(void)userdata;
	(void)piece;
}

static void
arena_empty(struct arena *a)
{
	g_ptr_array_set_size(a->blocks, 0);
	a->next = a->end = NULL;
	a->bytes = 0;
}

/* Parses and walks; FALSE if the arena was too small to parse. */
static gboolean
read_tree(struct arena *a, struct doc *d, const GString *html,
    const struct html_sheet *sheet)
{
	GumboOptions options = kGumboDefaultOptions;
	GumboOutput *tree;

	options.allocator = arena_take;
	options.deallocator = arena_leave;
	options.userdata = a;
	options.max_errors = 0;
	if (setjmp(a->full))
		return FALSE;
	tree = gumbo_parse_with_options(&options, html->str, html->len);
	html_walk(d, tree->root, sheet);
	return TRUE;
}

/* Leaves the first quarter, up to a tag. */
static void
shorten(GString *html)
{
	const char *tag;

	g_string_truncate(html, html->len / 4);
	tag = strrchr(html->str, '<');
	g_string_truncate(html, tag ? (gsize)(tag - html->str) : 0);
}

struct doc *
html_read(const char *html)
{
	struct arena a = { .blocks = g_ptr_array_new_with_free_func(g_free) };
	struct html_sheet *sheet = html_sheet_new();
	gboolean cut = FALSE;
	g_autoptr(GString) trimmed = html_trim(html, sheet, &cut);
	struct doc *d = doc_new();

	/* Errors may make a tree of any size; its beginning is better than
	 * nothing. */
	while (!read_tree(&a, d, trimmed, sheet)) {
		shorten(trimmed);
		arena_empty(&a);
		cut = TRUE;
	}
	g_ptr_array_unref(a.blocks);
	html_sheet_free(sheet);
	html_emphasis_clean(d);
	d->cut = d->cut || cut;
	return d;
}
