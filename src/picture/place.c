#include "picture/place.h"

#include "base/limits.h"
#include "base/log.h"
#include "picture/head.h"
#include "picture/scaler.h"

#include <string.h>

/* What is found out of a file of the mail. */
struct picture {
	struct attachment *file; /* NULL: not to be attached */
	struct picture_head head;
	gboolean referenced; /* by the text */
	gboolean visible;    /* by a reference that is to be seen */
	gboolean dropped;
	gboolean shrink; /* when it is sent */
	int width;	 /* on the ticket, in pixels */
	char *shown;	 /* its name; NULL: not shown */
};

static void
picture_free(gpointer p)
{
	struct picture *picture = p;

	g_free(picture->shown);
	g_free(picture);
}

/* Which file a reference means. */

/*
 * An id in the form in which ids are compared: without the brackets that
 * belong to the field, unescaped (RFC 2392), in small letters; to be freed.
 */
static char *
plain_id(const char *id)
{
	g_autofree char *unescaped = g_uri_unescape_string(id, NULL);
	const char *text = unescaped ? unescaped : id;
	gsize n = strlen(text);

	if (n > 2 && text[0] == '<' && text[n - 1] == '>')
		return g_ascii_strdown(text + 1, (gssize)n - 2);
	return g_ascii_strdown(text, -1);
}

static void
index_file(GHashTable *files, const char *id, struct picture *p)
{
	g_autofree char *key = plain_id(id);

	if (!g_hash_table_contains(files, key))
		g_hash_table_insert(files, g_steal_pointer(&key), p);
}

/* The files by their ids, and, where no id is so, by their names. */
static GHashTable *
index_files(const GPtrArray *pictures)
{
	GHashTable *files =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < pictures->len; i++) {
		struct picture *p = g_ptr_array_index(pictures, i);

		if (p->file->content_id)
			index_file(files, p->file->content_id, p);
	}
	for (guint i = 0; i < pictures->len; i++) {
		struct picture *p = g_ptr_array_index(pictures, i);

		if (!p->file->unnamed)
			index_file(files, p->file->name, p);
	}
	return files;
}

/* The file that a reference means, or NULL. */
static struct picture *
find_file(GHashTable *files, const char *src)
{
	gboolean cid = g_ascii_strncasecmp(src, "cid:", 4) == 0;
	g_autofree char *id = plain_id(cid ? src + 4 : src);
	struct picture *p = g_hash_table_lookup(files, id);

	if (p || !cid)
		return p;
	/* Outlook: "image001.png@01DC5A3B.8E0F1230", of image001.png. */
	id[strcspn(id, "@")] = '\0';
	return g_hash_table_lookup(files, id);
}

/* A picture of one pixel counts who opens a mail. */
static gboolean
is_beacon(const struct doc_image *image)
{
	return image->width >= 0 && image->width <= 1 && image->height >= 0 &&
	    image->height <= 1;
}

/* What becomes of a file. */

/* A logo line, a spacer, the icons of a signature. */
static gboolean
is_small(const struct picture *p, const struct options *o)
{
	return p->head.width < o->image_min.width ||
	    p->head.height < o->image_min.height;
}

/* The name of the mail's own that is worth to be kept: not "image001". */
static char *
base_name(const struct attachment *a)
{
	char *name = attachment_plain_name(a->unnamed ? "image" : a->name);
	char *dot = strrchr(name, '.');
	gsize skip = strspn(name, "._-");
	gsize n;

	if (dot && dot > name)
		*dot = '\0';
	n = strlen(name);
	skip = MIN(skip, n);
	memmove(name, name + skip, n - skip + 1);
	n = MIN(n - skip, LIMIT_PICTURE_NAME);
	while (n && strchr("0123456789._-", name[n - 1]))
		n--;
	name[n] = '\0';
	if (n)
		return name;
	g_free(name);
	return g_strdup("image");
}

/* Plain ASCII: any other name may be refused, and then be sent as another. */
static char *
shown_name(const struct picture *p)
{
	g_autofree char *base = base_name(p->file);

	return attachment_content_name(p->file, base, p->head.extension);
}

/*
 * Is it of no use to anybody?  Only what the text refers to, or could, by
 * its own id: a small picture beside the text is what the mail is about.
 */
static gboolean
is_decoration(const struct picture *p, const struct options *o)
{
	if (!p->head.extension || p->file->placed)
		return FALSE;
	if (p->referenced && !p->visible)
		return TRUE;
	return (p->referenced || p->file->content_id) && is_small(p, o);
}

static gboolean
is_large(const struct picture *p, const struct options *o)
{
	return (o->image_max.width && p->head.width > o->image_max.width) ||
	    (o->image_max.height && p->head.height > o->image_max.height);
}

/* Its width in pixels when it is on the ticket. */
static int
final_width(const struct picture *p, const struct options *o)
{
	gint64 width = p->head.width;

	if (p->shrink && o->image_max.width)
		width = MIN(width, o->image_max.width);
	if (p->shrink && o->image_max.height)
		width = MIN(width,
		    (gint64)p->head.width * o->image_max.height /
			p->head.height);
	return (int)width;
}

static void
decide_scale(struct picture *p, const struct options *o)
{
	p->shrink = is_large(p, o) && scaler_takes(p->head.type);
	if (is_large(p, o) && !p->shrink)
		log_info("a picture of %dx%d pixels goes as it is: %s is not "
			 "scaled",
		    p->head.width, p->head.height, p->head.type);
}

static void
judge_picture(struct picture *p, const struct options *o)
{
	if (!p->referenced && !p->file->related)
		return;
	if (!picture_head_read(&p->head, p->file))
		p->head = (struct picture_head){ 0 };
	p->dropped = is_decoration(p, o);
	if (p->dropped)
		log_info("a picture of %dx%d pixels (%" G_GINT64_FORMAT
			 " bytes) is left out as decoration",
		    p->head.width, p->head.height, p->file->size);
	else if (p->head.extension && p->visible &&
	    o->inline_images == IMAGES_SHOW &&
	    attachment_measure(p->file, TRUE) == 0) {
		p->shown = shown_name(p);
		decide_scale(p, o);
		p->width = final_width(p, o);
	}
}

/* What the text says of it. */
static void
place_image(struct doc_image *image, const struct picture *p)
{
	if (is_beacon(image) || (p && p->dropped)) {
		g_free(image->alt);
		image->alt = g_strdup("");
		return;
	}
	if (!p || !p->shown)
		return;
	g_free(image->name);
	image->name = g_strdup(p->shown);
	if (image->width < 0 && p->width > LIMIT_PICTURE_WIDTH)
		image->width = p->width;
}

/*
 * A name that follows from the content is believed, and what is shown is found
 * by it: a sender cannot choose one.
 */
static void
rename_claims(const GPtrArray *attachments)
{
	for (guint i = 0; i < attachments->len; i++) {
		struct attachment *a = g_ptr_array_index(attachments, i);
		g_autofree char *plain = NULL;
		const char *dot;

		if (a->by_content || !attachment_claims_content(a->name))
			continue;
		plain = attachment_plain_name(a->name);
		dot = strrchr(plain, '.');
		g_free(a->name);
		a->name =
		    g_strdup_printf("%.*s_%s", (int)(dot - plain), plain, dot);
	}
}

/* Leaves the dropped ones out, and of those with one name all but one. */
static void
settle_files(GPtrArray *attachments, const GPtrArray *pictures)
{
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = pictures->len; i > 0; i--) {
		struct picture *p = g_ptr_array_index(pictures, i - 1);

		if (p->dropped ||
		    (p->shown && !g_hash_table_add(names, p->shown))) {
			g_ptr_array_remove_index(attachments, i - 1);
		} else if (p->shown) {
			g_free(p->file->name);
			p->file->name = g_strdup(p->shown);
			g_free(p->file->type);
			p->file->type = g_strdup(p->head.type);
			p->file->by_content = TRUE;
			p->file->shrink = p->shrink;
		}
	}
}

void
picture_place(struct message *m, const struct options *o)
{
	const GPtrArray *images = m->body->images;
	g_autoptr(GPtrArray) pictures =
	    g_ptr_array_new_with_free_func(picture_free);
	g_autoptr(GPtrArray) meant = g_ptr_array_sized_new(images->len);
	g_autoptr(GHashTable) files = NULL;

	for (guint i = 0; i < m->attachments->len; i++) {
		struct picture *p = g_new0(struct picture, 1);

		p->file = g_ptr_array_index(m->attachments, i);
		g_ptr_array_add(pictures, p);
	}
	files = index_files(pictures);
	for (guint i = 0; i < images->len; i++) {
		const struct doc_image *image = g_ptr_array_index(images, i);
		struct picture *p = find_file(files, image->src);

		g_ptr_array_add(meant, p);
		if (p) {
			p->referenced = TRUE;
			p->visible = p->visible || !is_beacon(image);
		}
	}
	g_ptr_array_foreach(pictures, (GFunc)(void (*)(void))judge_picture,
	    (gpointer)(gintptr)o);
	for (guint i = 0; i < images->len; i++)
		place_image(
		    g_ptr_array_index(images, i), g_ptr_array_index(meant, i));
	settle_files(m->attachments, pictures);
	rename_claims(m->attachments);
}

GHashTable *
picture_names(const struct doc *d)
{
	GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < d->lines->len; i++) {
		const struct doc_line *line = doc_line(d, i);

		for (guint j = line->first;
		     line->cut == CUT_NONE && j < line->end; j++) {
			const struct doc_run *run = doc_run(d, j);

			if (run->kind == RUN_IMAGE &&
			    doc_image(d, run->ref)->name)
				g_hash_table_add(
				    names, doc_image(d, run->ref)->name);
		}
	}
	return names;
}

GPtrArray *
picture_hidden(const struct doc *d)
{
	GPtrArray *images = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < d->images->len; i++) {
		struct doc_image *image =
		    g_memdup2(doc_image(d, (int)i), sizeof *image);

		image->name = NULL;
		g_ptr_array_add(images, image);
	}
	return images;
}
