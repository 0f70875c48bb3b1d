/*
 * A row of the table of options, and the types of their values.  Private to
 * this folder.
 */
#ifndef CONFIG_TABLE_H
#define CONFIG_TABLE_H

#include <glib.h>

enum option_type {
	OPTION_TEXT,
	OPTION_SECRET,	    /* not shown, wiped from argv */
	OPTION_SECRET_FILE, /* names a file that holds a secret */
	OPTION_HEADER,	    /* a list of secrets: "name=value" */
	OPTION_HEADER_FILE, /* names a file that holds one */
	OPTION_URL,
	OPTION_PROJECT,
	OPTION_PREFIX,
	OPTION_ALPHABET,
	OPTION_NUMBER,	 /* between min and max */
	OPTION_BYTES,	 /* the same, with k, m or g behind it */
	OPTION_YESNO,	 /* --name, --no-name, NAME=yes|no */
	OPTION_CHOICE,	 /* one of the words in arg, parted by "|" */
	OPTION_LIST,	 /* may be given again: values of one source add up */
	OPTION_PATTERNS, /* the same, of regular expressions */
	OPTION_PIXELS,	 /* "100x20" */
	OPTION_CLASSES,	 /* "bounce=drop,list=file", which add up */
	OPTION_MODE,	 /* --name or --name=format */
};

struct option_row {
	const char *name; /* of the command line, without dashes */
	char letter;	  /* 0: none */
	const char *env;  /* of environment and file; NULL: neither */
	enum option_type type;
	size_t offset;	 /* in struct options */
	const char *arg; /* what the manual calls the value */
	const char *def; /* default; NULL: none */
	gint64 min, max;
	const char *section; /* begins a section of the help */
	const char *help;    /* a sentence without the full stop */
};

/* Is the value a secret itself, and not the name of a file? */
gboolean option_is_secret(const struct option_row *row);

extern const struct option_row option_table[];
extern const size_t option_count;

/* The row of a variable; "len" bytes of name.  NULL: none. */
const struct option_row *option_find_env(const char *name, size_t len);

/* A variable of Jicket that is for another program of its family. */
gboolean option_is_foreign(const char *name);

#endif
