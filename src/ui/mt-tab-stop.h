/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtTabStop: makes all that is in it one stop of the Tab key.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_TAB_STOP (mt_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (MtTabStop, mt_tab_stop, MT, TAB_STOP, GtkWidget)

/* Properties: child (GtkWidget). */

G_END_DECLS
