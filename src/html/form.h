/*
 * Fields of forms on the walk: each stands apart, as what is around it does.
 */
#ifndef HTML_FORM_H
#define HTML_FORM_H

#include "html/walking.h"

/* What is written in a field. */
void html_form_input(
    struct html_walk *w, const GumboElement *e, const struct html_look *look);

/* What is chosen, or else stands first. */
void html_form_select(
    struct html_walk *w, const GumboElement *e, const struct html_look *look);

#endif
