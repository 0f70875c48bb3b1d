/* A signed message that wraps its text. */
#include "tests/fuzz/fuzz.h"

#include "base/attachment.h"
#include "format/cms.h"

#include <unistd.h>

void
fuzz_one(const char *bytes, gsize n)
{
	struct attachment *in = attachment_from_file(
	    "smime.p7m", "application/pkcs7-mime", fuzz_fd(bytes, n), 0, TRUE);
	int fd = cms_unwrap(in->read, in->source);

	/* What is inside cannot be more than what is around it. */
	if (fd >= 0) {
		fuzz_want(lseek(fd, 0, SEEK_END) <= (off_t)n);
		close(fd);
	}
	attachment_free(in);
}
