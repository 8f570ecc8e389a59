/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of local days: midnights that do not happen or happen twice, and travel.
 */
#include "rows.h"

static void
test_start (gconstpointer data)
{
  static const struct
  {
    const char *name, *zone, *changes, *date, *start;
  } rows[] = {
    { "plain", "Europe/Berlin", "", "2026-11-23", "2026-11-22T23:00" },
    { "leap day", "Asia/Kolkata", "", "2024-02-29", "2024-02-28T18:30" },
    { "half an hour and a quarter", "Pacific/Chatham", "", "2026-06-01", "2026-05-31T11:15" },
    { "no midnight: Sao Paulo", "America/Sao_Paulo", "", "2018-11-04", "2018-11-04T03:00" },
    { "no midnight: Beirut", "Asia/Beirut", "", "2022-03-27", "2022-03-26T22:00" },
    { "no midnight: Cairo", "Africa/Cairo", "", "2024-04-26", "2024-04-25T22:00" },
    { "no midnight, the gap begins before: Toronto", "America/Toronto", "", "1919-03-31",
      "1919-03-31T04:30" },
    { "midnight twice: Havana", "America/Havana", "", "2023-11-05", "2023-11-05T04:00" },
    { "an hour before midnight twice: Sao Paulo", "America/Sao_Paulo", "", "2018-02-18",
      "2018-02-18T03:00" },
    { "the skipped date: Apia", "Pacific/Apia", "", "2011-12-30", "2011-12-30T10:00" },
    { "after the skipped date: Apia", "Pacific/Apia", "", "2011-12-31", "2011-12-30T10:00" },
    { "far future, summer", "Europe/Berlin", "", "2199-07-01", "2199-06-30T22:00" },
    { "travel west", "Europe/Berlin", "travel 2026-11-24 2026-11-24 America/New_York", "2026-11-24",
      "2026-11-24T05:00" },
    { "back home", "Europe/Berlin", "travel 2026-11-24 2026-11-24 America/New_York", "2026-11-25",
      "2026-11-24T23:00" },
    { "first of two trips", "Europe/Berlin",
      "travel 2026-11-24 2026-11-26 Asia/Tokyo; travel 2026-11-23 2026-11-30 America/New_York",
      "2026-11-25", "2026-11-24T15:00" },
    { "east over the date line", "Pacific/Honolulu",
      "travel 2026-06-03 2026-06-10 Pacific/Auckland", "2026-06-03", "2026-06-02T12:00" },
    { "west over the date line", "Pacific/Honolulu",
      "travel 2026-06-03 2026-06-10 Pacific/Auckland", "2026-06-11", "2026-06-11T10:00" },
    { "a date that nobody had", "Pacific/Midway", "travel 2026-06-03 2026-06-10 Pacific/Kiritimati",
      "2026-06-02", "2026-06-02T10:00" },
    { "the date after it", "Pacific/Midway", "travel 2026-06-03 2026-06-10 Pacific/Kiritimati",
      "2026-06-03", "2026-06-02T10:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Row) row = { 0 };
      g_autofree char *start = NULL;

      g_test_message ("%s", rows[i].name);
      row_init (&row, (MtTzdata *) data, rows[i].zone, "", rows[i].changes);
      start = row_write_instant (mt_day_start (row.person, fixture_date (rows[i].date)));
      g_assert_cmpstr (start, ==, rows[i].start);
    }
}

static void
test_length (gconstpointer data)
{
  static const struct
  {
    const char *name, *zone, *changes, *date;
    gint hours;
  } rows[] = {
    { "plain", "Europe/Berlin", "", "2026-11-23", 24 },
    { "gap", "Europe/Berlin", "", "2026-03-29", 23 },
    { "fold", "Europe/Berlin", "", "2026-10-25", 25 },
    { "midnight twice", "America/Havana", "", "2023-11-05", 25 },
    { "the eve of midnight twice", "America/Havana", "", "2023-11-04", 24 },
    { "skipped", "Pacific/Apia", "", "2011-12-30", 0 },
    { "eastward", "Pacific/Honolulu", "travel 2026-06-03 2026-06-10 Pacific/Auckland", "2026-06-02",
      2 },
    { "westward", "Pacific/Honolulu", "travel 2026-06-03 2026-06-10 Pacific/Auckland", "2026-06-10",
      46 },
    { "lost to travel", "Pacific/Honolulu", "travel 2026-06-03 2026-06-10 Pacific/Kiritimati",
      "2026-06-02", 0 },
    { "more than lost to travel", "Pacific/Midway",
      "travel 2026-06-03 2026-06-10 Pacific/Kiritimati", "2026-06-02", 0 },
    { "before it", "Pacific/Midway", "travel 2026-06-03 2026-06-10 Pacific/Kiritimati",
      "2026-06-01", 23 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Row) row = { 0 };
      MtSpan day;

      g_test_message ("%s", rows[i].name);
      row_init (&row, (MtTzdata *) data, rows[i].zone, "", rows[i].changes);
      day = mt_day_span (row.person, fixture_date (rows[i].date));
      g_assert_cmpint (day.end - day.start, ==, rows[i].hours * 3600);
    }
}

static void
test_at (gconstpointer data)
{
  static const struct
  {
    const char *name, *zone, *changes, *instant, *date, *zone_then, *wall;
  } rows[] = {
    { "plain", "Europe/Berlin", "", "2026-11-22T23:00", "2026-11-23", "Europe/Berlin",
      "2026-11-23T00:00" },
    { "a second before", "Europe/Berlin", "", "2026-11-22T22:59:59Z", "2026-11-22", "Europe/Berlin",
      "2026-11-22T23:59:59" },
    { "midnight for the second time", "America/Havana", "", "2023-11-05T05:10", "2023-11-05",
      "America/Havana", "2023-11-05T00:10" },
    { "in New York", "Europe/Berlin", "travel 2026-11-24 2026-11-25 America/New_York",
      "2026-11-25T22:30", "2026-11-25", "America/New_York", "2026-11-25T17:30" },
    { "home at once", "Europe/Berlin", "travel 2026-11-24 2026-11-25 America/New_York",
      "2026-11-25T23:30", "2026-11-26", "Europe/Berlin", "2026-11-26T00:30" },
    { "the long date before New York", "Europe/Berlin",
      "travel 2026-11-24 2026-11-25 America/New_York", "2026-11-24T02:00", "2026-11-23",
      "Europe/Berlin", "2026-11-24T03:00" },
    { "the short date in Honolulu", "Pacific/Honolulu",
      "travel 2026-06-03 2026-06-10 Pacific/Auckland", "2026-06-02T11:00", "2026-06-02",
      "Pacific/Honolulu", "2026-06-02T01:00" },
    { "and then in Auckland", "Pacific/Honolulu", "travel 2026-06-03 2026-06-10 Pacific/Auckland",
      "2026-06-02T12:00", "2026-06-03", "Pacific/Auckland", "2026-06-03T00:00" },
    { "the long date in Auckland", "Pacific/Honolulu",
      "travel 2026-06-03 2026-06-10 Pacific/Auckland", "2026-06-11T09:59", "2026-06-10",
      "Pacific/Auckland", "2026-06-11T21:59" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 instant = fixture_instant (rows[i].instant);
      g_auto (Row) row = { 0 };
      g_autofree char *date = NULL, *wall = NULL;

      g_test_message ("%s", rows[i].name);
      row_init (&row, (MtTzdata *) data, rows[i].zone, "", rows[i].changes);
      date = mt_date_format (mt_day_of (row.person, instant));
      wall = row_write_instant (mt_day_wall_at (row.person, instant));
      g_assert_cmpstr (date, ==, rows[i].date);
      g_assert_cmpstr (wall, ==, rows[i].wall);
      g_assert_cmpstr (mt_zone_get_id (mt_day_zone_at (row.person, instant)), ==,
                       rows[i].zone_then);
    }
}

/* By the definition: dates follow each other without gap or overlap, and an instant is in its own.
 */
static void
test_dates_part_time (gconstpointer data)
{
  static const char *const zones[] = {
    "Pacific/Kiritimati", "Pacific/Midway",   "Europe/Berlin",     "America/Havana",
    "Pacific/Apia",       "America/St_Johns", "America/Sao_Paulo", "Asia/Kathmandu",
  };
  MtDate base = fixture_date ("2011-12-20");

  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (GString) changes = g_string_new (NULL);
      g_auto (Row) row = { 0 };

      for (guint i = 0; i < 3; i++)
        {
          MtDate from = base + g_test_rand_int_range (0, 20);
          g_autofree char *first = mt_date_format (from);
          g_autofree char *last = mt_date_format (from + g_test_rand_int_range (0, 4));

          g_string_append_printf (changes, "%stravel %s %s %s", i > 0 ? "; " : "", first, last,
                                  zones[g_test_rand_int_range (0, G_N_ELEMENTS (zones))]);
        }
      row_init (&row, (MtTzdata *) data, zones[round % G_N_ELEMENTS (zones)], "", changes->str);
      for (MtDate date = base; date < base + 24; date++)
        {
          MtSpan day = mt_day_span (row.person, date);

          g_assert_cmpint (day.start, <=, day.end);
          g_assert_cmpint (day.end, ==, mt_day_start (row.person, date + 1));
          if (day.start == day.end)
            continue;
          g_assert_cmpint (mt_day_of (row.person, day.start), ==, date);
          g_assert_cmpint (mt_day_of (row.person, day.end - 1), ==, date);
        }
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/day/start", tzdata, test_start);
  g_test_add_data_func ("/day/length", tzdata, test_length);
  g_test_add_data_func ("/day/at", tzdata, test_at);
  g_test_add_data_func ("/day/dates-part-time", tzdata, test_dates_part_time);
  return g_test_run ();
}
