/*
 * Where an earlier mail begins, by what stands before it.
 */
#ifndef REPLY_HISTORY_H
#define REPLY_HISTORY_H

#include "reply/patterns.h"
#include "reply/view.h"

/* What begins at a line. */
enum history {
	HISTORY_NO,
	HISTORY_INTRO,	   /* an introduction, and a quote follows it */
	HISTORY_MAIL,	   /* an earlier mail, down to the end */
	HISTORY_FORWARDED, /* a mail that is handed on */
};

/*
 * The first line of what the administrator's patterns find, which stand for
 * ours; G_MAXUINT: there is nothing, or there are no such patterns.
 */
guint history_from_admin(const struct reply_view *v, char **multiline);

/*
 * Looks at line i, which is not quoted.  "*next" is the line after what
 * introduces it.  "only_intros": no headers and dividers of our own.
 */
enum history history_at(const struct reply_view *v, struct reply_patterns *p,
    gboolean only_intros, guint i, guint *next);

#endif
