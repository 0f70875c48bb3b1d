/*
 * The log: syslog, facility mail, or a file.  Nothing that a mail says and
 * no secret may be passed here but as ids, sizes and Jira's own words.
 */
#ifndef LOG_H
#define LOG_H

#include <glib.h>

/*
 * Opens the log.  "target" is "syslog", "-" for standard error, or the name
 * of a file to append to (when it cannot be opened, syslog is used and
 * says so).  With "debug", debug lines are kept and everything is shown on
 * standard error as well.  GLib's own messages are taken over, so that no
 * library writes to standard error, which an MTA would send to the sender.
 */
void log_open(const char *target, gboolean debug);

void log_debug(const char *fmt, ...) G_GNUC_PRINTF(1, 2);
void log_info(const char *fmt, ...) G_GNUC_PRINTF(1, 2);
void log_warning(const char *fmt, ...) G_GNUC_PRINTF(1, 2);
void log_error(const char *fmt, ...) G_GNUC_PRINTF(1, 2);

#endif
