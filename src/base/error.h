/*
 * A failure and what the caller is told of it.  What can go wrong is a
 * closed list (enum failure); the table in error.c gives each kind its exit
 * status, its enhanced status code (RFC 3463) and the one line that may
 * reach the sender of the mail.  Whatever only the administrator may see
 * goes into the detail, which ends in the log.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <glib.h>

enum failure {
	FAIL_NONE,
	FAIL_USAGE,
	FAIL_CONFIG,
	FAIL_EMPTY,
	FAIL_CUT,
	FAIL_TOO_BIG,
	FAIL_UNWANTED,
	FAIL_SPOOL,
	FAIL_CONNECT,
	FAIL_PROXY,
	FAIL_TLS,
	FAIL_TIMEOUT,
	FAIL_LOST,
	FAIL_REDIRECT,
	FAIL_NOT_JIRA,
	FAIL_AUTH,
	FAIL_FORBIDDEN,
	FAIL_NOT_FOUND,
	FAIL_GONE,
	FAIL_TOO_LARGE,
	FAIL_BUSY,
	FAIL_LATER,
	FAIL_MAINTENANCE,
	FAIL_SERVER,
	FAIL_REJECTED,
	FAIL_MUTE,
	FAIL_SEND,
	FAIL_DEADLINE,
	FAIL_SIGNAL,
	FAIL_CRASH,
	FAIL_INTERNAL,
	FAIL_COUNT
};

struct error {
	enum failure failure; /* FAIL_NONE: no error, owns nothing */
	char *detail;	      /* for the log: one line, printable */
};

#define ERROR_INIT              \
	{                       \
		FAIL_NONE, NULL \
	}

/*
 * Records a failure.  The first one wins: a later call changes nothing.
 * The detail is folded to one printable line.  Returns -1, so that a
 * function can end in "return error_set(...)".
 */
int error_set(struct error *err, enum failure failure, const char *fmt, ...)
    G_GNUC_PRINTF(3, 4);

/* Puts "prefix: " before the detail, for context on the way up. */
void error_prefix(struct error *err, const char *fmt, ...) G_GNUC_PRINTF(2, 3);

/* Forgets the error; it can be used again. */
void error_release(struct error *err);

/*
 * The exit status of a failure (sysexits.h).  On a terminal a mistake of
 * the person who typed is told apart (64, 78); under an MTA it is 75,
 * because every other status would bounce a customer's mail.
 */
int failure_exit(enum failure failure, gboolean terminal);

/*
 * Can a request that failed so have had its effect all the same?  Then its
 * outcome must be looked up before anything is sent again.
 */
gboolean failure_leaves_doubt(enum failure failure);

/* The line for the caller: "4.4.1 reason", ASCII, without inside facts. */
const char *failure_line(enum failure failure);

/* Prints the table of exit statuses as the mdoc of jicket(1). */
void failure_print_mdoc(void);

#endif
