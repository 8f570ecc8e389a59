/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Small shapes for hand-drawn widgets: bars, hatches, dashes, snapped to device pixels.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  MT_HATCH_UP,   /* ////, as seen left to right */
  MT_HATCH_DOWN, /* four strokes the other way */
} MtHatch;

float mt_paint_snap (GtkWidget *widget, float value);
void mt_paint_bar (GtkSnapshot *snapshot,
                   const graphene_rect_t *bounds,
                   float radius,
                   const GdkRGBA *fill,
                   const GdkRGBA *edge);
void mt_paint_hatch (GtkSnapshot *snapshot,
                     const graphene_rect_t *bounds,
                     float radius,
                     MtHatch hatch,
                     float step,
                     const GdkRGBA *color);
void mt_paint_dashes (GtkSnapshot *snapshot,
                      const graphene_rect_t *bounds,
                      float step,
                      const GdkRGBA *color);

G_END_DECLS
