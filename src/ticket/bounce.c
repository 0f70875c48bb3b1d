#include "ticket/bounce.h"

#include "base/limits.h"
#include "base/pattern.h"
#include "base/text.h"
#include "intake/msgid.h"

#include <string.h>

/* clang-format off */

/* An id behind the name of its field, also in what a text quotes. */
#define MESSAGE_ID "^[>|\\s]*message-id:\\s*<([^<>\\s]+)>"

#define ADDRESS "[^<>@:()\\s]{1,64}@[^<>@:()\\s]{1,255}"

/* "<a@b.c>:", as Postfix, qmail and Exim begin what they say of one. */
#define RECIPIENT \
	"^\\s*<?" ADDRESS "(?=>?:?\\s*($|\\(|:))|" \
	"(?<=\\bto <)" ADDRESS "(?=>)"

#define STATUS "(?<![\\d.])[45]\\.\\d{1,3}\\.\\d{1,3}(?![\\d.]*\\d)"

/* The line with the answer of a mail system. */
#define DIAGNOSTIC "^.*(?<![\\d.])[45]\\d\\d[ -].*$|^.*" STATUS ".*$"

/* clang-format on */

/* Fields of RFC 3464 are not long; what is here is hostile. */
#define DIAGNOSTIC_MAX 500

static gboolean
has_type(const struct attachment *a, const char *const *types)
{
	for (; *types; types++)
		if (g_ascii_strcasecmp(a->type, *types) == 0)
			return TRUE;
	return FALSE;
}

/* The start of a file as text, to be freed. */
static char *
read_start(struct attachment *a)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	char buf[4096];
	ssize_t n = 1;

	while (n > 0 && bytes->len < LIMIT_BOUNCE_PART) {
		n = a->read(a->source, buf, sizeof buf);
		if (n > 0)
			g_string_append_len(bytes, buf, n);
	}
	(void)a->rewind(a->source);
	return text_scrub(bytes->str, (gssize)bytes->len);
}

/* The text of the nth match, from "*at" on, which moves; NULL: no more. */
static char *
next_match(const struct pattern *p, const char *text, gsize *at)
{
	gsize from, to;

	if (!p || !pattern_find(p, text, strlen(text), *at, &from, &to) ||
	    to == from)
		return NULL;
	*at = to;
	return g_strndup(text + from, to - from);
}

static char *
first_match(const char *regex, const char *text)
{
	struct pattern *p = pattern_new(regex);
	gsize at = 0;
	char *found = next_match(p, text, &at);

	pattern_free(p);
	return found;
}

/* Whose mail. */

static gboolean
find_in_text(
    const struct ticket_ids *ids, const char *text, char **id, char **issue)
{
	struct pattern *p = pattern_new(MESSAGE_ID);
	gboolean found = FALSE;
	gsize at = 0;
	char *match;

	while (!found && (match = next_match(p, text, &at)) != NULL) {
		g_autofree char *one = msgid_first(strchr(match, '<'));

		found = one && ticket_parse_message_id(ids, one, id, issue);
		g_free(match);
	}
	pattern_free(p);
	return found;
}

gboolean
bounce_find_ours(const struct message *m, const struct ticket_ids *ids,
    char **id, char **issue)
{
	static const char *const types[] = { "message/rfc822", "message/global",
		"text/rfc822-headers", "message/global-headers",
		"text/rfc822-header", "text/plain", NULL };
	const GPtrArray *files = m->attachments;

	for (guint i = 0; i < MIN(files->len, LIMIT_BOUNCE_PARTS); i++) {
		struct attachment *a = g_ptr_array_index(files, i);
		g_autofree char *text = NULL;

		if (!has_type(a, types))
			continue;
		text = read_start(a);
		if (find_in_text(ids, text, id, issue))
			return TRUE;
	}
	return find_in_text(ids, m->text, id, issue);
}

/* To whom. */

static void
bounced_free(gpointer p)
{
	struct bounced *b = p;

	g_free(b->recipient);
	g_free(b->action);
	g_free(b->status);
	g_free(b->diagnostic);
	g_free(b);
}

/* One line of at most DIAGNOSTIC_MAX bytes; "text" may be NULL. */
static char *
clean(const char *text)
{
	char *line = text_scrub_line(text ? text : "", -1);

	if (strlen(line) > DIAGNOSTIC_MAX)
		line[text_prefix(line, DIAGNOSTIC_MAX)] = '\0';
	return line;
}

/* What follows "rfc822;" or "smtp;"; field may be NULL. */
static const char *
typed_value(const char *field)
{
	const char *semicolon = field ? strchr(field, ';') : NULL;

	return semicolon ? semicolon + 1 : field;
}

/* Without blanks and angle brackets around it; NULL: "". */
static char *
bare_address(const char *text)
{
	const char *start = text ? text + strspn(text, " \t\n<") : "";
	g_autofree char *bare = g_strndup(start, strcspn(start, ">\n"));

	return clean(bare);
}

/* RFC 3464, 2.3.4: a comment may follow. */
static char *
bare_status(const char *text)
{
	g_autofree char *bare =
	    text ? g_strndup(text, strspn(text, "0123456789.")) : NULL;

	return clean(bare);
}

static void
add(GPtrArray *list, char *recipient, char *action, char *status,
    char *diagnostic)
{
	struct bounced *b = g_new0(struct bounced, 1);

	b->recipient = recipient;
	b->action = action;
	b->status = status;
	b->diagnostic = diagnostic;
	g_ptr_array_add(list, b);
}

/* One group of fields; that of the whole message has no recipient. */
static void
read_group(GPtrArray *list, const char *block, gsize n)
{
	struct header h;
	const char *to;

	header_init(&h, block, n, LIMIT_BOUNCED);
	to = header_get(&h, "Original-Recipient");
	if (!to)
		to = header_get(&h, "Final-Recipient");
	if (to && list->len < LIMIT_BOUNCED) {
		g_autofree char *action = clean(header_get(&h, "Action"));

		add(list, bare_address(typed_value(to)),
		    g_utf8_strdown(action, -1),
		    bare_status(header_get(&h, "Status")),
		    clean(typed_value(header_get(&h, "Diagnostic-Code"))));
	}
	header_release(&h);
}

static void
read_status(GPtrArray *list, const char *text)
{
	while (*text) {
		const char *end = strstr(text, "\n\n");
		const gsize n = end ? (gsize)(end - text) : strlen(text);

		read_group(list, text, n);
		text += n + strspn(text + n, "\n");
	}
}

/* What stands in a text alone; one recipient at most. */
static void
read_text(GPtrArray *list, const struct message *m)
{
	const char *failed = header_get(&m->header, "X-Failed-Recipients");
	g_autofree char *recipient =
	    failed ? NULL : first_match(RECIPIENT, m->text);
	g_autofree char *status = first_match(STATUS, m->text);
	g_autofree char *diagnostic = first_match(DIAGNOSTIC, m->text);

	if (failed || recipient || status)
		add(list, bare_address(failed ? failed : recipient),
		    g_strdup(""), clean(status), clean(diagnostic));
}

GPtrArray *
bounce_recipients(const struct message *m)
{
	static const char *const types[] = { "message/delivery-status",
		"message/global-delivery-status", NULL };
	GPtrArray *list = g_ptr_array_new_with_free_func(bounced_free);
	const GPtrArray *files = m->attachments;

	for (guint i = 0; i < MIN(files->len, LIMIT_BOUNCE_PARTS); i++) {
		struct attachment *a = g_ptr_array_index(files, i);
		g_autofree char *text =
		    has_type(a, types) ? read_start(a) : NULL;

		if (text)
			read_status(list, text);
	}
	if (list->len == 0)
		read_text(list, m);
	return list;
}

/* The note. */

static const char *
what_happened(const char *action)
{
	if (strcmp(action, "delayed") == 0)
		return "is delayed";
	if (strcmp(action, "delivered") == 0 ||
	    strcmp(action, "relayed") == 0 || strcmp(action, "expanded") == 0)
		return "was delivered";
	return "was not delivered";
}

static void
add_line(GString *out, const char *name, const char *value)
{
	if (*value)
		g_string_append_printf(out, "%s: %s\n", name, value);
}

static char *
write_note(const GPtrArray *recipients)
{
	GString *out = g_string_new(NULL);

	if (recipients->len == 0)
		g_string_append(out,
		    "Our mail was not delivered. The report of the mail "
		    "system does not say to whom and why.\n");
	for (guint i = 0; i < recipients->len; i++) {
		const struct bounced *b = g_ptr_array_index(recipients, i);

		g_string_append_printf(out, "%sOur mail%s%s %s.\n",
		    i ? "\n" : "", *b->recipient ? " to " : "", b->recipient,
		    what_happened(b->action));
		add_line(out, "Status", b->status);
		add_line(out, "Diagnostic", b->diagnostic);
	}
	return g_string_free(out, FALSE);
}

static struct doc *
note_doc(const char *note)
{
	g_auto(GStrv) lines = g_strsplit(note, "\n", -1);
	struct doc *d = doc_new();
	gboolean gap = FALSE;

	for (char **line = lines; *line; line++) {
		if (!**line) {
			gap = TRUE;
			continue;
		}
		doc_begin(d, LINE_TEXT)->gap = gap;
		doc_add_text(d, *line, -1, NULL);
		gap = FALSE;
	}
	return d;
}

void
bounce_make_note(struct message *m)
{
	g_autoptr(GPtrArray) recipients = bounce_recipients(m);
	char *note = write_note(recipients);

	doc_free(m->body);
	m->body = note_doc(note);
	m->own_lines = m->body->lines->len;
	g_free(m->text);
	m->text = note;
	g_ptr_array_set_size(m->attachments, 0);
	g_ptr_array_set_size(m->left_out, 0);
	m->doubt = TRUE;
}
