/*
 * The regular expressions that are made of the words of all languages.
 */
#ifndef REPLY_REGEX_H
#define REPLY_REGEX_H

#include <glib.h>

enum reply_regex {
	P_FIELD,
	P_DIVIDER,
	P_WROTE,
	P_DATE,
	P_TIME,
	P_OPENS,
	P_WITHIN,
	P_ADDRESS_LAST,
	P_STAMP,
	P_OWN_WORDS,
	P_MOBILE,
	P_CLOSING,
	P_ANSWERS,
	P_COUNT,
};

/* To be freed. */
char *reply_regex(enum reply_regex which);

#endif
