/*
 * The vectors were made with the reference implementation, version 1.2.2
 * (2.3.0 gives the same), for the numbers of numbers[].
 */
#include "ticket/hashids.h"

#include "tests/unit/test.h"

#include <glib.h>

#define DEFAULT "ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890"

static const guint64 numbers[] = { 0U, 1U, 2U, 99U, 100U, 12345U, 683U,
	1000000U, 2147483647U, 2147483648U, 4294967295U,
	G_GUINT64_CONSTANT(9007199254740991) };

struct vector {
	const char *salt, *alphabet;
	size_t min_length;
	const char *expected[G_N_ELEMENTS(numbers)];
};

static const struct vector vectors[] = {
	{ "JicketSalt", DEFAULT, 6,
	    { "L4L26Z", "NOJW4K", "K6NG4N", "9O9W3O", "L4LWWO", "O3JVP6",
		"6WVKY4", "LR2LM9", "2KQXXZQN", "LGP993PL", "2JK227WD",
		"83D0P2893ZPKM" } },
	{ "JicketSalt", DEFAULT, 0,
	    { "L2", "JW", "NG", "9W3", "LWW", "3JVP", "WVKY", "LR2LM9",
		"2KQXXZQN", "LGP993PL", "2JK227WD", "83D0P2893ZPKM" } },
	{ "JicketSalt", DEFAULT, 1,
	    { "L2", "JW", "NG", "9W3", "LWW", "3JVP", "WVKY", "LR2LM9",
		"2KQXXZQN", "LGP993PL", "2JK227WD", "83D0P2893ZPKM" } },
	{ "JicketSalt", DEFAULT, 7,
	    { "GL4L26Z", "0NOJW4K", "MK6NG4N", "9O9W3OP", "L4LWWOZ", "VO3JVP6",
		"Z6WVKY4", "4LR2LM9", "2KQXXZQN", "LGP993PL", "2JK227WD",
		"83D0P2893ZPKM" } },
	{ "JicketSalt", DEFAULT, 8,
	    { "GL4L26Z7", "0NOJW4KL", "MK6NG4NG", "J9O9W3OP", "GL4LWWOZ",
		"VO3JVP61", "Z6WVKY40", "4LR2LM94", "2KQXXZQN", "LGP993PL",
		"2JK227WD", "83D0P2893ZPKM" } },
	{ "JicketSalt", DEFAULT, 12,
	    { "WMGL4L26Z78P", "PJ0NOJW4KL8Y", "JEMK6NG4NG29", "VKJ9O9W3OP5R",
		"WMGL4LWWOZ78", "9GVO3JVP617X", "JRZ6WVKY402D", "GL4LR2LM94Z7",
		"G42KQXXZQN6Z", "L4LGP993PL6Z", "G42JK227WD4Z",
		"83D0P2893ZPKM" } },
	{ "JicketSalt", DEFAULT, 30,
	    { "Q3J2RXDKQWMGL4L26Z78P5N0VE91Y3",
		"11X9QEGZ2PJ0NOJW4KL8YWMRVD357R",
		"X7YQ8L3XWJEMK6NG4NG290RDZP1V5K",
		"JN803EGQ1VKJ9O9W3OP5R7MWYZXLD2",
		"Q3J2RXDKQWMGL4LWWOZ78P5N0VE91Y",
		"LRJM8N32Y9GVO3JVP617XEQ5P0WDZK",
		"V3897PMXGJRZ6WVKY402DWYLEQ5KN1",
		"J2RXDKQWMGL4LR2LM94Z78P5N0VE91",
		"XWQ15D80MG42KQXXZQN6Z2P9V7ELNK",
		"2RXDKQWMGL4LGP993PL6Z78P5N0VE9",
		"XWQ15D80MG42JK227WD4Z2P9V7ELNK",
		"82RXJ0EZO83D0P2893ZPKM4MKL5NGY" } },
	{ "JicketSalt", DEFAULT, 64,
	    { "P3QRDX2Z18RW9Y5VPQ3J2RXDKQWMGL4L26Z78P5N0VE91Y3MEKG7L0DNXJ58Y7JV",
		"QRE7ZK9M3VGL8Z0XD11X9QEGZ2PJ0NOJW4KL8YWMRVD357RNEKJQ752WYPMGPXLN",
		"J0DEKNNV9Z3MRQLJGX7YQ8L3XWJEMK6NG4NG290RDZP1V5K2W71D5E08PY3QLZY8",
		"X7RQVL0PVRGYMDXW2JN803EGQ1VKJ9O9W3OP5R7MWYZXLD2QL9E17853KNZN1PWK",
		"P3QRDX2Z18RW9Y5VPQ3J2RXDKQWMGL4LWWOZ78P5N0VE91Y3MEKG7L0DNXJ58Y7J",
		"MLK0Q5ZYNX1E9RDVPLRJM8N32Y9GVO3JVP617XEQ5P0WDZK2W3LM07JQ8KGVGREN",
		"JRXY99ZNQ023RWLPYV3897PMXGJRZ6WVKY402DWYLEQ5KN1K85VJ7GDX1ME3GNM2",
		"QRDX2Z18RW9Y5VPQ3J2RXDKQWMGL4LR2LM94Z78P5N0VE91Y3MEKG7L0DNXJ58Y7",
		"DML0KPLE23Q1NWDRJXWQ15D80MG42KQXXZQN6Z2P9V7ELNK3YXMGV5R9Z87YJ20N",
		"RDX2Z18RW9Y5VPQ3J2RXDKQWMGL4LGP993PL6Z78P5N0VE91Y3MEKG7L0DNXJ58Y",
		"DML0KPLE23Q1NWDRJXWQ15D80MG42JK227WD4Z2P9V7ELNK3YXMGV5R9Z87YJ20N",
		"Z9QXGMRLN2D38D7WV82RXJ0EZO83D0P2893ZPKM4MKL5NGYQ39P1051PZ7WKJVEY" } },
	{ "", DEFAULT, 6,
	    { "OGJ0D7", "PEKXG9", "VDLYEW", "4GM14E", "OGJOOE", "G8V5PG",
		"DX9KQG", "J106XY", "0JWLL9W0", "JN3YYZ36", "08J22735",
		"6YO2P816YMPL4" } },
	{ "a", DEFAULT, 6,
	    { "K7LO74", "EJP976", "M7YOJ8", "07OO97", "K7LLL7", "JKDOQR",
		"7DELPR", "LZOGPY", "V0WEE5WK", "L84YY34G", "V90221XQ",
		"Q6E10VNL6X04D" } },
	{ "this is my salt",
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890", 0,
	    { "5x", "NV", "6m", "kKg", "5ge", "NkK9", "XVM", "5YJze", "ykJWW1g",
		"21OjjRK", "j4r6j8Y", "yy5rrkrgDjr" } },
	{ "this is my salt",
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890", 8,
	    { "zjd5xAvO", "gB0NV05e", "yLA6m0oM", "mRGkKgGe", "zjd5ge0v",
		"B0NkK9A5", "Jr0XVMdq", "jd5YJzed", "AykJWW1g", "G21OjjRK",
		"dj4r6j8Y", "yy5rrkrgDjr" } },
	{ "this is my salt", "0123456789abcdef", 0,
	    { "97", "ba", "43", "947", "942", "b82b2", "6d78", "93d66b2",
		"d98666864d", "aad333d383", "83b7555799a",
		"d6db39ba428dd656b" } },
	{ "this is my salt", "0123456789abcdef", 20,
	    { "7bd382467e97e95bada4", "d7367924debaea5b8396",
		"74da35897e43e42b6d38", "7bd382467e947e95bada",
		"7bd382467e942e95bada", "7367924deb82b2ea5b83",
		"b897384be6d78e65a2dd", "382467e93d66b2e95bad",
		"439a6ed98666864de2bd", "94b8deaad333d383e637",
		"8597e83b7555799ae26b", "6ed6db39ba428dd656be" } },
	{ "no separators", "ABDEGJKLMNOPQRVWXYZ01234", 10,
	    { "YNPXRXW2M0", "QPOWRWX2V3", "VL3PRZ12QZ", "LWQR11LR4M",
		"NPXRXX3RM0", "PX2X1NYWRM", "14WRMNP023", "XRXPOVOX3R",
		"2Z43QVZZOQ", "RLZP4VXXWP", "3PMYLVWVNL", "W03O0W1W4X1WQVX" } },
	{ "no separators", "0123456789abdegj", 6,
	    { "6a7da5", "6ag9ad", "gabja6", "6a5dda", "a77dda", "9dg97e",
		"a6568a", "77dddddd", "dd9676gje67", "j7bg8gdjegd",
		"97g8786jg8e", "gj5569jjd7b6b5jj9" } },
	{ "only separators and few", "cfhistuCFHISTUab", 6,
	    { "aubaub", "auabub", "aubbau", "abbaaabb", "bbbaabaa",
		"abbaaaaaabbbaab", "abababababb", "bbbbbabaaaabaabaaaaaa",
		"abbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
		"bbaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		"abbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
		"abbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" } },
	{ "only separators and few", "cfhistuCFHISTUab", 24,
	    { "bababababaubaubababababa", "bababababauabubababababa",
		"bababababaubbaubabababab", "abababauabbaaabbubababab",
		"abababaubbbaabaaubababab", "babauabbaaaaaabbbaabubab",
		"bababauabababababbubabab", "aubbbbbabaaaabaabaaaaaau",
		"abbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
		"bbaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		"abbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
		"abbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" } },
	{ "a very long salt, much longer than the alphabet is, to see where it is cut off",
	    "ABCDEFGHIJKLMNOP", 6,
	    { "NLJABJ", "EAJNLJ", "ODJMPJ", "LJAPBJ", "LJAPDJ", "JNOGMG",
		"JKNMGJ", "AMLGGND", "OPOBBBOBML", "EPNEEENEAE", "GOBENNNEKKG",
		"OBLKEPKAMGOLLBDBK" } },
	{ "dup", "AABBCCDDEEFFGGHHIIJJKKLLMMNNOOPPQQ", 6,
	    { "JDPKLG", "JOPNJP", "BDGBDG", "DGKALG", "DPKAQP", "PNKLDL",
		"GAMJAG", "KMDBBJQ", "OEJMMMJMLB", "QBQAAAQANA", "LOLJKKKJAAE",
		"OMBDNEDALKJBBMQMD" } },
	{ "reverse", "0987654321ZYXWVUTSRQPONMLKJIHGFEDCBA", 6,
	    { "XAO3VY", "GAQ15Q", "WA8N5O", "4VE2X5", "XAO66V", "5JXPDA",
		"V1MK4A", "O13JEM", "K8BEE1BW", "OP8MMQ8J", "KG8DD2MO",
		"237X42EL3Q4YP" } },
};

static const struct vector beyond_ascii[] = {
	{ "Z\xc3\xbc"
	  "rich",
	    DEFAULT, 6,
	    { "3MRQ16", "X1P818", "JW39W9", "016D7W", "3MRGGW", "193KG1",
		"MDK6VW", "RYQK5X", "86Y009YZ", "RL7XXN7K", "8K644DN5",
		"YGZL64Y9GD6PX" } },
};

static void
check(const struct vector *v)
{
	struct hashids *h = hashids_new(v->salt, v->alphabet, v->min_length);

	assert_non_null(h);
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		g_autofree char *got = hashids_encode(h, numbers[i]);

		assert_string_equal(got, v->expected[i]);
	}
	hashids_free(h);
}

static void
the_output_is_that_of_the_reference_implementation(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(vectors); i++)
		check(&vectors[i]);
}

static void
a_salt_beyond_ascii_counts_characters_not_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(beyond_ascii); i++)
		check(&beyond_ascii[i]);
}

static void
neighbours_have_different_hashes(void **state)
{
	g_autoptr(GHashTable) seen =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct hashids *h = hashids_new("JicketSalt", DEFAULT, 6);

	(void)state;
	for (guint64 n = 0; n < 20000; n++)
		assert_true(g_hash_table_add(seen, hashids_encode(h, n)));
	hashids_free(h);
}

static void
the_largest_number_has_a_hash(void **state)
{
	struct hashids *h = hashids_new("JicketSalt", DEFAULT, 6);
	g_autofree char *a = hashids_encode(h, G_MAXUINT64);
	g_autofree char *b = hashids_encode(h, G_MAXUINT64 - 1);

	(void)state;
	assert_string_not_equal(a, b);
	hashids_free(h);
}

static void
an_alphabet_needs_16_different_characters(void **state)
{
	(void)state;
	assert_null(hashids_new("salt", "ABCDEFGHIJKLMNO", 6));
	assert_null(hashids_new("salt", "ABCDEFGHIJKLMNOOOOO", 6));
	assert_null(hashids_new("salt", "", 0));
	hashids_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    the_output_is_that_of_the_reference_implementation),
		cmocka_unit_test(
		    a_salt_beyond_ascii_counts_characters_not_bytes),
		cmocka_unit_test(neighbours_have_different_hashes),
		cmocka_unit_test(the_largest_number_has_a_hash),
		cmocka_unit_test(an_alphabet_needs_16_different_characters),
	};

	return RUN(tests);
}
