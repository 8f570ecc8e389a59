/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSync: one run after the other, on a thread of its own, and how far it is.
 */
#include "config.h"

#include "service/sync/mt-sync-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-notify.h"

/* A run on its way to the thread and back. */
typedef struct
{
  MtSyncPlan *plan; /* owned */
  MtSyncFlags flags;
  gint64 now;
  gboolean look; /* ask the store alone */
  MtSyncReport report;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  mt_sync_plan_unref (job->plan);
  mt_sync_report_clear (&job->report);
  g_free (job);
}

static void
run_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MtSync *self = source;
  Job *job = data;
  g_autoptr (GError) error = NULL;
  const gboolean done = job->look
                            ? mt_sync_engine_look (self->engine, job->plan, &job->report, &error)
                            : mt_sync_engine_run (self->engine, job->plan, job->flags, job->now,
                                                  &job->report, cancellable, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
stop_progress (MtSync *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (MtSyncItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      mt_sync_item_set_progress (item, FALSE, -1);
    }
  mt_notify_set_double (self, mt_sync_prop (MT_SYNC_PROP_PROGRESS), &self->progress, -1);
}

static void
take_secret (MtSync *self, const MtSyncReport *report)
{
  mt_notify_set_string (self, mt_sync_prop (MT_SYNC_PROP_SECRET_WHY), &self->secret_why,
                        report->secret_why != NULL ? report->secret_why : "");
  mt_notify_set_string (self, mt_sync_prop (MT_SYNC_PROP_SECRET_WANTED), &self->secret_wanted,
                        report->secret_wanted != NULL ? report->secret_wanted : "");
}

static void
take_report (MtSync *self, Job *job)
{
  const MtSyncReport *report = &job->report;
  const gboolean whole = !job->look && (job->flags & MT_SYNC_SEND) == 0;

  g_clear_pointer (&self->known, g_ptr_array_unref);
  self->known = g_ptr_array_ref (report->collections);
  if (!job->look)
    {
      g_clear_pointer (&self->others, g_ptr_array_unref);
      self->others = g_ptr_array_ref (report->orphans);
    }
  mt_notify_set_uint (self, mt_sync_prop (MT_SYNC_PROP_N_PENDING), &self->n_pending,
                      report->n_pending);
  mt_notify_set_uint (self, mt_sync_prop (MT_SYNC_PROP_N_CONFLICTS), &self->n_conflicts,
                      report->n_conflicts);
  if (!whole)
    return;
  take_secret (self, report);
  if (report->n_tried > 0)
    self->offline =
        report->n_reached == 0 && report->n_offline > 0 && report->n_offline == report->n_failed;
  self->wait_ms = report->wait_ms;
  if (report->n_failed == 0)
    mt_notify_set_int64 (self, mt_sync_prop (MT_SYNC_PROP_LAST), &self->last, job->now);
}

static void
answer (GPtrArray *tasks, const GError *error)
{
  for (guint i = 0; i < tasks->len; i++)
    if (error != NULL)
      g_task_return_error (g_ptr_array_index (tasks, i), g_error_copy (error));
    else
      g_task_return_boolean (g_ptr_array_index (tasks, i), TRUE);
}

/* Who waits is told last: they may do anything, as to start another run. */
static void
finish (MtSync *self, Job *job, const GError *error)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&self->waiting);
  const gboolean news = job->report.news || self->news_id != 0;
  const gboolean again = self->again;

  self->waiting = g_steal_pointer (&self->waiting_next);
  self->waiting_next = g_ptr_array_new_with_free_func (g_object_unref);
  self->again = FALSE;
  mt_sync_drop_steps (self);
  stop_progress (self);
  mt_sync_show_items (self);
  if (again || self->waiting->len > 0)
    {
      mt_sync_start (self, self->next_flags);
      self->next_flags = 0;
    }
  else
    mt_sync_schedule (self);
  mt_sync_show_state (self);
  if (news)
    mt_sync_emit_changed (self);
  answer (tasks, error != NULL ? error : job->report.error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MtSync *self = MT_SYNC (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  g_clear_object (&self->running);
  self->busy = g_error_matches (error, MT_SYNC_ERROR, MT_SYNC_ERROR_BUSY);
  g_clear_pointer (&self->broken, g_free);
  if (g_error_matches (error, MT_SYNC_ERROR, MT_SYNC_ERROR_STORE))
    self->broken = g_strdup (error->message);
  if (job->report.collections != NULL)
    take_report (self, job);
  if (job->report.paused)
    mt_accounts_reload (self->accounts);
  if (job->look)
    self->looked = TRUE;
  else if ((job->flags & MT_SYNC_SEND) == 0)
    self->ended_ms = mt_sync_pace_read_clock ();
  finish (self, job, error);
}

static void
start (MtSync *self, MtSyncFlags flags, gboolean look)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  job->plan = mt_sync_plan_ref (self->plan);
  job->flags = flags;
  job->now = mt_sync_read_now (self);
  job->look = look;
  self->running = g_cancellable_new ();
  task = g_task_new (self, self->running, done_cb, NULL);
  g_task_set_source_tag (task, start);
  /* What a stopped run has fetched is told, too. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_thread);
}

/**
 * mt_sync_start: (skip)
 * @self: the sync
 * @flags: how
 *
 * Runs now, or once more after the run under way. The first time what the store knows is read
 * before anybody is asked.
 */
void
mt_sync_start (MtSync *self, MtSyncFlags flags)
{
  mt_sync_engine_set_step_func (self->engine, mt_sync_take_step, self);
  if (self->running != NULL)
    {
      const gboolean send =
          (flags & MT_SYNC_SEND) != 0 && (!self->again || (self->next_flags & MT_SYNC_SEND) != 0);

      self->next_flags = ((self->next_flags | flags) & ~MT_SYNC_SEND) | (send ? MT_SYNC_SEND : 0);
      self->again = TRUE;
      return;
    }
  if (!self->looked)
    {
      self->again = TRUE;
      self->next_flags = flags;
      start (self, 0, TRUE);
    }
  else
    start (self, flags, FALSE);
  mt_sync_show_state (self);
}

/**
 * mt_sync_stop: (skip)
 * @self: the sync
 *
 * Stops the run under way, if any; it ends soon.
 */
void
mt_sync_stop (MtSync *self)
{
  g_cancellable_cancel (self->running);
}

/**
 * mt_sync_run_async:
 * @self: the sync
 * @full: whether everything is listed again, to see that it agrees
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Sends what waits and asks every server now. A run that is under way is waited for, and followed
 * by this one.
 */
void
mt_sync_run_async (MtSync *self,
                   gboolean full,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MT_IS_SYNC (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, mt_sync_run_async);
  if (mt_sync_plan_is_empty (self->plan))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* A look at the store is no run: the one after it is. */
  g_ptr_array_add (self->running != NULL || !self->looked ? self->waiting_next : self->waiting,
                   g_steal_pointer (&task));
  mt_sync_start (self, MT_SYNC_ASKED | (full ? MT_SYNC_FULL : 0));
}

/**
 * mt_sync_run_finish:
 * @self: the sync
 * @result: what the callback was given
 * @error: what went wrong; of several the first
 *
 * Returns: whether all of it went well
 */
gboolean
mt_sync_run_finish (MtSync *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (MT_IS_SYNC (self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ignore_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* What goes wrong stands in the properties. */
  mt_sync_run_finish (MT_SYNC (source), result, NULL);
}

/**
 * mt_sync_run:
 * @self: the sync
 * @full: whether everything is listed again
 *
 * Does the same, with nobody waiting for it.
 */
void
mt_sync_run (MtSync *self, gboolean full)
{
  mt_sync_run_async (self, full, NULL, ignore_cb, NULL);
}

/**
 * mt_sync_cancel:
 * @self: the sync
 *
 * Stops the run that is under way; what it has fetched so far is kept.
 */
void
mt_sync_cancel (MtSync *self)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped"));
  g_autoptr (GPtrArray) cancelled = NULL;

  g_return_if_fail (MT_IS_SYNC (self));

  self->again = FALSE;
  cancelled = g_steal_pointer (&self->waiting_next);
  self->waiting_next = g_ptr_array_new_with_free_func (g_object_unref);
  mt_sync_stop (self);
  answer (cancelled, error);
}

/**
 * mt_sync_accept_vanished:
 * @self: the sync
 * @item: one that is held
 *
 * It is right that more than half of it is gone: it goes here, too.
 */
void
mt_sync_accept_vanished (MtSync *self, MtSyncItem *item)
{
  g_return_if_fail (MT_IS_SYNC (self));

  mt_sync_engine_accept (self->engine, mt_sync_item_get_url (item));
  mt_sync_run (self, FALSE);
}

static gboolean
unpause (MtAccount *account, gpointer user_data, GError **error)
{
  mt_account_pause (account, NULL, 0);
  return TRUE;
}

static void
resumed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtSync) self = user_data;

  if (mt_accounts_finish (MT_ACCOUNTS (source), result, NULL))
    mt_sync_run (self, FALSE);
}

/**
 * mt_sync_resume:
 * @self: the sync
 * @account: id of an account that is paused
 *
 * The user has signed in again, or wants it tried once more.
 */
void
mt_sync_resume (MtSync *self, const char *account)
{
  g_return_if_fail (MT_IS_SYNC (self));

  mt_accounts_change_async (self->accounts, account, unpause, NULL, NULL, NULL, resumed_cb,
                            g_object_ref (self));
}
