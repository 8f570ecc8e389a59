/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSyncItem: one place that is synced, for the window and the commands to list.
 */
#pragma once

#include <gio/gio.h>
#include "store/mt-item-store.h"

G_BEGIN_DECLS

#define MT_TYPE_SYNC_ITEM (mt_sync_item_get_type ())
G_DECLARE_FINAL_TYPE (MtSyncItem, mt_sync_item, MT, SYNC_ITEM, GObject)

/* Properties, read-only, all strings harmless to show and "" for none:
 *   url (string): as the team file or the account has it, or "freebusy:ADDRESS"
 *   title (string): what to call it; kind (string): "caldav", "feed", "freebusy", "availability",
 *     "team", "" not known yet; account (string): id of the account that is asked
 *   checked (int64): Unix seconds of the last success, 0 never; checked-text (string) "11:20",
 *     "Tue 11:20", "never"
 *   failed-since (int64): Unix seconds, 0 when the last try went well; trouble-text (string): what
 *     went wrong and since when
 *   n-items, n-parked, n-pending, n-conflicts, n-vanished (uint)
 *   held (boolean): more than half of it vanished at once: mt_sync_accept_vanished()
 *   progress (double): 0 to 1 while it is being fetched, -1 otherwise, or when nobody knows
 *   working (boolean): it is being fetched */
MtSyncItem *mt_sync_item_new (const char *url);
const char *mt_sync_item_get_url (MtSyncItem *self);

G_END_DECLS
