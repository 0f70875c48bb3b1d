/*
 * Jira's REST API, version 2, which Data Center and Cloud share but for the
 * search.  One function for each call that jicket needs; each turns what
 * Jira answers into a result or a failure, and nothing else does.  The
 * other files of this folder have them, each a family of calls.
 */
#ifndef JIRA_JIRA_H
#define JIRA_JIRA_H

#include "base/error.h"
#include "base/memory.h"
#include "config/options.h"
#include "jira/answer.h"
#include "jira/http.h"
#include "jira/mark.h"

#include <glib.h>

struct jira {
	struct http *http;		 /* borrowed */
	const struct deadline *deadline; /* borrowed */
	enum flavour flavour;
	gboolean guessed;      /* the flavour, which the name did not tell */
	gboolean verified;     /* Jira has accepted our credentials */
	struct memory *memory; /* of this host, borrowed; NULL: none */
	gboolean withheld;     /* it does not give out the content of files */
	guint asked;	       /* files whose content was asked for */
	gint64 asked_bytes;
};

struct jira_file {
	char *name;
	char *path; /* where its content is, behind the address of Jira */
	gint64 size;
	gint64 created; /* ms since 1970 */
};

struct jira_issue {
	char *id;  /* the number */
	char *key; /* the current one: issues move */
	char *summary, *project;
	GPtrArray *labels;   /* of char * */
	GPtrArray *files;    /* of struct jira_file */
	GPtrArray *links;    /* of char *: keys of the issues it links to */
	struct mark *mark;   /* NULL: jicket did not make it */
	gint64 created;	     /* ms since 1970 */
	gboolean closed;     /* its status is in the category "done" */
	gint64 closed_since; /* ms since 1970; 0: not known */
};

/* A new issue; all members are borrowed. */
struct jira_fields {
	const char *project, *type;
	const char *summary;
	const char *description; /* NULL: without */
	const char *label;	 /* NULL: without */
	const struct mark *mark;
};

void jira_init(struct jira *j, struct http *http, const struct deadline *d,
    enum flavour flavour);

/*
 * Is it Cloud after all?  Asks, when the flavour was guessed, until it is
 * told; it is then set.  While nobody tells, the guess stands.  GET
 * /serverInfo.
 */
gboolean jira_is_cloud(struct jira *j);

/*
 * Asks whether our credentials are accepted, unless an answer has shown it
 * already.  Jira answers to unknown users as well, with less; so "not
 * found" is believed only after this.  GET /myself.
 */
int jira_verify(struct jira *j, struct error *err);

/*
 * Issues that a query finds, by number, with summary, labels, project.  POST
 * /search (Data Center), POST /search/jql (Cloud), until all pages are read;
 * "*cut" (may be NULL) says whether there are more than are looked at.  NULL:
 * failed.
 */
GPtrArray *jira_search(
    struct jira *j, const char *jql, gboolean *cut, struct error *err);

/*
 * One issue by number or key.  Returns 1 and the issue, 0 when there is
 * none (verified), or -1.
 */
int jira_get_issue(
    struct jira *j, const char *id, struct jira_issue **out, struct error *err);

/*
 * The marks on the comments of an issue, of struct mark; newest first.
 * NULL: failed.
 */
GPtrArray *jira_get_marks(struct jira *j, const char *issue, struct error *err);

/* Is a comment's text the one that is looked for? */
typedef gboolean (*jira_accept)(const char *text, const void *what);

/*
 * The newest comment whose text has a word and is accepted, among the last
 * ones; for one that lost its mark.  1 and when it was made (ms since 1970), 0
 * or -1.
 */
int jira_find_comment(struct jira *j, const char *issue, const char *word,
    jira_accept accept, const void *what, gint64 *created, struct error *err);

/*
 * Creates an issue; "*id" and "*key" are to be freed.  "*why" is to be
 * released when it failed.
 */
int jira_create(struct jira *j, const struct jira_fields *f, char **id,
    char **key, struct refusal *why, struct error *err);

/* "why" may be NULL; else it is to be released when it failed. */
int jira_add_comment(struct jira *j, const char *issue, const char *body,
    const struct mark *mark, struct refusal *why, struct error *err);

/*
 * Have we a permission ("ADD_COMMENTS") in the project of an issue, whatever
 * its status says?  1, 0 (also when Jira does not say so), or -1.  GET
 * /mypermissions.
 */
int jira_has_permission(struct jira *j, const char *issue_key,
    const char *permission, struct error *err);

/* The same of one issue, by number, with all that holds for it. */
int jira_has_permission_on(struct jira *j, const char *issue,
    const char *permission, struct error *err);

/*
 * Replaces the description of an issue, and with it the mark, in one
 * request.  PUT /issue.
 */
int jira_set_description(struct jira *j, const char *issue, const char *text,
    const struct mark *mark, struct error *err);

/*
 * The description as Jira gives it out, "" if there is none; to be freed.
 * GET /issue.  Returns 0 or -1.
 */
int jira_get_description(
    struct jira *j, const char *issue, char **text, struct error *err);

/*
 * Was the description changed since the issue was created, by whomever?
 * Asks its history: on Cloud a text is not read as it was written.  1, 0
 * (also when there is no history), or -1.
 */
int jira_is_description_edited(
    struct jira *j, const char *issue, struct error *err);

/* Links two issues; "from" relates to "to".  POST /issueLink. */
int jira_link(
    struct jira *j, const char *from, const char *to, struct error *err);

/*
 * Uploads one file.  Returns 1, or 0 when this file is not taken for what it
 * is (too large, of a forbidden type), with the reason in "*reason" (to be
 * freed), or -1.
 */
int jira_attach(struct jira *j, const char *issue, struct attachment *a,
    char **reason, struct error *err);

/*
 * The SHA-256 of a file that Jira has, in hex with its end.  1, 0 (Jira does
 * not give it out, or this run has asked for too many), or -1: also for a
 * page in place of the file, which is believed only when the memory of the
 * host knows that it is always so.
 */
int jira_get_digest(
    struct jira *j, const struct jira_file *f, char *sha256, struct error *err);

/*
 * Does a file that Jira has hold just this content (SHA-256 in hex)?  1, 0
 * (also when Jira does not give it out), or -1.
 */
int jira_has_content(struct jira *j, const struct jira_file *f,
    const char *sha256, struct error *err);

void jira_issue_free(struct jira_issue *issue);

/*
 * Can this be the file that an attachment became?  By name and size; one
 * that is scaled down is named by its content, and known by that alone.
 */
gboolean jira_is_like(const struct jira_file *f, const struct attachment *a);

/* A JQL string literal with its quotes; to be freed. */
char *jira_quote(const char *text);

#endif
