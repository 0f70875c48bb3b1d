/*
 * Only this file includes PCRE2.
 */
#include "base/pattern.h"

#include "base/limits.h"
#include "base/log.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

struct pattern {
	pcre2_code *code;
	pcre2_match_data *match;
	pcre2_match_context *context;
};

static pcre2_code *
compile(const char *regex, int *error, size_t *offset)
{
	/* \C would split characters. */
	return pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
	    PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_MULTILINE |
		PCRE2_NEVER_BACKSLASH_C,
	    error, offset, NULL);
}

char *
pattern_check(const char *regex)
{
	int error = 0;
	size_t offset = 0;
	pcre2_code *code = compile(regex, &error, &offset);
	char reason[128];

	if (code) {
		pcre2_code_free(code);
		return NULL;
	}
	(void)pcre2_get_error_message(
	    error, (PCRE2_UCHAR *)reason, sizeof reason);
	return g_strdup_printf("%s, at character %zu", reason, offset + 1);
}

struct pattern *
pattern_new(const char *regex)
{
	int error;
	size_t offset;
	pcre2_code *code = compile(regex, &error, &offset);
	struct pattern *p;

	if (!code)
		return NULL;
	p = g_new0(struct pattern, 1);
	p->code = code;
	p->match = pcre2_match_data_create_from_pattern(code, NULL);
	p->context = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(p->context, LIMIT_PATTERN_STEPS);
	pcre2_set_heap_limit(p->context, LIMIT_PATTERN_HEAP / KIB);
	return p;
}

void
pattern_free(struct pattern *p)
{
	if (!p)
		return;
	pcre2_match_context_free(p->context);
	pcre2_match_data_free(p->match);
	pcre2_code_free(p->code);
	g_free(p);
}

/* What pcre2_match() returns; below 0: no match, or one that costs too much. */
static int
match(const struct pattern *p, const char *text, gsize n, gsize at)
{
	int rc = pcre2_match(p->code, (PCRE2_SPTR)text, n, at,
	    PCRE2_NO_UTF_CHECK, p->match, p->context);

	if (rc < 0 && rc != PCRE2_ERROR_NOMATCH)
		log_debug("a pattern needs too long on this text: %d", rc);
	return rc;
}

gboolean
pattern_find(const struct pattern *p, const char *text, gsize n, gsize at,
    gsize *from, gsize *to)
{
	const size_t *range;

	if (match(p, text, n, at) < 0)
		return FALSE;
	range = pcre2_get_ovector_pointer(p->match);
	*from = range[0];
	*to = range[1];
	return TRUE;
}

int
pattern_which(const struct pattern *p, const char *text, gsize n)
{
	int rc = match(p, text, n, 0);

	return rc < 0 ? -1 : rc - 1;
}
