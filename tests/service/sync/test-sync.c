/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSync: what it says of itself, when it asks, and that nothing is armed without a reason.
 */
#include "config.h"

#include "service/sync/mt-sync-private.h"

#include "sync-fixture.h"
#include "../finalized.h"

#include <string.h>

typedef struct
{
  SyncFixture base;
  MtAccounts *accounts;
  MtClock *clock;
  MtFormat *format;
  MtSync *sync;
  guint n_changed;
  guint n_failing;
  gboolean done;
  GError *error; /* of the last run */
} Fixture;

static void
changed_cb (MtSync *sync, Fixture *f)
{
  f->n_changed++;
}

static void
failing_cb (MtSync *sync, const char *title, const char *text, Fixture *f)
{
  f->n_failing++;
}

static void
start_at (Fixture *f, gint64 now)
{
  g_clear_object (&f->sync);
  g_clear_object (&f->clock);
  f->clock = mt_clock_new_fixed (now);
  f->sync = mt_sync_new (f->accounts, f->base.secrets, f->clock, f->format, f->base.directory);
  g_signal_connect (f->sync, "changed", G_CALLBACK (changed_cb), f);
  g_signal_connect (f->sync, "failing", G_CALLBACK (failing_cb), f);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  sync_fixture_set_up (&f->base, NULL);
  /* This one is for what another process does; MtSync has its own. */
  g_clear_pointer (&f->base.engine, mt_sync_engine_free);
  f->base.engine = mt_sync_engine_new (f->base.directory, f->base.accounts_path, f->base.secrets);
  f->accounts = mt_accounts_new (f->base.accounts_path);
  f->format = mt_format_new_fixed (FALSE, MT_MONDAY);
  start_at (f, NOW);
}

static gboolean
too_late_cb (gpointer user_data)
{
  g_error ("waited too long");
  return G_SOURCE_REMOVE;
}

static void
wait_while_working (Fixture *f)
{
  const guint id = g_timeout_add_seconds (120, too_late_cb, NULL);

  while (f->sync->running != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  mt_sync_cancel (f->sync);
  wait_while_working (f);
  /* The thread that ran may still have to let go of it. */
  while (g_atomic_int_get (&G_OBJECT (f->sync)->ref_count) > 1)
    g_main_context_iteration (NULL, FALSE);
  assert_finalized (f->sync);
  assert_finalized (f->accounts);
  g_object_unref (f->format);
  g_object_unref (f->clock);
  g_clear_error (&f->error);
  sync_fixture_tear_down (&f->base, NULL);
}

static void
wait_for_request (Fixture *f, const char *request)
{
  while (sync_count (&f->base, request) == 0)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
}

static gboolean
use_work (MtAccount *account, gpointer user_data, GError **error)
{
  MtAccountCollection *collection = mt_account_add_collection (account, user_data);

  collection->used = TRUE;
  collection->name = g_strdup ("Work");
  return TRUE;
}

static void
use (Fixture *f, const char *path)
{
  g_autoptr (MtAccountFile) file = mt_account_file_new (f->base.accounts_path);
  g_autofree char *url = sync_url (&f->base, path);

  g_assert_true (mt_account_file_change (file, f->base.ana->id, use_work, url, NULL));
  mt_accounts_reload (f->accounts);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;

  g_clear_error (&f->error);
  mt_sync_run_finish (MT_SYNC (source), result, &f->error);
  f->done = TRUE;
}

static void
run (Fixture *f)
{
  const guint id = g_timeout_add_seconds (120, too_late_cb, NULL);

  f->done = FALSE;
  mt_sync_run_async (f->sync, FALSE, NULL, ran_cb, f);
  while (!f->done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  wait_while_working (f);
}

static void
assert_state (Fixture *f, MtSyncState state, const char *text)
{
  g_autofree char *found = NULL;

  g_object_get (f->sync, "state-text", &found, NULL);
  g_assert_cmpstr (found, ==, text);
  g_assert_cmpint (mt_sync_get_state (f->sync), ==, state);
}

static MtSyncItem *
get_item (Fixture *f, guint i)
{
  g_autoptr (MtSyncItem) item = g_list_model_get_item (mt_sync_get_items (f->sync), i);

  return item;
}

/* No account and no URL, or no team open: not a timer, not a request, not a word. */
static void
test_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (MtTeam) team = mt_team_new ();

  use (f, WORK);
  assert_state (f, MT_SYNC_NONE, "");
  g_assert_cmpuint (f->sync->timer_id, ==, 0);
  mt_sync_set_visible (f->sync, FALSE);
  mt_sync_note_focus (f->sync);
  mt_sync_wake (f->sync);
  g_assert_cmpuint (f->sync->timer_id, ==, 0);
  g_assert_null (f->sync->network);
  run (f);
  g_assert_no_error (f->error);
  g_assert_cmpuint (sync_count (&f->base, "*"), ==, 0);

  mt_sync_set_team (f->sync, NULL, team, NULL);
  g_assert_cmpuint (f->sync->timer_id, !=, 0);
  mt_sync_set_team (f->sync, NULL, NULL, NULL);
  wait_while_working (f);
  assert_state (f, MT_SYNC_NONE, "");
  g_assert_cmpuint (f->sync->timer_id, ==, 0);
  g_assert_null (f->sync->network);
}

/* It begins by itself, says what it does, and what came of it. */
static void
test_first (Fixture *f, gconstpointer data)
{
  const guint id = g_timeout_add_seconds (120, too_late_cb, NULL);
  g_autofree char *title = NULL;
  g_autofree char *checked = NULL;
  gboolean worked = FALSE;
  guint n_items;

  use (f, WORK);
  sync_put (&f->base, WORK "one.ics", "One");
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (mt_sync_get_items (f->sync)), ==, 1);
  g_object_get (get_item (f, 0), "title", &title, "checked-text", &checked, NULL);
  g_assert_cmpstr (title, ==, "Work");
  g_assert_cmpstr (checked, ==, "never");
  assert_state (f, MT_SYNC_OK, "Not synced");
  while (f->n_changed == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      worked |= mt_sync_get_state (f->sync) == MT_SYNC_WORKING;
    }
  g_source_remove (id);
  wait_while_working (f);
  g_assert_true (worked);
  assert_state (f, MT_SYNC_OK, "Synced 11:06");
  g_object_get (get_item (f, 0), "n-items", &n_items, NULL);
  g_assert_cmpuint (n_items, ==, 1);
  sync_assert_equal (&f->base, WORK, 1);

  /* Nothing new is no reason to read anything again; the next run is armed. */
  f->n_changed = 0;
  run (f);
  g_assert_no_error (f->error);
  g_assert_cmpuint (f->n_changed, ==, 0);
  g_assert_cmpuint (f->sync->timer_id, !=, 0);
}

/* The same team read again is no reason to ask anybody. */
static void
test_same_plan (Fixture *f, gconstpointer data)
{
  gint64 due_ms;

  use (f, WORK);
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  due_ms = f->sync->timer_due_ms;
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  mt_accounts_reload (f->accounts);
  g_assert_cmpint (f->sync->timer_due_ms, ==, due_ms);
  use (f, "/calendars/ana/other/");
  g_assert_cmpint (f->sync->timer_due_ms, <, due_ms);
}

static gint64
get_delay_s (Fixture *f)
{
  return (f->sync->timer_due_ms - f->sync->ended_ms + 500) / 1000;
}

static void
test_schedule (Fixture *f, gconstpointer data)
{
  use (f, WORK);
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  g_assert_cmpint (get_delay_s (f), ==, 5 * 60);
  mt_sync_set_visible (f->sync, FALSE);
  g_assert_cmpint (get_delay_s (f), ==, 15 * 60);
  mt_sync_set_visible (f->sync, TRUE);
  g_assert_cmpint (get_delay_s (f), ==, 5 * 60);

  /* Looked at again: only what is older than a minute is asked for. */
  mt_sync_note_focus (f->sync);
  g_assert_cmpint (get_delay_s (f), ==, 5 * 60);
  f->sync->ended_ms -= 61 * 1000;
  mt_sync_note_focus (f->sync);
  g_assert_cmpint (get_delay_s (f), <=, 62);
}

/* A server that fails is asked again sooner than usual, then less and less often. */
static void
test_backs_off (Fixture *f, gconstpointer data)
{
  use (f, WORK);
  fake_dav_fail (f->base.server, "*", "500", G_MAXUINT, NULL);
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  g_assert_error (f->error, MT_NET_ERROR, MT_NET_ERROR_STATUS);
  assert_state (f, MT_SYNC_TROUBLE, "Trouble with Work");
  g_assert_cmpint (get_delay_s (f), >=, 15);
  g_assert_cmpint (get_delay_s (f), <=, 38);
  fake_dav_reset (f->base.server);
  run (f);
  g_assert_no_error (f->error);
  g_assert_cmpint (mt_sync_get_state (f->sync), ==, MT_SYNC_OK);
  g_assert_cmpint (get_delay_s (f), ==, 5 * 60);
}

/* No way to a server is the same for all that is on it, and each says so. */
static void
test_offline (Fixture *f, gconstpointer data)
{
  fake_dav_add_collection (f->base.server, "/calendars/ana/other/", NULL);
  use (f, WORK);
  use (f, "/calendars/ana/other/");
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  fake_dav_fail (f->base.server, "*", "reset", G_MAXUINT, NULL);
  run (f);
  assert_state (f, MT_SYNC_OFFLINE, "Offline since 11:06");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = NULL;

      g_object_get (get_item (f, i), "trouble-text", &text, NULL);
      g_assert_cmpstr (text, !=, "");
    }
  /* Known things stay. */
  f->n_changed = 0;
  fake_dav_reset (f->base.server);
  run (f);
  g_assert_cmpint (mt_sync_get_state (f->sync), ==, MT_SYNC_OK);
  g_assert_cmpuint (f->n_changed, ==, 1);
}

static void
test_paused (Fixture *f, gconstpointer data)
{
  const guint id = g_timeout_add_seconds (120, too_late_cb, NULL);
  g_autofree char *detail = NULL;

  use (f, WORK);
  mt_secrets_remember (f->base.secrets, f->base.ana->id, MT_SECRET_PASSWORD, "wrong");
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  assert_state (f, MT_SYNC_TROUBLE, "Sign in again");
  g_object_get (f->sync, "detail-text", &detail, NULL);
  g_assert_nonnull (strstr (detail, "since 11:06"));
  fake_dav_clear_log (f->base.server);
  run (f);
  g_assert_cmpuint (sync_count (&f->base, "*"), ==, 0);

  mt_secrets_remember (f->base.secrets, f->base.ana->id, MT_SECRET_PASSWORD, "test");
  mt_sync_resume (f->sync, f->base.ana->id);
  while (mt_sync_get_state (f->sync) != MT_SYNC_OK)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

/* An account without a secret: it is asked for, and nobody freezes. */
static void
test_secret_wanted (Fixture *f, gconstpointer data)
{
  g_autofree char *wanted = NULL;
  g_autofree char *after = NULL;
  g_autoptr (MtAccount) bo = mt_account_new ("bo@somewhere");
  g_autoptr (MtAccountFile) file = mt_account_file_new (f->base.accounts_path);

  bo->url = sync_url (&f->base, "/");
  bo->user = g_strdup ("bo");
  bo->secret_file = g_build_filename (f->base.directory, "none", NULL);
  mt_account_add_collection (bo, "http://127.0.0.1:1/x/")->used = TRUE;
  g_assert_true (mt_account_file_add (file, bo, NULL));
  mt_accounts_reload (f->accounts);
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  g_object_get (f->sync, "secret-wanted", &wanted, NULL);
  g_assert_cmpstr (wanted, ==, "bo@somewhere");
  assert_state (f, MT_SYNC_TROUBLE, "Password needed");
  g_assert_true (mt_account_file_remove (file, "bo@somewhere", NULL));
  mt_accounts_reload (f->accounts);
  run (f);
  g_object_get (f->sync, "secret-wanted", &after, NULL);
  g_assert_cmpstr (after, ==, "");
}

/* An edit is sent in a moment, and shown as waiting until then. */
static void
test_wake (Fixture *f, gconstpointer data)
{
  const guint id = g_timeout_add_seconds (120, too_late_cb, NULL);
  guint n_pending;

  use (f, WORK);
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  fake_dav_fail (f->base.server, "PUT", "500", 1, NULL);
  sync_edit (&f->base, WORK "one.ics", "", "Made");
  mt_sync_wake (f->sync);
  wait_for_request (f, "PUT");
  wait_while_working (f);
  g_object_get (f->sync, "n-pending", &n_pending, NULL);
  g_assert_cmpuint (n_pending, ==, 1);
  assert_state (f, MT_SYNC_WAITING, "1 change waits to be sent");
  run (f);
  g_object_get (f->sync, "n-pending", &n_pending, NULL);
  g_assert_cmpuint (n_pending, ==, 0);
  sync_assert_equal (&f->base, WORK, 1);
  g_source_remove (id);
}

static void
test_vanished (Fixture *f, gconstpointer data)
{
  gboolean held;

  use (f, WORK);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *path = g_strdup_printf (WORK "%u.ics", i);

      sync_put (&f->base, path, "x");
    }
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *path = g_strdup_printf (WORK "%u.ics", i);

      fake_dav_remove (f->base.server, path);
    }
  run (f);
  g_object_get (get_item (f, 0), "held", &held, NULL);
  g_assert_true (held);
  g_assert_cmpint (mt_sync_get_state (f->sync), ==, MT_SYNC_TROUBLE);
  mt_sync_accept_vanished (f->sync, get_item (f, 0));
  run (f);
  g_object_get (get_item (f, 0), "held", &held, NULL);
  g_assert_false (held);
  sync_assert_equal (&f->base, WORK, 0);
}

/* An account removed while its server is silent: it stops, keeps the edit, and says so. */
static void
test_removed (Fixture *f, gconstpointer data)
{
  const guint id = g_timeout_add_seconds (120, too_late_cb, NULL);
  g_autoptr (MtAccountFile) file = mt_account_file_new (f->base.accounts_path);
  g_autofree char *trouble = NULL;

  use (f, WORK);
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  sync_edit (&f->base, WORK "one.ics", "", "Made");
  fake_dav_fail (f->base.server, "PUT", "silence", G_MAXUINT, NULL);
  fake_dav_clear_log (f->base.server);
  mt_sync_run (f->sync, FALSE);
  wait_for_request (f, "PUT");
  g_assert_true (mt_account_file_remove (file, f->base.ana->id, NULL));
  mt_accounts_reload (f->accounts);
  while (f->sync->running != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  g_assert_cmpuint (g_list_model_get_n_items (mt_sync_get_items (f->sync)), ==, 1);
  g_object_get (get_item (f, 0), "trouble-text", &trouble, NULL);
  g_assert_nonnull (strstr (trouble, "kept"));
  assert_state (f, MT_SYNC_TROUBLE, "Not synced");
  g_assert_cmpuint (f->sync->timer_id, ==, 0);
}

/* Another process is the one that syncs. */
static void
test_busy (Fixture *f, gconstpointer data)
{
  use (f, WORK);
  g_assert_true (sync_run (&f->base, 0));
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  g_assert_error (f->error, MT_SYNC_ERROR, MT_SYNC_ERROR_BUSY);
  assert_state (f, MT_SYNC_WAITING, "Another Meantime is syncing");
  g_clear_pointer (&f->base.engine, mt_sync_engine_free);
  run (f);
  g_assert_no_error (f->error);
  g_assert_cmpint (mt_sync_get_state (f->sync), ==, MT_SYNC_OK);
  f->base.engine = mt_sync_engine_new (f->base.directory, f->base.accounts_path, f->base.secrets);
}

/* After a day of failure that is said, once. */
static void
test_failing (Fixture *f, gconstpointer data)
{
  use (f, WORK);
  fake_dav_fail (f->base.server, "*", "500", G_MAXUINT, NULL);
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  g_assert_cmpuint (f->n_failing, ==, 0);
  start_at (f, NOW + 23 * 60 * 60);
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  g_assert_cmpuint (f->n_failing, ==, 0);
  start_at (f, NOW + 25 * 60 * 60);
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  run (f);
  g_assert_cmpuint (f->n_failing, ==, 1);
}

/* A first sync says how much of it is there, as far as anybody knows. */
static void
test_progress (Fixture *f, gconstpointer data)
{
  const guint id = g_timeout_add_seconds (120, too_late_cb, NULL);
  double progress = -1;

  fake_dav_add_collection (f->base.server, "/calendars/ana/other/", NULL);
  fake_dav_fail (f->base.server, "* /calendars/ana/other/", "silence", G_MAXUINT, NULL);
  use (f, WORK);
  use (f, "/calendars/ana/other/");
  sync_put (&f->base, WORK "one.ics", "One");
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  mt_sync_run (f->sync, FALSE);
  while (progress < 0)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (f->sync, "progress", &progress, NULL);
    }
  g_assert_cmpfloat_with_epsilon (progress, 0.5, 0.001);
  mt_sync_cancel (f->sync);
  wait_while_working (f);
  g_source_remove (id);
  g_object_get (f->sync, "progress", &progress, NULL);
  g_assert_cmpfloat (progress, <, 0);
  sync_assert_equal (&f->base, WORK, 1);
}

/* Stopped by the user: whoever waits is told, and nothing is wrong. */
static void
test_cancel (Fixture *f, gconstpointer data)
{
  const guint id = g_timeout_add_seconds (120, too_late_cb, NULL);

  use (f, WORK);
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  fake_dav_fail (f->base.server, "*", "silence", G_MAXUINT, NULL);
  fake_dav_clear_log (f->base.server);
  f->done = FALSE;
  mt_sync_run_async (f->sync, FALSE, NULL, ran_cb, f);
  wait_for_request (f, "*");
  mt_sync_cancel (f->sync);
  while (!f->done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_state (f, MT_SYNC_OK, "Synced 11:06");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, function) g_test_add ("/sync/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("nothing", test_nothing);
  ADD ("first", test_first);
  ADD ("same-plan", test_same_plan);
  ADD ("schedule", test_schedule);
  ADD ("backs-off", test_backs_off);
  ADD ("offline", test_offline);
  ADD ("paused", test_paused);
  ADD ("secret-wanted", test_secret_wanted);
  ADD ("wake", test_wake);
  ADD ("vanished", test_vanished);
  ADD ("removed", test_removed);
  ADD ("busy", test_busy);
  ADD ("failing", test_failing);
  ADD ("progress", test_progress);
  ADD ("cancel", test_cancel);
#undef ADD

  return g_test_run ();
}
