/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * The search for cities: on a list of our own, on none, and on what the program prints.
 */
#include <gnu/libc-version.h>
#include <locale.h>

#include "service/mt-cities.h"
#include "service/mt-city-index.h"

#define FIELDS(name, english, there, region, country, zone, lat, lon)                              \
  name "\t" english "\t" there "\t" region "\t" region "\t" country "\t" zone "\t" lat "\t" lon "\n"

static const char list[] = FIELDS ("Munich",
                                   "Munich",
                                   "München",
                                   "Bavaria",
                                   "Germany",
                                   "Europe/Berlin",
                                   "48.15",
                                   "11.58")
    FIELDS ("Berlin", "Berlin", "Berlin", "", "Germany", "Europe/Berlin", "52.5", "13.4") FIELDS (
        "Berlin",
        "Berlin",
        "",
        "New Hampshire",
        "United States",
        "America/New_York",
        "44",
        "-71") FIELDS ("Albany",
                       "Albany",
                       "",
                       "New York",
                       "United States",
                       "America/New_York",
                       "42",
                       "-73") FIELDS ("New York",
                                      "New York",
                                      "",
                                      "New York",
                                      "United States",
                                      "America/New_York",
                                      "40",
                                      "-74") FIELDS ("Saint Petersburg",
                                                     "Saint Petersburg",
                                                     "Санкт-Петербург",
                                                     "",
                                                     "Russia",
                                                     "Europe/Moscow",
                                                     "59",
                                                     "30") FIELDS ("St. Petersburg",
                                                                   "St. Petersburg",
                                                                   "",
                                                                   "Florida",
                                                                   "United States",
                                                                   "America/New_York",
                                                                   "27",
                                                                   "-82")
        FIELDS ("Petersburg",
                "Petersburg",
                "",
                "Virginia",
                "United States",
                "America/New_York",
                "37",
                "-77") FIELDS ("São Bernardo do Campo",
                               "São Bernardo do Campo",
                               "",
                               "São Paulo",
                               "Brazil",
                               "America/Sao_Paulo",
                               "-23.6",
                               "-565.4") FIELDS ("São Paulo",
                                                 "São Paulo",
                                                 "",
                                                 "São Paulo",
                                                 "Brazil",
                                                 "America/Sao_Paulo",
                                                 "-23.5",
                                                 "-46.6")
            FIELDS ("Pune", "Pune", "", "Maharashtra", "India", "Asia/Kolkata", "18.5", "73.8")
                FIELDS ("Kolkata",
                        "Kolkata",
                        "",
                        "West Bengal",
                        "India",
                        "Asia/Kolkata",
                        "22.5",
                        "88.3") FIELDS ("St. John’s",
                                        "St. John’s",
                                        "",
                                        "Newfoundland",
                                        "Canada",
                                        "America/St_Johns",
                                        "47",
                                        "-52")
                    FIELDS ("Łódź", "Łódź", "Łódź", "", "Poland", "Europe/Warsaw", "51.7", "19.4")
                        FIELDS ("Atlantis",
                                "Atlantis",
                                "",
                                "",
                                "Sea",
                                "Atlantic/Atlantis",
                                "1",
                                "1") "half a line\tof something else\n";

typedef struct
{
  const char *name;
  const char *typed;
  const char *found; /* "City, Region; ..." up to three */
} Row;

static const Row rows[] = {
  { "accent-typed", "münchen", "Munich|Bavaria, Germany|Europe/Berlin" },
  { "accent-not-typed", "munchen", "Munich|Bavaria, Germany|Europe/Berlin" },
  { "decomposed", "Mu\xcc\x88nch", "Munich|Bavaria, Germany|Europe/Berlin" },
  { "stroke", "lodz", "Łódź|Poland|Europe/Warsaw" },
  { "main-first", "são",
    "São Paulo|São Paulo, Brazil|America/Sao_Paulo;"
    "Sao Tome||Africa/Sao_Tome;"
    "São Bernardo do Campo|São Paulo, Brazil|America/Sao_Paulo" },
  { "whole-name-first", "new york",
    "New York|New York, United States|America/New_York;"
    "Albany|New York, United States|America/New_York;"
    "Berlin|New Hampshire, United States|America/New_York" },
  { "same-name", "berlin",
    "Berlin|Germany|Europe/Berlin;Berlin|New Hampshire, United States|America/New_York;"
    "Munich|Bavaria, Germany|Europe/Berlin" },
  { "two-of-them", "st petersburg",
    "Saint Petersburg|Russia|Europe/Moscow;"
    "St. Petersburg|Florida, United States|America/New_York;"
    "Petersburg|Virginia, United States|America/New_York" },
  { "two-of-them-in-full", "Saint Petersb",
    "Saint Petersburg|Russia|Europe/Moscow;"
    "St. Petersburg|Florida, United States|America/New_York" },
  { "region-and-city", "florida pet", "St. Petersburg|Florida, United States|America/New_York" },
  { "other-script", "санкт", "Saint Petersburg|Russia|Europe/Moscow" },
  { "half-hour-zone", "pune", "Pune|Maharashtra, India|Asia/Kolkata" },
  { "half-hour-zone-west", "st johns", "St. John’s|Newfoundland, Canada|America/St_Johns" },
  { "quarter-hour-zone", "kathmandu", "Kathmandu||Asia/Kathmandu" },
  { "zone", "Asia/Kolkata",
    "Kolkata|West Bengal, India|Asia/Kolkata;Pune|Maharashtra, India|Asia/Kolkata" },
  { "zone-in-lower-case", "asia/kolkata",
    "Kolkata|West Bengal, India|Asia/Kolkata;Pune|Maharashtra, India|Asia/Kolkata" },
  { "old-name", "calcutta", "Kolkata|West Bengal, India|Asia/Kolkata" },
  { "not-within-a-word", "une", "" },
  { "zone-unknown-here", "atlantis", "" },
  { "area-that-is-no-place", "eastern", "" },
  { "nothing", "", "" },
  { "blanks", " \t ", "" },
  { "punctuation", "/,.", "" },
  { "not-utf-8", "\xff\xfe pune", "Pune|Maharashtra, India|Asia/Kolkata" },
};

static char *
describe (GPtrArray *cities)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cities->len; i++)
    {
      MtCity *city = g_ptr_array_index (cities, i);

      g_string_append_printf (text, "%s%s|%s|%s", i > 0 ? ";" : "", mt_city_get_name (city),
                              mt_city_get_region (city), mt_city_get_zone_id (city));
    }
  return g_string_free (text, FALSE);
}

static void
test_search (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autoptr (MtCityIndex) index = mt_city_index_new (list, tzdata);
  g_autoptr (GPtrArray) cities = mt_city_index_search (index, row->typed, 3);
  g_autofree char *found = describe (cities);

  g_assert_cmpstr (found, ==, row->found);
}

static void
test_position (void)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autoptr (MtCityIndex) index = mt_city_index_new (list, tzdata);
  g_autoptr (GPtrArray) pune = mt_city_index_search (index, "pune", 1);
  g_autoptr (GPtrArray) campo = mt_city_index_search (index, "campo", 1);
  double latitude, longitude;

  g_assert_true (mt_city_get_position (g_ptr_array_index (pune, 0), &latitude, &longitude));
  g_assert_cmpfloat (latitude, ==, 18.5);
  g_assert_cmpfloat (longitude, ==, 73.8);
  /* 565 degrees west, as it stands in the data: not known. */
  g_assert_false (mt_city_get_position (g_ptr_array_index (campo, 0), &latitude, &longitude));
}

static void
take_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GPtrArray *
search (MtCities *cities, const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mt_cities_search_async (cities, text, 5, cancellable, take_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return mt_cities_search_finish (cities, result, error);
}

/* From glibc 2.39 on nothing is translated where the locale is C, not even what a city is called
 * there. */
static gboolean
has_local_names (void)
{
  return !g_str_has_prefix (setlocale (LC_MESSAGES, NULL), "C") ||
         g_ascii_strtod (gnu_get_libc_version (), NULL) < 2.39;
}

/* What libgweather knows, as the program beside this one prints it. */
static void
test_program (void)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autoptr (MtCities) cities = mt_cities_new (tzdata, NULL);
  static const char *const typed[][2] = {
    { "munchen", "Europe/Berlin" }, /* the first: what it is called there */
    { "pune", "Asia/Kolkata" },      { "denver", "America/Denver" },
    { "bengaluru", "Asia/Kolkata" }, { "saint petersburg", "Europe/Moscow" },
  };

  for (guint i = has_local_names () ? 0 : 1; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GPtrArray) found = search (cities, typed[i][0], NULL, NULL);

      g_assert_cmpuint (found->len, >, 0);
      g_assert_cmpstr (mt_city_get_zone_id (g_ptr_array_index (found, 0)), ==, typed[i][1]);
    }
}

static void
test_without_program (void)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autoptr (MtCities) cities = mt_cities_new (tzdata, "/nonexistent/meantime-cities");
  g_autoptr (GPtrArray) found = search (cities, "new york", NULL, NULL);
  g_autofree char *text = describe (found);

  g_assert_cmpstr (text, ==, "New York||America/New_York");
}

static void
test_cancelled (void)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);
  g_autoptr (MtCities) cities = mt_cities_new (tzdata, "/nonexistent/meantime-cities");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (search (cities, "berlin", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/cities/search/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_search);
    }
  g_test_add_func ("/cities/position", test_position);
  g_test_add_func ("/cities/program", test_program);
  g_test_add_func ("/cities/without-program", test_without_program);
  g_test_add_func ("/cities/cancelled", test_cancelled);

  return g_test_run ();
}
