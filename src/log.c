#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

static int log_fd = -1; /* -1: syslog */
static gboolean log_debugging;

static void
write_line(int fd, const char *line)
{
	char stamp[32];
	time_t now = time(NULL);
	struct tm tm;
	g_autofree char *whole = NULL;

	localtime_r(&now, &tm);
	strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S%z", &tm);
	whole = g_strdup_printf(
	    "%s jicket[%ld]: %s\n", stamp, (long)getpid(), line);
	/* A full disk or a closed pipe must not stop the delivery. */
	if (write(fd, whole, strlen(whole)) < 0)
		return;
}

static void G_GNUC_PRINTF(2, 0)
    log_line(int priority, const char *fmt, va_list ap)
{
	g_autofree char *line = g_strdup_vprintf(fmt, ap);

	for (char *p = line; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	if (log_fd >= 0)
		write_line(log_fd, line);
	else
		syslog(priority, "%s", line);
	if (log_debugging && log_fd != STDERR_FILENO)
		write_line(STDERR_FILENO, line);
}

#define LOG_FUNCTION(name, priority)         \
	void name(const char *fmt, ...)      \
	{                                    \
		va_list ap;                  \
		va_start(ap, fmt);           \
		log_line(priority, fmt, ap); \
		va_end(ap);                  \
	}

LOG_FUNCTION(log_info, LOG_INFO)
LOG_FUNCTION(log_warning, LOG_WARNING)
LOG_FUNCTION(log_error, LOG_ERR)

void
log_debug(const char *fmt, ...)
{
	va_list ap;

	if (!log_debugging)
		return;
	va_start(ap, fmt);
	log_line(LOG_DEBUG, fmt, ap);
	va_end(ap);
}

/* A library's complaint is a note for us, never text for the sender. */
static void
take_over(
    const char *domain, GLogLevelFlags level, const char *text, gpointer unused)
{
	(void)unused;
	if (level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO))
		return;
	log_warning("%s: %s", domain ? domain : "library", text);
}

void
log_open(const char *target, gboolean debug)
{
	log_debugging = debug;
	openlog("jicket", LOG_PID, LOG_MAIL);
	if (strcmp(target, "-") == 0) {
		log_fd = STDERR_FILENO;
	} else if (strcmp(target, "syslog") != 0) {
		log_fd = open(
		    target, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
		if (log_fd < 0)
			log_warning("cannot open log file %s: %s", target,
			    g_strerror(errno));
	}
	g_log_set_default_handler(take_over, NULL);
}
