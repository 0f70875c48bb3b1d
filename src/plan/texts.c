#include "plan/texts.h"

#include "picture/place.h"
#include "ticket/content.h"

#include <string.h>

char *
texts_digest(const char *text)
{
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

gboolean
texts_were_refused(const struct mark *m)
{
	g_autofree char *text = content_refused();
	g_autofree char *digest = texts_digest(text);

	return g_strcmp0(m->text, digest) == 0;
}

const char *
texts_first(const struct texts *t)
{
	return t->first ? t->first : t->text;
}

/*
 * What the ticket says while no picture is there to be shown; to be freed.
 * "limit" is as for content_within(); 0: as for content_text().
 */
static char *
text_without_pictures(const struct options *o, const struct message *m,
    const char *follows, gint64 limit)
{
	g_autoptr(GPtrArray) hidden = picture_hidden(m->body);
	struct doc body = *m->body;
	struct message without = *m;
	gboolean cut;

	body.images = hidden;
	without.body = &body;
	return limit ? content_within(&without, o, follows, limit) :
		       content_text(&without, o, follows, &cut);
}

char *
texts_within(const struct texts *t, gint64 limit)
{
	const char *id = t->own_id ? t->own_id : "";
	/* None is not "no limit". */
	const gint64 room = MAX(limit - (gint64)strlen(id), 1);
	g_autofree char *text = t->first ?
	    text_without_pictures(t->options, t->message, t->follows, room) :
	    content_within(t->message, t->options, t->follows, room);

	return text ? g_strconcat(text, id, NULL) : NULL;
}

/*
 * Data Center looks a picture up when the text is shown, Cloud when it is
 * written: there the files come first.  A new issue has none before it is
 * there itself, and so gets its text in two steps.
 */
static void
write_first(struct texts *t, const struct options *o, const struct message *m,
    const struct facts *f)
{
	g_autoptr(GHashTable) names = picture_names(m->body);

	t->pictures_first =
	    options_flavour(o) == FLAVOUR_CLOUD && g_hash_table_size(names) > 0;
	if (!t->pictures_first || f->answers)
		return;
	t->first = text_without_pictures(o, m, facts_follows(f), 0);
	if (strcmp(t->first, t->text) == 0)
		g_clear_pointer(&t->first, g_free);
}

/* Has the ticket this text, or will it get it anyway? */
static gboolean
is_text_filed(const struct texts *t, const struct mark *filed)
{
	g_autofree char *text = texts_digest(t->text);
	g_autofree char *first = texts_digest(texts_first(t));

	return g_strcmp0(filed->text, text) == 0 ||
	    g_strcmp0(filed->text, first) == 0;
}

/* The old text and the signature that an answer had; NULL: none. */
static struct attachment *
quoted_file(const struct options *o, const struct message *m)
{
	g_autofree char *text = o->quoted == QUOTED_ATTACH ?
	    doc_plain(m->body, DOC_CUT, TRUE) :
	    NULL;
	g_autofree char *name = NULL;
	struct attachment *a;

	if (!text || !*g_strstrip(text))
		return NULL;
	a = attachment_from_text(
	    "quoted.txt", "text/plain; charset=utf-8", text);
	name = attachment_content_name(a, "quoted", "txt");
	g_free(a->name);
	a->name = g_steal_pointer(&name);
	a->by_content = TRUE;
	return a;
}

/*
 * Is the whole mail attached?  Of a text beyond our own limit, and of a mail
 * that was not taken apart, it is all there is; then it is in any case.
 */
static gboolean
wants_original(const struct options *o, const struct message *m)
{
	if (m->plain || m->text_cut || o->attach_original == ORIGINAL_ALWAYS)
		return TRUE;
	return o->attach_original == ORIGINAL_DOUBT && m->doubt;
}

static gboolean
has_rest(const struct done *d)
{
	return d->filed_as && strcmp(d->filed_as->step, FILED_REST) == 0;
}

/*
 * An answer to this answer names no more than its Message-ID: a search finds
 * the comment by the ticket id of that, in the colour of what is no matter.
 * content_text() leaves room for two sentences, of which one is the most.
 */
static void
add_own_id(struct texts *t, const char *id)
{
	g_autofree char *line = content_own_id(id);
	char *text;

	t->own_id = g_strconcat("\n\n", line, NULL);
	text = g_strconcat(t->text, t->own_id, NULL);

	g_free(t->text);
	t->text = text;
}

void
texts_write(struct texts *out, const struct options *o, const struct message *m,
    const struct verdict *v, const struct facts *f)
{
	const struct done *done = &f->done;
	gboolean cut = FALSE, rest_cut = FALSE;

	*out = (struct texts){
		.options = o, .message = m, .follows = facts_follows(f)
	};
	out->summary = content_summary(m, o->summary_tag ? f->id : NULL);
	out->tagged = content_summary(m, f->id);
	out->text = content_text(m, o, facts_follows(f), &cut);
	if (f->answers)
		add_own_id(out, v->ids[0]);
	write_first(out, o, m, f);
	/* Also when it is there already: its whole may not be attached yet. */
	if (done->was_cut || has_rest(done))
		out->rest = content_rest(m, o,
		    is_text_filed(
			out, done->was_cut ? done->filed_as : done->filed),
		    &rest_cut);
	if (cut || rest_cut) {
		g_autofree char *whole = doc_plain(m->body, DOC_WHOLE, TRUE);

		out->whole = attachment_from_text(
		    CONTENT_WHOLE, "text/plain; charset=utf-8", whole);
		(void)attachment_measure(out->whole, FALSE);
	}
	out->quoted = quoted_file(o, m);
	out->original = message_original(m);
	out->has_original = wants_original(o, m);
}

void
texts_release(struct texts *t)
{
	g_free(t->summary);
	g_free(t->tagged);
	g_free(t->text);
	g_free(t->first);
	g_free(t->rest);
	g_free(t->own_id);
	attachment_free(t->whole);
	attachment_free(t->quoted);
	attachment_free(t->original);
	*t = (struct texts){ 0 };
}
