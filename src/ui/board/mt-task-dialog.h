/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTaskDialog: all of one task, to be changed, or a new one.
 */
#pragma once

#include <adwaita.h>
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_TASK_DIALOG (mt_task_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MtTaskDialog, mt_task_dialog, MT, TASK_DIALOG, AdwWindow)

GtkWindow *mt_task_dialog_new (GtkWindow *parent, MtSession *session, const MtTask *task);
GtkWindow *mt_task_dialog_new_task (GtkWindow *parent, MtSession *session, guint column);

G_END_DECLS
