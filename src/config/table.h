/*
 * A row of the options table, and what the options*.c share.  Private to
 * them.
 */
#ifndef OPTIONS_TABLE_H
#define OPTIONS_TABLE_H

#include "base/error.h"

#include <glib.h>

struct options;

enum option_type {
	OPTION_TEXT,
	OPTION_SECRET,	    /* not shown, wiped from argv */
	OPTION_SECRET_FILE, /* names a file that holds a secret */
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

extern const struct option_row option_table[];
extern const size_t option_count;

/*
 * Where a value came from, for the error that names it, and the rows of the
 * lists that it began: its first value replaces what came before.
 */
struct source {
	const char *file; /* NULL: not a file */
	int line;
	gboolean command_line;
	GHashTable *begun; /* of rows; NULL: lists are always replaced */
};

/* The row of a variable; "len" bytes of name.  NULL: none. */
const struct option_row *option_find_env(const char *name, size_t len);

/* A variable of Jicket that is for another program of its family. */
gboolean option_is_foreign(const char *name);

/* Sets one option.  Returns 0, or -1 with FAIL_USAGE or FAIL_CONFIG. */
int option_set(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err);

/*
 * The first line of a file that holds a secret, after its owner and mode
 * were checked; to be freed.  "env" is for the error.  NULL: FAIL_CONFIG.
 */
char *option_read_secret(const char *env, const char *name, struct error *err);

/*
 * Reads a configuration file.  One that is not "required" may be missing.
 * Returns 0, or -1 with FAIL_CONFIG.
 */
int options_read_file(
    struct options *o, const char *name, gboolean required, struct error *err);

#endif
