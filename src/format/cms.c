#include "format/cms.h"

#include "base/limits.h"
#include "base/temp.h"

#include <string.h>
#include <unistd.h>

/* The tags that occur on the way to the content (X.690, 8.1.2). */
enum {
	TAG_END = 0x00,
	TAG_INTEGER = 0x02,
	TAG_OCTETS = 0x04,
	TAG_OID = 0x06,
	TAG_OCTETS_IN_PIECES = 0x24,
	TAG_SEQUENCE = 0x30,
	TAG_SET = 0x31,
	TAG_EXPLICIT = 0xa0,
};

/* Length of what ends with an end-of-contents mark (X.690, 8.1.3.6). */
#define INDEFINITE (-1)

/* Pieces within pieces: one level is seen. */
#define DEPTH_MAX 8

/* 1.2.840.113549.1.7.2 */
static const char signed_data[] = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";

struct element {
	int tag;
	gint64 length; /* or INDEFINITE */
};

/* Returns 0, or -1: the end, or a tag or length that no message needs. */
static int
next_element(struct bytes *b, struct element *e)
{
	int length;

	e->tag = bytes_next(b);
	length = bytes_next(b);
	if (e->tag < 0 || length < 0)
		return -1;
	if (length == 0x80) {
		e->length = INDEFINITE;
		return 0;
	}
	e->length = length & 0x7f;
	if (length < 0x80)
		return 0;
	if (e->length > 5)
		return -1;
	for (gint64 n = e->length, value = 0; n > 0; n--) {
		int byte = bytes_next(b);

		if (byte < 0)
			return -1;
		value = value << 8 | byte;
		e->length = value;
	}
	return 0;
}

/* Goes into an element that must be there. */
static int
enter_element(struct bytes *b, int tag)
{
	struct element e;

	return next_element(b, &e) == 0 && e.tag == tag ? 0 : -1;
}

/* Goes over an element that must be there, with all that is in it. */
static int
pass_element(struct bytes *b, int tag)
{
	struct element e;
	int open = 1;

	if (next_element(b, &e) < 0 || e.tag != tag)
		return -1;
	if (e.length != INDEFINITE)
		return bytes_take(b, e.length, NULL, -1);
	while (open > 0) {
		if (next_element(b, &e) < 0)
			return -1;
		if (e.length == INDEFINITE)
			open++;
		else if (e.tag == TAG_END && e.length == 0)
			open--;
		else if (bytes_take(b, e.length, NULL, -1) < 0)
			return -1;
	}
	return 0;
}

/*
 * The content: one string of octets, or pieces of it, which may be in pieces
 * themselves.
 */
static int
copy_octets(struct bytes *b, int fd)
{
	gint64 ends[DEPTH_MAX], size = 0; /* of what we are in */
	int depth = 0;

	do {
		struct element e;

		if (next_element(b, &e) < 0)
			return -1;
		if (e.tag == TAG_OCTETS && e.length != INDEFINITE) {
			size += e.length;
			if (size > LIMIT_UNPACKED_BYTES ||
			    bytes_take(b, e.length, NULL, fd) < 0)
				return -1;
		} else if (e.tag == TAG_OCTETS_IN_PIECES && depth < DEPTH_MAX) {
			ends[depth++] = e.length == INDEFINITE ?
			    INDEFINITE :
			    b->position + e.length;
		} else if (e.tag == TAG_END && e.length == 0 && depth > 0 &&
		    ends[depth - 1] == INDEFINITE) {
			depth--;
		} else {
			return -1;
		}
		while (depth > 0 && ends[depth - 1] != INDEFINITE &&
		    b->position >= ends[depth - 1])
			depth--;
	} while (depth > 0);
	return 0;
}

static int
expect_signed_data(struct bytes *b)
{
	for (size_t i = 0; i < sizeof signed_data - 1; i++)
		if (bytes_next(b) != (unsigned char)signed_data[i])
			return -1;
	return 0;
}

/* RFC 5652, 3 and 5.1: down to the content. */
static int
find_content(struct bytes *b)
{
	struct element oid;

	if (enter_element(b, TAG_SEQUENCE) < 0 || next_element(b, &oid) < 0 ||
	    oid.tag != TAG_OID || oid.length != sizeof signed_data - 1 ||
	    expect_signed_data(b) < 0)
		return -1;
	if (enter_element(b, TAG_EXPLICIT) < 0 ||
	    enter_element(b, TAG_SEQUENCE) < 0 ||
	    pass_element(b, TAG_INTEGER) < 0 || pass_element(b, TAG_SET) < 0)
		return -1;
	if (enter_element(b, TAG_SEQUENCE) < 0 || pass_element(b, TAG_OID) < 0)
		return -1;
	return enter_element(b, TAG_EXPLICIT);
}

int
cms_unwrap(
    ssize_t (*read)(gpointer source, char *buf, size_t n), gpointer source)
{
	struct bytes b = { .read = read, .source = source };
	int fd;

	if (find_content(&b) < 0)
		return -1;
	fd = temp_open();
	if (fd >= 0 && copy_octets(&b, fd) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}
