/*
 * What a ticket says of a mail: a short header, then the text, in Jira's
 * markup and within its limit.
 */
#ifndef TICKET_CONTENT_H
#define TICKET_CONTENT_H

#include "config/options.h"
#include "message/message.h"

/* The name of the attachment that holds a text which had to be cut. */
#define CONTENT_WHOLE "message.txt"

/*
 * The description of a new issue, or the body of a comment; to be freed.
 * "follows" is the key of a closed issue that it answers, or NULL. "*cut"
 * says that the text did not fit and must be attached as a whole.
 */
char *content_text(const struct message *m, const struct options *o,
    const char *follows, gboolean *cut);

/*
 * The same within "limit" UTF-16 units, for a Jira that takes less; the
 * original must be attached.  NULL: there is too little room.
 */
char *content_within(const struct message *m, const struct options *o,
    const char *follows, gint64 limit);

/*
 * The comment on a mail that was cut when it was filed, with the text of the
 * whole unless the ticket has that already; to be freed.  "*cut" as above.
 */
char *content_rest(const struct message *m, const struct options *o,
    gboolean filed, gboolean *cut);

/* What stands for a text that Jira refuses; to be freed. */
char *content_refused(void);

/* The id of a mail as it stands below its comment, in markup; to be freed. */
char *content_own_id(const char *id);

/* The summary: the tag of the ticket id (NULL: none) and the subject. */
char *content_summary(const struct message *m, const char *id);

#endif
