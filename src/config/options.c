#include "config/options.h"

#include "config/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Can the file be read, and the key by no others? */
static int
check_key(const struct options *o, struct error *err)
{
	const char *key = o->client_key ? o->client_key : o->client_cert;
	const char *const names[] = { o->client_cert, key };
	int rc = 0;

	if (o->client_key && !o->client_cert)
		return error_set(err, FAIL_CONFIG,
		    "a client key is of no use without its certificate: set "
		    "JICKET_CLIENT_CERT in %s, or --client-cert",
		    o->config);
	for (int i = 0; rc == 0 && key && i < 2; i++) {
		int fd = open(names[i], O_RDONLY | O_CLOEXEC);

		if (fd < 0)
			return error_set(err, FAIL_CONFIG,
			    "the %s %s cannot be read: %s",
			    i ? "client key" : "client certificate", names[i],
			    g_strerror(errno));
		if (i)
			rc = secret_check_file(fd, names[i], err);
		close(fd);
	}
	return rc;
}

gboolean
options_only_look(const struct options *o)
{
	return o->inspect || o->preview_confirmation;
}

int
options_check(const struct options *o, struct error *err)
{
	if (!o->jira_url)
		return error_set(err, FAIL_CONFIG,
		    "the address of Jira is "
		    "missing: set JICKET_JIRA_URL in %s, or --jiraurl",
		    o->config);
	if (!o->jira_project)
		return error_set(err, FAIL_CONFIG,
		    "the project is missing: "
		    "set JICKET_JIRA_PROJECT in %s, or --jiraproject",
		    o->config);
	if (!o->jira_token && !o->jira_pass)
		return error_set(err, FAIL_CONFIG,
		    "the credentials are "
		    "missing: set JICKET_JIRA_USER and JICKET_JIRA_PASS, or "
		    "JICKET_JIRA_TOKEN, in %s",
		    o->config);
	if (!o->jira_token && !o->jira_user)
		return error_set(err, FAIL_CONFIG,
		    "the user is missing: set "
		    "JICKET_JIRA_USER in %s, or --jirauser",
		    o->config);
	return check_key(o, err);
}

/* Where Atlassian hosts Jira; names of hosts have no case (RFC 4343). */
static gboolean
is_cloud(const char *host)
{
	static const char *const suffixes[] = { ".atlassian.net", ".jira.com",
		".atlassian-us-gov-mod.net" };
	g_autofree char *lower = g_ascii_strdown(host, -1);

	for (gsize i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (g_str_has_suffix(lower, suffixes[i]))
			return TRUE;
	return strcmp(lower, "api.atlassian.com") == 0;
}

gboolean
options_flavour_is_guessed(const struct options *o)
{
	return o->flavour == FLAVOUR_AUTO && o->jira_url &&
	    options_flavour(o) == FLAVOUR_DATACENTER;
}

enum flavour
options_flavour(const struct options *o)
{
	g_autoptr(GUri) uri = NULL;

	if (o->flavour != FLAVOUR_AUTO || !o->jira_url)
		return o->flavour == FLAVOUR_AUTO ? FLAVOUR_DATACENTER :
						    (enum flavour)o->flavour;
	uri = g_uri_parse(o->jira_url, G_URI_FLAGS_NONE, NULL);
	return uri && is_cloud(g_uri_get_host(uri)) ? FLAVOUR_CLOUD :
						      FLAVOUR_DATACENTER;
}
