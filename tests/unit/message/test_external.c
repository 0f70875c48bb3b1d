#include "message/external.h"

#include "base/limits.h"
#include "message/read.h"
#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

/* What a mail with one such part says, and whether the original is needed. */
static void
check(const char *parameters, const char *content, const char *want,
    const char *link, gboolean doubt)
{
	g_autofree char *mail =
	    g_strdup_printf("Content-Type: multipart/mixed; boundary=x\n\n"
			    "--x\n\nsee\n--x\nContent-Type: "
			    "message/external-body%s\n\n%s\n--x--\n",
		parameters, content);
	struct spool s;
	struct message *m;

	support_spool(&s, mail, -1);
	m = message_read(&s, FALSE);
	assert_int_equal(m->attachments->len, 0);
	assert_text(doc_plain(m->body, DOC_WHOLE, TRUE), want);
	assert_int_equal(m->body->links->len, link ? 1 : 0);
	if (link)
		assert_string_equal(g_ptr_array_index(m->body->links, 0), link);
	assert_int_equal(m->doubt, doubt);
	message_free(m);
	spool_release(&s);
}

#define HEADER "Content-Type: application/zip\nContent-ID: <x@y>\n"

static void
an_address_is_a_link(void **state)
{
	(void)state;
	check(
	    "; access-type=URL; name=a.zip;\n url=\"https://e.com/\n\ta.zip\"",
	    HEADER, "see\n\na.zip: https://e.com/a.zip", "https://e.com/a.zip",
	    FALSE);
	check("; access-type=url; url=\"http://e.com/\"", HEADER,
	    "see\n\nhttp://e.com/", "http://e.com/", FALSE);
	check("; access-type=anon-ftp; site=e.com; directory=pub; name=a.zip",
	    HEADER, "see\n\na.zip: ftp://e.com/pub/a.zip",
	    "ftp://e.com/pub/a.zip", FALSE);
	check("; access-type=ftp; site=e.com; name=a.zip", "",
	    "see\n\na.zip: ftp://e.com/a.zip", "ftp://e.com/a.zip", FALSE);
}

static void
what_no_link_can_say_is_shown(void **state)
{
	(void)state;
	check("; access-type=local-file; name=\"/u/a\"", HEADER,
	    "see\n\nmessage/external-body; access-type=local-file; "
	    "name=\"/u/a\"",
	    NULL, TRUE);
	check("; access-type=URL; url=\"javascript:x\"", HEADER,
	    "see\n\nmessage/external-body; access-type=URL; "
	    "url=\"javascript:x\"",
	    NULL, TRUE);
	check("; access-type=ftp; name=a", HEADER,
	    "see\n\nmessage/external-body; access-type=ftp; name=a", NULL,
	    TRUE);
	check("", HEADER, "see\n\nmessage/external-body", NULL, TRUE);
}

/* RFC 2046 has it ignored; but it may be the text, under a wrong type. */
static void
a_body_is_not_forgotten(void **state)
{
	static const char url[] = "; access-type=URL; url=\"http://e.com/\"";
	g_autofree char *large = g_strnfill(5000, ' ');

	(void)state;
	check(url, HEADER "\nwords\n", "see\n\nhttp://e.com/", "http://e.com/",
	    TRUE);
	check(url, "words\n", "see\n\nhttp://e.com/", "http://e.com/", TRUE);
	check(url, HEADER "\n \n\n", "see\n\nhttp://e.com/", "http://e.com/",
	    FALSE);
	check(url, large, "see\n\nhttp://e.com/", "http://e.com/", TRUE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_is_a_link),
		cmocka_unit_test(what_no_link_can_say_is_shown),
		cmocka_unit_test(a_body_is_not_forgotten),
	};

	return RUN(tests);
}
