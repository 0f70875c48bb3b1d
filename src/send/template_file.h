/*
 * The files of a template: "confirm.html", the text beside it
 * ("confirm.txt"), and those in other languages ("confirm.de.html").
 */
#ifndef SEND_TEMPLATE_FILE_H
#define SEND_TEMPLATE_FILE_H

#include "base/error.h"

#include <glib.h>

/* The one in the best of these languages that is there; to be freed. */
char *template_file_find(
    const char *file, const GPtrArray *languages, const char *fallback);

/* Itself and those in all languages: a list of char *. */
GPtrArray *template_file_all(const char *file);

/* The name of the text beside it; to be freed. */
char *template_file_text(const char *file);

/*
 * A file of at most LIMIT_TEMPLATE_BYTES, which must be UTF-8; its line ends
 * become newlines. "optional": NULL without an error if there is none.  To be
 * freed.  NULL: FAIL_CONFIG.
 */
char *template_file_read(
    const char *file, gboolean optional, struct error *err);

#endif
