/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Changes of items: several in a row are taken back at once, and where somebody else has changed
 * the same meanwhile, both sides are shown.
 */
#include "config.h"

#include "ui/mt-apply-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-task-change.h"
#include "ui/mt-conflict-window.h"

#define MAX_TRIES 3

static void start_changes (MtApply *self);

/* (transfer none) (nullable): the task that the changes are of, as the session shows it. */
static const MtTask *
find_task (MtApply *self)
{
  const MtChange *change = g_ptr_array_index (self->changes, 0);
  const MtSnapshot *snapshot = mt_session_get_snapshot (self->session);

  if (snapshot == NULL || change->item != MT_ITEM_TODO ||
      (change->kind != MT_CHANGE_PATCH && change->kind != MT_CHANGE_DELETE))
    return NULL;
  for (guint i = 0; i < snapshot->tasks->len; i++)
    {
      const MtTask *task = g_ptr_array_index (snapshot->tasks, i);

      if (g_str_equal (task->id, change->uid) &&
          g_strcmp0 (task->collection, change->collection) == 0)
        return task;
    }
  return NULL;
}

static const char *
get_tag (MtApply *self)
{
  return ((const MtChange *) g_ptr_array_index (self->changes, 0))->read_tag;
}

/* What is left to be done is wanted of the task as it is now. */
static void
rebase (MtApply *self, const MtTask *task)
{
  const MtTeam *team = mt_session_get_snapshot (self->session)->team;

  for (guint i = self->n_done; i < self->changes->len; i++)
    {
      MtChange *change = g_ptr_array_index (self->changes, i);

      self->changes->pdata[i] = mt_task_edit_rebase (change, team, task);
      mt_change_free (change);
    }
  g_clear_pointer (&self->read, mt_task_edit_free);
  self->read = mt_task_edit_new (task);
}

/* Somebody looked at both sides, and wants theirs all the same. */
static void
apply_mine_cb (MtConflictWindow *window, MtApply *self)
{
  const MtTask *task = find_task (self);
  MtApply *again;
  g_autoptr (MtWindow) parent = g_weak_ref_get (&self->window);

  if (task == NULL || parent == NULL)
    return;
  again = mt_apply_new (MT_APPLY_DO, parent, self->session, self->text);
  again->changes = g_ptr_array_ref (self->changes);
  again->n_done = self->n_done;
  rebase (again, task);
  start_changes (again);
}

static void
free_applied (gpointer data, GClosure *closure)
{
  mt_apply_free (data);
}

/* (transfer full) self */
static void
show_both_sides (MtApply *self, const MtTask *task)
{
  g_autoptr (MtWindow) window = g_weak_ref_get (&self->window);
  GtkWindow *dialog;

  if (window == NULL)
    {
      mt_apply_free (self);
      return;
    }
  dialog = mt_conflict_window_new (GTK_WINDOW (window), self->session, task, self->read,
                                   self->changes, self->text);
  g_signal_connect_data (dialog, "apply", G_CALLBACK (apply_mine_cb), self, free_applied, 0);
  gtk_window_present (dialog);
}

/* The session shows what the others have made of it. Another item of the same file may have been
 * changed: that is no conflict. (transfer full) self */
static void
resolve (MtApply *self)
{
  const MtTask *task = find_task (self);
  g_autoptr (MtTaskEdit) theirs = task != NULL ? mt_task_edit_new (task) : NULL;

  if (theirs != NULL && !self->is_stale && self->n_tries < MAX_TRIES &&
      mt_task_edit_equal (theirs, self->read))
    {
      rebase (self, task);
      start_changes (self);
      return;
    }
  if (theirs != NULL && self->task == NULL)
    {
      show_both_sides (self, task);
      return;
    }
  mt_apply_fail (
      self, g_error_new (MT_TASK_CHANGE_ERROR, MT_TASK_CHANGE_ERROR_GONE, "%s",
                         theirs != NULL
                             ? _ ("Somebody else has changed this task meanwhile; look at it and "
                                  "try again")
                             : _ ("This task is not there any more: somebody else has taken it "
                                  "away meanwhile")));
  mt_apply_free (self);
}

static gboolean
is_loading (MtApply *self)
{
  gboolean loading;

  g_object_get (self->session, "loading", &loading, NULL);
  return loading;
}

static void wait_for_session (MtApply *self);

/* A reading that was under way is followed by another. */
static gboolean
session_read_cb (gpointer user_data)
{
  MtApply *self = user_data;

  if (is_loading (self))
    wait_for_session (self);
  else
    resolve (self);
  return G_SOURCE_REMOVE;
}

static void
loading_changed_cb (MtSession *session, GParamSpec *pspec, MtApply *self)
{
  if (is_loading (self))
    return;
  g_signal_handlers_disconnect_by_func (session, loading_changed_cb, self);
  g_idle_add (session_read_cb, self);
}

/* (transfer full) self */
static void
wait_for_session (MtApply *self)
{
  if (is_loading (self))
    g_signal_connect (self->session, "notify::loading", G_CALLBACK (loading_changed_cb), self);
  else
    resolve (self);
}

/* `undo` (transfer full) (nullable): to take back the last of them, to the first of them. */
static void
add_undo (MtApply *self, MtChange *undo)
{
  if (self->undo == NULL || undo == NULL)
    {
      self->undo = self->undo != NULL ? self->undo : undo;
      return;
    }
  g_free (self->undo->read_tag);
  self->undo->read_tag = g_steal_pointer (&undo->read_tag);
  mt_change_free (undo);
}

/* Without a way back there was nothing to be done, and nothing is said. */
static void
say_changed (MtApply *self)
{
  MtStep *step;

  if (self->undo == NULL)
    return;
  step = mt_step_new (self->session, self->text);
  step->change = g_steal_pointer (&self->undo);
  mt_apply_say_done (self, step);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtApply) self = user_data;
  MtChange *undo = NULL;
  GError *error = NULL;

  if (mt_session_apply_finish (MT_SESSION (source), result, &undo, &error))
    {
      add_undo (self, undo);
      if (++self->n_done < self->changes->len)
        {
          start_changes (g_steal_pointer (&self));
          return;
        }
      say_changed (self);
      if (self->task != NULL)
        g_task_return_boolean (self->task, TRUE);
      return;
    }
  say_changed (self);
  if (self->way == MT_APPLY_DO && self->read != NULL && mt_session_is_conflict (error))
    {
      g_error_free (error);
      wait_for_session (g_steal_pointer (&self));
      return;
    }
  mt_apply_fail (self, error);
}

/* (transfer full) self */
static void
start_changes (MtApply *self)
{
  g_autoptr (MtWindow) window = g_weak_ref_get (&self->window);
  g_autoptr (GCancellable) cancellable = mt_apply_dup_cancellable (window);

  self->n_tries++;
  mt_session_apply_async (self->session,
                          mt_change_copy (g_ptr_array_index (self->changes, self->n_done)),
                          cancellable, changed_cb, self);
}

/**
 * mt_apply_start_changes:
 * @self: (transfer full): a change under way
 * @changes: (element-type MtChange): what is to happen to one item, in order
 *
 * Makes them, and says so.
 */
void
mt_apply_start_changes (MtApply *self, const GPtrArray *changes)
{
  const MtTask *task = NULL;

  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_change_free);
  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (self->changes, mt_change_copy (g_ptr_array_index (changes, i)));
  task = find_task (self);
  self->read = task != NULL ? mt_task_edit_new (task) : NULL;
  self->is_stale = task != NULL && g_strcmp0 (task->tag, get_tag (self)) != 0;
  start_changes (self);
}
