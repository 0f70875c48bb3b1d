/*
 * The new part of an answer: without the mail that it answers, and without
 * the signature.
 */
#ifndef REPLY_CUT_H
#define REPLY_CUT_H

#include "doc/doc.h"

struct reply;

/*
 * "introductory" and "multiline" are regular expressions, checked before;
 * NULL: the built-in ones.
 */
struct reply *reply_new(char **introductory, char **multiline);
void reply_free(struct reply *r);

/* Does a subject say that the mail hands on another one: "Fwd: ..."? */
gboolean reply_is_forward(const char *subject);

/*
 * Sets "cut" of the lines that a comment leaves out.  Never cuts all that
 * there is to read.  "forwards": as reply_is_forward() says; what looks like
 * an earlier mail then is the one that is handed on, and stays.
 */
void reply_cut(const struct reply *r, struct doc *d, gboolean forwards);

#endif
