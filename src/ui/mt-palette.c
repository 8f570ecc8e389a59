/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The colours of everything drawn by hand: tables, chosen by the system's style.
 */
#include "config.h"

#include <adwaita.h>

#include "ui/mt-palette.h"

/* "#rrggbb" and an opacity as the four floats of a GdkRGBA, at compile time. */
#define RGBA(hex, opacity)                                                                         \
  {                                                                                                \
    (((hex) >> 16) & 0xff) / 255.0f, (((hex) >> 8) & 0xff) / 255.0f, ((hex) &0xff) / 255.0f,       \
        (opacity)                                                                                  \
  }

static const MtPalette light = {
  .night = RGBA (0x3d4a7a, 0.10f),
  .grid = RGBA (0x000000, 0.05f),
  .hours = RGBA (0xa3e9b6, 1),
  .hours_edge = RGBA (0x2e9a5e, 1),
  .busy = RGBA (0x1c71d8, 1),
  .busy_edge = RGBA (0x1a5fb4, 1),
  .focus = RGBA (0x813d9c, 1),
  .focus_mark = RGBA (0xe6c8f2, 1),
  .tentative = RGBA (0x1a5fb4, 1),
  .away = RGBA (0x77767b, 1),
  .unknown = RGBA (0x8a5200, 1),
  .overlap = RGBA (0x1c71d8, 0.16f),
  .overlap_edge = RGBA (0x1c71d8, 0.9f),
  .now = RGBA (0xc01c28, 1),
  .chosen = RGBA (0x241f31, 1),
  .ground = RGBA (0xffffff, 1),
  .dot_working = RGBA (0x26a269, 1),
  .dot_busy = RGBA (0x1c71d8, 1),
  .dot_focus = RGBA (0x9141ac, 1),
  .dot_off = RGBA (0x77767b, 1),
  .dot_mark = RGBA (0xffffff, 1),
};

static const MtPalette dark = {
  .night = RGBA (0x05060f, 0.42f),
  .grid = RGBA (0xffffff, 0.05f),
  .hours = RGBA (0x26573c, 1),
  .hours_edge = RGBA (0x4fae7b, 1),
  .busy = RGBA (0x62a0ea, 1),
  .busy_edge = RGBA (0x99c1f1, 1),
  .focus = RGBA (0xc061cb, 1),
  .focus_mark = RGBA (0x4a1a55, 1),
  .tentative = RGBA (0x99c1f1, 1),
  .away = RGBA (0x9a9996, 1),
  .unknown = RGBA (0xe5a50a, 1),
  .overlap = RGBA (0x78aeed, 0.20f),
  .overlap_edge = RGBA (0x78aeed, 0.95f),
  .now = RGBA (0xff7b63, 1),
  .chosen = RGBA (0xffffff, 1),
  .ground = RGBA (0x363636, 1),
  .dot_working = RGBA (0x2ec27e, 1),
  .dot_busy = RGBA (0x62a0ea, 1),
  .dot_focus = RGBA (0xc061cb, 1),
  .dot_off = RGBA (0xb0afac, 1),
  .dot_mark = RGBA (0x1e1e1e, 1),
};

static const MtPalette light_contrast = {
  .night = RGBA (0x000000, 0.16f),
  .grid = RGBA (0x000000, 0.20f),
  .hours = RGBA (0x8ff0a4, 1),
  .hours_edge = RGBA (0x0b4f2a, 1),
  .busy = RGBA (0x0b3d7d, 1),
  .busy_edge = RGBA (0x000000, 1),
  .focus = RGBA (0x5b1f75, 1),
  .focus_mark = RGBA (0xffffff, 1),
  .tentative = RGBA (0x0b3d7d, 1),
  .away = RGBA (0x3d3846, 1),
  .unknown = RGBA (0x5c3500, 1),
  .overlap = RGBA (0x1a5fb4, 0.22f),
  .overlap_edge = RGBA (0x0b3d7d, 1),
  .now = RGBA (0x8f0012, 1),
  .chosen = RGBA (0x000000, 1),
  .ground = RGBA (0xffffff, 1),
  .dot_working = RGBA (0x12713f, 1),
  .dot_busy = RGBA (0x0b3d7d, 1),
  .dot_focus = RGBA (0x5b1f75, 1),
  .dot_off = RGBA (0x3d3846, 1),
  .dot_mark = RGBA (0xffffff, 1),
};

static const MtPalette dark_contrast = {
  .night = RGBA (0x000000, 0.65f),
  .grid = RGBA (0xffffff, 0.22f),
  .hours = RGBA (0x1f6b41, 1),
  .hours_edge = RGBA (0x8ff0a4, 1),
  .busy = RGBA (0x99c1f1, 1),
  .busy_edge = RGBA (0xffffff, 1),
  .focus = RGBA (0xe19bea, 1),
  .focus_mark = RGBA (0x2b0033, 1),
  .tentative = RGBA (0xc6dcf7, 1),
  .away = RGBA (0xdeddda, 1),
  .unknown = RGBA (0xf8e45c, 1),
  .overlap = RGBA (0x99c1f1, 0.26f),
  .overlap_edge = RGBA (0xc6dcf7, 1),
  .now = RGBA (0xff9d8c, 1),
  .chosen = RGBA (0xffffff, 1),
  .ground = RGBA (0x1e1e1e, 1),
  .dot_working = RGBA (0x57e389, 1),
  .dot_busy = RGBA (0x99c1f1, 1),
  .dot_focus = RGBA (0xe19bea, 1),
  .dot_off = RGBA (0xdeddda, 1),
  .dot_mark = RGBA (0x000000, 1),
};

/* White initials on each of these have at least 4.5:1. */
static const GdkRGBA people[MT_PALETTE_N_PEOPLE] = {
  RGBA (0x1a5fb4, 1), RGBA (0xa63a00, 1), RGBA (0x7a3794, 1), RGBA (0x1b7a4b, 1),
  RGBA (0xb8246b, 1), RGBA (0xa51d2d, 1), RGBA (0x63452c, 1), RGBA (0x0f6f78, 1),
  RGBA (0x5e5c64, 1), RGBA (0x4b46a8, 1),
};

/**
 * mt_palette_get:
 *
 * The colours that fit the style of the moment. Draw again when AdwStyleManager notifies `dark` or
 * `high-contrast`. Main thread only.
 *
 * Returns: (transfer none): a table that lives as long as the program
 */
const MtPalette *
mt_palette_get (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  return mt_palette_of (adw_style_manager_get_dark (style),
                        adw_style_manager_get_high_contrast (style));
}

/**
 * mt_palette_of:
 * @is_dark: whether the style is dark
 * @high_contrast: whether the style has high contrast
 *
 * The colours that fit a style, whatever the style of the moment is. Any thread.
 *
 * Returns: (transfer none): a table that lives as long as the program
 */
const MtPalette *
mt_palette_of (gboolean is_dark, gboolean high_contrast)
{
  if (high_contrast)
    return is_dark ? &dark_contrast : &light_contrast;
  return is_dark ? &dark : &light;
}

/**
 * mt_palette_person:
 * @color: a colour number; numbers past the last start again
 *
 * The colour behind a person's initials, which are white.
 *
 * Returns: (transfer none): a colour that lives as long as the program
 */
const GdkRGBA *
mt_palette_person (guint color)
{
  return &people[color % MT_PALETTE_N_PEOPLE];
}
