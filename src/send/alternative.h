/*
 * The plain text of a mail that is written in HTML.
 */
#ifndef SEND_ALTERNATIVE_H
#define SEND_ALTERNATIVE_H

/*
 * What the HTML shows, as text with the signs of a mail, each link with its
 * address; to be freed.  "" if there is nothing to read.
 */
char *alternative(const char *html);

#endif
