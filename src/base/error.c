#include "base/error.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

/*
 * 75 for all that is not proven to be the message's own fault: it is the
 * only status that every caller answers with another attempt.  "when" is
 * the row of the manual.
 */
static const struct {
	int ex;
	int ex_terminal; /* 0: the same */
	const char *line;
	const char *when;
} failures[FAIL_COUNT] = {
	[FAIL_NONE] = { EX_OK, 0, "2.0.0 filed", "filed, or filed before" },
	[FAIL_USAGE] = { EX_TEMPFAIL, EX_USAGE,
	    "4.3.5 mail gateway is misconfigured", "wrong option or argument" },
	[FAIL_CONFIG] = { EX_TEMPFAIL, EX_CONFIG,
	    "4.3.5 mail gateway is misconfigured",
	    "configuration, secret or CA file missing, unreadable or wrong; "
	    "bad URL" },
	[FAIL_EMPTY] = { EX_TEMPFAIL, 0, "4.3.0 no message received",
	    "nothing on standard input" },
	[FAIL_CUT] = { EX_TEMPFAIL, 0, "4.3.0 message arrived incomplete",
	    "the message was cut: the mail system went away or sent less "
	    "than it announced" },
	[FAIL_TOO_BIG] = { EX_DATAERR, 0, "5.3.4 message too big",
	    "the message is larger than max-size" },
	[FAIL_UNWANTED] = { EX_NOPERM, 0, "5.7.1 message refused by a rule",
	    "--machine-mail refuses mail of its class" },
	[FAIL_SPOOL] = { EX_TEMPFAIL, 0, "4.3.1 no room for the message",
	    "the temporary file cannot be written" },
	[FAIL_CONNECT] = { EX_TEMPFAIL, 0,
	    "4.4.1 ticket system cannot be reached",
	    "name not found, connection refused, no route, proxy down" },
	[FAIL_PROXY] = { EX_TEMPFAIL, 0, "4.3.5 mail gateway is misconfigured",
	    "407: the proxy wants a log-in" },
	[FAIL_TLS] = { EX_TEMPFAIL, 0,
	    "4.4.1 no secure connection to the ticket system",
	    "TLS handshake or certificate check failed" },
	[FAIL_TIMEOUT] = { EX_TEMPFAIL, 0,
	    "4.4.2 ticket system did not answer in time",
	    "no answer, or a transfer that stalls" },
	[FAIL_LOST] = { EX_TEMPFAIL, 0,
	    "4.4.2 connection to the ticket system was lost",
	    "connection reset, half an answer" },
	[FAIL_REDIRECT] = { EX_TEMPFAIL, 0,
	    "4.3.5 ticket system sent an unexpected answer",
	    "3xx: a login page, or the wrong URL; never followed" },
	[FAIL_NOT_JIRA] = { EX_TEMPFAIL, 0,
	    "4.3.5 ticket system sent an unexpected answer",
	    "2xx or 4xx that is not Jira's own: a login or maintenance page, "
	    "a proxy, a firewall" },
	[FAIL_AUTH] = { EX_TEMPFAIL, 0,
	    "4.3.5 ticket system refused the gateway",
	    "401, or any status that says that the credentials were not "
	    "accepted: wrong or expired password or token, CAPTCHA" },
	[FAIL_FORBIDDEN] = { EX_TEMPFAIL, 0,
	    "4.3.5 ticket system refused the gateway",
	    "403 of Jira's: the user lacks a permission in the project, which "
	    "the log names, or attachments are switched off" },
	[FAIL_NOT_FOUND] = { EX_TEMPFAIL, 0,
	    "4.3.5 ticket system sent an unexpected answer",
	    "404 where the URL or the project must be wrong (an issue that "
	    "is not there is no failure: the mail becomes a new one)" },
	[FAIL_GONE] = { EX_TEMPFAIL, 0,
	    "4.3.5 ticket system sent an unexpected answer",
	    "410: the wrong flavour of Jira is configured" },
	[FAIL_TOO_LARGE] = { EX_TEMPFAIL, 0,
	    "4.3.5 ticket system sent an unexpected answer",
	    "413 for an issue or a comment (an attachment that is too large "
	    "is no failure: the ticket says that it was left out)" },
	[FAIL_BUSY] = { EX_TEMPFAIL, 0, "4.3.2 ticket system is busy",
	    "408, 409, 425" },
	[FAIL_LATER] = { EX_TEMPFAIL, 0, "4.3.2 ticket system is busy",
	    "429, after waiting as Retry-After asks, or at once where that is "
	    "too long; 503 likewise" },
	[FAIL_MAINTENANCE] = { EX_TEMPFAIL, 0,
	    "4.3.2 ticket system is down for maintenance", "503" },
	[FAIL_SERVER] = { EX_TEMPFAIL, 0, "4.3.0 ticket system has a problem",
	    "500, 502, 504 and other 5xx" },
	[FAIL_REJECTED] = { EX_TEMPFAIL, 0,
	    "4.3.0 ticket system did not accept the ticket",
	    "400, 422 and other 4xx of Jira's; the log has its reason" },
	[FAIL_MUTE] = { EX_TEMPFAIL, 0,
	    "4.3.0 ticket system did not accept the ticket",
	    "the issue takes no comments, and no new one that follows it "
	    "either" },
	[FAIL_SEND] = { EX_TEMPFAIL, 0, "4.4.0 confirmation could not be sent",
	    "a mail of ours could not be handed over" },
	[FAIL_DEADLINE] = { EX_TEMPFAIL, 0, "4.4.2 out of time",
	    "the run took longer than timeout" },
	[FAIL_SIGNAL] = { EX_TEMPFAIL, 0, "4.3.2 mail gateway was stopped",
	    "SIGTERM, SIGINT, SIGHUP" },
	[FAIL_CRASH] = { EX_TEMPFAIL, 0, "4.3.0 message cannot be processed",
	    "the message broke the parser, and the plain way failed as well" },
	[FAIL_INTERNAL] = { EX_TEMPFAIL, 0, "4.3.0 mail gateway has a problem",
	    "the system refused something that it never should (memory, "
	    "processes)" },
};

/* One printable line, whatever came in; takes ownership of the text. */
static char *
one_line(char *text)
{
	g_autofree char *owned = text;

	return g_strchomp(text_scrub_log(owned));
}

int
error_set(struct error *err, enum failure failure, const char *fmt, ...)
{
	va_list ap;

	if (err->failure != FAIL_NONE)
		return -1;
	va_start(ap, fmt);
	err->detail = one_line(g_strdup_vprintf(fmt, ap));
	va_end(ap);
	err->failure = failure;
	return -1;
}

void
error_prefix(struct error *err, const char *fmt, ...)
{
	g_autofree char *detail = err->detail;
	g_autofree char *prefix = NULL;
	va_list ap;

	va_start(ap, fmt);
	prefix = one_line(g_strdup_vprintf(fmt, ap));
	va_end(ap);
	err->detail = g_strdup_printf("%s: %s", prefix, detail ? detail : "");
}

void
error_release(struct error *err)
{
	if (!err)
		return;
	g_free(err->detail);
	*err = (struct error)ERROR_INIT;
}

int
failure_exit(enum failure failure, gboolean terminal)
{
	if (terminal && failures[failure].ex_terminal)
		return failures[failure].ex_terminal;
	return failures[failure].ex;
}

gboolean
failure_leaves_doubt(enum failure failure)
{
	switch (failure) {
	case FAIL_TIMEOUT:
	case FAIL_LOST:
	case FAIL_REDIRECT:
	case FAIL_NOT_JIRA:
	case FAIL_BUSY:
	case FAIL_MAINTENANCE:
	case FAIL_SERVER: return TRUE;
	default: return FALSE;
	}
}

const char *
failure_line(enum failure failure)
{
	return failures[failure].line;
}

void
failure_print_mdoc(void)
{
	for (int i = FAIL_NONE; i < FAIL_COUNT; i++) {
		printf(".It %d", failures[i].ex);
		if (failures[i].ex_terminal)
			printf(" (%d)", failures[i].ex_terminal);
		if (i != FAIL_NONE)
			printf(" , Dq %s", failures[i].line);
		printf("\n%c%s.\n", g_ascii_toupper(failures[i].when[0]),
		    failures[i].when + 1);
	}
}
