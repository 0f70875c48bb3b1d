#include "reply.h"

struct reply {
	char **introductory, **multiline; /* borrowed */
};

struct reply *
reply_new(char **introductory, char **multiline)
{
	struct reply *r = g_new0(struct reply, 1);

	r->introductory = introductory;
	r->multiline = multiline;
	return r;
}

void
reply_free(struct reply *r)
{
	g_free(r);
}

void
reply_cut(const struct reply *r, struct doc *d)
{
	(void)r;
	(void)d;
}
