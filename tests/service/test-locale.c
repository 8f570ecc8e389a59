/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Where translations are looked for: in the build, beside an installation, else where built for.
 */
#include "config.h"

#include "service/mt-locale.h"

#include <glib/gstdio.h>

static char *
make_folder (const char *root, const char *path)
{
  char *folder = g_build_filename (root, path, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  return folder;
}

static void
assert_found (const char *root, const char *executable_dir, const char *expected)
{
  g_autofree char *from = g_build_filename (root, executable_dir, NULL);
  g_autofree char *found = mt_locale_find (from);
  g_autofree char *path =
      expected[0] == '/' ? g_strdup (expected) : g_build_filename (root, expected, NULL);

  g_assert_cmpstr (found, ==, path);
}

static void
test_find (void)
{
  g_autofree char *root = g_dir_make_tmp ("meantime-locale-XXXXXX", NULL);
  g_autofree char *prefix = make_folder (root, "usr/share/locale");
  g_autofree char *build = make_folder (root, "build");
  g_autofree char *mark = g_build_filename (build, "build.ninja", NULL);

  g_assert_true (g_file_set_contents (mark, "", 0, NULL));
  assert_found (root, "usr/bin", "usr/share/locale");
  assert_found (root, "usr/libexec/meantime", "usr/share/locale");
  assert_found (root, "build/src", "build/po");
  assert_found (root, "build/tests/service", "build/po");
  assert_found (root, "a/b/c/d/e/f", LOCALEDIR);

  g_unlink (mark);
  g_rmdir (build);
  for (gint i = 0; i < 3; i++)
    {
      char *parent = g_path_get_dirname (prefix);

      g_rmdir (prefix);
      g_free (prefix);
      prefix = parent;
    }
  g_rmdir (root);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/locale/find", test_find);
  return g_test_run ();
}
