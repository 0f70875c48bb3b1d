/*
 * What programs write around an earlier mail, in the languages of their
 * users.  Above it stands always the same answer.
 */
#include "plain/read.h"
#include "reply/cut.h"

#include "tests/unit/test.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#define ANN    "Ann Lee <ann@example.com>"
#define ANSWER "The second pump runs again.\n\nBob"
#define OLD    "Could you look at the second pump, please?\nIt is loud."
#define QUOTED "> Could you look at the second pump, please?\n> It is loud."

static char *
new_part(const char *text)
{
	static const struct plain_format fixed = { FALSE, FALSE };
	struct doc *d = plain_read(text, &fixed);
	struct reply *r = reply_new(NULL, NULL);
	char *kept;

	reply_cut(r, d, FALSE);
	kept = doc_plain(d, DOC_KEPT, FALSE);
	reply_free(r);
	doc_free(d);
	return kept;
}

/* All that differ are shown, not the first one only. */
static int
differs(const char *text, const char *want)
{
	g_autofree char *got = new_part(text);

	if (strcmp(got, want) == 0)
		return 0;
	fprintf(stderr, "of:\n%s\nis kept:\n%s\n\n", text, got);
	return 1;
}

/*
 * Each of the texts, between what stands before and behind it; "want" NULL:
 * all of it is kept.
 */
static void
check_each(const char *const *texts, gsize n, const char *before,
    const char *behind, const char *want)
{
	int failed = 0;

	for (gsize i = 0; i < n; i++) {
		g_autofree char *text =
		    g_strconcat(before, texts[i], behind, NULL);

		failed += differs(text, want ? want : text);
	}
	assert_int_equal(failed, 0);
}

static const char *const intros[] = {
	/* Gmail */
	"On Mon, May 6, 2024 at 10:20 AM " ANN " wrote:",
	"On Mon, 6 May 2024 at 10:20, " ANN " wrote:",
	"Am Mo., 6. Mai 2024 um 10:20 Uhr schrieb " ANN ":",
	"Le lun. 6 mai 2024 à 10:20, " ANN " a écrit :",
	"El lun, 6 may 2024 a las 10:20, Ann Lee (<ann@example.com>) escribió:",
	"Em seg., 6 de mai. de 2024 às 10:20, " ANN " escreveu:",
	ANN " escreveu (segunda, 6/05/2024 à(s) 10:20):",
	"Il giorno lun 6 mag 2024 alle ore 10:20 " ANN " ha scritto:",
	"Op ma 6 mei 2024 om 10:20 schreef " ANN ":",
	"pon., 6 maj 2024 o 10:20 " ANN " napisał(a):",
	"пн, 6 мая 2024 г. в 10:20, " ANN ":",
	"Den mån 6 maj 2024 kl 10:20 skrev " ANN ":",
	"Den man. 6. maj 2024 kl. 10.20 skrev " ANN ":",
	"man. 6. mai 2024 kl. 10:20 skrev " ANN ":",
	"ma 6. toukok. 2024 klo 10.20 Ann Lee (ann@example.com) kirjoitti:",
	"po 6. 5. 2024 v 10:20 odesílatel " ANN " napsal:",
	"po 6. 5. 2024 o 10:20 " ANN " napísal(a):",
	ANN " ezt írta (időpont: 2024. máj. 6., H, 10:20):",
	ANN ", 6 May 2024 Pzt, 10:20 tarihinde şunu yazdı:",
	"Στις Δευ 6 Μαΐ 2024 στις 10:20 π.μ., ο/η " ANN " έγραψε:",
	"2024年5月6日(月) 10:20 " ANN ":",
	ANN " 于2024年5月6日周一 10:20写道：",
	ANN " 於 2024年5月6日 週一 上午10:20寫道：",
	"2024년 5월 6일 (월) 오전 10:20, " ANN "님이 작성:",
	"În lun., 6 mai 2024 la 10:20, " ANN " a scris:",
	"пн, 6 трав. 2024 р. о 10:20 " ANN " пише:",
	"На пн, 6.05.2024 г. в 10:20 " ANN " написа:",
	"pon, 6. svi 2024. u 10:20 " ANN " napisao je:",
	"пон, 6. мај 2024. у 10:20 " ANN " је написао/ла:",
	"V V pon., 6. maj 2024 ob 10:20 je oseba " ANN " napisala:",
	"2024-05-06, pr, 10:20 " ANN " rašė:",
	"pirmd., 2024. g. 6. maijs, plkst. 10:20 — lietotājs Ann Lee "
	"(<ann@example.com>) rakstīja:",
	"Ann Lee (<ann@example.com>) kirjutas kuupäeval E, 6. mai 2024 kell "
	"10:20:",
	"Vào Th 2, 6 thg 5, 2024 vào lúc 10:20 " ANN " đã viết:",
	"Pada Sen, 6 Mei 2024 pukul 10.20 " ANN " menulis:",
	"ในวันที่ จ. 6 พ.ค. 2024 เวลา 10:20 " ANN " เขียนว่า:",
	"في الاثنين، 6 مايو 2024 في 10:20 ص تمت كتابة ما يلي بواسطة " ANN ":",
	"בתאריך יום ב׳, 6 במאי 2024 ב-10:20 מאת " ANN ":",
	"2017-05-06 10:20 GMT+02:00 " ANN ":",
	"2017-05-06 10:20 GMT+02:00 Ann Lee",
	/* Apple Mail */
	"On 6 May 2024, at 10:20, " ANN " wrote:",
	"Am 06.05.2024 um 10:20 schrieb " ANN ":",
	"Le 6 mai 2024 à 10:20, " ANN " a écrit :",
	"El 6 may 2024, a las 10:20, " ANN " escribió:",
	"No dia 06/05/2024, às 10:20, " ANN " escreveu:",
	"Em 6 de mai. de 2024, à(s) 10:20, " ANN " escreveu:",
	"Il giorno 6 mag 2024, alle ore 10:20, " ANN " ha scritto:",
	"Op 6 mei 2024, om 10:20 heeft " ANN " het volgende geschreven:",
	"6 maj 2024 kl. 10:20 skrev " ANN ":",
	"Wiadomość napisana przez " ANN " w dniu 6 maj 2024, o godz. 10:20:",
	"6 мая 2024 г., в 10:20, " ANN " написал(а):",
	ANN " şunları yazdı (6 May 2024 10:20):",
	"2024/05/06 10:20、" ANN "のメール:",
	"2024年5月6日 10:20、" ANN "のメール：",
	"在 2024年5月6日，10:20，" ANN " 写道：",
	ANN " 於 2024年5月6日 上午10:20 寫道：",
	"2024. 5. 6. 오전 10:20, " ANN " 작성:",
	"6. 5. 2024 v 10:20, " ANN ":",
	"2024. 05. 06. dátummal, 10:20 időpontban " ANN " írta:",
	ANN " kirjoitti 6.5.2024 kello 10.20:",
	"Στις 6 Μαΐ 2024, στις 10:20 π.μ., ο χρήστης " ANN " έγραψε:",
	"ב-6 במאי 2024, בשעה 10:20, " ANN " כתב/ה:",
	"في ٦ مايو ٢٠٢٤، الساعة ١٠:٢٠، كتب " ANN ":",
	/* Thunderbird */
	"On 5/6/24 10:20 AM, Ann Lee wrote:",
	"Am 06.05.24 um 10:20 schrieb Ann Lee:",
	"Le 06/05/2024 à 10:20, Ann Lee a écrit :",
	"El 6/5/24 a las 10:20, Ann Lee escribió:",
	"Em 06/05/2024 10:20, Ann Lee escreveu:",
	"Il 06/05/24 10:20, Ann Lee ha scritto:",
	"Op 06-05-2024 om 10:20 schreef Ann Lee:",
	"W dniu 6.05.2024 o 10:20, Ann Lee pisze:",
	"06.05.2024 10:20, Ann Lee пишет:",
	"Den 2024-05-06 kl. 10:20, skrev Ann Lee:",
	"Ann Lee kirjoitti 6.5.2024 klo 10.20:",
	"Dne 06. 05. 24 v 10:20 Ann Lee napsal(a):",
	"2024. 05. 06. 10:20 keltezéssel, Ann Lee írta:",
	"6.05.2024 10:20 tarihinde Ann Lee yazdı:",
	"在 2024/5/6 10:20, Ann Lee 写道:",
	"Στις 6/5/2024 10:20 π.μ., ο/η Ann Lee έγραψε:",
	/* Others */
	"At 5/6/2024 10:20 AM, you wrote:",
	"ann@example.com wrote:",
	ANN " wrote:",
	"---- On Mon, 06 May 2024 10:20:30 +0200 " ANN " wrote ----",
	"--- Ann Lee wrote ---",
	"On Mon, 06 May 2024 10:20:30 +0200 " ANN " wrote",
	"06.05.2024, 10:20, \"Ann Lee\" <ann@example.com>:",
	"Am Montag, 6. Mai 2024 schrieb Ann Lee <ann@example.com>:",
	"Quoting " ANN " on 6 May 2024, she wrote:",
};

static void
introductions_end_an_answer(void **state)
{
	int failed = 0;

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(intros); i++) {
		g_autofree char *bare = g_strconcat(
		    ANSWER "\n\n", intros[i], "\n\n" OLD "\n", NULL);
		g_autofree char *close =
		    g_strconcat(ANSWER "\n", intros[i], "\n" QUOTED "\n", NULL);

		failed += differs(bare, ANSWER) + differs(close, ANSWER);
	}
	assert_int_equal(failed, 0);
}

/* Breaks a text where a program would that ends lines after n bytes. */
static char *
wrap(const char *text, gsize n)
{
	GString *out = g_string_new(text);
	gsize start = 0, blank = 0;

	for (gsize i = 0; i < out->len; i++) {
		if (i - start > n && blank) {
			out->str[blank] = '\n';
			start = blank + 1;
			blank = 0;
		}
		if (out->str[i] == ' ')
			blank = i;
	}
	return g_string_free(out, FALSE);
}

static void
introductions_may_be_broken(void **state)
{
	int failed = 0;

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(intros); i++)
		for (gsize n = 46; n <= 76; n += 6) {
			g_autofree char *intro = wrap(intros[i], n);
			g_autofree char *text = g_strconcat(
			    ANSWER "\n\n", intro, "\n\n" QUOTED "\n", NULL);

			failed += differs(text, ANSWER);
		}
	assert_int_equal(failed, 0);
}

/* Names of the fields, as Outlook and others write them. */
static const char *const headers[][4] = {
	{ "From", "Sent", "To", "Subject" },
	{ "From", "Date", "To", "Subject" },
	{ "Von", "Gesendet", "An", "Betreff" },
	{ "Von", "Datum", "An", "Betreff" },
	{ "De", "Envoyé", "À", "Objet" },
	{ "De", "Date", "A", "Objet" },
	{ "De", "Enviado", "Para", "Asunto" },
	{ "De", "Enviado el", "Para", "Asunto" },
	{ "De", "Enviada em", "Para", "Assunto" },
	{ "Da", "Inviato", "A", "Oggetto" },
	{ "Da", "Data", "A", "Oggetto" },
	{ "Van", "Verzonden", "Aan", "Onderwerp" },
	{ "Od", "Wysłano", "Do", "Temat" },
	{ "Od", "Data", "Do", "Temat" },
	{ "От", "Отправлено", "Кому", "Тема" },
	{ "От кого", "Дата", "Кому", "Тема" },
	{ "Från", "Skickat", "Till", "Ämne" },
	{ "Fra", "Sendt", "Til", "Emne" },
	{ "Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe" },
	{ "Od", "Odesláno", "Komu", "Předmět" },
	{ "Od", "Odoslané", "Komu", "Predmet" },
	{ "Feladó", "Elküldve", "Címzett", "Tárgy" },
	{ "Kimden", "Gönderildi", "Kime", "Konu" },
	{ "Από", "Στάλθηκε", "Προς", "Θέμα" },
	{ "差出人", "送信日時", "宛先", "件名" },
	{ "发件人", "发送时间", "收件人", "主题" },
	{ "寄件者", "寄件日期", "收件者", "主旨" },
	{ "보낸 사람", "보낸 날짜", "받는 사람", "제목" },
	{ "De la", "Trimis", "Către", "Subiect" },
	{ "Від", "Надіслано", "Кому", "Тема" },
	{ "От", "Изпратено", "До", "Относно" },
	{ "Šalje", "Poslano", "Prima", "Predmet" },
	{ "Od", "Poslano", "Za", "Zadeva" },
	{ "Nuo", "Išsiųsta", "Kam", "Tema" },
	{ "No", "Nosūtīts", "Kam", "Temats" },
	{ "Saatja", "Saadetud", "Adressaat", "Teema" },
	{ "Từ", "Đã gửi", "Đến", "Chủ đề" },
	{ "Dari", "Dikirim", "Kepada", "Subjek" },
	{ "จาก", "ส่ง", "ถึง", "เรื่อง" },
	{ "من", "تم الإرسال", "إلى", "الموضوع" },
	{ "מאת", "נשלח", "אל", "נושא" },
	{ "De", "Enviat", "Per a", "Assumpte" },
};

static void
headers_end_an_answer(void **state)
{
	static const char *const forms[] = {
		"%s: " ANN "\n%s: Monday, 6 May 2024 10:20\n"
		"%s: Bob <bob@example.com>\n%s: The second pump\n",
		"*%s:* Ann Lee\n*%s:* Monday, 6 May 2024 10:20\n"
		"*%s:* Bob\n*%s:* The second pump\n",
		"________________________________\n%s : " ANN "\n"
		"%s : Monday, 6 May 2024 10:20\n%s : Bob; Carol;\n"
		"  Dave\n%s : The second pump\n",
		"%s：" ANN "\n%s：2024-05-06 10:20\n%s：Bob\n%s：pump\n",
	};
	int failed = 0;

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(headers); i++)
		for (gsize n = 0; n < G_N_ELEMENTS(forms); n++) {
			const char *const *h = headers[i];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			g_autofree char *header =
			    g_strdup_printf(forms[n], h[0], h[1], h[2], h[3]);
#pragma GCC diagnostic pop
			g_autofree char *text = g_strconcat(
			    ANSWER "\n\n", header, "\n" OLD "\n", NULL);

			failed += differs(text, ANSWER);
		}
	assert_int_equal(failed, 0);
}

static void
dividers_end_an_answer(void **state)
{
	static const char *const dividers[] = {
		"-----Original Message-----",
		"-------- Original message --------",
		"*----- Original Message -----*",
		"‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐",
		"-----Original Appointment-----",
		"----- Reply message -----",
		"-----Ursprüngliche Nachricht-----",
		"-------- Originalnachricht --------",
		"-------- Original-Nachricht --------",
		"-----Message d'origine-----",
		"-------- Message d’origine --------",
		"-----Mensaje original-----",
		"-----Mensagem original-----",
		"-----Messaggio originale-----",
		"-----Oorspronkelijk bericht-----",
		"-------- Origineel bericht --------",
		"-----Wiadomość oryginalna-----",
		"-------- Oryginalna wiadomość --------",
		"-----Исходное сообщение-----",
		"-----Ursprungligt meddelande-----",
		"-----Oprindelig meddelelse-----",
		"-----Opprinnelig melding-----",
		"-----Alkuperäinen viesti-----",
		"-----Původní zpráva-----",
		"-----Pôvodná správa-----",
		"-----Eredeti üzenet-----",
		"-----Özgün İleti-----",
		"-----Orijinal Mesaj-----",
		"-----Αρχικό μήνυμα-----",
		"-----元のメッセージ-----",
		"-----邮件原件-----\n发件人: Ann\n主题: pump",
		"------------------ 原始邮件 ------------------",
		"-----原始郵件-----",
		"-----원본 메시지-----",
		"-----Mesaj original-----",
		"-----Початкове повідомлення-----",
		"-----Оригинално съобщение-----",
		"-----Originalna poruka-----",
		"-----Izvirno sporočilo-----",
		"-----Thư gốc-----",
		"-----Pesan Asli-----",
		"-----الرسالة الأصلية-----",
		"-----הודעה מקורית-----",
		"##- Please type your reply above this line -##",
		"-- REPLY ABOVE THIS LINE --",
		"=== Bitte antworten Sie über dieser Linie ===",
		"--- Merci de répondre au-dessus de cette ligne ---",
		"--- Responda por encima de esta línea ---",
		"- Reply above this line to leave a comment -",
		">>> Ann Lee <ann@example.com> 06.05.24 10:20 >>>",
	};

	(void)state;
	check_each(dividers, G_N_ELEMENTS(dividers), ANSWER "\n\n",
	    "\n\n" OLD "\n", ANSWER);
}

static void
telephones_signatures_are_taken_off(void **state)
{
	static const char *const lines[] = {
		"Sent from my iPhone",
		"Sent from my Galaxy",
		"Sent from Outlook for Android",
		"Sent from Yahoo Mail for iPhone",
		"Sent from Mail for Windows",
		"Sent from my Galaxy, sorry for mistakes",
		"Sent from my work device",
		"Sent from my BlackBerry 10 smartphone on the Example network.",
		"Get Outlook for iOS<https://aka.ms/o0ukef>",
		"Sent with Proton Mail secure email.",
		"Sent via the Samsung Galaxy S23",
		"Von meinem iPhone gesendet",
		"Gesendet mit der GMX Mail App",
		"Gesendet von Outlook für Android",
		"Von meinem Samsung Galaxy Smartphone gesendet.",
		"Holen Sie sich Outlook für Android",
		("Diese Nachricht wurde von meinem Android-Gerät mit GMX Mail "
		 "gesendet."),
		"Envoyé de mon iPhone",
		"Envoyé depuis mon appareil Galaxy",
		"Envoyé à partir d’Outlook pour Android",
		"Télécharger Outlook pour Android",
		"Enviado desde mi iPhone",
		"Obtener Outlook para Android",
		"Enviado do meu iPhone",
		"Enviado do Outlook para iOS",
		"Inviato da iPhone",
		"Inviato dal mio Galaxy",
		"Scarica Outlook per Android",
		"Verstuurd vanaf mijn iPhone",
		"Verzonden vanaf Outlook voor Android",
		"Wysłane z iPhone'a",
		"Wysłano z mojego urządzenia Galaxy",
		"Отправлено с iPhone",
		"Отправлено из мобильной Почты Mail.ru",
		"Skickat från min iPhone",
		"Sendt fra min iPhone",
		"Sendt fra Outlook for Android",
		"Lähetetty iPhonesta",
		"Odesláno z iPhonu",
		"Odoslané z iPhonu",
		"iPhone-omról küldve",
		"iPhone'umdan gönderildi",
		"Στάλθηκε από το iPhone μου",
		"iPhoneから送信",
		"Windows 版のメールから送信",
		"Android 版 Outlook の入手",
		"获取 Outlook for Android",
		"Android용 Outlook 받기",
		"Envoyé à partir de Courrier pour Windows",
		"Inviato da Posta per Windows",
		"Wysłano z aplikacji Poczta dla systemu Windows",
		"Pobierz aplikację Outlook dla systemu Android",
		"Android için Outlook'u edinin",
		"Küldve az iPhone-omról",
		"发自我的 iPhone",
		"從我的 iPhone 傳送",
		"나의 iPhone에서 보냄",
		"Trimis de pe iPhone",
		"Надіслано з iPhone",
		"Изпратено от моя iPhone",
		"Poslano s mog iPhonea",
		"Poslato sa mog iPhone-a",
		"Đã gửi từ iPhone của tôi",
		"Dikirim dari iPhone saya",
		"أُرسلت من الـ iPhone",
		"נשלח מה-iPhone שלי",
		"ส่งจาก iPhone ของฉัน",
		"Enviat des del meu iPhone",
	};

	(void)state;
	check_each(lines, G_N_ELEMENTS(lines), ANSWER "\n\n", "\n", ANSWER);
	check_each(lines, G_N_ELEMENTS(lines), ANSWER "\n\n",
	    "\n\nOn 6 May 2024, at 10:20, " ANN " wrote:\n\n" QUOTED, ANSWER);
}

static void
forwarded_mails_stay(void **state)
{
	static const char *const words[] = {
		"---------- Forwarded message ---------",
		"-------- Forwarded Message --------",
		"Begin forwarded message:",
		"----- Forwarded by Ann Lee/Pumps on 05/06/2024 10:20 -----",
		"-------- Weitergeleitete Nachricht --------",
		"Anfang der weitergeleiteten Nachricht:",
		"Anfang der weitergeleiteten E-Mail:",
		"-------- Message transféré --------",
		"Début du message réexpédié :",
		"Début du message transféré :",
		"---------- Mensaje reenviado ----------",
		"Inicio del mensaje reenviado:",
		"-------- Mensagem reencaminhada --------",
		"Início da mensagem encaminhada:",
		"-------- Messaggio Inoltrato --------",
		"Inizio messaggio inoltrato:",
		"-------- Doorgestuurd bericht --------",
		"Begin doorgestuurd bericht:",
		"-------- Przekazana wiadomość --------",
		"Początek przekazanej wiadomości:",
		"-------- Пересылаемое сообщение --------",
		"Начало переадресованного сообщения:",
		"-------- Vidarebefordrat meddelande --------",
		"-------- Videresendt meddelelse --------",
		"Start på videresendt melding:",
		"-------- Välitetty viesti --------",
		"-------- Přeposlaná zpráva --------",
		"-------- Továbbított üzenet --------",
		"-------- İletilmiş Mesaj Başlangıcı --------",
		"---------- Yönlendirilmiş ileti ---------",
		"-------- Προωθημένο μήνυμα --------",
		"---------- 転送されたメッセージ ----------",
		"---------- 转发的邮件 ----------",
		"---------- 轉寄郵件 ----------",
		"---------- 전달된 메일 ----------",
		"---------- Mesaj redirecționat ----------",
		"---------- Переслане повідомлення ----------",
		"---------- رسالة محولة ----------",
		"---------- הודעה שהועברה ----------",
	};

	(void)state;
	check_each(words, G_N_ELEMENTS(words), ANSWER "\n\n",
	    "\nFrom: " ANN "\nDate: 6 May 2024 10:20\nSubject: Pump\n"
	    "To: Bob <bob@example.com>\n\n" OLD,
	    NULL);
}

/* Sentences that people write, with the same words in them. */
static void
sentences_stay(void **state)
{
	static const char *const texts[] = {
		"On the second floor all pumps run.\nOn the third, none.",
		"On 6 May 2024 the supplier wrote:\n\nWe are late.\n\nWhat "
		"shall we do?",
		"Am 06.05.2024 schrieb der Lieferant:\n\nEs dauert.\n\nUnd "
		"nun?",
		"Yes.\n\nSent from my desk, which is easier.",
		"At 10:20 on 6 May 2024 I wrote:\n\nThe pump is loud.\n\nIt still is.",
		"I sent it on 6 May at 10:20.\n\nDid you get it?",
		"Here is what happened on 6 May 2024:\n\nAt 10:20 it stopped.",
		"These are the steps:\n\n1. Start\n2. Stop",
		"From: Berlin\nTo: Paris\nDate: 6 May 2024\n\nTwo seats.",
		"Date: 6 May\nTime: 10:20\nPlace: Hall 2\n\nPlease come.",
		"The mail was sent from my iPhone app to all users.\n\nOdd.",
		"Original message and answer differ.\n\nWhy?",
		"Is the forwarded message lost?\n\nBob",
		"As I said above:\n\nthe pump is loud.",
		"Am 6. Mai 2024 um 10:20 Uhr lief die Pumpe noch.\n\nDanach "
		"nicht mehr.",
		"Am 6.5.2024 schrieb ich Ihnen folgendes:\n\nDie Pumpe ist "
		"laut.\n\nSie ist es noch.",
		"Le 6 mai 2024 la pompe marchait :\n\nelle ne marche plus.",
		"A: yes\nB: no\nC: perhaps\n\nSubject to change.",
		"Von: Berlin\nAn: 10:20\n\nBitte zwei Plätze.",
		"Part         Number\n-------------------\nPump 2       17\n\n"
		"Please send two.",
		"--- a/pump.c\n+++ b/pump.c\n@@ -1,2 +1,2 @@\n-old\n+new\n\n"
		"Does this help?",
		"Two parts.\n\n---\n\nThe first is about pumps. It goes on for "
		"a while, as one can see from the length of this line of it."
		"\n\n---\n\nThe second is about hoses.",
		"Yes.",
		"\xf0\x9f\x91\x8d",
		":-)",
		"Thanks\n\n—\nBob Ray\nPumps and more",
		"Regards,\nBob Ray\nTel. +49 30 1234567\nbob@example.com",
	};

	(void)state;
	check_each(texts, G_N_ELEMENTS(texts), "", "", NULL);
	check_each(texts, G_N_ELEMENTS(texts), "Hello Ann,\n\n", "", NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(introductions_end_an_answer),
		cmocka_unit_test(introductions_may_be_broken),
		cmocka_unit_test(headers_end_an_answer),
		cmocka_unit_test(dividers_end_an_answer),
		cmocka_unit_test(telephones_signatures_are_taken_off),
		cmocka_unit_test(forwarded_mails_stay),
		cmocka_unit_test(sentences_stay),
	};

	return RUN(tests);
}
