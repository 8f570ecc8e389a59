/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtPeriodRow: one entry of a list by date: a first and a last day, or one day, and what it is
 * about.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-format.h"

G_BEGIN_DECLS

#define MT_TYPE_PERIOD_ROW (mt_period_row_get_type ())
G_DECLARE_FINAL_TYPE (MtPeriodRow, mt_period_row, MT, PERIOD_ROW, AdwExpanderRow)

/* Signals: changed, whenever another date is typed; removed, when its button was pressed. */
GtkWidget *
mt_period_row_new (MtFormat *format, MtDate today, guint index, gboolean single, GtkWidget *about);
guint mt_period_row_get_index (MtPeriodRow *self);
GtkWidget *mt_period_row_get_about (MtPeriodRow *self); /* (transfer none) */
void mt_period_row_set_period (MtPeriodRow *self, MtDate from, MtDate to);
gboolean mt_period_row_get_period (MtPeriodRow *self, MtDate *from, MtDate *to);
void mt_period_row_describe (MtPeriodRow *self, const char *text, const char *problem);
void mt_period_row_focus_first (MtPeriodRow *self);
const char *mt_period_row_get_problem (MtPeriodRow *self); /* (transfer none) nullable */

G_END_DECLS
