/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtFilterBar: which cards of the board are shown: chips, choices, a search, and a way back to all.
 */
#pragma once

#include <gtk/gtk.h>
#include "service/mt-task-filter.h"

G_BEGIN_DECLS

#define MT_TYPE_FILTER_BAR (mt_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (MtFilterBar, mt_filter_bar, MT, FILTER_BAR, GtkWidget)

/* Properties: session (MtSession, nullable); words (strv): the filter as
 *   mt_task_filter_to_strv() has it; narrow (boolean): in two lines. */
const MtTaskFilter *mt_filter_bar_get_filter (MtFilterBar *self);
void mt_filter_bar_clear (MtFilterBar *self);
void mt_filter_bar_set_shown (MtFilterBar *self, guint n_shown, guint n_tasks);

G_END_DECLS
