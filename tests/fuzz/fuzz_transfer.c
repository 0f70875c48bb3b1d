/*
 * What is taken out of a text while it is read, in pieces of any size:
 * base64 with something behind it, uuencoded files, pictures in HTML.  Where
 * the pieces end must not matter.
 */
#include "tests/fuzz/fuzz.h"

#include "base/attachment.h"
#include "base/limits.h"
#include "coding/base64.h"
#include "coding/data_uri.h"
#include "coding/uuencode.h"

#include <string.h>

struct result {
	GString *text;
	GPtrArray *files;
};

typedef void (*read_pieces)(
    struct result *r, const char *bytes, gsize n, gsize piece);

static void
read_base64(struct result *r, const char *bytes, gsize n, gsize piece)
{
	struct base64_text *t = base64_text_new();

	for (gsize i = 0; i < n; i += piece)
		base64_text_feed(t, bytes + i, MIN(piece, n - i), r->text);
	base64_text_finish(t, r->text);
	base64_text_free(t);
}

static void
read_uuencode(struct result *r, const char *bytes, gsize n, gsize piece)
{
	struct uuencode *u = uuencode_new(r->files, LIMIT_FILE_NAME);

	for (gsize i = 0; i < n; i += piece)
		uuencode_feed(u, bytes + i, MIN(piece, n - i), r->text);
	uuencode_finish(u, r->text);
	uuencode_free(u);
}

static void
read_data_uri(struct result *r, const char *bytes, gsize n, gsize piece)
{
	guint next = 0;
	struct data_uri *d = data_uri_new(r->files, &next);

	for (gsize i = 0; i < n; i += piece)
		data_uri_feed(d, bytes + i, MIN(piece, n - i), r->text);
	data_uri_finish(d, r->text);
	data_uri_free(d);
}

static struct result
read_with(read_pieces read, const char *bytes, gsize n, gsize piece)
{
	struct result r = { g_string_new(NULL),
		g_ptr_array_new_with_free_func(
		    (GDestroyNotify)attachment_free) };

	read(&r, bytes, n, piece);
	for (guint i = 0; i < r.files->len; i++)
		fuzz_file(g_ptr_array_index(r.files, i));
	return r;
}

static void
result_release(struct result *r)
{
	g_string_free(r->text, TRUE);
	g_ptr_array_unref(r->files);
}

static void
want_same(read_pieces read, const char *bytes, gsize n)
{
	struct result one = read_with(read, bytes, n, n + 1);
	struct result other = read_with(read, bytes, n, 1 + n % 7);

	fuzz_want(g_string_equal(one.text, other.text));
	fuzz_want(one.files->len == other.files->len);
	for (guint i = 0; i < one.files->len; i++) {
		struct attachment *a = g_ptr_array_index(one.files, i);
		struct attachment *b = g_ptr_array_index(other.files, i);

		fuzz_want(strcmp(a->name, b->name) == 0);
		fuzz_want(strcmp(a->sha256, b->sha256) == 0);
	}
	result_release(&one);
	result_release(&other);
}

void
fuzz_one(const char *bytes, gsize n)
{
	want_same(read_base64, bytes, n);
	want_same(read_uuencode, bytes, n);
	want_same(read_data_uri, bytes, n);
}
