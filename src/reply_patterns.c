#include "reply_patterns.h"

#include "limits.h"
#include "pattern.h"
#include "reply_words.h"

#include <string.h>

enum which {
	P_FIELD,
	P_DIVIDER,
	P_WROTE,
	P_DATE,
	P_TIME,
	P_OPENS,
	P_WITHIN,
	P_ADDRESS_LAST,
	P_STAMP,
	P_OWN_WORDS,
	P_MOBILE,
	P_CLOSING,
	P_COUNT,
};

struct reply_patterns {
	struct pattern *ours[P_COUNT];
	char **introductory;   /* borrowed; NULL: ours */
	GPtrArray *from_admin; /* those, compiled */
	int left;	       /* matches that this mail may still cost */
};

/* Dashes of all kinds, and what is drawn in their place. */
#define DASH	"[-_=*~#\\x{2010}-\\x{2015}]"
#define NO_WORD "[^\\pL\\pN]"

/* What "@" stands for in the words of "Sent from my ...". */
#define PRODUCTS                                                                 \
	"(?:i ?Phon\\pL?|i ?Pad|i ?Pod|i ?Cloud|iOS|Apple|Mac|MacBook|iMac|"     \
	"Android|Outlook|Hotmail|MSN|Windows|Microsoft|Surface|Lumia|"           \
	"Samsung|Galaxy|BlackBerry|Huawei|Honor|Xiaomi|Redmi|POCO|OPPO|"         \
	"vivo|OnePlus|realme|Nokia|HTC|Sony|Xperia|LG|Motorola|Moto|"            \
	"Lenovo|Google|Pixel|Nexus|Palm|webOS|Kindle|Mail|E-?mail|Gmail|"        \
	"Yahoo|AOL|GMX|WEB\\.DE|freenet|T-Online|1&1|Mailo|Zoho|Proton|"         \
	"Tutanota|Tuta|Fastmail|HEY|Yandex|Яндекс|QQ|Foxmail|NetEase|163|" \
	"Naver|네이버|Daum|Libero|Virgilio|Alice|Tiscali|Orange|SFR|"         \
	"Bouygues|laposte|Telekom|Vodafone|O2|Verizon|AT&T|T-Mobile|Sprint|"     \
	"Rogers|Bell|Optus|Telstra|Mailspring|Nylas|Sparrow|Spark|Airmail|"      \
	"Thunderbird|Zimbra|eM Client|Postbox|Mailbird|Blue ?Mail|Aqua ?Mail|"   \
	"TypeMail|TypeApp|K-9|FairEmail|Newton|Polymail|Superhuman|Front|"       \
	"Boxer|Workspace|Nine|MailDroid|Acompli|CloudMagic|Alto|Canary|"         \
	"Shortwave|Seznam|tablet|smartphone|telephone|mobile|cell|handheld|Courrier|Posta|Correo|Correio|E-post|Почт\\pL+|Poczta|Pošt\\pL+|メール|邮件|郵件|메일)"

/* The text that all languages have in one column, joined. */
typedef const char *(*column)(const struct reply_words *words);

#define COLUMN(name)                                               \
	static const char *get_##name(const struct reply_words *w) \
	{                                                          \
		return w->name;                                    \
	}
COLUMN(from)
COLUMN(date)
COLUMN(to)
COLUMN(subject)
COLUMN(other)
COLUMN(original)
COLUMN(forwarded)
COLUMN(above)
COLUMN(mobile)
COLUMN(closing)

static char *
join(column get)
{
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < reply_words_count; i++) {
		const char *words = get(&reply_words[i]);

		if (words)
			g_string_append_printf(
			    out, "%s%s", out->len ? "|" : "", words);
	}
	return g_string_free(out, FALSE);
}

static char *
field_regex(void)
{
	g_autofree char *from = join(get_from), *date = join(get_date),
			*to = join(get_to), *subject = join(get_subject),
			*other = join(get_other);

	return g_strdup_printf("^[\\s*_|\\p{Cf}]*+(?:(%s)|(%s)|(%s)|(%s)|(%s))"
			       "[\\s*_]*[:：|]",
	    from, date, to, subject, other);
}

/* The words alone on a line, with dashes before or a colon after them. */
static char *
divider_regex(void)
{
	g_autofree char *original = join(get_original),
			*forwarded = join(get_forwarded),
			*above = join(get_above);

	return g_strdup_printf(
	    "^(?=[\\s>]*" DASH "|.*[:：]" NO_WORD "*$)" NO_WORD
	    "{0,80}+(?:(%s)|(%s))" NO_WORD "{0,80}$|"
	    "^" NO_WORD "{0,80}+(%s)(?!\\pL).{0,60}$|"
	    "^\\s*" DASH "{3,80}+\\s*(\\pL.{0,60})" DASH "{3,80}\\s*$",
	    original, forwarded, above);
}

/* Scripts without blanks between words need no edge of a word. */
static gboolean
has_edges(const char *words)
{
	for (const char *p = words; *p; p = g_utf8_next_char(p))
		if (g_utf8_get_char(p) >= 0x0e00 &&
		    g_unichar_isalpha(g_utf8_get_char(p)))
			return g_utf8_get_char(p) >= 0x1e00 &&
			    g_utf8_get_char(p) < 0x2000;
	return TRUE;
}

static char *
wrote_regex(void)
{
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < reply_words_count; i++) {
		const char *words = reply_words[i].wrote;

		if (!words)
			continue;
		g_string_append_printf(out,
		    has_edges(words) ? "%s(?<!\\pL)(?:%s)(?!\\pL)" : "%s(?:%s)",
		    out->len ? "|" : "", words);
	}
	return g_string_free(out, FALSE);
}

static char *
mobile_regex(void)
{
	g_autofree char *words = join(get_mobile);
	g_auto(GStrv) parts = g_strsplit(words, "@", -1);
	g_autofree char *filled = g_strjoinv("(?&product)", parts);

	return g_strdup_printf("(?(DEFINE)(?<product>" PRODUCTS
			       "(?![a-z]{4})))^" NO_WORD "{0,12}(?:%s)",
	    filled);
}

static char *
closing_regex(void)
{
	g_autofree char *words = join(get_closing);

	return g_strdup_printf(
	    "^" NO_WORD "{0,5}(?:%s)(?!\\pL).{0,60}$", words);
}

static char *
regex_of(enum which which)
{
	switch (which) {
	case P_FIELD: return field_regex();
	case P_DIVIDER: return divider_regex();
	case P_WROTE: return wrote_regex();
	case P_DATE:
		return g_strdup("(?<!\\d)(?:\\d{1,2}[:.h]\\d\\d(?!\\d)|"
				"(?:19|20)\\d\\d(?!\\d)|"
				"\\d{1,4}[-./]\\s?\\d{1,2}[-./]\\s?\\d{1,4})");
	case P_TIME:
		/* That, or who is told so. */
		return g_strdup("(?<![\\d.])\\d{1,2}(?:[:h]\\d\\d|\\.\\d\\d"
				"(?!\\.?\\d))|\\byou (?:wrote|sent)");
	case P_OPENS:
		/* A number that is no time of day, soon. */
		return g_strdup("^[\\s>*-]*[^\\d\\s<(\\[>][^\\d<@]{0,40}?"
				"(?<![\\d\\pL])\\d{1,4}(?![\\d:])|"
				"^[\\s>*-]*\\d{1,4}(?![\\d:]|[.)]\\s\\D)");
	case P_WITHIN:
		/* In the languages that begin it with a word. */
		return g_strdup("^(?!(?:On|Am|Le|El|Il|Em|Op|Den)\\b).*?"
				"[^\\s>*-]\\K\\s*-{0,6}\\s*\\b(?-i:On|Am|Le|"
				"El|Il|Em|Op|Den)\\s(?:\\pL{2,9}\\.?,?\\s)"
				"{0,2}\\d");
	case P_ADDRESS_LAST:
		return g_strdup(
		    "[<(\\[][^\\s<>@]+@[^\\s@]+[>)\\]]" NO_WORD "*[:：]\\s*$");
	case P_STAMP:
		return g_strdup("^[\\s>]*\\d{4}-\\d\\d-\\d\\d \\d{1,2}:\\d\\d "
				"(?:GMT|UTC)[+-]\\d");
	case P_OWN_WORDS:
		return g_strdup("\\b(?:I|we|ich|wir|je|nous|j'ai|ik|wij|jag|"
				"jeg|vi|yo|eu|io)(?: had| have| once)?$");
	case P_MOBILE: return mobile_regex();
	case P_CLOSING: return closing_regex();
	case P_COUNT: break;
	}
	return NULL;
}

static const struct pattern *
get(struct reply_patterns *p, enum which which)
{
	if (!p->ours[which]) {
		g_autofree char *regex = regex_of(which);

		p->ours[which] = pattern_new(regex);
		g_assert(p->ours[which]);
	}
	return p->ours[which];
}

/* Takes from what this mail may cost; FALSE: it has nothing left. */
static gboolean
may_match(struct reply_patterns *p, const char *text)
{
	p->left -= 1 + (int)(strlen(text) / 32);
	return p->left > 0;
}

/* As pattern_which(). */
static int
group_of(struct reply_patterns *p, enum which which, const char *text)
{
	if (!may_match(p, text))
		return -1;
	return pattern_which(get(p, which), text, strlen(text));
}

static gboolean
matches(struct reply_patterns *p, enum which which, const char *text)
{
	return group_of(p, which, text) >= 0;
}

static void
free_pattern(gpointer p)
{
	pattern_free(p);
}

struct reply_patterns *
reply_patterns_new(char **introductory)
{
	struct reply_patterns *p = g_new0(struct reply_patterns, 1);

	p->introductory = introductory;
	p->left = LIMIT_REPLY_MATCHES;
	return p;
}

void
reply_patterns_free(struct reply_patterns *p)
{
	if (!p)
		return;
	for (int i = 0; i < P_COUNT; i++)
		pattern_free(p->ours[i]);
	if (p->from_admin)
		g_ptr_array_unref(p->from_admin);
	g_free(p);
}

/* Dashes, lines of boxes, and what East Asian programs have for them. */
static gboolean
is_drawn(gunichar c)
{
	if (c < 0x80)
		return strchr("-_=*~#+", (int)c) != NULL;
	return (c >= 0x2010 && c <= 0x2015) || (c >= 0x2500 && c <= 0x257f) ||
	    c == 0xff0a || c == 0xff0d || c == 0xff1d || c == 0xff3f;
}

gboolean
reply_is_separator(const char *line)
{
	int n = 0;

	for (; *line; line = g_utf8_next_char(line)) {
		gunichar c = g_utf8_get_char(line);

		if (g_unichar_isspace(c) ||
		    g_unichar_type(c) == G_UNICODE_FORMAT)
			continue;
		/* U+1427 is what a mail tracker leaves in the text. */
		if (c == 0x1427)
			n++;
		else if (!is_drawn(c))
			return FALSE;
		n++;
	}
	return n != 1;
}

/* Does a colon stand in it, soon enough for a field's name? */
static gboolean
has_early_colon(const char *line)
{
	gsize n = strcspn(line, ":|\xef");

	return line[n] && n < 80;
}

enum reply_field
reply_field(struct reply_patterns *p, const char *line)
{
	int group;

	if (!has_early_colon(line))
		return FIELD_NONE;
	group = group_of(p, P_FIELD, line);
	return group < 0 ? FIELD_NONE : (enum reply_field)group;
}

static gboolean
ends_with_colon(const char *text)
{
	gsize n = strlen(text);

	while (n && strchr(" \t*_\"'-", text[n - 1]))
		n--;
	return (n && text[n - 1] == ':') ||
	    (n >= 3 && memcmp(text + n - 3, "：", 3) == 0);
}

enum reply_divider
reply_divider(struct reply_patterns *p, const char *line)
{
	int group;

	/* Words alone need a colon, or something else than a letter first. */
	if (strlen(line) > 200 || !*line ||
	    (g_unichar_isalnum(g_utf8_get_char(line)) &&
		!ends_with_colon(line)))
		return DIVIDER_NONE;
	group = group_of(p, P_DIVIDER, line);
	return group < 0 ? DIVIDER_NONE : (enum reply_divider)group;
}

gboolean
reply_has_date(struct reply_patterns *p, const char *text)
{
	return matches(p, P_DATE, text);
}

gboolean
reply_may_open(struct reply_patterns *p, const char *line)
{
	if (p->introductory || g_str_has_prefix(line, "--"))
		return TRUE;
	if (strchr("<([", *line))
		return strchr(line, '@') != NULL;
	for (; *line; line = g_utf8_next_char(line))
		if (*line == '@' || g_unichar_isdigit(g_utf8_get_char(line)))
			return TRUE;
	return FALSE;
}

gboolean
reply_opens(struct reply_patterns *p, const char *line)
{
	return matches(p, P_OPENS, line);
}

gsize
reply_opens_within(struct reply_patterns *p, const char *line)
{
	gsize from, to;

	if (!may_match(p, line) ||
	    !pattern_find(get(p, P_WITHIN), line, strlen(line), 0, &from, &to))
		return 0;
	return from;
}

static gboolean
is_from_admin(struct reply_patterns *p, const char *text)
{
	if (!p->from_admin) {
		p->from_admin = g_ptr_array_new_with_free_func(free_pattern);
		for (char **regex = p->introductory; *regex; regex++)
			g_ptr_array_add(p->from_admin, pattern_new(*regex));
	}
	for (guint i = 0; i < p->from_admin->len; i++) {
		const struct pattern *one = g_ptr_array_index(p->from_admin, i);

		if (one && pattern_which(one, text, strlen(text)) >= 0)
			return TRUE;
	}
	return FALSE;
}

/* A name may follow the verb, or a date; a sentence may not. */
static gboolean
is_name_or_date(struct reply_patterns *p, const char *rest)
{
	gunichar first;

	while (*rest && (g_ascii_isspace(*rest) || strchr("\"'<(", *rest)))
		rest++;
	first = g_utf8_get_char(rest);
	return strchr(rest, '@') || matches(p, P_DATE, rest) ||
	    (!g_unichar_islower(first) && g_unichar_isalpha(first));
}

static gboolean
has_words(const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		if (g_unichar_isalnum(g_utf8_get_char(text)))
			return TRUE;
	return FALSE;
}

/* The verb that stands last in it. */
static gboolean
find_verb(struct reply_patterns *p, const char *text, gsize *from, gsize *to)
{
	gsize n = strlen(text), at = 0, f, t;
	gboolean found = FALSE;

	while (may_match(p, text + at) &&
	    pattern_find(get(p, P_WROTE), text, n, at, &f, &t)) {
		*from = f;
		*to = at = t;
		found = TRUE;
	}
	return found;
}

enum reply_intro
reply_intro(struct reply_patterns *p, const char *text)
{
	gboolean colon = ends_with_colon(text), date, last;
	gboolean address = strchr(text, '@') != NULL;
	gboolean dashes =
	    g_str_has_prefix(text, "--") && g_str_has_suffix(text, "--");
	g_autofree char *before = NULL;
	gsize from, to;

	if (p->introductory)
		return is_from_admin(p, text) ? INTRO_SURE : INTRO_NO;
	if (matches(p, P_STAMP, text))
		return INTRO_SURE;
	if (!colon && !address && !dashes)
		return INTRO_NO;
	date = matches(p, P_DATE, text);
	if (date && colon && matches(p, P_ADDRESS_LAST, text))
		return INTRO_SURE;
	if (!find_verb(p, text, &from, &to))
		return colon && (date || address) ? INTRO_LIKELY : INTRO_NO;
	last = !has_words(text + to);
	if (dashes && last)
		return INTRO_SURE;
	before = g_strchomp(g_strndup(text, from));
	if ((!date && !address) || matches(p, P_OWN_WORDS, before))
		return INTRO_NO;
	if (!colon)
		return last && date && address ? INTRO_SURE : INTRO_NO;
	/* "On 6 May the supplier wrote:" may begin what somebody tells. */
	return (last || is_name_or_date(p, text + to)) &&
		(address || matches(p, P_TIME, text)) ?
	    INTRO_SURE :
	    INTRO_LIKELY;
}

gboolean
reply_is_mobile(struct reply_patterns *p, const char *line)
{
	return strlen(line) <= 160 && matches(p, P_MOBILE, line);
}

gboolean
reply_is_closing(struct reply_patterns *p, const char *line)
{
	return strlen(line) <= 120 && matches(p, P_CLOSING, line);
}
