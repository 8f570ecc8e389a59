/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: edits that wait for the user, looked at and answered for.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include <glib/gi18n-lib.h>

/* What the thread gets. */
typedef struct
{
  MtWriter *writer;     /* owned */
  MtSnapshot *snapshot; /* owned */
  gint64 edit;
  guint64 serial;
  MtEditAnswer answer;
  gint64 now;
} Job;

static void
job_free (Job *job)
{
  mt_writer_free (job->writer);
  mt_snapshot_unref (job->snapshot);
  g_free (job);
}

static void
look_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  MtEditSides *sides =
      mt_writer_look_at_edit (job->writer, job->edit, job->snapshot->team, job->now, &error);

  if (sides != NULL)
    g_task_return_pointer (task, sides, (GDestroyNotify) mt_edit_sides_free);
  else
    g_task_return_error (task, error);
}

static void
answer_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (mt_writer_answer_edit (job->writer, job->edit, job->serial, job->answer, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The thread may be the last to let go of its task: it must not be one that holds the session. */
static void
run (GTask *outer,
     gint64 edit,
     guint64 serial,
     MtEditAnswer answer,
     GTaskThreadFunc thread,
     GAsyncReadyCallback callback)
{
  MtSession *self = g_task_get_source_object (outer);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, g_object_ref (outer));
  Job *job = NULL;

  if (self->moment == NULL)
    {
      g_task_return_new_error (outer, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("No team is open"));
      g_object_unref (outer);
      return;
    }
  job = g_new0 (Job, 1);
  job->writer = mt_writer_ref (self->writer);
  job->snapshot = mt_snapshot_ref (self->moment->snapshot);
  job->edit = edit;
  job->serial = serial;
  job->answer = answer;
  job->now = mt_clock_get_now (self->clock);
  g_task_set_source_tag (task, run);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, thread);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) outer = user_data;
  GError *error = NULL;
  MtEditSides *sides = g_task_propagate_pointer (G_TASK (result), &error);

  if (sides != NULL)
    g_task_return_pointer (outer, sides, (GDestroyNotify) mt_edit_sides_free);
  else
    g_task_return_error (outer, error);
}

/**
 * mt_session_look_at_edit_async:
 * @self: a session that shows a team
 * @edit: an edit that waits, as the item's #MtPendingMark has it
 * @cancellable: (nullable): not to be told any more
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads what an edit is about, from both sides, on a thread of its own.
 */
void
mt_session_look_at_edit_async (MtSession *self,
                               gint64 edit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) outer = NULL;

  g_return_if_fail (MT_IS_SESSION (self));

  outer = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (outer, mt_session_look_at_edit_async);
  run (outer, edit, 0, MT_EDIT_RETRY, look_thread, looked_cb);
}

/**
 * mt_session_look_at_edit_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): both sides; %NULL with %MT_STORE_ERROR_CHANGED when there is
 *   no such edit any more
 */
MtEditSides *
mt_session_look_at_edit_finish (MtSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Read again in any case: whatever the edit is now is to be seen. */
static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) outer = user_data;
  MtSession *self = g_task_get_source_object (outer);
  GError *error = NULL;
  const gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  mt_session_reload (self);
  if (!done)
    {
      g_task_return_error (outer, error);
      return;
    }
  g_signal_emit_by_name (self, "edited");
  g_task_return_boolean (outer, TRUE);
}

/**
 * mt_session_answer_edit_async:
 * @self: a session that shows a team
 * @edit: an edit that waits
 * @serial: of the #MtEditSides that were looked at, 0: whatever it is
 * @answer: what the user wants
 * @cancellable: (nullable): not to be told any more
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does what the user wants of an edit, on a thread of its own, and reads everything again.
 */
void
mt_session_answer_edit_async (MtSession *self,
                              gint64 edit,
                              guint64 serial,
                              MtEditAnswer answer,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) outer = NULL;

  g_return_if_fail (MT_IS_SESSION (self));

  outer = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (outer, mt_session_answer_edit_async);
  run (outer, edit, serial, answer, answer_thread, answered_cb);
}

/**
 * mt_session_answer_edit_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: whether it is done; %FALSE with %MT_STORE_ERROR_CHANGED when the edit is another by now:
 *   look at it again
 */
gboolean
mt_session_answer_edit_finish (MtSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
