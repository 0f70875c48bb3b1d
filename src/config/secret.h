/*
 * Files that hold a secret, as the configuration file may, too.  Private to
 * this folder.
 */
#ifndef CONFIG_SECRET_H
#define CONFIG_SECRET_H

#include "base/error.h"

#include <stddef.h>

/*
 * A file that holds a secret may be read by its owner and its group only
 * (MTAs run us with one group), and must belong to root or to us.  Returns
 * 0, or -1 with FAIL_CONFIG.
 */
int secret_check_file(int fd, const char *name, struct error *err);

/*
 * The whole of an open file of at most "limit" bytes; to be freed.  NULL:
 * FAIL_CONFIG.
 */
char *secret_read_file(
    int fd, const char *name, size_t limit, struct error *err);

/*
 * The first line of a file that holds a secret, after its owner and mode
 * were checked; to be freed.  "env" is for the error.  NULL: FAIL_CONFIG.
 */
char *secret_from_file(const char *env, const char *name, struct error *err);

#endif
