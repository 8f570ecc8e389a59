/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * MtCity: a city, immutable.
 */
#include "config.h"

#include "service/mt-city.h"

#include <math.h>

struct _MtCity
{
  GObject parent_instance;

  char *name;
  char *region;
  char *zone_id;
  double latitude; /* degrees; NAN: not known */
  double longitude;
};

G_DEFINE_FINAL_TYPE (MtCity, mt_city, G_TYPE_OBJECT)

static void
mt_city_finalize (GObject *object)
{
  MtCity *self = MT_CITY (object);

  g_free (self->name);
  g_free (self->region);
  g_free (self->zone_id);
  G_OBJECT_CLASS (mt_city_parent_class)->finalize (object);
}

static void
mt_city_class_init (MtCityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mt_city_finalize;
}

static void
mt_city_init (MtCity *self)
{
}

/**
 * mt_city_new_at:
 * @name: what it is called
 * @region: where it is, "" when that is not known
 * @zone_id: name of its zone
 * @latitude: in degrees, -90 to 90
 * @longitude: in degrees, -180 to 180
 *
 * A position out of its range counts as not known: such are in the data.
 *
 * Returns: (transfer full): a city
 */
MtCity *
mt_city_new_at (const char *name,
                const char *region,
                const char *zone_id,
                double latitude,
                double longitude)
{
  MtCity *self = g_object_new (MT_TYPE_CITY, NULL);
  const gboolean known = fabs (latitude) <= 90 && fabs (longitude) <= 180;

  self->name = g_strdup (name);
  self->region = g_strdup (region);
  self->zone_id = g_strdup (zone_id);
  self->latitude = known ? latitude : NAN;
  self->longitude = known ? longitude : NAN;
  return self;
}

/**
 * mt_city_get_name:
 * @self: a city
 *
 * Returns: (transfer none): what it is called
 */
const char *
mt_city_get_name (MtCity *self)
{
  return self->name;
}

/**
 * mt_city_get_region:
 * @self: a city
 *
 * Returns: (transfer none): "Maharashtra, India", "" when that is not known
 */
const char *
mt_city_get_region (MtCity *self)
{
  return self->region;
}

/**
 * mt_city_get_zone_id:
 * @self: a city
 *
 * Returns: (transfer none): the name of its zone, which tzdata has
 */
const char *
mt_city_get_zone_id (MtCity *self)
{
  return self->zone_id;
}

/**
 * mt_city_get_position:
 * @self: a city
 * @latitude: (out): in degrees
 * @longitude: (out): in degrees
 *
 * Returns: %TRUE if it is known
 */
gboolean
mt_city_get_position (MtCity *self, double *latitude, double *longitude)
{
  *latitude = self->latitude;
  *longitude = self->longitude;
  return !isnan (self->latitude);
}
