/*
 * What mailers write before the first boundary, for those whose reader does
 * not know MIME.  It says nothing of this mail, so nothing is lost when
 * nobody sees it; any other line there is a word of somebody.
 */
#ifndef MESSAGE_NOTICE_H
#define MESSAGE_NOTICE_H

#include <glib.h>

/* Is a line, as it stands in the mail, one of such a notice? */
gboolean mime_is_notice(const char *line);

#endif
