#include "tests/fuzz/fuzz.h"

#include "base/attachment.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "wiki/write.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/*
 * CPU time that one input may take, in ms: inputs have at most 64 KiB, of
 * which a program with sanitizers reads a megabyte a second where it is slow.
 */
#define COST_MS 2000

/* Of the library that calls us. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

void
fuzz_fail(const char *file, int line, const char *condition)
{
	fprintf(stderr, "%s:%d: it does not hold: %s\n", file, line, condition);
	abort();
}

static long
cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The lowest descriptor that is free: the same after as before. */
static int
free_fd(void)
{
	int fd = dup(STDERR_FILENO);

	close(fd);
	return fd;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	log_take_over();
	log_open("/dev/null", FALSE);
	json_init();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy of its own: a byte beyond it is seen. */
	g_autofree char *bytes = g_malloc(size + 1);
	int fd = free_fd();
	long begin = cpu_ms(), cost;

	memcpy(bytes, data, size);
	bytes[size] = '\0';
	fuzz_one(bytes, size);
	fuzz_want(free_fd() == fd);
	cost = cpu_ms() - begin;
	if (cost > COST_MS)
		fprintf(stderr, "%ld ms for %zu bytes\n", cost, size);
	fuzz_want(cost <= COST_MS);
	return 0;
}

void
fuzz_options(struct options *o, ...)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
	char *env[] = { NULL };
	struct error err = ERROR_INIT;
	const char *arg;
	va_list ap;

	g_ptr_array_add(argv, g_strdup("jicket"));
	g_ptr_array_add(argv, g_strdup("--config=/dev/null"));
	g_ptr_array_add(argv, g_strdup("--jiraproject=SUP"));
	g_ptr_array_add(argv, g_strdup("--message-key=0123456789abcdef"));
	va_start(ap, o);
	while ((arg = va_arg(ap, const char *)) != NULL)
		g_ptr_array_add(argv, g_strdup(arg));
	va_end(ap);
	g_ptr_array_add(argv, NULL);
	fuzz_want(options_load(o, (int)argv->len - 1, (char **)argv->pdata, env,
		      &err) == 0);
}

int
fuzz_fd(const char *bytes, gsize n)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	fuzz_want(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
	fuzz_want(lseek(fd, 0, SEEK_SET) == 0);
	return fd;
}

gboolean
fuzz_spool(struct spool *s, const char *bytes, gsize n)
{
	struct error err = ERROR_INIT;
	int fd = fuzz_fd(bytes, n);
	int rc = spool_read(
	    s, fd, G_MAXINT64, &limits_default, fuzz_deadline(), &err);

	close(fd);
	fuzz_want(rc == 0 || err.failure == FAIL_EMPTY);
	error_release(&err);
	return rc == 0;
}

const struct deadline *
fuzz_deadline(void)
{
	static struct deadline deadline;

	deadline_start(&deadline, 60);
	return &deadline;
}

static gboolean
is_clean(const char *text, const char *controls)
{
	if (!g_utf8_validate(text, -1, NULL))
		return FALSE;
	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (text_is_deceptive(c) ||
		    (text_is_control(c) && !strchr(controls, (int)c)))
			return FALSE;
	}
	return TRUE;
}

gboolean
fuzz_is_line(const char *text)
{
	return is_clean(text, "");
}

gboolean
fuzz_is_text(const char *text)
{
	return is_clean(text, "\n\t");
}

/* Letters of a type, as a header takes them (RFC 2045, 5.1). */
static gboolean
is_type(const char *type)
{
	for (const char *p = type; *p; p++)
		if (*p <= ' ' || *p >= 0x7f || strchr("\"\\<>@,", *p))
			return FALSE;
	return *type != '\0';
}

void
fuzz_file(struct attachment *a)
{
	gint64 size = a->size;

	fuzz_want(
	    *a->name && fuzz_is_line(a->name) && !strpbrk(a->name, "/\\"));
	fuzz_want(is_type(a->type));
	fuzz_want(!a->given || fuzz_is_line(a->given));
	fuzz_want(!a->within || fuzz_is_line(a->within));
	fuzz_want(attachment_measure(a, TRUE) == 0);
	fuzz_want(a->size == size);
}

static void
want_runs(const struct doc *d, const struct doc_line *line)
{
	for (guint i = line->first; i < line->end; i++) {
		const struct doc_run *run = doc_run(d, i);

		if (run->kind == RUN_TEXT)
			fuzz_want(
			    run->from <= run->to && run->to <= d->text->len);
		if (run->kind == RUN_IMAGE)
			fuzz_want(doc_image(d, run->ref) != NULL);
		fuzz_want(run->link < (int)d->links->len);
	}
}

void
fuzz_doc(const struct doc *d)
{
	static const enum doc_part parts[] = { DOC_WHOLE, DOC_KEPT, DOC_CUT };
	guint runs = 0;

	fuzz_want(fuzz_is_text(d->text->str));
	fuzz_want(strlen(d->text->str) == d->text->len);
	for (guint i = 0; i < d->links->len; i++)
		fuzz_want(fuzz_is_line(g_ptr_array_index(d->links, i)));
	for (guint i = 0; i < d->images->len; i++)
		fuzz_want(fuzz_is_text(doc_image(d, (int)i)->alt));
	for (guint i = 0; i < d->lines->len; i++) {
		const struct doc_line *line = doc_line(d, i);

		fuzz_want(line->first <= line->end);
		fuzz_want(line->end <= d->runs->len);
		runs += line->end - line->first;
		want_runs(d, line);
	}
	fuzz_want(runs == d->runs->len);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *plain = doc_plain(d, parts[i], TRUE);
		g_autoptr(GString) wiki = g_string_new(NULL);

		fuzz_want(fuzz_is_text(plain));
		(void)wiki_write(wiki, d, parts[i], LIMIT_JIRA_TEXT);
		fuzz_want(fuzz_is_text(wiki->str));
		fuzz_want(text_length(wiki->str) <= LIMIT_JIRA_TEXT);
	}
}

void
fuzz_says(const char *shown, const char *text)
{
	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_isalnum(c))
			continue;
		while (*shown && g_utf8_get_char(shown) != c)
			shown = g_utf8_next_char(shown);
		if (!*shown)
			fprintf(stderr, "from here on it is gone: %.200s\n", p);
		fuzz_want(*shown);
		shown = g_utf8_next_char(shown);
	}
}

char *
fuzz_line(const char **bytes, gsize *n)
{
	const char *nl = memchr(*bytes, '\n', *n);
	gsize used = nl ? (gsize)(nl - *bytes) : *n;
	char *line = g_strndup(*bytes, used);

	used += nl != NULL;
	*bytes += used;
	*n -= used;
	return line;
}
