/*
 * Every number that bounds something, with its reason.  A limit is never
 * an accident of a buffer: it stands here or it does not exist.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include <glib.h>

#define KIB (1024L)
#define MIB (1024L * KIB)

/*
 * Limits that are options as well; these are their defaults.  Plain numbers,
 * since the table of options quotes them.
 */

/*
 * Real header blocks are below 32 KiB; Postfix cuts one field at 100 KiB.
 * A larger block (256 KiB) is filed by the plain way, without the MIME
 * parser.
 */
#define LIMIT_HEADER_BYTES 262144

/* Enough for the longest chain of Received and ARC fields seen. */
#define LIMIT_HEADER_FIELDS 2000

/* Parts looked at; a message beyond it is filed with its original. */
#define LIMIT_PARTS 1000

/* Nested multiparts that are descended into; deeper ones are attached. */
#define LIMIT_NESTING 50

/* Addresses kept of one field; the rest is counted, not shown. */
#define LIMIT_ADDRESSES 100

/* Fields of one name that are read for addresses. One is right. */
#define LIMIT_ADDRESS_FIELDS 20

/* Looking up every id of a long References would be an amplifier. */
#define LIMIT_REFERENCES 10

/* In bytes; Jira stores 255 of a file name on common databases. */
#define LIMIT_FILE_NAME 200

/* Seconds of CPU time for one mail: a 100 MB one needs one. */
#define LIMIT_CPU 20

/*
 * Data of the process that reads the mail (50 MiB, and 11 MiB of libraries
 * beside it): a runaway ends it, not the machine, and the mail is filed by
 * the plain way.
 */
#define LIMIT_MEMORY 52428800

struct limits {
	gint64 header_bytes, header_fields;
	gint64 parts, nesting;
	gint64 addresses, references;
	gint64 file_name;
	gint64 cpu, memory;
};

/* The defaults, for those who read no options. */
extern const struct limits limits_default;

/* The others are ours alone. */

/*
 * A temporary file up to this is copied behind others, into one.  Those that
 * are larger keep a descriptor each: of a mail of 256 MiB these are 64.
 */
#define LIMIT_GATHER_BYTES (4 * MIB)

/* How much input one read asks for. */
#define LIMIT_READ_CHUNK (64 * KIB)

/* What the message says. */

/* RFC 5322 wants at most 998; ids beyond this are junk. */
#define LIMIT_MESSAGE_ID 998

/*
 * Ticket ids of one kind that one mail is asked for, each a text search: a
 * mail that went through two trackers and was merged has three.
 */
#define LIMIT_TAGS 5

/* Issues whose notifications one mail answers; each is read. */
#define LIMIT_NOTIFICATIONS 3

/* Characters at the start of a text in which a robot says what it is. */
#define LIMIT_ROBOT_TEXT 2000

/*
 * What is read of a bounce: recipients, and the start of each of its first
 * parts, where the header of a returned mail stands.
 */
#define LIMIT_BOUNCED	   20
#define LIMIT_BOUNCE_PARTS 20
#define LIMIT_BOUNCE_PART  (64 * KIB)

/* Text of one header field after decoding, in bytes. */
#define LIMIT_HEADER_TEXT (8 * KIB)

/*
 * Body text that is held in memory.  Jira shows 32,767 characters; a text
 * beyond this size is attached as the original message instead.
 */
#define LIMIT_TEXT_BYTES (1 * MIB)

/*
 * Lines and runs of the document that is made of it: a line needs 48 bytes
 * of memory and a run 48, and Jira shows a fraction of this.
 */
#define LIMIT_DOC_LINES 50000
#define LIMIT_DOC_RUNS	150000

/* Lines of a plain text, blank ones as well: 60 bytes of memory for each. */
#define LIMIT_PLAIN_LINES 200000

/*
 * HTML that is read, without its pictures; it is in memory twice for a moment.
 * Of this the parser gets what is left without styles and comments.
 */
#define LIMIT_HTML_RAW (8 * MIB)

/*
 * HTML given to the parser, after what cannot show was taken out, and the
 * memory that it may use.  It needs 5 to 40 times the size; what is too dense
 * is cut earlier.  The parser reads 10 to 16 MB a second.
 */
#define LIMIT_HTML_BYTES  (768 * KIB)
#define LIMIT_HTML_MEMORY (16 * MIB)

/* Pictures and files that stand in a text; no person puts more there. */
#define LIMIT_TEXT_FILES 50

/*
 * Bytes on disk that come out of containers: pictures in HTML, uuencoded
 * files, signed texts, winmail.dat. What they are in is smaller than a mail.
 */
#define LIMIT_UNPACKED_BYTES (256 * MIB)

/* Signed texts that are unwrapped in one mail, within each other or not. */
#define LIMIT_UNPACKED 5

/* A text or a list of properties in a winmail.dat, which is in memory. */
#define LIMIT_TNEF_ATTRIBUTE (2 * MIB)

/* An invitation that is read; with all its time zones it has 10 KiB. */
#define LIMIT_CALENDAR_BYTES (256 * KIB)

/* Invitations of one mail that are told and compared; the rest are files. */
#define LIMIT_CALENDARS 20

/*
 * Where the size of a JPEG must have been said: cameras put thumbnails and
 * profiles before it, some hundred KiB.
 */
#define LIMIT_PICTURE_HEAD (1 * MIB)

/* A picture that is wider, in pixels, is shown no wider than this. */
#define LIMIT_PICTURE_WIDTH 800

/* Characters of the mail's own that remain in the name of such a file. */
#define LIMIT_PICTURE_NAME 40

/*
 * Pixels of a picture that is scaled: phones make 8192x6144.  A PNG of that
 * needs 200 MiB, a JPEG in several scans 300; the rest is for the scaled one
 * and the libraries.  A bomb (60000x60000) is refused before any is read.
 */
#define LIMIT_SCALE_PIXELS (50 * MIB)
#define LIMIT_SCALE_MEMORY (512 * MIB)

/*
 * Seconds of CPU time for one picture, and of time for all of a mail: with
 * 12 million pixels a JPEG takes 0.1, a PNG 0.8; with 50 million twice that.
 */
#define LIMIT_SCALE_CPU	    10L
#define LIMIT_SCALE_SECONDS 20L

/* Files that are named one by one as left out; the others are counted. */
#define LIMIT_LEFT_OUT 20

/*
 * Nesting of HTML elements; real mail stays below 200.  The parser's time
 * grows with its square, so deeper elements lose their tags.
 */
#define LIMIT_HTML_DEPTH 300

/* An attribute beyond this says nothing that shows. */
#define LIMIT_HTML_VALUE 2048

/* Style sheets: those of newsletters have below 300 rules in 40 KiB. */
#define LIMIT_HTML_RULES       1000
#define LIMIT_HTML_SHEET_BYTES (128 * KIB)

/* Quotes in quotes that are told apart; deeper ones look like the last. */
#define LIMIT_HTML_QUOTES 20

/* Columns of a table, and an address in a link. */
#define LIMIT_HTML_COLUMNS 60
#define LIMIT_URL	   2000

/*
 * What one match of a regular expression may cost: a fraction of a
 * millisecond, and no more memory than the mail itself.
 */
#define LIMIT_PATTERN_STEPS 100000
#define LIMIT_PATTERN_HEAP  (4 * MIB)

/*
 * What the rules for the new part of a reply look at: the beginning of a
 * line, and so many matches of short texts in one mail, which take some 20
 * ms; a mail that asks for more keeps its quotes.
 */
#define LIMIT_REPLY_LINE    1000
#define LIMIT_REPLY_MATCHES 3000

/* What Jira takes (jira-rest.md, section 6 of our notes; 255 less one). */
#define LIMIT_SUMMARY	254
#define LIMIT_JIRA_TEXT 32767

/*
 * Of one link, in bytes.  Longer ones are a mailing's own book-keeping, and
 * forty of them would fill a ticket; their text stays.
 */
#define LIMIT_LINK 1000

/*
 * Jira's answers, without what is not needed of them (jira/sieve): 200 bytes
 * for each file of a ticket, so 60,000 of them.  In memory it is thrice that.
 */
#define LIMIT_ANSWER_BYTES (12 * MIB)

/*
 * Hits of a search on one page, and pages: an issue that is cloned has its
 * label and tag on each clone.  Some Jiras give five on a page, whatever is
 * asked for; the oldest come first, and the issue is older than its clones.
 */
#define LIMIT_SEARCH_PAGE  100
#define LIMIT_SEARCH_PAGES 20

/*
 * Hits of a search whose comments are looked through for the mail that an
 * answer names; more than one are people who quote its id.
 */
#define LIMIT_COMMENTED 5

/*
 * Comments looked through for one that this message made, newest first.
 * Cloud has no more on an issue.
 */
#define LIMIT_COMMENTS 5000

/*
 * Comments whose texts are read, newest first, for one that lost its mark, and
 * those of one page: in Chinese they are 2 MB.
 */
#define LIMIT_COMMENTS_READ	 100
#define LIMIT_COMMENTS_READ_PAGE 20
#define LIMIT_COMMENTS_PAGE	 100

/*
 * Jira takes 32,768 characters in a property.  A mark has 19 for each file,
 * 11 for each line of text, and less than 1 KiB beside those: 19 * 1200 + 11 *
 * 800 + 1024 = 32,624.
 */
#define LIMIT_MARK_FILES 1200
#define LIMIT_SAID_LINES 800

/* Lines that a list adds to a mail; more of them are a text. */
#define LIMIT_LIST_LINES 40

/*
 * Files of a ticket that one run reads to tell them from others of their name
 * and size: a ticket has some, and who sends 300 such files wants us to read
 * them all with each mail.  Beyond it the marks are counted.
 */
#define LIMIT_CONTENTS	    100
#define LIMIT_CONTENT_BYTES (100 * MIB)

/*
 * Where a Jira does not list marks with comments, each newer one is asked for
 * its own: a request of 20 ms, five times the number of a long ticket's.
 */
#define LIMIT_COMMENTS_EACH 500

/*
 * A file above this is announced before it is sent: proxies refuse from 1 MiB
 * (nginx) or more.
 */
#define LIMIT_UPLOAD_UNASKED (1 * MIB)

/* Time, in seconds. */

/* Connecting takes milliseconds or does not happen. */
#define LIMIT_CONNECT_SECONDS 15

/* A transfer that moves nothing for so long has died. */
#define LIMIT_STALL_SECONDS 60

/* What is read of a Retry-After: a day, so that nobody reckons with more. */
#define LIMIT_RETRY_AFTER_READ 86400

/* The longest Retry-After that is waited for inside one run. */
#define LIMIT_RETRY_AFTER_SECONDS 30
#define LIMIT_RETRIES		  3

/* The process that looks at the mail. */

/*
 * The stack of that process.  The parser follows some structures by
 * recursion; what needs more is hostile, and filed by the plain way.
 */
#define LIMIT_STACK_BYTES (16 * MIB)

/*
 * Lines that begin like a boundary, in a message that may have parts: the
 * parser needs 1.3 KiB of memory for each part, whatever LIMIT_PARTS says.
 */
#define LIMIT_BOUNDARY_LINES 20000

/*
 * Places of one mail that are mended before it is read again; each piece
 * between them is a stream of its own.
 */
#define LIMIT_MENDED 100

/*
 * Forms of a text that are tried because another one shows nothing; real
 * mail needs one or two, and nested ones ask for 3^depth.
 */
#define LIMIT_TRIES 50

/* Mail that goes out. */

/*
 * A template, and what comes of it with its gaps filled: Gmail hides what is
 * beyond 100 KiB, and nobody reads a confirmation of that size.
 */
#define LIMIT_TEMPLATE_BYTES  (64 * KIB)
#define LIMIT_TEMPLATE_FILLED 262144

/* Gaps of one template, and blanks that one of them is filled up with. */
#define LIMIT_TEMPLATE_GAPS  200
#define LIMIT_TEMPLATE_WIDTH 1000

/*
 * Of a mail's own words in the mail that confirms it, in characters: enough
 * to know the mail again, too little to write to others by our hand.
 */
#define LIMIT_TEMPLATE_SUBJECT 200
#define LIMIT_TEMPLATE_NAME    80
#define LIMIT_TEMPLATE_QUOTE   4000

/* Warnings of one template; who has made so many mistakes starts anew. */
#define LIMIT_TEMPLATE_WARNINGS 20

/* Bytes of a text that tell its language, and languages that one mail asks. */
#define LIMIT_LANGUAGE_TEXT 4096
#define LIMIT_LANGUAGES	    10

/*
 * Fields of it, in characters: longer ones are no subject and no name, and
 * some programs cut a field that has more than 998 bytes.
 */
#define LIMIT_OUTGOING_SUBJECT 500
#define LIMIT_OUTGOING_NAME    100

/* An id that it repeats, in bytes: its line must stay below 998. */
#define LIMIT_OUTGOING_ID 900

/* Ids of its References; the last ones, which are the nearest. */
#define LIMIT_OUTGOING_REFERENCES 20

/* Bytes of a Thread-Index: 22, and 5 for each answer. */
#define LIMIT_OUTGOING_INDEX 500

/* Configuration. */
#define LIMIT_CONFIG_BYTES (1 * MIB)
#define LIMIT_SECRET_BYTES (64 * KIB)

#endif
