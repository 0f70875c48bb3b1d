#include "base/limits.h"
#include "config/options.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One load; released by end(). */
struct fixture {
	struct options o;
	struct error err;
	char *argv[10];
	int argc;
};

/* The file is a descriptor, so that nothing is left behind. */
static int
load(struct fixture *f, int fd, const char *env, ...)
{
	g_auto(GStrv) envp = g_strsplit(env ? env : "", "\n", -1);
	const char *arg;
	va_list ap;

	memset(f, 0, sizeof *f);
	f->argv[f->argc++] = g_strdup("jicket");
	f->argv[f->argc++] = fd < 0 ?
	    g_strdup("--config=/dev/null") :
	    g_strdup_printf("--config=/dev/fd/%d", fd);
	va_start(ap, env);
	while ((arg = va_arg(ap, const char *)) != NULL)
		f->argv[f->argc++] = g_strdup(arg);
	va_end(ap);
	return options_load(&f->o, f->argc, f->argv, envp, &f->err);
}

static void
end(struct fixture *f)
{
	options_release(&f->o);
	error_release(&f->err);
	for (int i = 0; f->argv[i]; i++)
		g_free(f->argv[i]);
}

/* The load must fail, and the detail must have all these words. */
static void
check_error(int fd, const char *env, const char *arg, enum failure want,
    const char *words)
{
	g_auto(GStrv) list = g_strsplit(words, "|", -1);
	struct fixture f;

	assert_int_equal(load(&f, fd, env, arg, NULL), -1);
	assert_int_equal(f.err.failure, want);
	for (char **word = list; *word; word++)
		if (!strstr(f.err.detail, *word))
			fail_msg("no \"%s\" in: %s", *word, f.err.detail);
	end(&f);
}

static int
file(const char *text, mode_t mode)
{
	int fd = support_fd(text, -1);

	assert_int_equal(fchmod(fd, mode), 0);
	return fd;
}

static void
defaults_are_those_of_the_documentation(void **state)
{
	struct fixture f;

	(void)state;
	assert_int_equal(load(&f, -1, NULL, NULL), 0);
	assert_string_equal(f.o.id_prefix, "JI-");
	assert_string_equal(f.o.id_salt, "JicketSalt");
	assert_string_equal(
	    f.o.id_alphabet, "ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890");
	assert_int_equal(f.o.id_minlen, 6);
	assert_string_equal(f.o.issue_type, "Task");
	assert_int_equal(f.o.timeout, 180);
	assert_int_equal(f.o.max_size, 256 * MIB);
	assert_int_equal(f.o.size, -1);
	assert_true(f.o.verify_ssl);
	assert_true(f.o.summary_tag);
	assert_false(f.o.debug);
	assert_null(f.o.jira_url);
	assert_null(f.o.sender);
	assert_string_equal(f.o.log_file, "syslog");
	end(&f);
}

static void
a_later_source_wins(void **state)
{
	struct fixture f;
	int fd = file("JICKET_ID_SALT=file\nJICKET_ID_PREFIX=F-\n"
		      "JICKET_ISSUE_TYPE=Bug\n",
	    0600);

	(void)state;
	assert_int_equal(load(&f, fd, "JICKET_ID_SALT=env\nJICKET_ID_PREFIX=E-",
			     "--idsalt=argv", NULL),
	    0);
	assert_string_equal(f.o.id_salt, "argv");
	assert_string_equal(f.o.id_prefix, "E-");
	assert_string_equal(f.o.issue_type, "Bug");
	assert_int_equal(f.o.id_minlen, 6);
	end(&f);
	close(fd);
}

static void
a_bad_value_names_the_option(void **state)
{
	int fd = file("# comment\n\nJICKET_TIMEOUT=soon\n", 0600);
	g_autofree char *line = g_strdup_printf("/dev/fd/%d:3", fd);
	g_autofree char *words = g_strconcat(
	    line, "|JICKET_TIMEOUT|\"soon\"|a number from 1 to 86400", NULL);

	(void)state;
	check_error(fd, NULL, NULL, FAIL_CONFIG, words);
	check_error(-1, "JICKET_TIMEOUT=0", NULL, FAIL_CONFIG,
	    "environment|JICKET_TIMEOUT|\"0\"|from 1 to 86400");
	check_error(
	    -1, NULL, "--timeout=-1", FAIL_USAGE, "--timeout|\"-1\"|86400");
	close(fd);
}

static void
each_type_says_what_is_allowed(void **state)
{
	static const struct {
		const char *arg, *words;
	} cases[] = {
		{ "--timeout=9x", "a number" },
		{ "--timeout=99999999999999999999", "a number" },
		{ "--max-size=1t", "k, m or g" },
		{ "--max-size=1k", "from 65536 up" },
		{ "--flavour=server", "auto|datacenter|cloud" },
		{ "--jiraproject=1SUP", "project key such as SUP" },
		{ "--jiraproject=SUP AND 1", "project key such as SUP" },
		{ "--idprefix=a b", "letters" },
		{ "--idalphabet=ABCDEFGHIJKLMNO", "16 different" },
		{ "--idalphabet=ABCDEFGHIJKLMNOPQ-", "letters and digits" },
		{ "--jiraurl=ftp://example.org", "https://host" },
		{ "--jiraurl=https://", "https://host" },
		{ "--jiraurl=https://example.org?a=b", "https://host" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check_error(-1, NULL, cases[i].arg, FAIL_USAGE, cases[i].words);
	check_error(-1, "JICKET_DEBUG=maybe", NULL, FAIL_CONFIG, "yes or no");
}

static void
usage_errors_name_the_argument(void **state)
{
	(void)state;
	check_error(-1, NULL, "--nonsense", FAIL_USAGE, "--nonsense|--help");
	check_error(-1, NULL, "--timeout", FAIL_USAGE, "--timeout|value");
	check_error(
	    -1, NULL, "message.eml", FAIL_USAGE, "message.eml|standard input");
}

static void
numbers_may_have_units_where_bytes_are_meant(void **state)
{
	struct fixture f;

	(void)state;
	assert_int_equal(load(&f, -1, NULL, "--max-size=2G", NULL), 0);
	assert_int_equal(f.o.max_size, 2048 * MIB);
	end(&f);
	assert_int_equal(load(&f, -1, NULL, "--max-size=100000", NULL), 0);
	assert_int_equal(f.o.max_size, 100000);
	end(&f);
	check_error(-1, NULL, "--timeout=1m", FAIL_USAGE, "a number");
}

static void
yes_and_no_have_many_names(void **state)
{
	static const char *const yes[] = { "yes", "TRUE", "on", "1" };
	static const char *const no[] = { "no", "False", "off", "0" };
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		g_autofree char *a = g_strconcat("JICKET_DEBUG=", yes[i], NULL);
		g_autofree char *b =
		    g_strconcat("JICKET_VERIFY_SSL=", no[i], NULL);

		assert_int_equal(load(&f, -1, a, NULL), 0);
		assert_true(f.o.debug);
		end(&f);
		assert_int_equal(load(&f, -1, b, NULL), 0);
		assert_false(f.o.verify_ssl);
		end(&f);
	}
	assert_int_equal(
	    load(&f, -1, "JICKET_VERIFY_SSL=yes", "--no-verify-ssl", NULL), 0);
	assert_false(f.o.verify_ssl);
	end(&f);
}

static void
an_address_is_completed(void **state)
{
	static const struct {
		const char *given, *want;
	} cases[] = {
		{ "--jiraurl=example.org", "https://example.org" },
		{ "--url=example.org/jira//", "https://example.org/jira" },
		{ "-uhttp://localhost:8080/", "http://localhost:8080" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fixture f;

		assert_int_equal(load(&f, -1, NULL, cases[i].given, NULL), 0);
		assert_string_equal(f.o.jira_url, cases[i].want);
		end(&f);
	}
}

static void
aliases_set_the_same_option(void **state)
{
	struct fixture f;

	(void)state;
	assert_int_equal(load(&f, -1, NULL, "--queue=SUP", NULL), 0);
	assert_string_equal(f.o.jira_project, "SUP");
	end(&f);
	assert_int_equal(
	    load(&f, -1, NULL, "-p", "ABC", "-tBug", "-n", NULL), 0);
	assert_string_equal(f.o.jira_project, "ABC");
	assert_string_equal(f.o.issue_type, "Bug");
	assert_true(f.o.dry_run);
	end(&f);
}

static void
a_password_in_an_address_is_not_shown(void **state)
{
	struct fixture f;

	(void)state;
	assert_int_equal(
	    load(&f, -1, "JICKET_JIRA_URL=https://u:geheim@b", NULL), -1);
	assert_null(strstr(f.err.detail, "geheim"));
	assert_non_null(strstr(f.err.detail, "JICKET_JIRA_URL"));
	end(&f);
}

static void
secrets_are_wiped_from_the_arguments(void **state)
{
	struct fixture f;

	(void)state;
	assert_int_equal(load(&f, -1, NULL, "--jirapass=geheim", "--jiratoken",
			     "secret", "--jirauser=bot", "--header", "A=secret",
			     "--header=B=geheim", NULL),
	    0);
	assert_string_equal(f.o.jira_pass, "geheim");
	assert_string_equal(f.o.jira_token, "secret");
	assert_int_equal(g_strv_length(f.o.headers), 2);
	assert_string_equal(f.o.headers[0], "A=secret");
	assert_string_equal(f.o.headers[1], "B=geheim");
	for (int i = 0; i < f.argc; i++) {
		assert_null(strstr(f.argv[i], "geheim"));
		assert_null(strstr(f.argv[i], "secret"));
	}
	end(&f);
}

static void
quotes_are_not_taken_off_but_refused(void **state)
{
	struct fixture f;

	(void)state;
	check_error(-1, "JICKET_JIRA_USER=\"bot\"", NULL, FAIL_CONFIG,
	    "JICKET_JIRA_USER|without quotes");
	check_error(-1, NULL, "--jirauser='bot'", FAIL_USAGE, "without quotes");
	/* They may be part of a password. */
	assert_int_equal(load(&f, -1, "JICKET_JIRA_PASS=\"x\"", NULL), 0);
	assert_string_equal(f.o.jira_pass, "\"x\"");
	end(&f);
}

static void
names_of_the_family_are_let_pass(void **state)
{
	struct fixture f;
	int fd = file("JICKET_IMAP_HOST=imap.example.org\n"
		      "JICKET_IMAP_PASS=\"geheim\"\nJICKET_SMTP_HOST=x\n"
		      "JICKET_FOLDER_INBOX=INBOX\nJICKET_LOOPMODE=dynamic\n",
	    0600);

	(void)state;
	assert_int_equal(load(&f, fd, "JICKET_IMAP_PORT=993", NULL), 0);
	end(&f);
	close(fd);
}

static void
an_unknown_name_in_the_file_is_an_error(void **state)
{
	int a = file("JICKET_JIRA_URI=x\n", 0600);
	int b = file("just a line\n", 0600);
	int c = file("JICKET_CONFIG=/other\n", 0600);

	(void)state;
	check_error(a, NULL, NULL, FAIL_CONFIG, ":1|JICKET_JIRA_URI");
	check_error(b, NULL, NULL, FAIL_CONFIG, ":1|NAME=value");
	check_error(c, NULL, NULL, FAIL_CONFIG, ":1|JICKET_CONFIG");
	close(a);
	close(b);
	close(c);
}

static void
an_unknown_name_in_the_environment_is_none(void **state)
{
	struct fixture f;

	(void)state;
	assert_int_equal(
	    load(&f, -1, "JICKET_NONSENSE=1\nJICKET\nPATH=/", NULL), 0);
	end(&f);
}

static void
blanks_and_empty_values_do_no_harm(void **state)
{
	struct fixture f;
	int fd = file("  JICKET_ID_SALT \t=  a b \r\n\n  # x\n"
		      "JICKET_ISSUE_TYPE=\nJICKET_JIRA_USER=a=b",
	    0600);

	(void)state;
	assert_int_equal(load(&f, fd, "JICKET_TIMEOUT=", NULL), 0);
	assert_string_equal(f.o.id_salt, "a b");
	assert_string_equal(f.o.issue_type, "Task");
	assert_string_equal(f.o.jira_user, "a=b");
	assert_int_equal(f.o.timeout, 180);
	end(&f);
	close(fd);
}

static void
a_config_file_that_was_named_must_be_there(void **state)
{
	check_error(-1, NULL, "--config=/nonexistent/jicket.conf", FAIL_CONFIG,
	    "/nonexistent/jicket.conf");
	check_error(-1, NULL, "--config=/", FAIL_CONFIG, "/");
	(void)state;
}

static void
a_file_with_secrets_must_be_private(void **state)
{
	static const struct {
		mode_t mode;
		gboolean good;
	} modes[] = { { 0600, TRUE }, { 0640, TRUE }, { 0400, TRUE },
		{ 0644, FALSE }, { 0660, FALSE }, { 0602, FALSE } };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
		int fd = file("JICKET_JIRA_PASS=geheim\n", modes[i].mode);
		struct fixture f;

		assert_int_equal(
		    load(&f, fd, NULL, NULL), modes[i].good ? 0 : -1);
		if (!modes[i].good) {
			assert_int_equal(f.err.failure, FAIL_CONFIG);
			assert_non_null(strstr(f.err.detail, "chmod 0640"));
		}
		end(&f);
		close(fd);
	}
}

static void
a_file_without_secrets_may_be_public(void **state)
{
	int fd = file("JICKET_ID_SALT=x\n", 0644);
	struct fixture f;

	(void)state;
	assert_int_equal(load(&f, fd, NULL, NULL), 0);
	end(&f);
	close(fd);
}

static void
a_secret_may_come_from_its_own_file(void **state)
{
	int good = file("geheim\r\nsecond line\n", 0600);
	int public = file("geheim\n", 0644);
	int empty = file("\nx\n", 0600);
	g_autofree char *ok =
	    g_strdup_printf("--jirapass-file=/dev/fd/%d", good);
	g_autofree char *open =
	    g_strdup_printf("--jirapass-file=/dev/fd/%d", public);
	g_autofree char *none =
	    g_strdup_printf("--jirapass-file=/dev/fd/%d", empty);
	struct fixture f;

	(void)state;
	assert_int_equal(load(&f, -1, NULL, ok, NULL), 0);
	assert_string_equal(f.o.jira_pass, "geheim");
	end(&f);
	check_error(-1, NULL, open, FAIL_CONFIG, "mode 0644");
	check_error(-1, NULL, none, FAIL_CONFIG, "first line is empty");
	check_error(-1, NULL, "--jirapass-file=/nonexistent", FAIL_CONFIG,
	    "JICKET_JIRA_PASS_FILE|/nonexistent");
	check_error(
	    -1, NULL, "--jirapass-file=/dev/null", FAIL_CONFIG, "not a file");
	close(good);
	close(public);
	close(empty);
}

static void
a_file_of_another_user_is_not_trusted(void **state)
{
	int fd = file("JICKET_JIRA_PASS=geheim\n", 0600);

	(void)state;
	if (geteuid() != 0) {
		close(fd);
		skip();
	}
	assert_int_equal(fchown(fd, 65534, 65534), 0);
	check_error(fd, NULL, NULL, FAIL_CONFIG, "another user|65534");
	close(fd);
}

static void
text_must_be_utf8(void **state)
{
	(void)state;
	check_error(-1, "JICKET_ID_SALT=\xff", NULL, FAIL_CONFIG, "UTF-8");
}

/* "--name=" must end in an error or in a value that works. */
static void
an_empty_argument_is_no_crash(void **state)
{
	static const char *const args[] = { "--config=", "--log-file=",
		"--issue-type=", "--idsalt=", "--jiraurl=", "--jiraproject=",
		"--idprefix=", "--idalphabet=", "--timeout=", "--flavour=",
		"--jirapass=", "--sender=" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(args); i++) {
		struct fixture f;

		if (load(&f, -1, NULL, args[i], NULL) == 0) {
			assert_non_null(f.o.config);
			assert_non_null(f.o.log_file);
			assert_non_null(f.o.issue_type);
			assert_non_null(f.o.id_prefix);
			assert_non_null(f.o.id_alphabet);
		}
		end(&f);
	}
}

static void
filing_needs_address_project_and_credentials(void **state)
{
	static const struct {
		const char *env, *missing;
	} cases[] = {
		{ "", "JICKET_JIRA_URL" },
		{ "JICKET_JIRA_URL=https://b", "JICKET_JIRA_PROJECT" },
		{ "JICKET_JIRA_URL=b\nJICKET_JIRA_PROJECT=A",
		    "JICKET_JIRA_TOKEN" },
		{ "JICKET_JIRA_URL=b\nJICKET_JIRA_PROJECT=A\n"
		  "JICKET_JIRA_PASS=p",
		    "JICKET_JIRA_USER" },
		{ "JICKET_JIRA_URL=b\nJICKET_JIRA_PROJECT=A\n"
		  "JICKET_JIRA_PASS=p\nJICKET_JIRA_USER=u",
		    NULL },
		{ "JICKET_JIRA_URL=b\nJICKET_JIRA_PROJECT=A\n"
		  "JICKET_JIRA_TOKEN=t",
		    NULL },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fixture f;

		assert_int_equal(load(&f, -1, cases[i].env, NULL), 0);
		assert_int_equal(
		    options_check(&f.o, &f.err), cases[i].missing ? -1 : 0);
		if (cases[i].missing) {
			assert_int_equal(f.err.failure, FAIL_CONFIG);
			assert_non_null(strstr(f.err.detail, cases[i].missing));
		}
		end(&f);
	}
}

static void
the_flavour_is_told_from_the_host(void **state)
{
	static const struct {
		const char *url, *flavour;
		enum flavour want;
	} cases[] = {
		{ "--url=acme.atlassian.net", "-n", FLAVOUR_CLOUD },
		{ "--url=https://ACME.Atlassian.NET", "-n", FLAVOUR_CLOUD },
		{ "--url=acme.jira.com", "-n", FLAVOUR_CLOUD },
		{ "--url=acme.atlassian-us-gov-mod.net", "-n", FLAVOUR_CLOUD },
		{ "--url=https://api.atlassian.com/ex/jira/1", "-n",
		    FLAVOUR_CLOUD },
		{ "--url=jira.example.org", "-n", FLAVOUR_DATACENTER },
		{ "--url=atlassian.net.example.org", "-n", FLAVOUR_DATACENTER },
		{ "--url=acme.atlassian.net", "--flavour=datacenter",
		    FLAVOUR_DATACENTER },
		{ "-n", "--flavour=cloud", FLAVOUR_CLOUD },
		{ "-n", "-n", FLAVOUR_DATACENTER },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fixture f;

		assert_int_equal(
		    load(&f, -1, NULL, cases[i].url, cases[i].flavour, NULL),
		    0);
		assert_int_equal(options_flavour(&f.o), cases[i].want);
		end(&f);
	}
}

/* Each limit that is an option: its default, its bounds, its place. */
static const struct {
	const char *name, *env;
	size_t offset;
	gint64 def, min, max; /* of max-memory, "max" is any large one */
} limit_rows[] = {
	{ "max-header", "JICKET_MAX_HEADER",
	    offsetof(struct limits, header_bytes), LIMIT_HEADER_BYTES, 1024,
	    64 * MIB },
	{ "max-fields", "JICKET_MAX_FIELDS",
	    offsetof(struct limits, header_fields), LIMIT_HEADER_FIELDS, 10,
	    1000000 },
	{ "max-parts", "JICKET_MAX_PARTS", offsetof(struct limits, parts),
	    LIMIT_PARTS, 1, 1000000 },
	{ "max-nesting", "JICKET_MAX_NESTING", offsetof(struct limits, nesting),
	    LIMIT_NESTING, 1, 500 },
	{ "max-addresses", "JICKET_MAX_ADDRESSES",
	    offsetof(struct limits, addresses), LIMIT_ADDRESSES, 1, 10000 },
	{ "max-references", "JICKET_MAX_REFERENCES",
	    offsetof(struct limits, references), LIMIT_REFERENCES, 0, 100 },
	{ "max-file-name", "JICKET_MAX_FILE_NAME",
	    offsetof(struct limits, file_name), LIMIT_FILE_NAME, 20, 255 },
	{ "max-cpu", "JICKET_MAX_CPU", offsetof(struct limits, cpu), LIMIT_CPU,
	    1, 86400 },
	{ "max-memory", "JICKET_MAX_MEMORY", offsetof(struct limits, memory),
	    LIMIT_MEMORY, 16 * MIB, G_MAXINT64 },
};

static gint64
limit_of(const struct limits *l, size_t row)
{
	return *(const gint64 *)G_STRUCT_MEMBER_P(l, limit_rows[row].offset);
}

static void
the_limits_have_their_defaults(void **state)
{
	struct fixture f;

	(void)state;
	assert_int_equal(load(&f, -1, NULL, NULL), 0);
	for (size_t i = 0; i < G_N_ELEMENTS(limit_rows); i++) {
		assert_int_equal(limit_of(&f.o.limits, i), limit_rows[i].def);
		/* Tests and helpers that read no options have the same. */
		assert_int_equal(
		    limit_of(&limits_default, i), limit_rows[i].def);
	}
	assert_int_equal(
	    sizeof(struct limits), G_N_ELEMENTS(limit_rows) * sizeof(gint64));
	end(&f);
}

static void
each_limit_is_an_option_with_its_bounds(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(limit_rows); i++) {
		const gint64 good[] = { limit_rows[i].min, limit_rows[i].max };

		for (int k = 0; k < 2; k++) {
			g_autofree char *arg =
			    g_strdup_printf("--%s=%" G_GINT64_FORMAT,
				limit_rows[i].name, good[k]);
			g_autofree char *env = g_strdup_printf(
			    "%s=%" G_GINT64_FORMAT, limit_rows[i].env, good[k]);
			struct fixture f;

			assert_int_equal(load(&f, -1, NULL, arg, NULL), 0);
			assert_int_equal(limit_of(&f.o.limits, i), good[k]);
			end(&f);
			assert_int_equal(load(&f, -1, env, NULL), 0);
			assert_int_equal(limit_of(&f.o.limits, i), good[k]);
			end(&f);
		}
	}
}

static void
a_limit_out_of_its_bounds_is_an_error(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(limit_rows); i++) {
		g_autofree char *below =
		    g_strdup_printf("--%s=%" G_GINT64_FORMAT,
			limit_rows[i].name, limit_rows[i].min - 1);
		g_autofree char *above = NULL;

		check_error(-1, NULL, below, FAIL_USAGE, limit_rows[i].name);
		if (limit_rows[i].max == G_MAXINT64)
			continue;
		above = g_strdup_printf("--%s=%" G_GINT64_FORMAT,
		    limit_rows[i].name, limit_rows[i].max + 1);
		check_error(-1, NULL, above, FAIL_USAGE, limit_rows[i].name);
	}
}

static void
what_becomes_of_closed_issues_is_an_option(void **state)
{
	struct fixture f;

	(void)state;
	assert_int_equal(load(&f, -1, NULL, NULL), 0);
	assert_int_equal(f.o.closed, CLOSED_COMMENT);
	assert_int_equal(f.o.closed_age, 0);
	end(&f);
	assert_int_equal(
	    load(&f, -1, "JICKET_CLOSED_AGE=7", "--closed=New", NULL), 0);
	assert_int_equal(f.o.closed, CLOSED_NEW);
	assert_int_equal(f.o.closed_age, 7);
	end(&f);
	check_error(-1, NULL, "--closed=reopen", FAIL_USAGE, "comment|new");
	check_error(-1, NULL, "--closed-age=-1", FAIL_USAGE, "0 to 36500");
}

static void
check_list(char **list, const char *want)
{
	g_autofree char *got =
	    list ? g_strjoinv(" & ", list) : g_strdup("none");

	assert_string_equal(got, want);
}

static void
values_of_a_list_add_up_within_one_source(void **state)
{
	int fd = file("JICKET_EXCLUDE_ATTACHMENTS=*.exe\n"
		      "JICKET_EXCLUDE_ATTACHMENTS=video/*\n",
	    0600);
	struct fixture f;

	(void)state;
	assert_int_equal(load(&f, -1, NULL, NULL), 0);
	check_list(f.o.exclude_attachments, "none");
	end(&f);
	assert_int_equal(load(&f, fd, NULL, NULL), 0);
	check_list(f.o.exclude_attachments, "*.exe & video/*");
	end(&f);
	assert_int_equal(
	    load(&f, fd, "JICKET_EXCLUDE_ATTACHMENTS=*.bat", NULL), 0);
	check_list(f.o.exclude_attachments, "*.bat");
	end(&f);
	assert_int_equal(load(&f, fd, NULL, "--exclude-attachments=*.com",
			     "--exclude-attachments=*.scr", NULL),
	    0);
	check_list(f.o.exclude_attachments, "*.com & *.scr");
	end(&f);
	close(fd);
}

static void
patterns_are_checked_when_they_are_read(void **state)
{
	int fd = file("\n\nJICKET_INTRODUCTORY_PATTERNS=^wrote (:\n", 0600);
	struct fixture f;

	(void)state;
	assert_int_equal(
	    load(&f, -1, NULL, "--introductory-patterns=^On .+ wrote:$",
		"--multiline-delimiter-patterns=^_{5,}$", NULL),
	    0);
	check_list(f.o.introductory_patterns, "^On .+ wrote:$");
	check_list(f.o.multiline_patterns, "^_{5,}$");
	end(&f);
	check_error(-1, NULL, "--introductory-patterns=a(", FAIL_USAGE,
	    "introductory-patterns|parenthes|at character 3");
	check_error(fd, NULL, NULL, FAIL_CONFIG,
	    ":3: JICKET_INTRODUCTORY_PATTERNS|parenthes");
	close(fd);
}

static void
sizes_of_pictures_are_in_pixels(void **state)
{
	static const char *const bad[] = { "100", "100x", "x20", "1x2x3",
		"-1x20", "100x20px", "wide", "123456x1", "1 x 2" };
	struct fixture f;

	(void)state;
	assert_int_equal(
	    load(&f, -1, NULL, "--image-max-size=1600x1200", NULL), 0);
	assert_int_equal(f.o.image_min.width, 100);
	assert_int_equal(f.o.image_min.height, 20);
	assert_int_equal(f.o.image_max.width, 1600);
	assert_int_equal(f.o.image_max.height, 1200);
	end(&f);
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autofree char *arg =
		    g_strconcat("--image-min-size=", bad[i], NULL);

		check_error(-1, NULL, arg, FAIL_USAGE, "pixels|100x20");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_are_those_of_the_documentation),
		cmocka_unit_test(a_later_source_wins),
		cmocka_unit_test(a_bad_value_names_the_option),
		cmocka_unit_test(each_type_says_what_is_allowed),
		cmocka_unit_test(usage_errors_name_the_argument),
		cmocka_unit_test(numbers_may_have_units_where_bytes_are_meant),
		cmocka_unit_test(yes_and_no_have_many_names),
		cmocka_unit_test(an_address_is_completed),
		cmocka_unit_test(aliases_set_the_same_option),
		cmocka_unit_test(a_password_in_an_address_is_not_shown),
		cmocka_unit_test(secrets_are_wiped_from_the_arguments),
		cmocka_unit_test(quotes_are_not_taken_off_but_refused),
		cmocka_unit_test(names_of_the_family_are_let_pass),
		cmocka_unit_test(an_unknown_name_in_the_file_is_an_error),
		cmocka_unit_test(an_unknown_name_in_the_environment_is_none),
		cmocka_unit_test(blanks_and_empty_values_do_no_harm),
		cmocka_unit_test(a_config_file_that_was_named_must_be_there),
		cmocka_unit_test(a_file_with_secrets_must_be_private),
		cmocka_unit_test(a_file_without_secrets_may_be_public),
		cmocka_unit_test(a_secret_may_come_from_its_own_file),
		cmocka_unit_test(a_file_of_another_user_is_not_trusted),
		cmocka_unit_test(text_must_be_utf8),
		cmocka_unit_test(an_empty_argument_is_no_crash),
		cmocka_unit_test(filing_needs_address_project_and_credentials),
		cmocka_unit_test(the_flavour_is_told_from_the_host),
		cmocka_unit_test(the_limits_have_their_defaults),
		cmocka_unit_test(each_limit_is_an_option_with_its_bounds),
		cmocka_unit_test(a_limit_out_of_its_bounds_is_an_error),
		cmocka_unit_test(what_becomes_of_closed_issues_is_an_option),
		cmocka_unit_test(values_of_a_list_add_up_within_one_source),
		cmocka_unit_test(patterns_are_checked_when_they_are_read),
		cmocka_unit_test(sizes_of_pictures_are_in_pixels),
	};

	return RUN(tests);
}
