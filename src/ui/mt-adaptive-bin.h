/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtAdaptiveBin: holds the window's content and says whether it is narrow.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_ADAPTIVE_BIN (mt_adaptive_bin_get_type ())
G_DECLARE_FINAL_TYPE (MtAdaptiveBin, mt_adaptive_bin, MT, ADAPTIVE_BIN, GtkWidget)

/* Properties: child (GtkWidget); threshold (int, pixels): narrower than this is narrow; narrow
 * (boolean, read-only), notified outside of layout so that anything may be changed then. */
gboolean mt_adaptive_bin_get_narrow (MtAdaptiveBin *self);

G_END_DECLS
