/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHoursCanvas: a week of working hours, drawn: a row for each day, to be dragged and walked.
 */
#pragma once

#include <gtk/gtk.h>
#include "core/mt-team.h"
#include "service/mt-format.h"

G_BEGIN_DECLS

#define MT_TYPE_HOURS_CANVAS (mt_hours_canvas_get_type ())
G_DECLARE_FINAL_TYPE (MtHoursCanvas, mt_hours_canvas, MT, HOURS_CANVAS, GtkWidget)

/* Signals: changed, when something was drawn, moved or taken out; opened (y: day, u: which of its
 * ranges), when Enter is pressed. */
GtkWidget *mt_hours_canvas_new (MtFormat *format);
void mt_hours_canvas_set_week (MtHoursCanvas *self, const MtWeek *week);
const MtWeek *mt_hours_canvas_get_week (MtHoursCanvas *self); /* (transfer none) */

G_END_DECLS
