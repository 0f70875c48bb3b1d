/*
 * A file that goes to the ticket.  Its bytes come from a reader: a part of
 * the mail, decoded while it is read, the original message, or memory.
 */
#ifndef BASE_ATTACHMENT_H
#define BASE_ATTACHMENT_H

#include <glib.h>
#include <sys/types.h>

struct attachment {
	char *name;	  /* safe: see text_file_name() */
	gboolean unnamed; /* the mail gave none: it is made up */
	char *given;	  /* as a field of the mail has it; NULL: none */
	char *within;	  /* name of the attached mail it is in; NULL: none */
	char *type;	  /* media type, "application/pdf" */
	gint64 size;	  /* bytes, decoded */
	char sha256[65];
	char *content_id; /* of a part that the text may show; NULL: none */
	gboolean
	    related; /* a part of multipart/related, or disposition inline */
	gboolean placed;     /* content_id is ours: it stands between texts */
	gboolean by_content; /* its name follows from its content */
	gboolean shrink;     /* a picture that is scaled down when it is sent */

	/* The reader; all three belong together. */
	ssize_t (*read)(gpointer source, char *buf, size_t n);
	int (*rewind)(gpointer source);
	void (*free)(gpointer source);
	gpointer source;
};

/* From memory; takes no ownership of the text. */
struct attachment *attachment_from_text(
    const char *name, const char *type, const char *text);

/*
 * An open file from "start" to its end. "owned": the descriptor is closed
 * with the attachment, otherwise it is borrowed.
 */
struct attachment *attachment_from_file(
    const char *name, const char *type, int fd, gint64 start, gboolean owned);

/*
 * A temporary file (temp.h) that is written to its end, which is "size" bytes
 * long; it is taken, and put to others where it is small (gather.h).
 */
struct attachment *attachment_from_temp(
    const char *name, const char *type, int fd, gint64 size);

/*
 * A file's name with ASCII letters, digits, ".", "_" and "-" alone, which
 * Jira never stumbles over; to be freed.
 */
char *attachment_plain_name(const char *name);

/*
 * A name that follows from the content, "image-3f2a91bc0d8e5577a1c4.png"; to
 * be freed.  80 bits of the digest: nobody makes another file for it.
 */
char *attachment_content_name(
    struct attachment *a, const char *base, const char *extension);

/*
 * Has a file that the sender named a name of that form (or of the shorter one
 * that earlier versions gave), also when it is sent under its plain name?
 */
gboolean attachment_claims_content(const char *name);

/*
 * Reads the whole once to learn the size and, if "digest", the SHA-256, and
 * rewinds.  Returns 0, or -1 when it cannot be read.
 */
int attachment_measure(struct attachment *a, gboolean digest);

/* Its SHA-256, measured when it is asked for first; "": cannot be read. */
const char *attachment_digest(struct attachment *a);

/* Exchanges content and size of two; names stay, and digests are forgotten. */
void attachment_swap(struct attachment *a, struct attachment *b);

void attachment_free(struct attachment *a);

#endif
