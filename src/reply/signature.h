/*
 * The signature at the end of what somebody wrote.
 */
#ifndef REPLY_SIGNATURE_H
#define REPLY_SIGNATURE_H

#include "reply/patterns.h"
#include "reply/view.h"

/*
 * What stands below the last sentence, "Regards" and a name, takes so many
 * lines, and none of them has more bytes.
 */
#define CLOSING_LINES  4
#define CLOSING_LENGTH 40

/*
 * Where the last part of the lines from <= i < end begins that is a
 * signature or a footer; "end" if there is none.  Closing phrase and name
 * are not part of it.
 */
guint signature_start(const struct reply_view *v, struct reply_patterns *p,
    guint from, guint end);

#endif
