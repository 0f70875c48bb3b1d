#include "base/limits.h"
#include "plain/read.h"
#include "reply/cut.h"
#include "send/template.h"
#include "send/templates.h"

#include "tests/unit/test.h"

#include <glib/gstdio.h>
#include <string.h>

static const struct confirmation printer = {
	.subject = "Printer <b>&\"broken\"",
	.ticketid = "JI-ZOZ2P6QK",
	.issuekey = "SUP-1",
	.link = "https://jira.example.com/browse/SUP-1?a=1&b=2",
	.name = "Ann O'Hara",
	.date = 1793697600,
	.quote = "It smokes.\n<script>x</script>",
};

/* A folder for templates. */
static char *folder;

static int
begin(void **state)
{
	(void)state;
	folder = g_dir_make_tmp("jicket-template-XXXXXX", NULL);
	return folder ? 0 : -1;
}

static int
end(void **state)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	(void)state;
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		g_unlink(path);
	}
	g_rmdir(folder);
	g_free(folder);
	return 0;
}

/* To be freed. */
static char *
put(const char *name, const char *text)
{
	char *path = g_build_filename(folder, name, NULL);

	assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static GPtrArray *
list(const char *tags)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) parts = g_strsplit(tags, " ", -1);

	for (char **p = parts; *p && **p; p++)
		g_ptr_array_add(all, g_strdup(*p));
	return all;
}

static void
fill(struct template *t, const struct confirmation *c, enum confirm_style style,
    struct filled *f)
{
	struct error err = ERROR_INIT;

	assert_non_null(t);
	assert_int_equal(template_fill(t, c, style, f, &err), 0);
	template_free(t);
}

static void
fill_file(const char *path, enum confirm_style style, struct filled *f)
{
	struct error err = ERROR_INIT;

	fill(template_load(path, NULL, "en", NULL, &err), &printer, style, f);
}

static void
a_file_gives_html_and_text(void **state)
{
	g_autofree char *path = put("c.html",
	    "<p>Dear %(name)s,</p><p>%(subject)s is <b>%(ticketid)s</b>, "
	    "since %(date)s: <a href=\"%(link)s\">%(issuekey)s</a></p>"
	    "<blockquote>%(quote)s</blockquote>");
	struct filled f;

	(void)state;
	fill_file(path, CONFIRM_FULL, &f);
	assert_string_equal(f.subject, "[#JI-ZOZ2P6QK] Printer <b>&\"broken\"");
	assert_string_equal(f.html,
	    "<p>Dear Ann O&#39;Hara,</p><p>Printer &lt;b&gt;&amp;&quot;broken"
	    "&quot; is <b>JI-ZOZ2P6QK</b>, since 2026-11-03 09:20 UTC: <a "
	    "href=\"https://jira.example.com/browse/SUP-1?a=1&amp;b=2\">SUP-1"
	    "</a></p><blockquote>It smokes.<br>\n&lt;script&gt;x&lt;/script"
	    "&gt;</blockquote>");
	assert_string_equal(f.text,
	    "Dear Ann O'Hara,\n\nPrinter <b>&\"broken\" is JI-ZOZ2P6QK, since "
	    "2026-11-03 09:20 UTC: SUP-1 "
	    "<https://jira.example.com/browse/SUP-1?a=1&b=2>\n\n"
	    "> It smokes.\n> <script>x</script>");
	filled_release(&f);
}

static void
a_text_beside_it_is_taken(void **state)
{
	g_autofree char *path = put("c.html", "<p>%(subject)s</p>");
	g_autofree char *text =
	    put("c.txt", "\xef\xbb\xbfTicket %(ticketid)s\r\n%(quote)s\r\n");
	struct filled f;

	(void)state;
	assert_non_null(text);
	fill_file(path, CONFIRM_FULL, &f);
	assert_string_equal(
	    f.text, "Ticket JI-ZOZ2P6QK\n> It smokes.\n> <script>x</script>");
	filled_release(&f);
}

static void
the_subject_has_its_own_place(void **state)
{
	static const struct {
		const char *text, *subject;
	} rows[] = {
		{ "<title>Ticket %(ticketid)s &amp; %(subject).7s</title>x",
		    "[#JI-ZOZ2P6QK] Ticket JI-ZOZ2P6QK & Printer" },
		{ "<TITLE lang=en>\nAbout [#%(ticketid)s]\n</TITLE>x",
		    "About [#JI-ZOZ2P6QK]" },
		{ "<title> </title>x",
		    "[#JI-ZOZ2P6QK] Printer <b>&\"broken\"" },
		{ "<title>x", "[#JI-ZOZ2P6QK] Printer <b>&\"broken\"" },
		{ "Subject: Re: %(subject)s\n<title>no</title>x",
		    "[#JI-ZOZ2P6QK] Re: Printer <b>&\"broken\"" },
		{ "Subject: x", "[#JI-ZOZ2P6QK] x" },
		{ "Subject:\n", "[#JI-ZOZ2P6QK] Printer <b>&\"broken\"" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = put("c.html", rows[i].text);
		struct filled f;

		fill_file(path, CONFIRM_FULL, &f);
		assert_string_equal(f.subject, rows[i].subject);
		assert_null(strstr(f.html, "Subject:"));
		filled_release(&f);
	}
}

static void
plain_says_no_word_of_the_sender(void **state)
{
	g_autofree char *path = put("c.html",
	    "<title>%(subject)s</title>%(subject)s|%(name)s|%(quote)s|");
	g_autoptr(GPtrArray) german = list("de");
	struct filled f;

	(void)state;
	fill_file(path, CONFIRM_PLAIN, &f);
	assert_string_equal(
	    f.subject, "[#JI-ZOZ2P6QK] We have received your message");
	assert_string_equal(f.html,
	    "<title>We have received your message</title>"
	    "We have received your message|||");
	filled_release(&f);
	fill(template_builtin(german, NULL), &printer, CONFIRM_PLAIN, &f);
	assert_string_equal(
	    f.subject, "[#JI-ZOZ2P6QK] Ihre Nachricht ist bei uns eingegangen");
	assert_null(strstr(f.html, "Printer"));
	assert_null(strstr(f.text, "Printer"));
	assert_non_null(strstr(f.text, "Nachricht. Sie"));
	filled_release(&f);
}

static void
values_are_bounded_and_clean(void **state)
{
	g_autofree char *path =
	    put("c.html", "%(subject)s|%(name)s|%(quote)s|%(link)s|");
	g_autofree char *many = g_strnfill(10000, 'x');
	g_autofree char *subject =
	    g_strconcat("a\r\nBcc: b\n\xff\xe2\x80\xae", many, NULL);
	struct confirmation c = { .subject = subject,
		.ticketid = "JI-1",
		.name = many,
		.quote = many,
		.link = NULL };
	struct error err = ERROR_INIT;
	struct filled f;

	(void)state;
	fill(template_load(path, NULL, NULL, NULL, &err), &c, CONFIRM_FULL, &f);
	assert_true(
	    g_str_has_prefix(f.subject, "[#JI-1] a Bcc: b \xef\xbf\xbdx"));
	assert_true(g_str_has_suffix(f.subject, "xx…"));
	assert_int_equal(
	    g_utf8_strlen(f.subject, -1), 8 + LIMIT_TEMPLATE_SUBJECT);
	assert_in_range(strlen(f.html), 4000,
	    LIMIT_TEMPLATE_SUBJECT + LIMIT_TEMPLATE_NAME +
		LIMIT_TEMPLATE_QUOTE + 30);
	assert_true(g_str_has_suffix(f.html, "x…||"));
	filled_release(&f);
}

static void
picks(const char *path, const char *tags, const char *want)
{
	g_autoptr(GPtrArray) languages = list(tags);
	struct error err = ERROR_INIT;
	struct filled f;

	fill(template_load(path, languages, "en", NULL, &err), &printer,
	    CONFIRM_FULL, &f);
	assert_string_equal(f.html, want);
	filled_release(&f);
}

static void
a_file_in_the_customers_language_is_taken(void **state)
{
	g_autofree char *path = put("c.html", "any");
	g_autofree char *german = put("c.de.html", "German");
	g_autofree char *brazil = put("c.pt-br.html", "Brazilian");

	(void)state;
	assert_true(german && brazil);
	picks(path, "", "any");
	picks(path, "de", "German");
	picks(path, "de-at", "German");
	picks(path, "fr de", "German");
	picks(path, "pt-br", "Brazilian");
	picks(path, "pt", "any");
	/* English comes first, and is in the file without a language. */
	picks(path, "en-us de", "any");
	picks(path, "../c.de de/../../x", "any");
}

static void
fails(const char *path, const char *want)
{
	g_autofree char *detail = g_strconcat(folder, "/", want, NULL);
	struct error err = ERROR_INIT;

	assert_int_equal(template_check(path, NULL, &err), -1);
	assert_int_equal(err.failure, FAIL_CONFIG);
	if (!g_str_has_prefix(err.detail, detail))
		assert_string_equal(err.detail, detail);
	error_release(&err);
}

static void
a_check_finds_mistakes_in_all_files(void **state)
{
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *path =
	    put("c.html", "Subject: 100%\n<p width=100%>%(subject)s");
	g_autofree char *other = put("c.xhtml", "%(nonsense)s");
	g_autofree char *backup = put("c.old.html", "%(subject)s 10%");
	struct error err = ERROR_INIT;

	(void)state;
	assert_true(other && backup);
	assert_int_equal(template_check(path, warnings, &err), 0);
	assert_int_equal(warnings->len, 3);
	assert_true(g_str_has_suffix(g_ptr_array_index(warnings, 0),
	    "c.html:1: a single \"%\" stays as it is; better write \"%%\""));
	assert_non_null(strstr(g_ptr_array_index(warnings, 1), "c.html:2: "));
	g_free(put("c.de.html", "\n<title>%(subjekt)s</title>"));
	fails(path, "c.de.html:2: unknown name \"%(subjekt)\"");
	g_free(put("c.de.html", "ok"));
	g_free(put("c.de.txt", "\n\n%(subject)d"));
	fails(path, "c.de.txt:3: ");
	g_free(put("c.de.txt", "a\nGr\xfc\xdf"));
	fails(path, "c.de.txt:2: not UTF-8");
}

static void
a_file_that_is_none_is_no_template(void **state)
{
	g_autofree char *path = put("c.html", "x");
	g_autofree char *many = g_strnfill(LIMIT_TEMPLATE_BYTES + 1, 'x');
	g_autofree char *none = g_build_filename(folder, "none.html", NULL);
	struct error err = ERROR_INIT;

	(void)state;
	assert_null(template_load(none, NULL, NULL, NULL, &err));
	assert_int_equal(err.failure, FAIL_CONFIG);
	error_release(&err);
	assert_null(template_load(folder, NULL, NULL, NULL, &err));
	error_release(&err);
	g_free(put("c.html", many));
	assert_null(template_load(path, NULL, NULL, NULL, &err));
	assert_non_null(strstr(err.detail, "File too large"));
	error_release(&err);
}

static void
a_bad_template_is_replaced(void **state)
{
	g_autofree char *path = put("c.html", "%(nonsense)s");
	struct options o = { .thread_template = path,
		.confirm_language = (char *)"fr" };
	struct filled f;

	(void)state;
	template_confirm(&o, &printer, &f);
	assert_non_null(strstr(f.text, "Bonjour"));
	filled_release(&f);
	o.thread_template = NULL;
	template_confirm(&o, &printer, &f);
	assert_non_null(strstr(f.text, "Bonjour"));
	filled_release(&f);
	g_free(put("c.html", "good"));
	o.thread_template = path;
	template_confirm(&o, &printer, &f);
	assert_string_equal(f.text, "good");
	filled_release(&f);
}

/* Each built-in one, in both forms, by "check". */
static void
each(void (*check)(const struct builtin *b, const struct filled *f))
{
	static const char *const subjects[] = { "Printer", "" };

	for (gsize i = 0; i < 2 * builtin_count; i++) {
		const struct builtin *b = &builtins[i / 2];
		g_autoptr(GPtrArray) languages = list(b->code);
		struct confirmation c = printer;
		struct filled f;

		c.subject = subjects[i % 2];
		fill(template_builtin(languages, "en"), &c, CONFIRM_FULL, &f);
		check(b, &f);
		filled_release(&f);
	}
}

static void
check_form(const struct builtin *b, const struct filled *f)
{
	g_auto(GStrv) lines = g_strsplit(f->text, "\n", -1);

	assert_true(g_str_has_prefix(f->subject, "[#JI-ZOZ2P6QK] "));
	assert_true(g_str_has_suffix(f->subject, "Printer") ||
	    g_str_has_suffix(f->subject, b->title));
	assert_int_equal(g_strv_length(lines), 7);
	assert_string_equal(lines[0], b->hello);
	assert_string_equal(lines[6], b->answer);
	assert_non_null(strstr(lines[4], "JI-ZOZ2P6QK"));
	assert_null(strstr(f->html, "<table"));
	assert_true((strstr(f->html, "dir=\"rtl\"") != NULL) == b->right);
	assert_null(strstr(f->html, "%("));
	assert_true(g_utf8_validate(f->html, -1, NULL));
}

static void
the_built_in_ones_have_one_form(void **state)
{
	(void)state;
	assert_true(builtin_count >= 10);
	each(check_form);
}

static struct doc *
read_plain(const char *text)
{
	static const struct plain_format fixed = { FALSE, FALSE };

	return plain_read(text, &fixed);
}

static void
cuts(const char *text, const char *want, const char *code)
{
	struct reply *r = reply_new(NULL, NULL);
	struct doc *d = read_plain(text);
	g_autofree char *got = NULL;

	reply_cut(r, d, FALSE);
	got = doc_plain(d, DOC_KEPT, FALSE);
	if (strcmp(got, want) != 0)
		fail_msg("%s: \"%s\" is left, and not \"%s\"", code, got, want);
	doc_free(d);
	reply_free(r);
}

/* The text as it stands in answers of some programs. */
static void
check_answers(const struct builtin *b, const struct filled *f)
{
	g_auto(GStrv) lines = g_strsplit(f->text, "\n", -1);
	g_autofree char *quoted = g_strjoinv("\n> ", lines);
	g_autofree char *gmail = g_strdup_printf("It is the red one.\n\n"
						 "On 6 May 2024, at 10:20, "
						 "Us <us@example.com> wrote:\n"
						 "\n> %s\n",
	    quoted);
	g_autofree char *bare = g_strdup_printf("The red.\n\n> %s\n", quoted);
	g_autofree char *outlook = g_strdup_printf(
	    "It is the red one.\n\nFrom: Us <us@example.com>\n"
	    "Sent: Monday, 6 May 2024 10:20\nTo: Ann <ann@example.com>\n"
	    "Subject: %s\n\n%s\n",
	    f->subject, f->text);

	cuts(gmail, "It is the red one.", b->code);
	cuts(bare, "The red.", b->code);
	cuts(outlook, "It is the red one.", b->code);
	/* Alone, no line of it looks like the beginning of an old mail. */
	cuts(f->text, f->text, b->code);
}

static void
answers_to_the_built_in_ones_are_cut_well(void **state)
{
	(void)state;
	each(check_answers);
}

static void
a_language_that_we_do_not_have_is_passed_over(void **state)
{
	g_autoptr(GPtrArray) languages = list("tlh sv-fi de");
	struct filled f;

	(void)state;
	fill(template_builtin(languages, "fr"), &printer, CONFIRM_FULL, &f);
	assert_true(g_str_has_prefix(f.text, "Hej!"));
	filled_release(&f);
	fill(template_builtin(NULL, "fr"), &printer, CONFIRM_FULL, &f);
	assert_true(g_str_has_prefix(f.text, "Bonjour"));
	filled_release(&f);
	fill(template_builtin(NULL, "tlh"), &printer, CONFIRM_FULL, &f);
	assert_true(g_str_has_prefix(f.text, "Hello"));
	filled_release(&f);
}

#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_file_gives_html_and_text),
		IN_FOLDER(a_text_beside_it_is_taken),
		IN_FOLDER(the_subject_has_its_own_place),
		IN_FOLDER(plain_says_no_word_of_the_sender),
		IN_FOLDER(values_are_bounded_and_clean),
		IN_FOLDER(a_file_in_the_customers_language_is_taken),
		IN_FOLDER(a_check_finds_mistakes_in_all_files),
		IN_FOLDER(a_file_that_is_none_is_no_template),
		IN_FOLDER(a_bad_template_is_replaced),
		cmocka_unit_test(the_built_in_ones_have_one_form),
		cmocka_unit_test(answers_to_the_built_in_ones_are_cut_well),
		cmocka_unit_test(a_language_that_we_do_not_have_is_passed_over),
	};

	return RUN(tests);
}
