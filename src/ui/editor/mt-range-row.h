/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtRangeRow: hours of a day to be typed, from and to.
 */
#pragma once

#include <adwaita.h>
#include "core/mt-team.h"
#include "service/mt-format.h"

G_BEGIN_DECLS

#define MT_TYPE_RANGE_ROW (mt_range_row_get_type ())
G_DECLARE_FINAL_TYPE (MtRangeRow, mt_range_row, MT, RANGE_ROW, AdwPreferencesRow)

/* Signals: changed, whenever something else is typed; settled, when typing is over; removed, when
 * its button was pressed. */
GtkWidget *mt_range_row_new (MtFormat *format, const char *what, gboolean removable);
void mt_range_row_set_range (MtRangeRow *self, MtRange range);
void mt_range_row_focus_start (MtRangeRow *self);
gboolean mt_range_row_get_range (MtRangeRow *self, MtRange *range);
const char *mt_range_row_get_problem (MtRangeRow *self); /* (transfer none) nullable */

G_END_DECLS
