#include "plan/policy.h"

#include <string.h>

/* Patterns of addresses are compared without regard to case. */
static gboolean
is_like(const char *pattern, const char *addr)
{
	g_autofree char *p = g_ascii_strdown(pattern, -1);
	g_autofree char *a = g_ascii_strdown(addr, -1);

	return g_pattern_match_simple(p, a);
}

static gboolean
is_excepted(const struct options *o, const struct message *m)
{
	char **pattern = o->machine_mail_except;

	for (; pattern && *pattern; pattern++)
		for (guint i = 0; i < m->fields.from->len; i++) {
			const struct address *a =
			    g_ptr_array_index(m->fields.from, i);

			if (is_like(*pattern, *a->addr ? a->addr : a->local))
				return TRUE;
		}
	return FALSE;
}

/*
 * Where nothing is said, all is filed but for what comes back to us: our own
 * mail would answer itself, and a bounce of what others sent in our name is
 * back-scatter.  A bounce that only looks like one is filed.
 */
static enum policy
policy_by_default(const struct verdict *v)
{
	if (v->class == CLASS_OWN)
		return POLICY_DROP;
	return v->class == CLASS_BOUNCE && v->sure ? POLICY_DROP : POLICY_FILE;
}

static enum policy
policy_of_class(const struct options *o, const struct verdict *v)
{
	switch ((enum treatment)o->machine_mail[v->class]) {
	case TREAT_FILE: return POLICY_FILE;
	case TREAT_DROP: return POLICY_DROP;
	case TREAT_REFUSE: return POLICY_REFUSE;
	case TREAT_DEFAULT: break;
	}
	return policy_by_default(v);
}

/* Is it about a ticket of ours, so that it makes no ticket of its own? */
static gboolean
is_about_ticket(const struct verdict *v)
{
	return (v->class == CLASS_AUTOREPLY && v->candidates->len > 0) ||
	    (v->class == CLASS_BOUNCE && v->returns_ours);
}

enum policy
policy_find(const struct options *o, const struct message *m,
    const struct verdict *v, enum policy_ticket ticket)
{
	if (v->class == CLASS_OWN && v->sure)
		return POLICY_DROP;
	if (v->undesired)
		return POLICY_DROP;
	if (v->class == CLASS_HUMAN || is_excepted(o, m))
		return POLICY_FILE;
	if (!is_about_ticket(v) || ticket == TICKET_NONE)
		return policy_of_class(o, v);
	if (ticket == TICKET_FOUND && v->class == CLASS_AUTOREPLY &&
	    o->autoreply == AUTOREPLY_DROP)
		return POLICY_DROP;
	return POLICY_FILE;
}
