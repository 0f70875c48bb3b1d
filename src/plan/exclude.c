#include "plan/exclude.h"

#include "base/limits.h"
#include "base/log.h"

#include <string.h>

/* Names and types in the form in which they are compared; to be freed. */
static char *
folded(const char *text)
{
	g_autofree char *normal =
	    g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);

	return g_utf8_casefold(normal ? normal : text, -1);
}

/* A pattern with a slash is about types, any other about names. */
static gboolean
is_meant(const char *pattern, const struct attachment *a)
{
	g_autofree char *rule = folded(pattern);
	g_autofree char *value =
	    folded(strchr(pattern, '/') ? a->type : a->name);

	return g_pattern_match_simple(rule, value);
}

/* Why a file is not attached, as part of a sentence; NULL: it is. */
static char *
reason_against(const struct attachment *a, const struct options *o)
{
	for (char **p = o->exclude_attachments; p && *p; p++)
		if (is_meant(*p, a))
			return g_strdup_printf("\"%s\" is excluded here", *p);
	if (o->max_attachment > 0 && a->size > o->max_attachment)
		return g_strdup_printf("larger than the %" G_GINT64_FORMAT
				       " bytes that are allowed here",
		    o->max_attachment);
	return NULL;
}

void
exclude_files(struct message *m, const struct options *o)
{
	guint i = 0, more = 0;

	while (i < m->attachments->len) {
		const struct attachment *a =
		    g_ptr_array_index(m->attachments, i);
		g_autofree char *reason = reason_against(a, o);

		if (!reason) {
			i++;
			continue;
		}
		log_info("a file of %" G_GINT64_FORMAT " bytes is left out: %s",
		    a->size, reason);
		if (m->left_out->len < LIMIT_LEFT_OUT)
			g_ptr_array_add(m->left_out,
			    g_strdup_printf("%s (%" G_GINT64_FORMAT
					    " bytes): %s",
				a->name, a->size, reason));
		else
			more++;
		g_ptr_array_remove_index(m->attachments, i);
	}
	if (more)
		g_ptr_array_add(
		    m->left_out, g_strdup_printf("and %u more files", more));
}
