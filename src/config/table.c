/*
 * The table of options: the only place where an option is declared.
 */
#include "config/table.h"

#include "base/limits.h"
#include "config/options.h"

#include <stddef.h>
#include <string.h>

#define AT(member) offsetof(struct options, member)

/* clang-format off */
const struct option_row option_table[] = {
	{ "config", 'c', "JICKET_CONFIG", OPTION_TEXT, AT(config), "file",
	    CONFIG_FILE, 0, 0, "Running",
	    "read the options from this file" },
	{ "dry-run", 'n', NULL, OPTION_YESNO, AT(dry_run), NULL, NULL, 0, 0,
	    NULL, "print the plan as JSON and change nothing; asks Jira "
	    "only if jiraurl is set" },
	{ "inspect", 0, NULL, OPTION_YESNO, AT(inspect), NULL, NULL, 0, 0,
	    NULL, "print as JSON what was understood of the message, and "
	    "talk to no one" },
	{ "preview-confirmation", 0, NULL, OPTION_YESNO,
	    AT(preview_confirmation), NULL, NULL, 0, 0, NULL, "print the mail "
	    "that would confirm this message as a new ticket, and talk to no "
	    "one" },
	{ "timeout", 0, "JICKET_TIMEOUT", OPTION_NUMBER, AT(timeout),
	    "seconds", "180", 1, 86400, NULL,
	    "the whole run ends within this time; keep it below the time "
	    "limit of the mail system" },
	{ "log-file", 0, "JICKET_LOG_FILE", OPTION_TEXT, AT(log_file), "file",
	    "syslog", 0, 0, NULL, "append the log to this file; \"syslog\" "
	    "is the mail facility of the system log, \"-\" is standard error" },
	{ "state-dir", 0, "JICKET_STATE_DIR", OPTION_TEXT, AT(state_dir),
	    "folder", NULL, 0, 0, NULL, "keep what was filed a moment ago in "
	    "this folder, instead of /var/lib/jicket or, where that cannot be "
	    "used, jicket-UID in the one for temporary files" },
	{ "settle-time", 0, "JICKET_SETTLE_TIME", OPTION_NUMBER,
	    AT(settle_time), "seconds", "60", 0, 3600, NULL, "when a delivery "
	    "was cut off in the middle of a request, the next one looks for "
	    "its effect until so many seconds have passed" },
	{ "debug", 'd', "JICKET_DEBUG", OPTION_YESNO, AT(debug), NULL, "no",
	    0, 0, NULL, "log every step, also to standard error (which an "
	    "MTA may send to the sender)" },
	{ "help", 'h', NULL, OPTION_MODE, AT(help_format), NULL, NULL, 0, 0,
	    NULL, "print a summary of the options" },
	{ "version", 'V', NULL, OPTION_YESNO, AT(version), NULL, NULL, 0, 0,
	    NULL, "print the version" },

	{ "jiraurl", 'u', "JICKET_JIRA_URL", OPTION_URL, AT(jira_url), "url",
	    NULL, 0, 0, "Jira", "address of Jira, with its context path; "
	    "https:// if no scheme is given" },
	{ "url", 0, NULL, OPTION_URL, AT(jira_url), "url", NULL, 0, 0, NULL,
	    "the same as --jiraurl" },
	{ "jirauser", 0, "JICKET_JIRA_USER", OPTION_TEXT, AT(jira_user),
	    "name", NULL, 0, 0, NULL,
	    "user name (Data Center) or mail address (Cloud)" },
	{ "jirapass", 0, "JICKET_JIRA_PASS", OPTION_SECRET, AT(jira_pass),
	    "password", NULL, 0, 0, NULL, "password of the user (Data "
	    "Center) or its API token (Cloud)" },
	{ "jirapass-file", 0, "JICKET_JIRA_PASS_FILE", OPTION_SECRET_FILE,
	    AT(jira_pass), "file", NULL, 0, 0, NULL,
	    "file that holds the password or API token in its first line" },
	{ "jiratoken", 0, "JICKET_JIRA_TOKEN", OPTION_SECRET, AT(jira_token),
	    "token", NULL, 0, 0, NULL, "personal access token, used "
	    "instead of user and password" },
	{ "jiratoken-file", 0, "JICKET_JIRA_TOKEN_FILE", OPTION_SECRET_FILE,
	    AT(jira_token), "file", NULL, 0, 0, NULL,
	    "file that holds the personal access token in its first line" },
	{ "jiraproject", 'p', "JICKET_JIRA_PROJECT", OPTION_PROJECT,
	    AT(jira_project), "key", NULL, 0, 0, NULL,
	    "key of the project that gets the tickets" },
	{ "queue", 0, NULL, OPTION_PROJECT, AT(jira_project), "key", NULL, 0,
	    0, NULL, "the same as --jiraproject" },
	{ "issue-type", 't', "JICKET_ISSUE_TYPE", OPTION_TEXT, AT(issue_type),
	    "type", "Task", 0, 0, NULL,
	    "type of new issues, by name or by number" },
	{ "flavour", 0, "JICKET_JIRA_FLAVOUR", OPTION_CHOICE, AT(flavour),
	    "auto|datacenter|cloud", "auto", 0, 0, NULL, "kind of Jira; "
	    "auto knows the hosts of Cloud by their names, and asks a Jira "
	    "whose search is not that of Data Center" },
	{ "closed", 0, "JICKET_CLOSED", OPTION_CHOICE, AT(closed),
	    "comment|new", "comment", 0, 0, NULL, "what an answer to a "
	    "closed issue becomes: a comment there, or a new issue that "
	    "links to it" },
	{ "closed-age", 0, "JICKET_CLOSED_AGE", OPTION_NUMBER,
	    AT(closed_age), "days", "0", 0, 36500, NULL, "with --closed new: "
	    "an issue that was closed for fewer days still gets comments" },
	{ "ca-file", 0, "JICKET_CA_FILE", OPTION_TEXT, AT(ca_file), "file",
	    NULL, 0, 0, NULL, "certificates of the authorities that are "
	    "trusted, instead of those of the system" },
	{ "verify-ssl", 0, "JICKET_VERIFY_SSL", OPTION_YESNO, AT(verify_ssl),
	    NULL, "yes", 0, 0, NULL, "check the certificate of Jira" },
	{ "client-cert", 0, "JICKET_CLIENT_CERT", OPTION_TEXT,
	    AT(client_cert), "file", NULL, 0, 0, NULL, "certificate (PEM) that "
	    "is shown to a Jira behind mutual TLS" },
	{ "client-key", 0, "JICKET_CLIENT_KEY", OPTION_TEXT, AT(client_key),
	    "file", NULL, 0, 0, NULL, "its private key (PEM, without a "
	    "passphrase), where that is not in the same file" },
	{ "header", 0, "JICKET_HEADER", OPTION_HEADER, AT(headers),
	    "name=value", NULL, 0, 0, NULL, "a header field for each request "
	    "to Jira, as access proxies want it; a secret; may be given "
	    "again" },
	{ "header-file", 0, "JICKET_HEADER_FILE", OPTION_HEADER_FILE,
	    AT(headers), "file", NULL, 0, 0, NULL,
	    "file that holds such a name=value in its first line; may be "
	    "given again" },
	{ "proxy", 0, "JICKET_PROXY", OPTION_TEXT, AT(proxy), "url", NULL, 0,
	    0, NULL, "proxy on the way to Jira; otherwise https_proxy, "
	    "http_proxy, all_proxy and no_proxy of the environment count" },

	{ "idprefix", 0, "JICKET_ID_PREFIX", OPTION_PREFIX, AT(id_prefix),
	    "text", "JI-", 0, 0, "Ticket ids",
	    "what ticket ids begin with" },
	{ "idsalt", 0, "JICKET_ID_SALT", OPTION_TEXT, AT(id_salt), "text",
	    "JicketSalt", 0, 0, NULL, "salt of the ticket ids" },
	{ "idalphabet", 0, "JICKET_ID_ALPHABET", OPTION_ALPHABET,
	    AT(id_alphabet), "characters",
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890", 0, 0, NULL,
	    "characters of the ticket ids" },
	{ "idminlen", 0, "JICKET_ID_MINLEN", OPTION_NUMBER, AT(id_minlen),
	    "number", "6", 0, 64, NULL,
	    "shortest length of a ticket id, without its prefix" },
	{ "summary-tag", 0, "JICKET_SUMMARY_TAG", OPTION_YESNO,
	    AT(summary_tag), NULL, "yes", 0, 0, NULL,
	    "begin the summary of a new issue with its ticket id" },
	{ "message-key", 0, "JICKET_MESSAGE_KEY", OPTION_SECRET,
	    AT(message_key), "secret", NULL, 0, 0, NULL, "key that "
	    "authenticates the Message-IDs of jicket's own mail; the same "
	    "on all hosts" },
	{ "message-key-file", 0, "JICKET_MESSAGE_KEY_FILE",
	    OPTION_SECRET_FILE, AT(message_key), "file", NULL, 0, 0, NULL,
	    "file that holds this key in its first line" },

	{ "ticketaddress", 0, "JICKET_TICKET_ADDRESS", OPTION_TEXT,
	    AT(ticket_address), "address", NULL, 0, 0, "Mail",
	    "mail address that customers write to" },
	{ "threadtemplate", 0, "JICKET_THREAD_TEMPLATE", OPTION_TEXT,
	    AT(thread_template), "file", NULL, 0, 0, NULL, "template of "
	    "the confirmation mail, in HTML; without one, a built-in one is "
	    "used" },
	{ "confirm-style", 0, "JICKET_CONFIRM_STYLE", OPTION_CHOICE,
	    AT(confirm_style), "full|plain", "full", 0, 0, NULL, "what a "
	    "confirmation says of the mail that it confirms; \"plain\" is no "
	    "word of it, nor of its sender's name" },
	{ "confirm-language", 0, "JICKET_CONFIRM_LANGUAGE", OPTION_TEXT,
	    AT(confirm_language), "tag", "en", 0, 0, NULL, "language of a "
	    "confirmation (\"de\") where the mail asks for none that is "
	    "there" },
	{ "sender", 's', NULL, OPTION_TEXT, AT(sender), "address", NULL, 0, 0,
	    NULL, "envelope sender; otherwise SENDER of the environment or "
	    "the Return-Path counts" },
	{ "recipient", 'r', NULL, OPTION_TEXT, AT(recipient), "address", NULL,
	    0, 0, NULL, "envelope recipient; otherwise the environment or "
	    "the trace fields count" },
	{ "address-extension", 'e', NULL, OPTION_TEXT, AT(extension), "text",
	    NULL, 0, 0, NULL, "what follows the + in the recipient; "
	    "otherwise EXTENSION of the environment counts" },
	{ "authserv-id", 0, "JICKET_AUTHSERV_ID", OPTION_LIST,
	    AT(authserv_ids), "name", NULL, 0, 0, NULL, "by this name our own "
	    "mail system signs its Authentication-Results; may be given "
	    "again" },
	{ "size", 0, NULL, OPTION_NUMBER, AT(size), "bytes", "-1", -1,
	    G_MAXINT64, NULL, "size of the message as Postfix counts it "
	    "(${size}); of a shorter one the log tells, and its original is "
	    "attached: it was cut, or a filter took header fields away" },
	{ "max-size", 0, "JICKET_MAX_SIZE", OPTION_BYTES, AT(max_size),
	    "bytes", "256m", 64 * KIB, G_MAXINT64, NULL,
	    "a larger message is refused (65)" },

	{ "machine-mail", 0, "JICKET_MACHINE_MAIL", OPTION_CLASSES,
	    AT(machine_mail), "class=file|drop|refuse", NULL, 0, 0,
	    "Machine mail", "what becomes of mail of a class (feedback, "
	    "bounce, challenge, list, autoreply, bulk, own); several with "
	    "commas" },
	{ "machine-mail-except", 0, "JICKET_MACHINE_MAIL_EXCEPT",
	    OPTION_LIST, AT(machine_mail_except), "pattern", NULL, 0, 0, NULL,
	    "a sender (\"*@monitor.example.com\") whose mail is filed whatever "
	    "its class; may be given again" },
	{ "autoreply", 0, "JICKET_AUTOREPLY", OPTION_CHOICE, AT(autoreply),
	    "comment|drop", "comment", 0, 0, NULL, "what an automatic answer "
	    "to a ticket becomes: a comment, or nothing" },
	{ "autoreply-subject-patterns", 0,
	    "JICKET_AUTOREPLY_SUBJECT_PATTERNS", OPTION_PATTERNS,
	    AT(autoreply_subjects), "regex", NULL, 0, 0, NULL, "subject of an "
	    "automatic answer; may be given again; replaces the built-in "
	    "ones" },
	{ "undesired-subject-patterns", 0,
	    "JICKET_UNDESIRED_SUBJECT_PATTERNS", OPTION_PATTERNS,
	    AT(undesired_subjects), "regex", NULL, 0, 0, NULL, "mail with such "
	    "a subject is not filed; may be given again" },

	{ "body-order", 0, "JICKET_BODY_ORDER", OPTION_CHOICE, AT(body_order),
	    "text/html,text/plain|text/plain,text/html",
	    "text/html,text/plain", 0, 0, "Ticket", "which body the ticket "
	    "shows of a mail that has both" },
	{ "quoted", 0, "JICKET_QUOTED", OPTION_CHOICE, AT(quoted),
	    "drop|attach|collapse|keep", "attach", 0, 0, NULL, "what becomes of "
	    "the old text and the signature that are taken off an answer: "
	    "nothing, a file beside it, or a box below it; \"keep\" takes "
	    "nothing off" },
	{ "introductory-patterns", 0, "JICKET_INTRODUCTORY_PATTERNS",
	    OPTION_PATTERNS, AT(introductory_patterns), "regex", NULL, 0, 0,
	    NULL, "a line that introduces quoted text (\"On ... wrote:\"); "
	    "may be given again; replaces the built-in ones" },
	{ "multiline-delimiter-patterns", 0,
	    "JICKET_MULTILINE_DELIMITER_PATTERNS", OPTION_PATTERNS,
	    AT(multiline_patterns), "regex", NULL, 0, 0, NULL,
	    "what stands between an answer and the mail below it, which is "
	    "not marked line by line; may be given again; replaces the "
	    "built-in ones" },
	{ "inline-images", 0, "JICKET_INLINE_IMAGES", OPTION_CHOICE,
	    AT(inline_images), "show|attach", "show", 0, 0, NULL,
	    "show the pictures of a mail in the text, or only attach them" },
	{ "image-min-size", 0, "JICKET_IMAGE_MIN_SIZE", OPTION_PIXELS,
	    AT(image_min), "WxH", "100x20", 0, 0, NULL, "pictures in the "
	    "text that are smaller than this are left out" },
	{ "image-max-size", 0, "JICKET_IMAGE_MAX_SIZE", OPTION_PIXELS,
	    AT(image_max), "WxH", "0x0", 0, 0, NULL, "larger pictures in "
	    "the text are scaled down to this; 0x0 leaves them as they "
	    "are" },
	{ "image-scaler", 0, "JICKET_IMAGE_SCALER", OPTION_TEXT,
	    AT(image_scaler), "file", NULL, 0, 0, NULL, "program that scales "
	    "them, instead of the one that \"make IMAGES=yes\" installs" },
	{ "exclude-attachments", 0, "JICKET_EXCLUDE_ATTACHMENTS",
	    OPTION_LIST, AT(exclude_attachments), "pattern", NULL, 0, 0, NULL,
	    "a media type (\"application/x-msdownload\", \"video/*\") or "
	    "file name (\"*.exe\") that is not attached; may be given "
	    "again" },
	{ "max-attachment", 0, "JICKET_MAX_ATTACHMENT", OPTION_BYTES,
	    AT(max_attachment), "bytes", "0", 0, G_MAXINT64, NULL,
	    "larger files are not attached, and the ticket says so; 0 leaves "
	    "it to Jira" },
	{ "attach-original", 0, "JICKET_ATTACH_ORIGINAL", OPTION_CHOICE,
	    AT(attach_original), "never|doubt|always", "doubt", 0, 0, NULL,
	    "attach the whole mail; \"doubt\" is when something in it had "
	    "to be repaired, guessed or cut" },

	{ "max-header", 0, "JICKET_MAX_HEADER", OPTION_BYTES,
	    AT(limits.header_bytes), "bytes",
	    G_STRINGIFY(LIMIT_HEADER_BYTES), 1024, 64 * MIB,
	    "Limits", "a mail with a longer header is filed as a plain ticket, "
	    "with the original attached" },
	{ "max-fields", 0, "JICKET_MAX_FIELDS", OPTION_NUMBER,
	    AT(limits.header_fields), "number",
	    G_STRINGIFY(LIMIT_HEADER_FIELDS), 10, 1000000,
	    NULL, "the same for more header fields than this" },
	{ "max-parts", 0, "JICKET_MAX_PARTS", OPTION_NUMBER,
	    AT(limits.parts), "number", G_STRINGIFY(LIMIT_PARTS), 1, 1000000,
	    NULL, "of a mail with more parts, the rest is left to the "
	    "original, which is attached" },
	{ "max-nesting", 0, "JICKET_MAX_NESTING", OPTION_NUMBER,
	    AT(limits.nesting), "number", G_STRINGIFY(LIMIT_NESTING), 1, 500,
	    NULL, "the same for multiparts within multiparts" },
	{ "max-addresses", 0, "JICKET_MAX_ADDRESSES", OPTION_NUMBER,
	    AT(limits.addresses), "number", G_STRINGIFY(LIMIT_ADDRESSES), 1, 10000,
	    NULL, "addresses of To and of Cc that the ticket shows" },
	{ "max-references", 0, "JICKET_MAX_REFERENCES", OPTION_NUMBER,
	    AT(limits.references), "number", G_STRINGIFY(LIMIT_REFERENCES), 0, 100,
	    NULL, "message ids of In-Reply-To and References that are "
	    "looked up" },
	{ "max-file-name", 0, "JICKET_MAX_FILE_NAME", OPTION_NUMBER,
	    AT(limits.file_name), "bytes", G_STRINGIFY(LIMIT_FILE_NAME), 20, 255,
	    NULL, "file names of attachments are cut to this length, their "
	    "extension kept" },
	{ "max-cpu", 0, "JICKET_MAX_CPU", OPTION_NUMBER,
	    AT(limits.cpu), "seconds", G_STRINGIFY(LIMIT_CPU), 1, 86400,
	    NULL, "CPU time; a mail that needs more is filed as a plain "
	    "ticket" },
	{ "max-memory", 0, "JICKET_MAX_MEMORY", OPTION_BYTES,
	    AT(limits.memory), "bytes", G_STRINGIFY(LIMIT_MEMORY),
	    16 * MIB, G_MAXINT64,
	    NULL, "memory for data; a mail that needs more is filed as a "
	    "plain ticket" },
};
/* clang-format on */

const size_t option_count = G_N_ELEMENTS(option_table);

/* Names that Jicket knows and that other programs of this family use. */
static const char *const foreign_prefixes[] = {
	"JICKET_IMAP_",
	"JICKET_SMTP_",
	"JICKET_smtp_",
	"JICKET_FOLDER_",
	"JICKET_LOOP",
	"JICKET_FILTER_CONFIG",
};

gboolean
option_is_secret(const struct option_row *row)
{
	return row->type == OPTION_SECRET || row->type == OPTION_HEADER;
}

const struct option_row *
option_find_env(const char *name, size_t len)
{
	for (size_t i = 0; i < option_count; i++) {
		const char *env = option_table[i].env;

		if (env && strlen(env) == len && memcmp(env, name, len) == 0)
			return &option_table[i];
	}
	return NULL;
}

gboolean
option_is_foreign(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(foreign_prefixes); i++)
		if (g_str_has_prefix(name, foreign_prefixes[i]))
			return TRUE;
	return FALSE;
}
