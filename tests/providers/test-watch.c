/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWatch: every way in which a file changes is told, once, by the kernel as well as by looking.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <utime.h>

#include "providers/collections/mt-watch.h"

#define DEADLINE_MS 120000
#define SILENCE_MS (3 * MT_WATCH_QUIET_MS)

typedef struct
{
  char *folder;
  MtWatch *watch;
  guint n_changed;
  gboolean poll;
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = path_of (fixture, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
make_folder (Fixture *fixture, const char *name)
{
  g_autofree char *path = path_of (fixture, name);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("meantime-test-XXXXXX", NULL);
  fixture->poll = GPOINTER_TO_INT (data);
  fixture->watch = mt_watch_new ();
  mt_watch_set_always_poll (fixture->watch, fixture->poll);
  g_signal_connect_swapped (fixture->watch, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *full = g_build_filename (path, name, NULL);

      remove_tree (full);
    }
  if (dir != NULL)
    g_rmdir (path);
  else
    g_unlink (path);
}

static gboolean
fire_cb (gpointer fired)
{
  *(gboolean *) fired = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
look_cb (gpointer watch)
{
  mt_watch_poll (watch);

  return G_SOURCE_CONTINUE;
}

/* Runs the loop until told @n times, or for @ms. Polling is hurried along: nobody waits 45 s. */
static void
run (Fixture *fixture, guint n, guint ms)
{
  gboolean over = FALSE;
  const guint timer = g_timeout_add (ms, fire_cb, &over);
  const guint looker = fixture->poll ? g_timeout_add (50, look_cb, fixture->watch) : 0;

  while (!over && fixture->n_changed < n)
    g_main_context_iteration (NULL, TRUE);
  if (!over)
    g_source_remove (timer);
  if (looker != 0)
    g_source_remove (looker);
}

/* A look under way holds the watch; the first only learns what there is. */
static void
wait_for_look (Fixture *fixture)
{
  while (g_atomic_int_get (&G_OBJECT (fixture->watch)->ref_count) > 1)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture->poll = FALSE;
  wait_for_look (fixture);
  g_assert_finalize_object (fixture->watch);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static void
watch (Fixture *fixture, const char *first, const char *second)
{
  g_autofree char *a = path_of (fixture, first);
  g_autofree char *b = second != NULL ? path_of (fixture, second) : NULL;
  const char *paths[] = { a, b, NULL };

  mt_watch_set_paths (fixture->watch, paths);
  g_assert_cmpint (mt_watch_is_polling (fixture->watch), ==, fixture->poll);
  wait_for_look (fixture);
  run (fixture, 1, 50);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
}

static void
assert_told_once (Fixture *fixture)
{
  run (fixture, 1, DEADLINE_MS);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  run (fixture, 2, SILENCE_MS);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  fixture->n_changed = 0;
}

static void
assert_silence (Fixture *fixture)
{
  run (fixture, 1, SILENCE_MS);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
}

/* An editor's rename over the file, again and again. */
static void
test_rename_over (Fixture *fixture, gconstpointer data)
{
  write_file (fixture, "team.json", "1");
  watch (fixture, "team.json", NULL);
  write_file (fixture, "team.json", "22");
  assert_told_once (fixture);
  write_file (fixture, "team.json", "333");
  assert_told_once (fixture);
}

static void
test_in_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "a.ics");
  FILE *file = NULL;

  write_file (fixture, "a.ics", "1");
  watch (fixture, "a.ics", NULL);
  file = fopen (path, "a");
  fputs ("more", file);
  fclose (file);
  assert_told_once (fixture);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  make_folder (fixture, "cal");
  watch (fixture, "cal", NULL);
  write_file (fixture, "cal/a.ics", "1");
  assert_told_once (fixture);
  path = path_of (fixture, "cal/a.ics");
  g_unlink (path);
  assert_told_once (fixture);
}

/* A synchroniser that writes many files is told once, or twice where the reader of the kernel's
 * messages had to wait for a processor meanwhile. */
static void
test_burst (Fixture *fixture, gconstpointer data)
{
  make_folder (fixture, "cal");
  watch (fixture, "cal", NULL);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("cal/%u.ics", i);

      write_file (fixture, name, "1");
    }
  run (fixture, 1, DEADLINE_MS);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  run (fixture, 3, SILENCE_MS);
  g_assert_cmpuint (fixture->n_changed, <=, 2);
}

/* What does not exist yet, in a folder that does not either. */
static void
test_later (Fixture *fixture, gconstpointer data)
{
  watch (fixture, "deep/er/cal", NULL);
  make_folder (fixture, "deep");
  run (fixture, 1, fixture->poll ? SILENCE_MS : DEADLINE_MS);
  fixture->n_changed = 0;
  make_folder (fixture, "deep/er");
  run (fixture, 1, fixture->poll ? SILENCE_MS : DEADLINE_MS);
  fixture->n_changed = 0;
  make_folder (fixture, "deep/er/cal");
  run (fixture, 1, DEADLINE_MS);
  run (fixture, 2, SILENCE_MS);
  fixture->n_changed = 0;
  write_file (fixture, "deep/er/cal/a.ics", "1");
  assert_told_once (fixture);
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "a.ics");

  write_file (fixture, "a.ics", "1");
  watch (fixture, "a.ics", NULL);
  g_unlink (path);
  assert_told_once (fixture);
  write_file (fixture, "a.ics", "1");
  assert_told_once (fixture);
}

/* Neighbours are none of our business, nor is what is watched no longer. */
static void
test_others (Fixture *fixture, gconstpointer data)
{
  write_file (fixture, "a.ics", "1");
  write_file (fixture, "b.ics", "1");
  watch (fixture, "a.ics", NULL);
  write_file (fixture, "c.ics", "1");
  assert_silence (fixture);
  watch (fixture, "b.ics", NULL);
  write_file (fixture, "a.ics", "22");
  assert_silence (fixture);
  write_file (fixture, "b.ics", "22");
  assert_told_once (fixture);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "rename-over", test_rename_over },
    { "in-place", test_in_place },
    { "folder", test_folder },
    { "burst", test_burst },
    { "later", test_later },
    { "gone", test_gone },
    { "others", test_others },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint poll = 0; poll < 2; poll++)
    for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
      {
        g_autofree char *path =
            g_strdup_printf ("/watch/%s/%s", poll ? "looking" : "told", tests[i].name);

        g_test_add (path, Fixture, GINT_TO_POINTER (poll), set_up, tests[i].test, tear_down);
      }

  return g_test_run ();
}
