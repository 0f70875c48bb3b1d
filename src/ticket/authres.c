#include "ticket/authres.h"

#include "base/text.h"

#include <string.h>

/* Characters that end a token outside of quotes. */
#define SPECIALS ";= \t"

/* Behind the closing quote, or at the end. */
static const char *
skip_quoted(const char *p)
{
	for (p++; *p && *p != '"'; p++)
		if (*p == '\\' && p[1])
			p++;
	return *p ? p + 1 : p;
}

/*
 * The end of a comment, which may hold others (RFC 5322, 3.2.2).  Quotes mean
 * nothing in it; but programs write addresses there, whose quoted part may be
 * made to end the comment.
 */
static const char *
skip_comment(const char *p)
{
	int depth = 0;

	do {
		if (*p == '"') {
			p = skip_quoted(p);
			continue;
		}
		if (*p == '(')
			depth++;
		else if (*p == ')')
			depth--;
		else if (*p == '\\' && p[1])
			p++;
		p++;
	} while (*p && depth > 0);
	return p;
}

static const char *
skip_blanks(const char *p)
{
	for (;;) {
		p += strspn(p, " \t\r\n");
		if (*p != '(')
			return p;
		p = skip_comment(p);
	}
}

/*
 * A token or what is quoted, or both behind each other as in an address, in
 * lower case, to be freed; "*at" moves behind it and the blanks that follow.
 * "": there is none.
 */
static char *
take_word(const char **at)
{
	g_autoptr(GString) word = g_string_new(NULL);
	const char *p = skip_blanks(*at);
	gboolean quoted = FALSE;

	for (; *p && (quoted || (*p != '(' && !strchr(SPECIALS, *p))); p++) {
		if (*p == '"') {
			quoted = !quoted;
			continue;
		}
		if (quoted && *p == '\\' && p[1])
			p++;
		g_string_append_c(word, *p);
	}
	*at = skip_blanks(p);
	return g_ascii_strdown(word->str, -1);
}

/* "name=value"; FALSE: there is none, and "*at" is at the next one's start. */
static gboolean
take_pair(const char **at, char **name, char **value)
{
	*name = take_word(at);
	*value = NULL;
	if (**at != '=')
		return FALSE;
	(*at)++;
	*value = take_word(at);
	return TRUE;
}

/* Domains. */

/* What follows the last "@", or all, in ASCII; to be freed. NULL: junk. */
static char *
domain_of(const char *address)
{
	const char *at = address ? strrchr(address, '@') : NULL;
	g_autofree char *ascii = NULL;

	if (!address)
		return NULL;
	ascii = g_hostname_to_ascii(at ? at + 1 : address);
	return ascii && *ascii ? g_ascii_strdown(ascii, -1) : NULL;
}

/*
 * Does the one vouch for the other?  A domain does for those below it; what is
 * below does not for the domain, since without a list of public suffixes
 * nobody can tell a host of it from a customer of it.
 */
static gboolean
is_aligned(const char *vouches, const char *from)
{
	const size_t n = strlen(vouches), all = strlen(from);

	if (strcmp(vouches, from) == 0)
		return TRUE;
	return all > n && strchr(vouches, '.') && from[all - n - 1] == '.' &&
	    strcmp(from + all - n, vouches) == 0;
}

/* Is this domain or address aligned?  NULL is not. */
static gboolean
vouches_for(const char *address, const char *from)
{
	g_autofree char *domain = domain_of(address);

	return domain && is_aligned(domain, from);
}

/* Results. */

/* One "method=result ptype.property=value ...". */
struct result {
	char *method, *result;
	char *from, *signer, *identity, *mailfrom; /* or NULL */
};

static void
result_release(struct result *r)
{
	g_free(r->method);
	g_free(r->result);
	g_free(r->from);
	g_free(r->signer);
	g_free(r->identity);
	g_free(r->mailfrom);
}

/* Keeps the first of each property. */
static void
take_property(struct result *r, const char *name, char *value)
{
	char **member = strcmp(name, "header.from") == 0 ? &r->from :
	    strcmp(name, "header.d") == 0		 ? &r->signer :
	    strcmp(name, "header.i") == 0		 ? &r->identity :
	    strcmp(name, "smtp.mailfrom") == 0		 ? &r->mailfrom :
							   NULL;

	if (member && !*member)
		*member = value;
	else
		g_free(value);
}

/* Reads one up to its end; "*at" moves behind the semicolon. */
static void
read_result(const char **at, struct result *r)
{
	char *name, *value;

	*r = (struct result){ 0 };
	(void)take_pair(at, &r->method, &r->result);
	/* "dkim/1" is dkim. */
	r->method[strcspn(r->method, "/")] = '\0';
	while (**at && **at != ';') {
		const char *before = *at;

		if (take_pair(at, &name, &value))
			take_property(r, name, value);
		g_free(name);
		/* Junk must not hold it up. */
		if (*at == before)
			(*at)++;
	}
	if (**at)
		(*at)++;
}

/* Which method passes for this domain, as a constant; NULL: it does not. */
static const char *
passes(const struct result *r, const char *from)
{
	if (g_strcmp0(r->result, "pass") != 0)
		return NULL;
	if (strcmp(r->method, "dmarc") == 0)
		return !r->from || vouches_for(r->from, from) ? "dmarc" : NULL;
	if (strcmp(r->method, "dkim") == 0)
		return vouches_for(r->signer ? r->signer : r->identity, from) ?
		    "dkim" :
		    NULL;
	if (strcmp(r->method, "spf") == 0)
		return vouches_for(r->mailfrom, from) ? "spf" : NULL;
	return NULL;
}

/*
 * A DMARC that fails says more than a signature that passes: the owner of the
 * domain may want it stricter than we can know.
 */
static void
read_results(struct authres *a, const char *text, const char *from)
{
	gboolean failed = FALSE;

	a->verdict = AUTHRES_NONE;
	while (*text) {
		struct result r;
		const char *by;

		read_result(&text, &r);
		by = passes(&r, from);
		failed = failed ||
		    (strcmp(r.method, "dmarc") == 0 &&
			g_strcmp0(r.result, "fail") == 0);
		if (by && (!a->by || strcmp(by, "dmarc") == 0))
			a->by = by;
		result_release(&r);
	}
	if (failed)
		a->by = NULL;
	if (a->by)
		a->verdict = AUTHRES_PASS;
}

static gboolean
is_ours(const char *id, char *const *ids)
{
	for (; ids && *ids; ids++)
		if (g_ascii_strcasecmp(*ids, id) == 0)
			return TRUE;
	return FALSE;
}

/* The domain of the one sender; NULL: there is none, or several. */
static char *
from_domain(const struct message *m)
{
	const struct address *from = m->fields.from->len == 1 ?
	    g_ptr_array_index(m->fields.from, 0) :
	    NULL;

	return from && *from->addr ? domain_of(from->addr) : NULL;
}

/* The id of a field, and behind it what is to be read; to be freed. */
static char *
take_id(const char **at)
{
	char *id = take_word(at);

	/* A version may follow. */
	while (**at && **at != ';')
		(*at)++;
	if (**at)
		(*at)++;
	return id;
}

void
authres_init(struct authres *a, const struct message *m, char *const *ids)
{
	g_autofree char *from = from_domain(m);

	*a = (struct authres){ .verdict = AUTHRES_MISSING };
	for (guint i = 0; i < m->header.fields->len; i++) {
		const struct field *f = g_ptr_array_index(m->header.fields, i);
		const char *at = f->value;
		g_autofree char *id = NULL;

		if (g_ascii_strcasecmp(f->name, "Authentication-Results") != 0)
			continue;
		id = take_id(&at);
		if (!a->topmost)
			a->topmost = text_scrub_line(id, -1);
		if (!is_ours(id, ids))
			continue;
		a->verdict = AUTHRES_NONE;
		if (from)
			read_results(a, at, from);
		return;
	}
}

void
authres_release(struct authres *a)
{
	if (!a)
		return;
	g_free(a->topmost);
	*a = (struct authres){ 0 };
}

const char *
authres_name(enum authres_verdict v)
{
	static const char *const names[] = { "missing", "none", "pass" };

	return names[v];
}
