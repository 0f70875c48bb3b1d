/*
 * jicket-scale: scales one picture down, from standard input to standard
 * output.
 *
 *   jicket-scale image/jpeg 1600 1200 <picture >smaller
 *
 * jicket starts it for pictures in mails that are larger than its option
 * --image-max-size.  It is a program of its own so that the bytes of a mail
 * and an image library meet in a process that has nothing else: no network,
 * no secret, and limits on all that it uses (src/scaler.c).
 */
#include "base/limits.h"
#include "picture/exit.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* It is smaller, and shows no less, for photos and for screens. */
#define QUALITY "85"

/* What it must fit into, in pixels; 0: as much as it needs. */
struct box {
	int width, height;
	gboolean too_small; /* something had to be scaled */
};

/* By what a picture is to be multiplied, at most 1. */
static double
scale_to_fit(int width, int height, const struct box *box)
{
	double scale = 1;

	if (box->width && width > box->width)
		scale = (double)box->width / width;
	if (box->height && height * scale > box->height)
		scale = (double)box->height / height;
	return scale;
}

static int
scaled(int length, double scale)
{
	return MAX(1, (int)(length * scale + 0.5));
}

/*
 * The size is known, and nothing is read yet.  Which side is up is known
 * later: it is made to fit lying or standing, whatever is larger.
 */
static void
set_size(GdkPixbufLoader *loader, int width, int height, gpointer arg)
{
	struct box *box = arg;
	double scale = MAX(
	    scale_to_fit(width, height, box), scale_to_fit(height, width, box));

	if ((gint64)width * height > LIMIT_SCALE_PIXELS)
		exit(SCALER_LARGE);
	if (scale == 1)
		return;
	gdk_pixbuf_loader_set_size(
	    loader, scaled(width, scale), scaled(height, scale));
	box->too_small = TRUE;
}

/* What passes by while a picture is read. */
struct seen {
	guint32 last; /* four bytes */
	gboolean data, animated, whole;
};

#define NAME(a, b, c, d) \
	((guint32)(a) << 24 | (guint32)(b) << 16 | (guint32)(c) << 8 | (d))

/* An animated PNG says so before its data; all of them end with IEND. */
static void
look_at_png(struct seen *seen)
{
	switch (seen->last) {
	case NAME('a', 'c', 'T', 'L'): seen->animated |= !seen->data; break;
	case NAME('I', 'D', 'A', 'T'): seen->data = TRUE; break;
	case NAME('I', 'E', 'N', 'D'): seen->whole = TRUE; break;
	default: break;
	}
}

/*
 * An end follows the last start of data.  Phones put more behind it, and a
 * small picture with an end of its own before it.
 */
static void
look_at_jpeg(struct seen *seen)
{
	guint32 marker = seen->last & 0xffff;

	if (marker == 0xffd9)
		seen->whole = TRUE;
	else if (marker == 0xffda)
		seen->whole = FALSE;
}

/*
 * Reads it.  The library takes half a picture for a whole one, and the first
 * of many for the only one: we look for ourselves.
 */
static int
feed(GdkPixbufLoader *loader, gboolean is_png)
{
	static guchar buf[LIMIT_READ_CHUNK];
	struct seen seen = { 0 };
	ssize_t n;

	while ((n = read(STDIN_FILENO, buf, sizeof buf)) > 0) {
		for (ssize_t i = 0; i < n; i++) {
			seen.last = seen.last << 8 | buf[i];
			(is_png ? look_at_png : look_at_jpeg)(&seen);
		}
		if (seen.animated)
			return SCALER_ANIMATED;
		if (!gdk_pixbuf_loader_write(loader, buf, (gsize)n, NULL))
			return SCALER_BROKEN;
	}
	return gdk_pixbuf_loader_close(loader, NULL) && n == 0 && seen.whole ?
	    SCALER_DONE :
	    SCALER_BROKEN;
}

/* Upright, and within the box. */
static GdkPixbuf *
finish(GdkPixbuf *picture, struct box *box)
{
	GdkPixbuf *upright = gdk_pixbuf_apply_embedded_orientation(picture);
	int width = gdk_pixbuf_get_width(upright);
	int height = gdk_pixbuf_get_height(upright);
	double scale = scale_to_fit(width, height, box);

	if (scale == 1)
		return upright;
	box->too_small = TRUE;
	return gdk_pixbuf_scale_simple(upright, scaled(width, scale),
	    scaled(height, scale), GDK_INTERP_BILINEAR);
}

/* What its colours mean; NULL: the usual, or not said of red, green, blue. */
static const char *
colour_profile(GdkPixbuf *picture)
{
	const char *text = gdk_pixbuf_get_option(picture, "icc-profile");
	gsize n = 0;
	g_autofree guchar *profile = text ? g_base64_decode(text, &n) : NULL;

	return n > 20 && memcmp(profile + 16, "RGB ", 4) == 0 ? text : NULL;
}

static gboolean
put(const char *buf, gsize n, GError **error, gpointer unused)
{
	(void)error;
	(void)unused;
	return fwrite(buf, 1, n, stdout) == n;
}

static gboolean
save(GdkPixbuf *picture, gboolean is_png, const char *profile)
{
	const char *keys[3] = { NULL }, *values[3] = { NULL };
	int n = 0;

	if (!is_png) {
		keys[n] = "quality";
		values[n++] = QUALITY;
	}
	if (profile) {
		keys[n] = "icc-profile";
		values[n++] = profile;
	}
	return gdk_pixbuf_save_to_callbackv(picture, put, NULL,
		   is_png ? "png" : "jpeg", (char **)keys, (char **)values,
		   NULL) &&
	    fflush(stdout) == 0;
}

int
main(int argc, char **argv)
{
	GdkPixbufLoader *loader;
	GdkPixbuf *picture, *upright;
	struct box box = { 0 };
	gboolean is_png;
	int status;

	if (argc != 4)
		return SCALER_USAGE;
	box.width = (int)strtol(argv[2], NULL, 10);
	box.height = (int)strtol(argv[3], NULL, 10);
	is_png = strcmp(argv[1], "image/png") == 0;
	if (!is_png && strcmp(argv[1], "image/jpeg") != 0)
		return SCALER_USAGE;
	loader = gdk_pixbuf_loader_new_with_type(is_png ? "png" : "jpeg", NULL);
	g_signal_connect(loader, "size-prepared", G_CALLBACK(set_size), &box);
	status = feed(loader, is_png);
	if (status != SCALER_DONE)
		return status;
	picture = gdk_pixbuf_loader_get_pixbuf(loader);
	if (!picture)
		return SCALER_BROKEN;
	upright = finish(picture, &box);
	if (!box.too_small)
		return SCALER_FITS;
	return save(upright, is_png, colour_profile(picture)) ? SCALER_DONE :
								SCALER_BROKEN;
}
