/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtUpdateRow: one person's update of their day.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-update-item.h"

G_BEGIN_DECLS

#define MT_TYPE_UPDATE_ROW (mt_update_row_get_type ())
G_DECLARE_FINAL_TYPE (MtUpdateRow, mt_update_row, MT, UPDATE_ROW, GtkWidget)

GtkWidget *mt_update_row_new (void);
void mt_update_row_set_update (MtUpdateRow *self, MtUpdateItem *update);

G_END_DECLS
