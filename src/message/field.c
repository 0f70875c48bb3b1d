#include "message/field.h"

#include "base/text.h"
#include "coding/encoded.h"
#include "coding/media.h"
#include "coding/parameter.h"

#include <string.h>

const char *
mime_field(GMimeObject *object, const char *name)
{
	GMimeHeader *header = g_mime_header_list_get_header(
	    g_mime_object_get_header_list(object), name);

	return header ? g_mime_header_get_raw_value(header) : NULL;
}

char *
mime_type_parameter(GMimeObject *object, const char *name)
{
	return parameter_get(mime_field(object, "Content-Type"), name, NULL);
}

gboolean
mime_has_no_type(GMimeObject *object)
{
	const char *raw = mime_field(object, "Content-Type");
	g_autofree char *value = raw ? parameter_value(raw) : NULL;
	const char *slash;

	if (!raw)
		return FALSE;
	slash = strchr(value, '/');
	return !slash || slash == value || !slash[1] ||
	    strpbrk(value, "'\" \t") != NULL;
}

gboolean
mime_is_message(GMimeObject *object)
{
	static const char *const subtypes[] = { "rfc822", "rfc2822", "global",
		"news" };
	GMimeContentType *type = g_mime_object_get_content_type(object);

	for (size_t i = 0; i < G_N_ELEMENTS(subtypes); i++)
		if (g_mime_content_type_is_type(type, "message", subtypes[i]))
			return GMIME_IS_PART(object);
	return FALSE;
}

char *
mime_disposition(GMimeObject *object)
{
	const char *raw = mime_field(object, "Content-Disposition");

	return raw ? parameter_value(raw) : g_strdup("");
}

char *
mime_type(GMimeObject *object)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);
	g_autofree char *name = mime_name(object, NULL);
	g_autofree char *said = NULL;

	if (g_mime_content_type_is_type(type, "image", "jpg") ||
	    g_mime_content_type_is_type(type, "image", "pjpeg"))
		return g_strdup("image/jpeg");
	if (name &&
	    (mime_has_no_type(object) ||
		g_mime_content_type_is_type(
		    type, "application", "octet-stream")))
		return g_strdup(media_by_name(name));
	said = g_mime_content_type_get_mime_type(type);
	/* The library reads what no header of ours may have. */
	if (!media_is_type(said))
		return g_strdup(media_by_name(name ? name : ""));
	return g_steal_pointer(&said);
}

char *
mime_name(GMimeObject *object, const char *charset)
{
	char *name = parameter_get(
	    mime_field(object, "Content-Disposition"), "filename", charset);

	return name ?
	    name :
	    parameter_get(mime_field(object, "Content-Type"), "name", charset);
}

char *
mime_made_up_name(GMimeObject *object, const char *title, int place, gint64 max)
{
	g_autofree char *type = mime_type(object);
	const char *extension = media_extension(type);
	const char *raw = mime_field(object, "Content-Description");
	g_autofree char *said = raw ? encoded_decode(raw, NULL) : NULL;
	g_autofree char *line = NULL, *name = NULL, *fallback = NULL;

	line = text_scrub_line(title ? title : said ? said : "", -1);
	/* Of a path only the end would be left. */
	g_strdelimit(line, "/\\", '_');
	if (*line)
		name = g_strdup_printf("%s.%s", line, extension);
	fallback = g_strdup(
	    mime_is_message(object) ? "message.eml" : media_name(type));
	if (!fallback)
		fallback = g_strdup_printf("part-%d.%s", place, extension);
	return text_file_name(name, fallback, max);
}

char *
mime_content_id(GMimeObject *object)
{
	const char *raw = mime_field(object, "Content-ID");
	g_autofree char *id = NULL;

	if (!raw)
		raw = mime_field(object, "Content-Location");
	if (!raw)
		return NULL;
	id = text_scrub_line(raw, -1);
	g_strstrip(g_strdelimit(id, "<>", ' '));
	return *id ? g_steal_pointer(&id) : NULL;
}
