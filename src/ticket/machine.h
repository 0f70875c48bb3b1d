/*
 * Mail that no person wrote: which class it is of, and by which rule.  The
 * rules are a table (machine_rules.c); the first that holds decides.  Pure.
 */
#ifndef TICKET_MACHINE_H
#define TICKET_MACHINE_H

#include "config/class.h"
#include "config/options.h"
#include "message/message.h"

#include <glib.h>

struct machine {
	enum class class;
	gboolean sure;	    /* no guess */
	const char *reason; /* a code; NULL: of CLASS_HUMAN */
	const char *mute;   /* why it must not be answered; NULL: it may */
};

/*
 * "sender" is that of the envelope, "" if it is the null sender; NULL: only
 * the header can tell.
 */
void machine_find(struct machine *out, const struct message *m,
    const struct options *o, const char *sender);

/* Is the subject one that the administrator does not want? */
gboolean machine_is_undesired(const struct message *m, const struct options *o);

#endif
