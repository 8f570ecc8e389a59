/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meantime authors
 *
 * Reads POSIX TZ strings and lists the changes they mean.
 */
#include "zone/mt-tz-rule.h"

#include "core/mt-date.h"

#define MAX_OFFSET_HOURS 24
#define MAX_TIME_HOURS 167 /* RFC 9636 section 3.3.2 */
#define DEFAULT_TIME_S (2 * 3600)
#define SHORTEST_NAME 3

static gboolean
skip_char (const char **text, char c)
{
  if (**text != c)
    return FALSE;
  (*text)++;
  return TRUE;
}

static gboolean
read_number (const char **text, int min, int max, int *value)
{
  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (*value = 0; g_ascii_isdigit (**text); (*text)++)
    {
      *value = *value * 10 + (**text - '0');
      if (*value > max)
        return FALSE;
    }
  return *value >= min;
}

/* `CET` or `<+0330>` */
static gboolean
skip_name (const char **text)
{
  const char *start = *text;

  if (skip_char (text, '<'))
    {
      while (g_ascii_isalnum (**text) || **text == '+' || **text == '-')
        (*text)++;
      return *text - start > SHORTEST_NAME && skip_char (text, '>');
    }
  while (g_ascii_isalpha (**text))
    (*text)++;
  return *text - start >= SHORTEST_NAME;
}

/* `[+-]hh[:mm[:ss]]` */
static gboolean
read_time (const char **text, int max_hours, gint32 *seconds)
{
  int sign = 1, hours, minutes = 0, rest_s = 0;

  if (skip_char (text, '-'))
    sign = -1;
  else
    skip_char (text, '+');
  if (!read_number (text, 0, max_hours, &hours))
    return FALSE;
  if (skip_char (text, ':'))
    {
      if (!read_number (text, 0, 59, &minutes))
        return FALSE;
      if (skip_char (text, ':') && !read_number (text, 0, 59, &rest_s))
        return FALSE;
    }
  *seconds = sign * (hours * 3600 + minutes * 60 + rest_s);
  return TRUE;
}

/* `,Mm.w.d[/time]`, `,Jn[/time]` or `,n[/time]` */
static gboolean
read_day (const char **text, MtTzDay *day)
{
  if (!skip_char (text, ','))
    return FALSE;
  if (skip_char (text, 'M'))
    {
      day->kind = MT_TZ_DAY_OF_MONTH;
      if (!read_number (text, 1, 12, &day->month) || !skip_char (text, '.') ||
          !read_number (text, 1, 5, &day->week) || !skip_char (text, '.') ||
          !read_number (text, 0, 6, &day->day))
        return FALSE;
    }
  else if (skip_char (text, 'J'))
    {
      day->kind = MT_TZ_DAY_OF_YEAR_NO_LEAP;
      if (!read_number (text, 1, 365, &day->day))
        return FALSE;
    }
  else
    {
      day->kind = MT_TZ_DAY_OF_YEAR;
      if (!read_number (text, 0, 365, &day->day))
        return FALSE;
    }
  day->time_s = DEFAULT_TIME_S;
  return !skip_char (text, '/') || read_time (text, MAX_TIME_HOURS, &day->time_s);
}

/**
 * mt_tz_rule_parse:
 * @text: a POSIX TZ string, e.g. `CET-1CEST,M3.5.0,M10.5.0/3`
 * @rule: (out): what it says
 *
 * Reads a POSIX TZ string, with the extensions of TZif (hours to 167, negative hours). One with
 * daylight saving time but without its dates is refused: TZif files always give them.
 *
 * Source: RFC 9636 section 3.3; POSIX.1-2017 section 8.3
 *
 * Returns: %TRUE when it is one
 */
gboolean
mt_tz_rule_parse (const char *text, MtTzRule *rule)
{
  gint32 west_s;

  g_return_val_if_fail (text != NULL && rule != NULL, FALSE);

  *rule = (MtTzRule){ 0 };
  if (!skip_name (&text) || !read_time (&text, MAX_OFFSET_HOURS, &west_s))
    return FALSE;
  rule->standard_s = -west_s;
  if (*text == '\0')
    return TRUE;
  rule->has_daylight = TRUE;
  rule->daylight_s = rule->standard_s + 3600;
  if (!skip_name (&text))
    return FALSE;
  if (*text != ',')
    {
      if (!read_time (&text, MAX_OFFSET_HOURS, &west_s))
        return FALSE;
      rule->daylight_s = -west_s;
    }
  return read_day (&text, &rule->start) && read_day (&text, &rule->end) && *text == '\0';
}

static MtDate
first_of_month (int year, int month)
{
  return month > 12 ? mt_date_from_civil (year + 1, 1, 1) : mt_date_from_civil (year, month, 1);
}

static MtDate
date_in_year (const MtTzDay *day, int year)
{
  MtDate first;
  int weekday, date;

  if (day->kind == MT_TZ_DAY_OF_YEAR)
    return mt_date_from_civil (year, 1, 1) + day->day;
  if (day->kind == MT_TZ_DAY_OF_YEAR_NO_LEAP)
    {
      gboolean after_leap_day = day->day > 59 && mt_date_is_valid_civil (year, 2, 29);

      return mt_date_from_civil (year, 1, 1) + day->day - 1 + after_leap_day;
    }
  first = first_of_month (year, day->month);
  weekday = (mt_date_weekday (first) + 1) % 7;
  date = (day->day - weekday + 7) % 7 + (day->week - 1) * 7;
  if (first + date >= first_of_month (year, day->month + 1))
    date -= 7;
  return first + date;
}

/* Keeps the array sorted. Of two changes at one instant the start of daylight saving time counts:
 * a year that ends with it goes on with it. */
static void
insert (GArray *changes, guint from, MtZoneChange change, gint32 daylight_s)
{
  guint i = changes->len;

  while (i > from && g_array_index (changes, MtZoneChange, i - 1).at > change.at)
    i--;
  if (i > from && g_array_index (changes, MtZoneChange, i - 1).at == change.at)
    {
      if (change.offset_s == daylight_s)
        g_array_index (changes, MtZoneChange, i - 1) = change;
      return;
    }
  g_array_insert_val (changes, i, change);
}

/**
 * mt_tz_rule_extend:
 * @rule: a rule
 * @after: an instant; changes up to and at it are left out
 * @from_year: first year to look at
 * @to_year: last year to look at
 * @changes: (element-type MtZoneChange): a sorted table that ends at or before @after
 *
 * Appends the changes of some years to a table.
 */
void
mt_tz_rule_extend (const MtTzRule *rule, gint64 after, int from_year, int to_year, GArray *changes)
{
  guint from = changes->len;

  if (!rule->has_daylight)
    return;
  for (int year = from_year; year <= to_year; year++)
    {
      gint64 start = mt_date_to_wall (date_in_year (&rule->start, year)) + rule->start.time_s;
      gint64 end = mt_date_to_wall (date_in_year (&rule->end, year)) + rule->end.time_s;
      MtZoneChange on = { start - rule->standard_s, rule->daylight_s };
      MtZoneChange off = { end - rule->daylight_s, rule->standard_s };

      if (on.at > after)
        insert (changes, from, on, rule->daylight_s);
      if (off.at > after)
        insert (changes, from, off, rule->daylight_s);
    }
}
