/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtHoursCanvas: how a week looks.
 */
#include "config.h"

#include "ui/editor/mt-hours-canvas-private.h"
#include "ui/mt-paint.h"
#include "ui/mt-palette.h"

#define BAR_INSET_PX 3
#define RADIUS 5
#define MORNING_H 6 /* night is until then, */
#define EVENING_H 2 /* and so long before midnight */

static void
snapshot_ground (MtHoursCanvas *self, GtkSnapshot *snapshot)
{
  const MtPalette *palette = mt_palette_get ();
  const MtHoursLayout *l = &self->layout;
  const float height = l->row_height * MT_HOURS_N_DAYS, px = l->width / 24;
  const float start = l->mirrored ? EVENING_H : MORNING_H,
              end = l->mirrored ? MORNING_H : EVENING_H;

  gtk_snapshot_append_color (snapshot, &palette->night,
                             &GRAPHENE_RECT_INIT (l->x, l->y, start * px, height));
  gtk_snapshot_append_color (
      snapshot, &palette->night,
      &GRAPHENE_RECT_INIT (l->x + l->width - end * px, l->y, end * px, height));
  for (int i = 0; i <= 8; i++)
    gtk_snapshot_append_color (
        snapshot, &palette->grid,
        &GRAPHENE_RECT_INIT (mt_paint_snap (GTK_WIDGET (self), l->x + 3 * px * (float) i), l->y, 1,
                             height));
  for (int i = 0; i <= MT_HOURS_N_DAYS; i++)
    gtk_snapshot_append_color (
        snapshot, &palette->grid,
        &GRAPHENE_RECT_INIT (l->x,
                             mt_paint_snap (GTK_WIDGET (self), l->y + l->row_height * (float) i),
                             l->width, 1));
}

/* An end that midnight cuts has no round corners: it goes on in the next row. */
static void
snapshot_piece (MtHoursCanvas *self, GtkSnapshot *snapshot, const MtHoursPiece *piece)
{
  const MtPalette *palette = mt_palette_get ();
  const gboolean mirrored = self->layout.mirrored;
  const float overhang = 2 * RADIUS;
  gboolean cut_left = mirrored ? piece->goes_on : piece->comes_in;
  gboolean cut_right = mirrored ? piece->comes_in : piece->goes_on;
  float x, y, width;
  graphene_rect_t bar;

  mt_hours_layout_place (&self->layout, piece, &x, &y, &width);
  x = mt_paint_snap (GTK_WIDGET (self), x);
  width = mt_paint_snap (GTK_WIDGET (self), width);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (x, y, width, self->layout.row_height));
  bar = GRAPHENE_RECT_INIT (x - (cut_left ? overhang : 0),
                            mt_paint_snap (GTK_WIDGET (self), y) + BAR_INSET_PX,
                            width + (cut_left ? overhang : 0) + (cut_right ? overhang : 0),
                            self->layout.row_height - 2 * BAR_INSET_PX);
  mt_paint_bar (snapshot, &bar, RADIUS, &palette->hours, &palette->hours_edge);
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_ring (MtHoursCanvas *self, GtkSnapshot *snapshot, float x, float y, float width)
{
  const GdkRGBA *color = &mt_palette_get ()->chosen;
  const float height = self->layout.row_height;
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (x, y + 1, width, height - 1),
                                   RADIUS);
  gtk_snapshot_append_border (snapshot, &shape, (float[4]){ 2, 2, 2, 2 },
                              (GdkRGBA[4]){ *color, *color, *color, *color });
}

static void
snapshot_cursor (MtHoursCanvas *self, GtkSnapshot *snapshot, const GArray *pieces)
{
  const MtHoursLayout *l = &self->layout;

  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    return;
  if (mt_hours_canvas_get_range (self) == NULL)
    snapshot_ring (self, snapshot, l->x,
                   l->y + l->row_height * (float) mt_hours_layout_row (l, self->day), l->width);
  for (guint i = 0; i < pieces->len; i++)
    {
      const MtHoursPiece *piece = &g_array_index (pieces, MtHoursPiece, i);
      float x, y, width;

      if (piece->day != self->day || piece->index != self->index)
        continue;
      mt_hours_layout_place (l, piece, &x, &y, &width);
      snapshot_ring (self, snapshot, x, y, width);
    }
}

/**
 * mt_hours_canvas_draw: (skip)
 * @self: a grid
 * @snapshot: what to draw into
 *
 * Draws the week, and the cursor where the keyboard is.
 */
void
mt_hours_canvas_draw (MtHoursCanvas *self, GtkSnapshot *snapshot)
{
  g_autoptr (GArray) pieces = mt_hours_dup_pieces (self->week);

  snapshot_ground (self, snapshot);
  for (guint i = 0; i < pieces->len; i++)
    snapshot_piece (self, snapshot, &g_array_index (pieces, MtHoursPiece, i));
  mt_hours_labels_snapshot (self->labels, snapshot);
  snapshot_cursor (self, snapshot, pieces);
}
