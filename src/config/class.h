/*
 * The classes of mail, by the names that options, log and --inspect use, and
 * what an administrator may want to become of one.
 */
#ifndef CONFIG_CLASS_H
#define CONFIG_CLASS_H

#include <glib.h>

enum class {
	CLASS_HUMAN,
	CLASS_OWN, /* jicket's or Jira's own mail, come back */
	CLASS_FEEDBACK,
	CLASS_BOUNCE,
	CLASS_CHALLENGE,
	CLASS_LIST,
	CLASS_AUTOREPLY,
	CLASS_BULK,
	CLASS_COUNT
};

/* Says --machine-mail; what it does not name is as the manual says. */
enum treatment {
	TREAT_DEFAULT,
	TREAT_FILE,
	TREAT_DROP,
	TREAT_REFUSE,
};

const char *class_name(enum class c);

/*
 * Reads "bounce=drop", or several of that with commas, into an array of
 * CLASS_COUNT treatments.  FALSE, and nothing is changed: it is not of that
 * form.
 */
gboolean class_read_treatments(int *treatments, const char *text);

#endif
