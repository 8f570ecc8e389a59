/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtApplication: its window, shown once it has something to show.
 */
#include "config.h"

#include "ui/mt-application-private.h"

#include "ui/mt-after-frame.h"
#include "ui/mt-render.h"
#include "ui/mt-window.h"

/* How long the window waits for its first content, so that the first frame is not an empty one. */
#define FIRST_FRAME_MS 250

/**
 * mt_application_present:
 * @self: the application
 *
 * Shows the window now, whatever it has to show.
 */
void
mt_application_present (MtApplication *self)
{
  g_clear_handle_id (&self->first_frame_id, g_source_remove);
  if (self->window != NULL)
    gtk_window_present (self->window);
}

static gboolean
first_frame_cb (gpointer user_data)
{
  MtApplication *self = MT_APPLICATION (user_data);

  self->first_frame_id = 0;
  mt_application_present (self);
  return G_SOURCE_REMOVE;
}

/**
 * mt_application_session_changed:
 * @self: the application
 *
 * Shows a window that waited for its first content.
 */
void
mt_application_session_changed (MtApplication *self)
{
  int state = MT_SESSION_CLOSED;

  g_object_get (self->session, "state", &state, NULL);
  if (self->first_frame_id != 0 && state != MT_SESSION_LOADING && state != MT_SESSION_CLOSED)
    mt_application_present (self);
}

static void
open_team_cb (MtApplication *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    mt_application_open_team (self, path, NULL);
}

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MtApplication) self = MT_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (!mt_render_finish (result, &error))
    {
      g_printerr ("meantime: %s\n", error->message);
      self->status = 1;
    }
  g_application_quit (G_APPLICATION (self));
}

/* What was put off for the first frame's sake. */
static void
first_frame_painted_cb (GtkWidget *window)
{
  MtApplication *self = MT_APPLICATION (gtk_window_get_application (GTK_WINDOW (window)));

  gtk_window_set_default_icon_name (APPLICATION_ID);
  if (self == NULL)
    return;
  mt_session_release (self->session);
  mt_application_start_sync (self);
}

static void
create_window (MtApplication *self)
{
  self->window = mt_window_new (GTK_APPLICATION (self), self->session);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  mt_application_restore_view (self);
  mt_application_restore_filter (self);
  g_signal_connect_object (self->window, "open-team", G_CALLBACK (open_team_cb), self,
                           G_CONNECT_SWAPPED);
  mt_after_frame_add (GTK_WIDGET (self->window), first_frame_painted_cb);
  if (self->render_path == NULL)
    return;
  gtk_window_present (self->window);
  mt_render_async (self->window, self->session, self->render_path, rendered_cb,
                   g_object_ref (self));
}

/**
 * mt_application_show_window:
 * @self: the application
 * @opens: whether a team is being opened: then the window waits a moment for it
 *
 * Shows the window, made if there is none.
 */
void
mt_application_show_window (MtApplication *self, gboolean opens)
{
  if (self->window == NULL)
    create_window (self);
  if (opens && self->first_frame_id == 0 && !gtk_widget_get_mapped (GTK_WIDGET (self->window)))
    self->first_frame_id = g_timeout_add (FIRST_FRAME_MS, first_frame_cb, self);
  else if (self->first_frame_id == 0)
    mt_application_present (self);
}
