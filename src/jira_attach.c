/*
 * Attachments.
 */
#include "jira_call.h"

#include <string.h>

/* A name that Jira's multipart parser cannot stumble over. To be freed. */
static char *
ascii_name(const char *name)
{
	char *ascii = g_str_to_ascii(name, "C");

	for (char *p = ascii; *p; p++)
		if (!g_ascii_isalnum(*p) && !strchr("._-", *p))
			*p = '_';
	return ascii;
}

/*
 * Is it this file that Jira does not take?  Data Center says 404 to a file
 * that is too large; only the text tells it from a missing issue.
 */
static gboolean
is_refused_file(const struct http_response *rs, const char *text)
{
	if (jira_is_login_failure(rs))
		return FALSE;
	return rs->status == 413 || rs->status == 403 ||
	    (rs->status == 404 && strstr(text, "exceeds its maximum"));
}

/* What became of the upload: 1, 0 and why it was not taken, or -1. */
static int
judge(struct jira *j, const struct http_request *rq,
    const struct http_response *rs, char **reason, struct error *err)
{
	enum failure failure = jira_status(rs);
	g_autofree char *text = jira_error_text(rs);

	if (failure == FAIL_NONE)
		return 1;
	if (!is_refused_file(rs, text))
		return jira_failure(j, rq, rs, failure, err);
	*reason = *text ? g_steal_pointer(&text) :
			  g_strdup_printf("HTTP status %ld", rs->status);
	return 0;
}

int
jira_attach(struct jira *j, const char *issue, struct attachment *a,
    char **reason, struct error *err)
{
	g_autofree char *path =
	    g_strdup_printf(API "/issue/%s/attachments", issue);
	g_autofree char *plain = ascii_name(a->name);
	struct http_request rq = { .method = "POST",
		.path = path,
		.upload = a,
		.upload_name = a->name };
	struct http_response rs;
	int rc;

	http_response_init(&rs);
	rc = jira_exchange(j, &rq, &rs, err);
	if (rc == 0 && rs.status == 500 && rs.body->len == 0 &&
	    strcmp(plain, a->name) != 0) {
		/* It was the name, then; Jira has nothing else to say. */
		http_response_release(&rs);
		http_response_init(&rs);
		rq.upload_name = plain;
		rc = jira_exchange(j, &rq, &rs, err);
	}
	if (rc == 0)
		rc = judge(j, &rq, &rs, reason, err);
	http_response_release(&rs);
	return rc;
}
