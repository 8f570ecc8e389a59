/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Our own reading of DATE, DATE-TIME and DURATION.
 */
#include "config.h"

#include "ical/worker/mt-value.h"

#include "core/mt-date.h"

static gboolean
read_number (const char *at, guint n, int *number)
{
  *number = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (at[i]))
        return FALSE;
      *number = *number * 10 + (at[i] - '0');
    }
  return TRUE;
}

static MtSlice
strip (MtSlice text)
{
  while (text.length > 0 && g_ascii_isspace (text.at[0]))
    text = (MtSlice){ text.at + 1, text.length - 1 };
  while (text.length > 0 && g_ascii_isspace (text.at[text.length - 1]))
    text.length--;
  return text;
}

/* THHMMSS, THHMM, with or without Z. A leap second is read as the second before. */
static gboolean
parse_clock (MtSlice text, MtDigits *digits)
{
  int hour, minute, second = 0;

  if (text.length > 0 && (text.at[text.length - 1] | 0x20) == 'z')
    {
      digits->is_utc = TRUE;
      text.length--;
    }
  if ((text.length != 7 && text.length != 5) || (text.at[0] | 0x20) != 't' ||
      !read_number (text.at + 1, 2, &hour) || !read_number (text.at + 3, 2, &minute) ||
      (text.length == 7 && !read_number (text.at + 5, 2, &second)))
    return FALSE;
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;
  digits->is_date = FALSE;
  digits->wall += hour * 3600 + minute * 60 + MIN (second, 59);
  return TRUE;
}

/**
 * mt_digits_parse:
 * @text: "20261130" or "20261130T090000", perhaps with Z
 * @clamp: whether a year after 2199 is read as 2200-01-01 (ends, UNTIL) instead of refused
 * @digits: (out): what it says
 *
 * Reads a date or date-time: the year must be 1600 to 2199, and every field a real one.
 *
 * Returns: whether it is one
 *
 * Source: RFC 5545 3.3.4, 3.3.5, 3.3.12
 */
gboolean
mt_digits_parse (MtSlice text, gboolean clamp, MtDigits *digits)
{
  int year, month, day;

  text = strip (text);
  if (text.length < 8 || !read_number (text.at, 4, &year) ||
      !read_number (text.at + 4, 2, &month) || !read_number (text.at + 6, 2, &day))
    return FALSE;
  if (year < 1600 || !mt_date_is_valid_civil (year, month, day))
    return FALSE;
  if (year >= 2200)
    {
      if (!clamp)
        return FALSE;
      *digits = (MtDigits){ text.length == 8, FALSE, mt_date_to_wall (MT_DATE_MAX) };
      return TRUE;
    }
  *digits = (MtDigits){ TRUE, FALSE, mt_date_to_wall (mt_date_from_civil (year, month, day)) };
  return text.length == 8 || parse_clock ((MtSlice){ text.at + 8, text.length - 8 }, digits);
}

/* One "15M" of a duration; what is longer than the years accepted is as good as those. */
static gboolean
parse_part (const char **at, const char *end, gint64 *number, char *unit)
{
  gint64 limit = (gint64) (MT_DATE_MAX - MT_DATE_MIN) * MT_DAY_S;
  const char *start = *at;

  for (*number = 0; *at < end && g_ascii_isdigit (**at); (*at)++)
    *number = MIN (*number * 10 + (**at - '0'), limit);
  if (*at == start || *at == end)
    return FALSE;
  *unit = g_ascii_toupper (*(*at)++);
  return TRUE;
}

static gboolean
add_part (MtDuration *duration, gint64 number, char unit, gboolean in_time)
{
  gint64 max_days = MT_DATE_MAX - MT_DATE_MIN;
  gint64 max_seconds = max_days * MT_DAY_S;

  if (unit == 'W' && !in_time)
    duration->days = MIN (duration->days + MIN (number, max_days / 7) * 7, max_days);
  else if (unit == 'D' && !in_time)
    duration->days = MIN (duration->days + MIN (number, max_days), max_days);
  else if (in_time && (unit == 'H' || unit == 'M' || unit == 'S'))
    duration->seconds += MIN (number * (unit == 'H' ? 3600 : unit == 'M' ? 60 : 1), max_seconds);
  else
    return FALSE;
  duration->seconds = MIN (duration->seconds, max_seconds);
  return TRUE;
}

/**
 * mt_duration_parse:
 * @text: e.g. "P1DT2H"
 * @duration: (out): nominal days and exact seconds
 *
 * Returns: whether it is a duration
 *
 * Source: RFC 5545 3.3.6
 */
gboolean
mt_duration_parse (MtSlice text, MtDuration *duration)
{
  const char *at, *end;
  gboolean negative = FALSE, in_time = FALSE, any = FALSE;

  text = strip (text);
  at = text.at;
  end = at + text.length;
  *duration = (MtDuration){ 0, 0 };
  if (at < end && (*at == '+' || *at == '-'))
    negative = *at++ == '-';
  if (at == end || (*at++ | 0x20) != 'p')
    return FALSE;
  while (at < end)
    {
      gint64 number;
      char unit;

      if ((*at | 0x20) == 't' && !in_time)
        {
          in_time = TRUE;
          at++;
          continue;
        }
      if (!parse_part (&at, end, &number, &unit) || !add_part (duration, number, unit, in_time))
        return FALSE;
      any = TRUE;
    }
  if (negative)
    *duration = (MtDuration){ -duration->days, -duration->seconds };
  return any;
}

/**
 * mt_moment_wall_as:
 * @self: a moment
 * @kind: what a series is made of
 * @zone: (nullable): its zone; %NULL with %MT_TIME_INSTANT: UTC
 *
 * Returns: its wall time on the clock of the series; the digits as they stand where one of them
 *   belongs to no zone
 */
gint64
mt_moment_wall_as (const MtMoment *self, MtTimeKind kind, MtZone *zone)
{
  if (self->time.kind != MT_TIME_INSTANT || kind != MT_TIME_INSTANT || self->zone == zone)
    return self->wall;
  return zone ? mt_zone_to_wall (zone, self->time.value) : self->time.value;
}

/**
 * mt_moment_as:
 * @self: a moment
 * @kind: what a series is made of
 * @zone: (nullable): its zone
 *
 * Returns: the moment as a time of that kind: an instant stays one, everything else is read on the
 *   clock of the series
 */
MtTime
mt_moment_as (const MtMoment *self, MtTimeKind kind, MtZone *zone)
{
  if (self->time.kind == kind)
    return self->time;
  return mt_time_from_wall (kind, zone, self->wall);
}

static gint64
within_years (gint64 seconds)
{
  return CLAMP (seconds, mt_date_to_wall (MT_DATE_MIN), mt_date_to_wall (MT_DATE_MAX));
}

/**
 * mt_moment_after:
 * @self: a moment
 * @days: nominal days, on the clock of its zone
 * @seconds: exact seconds after that; a date takes none
 *
 * Returns: where a DURATION from @self ends, within the years 1600 to 2200
 *
 * Source: RFC 5545 3.3.6
 */
MtTime
mt_moment_after (const MtMoment *self, gint32 days, gint64 seconds)
{
  gint64 wall = within_years (self->wall + (gint64) days * MT_DAY_S);
  MtTime time = mt_time_from_wall (self->time.kind, self->zone, wall);

  if (time.kind != MT_TIME_DATE)
    time.value = within_years (time.value + seconds);
  return time;
}

/**
 * mt_time_from_wall:
 * @kind: what the series is made of
 * @zone: (nullable): its zone; %NULL with %MT_TIME_INSTANT: UTC
 * @wall: wall seconds
 *
 * Returns: the time a wall value means there. In a gap it moves forward, in a fold it is the
 *   first (RFC 5545 3.3.5)
 */
MtTime
mt_time_from_wall (MtTimeKind kind, MtZone *zone, gint64 wall)
{
  if (kind == MT_TIME_DATE)
    return (MtTime){ kind, mt_date_of_wall (wall) };
  if (kind == MT_TIME_INSTANT && zone)
    return (MtTime){ kind, mt_zone_to_instant (zone, wall, MT_FOLD_FIRST) };
  return (MtTime){ kind, wall };
}

/**
 * mt_time_order:
 * @time: an instant, floating time or date
 *
 * Returns: seconds by which times of one kind are ordered; a date counts as its midnight
 */
gint64
mt_time_order (MtTime time)
{
  return time.kind == MT_TIME_DATE ? mt_date_to_wall (time.value) : time.value;
}
