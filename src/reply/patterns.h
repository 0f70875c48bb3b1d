/*
 * Questions about single lines of a mail, in all languages at once.  The
 * patterns are compiled when they are first needed: most mails need few.
 */
#ifndef REPLY_PATTERNS_H
#define REPLY_PATTERNS_H

#include <glib.h>

struct reply_patterns;

/* "introductory": patterns that replace our own for an introduction. */
struct reply_patterns *reply_patterns_new(char **introductory);
void reply_patterns_free(struct reply_patterns *p);

/* Which field of a mail's header a line shows. */
enum reply_field {
	FIELD_NONE,
	FIELD_FROM,
	FIELD_DATE,
	FIELD_TO,
	FIELD_SUBJECT,
	FIELD_OTHER,
};
enum reply_field reply_field(struct reply_patterns *p, const char *line);

/* What a line of its own says about what follows. */
enum reply_divider {
	DIVIDER_NONE,
	DIVIDER_ORIGINAL,  /* "-----Original Message-----" */
	DIVIDER_FORWARDED, /* "Begin forwarded message:" */
	DIVIDER_ABOVE,	   /* "##- Please reply above this line -##" */
	DIVIDER_UNKNOWN,   /* "----- some words -----" */
};
enum reply_divider reply_divider(struct reply_patterns *p, const char *line);

/*
 * How sure a text is an introduction, "On ... wrote:".  One that is only
 * likely is one if a quote follows.
 */
enum reply_intro {
	INTRO_NO,
	INTRO_LIKELY,
	INTRO_SURE,
};
enum reply_intro reply_intro(struct reply_patterns *p, const char *text);

/*
 * Are there numbers or an address in the first line of a text?  No
 * introduction of ours is without.
 */
gboolean reply_may_open(struct reply_patterns *p, const char *line);

/* Could an introduction begin with this line: "On 3 May 2024, ..."? */
gboolean reply_opens(struct reply_patterns *p, const char *line);

/*
 * Where an introduction begins that shares its line with what stands before
 * it, "Yes. On 3 May 2024, Ann wrote:"; 0: nowhere.
 */
gsize reply_opens_within(struct reply_patterns *p, const char *line);

/*
 * Where an introduction ends that shares its line with what it introduces,
 * after some blanks; 0: nowhere.
 */
gsize reply_intro_ends(struct reply_patterns *p, const char *line);

/* "Sent from my telephone" */
gboolean reply_is_mobile(struct reply_patterns *p, const char *line);

/* "The log says:": does somebody tell what follows, and not a program? */
gboolean reply_announces(struct reply_patterns *p, const char *line);

/* "Kind regards" */
gboolean reply_is_closing(struct reply_patterns *p, const char *line);

/* "My answers are below, in red." */
gboolean reply_is_within(struct reply_patterns *p, const char *line);

/* Does it hold a date with numbers, or a time of day? */
gboolean reply_has_date(struct reply_patterns *p, const char *text);

/* Only dashes, stars and the like: "-----"; or nothing to be read. */
gboolean reply_is_separator(const char *line);

#endif
