/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Every icon that the sources name is there: themes lose some from one version to the next, and
 * what is missing is drawn as a torn page.
 */
#include "config.h"

#include <gtk/gtk.h>

static void
check_text (GtkIconTheme *theme, const char *path, const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("[a-z][a-z0-9-]*-symbolic\\b", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 0);

      if (gtk_icon_theme_has_icon (theme, name))
        continue;
      g_test_message ("%s: there is no icon %s", path, name);
      g_test_fail ();
    }
}

/* Returns: how many files there are in FOLDER and below. */
static guint
check_folder (GtkIconTheme *theme, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_files = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          n_files += check_folder (theme, path);
          continue;
        }
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      check_text (theme, path, text);
      n_files++;
    }
  return n_files;
}

static void
test_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  g_assert_false (gtk_icon_theme_has_icon (theme, "no-such-icon-symbolic"));
  g_assert_cmpuint (check_folder (theme, MT_SOURCES), >, 100);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/icons", test_icons);
  return g_test_run ();
}
