/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The colours of everything drawn by hand, for light, dark and high contrast.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MT_PALETTE_N_PEOPLE 10

/* Colours of bars carry at least 3:1 between a bar's edge and the row behind it. */
typedef struct
{
  GdkRGBA night; /* behind a row while the person's clock says night */
  GdkRGBA grid;  /* hour lines */
  GdkRGBA hours; /* working time */
  GdkRGBA hours_edge;
  GdkRGBA busy;
  GdkRGBA busy_edge;
  GdkRGBA focus;
  GdkRGBA focus_mark; /* the line within a focus bar */
  GdkRGBA tentative;  /* outline and stripes */
  GdkRGBA away;       /* stripes and outline */
  GdkRGBA unknown;    /* dashes and question marks */
  GdkRGBA overlap;    /* the band through the rows */
  GdkRGBA overlap_edge;
  GdkRGBA now;
  GdkRGBA chosen;
  GdkRGBA ground; /* what a state dot is cut out of */
  GdkRGBA dot_working;
  GdkRGBA dot_busy;
  GdkRGBA dot_focus;
  GdkRGBA dot_off;
  GdkRGBA dot_mark; /* drawn on a dot */
} MtPalette;

const MtPalette *mt_palette_get (void);
const MtPalette *mt_palette_of (gboolean is_dark, gboolean high_contrast);
const GdkRGBA *mt_palette_person (guint color);

G_END_DECLS
