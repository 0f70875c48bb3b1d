#include "config/file.h"

#include "base/limits.h"
#include "base/log.h"
#include "config/secret.h"
#include "config/value.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A pipe could keep us waiting; /dev/null is a fine configuration. */
static int
check_kind(int fd, const char *name, struct error *err)
{
	struct stat st;

	if (fstat(fd, &st) == 0 && (S_ISREG(st.st_mode) || S_ISCHR(st.st_mode)))
		return 0;
	return error_set(err, FAIL_CONFIG, "%s: not a file", name);
}

/* One line of the file: NAME=value, a comment, or nothing. */
static int
read_setting(struct options *o, char *line, const struct source *from,
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
	if (option_is_secret(row))
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
		text = secret_read_file(fd, name, LIMIT_CONFIG_BYTES, err);
	if (text) {
		lines = g_strsplit(text, "\n", -1);
		for (char **p = lines; *p; p++) {
			from.line++;
			(void)read_setting(o, *p, &from, &secret, err);
		}
		if (err->failure == FAIL_NONE && secret)
			(void)secret_check_file(fd, name, err);
	}
	close(fd);
	return err->failure == FAIL_NONE ? 0 : -1;
}
