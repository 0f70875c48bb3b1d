#include "format/tnef.h"

#include "base/attachment.h"
#include "base/limits.h"
#include "base/temp.h"
#include "base/text.h"
#include "coding/charset.h"
#include "coding/media.h"
#include "format/mapi.h"

#include <string.h>
#include <unistd.h>

#define SIGNATURE 0x223e9f78

/* Attributes (MS-OXTNEF, 2.1.1): type and number. */
enum {
	ATTR_BODY = 0x0002800c,
	ATTR_ATTACH_DATA = 0x0006800f,
	ATTR_ATTACH_TITLE = 0x00018010,
	ATTR_ATTACH_BEGIN = 0x00069002,
	ATTR_MAPI_PROPERTIES = 0x00069003,
	ATTR_ATTACHMENT = 0x00069005,
	ATTR_CODEPAGE = 0x00069007,
};

/* The file that is being read. */
struct file {
	int fd; /* -1: it has no bytes yet */
	gint64 size;
	char *title, *name, *type, *content_id; /* or NULL */
};

struct state {
	gint64 name_max; /* bytes */
	struct tnef *tnef;
	struct bytes bytes;
	struct file file;
	gint64 size; /* of all files */
	guint32 codepage;
	gboolean rtf; /* a text that only Outlook reads is there */
};

/* An integer of n bytes; -1: the end. */
static int
next_int(struct bytes *b, size_t n, guint32 *value)
{
	guchar bytes[4];

	for (size_t i = 0; i < n; i++) {
		int byte = bytes_next(b);

		if (byte < 0)
			return -1;
		bytes[i] = (guchar)byte;
	}
	*value = mapi_int(bytes, n);
	return 0;
}

static void
file_clear(struct file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	g_free(f->title);
	g_free(f->name);
	g_free(f->type);
	g_free(f->content_id);
	*f = (struct file){ .fd = -1 };
}

/* Puts the file that was read on the list. */
static void
finish_file(struct state *s)
{
	struct file *f = &s->file;
	const char *given = f->name ? f->name : f->title;
	g_autofree char *name = text_file_name(given, "file.bin", s->name_max);
	struct attachment *a;

	if (f->fd >= 0) {
		a = attachment_from_temp(name,
		    f->type && media_is_type(f->type) ? f->type :
							media_by_name(name),
		    f->fd, f->size);
		a->unnamed = !given;
		a->content_id = g_steal_pointer(&f->content_id);
		a->related = a->content_id != NULL;
		f->fd = -1;
		g_ptr_array_add(s->tnef->files, a);
	}
	file_clear(f);
}

/* Gives the file a place to go to; one that has a content keeps that. */
static gboolean
open_attachment(struct state *s, size_t n)
{
	s->size += (gint64)n;
	if (s->file.fd >= 0 || s->size > LIMIT_UNPACKED_BYTES ||
	    s->tnef->files->len >= LIMIT_TEXT_FILES) {
		s->tnef->lost = TRUE;
		return FALSE;
	}
	s->file.fd = temp_open();
	s->file.size = (gint64)n;
	s->tnef->lost = s->tnef->lost || s->file.fd < 0;
	return s->file.fd >= 0;
}

static void
keep_first(char **to, char *value)
{
	g_strstrip(value);
	if (*to || !*value)
		g_free(value);
	else
		*to = value;
}

/* What is said of a file. */
static void
read_file_properties(struct state *s, const GString *bytes)
{
	struct mapi list = { (const guchar *)bytes->str, bytes->len, 0, 0 };
	struct mapi_property p;
	struct file *f = &s->file;

	while (mapi_next(&list, &p)) {
		if (p.id == MAPI_ATTACH_LONG_FILENAME)
			keep_first(&f->name, mapi_text(&p, s->codepage));
		else if (p.id == MAPI_ATTACH_MIME_TAG)
			keep_first(&f->type, mapi_text(&p, s->codepage));
		else if (p.id == MAPI_ATTACH_CONTENT_ID)
			keep_first(&f->content_id, mapi_text(&p, s->codepage));
		else if (p.id == MAPI_ATTACH_DATA && p.type == MAPI_OBJECT)
			s->tnef->lost = TRUE; /* a message, or worse */
		else if (p.id == MAPI_ATTACH_DATA && f->fd < 0 &&
		    open_attachment(s, p.size) &&
		    temp_write(f->fd, (const char *)p.data, p.size) < 0)
			s->tnef->lost = TRUE;
	}
}

static void
read_message_properties(struct state *s, const GString *bytes)
{
	struct mapi list = { (const guchar *)bytes->str, bytes->len, 0, 0 };
	struct mapi_property p;
	guint32 codepage = 0;

	while (mapi_next(&list, &p)) {
		if (p.id == MAPI_INTERNET_CPID && p.type == MAPI_INT32)
			codepage = mapi_int(p.data, 4);
		else if (p.id == MAPI_BODY)
			keep_first(&s->tnef->text, mapi_text(&p, s->codepage));
		else if (p.id == MAPI_RTF_COMPRESSED)
			s->rtf = TRUE;
		else if (p.id == MAPI_BODY_HTML)
			keep_first(&s->tnef->html,
			    mapi_text(&p, codepage ? codepage : s->codepage));
	}
}

/* The bytes of a file; half of one is none. */
static int
read_attachment(struct state *s, size_t n)
{
	int fd = open_attachment(s, n) ? s->file.fd : -1;

	if (bytes_take(&s->bytes, n, NULL, fd) == 0)
		return 0;
	file_clear(&s->file);
	return -1;
}

/* One attribute; -1: it is not whole. */
static int
read_attribute(struct state *s, guint32 id, size_t n)
{
	g_autoptr(GString) bytes = NULL;
	struct mapi_property text = { .type = MAPI_STRING8 };

	if (id == ATTR_ATTACH_BEGIN)
		finish_file(s);
	if (id == ATTR_ATTACH_DATA)
		return read_attachment(s, n);
	if (n > LIMIT_TNEF_ATTRIBUTE) {
		s->tnef->lost = TRUE;
		return bytes_take(&s->bytes, n, NULL, -1);
	}
	bytes = g_string_new(NULL);
	if (bytes_take(&s->bytes, n, bytes, -1) < 0)
		return -1;
	text.data = (const guchar *)bytes->str;
	text.size = bytes->len;
	switch (id) {
	case ATTR_CODEPAGE:
		s->codepage = n >= 4 ? mapi_int(text.data, 4) : 0;
		break;
	case ATTR_BODY:
		keep_first(&s->tnef->text, mapi_text(&text, s->codepage));
		break;
	case ATTR_ATTACH_TITLE:
		keep_first(&s->file.title, mapi_text(&text, s->codepage));
		break;
	case ATTR_ATTACHMENT: read_file_properties(s, bytes); break;
	case ATTR_MAPI_PROPERTIES: read_message_properties(s, bytes); break;
	default: break;
	}
	return 0;
}

int
tnef_read(struct tnef *t, bytes_read read, gpointer source, gint64 name_max)
{
	struct state s = { .name_max = name_max,
		.tnef = t,
		.bytes = { .read = read, .source = source },
		.file = { .fd = -1 } };
	guint32 value, id, size;

	*t = (struct tnef){ 0 };
	t->files =
	    g_ptr_array_new_with_free_func((GDestroyNotify)attachment_free);
	if (next_int(&s.bytes, 4, &value) < 0 || value != SIGNATURE ||
	    next_int(&s.bytes, 2, &value) < 0)
		return -1;
	/* Level, number, length, the bytes and their sum. */
	while (next_int(&s.bytes, 1, &value) == 0)
		if (next_int(&s.bytes, 4, &id) < 0 ||
		    next_int(&s.bytes, 4, &size) < 0 ||
		    read_attribute(&s, id, size) < 0 ||
		    next_int(&s.bytes, 2, &value) < 0) {
			t->lost = TRUE;
			break;
		}
	finish_file(&s);
	t->lost = t->lost || (s.rtf && !t->text && !t->html);
	return 0;
}

void
tnef_release(struct tnef *t)
{
	g_clear_pointer(&t->files, g_ptr_array_unref);
	g_clear_pointer(&t->text, g_free);
	g_clear_pointer(&t->html, g_free);
}
