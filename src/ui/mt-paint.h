/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Small shapes for hand-drawn widgets: bars, hatches, dashes, snapped to device pixels.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The small text of the style sheet, 0.84em, as a factor of Pango: a hair more, because Pango cuts
 * off where GTK rounds, and a font that differs by 1/1024 pixel is another font to load. */
#define MT_PAINT_SMALL 0.84004

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
