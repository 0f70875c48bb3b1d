/*
 * The one check of an address that goes out: into a command of SMTP, into the
 * arguments of sendmail, into a header field.  None of those looks at it
 * (line ends become commands, a comma a second recipient).
 */
#ifndef SEND_ADDRESS_H
#define SEND_ADDRESS_H

#include <glib.h>

/*
 * "local@domain" as it may go out, its domain in ASCII (RFC 5890); to be
 * freed.  NULL: it may not.  Taken are local parts of ASCII letters, digits,
 * dots and signs that mean nothing to a mail system, at most 64 bytes, and
 * domain names; no quoted local part, no address literal, no route, nothing
 * that begins like an option, a path or a program.
 */
char *address_outgoing(const char *address);

#endif
