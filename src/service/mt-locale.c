/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Translations, found relative to the executable.
 */
#include "config.h"

#include "service/mt-locale.h"

#include <glib/gi18n-lib.h>

#include <locale.h>

/* How far above its executable a build or a prefix may begin: build/tests/service/. */
#define LEVELS 4

static gboolean
is_build_root (const char *directory)
{
  g_autofree char *mark = g_build_filename (directory, "build.ninja", NULL);

  return g_file_test (mark, G_FILE_TEST_IS_REGULAR);
}

/**
 * mt_locale_find:
 * @executable_dir: (type filename): the folder of an executable
 *
 * Looks for the translations that belong to an executable: those of the build it lies in, or of the
 * prefix it is installed under, or else of the prefix it was built for.
 *
 * Returns: (transfer full) (type filename): a folder as bindtextdomain() takes it
 */
char *
mt_locale_find (const char *executable_dir)
{
  g_autofree char *directory = g_strdup (executable_dir);

  for (gint i = 0; i < LEVELS; i++)
    {
      g_autofree char *installed = g_build_filename (directory, "share", "locale", NULL);
      char *parent;

      if (is_build_root (directory))
        return g_build_filename (directory, "po", NULL);
      if (g_file_test (installed, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&installed);
      parent = g_path_get_dirname (directory);
      g_free (directory);
      directory = parent;
    }
  return g_strdup (LOCALEDIR);
}

/**
 * mt_locale_init:
 *
 * Takes the locale of the environment and binds the translations. Before any other thread runs.
 */
void
mt_locale_init (void)
{
  g_autofree char *executable = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *directory = executable != NULL ? g_path_get_dirname (executable) : NULL;
  g_autofree char *translations =
      directory != NULL ? mt_locale_find (directory) : g_strdup (LOCALEDIR);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
