#include "plain/look.h"

#include <string.h>

/* Of what stands before the colon. */
#define LABEL_LENGTH 40

/* A line to look at: p <= i < end.  All questions are about its ASCII. */
struct piece {
	const char *p, *end;
};

static gboolean
begins_with(const struct piece *s, const char *with)
{
	gsize n = strlen(with);

	return (gsize)(s->end - s->p) >= n && memcmp(s->p, with, n) == 0;
}

static gboolean
ends(const struct piece *s, const char *with)
{
	gsize n = strlen(with);

	return (gsize)(s->end - s->p) >= n && memcmp(s->end - n, with, n) == 0;
}

static gboolean
holds(const struct piece *s, const char *what)
{
	return memmem(s->p, (gsize)(s->end - s->p), what, strlen(what)) != NULL;
}

/* How many of the bytes from p on are of a set. */
static gsize
span(const char *p, const char *end, const char *set)
{
	const char *q = p;

	while (q < end && *q && strchr(set, *q))
		q++;
	return (gsize)(q - p);
}

static gboolean
is_only(const struct piece *s, const char *set)
{
	return s->p + span(s->p, s->end, set) == s->end;
}

static gboolean
has_any(const struct piece *s, const char *set)
{
	for (const char *p = s->p; p < s->end; p++)
		if (strchr(set, *p))
			return TRUE;
	return FALSE;
}

static guint
count(const struct piece *s, char c)
{
	guint n = 0;

	for (const char *p = s->p; p < s->end; p++)
		n += *p == c;
	return n;
}

static gboolean
is_name_character(char c)
{
	return g_ascii_isalnum(c) || strchr("_.$", c);
}

/* The name that stands first: "a.b_c". */
static const char *
after_name(const struct piece *s)
{
	const char *p = s->p;

	while (p < s->end && *p && is_name_character(*p))
		p++;
	return p;
}

/* "- item", "* item", "1. item", "a) item" */
static gboolean
is_list(const struct piece *s)
{
	const char *p = s->p;

	if (begins_with(s, "\xe2\x80\xa2") || begins_with(s, "\xc2\xb7"))
		return TRUE;
	if (s->end - p < 3)
		return FALSE;
	if (strchr("-*+o", *p))
		return p[1] == ' ' || p[1] == '\t';
	p += span(p, s->end, "(");
	if (!g_ascii_isalnum(*p))
		return FALSE;
	p += g_ascii_isalpha(*p) ? 1 : span(p, s->end, "0123456789.");
	return p > s->p && p + 1 < s->end && (*p == ')' || p[-1] == '.') &&
	    strchr(" \t)", *p);
}

/* "Telephone:  123", as cards, forms and settings have it. */
static unsigned
label_look(const struct piece *s)
{
	const char *colon = memchr(s->p, ':', (gsize)(s->end - s->p));
	const char *name = after_name(s);

	if (!colon || colon - s->p > LABEL_LENGTH ||
	    (colon + 1 < s->end && !strchr(" \t", colon[1])))
		return 0;
	while (name < colon && *name == '-')
		name++;
	return LOOK_LABEL | (name == colon ? LOOK_KEY : 0) |
	    (colon + 1 == s->end ? LOOK_OPENS : 0);
}

/* "+---+---+", "|----|", "-----  -----", "┌──┬──┐" */
static gboolean
is_table_frame(const struct piece *s)
{
	gsize parts = 0;

	if (begins_with(s, "\xe2\x94") || begins_with(s, "\xe2\x95"))
		return s->end - s->p >= 9;
	if (!is_only(s, "-=+|: ") || s->end - s->p < 5)
		return FALSE;
	for (const char *p = s->p; p < s->end;) {
		gsize n = span(p, s->end, "-=");

		parts += n >= 2;
		p += n + 1;
	}
	return parts >= 2 || (parts == 1 && strchr("+|", *s->p));
}

/* "| a | b |" and "a | b | c"; one bar alone is how some quote. */
static gboolean
is_row(const struct piece *s)
{
	guint bars = count(s, '|');

	if (*s->p == '|')
		return bars >= 3 || (bars == 2 && ends(s, "|"));
	return holds(s, " | ") || begins_with(s, "\xe2\x94\x82");
}

/* "2024-05-03 10:20", "[10:20:30", "May  3 10:20:30" */
static gboolean
is_log(const struct piece *s)
{
	const char *p = s->p + span(s->p, s->end, "[<("), *q;

	if (s->end - p < 8 || !g_ascii_isalnum(*p))
		return FALSE;
	q = p + span(p, s->end, "0123456789");
	if (q - p == 4 && strchr("-/.", *q))
		return g_ascii_isdigit(q[1]);
	if (q - p == 2)
		return *q == ':' && span(p, s->end, "0123456789:") >= 8;
	if (q > p || s->end - p < 15)
		return FALSE;
	return p[3] == ' ' && strchr(" 123", p[4]) && g_ascii_isdigit(p[5]) &&
	    p[6] == ' ' && span(p + 7, s->end, "0123456789:") >= 8;
}

/* "<name ...>", "</name>", "<?", "<!"; no address in brackets. */
static gboolean
is_tag(const struct piece *s)
{
	const char *p = s->p + 1;

	if (*s->p != '<' || s->end - s->p < 3)
		return FALSE;
	if (*p == '?' || *p == '!')
		return TRUE;
	p += *p == '/';
	if (!g_ascii_isalpha(*p))
		return FALSE;
	while (p < s->end && (g_ascii_isalnum(*p) || strchr("-_:.", *p)))
		p++;
	return p < s->end && strchr(" />", *p) && p[-1] != ':';
}

/* Lines of traces of many languages. */
static gboolean
is_trace(const struct piece *s)
{
	const char *name;

	if (begins_with(s, "at ")) {
		struct piece rest = { s->p + 3, s->end };

		name = after_name(&rest);
		return holds(s, "(") || holds(s, "://") || name == s->end ||
		    (name > rest.p &&
			memchr(rest.p, '.', (gsize)(name - rest.p)) != NULL);
	}
	if (begins_with(s, "... ") && ends(s, " more"))
		return TRUE;
	if (begins_with(s, "File \"") || begins_with(s, "Caused by: ") ||
	    begins_with(s, "Traceback (") || begins_with(s, "goroutine "))
		return TRUE;
	if (*s->p == '#' && s->end - s->p > 4 && g_ascii_isdigit(s->p[1]))
		return holds(s, "(") &&
		    (holds(s, " in ") || holds(s, "/") || holds(s, "()"));
	name = after_name(s);
	if (name < s->end && *name != ':')
		return FALSE;
	return name - s->p > 6 &&
	    (memmem(s->p, (gsize)(name - s->p), "Exception", 9) ||
		memmem(s->p, (gsize)(name - s->p), "Error", 5));
}

/* "name = value", "name=value", "$a[1] += 2" */
static gboolean
is_assignment(const struct piece *s)
{
	const char *p = s->p;

	while (p < s->end && (g_ascii_isalnum(*p) || strchr("_.$@[]'\"-", *p)))
		p++;
	if (p == s->p)
		return FALSE;
	p += span(p, s->end, " \t");
	p += p < s->end && strchr(":+-", *p);
	return p + 1 < s->end && *p == '=' && p[1] != '=';
}

/* "name(...)", "int name(...):"; "name(s)" is a word. */
static gboolean
is_call(const struct piece *s)
{
	const char *opens = memchr(s->p, '(', (gsize)(s->end - s->p));

	return opens && opens > s->p && is_name_character(opens[-1]) &&
	    s->end - opens > 5 && (ends(s, ")") || ends(s, "):"));
}

/* "a->b", "A::b": the sign stands in a word, and is no arrow. */
static gboolean
has_in_word(const struct piece *s, const char *sign)
{
	const char *p =
	    memmem(s->p, (gsize)(s->end - s->p), sign, strlen(sign));

	return p && p > s->p && p + 2 < s->end &&
	    (is_name_character(p[-1]) || strchr(")]", p[-1])) &&
	    is_name_character(p[2]);
}

static gboolean
is_code(const struct piece *s)
{
	static const char *const first[] = { "// ", "/*", "*/", "#include",
		"#define", "#if", "#endif", "#!/", "$ ", "@@ ", "if (", "if [",
		"for (", "while (", "switch (", "catch (", "} ", "def ",
		"C:\\" };
	static const char *const inside[] = { "();", "()", "!=", ":=", "&&",
		"||", "+=", "</", "/>", "=\"", "='", "= \"", "\");",
		"\":", "' =>", "'] ", "${", "$(", " == " };

	/* Most prose has none of them. */
	if (!has_any(s, "(){}[]<>=;:*#$&|!\"") && !begins_with(s, "at ") &&
	    !begins_with(s, "... "))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(first); i++)
		if (begins_with(s, first[i]))
			return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(inside); i++)
		if (holds(s, inside[i]))
			return TRUE;
	if (is_only(s, "(){}[];,<>/"))
		return TRUE;
	/* Poems have such ends, too. */
	if (ends(s, ";") && (has_any(s, "(=[$_<\"") || !count(s, ' ')))
		return TRUE;
	return ends(s, "{") || ends(s, "}") || ends(s, "};") || is_tag(s) ||
	    is_trace(s) || is_assignment(s) || is_call(s) ||
	    has_in_word(s, "->") || has_in_word(s, "::");
}

unsigned
plain_look(const char *text, gsize n)
{
	struct piece s = { text, text + n };
	unsigned look = 0;

	if (!n)
		return 0;
	if (is_table_frame(&s))
		look |= LOOK_FRAME;
	else if (is_row(&s))
		look |= LOOK_ROW;
	if (is_list(&s))
		look |= LOOK_LIST;
	else if (is_code(&s))
		look |= LOOK_CODE;
	if (is_log(&s))
		look |= LOOK_LOG;
	return look | label_look(&s);
}
