#include "config/secret.h"

#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int
secret_check_file(int fd, const char *name, struct error *err)
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

char *
secret_read_file(int fd, const char *name, size_t limit, struct error *err)
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
secret_from_file(const char *env, const char *name, struct error *err)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	g_autofree char *text = NULL;

	if (fd < 0) {
		error_set(err, FAIL_CONFIG, "%s: %s: %s", env, name,
		    g_strerror(errno));
		return NULL;
	}
	if (secret_check_file(fd, name, err) == 0)
		text = secret_read_file(fd, name, LIMIT_SECRET_BYTES, err);
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
