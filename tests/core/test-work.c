/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of working time: gaps, folds, nights, absences, travel.
 */
#include "rows.h"

/* Working time from the first date to the second one, exclusive. */
typedef struct
{
  const char *name, *zone, *week, *changes, *from, *to, *expected;
} WorkRow;

static const WorkRow wall_rows[] = {
  { "plain", "Europe/Berlin", "mon-fri 09-17", "", "2026-11-22", "2026-11-24",
    "2026-11-23T08:00/2026-11-23T16:00" },
  { "night over a gap", "Europe/Berlin", "sat 22-06", "", "2026-03-28", "2026-03-30",
    "2026-03-28T21:00/2026-03-29T04:00" },
  { "night over a fold", "Europe/Berlin", "sat 22-06", "", "2026-10-24", "2026-10-26",
    "2026-10-24T20:00/2026-10-25T05:00" },
  { "first start, second end in a fold", "Europe/Berlin", "sun 02:30-02:45", "", "2026-10-25",
    "2026-10-26", "2026-10-25T00:30/2026-10-25T01:45" },
  { "start in a gap", "Europe/Berlin", "sun 02:30-05", "", "2026-03-29", "2026-03-30",
    "2026-03-29T01:30/2026-03-29T03:00" },
  { "turned round by a gap", "Europe/Berlin", "sun 02:30-03:15", "", "2026-03-29", "2026-03-30",
    "" },
  { "made nothing by a gap", "Europe/Berlin", "sun 02:30-03:30", "", "2026-03-29", "2026-03-30",
    "" },
  { "wholly in a gap", "Europe/Berlin", "sun 02:10-02:40", "", "2026-03-29", "2026-03-30",
    "2026-03-29T01:10/2026-03-29T01:40" },
  { "24 hours", "Europe/Berlin", "mon 09-09", "", "2026-11-23", "2026-11-25",
    "2026-11-23T08:00/2026-11-24T08:00" },
  { "24 hours every day", "Europe/Berlin", "mon-sun 09-09", "", "2026-11-23", "2026-11-25",
    "2026-11-22T23:00/2026-11-24T23:00" },
  { "till midnight", "Europe/Berlin", "mon 18-24", "", "2026-11-23", "2026-11-25",
    "2026-11-23T17:00/2026-11-23T23:00" },
  { "gap of half an hour", "Australia/Lord_Howe", "sun 02:10-04", "", "2026-10-04", "2026-10-05",
    "2026-10-03T15:40/2026-10-03T17:00" },
  { "fold of half an hour", "Australia/Lord_Howe", "sun 01:30-01:45", "", "2026-04-05",
    "2026-04-06", "2026-04-04T14:30/2026-04-04T15:15" },
  { "Chatham", "Pacific/Chatham", "mon 09-17", "", "2026-06-01", "2026-06-02",
    "2026-05-31T20:15/2026-06-01T04:15" },
  { "Kathmandu", "Asia/Kathmandu", "mon 09-17", "", "2026-11-23", "2026-11-24",
    "2026-11-23T03:15/2026-11-23T11:15" },
  { "Ramadan in Morocco", "Africa/Casablanca", "mon 09-17", "", "2024-03-11", "2024-03-12",
    "2024-03-11T09:00/2024-03-11T17:00" },
  { "before Ramadan in Morocco", "Africa/Casablanca", "mon 09-17", "", "2024-03-04", "2024-03-05",
    "2024-03-04T08:00/2024-03-04T16:00" },
  { "from a midnight that is skipped", "America/Sao_Paulo", "sun 00-02", "", "2018-11-04",
    "2018-11-05", "2018-11-04T03:00/2018-11-04T04:00" },
  { "till a midnight that is skipped", "America/Sao_Paulo", "sat 22-24", "", "2018-11-03",
    "2018-11-05", "2018-11-04T01:00/2018-11-04T03:00" },
  { "over an hour before midnight twice", "America/Sao_Paulo", "sat 22-24", "", "2018-02-17",
    "2018-02-19", "2018-02-18T00:00/2018-02-18T03:00" },
  { "till a midnight that happens twice", "America/Havana", "sat 20-24", "", "2023-11-04",
    "2023-11-06", "2023-11-05T00:00/2023-11-05T05:00" },
  { "the second instance of a weekday in a leap year", "Asia/Kolkata", "thu 09-10", "",
    "2024-02-29", "2024-03-01", "2024-02-29T03:30/2024-02-29T04:30" },
  { "far future", "Europe/Berlin", "mon 09-17", "", "2199-07-01", "2199-07-02",
    "2199-07-01T07:00/2199-07-01T15:00" },
  { "ranges overlap", "UTC", "mon 09-13+12-17", "", "2026-11-23", "2026-11-24",
    "2026-11-23T09:00/2026-11-23T17:00" },
  { "ranges touch", "UTC", "mon 09-12+12-17", "", "2026-11-23", "2026-11-24",
    "2026-11-23T09:00/2026-11-23T17:00" },
  { "ranges in any order", "UTC", "mon 14-17+09-12", "", "2026-11-23", "2026-11-24",
    "2026-11-23T09:00/2026-11-23T12:00 2026-11-23T14:00/2026-11-23T17:00" },
  { "never", "UTC", "", "", "2026-11-23", "2026-12-23", "" },
  { "yesterday's night reaches in", "UTC", "sun 22-06", "", "2026-11-23", "2026-11-24",
    "2026-11-23T00:00/2026-11-23T06:00" },
};

static const WorkRow absence_rows[] = {
  { "away", "UTC", "mon-fri 09-10", "away 2026-11-24 2026-11-25", "2026-11-23", "2026-11-27",
    "2026-11-23T09:00/2026-11-23T10:00 2026-11-26T09:00/2026-11-26T10:00" },
  { "a night before leave", "Europe/Berlin", "mon 22-06", "away 2026-11-24 2026-11-24",
    "2026-11-23", "2026-11-26", "2026-11-23T21:00/2026-11-23T23:00" },
  { "a night of leave", "Europe/Berlin", "mon 22-06", "away 2026-11-23 2026-11-23", "2026-11-23",
    "2026-11-26", "" },
  { "24 hours before leave", "UTC", "mon 09-09", "away 2026-11-24 2026-11-24", "2026-11-23",
    "2026-11-26", "2026-11-23T09:00/2026-11-24T00:00" },
  { "holiday", "UTC", "mon-fri 09-10", "holiday 2026-11-24", "2026-11-23", "2026-11-26",
    "2026-11-23T09:00/2026-11-23T10:00 2026-11-25T09:00/2026-11-25T10:00" },
  { "a night before a holiday", "UTC", "mon 22-06", "holiday 2026-11-24", "2026-11-23",
    "2026-11-26", "2026-11-23T22:00/2026-11-24T00:00" },
  { "leave begins at a midnight that happens twice", "America/Havana", "sat 20-06",
    "away 2023-11-05 2023-11-05", "2023-11-04", "2023-11-07", "2023-11-05T00:00/2023-11-05T04:00" },
  { "unavailable takes its span", "UTC", "mon 09-17",
    "unavailable 2026-11-23T10:00/2026-11-23T11:30", "2026-11-23", "2026-11-24",
    "2026-11-23T09:00/2026-11-23T10:00 2026-11-23T11:30/2026-11-23T17:00" },
  { "unavailable cuts no range that starts in it", "UTC", "mon 22-06",
    "unavailable 2026-11-23T00:00/2026-11-24T00:00", "2026-11-23", "2026-11-25",
    "2026-11-24T00:00/2026-11-24T06:00" },
  { "busy is work", "UTC", "mon 09-17", "busy 2026-11-23T10:00/2026-11-23T11:30", "2026-11-23",
    "2026-11-24", "2026-11-23T09:00/2026-11-23T17:00" },
  { "one day off", "UTC", "mon-fri 09-10", "off 2026-11-24", "2026-11-23", "2026-11-26",
    "2026-11-23T09:00/2026-11-23T10:00 2026-11-25T09:00/2026-11-25T10:00" },
  { "one late day", "UTC", "mon-fri 09-10", "off 2026-11-24 12-20", "2026-11-24", "2026-11-25",
    "2026-11-24T12:00/2026-11-24T20:00" },
  { "a Sunday", "UTC", "mon-fri 09-10", "off 2026-11-22 22-02", "2026-11-22", "2026-11-23",
    "2026-11-22T22:00/2026-11-23T00:00" },
  { "the first exception counts", "UTC", "mon-fri 09-10", "off 2026-11-24; off 2026-11-24 12-20",
    "2026-11-24", "2026-11-25", "" },
  { "leave beats an exception", "UTC", "mon-fri 09-10",
    "off 2026-11-24 12-20; away 2026-11-24 2026-11-24", "2026-11-24", "2026-11-25", "" },
  { "a night off before leave", "UTC", "", "off 2026-11-23 20-08; away 2026-11-24 2026-11-24",
    "2026-11-23", "2026-11-26", "2026-11-23T20:00/2026-11-24T00:00" },
};

static const WorkRow travel_rows[] = {
  { "a day in New York", "Europe/Berlin", "mon-fri 09-17",
    "travel 2026-11-24 2026-11-24 America/New_York", "2026-11-23", "2026-11-26",
    "2026-11-23T08:00/2026-11-23T16:00 2026-11-24T14:00/2026-11-24T22:00 "
    "2026-11-25T08:00/2026-11-25T16:00" },
  { "an exception on a trip", "Europe/Berlin", "mon-fri 09-17",
    "travel 2026-11-24 2026-11-24 America/New_York; off 2026-11-24 10-11", "2026-11-24",
    "2026-11-25", "2026-11-24T15:00/2026-11-24T16:00" },
  { "the first trip counts", "Europe/Berlin", "mon-fri 09-17",
    "travel 2026-11-24 2026-11-26 Asia/Tokyo; travel 2026-11-23 2026-11-25 America/New_York",
    "2026-11-23", "2026-11-25",
    "2026-11-23T14:00/2026-11-23T22:00 2026-11-24T00:00/2026-11-24T08:00" },
  { "a night from home is resolved at home", "Europe/Berlin", "mon 22-06",
    "travel 2026-11-24 2026-11-30 America/New_York", "2026-11-23", "2026-11-25",
    "2026-11-23T21:00/2026-11-24T05:00" },
  { "east over the date line", "Pacific/Honolulu", "mon-fri 09-17",
    "travel 2026-06-03 2026-06-10 Pacific/Auckland", "2026-06-02", "2026-06-04",
    "2026-06-02T19:00/2026-06-03T05:00" },
  { "west over the date line", "Pacific/Honolulu", "mon-fri 09-17",
    "travel 2026-06-03 2026-06-10 Pacific/Auckland", "2026-06-10", "2026-06-12",
    "2026-06-09T21:00/2026-06-10T05:00 2026-06-11T19:00/2026-06-12T03:00" },
  { "leave on the other side", "Pacific/Honolulu", "mon-fri 09-17",
    "travel 2026-06-03 2026-06-10 Pacific/Auckland; away 2026-06-03 2026-06-03", "2026-06-02",
    "2026-06-04", "" },
  { "a trip over a fold", "Asia/Tokyo", "sat 22-06", "travel 2026-10-20 2026-10-30 Europe/Berlin",
    "2026-10-24", "2026-10-26", "2026-10-24T20:00/2026-10-25T05:00" },
};

static void
assert_rows (MtTzdata *tzdata, const WorkRow *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_auto (Row) row = { 0 };
      g_autoptr (MtSpans) work = NULL;
      g_autofree char *text = NULL;
      MtSpan window;

      g_test_message ("%s", rows[i].name);
      row_init (&row, tzdata, rows[i].zone, rows[i].week, rows[i].changes);
      window.start = mt_day_start (row.person, fixture_date (rows[i].from));
      window.end = mt_day_start (row.person, fixture_date (rows[i].to));
      work = mt_work_time (row.patterns, row.person, row.agenda, window);
      text = row_write_spans (work);
      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

static void
test_wall (gconstpointer data)
{
  assert_rows ((MtTzdata *) data, wall_rows, G_N_ELEMENTS (wall_rows));
}

static void
test_absences (gconstpointer data)
{
  assert_rows ((MtTzdata *) data, absence_rows, G_N_ELEMENTS (absence_rows));
}

static void
test_travel (gconstpointer data)
{
  assert_rows ((MtTzdata *) data, travel_rows, G_N_ELEMENTS (travel_rows));
}

static void
test_working_day (gconstpointer data)
{
  static const struct
  {
    const char *name, *zone, *week, *changes, *date, *end; /* "": no working day */
  } rows[] = {
    { "plain", "Europe/Berlin", "mon-fri 09-17", "", "2026-11-23", "2026-11-23T16:00" },
    { "weekend", "Europe/Berlin", "mon-fri 09-17", "", "2026-11-22", "" },
    { "last of two ranges", "UTC", "mon 14-18+09-12", "", "2026-11-23", "2026-11-23T18:00" },
    { "the longer of two", "UTC", "mon 09-18+10-12", "", "2026-11-23", "2026-11-23T18:00" },
    { "night", "Europe/Berlin", "mon 22-06", "", "2026-11-23", "2026-11-24T05:00" },
    { "the day after a night is none", "Europe/Berlin", "mon 22-06", "", "2026-11-24", "" },
    { "leave", "UTC", "mon 09-17", "away 2026-11-20 2026-11-23", "2026-11-23", "" },
    { "holiday", "UTC", "mon 09-17", "holiday 2026-11-23", "2026-11-23", "" },
    { "a night cut by leave", "UTC", "mon 22-06", "away 2026-11-24 2026-11-24", "2026-11-23",
      "2026-11-24T00:00" },
    { "eaten by an absence", "UTC", "mon 09-17", "unavailable 2026-11-23T08:00/2026-11-23T17:00",
      "2026-11-23", "" },
    { "eaten but for a second", "UTC", "mon 09-17",
      "unavailable 2026-11-23T08:00/2026-11-23T16:59:59Z", "2026-11-23", "2026-11-23T17:00" },
    { "eaten by two absences", "UTC", "mon 09-17",
      "unavailable 2026-11-23T08:00/2026-11-23T12:00; unavailable "
      "2026-11-23T12:00/2026-11-23T20:00",
      "2026-11-23", "" },
    { "meetings eat nothing", "UTC", "mon 09-17", "busy 2026-11-23T08:00/2026-11-23T17:00",
      "2026-11-23", "2026-11-23T17:00" },
    { "turned round by a gap", "Europe/Berlin", "sun 02:30-03:15", "", "2026-03-29", "" },
    { "a Saturday shift", "UTC", "mon 09-17", "off 2026-11-28 10-12", "2026-11-28",
      "2026-11-28T12:00" },
    { "a Monday off", "UTC", "mon 09-17", "off 2026-11-23", "2026-11-23", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MtDate date = fixture_date (rows[i].date);
      g_auto (Row) row = { 0 };
      g_autofree char *text = NULL;
      gint64 end = 0;
      gboolean works;

      g_test_message ("%s", rows[i].name);
      row_init (&row, (MtTzdata *) data, rows[i].zone, rows[i].week, rows[i].changes);
      works = mt_work_day_end (row.patterns, row.person, row.agenda, date, &end);
      g_assert_cmpint (mt_work_is_working_day (row.patterns, row.person, row.agenda, date), ==,
                       works);
      text = works ? row_write_instant (end) : g_strdup ("");
      g_assert_cmpstr (text, ==, rows[i].end);
    }
}

static void
test_free (gconstpointer data)
{
  g_auto (Row) row = { 0 };
  MtSpan window = { fixture_instant ("2026-11-23T00:00"), fixture_instant ("2026-11-24T00:00") };
  g_autoptr (MtSpans) free_time = NULL;
  g_autoptr (MtSpans) nothing = NULL;
  g_autoptr (MtSpans) hours = NULL;
  g_autofree char *text = NULL;

  row_init (&row, (MtTzdata *) data, "UTC", "mon 09-17",
            "busy 2026-11-23T08:00/2026-11-23T10:00; focus 2026-11-23T11:00/2026-11-23T12:00; "
            "tentative 2026-11-23T13:00/2026-11-23T14:00; unavailable "
            "2026-11-23T16:00/2026-11-23T18:00");
  free_time = mt_work_free (row.patterns, row.person, row.agenda, window);
  text = row_write_spans (free_time);
  g_assert_cmpstr (text, ==, "2026-11-23T10:00/2026-11-23T16:00");

  row.agenda->mark = MT_MARK_UNKNOWN;
  nothing = mt_work_free (row.patterns, row.person, row.agenda, window);
  g_assert_cmpuint (nothing->n, ==, 0);

  hours = mt_work_hours (row.patterns, row.person, window);
  g_assert_cmpint (mt_spans_total (hours), ==, 8 * 3600);
}

static void
test_hours_without_absences (gconstpointer data)
{
  g_auto (Row) row = { 0 };
  MtSpan window = { fixture_instant ("2026-11-23T00:00"), fixture_instant ("2026-11-28T00:00") };
  g_autoptr (MtSpans) hours = NULL;
  g_autoptr (MtSpans) without_calendars = NULL;

  row_init (&row, (MtTzdata *) data, "UTC", "mon-fri 09-17",
            "away 2026-11-23 2026-11-23; holiday 2026-11-24; off 2026-11-25 10-11; unavailable "
            "2026-11-26T00:00/2026-11-27T00:00");
  hours = mt_work_hours (row.patterns, row.person, window);
  g_assert_cmpint (mt_spans_total (hours), ==, (3 * 8 + 1 + 8) * 3600);
  without_calendars = mt_work_time (row.patterns, row.person, NULL, window);
  g_assert_cmpint (mt_spans_total (without_calendars), ==, (8 + 1 + 8 + 8) * 3600);
}

static void
test_shifts (gconstpointer data)
{
  g_auto (Row) row = { 0 };
  g_autoptr (GArray) shifts = NULL;
  g_autoptr (GArray) off = NULL;

  row_init (&row, (MtTzdata *) data, "Europe/Berlin", "mon 14-18+22-06+09-12",
            "away 2026-11-23 2026-11-23; off 2026-11-30");
  shifts = mt_work_shifts (row.patterns, row.person, fixture_date ("2026-11-23"));
  off = mt_work_shifts (row.patterns, row.person, fixture_date ("2026-11-30"));
  g_assert_cmpuint (shifts->len, ==, 3); /* absences are not taken */
  g_assert_cmpint (g_array_index (shifts, MtShift, 0).span.start, ==,
                   fixture_instant ("2026-11-23T08:00"));
  g_assert_cmpint (g_array_index (shifts, MtShift, 2).span.end, ==,
                   fixture_instant ("2026-11-24T05:00"));
  g_assert_cmpuint (off->len, ==, 0);
}

/* The memo is asked near and far, forth and back: answers do not depend on what was asked before.
 */
static void
test_memo (gconstpointer data)
{
  g_auto (Row) row = { 0 };
  MtDate base = fixture_date ("2026-11-23");

  row_init (&row, (MtTzdata *) data, "Europe/Berlin", "mon-fri 09-12+13-17, sat 22-06", "");
  for (guint i = 0; i < 300; i++)
    {
      gint64 start = mt_date_to_wall (base + g_test_rand_int_range (-20000, 40000)) +
                     g_test_rand_int_range (0, MT_DAY_S);
      MtSpan window = { start, start + g_test_rand_int_range (0, 60 * MT_DAY_S) };
      g_autoptr (MtPatterns) fresh = mt_patterns_new ();
      g_autoptr (MtSpans) known = mt_work_hours (row.patterns, row.person, window);
      g_autoptr (MtSpans) anew = mt_work_hours (fresh, row.person, window);
      g_autofree char *text = row_write_spans (known);
      g_autofree char *expected = row_write_spans (anew);

      g_assert_cmpstr (text, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (MtTzdata) tzdata = mt_tzdata_new (NULL);

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/working-time/wall", tzdata, test_wall);
  g_test_add_data_func ("/working-time/absences", tzdata, test_absences);
  g_test_add_data_func ("/working-time/travel", tzdata, test_travel);
  g_test_add_data_func ("/working-time/working-day", tzdata, test_working_day);
  g_test_add_data_func ("/working-time/free", tzdata, test_free);
  g_test_add_data_func ("/working-time/hours-without-absences", tzdata,
                        test_hours_without_absences);
  g_test_add_data_func ("/working-time/shifts", tzdata, test_shifts);
  g_test_add_data_func ("/working-time/memo", tzdata, test_memo);
  return g_test_run ();
}
