/* A configuration file. */
#include "tests/fuzz/fuzz.h"

#include "config/file.h"

#include <sys/stat.h>
#include <unistd.h>

void
fuzz_one(const char *bytes, gsize n)
{
	int fd = fuzz_fd(bytes, n);
	g_autofree char *name = g_strdup_printf("/proc/self/fd/%d", fd);
	struct error err = ERROR_INIT;
	struct options o;
	int rc;

	fuzz_options(&o, NULL);
	fuzz_want(fchmod(fd, 0600) == 0);
	rc = options_read_file(&o, name, TRUE, &err);
	fuzz_want((rc < 0) == (err.failure == FAIL_CONFIG));
	if (rc == 0 && options_check(&o, &err) < 0)
		fuzz_want(err.failure == FAIL_CONFIG);
	error_release(&err);
	options_release(&o);
	close(fd);
}
