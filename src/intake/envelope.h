/*
 * The envelope, as far as it can be learnt: from arguments, from the
 * environment that the MTA made, from the trace fields above the first
 * Received, in this order.  Every value is a hint; none is needed.
 */
#ifndef INTAKE_ENVELOPE_H
#define INTAKE_ENVELOPE_H

#include "config/options.h"
#include "intake/header.h"

struct envelope {
	char *sender;	 /* NULL: unknown; "": the null sender */
	char *recipient; /* NULL: unknown */
	char *extension; /* NULL: unknown or none */
};

void envelope_init(
    struct envelope *e, const struct options *o, const struct header *h);
void envelope_release(struct envelope *e);

#endif
