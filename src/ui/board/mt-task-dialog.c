/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTaskDialog: all of one task, to be changed, or a new one. While it is open the file may change:
 * what nobody has touched here follows, what was typed stays, and both sides are said.
 */
#include "config.h"

#include "ui/board/mt-task-dialog-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-task-change.h"
#include "service/mt-task-edit.h"
#include "ui/board/mt-board-actions.h"
#include "ui/mt-apply.h"

#define NEW_HEIGHT 560

G_DEFINE_FINAL_TYPE (MtTaskDialog, mt_task_dialog, ADW_TYPE_WINDOW)

static void
set_notice (MtTaskDialog *self, const char *text)
{
  gtk_label_set_label (self->notice, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), text != NULL && *text != '\0');
}

static void
assignee_changed_cb (MtTaskDialog *self)
{
  if (self->due != NULL)
    mt_due_group_set_assignee (self->due, mt_task_dialog_get_assignee (self));
}

/* -- Changed meanwhile -- */

static void
append_line (GString *text, const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* What stands there now, where something else is typed here. */
static void
append_theirs (MtTaskDialog *self, GString *text, const MtTaskEdit *theirs, MtTaskField field)
{
  g_autofree char *value = mt_task_edit_dup_text (theirs, field, mt_task_dialog_get_team (self),
                                                  mt_session_get_format (self->session),
                                                  mt_session_get_viewer_zone (self->session));
  g_autofree char *line = NULL;

  /* Translators: a field of a task and what it says now: "Title is now: Upgrade". */
  line = g_strdup_printf (_ ("%s is now: %s"), mt_task_field_name (field), value);
  append_line (text, line);
}

static void
merge (MtTaskDialog *self, MtTaskEdit *theirs)
{
  g_autoptr (MtTaskEdit) mine = mt_task_dialog_collect (self, FALSE, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (MtTaskField field = 0; field < MT_TASK_N_FIELDS; field++)
    {
      if (!mt_task_edit_differs (self->read, theirs, field))
        continue;
      if (text->len == 0)
        append_line (text, _ ("Somebody else has changed this task meanwhile; it is shown as it is "
                              "now."));
      if (mt_task_edit_differs (mine, self->read, field) &&
          mt_task_edit_differs (mine, theirs, field))
        append_theirs (self, text, theirs, field);
      else
        mt_task_dialog_show_field (self, theirs, field);
    }
  if (text->len > 0 && strchr (text->str, '\n') != NULL)
    append_line (text, _ ("What you typed is still here; saving writes it over theirs."));
  mt_task_edit_free (self->read);
  self->read = mt_task_edit_copy (theirs);
  set_notice (self, text->str);
}

/* Nothing typed is lost: it can be added anew. */
static void
show_gone (MtTaskDialog *self)
{
  g_clear_pointer (&self->id, g_free);
  gtk_button_set_label (self->save, _ ("_Add Again"));
  set_notice (self, _ ("Somebody else has taken this task away meanwhile. What is here can be "
                       "added again as a new task."));
}

static void
update (MtTaskDialog *self)
{
  const MtTask *task;
  gboolean loading;

  g_object_get (self->session, "loading", &loading, NULL);
  if (loading || self->id == NULL || mt_session_get_snapshot (self->session) == NULL)
    return;
  task = mt_board_actions_find (self->session, self->id);
  if (task == NULL)
    {
      show_gone (self);
      return;
    }
  mt_pending_bar_set_mark (self->pending, self->session, &task->pending);
  if (!self->saving)
    {
      g_autoptr (MtTaskEdit) theirs = mt_task_edit_new (task);

      if (!mt_task_edit_equal (theirs, self->read))
        merge (self, theirs);
    }
  if (self->comments != NULL)
    mt_comment_group_update (self->comments);
}

/* -- Save -- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtTaskDialog) self = MT_TASK_DIALOG (user_data);
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (mt_apply_finish (result, &error))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), TRUE);
  set_notice (self, NULL);
  update (self);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->notice)))
    set_notice (self, error->message);
}

static void
start_saving (MtTaskDialog *self, const GPtrArray *changes, const char *text)
{
  self->saving = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), FALSE);
  mt_apply_changes_async (GTK_WIDGET (self), self->session, changes, text, saved_cb,
                          g_object_ref (self));
}

/* (transfer full) (nullable) */
static GPtrArray *
create_changes (MtTaskDialog *self, const MtTaskEdit *edit, GError **error)
{
  const gint64 now = mt_clock_get_now (mt_session_get_clock (self->session));
  g_autoptr (GPtrArray) changes = NULL;
  MtChange *change;

  if (self->id != NULL)
    return mt_task_edit_to_changes (edit, self->read, mt_task_dialog_get_team (self),
                                    mt_board_actions_find (self->session, self->id), now, error);
  change = mt_task_edit_create (edit, mt_session_get_snapshot (self->session), now, error);
  if (change == NULL)
    return NULL;
  changes = g_ptr_array_new_with_free_func ((GDestroyNotify) mt_change_free);
  g_ptr_array_add (changes, change);
  return g_steal_pointer (&changes);
}

static void
save_clicked_cb (MtTaskDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MtTaskEdit) edit = mt_task_dialog_collect (self, TRUE, &error);
  g_autoptr (GPtrArray) changes = edit != NULL ? create_changes (self, edit, &error) : NULL;
  g_autofree char *title = edit != NULL ? mt_board_actions_dup_title (edit->title) : NULL;
  g_autofree char *text = NULL;

  if (changes == NULL)
    {
      if (error->code == MT_TASK_CHANGE_ERROR_EMPTY)
        {
          set_notice (self, _ ("The task has no title: write what is to be done"));
          gtk_widget_grab_focus (self->title_row);
        }
      else
        set_notice (self, error->message);
    }
  else if (changes->len == 0)
    gtk_window_close (GTK_WINDOW (self));
  else
    {
      text = g_strdup_printf (self->id != NULL ? _ ("Changed “%s”") : _ ("Added “%s”"), title);
      start_saving (self, changes, text);
    }
}

static void
delete_clicked_cb (MtTaskDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (self->id != NULL && parent != NULL)
    mt_board_actions_delete (GTK_WIDGET (parent), self->session, self->id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_delete (MtTaskDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Delete Task"));

  gtk_widget_add_css_class (button, "destructive-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), button);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
}

static void
mt_task_dialog_dispose (GObject *object)
{
  MtTaskDialog *self = MT_TASK_DIALOG (object);

  self->due = NULL;
  self->comments = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), MT_TYPE_TASK_DIALOG);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_task_dialog_parent_class)->dispose (object);
}

static void
mt_task_dialog_finalize (GObject *object)
{
  MtTaskDialog *self = MT_TASK_DIALOG (object);

  g_free (self->id);
  mt_task_edit_free (self->read);
  g_ptr_array_unref (self->people);
  G_OBJECT_CLASS (mt_task_dialog_parent_class)->finalize (object);
}

static void
mt_task_dialog_class_init (MtTaskDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_task_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = mt_task_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/meantime_desktop/Meantime/ui/board/mt-task-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MtTaskDialog, notice);
  gtk_widget_class_bind_template_child (widget_class, MtTaskDialog, pending);
  gtk_widget_class_bind_template_child (widget_class, MtTaskDialog, save);
  gtk_widget_class_bind_template_child (widget_class, MtTaskDialog, page);
  gtk_widget_class_bind_template_child (widget_class, MtTaskDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, MtTaskDialog, column);
  gtk_widget_class_bind_template_child (widget_class, MtTaskDialog, assignee);
  gtk_widget_class_bind_template_child (widget_class, MtTaskDialog, repeats);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, assignee_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mt_task_dialog_init (MtTaskDialog *self)
{
  self->people = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->save));
  gtk_window_set_focus (GTK_WINDOW (self), self->title_row);
}

/* `read` (transfer full); `task` (nullable) */
static MtTaskDialog *
create (GtkWindow *parent, MtSession *session, MtTaskEdit *read, const MtTask *task)
{
  MtTaskDialog *self = g_object_new (MT_TYPE_TASK_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->read = read;
  self->id = task != NULL ? g_strdup (task->id) : NULL;
  mt_task_dialog_fill_columns (self);
  mt_task_dialog_fill_people (self);
  self->due = MT_DUE_GROUP (mt_due_group_new (session));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->due));
  mt_task_dialog_add_more (self);
  self->labels = MT_LABEL_GROUP (mt_label_group_new ());
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->labels));
  mt_task_dialog_add_notes (self);
  for (MtTaskField field = 0; field < MT_TASK_N_FIELDS; field++)
    mt_task_dialog_show_field (self, read, field);
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
comment_failed_cb (MtTaskDialog *self, const char *message)
{
  set_notice (self, message);
}

/**
 * mt_task_dialog_new:
 * @parent: the window it belongs to
 * @session: where
 * @task: a task as read last
 *
 * Returns: (transfer none): the dialog, not yet shown
 */
GtkWindow *
mt_task_dialog_new (GtkWindow *parent, MtSession *session, const MtTask *task)
{
  MtTaskDialog *self = create (parent, session, mt_task_edit_new (task), task);

  gtk_window_set_title (GTK_WINDOW (self), _ ("Task"));
  gtk_widget_set_visible (self->repeats, task->recurs);
  mt_pending_bar_set_mark (self->pending, session, &task->pending);
  self->comments = MT_COMMENT_GROUP (mt_comment_group_new (session, task->id));
  g_signal_connect_object (self->comments, "failed", G_CALLBACK (comment_failed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->comments));
  add_delete (self);
  return GTK_WINDOW (self);
}

/**
 * mt_task_dialog_new_task:
 * @parent: the window it belongs to
 * @session: where
 * @column: index of the column it is to stand in
 *
 * A new task is nobody's: what nobody was asked to do is not assigned.
 *
 * Returns: (transfer none): the dialog, not yet shown
 */
GtkWindow *
mt_task_dialog_new_task (GtkWindow *parent, MtSession *session, guint column)
{
  g_autoptr (MtTask) task = mt_task_new ("", "");
  MtTaskDialog *self = NULL;

  task->column = column;
  self = create (parent, session, mt_task_edit_new (task), NULL);
  gtk_window_set_title (GTK_WINDOW (self), _ ("New Task"));
  gtk_button_set_label (self->save, _ ("_Add"));
  gtk_window_set_default_size (GTK_WINDOW (self), -1, NEW_HEIGHT);
  return GTK_WINDOW (self);
}
