/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSync: networks that come, go and cost money.
 */
#include "config.h"

#include "service/sync/mt-sync-private.h"

#include "../finalized.h"
#include "fake-network.h"
#include "sync-fixture.h"

#define MINUTE_S 60

typedef struct
{
  SyncFixture base;
  MtSync *sync;
  gboolean done;
} Fixture;

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;

  mt_sync_run_finish (MT_SYNC (source), result, NULL);
  f->done = TRUE;
}

static void
run (Fixture *f)
{
  f->done = FALSE;
  mt_sync_run_async (f->sync, FALSE, NULL, ran_cb, f);
  while (!f->done || f->sync->running != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
use_work (MtAccount *account, gpointer user_data, GError **error)
{
  mt_account_add_collection (account, user_data)->used = TRUE;
  return TRUE;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (MtAccountFile) file = NULL;
  g_autoptr (MtAccounts) accounts = NULL;
  g_autoptr (MtClock) clock = mt_clock_new_fixed (NOW);
  g_autoptr (MtFormat) format = mt_format_new_fixed (FALSE, MT_MONDAY);
  g_autofree char *url = NULL;

  fake_network_set (TRUE, FALSE);
  sync_fixture_set_up (&f->base, NULL);
  url = sync_url (&f->base, WORK);
  file = mt_account_file_new (f->base.accounts_path);
  g_assert_true (mt_account_file_change (file, f->base.ana->id, use_work, url, NULL));
  accounts = mt_accounts_new (f->base.accounts_path);
  f->sync = mt_sync_new (accounts, f->base.secrets, clock, format, f->base.directory);
  mt_sync_set_team (f->sync, NULL, f->base.team, NULL);
  run (f);
  g_assert_cmpint (mt_sync_get_state (f->sync), ==, MT_SYNC_OK);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  /* The thread that ran may still have to let go of it. */
  while (g_atomic_int_get (&G_OBJECT (f->sync)->ref_count) > 1)
    g_main_context_iteration (NULL, FALSE);
  assert_finalized (f->sync);
  sync_fixture_tear_down (&f->base, NULL);
}

/* From now. */
static gint64
get_delay_s (Fixture *f)
{
  return (f->sync->timer_due_ms - mt_sync_pace_read_clock () + 500) / 1000;
}

/* As if the last run were so long ago. */
static void
age (Fixture *f, gint64 seconds)
{
  f->sync->ended_ms -= seconds * 1000;
}

static void
test_metered (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (get_delay_s (f), ==, 5 * MINUTE_S);
  fake_network_set (TRUE, TRUE);
  g_assert_cmpint (get_delay_s (f), ==, 60 * MINUTE_S);
  mt_sync_set_visible (f->sync, FALSE);
  g_assert_cmpint (get_delay_s (f), ==, 60 * MINUTE_S);
  mt_sync_set_visible (f->sync, TRUE);
  run (f);
  g_assert_cmpint (get_delay_s (f), ==, 60 * MINUTE_S);
  fake_network_set (TRUE, FALSE);
  g_assert_cmpint (get_delay_s (f), ==, 5 * MINUTE_S);
}

/* Somebody who looks at it each minute pays for a quarter of an hour. */
static void
test_metered_and_looked_at (Fixture *f, gconstpointer data)
{
  fake_network_set (TRUE, TRUE);
  age (f, 2 * MINUTE_S);
  mt_sync_note_focus (f->sync);
  g_assert_cmpint (get_delay_s (f), >, 30 * MINUTE_S);
  age (f, 14 * MINUTE_S);
  mt_sync_note_focus (f->sync);
  g_assert_cmpint (get_delay_s (f), <=, 1);
}

/* What waits to be sent is sent wherever it is. */
static void
test_metered_with_edits (Fixture *f, gconstpointer data)
{
  fake_network_set (TRUE, TRUE);
  mt_sync_wake (f->sync);
  g_assert_cmpint (get_delay_s (f), <=, 1);
}

/* One network after the other, as in a train: not a request for each. */
static void
test_changes_often (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      fake_network_set (FALSE, FALSE);
      fake_network_set (TRUE, FALSE);
    }
  g_assert_cmpint (get_delay_s (f), ==, 5 * MINUTE_S);
  age (f, 2 * MINUTE_S);
  fake_network_set (TRUE, FALSE);
  g_assert_cmpint (get_delay_s (f), <=, 3);
}

/* Nothing is asked for while there is no network; once there is, at once, whatever was to be waited
 * for. */
static void
test_gone_and_back (Fixture *f, gconstpointer data)
{
  fake_dav_fail (f->base.server, "*", "reset", G_MAXUINT, NULL);
  fake_network_set (FALSE, FALSE);
  run (f);
  g_assert_cmpint (mt_sync_get_state (f->sync), ==, MT_SYNC_OFFLINE);
  fake_dav_reset (f->base.server);
  fake_network_set (TRUE, FALSE);
  g_assert_cmpint (get_delay_s (f), <=, 3);
  while (f->sync->running == NULL)
    g_main_context_iteration (NULL, TRUE);
  while (f->sync->running != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (mt_sync_get_state (f->sync), ==, MT_SYNC_OK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  fake_network_install ();

#define ADD(name, function)                                                                        \
  g_test_add ("/sync-network/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("metered", test_metered);
  ADD ("metered-and-looked-at", test_metered_and_looked_at);
  ADD ("metered-with-edits", test_metered_with_edits);
  ADD ("changes-often", test_changes_often);
  ADD ("gone-and-back", test_gone_and_back);
#undef ADD

  return g_test_run ();
}
