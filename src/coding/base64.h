/*
 * Base64 as mail has it: padding in the middle, where encoders glued pieces
 * together, characters that do not belong, and no padding at the end.  The
 * MIME library stops at the first "=" and loses the rest.
 */
#ifndef CODING_BASE64_H
#define CODING_BASE64_H

#include <glib.h>

struct base64 {
	guint32 bits; /* of the group that is not complete yet */
	int count;    /* characters in it */
	int lines;    /* that ended since a character came; -1: none came */
	/*
	 * It is not as RFC 2045, 6.8, has it: other characters, a group over
	 * the end of a line, something behind an empty line, a single
	 * character at the end.  What comes out may be wrong.
	 */
	gboolean bad;
};

#define BASE64_INIT             \
	{                       \
		0, 0, -1, FALSE \
	}

/* Bytes that n characters can become. */
#define BASE64_ROOM(n) ((n) / 4 * 3 + 6)

/* Decodes n characters into out; returns the bytes written. */
size_t base64_decode(struct base64 *b, const char *in, size_t n, char *out);

/* Writes what an incomplete last group holds: at most two bytes. */
size_t base64_finish(struct base64 *b, char *out);

/*
 * The same for the body of a mail, which may go on after its base64: mailing
 * lists and gateways put their footers behind it as they are.
 */
struct base64_text *base64_text_new(void);
void base64_text_free(struct base64_text *t);

/* Adds to "out" what n more characters say; at the end, finish. */
void base64_text_feed(
    struct base64_text *t, const char *in, size_t n, GString *out);
void base64_text_finish(struct base64_text *t, GString *out);

/* Was what stood before a footer bad base64?  See above. */
gboolean base64_text_is_bad(const struct base64_text *t);

#endif
