/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFolder: what of a folder counts, what differs from before, and what is in the way.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mt-problem.h"
#include "ical/mt-ical-split.h"
#include "providers/collections/mt-conflict-copy.h"
#include "providers/collections/mt-folder.h"

typedef struct
{
  char *folder;
  GPtrArray *problems;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("meantime-test-XXXXXX", NULL);
  fixture->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
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

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_ptr_array_unref (fixture->problems);
}

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* (transfer full) */
static MtBatch *
fetch (Fixture *fixture, const char *name, GHashTable *known, GError **error)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (MtFolder) folder = mt_folder_new (path);

  return mt_collection_fetch (MT_COLLECTION (folder), NULL, known, fixture->problems, NULL, error);
}

/* (transfer full): "a.ics b.ics" */
static char *
hrefs (const MtBatch *batch)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < batch->items->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            ((const MtRawItem *) g_ptr_array_index (batch->items, i))->href);

  return g_string_free (text, FALSE);
}

/* (transfer full): what the batch tells, as the caller keeps it. */
static GHashTable *
remember (const MtBatch *batch)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < batch->items->len; i++)
    {
      const MtRawItem *item = g_ptr_array_index (batch->items, i);

      g_hash_table_insert (known, g_strdup (item->href), g_strdup (item->tag));
    }

  return known;
}

static gboolean
is_named (Fixture *fixture, const char *name)
{
  for (guint i = 0; i < fixture->problems->len; i++)
    if (g_str_has_suffix (((MtProblem *) g_ptr_array_index (fixture->problems, i))->file, name))
      return TRUE;

  return FALSE;
}

static void
test_vdir (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL;
  g_autofree char *sub = g_build_filename (fixture->folder, "sub", NULL);
  g_autofree char *dir = g_build_filename (fixture->folder, "dir.ics", NULL);

  g_mkdir (sub, 0700);
  g_mkdir (dir, 0700);
  write_file (fixture, "b.ics", "b");
  write_file (fixture, "a.ics", "a");
  write_file (fixture, ".a.ics", "hidden");
  write_file (fixture, "a.txt", "text");
  write_file (fixture, "sub/c.ics", "c");
  batch = fetch (fixture, "", NULL, &error);
  g_assert_no_error (error);
  got = hrefs (batch);
  g_assert_cmpstr (got, ==, "a.ics b.ics");
  g_assert_true (batch->complete);
  g_assert_true (is_named (fixture, "dir.ics"));
  g_assert_cmpuint (fixture->problems->len, ==, 1);
}

static void
test_empty_and_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MtBatch) empty = fetch (fixture, "", NULL, NULL);

  g_assert_cmpuint (empty->items->len, ==, 0);
  g_assert_true (empty->complete);
  g_assert_null (fetch (fixture, "nowhere", NULL, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_MISSING);
}

/* A pipe must not make anybody wait, a device is no calendar. */
static void
test_no_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) pipe_error = NULL;
  g_autoptr (GError) device_error = NULL;
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe.ics", NULL);
  g_autofree char *device = g_build_filename (fixture->folder, "device.ics", NULL);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink ("/dev/zero", device), ==, 0);
  g_assert_null (fetch (fixture, "pipe.ics", NULL, &pipe_error));
  g_assert_error (pipe_error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNREADABLE);
  g_assert_null (fetch (fixture, "device.ics", NULL, &device_error));
  g_assert_error (device_error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNREADABLE);
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "large.ics", NULL);
  g_autoptr (GError) error = NULL;

  write_file (fixture, "large.ics", "x");
  g_assert_cmpint (truncate (path, MT_ICAL_MAX_FILE + 1), ==, 0);
  g_assert_null (fetch (fixture, "large.ics", NULL, &error));
  g_assert_error (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (error->message, "32 MiB"));
}

static void
test_known (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtBatch) first = NULL;
  g_autoptr (MtBatch) second = NULL;
  g_autoptr (GHashTable) known = NULL;
  g_autofree char *got = NULL;
  g_autofree char *gone = g_build_filename (fixture->folder, "b.ics", NULL);

  write_file (fixture, "a.ics", "a");
  write_file (fixture, "b.ics", "b");
  write_file (fixture, "c.ics", "c");
  first = fetch (fixture, "", NULL, NULL);
  known = remember (first);

  g_unlink (gone);
  write_file (fixture, "c.ics", "cc");
  write_file (fixture, "d.ics", "d");
  second = fetch (fixture, "", known, NULL);
  got = hrefs (second);
  g_assert_cmpstr (got, ==, "c.ics d.ics");
  g_assert_cmpuint (second->gone->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (second->gone, 0), ==, "b.ics");
}

static void
test_conflict_names (void)
{
  static const struct
  {
    const char *name;
    gboolean copy;
  } rows[] = {
    { "work.ics", FALSE },
    { "work.sync-conflict-20260101-120000-ABCDEFG.ics", TRUE },
    { "work (conflicted copy 2026-01-01).ics", TRUE },
    { "work (Bo's conflicted copy 2026-01-01).ics", TRUE },
    { "work (conflicted copy 2026-01-01 120000).ICS", TRUE },
    { "work_conflict-20260101-120000.ics", TRUE },
    { "work (SFConflict bo@example.org 2026-01-01).ics", TRUE },
    { "work (Case Conflict).ics", TRUE },
    { "work.ics~", TRUE },
    { "work.ics.orig", TRUE },
    { "work~.ics", FALSE },
    { "conflict.ics", FALSE },
    { "conflict-resolution-workshop.ics", FALSE },
    { "work (1).ics", FALSE },
    { "notes (conflicted copy).txt", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (mt_conflict_copy_is_name (rows[i].name), ==, rows[i].copy);
    }
}

static void
test_originals (void)
{
  static const char *const rows[][2] = {
    { "x (1).ics", "x.ics" }, { "x (12).ics", "x.ics" }, { "x y (2).ics", "x y.ics" },
    { "x ().ics", NULL },     { "x (a).ics", NULL },     { "x(1).ics", NULL },
    { " (1).ics", NULL },     { "(1).ics", NULL },       { ").ics", NULL },
    { "x (1).txt", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *original = mt_conflict_copy_original (rows[i][0]);

      g_test_message ("%s", rows[i][0]);
      g_assert_cmpstr (original, ==, rows[i][1]);
    }
}

/* "x (1).ics" is a copy only when it holds the same item. */
static void
test_numbered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MtBatch) batch = NULL;
  g_autofree char *got = NULL;

  write_file (fixture, "x.ics", "BEGIN:VEVENT\r\nuid:one \r\nEND:VEVENT");
  write_file (fixture, "x (1).ics", "BEGIN:VEVENT\nUID:one\nEND:VEVENT");
  write_file (fixture, "x (2).ics", "BEGIN:VEVENT\nUID:two\nEND:VEVENT");
  write_file (fixture, "y (1).ics", "BEGIN:VEVENT\nUID:one\nEND:VEVENT");
  write_file (fixture, "x.sync-conflict-20260101-120000-ABCDEFG.ics", "UID:one");
  batch = fetch (fixture, "", NULL, NULL);
  got = hrefs (batch);
  g_assert_cmpstr (got, ==, "x (2).ics x.ics y (1).ics");
  g_assert_true (is_named (fixture, "x (1).ics"));
  g_assert_true (is_named (fixture, "ABCDEFG.ics"));
  g_assert_cmpuint (fixture->problems->len, ==, 2);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/folder/vdir", test_vdir },         { "/folder/empty-and-missing", test_empty_and_missing },
    { "/folder/no-files", test_no_files }, { "/folder/too-large", test_too_large },
    { "/folder/known", test_known },       { "/folder/numbered", test_numbered },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/folder/conflict-names", test_conflict_names);
  g_test_add_func ("/folder/originals", test_originals);

  return g_test_run ();
}
