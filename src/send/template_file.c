#include "send/template_file.h"

#include "base/limits.h"
#include "base/text.h"
#include "send/language.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The ending of a file's name with its dot: ".html", or "". */
static const char *
ending(const char *file)
{
	const char *slash = strrchr(file, '/');
	const char *dot = strrchr(file, '.');

	return dot && dot > file && (!slash || dot > slash + 1) ?
	    dot :
	    file + strlen(file);
}

static char *
in_language(const char *file, const char *tag, gsize n)
{
	const char *end = ending(file);

	return g_strdup_printf(
	    "%.*s.%.*s%s", (int)(end - file), file, (int)n, tag, end);
}

char *
template_file_find(
    const char *file, const GPtrArray *languages, const char *fallback)
{
	for (guint i = 0; languages && i < languages->len; i++) {
		const char *tag = g_ptr_array_index(languages, i);
		gsize primary = language_primary(tag);
		gsize lengths[] = { strlen(tag), primary };

		/* A tag comes from a mail, and becomes part of a name. */
		if (!language_is_tag(tag))
			continue;
		for (gsize k = 0; k < G_N_ELEMENTS(lengths); k++) {
			g_autofree char *name =
			    in_language(file, tag, lengths[k]);

			if (access(name, F_OK) == 0)
				return g_steal_pointer(&name);
		}
		if (fallback && language_primary(fallback) == primary &&
		    strncmp(fallback, tag, primary) == 0)
			break;
	}
	return g_strdup(file);
}

GPtrArray *
template_file_all(const char *file)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *folder = g_path_get_dirname(file);
	g_autofree char *name = g_path_get_basename(file);
	const char *end = ending(name), *entry;
	gsize stem = (gsize)(end - name) + 1;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	g_ptr_array_add(all, g_strdup(file));
	while (dir && (entry = g_dir_read_name(dir))) {
		g_autofree char *tag = NULL;

		if (strlen(entry) <= stem + strlen(end) ||
		    strncmp(entry, name, stem - 1) != 0 ||
		    entry[stem - 1] != '.' || !g_str_has_suffix(entry, end))
			continue;
		tag =
		    g_strndup(entry + stem, strlen(entry) - stem - strlen(end));
		if (language_is_tag(tag))
			g_ptr_array_add(
			    all, in_language(file, tag, strlen(tag)));
	}
	return all;
}

char *
template_file_text(const char *file)
{
	return g_strdup_printf("%.*s.txt", (int)(ending(file) - file), file);
}

/* The bytes of an open file; "out" has LIMIT_TEMPLATE_BYTES + 1. */
static int
read_all(int fd, GString *out)
{
	struct stat st;
	ssize_t n;

	/* A pipe could keep us waiting. */
	if (fstat(fd, &st) < 0)
		return -1;
	if (!S_ISREG(st.st_mode)) {
		errno = EINVAL;
		return -1;
	}
	while (out->len <= LIMIT_TEMPLATE_BYTES) {
		char buf[4096];

		n = read(fd, buf, sizeof buf);
		if (n < 0)
			return -1;
		if (n == 0)
			return 0;
		g_string_append_len(out, buf, n);
	}
	errno = EFBIG;
	return -1;
}

char *
template_file_read(const char *file, gboolean optional, struct error *err)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	g_autoptr(GString) bytes = g_string_new(NULL);
	const char *bad = NULL, *text;
	guint line = 1;

	if (fd < 0 && optional && errno == ENOENT)
		return NULL;
	if (fd < 0 || read_all(fd, bytes) < 0) {
		error_set(err, FAIL_CONFIG, "template %s: %s", file,
		    g_strerror(errno));
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	close(fd);
	if (!g_utf8_validate(bytes->str, (gssize)bytes->len, &bad)) {
		for (const char *p = bytes->str; p < bad; p++)
			line += *p == '\n';
		error_set(err, FAIL_CONFIG, "%s:%u: not UTF-8", file, line);
		return NULL;
	}
	/* An editor may begin it with a mark of the byte order. */
	text = bytes->str;
	if (g_str_has_prefix(text, "\xef\xbb\xbf"))
		text += 3;
	return text_scrub(text, -1);
}
