/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * How high the sun stands, to about a tenth of a degree from 1950 to 2050.
 */
#include "core/mt-sun.h"

#include <math.h>

#define J2000 G_GINT64_CONSTANT (946728000) /* 2000-01-01T12:00:00Z */
#define SECONDS_PER_DAY 86400.0
#define RADIANS(degrees) ((degrees) * (G_PI / 180.0))
#define DEGREES(radians) ((radians) * (180.0 / G_PI))

/**
 * mt_sun_elevation:
 * @latitude: degrees north, -90..90
 * @longitude: degrees east, -180..180
 * @instant: an instant
 *
 * Gives the height of the centre of the sun above the horizon, without refraction.
 *
 * Source: The Astronomical Almanac, section C, low-precision formulas for the Sun's coordinates
 *
 * Returns: degrees, -90..90
 */
double
mt_sun_elevation (double latitude, double longitude, gint64 instant)
{
  double days = (double) (instant - J2000) / SECONDS_PER_DAY;
  double anomaly = RADIANS (fmod (357.528 + 0.9856003 * days, 360.0));
  double mean_longitude = fmod (280.460 + 0.9856474 * days, 360.0);
  double ecliptic = RADIANS (mean_longitude + 1.915 * sin (anomaly) + 0.020 * sin (2 * anomaly));
  double obliquity = RADIANS (23.439 - 0.0000004 * days);
  double right_ascension = atan2 (cos (obliquity) * sin (ecliptic), cos (ecliptic));
  double declination = asin (sin (obliquity) * sin (ecliptic));
  double sidereal = RADIANS (fmod (280.46061837 + 360.98564736629 * days + longitude, 360.0));
  double hour_angle = sidereal - right_ascension;
  double north = RADIANS (latitude);
  double height =
      sin (north) * sin (declination) + cos (north) * cos (declination) * cos (hour_angle);

  return DEGREES (asin (CLAMP (height, -1.0, 1.0)));
}
