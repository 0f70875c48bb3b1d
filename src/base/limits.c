#include "base/limits.h"

const struct limits limits_default = {
	.header_bytes = LIMIT_HEADER_BYTES,
	.header_fields = LIMIT_HEADER_FIELDS,
	.parts = LIMIT_PARTS,
	.nesting = LIMIT_NESTING,
	.addresses = LIMIT_ADDRESSES,
	.references = LIMIT_REFERENCES,
	.file_name = LIMIT_FILE_NAME,
	.cpu = LIMIT_CPU,
	.memory = LIMIT_MEMORY,
};
