/*
 * What is too large, or too strange, for a file in tests/corpus.
 */
#include "message/message.h"

#include "base/limits.h"
#include "base/text.h"
#include "message/read.h"
#include "tests/unit/support.h"
#include "tests/unit/test.h"
#include "ticket/content.h"

#include <string.h>
#include <time.h>

static const struct address *
address(const GPtrArray *list, guint n)
{
	assert_true(n < list->len);
	return g_ptr_array_index(list, n);
}

static const struct attachment *
attachment(const struct message *m, guint n)
{
	assert_true(n < m->attachments->len);
	return g_ptr_array_index(m->attachments, n);
}

/* The whole mail as a file. */
static void
check_original(const struct message *m)
{
	struct attachment *a = message_original(m);

	assert_string_equal(a->name, "original.eml");
	assert_int_equal(a->size, m->spool->size);
	attachment_free(a);
}

/* No text and no attachment: the plan attaches the original. */
static void
check_plain(const struct message *m)
{
	assert_true(m->plain);
	assert_true(m->doubt);
	assert_string_equal(m->text, "");
	assert_int_equal(m->attachments->len, 0);
	check_original(m);
}

static void
the_plain_way_needs_no_parser(void **state)
{
	struct spool s;
	struct message *m;

	(void)state;
	support_spool(&s,
	    "From: =?utf-8?Q?J=C3=B6rg?= <j@example.com>\nTo: x\n"
	    "Subject: =?utf-8?Q?=C3=BC?=\nMessage-ID: <a@b>\n\nbody\n",
	    -1);
	m = message_new_plain(&s);
	check_plain(m);
	assert_string_equal(m->fields.subject, "\xc3\xbc");
	assert_string_equal(m->fields.id, "a@b");
	assert_string_equal(address(m->fields.from, 0)->addr, "j@example.com");
	assert_string_equal(address(m->fields.to, 0)->name, "x");
	assert_string_equal(address(m->fields.to, 0)->addr, "");
	message_free(m);
	spool_release(&s);
}

static void
a_header_beyond_the_limits_is_filed_the_plain_way(void **state)
{
	g_autoptr(GString) many = g_string_new("Subject: x\n");
	g_autofree char *x = g_strnfill(LIMIT_HEADER_BYTES, 'x');
	g_autofree char *huge = g_strdup_printf("Subject: x\nA: %s\n\nb\n", x);
	const char *mails[2];

	(void)state;
	for (int i = 0; i <= LIMIT_HEADER_FIELDS; i++)
		g_string_append(many, "A: b\n");
	g_string_append(many, "\nbody\n");
	mails[0] = many->str;
	mails[1] = huge;
	for (size_t i = 0; i < 2; i++) {
		struct spool s;
		struct message *m;

		support_spool(&s, mails[i], -1);
		m = message_read(&s, FALSE);
		check_plain(m);
		assert_string_equal(m->fields.subject, "x");
		message_free(m);
		spool_release(&s);
	}
}

/* Mails with two of a field are made by broken programs, or to deceive. */
static void
each_field_of_a_name_is_read(void **state)
{
	struct spool s;
	struct message *m;

	(void)state;
	support_spool(&s,
	    "From: a@b\nReply-To: c@d\nFrom: Eve said so\nTo: x@y\n"
	    "reply-to: e@f, g@h\nTO: x@y\nReply-To: c@d\n\nbody\n",
	    -1);
	m = message_read(&s, FALSE);
	assert_int_equal(m->fields.from->len, 2);
	assert_string_equal(address(m->fields.from, 1)->name, "Eve said so");
	assert_int_equal(m->fields.reply_to->len, 3);
	assert_string_equal(address(m->fields.reply_to, 1)->addr, "e@f");
	assert_int_equal(m->fields.to->len, 1);
	message_free(m);
	spool_release(&s);
}

static void
so_many_fields_of_a_name_are_read(void **state)
{
	g_autoptr(GString) mail = g_string_new(NULL);
	struct spool s;
	struct message *m;

	(void)state;
	for (int i = 0; i < LIMIT_ADDRESS_FIELDS + 5; i++)
		g_string_append_printf(mail, "From: a%d@b\n", i);
	g_string_append(mail, "\nbody\n");
	support_spool(&s, mail->str, -1);
	m = message_read(&s, FALSE);
	assert_int_equal(m->fields.from->len, LIMIT_ADDRESS_FIELDS);
	assert_int_equal(m->fields.more_from, 1);
	message_free(m);
	spool_release(&s);
}

/* 80 KB of this crash GMime when it parses addresses. */
static void
nested_groups_crash_nothing(void **state)
{
	static const char *const fields[] = { "From", "To", "Reply-To",
		"Sender" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autoptr(GString) mail = g_string_new(NULL);
		struct spool s;
		struct message *m;

		g_string_printf(mail, "%s: ", fields[i]);
		for (int k = 0; k < 60000; k++)
			g_string_append(mail, "a:");
		g_string_append(mail, "\nSubject: x\n\nbody\n");
		support_spool(&s, mail->str, -1);
		m = message_read(&s, FALSE);
		assert_string_equal(m->text, "body");
		message_free(m);
		spool_release(&s);
	}
}

/*
 * The library looks for the end of each word, and from each comma on for an
 * address.
 */
static void
addresses_that_are_none_cost_little(void **state)
{
	static const char *const pieces[] = { "=?utf-8?Q?abc ",
		"\"=?utf-8?Q?a\"", "a,", "a;", "\"a\",",
		"=?utf-8?Q?abc?= ", "a@b, ", "a ", "(", "<", "@", "\"", "[" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) mail = g_string_new("From: ");
		clock_t start = clock();
		struct spool s;
		struct message *m;

		for (size_t n = strlen(pieces[i]); mail->len < 240000;)
			g_string_append_len(mail, pieces[i], (gssize)n);
		g_string_append(mail, "\nSubject: x\n\nbody\n");
		support_spool(&s, mail->str, -1);
		m = message_read(&s, FALSE);
		assert_int_equal(m->plain, FALSE);
		assert_true(m->fields.from->len > 0);
		/* The whole process gets LIMIT_CPU: it took 16 s once. */
		assert_true(clock() - start < LIMIT_CPU / 4 * CLOCKS_PER_SEC);
		message_free(m);
		spool_release(&s);
	}
}

static void
addresses_beyond_the_limit_are_counted(void **state)
{
	g_autoptr(GString) mail = g_string_new("From: a@b");
	struct spool s;
	struct message *m;

	(void)state;
	for (int i = 0; i < LIMIT_ADDRESSES; i++)
		g_string_append_printf(mail, ", a%d@b", i);
	g_string_append(mail, "\nTo: a@b\nCc: a@b");
	for (int i = 0; i < LIMIT_ADDRESSES + 2; i++)
		g_string_append_printf(mail, ", a%d@b", i);
	g_string_append(mail, "\n\nx\n");
	support_spool(&s, mail->str, -1);
	m = message_read(&s, FALSE);
	assert_int_equal(m->fields.from->len, LIMIT_ADDRESSES);
	assert_int_equal(m->fields.cc->len, LIMIT_ADDRESSES);
	assert_int_equal(m->fields.more_cc, 3);
	assert_true(m->doubt);
	/* The one that is too many in From is not one of To. */
	assert_int_equal(m->fields.to->len, 1);
	assert_int_equal(m->fields.more_to, 0);
	message_free(m);
	spool_release(&s);
}

static void
references_are_nearest_first_and_few(void **state)
{
	g_autoptr(GString) mail =
	    g_string_new("In-Reply-To: <p@b>\nReferences:");
	struct spool s;
	struct message *m;

	(void)state;
	for (int i = 0; i < 30; i++)
		g_string_append_printf(mail, " <r%d@b>", i);
	g_string_append(mail, " <p@b>\n\nx\n");
	support_spool(&s, mail->str, -1);
	m = message_read(&s, FALSE);
	assert_int_equal(m->fields.references->len, LIMIT_REFERENCES);
	assert_string_equal(g_ptr_array_index(m->fields.references, 0), "p@b");
	assert_string_equal(
	    g_ptr_array_index(m->fields.references, 1), "r29@b");
	message_free(m);
	spool_release(&s);
}

static void
a_text_beyond_the_limit_is_attached_as_original(void **state)
{
	g_autoptr(GString) mail = g_string_new("Subject: x\n\n");
	struct options options;
	struct spool s;
	struct message *m;
	g_autofree char *text = NULL;
	gboolean cut;

	(void)state;
	while (mail->len <= LIMIT_TEXT_BYTES + 100)
		g_string_append(mail, "some words on a line\n");
	support_options(&options, NULL);
	support_spool(&s, mail->str, -1);
	m = message_read(&s, FALSE);
	assert_true(m->text_cut);
	check_original(m);
	text = content_text(m, &options, NULL, &cut);
	assert_false(cut); /* no message.txt besides */
	assert_true(text_length(text) <= LIMIT_JIRA_TEXT);
	assert_non_null(strstr(text, "the original message is attached"));
	options_release(&options);
	message_free(m);
	spool_release(&s);
}

static void
parts_beyond_the_limit_are_in_the_original(void **state)
{
	g_autoptr(GString) mail =
	    g_string_new("Content-Type: multipart/mixed; boundary=m\n\n");
	struct spool s;
	struct message *m;

	(void)state;
	for (int i = 0; i < LIMIT_PARTS + 5; i++)
		g_string_append(mail, "--m\nContent-Type: a/b\n\nx\n");
	support_spool(&s, mail->str, -1);
	m = message_read(&s, FALSE);
	assert_int_equal(m->attachments->len, LIMIT_PARTS);
	assert_string_equal(attachment(m, LIMIT_PARTS - 1)->type, "a/b");
	check_original(m);
	assert_true(m->doubt);
	message_free(m);
	spool_release(&s);
}

/* A cut message must never crash, nor lose the text that is there. */
static void
every_prefix_of_a_message_is_a_message(void **state)
{
	static const char mail[] =
	    "From: =?utf-8?B?SsO2cmc=?= <a@b>\nSubject: =?utf-8?Q?x?=\n"
	    "Content-Type: multipart/mixed; boundary=\"m\"\n\n--m\n"
	    "Content-Type: multipart/alternative; boundary=n\n\n--n\n\n"
	    "plain\n--n\nContent-Type: text/html\n\n<p>html</p>\n--n--\n--m\n"
	    "Content-Type: message/rfc822\n\nSubject: y\n\ninner\n--m\n"
	    "Content-Type: a/b\nContent-Transfer-Encoding: base64\n"
	    "Content-Disposition: attachment; filename*=utf-8''a%20b\n\n"
	    "Zm9vYmFy\n--m--\n";

	(void)state;
	for (size_t n = 1; n < sizeof mail; n++) {
		struct spool s;
		struct message *m;

		support_spool(&s, mail, (gssize)n);
		m = message_read(&s, FALSE);
		assert_non_null(m->text);
		assert_non_null(m->fields.subject);
		if (n > sizeof mail - 100)
			assert_string_equal(m->text, "plain");
		for (guint i = 0; i < m->attachments->len; i++)
			assert_int_equal(
			    attachment_measure(
				g_ptr_array_index(m->attachments, i), TRUE),
			    0);
		message_free(m);
		spool_release(&s);
	}
	message_free(NULL);
}

static const char *const encodings[] = { "base64", "quoted-printable",
	"x-uuencode", "8bit" };

/* A mail of one part in some encoding, with lines of odd lengths. */
static struct message *
encoded_part(struct spool *s, const char *encoding)
{
	g_autofree char *mail = g_strdup_printf(
	    "Content-Type: a/b\nContent-Transfer-Encoding: %s\n\n"
	    "Zm9vYmF\nyZm9vYmFyZm9vYm\nFyZm9vYmFyZm8=\nZm9v\n",
	    encoding);

	support_spool(s, mail, -1);
	return message_read(s, FALSE);
}

/* Sending a part again must give the same bytes. */
static void
an_attachment_can_be_read_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++)
		for (size_t n = 3; n < 20; n++) {
			struct spool s;
			struct message *m = encoded_part(&s, encodings[i]);
			struct attachment *a =
			    g_ptr_array_index(m->attachments, 0);
			char first[65], buf[20];

			assert_int_equal(attachment_measure(a, TRUE), 0);
			memcpy(first, a->sha256, sizeof first);
			assert_true(a->read(a->source, buf, n) >= 0);
			assert_int_equal(a->rewind(a->source), 0);
			assert_int_equal(attachment_measure(a, TRUE), 0);
			assert_string_equal(a->sha256, first);
			message_free(m);
			spool_release(&s);
		}
}

/* 0 is the end, however small the buffer was. */
static void
an_attachment_can_be_read_in_small_pieces(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(encodings); i++)
		for (size_t n = 1; n < 20; n++) {
			struct spool s;
			struct message *m = encoded_part(&s, encodings[i]);
			struct attachment *a =
			    g_ptr_array_index(m->attachments, 0);
			g_autofree char *buf = g_malloc(n);
			gint64 size = 0;
			ssize_t got;

			while ((got = a->read(a->source, buf, n)) > 0)
				size += got;
			assert_int_equal(got, 0);
			assert_int_equal(size, a->size);
			message_free(m);
			spool_release(&s);
		}
}

static void
an_address_has_one_at_sign_and_no_blank(void **state)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	static const char *const bad[] = { "", "a", "@b", "a@", "a@b@c",
		"a b@c", "a@b,c" };

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		address_add(list, "N", bad[i]);
		assert_string_equal(address(list, i)->addr, "");
		assert_string_equal(
		    address(list, i)->local, strcmp(bad[i], "a") ? "" : "a");
	}
	address_add(list, NULL, "a@b");
	assert_string_equal(address(list, list->len - 1)->addr, "a@b");
	assert_text(address_format(address(list, list->len - 1)), "a@b");
	address_add(list, " N\n M ", "a@b");
	assert_text(address_format(address(list, list->len - 1)), "N M <a@b>");
	for (guint i = 0; i < list->len; i++) {
		struct address *a = g_ptr_array_index(list, i);

		g_free(a->name);
		g_free(a->addr);
		g_free(a->local);
		g_free(a);
	}
}

/* The texts of a message, "|" between them, and the body that is shown. */
static void
check_texts(const char *mail, enum body_order order, const char *texts,
    const char *body)
{
	struct spool s;
	struct message *m;
	g_autofree char *joined = NULL;

	support_spool(&s, mail, -1);
	m = message_read(&s, order == BODY_PLAIN_FIRST);
	g_ptr_array_add(m->texts, NULL);
	joined = g_strjoinv("|", (char **)m->texts->pdata);
	g_ptr_array_set_size(m->texts, (gint)m->texts->len - 1);
	assert_string_equal(joined, texts);
	assert_text(doc_plain(m->body, DOC_WHOLE, FALSE), body);
	message_free(m);
	spool_release(&s);
}

#define PART(boundary, type, text) \
	"\n--" boundary "\nContent-Type: " type "\n\n" text "\n"

#define ALTERNATIVE(html)                                              \
	"Content-Type: multipart/mixed; boundary=m\n\n"                \
	"--m\nContent-Type: multipart/alternative; boundary=a\n" PART( \
	    "a", "text/plain", "plain") PART("a", "text/html",         \
	    html) "--a--\n" PART("m", "text/plain", "footer")

static void
the_text_is_the_plain_one_whatever_is_shown(void **state)
{
	g_autofree char *deep = g_strnfill(3 * 2000, '<');
	g_autofree char *mail = NULL;

	(void)state;
	check_texts(ALTERNATIVE("<p>rich"), BODY_HTML_FIRST, "plain|footer",
	    "rich\n\nfooter");
	check_texts(ALTERNATIVE("<p>rich"), BODY_PLAIN_FIRST, "plain|footer",
	    "plain\n\nfooter");
	check_texts(ALTERNATIVE(""), BODY_HTML_FIRST, "plain|footer",
	    "plain\n\nfooter");
	/* Nested deeper than it is read: the other one says the same. */
	for (size_t i = 0; i < 2000; i++)
		memcpy(deep + 3 * i, "<p>", 3);
	for (size_t i = 0; i < 2000; i++)
		deep[3 * i + 1] = 'b';
	mail = g_strdup_printf(ALTERNATIVE("%s"), deep);
	check_texts(mail, BODY_HTML_FIRST, "plain|footer", "plain\n\nfooter");
}

static void
html_is_the_text_where_nothing_else_is(void **state)
{
	(void)state;
	check_texts("Content-Type: text/html\n\n<p>rich", BODY_PLAIN_FIRST,
	    "rich", "rich");
	check_texts("Content-Type: multipart/mixed; boundary=m\n" PART(
			"m", "text/html", "<p>rich")
			PART("m", "text/plain", "plain"),
	    BODY_HTML_FIRST, "plain|rich", "rich\n\nplain");
}

/* A picture of 40 MB in the text costs no memory, and is whole. */
static void
a_huge_picture_in_the_text_is_a_file(void **state)
{
	g_autoptr(GString) mail = g_string_new(
	    "Content-Type: text/html\n\n<p>a<img src=\"data:image/png;base64,");
	struct spool s;
	struct message *m;

	(void)state;
	for (int i = 0; i < 500000; i++)
		g_string_append(mail,
		    "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy"
		    "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy");
	g_string_append(mail, "\">b");
	support_spool(&s, mail->str, (gssize)mail->len);
	m = message_read(&s, FALSE);
	assert_false(m->text_cut);
	assert_false(m->doubt);
	assert_int_equal(m->attachments->len, 1);
	assert_int_equal(attachment(m, 0)->size, 500000 * 48);
	assert_string_equal(attachment(m, 0)->content_id, "data:0");
	message_free(m);
	spool_release(&s);
}

/* What is cut off has the end of a style or of a comment. */
static void
html_that_is_cut_in_what_is_hidden_shows_none_of_it(void **state)
{
	static const char *const begins[] = { "<p>A</p><style>",
		"<p>A</p><!--" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(begins); i++) {
		g_autoptr(GString) mail =
		    g_string_new("Content-Type: text/html\n\n");
		struct options options;
		struct spool s;
		struct message *m;
		g_autofree char *text = NULL;
		gboolean cut;

		g_string_append(mail, begins[i]);
		while (mail->len <= LIMIT_HTML_RAW + 100)
			g_string_append(mail, "<p>.a { color: red }</p>\n");
		g_string_append(mail, "--></style><p>B</p>");
		support_options(&options, NULL);
		support_spool(&s, mail->str, -1);
		m = message_read(&s, FALSE);
		assert_string_equal(m->text, "A");
		assert_true(m->text_cut);
		text = content_text(m, &options, NULL, &cut);
		assert_non_null(strstr(text, "the original message is"));
		options_release(&options);
		message_free(m);
		spool_release(&s);
	}
}

#define NAMED(type, name, more) "Content-Type: " type "; name=" name "\n\n" more

static void
what_is_in_attached_messages_is_known(void **state)
{
	static const struct {
		const char *name, *within, *digest;
	} want[] = {
		{ "a.bin", "One.eml", "e7f6c011776e8db7cd330b54174fd76f" },
		{ "Two.eml", "One.eml", NULL },
		{ "b.bin", "Two.eml", "19581e27de7ced00ff1ce50b2047e7a5" },
	};
	struct spool s;
	struct message *m;
	GPtrArray *files;

	(void)state;
	support_spool(&s,
	    "Content-Type: multipart/mixed; boundary=x\n\n"
	    "--x\n\nHello.\n--x\nContent-Type: message/rfc822\n\n"
	    "Subject: One\nContent-Type: multipart/mixed; boundary=y\n\n"
	    "--y\n\nInner text.\n--y\n" NAMED("a/b", "a.bin",
		"6") "\n--y\nContent-Type: message/rfc822\n\nSubject: Two\n"
		     "Content-Type: multipart/mixed; boundary=z\n\n--z\n" NAMED(
			 "a/b", "b.bin", "9") "\n--z--\n--y--\n--x--\n",
	    -1);
	m = message_read(&s, FALSE);
	assert_int_equal(m->attachments->len, 1);
	assert_string_equal(m->text, "Hello.");
	files = message_inner_files(m);
	assert_int_equal(files->len, G_N_ELEMENTS(want));
	for (guint i = 0; i < files->len; i++) {
		struct attachment *a = g_ptr_array_index(files, i);

		assert_string_equal(a->name, want[i].name);
		assert_string_equal(a->within, want[i].within);
		if (want[i].digest)
			assert_memory_equal(
			    attachment_digest(a), want[i].digest, 32);
	}
	assert_string_equal(m->text, "Hello.");
	g_ptr_array_unref(files);
	message_free(m);
	spool_release(&s);
}

/* Reads a mail that has this file and no other. */
static void
check_attached(
    const char *header, const char *bytes, const char *name, const char *want)
{
	g_autofree char *mail =
	    g_strdup_printf("Content-Type: multipart/mixed; boundary=x\n\n"
			    "--x\n\nsee\n--x\nContent-Type: %s\n\n%s\n--x--\n",
		header, bytes);
	struct spool s;
	struct message *m;
	struct attachment *a;
	char buf[1000];
	ssize_t n;

	support_spool(&s, mail, -1);
	m = message_read(&s, FALSE);
	assert_int_equal(m->attachments->len, 1);
	a = g_ptr_array_index(m->attachments, 0);
	assert_string_equal(a->name, name);
	n = a->read(a->source, buf, sizeof buf);
	assert_int_equal(n, strlen(want));
	assert_memory_equal(buf, want, n);
	assert_int_equal(a->size, n);
	message_free(m);
	spool_release(&s);
}

/* Whatever it is: the library would write it anew, without what is odd. */
static void
an_attached_message_is_its_bytes(void **state)
{
	static const char odd[] = "Received: from a\n\tby b; x\n"
				  "SUBJECT:   order  \nX-8bit: Gr\xfc\xdf\n"
				  "no field\nX-Empty:\n\nText  \nFrom here\n.";
	static const char named[] = "message/rfc822; name=order.eml";
	static const char *const types[] = { "message/rfc822",
		"message/rfc2822", "message/news", "Message/Global" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		check_attached(types[i], odd, "order.eml", odd);
	check_attached(named, "It is no mail.", "order.eml", "It is no mail.");
	check_attached(named, "Two\n\nof: x", "order.eml", "Two\n\nof: x");
	check_attached(
	    named, "Subject: a/b\n\nx", "a_b.eml", "Subject: a/b\n\nx");
	check_attached(named, "", "order.eml", "");
	check_attached("message/rfc822", "x", "message.eml", "x");
	check_attached("message/rfc822\nContent-Transfer-Encoding: base64",
	    "U3ViamVjdDogeQoKeA==", "y.eml", "Subject: y\n\nx");
}

/* A mailbox's line is above it, or it is encoded, or both. */
static void
what_is_in_an_odd_message_is_known(void **state)
{
	static const char *const messages[] = {
		"\n\nFrom a@b Tue May 10 11:28:07 2005\n" NAMED(
		    "a/b", "a.bin", "6"),
		"\n\n>From a@b Tue May 10\n" NAMED("a/b", "a.bin", "6"),
		"\nContent-Transfer-Encoding: quoted-printable\n\n"
		"From a@b=20\n" NAMED("a/b", "a.bin", "6"),
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(messages); i++) {
		g_autofree char *mail =
		    g_strconcat("Content-Type: multipart/mixed; boundary=x\n\n"
				"--x\nContent-Type: message/rfc822",
			messages[i], "\n--x--\n", NULL);
		struct spool s;
		struct message *m;
		GPtrArray *files;

		support_spool(&s, mail, -1);
		m = message_read(&s, FALSE);
		files = message_inner_files(m);
		assert_int_equal(files->len, 1);
		assert_string_equal(
		    ((struct attachment *)g_ptr_array_index(files, 0))->name,
		    "a.bin");
		g_ptr_array_unref(files);
		message_free(m);
		spool_release(&s);
	}
}

/* Each level is copied as a file, so their number has a limit. */
static void
messages_in_messages_end_somewhere(void **state)
{
	g_autoptr(GString) mail = g_string_new(NULL);
	struct spool s;
	struct message *m;
	GPtrArray *files;

	(void)state;
	for (int i = 0; i < 40; i++)
		g_string_append_printf(
		    mail, "Subject: %d\nContent-Type: message/rfc822\n\n", i);
	support_spool(&s, mail->str, -1);
	m = message_read(&s, FALSE);
	files = message_inner_files(m);
	assert_int_equal(files->len, 5);
	g_ptr_array_unref(files);
	message_free(m);
	spool_release(&s);
}

/* Options set them for one mail: nothing may look at the defaults. */
static void
the_limits_are_those_of_the_spool(void **state)
{
	struct limits few = limits_default;
	struct spool s;
	struct message *m;
	const struct fields *f;

	(void)state;
	few.parts = 2;
	few.nesting = 1;
	few.addresses = 1;
	few.references = 1;
	few.file_name = 20;
	support_spool(&s,
	    "To: a@b, c@d\nReferences: <1@b> <2@b>\n"
	    "Content-Type: multipart/mixed; boundary=x\n\n"
	    "--x\n" NAMED("a/b", "a-name-that-is-too-long-for-it.bin",
		"6") "\n--x\nContent-Type: multipart/mixed; boundary=y\n\n"
		     "--y\n\nToo deep.\n--y--\n"
		     "\n--x\n\nbegin 644 another-name-that-is-too-long.bin\n"
		     "#86)C\n`\nend\n--x\n\nToo many.\n--x--\n",
	    -1);
	s.limits = &few;
	m = message_read(&s, FALSE);
	f = &m->fields;
	assert_int_equal(f->to->len, 1);
	assert_int_equal(f->more_to, 1);
	assert_int_equal(f->references->len, 1);
	assert_text(doc_plain(m->body, DOC_WHOLE, FALSE), "");
	assert_int_equal(m->attachments->len, 2);
	assert_string_equal(attachment(m, 0)->name, "a-name-that-is-t.bin");
	assert_string_equal(attachment(m, 1)->name, "another-name-tha.bin");
	message_free(m);
	few.header_fields = 2;
	m = message_read(&s, FALSE);
	check_plain(m);
	message_free(m);
	spool_release(&s);
}

/* Where words may be gone, the original must go along. */
static void
what_may_be_gone_is_doubt(void **state)
{
#define FORMS                                                               \
	"Content-Type: multipart/alternative; boundary=x\n\n--x\n\nplain\n" \
	"--x\nContent-Type: text/html\n\n<p>html</p>\n"
#define NOTICE "This is a multi-part message in MIME format.\n"
#define MIXED  "Content-Type: multipart/mixed; boundary=x\n\n"
#define FILE_AS(encoding)                                         \
	"Content-Type: a/b\nContent-Transfer-Encoding: " encoding \
	"\nContent-Disposition: attachment\n\n"
	static const struct {
		const char *mail;
		gboolean doubt;
	} cases[] = {
		{ "From: a@b\nFrom: c@d\n\nx\n", TRUE },
		{ "From: a@b\nfrom: a@b\n\nx\n", FALSE },
		{ "Subject: a\nSubject:\n\nx\n", TRUE },
		{ "Received: a\nReceived: b\n\nx\n", FALSE },
		{ "To: a@b\nTo: c@d\nCc: e@f\nCc: g@h\n\nx\n", FALSE },
		{ "From: a@b\n: name\nTo: c@d\n\nx\n", TRUE },
		{ MIXED "--x\nContent-Type: a/b\nContent-Type: a/b\n\na\n"
			"--x--\n",
		    FALSE },
		{ MIXED "--x\nContent-Type: a/b\nContent-Type: a/c\n\na\n"
			"--x--\n",
		    TRUE },
		{ MIXED "Dies ist eine mehrteilige Nachricht im MIME-Format.\n"
			"--x\n\na\n--x--\n",
		    FALSE },
		{ MIXED "  This message is in MIME format.  The first part "
			"should be readable text,\n  while the remaining parts "
			"are likely unreadable without MIME-aware tools.\n"
			"--x\n\na\n--x--\n",
		    FALSE },
		{ MIXED "This is an OpenPGP/MIME signed message (RFC 2440 and "
			"3156)\n--x\n\na\n--x--\n",
		    FALSE },
		{ MIXED "This is a MIME message from Ann\n--x\n\na\n--x--\n",
		    TRUE },
		{ "Subject: a b\nFrom: c@d\n" MIXED "--x\nSubject: a\n b\n"
		  "Content-Type: text/plain\n\na\n--x--\n",
		    FALSE },
		{ "Subject: a\n" MIXED "--x\nSubject: b\n\na\n--x--\n", TRUE },
		{ "Subject: a\n" MIXED "--x\nComments: b\n\na\n--x--\n", TRUE },
		{ FORMS "--x--\n", FALSE },
		{ FORMS, TRUE },
		{ FORMS "--x --\n", TRUE },
		{ MIXED "--x\n\na\n", FALSE },
		{ MIXED NOTICE "--x\n\na\n--x--\n", FALSE },
		{ MIXED NOTICE "words\n--x\n\na\n--x--\n", TRUE },
		{ FILE_AS("base64") "Zm9vYmFy\n", FALSE },
		{ FILE_AS("base64") "plain\nwords\n", TRUE },
		{ FILE_AS("base64") "Zm9vYmFy\n\nlost\n", TRUE },
		{ FILE_AS("7bit") "plain\nwords\n", FALSE },
		{ FILE_AS("x-uuencode") "begin 644 a\n#9F]O\n`\nend\n", FALSE },
		{ FILE_AS("x-uuencode") "plain\n", TRUE },
		{ "Content-Transfer-Encoding: base64\n\nplain\nwords\n", TRUE },
		{ "Content-Transfer-Encoding: base64\n\nZm9vYmFy\n", FALSE },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct spool s;
		struct message *m;

		support_spool(&s, cases[i].mail, -1);
		m = message_read(&s, FALSE);
		if (m->doubt != cases[i].doubt)
			print_error("%s\n", cases[i].mail);
		assert_int_equal(m->doubt, cases[i].doubt);
		message_free(m);
		spool_release(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_plain_way_needs_no_parser),
		cmocka_unit_test(what_may_be_gone_is_doubt),
		cmocka_unit_test(
		    a_header_beyond_the_limits_is_filed_the_plain_way),
		cmocka_unit_test(each_field_of_a_name_is_read),
		cmocka_unit_test(so_many_fields_of_a_name_are_read),
		cmocka_unit_test(nested_groups_crash_nothing),
		cmocka_unit_test(addresses_that_are_none_cost_little),
		cmocka_unit_test(addresses_beyond_the_limit_are_counted),
		cmocka_unit_test(references_are_nearest_first_and_few),
		cmocka_unit_test(the_limits_are_those_of_the_spool),
		cmocka_unit_test(
		    a_text_beyond_the_limit_is_attached_as_original),
		cmocka_unit_test(parts_beyond_the_limit_are_in_the_original),
		cmocka_unit_test(every_prefix_of_a_message_is_a_message),
		cmocka_unit_test(an_attachment_can_be_read_again),
		cmocka_unit_test(an_attachment_can_be_read_in_small_pieces),
		cmocka_unit_test(an_address_has_one_at_sign_and_no_blank),
		cmocka_unit_test(the_text_is_the_plain_one_whatever_is_shown),
		cmocka_unit_test(html_is_the_text_where_nothing_else_is),
		cmocka_unit_test(a_huge_picture_in_the_text_is_a_file),
		cmocka_unit_test(
		    html_that_is_cut_in_what_is_hidden_shows_none_of_it),
		cmocka_unit_test(what_is_in_attached_messages_is_known),
		cmocka_unit_test(an_attached_message_is_its_bytes),
		cmocka_unit_test(what_is_in_an_odd_message_is_known),
		cmocka_unit_test(messages_in_messages_end_somewhere),
	};

	return RUN(tests);
}
