#include "jira/mark.h"

#include "base/json.h"
#include "base/limits.h"

#include <string.h>

/* 64 bits: enough among the files of one ticket. */
#define FILE_KEY_LENGTH 16

void
mark_free(struct mark *m)
{
	if (!m)
		return;
	g_free(m->step);
	g_free(m->digest);
	g_free(m->project);
	g_free(m->body);
	g_free(m->text);
	g_free(m->said);
	g_free(m->follows);
	g_strfreev(m->files);
	g_free(m);
}

struct mark *
mark_copy(const struct mark *m)
{
	struct mark *copy = g_new0(struct mark, 1);

	copy->step = g_strdup(m->step);
	copy->digest = g_strdup(m->digest);
	copy->project = g_strdup(m->project);
	copy->body = g_strdup(m->body);
	copy->size = m->size;
	copy->text = g_strdup(m->text);
	copy->said = g_strdup(m->said);
	copy->follows = g_strdup(m->follows);
	copy->files = g_strdupv(m->files);
	copy->created = m->created;
	return copy;
}

char *
mark_file_key(const char *name, gint64 size)
{
	g_autofree char *both =
	    g_strdup_printf("%" G_GINT64_FORMAT "/%s", size, name);
	char *key = g_compute_checksum_for_string(G_CHECKSUM_SHA256, both, -1);

	key[FILE_KEY_LENGTH] = '\0';
	return key;
}

char *
mark_had_key(const char *sha256)
{
	return g_strdup_printf("=%.*s", FILE_KEY_LENGTH - 1, sha256);
}

static void
add_member(cJSON *object, const char *name, const char *value)
{
	if (value)
		cJSON_AddStringToObject(object, name, value);
}

static cJSON *
mark_value(const struct mark *m)
{
	cJSON *value = cJSON_CreateObject(), *files;
	g_autofree char *size = g_strdup_printf("%" G_GINT64_FORMAT, m->size);

	cJSON_AddNumberToObject(value, "version", 1);
	add_member(value, "step", m->step);
	add_member(value, "digest", m->digest);
	add_member(value, "project", m->project);
	add_member(value, "body", m->body);
	cJSON_AddRawToObject(value, "size", size);
	add_member(value, "text", m->text);
	add_member(value, "said", m->said);
	add_member(value, "follows", m->follows);
	files = cJSON_AddArrayToObject(value, "files");
	for (guint i = 0; m->files && m->files[i] && i < LIMIT_MARK_FILES; i++)
		cJSON_AddItemToArray(files, cJSON_CreateString(m->files[i]));
	return value;
}

void
mark_add(cJSON *object, const struct mark *m)
{
	cJSON *property = cJSON_CreateObject();

	cJSON_AddStringToObject(property, "key", JIRA_PROPERTY);
	cJSON_AddItemToObject(property, "value", mark_value(m));
	cJSON_AddItemToArray(
	    cJSON_AddArrayToObject(object, "properties"), property);
}

static const cJSON *
find_value(const cJSON *properties)
{
	const cJSON *item;

	if (cJSON_IsObject(properties))
		return json_object(properties, JIRA_PROPERTY);
	cJSON_ArrayForEach (item, properties)
		if (g_strcmp0(json_string(item, "key"), JIRA_PROPERTY) == 0)
			return json_object(item, "value");
	return NULL;
}

struct mark *
mark_read(const cJSON *properties)
{
	const cJSON *value = find_value(properties), *item;
	g_autoptr(GPtrArray) files = NULL;
	struct mark *m;

	if (!json_string(value, "step") || !json_string(value, "digest"))
		return NULL;
	m = g_new0(struct mark, 1);
	m->step = g_strdup(json_string(value, "step"));
	m->digest = g_strdup(json_string(value, "digest"));
	m->project = g_strdup(json_string(value, "project"));
	m->body = g_strdup(json_string(value, "body"));
	m->size = json_number(value, "size", -1);
	m->text = g_strdup(json_string(value, "text"));
	m->said = g_strdup(json_string(value, "said"));
	m->follows = g_strdup(json_string(value, "follows"));
	files = g_ptr_array_new();
	cJSON_ArrayForEach (item, json_array(value, "files"))
		if (cJSON_IsString(item))
			g_ptr_array_add(files, g_strdup(item->valuestring));
	g_ptr_array_add(files, NULL);
	m->files = (char **)g_ptr_array_steal(files, NULL);
	return m;
}
