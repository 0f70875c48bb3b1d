#include "ticket/authres.h"

#include "tests/unit/support.h"
#include "tests/unit/test.h"

#include <string.h>

/* "pass dmarc" of a header; to be freed. */
static char *
verdict(const char *fields, const char *from)
{
	g_autofree char *mail =
	    g_strdup_printf("%s\nFrom: %s\nSubject: x\n\nx\n", fields, from);
	static char mx[] = "mx.b.c", mx2[] = "MX2.b.c";
	char *ids[] = { mx, mx2, NULL };
	struct spool spool;
	struct message *m;
	struct authres a;
	char *out;

	support_spool(&spool, mail, -1);
	m = message_read(&spool, FALSE);
	authres_init(&a, m, ids);
	out = g_strdup_printf("%s %s", authres_name(a.verdict),
	    a.by	  ? a.by :
		a.topmost ? a.topmost :
			    "-");
	authres_release(&a);
	message_free(m);
	spool_release(&spool);
	return out;
}

#define AR "Authentication-Results: "

struct row {
	const char *fields, *want;
};

static void
check(const struct row *rows, size_t n, const char *from)
{
	for (size_t i = 0; i < n; i++) {
		g_autofree char *got = verdict(rows[i].fields, from);

		if (strcmp(got, rows[i].want) != 0)
			fail_msg("%s: %s", rows[i].fields, got);
	}
}

static void
what_vouches_for_the_domain_passes(void **state)
{
	static const struct row rows[] = {
		{ AR "mx.b.c; dmarc=pass header.from=example.com",
		    "pass dmarc" },
		{ AR "mx.b.c; dmarc=pass", "pass dmarc" },
		{ AR "MX.B.C 1; DMARC = Pass", "pass dmarc" },
		{ AR "mx2.b.c; dkim=pass header.d=example.com header.s=a",
		    "pass dkim" },
		{ AR "mx.b.c; dkim=pass header.i=@example.com", "pass dkim" },
		{ AR "mx.b.c; dkim/1=pass header.i=ada@example.com",
		    "pass dkim" },
		{ AR "mx.b.c; spf=pass smtp.mailfrom=ada@example.com",
		    "pass spf" },
		{ AR "mx.b.c; spf=pass smtp.mailfrom=example.com", "pass spf" },
		{ AR "mx.b.c; spf=pass smtp.mailfrom=\"a b\"@example.com",
		    "pass spf" },
		{ AR "\"mx.b.c\";\n\tspf=fail smtp.mailfrom=x.y;\n"
		     "\tdkim=pass (2048-bit; key) header.d=EXAMPLE.com",
		    "pass dkim" },
		{ AR "(a (nested; \\) one)) mx.b.c (v) ; (x) dkim (y) = (z) "
		     "pass reason=\"good; really\" (w) header.d = example.com",
		    "pass dkim" },
		{ AR "mx.b.c; dkim=fail header.d=example.com; dkim=pass "
		     "header.d=example.com; dmarc=none header.from=example.com",
		    "pass dkim" },
		{ AR "mx.b.c; spf=pass smtp.mailfrom=example.com; "
		     "dmarc=pass header.from=example.com",
		    "pass dmarc" },
		{ "authentication-results: mx.b.c; dmarc=pass", "pass dmarc" },
	};

	(void)state;
	check(rows, G_N_ELEMENTS(rows), "Ada <ada@Example.com>");
}

static void
nothing_else_does(void **state)
{
	static const struct row rows[] = {
		{ "X: y", "missing -" },
		{ AR "mx.other; dmarc=pass", "missing mx.other" },
		{ AR "mx.b.c.evil; dmarc=pass", "missing mx.b.c.evil" },
		{ AR "mx.b.c; none", "none mx.b.c" },
		{ AR "mx.b.c", "none mx.b.c" },
		{ AR "mx.b.c;", "none mx.b.c" },
		{ AR "", "missing " },
		{ AR ";;;;", "missing " },
		{ AR "mx.b.c; dmarc=fail; dkim=pass header.d=example.com",
		    "none mx.b.c" },
		{ AR "mx.b.c; dkim=pass header.d=example.com; dmarc=fail",
		    "none mx.b.c" },
		{ AR "mx.b.c; dmarc=bestguesspass header.from=example.com",
		    "none mx.b.c" },
		{ AR "mx.b.c; dmarc=pass header.from=evil.example",
		    "none mx.b.c" },
		{ AR "mx.b.c; dkim=pass header.d=evil.example", "none mx.b.c" },
		{ AR "mx.b.c; dkim=pass", "none mx.b.c" },
		{ AR "mx.b.c; dkim=pass header.d=evil.example "
		     "header.i=@example.com",
		    "none mx.b.c" },
		{ AR "mx.b.c; dkim=neutral header.d=example.com",
		    "none mx.b.c" },
		{ AR "mx.b.c; dkim=pass header.d=com", "none mx.b.c" },
		{ AR "mx.b.c; dkim=pass header.d=notexample.com",
		    "none mx.b.c" },
		{ AR "mx.b.c; dkim=pass header.d=mail.example.com",
		    "none mx.b.c" },
		{ AR "mx.b.c; spf=pass smtp.helo=example.com", "none mx.b.c" },
		{ AR "mx.b.c; spf=softfail smtp.mailfrom=example.com",
		    "none mx.b.c" },
		{ AR "mx.b.c; auth=pass smtp.auth=ada@example.com",
		    "none mx.b.c" },
		{ AR "mx.b.c; x-dmarc=pass", "none mx.b.c" },
		{ AR "mx.b.c; reason=\"dmarc=pass\"", "none mx.b.c" },
		/* What a sender can put into an address of his. */
		{ AR "mx.b.c; spf=pass smtp.mailfrom=\"example.com\"@evil.com",
		    "none mx.b.c" },
		{ AR
		    "mx.b.c; spf=pass smtp.mailfrom=\"x; dmarc=pass \"@evil.com",
		    "none mx.b.c" },
		{ AR "mx.b.c; spf=pass (of \"x) ; dmarc=pass (\"@evil.com) "
		     "smtp.mailfrom=evil.com",
		    "none mx.b.c" },
		{ AR "mx.b.c; spf=pass (of (x) dmarc=pass; dmarc=pass",
		    "none mx.b.c" },
		{ AR "mx.b.c; spf=pass \"smtp.mailfrom=x; dmarc=pass",
		    "none mx.b.c" },
	};

	(void)state;
	check(rows, G_N_ELEMENTS(rows), "ada@example.com");
}

static void
only_the_topmost_of_ours_counts(void **state)
{
	static const struct row rows[] = {
		{ AR "mx.b.c; dmarc=none\n" AR "mx.b.c; dmarc=pass",
		    "none mx.b.c" },
		{ AR "mx2.b.c; dkim=fail\nReceived: x\n" AR
		     "mx.b.c; dmarc=pass",
		    "none mx2.b.c" },
		{ AR "mx.other; dmarc=fail\nReceived: x\n" AR
		     "mx.b.c; dmarc=pass",
		    "pass dmarc" },
		{ "ARC-" AR "i=1; mx.b.c; dmarc=pass", "missing -" },
		{ "X-Original-" AR "mx.b.c; dmarc=pass", "missing -" },
	};

	(void)state;
	check(rows, G_N_ELEMENTS(rows), "ada@example.com");
}

static void
it_is_the_domain_of_the_one_sender(void **state)
{
	static const char dkim[] = AR "mx.b.c; dkim=pass header.d=example.com";
	static const char dmarc[] = AR "mx.b.c; dmarc=pass";

	(void)state;
	assert_text(verdict(dkim, "a@mail.example.com"), "pass dkim");
	assert_text(verdict(dkim, "a@b.c, ada@example.com"), "none mx.b.c");
	assert_text(verdict(dmarc, "a@b.c, ada@example.com"), "none mx.b.c");
	assert_text(verdict(dmarc, "root"), "none mx.b.c");
	assert_text(verdict(dmarc, ""), "none mx.b.c");
	assert_text(verdict(dkim, "\"ada@example.com\" <a@evil.example>"),
	    "none mx.b.c");
	assert_text(
	    verdict(AR "mx.b.c; dkim=pass header.d=xn--bcher-kva.example",
		"a@b\xc3\xbc"
		"cher.example"),
	    "pass dkim");
}

static void
without_an_id_nothing_is_ours(void **state)
{
	struct spool spool;
	struct message *m;
	struct authres a;

	(void)state;
	support_spool(&spool, AR "mx.b.c; dmarc=pass\nFrom: a@b.c\n\n", -1);
	m = message_read(&spool, FALSE);
	authres_init(&a, m, NULL);
	assert_int_equal(a.verdict, AUTHRES_MISSING);
	assert_string_equal(a.topmost, "mx.b.c");
	authres_release(&a);
	message_free(m);
	spool_release(&spool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_vouches_for_the_domain_passes),
		cmocka_unit_test(nothing_else_does),
		cmocka_unit_test(only_the_topmost_of_ours_counts),
		cmocka_unit_test(it_is_the_domain_of_the_one_sender),
		cmocka_unit_test(without_an_id_nothing_is_ours),
	};

	return RUN(tests);
}
