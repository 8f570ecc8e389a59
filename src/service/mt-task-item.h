/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTaskItem: one card of the board at the chosen instant.
 */
#pragma once

#include <gio/gio.h>
#include "core/mt-task.h"
#include "service/mt-person-item.h"
#include "service/mt-task-filter.h"

G_BEGIN_DECLS

#define MT_TYPE_TASK_ITEM (mt_task_item_get_type ())
G_DECLARE_FINAL_TYPE (MtTaskItem, mt_task_item, MT, TASK_ITEM, GObject)

/* Properties, read-only:
 *   id, title (string, fit to show); assignee (MtPersonItem, nullable); assignee-name (string)
 *   due-text (string) "Thu 17:00 Cairo", "2 days over", ""; age-text (string) "changed yesterday"
 *   reason (string, nullable): why it is blocked; weight (int) 1 high, -1 low priority, 0 neither
 *   n-comments (uint); recurs, overdue, blocked, urgent, mine (boolean); labels (strv)
 *   pending (boolean): not as its server has it; sync-state (int, MtPending); sync-text (string)
 *     "Waiting to be sent", "Refused: ...", "Changed by somebody else too", "" when not pending
 *   description (string) all of it in words */
const MtTask *mt_task_item_get_task (MtTaskItem *self);
gboolean mt_task_item_match (MtTaskItem *self, const MtTaskFilter *filter);

G_END_DECLS
