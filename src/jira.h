/*
 * Jira's REST API, version 2, which Data Center and Cloud share but for the
 * search.  One function for each call that jicket needs; each turns what
 * Jira answers into a result or a failure, and nothing else does.
 */
#ifndef JIRA_H
#define JIRA_H

#include "error.h"
#include "http.h"
#include "options.h"

#include <glib.h>

/* The entity property that marks what jicket made. */
#define JIRA_PROPERTY "jicket"

struct jira {
	struct http *http;		 /* borrowed */
	const struct deadline *deadline; /* borrowed */
	enum flavour flavour;
	gboolean verified; /* Jira has accepted our credentials */
};

struct jira_file {
	char *name;
	gint64 size;
};

struct jira_issue {
	char *id;  /* the number */
	char *key; /* the current one: issues move */
	char *summary, *project;
	GPtrArray *labels; /* of char * */
	GPtrArray *files;  /* of struct jira_file */
	char *digest;	   /* of the message that made it, or NULL */
};

/* A new issue; all strings are borrowed. */
struct jira_fields {
	const char *project, *type;
	const char *summary, *description, *label;
	const char *digest;	 /* of the message, for the property */
	const char *body_digest; /* of its body */
	gint64 body_size;
};

/* A comment; all strings are borrowed. */
struct jira_comment {
	const char *body;
	const char *step; /* what it is: "comment", "note" */
	const char *digest, *body_digest;
	gint64 body_size;
};

void jira_init(struct jira *j, struct http *http, const struct deadline *d,
    enum flavour flavour);

/*
 * Asks whether our credentials are accepted, unless an answer has shown it
 * already.  Jira answers to unknown users as well, with less; so "not
 * found" is believed only after this.  GET /myself.
 */
int jira_verify(struct jira *j, struct error *err);

/*
 * Issues that a query finds, with summary, labels and project.  POST
 * /search (Data Center), POST /search/jql (Cloud).  NULL: failed.
 */
GPtrArray *jira_search(struct jira *j, const char *jql, struct error *err);

/*
 * One issue by number or key.  Returns 1 and the issue, 0 when there is
 * none (verified), or -1.
 */
int jira_get_issue(
    struct jira *j, const char *id, struct jira_issue **out, struct error *err);

/* Is there a comment of this step and message on the issue? 1, 0 or -1. */
int jira_has_comment(struct jira *j, const char *issue, const char *step,
    const char *digest, struct error *err);

/* Creates an issue; "*id" and "*key" are to be freed. */
int jira_create(struct jira *j, const struct jira_fields *f, char **id,
    char **key, struct error *err);

int jira_add_comment(struct jira *j, const char *issue,
    const struct jira_comment *c, struct error *err);

/*
 * Uploads one file.  Returns 1, or 0 when Jira does not take this file
 * (too large, no permission, attachments switched off), with the reason in
 * "*reason" (to be freed), or -1.
 */
int jira_attach(struct jira *j, const char *issue, struct attachment *a,
    char **reason, struct error *err);

void jira_issue_free(struct jira_issue *issue);

/* A JQL string literal with its quotes; to be freed. */
char *jira_quote(const char *text);

#endif
