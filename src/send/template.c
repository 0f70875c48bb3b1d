#include "send/template.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "html/read.h"
#include "send/alternative.h"
#include "send/language.h"
#include "send/template_file.h"
#include "send/templates.h"
#include "send/wording.h"

#include <string.h>

struct template
{
	struct wording *subject;
	gboolean subject_is_html; /* it is the <title> */
	struct wording *html;
	struct wording *text; /* NULL: it is made of the HTML */
	const char *fixed;    /* stands for the subject; static */
	/* Without a subject in it; NULL: it is this one. */
	struct template *bare;
};

static const struct builtin *
find_words(const GPtrArray *languages, const char *fallback)
{
	const struct builtin *b = NULL;

	for (guint i = 0; languages && i < languages->len && !b; i++)
		b = builtin_find(g_ptr_array_index(languages, i));
	if (!b && fallback)
		b = builtin_find(fallback);
	return b ? b : &builtins[0];
}

/* What is between <title> and </title>, and its first line; or NULL. */
static char *
find_title(const char *html, guint *line)
{
	g_autofree char *lower = g_ascii_strdown(html, -1);
	const char *from = strstr(lower, "<title");
	const char *end;

	from = from ? strchr(from, '>') : NULL;
	end = from ? strstr(from, "</title") : NULL;
	if (!end)
		return NULL;
	from++;
	for (const char *p = lower; p < from; p++)
		*line += *p == '\n';
	return g_strndup(html + (from - lower), (gsize)(end - from));
}

/*
 * "Subject: ..." in the first line, which then is not part of the text.
 * Returns it, and moves "html" behind it; or NULL.
 */
static char *
take_subject(const char **html, guint *line)
{
	gsize n = strcspn(*html, "\n");
	char *subject;

	if (g_ascii_strncasecmp(*html, "Subject:", 8) != 0)
		return NULL;
	subject = g_strstrip(g_strndup(*html + 8, n - 8));
	*html += n;
	if (**html) {
		++*html;
		++*line;
	}
	return subject;
}

/* "text": of the file beside it, named "text_file"; or NULL. */
static struct template *
parse(const char *html, const char *file, const char *text,
    const char *text_file, GPtrArray *warnings, struct error *err)
{
	struct template *t = g_new0(struct template, 1);
	guint line = 1, at = 1;
	g_autofree char *subject = take_subject(&html, &line);

	at = line;
	if (!subject) {
		subject = find_title(html, &at);
		t->subject_is_html = subject && *g_strstrip(subject);
	} else {
		at = 1;
	}
	/* What is strange in a title is told with the whole. */
	t->subject =
	    wording_parse(subject && *subject ? subject : "%(subject)s", file,
		at, t->subject_is_html ? NULL : warnings, err);
	t->html = wording_parse(html, file, line, warnings, err);
	if (text)
		t->text = wording_parse(text, text_file, 1, warnings, err);
	if (t->subject && t->html && (t->text || !text))
		return t;
	template_free(t);
	return NULL;
}

static struct template *
load(const char *file, GPtrArray *warnings, struct error *err)
{
	g_autofree char *text_file = template_file_text(file);
	g_autofree char *html = template_file_read(file, FALSE, err);
	g_autofree char *text = NULL;

	if (!html)
		return NULL;
	text = template_file_read(text_file, TRUE, err);
	if (err->failure != FAIL_NONE)
		return NULL;
	return parse(html, file, text, text_file, warnings, err);
}

struct template *
template_load(const char *file, const GPtrArray *languages,
    const char *fallback, GPtrArray *warnings, struct error *err)
{
	g_autofree char *name = template_file_find(file, languages, fallback);
	struct template *t = load(name, warnings, err);

	if (t)
		t->fixed = find_words(languages, fallback)->title;
	return t;
}

int
template_check(const char *file, GPtrArray *warnings, struct error *err)
{
	g_autoptr(GPtrArray) names = template_file_all(file);
	int rc = 0;

	for (guint i = 0; i < names->len && rc == 0; i++) {
		struct template *t =
		    load(g_ptr_array_index(names, i), warnings, err);

		rc = t ? 0 : -1;
		template_free(t);
	}
	return rc;
}

static struct template *
make_builtin(const struct builtin *b, gboolean names)
{
	struct error err = ERROR_INIT;
	g_autofree char *html = builtin_html(b, names);
	struct template *t = parse(html, b->code, NULL, NULL, NULL, &err);

	/* Each of them is tested. */
	g_assert(t);
	t->fixed = b->title;
	return t;
}

struct template *
template_builtin(const GPtrArray *languages, const char *fallback)
{
	const struct builtin *b = find_words(languages, fallback);
	struct template *t = make_builtin(b, TRUE);

	t->bare = make_builtin(b, FALSE);
	return t;
}

void
template_free(struct template *t)
{
	if (!t)
		return;
	wording_free(t->subject);
	wording_free(t->html);
	wording_free(t->text);
	template_free(t->bare);
	g_free(t);
}

/* Its first characters; to be freed. */
static char *
shorten(const char *text, glong max)
{
	if (g_utf8_strlen(text, -1) <= max)
		return g_strdup(text);
	return g_strdup_printf("%.*s…",
	    (int)(g_utf8_offset_to_pointer(text, max - 1) - text), text);
}

static char *
one_line(const char *text, glong max)
{
	g_autofree char *line = text_scrub_line(text ? text : "", -1);

	return shorten(line, max);
}

static char *
write_date(gint64 seconds)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(seconds);

	return date ? g_date_time_format(date, "%Y-%m-%d %H:%M UTC") :
		      g_strdup("");
}

/* The values, to be freed one by one.  "plain": none of the sender's. */
static void
make_values(const struct template *t, const struct confirmation *c,
    gboolean plain, char **values)
{
	g_autofree char *quote =
	    text_scrub(c->quote && !plain ? c->quote : "", -1);

	values[VALUE_SUBJECT] =
	    one_line(plain ? t->fixed : c->subject, LIMIT_TEMPLATE_SUBJECT);
	values[VALUE_TICKETID] = one_line(c->ticketid, LIMIT_TEMPLATE_SUBJECT);
	values[VALUE_ISSUEKEY] = one_line(c->issuekey, LIMIT_TEMPLATE_SUBJECT);
	values[VALUE_LINK] = one_line(c->link, LIMIT_URL);
	values[VALUE_NAME] =
	    one_line(plain ? NULL : c->name, LIMIT_TEMPLATE_NAME);
	values[VALUE_DATE] = write_date(c->date);
	values[VALUE_QUOTE] = shorten(text_trim(quote), LIMIT_TEMPLATE_QUOTE);
}

/* The quote as a plain text has it; to be freed. */
static char *
mark_quote(const char *quote)
{
	g_auto(GStrv) lines = g_strsplit(quote, "\n", -1);
	g_autofree char *joined = g_strjoinv("\n> ", lines);

	return *quote ? g_strconcat("> ", joined, NULL) : g_strdup("");
}

/* One line that begins with the tag, or has it; to be freed. */
static char *
finish_subject(const char *text, gboolean html, const char *ticketid)
{
	g_autofree char *shown = html ? alternative(text) : g_strdup(text);
	g_autofree char *line = text_scrub_line(shown, -1);
	g_autofree char *tag = g_strdup_printf("[#%s]", ticketid);
	g_autofree char *tagged = strstr(line, tag) ?
	    g_strdup(line) :
	    g_strconcat(tag, " ", line, NULL);

	return text_scrub_line(tagged, -1);
}

static int
fill_values(const struct template *t, char **values, struct filled *f,
    struct error *err)
{
	const char *const *v = (const char *const *)values;
	g_autoptr(GString) subject = g_string_new(NULL);
	g_autoptr(GString) html = g_string_new(NULL);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *quote = mark_quote(values[VALUE_QUOTE]);
	const char *marked[VALUE_COUNT];

	memcpy(marked, v, sizeof marked);
	marked[VALUE_QUOTE] = quote;
	if (wording_fill(t->subject, v, t->subject_is_html, subject, err) < 0 ||
	    wording_fill(t->html, v, TRUE, html, err) < 0 ||
	    (t->text && wording_fill(t->text, marked, FALSE, text, err) < 0))
		return -1;
	f->subject = finish_subject(
	    subject->str, t->subject_is_html, values[VALUE_TICKETID]);
	f->text =
	    t->text ? text_trim(g_strdup(text->str)) : alternative(html->str);
	f->html = g_string_free(g_steal_pointer(&html), FALSE);
	return 0;
}

int
template_fill(const struct template *t, const struct confirmation *c,
    enum confirm_style style, struct filled *f, struct error *err)
{
	gboolean plain = style == CONFIRM_PLAIN;
	char *values[VALUE_COUNT];
	int rc;

	if (t->bare && (plain || !c->subject || !*c->subject))
		t = t->bare;
	make_values(t, c, plain, values);
	rc = fill_values(t, values, f, err);
	for (gsize i = 0; i < VALUE_COUNT; i++)
		g_free(values[i]);
	return rc;
}

void
filled_release(struct filled *f)
{
	g_free(f->subject);
	g_free(f->html);
	g_free(f->text);
	memset(f, 0, sizeof *f);
}

void
template_confirm(
    const struct options *o, const struct confirmation *c, struct filled *f)
{
	enum confirm_style style = (enum confirm_style)o->confirm_style;
	struct error err = ERROR_INIT;
	g_autofree char *fallback = o->confirm_language ?
	    g_ascii_strdown(o->confirm_language, -1) :
	    NULL;
	struct template *t = NULL;
	int rc = -1;

	if (o->thread_template)
		t = template_load(
		    o->thread_template, c->languages, fallback, NULL, &err);
	if (t)
		rc = template_fill(t, c, style, f, &err);
	if (rc < 0) {
		if (o->thread_template)
			log_warning(
			    "%s: the built-in template is used", err.detail);
		error_release(&err);
		template_free(t);
		t = template_builtin(c->languages, fallback);
		(void)template_fill(t, c, style, f, &err);
	}
	template_free(t);
}
