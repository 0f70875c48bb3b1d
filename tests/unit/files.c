#include "tests/unit/files.h"

#include "tests/unit/test.h"

#include <string.h>

const struct attachment *
check_file(const GPtrArray *files, guint n, const char *name, const char *type,
    const char *bytes)
{
	struct attachment *a;
	char buf[100] = "";

	assert_true(n < files->len);
	a = g_ptr_array_index(files, n);
	assert_string_equal(a->name, name);
	assert_string_equal(a->type, type);
	assert_int_equal(a->size, strlen(bytes));
	assert_int_equal(a->read(a->source, buf, 99), strlen(bytes));
	assert_string_equal(buf, bytes);
	return a;
}
