#include "plan/letter.h"
#include "plan/preview.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

#define ID "JI-QJ4NXV12"

static void
write_letter(struct filing *f, struct filled *out)
{
	letter_write(&f->options, f->message, f->ids, ID, "SUP-1",
	    "https://jira.example.com/browse/SUP-1", 0, out);
}

static void
subject_of(const char *subject, const char *want)
{
	g_autofree char *mail = g_strdup_printf(
	    "From: a@b\nMessage-ID: <a@b>\nSubject: %s\n\nx\n", subject);
	struct filing f;
	struct filled out;

	filing_begin(&f, mail, NULL);
	write_letter(&f, &out);
	assert_string_equal(out.subject, want);
	filled_release(&out);
	filing_end(&f);
}

static void
tags_of_other_tickets_are_left_out(void **state)
{
	(void)state;
	subject_of("x", "[#" ID "] x");
	subject_of("Re: [#JI-ABCDEFG] x [#ji-abcdefh]", "[#" ID "] Re: x");
	subject_of("[#JI-ABCDEFG]", "[#" ID "] We have received your message");
	/* Those of other programs are not ours to take. */
	subject_of("[#12345] x [# [#JI-", "[#" ID "] [#12345] x [# [#JI-");
	subject_of(
	    "=?utf-8?q?a=0D=0ABcc=3A_b=00=E2=80=AEc?=", "[#" ID "] a Bcc: b c");
}

static void
a_mail_is_answered_in_its_language(void **state)
{
	static const struct {
		const char *fields, *text, *hello;
	} rows[] = {
		{ "Accept-Language: tlh, de-AT, en\n", "x", "Guten Tag," },
		{ "Content-Language: sv-SE\n", "x", "Hej!" },
		{ "", "Bonjour, je ne peux pas imprimer. Merci de votre aide",
		    "Bonjour," },
		{ "", "x", "Hei!" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *mail =
		    g_strdup_printf("From: a@b\nMessage-ID: <a@b>\n"
				    "Subject: s\n%s\n%s\n",
			rows[i].fields, rows[i].text);
		struct filing f;
		struct filled out;

		filing_begin(&f, mail, "--confirm-language", "NO", NULL);
		write_letter(&f, &out);
		assert_true(g_str_has_prefix(out.text, rows[i].hello));
		filled_release(&out);
		filing_end(&f);
	}
}

static void
a_preview_says_why_there_would_be_none(void **state)
{
	struct error err = ERROR_INIT;
	struct filing f;
	char *text;

	(void)state;
	filing_begin(&f,
	    "From: a@b\nMessage-ID: <a@b>\nAuto-Submitted: auto-replied\n"
	    "Subject: Out of office\n\nx\n",
	    "--jiraurl", "https://jira.example.com", NULL);
	text = preview_print(&f.options, f.message, f.verdict, f.ids, 0, &err);
	assert_non_null(text);
	assert_true(g_str_has_prefix(text,
	    "X-Jicket-Remark: not sent: the class of this mail is "
	    "\"autoreply\"\n"));
	g_free(text);
	filing_end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_of_other_tickets_are_left_out),
		cmocka_unit_test(a_mail_is_answered_in_its_language),
		cmocka_unit_test(a_preview_says_why_there_would_be_none),
	};

	return RUN(tests);
}
