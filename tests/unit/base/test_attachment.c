#include "base/attachment.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <fcntl.h>
#include <unistd.h>

#define SHA256_OF_HELLO                    \
	"2cf24dba5fb0a30e26e83b2ac5b9e29e" \
	"1b161e5c1fa7425e73043362938b9824"

static char *
read_all(struct attachment *a)
{
	GString *out = g_string_new(NULL);
	char buf[3];
	ssize_t n;

	while ((n = a->read(a->source, buf, sizeof buf)) > 0)
		g_string_append_len(out, buf, n);
	assert_int_equal(n, 0);
	return g_string_free(out, FALSE);
}

static void
check(struct attachment *a)
{
	assert_int_equal(a->rewind(a->source), 0);
	assert_int_equal(attachment_measure(a, TRUE), 0);
	assert_int_equal(a->size, 5);
	assert_string_equal(a->sha256, SHA256_OF_HELLO);
	assert_text(read_all(a), "hello");
	assert_text(read_all(a), "");
	assert_int_equal(a->rewind(a->source), 0);
	assert_text(read_all(a), "hello");
}

static void
memory_can_be_read_again_and_again(void **state)
{
	struct attachment *a =
	    attachment_from_text("a.txt", "text/plain", "hello");

	(void)state;
	assert_string_equal(a->name, "a.txt");
	assert_string_equal(a->type, "text/plain");
	check(a);
	attachment_free(a);
	attachment_free(NULL);
}

static void
a_digest_is_measured_when_it_is_asked_for(void **state)
{
	struct attachment *a = attachment_from_text("a", "text/plain", "hello");

	(void)state;
	assert_string_equal(a->sha256, "");
	assert_string_equal(attachment_digest(a), SHA256_OF_HELLO);
	assert_int_equal(a->size, 5);
	assert_text(read_all(a), "hello");
	/* Not a second time: an upload may be half way through. */
	assert_string_equal(attachment_digest(a), SHA256_OF_HELLO);
	assert_text(read_all(a), "");
	attachment_free(a);
}

static void
a_file_is_read_from_its_start(void **state)
{
	int fd = support_fd("skip hello", -1);
	struct attachment *a =
	    attachment_from_file("a", "text/plain", fd, 5, FALSE);
	struct attachment *b =
	    attachment_from_file("b", "text/plain", fd, 9, FALSE);

	(void)state;
	check(a);
	/* Two readers of one descriptor do not disturb each other. */
	assert_text(read_all(b), "o");
	check(a);
	attachment_free(a);
	attachment_free(b);
	assert_int_not_equal(fcntl(fd, F_GETFD), -1);
	close(fd);
}

static void
an_owned_descriptor_is_closed(void **state)
{
	int fd = support_fd("x", -1);

	(void)state;
	attachment_free(attachment_from_file("a", "text/plain", fd, 0, TRUE));
	assert_int_equal(fcntl(fd, F_GETFD), -1);
}

static void
what_cannot_be_read_has_no_size(void **state)
{
	struct attachment *a =
	    attachment_from_file("a", "text/plain", -1, 0, FALSE);

	(void)state;
	assert_int_equal(attachment_measure(a, FALSE), -1);
	attachment_free(a);
}

static void
two_exchange_what_they_hold(void **state)
{
	struct attachment *a =
	    attachment_from_text("a", "text/plain", "longer");
	struct attachment *b = attachment_from_file(
	    "b", "text/plain", support_fd("hello", -1), 0, TRUE);

	(void)state;
	(void)attachment_digest(a);
	(void)attachment_digest(b);
	attachment_swap(a, b);
	assert_int_equal(a->size, 5);
	assert_int_equal(b->size, 6);
	assert_string_equal(attachment_digest(a), SHA256_OF_HELLO);
	assert_string_not_equal(attachment_digest(b), SHA256_OF_HELLO);
	assert_string_equal(a->name, "a");
	attachment_free(b);
	check(a);
	attachment_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_can_be_read_again_and_again),
		cmocka_unit_test(a_digest_is_measured_when_it_is_asked_for),
		cmocka_unit_test(a_file_is_read_from_its_start),
		cmocka_unit_test(an_owned_descriptor_is_closed),
		cmocka_unit_test(what_cannot_be_read_has_no_size),
		cmocka_unit_test(two_exchange_what_they_hold),
	};

	return RUN(tests);
}
