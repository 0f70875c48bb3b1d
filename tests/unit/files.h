/*
 * The files that a reader takes out of a mail.
 */
#ifndef FILES_H
#define FILES_H

#include "base/attachment.h"

#include <glib.h>

/* Fails if file n is not this one, with these bytes. Returns it. */
const struct attachment *check_file(const GPtrArray *files, guint n,
    const char *name, const char *type, const char *bytes);

#endif
