/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * What a VTODO means here: a task of the board.
 */
#pragma once

#include "core/mt-task.h"

G_BEGIN_DECLS

void mt_task_reader_read (const MtTeam *team, const GPtrArray *items, gint64 now, GPtrArray *tasks);
guint
mt_task_reader_find_column (const MtTeam *team, MtStatus status, const char *const *categories);
char **mt_task_reader_collect_labels (const char *const *categories, const MtColumn *column);
char *mt_task_reader_check_url (const char *url);

G_END_DECLS
