/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFaultRow: says below a row what is wrong with it, while something is.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MT_TYPE_FAULT_ROW (mt_fault_row_get_type ())
G_DECLARE_FINAL_TYPE (MtFaultRow, mt_fault_row, MT, FAULT_ROW, AdwPreferencesRow)

GtkWidget *mt_fault_row_new (void);
void mt_fault_row_say (MtFaultRow *self, GtkWidget *row, const char *fault);

G_END_DECLS
