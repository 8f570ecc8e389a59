/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * meantime-cities: prints the cities that libgweather knows, a line each, in the reader's language,
 * in English and as they are called where they are. A program of its own: libgweather is not
 * thread-safe, keeps what it has made, and brings an HTTP client along. It uses no network.
 *
 * Fields are divided by tabs: name, English name, name there, region, English region, country,
 * zone, latitude, longitude.
 */
#define GWEATHER_I_KNOW_THIS_IS_UNSTABLE

#include <libgweather/gweather.h>

#include <libintl.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>

#define DOMAIN "libgweather-4.0-locations"

typedef struct
{
  const char *country;
  const char *language;
} Tongue;

/* Of countries whose cities are known by another name there than in English. */
static const Tongue tongues[] = {
  { "AT", "de" },    { "BE", "nl" }, { "BG", "bg" }, { "BR", "pt_BR" }, { "CH", "de" },
  { "CN", "zh_CN" }, { "CZ", "cs" }, { "DE", "de" }, { "DK", "da" },    { "EG", "ar" },
  { "ES", "es" },    { "FI", "fi" }, { "FR", "fr" }, { "GR", "el" },    { "HU", "hu" },
  { "IL", "he" },    { "IT", "it" }, { "JP", "ja" }, { "KR", "ko" },    { "LT", "lt" },
  { "LV", "lv" },    { "MX", "es" }, { "NL", "nl" }, { "NO", "nb" },    { "PL", "pl" },
  { "PT", "pt" },    { "RO", "ro" }, { "RS", "sr" }, { "RU", "ru" },    { "SE", "sv" },
  { "SI", "sl" },    { "SK", "sk" }, { "TH", "th" }, { "TR", "tr" },    { "TW", "zh_TW" },
  { "UA", "uk" },
};

static const char *
find_tongue (const char *country)
{
  for (guint i = 0; country != NULL && i < G_N_ELEMENTS (tongues); i++)
    if (g_str_equal (tongues[i].country, country))
      return tongues[i].language;

  return NULL;
}

/* The catalogue is asked as libgweather asks it; names that several cities have are told apart by a
 * context. Source: Locations.xml of libgweather */
static char *
look_up (const char *name, const char *region, const char *country)
{
  g_autofree char *context = *region != '\0'
                                 ? g_strdup_printf ("City in %s, %s\004%s", region, country, name)
                                 : g_strdup_printf ("City in %s\004%s", country, name);
  const char *translated = dgettext (DOMAIN, context);

  return g_strdup (translated != context ? translated : dgettext (DOMAIN, name));
}

static void
set_language (const char *language)
{
  if (language != NULL)
    g_setenv ("LANGUAGE", language, TRUE);
  else
    g_unsetenv ("LANGUAGE");
  /* Setting the domain anew makes gettext look at the variable again. */
  textdomain (DOMAIN);
}

static void
append (GString *line, const char *text)
{
  g_autofree char *field = g_strdup (text != NULL ? text : "");

  g_string_append (line, g_strdelimit (field, "\t\n\r", ' '));
  g_string_append_c (line, '\t');
}

static const char *
get_name (GWeatherLocation *location)
{
  return location != NULL ? gweather_location_get_name (location) : "";
}

static const char *
get_english (GWeatherLocation *location)
{
  return location != NULL ? gweather_location_get_english_name (location) : "";
}

static void
append_position (GString *line, GWeatherLocation *city)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double latitude = NAN;
  double longitude = NAN;

  if (gweather_location_has_coords (city))
    gweather_location_get_coords (city, &latitude, &longitude);
  g_string_append (line, g_ascii_formatd (number, sizeof number, "%.4f", latitude));
  g_string_append_c (line, '\t');
  g_string_append (line, g_ascii_formatd (number, sizeof number, "%.4f", longitude));
}

/* (transfer full) (nullable): what it is called where it is. */
static char *
dup_name_there (GWeatherLocation *city, GWeatherLocation *region, GWeatherLocation *country)
{
  const char *tongue = find_tongue (gweather_location_get_country (city));
  g_autofree char *before = g_strdup (g_getenv ("LANGUAGE"));
  g_autofree char *there = NULL;

  if (tongue == NULL)
    return NULL;
  set_language (tongue);
  there = look_up (get_english (city), get_english (region), get_english (country));
  set_language (before);

  return g_steal_pointer (&there);
}

static void
print_city (GWeatherLocation *city, GWeatherLocation *region, GWeatherLocation *country)
{
  const char *zone = gweather_location_get_timezone_str (city);
  const char *english = get_english (city);
  g_autofree char *there = dup_name_there (city, region, country);
  g_autoptr (GString) line = g_string_new (NULL);

  if (zone == NULL)
    return;

  append (line, get_name (city));
  append (line, english);
  append (line, there);
  append (line, get_name (region));
  append (line, get_english (region));
  append (line, get_name (country));
  append (line, zone);
  append_position (line, city);
  puts (line->str);
}

static void
walk (GWeatherLocation *location, GWeatherLocation *region, GWeatherLocation *country)
{
  const GWeatherLocationLevel level = gweather_location_get_level (location);
  g_autoptr (GWeatherLocation) child = NULL;

  if (level == GWEATHER_LOCATION_COUNTRY)
    country = location;
  else if (level == GWEATHER_LOCATION_ADM1)
    region = location;
  else if (level == GWEATHER_LOCATION_CITY || level == GWEATHER_LOCATION_NAMED_TIMEZONE)
    print_city (location, region, country);

  if (level == GWEATHER_LOCATION_CITY)
    return;
  /* Each call takes the child before and gives the next. */
  while ((child = gweather_location_next_child (location, child)) != NULL)
    walk (child, region, country);
}

int
main (void)
{
  g_autoptr (GWeatherLocation) world = NULL;
  const char *locale = setlocale (LC_ALL, "");

  /* Without a locale nothing is translated, not even what a city is called there. */
  if (locale == NULL || g_str_equal (setlocale (LC_MESSAGES, NULL), "C") ||
      g_str_equal (setlocale (LC_MESSAGES, NULL), "POSIX"))
    setlocale (LC_ALL, "C.UTF-8");
  bind_textdomain_codeset (DOMAIN, "UTF-8");

  world = gweather_location_get_world ();
  if (world == NULL)
    return 1;
  walk (world, NULL, NULL);

  return fflush (stdout) == 0 ? 0 : 1;
}
