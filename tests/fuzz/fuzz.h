/*
 * What the fuzzers share.  Each fuzz_NAME.c is one program: it has
 * fuzz_one(), which looks at one input and ends the process when something
 * is not as it must be.  Around it, fuzz.c counts what an input costs and
 * what it leaves behind.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/deadline.h"
#include "config/options.h"
#include "doc/doc.h"
#include "intake/spool.h"

#include <glib.h>

/* The harness. The bytes are the input's, with a NUL behind them. */
void fuzz_one(const char *bytes, gsize n);

/* Ends the process unless it holds. */
#define fuzz_want(condition) \
	((condition) ? (void)0 : fuzz_fail(__FILE__, __LINE__, #condition))
void fuzz_fail(
    const char *file, int line, const char *condition) G_GNUC_NORETURN;

/* Options from arguments, the last one NULL; nothing else is read. */
void fuzz_options(struct options *o, ...) G_GNUC_NULL_TERMINATED;

/* A descriptor that reads n bytes from their start. */
int fuzz_fd(const char *bytes, gsize n);

/* A message in a spool.  FALSE: it is empty.  Release it in either case. */
gboolean fuzz_spool(struct spool *s, const char *bytes, gsize n);

const struct deadline *fuzz_deadline(void);

/* As text is behind the message border: of one line, of several. */
gboolean fuzz_is_line(const char *text);
gboolean fuzz_is_text(const char *text);

/* Wants what a file of a mail must have, and reads all of it. */
struct attachment;
void fuzz_file(struct attachment *a);

/* Wants of a document that it is whole, and of its writers that they work. */
void fuzz_doc(const struct doc *d);

/*
 * Wants all letters and digits of "text" to be in "shown", in this order,
 * with whatever else in between.
 */
void fuzz_says(const char *shown, const char *text);

/* The next bytes up to "end" or a newline, of an input in lines. */
char *fuzz_line(const char **bytes, gsize *n);

#endif
