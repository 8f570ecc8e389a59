/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTimeBar: the head of the people section: the slider over the shared axis, its ruler, and Now.
 */
#pragma once

#include "ui/people/mt-axis.h"

G_BEGIN_DECLS

#define MT_TYPE_TIME_BAR (mt_time_bar_get_type ())
G_DECLARE_FINAL_TYPE (MtTimeBar, mt_time_bar, MT, TIME_BAR, GtkWidget)

void mt_time_bar_set_axis (MtTimeBar *self, MtAxis *axis);

G_END_DECLS
