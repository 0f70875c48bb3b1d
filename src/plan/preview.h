/*
 * The mail that would confirm a message as a new ticket, for who writes a
 * template.
 */
#ifndef PLAN_PREVIEW_H
#define PLAN_PREVIEW_H

#include "base/error.h"
#include "config/options.h"
#include "message/message.h"
#include "ticket/classify.h"
#include "ticket/id.h"

#include <glib.h>

/*
 * The mail, to be freed.  Key and link of the issue, which Jira would tell,
 * have the number 0.  Before it stand fields that are not sent,
 * "X-Jicket-Remark": what is strange in the template, and why no such mail
 * would be sent.  Returns NULL with FAIL_CONFIG if the template, or one of
 * its other languages, cannot be used.  "now" is in seconds since 1970.
 */
char *preview_print(const struct options *o, const struct message *m,
    const struct verdict *v, const struct ticket_ids *ids, gint64 now,
    struct error *err);

#endif
