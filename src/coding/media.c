#include "coding/media.h"

#include <string.h>

/* The first row of a type has its usual end, and the first of an end its type.
 */
static const struct {
	const char *extension, *type;
} known[] = {
	{ "bin", "application/octet-stream" }, { "png", "image/png" },
	{ "jpg", "image/jpeg" }, { "jpeg", "image/jpeg" },
	{ "gif", "image/gif" }, { "webp", "image/webp" },
	{ "bmp", "image/bmp" }, { "tiff", "image/tiff" },
	{ "svg", "image/svg+xml" }, { "pdf", "application/pdf" },
	{ "html", "text/html" }, { "ics", "text/calendar" },
	{ "ics", "application/ics" }, { "csv", "text/csv" },
	{ "txt", "text/plain" }, { "log", "text/plain" },
	{ "zip", "application/zip" }, { "eml", "message/rfc822" },
	{ "eml", "message/rfc2822" }, { "eml", "message/global" },
	{ "eml", "message/news" },
	{ "asc", "application/octet-stream" }, /* many things of PGP's */
	{ "asc", "application/pgp-signature" },
	{ "asc", "application/pgp-keys" },
	{ "p7s", "application/pkcs7-signature" },
	{ "p7s", "application/x-pkcs7-signature" },
	{ "p7m", "application/pkcs7-mime" },
	{ "p7m", "application/x-pkcs7-mime" },
	{ "dat", "application/vnd.ms-tnef" }, { "dat", "application/ms-tnef" },
	{ "txt", "message/delivery-status" },
	{ "txt", "message/disposition-notification" },
	{ "txt", "message/feedback-report" }, { "rtf", "text/rtf" },
	{ "txt", "application/pgp-encrypted" }, /* "Version: 1" */
};

static const struct {
	const char *type, *name;
} named[] = {
	{ "text/calendar", "invite.ics" },
	{ "application/ics", "invite.ics" },
	{ "message/delivery-status", "delivery-status.txt" },
	{ "message/global-delivery-status", "delivery-status.txt" },
	{ "message/disposition-notification", "receipt.txt" },
	{ "message/feedback-report", "feedback-report.txt" },
	{ "text/rfc822-headers", "returned-headers.txt" },
	{ "message/global-headers", "returned-headers.txt" },
	{ "application/pgp-encrypted", "pgp-version.txt" },
	{ "application/pgp-signature", "signature.asc" },
};

/* The length of a token (RFC 2045, 5.1). */
static size_t
token_length(const char *p)
{
	size_t n = 0;

	while (p[n] > ' ' && p[n] < 0x7f && !strchr("()<>@,;:\\\"/[]?=", p[n]))
		n++;
	return n;
}

gboolean
media_is_type(const char *type)
{
	size_t n = token_length(type), rest;

	if (!n || type[n] != '/')
		return FALSE;
	rest = token_length(type + n + 1);
	return rest > 0 && type[n + 1 + rest] == '\0';
}

const char *
media_by_name(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < G_N_ELEMENTS(known); i++)
		if (g_ascii_strcasecmp(dot + 1, known[i].extension) == 0)
			return known[i].type;
	return "application/octet-stream";
}

const char *
media_name(const char *type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(named); i++)
		if (g_ascii_strcasecmp(type, named[i].type) == 0)
			return named[i].name;
	return NULL;
}

const char *
media_extension(const char *type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (g_ascii_strcasecmp(type, known[i].type) == 0)
			return known[i].extension;
	return g_ascii_strncasecmp(type, "text/", 5) == 0 ? "txt" : "bin";
}
