/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSession: changes of the team file. One at a time, and each is over only when the session shows
 * it: the next one starts from what is shown.
 */
#include "config.h"

#include "service/mt-session-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the writing thread gets and gives. */
typedef struct
{
  char *path;
  char *revision;
  MtTzdata *tzdata;    /* owned */
  MtTeamDraft *draft;  /* owned, nullable: an undo */
  MtTeamUndo *undo;    /* owned, nullable: a draft */
  MtTeamUndo *reverse; /* owned, nullable: once it is written */
  GPtrArray *warnings; /* owned (element-type MtProblem) */
} Edit;

static void
edit_free (Edit *edit)
{
  g_free (edit->path);
  g_free (edit->revision);
  mt_tzdata_unref (edit->tzdata);
  g_clear_pointer (&edit->draft, mt_team_draft_unref);
  g_clear_pointer (&edit->undo, mt_team_undo_unref);
  g_clear_pointer (&edit->reverse, mt_team_undo_unref);
  g_ptr_array_unref (edit->warnings);
  g_free (edit);
}

/* Once it has begun it is not cancelled: either all of it is written or nothing. */
static void
edit_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Edit *edit = task_data;
  GError *error = NULL;
  gboolean ok = FALSE;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (edit->draft != NULL)
    ok = mt_team_writer_write (edit->path, edit->revision, edit->draft, edit->tzdata,
                               edit->warnings, &edit->reverse, &error);
  else
    ok = mt_team_undo_write (edit->undo, &edit->reverse, &error);

  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * mt_session_answer_edit: (skip)
 * @self: a session
 *
 * Ends the change of the team file that is written, now that it has been read back, or nothing will
 * be.
 */
void
mt_session_answer_edit (MtSession *self)
{
  g_autoptr (GTask) task = NULL;

  if (!self->edit_written)
    return;

  self->edit_written = FALSE;
  task = g_steal_pointer (&self->edit);
  g_task_return_boolean (task, TRUE);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtSession) self = user_data;
  Edit *edit = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->edit);

      /* Somebody else wrote, or something is wrong: show what there is now. */
      mt_session_reload (self);
      g_task_return_error (task, error);
      return;
    }

  /* The thread still holds its own task: the result goes over to the other. */
  g_object_set_data_full (G_OBJECT (self->edit), "warnings", g_ptr_array_ref (edit->warnings),
                          (GDestroyNotify) g_ptr_array_unref);
  g_task_set_task_data (self->edit, mt_team_undo_ref (edit->reverse),
                        (GDestroyNotify) mt_team_undo_unref);
  self->edit_written = TRUE;
  if (mt_team_undo_changes_file (edit->reverse))
    mt_session_reload (self);
  else
    mt_session_answer_edit (self);
}

/* The thread may be the last to let go of its task: it must not be one that holds the session. */
static void
write_in_thread (MtSession *self, MtTeamDraft *draft, MtTeamUndo *undo)
{
  g_autoptr (GTask) writing =
      g_task_new (NULL, g_task_get_cancellable (self->edit), written_cb, g_object_ref (self));
  Edit *edit = g_new0 (Edit, 1);

  edit->path = g_strdup (self->path);
  edit->revision = g_strdup (self->moment->snapshot->revision);
  edit->tzdata = mt_tzdata_ref (self->tzdata);
  edit->draft = draft != NULL ? mt_team_draft_ref (draft) : NULL;
  edit->undo = undo != NULL ? mt_team_undo_ref (undo) : NULL;
  edit->warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_problem_free);
  g_task_set_source_tag (writing, write_in_thread);
  g_task_set_check_cancellable (writing, FALSE);
  g_task_set_task_data (writing, edit, (GDestroyNotify) edit_free);
  g_task_run_in_thread (writing, edit_thread);
}

static void
start_edit (MtSession *self, GTask *task, MtTeamDraft *draft, MtTeamUndo *undo)
{
  /* What is written is written: nobody must hear that it was cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  if (!mt_session_can_edit_team (self))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _ ("Only a team file of this computer can be changed"));
  else if (self->edit != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING,
                             _ ("The last change is still being saved: try again in a moment"));
  else
    {
      self->edit = g_object_ref (task);
      write_in_thread (self, draft, undo);
    }
}

/**
 * mt_session_can_edit_team:
 * @self: a session
 *
 * Returns: whether there is a team file of this computer to change. Whether it may be written is
 *   another question, see `locked` of #MtSnapshot
 */
gboolean
mt_session_can_edit_team (MtSession *self)
{
  return self->moment != NULL && strstr (self->path, "://") == NULL;
}

/**
 * mt_session_edit_team_async:
 * @self: a session
 * @draft: what to change; must not be changed any more
 * @cancellable: (nullable): to stop, before it has begun
 * @callback: called when the session shows the change, or when it failed
 * @user_data: for @callback
 *
 * Writes a change to the team file, if that still is what is shown. Where it is not, nothing is
 * written, and the session reads it again.
 */
void
mt_session_edit_team_async (MtSession *self,
                            MtTeamDraft *draft,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (MT_IS_SESSION (self) && draft != NULL);

  g_task_set_source_tag (task, mt_session_edit_team_async);
  start_edit (self, task, draft, NULL);
}

/**
 * mt_session_undo_team_async:
 * @self: a session
 * @undo: a change that was written, as mt_session_edit_team_finish() returned it
 * @cancellable: (nullable): to stop, before it has begun
 * @callback: called when the session shows it, or when it failed
 * @user_data: for @callback
 *
 * Takes a change back, to the byte, if nobody wrote since. End it with
 * mt_session_edit_team_finish(), which returns how to make the change again.
 */
void
mt_session_undo_team_async (MtSession *self,
                            MtTeamUndo *undo,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (MT_IS_SESSION (self) && undo != NULL);

  g_task_set_source_tag (task, mt_session_undo_team_async);
  start_edit (self, task, NULL, undo);
}

/**
 * mt_session_edit_team_finish:
 * @self: a session
 * @result: what the callback was given
 * @warnings: (out) (optional) (transfer full) (element-type MtProblem): what the change brings:
 *   whoever still names a person that is gone
 * @error: return location
 *
 * Returns: (transfer full) (nullable): how to take the change back; %NULL when nothing was written,
 *   with an %MT_TEAM_WRITER_ERROR (%MT_TEAM_WRITER_ERROR_CONFLICT: somebody else changed the file),
 *   the reason why the file would be wrong, %G_IO_ERROR_PENDING, %G_IO_ERROR_NOT_SUPPORTED or
 *   %G_IO_ERROR_CANCELLED
 */
MtTeamUndo *
mt_session_edit_team_finish (MtSession *self,
                             GAsyncResult *result,
                             GPtrArray **warnings,
                             GError **error)
{
  GTask *task = G_TASK (result);

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (task, error))
    return NULL;
  if (warnings != NULL)
    *warnings = g_ptr_array_ref (g_object_get_data (G_OBJECT (task), "warnings"));

  return mt_team_undo_ref (g_task_get_task_data (task));
}
