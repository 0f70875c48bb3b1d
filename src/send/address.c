#include "send/address.h"

#include <string.h>

/* RFC 5321, 4.5.3.1: a path has 256 bytes with its angle brackets. */
enum { LOCAL_MAX = 64, ADDRESS_MAX = 254, DOMAIN_MAX = 253, LABEL_MAX = 63 };

/*
 * Atoms (RFC 5322, 3.2.3) and dots, also where they must not stand: some
 * carriers gave such addresses out.  "%" and "!" are routes to some mail
 * systems, "|" and "`" a program to others.
 */
static gboolean
is_local_part(const char *p, gsize n)
{
	if (n == 0 || n > LOCAL_MAX || strchr("-/", *p))
		return FALSE;
	for (gsize i = 0; i < n; i++)
		if (!g_ascii_isalnum(p[i]) && !strchr("#$&'*+-/=?^_{}~.", p[i]))
			return FALSE;
	return TRUE;
}

/* A label of a host name (RFC 1123, 2.1). */
static gboolean
is_label(const char *label)
{
	const gsize n = strlen(label);

	if (n == 0 || n > LABEL_MAX || label[0] == '-' || label[n - 1] == '-')
		return FALSE;
	for (gsize i = 0; i < n; i++)
		if (!g_ascii_isalnum(label[i]) && label[i] != '-')
			return FALSE;
	return TRUE;
}

/* A number at the end would make an IP address of it. */
static gboolean
is_domain(const char *domain)
{
	g_auto(GStrv) labels = g_strsplit(domain, ".", -1);
	const guint n = g_strv_length(labels);

	if (n == 0 || strlen(domain) > DOMAIN_MAX)
		return FALSE;
	for (guint i = 0; i < n; i++)
		if (!is_label(labels[i]))
			return FALSE;
	return strspn(labels[n - 1], "0123456789") < strlen(labels[n - 1]);
}

char *
address_outgoing(const char *address)
{
	const char *at = address ? strrchr(address, '@') : NULL;
	g_autofree char *domain = NULL;
	g_autofree char *whole = NULL;

	if (!at || !g_utf8_validate(address, -1, NULL) ||
	    strlen(at + 1) > 4UL * DOMAIN_MAX ||
	    !is_local_part(address, (gsize)(at - address)))
		return NULL;
	domain = g_str_is_ascii(at + 1) ? g_ascii_strdown(at + 1, -1) :
					  g_hostname_to_ascii(at + 1);
	if (!domain || !is_domain(domain))
		return NULL;
	whole =
	    g_strdup_printf("%.*s@%s", (int)(at - address), address, domain);
	return strlen(whole) <= ADDRESS_MAX ? g_steal_pointer(&whole) : NULL;
}
