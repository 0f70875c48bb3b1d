/*
 * The options.  One table (table.c) declares every option; from it come
 * the command line, the environment, the configuration file, the checks,
 * --help and the option list of the manual.  A later source wins:
 * default < file < environment < command line.
 */
#ifndef CONFIG_OPTIONS_H
#define CONFIG_OPTIONS_H

#include "base/error.h"
#include "base/limits.h"
#include "config/class.h"

#include <glib.h>

#define CONFIG_FILE "/etc/jicket/jicket.conf"

enum flavour {
	FLAVOUR_AUTO,
	FLAVOUR_DATACENTER,
	FLAVOUR_CLOUD,
};

enum closed_policy {
	CLOSED_COMMENT,
	CLOSED_NEW,
};

enum body_order {
	BODY_HTML_FIRST,
	BODY_PLAIN_FIRST,
};

enum inline_images {
	IMAGES_SHOW,
	IMAGES_ATTACH,
};

enum attach_original {
	ORIGINAL_NEVER,
	ORIGINAL_DOUBT, /* when something was repaired, guessed or cut */
	ORIGINAL_ALWAYS,
};

enum quoted {
	QUOTED_DROP,
	QUOTED_ATTACH,
	QUOTED_COLLAPSE,
	QUOTED_KEEP, /* nothing is taken off */
};

/* What an automatic answer to a ticket becomes. */
enum autoreply {
	AUTOREPLY_COMMENT,
	AUTOREPLY_DROP,
};

/* What a confirmation says of the mail that it confirms. */
enum confirm_style {
	CONFIRM_FULL,
	CONFIRM_PLAIN, /* no word of the sender's choosing */
};

/* Width and height in pixels; both 0: none. */
struct pixels {
	int width, height;
};

struct options {
	/* what to do */
	gboolean help, version, inspect, dry_run, debug;
	gboolean preview_confirmation;
	char *help_format; /* NULL: for people */
	char *config, *log_file, *state_dir;
	gint64 settle_time; /* seconds */

	/* Jira */
	char *jira_url; /* with scheme, without a final slash */
	char *jira_user, *jira_pass, *jira_token;
	char *jira_project, *issue_type;
	int flavour; /* enum flavour */
	char *ca_file, *proxy;
	char *client_cert, *client_key;
	char **headers; /* "name=value"; or NULL */
	gboolean verify_ssl;
	gint64 timeout; /* seconds */

	/* replies to closed issues */
	int closed;	   /* enum closed_policy */
	gint64 closed_age; /* days */

	/* ticket ids */
	char *id_prefix, *id_salt, *id_alphabet;
	gint64 id_minlen;
	gboolean summary_tag;
	char *message_key;

	/* mail */
	char *ticket_address, *thread_template;
	int confirm_style;		      /* enum confirm_style */
	char *confirm_language;		      /* a tag: "de" */
	char *sender, *recipient, *extension; /* NULL: not given */
	char **authserv_ids; /* of our mail systems (RFC 8601); or NULL */
	gint64 size;	     /* bytes announced by the MTA; -1: not given */
	gint64 max_size;     /* bytes */

	/* mail that no person wrote */
	int machine_mail[CLASS_COUNT]; /* enum treatment */
	char **machine_mail_except;    /* addresses; or NULL */
	int autoreply;		       /* enum autoreply */
	char **autoreply_subjects;     /* PCRE2; NULL: the built-in ones */
	char **undesired_subjects;     /* PCRE2; or NULL */

	/* what the ticket says */
	int body_order;	   /* enum body_order */
	int inline_images; /* enum inline_images */
	struct pixels image_min, image_max;
	char *image_scaler;	      /* program; NULL: the installed one */
	char **exclude_attachments;   /* types and name patterns; or NULL */
	gint64 max_attachment;	      /* bytes; 0: no limit of ours */
	int attach_original;	      /* enum attach_original */
	int quoted;		      /* enum quoted */
	char **introductory_patterns; /* PCRE2; NULL: the built-in ones */
	char **multiline_patterns;    /* the same */

	struct limits limits;
};

/*
 * Reads all sources.  Secrets on the command line are wiped from argv, and
 * logged about.  Returns 0, or -1 with FAIL_USAGE or FAIL_CONFIG and a
 * detail that names the option, where its value came from and what is
 * allowed.  "o" is initialised here; release it in either case.
 */
int options_load(
    struct options *o, int argc, char **argv, char **envp, struct error *err);

/*
 * Checks that what filing needs is there: URL, project, credentials.
 * Returns 0, or -1 with FAIL_CONFIG.
 */
int options_check(const struct options *o, struct error *err);

void options_release(struct options *o);

/* Is nobody asked, so that no secret is needed? */
gboolean options_only_look(const struct options *o);

/* --help for people, and the option list of jicket(1) in mdoc. */
void options_print_help(void);
void options_print_mdoc(void);

/* Does neither the configuration nor the name of the host tell it? */
gboolean options_flavour_is_guessed(const struct options *o);

/* Cloud or Data Center, as configured or told from the host name. */
enum flavour options_flavour(const struct options *o);

#endif
