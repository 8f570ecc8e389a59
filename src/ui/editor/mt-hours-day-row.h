/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHoursDayRow: the hours of one weekday in words, and to be typed when it is opened.
 */
#pragma once

#include <adwaita.h>
#include "core/mt-team.h"
#include "service/mt-format.h"

G_BEGIN_DECLS

#define MT_TYPE_HOURS_DAY_ROW (mt_hours_day_row_get_type ())
G_DECLARE_FINAL_TYPE (MtHoursDayRow, mt_hours_day_row, MT, HOURS_DAY_ROW, AdwExpanderRow)

/* Signals: changed, whenever something else is typed; settled, when typing is over. To the actions
 * of MtHoursGrid goes what its buttons do. */
GtkWidget *mt_hours_day_row_new (MtFormat *format, MtWeekday day);
MtWeekday mt_hours_day_row_get_day (MtHoursDayRow *self);
void mt_hours_day_row_set_ranges (MtHoursDayRow *self, const GArray *ranges);
void mt_hours_day_row_get_ranges (MtHoursDayRow *self, GArray *ranges);
void mt_hours_day_row_focus_range (MtHoursDayRow *self, guint index);
const char *mt_hours_day_row_get_problem (MtHoursDayRow *self); /* (transfer none) nullable */

G_END_DECLS
