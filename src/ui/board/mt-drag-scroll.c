/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What is dragged near the left or right edge of a view scrolls it, the faster the nearer: GTK does
 * so for text alone.
 */
#include "config.h"

#include "ui/board/mt-drag-scroll.h"

#define EDGE 48        /* pixels: how near */
#define MAX_SPEED 0.9  /* pixels a millisecond, at the edge itself */
#define MAX_STEP_MS 50 /* after a frame that was late */

typedef struct
{
  GtkScrolledWindow *view; /* unowned: has the controller that has this */
  double x;
  gint64 frame_us;
  guint tick_id;
} Scroll;

/* -1 to 1 */
static double
get_pull (Scroll *self)
{
  const double width = gtk_widget_get_width (GTK_WIDGET (self->view));

  if (self->x < EDGE)
    return -(EDGE - self->x) / EDGE;
  if (self->x > width - EDGE)
    return (self->x - (width - EDGE)) / EDGE;
  return 0;
}

static gboolean
tick_cb (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  Scroll *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->view);
  const gint64 now = gdk_frame_clock_get_frame_time (clock);
  const double step_ms = CLAMP ((now - self->frame_us) / 1000.0, 0, MAX_STEP_MS);

  self->frame_us = now;
  if (get_pull (self) == 0)
    {
      self->tick_id = 0;
      return G_SOURCE_REMOVE;
    }
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                            get_pull (self) * step_ms * MAX_SPEED);
  return G_SOURCE_CONTINUE;
}

static void
motion_cb (GtkDropControllerMotion *controller, double x, double y, Scroll *self)
{
  self->x = x;
  if (self->tick_id != 0 || get_pull (self) == 0)
    return;
  self->frame_us = g_get_monotonic_time ();
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), tick_cb, self, NULL);
}

static void
leave_cb (GtkDropControllerMotion *controller, Scroll *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick_id);
  self->tick_id = 0;
}

/**
 * mt_drag_scroll_add:
 * @view: a view that scrolls sideways
 *
 * Lets it scroll while something is dragged near its edges.
 */
void
mt_drag_scroll_add (GtkScrolledWindow *view)
{
  GtkEventController *controller = gtk_drop_controller_motion_new ();
  Scroll *self = g_new0 (Scroll, 1);

  self->view = view;
  g_object_set_data_full (G_OBJECT (view), "drag-scroll", self, g_free);
  g_signal_connect (controller, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (controller, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (controller, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), controller);
}
