/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What only the board model does with an MtColumnItem.
 */
#pragma once

#include "service/mt-column-item.h"

G_BEGIN_DECLS

MtColumnItem *mt_column_item_new (const char *name);
void mt_column_item_set_tasks (MtColumnItem *self, GPtrArray *tasks);
const char *mt_column_item_get_name (MtColumnItem *self);

G_END_DECLS
