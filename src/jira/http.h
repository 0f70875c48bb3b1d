/*
 * HTTP, thin: one request, one answer, within the deadline.  http_new()
 * makes the one that speaks over the network (libcurl stays in http.c); a
 * test makes its own by filling in "perform".
 */
#ifndef JIRA_HTTP_H
#define JIRA_HTTP_H

#include "base/attachment.h"
#include "base/deadline.h"
#include "base/error.h"
#include "config/options.h"

#include <glib.h>

struct http_request {
	const char *method;	   /* "GET", "POST", "PUT" */
	const char *path;	   /* behind the address of Jira: "/rest/..." */
	const char *body;	   /* JSON; NULL: none */
	struct attachment *upload; /* sent as multipart/form-data; or NULL */
	const char *upload_name;   /* its file name */
	const char *const *without; /* members of the JSON answer; or NULL */
	GChecksum *digest; /* takes the answer instead of its body; or NULL */
};

struct http_response {
	long status;
	GString *body;
	char *type;	     /* of Content-Type; "" if there is none */
	char *login_reason;  /* X-Seraph-LoginReason, or NULL */
	char *denied_reason; /* X-Authentication-Denied-Reason, or NULL */
	char *user;	     /* X-AUSERNAME, or NULL */
	char *request_id;    /* X-AREQUESTID, or NULL */
	gint64 digested;     /* bytes that went into the digest */
	long retry_after;    /* seconds; 0: none */
};

struct http {
	/*
	 * Returns 0 with any HTTP status, or -1 with FAIL_CONNECT, FAIL_TLS,
	 * FAIL_TIMEOUT, FAIL_LOST, FAIL_CONFIG or FAIL_DEADLINE.
	 */
	int (*perform)(struct http *h, const struct http_request *rq,
	    struct http_response *rs, struct error *err);
	void (*free)(struct http *h);
};

/* Borrows both arguments. */
struct http *http_new(const struct options *o, const struct deadline *d);
void http_free(struct http *h);

void http_response_init(struct http_response *rs);
void http_response_release(struct http_response *rs);

#endif
