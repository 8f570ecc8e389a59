/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What changes of tasks and of updates share.
 */
#pragma once

#include "service/mt-task-change.h"

G_BEGIN_DECLS

MtChange *mt_task_change_new (const MtTask *task, gboolean of_instance, gint64 now);
gboolean mt_change_check_text (const char *text, GError **error);
gboolean mt_change_check_address (const MtPerson *person, GError **error);
MtChange *mt_change_new_item (const MtPlace *place, MtItemKind kind, gint64 now);

G_END_DECLS
