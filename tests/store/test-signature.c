/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Signatures: every change of a source is seen without reading it, and nothing else is.
 */
#include "config.h"

#include "store/mt-signature.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <sys/stat.h>

typedef struct
{
  char *folder; /* owned: holds a.ics and b.ics */
  char *a;      /* owned */
} Fixture;

static void
put (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("meantime-signature-XXXXXX", NULL);
  fixture->a = g_build_filename (fixture->folder, "a.ics", NULL);
  put (fixture->folder, "a.ics", "one");
  put (fixture->folder, "b.ics", "two");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "a.ics", "b.ics", "c.ics", ".c.ics", "c.txt" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->a);
}

static char *
take (const char *path)
{
  const char *const paths[] = { path, NULL };
  gboolean settled;

  return mt_signature_take (paths, &settled);
}

static void
assert_changed (const char *path, const char *before, gboolean changed)
{
  g_autofree char *now = take (path);

  g_assert_cmpint (!g_str_equal (before, now), ==, changed);
}

static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = take (fixture->a);
  struct timespec times[2] = { { 0, UTIME_OMIT }, { 1000, 5 } };
  g_autofree char *dated = NULL;

  assert_changed (fixture->a, before, FALSE);
  g_assert_cmpint (utimensat (AT_FDCWD, fixture->a, times, 0), ==, 0);
  assert_changed (fixture->a, before, TRUE);
  dated = take (fixture->a);
  times[1].tv_nsec = 6;
  g_assert_cmpint (utimensat (AT_FDCWD, fixture->a, times, 0), ==, 0);
  assert_changed (fixture->a, dated, TRUE);
}

/* Another file of the same size and time in the place of the first. */
static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "c.ics", NULL);
  g_autofree char *before = NULL;
  struct timespec times[2] = { { 1000, 5 }, { 1000, 5 } };

  put (fixture->folder, "c.ics", "oNe");
  g_assert_cmpint (utimensat (AT_FDCWD, fixture->a, times, 0), ==, 0);
  g_assert_cmpint (utimensat (AT_FDCWD, other, times, 0), ==, 0);
  before = take (fixture->a);
  g_assert_cmpint (g_rename (other, fixture->a), ==, 0);
  assert_changed (fixture->a, before, TRUE);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = take (fixture->a);
  g_autofree char *gone = NULL;

  g_unlink (fixture->a);
  assert_changed (fixture->a, before, TRUE);
  gone = take (fixture->a);
  assert_changed (fixture->a, gone, FALSE);
  put (fixture->folder, "a.ics", "one");
  assert_changed (fixture->a, gone, TRUE);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = take (fixture->folder);
  g_autofree char *more = NULL;
  struct timespec times[2] = { { 1000, 5 }, { 1000, 5 } };

  assert_changed (fixture->folder, before, FALSE);
  put (fixture->folder, "c.ics", "three");
  assert_changed (fixture->folder, before, TRUE);
  more = take (fixture->folder);
  g_assert_cmpint (utimensat (AT_FDCWD, fixture->a, times, 0), ==, 0);
  assert_changed (fixture->folder, more, TRUE);
}

/* Files that are not read do not count, beyond what they do to the times of their folder. */
static void
test_other_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_build_filename (fixture->folder, "c.txt", NULL);
  g_autofree char *hidden = g_build_filename (fixture->folder, ".c.ics", NULL);
  g_autofree char *before = NULL;
  struct timespec times[2] = { { 1000, 5 }, { 1000, 5 } };

  put (fixture->folder, "c.txt", "x");
  put (fixture->folder, ".c.ics", "x");
  before = take (fixture->folder);
  g_assert_cmpint (utimensat (AT_FDCWD, text, times, 0), ==, 0);
  g_assert_cmpint (utimensat (AT_FDCWD, hidden, times, 0), ==, 0);
  assert_changed (fixture->folder, before, FALSE);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  const char *const one[] = { fixture->a, "/nowhere", NULL };
  const char *const two[] = { "/nowhere", fixture->a, NULL };
  const char *const none[] = { NULL };
  gboolean settled;
  g_autofree char *a = mt_signature_take (one, &settled);
  g_autofree char *b = mt_signature_take (two, &settled);
  g_autofree char *nothing = mt_signature_take (none, &settled);

  g_assert_cmpstr (a, !=, b);
  g_assert_cmpstr (a, !=, nothing);
  g_assert_true (settled);
}

/* A file written just now may be written again within the same tick, unseen. */
static void
test_settled (Fixture *fixture, gconstpointer data)
{
  const char *const fresh[] = { fixture->a, NULL };
  const char *const old[] = { "/usr/bin/env", NULL };
  const char *const both[] = { "/usr/bin/env", fixture->folder, NULL };
  gboolean settled;

  g_free (mt_signature_take (fresh, &settled));
  g_assert_false (settled);
  g_free (mt_signature_take (old, &settled));
  g_assert_true (settled);
  g_free (mt_signature_take (both, &settled));
  g_assert_false (settled);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/signature/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("file", test_file);
  ADD ("replaced", test_replaced);
  ADD ("missing", test_missing);
  ADD ("folder", test_folder);
  ADD ("other-files", test_other_files);
  ADD ("order", test_order);
  ADD ("settled", test_settled);
  return g_test_run ();
}
