/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncRow: one source: how old what it says is, and what is wrong with it.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/sync/mt-sync.h"

G_BEGIN_DECLS

#define MT_TYPE_SYNC_ROW (mt_sync_row_get_type ())
G_DECLARE_FINAL_TYPE (MtSyncRow, mt_sync_row, MT, SYNC_ROW, GtkWidget)

GtkWidget *mt_sync_row_new (MtSync *sync);
void mt_sync_row_set_item (MtSyncRow *self, MtSyncItem *item);
void mt_sync_row_update (MtSyncRow *self);

G_END_DECLS
