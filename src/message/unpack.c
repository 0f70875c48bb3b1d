#include "message/unpack.h"

#include "base/limits.h"
#include "base/text.h"
#include "coding/media.h"
#include "format/cms.h"
#include "format/tnef.h"
#include "html/read.h"
#include "message/field.h"
#include "message/part.h"
#include "message/tree.h"
#include "plain/read.h"

#include <string.h>
#include <unistd.h>

/* RFC 8551, 3.5: "smime-type" says what is in it; many leave it out. */
gboolean
mime_is_wrapped(GMimeObject *object, gboolean *encrypted)
{
	g_autofree char *type = mime_type(object);
	g_autofree char *kind = mime_type_parameter(object, "smime-type");

	if (!GMIME_IS_PART(object) || strcmp(media_extension(type), "p7m") != 0)
		return FALSE;
	if (kind && g_ascii_strcasecmp(kind, "enveloped-data") == 0)
		*encrypted = TRUE;
	return !kind || g_ascii_strcasecmp(kind, "signed-data") == 0;
}

GMimeObject *
mime_unwrap(GMimePart *part, gboolean *lost)
{
	struct part_reader *r = mime_part_open(part, FALSE);
	int fd = cms_unwrap(mime_part_read, r);
	GMimeStream *stream;
	GMimeObject *root;

	mime_part_close(r);
	if (fd < 0)
		return NULL;
	stream = mime_temp_stream(fd, lseek(fd, 0, SEEK_END));
	root = mime_parse(stream, lost);
	g_object_unref(stream);
	return root;
}

/* Shows the text of a winmail.dat, if the mail has none of its own. */
static void
show_tnef_text(struct collect *c, const struct tnef *t)
{
	static const struct plain_format fixed = { FALSE, FALSE };
	gboolean html = t->html && (!c->plain_first || !t->text);
	g_autofree char *text = text_scrub(t->text ? t->text : "", -1);
	struct doc *d = html ? html_read(t->html) : plain_read(text, &fixed);

	if (!c->message->body->lines->len) {
		doc_append(c->message->body, d);
		c->message->text_cut = c->message->text_cut || d->cut;
	}
	doc_free(d);
}

gboolean
mime_unpack_tnef(struct collect *c, GMimePart *part)
{
	struct tnef t;
	struct part_reader *r = mime_part_open(part, FALSE);
	gboolean whole =
	    tnef_read(&t, mime_part_read, r, c->limits->file_name) == 0 &&
	    !t.lost;

	mime_part_close(r);
	show_tnef_text(c, &t);
	while (t.files->len && ++c->parts <= c->limits->parts)
		g_ptr_array_add(c->message->attachments,
		    g_ptr_array_steal_index(t.files, 0));
	whole = whole && !t.files->len;
	tnef_release(&t);
	return whole;
}

gboolean
mime_is_tnef(GMimeObject *object)
{
	g_autofree char *type = mime_type(object);
	g_autofree char *name = mime_name(object, NULL);

	return GMIME_IS_PART(object) &&
	    (strcmp(media_extension(type), "dat") == 0 ||
		(name && g_ascii_strcasecmp(name, "winmail.dat") == 0));
}
