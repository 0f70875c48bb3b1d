#include "config/value.h"

#include "base/limits.h"
#include "base/pattern.h"
#include "config/secret.h"

#include <errno.h>
#include <string.h>

static int
bad_value(const struct option_row *row, const struct source *from,
    const char *value, const char *allowed, struct error *err)
{
	g_autofree char *shown = NULL;
	enum failure kind = from->command_line ? FAIL_USAGE : FAIL_CONFIG;

	if (option_is_secret(row) || row->type == OPTION_SECRET_FILE ||
	    row->type == OPTION_HEADER_FILE)
		shown = g_strdup("value");
	else
		shown = g_strdup_printf("value \"%.100s\"", value);
	if (from->command_line)
		return error_set(
		    err, kind, "--%s: bad %s: %s", row->name, shown, allowed);
	if (from->file)
		return error_set(err, kind, "%s:%d: %s: bad %s: %s", from->file,
		    from->line, row->env, shown, allowed);
	return error_set(
	    err, kind, "environment: %s: bad %s: %s", row->env, shown, allowed);
}

static void
set_string(struct options *o, const struct option_row *row, const char *value)
{
	char **member = G_STRUCT_MEMBER_P(o, row->offset);

	g_free(*member);
	*member = g_strdup(value);
}

/* Decimal, signed, with k, m or g where "units" says so. -1: not a number. */
static int
parse_number(const char *value, gboolean units, gint64 *out)
{
	char *end;
	gint64 n, scale = 1;

	errno = 0;
	n = g_ascii_strtoll(value, &end, 10);
	if (end == value || errno)
		return -1;
	if (units && *end) {
		switch (g_ascii_tolower(*end)) {
		case 'k': scale = KIB; break;
		case 'm': scale = MIB; break;
		case 'g': scale = 1024 * MIB; break;
		default: return -1;
		}
		end++;
	}
	if (*end || n > G_MAXINT64 / scale || n < G_MININT64 / scale)
		return -1;
	*out = n * scale;
	return 0;
}

static int
set_number(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err)
{
	gboolean units = row->type == OPTION_BYTES;
	g_autofree char *allowed = NULL;
	gint64 n;

	if (parse_number(value, units, &n) == 0 && n >= row->min &&
	    n <= row->max) {
		*(gint64 *)G_STRUCT_MEMBER_P(o, row->offset) = n;
		return 0;
	}
	if (row->max == G_MAXINT64)
		allowed =
		    g_strdup_printf("a number from %" G_GINT64_FORMAT " up%s",
			row->min, units ? ", k, m or g may follow" : "");
	else
		allowed = g_strdup_printf("a number from %" G_GINT64_FORMAT
					  " to %" G_GINT64_FORMAT,
		    row->min, row->max);
	return bad_value(row, from, value, allowed, err);
}

static int
set_yesno(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err)
{
	static const char *const yes[] = { "yes", "true", "on", "1", NULL };
	static const char *const no[] = { "no", "false", "off", "0", NULL };
	g_autofree char *lower = g_ascii_strdown(value, -1);
	gboolean *member = G_STRUCT_MEMBER_P(o, row->offset);

	if (g_strv_contains(yes, lower))
		*member = TRUE;
	else if (g_strv_contains(no, lower))
		*member = FALSE;
	else
		return bad_value(row, from, value, "yes or no", err);
	return 0;
}

/* The address of Jira: scheme, host, optional port and path; no more. */
static int
set_url(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err)
{
	static const char allowed[] =
	    "https://host[:port][/path] without user, query and fragment";
	g_autofree char *url = strstr(value, "://") ?
	    g_strdup(value) :
	    g_strconcat("https://", value, NULL);
	g_autoptr(GUri) uri = NULL;
	size_t n;

	for (n = strlen(url); n > 0 && url[n - 1] == '/'; n--)
		url[n - 1] = '\0';
	uri = g_uri_parse(url, G_URI_FLAGS_NONE, NULL);
	if (!uri || !g_uri_get_host(uri) || !*g_uri_get_host(uri) ||
	    g_uri_get_userinfo(uri) || g_uri_get_query(uri) ||
	    g_uri_get_fragment(uri) ||
	    (strcmp(g_uri_get_scheme(uri), "https") != 0 &&
		strcmp(g_uri_get_scheme(uri), "http") != 0)) {
		/* A password in the URL must not reach the log. */
		return bad_value(row, from, strchr(value, '@') ? "..." : value,
		    allowed, err);
	}
	set_string(o, row, url);
	return 0;
}

static int
set_project(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err)
{
	size_t n = strspn(value,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789_");

	if (!n || value[n] || !g_ascii_isalpha(value[0]))
		return bad_value(row, from, value,
		    "a project key such as SUP (see the address of the "
		    "project in Jira)",
		    err);
	set_string(o, row, value);
	return 0;
}

static int
set_alphabet(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err)
{
	size_t different = 0;

	for (const char *p = value; *p; p++) {
		if (!g_ascii_isalnum(*p))
			return bad_value(
			    row, from, value, "ASCII letters and digits", err);
		if (strchr(p + 1, *p) == NULL)
			different++;
	}
	if (different < 16)
		return bad_value(
		    row, from, value, "at least 16 different characters", err);
	set_string(o, row, value);
	return 0;
}

/* The prefix becomes part of a Jira label: no blanks, and not endless. */
static int
set_prefix(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err)
{
	size_t n = strspn(value,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789_-.");

	if (!n || value[n] || n > 32)
		return bad_value(row, from, value,
		    "up to 32 ASCII letters, "
		    "digits, \"-\", \"_\" or \".\"",
		    err);
	set_string(o, row, value);
	return 0;
}

static int
set_choice(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err)
{
	g_auto(GStrv) words = g_strsplit(row->arg, "|", -1);

	for (int i = 0; words[i]; i++)
		if (g_ascii_strcasecmp(value, words[i]) == 0) {
			*(int *)G_STRUCT_MEMBER_P(o, row->offset) = i;
			return 0;
		}
	return bad_value(row, from, value, row->arg, err);
}

static int
set_mode(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err)
{
	if (strcmp(value, "mdoc") != 0 && strcmp(value, "exit") != 0)
		return bad_value(row, from, value,
		    "mdoc (options) or exit (statuses), for the manual", err);
	set_string(o, row, value);
	return 0;
}

static int
set_secret_file(struct options *o, const struct option_row *row,
    const char *name, struct error *err)
{
	g_autofree char *secret = NULL;

	/* Nobody is asked, so that whoever looks need not be trusted. */
	if (options_only_look(o))
		return 0;
	secret = secret_from_file(row->env, name, err);
	if (!secret)
		return -1;
	set_string(o, row, secret);
	return 0;
}

/* A number of at most five digits. Returns what follows it, or NULL. */
static const char *
parse_pixels(const char *value, int *out)
{
	size_t n = strspn(value, "0123456789");

	if (n < 1 || n > 5)
		return NULL;
	*out = (int)g_ascii_strtoll(value, NULL, 10);
	return value + n;
}

static int
set_pixels(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err)
{
	struct pixels p;
	const char *rest = parse_pixels(value, &p.width);

	rest = rest && *rest == 'x' ? parse_pixels(rest + 1, &p.height) : NULL;
	if (!rest || *rest)
		return bad_value(row, from, value,
		    "width and height in pixels, such as 100x20", err);
	*(struct pixels *)G_STRUCT_MEMBER_P(o, row->offset) = p;
	return 0;
}

/* As with lists, a later source begins anew. */
static int
set_classes(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err)
{
	int *member = G_STRUCT_MEMBER_P(o, row->offset);
	int read[CLASS_COUNT] = { 0 };

	if (from->begun && g_hash_table_contains(from->begun, row))
		memcpy(read, member, sizeof read);
	if (!class_read_treatments(read, value))
		return bad_value(row, from, value,
		    "class=file, class=drop or class=refuse, with one of own, "
		    "feedback, bounce, challenge, list, autoreply and bulk",
		    err);
	if (from->begun)
		g_hash_table_add(from->begun, (gpointer)row);
	memcpy(member, read, sizeof read);
	return 0;
}

static int
check_pattern(const struct option_row *row, const struct source *from,
    const char *value, struct error *err)
{
	g_autofree char *reason = pattern_check(value);

	return reason ? bad_value(row, from, value, reason, err) : 0;
}

/*
 * What makes a header field of its own of a request: names of ours, which must
 * not be there twice; those that change how request or answer is read; and all
 * that could end the field.
 */
static const char *
check_header(const char *value)
{
	static const char *const ours[] = { "Authorization", "Host", "Accept",
		"Accept-Encoding", "Content-Type", "Content-Length",
		"Content-Encoding", "Transfer-Encoding", "TE", "Trailer",
		"Expect", "Connection", "Keep-Alive", "Upgrade", "Range",
		"Proxy-Authorization", "Proxy-Connection", "Cookie",
		"User-Agent", "X-Atlassian-Token", NULL };
	const size_t n = strspn(value,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-_");

	if (!n || value[n] != '=')
		return "NAME=VALUE, where the name is of letters, digits, "
		       "\"-\" and \"_\"";
	for (int i = 0; ours[i]; i++)
		if (strlen(ours[i]) == n &&
		    g_ascii_strncasecmp(ours[i], value, n) == 0)
			return "another name: this field is for jicket to set";
	if (!value[n + 1])
		return "a value behind the \"=\"";
	for (const char *p = value + n + 1; *p; p++)
		if (!g_ascii_isprint(*p))
			return "a value of printable ASCII characters";
	return NULL;
}

/* Values of one source add up; those of a later one replace them. */
static int
add_to_list(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err)
{
	char ***list = G_STRUCT_MEMBER_P(o, row->offset);
	const char *allowed = NULL;
	guint n;

	if (row->type == OPTION_PATTERNS &&
	    check_pattern(row, from, value, err) < 0)
		return -1;
	if (row->type == OPTION_HEADER || row->type == OPTION_HEADER_FILE)
		allowed = check_header(value);
	if (allowed)
		return bad_value(row, from, value, allowed, err);
	if (!from->begun || g_hash_table_add(from->begun, list))
		g_clear_pointer(list, g_strfreev);
	n = *list ? g_strv_length(*list) : 0;
	*list = g_renew(char *, *list, n + 2);
	(*list)[n] = g_strdup(value);
	(*list)[n + 1] = NULL;
	return 0;
}

static int
add_header_file(struct options *o, const struct option_row *row,
    const struct source *from, const char *name, struct error *err)
{
	g_autofree char *value = NULL;

	/* Nobody is asked: see set_secret_file(). */
	if (options_only_look(o))
		return 0;
	value = secret_from_file(row->env, name, err);
	return value ? add_to_list(o, row, from, value, err) : -1;
}

int
option_set(struct options *o, const struct option_row *row,
    const struct source *from, const char *value, struct error *err)
{
	size_t n = strlen(value);

	if (!g_utf8_validate(value, -1, NULL) && !option_is_secret(row))
		return bad_value(row, from, "...", "text in UTF-8", err);
	if (!option_is_secret(row) && n >= 2 && value[0] == value[n - 1] &&
	    (value[0] == '"' || value[0] == '\''))
		return bad_value(
		    row, from, value, "write it without quotes", err);

	/*
	 * "NAME=" means: as if not given.  Only what the mail system fills in
	 * may be empty: the null sender is.
	 */
	if (!*value && row->env)
		value = from->command_line && row->def ? row->def : "";
	if (!*value && row->env)
		return 0;

	switch (row->type) {
	case OPTION_TEXT:
	case OPTION_SECRET: set_string(o, row, value); return 0;
	case OPTION_SECRET_FILE: return set_secret_file(o, row, value, err);
	case OPTION_URL: return set_url(o, row, from, value, err);
	case OPTION_PROJECT: return set_project(o, row, from, value, err);
	case OPTION_PREFIX: return set_prefix(o, row, from, value, err);
	case OPTION_ALPHABET: return set_alphabet(o, row, from, value, err);
	case OPTION_NUMBER:
	case OPTION_BYTES: return set_number(o, row, from, value, err);
	case OPTION_YESNO: return set_yesno(o, row, from, value, err);
	case OPTION_CHOICE: return set_choice(o, row, from, value, err);
	case OPTION_HEADER_FILE:
		return add_header_file(o, row, from, value, err);
	case OPTION_HEADER:
	case OPTION_LIST:
	case OPTION_PATTERNS: return add_to_list(o, row, from, value, err);
	case OPTION_PIXELS: return set_pixels(o, row, from, value, err);
	case OPTION_CLASSES: return set_classes(o, row, from, value, err);
	case OPTION_MODE:
		o->help = TRUE;
		return *value ? set_mode(o, row, from, value, err) : 0;
	}
	return 0;
}
