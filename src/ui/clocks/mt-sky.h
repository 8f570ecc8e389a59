/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The colours of the sky over a clock card, from the elevation of the sun.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  GdkRGBA top;
  GdkRGBA bottom;
} MtSky;

MtSky mt_sky_at (double elevation, gboolean rising, gboolean high_contrast);

G_END_DECLS
