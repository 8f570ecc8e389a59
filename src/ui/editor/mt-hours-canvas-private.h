/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The insides of MtHoursCanvas, for the files that draw it and walk it.
 */
#pragma once

#include "ui/editor/mt-hours-canvas.h"
#include "ui/editor/mt-hours-edit.h"
#include "ui/editor/mt-hours-labels.h"

G_BEGIN_DECLS

struct _MtHoursCanvas
{
  GtkWidget parent_instance;

  MtFormat *format; /* owned */
  MtWeek *week;     /* owned, unshared */
  MtWeek *before;   /* owned, nullable: while something is dragged, what was there */
  MtHoursGrip grip; /* what is held, while it is */
  float press_x;
  float press_y;
  MtHoursLabels *labels; /* owned */
  MtHoursLayout layout;
  MtWeekday day;   /* the cursor: a day and */
  guint index;     /* which of its ranges, where it has some */
  GtkWidget *menu; /* nullable: made when it is opened */
};

/* mt-hours-canvas.c */
const MtRange *mt_hours_canvas_get_range (MtHoursCanvas *self); /* at the cursor, nullable */
void mt_hours_canvas_go_to (MtHoursCanvas *self, MtWeekday day, guint index);
void mt_hours_canvas_replace_range (MtHoursCanvas *self, MtWeekday day, MtRange range);
void mt_hours_canvas_remove_at_cursor (MtHoursCanvas *self);
gboolean mt_hours_canvas_cancel_drag (MtHoursCanvas *self);
void mt_hours_canvas_open_menu (MtHoursCanvas *self, const GdkRectangle *at);

/* mt-hours-canvas-keys.c */
gboolean
mt_hours_canvas_press_key (MtHoursCanvas *self, guint key, guint code, GdkModifierType modifiers);

/* mt-hours-canvas-draw.c */
void mt_hours_canvas_draw (MtHoursCanvas *self, GtkSnapshot *snapshot);

G_END_DECLS
