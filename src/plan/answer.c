#include "plan/answer.h"

#include "reply/cut.h"

void
answer_cut(struct message *m, const struct options *o)
{
	struct reply *r;

	if (o->quoted == QUOTED_KEEP)
		return;
	r = reply_new(o->introductory_patterns, o->multiline_patterns);
	reply_cut(r, m->body, reply_is_forward(m->fields.subject));
	reply_free(r);
}
