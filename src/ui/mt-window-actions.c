/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtWindow: what its menu and its keys do.
 */
#include "config.h"

#include "ui/mt-window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/board/mt-board-section.h"
#include "ui/export/mt-export-dialog.h"
#include "ui/mt-apply.h"
#include "ui/mt-file-picker.h"
#include "ui/mt-problems-window.h"
#include "ui/mt-time-field.h"
#include "ui/mt-toast-time.h"
#include "ui/updates/mt-composer.h"
#include "ui/updates/mt-journal-window.h"
#include "ui/updates/mt-thread-window.h"

/**
 * mt_window_show_toast:
 * @self: a window
 * @message: plain text
 *
 * Says something that passes by itself.
 */
void
mt_window_show_toast (MtWindow *self, const char *message)
{
  mt_window_tell (self, message, NULL, NULL);
}

static void
toast_dismissed_cb (MtWindow *self)
{
  g_clear_handle_id (&self->toast_id, g_source_remove);
  self->toast = NULL;
}

static gboolean
toast_over_cb (gpointer user_data)
{
  MtWindow *self = MT_WINDOW (user_data);

  self->toast_id = 0;
  adw_toast_dismiss (self->toast);
  return G_SOURCE_REMOVE;
}

static void
add_toast (MtWindow *self)
{
  self->toast = adw_toast_new ("");
  adw_toast_set_timeout (self->toast, 0);
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, self->toast);
}

/**
 * mt_window_tell:
 * @self: a window
 * @message: plain text
 * @button: (nullable): label of a button
 * @action_name: (nullable): the action of the window that the button does
 *
 * Says something that passes by itself, in place of what was said before, which may not hold any
 * more. It is one toast that changes: libadwaita 1.2 touches memory it has freed where one that
 * still comes in is dismissed for the next.
 */
void
mt_window_tell (MtWindow *self, const char *message, const char *button, const char *action_name)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);

  g_return_if_fail (MT_IS_WINDOW (self));

  if (self->toast == NULL)
    add_toast (self);
  adw_toast_set_title (self->toast, markup);
  adw_toast_set_button_label (self->toast, button);
  adw_toast_set_action_name (self->toast, action_name);
  g_clear_handle_id (&self->toast_id, g_source_remove);
  self->toast_id = g_timeout_add_seconds (mt_toast_time_get (), toast_over_cb, self);
}

static void
team_picked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtWindow) self = MT_WINDOW (user_data);
  g_autoptr (GFile) file = mt_file_picker_finish (result, NULL);

  if (file != NULL)
    g_signal_emit_by_name (self, "open-team", file);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Team files"));
  gtk_file_filter_add_suffix (filter, "json");
  mt_file_picker_open_async (GTK_WINDOW (widget), _ ("Open a Team File"), filter, team_picked_cb,
                             g_object_ref (widget));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *dialog = mt_export_dialog_new (GTK_WINDOW (widget), MT_WINDOW (widget)->session);

  g_signal_connect_object (dialog, "exported", G_CALLBACK (mt_window_show_toast), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
copy (MtWindow *self, const char *text, const char *message)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  mt_window_show_toast (self, message);
}

static void
copy_times_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = mt_session_dup_times_text (MT_WINDOW (widget)->session);

  copy (MT_WINDOW (widget), text, _ ("Times copied"));
}

static void
copy_overlap_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = mt_session_dup_overlap_text (MT_WINDOW (widget)->session);

  copy (MT_WINDOW (widget), text, _ ("Overlap copied"));
}

static void
problems_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);

  if (g_list_model_get_n_items (mt_session_get_problems (self->session)) > 0)
    gtk_window_present (mt_problems_window_new (GTK_WINDOW (self), self->session));
  else
    mt_window_show_toast (self, _ ("Everything could be read"));
}

static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);

  mt_session_reload (self->session);
  if (self->sync != NULL)
    mt_sync_run (self->sync, FALSE);
}

/* Whether the board is where the user is: it has the focus, or it is all there is to see. */
static gboolean
is_on_board (MtWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (self->board == NULL || !gtk_widget_get_mapped (self->board))
    return FALSE;
  return !gtk_widget_get_mapped (self->people) ||
         (focus != NULL && gtk_widget_is_ancestor (focus, self->board));
}

/* Finds what the user looks at: tasks on the board, else people. The people may be behind another
 * section, or behind one of them. */
static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);

  if (is_on_board (self))
    {
      mt_board_section_find (MT_BOARD_SECTION (self->board));
      return;
    }
  if (!gtk_widget_get_mapped (self->people))
    {
      gtk_widget_activate_action (self->people, "person.close", NULL);
      g_object_set (self, "page", "people", NULL);
    }
  mt_people_section_find (MT_PEOPLE_SECTION (self->people));
}

/* In the first column: it can be another in the dialog. */
static void
new_task_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);

  if (self->board != NULL)
    gtk_widget_activate_action (self->board, "board.new", "u", 0);
}

static void
find_task_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);

  if (self->board == NULL)
    return;
  if (!gtk_widget_get_mapped (self->board))
    {
      gtk_widget_activate_action (self->people, "person.close", NULL);
      g_object_set (self, "page", "board", NULL);
    }
  mt_board_section_find (MT_BOARD_SECTION (self->board));
}

static void
tell_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mt_window_show_toast (MT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mt_session_follow_clock (MT_WINDOW (widget)->session);
}

static void
choose_time_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);

  if (self->time_field == NULL)
    {
      self->time_field = mt_time_field_new (self->session);
      gtk_widget_set_parent (GTK_WIDGET (self->time_field), self->title_button);
    }
  gtk_popover_popup (self->time_field);
}

static void
post_update_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (mt_composer_new (GTK_WINDOW (widget), MT_WINDOW (widget)->session));
}

static void
past_updates_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (mt_journal_window_new (GTK_WINDOW (widget), MT_WINDOW (widget)->session));
}

static void
thread_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (mt_thread_window_new (GTK_WINDOW (widget), MT_WINDOW (widget)->session,
                                            g_variant_get_string (parameter, NULL)));
}

/* What somebody types has an undo of its own: at its end nothing else is taken back. */
static gboolean
is_typing (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (widget));

  return GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus);
}

/* Wide, the page chosen does not matter, and all of them are there. */
static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MtWindow *self = MT_WINDOW (widget);
  const char *page = g_variant_get_string (parameter, NULL);
  GtkWidget *section = self->people;

  if (self->board != NULL && g_str_equal (page, "board"))
    section = self->board;
  else if (self->updates != NULL && g_str_equal (page, "updates"))
    section = self->updates;
  gtk_widget_activate_action (self->people, "person.close", NULL);
  g_object_set (self, "page", page, NULL); /* which the bar below follows */
  gtk_widget_child_focus (section, GTK_DIR_TAB_FORWARD);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mt_apply_undo (widget);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mt_apply_redo (widget);
}

static gboolean
undo_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return !is_typing (widget) && gtk_widget_activate_action (widget, "win.undo", NULL);
}

static gboolean
redo_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return !is_typing (widget) && gtk_widget_activate_action (widget, "win.redo", NULL);
}

/* Not accelerators of the application: those would come before the keys of a text field. */
static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, undo_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                redo_key_cb, NULL);
}

/**
 * mt_window_install_actions:
 * @widget_class: the class of windows
 *
 * Adds what menu and keys do.
 */
void
mt_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "win.copy-times", NULL, copy_times_action);
  gtk_widget_class_install_action (widget_class, "win.copy-overlap", NULL, copy_overlap_action);
  gtk_widget_class_install_action (widget_class, "win.problems", NULL, problems_action);
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "win.now", NULL, now_action);
  gtk_widget_class_install_action (widget_class, "win.choose-time", NULL, choose_time_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.new-task", NULL, new_task_action);
  gtk_widget_class_install_action (widget_class, "win.find-task", NULL, find_task_action);
  gtk_widget_class_install_action (widget_class, "win.tell", "s", tell_action);
  gtk_widget_class_install_action (widget_class, "win.post-update", NULL, post_update_action);
  gtk_widget_class_install_action (widget_class, "win.past-updates", NULL, past_updates_action);
  gtk_widget_class_install_action (widget_class, "win.thread", "s", thread_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_property_action (widget_class, "win.page", "page");
  gtk_widget_class_install_action (widget_class, "win.go", "s", go_action);
  mt_window_install_people_actions (widget_class);
  mt_window_install_sync_actions (widget_class);
  add_keys (widget_class);
}
