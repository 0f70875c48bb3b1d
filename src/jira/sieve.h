/*
 * JSON as it arrives, without what nobody asks for: an issue with thousands of
 * files names the uploader of each with all his pictures, and a list of
 * comments has all their texts.  What we filed ourselves must not make an
 * answer larger than what is read.
 */
#ifndef JIRA_SIEVE_H
#define JIRA_SIEVE_H

#include <glib.h>

struct sieve {
	const char *const *without; /* names of members, then NULL; borrowed */
	gsize from, to; /* the last string, in what was kept of the text */
	gboolean in_string, escaped;
	gboolean skipping; /* a value */
	gboolean keeping;  /* the value of "properties" */
	guint depth;	   /* in that value */
};

/*
 * Adds the text, in which the values of the members without are null, except
 * within "properties".
 */
void sieve_add(struct sieve *s, GString *out, const char *text, gsize n);

#endif
