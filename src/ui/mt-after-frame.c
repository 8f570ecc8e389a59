/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What the first frame does not need is done after it.
 */
#include "config.h"

#include "ui/mt-after-frame.h"

typedef struct
{
  GtkWidget *widget; /* owned */
  MtAfterFrameFunc func;
} Work;

static gboolean
idle_cb (gpointer user_data)
{
  Work *work = user_data;

  if (gtk_widget_get_root (work->widget) != NULL)
    work->func (work->widget);
  return G_SOURCE_REMOVE;
}

static void
work_free (gpointer user_data)
{
  Work *work = user_data;

  g_object_unref (work->widget);
  g_free (work);
}

/* Update, layout and paint of a frame are one dispatch: an idle source is dispatched after it. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Work *work = g_new (Work, 1);

  work->widget = g_object_ref (widget);
  work->func = *(MtAfterFrameFunc *) user_data;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, idle_cb, work, work_free);
  return G_SOURCE_REMOVE;
}

/**
 * mt_after_frame_add:
 * @widget: a widget
 * @func: called with @widget, unless it has lost its window meanwhile
 *
 * Calls @func once, when the next frame is painted: the first, if none has been. Main thread.
 */
void
mt_after_frame_add (GtkWidget *widget, MtAfterFrameFunc func)
{
  MtAfterFrameFunc *data = g_new (MtAfterFrameFunc, 1);

  *data = func;
  gtk_widget_add_tick_callback (widget, tick_cb, data, g_free);
}
