/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of the sun: against noon, midnight, and times of sunrise from almanacs.
 */
#include "core/mt-sun.h"

static void
test_elevation (void)
{
  static const struct
  {
    const char *name;
    double latitude, longitude;
    gint64 instant;
    double elevation, tolerance;
  } rows[] = {
    { "equator, noon of the March equinox", 0, 0, 1774008420, 90, 0.5 },
    { "Greenwich, noon of the June solstice", 51.4769, 0, 1782043320, 61.96, 0.2 },
    { "Greenwich, noon of the December solstice", 51.4769, 0, 1797940680, 15.08, 0.2 },
    { "Greenwich, midnight of the June solstice", 51.4769, 0, 1782000120, -15.09, 0.2 },
    { "north pole in June", 90, 0, 1782043320, 23.43, 0.1 },
    { "south pole in June", -90, 0, 1782043320, -23.43, 0.1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].name);
      g_assert_cmpfloat_with_epsilon (
          mt_sun_elevation (rows[i].latitude, rows[i].longitude, rows[i].instant),
          rows[i].elevation, rows[i].tolerance);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sun/elevation", test_elevation);
  return g_test_run ();
}
