/*
 * Lists of MAPI properties, as they stand in winmail.dat (MS-OXTNEF,
 * 2.1.3.4).
 */
#ifndef FORMAT_MAPI_H
#define FORMAT_MAPI_H

#include <glib.h>

enum {
	MAPI_BODY = 0x1000,
	MAPI_BODY_HTML = 0x1013,
	MAPI_RTF_COMPRESSED = 0x1009,
	MAPI_ATTACH_DATA = 0x3701,
	MAPI_ATTACH_LONG_FILENAME = 0x3707,
	MAPI_ATTACH_MIME_TAG = 0x370e,
	MAPI_ATTACH_CONTENT_ID = 0x3712,
	MAPI_INTERNET_CPID = 0x3fde,
};

enum {
	MAPI_INT32 = 0x0003,
	MAPI_OBJECT = 0x000d,
	MAPI_STRING8 = 0x001e,
	MAPI_UNICODE = 0x001f,
	MAPI_BINARY = 0x0102,
};

/* A place in a list; begin with the bytes of all of it. */
struct mapi {
	const guchar *at;
	size_t left;
	gboolean begun;
	guint32 count; /* of properties that are to come */
};

/* The first value of a property; "data" points into the list. */
struct mapi_property {
	unsigned id, type;
	const guchar *data;
	size_t size;
};

/* The next one; FALSE: that was the last, or the list is broken. */
gboolean mapi_next(struct mapi *m, struct mapi_property *p);

/* A text as UTF-8, to be freed; "codepage" is that of STRING8 and BINARY. */
char *mapi_text(const struct mapi_property *p, guint32 codepage);

/* The charset that a Windows code page is; to be freed. NULL: unknown. */
char *mapi_charset(guint32 codepage);

/* An integer in little-endian order, as all of them are. */
guint32 mapi_int(const guchar *p, size_t n);

#endif
