/* An address field, as it stands in From and To, read in both ways. */
#include "tests/fuzz/fuzz.h"

#include "message/read.h"

#include <string.h>

static void
want_list(const GPtrArray *list)
{
	for (guint i = 0; i < list->len; i++) {
		const struct address *a = g_ptr_array_index(list, i);
		const char *at = strchr(a->addr, '@');
		g_autofree char *shown = address_format(a);

		fuzz_want(fuzz_is_line(a->name) && fuzz_is_line(a->addr));
		fuzz_want(fuzz_is_line(a->local) && fuzz_is_line(shown));
		fuzz_want(!*a->addr || (at && !strchr(at + 1, '@')));
		fuzz_want(!strpbrk(a->addr, " <>,"));
	}
}

static void
want_addresses(struct message *m)
{
	want_list(m->fields.from);
	want_list(m->fields.to);
	message_free(m);
}

void
fuzz_one(const char *bytes, gsize n)
{
	g_autofree char *field = g_strndup(bytes, n);
	g_autofree char *mail = NULL;
	struct spool s;

	for (char *p = field; *p; p++)
		if (*p == '\n' || *p == '\r')
			*p = ' ';
	mail = g_strdup_printf("From: %s\nTo: %s\n\nx\n", field, field);
	fuzz_want(fuzz_spool(&s, mail, strlen(mail)));
	want_addresses(message_read(&s, FALSE));
	want_addresses(message_new_plain(&s));
	spool_release(&s);
}
