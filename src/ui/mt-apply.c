/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The one way in which widgets make changes: they are made, said in the window with a button that
 * takes them back, and what goes wrong is said in words.
 */
#include "config.h"

#include "ui/mt-apply-private.h"

#include <glib/gi18n-lib.h>

#include "ui/mt-message-window.h"

/**
 * mt_apply_free:
 * @self: (transfer full): a change under way
 *
 * Frees it.
 */
void
mt_apply_free (MtApply *self)
{
  g_weak_ref_clear (&self->window);
  g_object_unref (self->session);
  g_free (self->text);
  g_clear_object (&self->task);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  mt_change_free (self->undo);
  mt_task_edit_free (self->read);
  g_free (self);
}

/* (transfer none) (nullable): the window that a widget, or the dialog it is in, belongs to. */
static MtWindow *
find_window (GtkWidget *widget)
{
  gpointer root = gtk_widget_get_root (widget);

  while (GTK_IS_WINDOW (root) && !MT_IS_WINDOW (root))
    root = gtk_window_get_transient_for (root);
  return MT_IS_WINDOW (root) ? root : NULL;
}

/**
 * mt_apply_new:
 * @way: whether it is done, undone or done again
 * @window: (nullable): where it is said
 * @session: where it is done
 * @text: what is done
 *
 * Returns: (transfer full): a change that is not yet under way
 */
MtApply *
mt_apply_new (MtApplyWay way, MtWindow *window, MtSession *session, const char *text)
{
  MtApply *self = g_new0 (MtApply, 1);

  self->way = way;
  g_weak_ref_init (&self->window, window);
  self->session = g_object_ref (session);
  self->text = g_strdup (text);
  return self;
}

/**
 * mt_apply_dup_cancellable:
 * @window: (nullable): where it is said
 *
 * Returns: (transfer full) (nullable): what is cancelled once the window is gone: nobody needs to
 *   hear what comes of it then
 */
GCancellable *
mt_apply_dup_cancellable (MtWindow *window)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  if (window == NULL)
    return NULL;
  g_signal_connect_object (window, "destroy", G_CALLBACK (g_cancellable_cancel), cancellable,
                           G_CONNECT_SWAPPED);
  return g_steal_pointer (&cancellable);
}

static void
tell (MtWindow *window, MtApplyWay way, const char *text)
{
  g_autofree char *undone = NULL;

  if (way != MT_APPLY_UNDO)
    {
      mt_window_tell (window, text, _ ("Undo"), "win.undo");
      return;
    }
  /* Translators: a change, as it was said when it was made: "Undone: Moved “Review” to Doing". */
  undone = g_strdup_printf (_ ("Undone: %s"), text);
  mt_window_tell (window, undone, _ ("Redo"), "win.redo");
}

/**
 * mt_apply_say_done:
 * @self: a change under way
 * @step: (transfer full): what takes back what was made now
 *
 * Says that it is done, and remembers how to take it back.
 */
void
mt_apply_say_done (MtApply *self, MtStep *step)
{
  g_autoptr (MtWindow) window = g_weak_ref_get (&self->window);
  MtHistory *history;

  if (window == NULL)
    {
      mt_step_free (step);
      return;
    }
  history = mt_window_get_history (window);
  if (self->way == MT_APPLY_DO)
    mt_history_add_done (history, step);
  else if (self->way == MT_APPLY_UNDO)
    mt_history_add_undone (history, step);
  else
    mt_history_add_redone (history, step);
  tell (window, self->way, self->text);
}

/* Nobody asked to be told: the window says it. */
static void
say_failed (MtApply *self, const GError *error)
{
  g_autoptr (MtWindow) window = g_weak_ref_get (&self->window);
  g_autofree char *heading = NULL;
  const char *why = error->message;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || window == NULL)
    return;
  if (self->way == MT_APPLY_UNDO)
    heading = g_strdup_printf (_ ("Cannot Undo “%s”"), self->text);
  else
    heading = g_strdup (_ ("Nothing Was Changed"));
  if (self->way != MT_APPLY_DO && mt_session_is_conflict (error))
    why = _ ("Somebody has changed the same since, and that would be lost. It stays as it is now.");
  mt_message_window_show (GTK_WINDOW (window), heading, why);
}

/**
 * mt_apply_fail:
 * @self: a change under way
 * @error: (transfer full): why it is not done
 *
 * Tells who wants to know; else the window says it.
 */
void
mt_apply_fail (MtApply *self, GError *error)
{
  if (self->task != NULL)
    {
      g_task_return_error (self->task, error);
      return;
    }
  say_failed (self, error);
  g_error_free (error);
}

/* (transfer full) self */
static void
start_change (MtApply *self, const MtChange *change)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();

  g_ptr_array_add (changes, (gpointer) change);
  mt_apply_start_changes (self, changes);
}

/* -- Changes of the team file -- */

/* (transfer full) (nullable): "Bo is still named as a backup." */
static char *
join_warnings (const GPtrArray *warnings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; warnings != NULL && i < warnings->len; i++)
    {
      const MtProblem *problem = g_ptr_array_index (warnings, i);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", problem->message);
    }
  return g_string_free (text, text->len == 0);
}

static void
say_warnings (MtApply *self, const GPtrArray *warnings)
{
  g_autoptr (MtWindow) window = g_weak_ref_get (&self->window);
  g_autofree char *text = join_warnings (warnings);

  if (window != NULL && text != NULL)
    mt_message_window_show (GTK_WINDOW (window), self->text, text);
}

static void
team_changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtApply) self = user_data;
  g_autoptr (GPtrArray) warnings = NULL;
  GError *error = NULL;
  MtTeamUndo *undo = mt_session_edit_team_finish (MT_SESSION (source), result, &warnings, &error);
  MtStep *step;

  if (undo == NULL)
    {
      mt_apply_fail (self, error);
      return;
    }
  step = mt_step_new (self->session, self->text);
  step->team = undo;
  if (mt_team_undo_changes_file (undo))
    mt_apply_say_done (self, step);
  else
    mt_step_free (step);
  say_warnings (self, warnings);
  if (self->task != NULL)
    g_task_return_boolean (self->task, TRUE);
}

/* (transfer full) self */
static void
start_team (MtApply *self, MtTeamDraft *draft, MtTeamUndo *undo)
{
  g_autoptr (MtWindow) window = g_weak_ref_get (&self->window);
  g_autoptr (GCancellable) cancellable = mt_apply_dup_cancellable (window);

  if (draft != NULL)
    mt_session_edit_team_async (self->session, draft, cancellable, team_changed_cb, self);
  else
    mt_session_undo_team_async (self->session, undo, cancellable, team_changed_cb, self);
}

/* -- Places of the user -- */

/* (transfer full) self */
static void
start_places (MtApply *apply, GPtrArray *places)
{
  g_autoptr (MtApply) self = apply;
  g_autoptr (MtWindow) window = g_weak_ref_get (&self->window);
  const GPtrArray *before = mt_session_get_places (self->session);
  MtStep *step = mt_step_new (self->session, self->text);

  step->places = before != NULL ? g_ptr_array_ref ((GPtrArray *) before)
                                : g_ptr_array_new_with_free_func (g_object_unref);
  mt_session_set_places (self->session, places);
  mt_apply_say_done (self, step);
  /* After what is said: that it cannot be kept matters more. */
  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "app.keep-places", NULL);
}

/* (transfer full) (nullable) step */
static void
take_back (MtWindow *window, MtApplyWay way, MtStep *step)
{
  g_autoptr (MtStep) taken = step;
  MtApply *self;

  if (step == NULL)
    return;
  self = mt_apply_new (way, window, step->session, step->text);
  if (step->change != NULL)
    start_change (self, step->change);
  else if (step->places != NULL)
    start_places (self, step->places);
  else
    start_team (self, NULL, step->team);
}

/**
 * mt_apply_change:
 * @widget: who asks for it: it is said in its window
 * @session: where
 * @change: what is to happen
 * @done_text: what is said when it is done: "Moved “Title” to Doing"
 *
 * Makes a change of an item and says so in the window, where it can be taken back. What goes wrong
 * is said there, too. Main thread.
 */
void
mt_apply_change (GtkWidget *widget,
                 MtSession *session,
                 const MtChange *change,
                 const char *done_text)
{
  start_change (mt_apply_new (MT_APPLY_DO, find_window (widget), session, done_text), change);
}

/**
 * mt_apply_team_draft:
 * @widget: who asks for it: it is said in its window
 * @session: where
 * @draft: what is to happen; must not be changed any more
 * @done_text: what is said when it is done: "Changed the hours of Bo Lind"
 *
 * As mt_apply_change(), of the team file.
 */
void
mt_apply_team_draft (GtkWidget *widget,
                     MtSession *session,
                     MtTeamDraft *draft,
                     const char *done_text)
{
  start_team (mt_apply_new (MT_APPLY_DO, find_window (widget), session, done_text), draft, NULL);
}

/**
 * mt_apply_places:
 * @widget: who asks for it: it is said in its window
 * @session: where
 * @places: (element-type MtCity): the places of the user from now on; not to be changed any more
 * @done_text: what is said: "Added Tidewater, Denver"
 *
 * As mt_apply_change(), of the places that the user has in the strip.
 */
void
mt_apply_places (GtkWidget *widget, MtSession *session, GPtrArray *places, const char *done_text)
{
  start_places (mt_apply_new (MT_APPLY_DO, find_window (widget), session, done_text), places);
}

/**
 * mt_apply_changes_async:
 * @widget: who asks for it
 * @session: where
 * @changes: (element-type MtChange): what is to happen to one item, in order; at least one
 * @done_text: what is said when it is done
 * @callback: called when it is done or has failed
 * @user_data: for @callback
 *
 * As mt_apply_change(), but what goes wrong is for the caller to say. All of it is taken back at
 * once.
 */
void
mt_apply_changes_async (GtkWidget *widget,
                        MtSession *session,
                        const GPtrArray *changes,
                        const char *done_text,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  MtApply *self = NULL;

  g_return_if_fail (changes->len > 0);

  self = mt_apply_new (MT_APPLY_DO, find_window (widget), session, done_text);
  self->task = g_task_new (session, NULL, callback, user_data);
  g_task_set_source_tag (self->task, mt_apply_changes_async);
  mt_apply_start_changes (self, changes);
}

/**
 * mt_apply_change_async:
 * @widget: who asks for it
 * @session: where
 * @change: what is to happen
 * @done_text: what is said when it is done
 * @callback: called when it is done or has failed
 * @user_data: for @callback
 *
 * As mt_apply_changes_async(), of one change.
 */
void
mt_apply_change_async (GtkWidget *widget,
                       MtSession *session,
                       const MtChange *change,
                       const char *done_text,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();

  g_ptr_array_add (changes, (gpointer) change);
  mt_apply_changes_async (widget, session, changes, done_text, callback, user_data);
}

/**
 * mt_apply_team_draft_async:
 * @widget: who asks for it
 * @session: where
 * @draft: what is to happen; must not be changed any more
 * @done_text: what is said when it is done
 * @callback: called when it is done or has failed
 * @user_data: for @callback
 *
 * As mt_apply_team_draft(), but what goes wrong is for the caller to say.
 */
void
mt_apply_team_draft_async (GtkWidget *widget,
                           MtSession *session,
                           MtTeamDraft *draft,
                           const char *done_text,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  MtApply *self = mt_apply_new (MT_APPLY_DO, find_window (widget), session, done_text);

  self->task = g_task_new (session, NULL, callback, user_data);
  g_task_set_source_tag (self->task, mt_apply_team_draft_async);
  start_team (self, draft, NULL);
}

/**
 * mt_apply_tell_team:
 * @widget: who has changed the team file
 * @session: where
 * @undo: how to take that back
 * @done_text: what is said: "Changed Bo Lind"
 *
 * Says in the window what a widget has done by itself, and lets it be taken back there.
 */
void
mt_apply_tell_team (GtkWidget *widget, MtSession *session, MtTeamUndo *undo, const char *done_text)
{
  g_autoptr (MtApply) self = mt_apply_new (MT_APPLY_DO, find_window (widget), session, done_text);
  MtStep *step;

  if (!mt_team_undo_changes_file (undo))
    return;
  step = mt_step_new (session, done_text);
  step->team = mt_team_undo_ref (undo);
  mt_apply_say_done (self, step);
}

/**
 * mt_apply_finish:
 * @result: what the callback was given
 * @error: return location for the errors of mt_session_apply_finish() or
 *   mt_session_edit_team_finish()
 *
 * Returns: whether it is done
 */
gboolean
mt_apply_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * mt_apply_undo:
 * @widget: a widget of the window
 *
 * Takes back what was done last in its window, and says so; nothing when there was nothing.
 */
void
mt_apply_undo (GtkWidget *widget)
{
  MtWindow *window = find_window (widget);

  if (window != NULL)
    take_back (window, MT_APPLY_UNDO, mt_history_take_done (mt_window_get_history (window)));
}

/**
 * mt_apply_redo:
 * @widget: a widget of the window
 *
 * Makes again what was taken back last in its window, and says so.
 */
void
mt_apply_redo (GtkWidget *widget)
{
  MtWindow *window = find_window (widget);

  if (window != NULL)
    take_back (window, MT_APPLY_REDO, mt_history_take_undone (mt_window_get_history (window)));
}
