/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTaskDialog: all of one task, to be changed, or a new one. While it is open the file may change:
 * what nobody has touched here follows, what was typed stays, and both sides are said.
 */
#include "config.h"

#include "ui/board/mt-task-dialog.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"
#include "service/mt-task-change.h"
#include "service/mt-task-edit.h"
#include "ui/accounts/mt-pending-bar.h"
#include "ui/board/mt-board-actions.h"
#include "ui/board/mt-comment-group.h"
#include "ui/board/mt-due-group.h"
#include "ui/board/mt-label-group.h"
#include "ui/mt-apply.h"

#define NEW_HEIGHT 560

/* What the list of priorities offers: none, urgent, high, medium, low. Source: RFC 5545 3.8.1.9 */
static const gint priorities[] = { 0, 1, 3, 5, 7 };

struct _MtTaskDialog
{
  AdwWindow parent_instance;

  MtSession *session; /* owned, nullable */
  char *id;           /* owned, nullable: of the task; a new one has none */
  MtTaskEdit *read;   /* owned: what it said when it was read last */
  GPtrArray *people;  /* owned (element-type utf8): their ids, as in the list */
  gboolean saving;

  MtPendingBar *pending;
  GtkLabel *notice;
  GtkButton *save;
  AdwPreferencesPage *page;
  GtkWidget *title_row;
  AdwComboRow *column;
  AdwComboRow *assignee;
  GtkWidget *repeats;
  AdwComboRow *priority;
  GtkSwitch *blocked;
  MtDueGroup *due;
  MtLabelGroup *labels;
  GtkTextBuffer *notes;     /* unowned: of its view */
  MtCommentGroup *comments; /* nullable */
};

G_DEFINE_FINAL_TYPE (MtTaskDialog, mt_task_dialog, ADW_TYPE_WINDOW)

static const MtTeam *
get_team (MtTaskDialog *self)
{
  return mt_session_get_snapshot (self->session)->team;
}

static void
set_notice (MtTaskDialog *self, const char *text)
{
  gtk_label_set_label (self->notice, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), text != NULL && *text != '\0');
}

/* -- From the widgets -- */

static char *
dup_notes (MtTaskDialog *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->notes, &start, &end);
  return gtk_text_buffer_get_text (self->notes, &start, &end, FALSE);
}

static guint
index_of_priority (gint priority)
{
  if (priority <= 1)
    return MAX (priority, 0);
  if (priority <= 4)
    return 2;
  return priority == 5 ? 3 : 4;
}

static const char *
get_assignee (MtTaskDialog *self)
{
  const guint selected = adw_combo_row_get_selected (self->assignee);

  return selected > 0 && selected <= self->people->len
             ? g_ptr_array_index (self->people, selected - 1)
             : NULL;
}

/* (transfer full): what is wanted; with `final` what is typed but not yet added, too. */
static MtTaskEdit *
collect (MtTaskDialog *self, gboolean final, GError **error)
{
  g_autoptr (MtTaskEdit) edit = mt_task_edit_copy (self->read);
  const guint priority = adw_combo_row_get_selected (self->priority);

  g_free (edit->title);
  edit->title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_row)));
  edit->column = adw_combo_row_get_selected (self->column);
  g_free (edit->assignee);
  edit->assignee = g_strdup (get_assignee (self));
  if (index_of_priority (self->read->priority) != priority)
    edit->priority = priorities[priority];
  edit->blocked = gtk_switch_get_active (self->blocked);
  g_strfreev (edit->labels);
  edit->labels = mt_label_group_dup_labels (self->labels, final);
  g_free (edit->notes);
  edit->notes = dup_notes (self);
  if (!mt_due_group_get_due (self->due, &edit->due, error) && final)
    return NULL;
  return g_steal_pointer (&edit);
}

/* -- Into the widgets -- */

static guint
index_of_person (MtTaskDialog *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->people->len; i++)
    if (g_str_equal (g_ptr_array_index (self->people, i), id))
      return i + 1;
  return 0;
}

static void
show_field (MtTaskDialog *self, const MtTaskEdit *edit, MtTaskField field)
{
  switch (field)
    {
    case MT_TASK_TITLE:
      gtk_editable_set_text (GTK_EDITABLE (self->title_row), edit->title);
      break;
    case MT_TASK_COLUMN:
      adw_combo_row_set_selected (self->column, edit->column);
      break;
    case MT_TASK_ASSIGNEE:
      adw_combo_row_set_selected (self->assignee, index_of_person (self, edit->assignee));
      break;
    case MT_TASK_DUE:
      mt_due_group_set_due (self->due, edit->due);
      break;
    case MT_TASK_PRIORITY:
      adw_combo_row_set_selected (self->priority, index_of_priority (edit->priority));
      break;
    case MT_TASK_BLOCKED:
      gtk_switch_set_active (self->blocked, edit->blocked);
      break;
    case MT_TASK_LABELS:
      mt_label_group_set_labels (self->labels, (const char *const *) edit->labels);
      break;
    case MT_TASK_NOTES:
      gtk_text_buffer_set_text (self->notes, edit->notes, -1);
      break;
    case MT_TASK_N_FIELDS:
    default:
      g_return_if_reached ();
    }
}

static void
assignee_changed_cb (MtTaskDialog *self)
{
  if (self->due != NULL)
    mt_due_group_set_assignee (self->due, get_assignee (self));
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
  g_autofree char *value =
      mt_task_edit_dup_text (theirs, field, get_team (self), mt_session_get_format (self->session),
                             mt_session_get_viewer_zone (self->session));
  g_autofree char *line = NULL;

  /* Translators: a field of a task and what it says now: "Title is now: Upgrade". */
  line = g_strdup_printf (_ ("%s is now: %s"), mt_task_field_name (field), value);
  append_line (text, line);
}

static void
merge (MtTaskDialog *self, MtTaskEdit *theirs)
{
  g_autoptr (MtTaskEdit) mine = collect (self, FALSE, NULL);
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
        show_field (self, theirs, field);
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
    return mt_task_edit_to_changes (edit, self->read, get_team (self),
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
  g_autoptr (MtTaskEdit) edit = collect (self, TRUE, &error);
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

/* -- Groups -- */

static void
add_more (MtTaskDialog *self)
{
  static const char *const names[] = { N_ ("None"),   N_ ("Urgent"), N_ ("High"),
                                       N_ ("Medium"), N_ ("Low"),    NULL };
  GtkWidget *group = adw_preferences_group_new (), *row = adw_action_row_new ();
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    gtk_string_list_append (list, _ (names[i]));
  self->priority = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->priority), _ ("Priority"));
  adw_combo_row_set_model (self->priority, G_LIST_MODEL (list));
  g_object_unref (list);
  self->blocked = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->blocked), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->blocked), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Blocked"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Blocked"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("It waits for something"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->blocked));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->blocked));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->priority));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
}

static void
add_notes (MtTaskDialog *self)
{
  GtkWidget *group = adw_preferences_group_new (), *view = gtk_text_view_new ();

  self->notes = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_set_size_request (view, -1, 96);
  gtk_widget_add_css_class (view, "card");
  gtk_widget_add_css_class (view, "notes");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Notes"),
                                  -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Notes"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), view);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
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
fill_columns (MtTaskDialog *self)
{
  const MtTeam *team = get_team (self);
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < team->columns->len; i++)
    {
      const MtColumn *column = g_ptr_array_index (team->columns, i);
      g_autofree char *name = mt_display_line (*column->name != '\0' ? _ (column->name) : "");

      gtk_string_list_append (list, name);
    }
  adw_combo_row_set_model (self->column, G_LIST_MODEL (list));
  g_object_unref (list);
}

static void
fill_people (MtTaskDialog *self)
{
  const MtTeam *team = get_team (self);
  GtkStringList *list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("Nobody"));
  for (guint i = 0; i < team->people->len; i++)
    {
      const MtPerson *person = g_ptr_array_index (team->people, i);
      g_autofree char *name = mt_display_line (person->name);

      gtk_string_list_append (list, name);
      g_ptr_array_add (self->people, g_strdup (person->id));
    }
  adw_combo_row_set_model (self->assignee, G_LIST_MODEL (list));
  g_object_unref (list);
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
  fill_columns (self);
  fill_people (self);
  self->due = MT_DUE_GROUP (mt_due_group_new (session));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->due));
  add_more (self);
  self->labels = MT_LABEL_GROUP (mt_label_group_new ());
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->labels));
  add_notes (self);
  for (MtTaskField field = 0; field < MT_TASK_N_FIELDS; field++)
    show_field (self, read, field);
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
