#include "plan/preview.h"

#include "base/text.h"
#include "plan/letter.h"
#include "send/template.h"

#include <string.h>

#define REMARK "X-Jicket-Remark: "

static char *
print_part(const char *type, const char *text)
{
	return g_strdup_printf("--jicket\n"
			       "Content-Type: %s; charset=utf-8\n"
			       "Content-Transfer-Encoding: 8bit\n\n%s\n",
	    type, text);
}

static char *
print_mail(
    const struct options *o, const struct message *m, const struct filled *f)
{
	const struct address *from =
	    m->fields.from->len ? g_ptr_array_index(m->fields.from, 0) : NULL;
	g_autofree char *to = from ? address_format(from) : g_strdup("");
	g_autofree char *text = print_part("text/plain", f->text);
	g_autofree char *html = print_part("text/html", f->html);

	return g_strdup_printf("From: %s\nTo: %s\nSubject: %s\n"
			       "MIME-Version: 1.0\nContent-Type: "
			       "multipart/alternative; boundary=jicket\n\n"
			       "%s%s--jicket--",
	    o->ticket_address ? o->ticket_address : "", to, f->subject, text,
	    html);
}

/* What is told about the mail; to be freed. */
static char *
print_remarks(const GPtrArray *strange, const struct verdict *v)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < strange->len; i++) {
		g_autofree char *line =
		    text_scrub_line(g_ptr_array_index(strange, i), -1);

		g_string_append_printf(out, REMARK "%s\n", line);
	}
	if (v->class != CLASS_HUMAN)
		g_string_append_printf(out,
		    REMARK "not sent: the class of this mail is \"%s\"\n",
		    class_name(v->class));
	else if (v->mute)
		g_string_append_printf(out,
		    REMARK "not sent: this mail is not answered (%s)\n",
		    v->mute);
	return g_string_free(out, FALSE);
}

char *
preview_print(const struct options *o, const struct message *m,
    const struct verdict *v, const struct ticket_ids *ids, gint64 now,
    struct error *err)
{
	g_autofree char *key =
	    g_strdup_printf("%s-0", o->jira_project ? o->jira_project : "KEY");
	g_autofree char *link = g_strdup_printf("%s/browse/%s",
	    o->jira_url ? o->jira_url : "https://jira.example.com", key);
	g_autoptr(GPtrArray) strange = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *remarks = NULL, *mail = NULL;
	struct filled f;

	if (o->thread_template &&
	    template_check(o->thread_template, strange, err) < 0)
		return NULL;
	letter_write(o, m, ids, v->ids[0], key, link, now, &f);
	remarks = print_remarks(strange, v);
	mail = print_mail(o, m, &f);
	filled_release(&f);
	return g_strconcat(remarks, mail, NULL);
}
