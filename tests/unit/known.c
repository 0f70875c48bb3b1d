#include "tests/unit/known.h"

#include "base/memory.h"
#include "ticket/id.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/test.h"

/* Texts that live as long as one call are kept in an array. */

static char *
keep(GPtrArray *texts, char *text)
{
	g_ptr_array_add(texts, text);
	return text;
}

static char *
digest_of(const struct filing *f, const char *text)
{
	g_autofree char *id = NULL;

	if (*text != '@')
		return g_strdup(text);
	if (!g_str_has_prefix(text, "@<"))
		return g_strdup(f->verdict->digest);
	id = g_strndup(text + 2, strlen(text) - 3);
	return ticket_digest(id);
}

char *
known_label(const struct filing *f, const char *text)
{
	g_autofree char *digest = digest_of(f, text);

	if (*text != '@')
		return g_strdup(text);
	return ticket_id(f->ids, digest,
	    g_ascii_isdigit(text[1]) ? (guint)(text[1] - '0') : 0);
}

static char *
summary_of(const struct filing *f, const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, "@", -1);
	g_autofree char *other = known_label(f, text);
	g_autofree char *tag = ticket_tag(f->verdict->ids[0]);

	/* "@1" and "@<id>", as in a label. */
	if (*text == '@' && (text[1] == '<' || g_ascii_isdigit(text[1])))
		return ticket_tag(other);
	return g_strjoinv(tag, parts);
}

void
known_begin(struct filing *f, const char *mail, const char *option)
{
	filing_begin(f, mail, "--message-key=k", option ? option : "-n", NULL);
	fake_route(&f->http, SEARCH, 200, "{\"issues\":[]}");
	fake_route(&f->http, "GET /rest/api/2/issue/", 404, JIRAS_NO);
	fake_route(&f->http, MYSELF, 200, "{\"name\":\"bot\"}");
}

/* The mark of the message itself. */
static struct mark
own_mark(const struct filing *f, const char *step)
{
	return (struct mark){ .step = (char *)(gintptr)step,
		.digest = f->verdict->digest,
		.project = (char *)"SUP",
		.body = (char *)(gintptr)f->spool.digest,
		.size = f->spool.body_size,
		.text = (char *)"t" };
}

/* Of which only a start was filed. */
static void
cut_mark(struct mark *m, const char *body, gint64 size, GPtrArray *texts)
{
	m->size = size;
	m->body = keep(texts,
	    g_compute_checksum_for_string(
		G_CHECKSUM_SHA256, body, (gssize)size));
}

static struct seed
make_seed(const struct filing *f, const struct known_issue *k, GPtrArray *texts)
{
	struct seed s = { k->id, k->key, k->project, k->summary, k->label, NULL,
		k->closed, k->extra, { 0 } };

	if (k->label)
		s.label = keep(texts, known_label(f, k->label));
	if (k->summary)
		s.summary = keep(texts, summary_of(f, k->summary));
	if (!k->digest)
		return s;
	s.mark = own_mark(f, FILED_ISSUE);
	s.mark.digest = keep(texts, digest_of(f, k->digest));
	if (k->filed)
		s.mark.project = (char *)(gintptr)k->filed;
	s.mark.follows = (char *)(gintptr)k->follows;
	if (k->body)
		cut_mark(&s.mark, k->body, k->size, texts);
	return s;
}

void
known_issues(struct filing *f, const struct known_issue *k, guint n)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autofree struct seed *seeds = g_new0(struct seed, n + 1);
	g_autofree char *hits = NULL;

	for (guint i = 0; i < n; i++)
		seeds[i] = make_seed(f, &k[i], texts);
	hits = seed_hits(seeds, n);
	fake_route(&f->http, SEARCH, 200, hits);
	for (guint i = 0; i < n; i++) {
		const char *id = k[i].id ? k[i].id : "10042";
		g_autofree char *issue = seed_issue(&seeds[i]);
		g_autofree char *path =
		    g_strdup_printf("GET /rest/api/2/issue/%s?", id);
		g_autofree char *comments =
		    g_strdup_printf("GET /rest/api/2/issue/%s/comment", id);

		fake_route(&f->http, path, 200, issue);
		fake_route(
		    &f->http, comments, 200, "{\"comments\":[],\"total\":0}");
	}
}

static struct comment
make_comment(
    const struct filing *f, const struct known_comment *k, GPtrArray *texts)
{
	struct comment c = { k->created, own_mark(f, k->step) };
	char **files = (char **)keep(
	    texts, (char *)g_new0(char *, G_N_ELEMENTS(k->files) + 1));

	c.mark.files = files;
	for (size_t i = 0; i < G_N_ELEMENTS(k->files) && k->files[i]; i++)
		files[i] = keep(texts, mark_file_key(k->files[i], 48));
	if (k->digest)
		c.mark.digest = keep(texts, digest_of(f, k->digest));
	if (k->body)
		cut_mark(&c.mark, k->body, k->size, texts);
	return c;
}

char *
known_page(
    const struct filing *f, const struct known_comment *c, guint n, guint total)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autofree struct comment *comments = g_new0(struct comment, n + 1);

	for (guint i = 0; i < n; i++)
		comments[i] = make_comment(f, &c[i], texts);
	return seed_comments(comments, n, total);
}

void
known_comments(struct filing *f, const struct known_comment *c, guint n)
{
	g_autofree char *page = known_page(f, c, n, n);

	fake_route(&f->http, COMMENTS, 200, page);
}

int
known_find(struct filing *f, const char *of, const char *hint)
{
	char folder[] = "/tmp/jicket-test.XXXXXX";
	g_autofree char *digest = digest_of(f, of ? of : "@");
	g_autofree char *file = NULL;
	struct memory *m = NULL;
	int rc;

	if (hint) {
		assert_non_null(mkdtemp(folder));
		file =
		    g_strdup_printf("%s/memory-%ld", folder, (long)geteuid());
		m = memory_open(folder, 60, "SUP", digest);
		assert_non_null(m);
		memory_remember(m, of && *of != '@' ? of : "any id", hint);
		memory_close(m);
		m = memory_open(folder, 60, "SUP", f->verdict->digest);
		assert_non_null(m);
	}
	rc = facts_find(&f->facts, &f->jira, &f->options, f->message,
	    f->verdict, m, NOW, &f->err);
	memory_close(m);
	if (hint) {
		assert_int_equal(unlink(file), 0);
		assert_int_equal(rmdir(folder), 0);
	}
	return rc;
}

char *
known_answer(void)
{
	struct filing f;
	g_autofree char *id = NULL;

	known_begin(&f, TAGGED_MAIL, NULL);
	id = ticket_message_id(f.ids, TAGGED, "10042", "u", "b");
	filing_end(&f);
	return g_strdup_printf(
	    "Message-ID: <a@b>\nIn-Reply-To: <%s>\n\nx\n", id);
}
