#include "html/word.h"

#include "html/client.h"

#include <string.h>

/*
 * The bytes of a list's sign at the beginning of a text: "1.", "a)", "(iv)",
 * or one of Word's bullets, which are letters of other fonts.  "*kind" is as
 * in the path of a line.
 */
static gsize
sign_bytes(const char *text, char *kind)
{
	static const char *const bullets[] = { "\xc2\xb7", "\xe2\x80\xa2",
		"\xc2\xa7", "\xe2\x96\xaa", "\xe2\x97\xa6", "\xe2\x97\x8f",
		"\xef\x82\xb7", "\xef\x82\xa7", "\xe2\x9e\xa2", "\xc3\x98",
		"\xc3\xbc", "\xe2\x80\x93", "o", "-" };
	gsize lead = strspn(text, " \t\r\n"), n = lead;

	for (gsize i = 0; i < G_N_ELEMENTS(bullets); i++)
		if (g_str_has_prefix(text + lead, bullets[i])) {
			n = lead + strlen(bullets[i]);
			*kind = '*';
		}
	if (n == lead) {
		n += text[n] == '(';
		while (g_ascii_isalnum(text[n]) && n < lead + 8)
			n++;
		if (n == lead || (text[n] != '.' && text[n] != ')'))
			return 0;
		n++;
		*kind = '#';
	}
	/* The room after it is made of blanks that do not collapse. */
	return !text[n] || g_str_has_prefix(text + n, "\xc2\xa0") ? n : 0;
}

static gboolean
is_list_class(const GumboElement *e)
{
	const char *classes = html_attribute(e, "class");

	return classes && strstr(classes, "MsoListParagraph");
}

/* Does Word itself say that this text is a sign? */
static gboolean
is_sign(const GumboNode *text)
{
	const GumboNode *parent = text->parent;
	const char *style = parent->type == GUMBO_NODE_ELEMENT ?
	    html_attribute(&parent->v.element, "style") :
	    NULL;

	return style && strstr(style, "mso-list:Ignore");
}

gboolean
html_word_item(struct html_flow *f, const GumboNode *paragraph,
    const struct html_style *s, const GumboNode **sign, gsize *bytes)
{
	const GumboElement *e = &paragraph->v.element;
	const GumboNode *first;
	int level = MAX(s->list, 1), depth;
	char kind = '*';

	*sign = NULL;
	if (f->in_row || (s->list < 1 && !is_list_class(e)))
		return FALSE;
	first = html_first_text(paragraph);
	*bytes = first ? sign_bytes(first->v.text.text, &kind) : 0;
	if (first && !*bytes && is_sign(first))
		*bytes = strlen(first->v.text.text);
	/* A paragraph in such a list may have no sign: it goes on. */
	if (!*bytes)
		return FALSE;
	*sign = first;
	depth = MIN((int)strlen(f->list) + level, DOC_LIST_DEPTH);
	for (int i = (int)strlen(f->list); i < depth; i++)
		f->list[i] = kind;
	f->list[depth] = '\0';
	f->item = TRUE;
	f->gap = f->gap && level == 1;
	return TRUE;
}
