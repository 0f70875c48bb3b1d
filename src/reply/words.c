#include "reply/words.h"

const struct reply_words reply_words[] = {
	{
	    .code = "en",
	    .from = "From|Sender",
	    .date = "Sent|Date|Sent on|Sent at|Received",
	    .to = "To",
	    .subject = "Subject",
	    .other = "Cc|Bcc|Reply[- ]To|Importance|Priority|Attachments?|"
		     "Organi[sz]ation|Newsgroups|Resent-From",
	    .wrote = "wrote|writes|sent",
	    .original = "(?:begin )?(?:original|reply|previous|replied) "
			"(?:message|mail|e-mail|appointment)(?: follows)?|"
			"previous (?:replies|messages|comments|discussion)",
	    .forwarded = "(?:begin )?forward(?:ed)? (?:message|mail|e-mail)"
			 "(?: (?:by|from) .{1,80})?|forwarded by .{1,80}",
	    .above = "(?:please )?(?:reply|respond|answer|type|write|enter|add)"
		     "\\b.{0,40}\\babove (?:this|the|here)\\b|"
		     "(?:only )?text above this line",
	    .mobile = "Sent (?:\\S+ )?(?:from|via|with|using|by) my "
		      "(?:\\S+ )?@|Sent (?:\\S+ )?(?:from|via|with|using|"
		      "by) my [^,;!?]{1,70}$|Sent (?:\\S+ )?(?:from|via|"
		      "with|using|by) (?:the |a )?@|Sent from (?:mobile|"
		      "(?:a|my) phone)|Get @ for|Download @ for",
	    .closing = "(?:best|kind|kindest|warm|warmest|many)?\\s*"
		       "(?:regards|wishes|thanks|greetings)|thank you|thanks|"
		       "thx|cheers|best|sincerely|yours|respectfully|"
		       "cordially|br|kr|rgds|love|take care|all the best",
	    .answers = "(?:answers?|repl(?:y|ies)|comments?|"
		       "responses?)\\b.{0,30}\\b(?:below|in-?line|"
		       "in (?:the )?(?:text|red|blue|green|bold|"
		       "colou?r|caps|capitals))|(?:see|replied|"
		       "answered|commented|reply|"
		       "respond(?:ed)?) (?:my |the )?(?:in-?line|"
		       "below,? in \\w+)|below,? in (?:red|blue|green|"
		       "bold)",
	},
	{
	    .code = "de",
	    .from = "Von|Absender",
	    .date = "Gesendet|Gesendet am|Datum|Empfangen",
	    .to = "An|Empfänger",
	    .subject = "Betreff|Betrifft",
	    .other = "Kopie|Blindkopie|Antwort an|Antworten an|Priorität|"
		     "Wichtigkeit|Anlagen?|Anhänge",
	    .wrote = "schrieb|schrieben|schreibt|geschrieben|sendete",
	    .original =
		"(?:ursprüngliche|original|antwort|vorherige) ?-?"
		"(?:nachricht|mail|e-mail|termin)|(?:vorherige|frühere) "
		"(?:antworten|nachrichten|beiträge)",
	    .forwarded = "(?:anfang der )?weitergeleiteten? "
			 "(?:nachricht|mail|e-mail)"
			 "(?: von .{1,80})?",
	    .above = "(?:bitte )?(?:antwort|antworten|schreiben)\\b.{0,40}"
		     "(?:über|oberhalb)\\b.{0,10}(?:linie|zeile)|"
		     "(?:bitte )?(?:über|oberhalb) dieser (?:linie|zeile)"
		     "\\b.{0,40}antworten",
	    .mobile =
		"(?:Diese (?:Nachricht|E-Mail) wurde )?(?:Gesendet|"
		"Versendet|Verschickt|Geschrieben) (?:\\S+ )?(?:von|mit|"
		"über|via|per|aus) (?:meine[mr]\\b|(?:der |dem )?@)|"
		"Diese (?:Nachricht|E-Mail) wurde (?:von|mit) .{2,60} "
		"(?:gesendet|verschickt)|Von mein(?:em|er) .{2,40} (?:gesendet|geschickt|"
		"verschickt|geschrieben)|(?:Von|Mit) (?:\\S+ )?@.{0,30} "
		"(?:gesendet|versendet)|@ für .{2,20} (?:holen|"
		"herunterladen|beziehen)|Holen Sie sich @|Laden Sie @",
	    .closing = "(?:mit )?(?:freundlich|best|viel|lieb|herzlich|schön)"
		       "\\pL* (?:grüße|grüßen|gruß|grüsse|grüssen|dank)|"
		       "gruß|grüße|gruss|grüsse|mfg|lg|vg|danke|dankeschön|"
		       "hochachtungsvoll",
	    .answers = "(?:antwort|anmerkung|"
		       "kommentar)\\pL*\\b.{0,30}\\b(?:unten|"
		       "unterhalb|im text|direkt (?:im|in)|in (?:rot|"
		       "blau|grün|fett))|unten in (?:rot|blau|grün|"
		       "fett)",
	},
	{
	    .code = "fr",
	    .from = "De|De la part de|Expéditeur",
	    .date = "Envoyé|Envoyé le|Date|Date d['’]envoi|Message du|Reçu",
	    .to = "À|A|Pour|Destinataires?",
	    .subject = "Objet|Sujet",
	    .other = "Copie|Copie à|Copie cachée|Répondre à|Importance|"
		     "Pièces? jointes?",
	    .wrote = "a écrit|a ecrit|à écrit|écrivait|a envoyé",
	    .original =
		"(?:message|mail|e-mail|courriel) (?:d['’]origine|original|initial|"
		"précédent)|courriel original|"
		"(?:réponses|messages) précédente?s",
	    .forwarded = "(?:début du |d[ée]but de )?(?:message|courriel|"
			 "e-mail|mail) (?:transféré|réexpédié|transmis|"
			 "transfere)(?: (?:par|de) .{1,80})?",
	    .above = "(?:merci de |veuillez )?(?:répondre|écrire|répondez|"
		     "écrivez)\\b.{0,40}(?:au[- ]dessus de|ci-dessus)",
	    .mobile = "(?:Message )?(?:Envoyé|Envoye|Provenance|Expédié) "
		      "?:? (?:à partir|depuis|avec|via|par|d(?:e|u|"
		      "['’]une?)\\b|d['’])(?: de\\b| d['’]| du\\b| "
		      "d['’]une?\\b)? ?(?:m(?:on|a)\\b|(?:le |l['’]|une? "
		      ")?@)|(?:Obtenir|Obtenez|Télécharger?|Téléchargez) "
		      "@ pour",
	    .closing = "(?:bien )?(?:cordialement|amicalement|sincèrement|"
		       "respectueusement)|cdlt|merci|bonne (?:journée|"
		       "soirée|réception)|salutations|meilleures "
		       "salutations|à bientôt",
	    .answers = "(?:réponse|commentaire|"
		       "remarque)s?\\b.{0,30}(?:ci-dessous|"
		       "dans le (?:texte|corps|mail)|en (?:rouge|bleu|"
		       "vert|gras))",
	},
	{
	    .code = "es",
	    .from = "De|Remitente",
	    .date = "Enviado|Enviado el|Enviada el|Fecha|Fecha de envío",
	    .to = "Para|A|Destinatarios?",
	    .subject = "Asunto",
	    .other = "CCO|Con copia|Responder a|Importancia|Prioridad|"
		     "Archivos? adjuntos?|Datos adjuntos",
	    .wrote = "escribió|escribio|ha escrito|escribe|envió",
	    .original = "mensaje (?:original|de origen|anterior)|"
			"correo original|respuestas anteriores|"
			"mensajes anteriores",
	    .forwarded = "(?:inicio del |comienzo del )?(?:mensaje|correo) "
			 "(?:reenviado|remitido)(?: por .{1,80})?",
	    .above = "(?:por favor,? )?(?:responda|responde|"
		     "responder|escriba|escribe)\\b.{0,40}(?:encima|"
		     "arriba) de esta línea",
	    .mobile = "(?:Mensaje )?Enviad[oa] (?:desde|con|por|de|mediante|"
		      "a través de) (?:mi\\b|(?:el |la |un )?@)|"
		      "(?:Obtener|Obtén|Descargar) @ para",
	    .closing = "(?:un )?(?:cordial(?:es)? )?(?:saludos?|abrazo)|"
		       "atentamente|gracias|muchas gracias|salu(?:d|dos)",
	    .answers = "(?:respuesta|"
		       "comentario)s?\\b.{0,30}\\b(?:abajo|debajo|"
		       "a continuación|en (?:el texto|rojo|azul|verde|"
		       "negrita))",
	},
	{
	    .code = "pt",
	    .from = "De|Remetente",
	    .date = "Enviado|Enviado em|Enviada|Enviada em|Data|"
		    "Data de envio",
	    .to = "Para|Destinatários?",
	    .subject = "Assunto",
	    .other = "Cópia|Com cópia|Responder a|Responder para|Anexos?|"
		     "Prioridade|Importância",
	    .wrote = "escreveu|escreve|enviou",
	    .original = "mensagem (?:original|anterior|inicial)|e-mail "
			"original|respostas anteriores|mensagens "
			"anteriores",
	    .forwarded = "(?:início da )?(?:mensagem|e-mail) "
			 "(?:encaminhad[ao]|reencaminhad[ao]|enviada)"
			 "(?: por .{1,80})?",
	    .above = "(?:por favor,? )?(?:responda|responder|"
		     "escreva|escrever)\\b.{0,40}acima desta linha",
	    .mobile = "(?:Mensagem )?Enviad[oa] (?:do|da|de|pelo|pela|"
		      "com|por|via|através d[oa]) (?:meu\\b|minha\\b|"
		      "(?:o |a |um )?@)|(?:Obter|Obtenha|Baixe) (?:o )?@ "
		      "para",
	    .closing = "(?:com os )?(?:melhores )?cumprimentos|"
		       "atenciosamente|abraços?|obrigad[oa]|grat[oa]|att",
	    .answers = "(?:resposta|"
		       "comentário)s?\\b.{0,30}\\b(?:abaixo|"
		       "em (?:vermelho|azul|verde|negrito)|"
		       "no (?:texto|corpo))",
	},
	{
	    .code = "it",
	    .from = "Da|Mittente",
	    .date = "Inviato|Inviata|Inviato il|Inviata il|Data|"
		    "Data invio|Ricevuto",
	    .to = "A|Destinatari[oi]?|Per",
	    .subject = "Oggetto",
	    .other = "Ccn|Copia|Rispondi a|Risposta|Priorità|Importanza|"
		     "Allegat[oi]",
	    .wrote = "ha scritto|scrive|scriveva|scrisse|ha inviato",
	    .original = "messaggio (?:originale|originario|precedente)|"
			"risposte precedenti|messaggi precedenti",
	    .forwarded = "(?:inizio (?:del )?)?messaggio "
			 "(?:inoltrato|rispedito|girato)(?: da .{1,80})?",
	    .above = "(?:si prega di )?(?:rispondere|rispondi|"
		     "scrivere|scrivi)\\b.{0,40}sopra (?:questa|la) "
		     "(?:linea|riga)",
	    .mobile = "(?:Messaggio )?Inviat[oa] (?:da|dal|dalla|con|tramite|"
		      "via|per mezzo di) ?(?:l )?(?:mio\\b|mia\\b|"
		      "(?:il |un )?@)|(?:Ottieni|Scarica) @ per",
	    .closing = "(?:cordiali |distinti |un )?salut[oi]|"
		       "cordialmente|grazie|a presto",
	    .answers = "(?:rispost[ae]|"
		       "comment[io])\\b.{0,30}\\b(?:sotto|di seguito|"
		       "nel (?:testo|corpo)|in (?:rosso|blu|verde|"
		       "grassetto))",
	},
	{
	    .code = "nl",
	    .from = "Van|Afzender",
	    .date = "Verzonden|Verzonden op|Verstuurd|Datum|Ontvangen",
	    .to = "Aan",
	    .subject = "Onderwerp|Betreft",
	    .other = "Kopie|Antwoord aan|Beantwoorden|Prioriteit|"
		     "Urgentie|Bijlagen?",
	    .wrote = "schreef|geschreven|schrijft|geschreven",
	    .original = "(?:oorspronkelijk|origineel|vorig|orginele|"
			"originele)e? (?:bericht|mail|e-mail)|vorige "
			"(?:reacties|antwoorden|berichten)",
	    .forwarded = "(?:begin )?(?:doorgestuurd|doorgezonden)e? "
			 "(?:bericht|mail|e-mail)(?: door .{1,80})?",
	    .above = "(?:gelieve )?(?:antwoord|reageer|schrijf|"
		     "typ)\\b.{0,40}boven deze (?:lijn|regel)",
	    .mobile = "(?:Verzonden|Verstuurd|Gestuurd) (?:vanaf|vanuit|van|"
		      "met|via) (?:mijn\\b|(?:de |een )?@)|"
		      "(?:Download|Haal|Outlook) @? ?voor",
	    .closing =
		"(?:met )?(?:vriendelijke|hartelijke|beste|de) groete?n?|"
		"groet(?:en|jes)?|mvg|bedankt|dank u",
	    .answers = "(?:antwoord|opmerking|"
		       "reactie)\\pL*\\b.{0,30}\\b(?:hieronder|"
		       "onderaan|in (?:de tekst|het rood|rood|blauw|"
		       "groen))",
	},
	{
	    .code = "sv",
	    .from = "Från|Avsändare",
	    .date = "Skickat|Skickad|Datum|Mottaget",
	    .to = "Till",
	    .subject = "Ämne|Ärende",
	    .other = "Kopia|Hemlig kopia|Svara till|Prioritet|Bilag(?:a|or)",
	    .wrote = "skrev|skriver|skrivit",
	    .original = "(?:ursprungligt|originalt?|föregående|"
			"tidigare) ?(?:meddelande|mail|mejl|e-post)|"
			"tidigare svar",
	    .forwarded = "(?:början på det )?vidarebefordra(?:t|de) "
			 "(?:meddelande(?:t)?|brev|mail|mejl)"
			 "(?: från .{1,80})?",
	    .above = "(?:vänligen )?(?:svara|"
		     "skriv)\\b.{0,40}(?:ovanför|över) (?:den här|"
		     "denna|denne) (?:linje|rad)\\pL*",
	    .mobile = "(?:Skickat|Skickades|Sänt) (?:från|med|via|av) "
		      "(?:min\\b|mitt\\b|@)|Hämta @ för",
	    .closing = "(?:med )?(?:vänliga?|bästa|varma) hälsning(?:ar)?|"
		       "hälsningar|mvh|tack",
	    .answers = "(?:svar|kommentar)\\pL*\\b.{0,30}\\b(?:nedan|"
		       "i (?:texten|rött|blått|grönt))",
	},
	{
	    .code = "da",
	    .from = "Fra|Afsender",
	    .date = "Sendt|Dato|Modtaget",
	    .to = "Til",
	    .subject = "Emne",
	    .other = "Kopi|Svar til|Vedhæftede filer|Vedhæftet|Prioritet",
	    .wrote = "skrev|skriver",
	    .original = "(?:oprindelig|original|opprinnelig|forrige)e? "
			"?(?:besked|meddelelse|mail|e-mail|e-post|"
			"melding)|tidligere svar",
	    .forwarded = "(?:start på )?(?:videresendt?|viderebragt)e? "
			 "(?:besked|meddelelse|mail|e-mail|e-post|melding)"
			 "(?: fra .{1,80})?|begyndelsen på videresendt "
			 "(?:besked|meddelelse)",
	    .above = "(?:venligst )?(?:svar|skriv)\\b.{0,40}over "
		     "(?:denne|den) (?:linje|linie)",
	    .mobile = "Sendt (?:fra|med|via|af) (?:min\\b|mit\\b|@)|"
		      "Hent @ til",
	    .closing = "(?:med )?(?:venlig|bedste|kærlig|mange) "
		       "hilsen(?:er)?|(?:mange )?hilsner|hilsen|mvh|vh|tak",
	    .answers = "(?:svar|"
		       "kommentar)\\pL*\\b.{0,30}\\b(?:nedenfor|"
		       "i teksten|med (?:rødt|blåt))",
	},
	{
	    .code = "no",
	    .from = "Fra|Avsender",
	    .date = "Sendt|Dato|Mottatt",
	    .to = "Til",
	    .subject = "Emne",
	    .other = "Kopi|Svar til|Vedlegg|Prioritet",
	    .wrote = "skrev|skreiv",
	    .original = "(?:opprinnelig|original|forrige)e? "
			"?(?:melding|e-post|beskjed)|tidligere svar",
	    .forwarded = "(?:start på )?videresendte? "
			 "(?:melding|e-post|beskjed)(?: fra .{1,80})?",
	    .above = "(?:vennligst )?(?:svar|skriv)\\b.{0,40}over "
		     "denne (?:linjen?|streken?)",
	    .mobile = "Sendt (?:fra|med|via) (?:min\\b|mitt\\b|@)|"
		      "Skaff deg @ for",
	    .closing = "(?:med )?(?:vennlig|beste|hjertelig) hilsen|"
		       "hilsen|mvh|takk",
	},
	{
	    .code = "fi",
	    .from = "Lähettäjä|Keneltä",
	    .date = "Lähetetty|Päivämäärä|Päiväys|Pvm|Vastaanotettu",
	    .to = "Vastaanottaja|Kenelle",
	    .subject = "Aihe|Otsikko",
	    .other = "Kopio|Piilokopio|Vastaus|Liitteet|Tärkeys",
	    .wrote = "kirjoitti|kirjoittaa|kirjoittivat|lähetti",
	    .original = "(?:alkuperäinen|edellinen) (?:viesti|"
			"sähköposti)|aiemmat vastaukset",
	    .forwarded = "(?:alkaa )?(?:välitetty|edelleenlähetetty) "
			 "viesti(?: alkaa)?|välitetyn viestin alku",
	    .above = "(?:vastaa|kirjoita)\\b.{0,40}(?:tämän "
		     ")?(?:rivin|viivan) yläpuolelle",
	    .mobile = "Lähetetty (?:\\pL+ )?@|Lähetetty (?:minun )?"
		      "(?:puhelimestani|mobiililaitteesta)|Hanki @",
	    .closing = "(?:ystävällisin |parhain )?terveisin|terveiset|"
		       "t\\.|yst\\. terv\\.?|kiitos",
	},
	{
	    .code = "pl",
	    .from = "Od|Nadawca",
	    .date = "Wysłano|Wysłane|Data|Data wysłania|Otrzymano|Dnia",
	    .to = "Do|Adresat",
	    .subject = "Temat",
	    .other = "DW|UDW|Kopia|Odpowiedz do|Odpowiedź do|Ważność|"
		     "Załączniki|Priorytet",
	    .wrote =
		"napisał(?:a|o|\\(a\\)|/a)?|pisze|pisał(?:a)?|napisana przez|"
		"nadesłał(?:a)?",
	    .original = "(?:wiadomość (?:oryginalna|pierwotna|"
			"źródłowa)|oryginalna wiadomość|treść "
			"oryginalnej wiadomości)|poprzednie odpowiedzi",
	    .forwarded = "(?:początek )?(?:przekazanej wiadomości|"
			 "przesłan(?:a|ej) wiadomoś(?:ć|ci)|"
			 "wiadomość przekazana|przekazana wiadomość|"
			 "treść przekazanej wiadomości)",
	    .above = "(?:prosimy )?(?:odpowiedz|odpowiedzieć|pisz|"
		     "napisz)\\b.{0,40}(?:powyżej|nad) (?:tej|tą) "
		     "lini\\pL+",
	    .mobile = "Wysłan[eoya] (?:z|za pomocą|przez|przy użyciu|ze) "
		      "(?:mojego\\b|mojej\\b|(?:aplikacji |programu )?@)|"
		      "Pobierz (?:\\S+ )?@",
	    .closing = "(?:z |serdeczne )?(?:poważaniem|pozdrowieni\\pL+)|"
		       "pozdrawiam|dziękuję|pozdr",
	    .answers = "(?:odpowied|komentarz|"
		       "uwag)\\pL*\\b.{0,30}\\b(?:poniżej|"
		       "w (?:tekście|treści)|na (?:czerwono|niebiesko|"
		       "zielono))",
	},
	{
	    .code = "cs",
	    .from = "Od|Odesílatel",
	    .date = "Odesláno|Odesílání|Datum|Posláno|Přijato",
	    .to = "Komu|Pro",
	    .subject = "Předmět|Věc",
	    .other = "Kopie|Skrytá kopie|Odpovědět|Přílohy|Důležitost",
	    .wrote = "napsal(?:a|o|\\(a\\)|/a)?|píše|psal(?:a)?",
	    .original = "(?:původní|předchozí) (?:zpráva|e-mail|mail)|"
			"předchozí odpovědi",
	    .forwarded = "(?:začátek )?(?:přeposlan[áé]|předan[áé]) "
			 "(?:zpráv[ay]|e-mail)",
	    .above = "(?:prosím )?(?:odpovězte|odpovídejte|pište|"
		     "napište)\\b.{0,40}nad (?:tento|tuto|tímto) "
		     "(?:řádek|řádkem|čáru)",
	    .mobile = "(?:Odesláno|Posláno|Odeslané|Zasláno) (?:z|ze|"
		      "pomocí|přes) (?:mého\\b|mé\\b|(?:aplikace |"
		      "programu )?@)|(?:Získejte|Získat|Stáhnout) @ pro",
	    .closing = "(?:s |se )?(?:pozdrav\\pL*|přátelským pozdravem|"
		       "úctou)|děkuji|díky",
	    .answers = "(?:odpověd|komentář)\\pL*\\b.{0,30}\\b(?:níže|"
		       "v textu|červeně|modře|zeleně)",
	},
	{
	    .code = "sk",
	    .from = "Od|Odosielateľ",
	    .date = "Odoslané|Dátum|Poslané|Odoslané dňa",
	    .to = "Komu|Pre",
	    .subject = "Predmet|Vec",
	    .other = "Kópia|Odpovedať|Prílohy|Dôležitosť",
	    .wrote = "napísal(?:a|o|\\(a\\)|/a)?|píše|písal(?:a)?",
	    .original = "(?:pôvodná|predchádzajúca) správa|"
			"predchádzajúce odpovede",
	    .forwarded = "(?:začiatok )?(?:preposlan[áe]j?|postúpen[áe]j?) "
			 "správ[ay]",
	    .above = "(?:prosím )?(?:odpovedzte|odpovedajte|píšte|"
		     "napíšte)\\b.{0,40}nad (?:tento|túto|týmto) "
		     "(?:riadok|riadkom|čiaru)",
	    .mobile = "(?:Odoslané|Poslané) (?:z|zo|pomocou|cez) "
		      "(?:môjho\\b|mojej\\b|(?:aplikácie )?@)",
	    .closing = "(?:s )?(?:pozdravom|úctou)|ďakujem|vďaka",
	},
	{
	    .code = "hu",
	    .from = "Feladó|Küldő|Feladta",
	    .date = "Dátum|Elküldve|Küldve|Küldés dátuma|Érkezett",
	    .to = "Címzett|Címzettek",
	    .subject = "Tárgy",
	    .other = "Másolatot kap|Másolat|Titkos másolat|Válaszcím|"
		     "Mellékletek|Fontosság",
	    .wrote = "(?:ezt )?írta|(?:ezt )?írták|írt|írja",
	    .original = "eredeti (?:üzenet|levél|e-mail)|korábbi "
			"válaszok",
	    .forwarded = "(?:továbbított|átirányított|továbbküldött) "
			 "(?:üzenet|levél)(?: kezdete)?",
	    .above = "(?:kérjük,? )?(?:írjon|válaszoljon|"
		     "válaszoljon,|írja)\\b.{0,40}(?:e|ezen|a) "
		     "(?:sor|vonal) (?:fölé|felett)",
	    .mobile = "@\\S* (?:eszközömről |telefonomról )?küldve|@\\S* "
		      "(?:segítségével )?küldött|(?:El)?küldve az? "
		      "(?:\\S+ )?@|(?:Az|A) @.{0,30}beszerzése",
	    .closing = "üdvözlettel|tisztelettel|üdv|köszönettel|köszönöm",
	},
	{
	    .code = "ro",
	    .from = "De la|Expeditor",
	    .date = "Trimis|Trimisă|Data|Trimis la|Dată",
	    .to = "Către|Catre|La",
	    .subject = "Subiect|Subiectul",
	    .other = "Copie|Răspuns la|Răspundeți la|Ataşări|Atașări",
	    .wrote = "a scris|au scris|scrie",
	    .original = "mesaj(?:ul)? (?:original|inițial|iniţial|anterior)",
	    .forwarded = "(?:început(?:ul)? )?mesaj(?:ul|ului)? "
			 "(?:redirecționat|redirecţionat|retransmis|"
			 "trimis mai departe|transmis)",
	    .above = "(?:vă rugăm să )?(?:răspundeți|scrieți|răspunde|scrie)"
		     "\\b.{0,40}deasupra acestei linii",
	    .mobile = "Trimis(?:ă)? (?:de pe|din|de la|cu|prin) "
		      "(?:\\S+ meu\\b|\\S+ mea\\b|@)|Obțineți @ pentru",
	    .closing = "(?:cu )?(?:stimă|respect)|salutări|mulțumesc|"
		       "toate cele bune",
	},
	{
	    .code = "ru",
	    .from = "От|Отправитель|От кого",
	    .date = "Отправлено|Дата|Отправлен|Дата отправки|Получено",
	    .to = "Кому|Получатель",
	    .subject = "Тема",
	    .other = "Копия|Скрытая копия|Ответить|Обратный адрес|"
		     "Вложения?|Важность",
	    .wrote = "написал(?:а|и|\\(а\\))?|пишет|писал(?:а|и|\\(а\\))?",
	    .original = "(?:исходное|первоначальное|оригинальное|"
			"предыдущее) (?:сообщение|письмо)|предыдущие "
			"ответы",
	    .forwarded =
		"(?:начало )?(?:пересылаемо(?:е|го)|переадресованн"
		"о(?:е|го)|пересланно(?:е|го)|перенаправленно(?:е|го)) "
		"(?:сообщени[ея]|письм[оа])",
	    .above = "(?:пожалуйста,? )?(?:ответьте|отвечайте|"
		     "пишите|напишите|введите)\\b.{0,40}(?:выше|"
		     "над) этой (?:строки|линии|строкой|чертой|"
		     "линией)",
	    .mobile = "Отправлено (?:с|со|из|через|при помощи|с помощью) "
		      "(?:моего\\b|моей\\b|мобильн|(?:устройства )?@)|"
		      "Послано с|Скачать @ для|Получить @ для",
	    .closing = "с уважением|с наилучшими|всего доброго|спасибо|"
		       "заранее спасибо|благодарю",
	    .answers = "(?:ответ|комментари)\\pL*\\b.{0,30}\\b(?:ниже|"
		       "в тексте|красным|синим|зел[её]ным)",
	},
	{
	    .code = "uk",
	    .from = "Від|Від кого|Відправник",
	    .date = "Надіслано|Дата|Відправлено",
	    .to = "Кому|До",
	    .subject = "Тема",
	    .other = "Копія|Відповісти|Вкладення",
	    .wrote = "написа(?:в|ла|ли)(?:\\(ла\\))?|пише|писа(?:в|ла)",
	    .original = "(?:вихідне|початкове|оригінальне|попереднє) "
			"(?:повідомлення|лист)|оригінал повідомлення|"
			"попередні відповіді",
	    .forwarded = "(?:початок )?(?:пересланого|переслане|"
			 "перенаправлене|перенаправленого|переадресоване) "
			 "(?:повідомлення|листа?)",
	    .above = "(?:будь ласка,? )?(?:відповідайте|пишіть|"
		     "напишіть)\\b.{0,40}(?:вище|над) (?:цього|цим|"
		     "цією) (?:рядка|рядком|лінією)",
	    .mobile =
		"(?:Надіслано|Відправлено) (?:з|із|зі|через|за допомогою) "
		"(?:мого\\b|моєї\\b|@)",
	    .closing = "з повагою|дякую|щиро|всього найкращого",
	},
	{
	    .code = "bg",
	    .from = "От|Подател",
	    .date = "Изпратено|Дата|Изпратен",
	    .to = "До|Получател",
	    .subject = "Относно|Тема",
	    .other = "Копие|Отговор до|Прикачени файлове",
	    .wrote = "написа(?:ха)?|пише",
	    .original = "(?:оригинално|първоначално|изходно) "
			"(?:съобщение|писмо)",
	    .forwarded = "(?:начало на )?(?:препратено(?:то)?|"
			 "препращано) (?:съобщение|писмо)",
	    .mobile = "Изпратено (?:от|с|чрез) (?:моя\\b|моето\\b|@)",
	    .closing = "(?:с )?(?:уважение|поздрави?)|поздрави|благодаря",
	},
	{
	    .code = "sr, hr, bs, sl",
	    .from = "Od|Šalje|Pošiljalac|Pošiljatelj|Poslao|Од|Шаље|Пошиљалац",
	    .date = "Poslano|Poslato|Datum|Послато|Датум|Poslana",
	    .to = "Za|Prima|Kome|Primatelj|За|Прима|Коме",
	    .subject = "Predmet|Naslov|Tema|Zadeva|Предмет|Наслов|Тема",
	    .other = "Kopija|Odgovor na|Odgovori na|Prilozi|Kp|Копија|"
		     "Одговор на",
	    .wrote = "(?:je )?(?:napisa(?:o|la|lo)|pisa(?:o|la)|napisala?|"
		     "napisal(?:/-?a)?)(?:\\(la\\)|/la| je)?|piše|"
		     "(?:је )?(?:написа(?:о|ла)|писа(?:о|ла))(?:/ла| је)?|"
		     "пише",
	    .original = "(?:originalna|izvorna|prvobitna|izvirno|prvotno|"
			"оригинална|изворна) (?:poruka|sporočilo|порука)",
	    .forwarded = "(?:početak )?(?:proslijeđen[ae]|prosleđen[ae]|"
			 "posredovano|прослеђена|прослијеђена) "
			 "(?:poruk[ae]|sporočilo|порука)",
	    .above = "(?:molimo )?(?:odgovorite|odgovori|pišite|upišite|"
		     "vaš odgovor)\\b.{0,40}iznad (?:ove|ovog) (?:linije|"
		     "crte|reda|retka)",
	    .mobile = "(?:Poslano|Poslato|Послато) (?:s|sa|iz|z|putem|preko|"
		      "са|из) (?:mog\\b|mojeg\\b|moje\\b|mojega\\b|мог\\b|@)",
	    .closing = "(?:srdačan |lijep |lep )?pozdrav|(?:s |sa )?"
		       "(?:poštovanjem|štovanjem)|hvala|lp|хвала|поздрав",
	},
	{
	    .code = "tr",
	    .from = "Kimden|Gönderen|Gonderen",
	    .date = "Gönderildi|Gönderim|Tarih|Gönderme Tarihi|"
		    "Gönderilme Tarihi",
	    .to = "Kime|Alıcı",
	    .subject = "Konu",
	    .other = "Bilgi|Gizli|Yanıtla|Yanıt Adresi|Ekler|Önem",
	    .wrote = "(?:şunları |şunu |şöyle )?yazd[ıi]|yazmış",
	    .original = "(?:orijinal|özgün|asıl|önceki) (?:[iİ]leti|mesaj|"
			"e-posta)|önceki yanıtlar",
	    .forwarded = "(?:[iİ]letilen|yönlendirilen|yönlendirilmiş) "
			 "(?:[iİ]leti|mesaj|posta|e-posta)(?:nin)?"
			 "(?: başlangıcı)?|[iİ]letilmiş mesaj başlangıcı",
	    .above = "(?:lütfen )?(?:yanıtınızı |cevabınızı )?(?:bu "
		     ")(?:çizginin|satırın) (?:üzerine|üstüne)",
	    .mobile = "@.{0,25} gönderildi|@ uygulamasını edinin|"
		      "(?:i?Phone|telefon)\\S* gönderildi|@ için @\\S* "
		      "edinin",
	    .closing = "saygılar(?:ım|ımla|ımızla)?|sevgiler|selamlar|"
		       "iyi (?:çalışmalar|günler)|teşekkürler",
	},
	{
	    .code = "el",
	    .from = "Από|Αποστολέας",
	    .date = "Στάλθηκε|Ημερομηνία|Απεστάλη|Εστάλη",
	    .to = "Προς|Παραλήπτης",
	    .subject = "Θέμα",
	    .other = "Κοιν|Κοινοποίηση|Απάντηση σε|Συνημμένα",
	    .wrote = "έγραψε|έγραψαν|γράφει|έστειλε",
	    .original = "(?:αρχικό|αυθεντικό|προηγούμενο) μήνυμα",
	    .forwarded = "(?:αρχή )?(?:προωθημένο(?:υ)?|προωθούμενο|"
			 "προωθημένου) (?:μήνυμα|μηνύματος)",
	    .mobile = "(?:Στάλθηκε|Εστάλη|Απεστάλη) (?:από|με|μέσω) "
		      "(?:το |τη |την |τον )?(?:@|\\S+ μου\\b)|"
		      "Αποκτήστε το @",
	    .closing = "με εκτίμηση|με εκτιμηση|ευχαριστώ|"
		       "(?:με )?φιλικ\\pL+ χαιρετισμ\\pL+|χαιρετισμούς",
	},
	{
	    .code = "ja",
	    .from = "差出人|送信者|From|発信者",
	    .date = "送信日時|日時|送信日|日付|送信済み",
	    .to = "宛先|受信者|宛て先",
	    .subject = "件名|題名",
	    .other = "返信先|添付ファイル|重要度",
	    .wrote = "のメッセージ|のメール|(?:が|は|さんが|さんは)?"
		     "書きました|書いた|からのメッセージ|wrote",
	    .original = "(?:元の|オリジナル(?:の)?|もとの|元|Original ?) ?"
			"(?:メッセージ|メール)|元メール",
	    .forwarded = "(?:転送された|転送|転送さ?れた?)(?:メッセージ|メール)"
			 "|転送(?:済み)?メッセージ",
	    .above = "この(?:線|行)より上に.{0,20}",
	    .mobile =
		"(?:私の)?@.{0,12}(?:から|より|で|を使って)送信(?:されました|しました)?|"
		"@ ?版 ?の?@.{0,6}(?:入手|送信)|@を入手",
	    .closing = "(?:よろしく|宜しく)お願い|敬具|以上",
	},
	{
	    .code = "zh",
	    .from = "发件人|寄件者|寄件人|發件人|发送人|发信人",
	    .date = "发送时间|发送日期|日期|寄件日期|傳送日期|发件时间|"
		    "傳送時間|已傳送|时间|時間|发送",
	    .to = "收件人|收件者|收信人|到",
	    .subject = "主题|主旨|主題|标题|標題",
	    .other = "抄送|副本|密送|附件|重要性|回复|回覆",
	    .wrote = "写道|寫道|写到|写了|寫了|寫|写|编写|來信|来信|"
		     "發表|撰写|撰寫",
	    .original = "(?:原始|原)(?:邮件|郵件|消息|信息|訊息|信件)|"
			"(?:回复的|答复的|回覆的)?原(?:始)?(?:邮件|郵件)",
	    .forwarded = "(?:开始)?(?:已)?(?:转发|轉寄|轉發)(?:的)?"
			 "(?:邮件|郵件|消息|信息|訊息|信件)(?:信息)?",
	    .above = "请在此(?:行|线)(?:以上|之上|上方).{0,20}|"
		     "請在此(?:行|線)(?:以上|之上|上方).{0,20}",
	    .mobile =
		"(?:发自|發自|来自|來自|寄自|发送自|傳送自)(?: ?我的| ?@)|(?:从|從|由|"
		"通过|透過)(?:我的)? ?@.{0,12}(?:发送|傳送|寄出|发出)|"
		"获取适用于.{0,20}@|取得適用於.{0,20}@|(?:获取|取得|下载|下載)\\s*@|"
		"(?:从|從) @ ?版@(?:发送|傳送)",
	    .closing = "此致|谢谢|謝謝|祝好|顺祝|敬上|祝",
	},
	{
	    .code = "ko",
	    .from = "보낸 ?사람|보낸 ?이|발신자|발신",
	    .date = "보낸 ?날짜|날짜|보낸 ?시간|보냄|일시|전송",
	    .to = "받는 ?사람|받는 ?이|수신자|수신",
	    .subject = "제목",
	    .other = "참조|숨은 ?참조|회신|첨부(?: ?파일)?|중요도",
	    .wrote = "작성|님이 작성|(?:님이 )?(?:다음과 같이 )?썼습니다|"
		     "님이 쓴 글|님의 말",
	    .original = "(?:원본|원래|원문) ?(?:메시지|메일|이메일)",
	    .forwarded = "(?:전달된|전달|전송된) ?(?:메시지|메일|이메일)"
			 "(?:의? ?시작)?",
	    .mobile =
		"(?:나의 |내 |제 )?@.{0,12}(?:에서|로|으로) ?(?:보냄|보낸|보냈|발송|"
		"전송).{0,12}|@ 다운로드|@용 @ ?.{0,4}(?:받기|다운로드)",
	    .closing = "감사합니다|고맙습니다|안녕히|드림|올림",
	},
	{
	    .code = "vi",
	    .from = "Từ|Người gửi",
	    .date = "Đã gửi|Ngày|Ngày gửi|Gửi lúc|Vào lúc|Đã Gửi",
	    .to = "Đến|Tới|Người nhận",
	    .subject = "Chủ đề|Tiêu đề",
	    .wrote = "đã viết|viết|đã gửi",
	    .original = "(?:thư|tin nhắn|thông điệp|tin) gốc",
	    .forwarded = "(?:bắt đầu )?(?:thư|tin nhắn|thông điệp) (?:đã |"
			 "được )?chuyển tiếp",
	    .mobile = "(?:Đã )?gửi từ (?:\\S+ của tôi\\b|@)|Tải @ cho",
	    .closing = "trân trọng|cảm ơn|thân ái|thân mến",
	},
	{
	    .code = "ar",
	    .from = "من|المرسل",
	    .date = "تم الإرسال|التاريخ|تاريخ الإرسال|أرسلت|مرسل",
	    .to = "إلى|الى|المستلم",
	    .subject = "الموضوع|موضوع",
	    .other = "نسخة|نسخة إلى|الرد على|المرفقات",
	    .wrote = "كتب|كتبت|كتبوا",
	    .original = "(?:الرسالة|رسالة) (?:الأصلية|أصلية|الاصلية)",
	    .forwarded = "(?:بدء )?(?:الرسالة|رسالة) (?:المُ?عاد توجيهها|"
			 "مُ?عاد توجيهها|المحولة|محولة|موجهة|المُعاد "
			 "إرسالها)|بداية الرسالة المعاد توجيهها",
	    .mobile = "(?:أُرسلت|أرسلت|تم الإرسال|مرسل|مرسلة|أُرسل|أرسل) "
		      "(?:من|باستخدام|عبر|بواسطة) (?:الـ ?|ال|جهاز )?@|"
		      "(?:أُرسلت|أرسلت|تم الإرسال) من (?:هاتفي|جوالي)|"
		      "الحصول على @",
	    .closing = "مع (?:أطيب |خالص )?(?:التحيات|التحية|الشكر)|"
		       "تحياتي|شكرا|وشكرا|شكراً",
	},
	{
	    .code = "he",
	    .from = "מאת|מ",
	    .date = "נשלח|תאריך|נשלח בתאריך",
	    .to = "אל|ל",
	    .subject = "נושא|הנדון",
	    .other = "עותק|העתק|השב ל|קבצים מצורפים",
	    .wrote = "כתב/ה|כתבה|כתב|כתב\\(ה\\)",
	    .original = "(?:הודעה|ההודעה) (?:מקורית|המקורית)",
	    .forwarded = "(?:תחילת )?(?:הודעה|ההודעה) (?:שהועברה|מועברת|"
			 "המועברת)",
	    .mobile = "נשלח(?:ה)? (?:מ|מה|באמצעות|מתוך|דרך)[- ]?(?:ה-?)?@|"
		      "נשלח מה(?:טלפון|נייד)|קבל(?:ו)? (?:את )?@",
	    .closing = "בברכה|תודה|בכבוד רב|בתודה",
	},
	{
	    .code = "fa",
	    .from = "از|فرستنده",
	    .date = "ارسال شده|تاریخ|ارسال‌شده",
	    .to = "به|گیرنده",
	    .subject = "موضوع",
	    .wrote = "نوشت|نوشته است",
	    .original = "پیام (?:اصلی|اولیه)",
	    .forwarded =
		"پیام (?:فوروارد شده|هدایت‌شده|بازارسال شده)",
	    .mobile = "(?:ارسال شده از|فرستاده شده از|از) @.{0,12}"
		      "(?:ارسال شد|فرستاده شد)?",
	    .closing = "با (?:تشکر|احترام|سپاس)|ارادتمند",
	},
	{
	    .code = "ca, gl, eu",
	    .from = "De|Remitent|Nork",
	    .date = "Enviat|Data|Enviat el|Enviado o|Noiz|Bidalia",
	    .to = "Per a|Per|A|Nori",
	    .subject = "Assumpte|Tema|Gaia",
	    .other = "A/c|Respon a|Adjunts|Prioritat",
	    .wrote = "va escriure|ha escrit|escriví|escribiu|idatzi du|"
		     "igorleak idatzi du",
	    .original = "missatge original|mensaxe orixinal|jatorrizko mezua",
	    .forwarded = "(?:inici del )?missatge reenviat|"
			 "mensaxe reenviada|birbidalitako mezua",
	    .mobile = "Enviat (?:des del?|amb|del?|via) (?:(?:el )?meu\\b|"
		      "la meva\\b|l['’]|@)|Enviado desde o meu\\b",
	    .closing = "salutacions|atentament|gràcies|(?:moltes )?gràcies",
	},
	{
	    .code = "id, ms",
	    .from = "Dari|Daripada|Pengirim",
	    .date = "Dikirim|Tanggal|Dihantar|Tarikh|Terkirim",
	    .to = "Kepada|Untuk|Ke",
	    .subject = "Subjek|Perihal|Judul",
	    .other = "Salinan|Tembusan|Lampiran",
	    .wrote = "menulis|tulis|telah menulis",
	    .original = "(?:pesan|mesej|surat) (?:asli|asal)",
	    .forwarded = "(?:awal )?(?:pesan|mesej) (?:terusan|yang "
			 "diteruskan|diteruskan|dimajukan)|pesan berantai",
	    .mobile = "(?:Dikirim|Terkirim|Dihantar) (?:dari|daripada|"
		      "melalui|menggunakan|dengan) (?:@|\\S+ saya\\b)|"
		      "Dapatkan @ untuk",
	    .closing = "(?:terima kasih|hormat (?:saya|kami)|salam)",
	},
	{
	    .code = "th",
	    .from = "จาก|ผู้ส่ง",
	    .date = "ส่ง|วันที่|ส่งเมื่อ",
	    .to = "ถึง|ผู้รับ",
	    .subject = "เรื่อง|หัวเรื่อง|หัวข้อ",
	    .other = "สำเนา|สำเนาถึง|ไฟล์แนบ",
	    .wrote = "เขียนว่า|เขียน|ได้เขียน",
	    .original = "(?:ข้อความ|อีเมล)(?:เดิม|ต้นฉบับ)",
	    .forwarded = "ข้อความที่(?:ส่งต่อ|ถูกส่งต่อ)",
	    .mobile = "ส่งจาก(?:\\s*@|.{1,20}ของฉัน)|รับ @",
	    .closing = "ขอบคุณ|ด้วยความเคารพ|ขอแสดงความนับถือ",
	},
	{
	    .code = "et, lv, lt",
	    .from = "Saatja|Kellelt|No|Nuo|Siuntėjas",
	    .date = "Saadetud|Kuupäev|Nosūtīts|Datums|Išsiųsta|Data",
	    .to = "Saaja|Adressaat|Kellele|Kam|Kas|Kam|Gavėjas",
	    .subject = "Teema|Temats|Tēma|Tema",
	    .other = "Koopia|Kopija",
	    .wrote = "kirjutas|rakstīja|rašė|parašė",
	    .original = "(?:algne|algkiri|sākotnējā|oriģinālā|pradinis|"
			"originalus) ?(?:sõnum|kiri|ziņa|vēstule|"
			"ziņojums|laiškas|pranešimas)?",
	    .forwarded = "(?:edastatud|pārsūtītā|pārsūtītais|persiųstas|"
			 "persiunčiamas) (?:sõnum|kiri|ziņa|ziņojums|"
			 "laiškas|pranešimas)",
	    .mobile = "Saadetud (?:minu |@)|Nosūtīts no|Išsiųsta iš|"
		      "Sūtīts no",
	    .closing = "(?:lugupidamisega|parimate soovidega|ar cieņu|"
		       "pagarbiai|ačiū|paldies|aitäh)",
	},
};

const gsize reply_words_count = G_N_ELEMENTS(reply_words);

/* Not "VS": it is a forwarded mail in Danish, and an answer in Finnish. */
const char *const reply_forward_prefixes[] = { "fwd", "fw", "wg", "tr", "rv",
	"enc", "i", "vb", "doorst", "pd", "fs", "vl", "továbbítás", "ilt",
	"πρθ", "προωθ", "转发", "轉寄", "轉發", "転送", "전달", "إعادة توجيه",
	"הועבר", NULL };
