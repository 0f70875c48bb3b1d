/*
 * Changes to files, as diff writes them: its hunks say how long they are.
 */
#ifndef PLAIN_DIFF_H
#define PLAIN_DIFF_H

#include <glib.h>

/* Sets "pre" of what is part of one; "lines" are of struct plain_line. */
void plain_find_hunks(GArray *lines);

#endif
