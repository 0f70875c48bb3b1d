#include "intake/envelope.h"

#include "base/text.h"

#include <string.h>

/* The first of some environment variables that is set. */
static const char *
first_env(const char *const *names)
{
	for (; *names; names++) {
		const char *value = g_getenv(*names);

		if (value)
			return value;
	}
	return NULL;
}

static const char *
first_trace(const struct header *h, const char *const *names)
{
	for (; *names; names++) {
		const char *value = header_get_trace(h, *names);

		if (value)
			return value;
	}
	return NULL;
}

/*
 * The address without brackets.  The null sender is written in four ways:
 * nothing, "<>", MAILER-DAEMON, and MAILER-DAEMON@host.
 */
static char *
clean_address(const char *value)
{
	char *address;

	if (!value)
		return NULL;
	address = text_scrub_line(value, -1);
	if (*address == '<' && g_str_has_suffix(address, ">")) {
		address[strlen(address) - 1] = '\0';
		memmove(address, address + 1, strlen(address));
	}
	return address;
}

static char *
clean_sender(const char *value)
{
	char *address = clean_address(value);

	if (address &&
	    (g_ascii_strcasecmp(address, "MAILER-DAEMON") == 0 ||
		g_ascii_strncasecmp(address, "MAILER-DAEMON@", 14) == 0))
		*address = '\0';
	return address;
}

/* What follows the first "+" of the local part. */
static char *
extension_of(const char *recipient)
{
	const char *at = recipient ? strrchr(recipient, '@') : NULL;
	const char *plus = recipient ? strchr(recipient, '+') : NULL;

	if (!plus || (at && plus > at))
		return NULL;
	return g_strndup(
	    plus + 1, at ? (gsize)(at - plus - 1) : strlen(plus + 1));
}

/* "@domain", "%(recipient)" and the like are left by batches and typos. */
static gboolean
is_placeholder(const char *recipient)
{
	return !recipient || !*recipient || *recipient == '@' ||
	    strpbrk(recipient, "%${(") != NULL;
}

void
envelope_init(
    struct envelope *e, const struct options *o, const struct header *h)
{
	static const char *const senders[] = { "SENDER", NULL };
	static const char *const recipients[] = { "ORIGINAL_RECIPIENT",
		"RECIPIENT", NULL };
	static const char *const extensions[] = { "EXTENSION", NULL };
	static const char *const sender_fields[] = { "Return-Path", NULL };
	static const char *const recipient_fields[] = { "X-Original-To",
		"Envelope-to", "Delivered-To", NULL };
	const char *value;

	value = o->sender ? o->sender : first_env(senders);
	e->sender = clean_sender(value ? value : first_trace(h, sender_fields));
	/* Postfix mangles the environment; its trace fields are faithful. */
	value = o->recipient;
	if (is_placeholder(value))
		value = first_trace(h, recipient_fields);
	if (is_placeholder(value))
		value = first_env(recipients);
	e->recipient = clean_address(is_placeholder(value) ? NULL : value);
	value = o->extension ? o->extension : first_env(extensions);
	e->extension =
	    value ? text_scrub_line(value, -1) : extension_of(e->recipient);
}

void
envelope_release(struct envelope *e)
{
	if (!e)
		return;
	g_free(e->sender);
	g_free(e->recipient);
	g_free(e->extension);
	*e = (struct envelope){ 0 };
}
