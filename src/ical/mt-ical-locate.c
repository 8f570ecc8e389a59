/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Where the worker is: beside the program that runs, in the build tree as well as installed.
 */
#include "config.h"

#include "ical/mt-ical-client.h"

#define WORKER "meantime-ical"
#define LEVELS 4 /* of folders above the executable that may be the build tree */

static char *
if_executable (char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return path;
  g_free (path);
  return NULL;
}

static char *
find_in_build_tree (const char *directory)
{
  g_autofree char *at = g_strdup (directory);

  for (guint i = 0; i < LEVELS; i++)
    {
      char *found = if_executable (g_build_filename (at, "src", "ical", "worker", WORKER, NULL));
      char *up;

      if (found)
        return found;
      up = g_path_get_dirname (at);
      g_free (at);
      at = up;
    }
  return NULL;
}

/**
 * mt_ical_worker_find:
 *
 * Looks for the worker: where the environment variable MEANTIME_ICAL_WORKER says, in the build
 * tree the running executable stands in, in the libexec folder beside its bin folder, in the
 * libexec folder it was configured for.
 *
 * Returns: (transfer full): a path; the configured one where none exists, so that starting it
 *   fails with a message that names it
 */
char *
mt_ical_worker_find (void)
{
  const char *forced = g_getenv ("MEANTIME_ICAL_WORKER");
  g_autofree char *executable = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *directory = executable ? g_path_get_dirname (executable) : NULL;
  g_autofree char *libexec = g_path_get_basename (LIBEXECDIR);
  char *found;

  if (forced && *forced)
    return g_strdup (forced);
  found = directory ? find_in_build_tree (directory) : NULL;
  if (!found && directory)
    found = if_executable (g_build_filename (directory, "..", libexec, WORKER, NULL));
  return found ? found : g_build_filename (LIBEXECDIR, WORKER, NULL);
}
