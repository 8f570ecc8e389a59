/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Fetching with the engine: what comes, what goes, what fails, and how often servers are asked.
 */
#include "config.h"

#include "sync-fixture.h"

#include <string.h>

static void
put_many (SyncFixture *f, const char *path, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s%03u.ics", path, i);

      sync_put (f, name, "Many");
    }
}

/* Nothing changed is one request a collection. */
static void
test_incremental (SyncFixture *f, gconstpointer data)
{
  fake_dav_add_collection (f->server, "/calendars/ana/other/", NULL);
  sync_use (f, f->ana, WORK);
  sync_use (f, f->ana, "/calendars/ana/other/");
  put_many (f, WORK, 7);
  sync_put (f, "/calendars/ana/other/x y.ics", "Odd name");
  g_assert_true (sync_run (f, 0));
  sync_assert_equal (f, WORK, 7);
  sync_assert_equal (f, "/calendars/ana/other/", 1);
  g_assert_true (f->report.news);
  g_assert_cmpuint (f->report.n_received, ==, 8);

  fake_dav_clear_log (f->server);
  g_assert_true (sync_run (f, 0));
  g_assert_false (f->report.news);
  g_assert_cmpuint (sync_count (f, "*"), ==, 2);
  g_assert_cmpuint (f->report.traffic.requests, ==, 2);

  sync_put (f, WORK "003.ics", "Changed");
  sync_put (f, WORK "new.ics", "New");
  g_assert_true (fake_dav_remove (f->server, WORK "001.ics"));
  g_assert_true (sync_run (f, 0));
  g_assert_true (f->report.news);
  g_assert_cmpuint (f->report.n_received, ==, 2);
  g_assert_cmpuint (f->report.n_removed, ==, 1);
  sync_assert_equal (f, WORK, 7);
}

/* Many collections at once, each asked once, and none twice because of the others. */
static void
test_many (SyncFixture *f, gconstpointer data)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *path = g_strdup_printf ("/calendars/ana/many-%02u/", i);
      g_autofree char *one = g_strconcat (path, "one.ics", NULL);

      fake_dav_add_collection (f->server, path, NULL);
      sync_put (f, one, "One");
      sync_use (f, f->ana, path);
    }
  g_assert_true (sync_run (f, 0));
  g_assert_cmpuint (f->report.n_received, ==, 50);
  fake_dav_clear_log (f->server);
  g_assert_true (sync_run (f, 0));
  g_assert_cmpuint (sync_count (f, "*"), ==, 50);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *request = g_strdup_printf ("* /calendars/ana/many-%02u/", i);

      g_assert_cmpuint (sync_count (f, request), ==, 1);
    }
}

/* Each a day: a full listing, which finds what reports did not tell. */
static void
test_full_check (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtStoreCollection) row = NULL;

  sync_use (f, f->ana, WORK);
  put_many (f, WORK, 5);
  g_assert_true (sync_run (f, 0));

  /* Something was lost here that the server believes us to have. */
  row = sync_find (f, WORK);
  mt_item_store_begin (f->store);
  mt_item_store_remove_item (f->store, row->id, "002.ics");
  g_assert_true (mt_item_store_commit (f->store, NULL));
  f->now += 60 * 60;
  g_assert_true (sync_run (f, 0));
  g_assert_cmpuint (f->report.n_received, ==, 0);
  f->now += 24 * 60 * 60;
  g_assert_true (sync_run (f, 0));
  sync_assert_equal (f, WORK, 5);

  /* A wall clock that is a day behind asks once too often, and no more. */
  f->now -= 2 * 24 * 60 * 60;
  g_assert_true (sync_run (f, 0));
  fake_dav_clear_log (f->server);
  g_assert_true (sync_run (f, 0));
  g_assert_cmpuint (sync_count (f, "*"), ==, 1);
}

static void
test_vanished (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtStoreCollection) row = NULL;
  g_autofree char *url = sync_url (f, WORK);

  sync_use (f, f->ana, WORK);
  put_many (f, WORK, 10);
  g_assert_true (sync_run (f, 0));
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *path = g_strdup_printf (WORK "%03u.ics", i);

      g_assert_true (fake_dav_remove (f->server, path));
    }
  sync_put (f, WORK "007.ics", "Changed meanwhile");

  /* What is new comes, what vanished stays, however often it is told, and that is said. */
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (sync_run (f, i == 0 ? 0 : MT_SYNC_FULL));
      g_assert_error (f->report.error, MT_SYNC_ERROR, MT_SYNC_ERROR_VANISHED);
      g_clear_pointer (&row, mt_store_collection_free);
      row = sync_find (f, WORK);
      g_assert_true (row->held);
      g_assert_cmpuint (row->n_vanished, ==, 6);
      g_assert_cmpuint (row->n_items, ==, 10);
      g_assert_nonnull (row->trouble);
    }
  sync_restart (f);
  g_assert_false (sync_run (f, 0));

  mt_sync_engine_accept (f->engine, url);
  g_assert_true (sync_run (f, 0));
  sync_assert_equal (f, WORK, 4);
  g_clear_pointer (&row, mt_store_collection_free);
  row = sync_find (f, WORK);
  g_assert_false (row->held);
  g_assert_null (row->trouble);

  /* Half is not more than half, and of very few all may go. */
  g_assert_true (fake_dav_remove (f->server, WORK "006.ics"));
  g_assert_true (fake_dav_remove (f->server, WORK "007.ics"));
  g_assert_true (sync_run (f, 0));
  g_assert_true (fake_dav_remove (f->server, WORK "008.ics"));
  g_assert_true (fake_dav_remove (f->server, WORK "009.ics"));
  g_assert_true (sync_run (f, 0));
  sync_assert_equal (f, WORK, 0);
}

/* A listing that came out empty is not believed; what does vanish may come back before the user has
 * said anything. */
static void
test_vanished_and_back (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtStoreCollection) row = NULL;

  sync_use (f, f->ana, WORK);
  put_many (f, WORK, 8);
  g_assert_true (sync_run (f, 0));
  fake_dav_set (f->server, "sync", "no");
  fake_dav_set (f->server, "ctag", "no");
  fake_dav_set (f->server, "listing", "empty");
  sync_run (f, MT_SYNC_FULL);
  sync_assert_equal (f, WORK, 8);

  fake_dav_reset (f->server);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *path = g_strdup_printf (WORK "%03u.ics", i);

      g_assert_true (fake_dav_remove (f->server, path));
    }
  g_assert_false (sync_run (f, MT_SYNC_ASKED));
  put_many (f, WORK, 8);
  g_assert_true (sync_run (f, 0));
  sync_assert_equal (f, WORK, 8);
  row = sync_find (f, WORK);
  g_assert_false (row->held);
  g_assert_cmpint (row->failed_since, ==, 0);
}

/* One place that fails never stops the others, and says since when. */
static void
test_one_fails (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtStoreCollection) bad = NULL;
  g_autoptr (MtStoreCollection) good = NULL;

  fake_dav_add_collection (f->server, "/calendars/ana/bad/", NULL);
  sync_use (f, f->ana, "/calendars/ana/bad/");
  sync_use (f, f->ana, "/calendars/ana/gone/");
  sync_use (f, f->ana, WORK);
  put_many (f, WORK, 3);
  fake_dav_fail (f->server, "* /calendars/ana/bad/", "500", G_MAXUINT, NULL);
  g_assert_false (sync_run (f, 0));
  g_assert_cmpuint (f->report.n_failed, ==, 2);
  sync_assert_equal (f, WORK, 3);
  good = sync_find (f, WORK);
  g_assert_cmpint (good->failed_since, ==, 0);
  g_assert_cmpint (good->checked, >=, f->now);
  bad = sync_find (f, "/calendars/ana/bad/");
  g_assert_cmpint (bad->failed_since, >=, f->now);
  g_assert_nonnull (bad->trouble);
  g_assert_cmpint (f->report.wait_ms, >, 0);

  /* It is left alone for a while, and tried at once when the user asks. */
  fake_dav_clear_log (f->server);
  f->now += 60;
  g_assert_false (sync_run (f, 0));
  g_assert_cmpuint (sync_count (f, "*"), ==, 1);
  fake_dav_reset (f->server);
  fake_dav_add_collection (f->server, "/calendars/ana/gone/", NULL);
  g_assert_true (sync_run (f, MT_SYNC_ASKED));
  g_clear_pointer (&bad, mt_store_collection_free);
  bad = sync_find (f, "/calendars/ana/bad/");
  g_assert_cmpint (bad->failed_since, ==, 0);
}

static void
test_parked (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtStoreCollection) row = NULL;

  sync_use (f, f->ana, WORK);
  put_many (f, WORK, 5);
  fake_dav_set (f->server, "item:002.ics", "403");
  g_assert_true (sync_run (f, 0));
  row = sync_find (f, WORK);
  g_assert_cmpuint (row->n_parked, ==, 1);
  g_assert_cmpuint (row->n_items + row->n_parked, >=, 5);

  fake_dav_set (f->server, "item:002.ics", "0");
  g_assert_true (sync_run (f, MT_SYNC_FULL));
  sync_assert_equal (f, WORK, 5);
}

/* One refused secret pauses its account; the other account of the same server goes on. */
static void
test_refused (SyncFixture *f, gconstpointer data)
{
  MtAccount *bo = sync_add_account (f, "bo", "wrong");
  g_autoptr (MtAccount) stored = NULL;
  g_autoptr (MtStoreCollection) row = NULL;
  guint n;

  fake_dav_add_collection (f->server, "/calendars/bo/one/", NULL);
  fake_dav_add_collection (f->server, "/calendars/bo/two/", NULL);
  fake_dav_add_collection (f->server, "/calendars/bo/three/", NULL);
  sync_use (f, f->ana, WORK);
  sync_use (f, bo, "/calendars/bo/one/");
  sync_use (f, bo, "/calendars/bo/two/");
  sync_use (f, bo, "/calendars/bo/three/");
  put_many (f, WORK, 2);
  g_assert_false (sync_run (f, 0));
  sync_assert_equal (f, WORK, 2);
  g_assert_true (f->report.paused);
  stored = sync_load_account (f, bo->id);
  g_assert_nonnull (stored->paused);
  g_assert_cmpint (stored->paused_since, >=, NOW);
  row = sync_find (f, "/calendars/bo/three/");
  g_assert_nonnull (row->trouble);

  /* The wrong secret went out once. Asked without one is what made the server want it. */
  n = sync_count (f, "* /calendars/bo/one/") + sync_count (f, "* /calendars/bo/two/") +
      sync_count (f, "* /calendars/bo/three/");
  g_assert_cmpuint (n, <=, 3);

  /* Not a request while it is paused, even if the program is started anew. */
  mt_account_pause (bo, stored->paused, stored->paused_since);
  sync_restart (f);
  fake_dav_clear_log (f->server);
  g_assert_false (sync_run (f, MT_SYNC_ASKED));
  g_assert_cmpuint (sync_count (f, "*"), ==, sync_count (f, "* " WORK));
}

/* A secret that was corrected meanwhile pauses nobody. */
static void
test_corrected (SyncFixture *f, gconstpointer data)
{
  sync_use (f, f->ana, WORK);
  put_many (f, WORK, 2);
  g_assert_true (sync_run (f, 0));
  fake_dav_add_user (f->server, "ana", "another");
  mt_secrets_remember (f->secrets, f->ana->id, MT_SECRET_PASSWORD, "another");
  g_assert_true (sync_run (f, 0));
  g_assert_false (f->report.paused);
}

static void
test_retry_after (SyncFixture *f, gconstpointer data)
{
  guint n;

  fake_dav_add_collection (f->server, "/calendars/ana/other/", NULL);
  sync_use (f, f->ana, WORK);
  sync_use (f, f->ana, "/calendars/ana/other/");
  g_assert_true (sync_run (f, 0));
  fake_dav_fail (f->server, "*", "503", G_MAXUINT, "Retry-After: 3600");
  fake_dav_clear_log (f->server);
  g_assert_false (sync_run (f, 0));
  n = sync_count (f, "*");
  g_assert_cmpuint (n, ==, 1);
  /* Nothing at all is sent there, even if the user asks. */
  g_assert_false (sync_run (f, MT_SYNC_ASKED | MT_SYNC_FULL));
  g_assert_cmpuint (sync_count (f, "*"), ==, n);
  g_assert_cmpint (f->report.wait_ms, >, 3000 * 1000);
}

/* Without an account, and told apart by asking. */
static void
test_kinds (SyncFixture *f, gconstpointer data)
{
  g_autofree char *feed = sync_url (f, WORK "000.ics");
  g_autofree char *folder = sync_url (f, WORK);
  g_autoptr (MtStoreCollection) row = NULL;
  guint n;

  fake_dav_set (f->server, "auth", "none");
  g_ptr_array_set_size (f->accounts, 0);
  put_many (f, WORK, 3);
  sync_add_person (f, "ana", "", feed);
  sync_add_person (f, "bo", "", folder);
  g_assert_true (sync_run (f, 0));
  sync_assert_equal (f, WORK, 3);
  row = sync_find (f, WORK "000.ics");
  g_assert_cmpstr (row->kind, ==, "feed");
  g_assert_cmpuint (row->n_items, ==, 1);
  g_clear_pointer (&row, mt_store_collection_free);
  row = sync_find (f, WORK);
  g_assert_cmpstr (row->kind, ==, "caldav");
  fake_dav_clear_log (f->server);
  g_assert_true (sync_run (f, 0));
  n = sync_count (f, "*");
  g_assert_cmpuint (n, ==, 2);
  g_assert_false (f->report.news);
}

/* A server that wants to know who asks, and nobody to tell it. */
static void
test_stranger (SyncFixture *f, gconstpointer data)
{
  g_autofree char *folder = sync_url (f, WORK);
  g_autoptr (MtStoreCollection) row = NULL;

  g_ptr_array_set_size (f->accounts, 0);
  sync_add_person (f, "ana", "", folder);
  g_assert_false (sync_run (f, 0));
  g_assert_error (f->report.error, MT_NET_ERROR, MT_NET_ERROR_AUTH);
  row = sync_find (f, WORK);
  g_assert_nonnull (row->trouble);
  g_assert_cmpint (row->checked, ==, 0);
}

/* An account is removed: what was fetched with it goes, an edit that waits does not. */
static void
test_removed (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtStoreCollection) row = NULL;
  g_autoptr (MtOutboxRow) edit = NULL;

  sync_use (f, f->ana, WORK);
  put_many (f, WORK, 3);
  g_assert_true (sync_run (f, 0));
  sync_edit (f, WORK "000.ics", "Many", "Mine");
  g_ptr_array_set_size (f->accounts, 0);
  fake_dav_clear_log (f->server);
  g_assert_true (sync_run (f, 0));
  g_assert_cmpuint (sync_count (f, "*"), ==, 0);
  edit = sync_find_edit (f, WORK "000.ics");
  g_assert_nonnull (edit);
  g_assert_cmpuint (f->report.orphans->len, ==, 1);
  g_assert_cmpuint (f->report.n_pending, ==, 1);
  row = sync_find (f, WORK);
  g_assert_true (row == NULL || row->n_items <= 1);
}

static gpointer
cancel_soon (gpointer data)
{
  SyncFixture *f = ((gpointer *) data)[0];

  while (fake_dav_count (f->server, "*") == 0)
    g_thread_yield ();
  g_cancellable_cancel (((gpointer *) data)[1]);
  return NULL;
}

/* Stopped while a server is silent: at once, and the next run does the rest. */
static void
test_cancelled (SyncFixture *f, gconstpointer data)
{
  g_autoptr (MtSyncPlan) plan = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (MtSyncReport) report = { 0 };
  gpointer both[] = { f, cancellable };
  GThread *thread;
  gint64 begun;
  g_autoptr (MtStoreCollection) row = NULL;

  sync_use (f, f->ana, WORK);
  put_many (f, WORK, 3);
  fake_dav_fail (f->server, "*", "silence", 1, NULL);
  plan = mt_sync_plan_new (NULL, f->team, NULL, f->accounts);
  thread = g_thread_new ("cancel", cancel_soon, both);
  begun = g_get_monotonic_time ();
  g_assert_false (mt_sync_engine_run (f->engine, plan, 0, f->now, &report, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 25 * G_USEC_PER_SEC);
  g_thread_join (thread);
  row = sync_find (f, WORK);
  g_assert_cmpint (row->failed_since, ==, 0);
  g_assert_true (sync_run (f, 0));
  sync_assert_equal (f, WORK, 3);
}

/* One process syncs. */
static void
test_busy (SyncFixture *f, gconstpointer data)
{
  MtSyncEngine *other = mt_sync_engine_new (f->directory, f->accounts_path, f->secrets);
  g_autoptr (MtSyncPlan) plan = mt_sync_plan_new (NULL, f->team, NULL, f->accounts);
  g_autoptr (GError) error = NULL;
  g_auto (MtSyncReport) report = { 0 };

  g_assert_true (sync_run (f, 0));
  g_assert_false (mt_sync_engine_run (other, plan, 0, f->now, &report, NULL, &error));
  g_assert_error (error, MT_SYNC_ERROR, MT_SYNC_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (mt_sync_engine_look (other, plan, &report, &error));
  mt_sync_report_clear (&report);
  sync_restart (f);
  g_assert_true (mt_sync_engine_run (other, plan, 0, f->now, &report, NULL, &error));
  g_assert_no_error (error);
  mt_sync_engine_free (other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/sync-engine/" name, SyncFixture, NULL, sync_fixture_set_up, function,              \
              sync_fixture_tear_down)
  ADD ("incremental", test_incremental);
  ADD ("many", test_many);
  ADD ("full-check", test_full_check);
  ADD ("vanished", test_vanished);
  ADD ("vanished-and-back", test_vanished_and_back);
  ADD ("one-fails", test_one_fails);
  ADD ("parked", test_parked);
  ADD ("refused", test_refused);
  ADD ("corrected", test_corrected);
  ADD ("retry-after", test_retry_after);
  ADD ("kinds", test_kinds);
  ADD ("stranger", test_stranger);
  ADD ("removed", test_removed);
  ADD ("cancelled", test_cancelled);
  ADD ("busy", test_busy);
#undef ADD

  return g_test_run ();
}
