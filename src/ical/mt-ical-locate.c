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
find_in_build_tree (const char *directory, const char *folder, const char *name)
{
  g_autofree char *at = g_strdup (directory);

  for (guint i = 0; i < LEVELS; i++)
    {
      char *found = if_executable (g_build_filename (at, "src", folder, name, NULL));
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
 * mt_ical_program_find:
 * @folder: where it is built, below `src`
 * @name: a program that stands in libexec when installed
 *
 * Looks for a program of ours: in the build tree the running executable stands in, in the libexec
 * folder beside its bin folder, in the libexec folder it was configured for.
 *
 * Returns: (transfer full): a path; the configured one where none exists, so that starting it
 *   fails with a message that names it
 */
char *
mt_ical_program_find (const char *folder, const char *name)
{
  g_autofree char *executable = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *directory = executable ? g_path_get_dirname (executable) : NULL;
  g_autofree char *libexec = g_path_get_basename (LIBEXECDIR);
  char *found = directory ? find_in_build_tree (directory, folder, name) : NULL;

  if (!found && directory)
    found = if_executable (g_build_filename (directory, "..", libexec, name, NULL));
  return found ? found : g_build_filename (LIBEXECDIR, name, NULL);
}

/**
 * mt_ical_worker_find:
 *
 * Looks for the worker: where the environment variable MEANTIME_ICAL_WORKER says, else as
 * mt_ical_program_find() does.
 *
 * Returns: (transfer full): a path, whether it exists or not
 */
char *
mt_ical_worker_find (void)
{
  const char *forced = g_getenv ("MEANTIME_ICAL_WORKER");

  return forced && *forced ? g_strdup (forced) : mt_ical_program_find ("ical/worker", WORKER);
}
