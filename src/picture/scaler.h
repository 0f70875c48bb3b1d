/*
 * Scaling pictures down before they are sent, by a program of its own
 * (jicket-scale): it has the image library, and what a picture may do to
 * that does not happen to us.
 */
#ifndef PICTURE_SCALER_H
#define PICTURE_SCALER_H

#include "base/attachment.h"
#include "base/deadline.h"
#include "config/options.h"

struct scaler {
	const char *program; /* borrowed; NULL: where it is installed */
	struct pixels max;
	gint64 left; /* microseconds, for all that is still to come */
};

/* Can the program scale pictures of this media type? */
gboolean scaler_takes(const char *type);

/* Of all the time that is left it takes at most a part. */
void scaler_init(struct scaler *s, const char *program, struct pixels max,
    const struct deadline *d);

/*
 * Gives a file the scaled picture as its content.  A file for which that
 * does not work, for whatever reason, stays as it is; the log says why.
 */
void scaler_shrink(struct scaler *s, struct attachment *a);

#endif
