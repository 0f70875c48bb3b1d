/*
 * What stands out: a red word in a black text does, a text that is all blue
 * does not.
 */
#ifndef HTML_EMPHASIS_H
#define HTML_EMPHASIS_H

#include "doc/doc.h"

/* Takes colours and marks that cover all or nearly all off the document. */
void html_emphasis_clean(struct doc *d);

#endif
