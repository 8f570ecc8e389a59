/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDayTrack: one day of one person, drawn by itself, with the chosen instant where it lies in it.
 */
#include "config.h"

#include <adwaita.h>

#include "ui/mt-paint.h"
#include "ui/mt-palette.h"
#include "ui/people/mt-day-track.h"
#include "ui/people/mt-person-track.h"

#define HEIGHT 16

struct _MtDayTrack
{
  GtkWidget parent_instance;

  MtSession *session;   /* owned */
  MtPersonItem *person; /* owned */
  MtSpan span;
  GArray *segments; /* owned, nullable: to be asked for */
};

G_DEFINE_FINAL_TYPE (MtDayTrack, mt_day_track, GTK_TYPE_WIDGET)

static float
get_x (MtDayTrack *self, gint64 instant)
{
  float width = gtk_widget_get_width (GTK_WIDGET (self));
  float x = width * (instant - self->span.start) / (self->span.end - self->span.start);

  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? width - x : x;
}

static void
snapshot_segment (MtDayTrack *self, GtkSnapshot *snapshot, const MtTrackSegment *segment)
{
  float a = get_x (self, segment->start), b = get_x (self, segment->end);
  graphene_rect_t bar = GRAPHENE_RECT_INIT (MIN (a, b), 0, MAX (ABS (b - a), 2),
                                            gtk_widget_get_height (GTK_WIDGET (self)));

  mt_person_track_snapshot_bar (GTK_WIDGET (self), snapshot, segment->kind, &bar);
}

/* As on the axis: red is now, the other colour what was chosen instead. */
static const GdkRGBA *
get_line_color (MtDayTrack *self)
{
  gboolean live;

  g_object_get (self->session, "live", &live, NULL);
  return live ? &mt_palette_get ()->now : &mt_palette_get ()->chosen;
}

static void
mt_day_track_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MtDayTrack *self = MT_DAY_TRACK (widget);
  gint64 at = mt_session_get_at (self->session);

  if (self->span.end <= self->span.start)
    return;
  if (self->segments == NULL)
    self->segments = mt_person_item_dup_track (self->person, self->span);
  for (guint i = 0; i < self->segments->len; i++)
    snapshot_segment (self, snapshot, &g_array_index (self->segments, MtTrackSegment, i));
  if (self->span.start <= at && at < self->span.end)
    gtk_snapshot_append_color (snapshot, get_line_color (self),
                               &GRAPHENE_RECT_INIT (mt_paint_snap (widget, get_x (self, at)) - 1, 0,
                                                    2, gtk_widget_get_height (widget)));
}

static void
mt_day_track_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 60 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : HEIGHT;
}

static void
forget_segments (MtDayTrack *self)
{
  g_clear_pointer (&self->segments, g_array_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
mt_day_track_dispose (GObject *object)
{
  MtDayTrack *self = MT_DAY_TRACK (object);

  g_clear_pointer (&self->segments, g_array_unref);
  g_clear_object (&self->person);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mt_day_track_parent_class)->dispose (object);
}

static void
mt_day_track_class_init (MtDayTrackClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_day_track_dispose;
  widget_class->snapshot = mt_day_track_snapshot;
  widget_class->measure = mt_day_track_measure;
  gtk_widget_class_set_css_name (widget_class, "mt-day-track");
  /* The row says the day in words. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
mt_day_track_init (MtDayTrack *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * mt_day_track_new:
 * @session: whose chosen instant is marked
 * @person: whose day it shows
 *
 * Returns: (transfer floating): the widget, without a day
 */
GtkWidget *
mt_day_track_new (MtSession *session, MtPersonItem *person)
{
  MtDayTrack *self = g_object_new (MT_TYPE_DAY_TRACK, NULL);

  self->session = g_object_ref (session);
  self->person = g_object_ref (person);
  g_signal_connect_object (session, "notify::at", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::live", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (person, "notify::spoken-day", G_CALLBACK (forget_segments), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * mt_day_track_set_span:
 * @self: a track
 * @span: the day it shows, in the viewer's zone
 */
void
mt_day_track_set_span (MtDayTrack *self, MtSpan span)
{
  self->span = span;
  forget_segments (self);
}
