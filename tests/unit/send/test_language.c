#include "send/language.h"

#include "tests/unit/test.h"

static void
wanted(
    const char *accept, const char *content, const char *text, const char *want)
{
	g_autoptr(GPtrArray) list = language_wanted(accept, content, text);

	g_ptr_array_add(list, NULL);
	assert_text(g_strjoinv(" ", (char **)list->pdata), want);
}

static void
a_mail_asks_in_its_order(void **state)
{
	(void)state;
	wanted("de-DE, en-US", NULL, NULL, "de-de en-us");
	wanted("en;q=0.5, fr ; q=0.9,it", NULL, NULL, "it fr en");
	wanted("en;q=0, de", NULL, NULL, "de");
	wanted("de", "fr", "the mail that you have is not here", "de fr en");
	wanted(NULL, NULL, NULL, "");
	wanted("nb-NO, zh-Hant-HK, iw", NULL, NULL, "no zh-tw he");
}

static void
what_is_no_tag_is_left_out(void **state)
{
	(void)state;
	wanted(
	    "*, ../../etc, de/../x, d, german, DE_de, ,;q=1", NULL, NULL, "");
	wanted("\xff, \n, de\n, fr", NULL, NULL, "de fr");
	wanted("aa,ab,ac,ad,ae,af,ag,ah,ai,aj,ak,al", NULL, NULL,
	    "aa ab ac ad ae af ag ah ai aj");
	assert_true(language_is_tag("pt-br"));
	assert_false(language_is_tag("de-1/2"));
	assert_false(language_is_tag("DE"));
	assert_false(language_is_tag(""));
	assert_false(language_is_tag("de-aaaaaaaaaaaaaaaaaaaaaaaa"));
}

static void
a_text_tells_its_language(void **state)
{
	static const struct {
		const char *code, *text;
	} rows[] = {
		{ "en",
		    "Hello, the printer on our floor does not print. Can "
		    "you please have a look?" },
		{ "de",
		    "Guten Tag, der Drucker auf unserer Etage druckt "
		    "nicht. Können Sie bitte nachsehen?" },
		{ "fr",
		    "Bonjour, l’imprimante de notre étage est en panne. "
		    "Pourriez-vous nous aider ? Merci" },
		{ "es",
		    "Hola, la impresora de nuestra planta no funciona. "
		    "¿Pueden mirar lo que pasa? Gracias por todo" },
		{ "pt",
		    "Olá, a impressora do nosso andar não está a imprimir. "
		    "Podem ver? Obrigado" },
		{ "it",
		    "Buongiorno, la stampante del nostro piano non stampa. "
		    "Può dare un’occhiata? Grazie" },
		{ "nl",
		    "Hallo, de printer op onze verdieping werkt niet. Kunt "
		    "u er naar kijken? Bedankt" },
		{ "sv",
		    "Hej, skrivaren fungerar inte och jag kan inte skriva "
		    "ut. Tack på förhand" },
		{ "da",
		    "Hej, printeren virker ikke, og jeg kan ikke få noget "
		    "ud af den. Tak for hjælp" },
		{ "no",
		    "Hei, skriveren virker ikke, og jeg får ikke noe ut av "
		    "den. Takk for hjelp" },
		{ "fi",
		    "Hei, tulostin on rikki ja en voi tulostaa mitään. "
		    "Kiitos" },
		{ "pl",
		    "Dzień dobry, drukarka na naszym piętrze nie drukuje. "
		    "Czy mogę prosić o pomoc?" },
		{ "cs",
		    "Dobrý den, tiskárna na našem patře netiskne. Prosím "
		    "o pomoc, děkuji" },
		{ "hu",
		    "Jó napot, a nyomtató nem működik. Kérem, nézzék "
		    "meg, hogy mi a baj. Köszönöm" },
		{ "ro",
		    "Bună ziua, imprimanta nu mai funcționează și nu pot "
		    "lucra. Vă mulțumesc" },
		{ "tr",
		    "Merhaba, yazıcı çalışmıyor ve bir şey yazdırmak için "
		    "çok uğraştım. Teşekkür ederim" },
		{ "ru",
		    "Здравствуйте, принтер не печатает. Вы можете помочь?" },
		{ "uk", "Вітаю, принтер не друкує. Чи можете ви допомогти?" },
		{ "el", "Γεια σας, ο εκτυπωτής δεν λειτουργεί." },
		{ "ja", "プリンターが動きません。確認してください。" },
		{ "zh", "打印机坏了，请帮忙看看。" },
		{ "ko", "프린터가 작동하지 않습니다." },
		{ "ar", "الطابعة لا تعمل، هل يمكنكم المساعدة؟" },
		{ "he", "המדפסת לא עובדת, אפשר עזרה?" },
		{ "fa",
		    "چاپگر کار نمی‌کند، لطفاً بررسی کنید" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *got = language_guess(rows[i].text);

		if (g_strcmp0(got, rows[i].code) != 0)
			fail_msg("%s: %s", rows[i].code, got ? got : "unsure");
	}
}

static void
a_short_or_mixed_text_tells_none(void **state)
{
	(void)state;
	assert_null(language_guess(""));
	assert_null(language_guess("Error 4711 in COM1"));
	assert_null(language_guess("Thanks"));
	assert_null(language_guess("Das ist the best and nicht is und the "
				   "die this"));
	/* Bulgarian and Serbian have no mark of their own. */
	assert_null(language_guess("Принтерът не работи"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mail_asks_in_its_order),
		cmocka_unit_test(what_is_no_tag_is_left_out),
		cmocka_unit_test(a_text_tells_its_language),
		cmocka_unit_test(a_short_or_mixed_text_tells_none),
	};

	return RUN(tests);
}
