/*
 * The value of an option: checked by its type, and set.  Private to this
 * folder.
 */
#ifndef CONFIG_VALUE_H
#define CONFIG_VALUE_H

#include "base/error.h"
#include "config/options.h"
#include "config/table.h"

#include <glib.h>

/*
 * Where a value came from, for the error that names it, and the rows of the
 * lists that it began: its first value replaces what came before.
 */
struct source {
	const char *file; /* NULL: not a file */
	int line;
	gboolean command_line;
	GHashTable *begun; /* of rows; NULL: lists are always replaced */
};

/* Sets one option.  Returns 0, or -1 with FAIL_USAGE or FAIL_CONFIG. */
int option_set(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err);

#endif
