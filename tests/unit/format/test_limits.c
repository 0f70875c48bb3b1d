/*
 * What is beyond a limit, and input that ends in the middle of something.
 */
#include "base/limits.h"

#include "base/attachment.h"
#include "base/temp.h"
#include "format/calendar.h"
#include "format/cms.h"
#include "format/mapi.h"
#include "format/tnef.h"
#include "plain/read.h"
#include "tests/unit/test.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Bytes, and then so many zeros; "asked": was anybody told of the end? */
struct input {
	const char *at;
	gsize left;
	gint64 zeros;
	gboolean asked;
};

static ssize_t
read_input(gpointer source, char *buf, size_t n)
{
	struct input *in = source;

	if (in->left) {
		n = MIN(n, in->left);
		memcpy(buf, in->at, n);
		in->at += n;
		in->left -= n;
	} else {
		n = (size_t)MIN((gint64)n, in->zeros);
		memset(buf, 0, n);
		in->zeros -= (gint64)n;
	}
	in->asked = in->asked || n == 0;
	return (ssize_t)n;
}

static int
open_descriptors(void)
{
	int n = 0;

	for (int fd = 0; fd < 256; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

#define SIGNED                                                         \
	"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80" \
	"\x30\x80\x02\x01\x01\x31\x00\x30\x80\x06\x09\x2a\x86\x48\x86" \
	"\xf7\x0d\x01\x07\x01\xa0\x80"

/* Is what follows the signed head taken? "asked" as in the input. */
static gboolean
unwraps(const char *ber, gsize n, gboolean *asked)
{
	g_autoptr(GString) all = g_string_new_len(SIGNED, sizeof SIGNED - 1);
	struct input in = { 0 };
	int before = open_descriptors(), fd;

	g_string_append_len(all, ber, (gssize)n);
	in.at = all->str;
	in.left = all->len;
	fd = cms_unwrap(read_input, &in);
	if (fd >= 0)
		close(fd);
	assert_int_equal(open_descriptors(), before);
	if (asked)
		*asked = in.asked;
	return fd >= 0;
}
#define UNWRAPS(ber) unwraps(ber, sizeof(ber) - 1, NULL)

/* However far it gets, no file stays open. */
static void
a_signed_text_that_is_cut_is_none(void **state)
{
	static const char whole[] = "\x24\x80\x24\x06\x04\x01"
				    "a\x04\x01"
				    "b\x04\x81\x02"
				    "cd\0\0";

	(void)state;
	for (gsize n = 0; n < sizeof whole - 1; n++)
		assert_false(unwraps(whole, n, NULL));
	assert_true(unwraps(whole, sizeof whole - 1, NULL));
	for (gsize n = 0; n < sizeof SIGNED - 1; n++) {
		struct input in = { SIGNED, n, 0, FALSE };

		assert_int_equal(cms_unwrap(read_input, &in), -1);
	}
}

/* The content is not even read then. */
static void
a_signed_text_has_a_size(void **state)
{
	gint64 size = LIMIT_UNPACKED_BYTES - 1;
	char ber[] = "\x24\x80\x04\x01"
		     "a\x04\x84....b";
	gboolean asked = FALSE;

	(void)state;
	for (int i = 0; i < 4; i++)
		ber[7 + i] = (char)(size >> (24 - 8 * i));
	assert_false(unwraps(ber, sizeof ber - 1, &asked));
	assert_true(asked);
	size++;
	for (int i = 0; i < 4; i++)
		ber[7 + i] = (char)(size >> (24 - 8 * i));
	assert_false(unwraps(ber, sizeof ber - 1, &asked));
	assert_false(asked);
}

static void
lengths_and_pieces_have_limits(void **state)
{
	g_autoptr(GString) ber = g_string_new(NULL);

	(void)state;
	assert_true(UNWRAPS("\x04\x85\0\0\0\0\x03Hi!"));
	assert_false(UNWRAPS("\x04\x86\0\0\0\0\0\x03Hi!"));
	for (int depth = 1; depth < 10; depth++) {
		g_string_truncate(ber, 0);
		for (int i = 0; i < depth; i++)
			g_string_append_len(ber, "\x24\x80", 2);
		g_string_append_len(ber, "\x04\x01x", 3);
		for (int i = 0; i < depth; i++)
			g_string_append_len(ber, "\0\0", 2);
		assert_int_equal(unwraps(ber->str, ber->len, NULL), depth <= 8);
	}
}

static void
put(GString *out, guint32 value, size_t n)
{
	for (size_t i = 0; i < n; i++)
		g_string_append_c(out, (char)(value >> (8 * i)));
}

static void
begin_attribute(GString *out, guint32 id, gsize n)
{
	put(out, 1, 1);
	put(out, id, 4);
	put(out, (guint32)n, 4);
}

static void
put_attribute(GString *out, guint32 id, const char *data, gsize n)
{
	begin_attribute(out, id, n);
	g_string_append_len(out, data, (gssize)n);
	put(out, 0, 2);
}

static GString *
begin_tnef(void)
{
	GString *out = g_string_new(NULL);

	put(out, 0x223e9f78, 4);
	put(out, 7, 2);
	return out;
}

enum {
	BODY = 0x0002800c,
	DATA = 0x0006800f,
	BEGIN = 0x00069002,
	PROPERTIES = 0x00069005,
};

static void
put_file(GString *out, const char *bytes)
{
	put_attribute(out, BEGIN, "", 0);
	put_attribute(out, DATA, bytes, strlen(bytes));
}

/* A list of one property of bytes, ATTACH_DATA, of n bytes. */
static GString *
data_property(const char *bytes, gsize n)
{
	GString *out = g_string_new(NULL);

	put(out, 1, 4);
	put(out, 0x37010102, 4);
	put(out, 1, 4);
	put(out, (guint32)n, 4);
	g_string_append_len(out, bytes, (gssize)n);
	return out;
}

static void
read_tnef(struct tnef *t, const GString *from, gint64 zeros)
{
	struct input in = { from->str, from->len, zeros, FALSE };

	assert_int_equal(tnef_read(t, read_input, &in, LIMIT_FILE_NAME), 0);
}

static void
check_file(const struct tnef *t, guint n, const char *bytes)
{
	struct attachment *a;
	char buf[100] = "";

	assert_true(n < t->files->len);
	a = g_ptr_array_index(t->files, n);
	assert_int_equal(a->read(a->source, buf, 99), a->size);
	assert_string_equal(buf, bytes);
}

static void
a_winmail_dat_has_a_number_of_files(void **state)
{
	g_autoptr(GString) in = begin_tnef();
	g_autoptr(GString) said = data_property("late", 4);
	struct tnef t;

	(void)state;
	for (int i = 0; i < LIMIT_TEXT_FILES; i++)
		put_file(in, "x");
	read_tnef(&t, in, 0);
	assert_int_equal(t.files->len, LIMIT_TEXT_FILES);
	assert_false(t.lost);
	tnef_release(&t);
	put_attribute(in, BEGIN, "", 0);
	put_attribute(in, PROPERTIES, said->str, said->len);
	read_tnef(&t, in, 0);
	assert_int_equal(t.files->len, LIMIT_TEXT_FILES);
	assert_true(t.lost);
	tnef_release(&t);
}

static void
a_file_may_stand_in_its_properties(void **state)
{
	g_autoptr(GString) in = begin_tnef();
	g_autoptr(GString) said = data_property("Hello", 5);
	struct tnef t;

	(void)state;
	put_attribute(in, BEGIN, "", 0);
	put_attribute(in, PROPERTIES, said->str, said->len);
	/* One that it has already is the same. */
	put_file(in, "World");
	put_attribute(in, PROPERTIES, said->str, said->len);
	read_tnef(&t, in, 0);
	assert_false(t.lost);
	assert_int_equal(t.files->len, 2);
	check_file(&t, 0, "Hello");
	check_file(&t, 1, "World");
	tnef_release(&t);
}

static void
a_text_of_a_winmail_dat_has_a_size(void **state)
{
	g_autofree char *most = g_strnfill(LIMIT_TNEF_ATTRIBUTE, 'x');
	g_autoptr(GString) in = begin_tnef(), more = begin_tnef();
	struct tnef t;

	(void)state;
	put_attribute(in, BODY, most, LIMIT_TNEF_ATTRIBUTE);
	put_file(in, "file");
	read_tnef(&t, in, 0);
	assert_false(t.lost);
	assert_int_equal(strlen(t.text), LIMIT_TNEF_ATTRIBUTE);
	check_file(&t, 0, "file");
	tnef_release(&t);

	begin_attribute(more, BODY, LIMIT_TNEF_ATTRIBUTE + 1);
	g_string_append(more, most);
	g_string_append(more, "x..");
	put_file(more, "file");
	read_tnef(&t, more, 0);
	assert_true(t.lost);
	assert_null(t.text);
	check_file(&t, 0, "file");
	tnef_release(&t);
}

/* What is cut is said, and nothing behind the cut is read. */
static void
properties_that_are_cut_are_left_out(void **state)
{
	/* A list of three: a text, a number of 8 bytes, a named one. */
	static const char whole[] = "\3\0\0\0"
				    "\x1f\0\x07\x37\1\0\0\0\4\0\0\0x\0y\0"
				    "\x14\0\1\x0e"
				    "12345678"
				    "\x1e\0\0\x80"
				    "0123456789abcdef\1\0\0\0\4\0\0\0n\0m\0"
				    "\1\0\0\0\2\0\0\0z\0\0\0";

	(void)state;
	for (gsize n = 0; n < sizeof whole; n++) {
		g_autofree guchar *cut = g_malloc(MAX(n, 1));
		struct mapi list = { cut, n, FALSE, 0 };
		struct mapi_property p;
		guint count = 0;

		memcpy(cut, whole, n);
		while (mapi_next(&list, &p)) {
			assert_true(p.data >= cut);
			assert_true(p.data + p.size <= cut + n);
			count++;
		}
		/* The blanks behind the last one may be missing. */
		assert_int_equal(
		    count, (n >= 20) + (n >= 32) + (n >= sizeof whole - 1 - 2));
	}
}

static void
a_winmail_dat_that_is_cut_is_lost(void **state)
{
	g_autoptr(GString) in = begin_tnef();
	g_autoptr(GString) said = data_property("Hello", 5);
	gsize whole;

	(void)state;
	put_attribute(in, BODY, "text", 5);
	put_attribute(in, BEGIN, "", 0);
	put_attribute(in, PROPERTIES, said->str, said->len);
	whole = in->len;
	for (gsize n = 6; n <= whole; n++) {
		g_autofree char *cut = g_malloc(n);
		struct input from = { cut, n, 0, FALSE };
		gsize text = 6 + 9 + 5 + 2, begin = text + 9 + 2;
		int before = open_descriptors();
		struct tnef t;

		memcpy(cut, in->str, n);
		assert_int_equal(
		    tnef_read(&t, read_input, &from, LIMIT_FILE_NAME), 0);
		assert_int_equal(
		    t.lost, n != 6 && n != text && n != begin && n != whole);
		assert_int_equal(t.text != NULL, n >= text - 2);
		assert_int_equal(t.files->len, n >= whole - 2);
		tnef_release(&t);
		assert_int_equal(open_descriptors(), before);
	}
}

static char *
tell(const char *text, const char *beside)
{
	static const struct plain_format fixed = { FALSE, FALSE };
	struct doc *body = plain_read(beside, &fixed);
	struct doc *d = calendar_read(text, body);
	char *told = d ? doc_plain(d, DOC_WHOLE, FALSE) : NULL;

	doc_free(body);
	doc_free(d);
	return told;
}

static void
unknown_answers_are_answers(void **state)
{
	(void)state;
	assert_text(tell("METHOD:REPLY\nBEGIN:VEVENT\nSUMMARY:S\n"
			 "ATTENDEE;PARTSTAT=X-PERHAPS:mailto:a@b\nEND:VEVENT",
			"Hello."),
	    "Answer to an invitation: S\nAnswered: a@b");
	assert_text(tell("METHOD:REPLY\nBEGIN:VEVENT\nSUMMARY:S\n"
			 "ATTENDEE;PARTSTAT=DELEGATED:mailto:a@b\nEND:VEVENT",
			"Hello."),
	    "Answer to an invitation: S\nDelegated: a@b");
}

/* An end without a begin, and what is within an alarm. */
static void
components_stand_in_each_other(void **state)
{
	(void)state;
	assert_text(tell("END:VTIMEZONE\nEND:X\nBEGIN:VEVENT\nSUMMARY:S\n"
			 "END:VEVENT",
			"Hello."),
	    "Appointment: S");
	assert_text(tell("BEGIN:VEVENT\nBEGIN:A\nBEGIN:B\nEND:B\n"
			 "SUMMARY:wrong\nEND:A\nSUMMARY:right\nEND:VEVENT\n"
			 "SUMMARY:late",
			"Hello."),
	    "Appointment: right");
}

static void
an_event_that_is_cut_is_told(void **state)
{
	static const char text[] =
	    "METHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Pu\r\n mp\\, new\r\n"
	    "DTSTART;TZID=\"Europe/Berlin\":20261125T100000\r\n"
	    "ORGANIZER;CN=\"Ada; Ltd\":mailto:ada@example.com\r\n"
	    "END:VEVENT\r\n";
	gsize summary = (gsize)(strstr(text, "Pu") - text);

	(void)state;
	for (gsize n = 0; n < sizeof text; n++) {
		g_autofree char *cut = g_strndup(text, n);
		g_autofree char *told = tell(cut, "Hello.");

		assert_int_equal(told != NULL, n > summary);
		if (told)
			assert_true(g_str_has_prefix(told, "Invitation: P"));
		if (n > summary + 14)
			assert_true(
			    g_str_has_prefix(told, "Invitation: Pump, new"));
	}
}

/* How far the text beside it is compared with what it says. */
static void
a_long_text_beside_it_tells_nothing(void **state)
{
	static const char event[] =
	    "METHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:The new printer\n"
	    "DTSTART:20261125T143000\nEND:VEVENT\n";
	g_autofree char *most = g_strnfill(LIMIT_CALENDAR_BYTES - 1, 'x');
	g_autofree char *in =
	    g_strconcat(most, "\nThe new printer, November 25, 2:30 PM", NULL);
	g_autofree char *beyond =
	    g_strconcat(most, "x\nThe new printer, November 25, 2:30 PM", NULL);
	g_autofree char *told = tell(event, in);

	(void)state;
	assert_null(told);
	assert_text(tell(event, beyond),
	    "Invitation: The new printer\nWhen: 2026-11-25 14:30");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_signed_text_that_is_cut_is_none),
		cmocka_unit_test(a_signed_text_has_a_size),
		cmocka_unit_test(lengths_and_pieces_have_limits),
		cmocka_unit_test(a_winmail_dat_has_a_number_of_files),
		cmocka_unit_test(a_file_may_stand_in_its_properties),
		cmocka_unit_test(a_text_of_a_winmail_dat_has_a_size),
		cmocka_unit_test(properties_that_are_cut_are_left_out),
		cmocka_unit_test(a_winmail_dat_that_is_cut_is_lost),
		cmocka_unit_test(unknown_answers_are_answers),
		cmocka_unit_test(components_stand_in_each_other),
		cmocka_unit_test(an_event_that_is_cut_is_told),
		cmocka_unit_test(a_long_text_beside_it_tells_nothing),
	};

	return RUN(tests);
}
