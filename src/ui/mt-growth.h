/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtGrowth: lets a long list come a few rows a frame.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_GROWTH (mt_growth_get_type ())
G_DECLARE_FINAL_TYPE (MtGrowth, mt_growth, MT, GROWTH, GObject)

MtGrowth *mt_growth_new (GtkWidget *list, GtkSliceListModel *rows, guint first, guint step);
void mt_growth_restart (MtGrowth *self);

G_END_DECLS
