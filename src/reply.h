/*
 * The new part of an answer: without the mail that it answers, and without
 * the signature.
 */
#ifndef REPLY_H
#define REPLY_H

#include "doc.h"

struct reply;

/*
 * "introductory" and "multiline" are regular expressions, checked before;
 * NULL: the built-in ones.
 */
struct reply *reply_new(char **introductory, char **multiline);
void reply_free(struct reply *r);

/*
 * Sets "cut" of the lines that a comment leaves out.  Never cuts all that
 * there is to read.
 */
void reply_cut(const struct reply *r, struct doc *d);

#endif
