/*
 * One exchange with Jira.  Private to this folder.
 */
#ifndef JIRA_CALL_H
#define JIRA_CALL_H

#include "base/json.h"
#include "jira/answer.h"
#include "jira/jira.h"

#define API "/rest/api/2"

/*
 * One exchange with whatever status, sent again after a 429 as Retry-After
 * asks, as long as that is soon.  Returns 0 or -1.
 */
int jira_exchange(struct jira *j, const struct http_request *rq,
    struct http_response *rs, struct error *err);

/* An exchange whose answer must be a success with JSON.  NULL: failed. */
cJSON *jira_call(struct jira *j, const char *method, const char *path,
    const char *body, struct error *err);

/*
 * The same, without members of the answer, which may be large: their names, and
 * then NULL.
 */
cJSON *jira_call_without(struct jira *j, const char *method, const char *path,
    const char *body, const char *const *without, struct error *err);

/* A request whose answer is of no interest but for its success. */
int jira_send(struct jira *j, const char *method, const char *path,
    const char *body, struct error *err);

/* An issue of a search or a read.  NULL: not one. */
struct jira_issue *jira_read_issue(const cJSON *root);

/* A time of Jira's, "2026-11-21T01:02:03.000+0000", in ms; 0: none. */
gint64 jira_time(const char *text);

/* Adds an array of strings; NULL ends the values. */
void jira_add_strings(
    cJSON *object, const char *name, const char *const *values);

#endif
