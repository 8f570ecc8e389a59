/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncEngine: what comes before and after the servers are asked.
 */
#include "config.h"

#include "service/sync/mt-sync-run.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "net/mt-url.h"

#define WAITS_NAME "waits.ini"

G_DEFINE_QUARK (mt_sync_error, mt_sync_error)

/**
 * mt_sync_engine_new:
 * @store: (nullable) (type filename): folder of the database, %NULL for the user's own
 * @accounts_path: (nullable) (type filename): the file of accounts, %NULL for the user's own
 * @secrets: where their passwords are
 *
 * Opens and asks nothing yet.
 *
 * Returns: (transfer full): an engine; one run at a time
 */
MtSyncEngine *
mt_sync_engine_new (const char *store, const char *accounts_path, MtSecrets *secrets)
{
  MtSyncEngine *self = g_new0 (MtSyncEngine, 1);

  self->store_path = g_strdup (store);
  self->accounts_path = g_strdup (accounts_path);
  self->access = mt_sync_access_new (secrets);
  self->pace = mt_sync_pace_new (g_random_int ());
  g_mutex_init (&self->store_lock);
  g_mutex_init (&self->lock);
  self->accepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reasons =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_error_free);
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * mt_sync_engine_free:
 * @self: (transfer full): an engine that does not run
 */
void
mt_sync_engine_free (MtSyncEngine *self)
{
  g_clear_pointer (&self->store, mt_item_store_free);
  g_clear_pointer (&self->role, mt_sync_lock_free);
  mt_sync_access_free (self->access);
  mt_sync_pace_free (self->pace);
  g_mutex_clear (&self->store_lock);
  g_mutex_clear (&self->lock);
  g_hash_table_unref (self->accepted);
  g_hash_table_unref (self->reasons);
  g_hash_table_unref (self->said);
  g_free (self->store_path);
  g_free (self->accounts_path);
  g_free (self);
}

/**
 * mt_sync_engine_get_store:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable) (type filename): folder of the database, %NULL for the user's
 *   own
 */
const char *
mt_sync_engine_get_store (const MtSyncEngine *self)
{
  return self->store_path;
}

/**
 * mt_sync_engine_set_step_func:
 * @self: an engine that does not run
 * @func: (nullable) (scope forever): told how far each place is, on any thread
 * @user_data: for @func
 */
void
mt_sync_engine_set_step_func (MtSyncEngine *self, MtSyncStepFunc func, gpointer user_data)
{
  self->step = func;
  self->step_data = user_data;
}

/**
 * mt_sync_engine_accept:
 * @self: an engine
 * @url: of a collection that is held
 *
 * The user says that it is right how much of it vanished: the next run follows it. Any thread.
 */
void
mt_sync_engine_accept (MtSyncEngine *self, const char *url)
{
  g_mutex_lock (&self->lock);
  g_hash_table_add (self->accepted, g_strdup (url));
  g_mutex_unlock (&self->lock);
}

/**
 * mt_sync_engine_hurry:
 * @self: an engine
 *
 * What failed may be tried again at once: the network is another, or the user asks. Any thread.
 */
void
mt_sync_engine_hurry (MtSyncEngine *self)
{
  mt_sync_pace_hurry (self->pace);
}

static gboolean
open_store (MtSyncEngine *self, GError **error)
{
  const char *trouble;

  if (self->store == NULL)
    self->store = mt_item_store_new (self->store_path);
  if (mt_item_store_is_writable (self->store))
    return TRUE;
  trouble = mt_item_store_get_trouble (self->store);
  g_set_error (error, MT_SYNC_ERROR, MT_SYNC_ERROR_STORE, "%s",
               trouble != NULL ? trouble : _ ("The database cannot be written"));
  /* A disk that was full may have room the next time. */
  g_clear_pointer (&self->store, mt_item_store_free);
  return FALSE;
}

/* Kept until the engine is freed: a window is asked to sync, whoever is beside it. */
static gboolean
take_role (MtSyncEngine *self, GError **error)
{
  if (self->role == NULL)
    self->role = mt_sync_lock_take (self->store_path, error);
  return self->role != NULL;
}

/* Left behind by an account that is gone; or asked for by nothing for so long that it hardly will
 * be again, as another team would. */
static gboolean
is_forgotten (const MtSyncRun *run, const MtStoreCollection *row)
{
  if (mt_sync_plan_find (run->plan, row->url) != NULL)
    return FALSE;
  if (row->account != NULL && mt_sync_plan_find_account (run->plan, row->account) == NULL)
    return TRUE;
  return row->checked > 0 && run->now - row->checked > MT_SYNC_FORGET_S;
}

/* Its edits are kept. */
static void
forget_removed (MtSyncRun *run)
{
  MtItemStore *store = mt_sync_run_lock_store (run);
  g_autoptr (GPtrArray) rows = mt_item_store_list (store);
  g_autoptr (GPtrArray) urls = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const MtStoreCollection *row = g_ptr_array_index (rows, i);

      if (is_forgotten (run, row))
        g_ptr_array_add (urls, row->url);
    }
  g_ptr_array_add (urls, NULL);
  if (!mt_item_store_forget (store, (const char *const *) urls->pdata, &error))
    g_debug ("%s", error->message);
  mt_sync_run_unlock_store (run);
}

/* Edits of collections that nothing asks for any more: of another team, or an account removed. They
 * go where an account serves them. */
static void
send_others (MtSyncRun *run)
{
  MtItemStore *store = mt_sync_run_lock_store (run);
  g_autoptr (GPtrArray) rows = mt_outbox_list (store, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  mt_sync_run_unlock_store (run);
  for (guint i = 0; i < rows->len; i++)
    {
      const MtOutboxRow *row = g_ptr_array_index (rows, i);
      MtAccount *account = mt_account_for_url (run->plan->accounts, row->collection);
      MtSyncTarget target = { .url = row->collection,
                              .title = row->collection,
                              .account = account };
      g_autofree char *key = mt_url_get_origin (row->collection);
      g_autoptr (MtHttp) http = NULL;
      g_autoptr (GError) error = NULL;

      if (mt_sync_plan_find (run->plan, row->collection) != NULL ||
          !g_hash_table_add (seen, row->collection))
        continue;
      if (account == NULL || key == NULL)
        {
          g_ptr_array_add (run->report->orphans, g_strdup (row->collection));
          continue;
        }
      if (!mt_sync_run_may_ask (run, &target, key, &error) ||
          (http = mt_sync_access_open (run->engine->access, account, run->cancellable, &error)) ==
              NULL ||
          !mt_sync_send (run, row->collection, http, NULL, &run->report->news, &error))
        mt_sync_run_failed (run, &target, key, error);
    }
}

/* All that nothing was new in, in one writing. */
static void
write_quiet (MtSyncRun *run)
{
  MtItemStore *store = mt_sync_run_lock_store (run);

  if (run->quiet->len > 0)
    {
      mt_item_store_begin (store);
      for (guint i = 0; i < run->quiet->len; i++)
        mt_item_store_set_checked (store, g_array_index (run->quiet, gint64, i),
                                   mt_sync_run_now (run));
      mt_item_store_commit (store, NULL);
    }
  mt_sync_run_unlock_store (run);
}

/* What is shown of a collection, but for when it was last looked at. */
static char *
describe (const MtStoreCollection *row)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT " %d %d %d %u %u %u %s", row->stamp,
                          row->checked != 0, row->failed_since != 0, row->held, row->n_parked,
                          row->n_pending, row->n_conflicts,
                          row->trouble != NULL ? row->trouble : "");
}

static void
count_edits (MtItemStore *store, MtSyncReport *report)
{
  g_autoptr (GPtrArray) rows = mt_outbox_list (store, NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const MtOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->state == MT_OUTBOX_CONFLICT || row->state == MT_OUTBOX_REFUSED)
        report->n_conflicts++;
      else
        report->n_pending++;
    }
}

/* What the store says now, and whether it says anything else than the last time. */
static void
sum_up (MtSyncEngine *self, MtSyncReport *report)
{
  g_mutex_lock (&self->store_lock);
  report->collections = mt_item_store_list (self->store);
  count_edits (self->store, report);
  g_mutex_unlock (&self->store_lock);
  for (guint i = 0; i < report->collections->len; i++)
    {
      const MtStoreCollection *row = g_ptr_array_index (report->collections, i);
      g_autofree char *words = describe (row);

      if (g_strcmp0 (g_hash_table_lookup (self->said, row->url), words) == 0)
        continue;
      report->news = TRUE;
      g_hash_table_insert (self->said, g_strdup (row->url), g_steal_pointer (&words));
    }
}

/* When something that failed may be tried again. */
static gint64
find_wait (const MtSyncRun *run)
{
  MtSyncPace *pace = run->engine->pace;
  const gint64 now_ms = mt_sync_pace_read_clock ();
  gint64 least = -1;

  if (run->report->n_failed == 0)
    return -1;
  for (guint i = 0; i < run->plan->targets->len; i++)
    {
      const MtSyncTarget *target = g_ptr_array_index (run->plan->targets, i);
      g_autofree char *key = mt_url_get_origin (target->url);
      const gint64 wait = MAX (key != NULL ? mt_sync_pace_wait (pace, key, now_ms) : 0,
                               mt_sync_pace_wait (pace, target->url, now_ms));

      if (wait > 0 && (least < 0 || wait < least))
        least = wait;
    }
  return least;
}

/* What servers asked to wait for outlives a command. Source: random(4) */
static void
exchange_waits (MtSyncEngine *self, void (*func) (MtSyncPace *, const char *, const char *, gint64))
{
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "meantime", NULL);
  g_autofree char *path =
      g_build_filename (self->store_path != NULL ? self->store_path : own, WAITS_NAME, NULL);
  g_autofree char *boot = NULL;

  if (g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    func (self->pace, path, g_strstrip (boot), mt_sync_pace_read_clock ());
}

static void
run_begin (MtSyncRun *run)
{

  g_mutex_init (&run->lock);
  run->paused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->worked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->unreadable = g_ptr_array_new ();
  run->quiet = g_array_new (FALSE, FALSE, sizeof (gint64));
  run->begun_ms = mt_sync_pace_read_clock ();
  run->report->orphans = g_ptr_array_new_with_free_func (g_free);
  mt_sync_access_begin (run->engine->access);
  exchange_waits (run->engine, mt_sync_pace_load);
  if ((run->flags & MT_SYNC_ASKED) != 0)
    mt_sync_pace_hurry (run->engine->pace);
}

static void
run_end (MtSyncRun *run)
{
  exchange_waits (run->engine, mt_sync_pace_save);
  g_mutex_clear (&run->lock);
  g_hash_table_unref (run->paused);
  g_hash_table_unref (run->worked);
  g_ptr_array_unref (run->unreadable);
  g_array_unref (run->quiet);
}

/**
 * mt_sync_engine_run:
 * @self: an engine that does not run
 * @plan: what is to be synced
 * @flags: how
 * @now: Unix seconds
 * @report: (out caller-allocates): how it went; mt_sync_report_clear() after
 * @cancellable: (nullable): to stop; what was fetched so far is kept
 * @error: %MT_SYNC_ERROR_BUSY, %MT_SYNC_ERROR_STORE or %G_IO_ERROR_CANCELLED; what goes wrong with
 * one place is in
 *   @report and in the store
 *
 * Sends what waits and fetches what is new. What fails never stops the rest. Blocks for as long as
 * servers take.
 *
 * Returns: whether it ran to its end, however the servers did
 */
gboolean
mt_sync_engine_run (MtSyncEngine *self,
                    MtSyncPlan *plan,
                    MtSyncFlags flags,
                    gint64 now,
                    MtSyncReport *report,
                    GCancellable *cancellable,
                    GError **error)
{
  MtSyncRun run = { .engine = self,
                    .plan = plan,
                    .flags = flags,
                    .cancellable = cancellable,
                    .now = now,
                    .report = report };
  MtTraffic before, after;

  *report = (MtSyncReport){ .wait_ms = -1 };
  if (!take_role (self, error) || !open_store (self, error))
    return FALSE;
  run_begin (&run);
  mt_sync_access_get_traffic (self->access, &before);
  forget_removed (&run);
  mt_sync_ask_servers (&run);
  send_others (&run);
  if ((flags & MT_SYNC_SEND) == 0)
    {
      mt_sync_ask_people (&run);
      mt_sync_exchange_hours (&run);
    }
  write_quiet (&run);
  sum_up (self, report);
  report->wait_ms = find_wait (&run);
  mt_sync_access_get_traffic (self->access, &after);
  report->traffic.requests = after.requests - before.requests;
  report->traffic.bytes_up = after.bytes_up - before.bytes_up;
  report->traffic.bytes_down = after.bytes_down - before.bytes_down;
  run_end (&run);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * mt_sync_engine_look:
 * @self: an engine that does not run
 * @plan: what is to be synced
 * @report: (out caller-allocates): what the store says; mt_sync_report_clear() after
 * @error: %MT_SYNC_ERROR_STORE
 *
 * Asks nobody: tells what is known from earlier runs. Blocking, but short.
 *
 * Returns: whether the store can be used
 */
gboolean
mt_sync_engine_look (MtSyncEngine *self, MtSyncPlan *plan, MtSyncReport *report, GError **error)
{
  *report = (MtSyncReport){ .wait_ms = -1 };
  if (!open_store (self, error))
    return FALSE;
  report->orphans = g_ptr_array_new_with_free_func (g_free);
  sum_up (self, report);
  return TRUE;
}

/**
 * mt_sync_report_clear:
 * @report: how a run went
 */
void
mt_sync_report_clear (MtSyncReport *report)
{
  g_clear_pointer (&report->collections, g_ptr_array_unref);
  g_clear_pointer (&report->orphans, g_ptr_array_unref);
  g_clear_error (&report->error);
  g_clear_pointer (&report->secret_wanted, g_free);
  g_clear_pointer (&report->secret_why, g_free);
}
