/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtLegend: what colours and patterns of the tracks mean, in words.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_LEGEND (mt_legend_get_type ())
G_DECLARE_FINAL_TYPE (MtLegend, mt_legend, MT, LEGEND, GtkWidget)

G_END_DECLS
