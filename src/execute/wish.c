#include "execute/wish.h"

#include "base/log.h"
#include "base/text.h"
#include "ticket/content.h"
#include "ticket/id.h"

#include <string.h>

void
wish_init(struct wish *w, const struct jira_fields *f, const struct texts *t,
    const char *id)
{
	g_autofree char *refused = NULL;

	*w = (struct wish){ .fields = *f, .texts = t, .without = *f->mark };
	refused = content_refused();
	w->digest = texts_digest(refused);
	w->short_text =
	    g_strconcat(refused, t && t->own_id ? t->own_id : "", NULL);
	w->without.text = w->digest;
	w->poor = id ? ticket_tag(id) : NULL;
	w->tagged = t && id ? g_strdup(t->tagged) : NULL;
}

void
wish_release(struct wish *w)
{
	g_free(w->digest);
	g_free(w->short_text);
	g_free(w->poor);
	g_free(w->text);
	g_free(w->summary);
	g_free(w->tagged);
}

/* Takes another text; NULL: none. */
static void
replace_text(struct wish *w, char *text)
{
	g_free(w->text);
	w->text = text;
	w->fields.description = text;
	w->fields.mark = &w->without;
	w->text_refused = TRUE;
}

/* Cuts the text down to what Jira says that it takes. */
static gboolean
cut_text(struct wish *w, gint64 limit)
{
	char *text;

	if (!w->texts || w->text_refused || limit <= 0 ||
	    limit >= (gint64)text_length(w->fields.description))
		return FALSE;
	text = texts_within(w->texts, limit);
	if (!text)
		return FALSE;
	log_warning("Jira takes %" G_GINT64_FORMAT " characters of a text: "
		    "cutting it",
	    limit);
	replace_text(w, text);
	return TRUE;
}

/* A short text, and then none; a comment is nothing without. */
static gboolean
drop_text(struct wish *w, gint64 limit)
{
	const char *text = w->fields.description;

	if (!text)
		return FALSE;
	if (cut_text(w, limit))
		return TRUE;
	if (strcmp(text, w->short_text) != 0) {
		replace_text(w, g_strdup(w->short_text));
	} else if (w->poor) {
		replace_text(w, NULL);
	} else {
		return FALSE;
	}
	log_warning("Jira refuses the text: filing without it");
	return TRUE;
}

static gboolean
drop_subject(struct wish *w)
{
	if (!w->poor || w->fields.summary == w->poor)
		return FALSE;
	w->fields.summary = w->poor;
	w->fields.mark = &w->without;
	w->text_refused = TRUE;
	log_warning("Jira refuses the summary: filing without it");
	return TRUE;
}

/* Without the label it is found again by the tag in the summary. */
static gboolean
drop_label(struct wish *w)
{
	if (!w->fields.label)
		return FALSE;
	w->fields.label = NULL;
	if (w->fields.summary != w->poor)
		w->fields.summary = w->tagged;
	log_warning("Jira refuses the labels: filing without them");
	return TRUE;
}

static gboolean
drop_field(struct wish *w, const char *name, gint64 limit)
{
	if (strcmp(name, "labels") == 0)
		return drop_label(w);
	if (strcmp(name, "description") == 0 || strcmp(name, "comment") == 0)
		return drop_text(w, limit);
	return strcmp(name, "summary") == 0 && drop_subject(w);
}

gboolean
wish_less(struct wish *w, const struct refusal *why, enum failure failure)
{
	gboolean dropped = FALSE;

	if (failure != FAIL_REJECTED && failure != FAIL_TOO_LARGE)
		return FALSE;
	for (char **name = why->fields; name && *name; name++)
		dropped = drop_field(w, *name, why->text_limit) || dropped;
	if (dropped || (why->fields && w->poor))
		return dropped;
	/* It does not say what it dislikes: what people wrote goes first. */
	if (w->fields.description &&
	    strcmp(w->fields.description, w->short_text) != 0)
		return drop_text(w, why->text_limit);
	return drop_subject(w) || drop_text(w, 0);
}

/* With U+FFFD for each character of four bytes; NULL: there is none. */
static char *
without_astral(const char *text)
{
	g_autoptr(GString) out = g_string_new(NULL);
	gboolean found = FALSE;

	for (const char *p = text; p && *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		found = found || c > 0xffff;
		g_string_append_unichar(out, c > 0xffff ? 0xfffd : c);
	}
	return found ? g_strdup(out->str) : NULL;
}

static gboolean
replace_astral(struct wish *w)
{
	char *text = without_astral(w->fields.description);
	char *summary = without_astral(w->fields.summary);
	char *tagged = without_astral(w->tagged);

	if (text)
		replace_text(w, text);
	if (tagged) {
		g_free(w->tagged);
		w->tagged = tagged;
	}
	if (summary) {
		g_free(w->summary);
		w->fields.summary = w->summary = summary;
		w->text_refused = TRUE;
		w->fields.mark = &w->without;
	}
	return text || summary;
}

static gboolean
has_astral(const struct wish *w)
{
	g_autofree char *text = without_astral(w->fields.description);
	g_autofree char *summary = without_astral(w->fields.summary);

	return text || summary;
}

gboolean
wish_again(struct wish *w)
{
	w->broke++;
	if (w->broke == 1)
		return has_astral(w);
	if (w->broke > 2 || !replace_astral(w))
		return FALSE;
	log_warning("Jira fails with characters beyond U+FFFF: replacing them");
	return TRUE;
}
