#include "html/client.h"

#include <string.h>

/* Elements looked at for the first text, or for a quote. */
#define NEARBY 200

/*
 * Names that programs give.  Ids and classes share their names so often that
 * they are looked up as one; an asterisk stands for any end.
 */
static const struct {
	const char *name;
	unsigned marks;
} names[] = {
	/* Gmail */
	{ "gmail_quote", CLIENT_CONTAINER },
	{ "gmail_quote_container", CLIENT_CONTAINER },
	{ "gmail_attr", CLIENT_INTRO },
	{ "gmail_extra", 0 },
	{ "gmail_signature", CLIENT_SIGNATURE },
	{ "gmail_signature_prefix", CLIENT_SIGNATURE },
	/* Apple Mail */
	{ "applemailsignature", CLIENT_SIGNATURE },
	{ "apple-interchange-newline", CLIENT_LINE },
	{ "linebreakatbeginningofsignature", CLIENT_SIGNATURE | CLIENT_PARENT },
	/* Thunderbird */
	{ "moz-cite-prefix", CLIENT_INTRO },
	{ "moz-signature", CLIENT_SIGNATURE },
	{ "moz-forward-container", CLIENT_FORWARD },
	{ "moz-email-headers-table", CLIENT_FORWARD },
	/* Outlook, its web and phone versions, Hotmail */
	{ "divrplyfwdmsg", CLIENT_HEADER },
	{ "appendonsend", CLIENT_REST },
	{ "signature", CLIENT_SIGNATURE },
	{ "outlookmessageheader", CLIENT_HEADER },
	{ "stopspelling", CLIENT_HEADER },
	{ "olk_src_body_section", CLIENT_QUOTE },
	{ "mac_outlook_signature", CLIENT_SIGNATURE },
	{ "ms-outlook-mobile-signature", CLIENT_SIGNATURE },
	{ "mail-editor-reference-message-container", CLIENT_HEADER },
	{ "mail-editor-signature*", CLIENT_SIGNATURE },
	{ "replysplit", CLIENT_REST },
	{ "_mailautosig", CLIENT_SIGNATURE },
	/* Yahoo */
	{ "yahoo_quoted*", CLIENT_QUOTE },
	{ "yahoo-quoted*", CLIENT_QUOTE },
	{ "yahoo-signature", CLIENT_SIGNATURE },
	{ "yahoo_signature", CLIENT_SIGNATURE },
	/* Proton, Tutanota */
	{ "protonmail_quote", CLIENT_CONTAINER },
	{ "protonmail_signature_block", CLIENT_SIGNATURE },
	{ "tutanota_quote", CLIENT_QUOTE },
	/* Zimbra */
	{ "zwchr", CLIENT_HEADER },
	{ "__divider__", CLIENT_HEADER },
	{ "__headers__", CLIENT_HEADER },
	{ "__quoted_text__", CLIENT_QUOTE },
	{ "__sig_pre__", CLIENT_SIGNATURE },
	{ "__sig_post__", CLIENT_SIGNATURE },
	/* Zoho */
	{ "zmail_extra", CLIENT_QUOTE },
	{ "blockquote_zmail", CLIENT_QUOTE },
	{ "zm-_id_-sgn*", CLIENT_SIGNATURE },
	/* NetEase, QQ, Foxmail */
	{ "isreplycontent", CLIENT_QUOTE },
	{ "isforwardcontent", CLIENT_FORWARD },
	{ "fmoriginalcontent", CLIENT_QUOTE },
	{ "spnquote*", CLIENT_QUOTE },
	{ "ntes-pcmac-signature", CLIENT_SIGNATURE },
	{ "foxmailsign*", CLIENT_SIGNATURE },
	/* GMX, web.de */
	{ "quoted-content", CLIENT_QUOTE },
	/* Mail.ru */
	{ "mail-app-auto-quote", CLIENT_QUOTE },
	{ "mail-app-auto-signature", CLIENT_SIGNATURE },
	{ "mail-quote-collapse", CLIENT_QUOTE },
	/* Roundcube, Horde, Evolution, eM Client */
	{ "reply-intro", CLIENT_INTRO },
	{ "_rc_sig", CLIENT_SIGNATURE },
	{ "-x-evo-attribution", CLIENT_INTRO },
	{ "-x-evo-signature*", CLIENT_SIGNATURE },
	{ "emclientsignature", CLIENT_SIGNATURE },
	/* Help desks and others */
	{ "front-blockquote", CLIENT_QUOTE },
	{ "front-signature", CLIENT_SIGNATURE },
	{ "freshdesk_quote", CLIENT_QUOTE },
	{ "missive_quote", CLIENT_QUOTE },
	{ "missive_signature", CLIENT_SIGNATURE },
	{ "sh-quoted-content", CLIENT_QUOTE },
	{ "sh-signature", CLIENT_SIGNATURE },
	{ "messagereplysection", CLIENT_QUOTE },
	{ "messagesignaturesection", CLIENT_SIGNATURE },
	{ "clean_bq", CLIENT_QUOTE },
	{ "bloop_sign*", CLIENT_SIGNATURE },
	{ "mobile_signature", CLIENT_SIGNATURE },
	{ "composer_signature", CLIENT_SIGNATURE },
	{ "signature_old", CLIENT_SIGNATURE },
	{ "nylas-quote", CLIENT_CONTAINER },
};

const char *
html_attribute(const GumboElement *e, const char *name)
{
	const GumboAttribute *a = gumbo_get_attribute(&e->attributes, name);

	return a ? a->value : NULL;
}

/*
 * Programs rename what they quote: Outlook puts "x_" before a name, Hotmail
 * "ecx", Yahoo "ydp" and digits, Gmail "m_" and digits; and some forget to
 * decode a mail, whose attributes then begin with 3D".
 */
static const char *
without_prefix(const char *name)
{
	static const char *const prefixes[] = { "3D\"", "3D", "x_", "ecx",
		"\"" };
	gsize i = 0;

	while (i < G_N_ELEMENTS(prefixes)) {
		if (g_str_has_prefix(name, prefixes[i])) {
			name += strlen(prefixes[i]);
			i = 0;
		} else {
			i++;
		}
	}
	if (g_str_has_prefix(name, "ydp"))
		return name + 3 + strspn(name + 3, "0123456789abcdef");
	if (g_str_has_prefix(name, "m_")) {
		gsize digits = strspn(name + 2, "-0123456789");

		return digits > 3 ? name + 2 + digits : name;
	}
	return name;
}

static gboolean
is_known_name(const char *name, gsize n, const char *known)
{
	gsize length = strlen(known);

	if (known[length - 1] == '*')
		return n >= length - 1 &&
		    g_ascii_strncasecmp(name, known, length - 1) == 0;
	return n == length && g_ascii_strncasecmp(name, known, n) == 0;
}

/* What names, parted by blanks, say. */
static unsigned
name_marks(const char *value)
{
	unsigned marks = 0;

	for (const char *p = value; p && *p;) {
		const char *end = p + strcspn(p, " \t\r\n"), *name;
		gsize n;

		name = without_prefix(p);
		n = name < end ? (gsize)(end - name) : 0;
		while (n && name[n - 1] == '"')
			n--;
		for (gsize i = 0; n && i < G_N_ELEMENTS(names); i++)
			if (g_ascii_tolower(*name) == names[i].name[0] &&
			    is_known_name(name, n, names[i].name))
				marks |= names[i].marks;
		p = end + strspn(end, " \t\r\n");
	}
	return marks;
}

/* Gives the nodes near a node, in the order of the text. */
struct nearby {
	const GumboNode *top, *at;
	int left;
};

static const GumboVector *
children(const GumboNode *node)
{
	static const GumboVector none;

	if (node->type == GUMBO_NODE_ELEMENT)
		return &node->v.element.children;
	return node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children :
						   &none;
}

static const GumboNode *
next_nearby(struct nearby *n)
{
	const GumboNode *at = n->at;

	if (--n->left < 0)
		return NULL;
	if (children(at)->length)
		return n->at = children(at)->data[0];
	while (at != n->top && at->parent) {
		const GumboVector *all = children(at->parent);

		if (at->index_within_parent + 1 < all->length)
			return n->at = all->data[at->index_within_parent + 1];
		at = at->parent;
	}
	return NULL;
}

const GumboNode *
html_first_text(const GumboNode *node)
{
	struct nearby n = { .top = node, .at = node, .left = NEARBY };
	const GumboNode *at;

	while ((at = next_nearby(&n)))
		if (at->type == GUMBO_NODE_TEXT)
			return at;
	return NULL;
}

gboolean
html_has_quote(const GumboNode *node)
{
	struct nearby n = { .top = node, .at = node, .left = NEARBY };

	for (const GumboNode *at = node; at; at = next_nearby(&n))
		if (at->type == GUMBO_NODE_ELEMENT &&
		    at->v.element.tag == GUMBO_TAG_BLOCKQUOTE)
			return TRUE;
	return FALSE;
}

/* "---------- Forwarded message", in any language. */
static gboolean
begins_with_dashes(const GumboNode *node)
{
	const GumboNode *first = html_first_text(node);
	const char *text = first ? first->v.text.text : "";

	return g_str_has_prefix(text + strspn(text, " \r\n\t"), "-----");
}

/* "From:", in any language. */
static gboolean
begins_with_field(const GumboNode *node)
{
	const GumboNode *first = html_first_text(node);
	const char *text = first ? first->v.text.text : "";
	g_autofree char *head = g_strndup(text, 60);

	return strchr(head, ':') || strstr(head, "\xef\xbc\x9a");
}

static unsigned
element_marks(const GumboNode *node, const struct html_style *s)
{
	const GumboElement *e = &node->v.element;
	const char *name = html_attribute(e, "name");
	const char *type = html_attribute(e, "type");
	const char *tabindex = html_attribute(e, "tabindex");

	switch (e->tag) {
	case GUMBO_TAG_BLOCKQUOTE:
		if ((type && strstr(type, "cite")) || s->line_left == TRUE)
			return CLIENT_QUOTE;
		return 0;
	case GUMBO_TAG_HR:
		return tabindex && strcmp(tabindex, "-1") == 0 ? CLIENT_HEADER :
								 0;
	case GUMBO_TAG_DIV:
		if (s->divider == TRUE && begins_with_field(node))
			return CLIENT_HEADER;
		/* GMX and web.de; as a class, it is anyone's. */
		return name && strcmp(without_prefix(name), "quote") == 0 ?
		    CLIENT_QUOTE | CLIENT_DIVIDER :
		    0;
	default: return 0;
	}
}

unsigned
html_client_marks(const GumboNode *node, const struct html_style *s)
{
	static const char *const attributes[] = { "id", "class", "name",
		"data-smartmail", "data-marker" };
	const GumboElement *e = &node->v.element;
	unsigned marks = 0;

	if (!e->attributes.length)
		return 0;
	for (gsize i = 0; i < G_N_ELEMENTS(attributes); i++)
		marks |= name_marks(html_attribute(e, attributes[i]));
	if (html_attribute(e, "data-signatureblock") ||
	    html_attribute(e, "data-signature-widget"))
		marks |= CLIENT_SIGNATURE;
	marks |= element_marks(node, s);
	if (!(marks & CLIENT_CONTAINER))
		return marks;
	marks &= ~(unsigned)CLIENT_CONTAINER;
	if (e->tag == GUMBO_TAG_BLOCKQUOTE)
		return marks | CLIENT_QUOTE;
	if (begins_with_dashes(node))
		return marks | CLIENT_FORWARD;
	return marks | (html_has_quote(node) ? CLIENT_CONTAINER : CLIENT_QUOTE);
}

gboolean
html_client_is_indent(const GumboElement *e, const struct html_style *s)
{
	const char *style = html_attribute(e, "style");

	return !html_attribute(e, "type") && s->line_left == FALSE && style &&
	    strstr(style, "border") != NULL;
}
