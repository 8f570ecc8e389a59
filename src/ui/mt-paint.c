/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Small shapes for hand-drawn widgets. Nothing but render nodes, so every renderer shows the same.
 */
#include "config.h"

#include <math.h>

#include "ui/mt-paint.h"

/**
 * mt_paint_snap:
 * @widget: the widget that is drawn
 * @value: a coordinate in the widget's own pixels
 *
 * Moves a coordinate to the nearest device pixel, so that edges are crisp at every scale.
 *
 * Returns: the coordinate on the grid of the device
 */
float
mt_paint_snap (GtkWidget *widget, float value)
{
  float scale = gtk_widget_get_scale_factor (widget);

  return roundf (value * scale) / scale;
}

/**
 * mt_paint_bar:
 * @snapshot: where to draw
 * @bounds: the bar
 * @radius: radius of its corners in pixels
 * @fill: its colour
 * @edge: (nullable): colour of a border of one pixel within @bounds
 *
 * Draws a filled bar with round corners.
 */
void
mt_paint_bar (GtkSnapshot *snapshot,
              const graphene_rect_t *bounds,
              float radius,
              const GdkRGBA *fill,
              const GdkRGBA *edge)
{
  float across = bounds->size.width / 2, along = bounds->size.height / 2;
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, bounds, MIN (radius, across));
  /* A border as thick as the bar: one fill, where a clip would cost a mask as well. */
  gtk_snapshot_append_border (snapshot, &shape, (const float[4]){ along, across, along, across },
                              (const GdkRGBA[4]){ *fill, *fill, *fill, *fill });
  if (edge != NULL)
    gtk_snapshot_append_border (snapshot, &shape, (const float[4]){ 1, 1, 1, 1 },
                                (const GdkRGBA[4]){ *edge, *edge, *edge, *edge });
}

/**
 * mt_paint_hatch:
 * @snapshot: where to draw
 * @bounds: the area
 * @radius: radius of its corners in pixels
 * @hatch: which way the strokes lean
 * @step: distance of the strokes in pixels; half of it is stroke
 * @color: colour of the strokes
 *
 * Fills an area with slanted strokes and leaves what is between them as it is.
 */
void
mt_paint_hatch (GtkSnapshot *snapshot,
                const graphene_rect_t *bounds,
                float radius,
                MtHatch hatch,
                float step,
                const GdkRGBA *color)
{
  /* The stops lie a little apart: a hard stop would leave jagged strokes. */
  GdkRGBA none = { color->red, color->green, color->blue, 0 };
  GskColorStop stops[] = {
    { 0.00f, none }, { 0.46f, none }, { 0.54f, *color }, { 0.94f, *color }, { 1.00f, none },
  };
  float x = floorf (bounds->origin.x / step) * step; /* neighbours join without a seam */
  float y = bounds->origin.y;
  float lean = hatch == MT_HATCH_UP ? step / 2 : -step / 2;
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, bounds, MIN (radius, bounds->size.width / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_repeating_linear_gradient (snapshot, bounds, &GRAPHENE_POINT_INIT (x, y),
                                                 &GRAPHENE_POINT_INIT (x + step / 2, y + lean),
                                                 stops, G_N_ELEMENTS (stops));
  gtk_snapshot_pop (snapshot);
}

/**
 * mt_paint_dashes:
 * @snapshot: where to draw
 * @bounds: the area
 * @step: length of a dash and its gap in pixels
 * @color: colour of the dashes
 *
 * Draws a dashed frame of one and a half pixels just within @bounds.
 */
void
mt_paint_dashes (GtkSnapshot *snapshot,
                 const graphene_rect_t *bounds,
                 float step,
                 const GdkRGBA *color)
{
  float line = 1.5f, right = bounds->origin.x + bounds->size.width;
  float top = bounds->origin.y, bottom = top + bounds->size.height;

  for (float x = bounds->origin.x; x < right; x += step)
    {
      float length = MIN (step * 0.6f, right - x);

      gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (x, top, length, line));
      gtk_snapshot_append_color (snapshot, color,
                                 &GRAPHENE_RECT_INIT (x, bottom - line, length, line));
    }
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (bounds->origin.x, top, line, bottom - top));
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (right - line, top, line, bottom - top));
}
