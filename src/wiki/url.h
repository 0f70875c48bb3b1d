/*
 * Addresses of the web in wiki markup.
 */
#ifndef WIKI_URL_H
#define WIKI_URL_H

#include <glib.h>

/*
 * Length of the scheme with its colon, where something begins that Jira could
 * take for an address; else 0.
 */
size_t markup_url_scheme(const char *p, const char *end);

/*
 * Length of the address at p that both renderers take as it stands, whatever
 * is in it; 0: there is none.  "*bracketed": it ends in a way that only holds
 * in a link with brackets.
 */
size_t markup_url_length(
    const char *p, const char *end, gboolean cell, gboolean *bracketed);

/*
 * Appends an address as it stands in "[label|address]", with percent signs
 * in place of what would act there.
 */
void markup_url_put(GString *out, const char *url, size_t n);

#endif
