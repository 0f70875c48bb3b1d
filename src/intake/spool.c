#include "intake/spool.h"

#include "base/temp.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Counts and digests the body as if its line ends were LF alone. */
struct body_digest {
	GChecksum *sum;
	gboolean cr; /* a CR is held back */
	gint64 size;
	gint64 left; /* bytes that are still of interest */
};

static void
digest_run(struct body_digest *d, const char *p, size_t n)
{
	n = (size_t)MIN((gint64)n, d->left);
	g_checksum_update(d->sum, (const guchar *)p, (gssize)n);
	d->size += (gint64)n;
	d->left -= (gint64)n;
}

static void
digest_bytes(struct body_digest *d, const char *p, size_t n)
{
	const char *end = p + n;

	while (p < end) {
		const char *stop;

		if (d->cr && *p != '\n')
			digest_run(d, "\r", 1);
		d->cr = FALSE;
		stop = memchr(p, '\r', (size_t)(end - p));
		if (!stop)
			stop = end;
		digest_run(d, p, (size_t)(stop - p));
		p = stop;
		if (p < end) {
			d->cr = TRUE;
			p++;
		}
	}
}

/*
 * Where the header ends and the body begins, in a prefix of the message:
 * after the first empty line.  -1: not in it.
 */
static gint64
find_body(const char *head, size_t n)
{
	const char *p = head, *end = head + n;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		if (!nl)
			return -1;
		if (nl == p || (nl == p + 1 && *p == '\r'))
			return nl + 1 - head;
		p = nl + 1;
	}
	return -1;
}

/* The mbox line that local delivery agents put on top; also quoted once. */
static size_t
mbox_line(const char *head, size_t n)
{
	const char *nl;

	if (n > 0 && *head == '>') {
		size_t rest = mbox_line(head + 1, n - 1);

		return rest ? rest + 1 : 0;
	}
	if (n < 5 || memcmp(head, "From ", 5) != 0)
		return 0;
	nl = memchr(head, '\n', n);
	return nl ? (size_t)(nl + 1 - head) : 0;
}

struct reader {
	struct spool *spool;
	struct body_digest digest;
	gboolean in_body;
	int dashes; /* at the start of this line; -1: it has another start */
};

/* Counts lines that begin with "--", over the ends of buffers as well. */
static void
count_boundaries(struct reader *r, const char *p, size_t n)
{
	const char *end = p + n;

	while (p < end) {
		if (r->dashes >= 0 && *p == '-') {
			p++;
			if (++r->dashes < 2)
				continue;
			r->spool->boundaries++;
		}
		r->dashes = -1;
		p = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
		if (!p)
			return;
		r->dashes = 0;
		p++;
	}
}

static void
look_at_body(struct reader *r, const char *p, size_t n)
{
	digest_bytes(&r->digest, p, n);
	count_boundaries(r, p, n);
}

/* Looks at what came in; the header is kept until its end is seen. */
static void
look(struct reader *r, const char *buf, size_t n)
{
	struct spool *s = r->spool;
	gsize most = (gsize)s->limits->header_bytes, seen;
	gint64 at;

	if (r->in_body) {
		look_at_body(r, buf, n);
		return;
	}
	g_string_append_len(s->head, buf, (gssize)n);
	if (s->start == 0 && s->size <= LIMIT_READ_CHUNK)
		s->start = (gint64)mbox_line(s->head->str, s->head->len);
	/* Only the limit may decide, not how the bytes came in. */
	seen = MIN(s->head->len, most);
	at = seen > (gsize)s->start ?
	    find_body(s->head->str + s->start, seen - (gsize)s->start) :
	    -1;
	if (at < 0 && s->head->len < most)
		return;

	r->in_body = TRUE;
	s->head_cut = at < 0;
	s->body = at < 0 ? (gint64)seen : s->start + at;
	look_at_body(r, s->head->str + s->body, s->head->len - (size_t)s->body);
}

static int
copy_input(struct spool *s, struct reader *r, int fd, gint64 max_size,
    const struct deadline *deadline, struct error *err)
{
	g_autofree char *buf = g_malloc(LIMIT_READ_CHUNK);
	gboolean full = FALSE;
	int saved = 0;

	for (;;) {
		ssize_t n;

		if (!s->regular && deadline_wait(deadline, fd, err) < 0)
			return -1;
		n = read(fd, buf, LIMIT_READ_CHUNK);
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n < 0)
			return error_set(err, FAIL_SPOOL,
			    "cannot read the message: %s", g_strerror(errno));
		if (n == 0)
			break;
		s->size += n;
		s->last = buf[n - 1];
		full = full || s->size > max_size;
		if (full || saved)
			continue;
		if (temp_write(s->fd, buf, (size_t)n) < 0)
			saved = errno;
		look(r, buf, (size_t)n);
	}
	if (full)
		return error_set(err, FAIL_TOO_BIG,
		    "%" G_GINT64_FORMAT " bytes, max-size is %" G_GINT64_FORMAT,
		    s->size, max_size);
	if (saved)
		return error_set(err, FAIL_SPOOL,
		    "cannot write the temporary file in %s: %s",
		    g_get_tmp_dir(), g_strerror(saved));
	return 0;
}

int
spool_read(struct spool *s, int fd, gint64 max_size,
    const struct limits *limits, const struct deadline *deadline,
    struct error *err)
{
	struct reader r = { .spool = s };
	struct stat st;
	int rc;

	*s = (struct spool)SPOOL_INIT;
	s->limits = limits;
	s->regular = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	s->head = g_string_new(NULL);
	s->fd = temp_open();
	if (s->fd < 0) {
		(void)error_set(err, FAIL_SPOOL,
		    "cannot make a temporary file in %s: %s", g_get_tmp_dir(),
		    g_strerror(errno));
		max_size = -1; /* still read to the end */
	}
	r.digest.sum = g_checksum_new(G_CHECKSUM_SHA256);
	r.digest.left = G_MAXINT64;
	rc = copy_input(s, &r, fd, max_size, deadline, err);
	if (!r.in_body)
		s->body = (gint64)s->head->len;
	if (r.digest.cr)
		digest_run(&r.digest, "\r", 1);
	g_string_truncate(s->head, (gsize)MIN((gint64)s->head->len, s->body));
	s->body_size = r.digest.size;
	g_strlcpy(
	    s->digest, g_checksum_get_string(r.digest.sum), sizeof s->digest);
	g_checksum_free(r.digest.sum);
	if (rc == 0 && s->size == s->start)
		return error_set(
		    err, FAIL_EMPTY, "standard input holds no message");
	return rc;
}

char *
spool_prefix_digest(const struct spool *s, gint64 size)
{
	g_autofree char *buf = g_malloc(LIMIT_READ_CHUNK);
	struct body_digest d = { .sum = g_checksum_new(G_CHECKSUM_SHA256),
		.left = size };
	char *hex = NULL;
	ssize_t n;

	for (gint64 at = s->body;
	     d.left > 0 && (n = pread(s->fd, buf, LIMIT_READ_CHUNK, at)) > 0;
	     at += n)
		digest_bytes(&d, buf, (size_t)n);
	if (d.left == 0)
		hex = g_strdup(g_checksum_get_string(d.sum));
	g_checksum_free(d.sum);
	return hex;
}

void
spool_release(struct spool *s)
{
	if (!s)
		return;
	if (s->fd >= 0)
		close(s->fd);
	if (s->head)
		g_string_free(s->head, TRUE);
	*s = (struct spool)SPOOL_INIT;
}
