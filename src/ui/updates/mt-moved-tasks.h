/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtMovedTasks: one's tasks that changed on a date, ready to be put into an update.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_MOVED_TASKS (mt_moved_tasks_get_type ())
G_DECLARE_FINAL_TYPE (MtMovedTasks, mt_moved_tasks, MT, MOVED_TASKS, GtkWidget)

/* Signal: insert (string, boolean): this title is wanted, among what is done or what is next. */
void mt_moved_tasks_set_day (MtMovedTasks *self, MtSession *session, MtDate day);

G_END_DECLS
