#include "message/notice.h"

#include <string.h>

/*
 * Line by line, as folded() leaves them: lower case, one blank for several,
 * # for a number and ? for what is not ASCII.
 */
static const char *const notices[] = {
	"this is a multi-part message in mime format",
	"this is a multipart message in mime format",
	"this is a multi part message in mime format",
	"this is a message with multiple parts in mime format",
	"this is a multi-part mime message",
	"this is a multipart mime message",
	"this is a mime-encapsulated message",
	"this is a mime-encoded message",
	"this is a mime encoded message",
	"this is a mime-formatted message",
	"this is a mime message",
	"this message is in mime format",
	"your mail reader does not support mime",
	"your email client does not support mime encoded messages",
	/* signed and encrypted mail */
	"this is a cryptographically signed message in mime format",
	"this is an openpgp/mime signed message (rfc # and #)",
	"this is an openpgp/mime encrypted message (rfc # and #)",
	"this is an s/mime signed message",
	"this is an s/mime encrypted message",
	/* Exchange, whose notice goes on in the next line or not at all */
	("this message is in mime format. since your mail reader does not "
	 "understand"),
	("this is a multi-part message in mime format. since your mail reader "
	 "does not understand"),
	"this format, some or all of this message may not be legible",
	("this message is in mime format.since your mail reader does not "
	 "understand this format, some or all of the message may not be "
	 "legible"),
	/* Amazon */
	"this is a multi-part message in mime format. your mail reader does not",
	"understand mime message format",
	/* Courier */
	("this is a mime-formatted message. if you see this text it means that "
	 "your"),
	"e-mail software does not support mime-formatted messages",
	/* Pine */
	("this message is in mime format. the first part should be readable "
	 "text,"),
	("while the remaining parts are likely unreadable without mime-aware "
	 "tools"),
	"send mail to mime@docserver.cac.washington.edu for more info",
	/* GroupWise */
	("this is a mime message. if you are reading this text, you may want "
	 "to"),
	("consider changing to a mail reader or gateway that understands how "
	 "to"),
	"properly handle mime multipart messages",
	"if you are reading this text, you may want to consider changing to a",
	"mail reader or gateway that understands",
	"how to properly handle mime multipart messages",
	/* Pegasus */
	("this message is in mime format which your mailer apparently does not "
	 "support"),
	("you either require a newer version of your software which supports "
	 "mime, or"),
	("a separate mime decoding utility. alternatively, ask the sender of "
	 "this"),
	"message to resend it in a different format",
	/* mpack */
	"this is a mime encoded message. decode it with \"munpack\"",
	"or any other mime reading software. mpack/munpack is available",
	"via anonymous ftp in ftp.andrew.cmu.edu:pub/mpack/",
	/* bounces and challenges */
	("portions of this message may be unreadable without a mime-capable "
	 "mail program"),
	"this multi-part mime message contains a delivery status notification",
	("if you can see this text, your mail client may not be able to "
	 "understand mime"),
	"formatted messages or dsns (see rfc # through # for general mime",
	"information and rfc # through # for dsn specific information)",
	"the contents of this message require a modern email client",
	"for correct display. if you are reading this message, it may",
	"be because your reader is without mime support",
	"you can visit http://www.boxbe.com for more information about",
	"this problem, or consult the provider of your email reader",
	/* other languages */
	"dies ist eine mehrteilige nachricht im mime-format",
	"dies ist eine kryptografisch unterzeichnete nachricht im mime-format",
	"dies ist eine kryptographisch unterzeichnete nachricht im mime-format",
	"diese nachricht liegt im mime-format vor",
	"ceci est un message au format mime",
	"ceci est un message multipart au format mime",
	"ceci est un message de type multipart au format mime",
	"c'est un message de format mime en plusieurs parties",
	"il s'agit d'un message multivolet au format mime",
	"este es un mensaje multiparte en formato mime",
	"este es un mensaje de varias partes en formato mime",
	"questo ? un messaggio in formato mime composto da pi? parti",
	"questo ? un messaggio multiparte in formato mime",
	"dit is een meerdelig bericht in mime-formaat",
	"dit is een meerdelig bericht in mime-indeling",
	"esta ? uma mensagem multi-parte no formato mime",
	"denne meddelelse er i mime-format",
};

/* A run of characters of a kind becomes one; to be freed. */
static char *
folded(const char *line)
{
	GString *s = g_string_new(NULL);

	for (const char *p = line; *p; p++) {
		char c = g_ascii_tolower(*p);

		c = g_ascii_isspace(c) ? ' ' : g_ascii_isdigit(c) ? '#' : c;
		c = (guchar)c >= 0x80 ? '?' : c;
		if (!strchr(" #?", c) || !s->len || s->str[s->len - 1] != c)
			g_string_append_c(s, c);
	}
	while (s->len && strchr(".!-* ", s->str[s->len - 1]))
		g_string_truncate(s, s->len - 1);
	return g_string_free(s, FALSE);
}

gboolean
mime_is_notice(const char *line)
{
	g_autofree char *text = folded(line + strspn(line, "> -*\t"));

	for (size_t i = 0; i < G_N_ELEMENTS(notices); i++)
		if (strcmp(text, notices[i]) == 0)
			return TRUE;
	return FALSE;
}
