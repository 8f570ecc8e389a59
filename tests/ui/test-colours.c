/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Text over the sky and on avatars can be read: WCAG contrast of every colour we compute.
 */
#include "config.h"

#include <math.h>

#include "ui/clocks/mt-sky.h"
#include "ui/mt-palette.h"

static const GdkRGBA white = { 1, 1, 1, 1 };

static double
linear (float channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green) +
         0.0722 * linear (color->blue);
}

static double
contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double first = luminance (a) + 0.05, second = luminance (b) + 0.05;

  return first > second ? first / second : second / first;
}

static void
assert_contrast (const GdkRGBA *ground, double least, const char *what, double where)
{
  double found = contrast (&white, ground);

  if (found < least)
    g_error ("%s at %g: white has %.2f:1, not %.1f:1", what, where, found, least);
}

static void
test_sky (void)
{
  for (double elevation = -90; elevation <= 90; elevation += 0.25)
    for (guint rising = 0; rising < 2; rising++)
      for (guint high = 0; high < 2; high++)
        {
          MtSky sky = mt_sky_at (elevation, rising, high);
          double least = high ? 7 : 4.5;

          assert_contrast (&sky.top, least, "top of the sky", elevation);
          assert_contrast (&sky.bottom, least, "bottom of the sky", elevation);
        }
}

static void
test_sky_tells_day_from_night (void)
{
  MtSky night = mt_sky_at (-40, FALSE, FALSE), dusk = mt_sky_at (1, FALSE, FALSE);
  MtSky day = mt_sky_at (40, FALSE, FALSE);

  g_assert_cmpfloat (luminance (&day.bottom), >, 3 * luminance (&night.bottom));
  g_assert_cmpfloat (dusk.bottom.red, >, dusk.bottom.blue);
  g_assert_cmpfloat (day.bottom.blue, >, day.bottom.red);
  g_assert_cmpfloat (night.bottom.blue, >, night.bottom.red);
}

static void
test_sky_of_nonsense (void)
{
  MtSky low = mt_sky_at (-1000, TRUE, FALSE), lowest = mt_sky_at (-90, TRUE, FALSE);

  g_assert_true (gdk_rgba_equal (&low.top, &lowest.top));
}

static void
test_people (void)
{
  for (guint i = 0; i < MT_PALETTE_N_PEOPLE; i++)
    {
      assert_contrast (mt_palette_person (i), 4.5, "colour of a person", i);
      g_assert_true (mt_palette_person (i) == mt_palette_person (i + MT_PALETTE_N_PEOPLE));
      for (guint j = 0; j < i; j++)
        g_assert_false (gdk_rgba_equal (mt_palette_person (i), mt_palette_person (j)));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/sky/contrast", test_sky);
  g_test_add_func ("/ui/sky/day-and-night", test_sky_tells_day_from_night);
  g_test_add_func ("/ui/sky/out-of-range", test_sky_of_nonsense);
  g_test_add_func ("/ui/people/contrast", test_people);
  return g_test_run ();
}
