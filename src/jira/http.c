/*
 * The only file that includes curl.
 */
#include "jira/http.h"

#include "base/limits.h"
#include "base/log.h"
#include "coding/media.h"
#include "jira/sieve.h"
#include "version.h"

#include <curl/curl.h>
#include <dirent.h>
#include <string.h>

struct http_curl {
	struct http http; /* first: the same pointer */
	const struct options *options;
	const struct deadline *deadline;
	CURLSH *share;	 /* what a request leaves to the next, and no more */
	CURL *curl;	 /* only of this request */
	gboolean bundle; /* CAs from the bundle, not the folder */
	long tunnel;	 /* what the proxy said to CONNECT; 0: nothing */
	char message[CURL_ERROR_SIZE];
};

void
http_response_init(struct http_response *rs)
{
	*rs = (struct http_response){ .body = g_string_new(NULL) };
}

void
http_response_release(struct http_response *rs)
{
	if (!rs)
		return;
	if (rs->body)
		g_string_free(rs->body, TRUE);
	g_free(rs->type);
	g_free(rs->login_reason);
	g_free(rs->denied_reason);
	g_free(rs->user);
	g_free(rs->request_id);
	*rs = (struct http_response){ 0 };
}

static size_t
take_body(char *data, size_t size, size_t n, void *arg)
{
	struct http_response *rs = arg;

	if (rs->body->len + size * n > LIMIT_ANSWER_BYTES)
		return 0;
	g_string_append_len(rs->body, data, (gssize)(size * n));
	return size * n;
}

/* Of which not all is of interest. */
struct sieved {
	struct sieve sieve;
	GString *body;
};

static size_t
take_sieved(char *data, size_t size, size_t n, void *arg)
{
	struct sieved *s = arg;

	sieve_add(&s->sieve, s->body, data, size * n);
	return s->body->len > LIMIT_ANSWER_BYTES ? 0 : size * n;
}

/* A file, of which only digest and size are of interest; a "no" is read. */
struct sink {
	CURL *curl; /* borrowed */
	GChecksum *digest;
	struct http_response *rs;
};

static size_t
take_digest(char *data, size_t size, size_t n, void *arg)
{
	struct sink *sink = arg;
	long status = 0;

	curl_easy_getinfo(sink->curl, CURLINFO_RESPONSE_CODE, &status);
	if (status != 200)
		return take_body(data, size, n, sink->rs);
	g_checksum_update(
	    sink->digest, (const guchar *)data, (gssize)(size * n));
	sink->rs->digested += (gint64)(size * n);
	return size * n;
}

/* The JSON of a request, as far as it was sent. */
struct body {
	const char *text;
	size_t size, at;
};

static size_t
give_body(char *buf, size_t size, size_t n, void *arg)
{
	struct body *b = arg;

	n = MIN(size * n, b->size - b->at);
	memcpy(buf, b->text + b->at, n);
	b->at += n;
	return n;
}

static size_t
give_upload(char *buf, size_t size, size_t n, void *arg)
{
	struct attachment *a = arg;
	ssize_t got = a->read(a->source, buf, size * n);

	return got < 0 ? CURL_READFUNC_ABORT : (size_t)got;
}

/*
 * When a kept connection turns out to be closed, curl sends a request
 * again by itself, although the first may have had its effect.  It cannot
 * without going back in the body: it may not.
 */
static int
refuse_seek(void *arg, curl_off_t offset, int origin)
{
	(void)arg;
	(void)offset;
	(void)origin;
	return CURL_SEEKFUNC_FAIL;
}

/*
 * Reading a bundle of all authorities costs 24 ms, a folder of hashed
 * names nearly nothing.  Is there such a folder?
 */
static gboolean
is_hashed_folder(const char *path)
{
	DIR *dir = path ? opendir(path) : NULL;
	struct dirent *entry;
	gboolean found = FALSE;

	while (dir && !found && (entry = readdir(dir)) != NULL)
		found = strlen(entry->d_name) == 10 &&
		    strcmp(entry->d_name + 8, ".0") == 0;
	if (dir)
		closedir(dir);
	return found;
}

static void
set_tls(struct http_curl *h)
{
	const struct options *o = h->options;
	const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);

	if (!o->verify_ssl) {
		curl_easy_setopt(h->curl, CURLOPT_SSL_VERIFYPEER, 0L);
		curl_easy_setopt(h->curl, CURLOPT_SSL_VERIFYHOST, 0L);
		return;
	}
	if (o->ca_file) {
		curl_easy_setopt(h->curl, CURLOPT_CAINFO, o->ca_file);
		curl_easy_setopt(h->curl, CURLOPT_CAPATH, NULL);
	} else if (!h->bundle) {
		curl_easy_setopt(h->curl, CURLOPT_CAINFO, NULL);
		curl_easy_setopt(h->curl, CURLOPT_CAPATH, info->capath);
	} else {
		curl_easy_setopt(h->curl, CURLOPT_CAINFO, info->cainfo);
	}
}

/* Looked up once for all requests, and only where it matters. */
static gboolean
wants_bundle(const struct options *o)
{
	return o->ca_file || !o->verify_ssl ||
	    !g_str_has_prefix(o->jira_url, "https:") ||
	    !is_hashed_folder(curl_version_info(CURLVERSION_NOW)->capath);
}

/* For mutual TLS.  A key with a passphrase must not ask for it. */
static void
set_client(struct http_curl *h)
{
	const struct options *o = h->options;

	if (!o->client_cert)
		return;
	curl_easy_setopt(h->curl, CURLOPT_SSLCERT, o->client_cert);
	curl_easy_setopt(h->curl, CURLOPT_SSLKEY,
	    o->client_key ? o->client_key : o->client_cert);
	curl_easy_setopt(h->curl, CURLOPT_KEYPASSWD, "");
}

/* Those of the administrator; redirects, to whom they must not go, are none. */
static struct curl_slist *
add_headers(struct curl_slist *list, const struct options *o)
{
	for (char **one = o->headers; one && *one; one++) {
		const size_t n = strcspn(*one, "=");
		g_autofree char *field =
		    g_strdup_printf("%.*s: %s", (int)n, *one, *one + n + 1);

		list = curl_slist_append(list, field);
	}
	return list;
}

static void
set_credentials(struct http_curl *h)
{
	const struct options *o = h->options;

	if (o->jira_token) {
		curl_easy_setopt(
		    h->curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER);
		curl_easy_setopt(
		    h->curl, CURLOPT_XOAUTH2_BEARER, o->jira_token);
	} else if (o->jira_pass) {
		/* Preemptive: Data Center does not ask for them. */
		curl_easy_setopt(
		    h->curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		curl_easy_setopt(h->curl, CURLOPT_USERNAME, o->jira_user);
		curl_easy_setopt(h->curl, CURLOPT_PASSWORD, o->jira_pass);
	}
}

static void
set_common(struct http_curl *h)
{
	const struct options *o = h->options;
	gboolean plain = g_str_has_prefix(o->jira_url, "http:");

	curl_easy_setopt(h->curl, CURLOPT_SHARE, h->share);
	curl_easy_setopt(h->curl, CURLOPT_ERRORBUFFER, h->message);
	curl_easy_setopt(h->curl, CURLOPT_USERAGENT, "jicket/" JICKET_VERSION);
	curl_easy_setopt(
	    h->curl, CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
	curl_easy_setopt(h->curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(h->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h->curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(h->curl, CURLOPT_TCP_NODELAY, 1L);
	curl_easy_setopt(h->curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(
	    h->curl, CURLOPT_LOW_SPEED_TIME, (long)LIMIT_STALL_SECONDS);
	curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, take_body);
	/* Kept in memory: a load balancer leads all requests to one node. */
	curl_easy_setopt(h->curl, CURLOPT_COOKIEFILE, "");
	if (o->proxy)
		curl_easy_setopt(h->curl, CURLOPT_PROXY, o->proxy);
	set_tls(h);
	set_client(h);
	set_credentials(h);
}

/*
 * A server that wants a certificate, or another one, says so when curl takes
 * the connection for made.
 */
static gboolean
is_alert(const char *why)
{
	return strstr(why, " alert ") &&
	    (strstr(why, "certificate") || strstr(why, "unknown ca"));
}

/* What libcurl says, as one of our failures. */
static int
http_failure(const struct http_curl *h, CURLcode code, struct error *err)
{
	const char *why = *h->message ? h->message : curl_easy_strerror(code);
	const char *hint = "";
	enum failure failure;

	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_CONNECT:
	case CURLE_PROXY: failure = FAIL_CONNECT; break;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_ISSUER_ERROR: failure = FAIL_TLS; break;
	/* The files of client-cert and client-key. */
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL: failure = FAIL_CONFIG; break;
	case CURLE_OPERATION_TIMEDOUT: failure = FAIL_TIMEOUT; break;
	case CURLE_WRITE_ERROR:
		failure = FAIL_NOT_JIRA;
		why = "the answer is larger than any of Jira's";
		break;
	default:
		failure = h->tunnel == 407 ? FAIL_PROXY : FAIL_LOST;
		if (is_alert(why))
			failure = FAIL_TLS;
	}
	if (is_alert(why))
		hint = "; does Jira want a client certificate (client-cert, "
		       "client-key), or another one?";
	else if (code == CURLE_SSL_CERTPROBLEM)
		hint = "; are client-cert and client-key PEM, without a "
		       "passphrase, and do they belong together?";
	return error_set(
	    err, failure, "%s: %s%s", h->options->jira_url, why, hint);
}

/* All fields of this name, with commas between them; NULL: none. */
static char *
get_header(CURL *curl, const char *name)
{
	g_autoptr(GString) all = g_string_new(NULL);
	struct curl_header *header;

	for (size_t i = 0; curl_easy_header(curl, name, i, CURLH_HEADER, -1,
			       &header) == CURLHE_OK;
	     i++)
		g_string_append_printf(
		    all, "%s%s", i > 0 ? ", " : "", header->value);
	return all->len ? g_strdup(all->str) : NULL;
}

static void
take_head(struct http_curl *h, struct http_response *rs)
{
	curl_off_t retry = 0;
	const char *type = NULL;

	curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &rs->status);
	curl_easy_getinfo(h->curl, CURLINFO_CONTENT_TYPE, &type);
	curl_easy_getinfo(h->curl, CURLINFO_RETRY_AFTER, &retry);
	rs->type = g_strdup(type ? type : "");
	/* Seconds, or a date that may have gone by; whoever wrote it. */
	rs->retry_after = (long)CLAMP(retry, 0, LIMIT_RETRY_AFTER_READ);
	rs->login_reason = get_header(h->curl, "X-Seraph-LoginReason");
	rs->denied_reason =
	    get_header(h->curl, "X-Authentication-Denied-Reason");
	rs->user = get_header(h->curl, "X-AUSERNAME");
	rs->request_id = get_header(h->curl, "X-AREQUESTID");
}

static gboolean
has_control(const char *text)
{
	for (; *text; text++)
		if (g_ascii_iscntrl(*text))
			return TRUE;
	return FALSE;
}

/*
 * The type of a file as a header may hold it: a mail can call it anything,
 * and libcurl sends what it is given.  To be freed.
 */
static char *
safe_type(const char *type)
{
	g_auto(GStrv) parts = g_strsplit(type, ";", 2);
	gboolean good = parts[0] && media_is_type(g_strstrip(parts[0])) &&
	    !has_control(type) && g_str_is_ascii(type);

	return g_strdup(good ? type : "application/octet-stream");
}

static curl_mime *
make_upload(struct http_curl *h, const struct http_request *rq)
{
	g_autofree char *type = safe_type(rq->upload->type);
	g_autofree char *plain = has_control(rq->upload_name) ?
	    attachment_plain_name(rq->upload_name) :
	    NULL;
	curl_mime *mime = curl_mime_init(h->curl);
	curl_mimepart *part = curl_mime_addpart(mime);

	curl_mime_name(part, "file");
	curl_mime_filename(part, plain ? plain : rq->upload_name);
	curl_mime_type(part, type);
	curl_mime_data_cb(
	    part, rq->upload->size, give_upload, refuse_seek, NULL, rq->upload);
	return mime;
}

static CURLcode
perform_once(struct http_curl *h, const struct http_request *rq,
    struct http_response *rs)
{
	g_autofree char *url =
	    g_strconcat(h->options->jira_url, rq->path, NULL);
	struct body body = { rq->body, rq->body ? strlen(rq->body) : 0, 0 };
	struct sink sink = { NULL, rq->digest, rs };
	struct sieved sieved = { { .without = rq->without }, rs->body };
	struct curl_slist *headers = NULL;
	curl_mime *mime = NULL;
	long left = deadline_left(h->deadline);
	CURLcode code;

	*h->message = '\0';
	h->curl = curl_easy_init();
	if (!h->curl)
		return CURLE_OUT_OF_MEMORY;
	sink.curl = h->curl;
	set_common(h);
	headers = curl_slist_append(headers, "Accept: application/json");
	headers = add_headers(headers, h->options);
	/*
	 * Whoever does not take a large file may say so before it is sent; then
	 * the connection is closed, and what was said can be lost with it.  For
	 * others it is not worth the second that curl waits for a "100".
	 */
	headers = curl_slist_append(headers,
	    rq->upload && rq->upload->size > LIMIT_UPLOAD_UNASKED ?
		"Expect: 100-continue" :
		"Expect:");
	curl_easy_setopt(h->curl, CURLOPT_URL, url);
	curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, rs);
	if (rq->without) {
		curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, take_sieved);
		curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, &sieved);
	}
	if (rq->digest) {
		curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, take_digest);
		curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, &sink);
	}
	curl_easy_setopt(h->curl, CURLOPT_TIMEOUT_MS, MAX(left, 1));
	curl_easy_setopt(h->curl, CURLOPT_CONNECTTIMEOUT_MS,
	    CLAMP(left, 1, LIMIT_CONNECT_SECONDS * 1000L));
	if (rq->upload) {
		headers =
		    curl_slist_append(headers, "X-Atlassian-Token: no-check");
		rq->upload->rewind(rq->upload->source);
		mime = make_upload(h, rq);
		curl_easy_setopt(h->curl, CURLOPT_MIMEPOST, mime);
	} else if (rq->body) {
		headers = curl_slist_append(
		    headers, "Content-Type: application/json");
		curl_easy_setopt(h->curl, CURLOPT_POST, 1L);
		curl_easy_setopt(
		    h->curl, CURLOPT_POSTFIELDSIZE, (long)body.size);
		curl_easy_setopt(h->curl, CURLOPT_READFUNCTION, give_body);
		curl_easy_setopt(h->curl, CURLOPT_READDATA, &body);
		curl_easy_setopt(h->curl, CURLOPT_SEEKFUNCTION, refuse_seek);
	}
	curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, headers);
	if (strcmp(rq->method, "GET") != 0)
		curl_easy_setopt(h->curl, CURLOPT_CUSTOMREQUEST, rq->method);
	code = curl_easy_perform(h->curl);
	curl_easy_getinfo(h->curl, CURLINFO_HTTP_CONNECTCODE, &h->tunnel);
	if (code == CURLE_OK)
		take_head(h, rs);
	g_clear_pointer(&h->curl, curl_easy_cleanup);
	curl_mime_free(mime);
	curl_slist_free_all(headers);
	return code;
}

static int
perform(struct http *http, const struct http_request *rq,
    struct http_response *rs, struct error *err)
{
	struct http_curl *h = (struct http_curl *)http;
	CURLcode code;

	if (deadline_left(h->deadline) == 0)
		return error_set(err, FAIL_DEADLINE, "the time limit is over");
	code = perform_once(h, rq, rs);
	if (code == CURLE_PEER_FAILED_VERIFICATION && !h->bundle) {
		/* An authority may be in the bundle alone. */
		h->bundle = TRUE;
		g_string_truncate(rs->body, 0);
		code = perform_once(h, rq, rs);
	}
	if (code == CURLE_OPERATION_TIMEDOUT && !deadline_left(h->deadline))
		return error_set(err, FAIL_DEADLINE,
		    "%s: no answer within the time limit",
		    h->options->jira_url);
	if (code != CURLE_OK)
		return http_failure(h, code, err);
	log_debug("%s %s: %ld%s%s", rq->method, rq->path, rs->status,
	    rs->request_id ? ", request " : "",
	    rs->request_id ? rs->request_id : "");
	return 0;
}

static void
free_curl(struct http *http)
{
	struct http_curl *h = (struct http_curl *)http;

	curl_share_cleanup(h->share);
	g_free(h);
}

/* Does it go to another host without encryption? */
static gboolean
is_overheard(const char *url)
{
	g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_NONE, NULL);
	const char *host = uri ? g_uri_get_host(uri) : NULL;

	if (!host || g_ascii_strcasecmp(g_uri_get_scheme(uri), "http") != 0)
		return FALSE;
	return g_ascii_strcasecmp(host, "localhost") != 0 &&
	    !g_str_has_prefix(host, "127.") && strcmp(host, "::1") != 0;
}

struct http *
http_new(const struct options *o, const struct deadline *d)
{
	struct http_curl *h = g_new0(struct http_curl, 1);

	curl_global_init(CURL_GLOBAL_DEFAULT);
	h->http.perform = perform;
	h->http.free = free_curl;
	h->options = o;
	h->deadline = d;
	/*
	 * A handle that lost a request tries to send its body again with the
	 * next one, which curl_easy_reset() does not stop (8.14).
	 */
	h->share = curl_share_init();
	curl_share_setopt(h->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
	curl_share_setopt(
	    h->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
	curl_share_setopt(h->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
	curl_share_setopt(h->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
	h->bundle = wants_bundle(o);
	if (is_overheard(o->jira_url))
		log_warning("%s: password and mails go over the network in the "
			    "clear; use https",
		    o->jira_url);
	return &h->http;
}

void
http_free(struct http *h)
{
	if (h)
		h->free(h);
}
