/*
 * What is beyond a limit of a whole message.
 */
#include "base/limits.h"

#include "base/attachment.h"
#include "message/message.h"
#include "message/read.h"
#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static struct spool spool;
static struct message *m;

/* The message that a text is, as "m"; frees the text. */
static void
read_mail(GString *text)
{
	support_spool(&spool, text->str, (gssize)text->len);
	g_string_free(text, TRUE);
	m = message_read(&spool, FALSE);
}

static void
forget(void)
{
	message_free(m);
	spool_release(&spool);
}

static const struct attachment *
attachment(guint i)
{
	assert_true(i < m->attachments->len);
	return g_ptr_array_index(m->attachments, i);
}

static GString *
mixed(void)
{
	return g_string_new(
	    "Content-Type: multipart/mixed; boundary=m\n\n--m\n\nHello.\n");
}

static void
a_header_has_a_number_of_fields(void **state)
{
	(void)state;
	for (int more = 0; more < 2; more++) {
		GString *mail = g_string_new("Subject: x\n");

		/* The blank line behind them counts as one. */
		for (int i = 2; i < LIMIT_HEADER_FIELDS + more; i++)
			g_string_append(mail, "A: b\n");
		g_string_append(mail, "\nbody\n");
		read_mail(mail);
		assert_int_equal(m->plain, more);
		forget();
	}
}

static void
a_header_has_a_size(void **state)
{
	(void)state;
	for (gsize more = 0; more < 2; more++) {
		GString *mail = g_string_new("Subject: x\n");

		/* Fields of 1,000 bytes, and one that fills the rest. */
		while (mail->len + 2000 < LIMIT_HEADER_BYTES) {
			g_autofree char *fill = g_strnfill(995, 'x');

			g_string_append_printf(mail, "A: %s\n", fill);
		}
		g_string_append(mail, "A: ");
		while (mail->len + 2 < LIMIT_HEADER_BYTES + more)
			g_string_append_c(mail, 'x');
		g_string_append(mail, "\n\nbody\n");
		read_mail(mail);
		assert_int_equal(m->plain, more);
		forget();
	}
}

/* The MIME library needs memory for each, whatever is looked at. */
static void
a_message_has_a_number_of_boundaries(void **state)
{
	(void)state;
	for (int more = 0; more < 2; more++) {
		GString *mail = mixed();

		for (int i = 1; i < LIMIT_BOUNDARY_LINES + more; i++)
			g_string_append(mail, "--m\n");
		read_mail(mail);
		assert_int_equal(m->plain, more);
		forget();
	}
}

/* A text may draw lines, and show a file or its changes. */
static void
a_text_has_any_number_of_dashes(void **state)
{
	static const char *const types[] = { "", "Content-Type: text/plain\n",
		"Content-Type: text/html\n" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		GString *mail = g_string_new("Subject: x\n");

		g_string_append_printf(mail, "%s\nPlease mend it:\n", types[i]);
		for (int n = 0; n < 2 * LIMIT_BOUNDARY_LINES; n++)
			g_string_append(mail, "-- x\n");
		read_mail(mail);
		assert_false(m->plain);
		assert_true(g_str_has_prefix(m->text, "Please mend it:"));
		assert_true(g_str_has_suffix(m->text, "-- x"));
		forget();
	}
}

static void
multiparts_have_a_depth(void **state)
{
	(void)state;
	for (int more = 0; more < 2; more++) {
		GString *mail = g_string_new(NULL);

		for (int i = 0; i < LIMIT_NESTING + more; i++)
			g_string_append_printf(mail,
			    "Content-Type: multipart/mixed; boundary=m%d-\n\n"
			    "--m%d-\n",
			    i, i);
		g_string_append(mail, "\nHello.\n");
		for (int i = LIMIT_NESTING + more - 1; i >= 0; i--)
			g_string_append_printf(mail, "--m%d---\n", i);
		read_mail(mail);
		assert_false(m->plain);
		/* Beyond it, the text is what stands there. */
		assert_true(
		    g_str_has_prefix(m->text, more ? "--m0-" : "Hello."));
		assert_int_equal(m->doubt, more);
		forget();
	}
}

static void
a_text_has_a_size(void **state)
{
	g_autofree char *most = g_strnfill(LIMIT_TEXT_BYTES - 1, 'x');

	(void)state;
	for (int more = 0; more < 2; more++) {
		GString *mail = g_string_new("Subject: x\n\n");

		g_string_append(mail, most);
		g_string_append(mail, more ? "y\n" : "\n");
		read_mail(mail);
		assert_int_equal(m->text_cut, more);
		assert_int_equal(strlen(m->text), LIMIT_TEXT_BYTES - 1 + more);
		forget();
	}
}

#ifndef __SANITIZE_ADDRESS__
/* In KiB, of /proc/self/status; 0: there is no such file. */
static long
data_size(void)
{
	FILE *f = fopen("/proc/self/status", "r");
	char line[200];
	long size = 0;

	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "VmData: %ld kB", &size) == 1)
			break;
	if (f)
		fclose(f);
	return size;
}
#endif

/* So many KiB more may be taken; ASan takes what it wants. */
static void
bound_memory(long more)
{
#ifndef __SANITIZE_ADDRESS__
	rlim_t most = (rlim_t)(data_size() + more) * KIB;
	const struct rlimit data = { most, most };

	if (setrlimit(RLIMIT_DATA, &data) < 0)
		_exit(1);
#else
	(void)more;
#endif
}

/* What is beyond it is not even held in memory. */
static void
a_huge_text_needs_no_memory(void **state)
{
	GString *mail = g_string_new("Subject: x\n\n");
	int status;
	pid_t pid;

	(void)state;
	while (mail->len < 40 * MIB)
		g_string_append(mail,
		    "This is a line of a text that somebody has written.\n");
	support_spool(&spool, mail->str, (gssize)mail->len);
	g_string_free(mail, TRUE);
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_DUMPABLE, 0);
		bound_memory(12 * KIB);
		m = message_read(&spool, FALSE);
		_exit(m->text_cut ? 0 : 2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	spool_release(&spool);
}

static void
html_has_a_size(void **state)
{
	g_autofree char *fill = g_strnfill(1000, ' ');

	(void)state;
	for (gsize more = 0; more < 2; more++) {
		GString *mail = g_string_new("Content-Type: text/html\n\n");
		gsize head = mail->len;

		g_string_append(mail, "Text");
		while (mail->len - head + 1000 < LIMIT_HTML_RAW - 10)
			g_string_append_printf(mail, "<b %s>", fill + 5);
		while (mail->len - head < LIMIT_HTML_RAW + more - 2)
			g_string_append_c(mail, '\n');
		g_string_append(mail, "e\n");
		read_mail(mail);
		assert_int_equal(m->text_cut, more);
		assert_true(g_str_has_prefix(m->text, "Text"));
		forget();
	}
}

/* What is signed, with a content of "Content-Type: ...\n\ntext\n". */
static void
add_signed(GString *mail, const char *text)
{
	g_autoptr(GString) ber = g_string_new(NULL);
	g_autofree char *content = g_strdup_printf("\n%s\n", text);
	g_autofree char *lines = NULL;
	static const char head[] =
	    "\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80"
	    "\x30\x80\x02\x01\x01\x31\x00\x30\x80\x06\x09\x2a\x86\x48\x86"
	    "\xf7\x0d\x01\x07\x01\xa0\x80\x04";

	g_string_append_len(ber, head, sizeof head - 1);
	g_string_append_c(ber, (char)strlen(content));
	g_string_append(ber, content);
	lines = g_base64_encode((const guchar *)ber->str, ber->len);
	g_string_append_printf(mail,
	    "--m\nContent-Type: application/pkcs7-mime; name=smime.p7m\n"
	    "Content-Transfer-Encoding: base64\n\n%s\n",
	    lines);
}

static void
signed_texts_have_a_number(void **state)
{
	GString *mail =
	    g_string_new("Content-Type: multipart/mixed; boundary=m\n\n");
	g_autofree char *told = NULL;

	(void)state;
	for (int i = 0; i <= LIMIT_UNPACKED; i++) {
		g_autofree char *text = g_strdup_printf("Text %d", i);

		add_signed(mail, text);
	}
	g_string_append(mail, "--m--\n");
	read_mail(mail);
	/* All of them are files: a signature proves something. */
	assert_int_equal(m->attachments->len, LIMIT_UNPACKED + 1);
	told = doc_plain(m->body, DOC_WHOLE, FALSE);
	assert_non_null(strstr(told, "Text 0"));
	assert_non_null(strstr(told, "Text 4"));
	assert_null(strstr(told, "Text 5"));
	forget();
}

static void
add_calendar(GString *mail, const char *summary, gsize pad)
{
	g_autofree char *blanks = g_strnfill(pad, 'x');

	g_string_append_printf(mail,
	    "--m\nContent-Type: text/calendar\n\n"
	    "BEGIN:VEVENT\nSUMMARY:%s\nX-FILL:%s\nEND:VEVENT\n",
	    summary, blanks);
}

static void
calendars_have_a_number(void **state)
{
	GString *mail = mixed();
	g_autofree char *told = NULL;

	(void)state;
	for (int i = 0; i <= LIMIT_CALENDARS; i++) {
		g_autofree char *summary = g_strdup_printf("Event %d.", i);

		add_calendar(mail, summary, 1);
	}
	g_string_append(mail, "--m--\n");
	read_mail(mail);
	assert_int_equal(m->attachments->len, LIMIT_CALENDARS + 1);
	told = doc_plain(m->body, DOC_WHOLE, FALSE);
	assert_non_null(strstr(told, "Event 19."));
	assert_null(strstr(told, "Event 20."));
	forget();
}

static void
a_calendar_has_a_size(void **state)
{
	gsize pad = LIMIT_CALENDAR_BYTES -
	    strlen("BEGIN:VEVENT\nSUMMARY:S\nX-FILL:\nEND:VEVENT\n");

	(void)state;
	for (gsize more = 0; more < 4; more += 3) {
		GString *mail = mixed();
		g_autofree char *told = NULL;

		add_calendar(mail, "S", pad + more);
		g_string_append(mail, "--m--\n");
		read_mail(mail);
		assert_int_equal(m->attachments->len, 1);
		told = doc_plain(m->body, DOC_WHOLE, FALSE);
		assert_string_equal(
		    told, more ? "Hello." : "Hello.\n\nAppointment: S");
		forget();
	}
}

static void
pictures_in_the_text_have_a_number(void **state)
{
	GString *mail = mixed();

	(void)state;
	for (int i = 0; i <= LIMIT_TEXT_FILES; i++)
		g_string_append_printf(mail,
		    "--m\nContent-Type: image/png; name=%d.png\n"
		    "Content-Disposition: inline\n\nx%d\n",
		    i, i);
	g_string_append(mail, "--m--\n");
	read_mail(mail);
	assert_int_equal(m->attachments->len, LIMIT_TEXT_FILES + 1);
	assert_int_equal(m->body->images->len, LIMIT_TEXT_FILES);
	forget();
}

/* Which of the files a text may show. */
static void
files_are_related_if_somebody_says_so(void **state)
{
	GString *mail = mixed();

	(void)state;
	g_string_append(mail,
	    "--m\nContent-Type: image/png; name=a.png\n"
	    "Content-Disposition: attachment\n\na\n"
	    "--m\nContent-Type: image/png; name=b.png\n"
	    "Content-Disposition: inline\n\nb\n"
	    "--m\nContent-Type: image/png; name=c.png\n\nc\n"
	    "--m\nContent-Type: multipart/related; boundary=r\n\n"
	    "--r\nContent-Type: text/html\n\n<p>x</p>\n"
	    "--r\nContent-Type: image/png; name=d.png\n"
	    "Content-Disposition: attachment\n\nd\n--r--\n"
	    "--m\nContent-Type: image/png; name=e.png\n\ne\n--m--\n");
	read_mail(mail);
	assert_int_equal(m->attachments->len, 5);
	for (guint i = 0; i < 5; i++) {
		const struct attachment *a = attachment(i);

		assert_int_equal(a->name[0], 'a' + (int)i);
		assert_int_equal(a->related, i == 1 || i == 3);
	}
	forget();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_header_has_a_number_of_fields),
		cmocka_unit_test(a_header_has_a_size),
		cmocka_unit_test(a_message_has_a_number_of_boundaries),
		cmocka_unit_test(a_text_has_any_number_of_dashes),
		cmocka_unit_test(multiparts_have_a_depth),
		cmocka_unit_test(a_text_has_a_size),
		cmocka_unit_test(a_huge_text_needs_no_memory),
		cmocka_unit_test(html_has_a_size),
		cmocka_unit_test(signed_texts_have_a_number),
		cmocka_unit_test(calendars_have_a_number),
		cmocka_unit_test(a_calendar_has_a_size),
		cmocka_unit_test(pictures_in_the_text_have_a_number),
		cmocka_unit_test(files_are_related_if_somebody_says_so),
	};

	return RUN(tests);
}
