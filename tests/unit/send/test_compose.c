#include "base/limits.h"
#include "send/compose.h"

#include "tests/unit/test.h"

#include <string.h>

/* A mail with all that it needs. */
static struct outgoing
plain(void)
{
	return (struct outgoing){ .from = "support@example.com",
		.to = "jane@example.org",
		.subject = "[#JI-ZOZ2P6QK] Printer",
		.message_id = "JI-ZOZ2P6QK.1@example.com",
		.text = "Hello\n",
		.date = 1793697629 };
}

static GString *
write_mail(const struct outgoing *o)
{
	struct error err = ERROR_INIT;
	GString *mail = outgoing_write(o, &err);

	assert_int_equal(err.failure, FAIL_NONE);
	assert_non_null(mail);
	return mail;
}

/* ASCII, CRLF, and no line longer than "max". */
static void
assert_lines(const GString *mail, gsize max)
{
	gsize begin = 0;

	assert_int_equal(strlen(mail->str), mail->len);
	for (gsize i = 0; i < mail->len; i++) {
		const char c = mail->str[i];

		assert_true((c >= ' ' && c <= '~') || c == '\t' || c == '\r' ||
		    c == '\n');
		if (c == '\r')
			assert_int_equal(mail->str[i + 1], '\n');
		if (c != '\n')
			continue;
		assert_true(i > 0 && mail->str[i - 1] == '\r');
		assert_true(i - 1 - begin <= max);
		begin = i + 1;
	}
	assert_int_equal(begin, mail->len);
}

/* How often a line begins so. */
static int
count(const GString *mail, const char *begin)
{
	g_autofree char *want = g_strconcat("\r\n", begin, NULL);
	int n = g_str_has_prefix(mail->str, begin);

	for (const char *p = mail->str; (p = strstr(p, want)) != NULL; p++)
		n++;
	return n;
}

static void
a_confirmation_has_its_fields(void **state)
{
	struct outgoing o = plain();
	g_autoptr(GString) mail = NULL;

	(void)state;
	o.from_name = "Support, \"Team\"";
	o.to_name = "Jane";
	o.copy = "support@example.com";
	o.reply_to = "support+JI-ZOZ2P6QK@example.com";
	o.in_reply_to = "<a@b>";
	o.references = "<x@y> <a@b>";
	o.hashid = "JI-ZOZ2P6QK";
	o.initial_reply_id = "<a@b>";
	mail = write_mail(&o);
	assert_string_equal(mail->str,
	    "Date: Tue, 3 Nov 2026 09:20:29 +0000\r\n"
	    "From: \"Support, \\\"Team\\\"\" <support@example.com>\r\n"
	    "To: \"Jane\" <jane@example.org>, support@example.com\r\n"
	    "Reply-To: support+JI-ZOZ2P6QK@example.com\r\n"
	    "Subject: [#JI-ZOZ2P6QK] Printer\r\n"
	    "Message-ID: <JI-ZOZ2P6QK.1@example.com>\r\n"
	    "In-Reply-To: <a@b>\r\n"
	    "References: <x@y> <a@b>\r\n"
	    "X-Jicket-HashID: JI-ZOZ2P6QK\r\n"
	    "X-Jicket-Initial-ReplyID: <a@b>\r\n"
	    "Auto-Submitted: auto-replied\r\n"
	    "X-Auto-Response-Suppress: All\r\n"
	    "MIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=UTF-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n"
	    "\r\n"
	    "Hello\r\n");
}

static void
the_tag_stays_plain_before_other_text(void **state)
{
	struct outgoing o = plain();
	g_autoptr(GString) mail = NULL;

	(void)state;
	o.subject = "[#JI-ZOZ2P6QK] Gr\xc3\xbc\xc3\x9f"
		    "e aus K\xc3\xb6ln, heute";
	mail = write_mail(&o);
	assert_non_null(strstr(mail->str,
	    "\r\nSubject: [#JI-ZOZ2P6QK] =?UTF-8?B?R3LDvMOfZQ==?= aus\r\n"
	    " =?UTF-8?B?S8O2bG4s?= heute\r\n"));
}

static void
a_forged_encoded_word_is_text(void **state)
{
	struct outgoing o = plain();
	g_autoptr(GString) mail = NULL;

	(void)state;
	o.subject = "[#JI-ZOZ2P6QK] =?utf-8?q?=0D=0ABcc:_x@y?=";
	o.to_name = "=?utf-8?q?x?=";
	mail = write_mail(&o);
	assert_null(strstr(mail->str, "=?utf-8?"));
	assert_lines(mail, 76);
}

static void
nothing_becomes_a_field(void **state)
{
	static const char bad[] = "x\r\nBcc: victim@example.net\r\n\r\nbody\x1b"
				  "\xe2\x80\xae\xc2\x85\x7f";
	struct outgoing o = plain();
	g_autoptr(GString) mail = NULL;

	(void)state;
	o.from_name = o.to_name = o.subject = o.hashid = o.thread_topic = bad;
	o.in_reply_to = o.references = o.initial_reply_id = bad;
	o.thread_index = bad;
	mail = write_mail(&o);
	assert_lines(mail, 76);
	assert_int_equal(count(mail, "Bcc"), 0);
	assert_int_equal(count(mail, "Subject:"), 1);
	assert_int_equal(count(mail, "Thread-Index:"), 0);
	assert_null(strstr(mail->str, "=E2=80=AE"));
	assert_null(strstr(mail->str, "=0D"));
	/* One empty line, between header and body. */
	assert_int_equal(count(mail, "\r\n"), 1);
}

static void
long_texts_are_folded_and_cut(void **state)
{
	static const char *const pieces[] = { "a", "\xc3\xa4", "\xe2\x82\xac ",
		"\xf0\x9f\x98\x80", "=?", "ab \xc3\xa4" };
	struct outgoing o = plain();

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new("[#JI-ZOZ2P6QK] ");
		g_autoptr(GString) mail = NULL;

		for (int k = 0; k < 10000; k++)
			g_string_append(text, pieces[i]);
		o.subject = o.from_name = o.to_name = text->str;
		o.text = o.html = text->str;
		mail = write_mail(&o);
		assert_lines(mail, 76);
		assert_non_null(strstr(mail->str, "Subject: [#JI-ZOZ2P6QK]"));
	}
}

static void
encoded_words_end_with_a_character(void **state)
{
	struct outgoing o = plain();
	g_autoptr(GString) text = g_string_new("x");
	g_autoptr(GString) mail = NULL;
	int words = 0;

	(void)state;
	for (int k = 0; k < 200; k++)
		g_string_append(text, "\xf0\x9f\x98\x80");
	o.subject = text->str;
	mail = write_mail(&o);
	for (char *p = mail->str; (p = strstr(p, "=?UTF-8?B?")) != NULL;) {
		char *end = strstr(p, "?=");
		gsize n = 0;
		g_autofree char *word =
		    g_strndup(p + 10, (gsize)(end - p) - 10);
		g_autofree guchar *bytes = g_base64_decode(word, &n);

		assert_true(end + 2 - p <= 75);
		assert_true(g_utf8_validate((char *)bytes, (gssize)n, NULL));
		p = end;
		words++;
	}
	assert_true(words > 10);
}

static void
the_last_ids_are_kept_and_strange_ones_left_out(void **state)
{
	struct outgoing o = plain();
	g_autoptr(GString) ids = g_string_new("<old@x>");
	g_autoptr(GString) mail = NULL;

	(void)state;
	for (int k = 0; k < LIMIT_OUTGOING_REFERENCES; k++)
		g_string_append_printf(ids, " <%d@x>", k);
	g_string_append(ids, " <\xc3\xa4@x>");
	o.references = ids->str;
	o.in_reply_to = "<\xff@x>";
	mail = write_mail(&o);
	assert_null(strstr(mail->str, "<old@x>"));
	assert_non_null(strstr(mail->str, "References: <0@x> <1@x>"));
	assert_int_equal(count(mail, "In-Reply-To"), 0);
	assert_lines(mail, 76);
}

static void
the_text_stands_before_the_html(void **state)
{
	struct outgoing o = plain();
	g_autoptr(GString) mail = NULL, again = NULL;
	const char *text, *html;

	(void)state;
	o.text = ".\nFrom here  \n=_x\r\nlast";
	o.html = "<p>\xc3\xa4</p>";
	mail = write_mail(&o);
	text = strstr(mail->str, "Content-Type: text/plain");
	html = strstr(mail->str, "Content-Type: text/html");
	assert_true(text && html && text < html);
	assert_non_null(strstr(text,
	    "\r\n\r\n=2E\r\n=46rom here =20\r\n=3D_x\r\nlast\r\n\r\n--=_"));
	assert_non_null(strstr(html, "\r\n\r\n<p>=C3=A4</p>\r\n\r\n--=_"));
	again = write_mail(&o);
	assert_true(g_string_equal(mail, again));
}

static void
a_notice_says_so_and_has_its_file(void **state)
{
	struct outgoing o = plain();
	g_autofree char *big = g_strnfill(200000, 'x');
	struct attachment *a =
	    attachment_from_text("a\"b\r\n.eml", "message/rfc822", big);
	g_autofree char *content = NULL;
	g_autoptr(GString) mail = NULL, encoded = g_string_new(NULL);
	const char *p;
	gsize n = 0;

	(void)state;
	o.kind = OUTGOING_NOTICE;
	o.file = a;
	mail = write_mail(&o);
	assert_lines(mail, 76);
	assert_int_equal(count(mail, "Auto-Submitted: auto-generated"), 1);
	assert_int_equal(count(mail, "X-Jicket-HashID"), 0);
	p = strstr(mail->str, "filename=\"");
	assert_non_null(p);
	p = strstr(p, "\r\n\r\n") + 4;
	g_string_append_len(encoded, p, strstr(p, "\r\n\r\n--=_") - p);
	content = (char *)g_base64_decode(encoded->str, &n);
	assert_int_equal(n, 200000);
	assert_memory_equal(content, big, n);
	attachment_free(a);
}

static void
what_cannot_go_out_is_told(void **state)
{
	struct outgoing bad[5];

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
		bad[i] = plain();
	bad[0].to = "a@example.com\r\nBcc: b@example.com";
	bad[1].from = NULL;
	bad[2].message_id = "a b\xc3\xa4";
	bad[3].text = NULL;
	bad[4].copy = "a, b@example.com";
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct error err = ERROR_INIT;

		assert_null(outgoing_write(&bad[i], &err));
		assert_int_equal(err.failure, FAIL_SEND);
		assert_null(strchr(err.detail, '\n'));
		error_release(&err);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_confirmation_has_its_fields),
		cmocka_unit_test(the_tag_stays_plain_before_other_text),
		cmocka_unit_test(a_forged_encoded_word_is_text),
		cmocka_unit_test(nothing_becomes_a_field),
		cmocka_unit_test(long_texts_are_folded_and_cut),
		cmocka_unit_test(encoded_words_end_with_a_character),
		cmocka_unit_test(
		    the_last_ids_are_kept_and_strange_ones_left_out),
		cmocka_unit_test(the_text_stands_before_the_html),
		cmocka_unit_test(a_notice_says_so_and_has_its_file),
		cmocka_unit_test(what_cannot_go_out_is_told),
	};

	return RUN(tests);
}
