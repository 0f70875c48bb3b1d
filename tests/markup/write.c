/*
 * Writes markup for tests/markup/check.js.  Each line of input is a case in
 * JSON, each line of output what became of it: {"markup": ...}.
 *
 *   {"text": "..."}           a plain text
 *   {"lines": [...], ...}     a document, see read_doc()
 *   {"mail": "/a/file"}       the body of a mail; the document is added
 */
#include "wiki/write.h"
#include "base/deadline.h"
#include "message/read.h"
#include "wiki/escape.h"

#include <cjson/cJSON.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = { "text", "heading", "item", "pre", "row",
	"rule" };

static const char *
get_string(const cJSON *object, const char *name)
{
	const char *s = cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(object, name));

	return s ? s : "";
}

static int
get_int(const cJSON *object, const char *name, int otherwise)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

	return cJSON_IsNumber(item) ? item->valueint : otherwise;
}

static void
read_run(struct doc *d, const cJSON *run)
{
	struct doc_run look = { .marks = (unsigned)get_int(run, "marks", 0),
		.colour = get_int(run, "colour", DOC_NO_COLOUR),
		.link = get_int(run, "link", -1) };
	const char *what = get_string(run, "run");
	struct doc_image *image;

	if (strcmp(what, "text") == 0) {
		doc_add_text(d, get_string(run, "text"), -1, &look);
	} else if (strcmp(what, "cell") == 0) {
		doc_add_cell(d, get_int(run, "head", 0));
	} else if (strcmp(what, "break") == 0) {
		doc_add_break(d);
	} else if (strcmp(what, "image") == 0) {
		image = doc_add_image(d, "cid:x", get_string(run, "alt"),
		    get_int(run, "width", -1), -1, &look);
		if (*get_string(run, "name"))
			image->name = g_strdup(get_string(run, "name"));
	}
}

/* The fields are those of struct doc_line and struct doc_run. */
static struct doc *
read_doc(const cJSON *json)
{
	struct doc *d = doc_new();
	const cJSON *item, *run;

	cJSON_ArrayForEach (
	    item, cJSON_GetObjectItemCaseSensitive(json, "links"))
		(void)doc_add_link(d, cJSON_GetStringValue(item));
	cJSON_ArrayForEach (
	    item, cJSON_GetObjectItemCaseSensitive(json, "lines")) {
		struct doc_line *line = doc_begin(d, LINE_TEXT);

		for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
			if (strcmp(get_string(item, "kind"), kinds[i]) == 0)
				line->kind = (enum line_kind)i;
		line->level = (guint8)get_int(item, "level", 1);
		line->quote = (guint8)get_int(item, "quote", 0);
		line->gap = get_int(item, "gap", 0);
		g_strlcpy(
		    line->list, get_string(item, "list"), sizeof line->list);
		cJSON_ArrayForEach (
		    run, cJSON_GetObjectItemCaseSensitive(item, "runs"))
			read_run(d, run);
	}
	return d;
}

static cJSON *
show_run(const struct doc *d, const struct doc_run *run)
{
	cJSON *json = cJSON_CreateObject();
	g_autofree char *text = NULL;

	if (run->link >= 0)
		cJSON_AddNumberToObject(json, "link", run->link);
	switch (run->kind) {
	case RUN_TEXT:
		text = g_strndup(d->text->str + run->from, run->to - run->from);
		cJSON_AddStringToObject(json, "run", "text");
		cJSON_AddStringToObject(json, "text", text);
		cJSON_AddNumberToObject(json, "marks", run->marks);
		cJSON_AddNumberToObject(json, "colour", run->colour);
		break;
	case RUN_CELL: cJSON_AddStringToObject(json, "run", "cell"); break;
	case RUN_BREAK: cJSON_AddStringToObject(json, "run", "break"); break;
	case RUN_IMAGE:
		cJSON_AddStringToObject(json, "run", "image");
		cJSON_AddStringToObject(
		    json, "alt", doc_image(d, run->ref)->alt);
		if (doc_image(d, run->ref)->name)
			cJSON_AddStringToObject(
			    json, "name", doc_image(d, run->ref)->name);
		break;
	}
	return json;
}

/* The same form as read_doc() reads. */
static void
show_doc(cJSON *json, const struct doc *d)
{
	cJSON *lines = cJSON_AddArrayToObject(json, "lines");
	cJSON *links = cJSON_AddArrayToObject(json, "links");

	for (guint i = 0; i < d->links->len; i++)
		cJSON_AddItemToArray(
		    links, cJSON_CreateString(g_ptr_array_index(d->links, i)));
	for (guint i = 0; i < d->lines->len; i++) {
		const struct doc_line *line = doc_line(d, i);
		cJSON *item = cJSON_CreateObject(), *runs;

		cJSON_AddStringToObject(item, "kind", kinds[line->kind]);
		cJSON_AddNumberToObject(item, "level", line->level);
		cJSON_AddNumberToObject(item, "quote", line->quote);
		cJSON_AddNumberToObject(item, "gap", line->gap);
		cJSON_AddStringToObject(item, "list", line->list);
		runs = cJSON_AddArrayToObject(item, "runs");
		for (guint n = line->first; n < line->end; n++)
			cJSON_AddItemToArray(runs, show_run(d, doc_run(d, n)));
		cJSON_AddItemToArray(lines, item);
	}
}

static void
write_mail(GString *out, const char *path, cJSON *answer)
{
	struct spool s = SPOOL_INIT;
	struct deadline deadline;
	struct message *m;
	struct error err = ERROR_INIT;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	deadline_start(&deadline, 60);
	if (fd < 0 ||
	    spool_read(&s, fd, G_MAXINT64, &limits_default, &deadline, &err) <
		0) {
		fprintf(stderr, "write: cannot read %s\n", path);
		exit(1);
	}
	m = message_read(&s, FALSE);
	(void)wiki_write(out, m->body, DOC_WHOLE, G_MAXINT);
	show_doc(answer, m->body);
	message_free(m);
	spool_release(&s);
}

static void
answer(const char *line)
{
	cJSON *json = cJSON_Parse(line), *said = cJSON_CreateObject();
	g_autoptr(GString) out = g_string_new(NULL);
	g_autofree char *printed = NULL;

	if (!json) {
		fprintf(stderr, "write: no JSON: %s\n", line);
		exit(1);
	}
	if (*get_string(json, "mail")) {
		write_mail(out, get_string(json, "mail"), said);
	} else if (cJSON_HasObjectItem(json, "lines")) {
		struct doc *d = read_doc(json);

		(void)wiki_write(out, d, DOC_WHOLE,
		    (size_t)get_int(json, "limit", G_MAXINT));
		doc_free(d);
	} else {
		markup_escape(out, get_string(json, "text"));
	}
	cJSON_AddStringToObject(said, "markup", out->str);
	printed = cJSON_PrintUnformatted(said);
	puts(printed);
	cJSON_Delete(json);
	cJSON_Delete(said);
}

int
main(void)
{
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, stdin) > 0)
		answer(line);
	free(line);
	return fflush(stdout) ? 1 : 0;
}
