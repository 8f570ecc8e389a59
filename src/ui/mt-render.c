/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Renders a window to a PNG file once everything is in it.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/mt-render.h"

#define TIMEOUT_S 30
/* Layout settles in the first frames: lists make their rows, a narrow window folds. */
#define SETTLE_FRAMES 6

typedef struct
{
  GtkWindow *window;  /* owned */
  MtSession *session; /* owned */
  char *path;
  guint frames;
  guint tick_id;
  guint timeout_id;
} Render;

static void
render_free (Render *render)
{
  g_clear_handle_id (&render->timeout_id, g_source_remove);
  g_object_unref (render->window);
  g_object_unref (render->session);
  g_free (render->path);
  g_free (render);
}

static GdkTexture *
render_texture (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (widget));
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  int scale = gtk_widget_get_scale_factor (widget);
  GskRenderNode *node;
  GdkTexture *texture;

  gtk_snapshot_scale (snapshot, scale, scale);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return NULL;
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, width * scale, height * scale));
  gsk_render_node_unref (node);
  return texture;
}

static void
save (GTask *task)
{
  Render *render = g_task_get_task_data (task);
  g_autoptr (GdkTexture) texture = render_texture (GTK_WIDGET (render->window));

  if (texture != NULL && gdk_texture_save_to_png (texture, render->path))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _ ("%s: the picture cannot be written; choose another place"),
                             render->path);
}

static gboolean
is_complete (MtSession *session)
{
  int state, board, updates;
  gboolean loading;

  g_object_get (session, "state", &state, "loading", &loading, "board-state", &board,
                "updates-state", &updates, NULL);
  if (state == MT_SESSION_CLOSED || state == MT_SESSION_ERROR)
    return TRUE;
  return state == MT_SESSION_READY && !loading && board != MT_SECTION_LOADING &&
         updates != MT_SECTION_LOADING;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  Render *render = g_task_get_task_data (task);

  render->frames = is_complete (render->session) ? render->frames + 1 : 0;
  if (render->frames < SETTLE_FRAMES)
    {
      gtk_widget_queue_draw (widget); /* for another frame; it drops what the picture is made of */
      return G_SOURCE_CONTINUE;
    }
  render->tick_id = 0;
  save (task);
  return G_SOURCE_REMOVE;
}

static gboolean
timeout_cb (gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  Render *render = g_task_get_task_data (task);

  render->timeout_id = 0;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                           _ ("The window was not complete after %d seconds"), TIMEOUT_S);
  gtk_widget_remove_tick_callback (GTK_WIDGET (render->window), render->tick_id);
  return G_SOURCE_REMOVE;
}

/**
 * mt_render_async:
 * @window: a window that has been presented
 * @session: what it shows
 * @path: of the PNG file, which is replaced
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Waits until @session has read everything and the window has shown it, then writes a picture.
 */
void
mt_render_async (GtkWindow *window,
                 MtSession *session,
                 const char *path,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Render *render = g_new0 (Render, 1);

  g_task_set_source_tag (task, mt_render_async);
  render->window = g_object_ref (window);
  render->session = g_object_ref (session);
  render->path = g_strdup (path);
  g_task_set_task_data (task, render, (GDestroyNotify) render_free);
  render->timeout_id = g_timeout_add_seconds (TIMEOUT_S, timeout_cb, task);
  render->tick_id =
      gtk_widget_add_tick_callback (GTK_WIDGET (window), tick_cb, task, g_object_unref);
}

/**
 * mt_render_finish:
 * @result: what the callback was given
 * @error: return location: %G_IO_ERROR_FAILED when the file cannot be written,
 *   %G_IO_ERROR_TIMED_OUT when the window never was complete
 *
 * Returns: whether the picture was written
 */
gboolean
mt_render_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
