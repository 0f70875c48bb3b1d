#include "ticket/id.h"

#include "intake/header.h"
#include "intake/spool.h"
#include "ticket/hashids.h"

#include <string.h>

/* Characters of the authentication code: 20 of hex are 80 bits. */
#define CODE_LENGTH 20

/* Longest hash taken for one of ours; 32 bits need far less. */
#define HASH_MAX 64

struct ticket_ids {
	struct hashids *hashids;
	char *prefix, *alphabet;
	char *key;	 /* "": none */
	gboolean secret; /* nobody else can know the key */
	char *address;	 /* NULL: not known */
	size_t min_length;
};

/* The documented default, which everybody can read. */
static gboolean
is_public_salt(const char *salt)
{
	return g_strcmp0(salt, "JicketSalt") == 0;
}

/*
 * Without a key of their own, ids are signed with what makes the ticket ids;
 * not with the salt itself, of which they must tell nothing.
 */
static char *
message_key(const struct options *o)
{
	g_autofree char *text = NULL;

	if (o->message_key)
		return g_strdup(o->message_key);
	if (!o->id_salt || !*o->id_salt)
		return g_strdup("");
	text = g_strconcat("jicket message ids/", o->id_salt, NULL);
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

struct ticket_ids *
ticket_ids_new(const struct options *o)
{
	struct ticket_ids *t = g_new0(struct ticket_ids, 1);

	t->min_length = (size_t)o->id_minlen;
	t->hashids = hashids_new(
	    o->id_salt ? o->id_salt : "", o->id_alphabet, t->min_length);
	t->prefix = g_strdup(o->id_prefix);
	t->alphabet = g_strdup(o->id_alphabet);
	t->key = message_key(o);
	t->secret = o->message_key || (*t->key && !is_public_salt(o->id_salt));
	t->address = g_strdup(o->ticket_address);
	return t;
}

void
ticket_ids_free(struct ticket_ids *t)
{
	if (!t)
		return;
	hashids_free(t->hashids);
	g_free(t->prefix);
	g_free(t->alphabet);
	g_free(t->key);
	g_free(t->address);
	g_free(t);
}

gboolean
ticket_is_key_secret(const struct ticket_ids *t)
{
	return t->secret;
}

gboolean
ticket_is_own_address(const struct ticket_ids *t, const char *addr)
{
	return t->address && g_ascii_strcasecmp(t->address, addr) == 0;
}

char *
ticket_digest(const char *message_id)
{
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, message_id, -1);
}

char *
ticket_digest_content(const struct header *h, const struct spool *s)
{
	static const char *const stable[] = { "From", "To", "Cc", "Date",
		"Subject" };
	const char *hop =
	    header_get(h, "Date") ? NULL : header_get_last(h, "Received");
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	char *hex;

	for (size_t i = 0; i < G_N_ELEMENTS(stable); i++) {
		const char *value = header_get(h, stable[i]);

		if (value)
			g_checksum_update(sum, (const guchar *)value, -1);
		g_checksum_update(sum, (const guchar *)"\n", 1);
	}
	for (; hop && *hop; hop++)
		if (!g_ascii_isspace(*hop))
			g_checksum_update(sum, (const guchar *)hop, 1);
	g_checksum_update(sum, (const guchar *)s->digest, -1);
	hex = g_strdup(g_checksum_get_string(sum));
	g_checksum_free(sum);
	return hex;
}

char *
ticket_id(const struct ticket_ids *t, const char *digest, guint n)
{
	g_autofree char *digits = g_strndup(digest + (size_t)8 * n, 8);
	g_autofree char *hash =
	    hashids_encode(t->hashids, g_ascii_strtoull(digits, NULL, 16));

	return g_strconcat(t->prefix, hash, NULL);
}

/*
 * A letter that is in the alphabet only in its other case is meant so; one
 * of an alphabet of both cases is as it is written.  0: not of the alphabet.
 */
static char
fold(const struct ticket_ids *t, char c)
{
	const char other =
	    g_ascii_isupper(c) ? g_ascii_tolower(c) : g_ascii_toupper(c);

	if (strchr(t->alphabet, c))
		return c;
	return strchr(t->alphabet, other) ? other : '\0';
}

char *
ticket_id_from_hash(const struct ticket_ids *t, const char *hash)
{
	const size_t n = strnlen(hash, HASH_MAX + 1);
	char folded[HASH_MAX + 1] = "";

	if (n == 0 || n > HASH_MAX || n < t->min_length)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if ((folded[i] = fold(t, hash[i])) == '\0')
			return NULL;
	return g_strconcat(t->prefix, folded, NULL);
}

char *
ticket_id_read(const struct ticket_ids *t, const char *text)
{
	const size_t n = strlen(t->prefix);

	if (g_ascii_strncasecmp(text, t->prefix, n) != 0)
		return NULL;
	return ticket_id_from_hash(t, text + n);
}

char *
ticket_tag(const char *id)
{
	return g_strdup_printf("[#%s]", id);
}

static char *
code(const struct ticket_ids *t, const char *signed_part)
{
	char *hex = g_compute_hmac_for_string(G_CHECKSUM_SHA256,
	    (const guchar *)t->key, strlen(t->key), signed_part, -1);

	hex[CODE_LENGTH] = '\0';
	return hex;
}

char *
ticket_message_id(const struct ticket_ids *t, const char *id, const char *issue,
    const char *unique, const char *domain)
{
	g_autofree char *left = NULL, *mac = NULL;

	if (!*t->key)
		return NULL;
	left = g_strdup_printf("jicket.%s.%s.%s", id, issue, unique);
	mac = code(t, left);
	return g_strdup_printf("%s.%s@%s", left, mac, domain);
}

/* Takes the same time wherever the strings differ. */
static gboolean
equal_secret(const char *a, const char *b)
{
	unsigned char differ = 0;

	if (strlen(a) != CODE_LENGTH || strlen(b) != CODE_LENGTH)
		return FALSE;
	for (size_t i = 0; i < CODE_LENGTH; i++)
		differ |= (unsigned char)(a[i] ^ b[i]);
	return differ == 0;
}

gboolean
ticket_parse_message_id(
    const struct ticket_ids *t, const char *message_id, char **id, char **issue)
{
	g_autofree char *left = NULL, *mac = NULL;
	g_auto(GStrv) parts = NULL;
	const char *at = strrchr(message_id, '@');
	char *dot;
	guint n;

	if (!*t->key || !at || !g_str_has_prefix(message_id, "jicket."))
		return FALSE;
	left = g_strndup(message_id, (gsize)(at - message_id));
	dot = strrchr(left, '.');
	*dot = '\0';
	mac = code(t, left);
	if (!equal_secret(mac, dot + 1))
		return FALSE;

	/* "jicket", the ticket id (its prefix may have dots), issue, unique */
	parts = g_strsplit(left, ".", -1);
	n = g_strv_length(parts);
	if (n < 4)
		return FALSE;
	*issue = g_strdup(parts[n - 2]);
	g_clear_pointer(&parts[n - 1], g_free);
	g_clear_pointer(&parts[n - 2], g_free);
	*id = g_strjoinv(".", parts + 1);
	return TRUE;
}
