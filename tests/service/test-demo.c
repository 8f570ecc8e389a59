/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The sample team: the same bytes for the same instant, and gone without a trace.
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "service/mt-demo.h"

#define NOW G_GINT64_CONSTANT (1795530120) /* 2026-11-24T14:22:00Z */

/* Everything below a folder as "name: contents", sorted: (transfer full). */
static void
collect (const char *folder, const char *prefix, GPtrArray *lines)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *relative = g_build_filename (prefix, name, NULL);
      g_autofree char *contents = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        collect (path, relative, lines);
      else
        {
          g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
          g_ptr_array_add (lines, g_strdup_printf ("%s: %s", relative, contents));
        }
    }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
make (gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("test-demo-XXXXXX", &error);
  g_autofree char *team = NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  team = mt_demo_create (folder, now, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (team, folder));
  collect (folder, "", lines);
  g_ptr_array_sort (lines, compare_lines);
  mt_demo_remove (folder);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  return lines;
}

static void
test_same_bytes (void)
{
  g_autoptr (GPtrArray) first = make (NOW);
  g_autoptr (GPtrArray) again = make (NOW);
  g_autoptr (GPtrArray) later = make (NOW + 86400);
  guint n_different = 0;

  g_assert_cmpuint (first->len, >, 50);
  g_assert_cmpuint (first->len, ==, again->len);
  for (guint i = 0; i < first->len; i++)
    g_assert_cmpstr (g_ptr_array_index (first, i), ==, g_ptr_array_index (again, i));
  for (guint i = 0; i < MIN (first->len, later->len); i++)
    n_different += g_str_equal (g_ptr_array_index (first, i), g_ptr_array_index (later, i)) ? 0 : 1;
  g_assert_cmpuint (n_different, >, 50);
}

/* Nothing is posted or done after the instant it lives at. */
static void
test_no_future (void)
{
  static const char *const past[] = { "\nCREATED:", "\nCOMPLETED:", "\nLAST-MODIFIED:" };
  g_autoptr (GPtrArray) lines = make (NOW);

  for (guint i = 0; i < lines->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (past); j++)
      {
        const char *found = strstr (g_ptr_array_index (lines, i), past[j]);

        if (found != NULL)
          g_assert_cmpint (strncmp (found + strlen (past[j]), "20261124T142200Z", 16), <=, 0);
      }
}

static void
test_removing_follows_no_link (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("test-demo-XXXXXX", &error);
  g_autofree char *outside = g_dir_make_tmp ("test-outside-XXXXXX", &error);
  g_autofree char *kept = g_build_filename (outside, "kept", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *team = mt_demo_create (folder, NOW, &error);

  g_assert_no_error (error);
  g_assert_nonnull (team);
  g_assert_true (g_file_set_contents (kept, "x", 1, NULL));
  g_assert_cmpint (symlink (outside, link), ==, 0);
  mt_demo_remove (folder);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_unlink (kept);
  g_rmdir (outside);
}

static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *team = mt_demo_create ("/proc/nowhere", NOW, &error);

  g_assert_null (team);
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, G_FILE_ERROR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/service/demo/same-bytes", test_same_bytes);
  g_test_add_func ("/service/demo/no-future", test_no_future);
  g_test_add_func ("/service/demo/removing-follows-no-link", test_removing_follows_no_link);
  g_test_add_func ("/service/demo/no-folder", test_no_folder);
  return g_test_run ();
}
