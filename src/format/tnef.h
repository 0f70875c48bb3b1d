/*
 * Outlook's winmail.dat (MS-OXTNEF): its files and its text.  The packaged
 * library for it needs twice the size of the file in memory, prints to
 * standard output, and is under the GPL.
 */
#ifndef FORMAT_TNEF_H
#define FORMAT_TNEF_H

#include "base/bytes.h"

struct tnef {
	GPtrArray *files; /* of struct attachment */
	char *text;	  /* UTF-8, not yet scrubbed; NULL: none */
	char *html;	  /* the same */
	gboolean lost;	  /* not all of it is here: keep the original */
};

/*
 * Unpacks what "read" gives.  Files are copied to the disk while they are
 * read; their names get at most "name_max" bytes.  Returns 0, or -1: it is
 * none.
 */
int tnef_read(
    struct tnef *t, bytes_read read, gpointer source, gint64 name_max);

void tnef_release(struct tnef *t);

#endif
