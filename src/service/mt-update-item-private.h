/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What only the session does with an MtUpdateItem.
 */
#pragma once

#include "service/mt-update-item.h"

G_BEGIN_DECLS

MtUpdateItem *mt_update_item_new (MtPersonItem *person);
void mt_update_item_refresh (MtUpdateItem *self);

G_END_DECLS
