/*
 * Images, without those that are only there to be fetched.
 */
#ifndef HTML_IMAGE_H
#define HTML_IMAGE_H

#include "html/element.h"
#include "html/flow.h"

void html_image(struct html_flow *f, const GumboElement *e,
    const struct html_style *s, const struct html_look *look);

#endif
