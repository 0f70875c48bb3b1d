/*
 * The template of the confirmation: HTML of the administrator's, with a text
 * beside it or not, in several languages or in one; or the built-in one.
 */
#ifndef SEND_TEMPLATE_H
#define SEND_TEMPLATE_H

#include "base/error.h"
#include "config/options.h"

#include <glib.h>

/*
 * What the gaps of a template are filled with: one line each but the quote,
 * in valid UTF-8 without controls.  NULL: nothing.
 */
struct confirmation {
	const char *subject;  /* of the mail that is confirmed */
	const char *ticketid; /* "JI-ZOZ2P6QK" */
	const char *issuekey, *link;
	const char *name; /* of its sender */
	gint64 date;	  /* of its receipt, in seconds since 1970 */
	const char *quote;
	GPtrArray *languages; /* that are wanted: language_wanted() */
};

/* A mail's texts; struct filled is released with filled_release(). */
struct filled {
	char *subject; /* one line that has the tag, "[#JI-ZOZ2P6QK]" */
	char *html, *text;
};

struct template;

/*
 * Reads the file that "file" is in the best of the languages
 * ("confirm.de.html" beside "confirm.html"), itself where none is there or
 * "fallback" is wanted first, with the text beside it (".txt"), if any.
 * "warnings" (of char *; or NULL) gets what is strange in them.  Returns NULL
 * with FAIL_CONFIG; the detail begins with "file:line" where there is one.
 */
struct template *template_load(const char *file, const GPtrArray *languages,
    const char *fallback, GPtrArray *warnings, struct error *err);

/* The built-in one in the best of the languages that we have. Never NULL. */
struct template *template_builtin(
    const GPtrArray *languages, const char *fallback);
void template_free(struct template *t);

/* Reads "file" and all that belongs to it in other languages, as above. */
int template_check(const char *file, GPtrArray *warnings, struct error *err);

/*
 * Fills it.  CONFIRM_PLAIN: no word of the sender's choosing is in it; a fixed
 * text stands for the subject.  Returns 0, or -1 with FAIL_CONFIG if it
 * becomes too large.
 */
int template_fill(const struct template *t, const struct confirmation *c,
    enum confirm_style style, struct filled *f, struct error *err);
void filled_release(struct filled *f);

/*
 * The texts of a confirmation as the options want them.  If their template
 * cannot be used, it is the built-in one, and the log says so.
 */
void template_confirm(
    const struct options *o, const struct confirmation *c, struct filled *f);

#endif
