/*
 * A Jira that knows some issues and comments, for the look-up of a message.
 *
 * In labels and digests "@" stands for those of the message itself, "@1" for
 * the label of its second number, and "@<id>" for those of the message with
 * that Message-ID; in a summary "@" is the tag of the message.
 */
#ifndef TESTS_KNOWN_H
#define TESTS_KNOWN_H

#include "tests/unit/support.h"

#define SEARCH	 "POST /rest/api/2/search"
#define ISSUE	 "GET /rest/api/2/issue/10042?"
#define COMMENTS "GET /rest/api/2/issue/10042/comment"
#define MYSELF	 "GET /rest/api/2/myself"

/* Eight days after SEED_CREATED: 2026-11-11T09:20. */
#define NOW (SEED_TIME + 8 * G_GINT64_CONSTANT(86400000))

/* The ticket id that a tag in these tests names, and a mail that has it. */
#define TAGGED	    "JI-QJ4NXV12"
#define TAGGED_MAIL "Message-ID: <a@b>\nSubject: Re: [#" TAGGED "] x\n\nx\n"

/* An issue; what is NULL is as in struct seed. */
struct known_issue {
	const char *label, *id, *key, *project, *summary, *closed, *extra;
	const char *digest;  /* NULL: it has no mark */
	const char *filed;   /* project of the mark; NULL: SUP */
	const char *follows; /* of the mark */
	const char *body;    /* of which "size" bytes were filed; */
	gint64 size;	     /* NULL: all of the message */
};

/* A comment with a mark. */
struct known_comment {
	const char *step;
	const char *digest; /* NULL: of the message */
	const char *created;
	const char *files[3]; /* names, all of 48 bytes */
	const char *body;     /* of which "size" bytes were filed; */
	gint64 size;	      /* NULL: all of the message */
};

/* A message, and a Jira that knows us and nothing else. */
void known_begin(struct filing *f, const char *mail, const char *option);

/* The search finds these issues, which have no comments. */
void known_issues(struct filing *f, const struct known_issue *k, guint n);

/* Issue 10042 has these comments. */
void known_comments(struct filing *f, const struct known_comment *c, guint n);

/* A page of them, of "total" in all; to be freed. */
char *known_page(const struct filing *f, const struct known_comment *c, guint n,
    guint total);

/*
 * The look-up.  "hint" is the number of an issue that this host remembers for
 * the name "of", which is written as in known_label(); NULL: it has no memory.
 */
int known_find(struct filing *f, const char *of, const char *hint);

/* What "@..." stands for; to be freed. */
char *known_label(const struct filing *f, const char *text);

/* A mail that answers one of ours, of ticket TAGGED and issue 10042. */
char *known_answer(void);

#endif
