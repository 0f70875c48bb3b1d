#include "base/json.h"

#include <string.h>

#define MAX_WHOLE 9007199254740992.0 /* 2 to the power of 53 */

cJSON *
json_parse(const char *text, size_t n)
{
	g_autofree char *valid = NULL;
	const char *end = NULL;
	cJSON *value;

	if (memchr(text, '\0', n))
		return NULL;
	/* cJSON copies bytes, and who gets them relies on UTF-8. */
	if (!g_utf8_validate(text, (gssize)n, NULL)) {
		text = valid = g_utf8_make_valid(text, (gssize)n);
		n = strlen(valid);
	}
	value = cJSON_ParseWithLengthOpts(text, n, &end, 0);
	if (!value)
		return NULL;
	/* cJSON leaves what follows the value alone. */
	while (end < text + n && g_ascii_isspace(*end))
		end++;
	if (end != text + n) {
		cJSON_Delete(value);
		return NULL;
	}
	return value;
}

char *
json_print(const cJSON *value)
{
	return cJSON_PrintUnformatted(value);
}

const cJSON *
json_object(const cJSON *object, const char *name)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(object, name);

	return cJSON_IsObject(v) ? v : NULL;
}

const cJSON *
json_array(const cJSON *object, const char *name)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(object, name);

	return cJSON_IsArray(v) ? v : NULL;
}

const char *
json_string(const cJSON *object, const char *name)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(object, name);

	return cJSON_IsString(v) ? v->valuestring : NULL;
}

gint64
json_number(const cJSON *object, const char *name, gint64 fallback)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(object, name);

	/* Beyond this a double has no single whole numbers. */
	return cJSON_IsNumber(v) && v->valuedouble > -MAX_WHOLE &&
		v->valuedouble < MAX_WHOLE ?
	    (gint64)v->valuedouble :
	    fallback;
}

void
json_init(void)
{
	cJSON_Hooks hooks = { g_malloc, g_free };

	cJSON_InitHooks(&hooks);
}
