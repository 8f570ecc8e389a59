/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHoursLabels: the words on a grid of hours. Readers hear none of them: the grid says what is at
 * its cursor.
 */
#include "config.h"

#include "ui/editor/mt-hours-labels.h"

#include <string.h>

#include "ui/editor/mt-hours-text.h"

#define HOUR_S 3600
#define TICK_H 3
#define N_TICKS (24 / TICK_H + 1)
#define GAP_PX 8

struct _MtHoursLabels
{
  GtkWidget *parent; /* unowned: it owns this */
  MtFormat *format;  /* owned */
  GtkWidget *days[MT_HOURS_N_DAYS];
  GtkWidget *ticks[N_TICKS];
  GPtrArray *bars; /* owned (element-type GtkLabel, unowned: children of `parent`), one a piece */
};

static GtkWidget *
add_label (MtHoursLabels *self, const char *text, const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "can-target", FALSE, NULL);

  gtk_widget_add_css_class (label, class);
  gtk_widget_set_parent (label, self->parent);
  return label;
}

/* "9" or "9 AM", as on the ruler of the people. */
static char *
dup_tick (MtHoursLabels *self, int hour)
{
  g_autofree char *whole = NULL;
  char *minutes;

  if (!mt_format_get_twelve_hour (self->format))
    return g_strdup_printf ("%02d", hour);
  whole = mt_format_wall_time (self->format, hour * HOUR_S);
  minutes = strstr (whole, ":00");
  if (minutes != NULL)
    memmove (minutes, minutes + 3, strlen (minutes + 3) + 1);
  return g_steal_pointer (&whole);
}

/**
 * mt_hours_labels_new:
 * @parent: the grid, which gets them as children
 * @format: how times are written
 *
 * Returns: (transfer full): the labels of days and hours
 */
MtHoursLabels *
mt_hours_labels_new (GtkWidget *parent, MtFormat *format)
{
  MtHoursLabels *self = g_new0 (MtHoursLabels, 1);

  self->parent = parent;
  self->format = g_object_ref (format);
  self->bars = g_ptr_array_new ();
  for (int i = 0; i < MT_HOURS_N_DAYS; i++)
    self->days[i] = add_label (self, mt_format_weekday_short (format, (MtWeekday) i), "day");
  for (int i = 0; i < N_TICKS; i++)
    {
      g_autofree char *text = dup_tick (self, i * TICK_H);

      self->ticks[i] = add_label (self, text, "hour");
    }
  return self;
}

/**
 * mt_hours_labels_free:
 * @self: (transfer full): labels
 *
 * Takes the labels off the grid.
 */
void
mt_hours_labels_free (MtHoursLabels *self)
{
  for (int i = 0; i < MT_HOURS_N_DAYS; i++)
    gtk_widget_unparent (self->days[i]);
  for (int i = 0; i < N_TICKS; i++)
    gtk_widget_unparent (self->ticks[i]);
  g_ptr_array_foreach (self->bars, (GFunc) gtk_widget_unparent, NULL);
  g_ptr_array_unref (self->bars);
  g_object_unref (self->format);
  g_free (self);
}

/* Of the two pieces of a range that goes on after midnight one is written on. */
static gboolean
is_longer (const MtWeek *week, const MtHoursPiece *piece)
{
  const MtRange *range = &g_array_index (week->days[piece->day], MtRange, piece->index);
  const gint32 length_s = piece->end_s - piece->start_s;
  const gint32 other_s = range->end_s - range->start_s - length_s;

  return piece->comes_in ? length_s > other_s : length_s >= other_s;
}

/**
 * mt_hours_labels_set_week:
 * @self: labels
 * @week: what is drawn
 *
 * Writes what stands on the bars. One that goes on after midnight is written where it is longer.
 */
void
mt_hours_labels_set_week (MtHoursLabels *self, const MtWeek *week)
{
  g_autoptr (GArray) pieces = mt_hours_dup_pieces (week);

  while (self->bars->len > pieces->len)
    gtk_widget_unparent (g_ptr_array_steal_index (self->bars, self->bars->len - 1));
  while (self->bars->len < pieces->len)
    g_ptr_array_add (self->bars, add_label (self, "", "bar"));
  for (guint i = 0; i < pieces->len; i++)
    {
      const MtHoursPiece *piece = &g_array_index (pieces, MtHoursPiece, i);
      g_autofree char *text = mt_hours_format_range (
          self->format, g_array_index (week->days[piece->day], MtRange, piece->index));

      gtk_label_set_label (g_ptr_array_index (self->bars, i), is_longer (week, piece) ? text : "");
    }
}

static int
natural_width (GtkWidget *label)
{
  int natural;

  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/**
 * mt_hours_labels_measure:
 * @self: labels
 * @lead: (out): the width that the names of the days need, in pixels
 * @side: (out): the width beside the last hour, for half of its name
 * @top: (out): the height that the hours need
 */
void
mt_hours_labels_measure (MtHoursLabels *self, int *lead, int *side, int *top)
{
  *lead = 0;
  *side = natural_width (self->ticks[N_TICKS - 1]) / 2 + GAP_PX;
  for (int i = 0; i < MT_HOURS_N_DAYS; i++)
    *lead = MAX (*lead, natural_width (self->days[i]));
  *lead += 2 * GAP_PX;
  gtk_widget_measure (self->ticks[0], GTK_ORIENTATION_VERTICAL, -1, NULL, top, NULL, NULL);
  *top += 4;
}

static void
place (GtkWidget *label, float x, float y, int width, float height)
{
  GtkAllocation at = { (int) (x + 0.5f), (int) (y + 0.5f), width, (int) height };

  gtk_widget_size_allocate (label, &at, -1);
}

static void
place_day (MtHoursLabels *self, const MtHoursLayout *layout, MtWeekday day)
{
  float y = layout->y + layout->row_height * (float) mt_hours_layout_row (layout, day);
  int width = natural_width (self->days[day]);
  float x = layout->mirrored ? layout->x + layout->width + GAP_PX : layout->x - GAP_PX - width;

  place (self->days[day], x, y, width, layout->row_height);
}

/* Every third hour, or as many fewer as there is room for; midnight of the next day never gives
 * way. */
static void
place_ticks (MtHoursLabels *self, const MtHoursLayout *layout)
{
  int widest = 0, stride = 1;

  for (int i = 0; i < N_TICKS; i++)
    widest = MAX (widest, natural_width (self->ticks[i]));
  while (stride < N_TICKS - 1 &&
         layout->width / (float) (N_TICKS - 1) * (float) stride < (float) (widest + GAP_PX))
    stride *= 2;
  for (int i = 0; i < N_TICKS; i++)
    {
      float along = layout->width * (float) i / (N_TICKS - 1);
      int width = natural_width (self->ticks[i]);
      float x = layout->x + (layout->mirrored ? layout->width - along : along) - (float) width / 2;

      gtk_widget_set_child_visible (self->ticks[i], i % stride == 0);
      place (self->ticks[i], x, 0, width, layout->y - 2);
    }
}

/**
 * mt_hours_labels_allocate:
 * @self: labels
 * @layout: where the grid lies
 * @week: what is drawn, as it was set
 *
 * Puts the labels where they belong. Those of bars that are too short are not seen.
 */
void
mt_hours_labels_allocate (MtHoursLabels *self, const MtHoursLayout *layout, const MtWeek *week)
{
  g_autoptr (GArray) pieces = mt_hours_dup_pieces (week);

  for (int i = 0; i < MT_HOURS_N_DAYS; i++)
    place_day (self, layout, (MtWeekday) i);
  place_ticks (self, layout);
  for (guint i = 0; i < self->bars->len; i++)
    {
      GtkWidget *label = g_ptr_array_index (self->bars, i);
      int natural = natural_width (label);
      float x, y, width;

      mt_hours_layout_place (layout, &g_array_index (pieces, MtHoursPiece, i), &x, &y, &width);
      gtk_widget_set_child_visible (label, (float) natural + GAP_PX <= width);
      place (label, x + (width - (float) natural) / 2, y, natural, layout->row_height);
    }
}

/**
 * mt_hours_labels_snapshot:
 * @self: labels
 * @snapshot: where to draw
 *
 * Draws the labels, over what is drawn by hand.
 */
void
mt_hours_labels_snapshot (MtHoursLabels *self, GtkSnapshot *snapshot)
{
  for (int i = 0; i < MT_HOURS_N_DAYS; i++)
    gtk_widget_snapshot_child (self->parent, self->days[i], snapshot);
  for (int i = 0; i < N_TICKS; i++)
    gtk_widget_snapshot_child (self->parent, self->ticks[i], snapshot);
  for (guint i = 0; i < self->bars->len; i++)
    gtk_widget_snapshot_child (self->parent, g_ptr_array_index (self->bars, i), snapshot);
}
