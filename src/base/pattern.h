/*
 * Regular expressions of the administrator and ours, matched against text
 * of mails, with bounds on what a match may cost.
 */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include <glib.h>

struct pattern;

/* Is it one?  Returns NULL, or what is wrong with it; to be freed. */
char *pattern_check(const char *regex);

/*
 * Compiles it; case does not count, "^" and "$" are the ends of lines, and a
 * dot matches no newline.  NULL: it is none.
 */
struct pattern *pattern_new(const char *regex);
void pattern_free(struct pattern *p);

/*
 * Matches n bytes of valid UTF-8, from "at" on.  Returns TRUE and the range
 * of the match.  A match that costs too much is none.
 */
gboolean pattern_find(const struct pattern *p, const char *text, gsize n,
    gsize at, gsize *from, gsize *to);

/*
 * For a pattern whose groups are alternatives: the number of the one that
 * matched, from 1; 0: it matched without a group; -1: it did not match.
 */
int pattern_which(const struct pattern *p, const char *text, gsize n);

#endif
