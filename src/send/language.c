#include "send/language.h"

#include "base/limits.h"

#include <string.h>

/* Words that are frequent in one language and rare in the others. */
static const struct {
	const char *code;
	const char *words; /* with blanks around each */
} languages[] = {
	{ "en",
	    " the and is are you have not with this that please can was what "
	    "your my we hello thanks it of to from been does how when " },
	{ "de",
	    " der die das und ist nicht ich wir sie mit ein eine auf bitte "
	    "für haben werden guten hallo danke wie bei noch mein unsere zu " },
	{ "fr",
	    " le les des est une pas vous nous je dans pour avec bonjour merci "
	    "sur qui mon votre ne cette depuis être avez " },
	{ "es",
	    " el los las una es por con para gracias hola buenos usted mi como "
	    "pero está del muy tengo desde puede cuando y " },
	{ "pt",
	    " os uma não para com por obrigado obrigada olá você meu minha "
	    "está mas são ao da do em estou desde pode quando um " },
	{ "it",
	    " il gli che non per una con sono buongiorno grazie della mi ho ma "
	    "di mio vostro quando salve può è da un " },
	{ "nl",
	    " het een niet en van ik wij met voor dat graag bedankt zijn "
	    "hebben mijn naar ook nog kunt geen wat hallo uw " },
	{ "sv",
	    " och är inte att jag för ett men hej tack oss mig från kan min "
	    "när vill finns efter vad ni " },
	{ "da",
	    " af mig hej tak noget hvad efter kun nogen meget hvordan blevet "
	    "jer tilbage hjælp være og ikke jeg " },
	{ "no",
	    " av meg hei takk noe hva etter bare noen mye hvordan blitt dere "
	    "tilbake hjelp være og ikke jeg " },
	{ "fi",
	    " ja on ei se että olen kiitos hei mutta minun voi tämä ovat kun "
	    "ole terve miten en mitä " },
	{ "pl",
	    " nie się na jest że do dzień dobry proszę dziękuję czy mam jak ale "
	    "po od witam mogę przez państwa " },
	{ "cs",
	    " je se že jsem prosím děkuji dobrý den ale mám není na jak při "
	    "nebo vám jste když mi " },
	{ "hu",
	    " és nem az hogy van egy kérem köszönöm jó napot meg csak ez már "
	    "lehet vagy nekem mert " },
	{ "ro",
	    " și nu este că pentru cu mulțumesc bună ziua am sunt mai din "
	    "să dar vă rog când " },
	{ "tr",
	    " ve bir bu için değil merhaba teşekkür ederim ama çok nasıl "
	    "olarak ile var gibi daha ne " },
};

/* Letters of each script, as far as it says something. */
struct letters {
	guint latin, cyrillic, ukrainian, russian, greek, hebrew, arabic;
	guint persian, kana, han, hangul, all;
};

static void
count_letter(struct letters *n, gunichar c)
{
	n->all++;
	switch (g_unichar_get_script(c)) {
	case G_UNICODE_SCRIPT_LATIN: n->latin++; break;
	case G_UNICODE_SCRIPT_CYRILLIC:
		n->cyrillic++;
		n->ukrainian += c == 0x454 || c == 0x456 || c == 0x457;
		n->russian += c == 0x44b || c == 0x44d || c == 0x451;
		break;
	case G_UNICODE_SCRIPT_GREEK: n->greek++; break;
	case G_UNICODE_SCRIPT_HEBREW: n->hebrew++; break;
	case G_UNICODE_SCRIPT_ARABIC:
		n->arabic++;
		n->persian += c == 0x67e || c == 0x686 || c == 0x698 ||
		    c == 0x6af || c == 0x6cc || c == 0x6a9;
		break;
	case G_UNICODE_SCRIPT_HIRAGANA:
	case G_UNICODE_SCRIPT_KATAKANA: n->kana++; break;
	case G_UNICODE_SCRIPT_HAN: n->han++; break;
	case G_UNICODE_SCRIPT_HANGUL: n->hangul++; break;
	default: break;
	}
}

/* NULL: Latin, mixed, or a script of several languages. */
static const char *
guess_by_script(const struct letters *n)
{
	guint most = n->all / 2;

	if (n->kana * 5 > n->all && n->kana + n->han > most)
		return "ja";
	if (n->han > most && n->kana == 0)
		return "zh";
	if (n->hangul > most)
		return "ko";
	if (n->cyrillic > most && n->ukrainian > n->russian)
		return "uk";
	if (n->cyrillic > most && n->russian > 0 && n->ukrainian == 0)
		return "ru";
	if (n->greek > most)
		return "el";
	if (n->hebrew > most)
		return "he";
	if (n->arabic > most)
		return n->persian * 50 > n->arabic ? "fa" : "ar";
	return NULL;
}

/* "words": in lower case, each with a blank before and one behind it. */
static const char *
guess_by_words(const char *words)
{
	guint hits[G_N_ELEMENTS(languages)] = { 0 }, best = 0, second = 0;
	const char *found = NULL;
	const char *end;

	for (const char *p = words; (end = strchr(p + 1, ' ')); p = end) {
		g_autofree char *word = g_strndup(p, (gsize)(end - p) + 1);

		for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
			hits[i] += strstr(languages[i].words, word) != NULL;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
		if (hits[i] > best) {
			second = best;
			best = hits[i];
			found = languages[i].code;
		} else {
			second = MAX(second, hits[i]);
		}
	}
	return best >= 3 && best * 2 >= second * 3 ? found : NULL;
}

const char *
language_guess(const char *text)
{
	g_autoptr(GString) words = g_string_new(" ");
	struct letters n = { 0 };
	const char *found;

	for (const char *p = text; *p && p - text < LIMIT_LANGUAGE_TEXT;
	     p = g_utf8_next_char(p)) {
		gunichar c = g_unichar_tolower(g_utf8_get_char(p));

		if (g_unichar_isalpha(c)) {
			count_letter(&n, c);
			g_string_append_unichar(words, c);
		} else if (words->str[words->len - 1] != ' ') {
			g_string_append_c(words, ' ');
		}
	}
	g_string_append_c(words, ' ');
	found = guess_by_script(&n);
	if (!found && n.latin > n.all / 2)
		found = guess_by_words(words->str);
	return found;
}

gsize
language_primary(const char *tag)
{
	return strcspn(tag, "-");
}

gboolean
language_is_tag(const char *tag)
{
	gsize n = 0;

	while (g_ascii_islower(tag[n]))
		n++;
	if (n < 2 || n > 3)
		return FALSE;
	while (
	    tag[n] == '-' || g_ascii_islower(tag[n]) || g_ascii_isdigit(tag[n]))
		n++;
	return !tag[n] && n <= 16;
}

/* The name by which we have it; to be freed. */
static char *
canonical(const char *tag)
{
	static const char *const taiwan[] = { "zh-hant", "zh-tw", "zh-hk",
		"zh-mo" };

	for (gsize i = 0; i < G_N_ELEMENTS(taiwan); i++)
		if (g_str_has_prefix(tag, taiwan[i]))
			return g_strdup("zh-tw");
	if (language_primary(tag) == 2 &&
	    (g_str_has_prefix(tag, "nb") || g_str_has_prefix(tag, "nn")))
		return g_strdup("no");
	return strcmp(tag, "iw") == 0 ? g_strdup("he") : g_strdup(tag);
}

struct wish {
	char *tag;
	double quality;
};

static void
clear_wish(void *arg)
{
	g_free(((struct wish *)arg)->tag);
}

/* "de-AT;q=0.8": FALSE for what is none, and for what is not wanted. */
static gboolean
read_wish(char *text, struct wish *wish)
{
	char *quality = strchr(text, ';');
	g_autofree char *tag = NULL;

	wish->quality = 1;
	if (quality) {
		*quality++ = '\0';
		g_strstrip(quality);
		if (g_str_has_prefix(quality, "q="))
			wish->quality = g_ascii_strtod(quality + 2, NULL);
	}
	tag = g_ascii_strdown(g_strstrip(text), -1);
	if (!language_is_tag(tag) || !(wish->quality > 0))
		return FALSE;
	wish->tag = canonical(tag);
	return TRUE;
}

/* Adds the tags of a field, those of equal quality in their order. */
static void
add_field(GPtrArray *list, const char *field)
{
	g_auto(GStrv) parts = g_strsplit(field, ",", LIMIT_LANGUAGES + 1);
	g_autoptr(GArray) wishes =
	    g_array_new(FALSE, FALSE, sizeof(struct wish));

	g_array_set_clear_func(wishes, clear_wish);
	for (guint i = 0; parts[i] && i < LIMIT_LANGUAGES; i++) {
		struct wish wish;
		guint at = 0;

		if (!read_wish(parts[i], &wish))
			continue;
		while (at < wishes->len &&
		    g_array_index(wishes, struct wish, at).quality >=
			wish.quality)
			at++;
		g_array_insert_val(wishes, at, wish);
	}
	for (guint i = 0; i < wishes->len; i++)
		g_ptr_array_add(
		    list, g_strdup(g_array_index(wishes, struct wish, i).tag));
}

GPtrArray *
language_wanted(const char *accept, const char *content, const char *text)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
	const char *guess = text ? language_guess(text) : NULL;

	if (accept)
		add_field(list, accept);
	if (content)
		add_field(list, content);
	if (guess)
		g_ptr_array_add(list, g_strdup(guess));
	return list;
}
