/*
 * A block is a run of lines of which most look preformatted, and which lose
 * something without their blanks.  A box around prose is the worse error:
 * it is not wrapped.
 */
#include "plain/pre.h"

#include "plain/diff.h"
#include "plain/line.h"
#include "plain/look.h"

#include <string.h>

/* Beyond this, no column is looked for. */
#define GAPS	  12
#define WIDTH	  250
#define TAB_WIDTH 8

/* Of a name before the sign of a quote. */
#define NAME_LENGTH 12

/* Lines that a run goes on over without one of its kind. */
#define RUN_PAUSE 3

/* Blanks in a line that may part columns: from <= i < to. */
struct gap {
	guint from, to;
};

/* What is known of a line; those of the text are looked at in order. */
struct shape {
	guint indent;
	unsigned look;
	gboolean blank, columns; /* it has columns, with a line beside it */
	gboolean wide;		 /* it has a gap that parts columns */
	gboolean closed;	 /* nothing from here on is looked at */
	gboolean nested;	 /* below a label that it belongs to */
};

/* "AL>   some words": how some quote. */
static gboolean
is_quoted_by_name(const struct plain_line *line)
{
	const char *p = line->rest, *end = p + MIN(line->n, NAME_LENGTH);

	while (p < end && *p == ' ')
		p++;
	while (p < end && g_ascii_isalpha(*p))
		p++;
	return p > line->rest && p < end && *p == '>' && p[-1] != ' ';
}

/*
 * Finds the gaps between the columns of a line, as it is seen with letters
 * of one width.  Returns how many there are; "*indent" is what stands before.
 */
static guint
find_gaps(const struct plain_line *line, struct gap *gaps, guint *indent)
{
	const char *p = line->rest, *end = p + line->n;
	guint column = 0, last = 0, n = 0;

	*indent = 0;
	for (; p < end && column < WIDTH; p = g_utf8_next_char(p)) {
		if (*p == '\t') {
			column += TAB_WIDTH - column % TAB_WIDTH;
			continue;
		}
		if (*p != ' ') {
			if (!last)
				*indent = column;
			else if (column - last >= 2 && n < GAPS)
				gaps[n++] = (struct gap){ last, column };
			last = column + 1;
		}
		column++;
	}
	return n;
}

/* Do two lines have a column's edge at the same place? */
static gboolean
share_gap(const struct gap *a, guint n, const struct gap *b, guint m)
{
	for (guint i = 0, k = 0; i < n && k < m;) {
		guint from = MAX(a[i].from, b[k].from);
		guint to = MIN(a[i].to, b[k].to);
		guint wide = MAX(a[i].to - a[i].from, b[k].to - b[k].from);

		if (from + 2 <= to && wide >= 3)
			return TRUE;
		if (a[i].to < b[k].to)
			i++;
		else
			k++;
	}
	return FALSE;
}

static gboolean
is_signature_mark(const struct plain_line *line)
{
	return line->n >= 2 && line->n <= 3 && memcmp(line->rest, "--", 2) == 0;
}

/* Looks at every line, and at each with the one before it. */
static struct shape *
read_shapes(GArray *lines)
{
	struct shape *shapes = g_new0(struct shape, lines->len + 1);
	struct gap gaps[2][GAPS];
	guint n[2] = { 0, 0 };

	for (guint i = 0; i < lines->len; i++) {
		const struct plain_line *line = plain_line_at(lines, i);
		struct shape *s = &shapes[i];
		struct gap *now = gaps[i & 1], *before = gaps[~i & 1];
		gboolean same = i > 0 && line[-1].quote == line->quote;
		gsize lead;

		/* Cards below the mark of a signature are nobody's table. */
		s->closed = is_signature_mark(line) || (same && s[-1].closed);
		s->blank = plain_line_is_blank(line);
		n[i & 1] = 0;
		if (s->blank || is_quoted_by_name(line) || line->flows ||
		    (same && line[-1].flows))
			continue;
		n[i & 1] = find_gaps(line, now, &s->indent);
		for (guint k = 0; k < n[i & 1]; k++)
			s->wide = s->wide || now[k].to - now[k].from >= 3;
		lead = strspn(line->rest, " \t");
		s->look = plain_look(line->rest + lead, line->n - lead);
		s->nested =
		    same && s[-1].look & LOOK_OPENS && s->indent > s[-1].indent;
		if (same && share_gap(now, n[i & 1], before, n[~i & 1]))
			s->columns = s[-1].columns = TRUE;
	}
	return shapes;
}

/* Counts of a run of lines. */
struct line_run {
	guint lines, kind;    /* that are not blank; that are of the kind */
	guint indented, deep; /* by 2 columns; by 4, and code */
	guint frames, columns, labels, nested;
};

/* One kind of block: which lines it is made of, and how many it takes. */
struct kind {
	gboolean (*is_of)(const struct shape *s);
	gboolean (*goes_on)(const struct shape *s); /* it may stand in one */
	gboolean (*is_one)(const struct line_run *r);
};

static gboolean
is_of_table(const struct shape *s)
{
	return s->columns || (s->look & (LOOK_FRAME | LOOK_ROW));
}

/* A cell that is alone in its row, or broken. */
static gboolean
goes_on_in_table(const struct shape *s)
{
	return s->wide || s->indent >= 4;
}

/* Two columns with a colon between are as good without their blanks. */
static gboolean
is_table_run(const struct line_run *r)
{
	if (r->frames)
		return r->kind >= 3 && r->columns > r->frames;
	return r->columns >= 3 && 2 * r->labels < r->lines;
}

static gboolean
is_of_code(const struct shape *s)
{
	return (s->look & (LOOK_CODE | LOOK_LOG)) != 0;
}

static gboolean
goes_on_in_code(const struct shape *s)
{
	return s->indent >= 2;
}

static gboolean
is_code_run(const struct line_run *r)
{
	return 2 * r->kind >= r->lines && r->indented >= 2 &&
	    (r->kind >= 3 || r->deep >= 2);
}

static gboolean
is_of_settings(const struct shape *s)
{
	return (s->look & LOOK_KEY) || (s->look & LOOK_LIST && s->indent);
}

/* Settings in YAML, whose levels are in the blanks; two, or it is a list. */
static gboolean
is_settings_run(const struct line_run *r)
{
	return r->nested >= 2 && 4 * r->kind >= 3 * r->lines;
}

static const struct kind table = { is_of_table, goes_on_in_table,
	is_table_run };
static const struct kind code = { is_of_code, goes_on_in_code, is_code_run };

static const struct kind settings = { is_of_settings, goes_on_in_code,
	is_settings_run };

static void
add_to_run(struct line_run *r, const struct shape *s, const struct kind *kind)
{
	gboolean of = kind->is_of(s);

	r->lines++;
	r->kind += of;
	r->indented += s->indent >= 2;
	r->deep += of && s->indent >= 4 && (s->look & LOOK_CODE);
	r->frames += (s->look & LOOK_FRAME) != 0;
	r->columns += s->columns || (s->look & (LOOK_FRAME | LOOK_ROW));
	r->nested += s->nested && s->look & LOOK_KEY;
	r->labels += (s->look & LOOK_LABEL) != 0;
}

/* Does line "next" belong to the block whose first or last line is i? */
static gboolean
belongs_to_block(GArray *lines, const struct shape *shapes, guint i, guint next)
{
	return next < lines->len && !shapes[next].blank &&
	    !shapes[next].closed &&
	    plain_line_at(lines, next)->quote ==
	    plain_line_at(lines, i)->quote &&
	    shapes[next].indent >= MAX(shapes[i].indent, 2);
}

/* Marks a block, with the lines at its edges that are indented as it is. */
static guint
mark_block(GArray *lines, const struct shape *shapes, guint i, guint end)
{
	while (i > 0 && belongs_to_block(lines, shapes, i, i - 1) &&
	    !plain_line_at(lines, i - 1)->pre)
		i--;
	while (belongs_to_block(lines, shapes, end - 1, end))
		end++;
	for (; i < end; i++)
		plain_line_at(lines, i)->pre = TRUE;
	return end;
}

/*
 * Marks the run that begins at i if it is a block; returns the line after
 * its last one.
 */
static guint
take_run(
    GArray *lines, const struct shape *shapes, guint i, const struct kind *kind)
{
	struct line_run so_far = { 0 }, r = { 0 };
	guint end = i + 1;

	for (guint n = i; n < lines->len && n < end + RUN_PAUSE; n++) {
		const struct shape *s = &shapes[n];

		if (plain_line_at(lines, n)->quote !=
			plain_line_at(lines, i)->quote ||
		    s->closed || plain_line_at(lines, n)->pre)
			break;
		if (s->blank)
			continue;
		add_to_run(&so_far, s, kind);
		if (kind->is_of(s)) {
			end = n + 1;
			r = so_far;
		} else if (!kind->goes_on(s)) {
			break;
		}
	}
	return kind->is_one(&r) ? mark_block(lines, shapes, i, end) : end;
}

static void
take_runs(GArray *lines, const struct shape *shapes, const struct kind *kind)
{
	for (guint i = 0; i < lines->len;) {
		const struct shape *s = &shapes[i];

		if (!plain_line_at(lines, i)->pre && !s->closed && !s->blank &&
		    kind->is_of(s))
			i = take_run(lines, shapes, i, kind);
		else
			i++;
	}
}

void
plain_find_pre(GArray *lines)
{
	g_autofree struct shape *shapes = read_shapes(lines);

	plain_find_hunks(lines);
	take_runs(lines, shapes, &table);
	take_runs(lines, shapes, &code);
	take_runs(lines, shapes, &settings);
}
