/*
 * Every number that bounds something, with its reason.  A limit is never
 * an accident of a buffer: it stands here or it does not exist.
 */
#ifndef LIMITS_H
#define LIMITS_H

#define KIB (1024L)
#define MIB (1024L * KIB)

/* The message as it arrives. */

/*
 * Real header blocks are below 32 KiB; Postfix cuts one field at 100 KiB.
 * A larger block is filed by the plain way, without the MIME parser.
 */
#define LIMIT_HEADER_BYTES (256 * KIB)

/* Enough for the longest chain of Received and ARC fields seen. */
#define LIMIT_HEADER_FIELDS 2000

/* How much input one read asks for. */
#define LIMIT_READ_CHUNK (64 * KIB)

/* What the message says. */

/* RFC 5322 wants at most 998; ids beyond this are junk. */
#define LIMIT_MESSAGE_ID 998

/* Looking up every id of a long References would be an amplifier. */
#define LIMIT_REFERENCES 10

/* Addresses kept of one field; the rest is counted, not shown. */
#define LIMIT_ADDRESSES 100

/* Text of one header field after decoding, in bytes. */
#define LIMIT_HEADER_TEXT (8 * KIB)

/* Jira stores 255 bytes of a file name on common databases. */
#define LIMIT_FILE_NAME 200

/* Parts looked at; a message beyond it is filed with its original. */
#define LIMIT_PARTS 1000

/* Nested multiparts that are descended into; deeper ones are attachments. */
#define LIMIT_NESTING 50

/*
 * Body text that is held in memory.  Jira shows 32,767 characters; a text
 * beyond this size is attached as the original message instead.
 */
#define LIMIT_TEXT_BYTES (1 * MIB)

/* HTML given to the parser, which needs about ten times its size. */
#define LIMIT_HTML_BYTES (2 * MIB)

/* Nesting of HTML elements that is walked; real mail stays below 200. */
#define LIMIT_HTML_DEPTH 400

/* What Jira takes (jira-rest.md, section 6 of our notes; 255 less one). */
#define LIMIT_SUMMARY	254
#define LIMIT_JIRA_TEXT 32767

/* Jira's answers: a search hit with all its attachments is below 1 MiB. */
#define LIMIT_ANSWER_BYTES (4 * MIB)

/* Comments looked through for one that this message made already. */
#define LIMIT_COMMENTS 100

/* Time, in seconds. */

/* Connecting takes milliseconds or does not happen. */
#define LIMIT_CONNECT_SECONDS 15

/* A transfer that moves nothing for so long has died. */
#define LIMIT_STALL_SECONDS 60

/* The longest Retry-After that is waited for inside one run. */
#define LIMIT_RETRY_AFTER_SECONDS 30
#define LIMIT_RETRIES		  3

/* The process that looks at the mail. */

/*
 * GMime parses nested address groups by recursion, 1.6 KiB a level: this
 * is enough for every header that LIMIT_HEADER_BYTES lets through but the
 * most hostile, which the guard's second child files.
 */
#define LIMIT_STACK_BYTES (64 * MIB)

/* A runaway allocation ends the child, not the machine. */
#define LIMIT_MEMORY_BYTES (1024 * MIB)

/* Configuration. */
#define LIMIT_CONFIG_BYTES (1 * MIB)
#define LIMIT_SECRET_BYTES (64 * KIB)

#endif
