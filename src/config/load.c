/*
 * Reads the options from their four sources.  What an option is, the table
 * says; this file knows only types.
 */
#include "config/options.h"

#include "base/log.h"
#include "config/file.h"
#include "config/table.h"
#include "config/value.h"

#include <getopt.h>
#include <string.h>

static int
read_environment(struct options *o, char **envp, struct error *err)
{
	static const struct source from = { NULL, 0, FALSE, NULL };

	for (char **p = envp; *p; p++) {
		const char *eq = strchr(*p, '=');
		const struct option_row *row;

		if (!eq || !g_str_has_prefix(*p, "JICKET_"))
			continue;
		row = option_find_env(*p, (size_t)(eq - *p));
		if (!row && !option_is_foreign(*p))
			log_warning("environment: unknown variable %.*s",
			    (int)MIN(eq - *p, 60), *p);
		if (row)
			(void)option_set(o, row, &from, eq + 1, err);
	}
	return 0;
}

/* getopt_long's view of the table: --name, and --no-name for yes or no. */
static struct option *
long_options(void)
{
	GArray *all = g_array_new(TRUE, TRUE, sizeof(struct option));

	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_table[i];
		struct option opt = { row->name, required_argument, NULL,
			(int)(1000 + 2 * i) };

		if (row->type == OPTION_YESNO)
			opt.has_arg = no_argument;
		if (row->type == OPTION_MODE)
			opt.has_arg = optional_argument;
		g_array_append_val(all, opt);
		if (row->type == OPTION_YESNO && row->def) {
			opt.name = g_strconcat("no-", row->name, NULL);
			opt.val++;
			g_array_append_val(all, opt);
		}
	}
	return (struct option *)(void *)g_array_free(all, FALSE);
}

static void
free_long_options(struct option *all)
{
	for (struct option *p = all; p->name; p++)
		if (p->val % 2)
			g_free((char *)(gintptr)p->name);
	g_free(all);
}

static char *
short_options(void)
{
	GString *letters = g_string_new(":");

	for (size_t i = 0; i < option_count; i++)
		if (option_table[i].letter) {
			g_string_append_c(letters, option_table[i].letter);
			if (option_table[i].type != OPTION_YESNO &&
			    option_table[i].type != OPTION_MODE)
				g_string_append_c(letters, ':');
		}
	return g_string_free(letters, FALSE);
}

static const struct option_row *
find_letter(int letter)
{
	for (size_t i = 0; i < option_count; i++)
		if (option_table[i].letter == letter)
			return &option_table[i];
	return NULL;
}

static int
set_from_argv(struct options *o, int got, GHashTable *begun, struct error *err)
{
	const struct source from = { NULL, 0, TRUE, begun };
	const struct option_row *row =
	    got >= 1000 ? &option_table[(got - 1000) / 2] : find_letter(got);
	int rc;

	if (row->type == OPTION_YESNO)
		return option_set(
		    o, row, &from, got >= 1000 && got % 2 ? "no" : "yes", err);
	rc = option_set(o, row, &from, optarg ? optarg : "", err);
	if (option_is_secret(row) && optarg) {
		memset(optarg, 'x', strlen(optarg));
		log_warning(
		    "--%s on the command line can be seen by every "
		    "user of this machine and in bounces: use --%s-file or "
		    "the configuration file",
		    row->name, row->name);
	}
	/* The same for a password in an address, as proxies have it. */
	if (!option_is_secret(row) && optarg && strstr(optarg, "://") &&
	    strchr(optarg, '@'))
		memset(optarg, 'x', strlen(optarg));
	return rc;
}

/* What file and environment are read by. */
static gboolean
is_early(int got)
{
	const struct option_row *row =
	    got >= 1000 ? &option_table[(got - 1000) / 2] : find_letter(got);

	return strcmp(row->name, "config") == 0 ||
	    strcmp(row->name, "inspect") == 0 ||
	    strcmp(row->name, "preview-confirmation") == 0;
}

/*
 * Goes through argv: once for what file and environment are read by, and
 * once, after them, to set everything.
 */
static int
read_argv(struct options *o, int argc, char **argv, gboolean only_config,
    struct error *err)
{
	struct option *all = long_options();
	g_autofree char *letters = short_options();
	g_autoptr(GHashTable) begun = g_hash_table_new(NULL, NULL);
	int got;

	optind = 0; /* also makes glibc start afresh */
	opterr = 0;
	/* To the end, whatever is wrong: of errors the first one stays. */
	while ((got = getopt_long(argc, argv, letters, all, NULL)) != -1) {
		if (got == ':')
			(void)error_set(err, FAIL_USAGE,
			    "%.60s needs a value; see jicket --help",
			    argv[optind - 1]);
		else if (got == '?')
			(void)error_set(err, FAIL_USAGE,
			    "unknown, ambiguous or mistaken option %.60s; "
			    "see jicket --help",
			    argv[optind - 1]);
		else if (!only_config || is_early(got))
			(void)set_from_argv(o, got, begun, err);
	}
	if (err->failure == FAIL_NONE && optind < argc)
		(void)error_set(err, FAIL_USAGE,
		    "unexpected argument "
		    "\"%.60s\": the message is read from standard input",
		    argv[optind]);
	free_long_options(all);
	return err->failure == FAIL_NONE ? 0 : -1;
}

static void
set_defaults(struct options *o)
{
	static const struct source from = { "defaults", 0, FALSE, NULL };
	struct error err = ERROR_INIT;

	*o = (struct options){ 0 };
	for (size_t i = 0; i < option_count; i++)
		if (option_table[i].def &&
		    option_set(o, &option_table[i], &from, option_table[i].def,
			&err) < 0)
			g_error("%s", err.detail);
}

int
options_load(
    struct options *o, int argc, char **argv, char **envp, struct error *err)
{
	const char *env = g_environ_getenv(envp, "JICKET_CONFIG");
	gboolean given;

	set_defaults(o);
	g_clear_pointer(&o->config, g_free);
	if (env && *env)
		o->config = g_strdup(env);
	/* Behind an error, the rest still says where to log and how long. */
	(void)read_argv(o, argc, argv, TRUE, err);
	given = o->config != NULL;
	if (!given)
		o->config = g_strdup(CONFIG_FILE);
	(void)options_read_file(o, o->config, given, err);
	(void)read_environment(o, envp, err);
	(void)read_argv(o, argc, argv, FALSE, err);
	return err->failure == FAIL_NONE ? 0 : -1;
}

void
options_release(struct options *o)
{
	if (!o)
		return;
	for (size_t i = 0; i < option_count; i++)
		switch (option_table[i].type) {
		case OPTION_NUMBER:
		case OPTION_BYTES:
		case OPTION_YESNO:
		case OPTION_PIXELS:
		case OPTION_CLASSES:
		case OPTION_CHOICE: break;
		case OPTION_LIST:
		case OPTION_HEADER:
		case OPTION_HEADER_FILE:
		case OPTION_PATTERNS:
			g_clear_pointer((char ***)G_STRUCT_MEMBER_P(
					    o, option_table[i].offset),
			    g_strfreev);
			break;
		default:
			g_clear_pointer((char **)G_STRUCT_MEMBER_P(
					    o, option_table[i].offset),
			    g_free);
		}
}
