#include "base/log.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

/* How long a line waits for a reader of the pipe that it goes to. */
#define PATIENCE_MS 1000

/* A pipe takes so much at once, or says that it cannot. */
#define LINE_MAX_BYTES 4096

static gboolean opened, debugging, to_syslog;
static int file_fd = -1;
static int person_fd = -1; /* a copy of standard error; -1: not asked for */
static GPtrArray *early;   /* lines from before log_open(); of struct line */

struct line {
	int priority;
	char *text;
};

void
log_say(int fd, const char *text)
{
	struct pollfd pfd = { .fd = fd, .events = POLLOUT };

	/* Neither a full pipe nor a closed one may stop the delivery. */
	if (poll(&pfd, 1, PATIENCE_MS) == 1 && (pfd.revents & POLLOUT) &&
	    write(fd, text, MIN(strlen(text), LINE_MAX_BYTES)) < 0)
		return;
}

static void
write_stamped(int fd, const char *text)
{
	char stamp[32];
	time_t now = time(NULL);
	struct tm tm;
	g_autofree char *whole = NULL;

	localtime_r(&now, &tm);
	strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S%z", &tm);
	whole = g_strdup_printf(
	    "%s jicket[%ld]: %s\n", stamp, (long)getpid(), text);
	log_say(fd, whole);
}

static void
put_line(int priority, const char *text)
{
	if (priority == LOG_DEBUG && !debugging)
		return;
	if (file_fd >= 0)
		write_stamped(file_fd, text);
	if (to_syslog)
		syslog(priority, "%s", text);
	if (person_fd >= 0)
		write_stamped(person_fd, text);
}

static void
keep_line(int priority, char *text)
{
	struct line *line = g_new0(struct line, 1);

	line->priority = priority;
	line->text = text;
	if (!early)
		early = g_ptr_array_new();
	g_ptr_array_add(early, line);
}

static void G_GNUC_PRINTF(2, 0)
    log_line(int priority, const char *fmt, va_list ap)
{
	g_autofree char *said = g_strdup_vprintf(fmt, ap);
	char *text = text_scrub_log(said);

	if (!opened) {
		keep_line(priority, text);
		return;
	}
	put_line(priority, text);
	g_free(text);
}

#define LOG_FUNCTION(name, priority)         \
	void name(const char *fmt, ...)      \
	{                                    \
		va_list ap;                  \
		va_start(ap, fmt);           \
		log_line(priority, fmt, ap); \
		va_end(ap);                  \
	}

LOG_FUNCTION(log_debug, LOG_DEBUG)
LOG_FUNCTION(log_info, LOG_INFO)
LOG_FUNCTION(log_warning, LOG_WARNING)
LOG_FUNCTION(log_error, LOG_ERR)

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

static void
open_target(const char *target)
{
	to_syslog = strcmp(target, "syslog") == 0;
	if (to_syslog || strcmp(target, "-") == 0)
		return;
	file_fd = open(target,
	    O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
	if (file_fd < 0) {
		to_syslog = TRUE;
		log_warning(
		    "cannot open log file %s: %s", target, g_strerror(errno));
	}
}

void
log_open(const char *target, gboolean debug)
{
	debugging = debug;
	/* A copy, since the child gives its standard error away. */
	if (debug || strcmp(target, "-") == 0)
		person_fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	openlog("jicket", LOG_PID, LOG_MAIL);
	open_target(target);
	opened = TRUE;
	for (guint i = 0; early && i < early->len; i++) {
		struct line *line = g_ptr_array_index(early, i);

		put_line(line->priority, line->text);
		g_free(line->text);
		g_free(line);
	}
	g_clear_pointer(&early, g_ptr_array_unref);
}

void
log_take_over(void)
{
	g_log_set_default_handler(take_over, NULL);
}
