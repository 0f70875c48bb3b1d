/*
 * The table of options as text: --help, and the list in jicket(1).
 */
#include "config/options.h"
#include "config/table.h"

#include <stdio.h>
#include <string.h>

#define HELP_COLUMN 28
#define HELP_WIDTH  80

/* Prints words from the column on, wrapped. */
static void
print_wrapped(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	size_t at = HELP_COLUMN;

	for (char **word = words; *word; word++) {
		size_t n = strlen(*word);

		if (at + n + 1 > HELP_WIDTH) {
			printf("\n%*s", HELP_COLUMN, "");
			at = HELP_COLUMN;
		}
		printf("%s%s", at == HELP_COLUMN ? "" : " ", *word);
		at += n + 1;
	}
	printf("\n");
}

static gboolean
has_negation(const struct option_row *row)
{
	return row->type == OPTION_YESNO && row->def != NULL;
}

static char *
synopsis(const struct option_row *row)
{
	GString *s = g_string_new("  ");

	if (row->letter)
		g_string_append_printf(s, "-%c, ", row->letter);
	g_string_append_printf(
	    s, "--%s%s", has_negation(row) ? "[no-]" : "", row->name);
	if (row->arg)
		g_string_append_printf(s, " %s", row->arg);
	return g_string_free(s, FALSE);
}

static char *
sentence(const struct option_row *row)
{
	GString *s = g_string_new(row->help);

	if (row->def && row->type != OPTION_YESNO && row->min >= 0)
		g_string_append_printf(s, " (default: %s)", row->def);
	if (has_negation(row))
		g_string_append_printf(s, " (default: %s)", row->def);
	return g_string_free(s, FALSE);
}

void
options_print_help(void)
{
	printf("usage: jicket [options] < message\n\n"
	       "Files one mail in Jira, as a new issue or as a comment.  "
	       "jicket(1) has the rest.\n");
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_table[i];
		g_autofree char *left = synopsis(row);
		g_autofree char *right = sentence(row);

		if (row->section)
			printf("\n%s\n", row->section);
		if (strlen(left) < HELP_COLUMN - 1)
			printf("%-*s", HELP_COLUMN, left);
		else
			printf("%s\n%*s", left, HELP_COLUMN, "");
		print_wrapped(right);
	}
}

static char *
uppercase_first(const char *text)
{
	char *s = g_strdup(text);

	s[0] = g_ascii_toupper(s[0]);
	return s;
}

/* mdoc takes a leading dot or quote for a request, and \ for an escape. */
static void
print_mdoc_text(const char *text)
{
	for (const char *p = text; *p; p++) {
		if (*p == '\\')
			printf("\\e");
		else if (p[0] == '-' && p[1] == '-')
			printf("\\-");
		else if (*p == '-' && p > text && p[-1] == '-')
			printf("\\-");
		else
			putchar(*p);
	}
}

void
options_print_mdoc(void)
{
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_table[i];
		g_autofree char *text = uppercase_first(row->help);

		if (row->section)
			printf("%s.Ss %s\n.Bl -tag -width Ds\n",
			    i ? ".El\n" : "", row->section);
		printf(".It");
		if (row->letter)
			printf(" Fl %c ,", row->letter);
		printf(" Fl \\-%s", row->name);
		if (row->arg)
			printf(" Ar %s", row->arg);
		if (has_negation(row))
			printf(" , Fl \\-no-%s", row->name);
		if (row->env)
			printf(" Pq Ev %s", row->env);
		printf("\n");
		print_mdoc_text(text);
		printf(".\n");
		if (row->def && row->min >= 0 &&
		    (row->type != OPTION_YESNO || has_negation(row)))
			printf("The default is\n.Dq %s .\n", row->def);
	}
	printf(".El\n");
}
