/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The colours of the sky over a clock card. White text stays readable (4.5:1) in every one of them.
 */
#include "config.h"

#include "ui/clocks/mt-sky.h"

typedef struct
{
  double elevation;
  guint32 top;
  guint32 bottom;
} Stop;

/* Night, nautical and civil twilight, the warm hour, low sun, day. */
static const Stop evening[] = {
  { -18, 0x11162f, 0x1f2349 }, { -10, 0x191c40, 0x35305c }, { -4, 0x2e2a5c, 0x7a4460 },
  { 0, 0x46427a, 0xa34d22 },   { 6, 0x4a5c94, 0xa35a1c },   { 12, 0x2c66a6, 0x5c6a86 },
  { 24, 0x1d62b0, 0x2d72ba },  { 50, 0x1758a8, 0x2a70c0 },
};

/* A morning is pinker and clearer than an evening. */
static const Stop morning[] = {
  { -18, 0x11162f, 0x1f2349 }, { -10, 0x191c40, 0x38305f }, { -4, 0x2e2f66, 0x84466a },
  { 0, 0x40477f, 0xa8495a },   { 6, 0x44619c, 0xa05f50 },   { 12, 0x2c69ac, 0x4f6f95 },
  { 24, 0x1d62b0, 0x2d72ba },  { 50, 0x1758a8, 0x2a70c0 },
};

static GdkRGBA
mix (guint32 a, guint32 b, double part, double light)
{
  float channel[3];

  for (guint i = 0; i < 3; i++)
    {
      guint shift = 16 - 8 * i;
      double from = (a >> shift) & 0xff, to = (b >> shift) & 0xff;

      channel[i] = (float) ((from + (to - from) * part) * light / 255.0);
    }
  return (GdkRGBA){ channel[0], channel[1], channel[2], 1 };
}

/**
 * mt_sky_at:
 * @elevation: of the sun over the horizon in degrees, -90 to 90; others count as the nearest
 * @rising: whether it is morning there
 * @high_contrast: darker, for 7:1
 *
 * The gradient of a card from its top to its bottom. Pure: any thread.
 *
 * Returns: the two colours
 */
MtSky
mt_sky_at (double elevation, gboolean rising, gboolean high_contrast)
{
  const Stop *stops = rising ? morning : evening;
  const guint last = G_N_ELEMENTS (evening) - 1;
  double light = high_contrast ? 0.62 : 1.0;
  double at = CLAMP (elevation, stops[0].elevation, stops[last].elevation), part;
  guint i = 0;

  while (i + 1 < last && stops[i + 1].elevation < at)
    i++;
  part = (at - stops[i].elevation) / (stops[i + 1].elevation - stops[i].elevation);
  return (MtSky){ mix (stops[i].top, stops[i + 1].top, part, light),
                  mix (stops[i].bottom, stops[i + 1].bottom, part, light) };
}
