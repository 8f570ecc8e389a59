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
#include "ui/people/mt-track-cursor.h"

#define BAR_HEIGHT 18
#define RADIUS 4

struct _MtPersonTrack
{
  GtkWidget parent_instance;

  MtAxis *axis;         /* owned */
  MtPersonItem *person; /* owned, nullable */
  GArray *segments;     /* owned, nullable: to be asked for */
  PangoLayout *mark;    /* owned, nullable: the "?" of unknown time */
  GtkWidget *cursor;    /* nullable: there while it has the focus */
};

G_DEFINE_FINAL_TYPE (MtPersonTrack, mt_person_track, GTK_TYPE_WIDGET)

enum
{
  NAMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
snapshot_question_marks (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *bar)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, "?");
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoRectangle size;

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (MT_PAINT_SMALL));
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
  if (self->cursor != NULL)
    gtk_widget_snapshot_child (widget, self->cursor, snapshot);
}

static void
moved_cb (MtPersonTrack *self)
{
  if (mt_axis_get_narrow (self->axis))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Where a stretch of time lies, over the whole height. */
static GdkRectangle
get_area (MtPersonTrack *self, MtSpan span)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget);
  MtSpan axis = mt_axis_get_span (self->axis);
  int a = (int) mt_axis_get_x (self->axis, widget, MAX (span.start, axis.start), width);
  int b = (int) mt_axis_get_x (self->axis, widget, MIN (span.end, axis.end), width);

  return (GdkRectangle){ MIN (a, b), 0, MAX (ABS (b - a), 4), gtk_widget_get_height (widget) };
}

/* What is under the pointer, on both clocks. */
static gboolean
mt_person_track_query_tooltip (GtkWidget *widget,
                               int x,
                               int y,
                               gboolean keyboard,
                               GtkTooltip *tooltip)
{
  MtPersonTrack *self = MT_PERSON_TRACK (widget);
  gint64 instant;
  g_autoptr (GArray) stops = NULL;

  if (keyboard || self->person == NULL)
    return FALSE;
  instant = mt_axis_get_instant (self->axis, widget, x, MAX (1, gtk_widget_get_width (widget)));
  stops = mt_person_item_dup_stops (self->person, mt_axis_get_span (self->axis));
  for (guint i = 0; i < stops->len; i++)
    {
      const MtTrackSegment *stop = &g_array_index (stops, MtTrackSegment, i);
      g_autofree char *text = NULL;
      GdkRectangle area;

      if (instant < stop->start || instant >= stop->end)
        continue;
      text = mt_person_item_dup_stop_text (self->person, stop);
      area = get_area (self, (MtSpan){ stop->start, stop->end });
      gtk_tooltip_set_text (tooltip, text);
      gtk_tooltip_set_tip_area (tooltip, &area);
      return TRUE;
    }
  return FALSE;
}

static void
mt_person_track_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MtPersonTrack *self = MT_PERSON_TRACK (widget);
  GdkRectangle area;

  if (self->cursor == NULL)
    return;
  gtk_widget_measure (self->cursor, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  area = get_area (self, mt_track_cursor_get_span (MT_TRACK_CURSOR (self->cursor)));
  gtk_widget_size_allocate (self->cursor, &area, -1);
}

static void
remove_cursor (MtPersonTrack *self)
{
  if (self->cursor == NULL)
    return;
  gtk_widget_unparent (g_steal_pointer (&self->cursor));
  g_signal_emit (self, signals[NAMED], 0, NULL);
}

static gboolean
remove_cursor_cb (gpointer user_data)
{
  MtPersonTrack *self = MT_PERSON_TRACK (user_data);

  if (self->cursor != NULL && !gtk_widget_is_focus (self->cursor))
    remove_cursor (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: the focus is on its way to another widget. */
static void
cursor_left_cb (MtPersonTrack *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, remove_cursor_cb, g_object_ref (self), g_object_unref);
}

static void
add_cursor (MtPersonTrack *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->cursor = mt_track_cursor_new (self->axis, self->person);
  g_signal_connect_object (focus, "leave", G_CALLBACK (cursor_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->cursor, focus);
  gtk_widget_set_parent (self->cursor, GTK_WIDGET (self));
}

static void
tell_name (MtPersonTrack *self)
{
  g_signal_emit (self, signals[NAMED], 0,
                 mt_track_cursor_get_text (MT_TRACK_CURSOR (self->cursor)));
}

static void
forget_segments (MtPersonTrack *self)
{
  if (self->cursor != NULL)
    {
      mt_track_cursor_refresh (MT_TRACK_CURSOR (self->cursor));
      tell_name (self);
    }
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
  widget_class->size_allocate = mt_person_track_size_allocate;
  widget_class->query_tooltip = mt_person_track_query_tooltip;
  widget_class->snapshot = mt_person_track_snapshot;
  signals[NAMED] = g_signal_new ("named", MT_TYPE_PERSON_TRACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "mt-track");
  /* The row says the day in words; presentation would hide the cursor, too. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
mt_person_track_init (MtPersonTrack *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
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
  remove_cursor (self);
  if (self->person != NULL)
    g_signal_handlers_disconnect_by_func (self->person, forget_segments, self);
  g_set_object (&self->person, person);
  if (person != NULL)
    g_signal_connect_object (person, "notify::spoken-day", G_CALLBACK (forget_segments), self,
                             G_CONNECT_SWAPPED);
  forget_segments (self);
}

/**
 * mt_person_track_walk:
 * @self: a track
 * @direction: 1 to what comes later, -1 to what was before
 *
 * Moves the focus to the track's cursor, or the cursor along the track.
 *
 * Returns: whether there was somewhere to go
 */
gboolean
mt_person_track_walk (MtPersonTrack *self, int direction)
{
  if (self->person == NULL)
    return FALSE;
  if (self->cursor == NULL)
    add_cursor (self);
  if (!mt_track_cursor_walk (MT_TRACK_CURSOR (self->cursor), direction))
    return FALSE;
  gtk_widget_grab_focus (self->cursor);
  tell_name (self);
  return TRUE;
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
