#include "message/tree.h"

#include "base/limits.h"
#include "message/field.h"
#include "message/notice.h"

#include <string.h>

/* The beginning of a line that is looked at; a boundary has 70 at most. */
#define LINE_BYTES 512

/* Something that is put into the mail before it is read again. */
struct insertion {
	gint64 at; /* in the stream */
	char *text;
};

/* The bytes of a part, which are accounted for. */
struct span {
	gint64 start, end;
};

struct tree {
	GMimeStream *stream;
	GMimeHeaderList *fields; /* of the mail */
	/*
	 * char *, without the dashes before it: is it of an alternative of
	 * which no end was seen?
	 */
	GHashTable *boundaries;
	GArray *contents;   /* of struct span, in order */
	GArray *insertions; /* of struct insertion */
	guint objects;	    /* parts, with those that have parts */
	gboolean lost;
};

/* Where in a mail a line stands. */
enum place {
	IN_HEADER,
	BEFORE_PARTS, /* below a header, where a part has no text of its own */
	BETWEEN,      /* behind a part or behind the last boundary */
};

/* The way through all lines that are in no part. */
struct scan {
	struct tree *tree;
	enum place place;
	guint headers;	 /* begun so far */
	gint64 broken;	 /* the first line that is no field; -1: none */
	gboolean fields; /* this header has some */
	gboolean junk;	 /* what is broken is more than an mbox line */
};

static void
insertion_clear(gpointer p)
{
	struct insertion *i = p;

	g_free(i->text);
}

static void
insert(struct tree *t, gint64 at, char *text)
{
	struct insertion i = { at, text };

	g_array_append_val(t->insertions, i);
}

static int
compare_insertions(gconstpointer a, gconstpointer b)
{
	const struct insertion *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

/* The next line of a stream, or LINE_BYTES of it; 0: its end. */
static size_t
read_line(GMimeStream *stream, char line[LINE_BYTES + 1])
{
	ssize_t n = g_mime_stream_buffer_gets(stream, line, LINE_BYTES + 1);

	return n > 0 ? (size_t)n : 0;
}

/* Lines from "start" to "end" (-1: that of the stream). */
static GMimeStream *
open_lines(GMimeStream *stream, gint64 start, gint64 end)
{
	GMimeStream *part = g_mime_stream_substream(stream, start, end);
	GMimeStream *lines =
	    g_mime_stream_buffer_new(part, GMIME_STREAM_BUFFER_BLOCK_READ);

	g_mime_stream_reset(part);
	g_object_unref(part);
	return lines;
}

/* Takes the tree apart. */

static gboolean
has_line(const struct span *content, GMimeStream *stream, const char *boundary)
{
	GMimeStream *lines = open_lines(stream, content->start, content->end);
	size_t length = strlen(boundary);
	char line[LINE_BYTES + 1];
	gboolean found = FALSE;

	while (!found && read_line(lines, line))
		found = line[0] == '-' && line[1] == '-' &&
		    strncmp(line + 2, boundary, length) == 0;
	g_object_unref(lines);
	return found;
}

/*
 * A text whose type has a boundary, which occurs in it, is none.  The field
 * that says so gets another name.
 */
static void
mend_type(struct tree *t, GMimeObject *object, const struct span *content)
{
	g_autofree char *boundary = mime_type_parameter(object, "boundary");
	GMimeHeader *header = g_mime_header_list_get_header(
	    g_mime_object_get_header_list(object), "Content-Type");

	if (!boundary || !*boundary || strpbrk(boundary, "\"\\\r\n") ||
	    !g_mime_content_type_is_type(
		g_mime_object_get_content_type(object), "text", "*") ||
	    !has_line(content, t->stream, boundary))
		return;
	insert(t, g_mime_header_get_offset(header),
	    g_strdup_printf(
		"Content-Type: multipart/mixed; boundary=\"%s\"\nX-Declared-",
		boundary));
}

/*
 * Of several Content-Type fields the library takes the last, and the rest of
 * the world the first: what differs from that gets another name.
 */
static void
mend_further_types(struct tree *t, GMimeObject *object)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);
	const char *first = NULL;

	for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
		GMimeHeader *h = g_mime_header_list_get_header_at(list, i);

		if (g_ascii_strcasecmp(
			g_mime_header_get_name(h), "Content-Type") != 0)
			continue;
		if (!first)
			first = g_mime_header_get_raw_value(h);
		else if (strcmp(g_mime_header_get_raw_value(h), first) != 0)
			insert(t, g_mime_header_get_offset(h),
			    g_strdup("X-Further-"));
	}
}

static void
collect_leaf(struct tree *t, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *stream =
	    content ? g_mime_data_wrapper_get_stream(content) : NULL;
	struct span span;

	if (!stream)
		return;
	span = (struct span){ stream->bound_start, stream->bound_end };
	g_array_append_val(t->contents, span);
	mend_type(t, GMIME_OBJECT(part), &span);
}

static gboolean
is_alternative(GMimeObject *object)
{
	return g_mime_content_type_is_type(
	    g_mime_object_get_content_type(object), "multipart", "alternative");
}

static gboolean
has_prefix_of(const char *line, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (g_ascii_strncasecmp(line, names[i], strlen(names[i])) == 0)
			return TRUE;
	return FALSE;
}

/* Fields of a part that say nothing which a ticket would have to show. */
static gboolean
is_field_of_part(const char *line)
{
	static const char *const names[] = { "Content-", "X-", "MIME-Version",
		"Message-ID", "Date", "References", "In-Reply-To", "Received",
		"Lines" };

	return has_prefix_of(line, names, G_N_ELEMENTS(names));
}

/* The same, however it is folded? */
static gboolean
is_same_value(const char *a, const char *b)
{
	do {
		a += strspn(a, " \t\r\n");
		b += strspn(b, " \t\r\n");
		if (*a != *b)
			return FALSE;
	} while (*a++ && *b++);
	return TRUE;
}

/*
 * Fields of a part are not shown.  Signed mail repeats those of the mail in
 * one (protected headers, RFC 9788), and that adds nothing.
 */
static gboolean
has_words_in_header(struct tree *t, GMimeObject *object)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);

	for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
		GMimeHeader *h = g_mime_header_list_get_header_at(list, i);
		const char *name = g_mime_header_get_name(h);
		GMimeHeader *top =
		    g_mime_header_list_get_header(t->fields, name);

		if (!is_field_of_part(name) &&
		    (!top ||
			!is_same_value(g_mime_header_get_raw_value(top),
			    g_mime_header_get_raw_value(h))))
			return TRUE;
	}
	return FALSE;
}

static void
collect_object(struct tree *t, GMimeObject *object)
{
	GMimeMultipart *multipart;
	const char *boundary;

	t->objects++;
	mend_further_types(t, object);
	t->lost = t->lost || (t->objects > 1 && has_words_in_header(t, object));
	if (GMIME_IS_PART(object))
		collect_leaf(t, GMIME_PART(object));
	if (!GMIME_IS_MULTIPART(object))
		return;
	multipart = GMIME_MULTIPART(object);
	boundary = g_mime_multipart_get_boundary(multipart);
	if (boundary)
		g_hash_table_insert(t->boundaries, g_strdup(boundary),
		    GINT_TO_POINTER(is_alternative(object)));
	for (int i = 0; i < g_mime_multipart_get_count(multipart); i++)
		collect_object(t, g_mime_multipart_get_part(multipart, i));
}

/* Looks at the lines between. */

/* "ends": it is the one behind the last part. */
static gboolean
is_boundary(struct tree *t, const char *line, gboolean *ends)
{
	g_autofree char *name = NULL;

	*ends = FALSE;
	if (line[0] != '-' || line[1] != '-')
		return FALSE;
	name = g_strchomp(g_strdup(line + 2));
	if (g_hash_table_contains(t->boundaries, name))
		return TRUE;
	*ends = g_str_has_suffix(name, "--");
	if (*ends)
		name[strlen(name) - 2] = '\0';
	*ends = *ends && g_hash_table_contains(t->boundaries, name);
	if (*ends)
		g_hash_table_insert(
		    t->boundaries, g_steal_pointer(&name), NULL);
	return *ends;
}

/* The bytes of a field's name; 0: the line is none. */
static size_t
field_name_length(const char *line)
{
	size_t n = 0, colon;

	while (line[n] > ' ' && line[n] < 0x7f && line[n] != ':')
		n++;
	colon = n + strspn(line + n, " \t");
	return line[colon] == ':' ? n : 0;
}

/* Fields that no text is likely to begin a line with. */
static gboolean
is_sure_field(const char *line)
{
	static const char *const names[] = { "From", "To", "Cc", "Subject",
		"Reply-To", "Return-Path", "Sender", "DKIM-Signature" };

	return is_field_of_part(line) ||
	    has_prefix_of(line, names, G_N_ELEMENTS(names));
}

static gboolean
is_empty(const char *line)
{
	return strcmp(line, "\n") == 0 || strcmp(line, "\r\n") == 0;
}

static gboolean
is_mbox_line(const char *line)
{
	return g_str_has_prefix(line, "From ") ||
	    g_str_has_prefix(line, ">From ");
}

/* The header is over; where it broke, its end is put in. */
static void
end_header(struct scan *s)
{
	if (s->place == IN_HEADER && s->broken >= 0)
		insert(s->tree, s->broken, g_strdup("\n"));
	s->place = BEFORE_PARTS;
	s->broken = -1;
	s->junk = FALSE;
}

static void
begin_header(struct scan *s)
{
	s->place = IN_HEADER;
	s->fields = FALSE;
	s->headers++;
}

/*
 * A header that breaks goes on if a field follows that is surely one: then
 * the line between was junk.
 */
static void
scan_header_line(struct scan *s, const char *line, gint64 at)
{
	gboolean blank = !line[strspn(line, " \t\r\n")];

	if (is_empty(line)) {
		end_header(s);
	} else if (*line == ':' && s->broken < 0) {
		/* A field whose name is gone; the library passes over it. */
		s->tree->lost = TRUE;
	} else if (field_name_length(line) &&
	    (s->broken < 0 || is_sure_field(line))) {
		s->tree->lost = s->tree->lost || (s->broken >= 0 && s->junk);
		s->fields = TRUE;
		s->broken = -1;
		s->junk = FALSE;
	} else if (s->broken >= 0 || blank || !s->fields ||
	    !strchr(" \t", *line)) {
		s->broken = s->broken < 0 ? at : s->broken;
		s->junk = s->junk || !is_mbox_line(line);
	}
}

static void
scan_line(struct scan *s, char *line, gint64 at)
{
	gboolean ends;

	if (is_boundary(s->tree, line, &ends)) {
		end_header(s);
		if (ends)
			s->place = BETWEEN;
		else
			begin_header(s);
	} else if (s->place == IN_HEADER) {
		scan_header_line(s, line, at);
	} else if (line[strspn(line, " \t\r\n")] &&
	    (s->place != BEFORE_PARTS || !mime_is_notice(line))) {
		s->tree->lost = TRUE;
	}
}

/* The lines between two parts, or before and behind all of them. */
static void
scan_lines(struct scan *s, gint64 start, gint64 end)
{
	GMimeStream *lines;
	char line[LINE_BYTES + 1];
	gboolean begins, goes_on = FALSE;
	gint64 at = start;
	size_t n;

	if (end >= 0 && start >= end)
		return;
	lines = open_lines(s->tree->stream, start, end);
	while ((n = read_line(lines, line)) > 0) {
		/* NULs do not end it. */
		for (size_t i = 0; i < n; i++)
			line[i] = line[i] ? line[i] : '?';
		begins = !goes_on;
		goes_on = line[n - 1] != '\n';
		/* It may change the line. */
		if (begins)
			scan_line(s, line, at);
		at += (gint64)n;
	}
	g_object_unref(lines);
}

static gboolean
is_open(gpointer boundary, gpointer open, gpointer unused)
{
	(void)boundary;
	(void)unused;
	return GPOINTER_TO_INT(open);
}

static void
scan_tree(struct tree *t)
{
	struct scan s = { .tree = t, .broken = -1 };
	gint64 at = t->stream->bound_start;

	begin_header(&s);
	for (guint i = 0; i < t->contents->len; i++) {
		const struct span *c =
		    &g_array_index(t->contents, struct span, i);

		scan_lines(&s, at, c->start);
		end_header(&s);
		s.place = BETWEEN;
		at = c->end;
		if (at < 0)
			break;
	}
	if (at >= 0)
		scan_lines(&s, at, t->stream->bound_end);
	end_header(&s);
	/* Headers that the library has taken for something else. */
	t->lost = t->lost || s.headers != t->objects;
	/* Of two forms of a text, the one that is shown may be cut off. */
	t->lost =
	    t->lost || g_hash_table_find(t->boundaries, is_open, NULL) != NULL;
}

/* The mail with what is put in. */
static GMimeStream *
mended_stream(struct tree *t)
{
	GMimeStream *all = g_mime_stream_cat_new();
	gint64 at = t->stream->bound_start;

	g_array_sort(t->insertions, compare_insertions);
	for (guint i = 0; i <= t->insertions->len; i++) {
		const struct insertion *put = i < t->insertions->len ?
		    &g_array_index(t->insertions, struct insertion, i) :
		    NULL;
		GMimeStream *source = g_mime_stream_substream(
		    t->stream, at, put ? put->at : t->stream->bound_end);

		g_mime_stream_cat_add_source(GMIME_STREAM_CAT(all), source);
		g_object_unref(source);
		if (!put)
			break;
		source = g_mime_stream_mem_new_with_buffer(
		    put->text, strlen(put->text));
		g_mime_stream_cat_add_source(GMIME_STREAM_CAT(all), source);
		g_object_unref(source);
		at = put->at;
	}
	return all;
}

static GMimeObject *
parse_stream(GMimeStream *stream)
{
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	/*
	 * As a part, not as a message: the parser then leaves the address
	 * fields alone, in which nested groups crash it.
	 */
	GMimeObject *root = g_mime_parser_construct_part(parser, NULL);

	g_object_unref(parser);
	return root;
}

static void
tree_init(struct tree *t, GMimeStream *stream, GMimeObject *root)
{
	*t = (struct tree){ .stream = stream,
		.fields = g_mime_object_get_header_list(root) };
	t->boundaries =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	t->contents = g_array_new(FALSE, FALSE, sizeof(struct span));
	t->insertions = g_array_new(FALSE, FALSE, sizeof(struct insertion));
	g_array_set_clear_func(t->insertions, insertion_clear);
	collect_object(t, root);
	scan_tree(t);
}

static void
tree_release(struct tree *t)
{
	g_hash_table_unref(t->boundaries);
	g_array_unref(t->contents);
	g_array_unref(t->insertions);
}

GMimeObject *
mime_parse(GMimeStream *stream, gboolean *lost)
{
	GMimeObject *root = parse_stream(stream), *again = NULL;
	GMimeStream *mended;
	struct tree t;

	/* Others do not tell where their parts are: those of a mended mail. */
	if (!root || !GMIME_IS_STREAM_FS(stream))
		return root;
	tree_init(&t, stream, root);
	*lost = *lost || t.lost || t.insertions->len;
	if (t.insertions->len && t.insertions->len <= LIMIT_MENDED) {
		mended = mended_stream(&t);
		again = parse_stream(mended);
		g_object_unref(mended);
	}
	tree_release(&t);
	if (!again)
		return root;
	g_object_unref(root);
	return again;
}
