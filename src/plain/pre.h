/*
 * Which lines of a plain text are preformatted: code, traces, tables, and
 * changes to files, whose blanks say something.
 */
#ifndef PLAIN_PRE_H
#define PLAIN_PRE_H

#include <glib.h>

/* Sets "pre"; "lines" are of struct plain_line. */
void plain_find_pre(GArray *lines);

#endif
