/*
 * What the fields of a part say: its type, its name, its place.  Private to
 * message/.
 */
#ifndef MESSAGE_FIELD_H
#define MESSAGE_FIELD_H

#include <glib.h>
#include <gmime/gmime.h>

/* The first field of this name as it stands there, or NULL. Borrowed. */
const char *mime_field(GMimeObject *object, const char *name);

/* A parameter of Content-Type, see parameter.h; to be freed. */
char *mime_type_parameter(GMimeObject *object, const char *name);

/* The type, "text/plain"; never NULL, to be freed. */
char *mime_type(GMimeObject *object);

/* RFC 2045, 5.2: a type that is none means text/plain. */
gboolean mime_has_no_type(GMimeObject *object);

/*
 * Is it an attached message (RFC 2046, 5.2.1; RFC 6532, 3.7)?  It is a part
 * like others, whose bytes are the message.
 */
gboolean mime_is_message(GMimeObject *object);

/* "attachment", "inline" ...; "" if it says nothing. To be freed. */
char *mime_disposition(GMimeObject *object);

/*
 * The name that the mail gives it, not yet safe; NULL: none.  "charset" is a
 * guess for raw text.  To be freed.
 */
char *mime_name(GMimeObject *object, const char *charset);

/*
 * A name for a part that has none, from its title (NULL: none is known), its
 * type and place, of at most "max" bytes; to be freed.
 */
char *mime_made_up_name(
    GMimeObject *object, const char *title, int place, gint64 max);

/* By which references in a text name it, or NULL; to be freed. */
char *mime_content_id(GMimeObject *object);

#endif
