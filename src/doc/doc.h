/*
 * A body as a document: what readers (HTML, plain text) find in a mail, and
 * what writers (Jira's markup, plain text) show of it.  It is flat, a list of
 * lines that each know where they stand, so that neither a deep quote nor a
 * deep list costs a stack, and so that a part of it can be left out by line.
 *
 * Text in it has passed the message border.
 */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include <glib.h>

/* Lists within lists that are told apart; deeper ones look like the last. */
#define DOC_LIST_DEPTH 6

enum line_kind {
	LINE_TEXT,    /* of a paragraph; with "list" set, of a list item */
	LINE_HEADING, /* level 1 to 6 */
	LINE_ITEM,    /* the first line of a list item */
	LINE_PRE,     /* preformatted: its blanks count */
	LINE_ROW,     /* of a table; RUN_CELL begins each of its cells */
	LINE_RULE,    /* a horizontal rule */
};

/* What the writing program says a line is.  Readers set it. */
enum {
	HINT_QUOTED = 1 << 0,	 /* in what is marked as an earlier mail */
	HINT_DIVIDER = 1 << 1,	 /* the first line of such a mail's header */
	HINT_INTRO = 1 << 2,	 /* "On ... wrote:" */
	HINT_SIGNATURE = 1 << 3, /* in what is marked as a signature */
	HINT_FORWARD = 1 << 4,	 /* in what is marked as forwarded */
	HINT_SIGNED = 1 << 5,	 /* the mail itself marks quotes by ">" */
};

/* Why a line is not part of a comment.  reply/cut.h sets it. */
enum line_cut {
	CUT_NONE,
	CUT_QUOTE,
	CUT_SIGNATURE,
};

struct doc_line {
	enum line_kind kind;
	enum line_cut cut;
	unsigned hints;
	guint8 level;		       /* of a heading */
	guint8 quote;		       /* how many quotes it stands in */
	gboolean gap;		       /* a blank line stands before it */
	guint8 gap_quote;	       /* quotes that this one stands in */
	char list[DOC_LIST_DEPTH + 1]; /* "*#": the lists it stands in */
	guint first, end;	       /* its runs: first <= i < end */
};

enum run_kind {
	RUN_TEXT,
	RUN_CELL,  /* a cell begins; MARK_BOLD: of a heading */
	RUN_BREAK, /* a new line in the same cell or item */
	RUN_IMAGE, /* "ref" is the image */
};

enum {
	MARK_BOLD = 1 << 0,
	MARK_ITALIC = 1 << 1,
	MARK_UNDERLINE = 1 << 2,
	MARK_STRIKE = 1 << 3,
	MARK_CODE = 1 << 4,
	MARK_SUP = 1 << 5,
	MARK_SUB = 1 << 6,
};

#define DOC_NO_COLOUR (-1)

struct doc_run {
	enum run_kind kind;
	unsigned marks;
	gint32 colour;	/* 0xrrggbb, or DOC_NO_COLOUR */
	int link;	/* index of a link; -1: none */
	int ref;	/* index of an image */
	gsize from, to; /* of RUN_TEXT: bytes of the text of the document */
};

struct doc_image {
	char *src;	   /* "cid:...", "data:3", "https://..." */
	char *alt;	   /* "" if there is none */
	int width, height; /* as it is to be shown; -1: not said */
	char *name;	   /* of the file to show; NULL: not to be shown */
};

struct doc {
	GString *text;
	GArray *lines;	   /* of struct doc_line */
	GArray *runs;	   /* of struct doc_run */
	GPtrArray *links;  /* of char *: http, https, mailto, tel, ftp */
	GPtrArray *images; /* of struct doc_image * */
	gboolean cut;	   /* it did not all fit */
};

struct doc *doc_new(void);
void doc_free(struct doc *d);

/*
 * Begins a line; what is added goes to it.  The caller fills in the rest.
 * The pointer holds until the next call.
 */
struct doc_line *doc_begin(struct doc *d, enum line_kind kind);

/*
 * Adds to the last line.  "like" has marks, colour and link; NULL: none.
 * Text of the same look continues the run.  n: bytes, or -1 for a string.
 */
void doc_add_text(
    struct doc *d, const char *text, gssize n, const struct doc_run *like);
void doc_add_cell(struct doc *d, gboolean heading);
void doc_add_break(struct doc *d);

/* Takes no ownership. "like" has the link, if any. Returns the image. */
struct doc_image *doc_add_image(struct doc *d, const char *src, const char *alt,
    int width, int height, const struct doc_run *like);

/* The index of a link, for struct doc_run. */
int doc_add_link(struct doc *d, const char *url);

/*
 * Makes two lines of one that has a single run of text; "at": bytes of it
 * that stay in the first.
 */
void doc_split(struct doc *d, guint i, gsize at);

/* Adds all of another one, with a blank line before. */
void doc_append(struct doc *d, const struct doc *other);

struct doc_line *doc_line(const struct doc *d, guint i);
struct doc_run *doc_run(const struct doc *d, guint i);
const struct doc_image *doc_image(const struct doc *d, int ref);

/*
 * The text of one line without any mark; cells are parted by a blank and
 * breaks are newlines.  To be freed.
 */
char *doc_line_text(const struct doc *d, guint i);

/* Has a line something to be read: a rule, or a character but blanks? */
gboolean doc_line_says(const struct doc *d, const struct doc_line *line);

/*
 * Is there nothing to be read or seen in it, or in what is not cut?  Any
 * image counts: which of them will be shown is not known before the files
 * are.
 */
gboolean doc_is_empty(const struct doc *d);
gboolean doc_is_all_cut(const struct doc *d);

/* Which lines doc_plain() writes. */
enum doc_part {
	DOC_WHOLE,
	DOC_KEPT, /* those that are not cut */
	DOC_CUT,  /* those that are */
};

/*
 * The document as plain text, to be freed.  "signs": with "> " before quotes
 * and "- " before list items, as in a mail; else the bare words, with "> "
 * only where the mail has it in its text.
 */
char *doc_plain(const struct doc *d, enum doc_part part, gboolean signs);

#endif
