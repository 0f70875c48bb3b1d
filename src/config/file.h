/*
 * The configuration file, NAME=value in lines.  Private to this folder.
 */
#ifndef CONFIG_FILE_H
#define CONFIG_FILE_H

#include "base/error.h"
#include "config/options.h"

#include <glib.h>

/*
 * Reads a configuration file.  One that is not "required" may be missing.
 * Returns 0, or -1 with FAIL_CONFIG.
 */
int options_read_file(
    struct options *o, const char *name, gboolean required, struct error *err);

#endif
