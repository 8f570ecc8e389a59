/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtColumnItem: one column of the board.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MT_TYPE_COLUMN_ITEM (mt_column_item_get_type ())
G_DECLARE_FINAL_TYPE (MtColumnItem, mt_column_item, MT, COLUMN_ITEM, GObject)

/* Properties, read-only: name (string); tasks (GListModel of MtTaskItem); n-tasks (uint). */
GListModel *mt_column_item_get_tasks (MtColumnItem *self);

G_END_DECLS
