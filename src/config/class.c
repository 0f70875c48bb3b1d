#include "config/class.h"

#include <string.h>

static const char *const names[CLASS_COUNT] = {
	[CLASS_HUMAN] = "human",
	[CLASS_OWN] = "own",
	[CLASS_FEEDBACK] = "feedback",
	[CLASS_BOUNCE] = "bounce",
	[CLASS_CHALLENGE] = "challenge",
	[CLASS_LIST] = "list",
	[CLASS_AUTOREPLY] = "autoreply",
	[CLASS_BULK] = "bulk",
};

static const char *const treatments_names[] = { "default", "file", "drop",
	"refuse" };

const char *class_name(enum class c)
{
	return names[c];
}

/* The place of a word in a list; -1: it is not there. */
static int
find_word(const char *const *list, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (g_ascii_strcasecmp(list[i], word) == 0)
			return (int)i;
	return -1;
}

/* One "bounce=drop". A person's mail is filed, whatever is wished. */
static gboolean
read_one(int *treatments, char *text)
{
	char *equals = strchr(text, '=');
	int class, treatment;

	if (!equals)
		return FALSE;
	*equals = '\0';
	class = find_word(names, CLASS_COUNT, g_strstrip(text));
	treatment = find_word(treatments_names, G_N_ELEMENTS(treatments_names),
	    g_strstrip(equals + 1));
	if (class < 0 || class == CLASS_HUMAN || treatment < 0)
		return FALSE;
	treatments[class] = treatment;
	return TRUE;
}

gboolean
class_read_treatments(int *treatments, const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);
	int read[CLASS_COUNT];

	memcpy(read, treatments, sizeof read);
	for (char **p = parts; *p; p++)
		if (!read_one(read, *p))
			return FALSE;
	memcpy(treatments, read, sizeof read);
	return TRUE;
}
