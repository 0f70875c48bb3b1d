/*
 * Addresses of links.
 */
#ifndef HTML_URL_H
#define HTML_URL_H

/*
 * The address that a link leads to, if it is one of http, https, mailto,
 * tel and ftp; else NULL.  Taken out of the wrappings of mail scanners.  To
 * be freed; printable, and without blanks.
 */
char *html_url(const char *href);

#endif
