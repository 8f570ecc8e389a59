/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * One run of MtSyncEngine: what its threads share, and what becomes of what goes wrong.
 */
#include "config.h"

#include "service/sync/mt-sync-run.h"

#include <glib/gi18n-lib.h>

#include "net/mt-url.h"
#include "service/accounts/mt-account-file.h"

/**
 * mt_sync_run_lock_store: (skip)
 * @run: a run
 *
 * One thread at a time uses the store.
 *
 * Returns: (transfer none): the store; mt_sync_run_unlock_store() after
 */
MtItemStore *
mt_sync_run_lock_store (MtSyncRun *run)
{
  g_mutex_lock (&run->engine->store_lock);
  return run->engine->store;
}

/**
 * mt_sync_run_unlock_store: (skip)
 * @run: a run whose store this thread has
 */
void
mt_sync_run_unlock_store (MtSyncRun *run)
{
  g_mutex_unlock (&run->engine->store_lock);
}

/**
 * mt_sync_run_now: (skip)
 * @run: a run
 *
 * Returns: Unix seconds: those of its beginning and the time it has taken, whatever is done to the
 *   wall clock meanwhile
 */
gint64
mt_sync_run_now (const MtSyncRun *run)
{
  return run->now + (mt_sync_pace_read_clock () - run->begun_ms) / 1000;
}

static gboolean
is_paused (MtSyncRun *run, const MtAccount *account)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);

  return account->paused != NULL || g_hash_table_contains (run->paused, account->id);
}

static gboolean
is_offline (const GError *error)
{
  return g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_OFFLINE) ||
         g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_PORTAL) ||
         g_error_matches (error, MT_SYNC_ERROR, MT_SYNC_ERROR_OFFLINE);
}

/* What is left alone is so for a reason, which is that of everything on the same server. */
static void
set_waiting (MtSyncRun *run, const char *key, gint64 wait_ms, GError **error)
{
  const int minutes = (int) (wait_ms / 60000 + 1);
  const GError *reason;

  g_mutex_lock (&run->engine->lock);
  reason = g_hash_table_lookup (run->engine->reasons, key);
  if (reason != NULL)
    g_set_error_literal (error, MT_SYNC_ERROR,
                         is_offline (reason) ? MT_SYNC_ERROR_OFFLINE : MT_SYNC_ERROR_WAITING,
                         reason->message);
  else
    g_set_error (error, MT_SYNC_ERROR, MT_SYNC_ERROR_WAITING,
                 ngettext ("it is asked again in %d minute", "it is asked again in %d minutes",
                           (gulong) minutes),
                 minutes);
  g_mutex_unlock (&run->engine->lock);
}

static void
note_reason (MtSyncRun *run, const char *key, const GError *error)
{
  g_mutex_lock (&run->engine->lock);
  g_hash_table_replace (run->engine->reasons, g_strdup (key), g_error_copy (error));
  g_mutex_unlock (&run->engine->lock);
}

/**
 * mt_sync_run_may_ask: (skip)
 * @run: a run
 * @target: a place
 * @key: the origin of its server
 * @error: %MT_SYNC_ERROR_PAUSED, %MT_SYNC_ERROR_WAITING, %MT_SYNC_ERROR_OFFLINE or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it may be asked now
 */
gboolean
mt_sync_run_may_ask (MtSyncRun *run, const MtSyncTarget *target, const char *key, GError **error)
{
  MtSyncPace *pace = run->engine->pace;
  const gint64 now_ms = mt_sync_pace_read_clock ();
  const gint64 wait_ms =
      MAX (mt_sync_pace_wait (pace, key, now_ms), mt_sync_pace_wait (pace, target->url, now_ms));

  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;
  if (target->account != NULL && is_paused (run, target->account))
    {
      g_set_error (error, MT_SYNC_ERROR, MT_SYNC_ERROR_PAUSED,
                   g_str_equal (target->account->auth, MT_ACCOUNT_AUTH_PASSWORD)
                       ? _ ("%s: the server refused the password; sign in again")
                       : _ ("%s: the server does not let you in any more; sign in again"),
                   target->account->title);
      return FALSE;
    }
  if (wait_ms == 0)
    return TRUE;
  set_waiting (run, mt_sync_pace_wait (pace, key, now_ms) > 0 ? key : target->url, wait_ms, error);
  return FALSE;
}

/**
 * mt_sync_run_reached: (skip)
 * @run: a run
 * @account: (nullable): that was let in
 * @key: the origin of its server
 *
 * A server has given what was asked of it.
 */
void
mt_sync_run_reached (MtSyncRun *run, MtAccount *account, const char *key)
{
  mt_sync_pace_succeed (run->engine->pace, key);
  g_mutex_lock (&run->lock);
  if (account != NULL)
    g_hash_table_add (run->worked, g_strdup (account->id));
  run->report->n_reached++;
  g_mutex_unlock (&run->lock);
}

/**
 * mt_sync_is_server_word: (skip)
 * @error: (nullable): what went wrong
 *
 * Returns: whether a server has answered: then others of it may be asked
 */
gboolean
mt_sync_is_server_word (const GError *error)
{
  if (error == NULL || error->domain != MT_NET_ERROR)
    return FALSE;
  switch (error->code)
    {
    case MT_NET_ERROR_OFFLINE:
    case MT_NET_ERROR_TLS:
    case MT_NET_ERROR_THROTTLED:
    case MT_NET_ERROR_PORTAL:
    case MT_NET_ERROR_URL:
      return FALSE;
    default:
      return TRUE;
    }
}

static gboolean
pause_account (MtAccount *account, gpointer user_data, GError **error)
{
  const GError *why = ((gpointer *) user_data)[0];
  const gint64 *now = ((gpointer *) user_data)[1];

  if (account->paused == NULL)
    mt_account_pause (account, why->message, *now);
  return TRUE;
}

/* Its other threads see it at once, other processes and the next start read it in the file. */
static void
pause_refused (MtSyncRun *run, MtAccount *account, const GError *error)
{
  g_autoptr (MtAccountFile) file = mt_account_file_new (run->engine->accounts_path);
  gint64 now = mt_sync_run_now (run);
  gpointer data[] = { (gpointer) error, &now };
  g_autoptr (GError) broken = NULL;

  g_mutex_lock (&run->lock);
  g_hash_table_add (run->paused, g_strdup (account->id));
  run->report->paused = TRUE;
  g_mutex_unlock (&run->lock);
  if (!mt_account_file_change (file, account->id, pause_account, data, &broken))
    g_debug ("%s", broken->message);
}

/**
 * mt_sync_run_refused: (skip)
 * @run: a run
 * @account: (nullable): whose secret a server refused
 * @error: what it said
 *
 * One refused secret pauses the account, unless it was changed meanwhile, or let in elsewhere in
 * this run: then the server means that one place.
 *
 * Returns: whether it is worth asking once more
 */
gboolean
mt_sync_run_refused (MtSyncRun *run, MtAccount *account, const GError *error)
{
  g_autoptr (GError) why = NULL;
  gboolean worked;

  if (account == NULL)
    return FALSE;
  g_mutex_lock (&run->lock);
  worked = g_hash_table_contains (run->worked, account->id);
  g_mutex_unlock (&run->lock);
  if (worked)
    return FALSE;
  if (mt_sync_access_renew (run->engine->access, account, run->cancellable, &why))
    return TRUE;
  /* Where tokens are renewed may be out of reach: that is no refusal. */
  if (why == NULL || g_error_matches (why, MT_NET_ERROR, MT_NET_ERROR_AUTH))
    pause_refused (run, account, error);
  return FALSE;
}

static void
note_secret (MtSyncRun *run, const MtSyncTarget *target, const GError *error)
{
  if (error->domain != MT_SECRETS_ERROR || target->account == NULL ||
      run->report->secret_wanted != NULL)
    return;
  run->report->secret_wanted = g_strdup (target->account->id);
  run->report->secret_why = g_strdup (error->message);
}

static void
back_off (MtSyncRun *run, const MtSyncTarget *target, const char *key, const GError *error)
{
  MtSyncPace *pace = run->engine->pace;
  const gint64 now_ms = mt_sync_pace_read_clock ();
  const gint64 length_s = error->domain == MT_NET_ERROR ? mt_net_error_get_retry_after (error) : 0;
  const gboolean alone = mt_sync_is_server_word (error) ||
                         g_error_matches (error, MT_SYNC_ERROR, MT_SYNC_ERROR_UNKNOWN);

  if (!alone && error->domain != MT_NET_ERROR)
    return;
  note_reason (run, alone ? target->url : key, error);
  if (g_error_matches (error, MT_NET_ERROR, MT_NET_ERROR_THROTTLED) && length_s > 0)
    mt_sync_pace_hold (pace, key, now_ms, length_s);
  else
    mt_sync_pace_fail (pace, alone ? target->url : key, now_ms);
}

static gboolean
is_left_alone (const GError *error)
{
  return error->domain == MT_SYNC_ERROR &&
         (error->code == MT_SYNC_ERROR_PAUSED || error->code == MT_SYNC_ERROR_WAITING ||
          error->code == MT_SYNC_ERROR_OFFLINE);
}

/**
 * mt_sync_run_failed: (skip)
 * @run: a run
 * @target: a place that could not be synced
 * @key: the origin of its server
 * @error: why
 *
 * Leaves alone what failed, and says so where it is shown. A run that was stopped is no failure.
 */
void
mt_sync_run_failed (MtSyncRun *run,
                    const MtSyncTarget *target,
                    const char *key,
                    const GError *error)
{
  const gboolean answered = mt_sync_is_server_word (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!is_left_alone (error))
    back_off (run, target, key, error);
  if (answered)
    mt_sync_pace_succeed (run->engine->pace, key);
  g_mutex_lock (&run->lock);
  run->report->n_failed++;
  run->report->n_reached += answered;
  run->report->n_offline += is_offline (error);
  note_secret (run, target, error);
  if (run->report->error == NULL)
    run->report->error = g_error_copy (error);
  g_mutex_unlock (&run->lock);
  if (mt_sync_plan_find (run->plan, target->url) != NULL)
    mt_store_collection_free (mt_sync_run_make_row (run, target, NULL));
  mt_sync_run_write_trouble (run, target->url, error);
}

/**
 * mt_sync_run_make_row: (skip)
 * @run: a run
 * @target: a place
 * @error: a #MtStoreError
 *
 * Returns: (transfer full) (nullable): what the store says of it, noted first if it is new
 */
MtStoreCollection *
mt_sync_run_make_row (MtSyncRun *run, const MtSyncTarget *target, GError **error)
{
  const char *account = target->account != NULL ? target->account->id : NULL;
  MtItemStore *store = mt_sync_run_lock_store (run);
  MtStoreCollection *row = mt_item_store_find (store, target->url);

  if (row == NULL || g_strcmp0 (row->account, account) != 0)
    {
      const char *kind = row != NULL ? row->kind : target->team ? "team" : "";

      if (mt_item_store_add (store, target->url, account, kind, error) != 0)
        {
          mt_store_collection_free (row);
          row = mt_item_store_find (store, target->url);
        }
    }
  mt_sync_run_unlock_store (run);
  return row;
}

/**
 * mt_sync_run_write_trouble: (skip)
 * @run: a run
 * @url: of a place that the store has
 * @error: what went wrong
 *
 * Returns: whether the store says so now
 */
gboolean
mt_sync_run_write_trouble (MtSyncRun *run, const char *url, const GError *error)
{
  MtItemStore *store = mt_sync_run_lock_store (run);
  g_autoptr (MtStoreCollection) row = mt_item_store_find (store, url);
  gboolean written = row != NULL;

  /* The same again is no news, and no reason to write. */
  if (row != NULL && (row->failed_since == 0 || g_strcmp0 (row->trouble, error->message) != 0))
    {
      mt_item_store_begin (store);
      mt_item_store_set_trouble (store, row->id, mt_sync_run_now (run), error->message);
      written = mt_item_store_commit (store, NULL);
    }
  mt_sync_run_unlock_store (run);
  return written;
}

/**
 * mt_sync_run_tell: (skip)
 * @run: a run
 * @url: of a place
 * @done: items of it so far
 * @total: 0: nobody knows
 * @news: whether the store has new things of it
 *
 * Says how far it is.
 */
void
mt_sync_run_tell (MtSyncRun *run, const char *url, guint done, guint total, gboolean news)
{
  const MtSyncStep step = { url, done, total, FALSE, news };

  if (run->engine->step != NULL)
    run->engine->step (&step, run->engine->step_data);
}

/**
 * mt_sync_run_finish_target: (skip)
 * @run: a run
 * @url: of a place
 * @news: whether the store has new things of it
 *
 * Says that it is done with, for good or ill.
 */
void
mt_sync_run_finish_target (MtSyncRun *run, const char *url, gboolean news)
{
  const MtSyncStep step = { url, 0, 0, TRUE, news };

  if (run->engine->step != NULL)
    run->engine->step (&step, run->engine->step_data);
}

/**
 * mt_sync_run_count:
 * @run: a run
 * @received: how many more items came
 * @removed: how many more went
 * @sent: how many more edits were taken
 *
 * Counts what is written already. Any thread.
 */
void
mt_sync_run_count (MtSyncRun *run, guint received, guint removed, guint sent)
{
  g_mutex_lock (&run->lock);
  run->report->n_received += received;
  run->report->n_removed += removed;
  run->report->n_sent += sent;
  g_mutex_unlock (&run->lock);
}

/**
 * mt_sync_run_note_quiet: (skip)
 * @run: a run
 * @id: of a collection that nothing is new in
 *
 * It is noted with all others of its kind at the end, in one writing.
 */
void
mt_sync_run_note_quiet (MtSyncRun *run, gint64 id)
{
  g_mutex_lock (&run->lock);
  g_array_append_val (run->quiet, id);
  g_mutex_unlock (&run->lock);
}

/**
 * mt_sync_run_note_unreadable: (skip)
 * @run: a run
 * @target: somebody's calendar whose events one may not read
 *
 * Their free/busy is asked for once all collections were asked.
 */
void
mt_sync_run_note_unreadable (MtSyncRun *run, const MtSyncTarget *target)
{
  g_mutex_lock (&run->lock);
  g_ptr_array_add (run->unreadable, (gpointer) target);
  g_mutex_unlock (&run->lock);
}

/**
 * mt_sync_run_is_accepted: (skip)
 * @run: a run
 * @url: of a collection
 *
 * Returns: whether the user has said that it is right how much of it vanished; asked once
 */
gboolean
mt_sync_run_is_accepted (MtSyncRun *run, const char *url)
{
  gboolean accepted;

  g_mutex_lock (&run->engine->lock);
  accepted = g_hash_table_remove (run->engine->accepted, url);
  g_mutex_unlock (&run->engine->lock);
  return accepted;
}
