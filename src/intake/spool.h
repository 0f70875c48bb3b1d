/*
 * The message as it arrived: standard input in an unlinked file, which can
 * be read as often as needed, so that nothing has to be kept in memory.
 */
#ifndef INTAKE_SPOOL_H
#define INTAKE_SPOOL_H

#include "base/deadline.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/process.h"

#include <glib.h>
#include <sys/types.h>

struct spool {
	const struct limits *limits; /* borrowed; for all who read it */
	int fd;
	gint64 size;	   /* bytes, with an mbox "From " line */
	gint64 start;	   /* where the message begins, behind that line */
	gint64 body;	   /* where the body begins */
	GString *head;	   /* the header, up to limits.header_bytes */
	gboolean head_cut; /* the header is longer than that */
	gint64 boundaries; /* lines of the body that begin with "--" */
	char last;	   /* the last byte */
	gboolean regular;  /* standard input was a file */
	gboolean shorter;  /* more bytes were announced */
	char digest[65];   /* SHA-256 of the body, line ends as LF, hex */
	gint64 body_size;  /* bytes of the body, counted the same way */
};

#define SPOOL_INIT                                  \
	{                                           \
		.limits = &limits_default, .fd = -1 \
	}

/*
 * Reads fd to its end, even when the message is over max_size, so that the
 * caller does not see a broken pipe.  The limits are those of all that is
 * done with the message, and must live as long.  Returns 0, or -1 with
 * FAIL_EMPTY, FAIL_TOO_BIG, FAIL_SPOOL, FAIL_DEADLINE or FAIL_SIGNAL; release
 * it in either case.
 */
int spool_read(struct spool *s, int fd, gint64 max_size,
    const struct limits *limits, const struct deadline *deadline,
    struct error *err);

/*
 * Checks what can be checked of a whole message: the process that started
 * us is still there; what came through a pipe ends with a line end, as every
 * mail system sends it; a header that has no end has at least what every mail
 * has.  Returns 0, or -1 with FAIL_CUT.
 */
int spool_check(
    const struct spool *s, const struct caller *caller, struct error *err);

/*
 * Compares the size with the one that Postfix announced (-1: none).  It counts
 * what a filter removed as well, so a difference is no proof that the message
 * was cut: it is logged, and the message is "shorter".
 */
void spool_compare(struct spool *s, gint64 announced);

/*
 * SHA-256 of the first "size" bytes of the body, counted as body_size is;
 * to be freed.  NULL: it has fewer.
 */
char *spool_prefix_digest(const struct spool *s, gint64 size);

void spool_release(struct spool *s);

#endif
