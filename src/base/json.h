/*
 * JSON, strictly read: the whole text must be one value, and a getter
 * answers only with what has the right type.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <cjson/cJSON.h>
#include <glib.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(cJSON, cJSON_Delete)

/*
 * NULL: not JSON.  Strings are valid UTF-8, whatever the text is.  Free with
 * cJSON_Delete().
 */
cJSON *json_parse(const char *text, size_t n);

/* The text of a value, without white space; to be freed. */
char *json_print(const cJSON *value);

/* Members; NULL (or an empty array's NULL) when absent or of another type. */
const cJSON *json_object(const cJSON *object, const char *name);
const cJSON *json_array(const cJSON *object, const char *name);
const char *json_string(const cJSON *object, const char *name);

/* A whole number; "fallback" when absent, no number, or beyond 2^53. */
gint64 json_number(const cJSON *object, const char *name, gint64 fallback);

/* Makes cJSON use GLib's memory: out of memory ends the process. */
void json_init(void);

#endif
