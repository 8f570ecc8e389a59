/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHoursCanvas: what keys do at its cursor.
 */
#include "config.h"

#include "ui/editor/mt-hours-canvas-private.h"

/* To the next range in this direction, of the next day when this one has no more. */
static gboolean
walk_ranges (MtHoursCanvas *self, int by)
{
  const guint n = self->week->days[self->day]->len;
  gint32 row = mt_hours_layout_row (&self->layout, self->day) + by;
  MtWeekday day;

  if (by > 0 ? self->index + 1 < n : self->index > 0)
    {
      mt_hours_canvas_go_to (self, self->day, by > 0 ? self->index + 1 : self->index - 1);
      return TRUE;
    }
  if (row < 0 || row >= MT_HOURS_N_DAYS)
    return FALSE;
  day = mt_hours_layout_day (&self->layout, row);
  mt_hours_canvas_go_to (self, day, by > 0 ? 0 : G_MAXUINT);
  return TRUE;
}

static gboolean
walk_days (MtHoursCanvas *self, int by)
{
  gint32 row = mt_hours_layout_row (&self->layout, self->day) + by;

  if (row < 0 || row >= MT_HOURS_N_DAYS)
    return FALSE;
  mt_hours_canvas_go_to (self, mt_hours_layout_day (&self->layout, row), self->index);
  return TRUE;
}

/* A quarter of an hour, as if the pointer had dragged that part. */
static gboolean
nudge (MtHoursCanvas *self, MtHoursPart part, int by)
{
  const MtRange *range = mt_hours_canvas_get_range (self);
  MtHoursGrip grip = { .part = part, .day = self->day, .index = self->index };
  MtWeekday day;
  MtRange moved;

  if (range == NULL)
    return FALSE;
  grip.range = *range;
  mt_hours_grip_move (&grip, 0, by * MT_HOURS_STEP_S, &day, &moved);
  mt_hours_canvas_replace_range (self, day, moved);
  return TRUE;
}

static gboolean
arrow (MtHoursCanvas *self, int by, GdkModifierType modifiers)
{
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0, control = (modifiers & GDK_CONTROL_MASK) != 0;

  if (self->layout.mirrored)
    by = -by;
  if (shift)
    return nudge (self, control ? MT_HOURS_START : MT_HOURS_END, by);
  return control ? nudge (self, MT_HOURS_BODY, by) : walk_ranges (self, by);
}

static gboolean
open_menu_at_cursor (MtHoursCanvas *self)
{
  float y = self->layout.y +
            self->layout.row_height * (float) mt_hours_layout_row (&self->layout, self->day);

  mt_hours_canvas_open_menu (self, &(GdkRectangle){ (int) (self->layout.x + self->layout.width / 2),
                                                    (int) y, 1, (int) self->layout.row_height });
  return TRUE;
}

/**
 * mt_hours_canvas_press_key: (skip)
 * @self: a grid
 * @key: a key
 * @code: of the keyboard
 * @modifiers: what is held with it
 *
 * Returns: whether it means something here
 */
gboolean
mt_hours_canvas_press_key (MtHoursCanvas *self, guint key, guint code, GdkModifierType modifiers)
{
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      return arrow (self, key == GDK_KEY_Left ? -1 : 1, modifiers);
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      return walk_days (self, key == GDK_KEY_Up ? -1 : 1);
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      mt_hours_canvas_remove_at_cursor (self);
      return TRUE;
    case GDK_KEY_Insert:
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
      return gtk_widget_activate_action (GTK_WIDGET (self), "hours.add", "y", (guchar) self->day);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      g_signal_emit_by_name (self, "opened", (guchar) self->day, self->index);
      return TRUE;
    case GDK_KEY_Escape:
      return mt_hours_canvas_cancel_drag (self);
    case GDK_KEY_Menu:
      return open_menu_at_cursor (self);
    case GDK_KEY_F10:
      return (modifiers & GDK_SHIFT_MASK) != 0 && open_menu_at_cursor (self);
    default:
      return FALSE;
    }
}
