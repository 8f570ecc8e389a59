/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHoursGrid: the working hours of a week, drawn to be dragged and written to be typed.
 */
#pragma once

#include <gtk/gtk.h>
#include "core/mt-team.h"
#include "service/mt-format.h"

G_BEGIN_DECLS

#define MT_TYPE_HOURS_GRID (mt_hours_grid_get_type ())
G_DECLARE_FINAL_TYPE (MtHoursGrid, mt_hours_grid, MT, HOURS_GRID, GtkWidget)

/* Properties, read-only: problem (string, nullable): what is typed wrong, in words.
 * Signals: changed. Hours of NULL are the standard ones: a file without "hours". */
GtkWidget *mt_hours_grid_new (MtFormat *format);
void mt_hours_grid_set_hours (MtHoursGrid *self, const MtWeek *hours);
MtWeek *mt_hours_grid_dup_hours (MtHoursGrid *self); /* (transfer full) nullable */
const char *mt_hours_grid_get_problem (MtHoursGrid *self);

G_END_DECLS
