/* A winmail.dat. */
#include "tests/fuzz/fuzz.h"

#include "base/attachment.h"
#include "base/limits.h"
#include "format/tnef.h"

#include <string.h>

void
fuzz_one(const char *bytes, gsize n)
{
	int fd = fuzz_fd(bytes, n);
	struct attachment *in = attachment_from_file(
	    "winmail.dat", "application/ms-tnef", fd, 0, TRUE);
	struct tnef t;

	if (tnef_read(&t, in->read, in->source, LIMIT_FILE_NAME) == 0)
		for (guint i = 0; i < t.files->len; i++)
			fuzz_file(g_ptr_array_index(t.files, i));
	fuzz_want(!t.text || g_utf8_validate(t.text, -1, NULL));
	fuzz_want(!t.html || g_utf8_validate(t.html, -1, NULL));
	tnef_release(&t);
	attachment_free(in);
}
