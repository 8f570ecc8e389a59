/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * drag-files FILE..: a window that files can be dragged from, as out of a file manager.
 */
#include <gtk/gtk.h>

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, gpointer user_data)
{
  char **paths = user_data;
  g_autoslist (GFile) files = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  for (gsize i = 0; paths[i] != NULL; i++)
    files = g_slist_append (files, g_file_new_for_commandline_arg (paths[i]));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);
  return gdk_content_provider_new_for_value (&value);
}

int
main (int argc, char **argv)
{
  GtkDragSource *source;
  GtkWidget *window, *label;

  gtk_init ();
  source = gtk_drag_source_new ();
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), argv + 1);
  label = gtk_label_new ("files");
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 120, 80);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_visible (window))
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
