/*
 * What of a message is still to be done.
 */
#ifndef PLAN_STEPS_H
#define PLAN_STEPS_H

#include "base/attachment.h"
#include "config/options.h"
#include "message/message.h"
#include "plan/facts.h"
#include "plan/texts.h"

#include <glib.h>

enum step_kind {
	STEP_CREATE,
	STEP_COMMENT,
	STEP_REST, /* of a mail that was cut when it was filed */
	STEP_LINK, /* to the closed issue that it follows */
	STEP_ATTACH,
	STEP_SHOW, /* the text with its pictures, which are there by now */
};

struct step {
	enum step_kind kind;
	struct attachment *attachment; /* borrowed; of STEP_ATTACH */
};

/*
 * Adds the steps, of struct step, and to "keys" that of each file of the
 * message for its mark, of char *, also of those that are there.
 */
void steps_list(GArray *steps, GPtrArray *keys, const struct texts *t,
    const struct options *o, const struct message *m, const struct facts *f);

#endif
