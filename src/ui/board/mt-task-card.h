/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTaskCard: one card of the board.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-task-item.h"

G_BEGIN_DECLS

#define MT_TYPE_TASK_CARD (mt_task_card_get_type ())
G_DECLARE_FINAL_TYPE (MtTaskCard, mt_task_card, MT, TASK_CARD, GtkWidget)

GtkWidget *mt_task_card_new (void);
void mt_task_card_set_task (MtTaskCard *self, MtTaskItem *task);
const char *mt_task_card_get_id (MtTaskCard *self); /* nullable */

G_END_DECLS
