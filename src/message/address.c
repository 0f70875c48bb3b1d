#include "message/address.h"

#include "base/text.h"

#include <string.h>

static void
address_free(gpointer p)
{
	struct address *a = p;

	g_free(a->name);
	g_free(a->addr);
	g_free(a->local);
	g_free(a);
}

GPtrArray *
addresses_new(void)
{
	return g_ptr_array_new_with_free_func(address_free);
}

/* Exactly one "@" with something on both sides, and no blanks. */
static gboolean
is_address(const char *s)
{
	const char *at = strchr(s, '@');

	return at && at > s && at[1] && !strchr(at + 1, '@') &&
	    !strpbrk(s, " \t<>,;");
}

void
address_add(GPtrArray *list, const char *name, const char *addr)
{
	struct address *a = g_new0(struct address, 1);

	a->name = text_scrub_line(name ? name : "", -1);
	a->addr = text_scrub_line(addr ? addr : "", -1);
	a->local =
	    g_strdup(*a->addr && !strpbrk(a->addr, "@ \t<>,;:") ? a->addr : "");
	if (!is_address(a->addr)) {
		/* What is no address is shown as text, and used as none. */
		char *shown = *a->name && *a->addr ?
		    g_strdup_printf("%s <%s>", a->name, a->addr) :
		    g_strconcat(a->name, a->addr, NULL);

		g_free(a->name);
		g_free(a->addr);
		a->name = shown;
		a->addr = g_strdup("");
	}
	g_ptr_array_add(list, a);
}

void
address_add_plain(GPtrArray *list, const char *field)
{
	const char *open = field ? strrchr(field, '<') : NULL;
	const char *close = open ? strchr(open, '>') : NULL;
	g_autofree char *display = NULL, *addr = NULL;

	if (!field)
		return;
	if (close && close - open < 400) {
		display = g_strndup(field, MIN(open - field, 200));
		addr = g_strndup(open + 1, (gsize)(close - open - 1));
	} else {
		display = g_strdup("");
		addr = g_strndup(field, 200);
	}
	address_add(list, display, addr);
}

char *
address_format(const struct address *a)
{
	if (!*a->addr)
		return g_strdup(a->name);
	if (!*a->name || strcmp(a->name, a->addr) == 0)
		return g_strdup(a->addr);
	return g_strdup_printf("%s <%s>", a->name, a->addr);
}
