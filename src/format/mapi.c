#include "format/mapi.h"

#include "coding/charset.h"

#include <string.h>

guint32
mapi_int(const guchar *p, size_t n)
{
	guint32 value = 0;

	for (size_t i = n; i > 0; i--)
		value = value << 8 | p[i - 1];
	return value;
}

/* Takes n bytes, and what fills them up to four; NULL: they are not there. */
static const guchar *
take_bytes(struct mapi *m, size_t n)
{
	const guchar *p = m->at;
	size_t padded = (n + 3) & ~(size_t)3;

	if (n > m->left)
		return NULL;
	/* The last one may lack its padding. */
	padded = MIN(padded, m->left);
	m->at += padded;
	m->left -= padded;
	return p;
}

static gboolean
take_count(struct mapi *m, guint32 *value)
{
	const guchar *p = take_bytes(m, 4);

	if (p)
		*value = mapi_int(p, 4);
	return p != NULL;
}

/* Bytes of one value; 0: it says so itself; -1: no such type. */
static int
fixed_size(unsigned type)
{
	switch (type) {
	case 0x0002: /* the types of MS-OXCDATA, 2.11.1 */
	case MAPI_INT32:
	case 0x0004:
	case 0x000a:
	case 0x000b: return 4;
	case 0x0005:
	case 0x0006:
	case 0x0007:
	case 0x0014:
	case 0x0040: return 8;
	case 0x0048: return 16;
	case MAPI_OBJECT:
	case MAPI_STRING8:
	case MAPI_UNICODE:
	case MAPI_BINARY: return 0;
	default: return -1;
	}
}

/* Those from 0x8000 have a GUID, and a number or a name. */
static gboolean
skip_name(struct mapi *m)
{
	guint32 kind, length;

	if (!take_bytes(m, 16) || !take_count(m, &kind))
		return FALSE;
	if (kind == 0)
		return take_bytes(m, 4) != NULL;
	return take_count(m, &length) && take_bytes(m, length);
}

static gboolean
take_values(struct mapi *m, struct mapi_property *p, int size, guint32 n)
{
	for (guint32 i = 0; i < n; i++) {
		guint32 length = (guint32)size;
		const guchar *data;

		if (!size && !take_count(m, &length))
			return FALSE;
		data = take_bytes(m, length);
		if (!data)
			return FALSE;
		if (i == 0) {
			p->data = data;
			p->size = length;
		}
	}
	return TRUE;
}

gboolean
mapi_next(struct mapi *m, struct mapi_property *p)
{
	guint32 tag, n = 1;
	int size;

	if (!m->begun)
		m->begun = take_count(m, &m->count);
	if (!m->begun || !m->count || !take_count(m, &tag))
		return FALSE;
	m->count--;
	*p = (struct mapi_property){ tag >> 16, tag & 0xefff, m->at, 0 };
	size = fixed_size(p->type);
	if (size < 0 || (p->id >= 0x8000 && !skip_name(m)))
		return FALSE;
	/* One value has no count unless its size varies; several have one. */
	if ((!size || tag & 0x1000) && !take_count(m, &n))
		return FALSE;
	return take_values(m, p, size, n);
}

char *
mapi_charset(guint32 codepage)
{
	switch (codepage) {
	case 0: return NULL;
	case 65001: return g_strdup("utf-8");
	case 20127: return g_strdup("us-ascii");
	case 28591: return g_strdup("iso-8859-1");
	case 20866: return g_strdup("koi8-r");
	case 50220: return g_strdup("iso-2022-jp");
	default: return g_strdup_printf("cp%u", codepage);
	}
}

char *
mapi_text(const struct mapi_property *p, guint32 codepage)
{
	g_autofree char *charset = p->type == MAPI_UNICODE ?
	    g_strdup("utf-16le") :
	    mapi_charset(codepage);
	char *text =
	    charset_decode((const char *)p->data, p->size, charset, NULL);

	/* The NUL at its end is a blank now. */
	return g_strchomp(text);
}
