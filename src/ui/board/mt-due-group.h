/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDueGroup: until when a task is to be done: a date, with or without a time, on the clock of who
 * has it.
 */
#pragma once

#include <adwaita.h>
#include "core/mt-item.h"
#include "service/mt-session.h"

G_BEGIN_DECLS

#define MT_TYPE_DUE_GROUP (mt_due_group_get_type ())
G_DECLARE_FINAL_TYPE (MtDueGroup, mt_due_group, MT, DUE_GROUP, AdwPreferencesGroup)

GtkWidget *mt_due_group_new (MtSession *session);
void mt_due_group_set_assignee (MtDueGroup *self, const char *id);
void mt_due_group_set_due (MtDueGroup *self, MtTime due);
gboolean mt_due_group_get_due (MtDueGroup *self, MtTime *due, GError **error);

G_END_DECLS
