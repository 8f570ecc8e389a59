/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLabelGroup: the labels of a task: chips that go away, and a row to add one.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MT_TYPE_LABEL_GROUP (mt_label_group_get_type ())
G_DECLARE_FINAL_TYPE (MtLabelGroup, mt_label_group, MT, LABEL_GROUP, AdwPreferencesGroup)

GtkWidget *mt_label_group_new (void);
void mt_label_group_set_labels (MtLabelGroup *self, const char *const *labels);
char **mt_label_group_dup_labels (MtLabelGroup *self, gboolean with_typed);

G_END_DECLS
