/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: commands that flow back.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include <string.h>

/* Read again in any case: after a conflict the other side is to be seen. */
static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MtSession *self = g_task_get_source_object (task);
  MtChange *undo = NULL;
  GError *error = NULL;
  const gboolean done = mt_writer_apply_finish (result, &undo, &error);

  mt_session_reload (self);
  if (done && g_task_get_task_data (task) != NULL)
    g_signal_emit_by_name (self, "edited");
  if (done)
    g_task_return_pointer (task, undo, (GDestroyNotify) mt_change_free);
  else
    g_task_return_error (task, error);
}

/**
 * mt_session_apply_async:
 * @self: a session
 * @change: (transfer full): what somebody wants
 * @cancellable: (nullable): not to be told any more; the change is made all the same
 * @callback: called when it is made
 * @user_data: for @callback
 *
 * Makes a change, on a thread of its own, and reads everything again.
 */
void
mt_session_apply_async (MtSession *self,
                        MtChange *change,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MT_IS_SESSION (self));
  g_return_if_fail (change != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, mt_session_apply_async);
  if (strstr (change->collection, "://") != NULL)
    g_task_set_task_data (task, self, NULL); /* says that somebody has to send it */
  mt_writer_apply_async (self->writer, change, NULL, applied_cb, g_steal_pointer (&task));
}

/**
 * mt_session_apply_finish:
 * @self: a session
 * @result: what the callback was given
 * @undo: (out) (optional) (nullable) (transfer full): what takes the change back, as long as nobody
 *   changes the item; %NULL: nothing was to be done
 * @error: return location
 *
 * Returns: whether the change is made; with an error (an %MT_COLLECTION_ERROR, or
 *   %MT_ICAL_ERROR_WORKER) nothing has changed
 */
gboolean
mt_session_apply_finish (MtSession *self, GAsyncResult *result, MtChange **undo, GError **error)
{
  g_autoptr (MtChange) back = NULL;
  GError *why = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  back = g_task_propagate_pointer (G_TASK (result), &why);
  if (why != NULL)
    {
      g_propagate_error (error, why);
      return FALSE;
    }
  if (undo != NULL)
    *undo = g_steal_pointer (&back);

  return TRUE;
}

/**
 * mt_session_is_conflict:
 * @error: what came of a change of an item or of the team file
 *
 * Returns: whether somebody else has changed the same since it was read, so that nothing was done
 */
gboolean
mt_session_is_conflict (const GError *error)
{
  return g_error_matches (error, MT_COLLECTION_ERROR, MT_COLLECTION_ERROR_CONFLICT) ||
         g_error_matches (error, MT_TEAM_WRITER_ERROR, MT_TEAM_WRITER_ERROR_CONFLICT);
}
