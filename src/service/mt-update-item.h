/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtUpdateItem: one person's update of the day: what is due until when, or what they posted.
 */
#pragma once

#include <gio/gio.h>
#include "core/mt-due.h"
#include "service/mt-person-item.h"

G_BEGIN_DECLS

#define MT_TYPE_UPDATE_ITEM (mt_update_item_get_type ())
G_DECLARE_FINAL_TYPE (MtUpdateItem, mt_update_item, MT, UPDATE_ITEM, GObject)

/* Properties, read-only:
 *   person (MtPersonItem); state (int, MtDueKind); state-text (string) "overdue", "posted 09:58"
 *   due-text (string) "due at 19:00 her time" is never guessed by name: "due 19:00 in Cairo";
 * due-yours (string) "your 14:30" due (int64, G_MAXINT64 none); text (string) first lines of the
 * post, fit to show; replies-text (string) "2 replies"; pending (boolean): the post is not as its
 * server has it; sync-state (int, MtPending); sync-text (string) "Waiting to be sent", ...;
 * description (string) */
MtDue mt_update_item_get_due (MtUpdateItem *self);

G_END_DECLS
