#include "ticket/machine_rules.h"

/* clang-format off */

#define DAEMON "^(mailer[-_]?daemon|mail[-_]daemon|mdaemon)\\b"

/* Names of which people seldom write, and robots often; or none at all. */
#define OFFICE "^(postmaster|admin|sysadmin|no-?reply|imss)\\b|^$"

#define RETURNED "^(message/rfc822|text/rfc822-headers)$"
#define STATUS "^message/(global-)?delivery-status$"

/* What mail systems call their reports. */
#define UNDELIVERED \
	"^(\\[postmaster\\] )?(" \
	"((e-?)?mail|message)?[ -]*delivery[ -]*(status|failure|failed|" \
	"problem|notification|error|warning)|" \
	"deliver(y|ed) failure|undeliver(ed|able)|non-?delivery|" \
	"returned (e-?)?mail|failure (notice|delivery)|" \
	"permanent delivery failure|processing error|" \
	"(mail|message) (could not be|not|was not|has not been|failed)|" \
	"(mail|message) (system error|failure|status)|" \
	"message delivery has|mail failed, returning|" \
	"warning: (message|could not send)|warning--|delayed mail|" \
	"there was an error sending your mail|" \
	"unzustellbar|nicht zustellbar|ihre nachricht konnte nicht|" \
	"non remis|non distribuable|échec de (la )?(remise|distribution)|" \
	"no se puede entregar|no entregad[oa]|" \
	"(mancato|impossibile) recapit|non recapitabile|" \
	"não (foi )?(entreg|possível entregar)|onbestelbaar|" \
	"nie ?dostarczon|niedostarczaln|ваше сообщение не доставлено|" \
	"не(возможно)? доставл|недоставлен|" \
	"配信(エラー|不能)|メールエラー通知|系统退信|退信|無法傳遞|无法投递)"

/* How their reports begin. */
#define SORRY \
	"\\A[\\s>*#=-]*(" \
	"hi\\. this is the (qmail-send|deliver) program|" \
	"this (is|report|message|mail)[^\\n]*(postfix program|" \
	"mail system at host|mail delivery (sub)?system|mail agent)|" \
	"this (message|mail) was created automatically by mail delivery|" \
	"this report relates|" \
	"your message [^\\n]{0,80}could not be delivered|" \
	"message from interscan|failed recipients|" \
	"the original message was received at|" \
	"(delivery to the following|the following) recipients?|" \
	"your message did not reach)"

/* What Notes and its like say behind "AUTO:". */
#define AWAY \
	"\\b(out of (the )?office|away from (the|my) office|returning|" \
	"on (vacation|holiday|leave)|abwesend|nicht im (büro|haus)|" \
	"urlaub|absent|en congé|fuera de|fuori|ausente|afwezig)"

const struct machine_rule machine_rules[] = {
	/* Jira's notifications; which Jira's is not known. */
	{ CLASS_OWN, "jira-notification", .field = "X-JIRA-FingerPrint",
	    .guess = TRUE },
	{ CLASS_OWN, "jira-notification", .field = "Message-ID",
	    .value = "^<?JIRA\\.[0-9]+\\.[0-9]+[.@]", .guess = TRUE },

	/* RFC 5965, 7489 and 8460. */
	{ CLASS_FEEDBACK, "feedback-report", .field = "Content-Type",
	    .value = "report-type=\"?(feedback-report|tlsrpt)" },
	{ CLASS_FEEDBACK, "feedback-report",
	    .part = "^message/feedback-report$" },
	{ CLASS_FEEDBACK, "dmarc-report",
	    .subject = "^\\s*report domain: .*(submitter|report-id)" },
	{ CLASS_FEEDBACK, "tls-report", .field = "TLS-Report-Domain" },
	{ CLASS_FEEDBACK, "complaint",
	    .sender = "^staff@(hotmail|outlook)\\.com$",
	    .subject = "^complaint about message from" },

	/* Services that ask a sender to prove himself. */
	{ CLASS_CHALLENGE, "challenge-sender",
	    .sender = "@(boxbe\\.com|spamarrest\\.com|mailblocks\\.com|"
		"bluebottle\\.com|sendio\\.com)$" },
	{ CLASS_CHALLENGE, "challenge-subject",
	    .null_sender = TRUE,
	    .subject = "(verif(y|ication) (is )?required|confirm(ation)? "
		"(of )?(your )?(message|e-?mail|delivery))" },

	/* RFC 3464, and what was before it and beside it. */
	{ CLASS_BOUNCE, "delivery-status", .field = "Content-Type",
	    .value = "^multipart/report\\b.*\\breport-type=\"?"
		"(delivery-status|global-delivery-status)" },
	{ CLASS_BOUNCE, "delivery-status", .part = STATUS,
	    .sender = DAEMON "|" OFFICE },
	{ CLASS_BOUNCE, "delivery-status", .part = STATUS,
	    .null_sender = TRUE },
	{ CLASS_BOUNCE, "failed-recipients", .field = "X-Failed-Recipients" },
	{ CLASS_BOUNCE, "mailer-daemon", .sender = DAEMON },
	{ CLASS_BOUNCE, "undelivered", .null_sender = TRUE,
	    .subject = UNDELIVERED },
	{ CLASS_BOUNCE, "null-sender-returns", .null_sender = TRUE,
	    .part = RETURNED },
	{ CLASS_BOUNCE, "delivery-text", .null_sender = TRUE, .text = SORRY },
	{ CLASS_BOUNCE, "undelivered", .sender = OFFICE,
	    .subject = UNDELIVERED, .guess = TRUE },
	{ CLASS_BOUNCE, "undelivered", .subject = UNDELIVERED, .text = SORRY,
	    .guess = TRUE },
	{ CLASS_BOUNCE, "delivery-text", .sender = OFFICE, .text = SORRY,
	    .guess = TRUE },

	/* RFC 2919 and 2369, and the fields of older list programs. */
	{ CLASS_LIST, "list-id", .field = "List-Id" },
	{ CLASS_LIST, "list-post", .field = "List-Post" },
	{ CLASS_LIST, "mailing-list", .field = "Mailing-List" },
	{ CLASS_LIST, "mailing-list", .field = "X-Mailing-List" },
	{ CLASS_LIST, "mailing-list", .field = "X-BeenThere" },
	{ CLASS_LIST, "precedence-list", .field = "Precedence",
	    .value = "^list\\b" },
	{ CLASS_LIST, "precedence-list", .field = "X-Precedence",
	    .value = "^list\\b" },

	/* RFC 3834, 5; auto-forwarded is a person's mail. */
	{ CLASS_AUTOREPLY, "auto-submitted", .field = "Auto-Submitted",
	    .value = "^(?!\\s*(no|auto-forwarded)?\\s*([;(]|$))" },
	{ CLASS_AUTOREPLY, "receipt", .field = "Content-Type",
	    .value = "^multipart/report\\b.*\\breport-type=\"?"
		"(disposition-notification|mdn)" },
	{ CLASS_AUTOREPLY, "precedence-auto-reply", .field = "Precedence",
	    .value = "^auto[-_]?reply" },
	{ CLASS_AUTOREPLY, "precedence-auto-reply", .field = "X-Precedence",
	    .value = "^auto[-_]?reply" },
	{ CLASS_AUTOREPLY, "x-autoreply", .field = "^(?!x-auto-response-"
		"suppress$)x-.*(auto[-_]?(re(ply|plied|sponse|spond)|"
		"generated)|holidayreply|machinegenerated)" },
	{ CLASS_AUTOREPLY, "x-autoreply", .field = "Delivered-To",
	    .value = "^autoresponder$" },
	{ CLASS_AUTOREPLY, "exchange-generated",
	    .field = "X-MS-Exchange-Generated-Message-Source" },
	{ CLASS_AUTOREPLY, "autoreply-subject", .answers = TRUE },
	{ CLASS_AUTOREPLY, "autoreply-subject",
	    .subject = "^AUTO: .*" AWAY },
	{ CLASS_AUTOREPLY, "null-sender", .null_sender = TRUE },

	/* Many of a kind. */
	{ CLASS_BULK, "precedence-bulk", .field = "Precedence",
	    .value = "^(bulk|junk)\\b" },
	{ CLASS_BULK, "precedence-bulk", .field = "X-Precedence",
	    .value = "^(bulk|junk)\\b" },
	{ CLASS_BULK, "list-unsubscribe", .field = "List-Unsubscribe" },
	{ CLASS_BULK, "list-help", .field = "List-Help" },
	{ CLASS_BULK, "feedback-id", .field = "Feedback-ID" },
	{ CLASS_BULK, "mail-relay-type", .field = "X-Amazon-Mail-Relay-Type" },

	/* What a person may have sent, and a robot would answer to. */
	{ CLASS_HUMAN, "auto-forwarded", .field = "Auto-Submitted",
	    .value = "^auto-forwarded" },
	{ CLASS_HUMAN, "suppress", .field = "X-Auto-Response-Suppress",
	    .value = "\\b(all|oof|autoreply)\\b" },
	{ CLASS_HUMAN, "loop", .field = "X-Loop" },
	{ CLASS_HUMAN, "loop", .field = "X-No-Loop" },
	{ CLASS_HUMAN, "loop", .field = "X-MS-Exchange-Inbox-Rules-Loop" },
	{ CLASS_HUMAN, "no-reply-sender",
	    .sender = "^(no|do[-._]?not|dont)[-._]?reply(?![a-z])|"
		"^(bounces?|postmaster|abuse|root|owner)\\b|"
		"[-+](bounces?|owner|request)@|"
		"^[^@]*[-._+]no-?reply@" },
	{ CLASS_HUMAN, "no-sender", .sender = "^[^@]*$" },
};
/* clang-format on */

const size_t machine_rule_count = G_N_ELEMENTS(machine_rules);

/* What stands before and behind the words of a subject. */
#define WORDS(words) "^\\s*[\\[(]?\\s*(" words ")\\s*([\\]):\\x{FF1A}]|$)"

const char *const machine_subjects[] = {
	/* "Automatic reply: ..." */
	WORDS("auto(matic|mated)?[- ]?(reply|response|respond|answer)|"
	      "autorespuesta|autoreply message|risposta non al computer|"
	      "automatische (antwort|rückmeldung|e-mail-antwort)|"
	      "auto(matische)?[- ]antwort|"
	      "réponse automatique|respuesta automática|resposta automática|"
	      "risposta automatica|automatisch antwoord|"
	      "auto(matisch)?[- ]antwoord|autosvar|"
	      "automatisk(t)? svar|automaattinen vastaus|"
	      "automatick[áa] odpov[ěe][ďd]|automatyczna odpowiedź|"
	      "odpowiedź automatyczna|automatikus válasz|"
	      "automatski odgovor|samodejni odgovor|răspuns automat|"
	      "otomatik yanıt|αυτόματη απάντηση|автоматический ответ|"
	      "автоответ|автоматична відповідь|автоматичен отговор|"
	      "אוטומטית|תשובה אוטומטית|מענה אוטומטי|رد تلقائي|"
	      "الرد التلقائي|پاسخ خودکار|trả lời tự động|"
	      "(jawaban|balasan) otomatis|ตอบกลับอัตโนมัติ|"
	      "自动(答复|回复)|自動(回覆|応答|返信)|자동 ?(회신|응답)"),
	/* "Out of Office" and "Out of Office: ..." */
	WORDS("out[- ]of[- ](the[- ])?office (auto[- ]?reply|message|notice|"
	      "reply)|abwesenheits(notiz|meldung|nachricht|assistent)|"
	      "absen(t|ce) du bureau|message d'absence|"
	      "fuera de (la )?oficina|ausente de la oficina|"
	      "fuori (sede|ufficio)|fora do escritório|"
	      "afwezigheids(bericht|melding)|frånvaromeddelande|"
	      "fraværsmelding|poissa toimistosta|poza biurem|"
	      "mimo kanceláři?u?|házon kívül|вне офиса|"
	      "不在(通知|のお知らせ)|부재중"),
	/* Words that a person may write stand before a colon. */
	"^\\s*(out[- ]of[- ](the[- ])?office|abwesend|afwezig|frånvaro|fravær|"
	"ikke til stede|poissa|nieobecność|外出|不在)\\s*[:\\x{FF1A}]",
	NULL,
};
