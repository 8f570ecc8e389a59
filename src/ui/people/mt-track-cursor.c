/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTrackCursor: the one place of a track that can have the focus. GTK 4.8 announces nothing by
 * itself: what is under the cursor is its accessible name, and a reader hears that change.
 */
#include "config.h"

#include "ui/people/mt-track-cursor.h"

struct _MtTrackCursor
{
  GtkWidget parent_instance;

  MtAxis *axis;         /* owned */
  MtPersonItem *person; /* owned */
  MtTrackSegment stop;  /* where it is; empty: nowhere yet */
  char *text;           /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (MtTrackCursor, mt_track_cursor, GTK_TYPE_WIDGET)

static void
go_to (MtTrackCursor *self, const MtTrackSegment *stop)
{
  self->stop = *stop;
  g_free (self->text);
  self->text = mt_person_item_dup_stop_text (self->person, stop);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->text,
                                  -1);
  gtk_widget_queue_allocate (gtk_widget_get_parent (GTK_WIDGET (self)));
}

/* The stop at an instant, else the first one. */
static guint
find_stop (const GArray *stops, gint64 instant)
{
  for (guint i = 0; i < stops->len; i++)
    {
      const MtTrackSegment *stop = &g_array_index (stops, MtTrackSegment, i);

      if (stop->start <= instant && instant < stop->end)
        return i;
    }
  return 0;
}

static void
mt_track_cursor_dispose (GObject *object)
{
  g_clear_object (&MT_TRACK_CURSOR (object)->axis);
  g_clear_object (&MT_TRACK_CURSOR (object)->person);
  G_OBJECT_CLASS (mt_track_cursor_parent_class)->dispose (object);
}

static void
mt_track_cursor_finalize (GObject *object)
{
  g_free (MT_TRACK_CURSOR (object)->text);
  G_OBJECT_CLASS (mt_track_cursor_parent_class)->finalize (object);
}

static void
mt_track_cursor_class_init (MtTrackCursorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mt_track_cursor_dispose;
  G_OBJECT_CLASS (class)->finalize = mt_track_cursor_finalize;
  gtk_widget_class_set_css_name (widget_class, "mt-track-cursor");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
mt_track_cursor_init (MtTrackCursor *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * mt_track_cursor_new:
 * @axis: the axis of the track
 * @person: whose track
 *
 * Makes a cursor that is nowhere yet; it gets a track as its parent before it walks.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
mt_track_cursor_new (MtAxis *axis, MtPersonItem *person)
{
  MtTrackCursor *self = g_object_new (MT_TYPE_TRACK_CURSOR, NULL);

  self->axis = g_object_ref (axis);
  self->person = g_object_ref (person);
  return GTK_WIDGET (self);
}

/**
 * mt_track_cursor_walk:
 * @self: a cursor
 * @direction: 1 to what comes later, -1 to what was before
 *
 * Goes to the next stretch of the track; from nowhere, to the one at the chosen instant.
 *
 * Returns: whether there is one
 */
gboolean
mt_track_cursor_walk (MtTrackCursor *self, int direction)
{
  g_autoptr (GArray) stops = mt_person_item_dup_stops (self->person, mt_axis_get_span (self->axis));
  gboolean nowhere = self->stop.end <= self->stop.start;
  guint at = find_stop (stops, nowhere ? mt_session_get_at (mt_axis_get_session (self->axis))
                                       : self->stop.start);

  if (!nowhere && ((direction < 0 && at == 0) || (direction > 0 && at + 1 >= stops->len)))
    return FALSE;
  if (!nowhere)
    at += direction;
  if (at >= stops->len)
    return FALSE;
  go_to (self, &g_array_index (stops, MtTrackSegment, at));
  return TRUE;
}

/**
 * mt_track_cursor_refresh:
 * @self: a cursor
 *
 * Call when the day or the data changed: it stays where it is as far as that is still there.
 */
void
mt_track_cursor_refresh (MtTrackCursor *self)
{
  g_autoptr (GArray) stops = mt_person_item_dup_stops (self->person, mt_axis_get_span (self->axis));

  if (stops->len > 0)
    go_to (self, &g_array_index (stops, MtTrackSegment, find_stop (stops, self->stop.start)));
}

/**
 * mt_track_cursor_get_span:
 * @self: a cursor
 *
 * Returns: where it is
 */
MtSpan
mt_track_cursor_get_span (MtTrackCursor *self)
{
  return (MtSpan){ self->stop.start, self->stop.end };
}

/**
 * mt_track_cursor_get_text:
 * @self: a cursor
 *
 * Returns: (transfer none) (nullable): what is there, in words
 */
const char *
mt_track_cursor_get_text (MtTrackCursor *self)
{
  return self->text;
}
