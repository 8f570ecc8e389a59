/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Drafts are found again, belong to one person in one team, and go when they are posted or emptied.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "service/mt-draft-store.h"

#define TEAM "/srv/team.json"
#define NOW G_GINT64_CONSTANT (1795530120)

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *top = g_dir_make_tmp ("meantime-test-XXXXXX", &error);

  g_assert_no_error (error);
  fixture->folder = g_build_filename (top, "drafts", NULL);
}

/* (transfer full): one file that is there, NULL without any. */
static char *
find_file (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;

  return name != NULL ? g_build_filename (fixture->folder, name, NULL) : NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *top = g_path_get_dirname (fixture->folder);
  char *path = NULL;

  g_chmod (top, 0700);
  while ((path = find_file (fixture)) != NULL)
    {
      g_unlink (path);
      g_free (path);
    }
  g_rmdir (fixture->folder);
  g_rmdir (top);
  g_free (fixture->folder);
}

static MtDraftStore *
open_store (Fixture *fixture, const char *team, const char *me)
{
  MtDraftStore *store = mt_draft_store_new (fixture->folder, team, me);

  while (!mt_draft_store_is_loaded (store))
    g_main_context_iteration (NULL, TRUE);
  return store;
}

/* The thread of a GTask lets go of its object a moment after the answer has come. */
static void
close_store (MtDraftStore *store)
{
  while (g_atomic_int_get ((gint *) &((GObject *) store)->ref_count) > 1)
    {
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
  g_assert_finalize_object (store);
}

static void
set (MtDraftStore *store, const char *key, const char *done)
{
  MtUpdateParts parts = { (char *) done, (char *) "b\nb", (char *) "" };

  mt_draft_store_set (store, key, &parts, NOW);
}

/* Letting go of the store waits for its thread. */
static void
test_found (Fixture *fixture, gconstpointer data)
{
  MtDraftStore *store = open_store (fixture, TEAM, "ana");
  const MtUpdateParts *found = NULL;
  gint64 saved = 0;
  g_autofree char *path = NULL;
  GStatBuf info;

  g_assert_null (mt_draft_store_get (store, "update-2026-11-24", NULL));
  set (store, "update-2026-11-24", "a = [ü]\n\\n; #x");
  close_store (store);

  path = find_file (fixture);
  g_assert_nonnull (path);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  store = open_store (fixture, TEAM, "ana");
  found = mt_draft_store_get (store, "update-2026-11-24", &saved);
  g_assert_nonnull (found);
  g_assert_cmpstr (found->done, ==, "a = [ü]\n\\n; #x");
  g_assert_cmpstr (found->next, ==, "b\nb");
  g_assert_cmpstr (found->blocked, ==, "");
  g_assert_cmpint (saved, ==, NOW);
  close_store (store);
}

static void
test_of_another (Fixture *fixture, gconstpointer data)
{
  static const char *const others[][2] = { { TEAM, "bo" }, { "/srv/other.json", "ana" } };
  MtDraftStore *store = open_store (fixture, TEAM, "ana");

  set (store, "update-2026-11-24", "a");
  close_store (store);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      store = open_store (fixture, others[i][0], others[i][1]);
      g_assert_null (mt_draft_store_get (store, "update-2026-11-24", NULL));
      close_store (store);
    }
}

static void
count_cb (MtDraftStore *store, guint *n)
{
  (*n)++;
}

/* Emptied or posted: the file goes, too. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  const MtUpdateParts blank = { (char *) " \n", (char *) "", (char *) "\t" };
  MtDraftStore *store = open_store (fixture, TEAM, "ana");
  guint n_changed = 0;

  g_signal_connect (store, "changed", G_CALLBACK (count_cb), &n_changed);
  set (store, "update-2026-11-24", "a");
  set (store, "update-2026-11-24", "ab");
  g_assert_cmpuint (n_changed, ==, 1);
  mt_draft_store_flush (store);
  mt_draft_store_set (store, "update-2026-11-24", &blank, NOW);
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_null (mt_draft_store_get (store, "update-2026-11-24", NULL));
  close_store (store);
  g_assert_null (find_file (fixture));
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *update = mt_draft_key_of_update (mt_date_from_civil (2026, 11, 24));
  g_autofree char *reply = mt_draft_key_of_reply ("x@y/../z");
  MtDraftStore *store = open_store (fixture, TEAM, "ana");
  g_auto (GStrv) keys = NULL;
  MtDate day = 0;

  set (store, reply, "no");
  set (store, update, "a");
  set (store, "update-2026-11-23", "b");
  set (store, "update-2026-11-22", "c");
  mt_draft_store_set (store, "update-2026-11-22", NULL, NOW);
  keys = mt_draft_store_dup_keys (store, MT_DRAFT_UPDATES);
  g_assert_cmpuint (g_strv_length (keys), ==, 2);
  g_assert_cmpstr (keys[0], ==, "update-2026-11-23");
  g_assert_cmpstr (keys[1], ==, update);
  g_assert_true (mt_draft_key_read_update (keys[1], &day));
  g_assert_cmpint (day, ==, mt_date_from_civil (2026, 11, 24));
  g_assert_false (mt_draft_key_read_update (reply, &day));
  close_store (store);
}

/* What stands in the folder and is no draft harms nobody. */
static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  MtDraftStore *store = open_store (fixture, TEAM, "ana");
  g_autofree char *path = NULL;

  set (store, "update-2026-11-24", "a");
  close_store (store);
  path = find_file (fixture);
  g_assert_true (g_file_set_contents (path, "\377 no [key file", -1, NULL));
  store = open_store (fixture, TEAM, "ana");
  g_assert_null (mt_draft_store_get (store, "update-2026-11-24", NULL));
  set (store, "update-2026-11-24", "b");
  close_store (store);
  store = open_store (fixture, TEAM, "ana");
  g_assert_cmpstr (mt_draft_store_get (store, "update-2026-11-24", NULL)->done, ==, "b");
  close_store (store);
}

static void
failed_cb (MtDraftStore *store, const char *why, char **said)
{
  g_free (*said);
  *said = g_strdup (why);
}

/* A file stands where the folder should. */
static void
test_unwritable (Fixture *fixture, gconstpointer data)
{
  MtDraftStore *store = open_store (fixture, TEAM, "ana");
  g_autofree char *said = NULL;

  g_assert_true (g_file_set_contents (fixture->folder, "x", -1, NULL));
  g_signal_connect (store, "failed", G_CALLBACK (failed_cb), &said);
  set (store, "update-2026-11-24", "a");
  while (said == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (said, fixture->folder));
  close_store (store);
  g_unlink (fixture->folder);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/draft-store/found", test_found);
  add ("/draft-store/of another", test_of_another);
  add ("/draft-store/gone", test_gone);
  add ("/draft-store/keys", test_keys);
  add ("/draft-store/garbage", test_garbage);
  add ("/draft-store/unwritable", test_unwritable);
  return g_test_run ();
}
