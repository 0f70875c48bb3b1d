#include "send/templates.h"

#include "send/language.h"

#include <string.h>

/* clang-format off */
const struct builtin builtins[] = {
	{ "en", FALSE, "We have received your message",
	    "Hello,",
	    "Thank you for your message “%(subject)s”. We have received it "
	    "and will get back to you.",
	    "Thank you for your message. We have received it and will get "
	    "back to you.",
	    "Its ticket number is %(ticketid)s.",
	    "If you would like to add anything, simply answer this mail, and "
	    "leave its subject as it is." },
	{ "de", FALSE, "Ihre Nachricht ist bei uns eingegangen",
	    "Guten Tag,",
	    "vielen Dank für Ihre Nachricht „%(subject)s“. Sie ist bei uns "
	    "eingegangen, und wir werden Ihnen antworten.",
	    "vielen Dank für Ihre Nachricht. Sie ist bei uns eingegangen, und "
	    "wir werden Ihnen antworten.",
	    "Die Ticketnummer ist %(ticketid)s.",
	    "Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese "
	    "E-Mail und lassen Sie den Betreff bitte unverändert." },
	{ "fr", FALSE, "Nous avons bien reçu votre message",
	    "Bonjour,",
	    "Nous vous remercions de votre message « %(subject)s ». Nous "
	    "l’avons bien reçu et nous vous répondrons.",
	    "Nous vous remercions de votre message. Nous l’avons bien reçu et "
	    "nous vous répondrons.",
	    "Le numéro de votre demande est %(ticketid)s.",
	    "Pour ajouter quelque chose, répondez simplement à cet e-mail sans "
	    "en modifier l’objet." },
	{ "es", FALSE, "Hemos recibido su mensaje",
	    "Hola:",
	    "Le agradecemos su mensaje «%(subject)s». Lo hemos recibido y le "
	    "responderemos.",
	    "Le agradecemos su mensaje. Lo hemos recibido y le responderemos.",
	    "El número de su solicitud es %(ticketid)s.",
	    "Si desea añadir algo, basta con responder a este correo sin "
	    "cambiar el asunto." },
	{ "pt", FALSE, "Recebemos a sua mensagem",
	    "Olá,",
	    "Agradecemos a sua mensagem “%(subject)s”. Ela foi recebida e será "
	    "respondida.",
	    "Agradecemos a sua mensagem. Ela foi recebida e será respondida.",
	    "O número do seu pedido é %(ticketid)s.",
	    "Se quiser acrescentar algo, basta responder a este e-mail sem "
	    "alterar o assunto." },
	{ "it", FALSE, "Abbiamo ricevuto il Suo messaggio",
	    "Buongiorno,",
	    "La ringraziamo per il Suo messaggio «%(subject)s». Lo abbiamo "
	    "ricevuto e Le risponderemo.",
	    "La ringraziamo per il Suo messaggio. Lo abbiamo ricevuto e Le "
	    "risponderemo.",
	    "Il numero della Sua richiesta è %(ticketid)s.",
	    "Se desidera aggiungere qualcosa, basta rispondere a questa e-mail "
	    "senza modificare l’oggetto." },
	{ "nl", FALSE, "Wij hebben uw bericht ontvangen",
	    "Goedendag,",
	    "Hartelijk dank voor uw bericht ‘%(subject)s’. Wij hebben het "
	    "ontvangen en zullen u antwoorden.",
	    "Hartelijk dank voor uw bericht. Wij hebben het ontvangen en "
	    "zullen u antwoorden.",
	    "Het nummer van uw melding is %(ticketid)s.",
	    "Wilt u iets toevoegen? Beantwoord dan gewoon deze e-mail en laat "
	    "het onderwerp ongewijzigd." },
	{ "sv", FALSE, "Vi har tagit emot ditt meddelande",
	    "Hej!",
	    "Tack för ditt meddelande ”%(subject)s”. Vi har tagit emot det och "
	    "kommer att svara dig.",
	    "Tack för ditt meddelande. Vi har tagit emot det och kommer att "
	    "svara dig.",
	    "Ärendets nummer är %(ticketid)s.",
	    "Om du vill lägga till något svarar du bara på det här mejlet. "
	    "Ändra inte ämnesraden." },
	{ "da", FALSE, "Vi har modtaget din besked",
	    "Hej",
	    "Tak for din besked »%(subject)s«. Vi har modtaget den og vil "
	    "svare dig.",
	    "Tak for din besked. Vi har modtaget den og vil svare dig.",
	    "Sagens nummer er %(ticketid)s.",
	    "Hvis du vil tilføje noget, skal du blot svare på denne e-mail "
	    "uden at ændre emnet." },
	{ "no", FALSE, "Vi har mottatt meldingen din",
	    "Hei!",
	    "Takk for meldingen «%(subject)s». Vi har mottatt den og vil svare "
	    "deg.",
	    "Takk for meldingen. Vi har mottatt den og vil svare deg.",
	    "Saksnummeret er %(ticketid)s.",
	    "Hvis du vil legge til noe, svarer du bare på denne e-posten uten å "
	    "endre emnet." },
	{ "fi", FALSE, "Olemme vastaanottaneet viestisi",
	    "Hei,",
	    "Kiitos viestistäsi ”%(subject)s”. Olemme vastaanottaneet sen ja "
	    "vastaamme sinulle.",
	    "Kiitos viestistäsi. Olemme vastaanottaneet sen ja vastaamme "
	    "sinulle.",
	    "Yhteydenottosi numero on %(ticketid)s.",
	    "Jos haluat lisätä jotain, vastaa tähän viestiin äläkä muuta sen "
	    "aihetta." },
	{ "pl", FALSE, "Otrzymaliśmy Państwa wiadomość",
	    "Dzień dobry,",
	    "dziękujemy za wiadomość „%(subject)s”. Otrzymaliśmy ją i odpowiemy "
	    "na nią.",
	    "dziękujemy za wiadomość. Otrzymaliśmy ją i odpowiemy na nią.",
	    "Numer zgłoszenia to %(ticketid)s.",
	    "Aby coś dodać, wystarczy odpowiedzieć na tę wiadomość bez zmiany "
	    "tematu." },
	{ "cs", FALSE, "Obdrželi jsme vaši zprávu",
	    "Dobrý den,",
	    "děkujeme za vaši zprávu „%(subject)s“. Obdrželi jsme ji a odpovíme "
	    "vám.",
	    "děkujeme za vaši zprávu. Obdrželi jsme ji a odpovíme vám.",
	    "Číslo vašeho požadavku je %(ticketid)s.",
	    "Chcete-li něco doplnit, stačí odpovědět na tento e-mail a ponechat "
	    "jeho předmět beze změny." },
	{ "hu", FALSE, "Megkaptuk az üzenetét",
	    "Jó napot kívánunk!",
	    "Köszönjük „%(subject)s” tárgyú üzenetét. Megkaptuk, és válaszolni "
	    "fogunk rá.",
	    "Köszönjük az üzenetét. Megkaptuk, és válaszolni fogunk rá.",
	    "A bejelentés száma %(ticketid)s.",
	    "Ha ki szeretné egészíteni, válaszoljon erre az e-mailre, és ne "
	    "változtassa meg a tárgyát." },
	{ "ro", FALSE, "Am primit mesajul dumneavoastră",
	    "Bună ziua,",
	    "Vă mulțumim pentru mesajul „%(subject)s”. L-am primit și vă vom "
	    "răspunde.",
	    "Vă mulțumim pentru mesaj. L-am primit și vă vom răspunde.",
	    "Numărul solicitării este %(ticketid)s.",
	    "Dacă doriți să adăugați ceva, răspundeți la acest e-mail fără a-i "
	    "schimba subiectul." },
	{ "tr", FALSE, "İletinizi aldık",
	    "Merhaba,",
	    "“%(subject)s” konulu iletiniz için teşekkür ederiz. İletinizi "
	    "aldık ve size yanıt vereceğiz.",
	    "İletiniz için teşekkür ederiz. İletinizi aldık ve size yanıt "
	    "vereceğiz.",
	    "Talebinizin numarası %(ticketid)s.",
	    "Bir şey eklemek isterseniz bu e-postayı konusunu değiştirmeden "
	    "yanıtlayabilirsiniz." },
	{ "ru", FALSE, "Мы получили ваше сообщение",
	    "Здравствуйте!",
	    "Благодарим вас за сообщение «%(subject)s». Мы получили его и "
	    "ответим вам.",
	    "Благодарим вас за сообщение. Мы получили его и ответим вам.",
	    "Номер вашего обращения — %(ticketid)s.",
	    "Чтобы что-нибудь добавить, просто ответьте на это письмо, не меняя "
	    "его темы." },
	{ "uk", FALSE, "Ми отримали ваше повідомлення",
	    "Вітаємо!",
	    "Дякуємо вам за повідомлення «%(subject)s». Ми отримали його й "
	    "відповімо вам.",
	    "Дякуємо вам за повідомлення. Ми отримали його й відповімо вам.",
	    "Номер вашого звернення — %(ticketid)s.",
	    "Щоб щось додати, просто дайте відповідь на цей лист, не змінюючи "
	    "його теми." },
	{ "el", FALSE, "Λάβαμε το μήνυμά σας",
	    "Γεια σας,",
	    "Σας ευχαριστούμε για το μήνυμά σας «%(subject)s». Το λάβαμε και θα "
	    "σας απαντήσουμε.",
	    "Σας ευχαριστούμε για το μήνυμά σας. Το λάβαμε και θα σας "
	    "απαντήσουμε.",
	    "Ο αριθμός του αιτήματός σας είναι %(ticketid)s.",
	    "Αν θέλετε να προσθέσετε κάτι, απαντήστε σε αυτό το μήνυμα χωρίς να "
	    "αλλάξετε το θέμα του." },
	{ "ja", FALSE, "メールを受け付けました",
	    "お問い合わせいただきありがとうございます。",
	    "メール「%(subject)s」を受け付けました。担当者よりご返信いたします。",
	    "メールを受け付けました。担当者よりご返信いたします。",
	    "受付番号は %(ticketid)s です。",
	    "追記される場合は、件名を変えずにこのメールへご返信ください。" },
	{ "zh", FALSE, "您的邮件已收到",
	    "您好！",
	    "您的邮件“%(subject)s”已收到，我们会回复您。",
	    "您的邮件已收到，我们会回复您。",
	    "您的工单编号是 %(ticketid)s。",
	    "如需补充信息，请直接回复此邮件，并保留邮件主题不变。" },
	{ "zh-tw", FALSE, "您的郵件已收到",
	    "您好！",
	    "您的郵件「%(subject)s」已收到，我們會回覆您。",
	    "您的郵件已收到，我們會回覆您。",
	    "您的案件編號是 %(ticketid)s。",
	    "如需補充資訊，請直接回覆此郵件，並請勿更改主旨。" },
	{ "ko", FALSE, "메일을 잘 받았습니다",
	    "안녕하세요.",
	    "보내 주신 메일 “%(subject)s”을(를) 잘 받았습니다. 확인 후 "
	    "답변드리겠습니다.",
	    "보내 주신 메일을 잘 받았습니다. 확인 후 답변드리겠습니다.",
	    "접수 번호는 %(ticketid)s입니다.",
	    "추가할 내용이 있으면 제목을 바꾸지 말고 이 메일에 회신해 주세요." },
	{ "ar", TRUE, "تلقينا رسالتك",
	    "مرحبًا،",
	    "شكرًا على رسالتك «%(subject)s». لقد تلقيناها وسنرد عليك.",
	    "شكرًا على رسالتك. لقد تلقيناها وسنرد عليك.",
	    "رقم طلبك هو %(ticketid)s.",
	    "إذا أردت إضافة شيء، فيكفي الرد على هذه الرسالة دون تغيير "
	    "موضوعها." },
	{ "he", TRUE, "קיבלנו את הודעתך",
	    "שלום,",
	    "תודה על הודעתך \"%(subject)s\". קיבלנו אותה ונשיב לך.",
	    "תודה על הודעתך. קיבלנו אותה ונשיב לך.",
	    "מספר הפנייה הוא %(ticketid)s.",
	    "כדי להוסיף דבר מה, יש להשיב להודעה זו בלי לשנות את הנושא "
	    "שלה." },
};
/* clang-format on */

const gsize builtin_count = G_N_ELEMENTS(builtins);

const struct builtin *
builtin_find(const char *language)
{
	gsize n = strlen(language);

	for (;;) {
		for (gsize i = 0; i < builtin_count; i++)
			if (strlen(builtins[i].code) == n &&
			    memcmp(builtins[i].code, language, n) == 0)
				return &builtins[i];
		if (n == language_primary(language))
			return NULL;
		n = language_primary(language);
	}
}

/* What comes from the mail has a direction of its own. */
static void
append_isolated(GString *out, const char *sentence)
{
	const char *from = strstr(sentence, "%(");
	const char *end = from ? strstr(from, ")s") : NULL;

	if (!end) {
		g_string_append(out, sentence);
		return;
	}
	end += 2;
	g_string_append_len(out, sentence, from - sentence);
	g_string_append(out, "<bdi>");
	g_string_append_len(out, from, end - from);
	g_string_append(out, "</bdi>");
	g_string_append(out, end);
}

/*
 * No table, no picture, no colour: it reads the same in Outlook, on a
 * telephone, and white on black.
 */
char *
builtin_html(const struct builtin *b, gboolean names)
{
	const char *sentences[] = { b->hello, names ? b->received : b->came,
		b->number, b->answer };
	const char *direction = b->right ? "rtl" : "ltr";
	GString *out = g_string_new(NULL);

	g_string_append_printf(out,
	    "<!DOCTYPE html>\n"
	    "<html lang=\"%s\" dir=\"%s\">\n<head>\n"
	    "<meta http-equiv=\"Content-Type\" "
	    "content=\"text/html; charset=utf-8\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<title>[#%%(ticketid)s] %s</title>\n</head>\n"
	    "<body dir=\"%s\">\n"
	    "<div lang=\"%s\" dir=\"%s\" style=\"max-width:600px; "
	    "font-family:Arial,Helvetica,sans-serif; font-size:16px; "
	    "line-height:1.5; word-wrap:break-word\">\n",
	    b->code, direction, names ? "%(subject)s" : b->title, direction,
	    b->code, direction);
	for (gsize i = 0; i < G_N_ELEMENTS(sentences); i++) {
		g_string_append(out, "<p style=\"margin:0 0 16px 0\">");
		append_isolated(out, sentences[i]);
		g_string_append(out, "</p>\n");
	}
	g_string_append(out, "</div>\n</body>\n</html>\n");
	return g_string_free(out, FALSE);
}
