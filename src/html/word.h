/*
 * Word's lists: paragraphs that begin with a sign and look like items.
 */
#ifndef HTML_WORD_H
#define HTML_WORD_H

#include "html/flow.h"

#include <gumbo.h>

/*
 * If a paragraph is an item of a list, sets up the flow for one, and "*sign"
 * to the text that holds its sign and "*bytes" to the sign's size there;
 * *sign is NULL if there is none.
 */
gboolean html_word_item(struct html_flow *f, const GumboNode *paragraph,
    const struct html_style *s, const GumboNode **sign, gsize *bytes);

#endif
