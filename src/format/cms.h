/*
 * Signed messages whose text is wrapped in the signature (RFC 8551, 3.5;
 * RFC 5652, 5): the text is taken out.  Nothing is verified.
 */
#ifndef FORMAT_CMS_H
#define FORMAT_CMS_H

#include "base/bytes.h"

/*
 * Reads a ContentInfo from "read" and writes the content that was signed to
 * a new file without a name.  Returns its descriptor; -1: it is no signed
 * data, or not as BER has it, or the content is elsewhere or too large.
 */
int cms_unwrap(bytes_read read, gpointer source);

#endif
