/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How MtSync fills its items.
 */
#pragma once

#include "service/sync/mt-sync-item.h"

G_BEGIN_DECLS

void mt_sync_item_update (MtSyncItem *self, const MtStoreCollection *collection);
void mt_sync_item_set_names (MtSyncItem *self, const char *title, const char *account);
void mt_sync_item_set_texts (MtSyncItem *self, char *checked_text, char *trouble_text);
void mt_sync_item_set_progress (MtSyncItem *self, gboolean working, double progress);
gint64 mt_sync_item_get_checked (MtSyncItem *self);
gint64 mt_sync_item_get_failed_since (MtSyncItem *self);
gboolean mt_sync_item_is_held (MtSyncItem *self);

G_END_DECLS
