/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Tests of dates as day numbers.
 */
#include "core/mt-date.h"

typedef struct
{
  int year, month, day;
  MtDate date;
  MtWeekday weekday;
} CivilRow;

static const CivilRow civil_rows[] = {
  { 1970, 1, 1, 0, MT_THURSDAY },
  { 1969, 12, 31, -1, MT_WEDNESDAY },
  { 2000, 2, 29, 11016, MT_TUESDAY },
  { 2000, 3, 1, 11017, MT_WEDNESDAY },
  { 2024, 2, 29, 19782, MT_THURSDAY },
  { 2026, 11, 23, 20780, MT_MONDAY },
  { 2026, 11, 29, 20786, MT_SUNDAY },
  { 1600, 1, 1, MT_DATE_MIN, MT_SATURDAY },
  { 2200, 1, 1, MT_DATE_MAX, MT_WEDNESDAY },
  { 1900, 2, 28, -25509, MT_WEDNESDAY },
  { 1900, 3, 1, -25508, MT_THURSDAY },
};

static void
test_civil (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (civil_rows); i++)
    {
      const CivilRow *row = &civil_rows[i];
      int year, month, day;

      g_assert_cmpint (mt_date_from_civil (row->year, row->month, row->day), ==, row->date);
      mt_date_to_civil (row->date, &year, &month, &day);
      g_assert_cmpint (year, ==, row->year);
      g_assert_cmpint (month, ==, row->month);
      g_assert_cmpint (day, ==, row->day);
      g_assert_cmpint (mt_date_weekday (row->date), ==, row->weekday);
    }
}

/* GLib counts days of the year 1 to 9999 on its own: every tenth day and what is around it. */
static void
test_against_glib (void)
{
  guint32 epoch = 719163; /* g_date_get_julian() of 1970-01-01 */

  for (guint32 julian = 1; julian < 1100000; julian += 10)
    {
      GDate date;
      int year, month, day;

      g_date_clear (&date, 1);
      g_date_set_julian (&date, julian);
      mt_date_to_civil ((MtDate) julian - (MtDate) epoch, &year, &month, &day);
      g_assert_cmpint (year, ==, g_date_get_year (&date));
      g_assert_cmpint (month, ==, (int) g_date_get_month (&date));
      g_assert_cmpint (day, ==, g_date_get_day (&date));
      g_assert_cmpint (mt_date_from_civil (year, month, day), ==, (int) (julian - epoch));
      g_assert_cmpint (mt_date_weekday ((MtDate) (julian - epoch)), ==,
                       (int) g_date_get_weekday (&date) - 1);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *again; /* NULL: no date */
  } rows[] = {
    { "2026-11-23", "2026-11-23" }, { "2024-02-29", "2024-02-29" },
    { "1600-01-01", "1600-01-01" }, { "2199-12-31", "2199-12-31" },
    { "2200-01-01", NULL },         { "1599-12-31", NULL },
    { "2023-02-29", NULL },         { "2100-02-29", NULL },
    { "2026-13-01", NULL },         { "2026-00-10", NULL },
    { "2026-04-31", NULL },         { "2026-01-00", NULL },
    { "2026-1-01", NULL },          { "2026-01-1", NULL },
    { "2026-01-011", NULL },        { " 2026-01-01", NULL },
    { "2026-01-01 ", NULL },        { "2026/01/01", NULL },
    { "20260101", NULL },           { "", NULL },
    { "-026-01-01", NULL },         { "2026-01-01T00:00", NULL },
    { "2026-+1-01", NULL },         { "２026-01-01", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MtDate date = 0;
      gboolean ok = mt_date_parse (rows[i].text, &date);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (ok, ==, rows[i].again != NULL);
      if (ok)
        {
          g_autofree char *text = mt_date_format (date);

          g_assert_cmpstr (text, ==, rows[i].again);
        }
    }
}

static void
test_wall (void)
{
  g_assert_cmpint (mt_date_of_wall (0), ==, 0);
  g_assert_cmpint (mt_date_of_wall (86399), ==, 0);
  g_assert_cmpint (mt_date_of_wall (86400), ==, 1);
  g_assert_cmpint (mt_date_of_wall (-1), ==, -1);
  g_assert_cmpint (mt_date_of_wall (-86400), ==, -1);
  g_assert_cmpint (mt_date_of_wall (-86401), ==, -2);
  g_assert_cmpint (mt_date_of_wall (G_MAXINT64), ==, G_MAXINT32);
  g_assert_cmpint (mt_date_of_wall (G_MININT64), ==, G_MININT32);
  g_assert_cmpint (mt_date_to_wall (-1), ==, -86400);
  g_assert_cmpint (mt_date_to_wall (MT_DATE_MAX), ==, G_GINT64_CONSTANT (7258118400));
}

static void
test_valid (void)
{
  g_assert_true (mt_date_is_valid_civil (2000, 2, 29));
  g_assert_false (mt_date_is_valid_civil (1900, 2, 29));
  g_assert_true (mt_date_is_valid_civil (-4, 2, 29));
  g_assert_false (mt_date_is_valid_civil (2026, 6, 31));
  g_assert_false (mt_date_is_valid_civil (2026, G_MAXINT, 1));
  g_assert_false (mt_date_is_valid_civil (2026, 1, G_MININT));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/civil", test_civil);
  g_test_add_func ("/date/against-glib", test_against_glib);
  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/wall", test_wall);
  g_test_add_func ("/date/valid", test_valid);
  return g_test_run ();
}
