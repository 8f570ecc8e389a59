/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtSwatch: a sample of one kind of time, for the legend.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_TYPE_SWATCH (mt_swatch_get_type ())
G_DECLARE_FINAL_TYPE (MtSwatch, mt_swatch, MT, SWATCH, GtkWidget)

/* Properties: kind (int, MtTrackKind; MT_SWATCH_OVERLAP and so on for what runs through the rows).
 */
enum
{
  MT_SWATCH_OVERLAP = 100,
  MT_SWATCH_NOW,
  MT_SWATCH_CHOSEN,
};

G_END_DECLS
