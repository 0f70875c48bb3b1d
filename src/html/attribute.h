/*
 * Attributes in the text of a tag.
 */
#ifndef HTML_ATTRIBUTE_H
#define HTML_ATTRIBUTE_H

#include <glib.h>

/* HTML that is looked through from its beginning to its end. */
struct html_scan {
	const char *end;
	gboolean no_quote[2]; /* no ", no ' follows any more */
};

struct html_attribute {
	const char *name, *value;
	gsize name_len, value_len;
	char quote; /* around the value, or 0 */
};

/* As HTML has it. */
gboolean html_is_blank(char c);

/* The first "c" from p on; the end if there is none. */
const char *html_find(const struct html_scan *s, const char *p, char c);

/*
 * The next attribute of a tag from *at on.  FALSE if there is no more: *at is
 * then at the tag's end, or at that of the text.
 */
gboolean html_next_attribute(
    struct html_scan *s, const char **at, struct html_attribute *a);

/* Does it matter to what is shown? */
gboolean html_is_wanted(const struct html_attribute *a);

#endif
