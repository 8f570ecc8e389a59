/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Asks for a file to open or to write: the one place that knows GTK's file chooser.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mt_file_picker_open_async (GtkWindow *parent,
                                const char *title,
                                GtkFileFilter *filter,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void mt_file_picker_open_folder_async (GtkWindow *parent,
                                       const char *title,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
void mt_file_picker_save_async (GtkWindow *parent,
                                const char *title,
                                const char *name,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GFile *mt_file_picker_finish (GAsyncResult *result, GError **error);

G_END_DECLS
