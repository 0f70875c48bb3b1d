/* The raw header, without a MIME parser: fields, ids, the envelope. */
#include "tests/fuzz/fuzz.h"

#include "intake/envelope.h"
#include "intake/header.h"
#include "intake/msgid.h"

#include <string.h>

static void
want_ids(const char *value)
{
	g_autoptr(GPtrArray) ids = msgid_list(value);
	g_autofree char *one = msgid_first(value);

	if (one)
		g_ptr_array_add(ids, g_steal_pointer(&one));
	for (guint i = 0; i < ids->len; i++) {
		const char *id = g_ptr_array_index(ids, i);

		fuzz_want(*id && strlen(id) <= LIMIT_MESSAGE_ID);
		for (const char *p = id; *p; p++)
			fuzz_want((unsigned char)*p > ' ');
	}
}

static void
want_fields(const struct header *h)
{
	for (guint i = 0; i < h->fields->len; i++) {
		const struct field *f = g_ptr_array_index(h->fields, i);

		fuzz_want(*f->name && !strpbrk(f->name, " \t:\r\n"));
		fuzz_want(!strpbrk(f->value, "\r\n"));
		want_ids(f->value);
	}
}

void
fuzz_one(const char *bytes, gsize n)
{
	static struct options o;
	struct spool s;

	if (!o.id_prefix)
		fuzz_options(&o, NULL);
	if (fuzz_spool(&s, bytes, n)) {
		struct header h;
		struct envelope e;

		fuzz_want(s.start <= s.body && s.body <= s.size);
		header_init(&h, s.head->str + s.start,
		    s.head->len - (gsize)s.start, s.limits->header_fields);
		want_fields(&h);
		envelope_init(&e, &o, &h);
		envelope_release(&e);
		header_release(&h);
	}
	spool_release(&s);
}
