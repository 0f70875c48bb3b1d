#include "ticket/hashids.h"

#include <string.h>

#define SEPARATORS   "cfhistuCFHISTU"
#define GUARD_RATIO  12
#define MIN_ALPHABET 16

struct hashids {
	char *alphabet, *separators, *guards;
	gunichar *salt; /* characters, as the reference counts them */
	size_t min_length;
};

static size_t
salt_length(const gunichar *s)
{
	size_t n = 0;

	while (s[n])
		n++;
	return n;
}

/* The characters of a string, as the reference has them; to be freed. */
static gunichar *
characters(const char *s)
{
	g_autofree char *valid = g_utf8_make_valid(s, -1);

	return g_utf8_to_ucs4_fast(valid, -1, NULL);
}

/* The algorithm's shuffle: reproducible, steered by the salt. */
static void
shuffle(char *s, size_t n, const gunichar *salt)
{
	size_t salt_len = salt_length(salt), v = 0, p = 0;

	if (!salt_len)
		return;
	for (size_t i = n; i-- > 1; v++) {
		size_t c, j;
		char swap;

		v %= salt_len;
		c = salt[v];
		p += c;
		j = (c + v + p) % i;
		swap = s[i];
		s[i] = s[j];
		s[j] = swap;
	}
}

/* Separators are taken out of the alphabet; the order is the default's. */
static void
split_alphabet(struct hashids *h, const char *alphabet)
{
	GString *letters = g_string_new(NULL), *seps = g_string_new(NULL);
	size_t want;

	for (const char *p = alphabet; *p; p++)
		if (!strchr(SEPARATORS, *p) && !strchr(letters->str, *p))
			g_string_append_c(letters, *p);
	for (const char *p = SEPARATORS; *p; p++)
		if (strchr(alphabet, *p))
			g_string_append_c(seps, *p);
	shuffle(seps->str, seps->len, h->salt);

	/*
	 * One separator to 3.5 letters at least: the first letters of the
	 * alphabet become separators.
	 */
	want = (letters->len * 2 + 6) / 7;
	if (want > seps->len) {
		size_t more = want - seps->len;

		g_string_append_len(seps, letters->str, (gssize)more);
		g_string_erase(letters, 0, (gssize)more);
	}
	h->alphabet = g_string_free(letters, FALSE);
	h->separators = g_string_free(seps, FALSE);
}

struct hashids *
hashids_new(const char *salt, const char *alphabet, size_t min_length)
{
	struct hashids *h;
	size_t different = 0, n, guards;

	for (const char *p = alphabet; *p; p++)
		different += strchr(p + 1, *p) == NULL;
	if (different < MIN_ALPHABET)
		return NULL;

	h = g_new0(struct hashids, 1);
	h->salt = characters(salt);
	h->min_length = min_length;
	split_alphabet(h, alphabet);
	n = strlen(h->alphabet);
	shuffle(h->alphabet, n, h->salt);
	guards = (n + GUARD_RATIO - 1) / GUARD_RATIO;
	if (n < 3) {
		h->guards = g_strndup(h->separators, guards);
		memmove(h->separators, h->separators + guards,
		    strlen(h->separators) - guards + 1);
	} else {
		h->guards = g_strndup(h->alphabet, guards);
		memmove(h->alphabet, h->alphabet + guards, n - guards + 1);
	}
	return h;
}

void
hashids_free(struct hashids *h)
{
	if (!h)
		return;
	g_free(h->salt);
	g_free(h->alphabet);
	g_free(h->separators);
	g_free(h->guards);
	g_free(h);
}

static void
append_number(GString *out, guint64 number, const char *alphabet, size_t n)
{
	gsize at = out->len;

	do {
		g_string_insert_c(out, (gssize)at, alphabet[number % n]);
		number /= n;
	} while (number);
}

/* Guards and halves of the alphabet fill up to the wanted length. */
static void
pad(const struct hashids *h, GString *out, char *alphabet, size_t n,
    size_t hash)
{
	size_t guards = strlen(h->guards), half = n / 2;

	if (out->len < h->min_length)
		g_string_prepend_c(out,
		    h->guards[(hash + (unsigned char)out->str[0]) % guards]);
	if (out->len < h->min_length)
		g_string_append_c(out,
		    h->guards[(hash + (unsigned char)out->str[2]) % guards]);
	while (out->len < h->min_length) {
		g_autofree gunichar *salt = characters(alphabet);

		shuffle(alphabet, n, salt);
		g_string_prepend(out, alphabet + half);
		g_string_append_len(out, alphabet, (gssize)half);
		if (out->len > h->min_length) {
			gsize excess = (out->len - h->min_length) / 2;

			g_string_erase(out, 0, (gssize)excess);
			g_string_truncate(out, h->min_length);
		}
	}
}

char *
hashids_encode(const struct hashids *h, guint64 number)
{
	size_t n = strlen(h->alphabet);
	size_t hash = (size_t)(number % 100);
	g_autofree char *alphabet = g_strdup(h->alphabet);
	g_autofree gunichar *salt = g_new0(gunichar, n + 1);
	GString *out = g_string_new(NULL);
	char lottery = alphabet[hash % n];
	size_t salt_len = salt_length(h->salt);

	/* Lottery, salt and alphabet, as long as the alphabet. */
	salt[0] = (gunichar)lottery;
	for (size_t i = 1; i < n; i++)
		salt[i] = i <= salt_len ? h->salt[i - 1] :
					  (gunichar)alphabet[i - 1 - salt_len];
	shuffle(alphabet, n, salt);
	g_string_append_c(out, lottery);
	append_number(out, number, alphabet, n);
	pad(h, out, alphabet, n, hash);
	return g_string_free(out, FALSE);
}
