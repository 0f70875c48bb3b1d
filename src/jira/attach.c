/*
 * Attachments.
 */
#include "jira/call.h"

#include "base/limits.h"
#include "base/log.h"

#include <string.h>

gboolean
jira_is_like(const struct jira_file *f, const struct attachment *a)
{
	g_autofree char *plain = NULL;

	/* What scaling makes of it differs between versions of a library. */
	if (f->size != a->size && !a->shrink)
		return FALSE;
	plain = attachment_plain_name(a->name);
	return strcmp(f->name, a->name) == 0 || strcmp(f->name, plain) == 0;
}

static gboolean
has_word(const char *text, const char *const *words)
{
	g_autofree char *lower = g_ascii_strdown(text, -1);

	for (; *words; words++)
		if (strstr(lower, *words))
			return TRUE;
	return FALSE;
}

/*
 * A word of Jira's about what the file is, under a status that means
 * something else.  Data Center says 404 to a file that is too large.
 */
static gboolean
is_about_file(const char *text)
{
	static const char *const words[] = { "exceeds its maximum", "file type",
		"extension", "content type", NULL };

	return has_word(text, words);
}

/* The same about us, or about all files. */
static gboolean
is_about_us(const char *text)
{
	static const char *const words[] = { "permission", "disabled",
		"enabled", "does not exist", "xsrf", NULL };

	return has_word(text, words);
}

/*
 * Where Jira's words tell nothing, in another language for instance: would it
 * take another file?  That attachments are switched off, or a permission is
 * missing, is not the file's fault.
 */
static gboolean
is_size_or_type(struct jira *j, const char *issue, const struct attachment *a,
    enum failure failure)
{
	struct error unknown = ERROR_INIT;
	g_autoptr(cJSON) meta =
	    jira_call(j, "GET", API "/attachment/meta", NULL, &unknown);
	const gboolean enabled =
	    cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(meta, "enabled"));
	g_autofree char *key = mark_file_key(a->name, a->size);
	g_autofree char *name =
	    g_strdup_printf("a refused file %s %s", issue, key);
	gboolean is =
	    enabled && a->size > json_number(meta, "uploadLimit", G_MAXINT64);

	/* It may be a rule that somebody switches off again: not at once. */
	if (enabled && !is && failure == FAIL_FORBIDDEN)
		is = jira_has_permission_on(
			 j, issue, "CREATE_ATTACHMENTS", &unknown) == 1 &&
		    memory_note(j->memory, name);
	error_release(&unknown);
	return is;
}

/*
 * Is it this file that is not taken, for what it is?  That a file is too
 * large a proxy knows as well as Jira.
 */
static gboolean
is_refused_file(struct jira *j, const char *issue, const struct attachment *a,
    const struct http_response *rs, enum failure failure, const char *text)
{
	if (failure == FAIL_AUTH)
		return FALSE;
	if (rs->status == 413 || failure == FAIL_REJECTED)
		return TRUE;
	if (failure != FAIL_FORBIDDEN && failure != FAIL_NOT_FOUND)
		return FALSE;
	if (is_about_file(text))
		return TRUE;
	return !is_about_us(text) && is_size_or_type(j, issue, a, failure);
}

/* A file that was taken is listed; nothing else is a success. */
static gboolean
is_file_list(const struct http_response *rs)
{
	g_autoptr(cJSON) root = json_parse(rs->body->str, rs->body->len);

	return cJSON_IsArray(root) && cJSON_GetArraySize(root) > 0;
}

/* What became of the upload: 1, 0 and why it was not taken, or -1. */
static int
judge_upload(struct jira *j, const char *issue, const struct http_request *rq,
    const struct http_response *rs, char **reason, struct error *err)
{
	enum failure failure = jira_status(rs);
	g_autofree char *text = jira_error_text(rs);

	if (failure == FAIL_NONE && is_file_list(rs))
		return 1;
	if (failure == FAIL_NONE)
		failure = FAIL_NOT_JIRA;
	if (!is_refused_file(j, issue, rq->upload, rs, failure, text))
		return jira_failure(rq, rs, failure, err);
	*reason = *text ? g_steal_pointer(&text) :
			  g_strdup_printf("HTTP status %ld", rs->status);
	return 0;
}

int
jira_attach(struct jira *j, const char *issue, struct attachment *a,
    char **reason, struct error *err)
{
	g_autofree char *path =
	    g_strdup_printf(API "/issue/%s/attachments", issue);
	g_autofree char *plain = attachment_plain_name(a->name);
	struct http_request rq = { .method = "POST",
		.path = path,
		.upload = a,
		.upload_name = a->name };
	struct http_response rs;
	int rc;

	http_response_init(&rs);
	rc = jira_exchange(j, &rq, &rs, err);
	if (rc == 0 && rs.status == 500 && rs.body->len == 0 &&
	    strcmp(plain, a->name) != 0) {
		/* It was the name, then; Jira has nothing else to say. */
		http_response_release(&rs);
		http_response_init(&rs);
		rq.upload_name = plain;
		rc = jira_exchange(j, &rq, &rs, err);
	}
	if (rc == 0)
		rc = judge_upload(j, issue, &rq, &rs, reason, err);
	http_response_release(&rs);
	return rc;
}

/* One run asks for no more: what it costs would be the sender's to choose. */
static gboolean
may_ask(struct jira *j, const struct jira_file *f)
{
	if (!f->path || j->withheld || j->asked >= LIMIT_CONTENTS ||
	    f->size > LIMIT_CONTENT_BYTES - j->asked_bytes)
		return FALSE;
	j->asked++;
	j->asked_bytes += MAX(f->size, 0);
	return TRUE;
}

#define PAGE "a page in place of a file"

/* A file that is missing is one, whatever becomes of the others. */
static char *
name_of_page(const struct http_request *rq, const struct http_response *rs)
{
	return rs->status < 400 ? g_strdup(PAGE) :
				  g_strconcat(PAGE " ", rq->path, NULL);
}

/* Is this Jira's own "no", or somebody's page? */
static gboolean
is_page(const struct http_response *rs, const struct jira_file *f)
{
	g_autofree char *text = jira_error_text(rs);

	if (rs->status < 400)
		return rs->status != 200 || rs->digested != f->size;
	/* Only this says that it is about files, and not about our login. */
	if (rs->status == 401)
		return strstr(text, "scope") == NULL;
	return jira_status(rs) == FAIL_NOT_JIRA;
}

/*
 * Is the content not given out?  Then our own files are told by name and size.
 * A token may lack the scope (401).  A redirect goes to a login page or to
 * another host, which our credentials are not for; a page of another size is
 * not the file.  Both may be an outage, and then a file would be attached
 * twice: so they are believed when it is always so.  1, 0 or -1.
 */
static int
is_withheld(struct jira *j, const struct http_request *rq,
    const struct http_response *rs, const struct jira_file *f,
    struct error *err)
{
	const gboolean page = is_page(rs, f);
	const gboolean all = rs->status == 401 || rs->status < 400;
	g_autofree char *name = name_of_page(rq, rs);

	if (rs->status == 200 && !page) {
		memory_take_back(j->memory, PAGE);
		return 0;
	}
	if (page && !memory_note(j->memory, name))
		return error_set(err, FAIL_NOT_JIRA,
		    "GET %s: HTTP status %ld, " PAGE
		    "; if this goes on, files are known by name and size alone",
		    rq->path, rs->status);
	if (all && !j->withheld) {
		j->withheld = TRUE;
		log_warning("Jira does not give out the content of its files "
			    "(HTTP status %ld%s): they are known by name and "
			    "size alone",
		    rs->status, rs->status == 200 ? ", but another size" : "");
	}
	return 1;
}

int
jira_get_digest(
    struct jira *j, const struct jira_file *f, char *sha256, struct error *err)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	const struct http_request rq = {
		.method = "GET", .path = f->path, .digest = sum
	};
	struct http_response rs;
	int rc;

	if (!may_ask(j, f))
		return 0;
	http_response_init(&rs);
	rc = jira_exchange(j, &rq, &rs, err);
	if (rc == 0 &&
	    (rs.status >= 500 || rs.status == 429 ||
		jira_is_login_failure(&rs)))
		rc = jira_failure(&rq, &rs, jira_status(&rs), err);
	if (rc == 0)
		rc = is_withheld(j, &rq, &rs, f, err);
	if (rc == 0)
		g_strlcpy(sha256, g_checksum_get_string(sum), 65);
	if (rc >= 0)
		rc = !rc;
	http_response_release(&rs);
	return rc;
}

int
jira_has_content(struct jira *j, const struct jira_file *f, const char *sha256,
    struct error *err)
{
	char found[65];
	int rc = jira_get_digest(j, f, found, err);

	return rc == 1 ? strcmp(found, sha256) == 0 : rc;
}
