/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Asks for a file to open or to write. GtkFileChooserNative is deprecated where GtkFileDialog
 * exists, which Debian 12 does not have: so it is used here and nowhere else.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/mt-file-picker.h"

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static void
response_cb (GTask *task, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)),
                           g_object_unref);
  else
    g_task_return_pointer (task, NULL, NULL);
  g_object_unref (task); /* the dialog's, which ends with it */
}

static void
show (GtkFileChooserNative *dialog,
      gpointer source_tag,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, dialog, g_object_unref);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * mt_file_picker_open_async:
 * @parent: the window that asks
 * @title: of the dialog
 * @filter: (transfer none) (nullable): which files it offers
 * @callback: called when the user has decided
 * @user_data: for @callback
 *
 * Asks for a file that exists.
 */
void
mt_file_picker_open_async (GtkWindow *parent,
                           const char *title,
                           GtkFileFilter *filter,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));

  if (filter != NULL)
    gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  show (dialog, mt_file_picker_open_async, callback, user_data);
}

/**
 * mt_file_picker_open_folder_async:
 * @parent: the window that asks
 * @title: of the dialog
 * @callback: called when the user has decided
 * @user_data: for @callback
 *
 * Asks for a folder that exists.
 */
void
mt_file_picker_open_folder_async (GtkWindow *parent,
                                  const char *title,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Select"), _ ("_Cancel"));

  show (dialog, mt_file_picker_open_folder_async, callback, user_data);
}

/**
 * mt_file_picker_save_async:
 * @parent: the window that asks
 * @title: of the dialog
 * @name: the name it offers
 * @callback: called when the user has decided
 * @user_data: for @callback
 *
 * Asks for a file to write; the dialog asks again before one that exists is replaced.
 */
void
mt_file_picker_save_async (GtkWindow *parent,
                           const char *title,
                           const char *name,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  show (dialog, mt_file_picker_save_async, callback, user_data);
}

/**
 * mt_file_picker_finish:
 * @result: what the callback was given
 * @error: set never today; kept for pickers that can fail
 *
 * Returns: (transfer full) (nullable): the file, or %NULL when the user cancelled
 */
GFile *
mt_file_picker_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

G_GNUC_END_IGNORE_DEPRECATIONS
