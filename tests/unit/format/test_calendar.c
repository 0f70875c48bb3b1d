#include "format/calendar.h"
#include "plain/read.h"

#include "tests/unit/test.h"

#include <string.h>

static void
check_beside(const char *text, const char *beside, const char *want)
{
	static const struct plain_format fixed = { FALSE, FALSE };
	struct doc *body = plain_read(beside, &fixed);
	struct doc *d = calendar_read(text, body);

	if (want) {
		assert_non_null(d);
		assert_text(doc_plain(d, DOC_WHOLE, FALSE), want);
	} else {
		assert_null(d);
	}
	doc_free(body);
	doc_free(d);
}

static void
check(const char *text, gboolean alone, const char *want)
{
	check_beside(text, alone ? "" : "Hello.", want);
}

#define ZONE                                            \
	"BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n"     \
	"BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n" \
	"RRULE:FREQ=YEARLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"

static void
an_invitation_is_told(void **state)
{
	(void)state;
	check("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n" ZONE
	      "BEGIN:VEVENT\r\nSUMMARY;LANGUAGE=en:Printer\\, floor 3\\; to"
	      " be\r\n  mended\r\n"
	      "DTSTART;TZID=\"Europe/Berlin\":20261125T100000\r\n"
	      "DTEND;TZID=Europe/Berlin:20261125T113000\r\n"
	      "RRULE:FREQ=WEEKLY;COUNT=10\r\nLOCATION:Room 7\\nthird floor\r\n"
	      "ORGANIZER;CN=\"Example: Ada; Ltd\":MAILTO:ada@example.com\r\n"
	      "ATTENDEE;CN=Bob:mailto:bob@example.com\r\n"
	      "ATTENDEE:mailto:carl@example.com\r\nDESCRIPTION:Hidden\r\n"
	      "BEGIN:VALARM\r\nDESCRIPTION:Alarm\r\nSUMMARY:x\r\nEND:VALARM\r\n"
	      "END:VEVENT\r\nEND:VCALENDAR\r\n",
	    FALSE,
	    "Invitation: Printer, floor 3; to be mended\n"
	    "When: 2026-11-25 10:00 \xe2\x80\x93 11:30 (Europe/Berlin)\n"
	    "Repeats: FREQ=WEEKLY;COUNT=10\nWhere: Room 7 third floor\n"
	    "Organizer: Example: Ada; Ltd <ada@example.com>\nAttendees: 2");
}

static void
times_are_told_as_written(void **state)
{
	static const struct {
		const char *lines, *want;
	} times[] = {
		{ "DTSTART:20261125T100000Z\nDTEND:20261126T090000Z",
		    "2026-11-25 10:00 \xe2\x80\x93 2026-11-26 09:00 (UTC)" },
		{ "DTSTART;VALUE=DATE:20261125", "2026-11-25" },
		{ "DTSTART:20261125T100000\nDURATION:PT1H",
		    "2026-11-25 10:00, PT1H" },
		{ "DTSTART;TZID=A:20261125T100000\nDTEND;TZID=B:20261125T1200",
		    "2026-11-25 10:00 (A) \xe2\x80\x93 2026-11-25 12:00 (B)" },
		{ "DTSTART:soon", "soon" },
		{ "DTSTART:2026", "2026" },
		{ "DTSTART:20261125T1", "2026-11-25" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
		g_autofree char *text =
		    g_strdup_printf("BEGIN:VEVENT\nSUMMARY:S\n%s\nEND:VEVENT\n",
			times[i].lines);
		g_autofree char *want =
		    g_strdup_printf("Appointment: S\nWhen: %s", times[i].want);

		check(text, FALSE, want);
	}
}

static void
the_method_is_told(void **state)
{
	(void)state;
	check("METHOD:CANCEL\nBEGIN:VEVENT\nSUMMARY:S\nEND:VEVENT", FALSE,
	    "Cancelled: S");
	check("BEGIN:VEVENT\nSTATUS:CANCELLED\nSUMMARY:S\nEND:VEVENT", FALSE,
	    "Cancelled: S");
	check("METHOD:REPLY\nBEGIN:VEVENT\nSUMMARY:S\n"
	      "ATTENDEE:mailto:c@d\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:e@f\n"
	      "ATTENDEE;PARTSTAT=DECLINED:mailto:a@b\nEND:VEVENT",
	    FALSE, "Answer to an invitation: S\nDeclined: a@b");
	check("METHOD:REPLY\nBEGIN:VEVENT\nSUMMARY:S\n"
	      "ATTENDEE;CN=\"Example, Ada\";PARTSTAT=tentative:MAILTO:a@b\n"
	      "END:VEVENT",
	    FALSE,
	    "Answer to an invitation: S\n"
	    "Tentatively accepted: Example, Ada <a@b>");
	check("METHOD:X\nBEGIN:VTODO\nSUMMARY:S\nDUE:20261125\nDTSTART:20261101"
	      "\nEND:VTODO\nBEGIN:VTODO\nSUMMARY:T\nEND:VTODO",
	    FALSE,
	    "Appointment: S\nWhen: 2026-11-01 \xe2\x80\x93 2026-11-25\n"
	    "More dates in the file: 1");
}

static void
a_lone_one_tells_its_description(void **state)
{
	(void)state;
	check("BEGIN:VEVENT\nBEGIN:VALARM\nSUMMARY:A\nDESCRIPTION:A\n"
	      "END:VALARM\nSUMMARY:S\nDESCRIPTION:One\\ntwo\\n\\nthree\n"
	      "END:VEVENT",
	    TRUE, "Appointment: S\n\nOne\ntwo\n\nthree");
}

#define MEETING(method, start, more)                                 \
	"METHOD:" method "\nBEGIN:VEVENT\nSUMMARY:The New Printer\n" \
	"LOCATION:Room 7\nDTSTART" start "\n" more "END:VEVENT\n"
#define BERLIN ";TZID=Europe/Berlin:20261125T143000"

static void
what_the_text_tells_is_not_told_again(void **state)
{
	static const struct {
		const char *event, *body;
		gboolean told;
	} cases[] = {
		{ MEETING("REQUEST", BERLIN, ""),
		    "The new printer\nWhen: Wednesday, November 25, 2026 2:30 "
		    "PM-3:00 PM\nWhere: room 7",
		    TRUE },
		{ MEETING("REQUEST", BERLIN, ""),
		    "The  new printer, room 7\n25.11.2026 14.30 \xe2\x80\x93 15.00",
		    TRUE },
		{ MEETING("REQUEST", ":20261125T133000Z", ""),
		    "The new printer\nWed Nov 25, 2026 \xe2\x8b\x85 2:30pm\nRoom 7",
		    TRUE },
		{ MEETING("REQUEST", ":20261125T130000Z", ""),
		    "The new printer\nWed Nov 25, 2026 \xe2\x8b\x85 2pm\nRoom 7",
		    TRUE },
		{ MEETING("REQUEST", ":20261125T233000Z", ""),
		    "The new printer\nThu Nov 26, 2026, 8:30am\nRoom 7", TRUE },
		{ MEETING("REQUEST", ";VALUE=DATE:20261125", ""),
		    "The new printer\nWed Nov 25, 2026\nRoom 7", TRUE },
		/* Something is missing, or is another thing. */
		{ MEETING("REQUEST", BERLIN, ""),
		    "The new printer\nNovember 25, 2:30 PM", FALSE },
		{ MEETING("REQUEST", BERLIN, ""),
		    "A printer\nRoom 7\nNovember 25, 2:30 PM", FALSE },
		{ MEETING("REQUEST", BERLIN, ""),
		    "The new printer\nRoom 7\nNovember 26, 2:30 PM", FALSE },
		{ MEETING("REQUEST", BERLIN, ""),
		    "The new printer\nRoom 7\nNovember 25, 2:00 PM", FALSE },
		{ MEETING("REQUEST", BERLIN, ""),
		    "The new printer\nRoom 7\nNovember 25\n2:30 PM", FALSE },
		{ MEETING("REQUEST", BERLIN, ""),
		    "> The new printer\n> Room 7\n> November 25, 2:30 PM",
		    FALSE },
		{ MEETING("REQUEST", ";VALUE=DATE:20261125", ""),
		    "The new printer\nRoom 7\n25 people", FALSE },
		{ MEETING("CANCEL", BERLIN, ""),
		    "The new printer\nRoom 7\nNovember 25, 2:30 PM", FALSE },
		{ MEETING("REQUEST", BERLIN, "RRULE:FREQ=DAILY\n"),
		    "The new printer\nRoom 7\nNovember 25, 2:30 PM", FALSE },
		{ MEETING("REQUEST", ":soon", ""),
		    "The new printer\nRoom 7\nsoon", FALSE },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		static const struct plain_format fixed = { FALSE, FALSE };
		struct doc *body = plain_read(cases[i].body, &fixed);
		struct doc *d = calendar_read(cases[i].event, body);

		if ((d == NULL) != cases[i].told)
			fail_msg("case %zu: %s", i, cases[i].body);
		doc_free(body);
		doc_free(d);
	}
}

static void
what_is_none_tells_nothing(void **state)
{
	(void)state;
	check("", TRUE, NULL);
	check("BEGIN:VCALENDAR\nEND:VCALENDAR\n", TRUE, NULL);
	check("BEGIN:VEVENT\nLOCATION:x\nEND:VEVENT\n", TRUE, NULL);
	check(":\n;;;\nBEGIN\nEND:VEVENT\nSUMMARY:S\n", TRUE, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_invitation_is_told),
		cmocka_unit_test(times_are_told_as_written),
		cmocka_unit_test(the_method_is_told),
		cmocka_unit_test(a_lone_one_tells_its_description),
		cmocka_unit_test(what_the_text_tells_is_not_told_again),
		cmocka_unit_test(what_is_none_tells_nothing),
	};

	return RUN(tests);
}
