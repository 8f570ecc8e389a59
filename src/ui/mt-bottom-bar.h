/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtBottomBar: the sections to choose from in a narrow window.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_BOTTOM_BAR (mt_bottom_bar_get_type ())
G_DECLARE_FINAL_TYPE (MtBottomBar, mt_bottom_bar, MT, BOTTOM_BAR, GtkBox)

G_END_DECLS
