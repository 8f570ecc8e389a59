/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Calendar dates by day number: the proleptic Gregorian calendar without a table.
 */
#include "core/mt-date.h"

#define DAYS_PER_ERA 146097  /* 400 years */
#define DAYS_TO_EPOCH 719468 /* from 0000-03-01 to 1970-01-01 */
#define EPOCH_WEEKDAY MT_THURSDAY

static gint64
floor_div (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

/* Years are counted from the first of March, so that the leap day is the last of its year. */

/**
 * mt_date_from_civil:
 * @year: any year, astronomical numbering (0 is 1 BC)
 * @month: 1..12
 * @day: 1..31; a day past the end of its month runs on into the next
 *
 * Gives the day number of a Gregorian calendar date.
 *
 * Returns: days since 1970-01-01
 */
MtDate
mt_date_from_civil (int year, int month, int day)
{
  gint64 y = (gint64) year - (month <= 2);
  gint64 era = floor_div (y, 400);
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return (MtDate) (era * DAYS_PER_ERA + day_of_era - DAYS_TO_EPOCH);
}

/**
 * mt_date_to_civil:
 * @date: a date
 * @year: (out) (optional): the year
 * @month: (out) (optional): 1..12
 * @day: (out) (optional): 1..31
 *
 * Takes a day number apart into a Gregorian calendar date.
 */
void
mt_date_to_civil (MtDate date, int *year, int *month, int *day)
{
  gint64 z = (gint64) date + DAYS_TO_EPOCH;
  gint64 era = floor_div (z, DAYS_PER_ERA);
  gint64 doe = z - era * DAYS_PER_ERA;
  gint64 yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  gint64 doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  gint64 shifted_month = (5 * doy + 2) / 153;
  int m = (int) (shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);

  if (year != NULL)
    *year = (int) (yoe + era * 400 + (m <= 2));
  if (month != NULL)
    *month = m;
  if (day != NULL)
    *day = (int) (doy - (153 * shifted_month + 2) / 5 + 1);
}

/**
 * mt_date_is_valid_civil:
 * @year: a year
 * @month: a month
 * @day: a day of the month
 *
 * Tells whether the Gregorian calendar has this date (2100-02-29 it has not), of any year.
 *
 * Returns: %TRUE when it has
 */
gboolean
mt_date_is_valid_civil (int year, int month, int day)
{
  int y, m, d;

  if (month < 1 || month > 12 || day < 1 || day > 31)
    return FALSE;
  mt_date_to_civil (mt_date_from_civil (year, month, day), &y, &m, &d);
  return y == year && m == month && d == day;
}

/**
 * mt_date_weekday:
 * @date: a date
 *
 * Gives the day of the week.
 *
 * Returns: the weekday, Monday being 0
 */
MtWeekday
mt_date_weekday (MtDate date)
{
  gint64 days = (gint64) date + EPOCH_WEEKDAY;

  return (MtWeekday) (days - floor_div (days, 7) * 7);
}

/**
 * mt_date_of_wall:
 * @wall_s: wall seconds
 *
 * Gives the date a wall time falls on. Values beyond what a date can hold give the nearest one that
 * it can.
 *
 * Returns: the date
 */
MtDate
mt_date_of_wall (gint64 wall_s)
{
  return (MtDate) CLAMP (floor_div (wall_s, MT_DAY_S), G_MININT32, G_MAXINT32);
}

/**
 * mt_date_to_wall:
 * @date: a date
 *
 * Gives the midnight a date begins with, on the wall clock.
 *
 * Returns: wall seconds
 */
gint64
mt_date_to_wall (MtDate date)
{
  return (gint64) date * MT_DAY_S;
}

/* Reads exactly n digits. */
static gboolean
read_digits (const char *text, guint n, int *value)
{
  *value = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (text[i] - '0');
    }
  return TRUE;
}

/**
 * mt_date_parse:
 * @text: a date as `YYYY-MM-DD`, nothing before or after it
 * @date: (out): the date, when it is one
 *
 * Reads a date from outside: one that the calendar has, from 1600-01-01 to 2199-12-31.
 *
 * Source: RFC 3339 section 5.6, full-date
 *
 * Returns: %TRUE when @text is such a date
 */
gboolean
mt_date_parse (const char *text, MtDate *date)
{
  int year, month, day;
  MtDate value;

  g_return_val_if_fail (text != NULL && date != NULL, FALSE);

  if (!read_digits (text, 4, &year) || text[4] != '-' || !read_digits (text + 5, 2, &month) ||
      text[7] != '-' || !read_digits (text + 8, 2, &day) || text[10] != '\0')
    return FALSE;
  if (!mt_date_is_valid_civil (year, month, day))
    return FALSE;
  value = mt_date_from_civil (year, month, day);
  if (value < MT_DATE_MIN || value >= MT_DATE_MAX)
    return FALSE;
  *date = value;
  return TRUE;
}

/**
 * mt_date_format:
 * @date: a date
 *
 * Writes a date as `YYYY-MM-DD`.
 *
 * Source: RFC 3339 section 5.6, full-date
 *
 * Returns: (transfer full): the text
 */
char *
mt_date_format (MtDate date)
{
  int year, month, day;

  mt_date_to_civil (date, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}
