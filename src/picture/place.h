/*
 * The pictures in the text of a mail: which file each of them is, which of
 * them are shown, and under which name.
 *
 * A file that is shown gets a name that follows from its content, so that
 * a second delivery, another host and another mail with the same picture
 * agree on it without asking.  Of a file of such a name ("by_content") the
 * ticket needs one, whoever brought it.  A file of the mail that has such a
 * name already gets another.
 */
#ifndef PICTURE_PLACE_H
#define PICTURE_PLACE_H

#include "config/options.h"
#include "message/message.h"

#include <glib.h>

/*
 * Finds the files that the text shows, and names them in the text and among
 * the attachments.  Pictures that are too small to be more than decoration
 * are taken from both.
 */
void picture_place(struct message *m, const struct options *o);

/*
 * The names of the files that are shown in what is kept of a text: a set,
 * to be unreferenced.  Borrows the names.
 */
GHashTable *picture_names(const struct doc *d);

/*
 * The images of a text as if none were to be shown, for struct doc; to be
 * unreferenced.  Borrows what they say.
 */
GPtrArray *picture_hidden(const struct doc *d);

#endif
