/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What only the board model does with an MtTaskItem.
 */
#pragma once

#include "service/mt-moment.h"
#include "service/mt-task-item.h"

G_BEGIN_DECLS

MtTaskItem *mt_task_item_new (MtMoment *moment, const MtTask *task, MtPersonItem *assignee);
void mt_task_item_set_task (MtTaskItem *self,
                            MtMoment *moment,
                            const MtTask *task,
                            MtPersonItem *assignee);
void mt_task_item_refresh (MtTaskItem *self);

G_END_DECLS
