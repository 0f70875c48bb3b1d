/*
 * What an answer means.  Between Jira and us stand proxies, firewalls and
 * login pages, which answer with the same statuses: only what is
 * recognisably Jira's own may decide that something is not filed.
 */
#ifndef JIRA_ANSWER_H
#define JIRA_ANSWER_H

#include "base/error.h"
#include "jira/http.h"

/*
 * What it means; FAIL_NONE: success.  A "no" that is not Jira's own is
 * FAIL_NOT_JIRA.
 */
enum failure jira_status(const struct http_response *rs);

/* Jira says so in a header, on any status, even on 200. */
gboolean jira_is_login_failure(const struct http_response *rs);

/*
 * Is it Jira's own word: JSON with Jira's collection of errors?  What a
 * gateway says, {"message": ...} or {"errorMessage": ...}, is none.
 */
gboolean jira_is_own_error(const struct http_response *rs);

/* Is the token good, and not for this request? */
gboolean jira_lacks_scope(const struct http_response *rs);

/* What it says in an error, on one line, for the log; to be freed. */
char *jira_error_text(const struct http_response *rs);

/*
 * What is known of a "no", so that less can be asked for; all zero: nothing.
 */
struct refusal {
	char **fields;	   /* names that a 400 gives; NULL: none */
	gint64 text_limit; /* characters of a text that it allows; 0: none */
	gboolean broke;	   /* 500 of Jira's own: its database, for instance */
};

void refusal_read(struct refusal *out, const struct http_response *rs);
void refusal_release(struct refusal *r);

/* Fills the error from an answer to a request; returns -1. */
int jira_failure(const struct http_request *rq, const struct http_response *rs,
    enum failure failure, struct error *err);

#endif
