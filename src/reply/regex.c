#include "reply/regex.h"

#include "reply/words.h"

/* Dashes of all kinds, and what is drawn in their place. */
#define DASH	"[-_=*~#\\x{2010}-\\x{2015}]"
#define NO_WORD "[^\\pL\\pN]"

/* What "@" stands for in the words of "Sent from my ...". */
#define PRODUCTS                                                                     \
	"[\\[*_]?(?:i ?Phon\\pL?|i ?Pad|i ?Pod|i ?Cloud|iOS|Apple|Mac|MacBook|iMac|" \
	"Android|Outlook|Hotmail|MSN|Windows|Microsoft|Surface|Lumia|"               \
	"Samsung|Galaxy|BlackBerry|Huawei|Honor|Xiaomi|Redmi|POCO|OPPO|"             \
	"vivo|OnePlus|realme|Nokia|HTC|Sony|Xperia|LG|Motorola|Moto|"                \
	"Lenovo|Google|Pixel|Nexus|Palm|webOS|Kindle|Mail|E-?mail|Gmail|"            \
	"Yahoo|AOL|GMX|WEB\\.DE|freenet|T-Online|1&1|Mailo|Zoho|Proton|"             \
	"Tutanota|Tuta|Fastmail|HEY|Yandex|Яндекс|QQ|Foxmail|NetEase|163|"     \
	"Naver|네이버|Daum|Libero|Virgilio|Alice|Tiscali|Orange|SFR|"             \
	"Bouygues|laposte|Telekom|Vodafone|O2|Verizon|AT&T|T-Mobile|Sprint|"         \
	"Rogers|Bell|Optus|Telstra|Mailspring|Nylas|Sparrow|Spark|Airmail|"          \
	"Thunderbird|Zimbra|eM Client|Postbox|Mailbird|Blue ?Mail|Aqua ?Mail|"       \
	"TypeMail|TypeApp|K-9|FairEmail|Newton|Polymail|Superhuman|Front|"           \
	"Boxer|Workspace|Nine|MailDroid|Acompli|CloudMagic|Alto|Canary|"             \
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
COLUMN(answers)

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
answers_regex(void)
{
	g_autofree char *words = join(get_answers);

	return g_strdup_printf("(?<!\\pL)(?:%s)(?!\\pL)", words);
}

char *
reply_regex(enum reply_regex which)
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
	case P_ANSWERS: return answers_regex();
	case P_COUNT: break;
	}
	return NULL;
}
