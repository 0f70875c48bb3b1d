/*
 * Facts that a test makes by hand, and the plan that comes of them.
 */
#ifndef TESTS_GIVEN_H
#define TESTS_GIVEN_H

#include "plan/plan.h"

#include "tests/unit/support.h"

/* A message in *state of which Jira knows nothing, and its end; for cmocka. */
int given_message(void **state, const char *mail);
int given_end(void **state);

/* Issue 10042 is there, with "extra" as in struct seed. */
void given_issue(struct filing *f, const char *extra);

/*
 * The message was filed as the mark of a step says, with so many bytes and a
 * text of this digest (NULL: none).  What it says of the body is
 * GIVEN_BODY.
 */
void given_filed(
    struct filing *f, const char *step, gint64 size, const char *text);
#define GIVEN_BODY "the body that was filed"

/* A file that the message may have; sha256: NULL or in hex. */
void given_stored(struct filing *f, const char *name, gint64 size,
    const char *sha256, gboolean earlier);

struct plan *given_plan(const struct filing *f);

/*
 * Outcome and steps in short, the digest in a name left out: "new create
 * attach:a.csv"; to be freed.
 */
char *given_steps(const struct filing *f);

#endif
