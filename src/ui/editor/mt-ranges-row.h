/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtRangesRow: the hours of one date to be typed: some ranges, or none.
 */
#pragma once

#include <adwaita.h>
#include "core/mt-team.h"
#include "service/mt-format.h"

G_BEGIN_DECLS

#define MT_TYPE_RANGES_ROW (mt_ranges_row_get_type ())
G_DECLARE_FINAL_TYPE (MtRangesRow, mt_ranges_row, MT, RANGES_ROW, AdwPreferencesRow)

/* Signals: changed. */
GtkWidget *mt_ranges_row_new (MtFormat *format);
void mt_ranges_row_set_ranges (MtRangesRow *self, const GArray *ranges);
GArray *mt_ranges_row_dup_ranges (MtRangesRow *self);      /* (element-type MtRange) */
const char *mt_ranges_row_get_problem (MtRangesRow *self); /* (transfer none) nullable */

G_END_DECLS
