#include "message/address_list.h"

#include "base/text.h"
#include "coding/encoded.h"
#include "message/address.h"
#include "message/address_seen.h"

#include <gmime/gmime.h>
#include <string.h>

static void
add_addresses(GPtrArray *list, guint *more, gint64 max,
    InternetAddressList *addresses, int depth)
{
	int n = internet_address_list_length(addresses);

	for (int i = 0; i < n; i++) {
		InternetAddress *a =
		    internet_address_list_get_address(addresses, i);
		const char *name = internet_address_get_name(a);

		if (INTERNET_ADDRESS_IS_GROUP(a)) {
			if (depth < 2)
				add_addresses(list, more, max,
				    internet_address_group_get_members(
					INTERNET_ADDRESS_GROUP(a)),
				    depth + 1);
		} else if (list->len >= max) {
			(*more)++;
		} else {
			address_add(list, name,
			    internet_address_mailbox_get_addr(
				INTERNET_ADDRESS_MAILBOX(a)));
		}
	}
}

/* Groups may nest in a hostile field, and the library follows by recursion. */
#define COLONS_MAX 200

/*
 * From each comma on, the library looks for an "@" to see whether the comma is
 * part of a name: "Lee, Ann <a@b>".
 */
#define COMMAS_MAX 200

static gboolean
has_commas_only(const char *field)
{
	int commas = 0;

	for (const char *p = field; *p && commas <= COMMAS_MAX; p++) {
		if (*p == '@')
			commas = 0;
		commas += *p == ',';
	}
	return commas > COMMAS_MAX;
}

/* "a@b@c": the library would take "a@b" for the address. */
static gboolean
has_double_at(const char *field)
{
	const char *at = NULL;

	for (const char *p = field; *p; p++) {
		if (strchr(" \t<>,;:\"()", *p))
			at = NULL;
		else if (*p == '@' && at && at > field &&
		    !strchr("<,: \t", at[-1]))
			return TRUE;
		else if (*p == '@')
			at = p;
	}
	return FALSE;
}

/* Is it an address that somebody put in quotes, with nothing beside it? */
static gboolean
is_quoted_address(const char *quote, const char *end)
{
	const char *at = memchr(quote, '@', (size_t)(end - quote));

	if (!at || strcspn(quote, " \t<>") < (size_t)(end - quote))
		return FALSE;
	end += 1 + strspn(end + 1, " \t");
	return !*end || *end == ',' || *end == ';';
}

/*
 * Outlook's semicolons between addresses, and addresses in quotes. In
 * groups the semicolon means another thing.
 */
static void
mend_separators(char *field)
{
	if (strchr(field, ':'))
		return;
	for (char *p = field; *p; p++) {
		char *end;

		if (*p == ';')
			*p = ',';
		if (*p != '"')
			continue;
		end = strchr(p + 1, '"');
		if (!end)
			return;
		if (is_quoted_address(p, end))
			*p = *end = ' ';
		p = end;
	}
}

/* What the library makes nothing of: "Name <address>", or only a text. */
static void
add_odd_address(GPtrArray *list, const char *raw, const char *charset)
{
	g_autofree char *shown = encoded_decode(raw, charset), *addr = NULL;
	char *open = strchr(shown, '<');
	size_t n = open ? strcspn(open + 1, "<>") : 0;

	/* With a second one it is not clear who it is. */
	if (open && strcmp(open + 1 + n, ">") == 0 && n > 0 && n < 200 &&
	    strcspn(shown, "@,;") > (size_t)(open - shown)) {
		addr = g_strndup(open + 1, n);
		*open = '\0';
	}
	shown[text_prefix(shown, 200)] = '\0';
	address_add(list, shown, addr);
}

/* Has the library made of it what no person sees in it? */
static gboolean
is_odd(const GPtrArray *list, guint from, const char *field)
{
	const guint n = list->len - from;

	for (guint i = from; i < list->len; i++) {
		const struct address *a = g_ptr_array_index(list, i);

		if ((!*a->addr && !*a->local) || strpbrk(a->addr, "'\"()[]") ||
		    strstr(a->addr, "=?") || strstr(a->local, "=?") ||
		    strchr(a->addr, ':'))
			return TRUE;
	}
	/* Without a comma it is one: "ann@b.c via Forms <noreply@d.e>". */
	return n > 1 && !strpbrk(field, ",;:");
}

static void
mend_odd(GPtrArray *list, guint from, const char *field, const char *charset)
{
	g_autofree char *name = NULL, *addr = NULL;

	if (!address_seen(field, charset, &name, &addr))
		return;
	g_ptr_array_set_size(list, (gint)from);
	address_add(list, name, addr);
}

void
address_list_read(GPtrArray *list, guint *more, const char *field,
    const char *charset, gint64 max)
{
	g_autofree char *canonical = NULL;
	InternetAddressList *addresses;
	const guint before = list->len;
	guint colons = 0;

	if (!field || !*field)
		return;
	for (const char *p = field; *p; p++)
		colons += *p == ':';
	canonical = encoded_canonical(field, FALSE);
	mend_separators(canonical);
	addresses = colons <= COLONS_MAX && !has_commas_only(canonical) &&
		!has_double_at(canonical) ?
	    internet_address_list_parse(NULL, canonical) :
	    NULL;
	if (addresses) {
		add_addresses(list, more, max, addresses, 0);
		g_object_unref(addresses);
	}
	if (list->len == before && *more == 0)
		add_odd_address(list, field, charset);
	if (list->len > before && *more == 0 && is_odd(list, before, canonical))
		mend_odd(list, before, field, charset);
}
