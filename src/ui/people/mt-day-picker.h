/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtDayPicker: the day that the axis shows, the one before and after it, and a calendar.
 */
#pragma once

#include "ui/people/mt-axis.h"

G_BEGIN_DECLS

#define MT_TYPE_DAY_PICKER (mt_day_picker_get_type ())
G_DECLARE_FINAL_TYPE (MtDayPicker, mt_day_picker, MT, DAY_PICKER, GtkWidget)

GtkWidget *mt_day_picker_new (MtAxis *axis);

G_END_DECLS
