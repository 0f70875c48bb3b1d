#include "tests/unit/made.h"

struct doc *made;

int
made_begin(void **state)
{
	(void)state;
	made = doc_new();
	return 0;
}

int
made_end(void **state)
{
	(void)state;
	g_clear_pointer(&made, doc_free);
	return 0;
}
