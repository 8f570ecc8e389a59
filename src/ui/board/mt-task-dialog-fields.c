/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTaskDialog: the fields of a task: what they offer, what they show, and what was chosen and
 * typed in them.
 */
#include "config.h"

#include "ui/board/mt-task-dialog-private.h"

#include <glib/gi18n-lib.h>

#include "service/mt-display-text.h"

/* What the list of priorities offers: none, urgent, high, medium, low. Source: RFC 5545 3.8.1.9 */
static const gint priorities[] = { 0, 1, 3, 5, 7 };

/**
 * mt_task_dialog_get_team:
 * @self: a dialog
 *
 * Returns: (transfer none): the team as read last
 */
const MtTeam *
mt_task_dialog_get_team (MtTaskDialog *self)
{
  return mt_session_get_snapshot (self->session)->team;
}

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

/**
 * mt_task_dialog_get_assignee:
 * @self: a dialog
 *
 * Returns: (transfer none) (nullable): the id of the person chosen
 */
const char *
mt_task_dialog_get_assignee (MtTaskDialog *self)
{
  const guint selected = adw_combo_row_get_selected (self->assignee);

  return selected > 0 && selected <= self->people->len
             ? g_ptr_array_index (self->people, selected - 1)
             : NULL;
}

/**
 * mt_task_dialog_collect:
 * @self: a dialog
 * @final: whether what is typed but not yet added counts, and must make sense
 * @error: what of it does not
 *
 * Returns: (transfer full) (nullable): what is wanted
 */
MtTaskEdit *
mt_task_dialog_collect (MtTaskDialog *self, gboolean final, GError **error)
{
  g_autoptr (MtTaskEdit) edit = mt_task_edit_copy (self->read);
  const guint priority = adw_combo_row_get_selected (self->priority);

  g_free (edit->title);
  edit->title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_row)));
  edit->column = adw_combo_row_get_selected (self->column);
  g_free (edit->assignee);
  edit->assignee = g_strdup (mt_task_dialog_get_assignee (self));
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

static guint
index_of_person (MtTaskDialog *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->people->len; i++)
    if (g_str_equal (g_ptr_array_index (self->people, i), id))
      return i + 1;
  return 0;
}

/**
 * mt_task_dialog_show_field:
 * @self: a dialog
 * @edit: a task
 * @field: which part of it
 *
 * Puts it into its place.
 */
void
mt_task_dialog_show_field (MtTaskDialog *self, const MtTaskEdit *edit, MtTaskField field)
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

/**
 * mt_task_dialog_add_more:
 * @self: a dialog
 *
 * Makes the group of priority and what holds the task up.
 */
void
mt_task_dialog_add_more (MtTaskDialog *self)
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

/**
 * mt_task_dialog_add_notes:
 * @self: a dialog
 *
 * Makes the group of the notes.
 */
void
mt_task_dialog_add_notes (MtTaskDialog *self)
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

/**
 * mt_task_dialog_fill_columns:
 * @self: a dialog with a session
 *
 * Offers the columns of the board.
 */
void
mt_task_dialog_fill_columns (MtTaskDialog *self)
{
  const MtTeam *team = mt_task_dialog_get_team (self);
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

/**
 * mt_task_dialog_fill_people:
 * @self: a dialog with a session
 *
 * Offers the people of the team, and nobody.
 */
void
mt_task_dialog_fill_people (MtTaskDialog *self)
{
  const MtTeam *team = mt_task_dialog_get_team (self);
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
