/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Places in the strip where nobody works: "America/Denver|39.74|-104.98|Tidewater, Denver" each.
 * The name comes last, so that it may hold anything.
 */
#include "config.h"

#include "service/mt-places.h"

#include <math.h>

#define MAX_PLACES 50 /* of a file that somebody else wrote */
#define N_FIELDS 4

static double
read_degrees (const char *text)
{
  char *end = NULL;
  const double degrees = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' ? degrees : NAN;
}

/* (transfer full) (nullable): NULL: it is not understood. */
static MtCity *
read_place (const char *word)
{
  g_auto (GStrv) fields = g_strsplit (word, "|", N_FIELDS);

  if (g_strv_length (fields) != N_FIELDS || *fields[0] == '\0' || *fields[3] == '\0')
    return NULL;

  return mt_city_new_at (fields[3], "", fields[0], read_degrees (fields[1]),
                         read_degrees (fields[2]));
}

/**
 * mt_places_from_strv:
 * @words: (nullable) (array zero-terminated=1): as mt_places_to_strv() makes them, not trusted
 *
 * Returns: (transfer full) (element-type MtCity): the places; what is not understood is left out
 */
GPtrArray *
mt_places_from_strv (const char *const *words)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; words != NULL && words[i] != NULL && places->len < MAX_PLACES; i++)
    {
      MtCity *place = read_place (words[i]);

      if (place != NULL)
        g_ptr_array_add (places, place);
    }

  return places;
}

static char *
write_place (MtCity *place)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE] = "";
  char longitude[G_ASCII_DTOSTR_BUF_SIZE] = "";
  double north = 0;
  double east = 0;

  if (mt_city_get_position (place, &north, &east))
    {
      g_ascii_formatd (latitude, sizeof latitude, "%.2f", north);
      g_ascii_formatd (longitude, sizeof longitude, "%.2f", east);
    }

  return g_strjoin ("|", mt_city_get_zone_id (place), latitude, longitude, mt_city_get_name (place),
                    NULL);
}

/**
 * mt_places_to_strv:
 * @places: (element-type MtCity): places
 *
 * Returns: (transfer full) (array zero-terminated=1): a word each, for the settings
 */
char **
mt_places_to_strv (const GPtrArray *places)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < places->len; i++)
    {
      g_autofree char *word = write_place (g_ptr_array_index (places, i));

      g_strv_builder_add (words, word);
    }

  return g_strv_builder_end (words);
}

/**
 * mt_places_with:
 * @places: (element-type MtCity): places
 * @place: one more
 *
 * Returns: (transfer full) (element-type MtCity): both
 */
GPtrArray *
mt_places_with (const GPtrArray *places, MtCity *place)
{
  GPtrArray *more = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < places->len; i++)
    g_ptr_array_add (more, g_object_ref (g_ptr_array_index (places, i)));
  g_ptr_array_add (more, g_object_ref (place));

  return more;
}

/**
 * mt_places_without:
 * @places: (element-type MtCity): places
 * @place: one of them
 *
 * Returns: (transfer full) (element-type MtCity): the others
 */
GPtrArray *
mt_places_without (const GPtrArray *places, MtCity *place)
{
  GPtrArray *less = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < places->len; i++)
    if (g_ptr_array_index (places, i) != place)
      g_ptr_array_add (less, g_object_ref (g_ptr_array_index (places, i)));

  return less;
}
