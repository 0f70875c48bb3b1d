/*
 * The log: syslog, facility mail, or a file.  Nothing that a mail says and
 * no secret may be passed here but as ids, sizes and Jira's own words.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <glib.h>

/*
 * Opens the log.  "target" is "syslog", "-" for standard error, or the name
 * of a file to append to (when it cannot be opened, syslog is used and
 * says so).  With "debug", debug lines are kept and everything is shown on
 * standard error as well.  Lines from before it are kept until it is called,
 * once.
 */
void log_open(const char *target, gboolean debug);

/*
 * Takes GLib's own messages over, so that no library writes to standard
 * error, which an MTA would send to the sender.
 */
void log_take_over(void);

/*
 * Writes text to a descriptor that may be a pipe which nobody reads: not at
 * all, rather than waiting for long.
 */
void log_say(int fd, const char *text);

void log_debug(const char *fmt, ...) G_GNUC_PRINTF(1, 2);
void log_info(const char *fmt, ...) G_GNUC_PRINTF(1, 2);
void log_warning(const char *fmt, ...) G_GNUC_PRINTF(1, 2);
void log_error(const char *fmt, ...) G_GNUC_PRINTF(1, 2);

#endif
