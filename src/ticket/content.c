#include "ticket/content.h"

#include "base/limits.h"
#include "base/text.h"
#include "ticket/id.h"
#include "wiki/escape.h"
#include "wiki/write.h"

#include <string.h>

/* One field of the header never takes more of the text than this. */
#define FIELD_LENGTH 2000

/* The same for a file that is not attached; there are LIMIT_LEFT_OUT. */
#define LEFT_OUT_LENGTH 500

/* Kept free for a sentence that says what is missing; there may be two. */
#define NOTE_LENGTH 200

static void
show_field(GString *out, const char *name, const char *value)
{
	g_autoptr(GString) line = g_string_new(NULL);

	if (!*value)
		return;
	if (markup_escape_cut(line, value, FIELD_LENGTH))
		g_string_append(line, " ...");
	g_string_append_printf(out, "*%s:* %s\n", name, line->str);
}

static void
show_addresses(
    GString *out, const char *name, const GPtrArray *list, guint more)
{
	g_autoptr(GString) value = g_string_new(NULL);

	for (guint i = 0; i < list->len; i++) {
		g_autofree char *one =
		    address_format(g_ptr_array_index(list, i));

		g_string_append_printf(value, "%s%s", i ? ", " : "", one);
	}
	if (more)
		g_string_append_printf(value, " and %u more", more);
	show_field(out, name, value->str);
}

static gboolean
has_address(const GPtrArray *list, const char *addr)
{
	for (guint i = 0; i < list->len; i++) {
		const struct address *a = g_ptr_array_index(list, i);

		if (g_ascii_strcasecmp(a->addr, addr) == 0)
			return TRUE;
	}
	return FALSE;
}

/* A contact form has the customer in Reply-To alone. */
static void
show_reply_to(GString *out, const struct fields *f)
{
	for (guint i = 0; i < f->reply_to->len; i++) {
		const struct address *a = g_ptr_array_index(f->reply_to, i);

		if (!has_address(f->from, a->addr)) {
			show_addresses(
			    out, "Reply-To", f->reply_to, f->more_reply_to);
			return;
		}
	}
}

/* What is new in the body, then the rest in a box, which yields first. */
static gboolean
add_body(GString *out, const struct message *m, const struct options *o,
    size_t limit)
{
	g_autofree char *rest = NULL;

	if (wiki_write(out, m->body, DOC_KEPT, limit))
		return TRUE;
	if (o->quoted != QUOTED_COLLAPSE)
		return FALSE;
	rest = doc_plain(m->body, DOC_CUT, TRUE);
	text_trim(rest);
	return *rest && wiki_write_box(out, "Earlier text", rest, limit);
}

/* The files that stayed behind, and why; to be freed. */
static char *
left_out(const struct message *m)
{
	GString *out = g_string_new(NULL);

	if (m->left_out->len)
		g_string_append(out,
		    "\n\n_Files of this mail that are not "
		    "attached:_\n");
	for (guint i = 0; i < m->left_out->len; i++) {
		g_autoptr(GString) line = g_string_new(NULL);

		(void)markup_escape_cut(
		    line, g_ptr_array_index(m->left_out, i), LEFT_OUT_LENGTH);
		g_string_append_printf(out, "* %s\n", line->str);
	}
	return g_string_free(out, FALSE);
}

/* How much Jira takes, in UTF-16 units, and what says where the rest is. */
struct room {
	gint64 limit;
	const char *more;
};

static const struct room whole_room = { LIMIT_JIRA_TEXT,
	"\n\n_The text is longer than this; the whole is attached "
	"as " CONTENT_WHOLE "._" };

/*
 * Adds header and text to what is there, within the room.  Says whether
 * the text did not fit and must be attached as a whole.
 */
static gboolean
add_all(GString *out, const struct message *m, const struct options *o,
    const char *follows, const struct room *room)
{
	const struct fields *f = &m->fields;
	g_autofree char *files = left_out(m);
	gboolean cut;
	gint64 left;
	gsize begin;

	show_addresses(out, "From", f->from, f->more_from);
	show_addresses(out, f->instead_name, f->instead, 0);
	show_reply_to(out, f);
	show_addresses(out, "To", f->to, f->more_to);
	show_addresses(out, "Cc", f->cc, f->more_cc);
	show_field(out, "Date", f->date);
	show_field(out, "Importance", f->importance);
	if (follows)
		g_string_append_printf(out, "*Follows:* %s\n", follows);
	g_string_append_c(out, '\n');
	begin = out->len;
	left = room->limit - 2L * NOTE_LENGTH - (gint64)text_length(files);
	cut = add_body(out, m, o, (size_t)MAX(left, 0));
	if (m->plain)
		g_string_append(out,
		    "_This message could not be taken "
		    "apart; the original is attached._");
	else if (m->text_cut)
		g_string_append(out,
		    "\n\n_The text is longer than this; the "
		    "original message is attached._");
	else if (cut)
		g_string_append(out, room->more);
	else if (out->len == begin && m->encrypted)
		g_string_append(out,
		    "_This message is encrypted; what it says is "
		    "in the attached file._");
	else if (out->len == begin)
		g_string_append(out, "_This message has no text._");
	g_string_append(out, files);
	return cut && !m->text_cut;
}

char *
content_text(const struct message *m, const struct options *o,
    const char *follows, gboolean *cut)
{
	GString *out = g_string_new(NULL);

	*cut = add_all(out, m, o, follows, &whole_room);
	return g_string_free(out, FALSE);
}

char *
content_within(const struct message *m, const struct options *o,
    const char *follows, gint64 limit)
{
	const struct room room = { limit,
		"\n\n_The text is longer than Jira takes; the original is "
		"attached._" };
	g_autoptr(GString) out = g_string_new(NULL);

	(void)add_all(out, m, o, follows, &room);
	if ((gint64)text_length(out->str) > limit)
		return NULL;
	return g_strdup(out->str);
}

char *
content_rest(const struct message *m, const struct options *o, gboolean filed,
    gboolean *cut)
{
	GString *out = g_string_new("_This mail had arrived incomplete. What "
				    "was missing is here now");

	*cut = FALSE;
	if (filed) {
		g_string_append(out, "._");
		return g_string_free(out, FALSE);
	}
	g_string_append(out, "; its whole text:_\n\n");
	show_field(out, "Subject", m->fields.subject);
	*cut = add_all(out, m, o, NULL, &whole_room);
	return g_string_free(out, FALSE);
}

char *
content_own_id(const char *id)
{
	return g_strdup_printf("{color:#97a0af}%s{color}", id);
}

char *
content_refused(void)
{
	return g_strdup("_Jira does not take the text of this mail; the "
			"original is attached._");
}

char *
content_summary(const struct message *m, const char *id)
{
	g_autofree char *tag = id ? ticket_tag(id) : NULL;
	const char *subject = m->fields.subject;
	char *summary = g_strdup_printf("%s%s%s", tag ? tag : "",
	    tag ? " " : "", *subject ? subject : "(no subject)");

	summary[text_prefix(summary, LIMIT_SUMMARY)] = '\0';
	return g_strchomp(summary);
}
