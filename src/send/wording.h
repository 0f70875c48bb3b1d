/*
 * A text with gaps that are filled by name, as Python's "%" fills them:
 * "%(subject)s", with flags, width and precision, and "%%".
 */
#ifndef SEND_WORDING_H
#define SEND_WORDING_H

#include "base/error.h"

#include <glib.h>

/* What a gap may ask for. */
enum value {
	VALUE_SUBJECT,
	VALUE_TICKETID,
	VALUE_ISSUEKEY,
	VALUE_LINK,
	VALUE_NAME,
	VALUE_DATE,
	VALUE_QUOTE,
	VALUE_COUNT
};

struct wording;

/*
 * Reads a text, whose first line is line "line" of "file".  What Python takes
 * means the same here; a "%" of which Python makes nothing stays as it is, and
 * is told in "warnings" (of char *; or NULL) as "file:line: ...".  Returns
 * NULL with FAIL_CONFIG for a name that is not known, and for a gap that no
 * text can fill; the detail begins with file and line.
 */
struct wording *wording_parse(const char *text, const char *file, guint line,
    GPtrArray *warnings, struct error *err);
void wording_free(struct wording *w);

/* Is there a gap for this value? */
gboolean wording_asks(const struct wording *w, enum value value);

/*
 * Adds the text with its gaps filled.  "values": VALUE_COUNT texts in valid
 * UTF-8, none NULL.  "html": they are text and become HTML, their newlines
 * "<br>"; width and precision count their characters before that.  Returns 0,
 * or -1 with FAIL_CONFIG if more than LIMIT_TEMPLATE_FILLED comes out.
 */
int wording_fill(const struct wording *w, const char *const *values,
    gboolean html, GString *out, struct error *err);

#endif
