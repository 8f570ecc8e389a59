/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPersonTrack: one person's day, drawn. Each kind of time has a shape or a pattern of its own
 * beside its colour; what is unknown looks like nothing that is free.
 */
#include "config.h"

#include <adwaita.h>

#include "ui/mt-paint.h"
#include "ui/mt-palette.h"
#include "ui/people/mt-person-track.h"

#define BAR_HEIGHT 18
#define RADIUS 4

struct _MtPersonTrack
{
  GtkWidget parent_instance;

  MtAxis *axis;         /* owned */
  MtPersonItem *person; /* owned, nullable */
  GArray *segments;     /* owned, nullable: to be asked for */
  PangoLayout *mark;    /* owned, nullable: the "?" of unknown time */
};

G_DEFINE_FINAL_TYPE (MtPersonTrack, mt_person_track, GTK_TYPE_WIDGET)

static void
snapshot_question_marks (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *bar)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, "?");
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoRectangle size;

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.75));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_extents (layout, NULL, &size);
  gtk_snapshot_push_clip (snapshot, bar);
  for (float x = bar->origin.x + 8; x + size.width < bar->origin.x + bar->size.width; x += 28)
    {
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (
          snapshot,
          &GRAPHENE_POINT_INIT (x, bar->origin.y + (bar->size.height - size.height) / 2.0f));
      gtk_snapshot_append_layout (snapshot, layout, &mt_palette_get ()->unknown);
      gtk_snapshot_restore (snapshot);
    }
  gtk_snapshot_pop (snapshot);
  g_object_unref (layout);
}

static void
snapshot_focus (GtkSnapshot *snapshot, const graphene_rect_t *bar, const MtPalette *palette)
{
  float middle = bar->origin.y + bar->size.height / 2;
  graphene_rect_t mark =
      GRAPHENE_RECT_INIT (bar->origin.x + 4, middle - 1, MAX (0, bar->size.width - 8), 2);

  mt_paint_bar (snapshot, bar, RADIUS, &palette->focus, NULL);
  gtk_snapshot_append_color (snapshot, &palette->focus_mark, &mark);
}

static void
snapshot_outlined_hatch (GtkSnapshot *snapshot,
                         const graphene_rect_t *bar,
                         MtHatch hatch,
                         const GdkRGBA *color)
{
  GskRoundedRect shape;

  mt_paint_hatch (snapshot, bar, RADIUS, hatch, 7, color);
  gsk_rounded_rect_init_from_rect (&shape, bar, MIN (RADIUS, bar->size.width / 2));
  gtk_snapshot_append_border (snapshot, &shape, (const float[4]){ 1, 1, 1, 1 },
                              (const GdkRGBA[4]){ *color, *color, *color, *color });
}

/* Where a segment lies, in the widget's pixels; nothing when it is out of sight. */
static gboolean
get_bar (MtPersonTrack *self, const MtTrackSegment *segment, graphene_rect_t *bar)
{
  GtkWidget *widget = GTK_WIDGET (self);
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  MtSpan axis = mt_axis_get_span (self->axis);
  gint64 start = MAX (segment->start, axis.start), end = MIN (segment->end, axis.end);
  float a = mt_axis_get_x (self->axis, widget, start, width);
  float b = mt_axis_get_x (self->axis, widget, end, width);
  float bar_height = segment->kind == MT_TRACK_NIGHT ? height : MIN (BAR_HEIGHT, height);

  if (end <= start)
    return FALSE;
  *bar = GRAPHENE_RECT_INIT (MIN (a, b), mt_paint_snap (widget, (height - bar_height) / 2),
                             MAX (ABS (b - a), 2), bar_height);
  return TRUE;
}

static GArray *
get_segments (MtPersonTrack *self)
{
  if (self->segments == NULL && self->person != NULL)
    self->segments = mt_person_item_dup_track (self->person, mt_axis_get_span (self->axis));
  return self->segments;
}

static void
snapshot_grid (MtPersonTrack *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  MtSpan axis = mt_axis_get_span (self->axis);
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  for (gint64 t = axis.start + 6 * 3600; t < axis.end; t += 6 * 3600)
    gtk_snapshot_append_color (
        snapshot, &mt_palette_get ()->grid,
        &GRAPHENE_RECT_INIT (mt_axis_get_x (self->axis, widget, t, width), 0, 1, height));
}

static void
mt_person_track_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MtPersonTrack *self = MT_PERSON_TRACK (widget);
  GArray *segments = get_segments (self);
  graphene_rect_t bar;

  snapshot_grid (self, snapshot);
  for (guint i = 0; segments != NULL && i < segments->len; i++)
    {
      const MtTrackSegment *segment = &g_array_index (segments, MtTrackSegment, i);

      if (get_bar (self, segment, &bar))
        mt_person_track_snapshot_bar (widget, snapshot, segment->kind, &bar);
    }
  if (mt_axis_get_narrow (self->axis))
    mt_axis_snapshot_lines (self->axis, widget, snapshot);
}

static void
moved_cb (MtPersonTrack *self)
{
  if (mt_axis_get_narrow (self->axis))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
forget_segments (MtPersonTrack *self)
{
  g_clear_pointer (&self->segments, g_array_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
mt_person_track_dispose (GObject *object)
{
  MtPersonTrack *self = MT_PERSON_TRACK (object);

  mt_person_track_set_person (self, NULL);
  g_clear_object (&self->axis);
  G_OBJECT_CLASS (mt_person_track_parent_class)->dispose (object);
}

static void
mt_person_track_class_init (MtPersonTrackClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_person_track_dispose;
  widget_class->snapshot = mt_person_track_snapshot;
  gtk_widget_class_set_css_name (widget_class, "mt-track");
  /* The row says the day in words. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
mt_person_track_init (MtPersonTrack *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * mt_person_track_new:
 * @axis: the axis it shares
 *
 * Makes a track without a person.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
mt_person_track_new (MtAxis *axis)
{
  MtPersonTrack *self = g_object_new (MT_TYPE_PERSON_TRACK, NULL);

  self->axis = g_object_ref (axis);
  g_signal_connect_object (axis, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (axis, "reset", G_CALLBACK (forget_segments), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * mt_person_track_set_person:
 * @self: a track
 * @person: (nullable): whose day it shows
 *
 * Changes the person; their day is asked for when it is drawn.
 */
void
mt_person_track_set_person (MtPersonTrack *self, MtPersonItem *person)
{
  if (self->person != NULL)
    g_signal_handlers_disconnect_by_func (self->person, forget_segments, self);
  g_set_object (&self->person, person);
  if (person != NULL)
    g_signal_connect_object (person, "notify::spoken-day", G_CALLBACK (forget_segments), self,
                             G_CONNECT_SWAPPED);
  forget_segments (self);
}

/**
 * mt_person_track_snapshot_bar:
 * @widget: what is drawn
 * @snapshot: where to draw
 * @kind: of time
 * @bar: where, in the widget's pixels
 *
 * Draws one stretch of time as it looks on every track and in the legend.
 */
void
mt_person_track_snapshot_bar (GtkWidget *widget,
                              GtkSnapshot *snapshot,
                              MtTrackKind kind,
                              const graphene_rect_t *bar)
{
  const MtPalette *palette = mt_palette_get ();

  switch (kind)
    {
    case MT_TRACK_NIGHT:
      gtk_snapshot_append_color (snapshot, &palette->night, bar);
      break;
    case MT_TRACK_HOURS:
      mt_paint_bar (snapshot, bar, RADIUS, &palette->hours, &palette->hours_edge);
      break;
    case MT_TRACK_TENTATIVE:
      snapshot_outlined_hatch (snapshot, bar, MT_HATCH_UP, &palette->tentative);
      break;
    case MT_TRACK_FOCUS:
      snapshot_focus (snapshot, bar, palette);
      break;
    case MT_TRACK_BUSY:
      mt_paint_bar (snapshot, bar, RADIUS, &palette->busy, &palette->busy_edge);
      break;
    case MT_TRACK_AWAY:
      snapshot_outlined_hatch (snapshot, bar, MT_HATCH_DOWN, &palette->away);
      break;
    case MT_TRACK_UNKNOWN:
      mt_paint_dashes (snapshot, bar, 7, &palette->unknown);
      snapshot_question_marks (widget, snapshot, bar);
      break;
    default:
      g_assert_not_reached ();
    }
}
