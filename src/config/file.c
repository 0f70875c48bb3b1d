/*
 * The configuration file, NAME=value in lines, and files of one secret.
 */
#include "config/options.h"

#include "base/limits.h"
#include "base/log.h"
#include "config/table.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A file that holds a secret may be read by its owner and its group only
 * (MTAs run us with one group), and must belong to root or to us.
 */
static int
check_secrecy(int fd, const char *name, struct error *err)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return error_set(
		    err, FAIL_CONFIG, "%s: %s", name, g_strerror(errno));
	if (!S_ISREG(st.st_mode))
		return error_set(err, FAIL_CONFIG, "%s: not a file", name);
	if (st.st_uid != 0 && st.st_uid != geteuid())
		return error_set(err, FAIL_CONFIG,
		    "%s: holds a secret, but belongs to another user (uid "
		    "%ld): chown root or %ld",
		    name, (long)st.st_uid, (long)geteuid());
	if (st.st_mode & (S_IROTH | S_IWOTH | S_IWGRP))
		return error_set(err, FAIL_CONFIG,
		    "%s: holds a secret, but others may read or change it "
		    "(mode %04o): chmod 0640",
		    name, (unsigned)st.st_mode & 07777);
	return 0;
}

/* A pipe could keep us waiting; /dev/null is a fine configuration. */
static int
check_kind(int fd, const char *name, struct error *err)
{
	struct stat st;

	if (fstat(fd, &st) == 0 && (S_ISREG(st.st_mode) || S_ISCHR(st.st_mode)))
		return 0;
	return error_set(err, FAIL_CONFIG, "%s: not a file", name);
}

/* Reads the whole of a small file. NULL: error set. */
static char *
read_file(int fd, const char *name, size_t limit, struct error *err)
{
	g_autoptr(GString) text = g_string_new(NULL);
	char buf[4096];
	ssize_t n;

	while ((n = read(fd, buf, sizeof buf)) > 0) {
		g_string_append_len(text, buf, n);
		if (text->len > limit) {
			error_set(err, FAIL_CONFIG,
			    "%s: larger than %zu "
			    "bytes",
			    name, limit);
			return NULL;
		}
	}
	if (n < 0) {
		error_set(err, FAIL_CONFIG, "%s: %s", name, g_strerror(errno));
		return NULL;
	}
	if (strlen(text->str) != text->len) {
		error_set(err, FAIL_CONFIG, "%s: has a NUL byte", name);
		return NULL;
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
option_read_secret(const char *env, const char *name, struct error *err)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	g_autofree char *text = NULL;

	if (fd < 0) {
		error_set(err, FAIL_CONFIG, "%s: %s: %s", env, name,
		    g_strerror(errno));
		return NULL;
	}
	if (check_secrecy(fd, name, err) == 0)
		text = read_file(fd, name, LIMIT_SECRET_BYTES, err);
	close(fd);
	if (!text)
		return NULL;
	text[strcspn(text, "\r\n")] = '\0';
	if (!*text) {
		error_set(err, FAIL_CONFIG, "%s: %s: its first line is empty",
		    env, name);
		return NULL;
	}
	return g_steal_pointer(&text);
}

/* One line of the file: NAME=value, a comment, or nothing. */
static int
read_line(struct options *o, char *line, const struct source *from,
    gboolean *secret, struct error *err)
{
	const struct option_row *row;
	char *eq;

	g_strstrip(line);
	if (!*line || *line == '#')
		return 0;
	eq = strchr(line, '=');
	if (!eq)
		return error_set(err, FAIL_CONFIG,
		    "%s:%d: not a line of the form NAME=value", from->file,
		    from->line);
	*eq = '\0';
	g_strchomp(line);
	g_strchug(eq + 1);
	row = option_find_env(line, strlen(line));
	if (!row && option_is_foreign(line)) {
		log_debug("%s:%d: %s is not for this program", from->file,
		    from->line, line);
		return 0;
	}
	if (!row || strcmp(row->env, "JICKET_CONFIG") == 0)
		return error_set(err, FAIL_CONFIG,
		    "%s:%d: unknown option \"%.60s\"; jicket(1) lists them",
		    from->file, from->line, line);
	if (row->type == OPTION_SECRET)
		*secret = TRUE;
	return option_set(o, row, from, eq + 1, err);
}

int
options_read_file(
    struct options *o, const char *name, gboolean required, struct error *err)
{
	g_autoptr(GHashTable) begun = g_hash_table_new(NULL, NULL);
	struct source from = { name, 0, FALSE, begun };
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	gboolean secret = FALSE;

	if (fd < 0) {
		if (errno == ENOENT && !required)
			return 0;
		return error_set(err, FAIL_CONFIG, "configuration file %s: %s",
		    name, g_strerror(errno));
	}
	if (check_kind(fd, name, err) == 0)
		text = read_file(fd, name, LIMIT_CONFIG_BYTES, err);
	if (text) {
		lines = g_strsplit(text, "\n", -1);
		for (char **p = lines; *p; p++) {
			from.line++;
			(void)read_line(o, *p, &from, &secret, err);
		}
		if (err->failure == FAIL_NONE && secret)
			(void)check_secrecy(fd, name, err);
	}
	close(fd);
	return err->failure == FAIL_NONE ? 0 : -1;
}
